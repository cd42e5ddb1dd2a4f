"""What a still of a template waits for: no library that it does not use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.values.libraries import lazily

LATE = ("av", "PIL.Image", "segno", "barcode", "urllib.request", "OpenImageIO", "PyOpenColorIO", "moviepy", "distributed")


def test_a_library_is_imported_when_something_is_asked_of_it() -> None:
    colours = lazily("colorsys")
    assert colours.rgb_to_hsv(1.0, 0.0, 0.0) == (0.0, 1.0, 1.0)


def test_one_that_is_not_there_is_missed_where_it_is_used() -> None:
    absent = lazily("no_such_library_anywhere")
    with pytest.raises(ModuleNotFoundError, match="no_such_library_anywhere"):
        absent.anything()


def test_what_renders_a_still_imports_nothing_that_it_does_not_use() -> None:
    code = f"import sys, generator.cli.verbs.render; print([name for name in {LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
