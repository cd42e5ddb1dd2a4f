"""The table of formats: one file, one line."""

from __future__ import annotations

from collections.abc import Iterable

from generator.deliver.exr import EXR
from generator.deliver.h264 import H264
from generator.deliver.png import PNG, PNG16
from generator.deliver.prores4444 import PRORES4444
from generator.deliver.sink import Format
from generator.problems import BriefError, RenderError, did_you_mean

FORMATS: dict[str, Format] = {f.name: f for f in (EXR, PNG, PNG16, PRORES4444, H264)}


def chosen(names: Iterable[str]) -> tuple[Format, ...]:
    """Formats by name, each once, in the order of the table.

    Raises BriefError for an unknown name and RenderError for one that this machine cannot write.
    """
    wanted = set(names)
    for name in sorted(wanted - set(FORMATS)):
        raise BriefError(f"unknown format {name}{did_you_mean(name, FORMATS)}")
    if not wanted:
        raise BriefError(f"no format is asked for{did_you_mean('', FORMATS)}")
    for name in sorted(wanted):
        lack = FORMATS[name].lacks()
        if lack:
            raise RenderError(f"{name} cannot be written here: {lack}")
    return tuple(f for f in FORMATS.values() if f.name in wanted)
