"""A sitter, a view and a style in; outlines in the unit box (the shorter side is 1) or pixels out. What ``<ui:portrait>`` is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.faces import pixels
from generator.faces.cloud import landmarks, point_cloud, wire
from generator.faces.evidence import Camera, evidence
from generator.faces.halftone import SHAPES, Screen, halftone, runs, scan_lines
from generator.faces.identikit import hatching, line_drawing
from generator.faces.light import RIGS
from generator.faces.pixels import Bytes
from generator.faces.place import PLACES
from generator.faces.shot import View
from generator.faces.still import Still
from generator.faces.studio import Sitter, Studio
from generator.values.geometry import Outline

__all__ = ["PLACES", "RIGS", "SHAPES", "STYLES", "Sitting", "outlines", "raster"]

STYLES = ("halftone", "scan", "points", "wire", "dither", "identikit", "plain", "evidence", "matte")
_SIDES = {"halftone": 256, "scan": 256, "points": 400, "wire": 320, "identikit": 640, "plain": 400, "evidence": 288, "matte": 400}
"""Pixels along the shorter side that a style looks at, at least. What prints needs four for each of its cells, what shows pixels as many as
are seen; an evidence frame has those of its camera, however large it is shown."""
_CELLED, _SHOWN = ("halftone", "scan"), ("wire", "plain", "matte")
_LIGHTS = {"identikit": "register", "evidence": "street"}


@dataclass(frozen=True, slots=True)
class Sitting:
    """One moment of a portrait. ``cells``: of a screen, along the shorter side; ``light``: a rig's name, or
    ``auto`` for the style's own; ``aspect``: width by height; ``side``: pixels along the shorter side that it is shown at."""

    style: str = "halftone"
    aspect: float = 1.0
    side: int = 800
    yaw: float = 0.0
    nod: float = 0.0
    roll: float = 0.0
    gaze: tuple[float, float] = (0.0, 0.0)
    camera: float = 0.0
    zoom: float = 1.2
    light: str = "auto"
    contrast: float = 1.0
    build: float = 1.0
    shape: str = "round"
    cells: float = 84.0
    angle: float = 22.5
    light_ground: bool = False
    two_inks: bool = False
    weight: float = 1.0
    grain: int = 0
    smear: float = 0.01
    smear_angle: float = 0.0
    place: str = "none"
    noise: float = 0.5
    blocks: float = 0.5

    def view(self) -> View:
        """How the figure is looked at."""
        side = _SIDES.get(self.style, 0)
        if self.style == "dither":
            side = round(self.cells)
        elif self.style in _CELLED:
            side = max(side, round(self.cells * 4))
        elif self.style in _SHOWN:
            # Below a mesh nobody tells two thirds of the pixels from all.
            side = max(side, round(min(2048, self.side) * (2 / 3 if self.style == "wire" else 1)))
        size = (round(side * max(1.0, self.aspect)), round(side * max(1.0, 1 / self.aspect)))
        rig = RIGS[_LIGHTS.get(self.style, "portrait") if self.light == "auto" else self.light]
        return View(*size, self.yaw, self.nod, self.roll, self.gaze, self.camera, self.zoom, rig)

    def taken_by(self) -> Camera:
        """The camera of an evidence frame."""
        return Camera(self.noise, self.blocks, self.smear, angle=self.smear_angle, place=self.place, high=self.camera)


def outlines(studio: Studio, sitter: Sitter, sitting: Sitting, part: int) -> Outline:
    """The first (0) or second (1) ink of a style: what is filled, but for the wire's first, which is stroked."""
    return studio.outlines(sitter, (sitting, part), lambda: _drawn(studio, sitter, sitting, part))


def _drawn(studio: Studio, sitter: Sitter, sitting: Sitting, part: int) -> Outline:
    view = sitting.view()
    tones = studio.tones(sitter, view, sitting.contrast)
    if sitting.style == "halftone":
        return halftone(tones, _screen(sitting, part))
    if sitting.style == "scan":
        return scan_lines(tones, replace(_screen(sitting, 0), shape="line", pitch=sitting.cells))
    if sitting.style == "dither":
        return runs(pixels.dithered(tones, sitting.build, sitting.light_ground), float(min(view.width, view.height)))
    if sitting.style == "identikit":
        return hatching(tones, sitter.seed, 90.0, sitting.build) if part else line_drawing(tones, sitting.weight, sitting.build)
    assert not isinstance(sitter, Still), "a still has no relief"
    figure, shot = studio.figure(sitter), studio.shot(sitter, view)
    if sitting.style == "points":
        return point_cloud(figure, shot, tones, view, round(sitting.cells**2 * 6), sitting.build)
    return landmarks(figure, shot, view, max(0.008, 2.2 / sitting.side)) if part else wire(figure, shot, view, sitting.build)


def _screen(sitting: Sitting, part: int) -> Screen:
    """With two inks the second prints the darker tones and the first the lighter, thirty degrees apart; on a light ground the other way."""
    low, high = (0.0, 1.0) if not sitting.two_inks else (0.0, 0.75) if part else (0.42, 1.0)
    if sitting.two_inks and sitting.light_ground:
        low, high = (0.3, 1.0) if part else (0.0, 0.6)
    return Screen(sitting.shape, sitting.cells, sitting.angle + 30 * part, sitting.light_ground, low, high, sitting.build)


def raster(studio: Studio, sitter: Sitter, sitting: Sitting, ink: tuple[float, float, float]) -> Bytes:
    """The pixels of a style that has some; of the wire, the shaded head below it."""
    view = sitting.view()
    shot = studio.shot(sitter, view)
    if sitting.style == "evidence":
        camera = sitting.taken_by()
        return studio.pixels(sitter, view, (camera, sitting.grain), lambda: evidence(shot, camera, sitter.seed, sitting.grain))
    if sitting.style == "matte":
        return pixels.matte(shot)
    if sitting.style == "wire":
        return pixels.shaded(studio.tones(sitter, view, sitting.contrast), ink, 0.6, sitting.build)
    return pixels.plain(shot, sitting.build)
