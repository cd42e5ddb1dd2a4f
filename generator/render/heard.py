"""Heard: a plate's sound as its job is told of it: what it is made from, what its manifest says, and the track when it is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from generator.brief import Brief
from generator.deliver.wav import NO_DAY
from generator.documents.manifest import Manifest
from generator.plan.heard import Heard
from generator.render.soundtrack import Sound
from generator.sound.cues import BUSES
from generator.sound.mix import DRY, Soundtrack
from generator.sound.timeline import Placed
from generator.values.frames import FrameRange

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def facts(sound: Sound, brief: Brief) -> dict[str, str]:
    """What frames and sound depend on beside the template and its parameters: who speaks decides when each word is shown."""
    return {"voices": "; ".join(sound.voices) or "none", "loudness": f"{_target(sound, brief):g}"}


def says(sound: Sound, brief: Brief) -> dict[str, str]:
    """What the manifest says of the sound: when each cue is heard, in seconds and in frames."""
    return {f"cue {p.cue.name}": _cue(p, brief.rate.fraction, brief.start) for p in sound.placed} | {"voices": "; ".join(sound.voices)}


def _cue(placed: Placed, rate: Fraction, start: int) -> str:
    first, last = (float(start + moment * rate) for moment in (placed.begin, placed.end))
    seconds = f"{float(placed.begin):.4f} s to {float(placed.end):.4f} s"
    return f"{placed.cue.kind}, {seconds}, frames {first:.2f} to {last:.2f}, {placed.cue.bus}"


def notes(sound: Sound, manifest: Manifest) -> tuple[str, ...]:
    """What whoever asked for the plate should read."""
    return (*sound.notes, *sound.late(manifest.duration.exact))


def heard(sound: Sound, brief: Brief, manifest: Manifest, values: Mapping[str, Any], made_from: Mapping[str, str]) -> Heard:
    """The sound as what makes plates wants it. Its loudness is that of the template's whole duration, whichever frames are asked for."""
    end = Fraction(brief.frames.last + 1 - brief.start) / brief.rate.fraction
    used = {p.cue.bus for p in sound.placed if p.cue.kind != "silence"}
    stems = tuple(name for bus in BUSES if bus in used for name in (bus, bus + DRY))

    @cache
    def whole() -> Soundtrack:
        return sound.track(max(manifest.duration.exact, end), _target(sound, brief))

    def track(frames: FrameRange) -> Soundtrack:
        return whole().cut(frames, brief.start, brief.rate)

    return Heard(stems, _day(manifest, values, made_from), track)


def _target(sound: Sound, brief: Brief) -> float:
    return sound.loudness if brief.loudness is None else brief.loudness


def _day(manifest: Manifest, values: Mapping[str, Any], made_from: Mapping[str, str]) -> str:
    """The story's day: the citizen's moment, else the template's own."""
    own = (values[name].isoformat() for name, spec in manifest.parameters.items() if spec.fact == "at" and spec.type == "moment")
    found = (_DAY.match(text) for text in (made_from.get("world.at", ""), *own))
    return next((match[0] for match in found if match), NO_DAY)
