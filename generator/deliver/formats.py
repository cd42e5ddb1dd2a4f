"""The table of formats: one file, one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generator.deliver.boxes import BOXES
from generator.deliver.movies.dnxhr import DNXHR444
from generator.deliver.movies.ffv1 import FFV1
from generator.deliver.movies.gif import GIF
from generator.deliver.movies.h264 import H264
from generator.deliver.movies.h265 import H265
from generator.deliver.movies.prores import PRORES422HQ, PRORES4444
from generator.deliver.movies.review import REVIEW
from generator.deliver.movies.vp9 import VP9
from generator.deliver.movies.webp import WEBP
from generator.deliver.openexr.cryptomatte import CRYPTO
from generator.deliver.openexr.exr import EXR
from generator.deliver.sink import Format, SoundFormat, Stamp
from generator.deliver.stills.dpx import DPX
from generator.deliver.stills.png import PNG, PNG16
from generator.deliver.stills.tiff import TIFF
from generator.deliver.wav import WAV
from generator.problems import BriefError, Problem, RenderError, did_you_mean

FORMATS: dict[str, Format] = {
    f.name: f
    for f in (EXR, CRYPTO, PNG, PNG16, TIFF, DPX, PRORES4444, PRORES422HQ, DNXHR444, FFV1, VP9, H264, H265, GIF, WEBP, REVIEW, BOXES)
}
SOUNDS: dict[str, SoundFormat] = {f.name: f for f in (WAV,)}


def known(name: str) -> Format | SoundFormat | None:
    """A format of pictures or of sound by its name."""
    return FORMATS.get(name) or SOUNDS.get(name)


def is_sequence(name: str) -> bool:
    """Whether a format has a file for each frame."""
    return name in FORMATS and not FORMATS[name].movie


def check(names: Collection[str]) -> None:
    """Raises BriefError for a name that no format has, and where there is none at all."""
    there = (*FORMATS, *SOUNDS)
    for name in names:
        if name not in there:
            raise BriefError(f"unknown format {name}{did_you_mean(name, there)}")
    if not names:
        raise BriefError(f"no format is asked for{did_you_mean('', there)}")


def chosen(names: Iterable[str], size: tuple[int, int] | None = None) -> tuple[Format, ...]:
    """Formats of pictures by name, each once, in the order of the table; those of sound are passed over.

    Raises BriefError for an unknown name and for one that does not take pictures of a size, RenderError for one that this machine cannot
    write.
    """
    wanted = set(names)
    check(sorted(wanted))
    for name in sorted(wanted & set(FORMATS)):
        lack = FORMATS[name].lacks()
        if lack:
            raise RenderError(f"{name} cannot be written here: {lack}; ministerio doctor tells what can be")
    if size:
        _fitting([FORMATS[name] for name in sorted(wanted & set(FORMATS))], size)
    return tuple(f for f in FORMATS.values() if f.name in wanted)


def _fitting(forms: Iterable[Format], size: tuple[int, int]) -> None:
    """Raises BriefError for all formats that do not take pictures of a size."""
    told = [(form, why) for form in forms if (why := form.fit.refuses(*size))]
    if told:
        others = [form.name for form in FORMATS.values() if form.alpha_of and not form.fit.refuses(*size)]
        instead = f", or for one of the movies that take this size: {', '.join(others)}" if others else ""
        raise BriefError([Problem(f"{form.name} {why}{instead}") for form, why in told])


def remarks(names: Iterable[str], stamp: Stamp) -> tuple[str, ...]:
    """What whoever asks for some formats with such a stamp should know, each thing once."""
    notes = [FORMATS[name].notes(stamp) for name in names if name in FORMATS]
    return tuple(dict.fromkeys(filter(None, notes)))


def heard(names: Iterable[str]) -> tuple[SoundFormat, ...]:
    """Formats of sound by name, each once, in the order of the table."""
    wanted = set(names)
    return tuple(f for f in SOUNDS.values() if f.name in wanted)
