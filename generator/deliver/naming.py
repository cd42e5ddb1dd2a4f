"""What files are called, and what stands in a plate's folder.

``PLATE`` is spelt by a pattern, ``{show}_{shot}_{template}_{version}`` unless said.

OUT/PLATE/PLATE.manifest.json
OUT/PLATE/PLATE.nk, PLATE.blender.py, PLATE.ae.jsx
OUT/PLATE/exr/PLATE.1001.exr
OUT/PLATE/PLATE.h264.mp4
OUT/PLATE/PLATE.wav, PLATE.call.wav
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problems import BriefError, did_you_mean
from generator.values.frames import spell

_TOKEN = re.compile(r"[A-Za-z0-9._-]+")
_VERSION = re.compile(r"v(\d{3,})")
_FIELD = re.compile(r"\{([^{}]*)\}")
_HOLE = "{version}"
MANIFEST = ".manifest.json"
NEXT = "next"
NAMES = "{show}_{shot}_{template}_{version}"
TOKENS = ("show", "shot", "template", "version", "citizen", "look", "lang", "canvas", "seed")
"""What a pattern of names may hold."""
BELONGS = ("show", "shot", "version")
"""What files say of where they belong, whatever their names are made of."""
PADDING = 4
"""Digits of a frame's number in a file's name; a number that has more keeps them."""
LONGEST = 150
"""Letters in a plate's name: file systems take 255 bytes, and a frame's number, its suffix and the mark of an unfinished file follow."""


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


def pattern(text: str) -> str:
    """A pattern of names, checked: tokens in braces, each once, and letters that names may have. Raises :class:`BriefError`."""
    found = _FIELD.findall(text)
    for name in found:
        if name not in TOKENS:
            raise BriefError(f"{text!r}: there is no token {{{name}}} for names{did_you_mean(name, TOKENS)}")
        if found.count(name) > 1:
            raise BriefError(f"{text!r} has {{{name}}} twice")
    token("the pattern of names", _FIELD.sub("x", text))
    return text


def slug(what: str, text: str) -> str:
    """A person's name as a token: ``Darío Peñabria`` is ``dario_penabria``. Raises :class:`BriefError` where no letter is left."""
    plain = unicodedata.normalize("NFKD", text.strip().lower()).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9.-]+", "_", plain).strip("_.")
    if not found:
        raise BriefError(f"{what} {text!r} has no letters for a file name; give the id")
    return found


def spelt(names: str, tokens: Mapping[str, str], out: Path) -> tuple[str, str]:
    """A plate's name and its version, the next free one of ``out`` where that is asked for. Raises :class:`BriefError`."""
    for name in _FIELD.findall(pattern(names)):
        if not tokens.get(name):
            raise BriefError(f"the names {names} tell plates apart by {{{name}}}, and no {name} is asked for")
        if name != "version":
            token(f"the {name}", tokens[name])
    named = _FIELD.sub(lambda field: _HOLE if field[1] == "version" else tokens[field[1]], names)
    version_ = version(tokens["version"])
    if version_ == NEXT:
        if _HOLE not in named:
            raise BriefError(f"the names {names} have no {{version}}, so there is no next one")
        version_ = next_version(out, named)
    name = named.replace(_HOLE, version_)
    if len(name) > LONGEST:
        raise BriefError(f"{name[:40]}... has {len(name)} letters; a plate's name has {LONGEST} at most")
    return name, version_


def next_version(out: Path, name: str) -> str:
    """The version after the highest that stands in ``out`` for plates called ``name``, which holds ``{version}``."""
    before, _, after = name.partition(_HOLE)
    highest = 0
    for found in out.glob(f"{before}v*{after}") if out.is_dir() else ():
        match = _VERSION.fullmatch(found.name[len(before) : len(found.name) - len(after)])
        highest = max(highest, int(match[1]) if match else 0)
    return f"v{highest + 1:03d}"


def reel(stem: str, version_: str) -> str:
    """``M271C004``: a name as camera rolls have it, for readers that take eight characters.

    The roll stands for the plate's name without its version (its digest, so two plates may share one); the clip is the version.
    """
    roll = int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 1000
    found = _VERSION.fullmatch(version_)
    return f"M{roll:03d}C{int(found[1]) % 1000 if found else 0:03d}"


def frame_name(plate: str, frame: int, suffix: str, padding: int = PADDING) -> str:
    """``PLATE.1001.exr``."""
    return f"{plate}.{frame:0{padding}d}{suffix}"


def manifest_of(plate: Path) -> Path | None:
    """A plate's manifest, given its folder or the manifest itself; ``None`` where the folder has none."""
    if plate.name.endswith(MANIFEST):
        return plate
    return next(iter(sorted(plate.glob(f"*{MANIFEST}"))), None) if plate.is_dir() else None


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate's name, where its files stand, and how many digits its frames' numbers have."""

    name: str
    folder: Path
    padding: int = PADDING

    @classmethod
    def named(cls, out: Path, tokens: Mapping[str, str], names: str = NAMES, padding: int = PADDING) -> Plate:
        """From its tokens, each checked; the version ``next`` becomes the next free one. Raises :class:`BriefError`."""
        name, _ = spelt(names, tokens, out)
        return cls(name, out / name, padding)

    @property
    def manifest(self) -> Path:
        return self.folder / f"{self.name}{MANIFEST}"

    @property
    def chunks(self) -> Path:
        """Where the chunks of movies wait until they are joined."""
        return self.folder / ".chunks"

    def sequence(self, kind: str) -> Path:
        return self.folder / kind

    def frame(self, kind: str, suffix: str, number: int) -> Path:
        return self.folder / kind / frame_name(self.name, number, suffix, self.padding)

    def movie(self, kind: str, suffix: str) -> Path:
        """``PLATE.h264.mp4``, and ``PLATE.gif`` where the suffix says it all."""
        return self.folder / (f"{self.name}{suffix}" if suffix == f".{kind}" else f"{self.name}.{kind}{suffix}")

    def sound(self, stem: str, suffix: str) -> Path:
        """The mix's file, or that of a stem."""
        return self.folder / (f"{self.name}.{stem}{suffix}" if stem else f"{self.name}{suffix}")

    def chunk(self, kind: str, suffix: str, fingerprint: str, frames: Sequence[int]) -> Path:
        """The file of a movie's chunk; its name stands for what is in it and which frames, so it can be kept for a rerun."""
        digest = hashlib.sha256(f"{fingerprint} {spell(frames)}".encode()).hexdigest()
        return self.chunks / f"{kind}.{digest[:32]}{suffix}"
