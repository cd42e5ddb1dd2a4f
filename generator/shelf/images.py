"""Images: pictures by relative name or data URI, decoded within bounds. Never an address, never a file outside of the folders allowed.

Pixels are taken for sRGB whatever profile a file names; a photograph is turned as its EXIF says; of an animation the first frame counts.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import urllib.parse
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from generator.documents.element import Document
from generator.documents.parse import parse
from generator.problems import DocumentError
from generator.scene.nodes import Raster
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import PIL
    from PIL import Image, ImageOps
else:
    PIL = lazily("PIL")
    Image, ImageOps = lazily("PIL.Image"), lazily("PIL.ImageOps")

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_BYTES = 64 * 1024 * 1024
MAX_SIDE = 16_384
MAX_PIXELS = 64_000_000

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class Images:
    """Pictures for one document. ``roots``: the only folders that may be read, or ``None`` for a drawing from outside, which may name any
    file relative to its own. ``given``: further names, and the files that they stand for."""

    def __init__(self, roots: tuple[Path, ...] | None, given: Mapping[str, Path]) -> None:
        self._roots = roots
        self._given = dict(given)
        self._rasters: dict[tuple[str, str], Raster] = {}
        self._documents: dict[tuple[str, str], Document] = {}

    def __reduce__(self) -> tuple[type[Images], tuple[tuple[Path, ...] | None, dict[str, Path]]]:
        return Images, (self._roots, self._given)

    def is_vector(self, href: str, base: str) -> bool:
        """Whether a name or data URI is an SVG."""
        if href.startswith("data:"):
            return href[5:].split(",", maxsplit=1)[0].split(";", maxsplit=1)[0].strip().lower() == "image/svg+xml"
        return urllib.parse.urlsplit(href).path.lower().endswith((".svg", ".svgz"))

    def raster(self, href: str, base: str) -> Raster:
        """Decoded pixels of a PNG, JPEG, WebP or GIF; raises DocumentError when it is missing, huge or none."""
        key = (href, base)
        if key not in self._rasters:
            self._rasters[key] = Raster(decode(self._bytes(href, base), _brief(href)))
        return self._rasters[key]

    def document(self, href: str, base: str) -> Document:
        """A parsed SVG; raises DocumentError."""
        key = (href, base)
        if key not in self._documents:
            inner = base if href.startswith("data:") else str(self._path(href, base).parent)
            self._documents[key] = parse(self._bytes(href, base), _brief(href), base=inner)
        return self._documents[key]

    def _bytes(self, href: str, base: str) -> bytes:
        if href.startswith("data:"):
            return from_data_uri(href)
        path = self._path(href, base)
        try:
            if path.stat().st_size > MAX_BYTES:
                raise DocumentError(f"the picture {_brief(href)} has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read")
            return path.read_bytes()
        except OSError as error:
            raise DocumentError(f"there is no picture {_brief(href)} ({error.strerror})") from None

    def _path(self, href: str, base: str) -> Path:
        if href in self._given:
            return self._given[href]
        if _ADDRESS.match(href):
            raise DocumentError(f"{_brief(href)} is an address; pictures are files beside the document, or data URIs")
        name = urllib.parse.unquote(href.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
        if "\0" in name or Path(name).is_absolute():
            raise DocumentError(f"{_brief(href)} is no relative name")
        path = (Path(base) / name).resolve()
        if self._roots is not None and not any(path.is_relative_to(root) for root in self._roots):
            raise DocumentError(f"{_brief(href)} lies outside of the template's folder")
        return path


def from_data_uri(href: str) -> bytes:
    """The bytes of a data URI (RFC 2397); raises DocumentError for a broken or huge one."""
    head, comma, body = href[5:].partition(",")
    if not comma or len(body) > MAX_BYTES:
        raise DocumentError("the data URI is broken" if not comma else "the data URI is too long")
    raw = urllib.parse.unquote_to_bytes(body)
    if not head.rstrip().lower().endswith(";base64"):
        return raw
    packed = bytes(c for c in raw if c not in b" \t\r\n\f")
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except binascii.Error:
        raise DocumentError("the data URI is no base64") from None


def decode(data: bytes, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Bytes of a picture as ``(height, width, 4)`` uint8, sRGB, straight alpha; raises DocumentError for a broken or huge one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sizes and metadata: the bounds below are ours
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                check_size(picture.size, name)
                turned = ImageOps.exif_transpose(picture)
                return np.array(_eight_bit(turned).convert("RGBA"), dtype=np.uint8)
    except Image.DecompressionBombError as error:
        raise DocumentError(vast(error, name)) from None
    except PIL.UnidentifiedImageError:
        raise DocumentError(f"{name} is no picture that can be read ({', '.join(FORMATS)})") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise DocumentError(f"the picture {name} is broken: {str(error)[:120]}") from None


def vast(error: Exception, name: str) -> str:
    """What to say of a picture of which Pillow gives its number of pixels and no more, since it takes it for a bomb."""
    found = re.search(r"[0-9]+", str(error))
    count = f" has {int(found[0]):,} pixels" if found else " is too large"
    return f"the picture {name}{count}; at most {MAX_SIDE} a side and {MAX_PIXELS:,} pixels are read"


def check_size(size: tuple[int, int], name: str) -> None:
    """Raises DocumentError for a picture that is too large to read."""
    width, height = size
    if max(size) > MAX_SIDE or width * height > MAX_PIXELS:
        raise DocumentError(f"the picture {name} is {width}x{height}; at most {MAX_SIDE} a side and {MAX_PIXELS:,} pixels are read")


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Sixteen-bit greys scaled to eight: a plain conversion would clip them."""
    if not picture.mode.startswith("I"):
        return picture
    return Image.fromarray((np.asarray(picture).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8))


def _brief(href: str) -> str:
    """A name for messages."""
    return "data URI" if href.startswith("data:") else href if len(href) <= 80 else href[:77] + "..."
