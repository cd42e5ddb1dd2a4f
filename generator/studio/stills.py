"""Stills: the pictures that a plate may be looked at over: of the folders given, and what was uploaded. Runs in a renderer process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from generator.deliver.pixels import linear_light
from generator.problems import BriefError, did_you_mean
from generator.shelf.images import decode
from generator.studio.desk import Desk
from generator.values.picture import Plane

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
MOST = 500


class Stills:
    """See the module. Names are relative to the current folder, as on a command line."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: tuple[object, Plane] | None = None

    def names(self) -> list[str]:
        """What there is, a few hundred at most."""
        return [str(path) for path, _ in zip(self._files(), range(MOST), strict=False)]

    def _files(self) -> Iterator[Path]:
        for folder in (self._desk.uploads, *self._desk.stills):
            root = folder.resolve()
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.suffix.lower() in SUFFIXES and path.is_file() and path.resolve().is_relative_to(root):
                    yield path

    def plane(self, name: str, size: tuple[int, int]) -> Plane:
        """A still that fills a size (cut where its shape is another), as linear light. Raises BriefError for one that is not there."""
        path = next((path for path in self._files() if str(path) == name), None)
        if path is None:
            raise BriefError(f"there is no still {name}{did_you_mean(name, self.names())}")
        key = (path, path.stat().st_mtime_ns, size)
        if self._made is None or self._made[0] != key:
            picture = Image.fromarray(decode(path.read_bytes(), name)).convert("RGB")
            fitted = np.asarray(ImageOps.fit(picture, size, Image.Resampling.LANCZOS), np.float32) / 255
            opaque = np.dstack([fitted, np.ones(fitted.shape[:2], np.float32)])
            self._made = key, linear_light(np.ascontiguousarray(opaque, np.float32), linear=False)
        return self._made[1]
