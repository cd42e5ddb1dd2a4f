"""What a plate's layers are, and putting them over one another.

The law: the layers over one another in their order, and the glow added to that, are the beauty. So a layer is isolated: what is in it
mixes with what is in it, and a blend mode of the layer itself has nothing to blend with.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from generator.paint import memory
from generator.paint.filters.pieces import RUN, Lit
from generator.paint.runs import blends
from generator.paint.sheets import NOTHING, Box, Sheet
from generator.scene.nodes import Group, Node
from generator.values.compiled import kernel
from generator.values.picture import Bounds, Plane

F = np.float32
BASE = "base"
GLOW = "glow"


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a frame: its name and what is drawn for it."""

    name: str
    group: Group

    def mixes(self) -> bool:
        """Whether what is drawn would see what is below it, which it must not."""
        return any(blends(node) for node in self.group.children)


def separable(root: Group) -> bool:
    """Whether a compiled scene can be taken apart: its root does nothing to its children together (opacity, a filter, a mask)."""
    return not root.effects and root.mask is None and root.opacity == 1 and root.blend == "normal"


def parts(root: Group, apart: bool) -> tuple[Part, ...]:
    """A frame's layers, bottom to top, or the one that it is where it cannot be taken ``apart``.

    A name that comes back after another layer is numbered: ``base``, ``base2``.
    """
    return tuple(_named(root)) if apart and root.children else (Part(BASE, root),)


def _named(root: Group) -> Iterator[Part]:
    used: dict[str, int] = {GLOW: 1}
    for name, run in groupby(root.children, key=_layer):
        used[name] = used.get(name, 0) + 1
        group = Group(tuple(run), root.transform, clip=root.clip, emit=root.emit, origin=root.origin, span=root.span, still=root.still)
        yield Part(name if used[name] == 1 else f"{name}{used[name]}", group)


def _layer(node: Node) -> str:
    return (node.layer if isinstance(node, Group) else None) or BASE


class Held:
    """A plane of the whole canvas that lives as long as its painter, and what of it is not blank."""

    def __init__(self, canvas: Box) -> None:
        self.pixels, dirty = memory.used(canvas.height, canvas.width)
        self._canvas = canvas
        self._used = canvas if dirty else NOTHING

    def blank(self) -> Plane:
        """The plane with nothing on it again."""
        if not self._used.empty:
            used = self._used
            self.pixels[used.top : used.bottom, used.left : used.right] = 0
            self._used = NOTHING
        return self.pixels

    @property
    def bounds(self) -> Bounds:
        """Where the plane may hold anything."""
        used = self._used
        return (0, 0, 0, 0) if used.empty else (used.left, used.top, used.right, used.bottom)

    def use(self, box: Box) -> None:
        """Say that a box of the plane is about to be written to."""
        self._used = box if self._used.empty else self._used if box.empty else self._used.around(box)

    def sheet(self, box: Box) -> Sheet:
        """The plane, blank again, as a sheet that can be drawn on in ``box`` only. To be touched before it is read."""
        sheet = Sheet(self.pixels, self._canvas)
        sheet.blank, sheet.stale = True, self._used
        self._used = box
        sheet.limit(box)
        return sheet


def over(top: Plane, bottom: Plane, box: Box) -> None:
    """Put one plane over another inside a box of both, in place."""
    _over(top, bottom, (box.left, box.top, box.right, box.bottom))


@kernel
def _over(top: Plane, bottom: Plane, box: tuple[int, int, int, int]) -> None:
    left, upper, right, lower = box
    for j in range(upper, lower):
        for i in range(left, right):
            t, b = top[j, i], bottom[j, i]
            if t[3] == F(0) and t[0] == F(0) and t[1] == F(0) and t[2] == F(0):
                continue
            rest = F(1) - t[3]
            for c in range(4):
                b[c] = t[c] + b[c] * rest


@kernel
def add(light: Plane, lit: Lit, out: Plane, at: tuple[int, int]) -> None:
    """Add one plane to another, in which its first pixel lies ``at`` (x, y); only the runs that are ``lit`` hold anything."""
    (x, y), width = at, 4 * light.shape[1]
    for j in range(light.shape[0]):
        source, target = light[j].reshape(-1), out[y + j].reshape(-1)[4 * x : 4 * x + width]
        for n in range(lit.shape[1]):
            if lit[j, n]:
                for k in range(np.uint64(4 * RUN * n), np.uint64(min(4 * RUN * (n + 1), width))):
                    target[k] += source[k]


def recompose(layers: Mapping[str, Plane], light: Container[str] = (GLOW,)) -> Plane:
    """The beauty that layers make, one at least: each over those before it, or added to them where it is ``light``. It is what every
    compositor is told to do, and what is tested against :class:`Picture`'s."""
    beauty = np.zeros_like(next(iter(layers.values())))
    for name, plane in layers.items():
        if name not in light:
            beauty *= 1 - plane[..., 3:]
        beauty += plane
    return beauty
