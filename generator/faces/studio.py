"""Studio: who sits for a portrait, how he is looked at, and the pictures of that; each made once while it is needed.

Studio(shelf.heads).shot(portrait_of(42), View(yaw=-20))
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from generator.faces.figure import Figure, figure_of
from generator.faces.heads import Heads, read_heads
from generator.faces.pixels import Bytes
from generator.faces.portrait import Portrait
from generator.faces.robot import Robot, robot_figure
from generator.faces.shot import Shot, View, take
from generator.faces.still import Still, shot_of
from generator.faces.tone import Tones, tones
from generator.values.geometry import Outline

T = TypeVar("T")
Sitter = Portrait | Robot | Still


class Studio:
    """See the module. Bounded: an animation of one citizen keeps one figure and a few pictures. A figure takes 10 MB."""

    def __init__(self, data: Callable[[], bytes]) -> None:
        self._data = data
        self._heads: Heads | None = None
        self._figures: _Kept[Figure] = _Kept(12)
        self._shots: _Kept[Shot] = _Kept(6)
        self._tones: _Kept[Tones] = _Kept(6)
        self._pixels: _Kept[Bytes] = _Kept(4)
        self._outlines: _Kept[Outline] = _Kept(8)

    @property
    def heads(self) -> Heads:
        """The parametric head, read when somebody sits for the first time. Raises RenderError where its data is broken."""
        if self._heads is None:
            self._heads = read_heads(self._data())
        return self._heads

    def figure(self, sitter: Portrait | Robot) -> Figure:
        return self._figures(sitter, lambda: robot_figure(sitter) if isinstance(sitter, Robot) else figure_of(self.heads, sitter))

    def shot(self, sitter: Sitter, view: View) -> Shot:
        return self._shots((sitter, view), lambda: shot_of(sitter, view) if isinstance(sitter, Still) else take(self.figure(sitter), view))

    def tones(self, sitter: Sitter, view: View, contrast: float = 1.0) -> Tones:
        return self._tones((sitter, view, contrast), lambda: tones(self.shot(sitter, view), contrast))

    def pixels(self, sitter: Sitter, view: View, how: Hashable, make: Callable[[], Bytes]) -> Bytes:
        """What ``make`` makes of a shot in a way that ``how`` says all of. Not to be written to."""
        return self._pixels((sitter, view, how), make)

    def outlines(self, sitter: Sitter, how: Hashable, make: Callable[[], Outline]) -> Outline:
        """What ``make`` draws of a sitter in a way that ``how`` says all of."""
        return self._outlines((sitter, how), make)


class _Kept(dict[Hashable, T]):
    """The latest things made, by what they were made from."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._order: OrderedDict[Hashable, None] = OrderedDict()

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self:
            self[key] = make()
        self._order[key] = None
        self._order.move_to_end(key)
        while len(self._order) > self._limit:
            del self[self._order.popitem(last=False)[0]]
        return self[key]
