"""One chunk of a plate into all its formats: every picture is painted once and given to each sink that wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace

from generator.deliver.formats import FORMATS
from generator.deliver.light import Held
from generator.deliver.manifest import Entry
from generator.deliver.naming import Plate
from generator.deliver.sink import Sink, Stamp
from generator.values.picture import Picture

Wanted = Mapping[str, tuple[int, ...]]
NONE: Mapping[str, str] = {}


def make(
    plate: Plate, stamp: Stamp, wanted: Wanted, paint: Callable[[int], Picture], done: Callable[[], None], marks: Mapping[str, str] = NONE
) -> list[Entry]:
    """Paint and write what is ``wanted``, by format; ``done`` is called after each frame. Returns the files of sequences.

    ``marks`` are fingerprints of formats that show more than the plate does. Whatever is raised, by painting, writing or ``done``, leaves
    nothing half-written.
    """
    with ExitStack() as stack:
        sinks = {kind: stack.enter_context(_sink(plate, _marked(stamp, marks, kind), kind, frames)) for kind, frames in wanted.items()}
        for frame in sorted({frame for frames in wanted.values() for frame in frames}):
            picture = Held(paint(frame), stamp)
            for kind, sink in sinks.items():
                if frame in wanted[kind]:
                    sink.write(picture.by(FORMATS[kind]), frame)
            done()
    return [
        Entry.of(written, plate.folder, kind, str(frame))
        for kind, sink in sinks.items()
        if not FORMATS[kind].movie
        for frame, written in zip(wanted[kind], sink.written, strict=True)
    ]


def _marked(stamp: Stamp, marks: Mapping[str, str], kind: str) -> Stamp:
    return replace(stamp, fingerprint=marks[kind]) if kind in marks else stamp


def _sink(plate: Plate, stamp: Stamp, kind: str, frames: tuple[int, ...]) -> Sink:
    form = FORMATS[kind]
    target = plate.chunk(kind, form.suffix, stamp.fingerprint, frames) if form.movie else plate.sequence(kind)
    return form.open(target, stamp)
