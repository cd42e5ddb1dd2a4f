"""Voices: what is said on a plate, and by whom: a synthetic voice, or somebody whom the production recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.clearance.finding import CLEAR, PERSON, Finding
from generator.clearance.sights import Sight
from generator.clearance.things import Thing
from generator.clearance.trace import Source
from generator.problems import NOWHERE, Origin

LAYER = "sound"
_MADE = "no person's voice"
_RECORDED = "a recording: whose voice it is, and a release from them"


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is said: its cue's ``name``, its ``text``, ``by`` whom in words, the ``recording`` that says it (nothing where there
    is none), where it is written, and the frame on which it begins."""

    name: str
    text: str
    by: str
    recording: str
    origin: Origin
    frame: int


def spoken(lines: Iterable[Line]) -> Iterator[Sight]:
    """What is said, as texts to be judged like those that are seen."""
    return (Sight((line.text,), line.origin, LAYER, line.frame) for line in lines if line.text.strip())


def voices(lines: Iterable[Line]) -> Iterator[tuple[Thing, tuple[Source, ...]]]:
    """Who says it."""
    for line in lines:
        if line.recording:
            finding = Finding("voice", f"{line.name}: {line.by}", PERSON, _RECORDED)
            yield Thing(finding, line.recording, line.origin, line.frame), (Source(line.recording, "given", line.name),)
        else:
            yield Thing(Finding("voice", f"{line.name}: {line.by}", CLEAR, _MADE), line.name, line.origin, line.frame), ()


def lost_voice(recording: str) -> Thing:
    """A recording that a plate was made with and that is not there to be asked about."""
    return Thing(Finding("voice", recording, PERSON, _RECORDED), recording, NOWHERE, 0)
