"""Where a filter and its primitives act: units, regions, and the values that are measured in them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.documents.element import Element
from generator.elements.context import Context, Kind
from generator.elements.gradients import first, user_space
from generator.elements.kinds import FRACTION, LENGTH_X, LENGTH_Y, NUMBER, NUMBERS
from generator.motion.track import Value, combine
from generator.values.geometry import Rect

_NO_BOX = Rect(0.0, 0.0, 0.0, 0.0)
EVERYWHERE = Rect(-1e6, -1e6, 2e6, 2e6)
"""The region of CSS's filter functions: they know none."""


def _optional(kind: Kind[float]) -> Kind[float | None]:
    """``None`` where an attribute is not given."""

    def mixed(a: float | None, b: float | None, u: float) -> float | None:
        return a if a is None or b is None else a + (b - a) * u

    return Kind(f"optional {kind.name}", kind.parse, mixed)


_SHARE, _ALONG, _DOWN = _optional(FRACTION), _optional(LENGTH_X), _optional(LENGTH_Y)


def region_of(links: tuple[Element, ...], context: Context, box: Value[Rect | None]) -> Value[Rect] | None:
    """A filter's region in the user space of what it is applied to; ``None`` where it needs a box and there is none, or is empty.

    It is 10 % larger than the box on each side unless the filter, or one in its ``href`` chain, says otherwise.
    """
    user = user_space(links, "filterUnits", False)
    if not user and (box is None or (isinstance(box, Rect) and box.empty)):
        return None
    width, height = context.viewport if user else (1.0, 1.0)
    x, y = (LENGTH_X, LENGTH_Y) if user else (FRACTION, FRACTION)

    def side(name: str, kind: Kind[float], default: float) -> Value[float]:
        owner = first(links, name)
        return context.home(owner).attribute(owner, name, kind, default)

    sides = side("x", x, -0.1 * width), side("y", y, -0.1 * height), side("width", x, 1.2 * width), side("height", y, 1.2 * height)
    region = combine(_rect, *sides)
    if isinstance(region, Rect) and region.empty:
        return None
    return region if user else combine(_in_box, box, region)


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(x, y, max(0.0, width), max(0.0, height))


def _in_box(box: Rect | None, share: Rect) -> Rect:
    box = box or _NO_BOX
    return Rect(box.x + share.x * box.width, box.y + share.y * box.height, share.width * box.width, share.height * box.height)


@dataclass(frozen=True, slots=True)
class Space:
    """What the numbers of a filter's primitives mean. ``box`` counts where ``in_box`` (``primitiveUnits="objectBoundingBox"``)."""

    region: Value[Rect]
    box: Value[Rect | None]
    in_box: bool

    def subregion(self, element: Element, context: Context, default: Value[Rect]) -> Value[Rect]:
        """A primitive's own region; sides that are not given are the default's, or the box's where shares of it are."""
        x, y = (_SHARE, _SHARE) if self.in_box else (_ALONG, _DOWN)
        sides = [
            context.attribute(element, name, kind, None) for name, kind in (("x", x), ("y", y), ("width", x), ("height", y))
        ]  # fmt: skip
        if all(side is None for side in sides):
            return default
        return combine(self._joined, default, self.box, *sides)

    def _joined(self, default: Rect, box: Rect | None, x: float | None, y: float | None, width: float | None, height: float | None) -> Rect:
        if self.in_box:
            shares = Rect(0.0 if x is None else x, 0.0 if y is None else y, _side(width, 1.0), _side(height, 1.0))
            return _in_box(box, shares)
        return Rect(
            default.x if x is None else x, default.y if y is None else y, _side(width, default.width), _side(height, default.height)
        )

    def across(self, value: Value[float]) -> Value[float]:
        """A distance along x, in user units."""
        return combine(lambda v, box: v * (box or _NO_BOX).width, value, self.box) if self.in_box else value

    def down(self, value: Value[float]) -> Value[float]:
        """A distance along y, in user units."""
        return combine(lambda v, box: v * (box or _NO_BOX).height, value, self.box) if self.in_box else value

    def off(self, value: Value[float]) -> Value[float]:
        """A distance along neither axis: shares are of the box's mean side (its diagonal over the root of 2)."""
        return combine(lambda v, box: v * _mean(box or _NO_BOX), value, self.box) if self.in_box else value

    def point(self, x: Value[float], y: Value[float]) -> tuple[Value[float], Value[float]]:
        """A place, in user units."""
        if not self.in_box:
            return x, y
        return (
            combine(lambda v, box: (box or _NO_BOX).x + v * (box or _NO_BOX).width, x, self.box),
            combine(lambda v, box: (box or _NO_BOX).y + v * (box or _NO_BOX).height, y, self.box),
        )

    def pair(self, element: Element, context: Context, name: str) -> tuple[Value[float], Value[float]]:
        """``stdDeviation`` and ``radius``: one distance or one for each axis; none where they are negative, too many or no numbers."""
        numbers = context.attribute(element, name, NUMBERS, ())
        return self.across(combine(lambda n: _one(n, 0), numbers)), self.down(combine(lambda n: _one(n, -1), numbers))


def _side(value: float | None, default: float) -> float:
    return default if value is None or value < 0 else value


def _mean(box: Rect) -> float:
    return math.hypot(box.width, box.height) / math.sqrt(2)


def _one(numbers: tuple[float, ...], which: int) -> float:
    return 0.0 if not 1 <= len(numbers) <= 2 or min(numbers) < 0 else numbers[which]


def number_of(element: Element, context: Context, name: str, default: float = 0.0) -> Value[float]:
    """An attribute that is a plain number."""
    return context.attribute(element, name, NUMBER, default)
