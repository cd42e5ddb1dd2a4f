"""Box: layout by cutting rectangles. A box is inset, split, divided and anchored in; every cut gives boxes again.

``start`` and ``end`` follow the reading direction: a box of a right-to-left canvas is ``mirrored``, and so are all that are cut from it;
``left`` and ``right`` are what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.problems import did_you_mean

MOST = 1_000
_PLACES = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
_UPRIGHT = {"top", "middle", "bottom"}
Weights = int | float | Sequence[float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the canvas."""

    x: float
    y: float
    width: float
    height: float
    mirrored: bool = False

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def cx(self) -> float:
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        return self.y + self.height / 2

    @property
    def start(self) -> float:
        """The x where reading begins."""
        return self.right if self.mirrored else self.x

    @property
    def end(self) -> float:
        """The x where reading ends."""
        return self.x if self.mirrored else self.right

    @property
    def attrs(self) -> Markup:
        """``x="" y="" width="" height=""``, ready to stand in a tag."""
        return Markup(" ".join(f'{name}="{plain(getattr(self, name))}"' for name in ("x", "y", "width", "height")))

    def inset(self, top: float, right: float | None = None, bottom: float | None = None, left: float | None = None) -> Box:
        """Smaller by one length all round, by (vertical, horizontal), or by four sides as CSS orders them; negative lengths grow it."""
        right = top if right is None else right
        bottom = top if bottom is None else bottom
        left = right if left is None else left
        return self._at(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)

    def split_left(self, size: float, gap: float = 0) -> tuple[Box, Box]:
        """What is cut off at the left, and the rest."""
        return (
            self._at(self.x, self.y, size, self.height),
            self._at(self.x + size + gap, self.y, self.width - size - gap, self.height),
        )

    def split_right(self, size: float, gap: float = 0) -> tuple[Box, Box]:
        """What is cut off at the right, and the rest."""
        rest, piece = self.split_left(self.width - size - gap, gap)
        return piece, rest

    def split_top(self, size: float, gap: float = 0) -> tuple[Box, Box]:
        """What is cut off at the top, and the rest."""
        return (
            self._at(self.x, self.y, self.width, size),
            self._at(self.x, self.y + size + gap, self.width, self.height - size - gap),
        )

    def split_bottom(self, size: float, gap: float = 0) -> tuple[Box, Box]:
        """What is cut off at the bottom, and the rest."""
        rest, piece = self.split_top(self.height - size - gap, gap)
        return piece, rest

    def split_start(self, size: float, gap: float = 0) -> tuple[Box, Box]:
        """What is cut off where reading begins, and the rest."""
        return self.split_right(size, gap) if self.mirrored else self.split_left(size, gap)

    def split_end(self, size: float, gap: float = 0) -> tuple[Box, Box]:
        """What is cut off where reading ends, and the rest."""
        return self.split_left(size, gap) if self.mirrored else self.split_right(size, gap)

    def columns(self, parts: Weights, gap: float = 0) -> tuple[Box, ...]:
        """So many equal columns, or columns by weights, in reading order."""
        spans = _divide(self.width, parts, gap)
        found = [self._at(self.x + at, self.y, size, self.height) for at, size in spans]
        if self.mirrored:
            found = [self._at(self.right - at - size, self.y, size, self.height) for at, size in spans]
        return tuple(found)

    def rows(self, parts: Weights, gap: float = 0) -> tuple[Box, ...]:
        """So many equal rows, or rows by weights, from the top."""
        return tuple(self._at(self.x, self.y + at, self.width, size) for at, size in _divide(self.height, parts, gap))

    def grid(self, columns: Weights, rows: Weights, gap: float = 0) -> tuple[Box, ...]:
        """The cells of a grid, row by row in reading order."""
        return tuple(cell for row in self.rows(rows, gap) for cell in row.columns(columns, gap))

    def anchor(self, where: str, width: float, height: float, dx: float = 0, dy: float = 0) -> Box:
        """A box of a size within this one: ``'top right'``, ``'bottom start'``, ``'center'``; then moved by ``dx`` and ``dy``."""
        across, down = 0.5, 0.5
        for word in where.split():
            side = word
            if word in ("start", "end"):
                side = "left" if (word == "start") != self.mirrored else "right"
            if side not in _PLACES:
                raise ValueError(f"unknown place {word}{did_you_mean(word, [*_PLACES, 'start', 'end'])}")
            if side in _UPRIGHT:
                down = _PLACES[side]
            else:
                across = _PLACES[side]
        return self._at(self.x + (self.width - width) * across + dx, self.y + (self.height - height) * down + dy, width, height)

    def moved(self, dx: float, dy: float) -> Box:
        """The same box elsewhere."""
        return self._at(self.x + dx, self.y + dy, self.width, self.height)

    def snap(self, step: float) -> Box:
        """Its edges on the nearest multiples of ``step`` (``canvas.u / 2`` is the grid's)."""
        if step <= 0:
            raise ValueError("a grid needs a step over 0")
        x, y, right, bottom = (round(v / step) * step for v in (self.x, self.y, self.right, self.bottom))
        return self._at(x, y, right - x, bottom - y)

    def _at(self, x: float, y: float, width: float, height: float) -> Box:
        if width < 0 or height < 0:
            raise ValueError(
                f"no room: a box of {plain(width)} x {plain(height)} was cut from one of {plain(self.width)} x {plain(self.height)}"
            )
        return replace(self, x=x, y=y, width=width, height=height)


def _divide(length: float, parts: Weights, gap: float) -> list[tuple[float, float]]:
    """Where each part begins and how long it is."""
    weights = [1.0] * int(parts) if isinstance(parts, (int, float)) else [float(w) for w in parts]
    if not 1 <= len(weights) <= MOST or min(weights) < 0 or sum(weights) <= 0:
        raise ValueError(f"a box is divided into 1 to {MOST} parts, by weights that are not negative")
    free = length - gap * (len(weights) - 1)
    if free < 0:
        raise ValueError(f"no room: {len(weights)} parts with gaps of {plain(gap)} in {plain(length)}")
    found: list[tuple[float, float]] = []
    at = 0.0
    for weight in weights:
        size = free * weight / sum(weights)
        found.append((at, size))
        at += size + gap
    return found


def plain(value: float) -> str:
    """A number as documents write it: nine significant digits, no exponent where none is needed, never a negative zero."""
    text = f"{value:.9g}"
    return "0" if text == "-0" else text
