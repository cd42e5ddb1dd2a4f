"""What files are called: ``PLATE = <show>_<shot>_<template>_<version>``, and what stands in a plate's folder.

OUT/PLATE/PLATE.manifest.json
OUT/PLATE/exr/PLATE.1001.exr
OUT/PLATE/PLATE.h264.mp4
OUT/PLATE/PLATE.wav, PLATE.call.wav
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problems import BriefError
from generator.values.frames import spell

_TOKEN = re.compile(r"[A-Za-z0-9._-]+")
_VERSION = re.compile(r"v(\d{3,})")
NEXT = "next"


def token(what: str, text: str) -> str:
    """A part of a plate's name, checked. Raises :class:`BriefError` for a blank, an accent, a slash."""
    if not _TOKEN.fullmatch(text) or text.strip(".") == "":
        raise BriefError(f"{what} {text!r} cannot be in a file name; use the letters a-z, digits, '.', '_' and '-'")
    return text


def version(text: str) -> str:
    """``v001``, or ``next``. Raises :class:`BriefError`."""
    if text != NEXT and not _VERSION.fullmatch(text):
        raise BriefError(f"{text!r} is no version; write v001, or next")
    return text


def next_version(out: Path, stem: str) -> str:
    """The version after the highest that stands in ``out`` for plates called ``stem``."""
    highest = 0
    for found in out.glob(f"{stem}_v*") if out.is_dir() else ():
        match = _VERSION.fullmatch(found.name.removeprefix(f"{stem}_"))
        highest = max(highest, int(match[1]) if match else 0)
    return f"v{highest + 1:03d}"


def reel(stem: str, version_: str) -> str:
    """``M271C004``: a name as camera rolls have it, for readers that take eight characters.

    The roll stands for the plate's name without its version (its digest, so two plates may share one); the clip is the version.
    """
    roll = int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 1000
    found = _VERSION.fullmatch(version_)
    return f"M{roll:03d}C{int(found[1]) % 1000 if found else 0:03d}"


def frame_name(plate: str, frame: int, suffix: str) -> str:
    """``PLATE.1001.exr``."""
    return f"{plate}.{frame:04d}{suffix}"


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate's name and where its files stand."""

    name: str
    folder: Path

    @classmethod
    def named(cls, out: Path, show: str, shot: str, template: str, version_: str) -> Plate:
        """From its tokens, each checked; the version ``next`` becomes the next free one."""
        stem = "_".join((token("the show", show), token("the shot", shot), token("the template", template)))
        last = next_version(out, stem) if version(version_) == NEXT else version_
        return cls(f"{stem}_{last}", out / f"{stem}_{last}")

    @property
    def manifest(self) -> Path:
        return self.folder / f"{self.name}.manifest.json"

    @property
    def chunks(self) -> Path:
        """Where the chunks of movies wait until they are joined."""
        return self.folder / ".chunks"

    def sequence(self, kind: str) -> Path:
        return self.folder / kind

    def frame(self, kind: str, suffix: str, number: int) -> Path:
        return self.folder / kind / frame_name(self.name, number, suffix)

    def movie(self, kind: str, suffix: str) -> Path:
        return self.folder / f"{self.name}.{kind}{suffix}"

    def sound(self, stem: str, suffix: str) -> Path:
        """The mix's file, or that of a stem."""
        return self.folder / (f"{self.name}.{stem}{suffix}" if stem else f"{self.name}{suffix}")

    def chunk(self, kind: str, suffix: str, fingerprint: str, frames: Sequence[int]) -> Path:
        """The file of a movie's chunk; its name stands for what is in it and which frames, so it can be kept for a rerun."""
        digest = hashlib.sha256(f"{fingerprint} {spell(frames)}".encode()).hexdigest()
        return self.chunks / f"{kind}.{digest[:32]}{suffix}"
