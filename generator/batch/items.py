"""What is sent to a worker, and what comes back: plain data that pickles and says everything, so that any process can do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["make", "part", "assemble", "verify", "measure", "fingerprint", "spot"]
Status = Literal["made", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One asset's part of an item: what is asked for (a brief's fields), and which frames of it; none for all."""

    asset: int
    asked: Mapping[str, Any]
    frames: str = ""
    fingerprint: str = ""
    """What its frames were planned from; empty where nobody has planned it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all items of a batch have in common. Folders are as they were given. ``run`` tells one run from the next, so that a worker
    that outlives a run (a cluster's) does not go by what it read for it. ``home``: where names start from, for workers that stand
    elsewhere. ``aside``: the folder of thumbnails."""

    out: Path
    templates: tuple[Path, ...] = ()
    fonts: tuple[Path, ...] = ()
    overwrite: bool = False
    owner: str = ""
    run: str = ""
    home: Path | None = None
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a worker does in one go. ``assemble`` joins what ``part`` items made; ``verify`` opens every file; ``measure``
    says what opening and a frame cost; ``fingerprint`` what frames depend on; ``spot`` makes thumbnails."""

    number: int
    kind: Kind
    pieces: tuple[Piece, ...]
    settings: Settings
    strict: bool = False
    """An assembling that says what is missing and does not make it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the making of a plate or of a part: its folder, painted frames and kept files, all files with their bytes, seconds, and
    where it failed why."""

    plate: str = ""
    painted: int = 0
    kept: int = 0
    files: int = 0
    size: int = 0
    seconds: float = 0.0
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Tally):
    """What became of one piece.

    ``mends``: whether another try may do better; ``ends``: whether nothing else can be written either, as on a full disk; ``trace``: where
    in the program it happened, for the row's log.
    """

    asset: int
    status: Status
    mends: bool = False
    ends: bool = False
    trace: str = ""
    told: tuple[str, ...] = ()
    """What was asked for beside files: a fingerprint, the names of thumbnails."""
    cost: tuple[float, float] | None = None
    """Seconds of opening and of a frame, where that was measured."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item, and by whom (``host pid``); ``again``: somebody had begun it before, and died."""

    item: Item
    done: tuple[Done, ...]
    worker: str = ""
    again: bool = False
