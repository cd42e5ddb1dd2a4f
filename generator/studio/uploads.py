"""Uploads: what the page is given goes below the project's folder, under a name of our own making; a picture once it was looked at."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from generator.deliver.files import folder, write_bytes
from generator.problems import BriefError, DocumentError
from generator.shelf.images import decode
from generator.studio.desk import Desk

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
SOUNDS = (".wav", ".flac", ".mp3", ".m4a", ".ogg")
TRACKS = (".csv", ".json")


def keep(desk: Desk, name: str, data: bytes) -> str:
    """Keep a file; the name that parameters call it by. Raises BriefError for what nothing here takes, or for no picture."""
    suffix = Path(name).suffix.lower()
    if suffix not in (*PICTURES, *SOUNDS, *TRACKS):
        raise BriefError(f"{suffix or 'a file without an ending'} is taken by nothing here; {', '.join((*PICTURES, *SOUNDS, *TRACKS))} are")
    if suffix in PICTURES:
        try:
            decode(data, "the picture")
        except DocumentError as error:
            raise BriefError(str(error)) from None
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", Path(name).stem)[:40].strip("_") or "file"
    path = desk.uploads / f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    if path.parent.is_symlink():
        raise BriefError(f"{path.parent} is a link: uploads stay in the project")
    folder(path.parent)
    write_bytes(path, data)
    return path.as_posix()


def kept(desk: Desk) -> dict[str, list[str]]:
    """What there is to choose from, by the type of parameter that takes it."""
    there = sorted(path for path in desk.uploads.glob("*") if path.is_file()) if desk.uploads.is_dir() else []
    kinds = {"image": PICTURES, "sound": SOUNDS, "track": TRACKS}
    return {kind: [path.as_posix() for path in there if path.suffix.lower() in suffixes] for kind, suffixes in kinds.items()}
