"""Painter: frames of one scene in, pictures out.

A picture depends on its frame alone: the painter remembers paths, images and what stands still, but never anything that a pixel
could tell.
"""

from __future__ import annotations

from generator.paint import memory
from generator.paint.boxes import pixels
from generator.paint.cache import ByBytes
from generator.paint.filters.pieces import lit_runs
from generator.paint.glow import may_emit, spill
from generator.paint.groups import draw
from generator.paint.layers import GLOW, Held, Part, add, over, parts, separable
from generator.paint.pen import Desk, Pen, Run
from generator.paint.sheets import NOTHING, Box
from generator.scene.nodes import Group
from generator.scene.scene import Frame, Scene
from generator.values.geometry import IDENTITY
from generator.values.picture import BEAUTY, Picture, Plane

_REMEMBERED = 4  # canvases' worth of what stands still
_AGE = 48  # frames after which is forgotten what was not drawn in them


class Painter:
    """Paints frames of ``scene``; ``layers`` asks for planes of their own (all of them, or those that are named)."""

    def __init__(self, scene: Scene, layers: bool | tuple[str, ...] = False) -> None:
        self._wanted = layers
        self._canvas = Box(0, 0, scene.width, scene.height)
        self._desk = Desk(scene.light, self._canvas, draw, ByBytes[Run](_REMEMBERED * 16 * self._canvas.area), scene.margin)
        self._held: dict[str, Held] = {}
        self._painted = 0
        self._apart = separable(scene.root)
        self._glows = may_emit(scene.root)
        names = [part.name for part in parts(scene.root, self._apart)] + [GLOW] * self._glows
        self.layer_names = tuple(name for name in names if self._wants(name))
        """The planes that every picture has, bottom to top, whether or not anything is on them; glow is the last."""

    def paint(self, frame: Frame) -> Picture:
        """One frame. The planes are valid until this painter paints again."""
        self._painted += 1
        if self._painted % _AGE == 0:
            self._desk.age()
        found = parts(frame.root, self._apart)
        boxes = [self._box(part.group) for part in found]
        whole = NOTHING
        for box in boxes:
            whole = box if whole.empty else whole if box.empty else whole.around(box)
        beauty = self._plane(BEAUTY).sheet(whole)
        layers: dict[str, Plane] = {}
        for part, box in zip(found, boxes, strict=True):
            if self._wants(part.name) or (not beauty.blank and part.mixes()):
                plane = self._alone(part, box)
                beauty.touch()
                over(plane, beauty.pixels, box)
                layers[part.name] = plane
            else:
                draw(part.group, Pen(self._desk, beauty))
        beauty.touch()
        planes = {name: layers[name] if name in layers else self._plane(name).blank() for name in self.layer_names}
        if self._glows:
            self._glow(frame.root, beauty.pixels, planes.get(GLOW))
        bounds = {name: self._plane(name).bounds for name in (BEAUTY, *planes)}
        return Picture(beauty.pixels, planes, frame.light, bounds, self._desk.margin)

    def rest(self) -> None:
        """Let go of all memory that a frame is painted on; the next one takes it anew."""
        self._held.clear()
        memory.release()

    def _box(self, group: Group) -> Box:
        return pixels(self._desk.boxes.reach(group, IDENTITY)).within(self._canvas)

    def _wants(self, name: str) -> bool:
        return self._wanted is True or (isinstance(self._wanted, tuple) and name in self._wanted)

    def _plane(self, name: str) -> Held:
        if name not in self._held:
            self._held[name] = Held(self._canvas)
        return self._held[name]

    def _alone(self, part: Part, box: Box) -> Plane:
        """A layer on a plane of its own."""
        sheet = self._plane(part.name).sheet(box)
        if not box.empty:
            draw(part.group, Pen(self._desk, sheet))
        sheet.touch()
        return sheet.pixels

    def _glow(self, root: Group, beauty: Plane, plane: Plane | None) -> None:
        """Add the glow to the beauty, and put it on its plane where there is one."""
        glow = spill(self._desk, root)
        if glow is None:
            return
        box = glow.box
        if glow.lit is None:
            glow.lit = lit_runs(glow.pixels)
        self._plane(BEAUTY).use(box)
        add(glow.pixels, glow.lit, beauty, (box.left, box.top))
        if plane is not None:
            self._plane(GLOW).use(box)
            add(glow.pixels, glow.lit, plane, (box.left, box.top))
