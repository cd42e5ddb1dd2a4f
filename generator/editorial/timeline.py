"""Plates to a cut: OpenTimelineIO, and through its adapters an EDL (CMX 3600) or Final Cut Pro 7 XML.

    takes(folders) -> Take, ...        what each plate has for the edit, read from its manifest
    timeline(takes, name, target, media) -> Written

A clip's time is the plate's own: frame 1001 is 1001 at the plate's rate. What is available are all of its frames, handles among them;
what is cut is the cut; the template's beats are markers. An ``.otio`` file carries every format of a plate as a media reference, image
sequences and movies, by paths from its own folder. An EDL has one track of video and no handles, and its timecode is non-drop, as
that of the files is; Final Cut's XML wants movies, by whole paths, and has the handles in them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.deliver.files import Written, folder, write_bytes
from generator.deliver.formats import FORMATS, SOUNDS, is_sequence
from generator.deliver.manifest import Entry, Manifest, read
from generator.deliver.naming import frame_name, manifest_of, reel
from generator.deliver.timecode import counts
from generator.problems import BriefError, Origin, Problem, did_you_mean
from generator.values.frames import FrameRange
from generator.values.rate import Rate

ADAPTERS = {".otio": "otio_json", ".edl": "cmx_3600", ".xml": "fcp_xml"}
"""By the suffix of the file that is asked for."""
EDITED = tuple(kind for kind, form in FORMATS.items() if not form.wants and kind not in {"gif", "webp"})
"""Formats that editors cut: no mattes, and none whose rate is not exact."""
HOURS = 1
"""The hour at which a timeline begins, as tapes do."""


def library() -> Any:
    """OpenTimelineIO, loaded where it is used. Raises BriefError where the extra is not installed."""
    try:
        import opentimelineio
    except ImportError:
        raise BriefError("a timeline needs OpenTimelineIO: pip install 'ministerio[editorial]'") from None
    return opentimelineio


@dataclass(frozen=True, slots=True)
class Media:
    """One format of a plate: the frames that it has, an unbroken run, and its file (a sequence's first)."""

    kind: str
    first: int
    last: int
    path: Path


@dataclass(frozen=True, slots=True)
class Take:
    """A plate as the edit sees it."""

    manifest: Manifest
    folder: Path
    rate: Rate
    cut: tuple[int, int]
    media: tuple[Media, ...]
    sound: Media | None = None

    @property
    def name(self) -> str:
        return self.manifest.plate

    def chosen(self, wanted: str | None, order: Sequence[str]) -> Media:
        """The format that is asked for, else the first of an order. Raises BriefError where there is none."""
        found = {media.kind: media for media in self.media if media.kind in order}
        if wanted is not None and wanted not in found:
            raise BriefError(f"{self.name} has no {wanted} of its whole cut {self.cut[0]}-{self.cut[1]}{did_you_mean(wanted, found)}")
        kind = wanted or next((name for name in order if name in found), None)
        if kind is None:
            raise BriefError(f"{self.name} has nothing for this timeline: it wants its whole cut in one of {', '.join(order)}")
        return found[kind]


def takes(folders: Sequence[Path]) -> tuple[Take, ...]:
    """Plates by their folders or manifests, in the order of the cut. Raises BriefError with all that is wrong with any of them."""
    found: list[Take] = []
    problems: list[Problem] = []
    for place in folders:
        try:
            found.append(_take(place))
        except BriefError as error:
            problems += error.problems
    rates = {take.rate for take in found}
    if len(rates) > 1:
        told = ", ".join(f"{take.name} has {take.rate}" for take in found)
        problems.append(Problem(f"plates of different rates cannot share a timeline: {told}"))
    if problems:
        raise BriefError(problems)
    return tuple(found)


def _take(place: Path) -> Take:
    path = place if place.is_file() else manifest_of(place)
    manifest = read(path) if path else None
    if path is None or manifest is None:
        raise BriefError("there is no plate here: no manifest", Origin(str(place)))
    if not manifest.complete:
        raise BriefError("the plate was never finished; run its command again", Origin(str(path)))
    cut = FrameRange.parse(manifest.cut or manifest.frames)
    if not cut.contiguous:
        raise BriefError(f"the cut {cut} has gaps: an edit wants an unbroken one", Origin(str(path)))
    ends = cut.first, cut.last
    media = tuple(one for kind in EDITED if (one := _media(manifest, path.parent, kind)) and one.first <= ends[0] and ends[1] <= one.last)
    mixes = (_span(entry, path.parent) for entry in manifest.files if entry.format in SOUNDS and Path(entry.path).stem == manifest.plate)
    return Take(manifest, path.parent, Rate.parse(manifest.rate), ends, media, next(mixes, None))


def _media(manifest: Manifest, top: Path, kind: str) -> Media | None:
    """What there is of a format: a movie, or the run of frames of a sequence that the cut begins in."""
    entries = [entry for entry in manifest.files if entry.format == kind and not manifest.is_slate(entry)]
    if not entries:
        return None
    if not is_sequence(kind):
        return _span(entries[0], top)
    numbers = FrameRange(tuple(sorted(int(entry.frames) for entry in entries)))
    first = next(entry for entry in entries if int(entry.frames) == numbers.first)
    return Media(kind, numbers.first, numbers.last, top / first.path) if numbers.contiguous else None


def _span(entry: Entry, top: Path) -> Media | None:
    """A file that holds many frames, where they are an unbroken run."""
    frames = FrameRange.parse(entry.frames)
    return Media(entry.format, frames.first, frames.last, top / entry.path) if frames.contiguous else None


def timeline(cut: Sequence[Take], name: str, target: Path, media: str | None = None) -> Written:
    """Write a cut of plates, one after another, in the format of the target's suffix; ``media`` is which format of the plates is cut.

    Raises BriefError for what cannot be told in that format, WriteError.
    """
    if target.suffix not in ADAPTERS:
        raise BriefError(f"{target}: a timeline ends in {', '.join(ADAPTERS)}{did_you_mean(target.suffix, ADAPTERS)}")
    if media is not None and media not in EDITED:
        raise BriefError(f"unknown format {media} for a timeline{did_you_mean(media, EDITED)}")
    otio, movies = library(), [kind for kind in EDITED if not is_sequence(kind) and kind != "review"]
    order = {".xml": [*movies, "review"], ".edl": [*movies, *EDITED]}.get(target.suffix, [*EDITED])
    if media is not None and media not in order:
        raise BriefError(
            f"an {target.suffix} holds movies and no image sequences, which {media} is; write an .otio, or cut one of {', '.join(order)}"
        )
    if target.suffix == ".edl" and not (counts(cut[0].rate) and otio.opentime.RationalTime.is_valid_timecode_rate(cut[0].rate.nominal)):
        raise BriefError(f"an EDL has no timecode at {cut[0].rate} frames a second: write an .otio")
    made = _Making(otio, target, media, order)
    told = made.timeline(cut, name)
    text = otio.adapters.write_to_string(told, ADAPTERS[target.suffix])
    if made.edl:
        text = text.replace("\n", "\nFCM: NON-DROP FRAME\n", 1)  # after its title
    folder(target.parent)
    return write_bytes(target, text.encode())


@dataclass(frozen=True, slots=True)
class _Making:
    """What one timeline is made with."""

    otio: Any
    target: Path
    media: str | None
    order: Sequence[str]

    @property
    def edl(self) -> bool:
        return self.target.suffix == ".edl"

    def timeline(self, cut: Sequence[Take], name: str) -> Any:
        schema, rate = self.otio.schema, cut[0].rate
        hour = HOURS * 3600 * rate.nominal
        made = schema.Timeline(name, global_start_time=self._time(hour, rate))
        made.tracks.append(self._track("V1", schema.TrackKind.Video, cut, self._clip))
        if self.edl:  # its adapter begins at 0 whatever the timeline says, and leaves out what is empty
            made.tracks[0].insert(0, schema.Gap(source_range=self._range(0, hour - 1, rate)))
        elif any(take.sound for take in cut):
            made.tracks.append(self._track("A1", schema.TrackKind.Audio, cut, self._heard))
        return made

    def _track(self, name: str, kind: str, cut: Sequence[Take], item: Callable[[Take], Any]) -> Any:
        track = self.otio.schema.Track(name, kind=kind)
        track.extend([item(take) for take in cut])
        return track

    def _time(self, frame: int, rate: Rate) -> Any:
        """A frame at the exact rate; for an EDL, which knows timecode alone, at what that counts to: else its adapter drops frames."""
        return self.otio.opentime.RationalTime(frame, float(rate.nominal if self.edl else rate.fraction))

    def _range(self, first: int, last: int, rate: Rate) -> Any:
        return self.otio.opentime.TimeRange(self._time(first, rate), self._time(last - first + 1, rate))

    def _clip(self, take: Take) -> Any:
        chosen = take.chosen(self.media, self.order)
        clip = self.otio.schema.Clip(take.name, source_range=self._range(*take.cut, take.rate), metadata=_metadata(take))
        shown = take.media if self.target.suffix == ".otio" else (chosen,)
        clip.set_media_references({media.kind: self._reference(take, media) for media in shown}, chosen.kind)
        zero = chosen.first if self.target.suffix == ".xml" else 0  # markers count as in and out do: from the media's start
        for beat, frame in take.manifest.beats.items():
            if take.cut[0] <= frame <= take.cut[1]:
                where = self._range(frame - zero, frame - zero, take.rate)
                clip.markers.append(self.otio.schema.Marker(beat, where, self.otio.schema.MarkerColor.RED))
        return clip

    def _heard(self, take: Take) -> Any:
        """The mix under a clip, or as much silence."""
        if take.sound is None:
            return self.otio.schema.Gap(source_range=self._range(0, take.cut[1] - take.cut[0], take.rate))
        return self.otio.schema.Clip(take.name, self._file(take, take.sound), self._range(*take.cut, take.rate))

    def _reference(self, take: Take, media: Media) -> Any:
        return self._files(take, media) if is_sequence(media.kind) else self._file(take, media)

    def _file(self, take: Take, media: Media) -> Any:
        reach = self._range(media.first, media.last, take.rate)
        made = self.otio.schema.ExternalReference(self._url(media.path), reach, metadata=_metadata(take))
        made.name = media.path.name
        return made

    def _files(self, take: Take, media: Media) -> Any:
        manifest, suffix = take.manifest, media.path.suffix
        prefix = frame_name(manifest.plate, media.first, "", manifest.padding)[: -max(manifest.padding, len(str(media.first)))]
        return self.otio.schema.ImageSequenceReference(
            target_url_base=self._url(media.path.parent) + "/", name_prefix=prefix, name_suffix=suffix, start_frame=media.first,
            frame_step=1, rate=float(take.rate.fraction), frame_zero_padding=manifest.padding,
            available_range=self._range(media.first, media.last, take.rate), metadata=_metadata(take),
        )  # fmt: skip

    def _url(self, path: Path) -> str:
        """From the timeline's folder, so that both can be moved together; Final Cut's XML knows whole paths only."""
        if self.target.suffix == ".xml":
            return "file://localhost" + quote(path.absolute().as_posix())
        return quote(Path(os.path.relpath(path, self.target.parent)).as_posix())


def _metadata(take: Take) -> dict[str, Any]:
    """What the plate is; and its reel, as an EDL writes it."""
    manifest, tokens = take.manifest, dict(take.manifest.tokens)
    said = {
        "plate": take.name, "fingerprint": manifest.fingerprint, "rate": str(take.rate), "cut": manifest.cut,
        "handles": str(manifest.handles), **tokens,
    }  # fmt: skip
    stem = "_".join(tokens.get(name, "") for name in ("show", "shot", "template"))
    return {"ministerio": said, "cmx_3600": {"reel": reel(stem, tokens.get("version", "v001"))}}
