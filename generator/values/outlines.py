"""Outlines of plain shapes, what lies between two outlines, and the points of one where markers stand.

All in the caller's units, y downwards. Every shape starts where SVG 2 says that its equivalent path starts and runs clockwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.values.geometry import CLOSE, CUBIC, LINE, MOVE, Outline, Rect
from generator.values.path_data import ArcOutline, Commands, from_commands

KAPPA = 0.5522847498307936  # 4/3 (sqrt(2) - 1): a cubic's handle for a quarter of the unit circle
EMPTY = Outline(b"", ())


def line(x1: float, y1: float, x2: float, y2: float) -> Outline:
    """One straight segment."""
    return Outline(bytes((MOVE, LINE)), (x1, y1, x2, y2))


def polyline(points: Sequence[float], closed: bool = False) -> Outline:
    """Lines through flat coordinates ``x0 y0 x1 y1 ...``; an odd last number is dropped."""
    count = len(points) // 2
    if not count:
        return EMPTY
    verbs = bytes((MOVE,)) + bytes((LINE,)) * (count - 1) + (bytes((CLOSE,)) if closed else b"")
    return Outline(verbs, tuple(points[: 2 * count]))


def polygon(points: Sequence[float]) -> Outline:
    """A closed polyline."""
    return polyline(points, closed=True)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    """Four cubics from the right, clockwise; empty where a radius is not positive."""
    if rx <= 0 or ry <= 0:
        return EMPTY
    kx, ky = rx * KAPPA, ry * KAPPA
    coords = (
        *(cx + rx, cy),
        *(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        *(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        *(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        *(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
    )
    return Outline(bytes((MOVE, CUBIC, CUBIC, CUBIC, CUBIC, CLOSE)), coords)


def rectangle(box: Rect, rx: float = 0.0, ry: float = 0.0) -> Outline:
    """A box with corners of radii ``rx`` and ``ry`` (held to half its sides); empty where a side is not positive."""
    if box.empty:
        return EMPTY
    x, y, width, height = box.x, box.y, box.width, box.height
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    r, b = x + width, y + height
    if rx <= 0 or ry <= 0:
        return polygon((x, y, r, y, r, b, x, b))
    hx, hy = rx * (1 - KAPPA), ry * (1 - KAPPA)
    coords = (
        *(x + rx, y, r - rx, y),
        *(r - hx, y, r, y + hy, r, y + ry, r, b - ry),
        *(r, b - hy, r - hx, b, r - rx, b, x + rx, b),
        *(x + hx, b, x, b - hy, x, b - ry, x, y + ry),
        *(x, y + hy, x + hx, y, x + rx, y),
    )
    return Outline(bytes((MOVE, *(LINE, CUBIC) * 4, CLOSE)), coords)


def lerp(a: Outline, b: Outline, u: float) -> Outline | None:
    """The outline ``u`` of the way from ``a`` to ``b``, or ``None`` where their commands differ. ``u`` may leave 0..1.

    Arcs mix their radii, turn and end, as SVG animates paths; their flags step with the nearer one.
    """
    if isinstance(a, ArcOutline) and isinstance(b, ArcOutline):
        mixed = _mixed(a.commands, b.commands, u)
        return None if mixed is None else from_commands(mixed)
    if a.verbs != b.verbs or isinstance(a, ArcOutline) or isinstance(b, ArcOutline):
        return None
    return Outline(a.verbs, tuple([p + (q - p) * u for p, q in zip(a.coords, b.coords, strict=True)]))


def _mixed(a: Commands, b: Commands, u: float) -> Commands | None:
    if [letter for letter, _ in a] != [letter for letter, _ in b]:
        return None
    mixed: list[tuple[str, tuple[float, ...]]] = []
    for (letter, p), (_, q) in zip(a, b, strict=True):
        numbers = [m + (n - m) * u for m, n in zip(p, q, strict=True)]
        if letter == "A":
            numbers[3:5] = (p if u < 0.5 else q)[3:5]
        mixed.append((letter, tuple(numbers)))
    return tuple(mixed)
