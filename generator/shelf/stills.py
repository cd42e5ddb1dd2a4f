"""Stills: the production's own pictures of people, which take citizens' places. Found beside the canon that names them, and measured."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.problems import CanonError, DocumentError, Origin, Problems
from generator.shelf.images import FORMATS, MAX_BYTES, check_size, decode, vast
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import PIL
    from PIL import Image

    from generator.world.canon import Canon
    from generator.world.portrait import Still
else:
    PIL = lazily("PIL")
    Image = lazily("PIL.Image")

RELEASE = "needs a release"
_ORIENTATION = 0x0112
_TURNED = range(5, 9)
"""EXIF's orientations whose width is the upright picture's height."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody's still. ``path`` as the canon has it, ``file`` where that is, ``crop`` what is shown of the upright picture (left, top,
    width and height as shares), ``digest`` a SHA-256 of the file."""

    who: str
    path: str
    file: Path
    crop: tuple[float, float, float, float]
    digest: str
    origin: Origin

    @property
    def name(self) -> str:
        """What the picture is called among a document's pictures."""
        return f"still/{self.digest[:24]}{self.file.suffix.lower()}"

    @property
    def told(self) -> str:
        """What a manifest says of it."""
        return f"{self.path}, SHA-256 {self.digest}, {RELEASE}"


def stills(canon: Canon, folder: Path, *, whole: bool = False) -> Mapping[str, Placed]:
    """Everybody's still, by the id of the cast. ``folder``: the canon's own, which no still may lie outside of; ``whole``: decode each to
    the last pixel. Raises CanonError with everything that is wrong."""
    problems = Problems()
    found: dict[str, Placed] = {}
    for name, person in canon.cast.items():
        if person.pinned.still is None:
            continue
        try:
            found[name] = _placed(name, person.pinned.still, folder.resolve(), person.origin, whole=whole)
        except (DocumentError, ValueError, OSError) as error:
            for message in _sentences(error):
                problems.add(f"the portrait of {name}: {message}", person.origin)
    problems.raise_if_any(CanonError)
    return found


def _sentences(error: Exception) -> Iterator[str]:
    if isinstance(error, DocumentError):
        yield from (problem.message for problem in error.problems)
    else:
        yield f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)


def _placed(who: str, still: Still, folder: Path, origin: Origin, *, whole: bool) -> Placed:
    name = still.path
    if "://" in name or name.startswith("data:") or "\0" in name or Path(name).is_absolute():
        raise ValueError(f"{name[:80]} is no relative name; stills are files beside the canon")
    file = (folder / name).resolve()
    if not file.is_relative_to(folder):
        raise ValueError(f"{name} lies outside of the canon's folder")
    if not file.is_file():
        raise ValueError(f"there is no picture {name} beside the canon")
    if file.stat().st_size > MAX_BYTES:
        raise ValueError(f"{name} has {file.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read")
    data = file.read_bytes()
    if whole:
        decode(data, name)
    return Placed(who, name, file, still.crop(*_upright(data, name)), hashlib.sha256(data).hexdigest(), origin)


def _upright(data: bytes, name: str) -> tuple[int, int]:
    """The size of a picture once it is turned as its EXIF says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sizes and metadata: the bounds are ours
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                width, height = picture.size
                turned = picture.getexif().get(_ORIENTATION) in _TURNED
    except Image.DecompressionBombError as error:
        raise ValueError(vast(error, name)) from None
    except PIL.UnidentifiedImageError:
        raise ValueError(f"{name} is no picture that can be read ({', '.join(FORMATS)})") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise ValueError(f"the picture {name} is broken: {str(error)[:120]}") from None
    check_size((width, height), name)
    return (height, width) if turned else (width, height)
