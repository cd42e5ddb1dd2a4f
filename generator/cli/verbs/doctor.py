"""``doctor``: what this machine has and lacks; each lack with its remedy."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from generator import __version__
from generator.cli.console import document, result
from generator.cli.verbs.studio import NEEDED, REMEDY
from generator.deliver.formats import FORMATS
from generator.problems import BriefError
from generator.shelf import Shelf, voice


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for. ``remedy`` is empty where nothing is to be done."""

    what: str
    found: str
    remedy: str = ""


def run(fonts: list[Path], as_json: bool) -> None:
    """Look at everything; a lack is no error, since each has its remedy."""
    findings = [finding for look in LOOKS for finding in look(fonts)]
    if as_json:
        document([asdict(f) for f in findings])
        return
    wide = max(len(f.what) for f in findings)
    for f in findings:
        result(f"{f.what:<{wide}}  {f.found}")
        if f.remedy:
            result(f"{'':<{wide}}  -> {f.remedy}")


def _machine(_fonts: list[Path]) -> Iterator[Finding]:
    yield Finding("ministerio", __version__)
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("cores", str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()))


def _graphics(_fonts: list[Path]) -> Iterator[Finding]:
    for name in ("GL", "EGL"):
        library = ctypes.util.find_library(name)
        yield Finding(f"lib{name}", library or "none; not needed, a stand-in is used")


def _typefaces(fonts: list[Path]) -> Iterator[Finding]:
    families = Shelf(fonts=fonts).book().families
    remedy = "" if families else "give a folder of TTF or OTF files with --fonts"
    yield Finding("fonts", ", ".join(sorted(families)) or "none", remedy)


def _formats(_fonts: list[Path]) -> Iterator[Finding]:
    for name, form in FORMATS.items():
        lack = form.lacks()
        yield Finding(f"format {name}", "no: " + lack if lack else "yes", "reinstall the package av from its wheel" if lack else "")


def _kernels(_fonts: list[Path]) -> Iterator[Finding]:
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or Path(sys.modules["generator"].__path__[0]))
    writable = os.access(folder, os.W_OK)
    yield Finding(
        "compiled code",
        f"kept in {folder}" if writable else f"{folder} is read-only",
        "" if writable else "set NUMBA_CACHE_DIR to a folder that can be written",
    )


def _desk(_fonts: list[Path]) -> Iterator[Finding]:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    yield Finding("studio", f"no: {' and '.join(missing)} missing" if missing else "yes", REMEDY if missing else "")


def _voices(_fonts: list[Path]) -> Iterator[Finding]:
    missing = {lack: None for code in voice.MANNERS if (lack := voice.lacks(code))}
    if not missing:
        yield Finding("voice", f"{voice.engine()}: {', '.join(voice.MANNERS)}")
    for lack in missing:
        yield Finding("voice", f"no: {lack.partition(' (')[0]}; announcements need a recording, or are not heard", voice.REMEDY)


def _colours(_fonts: list[Path]) -> Iterator[Finding]:
    from generator.colour.config import about  # the library loads for nobody else

    asked = os.environ.get("OCIO", "")
    try:
        yield Finding("colour", about(asked) + (", as OCIO says" if asked else ""))
    except BriefError as lack:
        yield Finding("colour", str(lack), "set OCIO to a config's file or the name of a built-in one, or unset it")


LOOKS: tuple[Callable[[list[Path]], Iterator[Finding]], ...] = (
    _machine,
    _graphics,
    _typefaces,
    _formats,
    _kernels,
    _desk,
    _voices,
    _colours,
)
