"""Painter: frames of one scene in, pictures out.

A picture depends on its frame alone: the painter remembers paths, images and what stands still, but never anything that a pixel
could tell.
"""

from __future__ import annotations

from generator.paint.cache import ByBytes
from generator.paint.groups import draw
from generator.paint.pen import Desk, Pen
from generator.paint.sheets import Box, Sheet
from generator.scene.scene import Frame, Scene
from generator.values.picture import Picture


class Painter:
    """Paints frames of ``scene``; ``layers`` asks for planes of their own (all of them, or those that are named)."""

    def __init__(self, scene: Scene, layers: bool | tuple[str, ...] = False) -> None:
        self._layers = layers
        self._canvas = Box(0, 0, scene.width, scene.height)
        self._desk = Desk(scene.light, self._canvas, draw, ByBytes[Sheet](4 * 16 * self._canvas.area))

    def paint(self, frame: Frame) -> Picture:
        """One frame. The planes are valid until this painter paints again."""
        desk = self._desk
        sheet = desk.pool.take(self._canvas)
        draw(frame.root, Pen(desk, sheet))
        desk.pool.give(sheet)
        return Picture(sheet.pixels, {}, frame.light)
