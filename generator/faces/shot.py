"""Figure and view in, :class:`Shot` out: a rendered head, before any style is put on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.figure import Figure
from generator.faces.glass import Glass, reflect
from generator.faces.light import RIGS, Rig, Scenery, key_of, lit, rim_of, softened
from generator.faces.mesh import LEFT_EYE, RIGHT_EYE, Mesh
from generator.faces.raster import Screen, blank, draw_strands, draw_triangles, normals_of, triangles_of
from generator.faces.shade import Hairs, Palette, Surface, shade
from generator.faces.strands import ALONG, Strands
from generator.values.compiled import kernel

PIVOT = np.array((0.0, 6.65, 0.3), np.float32)
CENTRE = np.array((0.0, 7.33, 0.4), np.float32)
"""What stands in the middle of the picture. The camera is 15 decimetres away: a long lens."""


@dataclass(frozen=True, slots=True)
class View:
    """How a figure is looked at. Angles in degrees: ``yaw`` turns the head to the picture's right, ``pitch`` lifts the chin, ``roll`` tilts
    it; ``camera`` is how high above it the camera hangs. ``gaze``: where the eyes look, right and up. ``zoom`` 1 shows the shoulders."""

    width: int = 512
    height: int = 512
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    gaze: tuple[float, float] = (0.0, 0.0)
    camera: float = 0.0
    zoom: float = 1.0
    rig: Rig = field(default_factory=lambda: RIGS["portrait"])


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """``light``: (height, width, 4) premultiplied linear light and alpha. ``depth`` (height, width) in decimetres from CENTRE, 1e9 where
    nothing is. ``points``: the mesh's points in pixels, with their depth."""

    light: Floats
    depth: Floats
    points: Floats

    @property
    def alpha(self) -> Floats:
        made: Floats = self.light[..., 3]
        return made


def turn(yaw: float, pitch: float, roll: float = 0.0) -> Floats:
    """The matrix of a turned head: roll, then pitch, then yaw."""
    a, b, c = math.radians(yaw), math.radians(-pitch), math.radians(-roll)
    ry = np.array(((math.cos(a), 0, math.sin(a)), (0, 1, 0), (-math.sin(a), 0, math.cos(a))))
    rx = np.array(((1, 0, 0), (0, math.cos(b), -math.sin(b)), (0, math.sin(b), math.cos(b))))
    rz = np.array(((math.cos(c), -math.sin(c), 0), (math.sin(c), math.cos(c), 0), (0, 0, 1)))
    made: Floats = (ry @ rx @ rz).astype(np.float32)
    return made


def posed(points: Floats, view: View) -> Floats:
    """Points of the figure after the head has turned: the shoulders follow a little, the neck lies between."""
    turns = np.stack(
        (turn(view.yaw * 0.3, 0.0), turn(view.yaw * 0.65, view.pitch * 0.5, view.roll * 0.5), turn(view.yaw, view.pitch, view.roll))
    )
    return _turned(np.ascontiguousarray(points.reshape(-1, 3)), turns, PIVOT).reshape(points.shape)


@kernel
def _turned(points: Floats, turns: Floats, pivot: Floats) -> Floats:
    """Body, neck and head each turn as a whole; between them what two of them give is mixed by height."""
    made = np.empty_like(points)
    for i in range(points.shape[0]):
        x, y, z = points[i, 0] - pivot[0], points[i, 1] - pivot[1], points[i, 2] - pivot[2]
        share = min(1.0, max(0.0, (points[i, 1] - 5.95) / 0.75))
        share = 2 * share * share * (3 - 2 * share)
        k = 0 if share < 1 else 1
        f = share - k
        for c in range(3):
            low = turns[k, c, 0] * x + turns[k, c, 1] * y + turns[k, c, 2] * z
            high = turns[k + 1, c, 0] * x + turns[k + 1, c, 1] * y + turns[k + 1, c, 2] * z
            made[i, c] = low * (1 - f) + high * f + pivot[c]
    return made


def projected(points: Floats, view: View, by: int) -> Floats:
    """Pixels and depth of points; ``by`` samples a pixel."""
    size = np.array((view.width * by, view.height * by, unit(view, by)), np.float32)
    return _seen(np.ascontiguousarray(points.reshape(-1, 3)), turn(0.0, -view.camera), size, CENTRE)


def unit(view: View, by: int = 1) -> float:
    """Pixels of a decimetre at CENTRE."""
    return min(view.width, view.height) * by / 3.6 * view.zoom


@kernel
def _seen(points: Floats, axes: Floats, size: Floats, centre: Floats) -> Floats:
    made = np.empty_like(points)
    for i in range(points.shape[0]):
        x, y, z = points[i, 0] - centre[0], points[i, 1] - centre[1], points[i, 2] - centre[2]
        a = axes[0, 0] * x + axes[0, 1] * y + axes[0, 2] * z
        b = axes[1, 0] * x + axes[1, 1] * y + axes[1, 2] * z
        c = axes[2, 0] * x + axes[2, 1] * y + axes[2, 2] * z
        scale = size[2] * 15.0 / (15.0 - c)
        made[i, 0], made[i, 1], made[i, 2] = size[0] / 2 + a * scale, size[1] / 2 - b * scale, -c
    return made


def take(figure: Figure, view: View, by: int = 2) -> Shot:
    """Render a figure; ``by`` squared samples a pixel."""
    mesh = figure.mesh
    strands, of_strands, own = _thinned(figure, view, by)
    triangles = triangles_of(mesh.quads)
    points, hairs = posed(mesh.points, view), posed(strands.points, view).reshape(-1, 3)
    values, on_hair = _lighted(figure, points, hairs, strands, of_strands, view)
    screen = blank(view.width * by, view.height * by)
    closed = int((mesh.quads < figure.head).all(axis=1).sum()) * 2
    draw_triangles(projected(points, view, by), triangles, closed, mesh.cut, screen)
    if len(strands.points):
        seen = projected(hairs, view, by)
        order = np.argsort(seen[ALONG // 2 :: ALONG, 2], kind="stable").astype(np.int32)
        draw_strands(seen, (strands.radius * np.float32(unit(view, by))).ravel(), ALONG, order, screen)
    made = np.zeros((view.height, view.width, 4), np.float32)
    palette = _palette(figure, view)
    shade(screen, Surface(triangles, mesh.material, values), Hairs(hairs, strands.colour, on_hair, own), palette, made)
    if figure.glass is not None:
        reflect(_glass(figure.glass, screen, view, by), palette.rig, made)
    return Shot(made, screen.depth[::by, ::by].copy(), projected(points, view, 1))


def _glass(glass: Mesh, screen: Screen, view: View, by: int) -> Glass:
    """The glass as the pixels see it, behind what stands before it."""
    points, triangles = posed(glass.points, view), triangles_of(glass.quads)
    seen = blank(view.width * by, view.height * by)
    draw_triangles(projected(points, view, by), triangles, 0, glass.cut, seen)
    hidden = seen.depth > screen.depth
    seen.ident[hidden] = -1
    return Glass(seen.ident, seen.place, triangles, normals_of(points, glass.quads))


def _thinned(figure: Figure, view: View, by: int) -> tuple[Strands, Floats, int]:
    """The strands, what of the sky reaches them, and how many are the head's: fewer and thicker ones where a picture is too small for
    all of them."""
    step = 1 if unit(view, by) > 270 else 2 if unit(view, by) > 150 else 3
    if step == 1:
        return figure.strands, figure.hair_sky, figure.own
    every = np.arange(len(figure.strands.points))
    places = every[(every >= figure.own) | (every % step == 0)]
    fewer = figure.strands.at(places)
    wider = np.where(places < figure.own, np.float32(step**0.85), np.float32(1))
    sky = figure.hair_sky.reshape(-1, ALONG // 5, 2)[places].reshape(-1, 2)
    return Strands(fewer.points, (fewer.radius * wider[:, None]).astype(np.float32), fewer.colour), sky, int((places < figure.own).sum())


def _lighted(figure: Figure, points: Floats, hairs: Floats, strands: Strands, of_strands: Floats, view: View) -> tuple[Floats, Floats]:
    """What ``shade`` wants of the mesh's points and of every fifth point of the strands."""
    mesh, rig = figure.mesh, view.rig
    normals = normals_of(points, mesh.quads)
    some = np.ascontiguousarray(hairs[2::5])
    thick = np.ascontiguousarray(some[strands.radius.ravel()[2::5] > 0])
    direct, on_hair = lit(Scenery(points, normals, figure.casting, thick), some, rig)
    for column, rounds in enumerate((3, 1)):
        # Strands are few in the depth maps: their shadow on the skin would be spotted.
        direct[: figure.head, column] = softened(direct[:, column].copy(), mesh.quads, figure.head, rounds)[: figure.head]
    sky = np.array((1 - rig.up, rig.up), np.float32)
    on_mesh = np.concatenate((direct, (figure.sky @ sky)[:, None]), axis=1)
    facing = np.maximum(0, (normals @ key_of(rig) + 0.12) / 1.12).astype(np.float32) * direct[:, 0]
    extra = np.zeros((len(points), 3), np.float32)
    for column, rounds in enumerate((7, 3, 1)):
        extra[: figure.head, column] = softened(facing, mesh.quads, figure.head, rounds)[: figure.head]
    balls = np.unique(mesh.quads[(mesh.material == LEFT_EYE) | (mesh.material == RIGHT_EYE)])
    extra[balls] = points[balls]
    values = np.concatenate((normals, mesh.rest, on_mesh, extra, mesh.tint[:, None]), axis=1)
    return values.astype(np.float32), np.concatenate((on_hair, (of_strands @ sky)[:, None]), axis=1).astype(np.float32)


def _palette(figure: Figure, view: View) -> Palette:
    paints, rig = figure.paints, view.rig
    rows = np.stack((key_of(rig), rim_of(rig), np.array((rig.strength, rig.sky, rig.rim), np.float32)))
    paint = np.concatenate((paints.colour, paints.shine[:, None], paints.gloss[:, None], paints.rib[:, None]), axis=1)
    looks = np.array((*paints.hair, *paints.iris, paints.age, paints.sex, paints.freckles, paints.seed), np.float32)
    look = np.array((0, 0, 1), np.float32) @ turn(view.gaze[0], view.gaze[1]).T @ turn(view.yaw, view.pitch, view.roll).T
    eyes = np.array([[centre, look] for centre in posed(figure.eyes, view)], np.float32)
    return Palette(rows.astype(np.float32), paint.astype(np.float32), looks, eyes)
