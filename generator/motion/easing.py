"""Easings by name: how much of a way is gone after some of its time.

An :data:`Ease` maps 0..1 to about 0..1 and is made of additions, multiplications and divisions alone, so every machine gives the
same bits. ``easing("ease-out-expo")``, ``easing("cubic-bezier(.2, 0, 0, 1)")``, ``easing("steps(4, start)")``; a name that is not in
:data:`EASINGS` fails at once, where the scene is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from generator.problems import did_you_mean

Ease: TypeAlias = Callable[[float], float]

_CLOSE = 1e-13
_CALL = re.compile(r"(cubic-bezier|steps)\(([^()]*)\)")
_JUMPS = ("end", "start", "none", "both")


@dataclass(frozen=True, slots=True)
class CubicBezier:
    """CSS's and SMIL's timing curve from (0, 0) to (1, 1) with two handles; ``x1`` and ``x2`` lie in 0..1, so there is one y for each x."""

    x1: float
    y1: float
    x2: float
    y2: float

    def __call__(self, x: float) -> float:
        if x <= 0:
            return 0.0
        if x >= 1:
            return 1.0
        s = self._solve(x)
        r = 1 - s
        return s * (3 * r * (r * self.y1 + s * self.y2) + s * s)

    def _solve(self, x: float) -> float:
        """The curve's parameter at ``x``: Newton's method kept inside a bracket that halves whenever a step leaves it."""
        c = 3 * self.x1
        b = 3 * (self.x2 - self.x1) - c
        a = 1 - c - b
        low, high, s = 0.0, 1.0, x
        for _ in range(60):
            off = ((a * s + b) * s + c) * s - x
            if -_CLOSE < off < _CLOSE:
                break
            if off < 0:
                low = s
            else:
                high = s
            slope = (3 * a * s + 2 * b) * s + c
            s = s - off / slope if slope > 1e-9 else -1.0
            if not low < s < high:
                s = (low + high) / 2
        return s


@dataclass(frozen=True, slots=True)
class Stairs:
    """CSS ``steps(count, jump)``: where the jumps are (``end``, ``start``, ``none``, ``both``)."""

    count: int
    jump: str = "end"

    def __call__(self, x: float) -> float:
        step = min(self.count, max(0, int(x * self.count)))
        if self.jump == "none":
            return min(step, self.count - 1) / (self.count - 1)
        if x >= 1:
            return 1.0
        if self.jump == "both":
            return (step + 1) / (self.count + 1)
        return (step + (self.jump == "start")) / self.count


def linear(x: float) -> float:
    """No easing."""
    return x


# The handles of the named families are the cubic Beziers that animators know from style sheets.
_CURVES = {
    "ease": (0.25, 0.1, 0.25, 1.0),
    "ease-in": (0.42, 0.0, 1.0, 1.0),
    "ease-out": (0.0, 0.0, 0.58, 1.0),
    "ease-in-out": (0.42, 0.0, 0.58, 1.0),
    "ease-in-sine": (0.12, 0.0, 0.39, 0.0),
    "ease-out-sine": (0.61, 1.0, 0.88, 1.0),
    "ease-in-out-sine": (0.37, 0.0, 0.63, 1.0),
    "ease-in-quad": (0.11, 0.0, 0.5, 0.0),
    "ease-out-quad": (0.5, 1.0, 0.89, 1.0),
    "ease-in-out-quad": (0.45, 0.0, 0.55, 1.0),
    "ease-in-cubic": (0.32, 0.0, 0.67, 0.0),
    "ease-out-cubic": (0.33, 1.0, 0.68, 1.0),
    "ease-in-out-cubic": (0.65, 0.0, 0.35, 1.0),
    "ease-in-quart": (0.5, 0.0, 0.75, 0.0),
    "ease-out-quart": (0.25, 1.0, 0.5, 1.0),
    "ease-in-out-quart": (0.76, 0.0, 0.24, 1.0),
    "ease-in-expo": (0.7, 0.0, 0.84, 0.0),
    "ease-out-expo": (0.16, 1.0, 0.3, 1.0),
    "ease-in-out-expo": (0.87, 0.0, 0.13, 1.0),
    "ease-in-back": (0.36, 0.0, 0.66, -0.56),
    "ease-out-back": (0.34, 1.56, 0.64, 1.0),
    "ease-in-out-back": (0.68, -0.6, 0.32, 1.6),
}
EASINGS: dict[str, Ease] = {
    "linear": linear,
    "step-start": Stairs(1, "start"),
    "step-end": Stairs(1),
    **{name: CubicBezier(*handles) for name, handles in _CURVES.items()},
}


def easing(text: str) -> Ease:
    """An easing by its name or as ``cubic-bezier(x1, y1, x2, y2)`` or ``steps(n[, jump])``; raises ValueError with a sentence."""
    plain = text.strip().lower()
    call = _CALL.fullmatch(plain)
    if call:
        words = [word.strip() for word in call[2].split(",")]
        return _bezier(words, text) if call[1] == "cubic-bezier" else _stairs(words, text)
    if plain not in EASINGS:
        raise ValueError(f"unknown easing {text.strip()!r}{did_you_mean(plain, [*EASINGS, 'cubic-bezier()', 'steps()'])}")
    return EASINGS[plain]


def _bezier(words: list[str], text: str) -> Ease:
    try:
        x1, y1, x2, y2 = map(float, words)
    except ValueError:
        raise ValueError(f"{text!r} is no easing: cubic-bezier() takes four numbers") from None
    return bezier(x1, y1, x2, y2)


def bezier(x1: float, y1: float, x2: float, y2: float) -> Ease:
    """A checked cubic Bezier; :func:`linear` where it is the straight line. Raises ValueError where an x is outside 0..1."""
    if not (0 <= x1 <= 1 and 0 <= x2 <= 1 and abs(y1) < 1e6 and abs(y2) < 1e6):
        raise ValueError(f"a timing curve's x values lie between 0 and 1, not at {x1:g} and {x2:g}")
    return linear if (x1, x2) == (y1, y2) else CubicBezier(x1, y1, x2, y2)


def _stairs(words: list[str], text: str) -> Ease:
    count, jump = words[0], (words[1] if len(words) > 1 else "end").removeprefix("jump-")
    if len(words) > 2 or not re.fullmatch(r"[1-9][0-9]{0,5}", count) or jump not in _JUMPS or (jump == "none" and count == "1"):
        raise ValueError(f"{text!r} is no easing: steps() takes a whole number over 0 and perhaps one of {', '.join(_JUMPS)}")
    return Stairs(int(count), jump)
