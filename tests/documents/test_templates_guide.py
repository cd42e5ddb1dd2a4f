"""docs/templates.md is true: its manifest is valid, and it names everything that templates can use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from simple import template

from generator.documents.canvas import CANVASES
from generator.documents.compose import Request, names_for
from generator.documents.helpers import FILTERS, language_filters
from generator.documents.layout import Box
from generator.documents.looks import COLOURS, LEVELS, LINES, MOTIONS, RADII, SIZES, SPACES, TYPES
from generator.documents.manifest import Manifest, read_manifest
from generator.documents.meter import Limits
from generator.documents.parameters import TYPES as PARAMETER_TYPES
from generator.documents.words import read_words
from generator.languages import LANGUAGES
from generator.values.rate import Rate

GUIDE = (Path(__file__).parents[2] / "docs/templates.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"\w+", GUIDE))


def names() -> set[str]:
    made = template("x")
    request = Request({}, "vigil", "es", CANVASES["hd"], Rate.parse(24))
    return set(names_for(made, request, LANGUAGES["es"], read_words([], LANGUAGES["es"])))


def test_its_manifest_is_valid() -> None:
    block = re.search(r"```yaml\n(title:.*?)```", GUIDE, re.DOTALL)
    assert block
    assert isinstance(read_manifest(block[1], "docs/templates.md"), Manifest)


@pytest.mark.parametrize(
    ("what", "there"),
    [
        ("names", names()),
        ("filters", {*FILTERS, *language_filters(LANGUAGES["es"])} - {"d", "e"}),
        ("boxes", {n for n in dir(Box) if not n.startswith("_")} - {"mirrored"}),
        ("tokens", {*COLOURS, *SIZES, *LINES, *SPACES, *RADII, *TYPES, *MOTIONS, *LEVELS}),
        ("parameter types", set(PARAMETER_TYPES)),
        ("manifest keys", set(Manifest.model_fields)),
        ("languages", set(LANGUAGES)),
    ],
)
def test_it_names_everything(what: str, there: set[str]) -> None:
    assert not there - WORDS, what


def test_its_bounds_are_the_programs() -> None:
    limits = Limits()
    for number in (f"{limits.steps:,}", f"{limits.items:,}", f"{limits.text:,}", f"{limits.seconds:g} s", f"{limits.depth} deep"):
        assert number in GUIDE
    assert limits.output == 16 * 1024 * 1024
