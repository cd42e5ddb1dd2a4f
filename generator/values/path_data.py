"""SVG path data: text in, :class:`Outline` out.

    parse_path         the outline, or ValueError with a sentence
    parse_path_report  the outline up to the first fault, and the sentence
    arc_cubics         one elliptical arc as cubics (SVG implementation notes, F.6)

Commands become absolute ``M L Q C A Z`` first: H and V are lines, S and T get the control point that they reflect. An outline
whose path had arcs keeps those commands (:class:`ArcOutline`), because an arc's radii and flags, not its cubics, are what
animation mixes, and markers sit at its ends only.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from generator.values.geometry import CLOSE, CUBIC, LINE, MOVE, QUAD, Outline

Command: TypeAlias = tuple[str, tuple[float, ...]]
Commands: TypeAlias = tuple[Command, ...]
Point: TypeAlias = tuple[float, float]

_WHITE = " \t\n\f\r"
_NUMBER = re.compile(rf"[{_WHITE}]*(,?)[{_WHITE}]*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)")
_COMMA = re.compile(rf"[{_WHITE}]*,")
_FLAG = re.compile(rf"[{_WHITE}]*,?[{_WHITE}]*([01])")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_VERBS = {"M": MOVE, "L": LINE, "Q": QUAD, "C": CUBIC, "Z": CLOSE}


@dataclass(frozen=True, slots=True, eq=False)
class ArcOutline(Outline):
    """An outline that came from a path with arcs, and the absolute commands that it came from."""

    commands: Commands = ()


def parse_path(d: str) -> Outline:
    """The outline of path data; raises ValueError with a sentence for data with a fault."""
    outline, fault = parse_path_report(d)
    if fault:
        raise ValueError(fault)
    return outline


def parse_path_report(d: str) -> tuple[Outline, str | None]:
    """What can be drawn: all segments before the first fault, and what that fault is (``None`` where there is none)."""
    reader = _Reader(d)
    fault = None
    try:
        reader.read()
    except ValueError as error:
        fault = str(error)
    return from_commands(tuple(reader.commands)), fault


def from_commands(commands: Commands) -> Outline:
    """An outline of absolute ``M L Q C A Z`` commands."""
    verbs, flat = bytearray(), list[float]()
    pen = start = (0.0, 0.0)
    arcs = False
    for letter, c in commands:
        if letter == "A":
            arcs = True
            for curve in arc_cubics(pen, c):
                verbs.append(CUBIC if len(curve) == 6 else LINE)
                flat += curve
        else:
            verbs.append(_VERBS[letter])
            flat += c
        pen = (c[-2], c[-1]) if c else start
        if letter == "M":
            start = pen
    return ArcOutline(bytes(verbs), tuple(flat), commands=commands) if arcs else Outline(bytes(verbs), tuple(flat))


class _Scanner:
    """Reads letters, numbers and flags off a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fault(self, wanted: str) -> ValueError:
        left = self.text[self.at :].strip(_WHITE)
        found = repr(left[:12] + ("..." if len(left) > 12 else "")) if left else "the end"
        return ValueError(f"bad path data at character {self.at + 1}: {wanted} was expected, not {found}")

    def letter(self) -> str | None:
        """The next command, or ``None`` at the end."""
        while self.at < len(self.text) and self.text[self.at] in _WHITE:
            self.at += 1
        if self.at == len(self.text):
            return None
        letter = self.text[self.at]
        if letter.upper() not in _ARITY:
            raise self.fault("a command")
        self.at += 1
        return letter

    def more(self) -> bool:
        """Whether another number follows (or a comma, after which one must)."""
        return bool(_NUMBER.match(self.text, self.at) or _COMMA.match(self.text, self.at))

    def number(self, first: bool = False) -> float:
        match = _NUMBER.match(self.text, self.at)
        if not match or (first and match[1]):
            raise self.fault("a number")
        value = float(match[2])
        if not math.isfinite(value):
            raise self.fault("a number within bounds")
        self.at = match.end()
        return value

    def flag(self) -> float:
        match = _FLAG.match(self.text, self.at)
        if not match:
            raise self.fault("an arc flag, 0 or 1,")
        self.at = match.end()
        return float(match[1])


class _Reader(_Scanner):
    """Makes commands absolute as they are read; ``commands`` holds what was read so far."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.commands: list[Command] = []
        self.pen: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)

    def read(self) -> None:
        while letter := self.letter():
            if not self.commands and letter not in "Mm":
                self.at -= 1
                raise self.fault("a moveto (M)")
            self._command(letter)

    def _command(self, letter: str) -> None:
        """One letter with all its groups of arguments; after a moveto's first pair the others are lines."""
        if letter in "Zz":
            self._add("Z", ())
            return
        first = True
        while first or self.more():
            args = self._arguments(letter.upper(), first)
            self._place(letter, args)
            letter = {"M": "L", "m": "l"}.get(letter, letter)
            first = False

    def _arguments(self, letter: str, first: bool) -> list[float]:
        if letter != "A":
            return [self.number(first and i == 0) for i in range(_ARITY[letter])]
        radii = [self.number(first), self.number(), self.number()]
        flags = [self.flag(), self.flag()]
        return [*radii, *flags, self.number(), self.number()]

    def _place(self, letter: str, args: list[float]) -> None:
        """One segment, absolute and with its short forms written out."""
        kind = letter.upper()
        (x, y) = self.pen if letter != kind else (0.0, 0.0)
        if kind == "H":
            self._add("L", (x + args[0], self.pen[1]))
        elif kind == "V":
            self._add("L", (self.pen[0], y + args[0]))
        elif kind == "A":
            self._add("A", (abs(args[0]), abs(args[1]), *args[2:5], x + args[5], y + args[6]))
        else:
            points = tuple(v + (y if i % 2 else x) for i, v in enumerate(args))
            if kind == "S":
                self._add("C", (*self._reflected("C"), *points))
            elif kind == "T":
                self._add("Q", (*self._reflected("Q"), *points))
            else:
                self._add(kind, points)

    def _reflected(self, after: str) -> Point:
        """The last control point mirrored at the pen, where the segment before was of the same kind; else the pen."""
        last, c = self.commands[-1]
        if last != after:
            return self.pen
        return 2 * self.pen[0] - c[-4], 2 * self.pen[1] - c[-3]

    def _add(self, letter: str, args: tuple[float, ...]) -> None:
        self.commands.append((letter, args))
        self.pen = (args[-2], args[-1]) if args else self.start
        if letter == "M":
            self.start = self.pen


def arc_cubics(pen: Point, arc: tuple[float, ...]) -> list[tuple[float, ...]]:
    """An arc from ``pen`` as cubics of at most a quarter turn each.

    ``arc`` is what the command A takes: rx, ry, degrees, large, sweep, x, y. As F.6.2 says: nothing where both ends meet, a line (two
    numbers) where a radius is 0, radii grown where they are too short.
    """
    rx, ry, turn, large, sweep, x, y = arc
    x0, y0 = pen
    if (x0, y0) == (x, y):
        return []
    rx, ry = abs(rx), abs(ry)
    if rx == 0 or ry == 0:
        return [(x, y)]
    phi = math.radians(turn % 360)
    cos, sin = math.cos(phi), math.sin(phi)
    # F.6.5 step 1: half the chord in the ellipse's own axes; F.6.6 step 3: radii that reach.
    hx, hy = (x0 - x) / 2, (y0 - y) / 2
    px, py = cos * hx + sin * hy, -sin * hx + cos * hy
    reach = math.hypot(px / rx, py / ry)
    if reach > 1:
        rx, ry = rx * reach, ry * reach
    # Step 2 and 3: the centre. (ux, uy) is the start on the unit circle seen from it.
    squared = min(1.0, (px / rx) ** 2 + (py / ry) ** 2)
    k = math.sqrt(max(0.0, 1 / squared - 1)) * (-1 if bool(large) == bool(sweep) else 1) if squared else 0.0
    cxp, cyp = k * rx * py / ry, -k * ry * px / rx
    cx, cy = cos * cxp - sin * cyp + (x0 + x) / 2, sin * cxp + cos * cyp + (y0 + y) / 2
    # Step 4: angles.
    begin = math.atan2((py - cyp) / ry, (px - cxp) / rx)
    span = math.atan2((-py - cyp) / ry, (-px - cxp) / rx) - begin
    if sweep and span < 0:
        span += math.tau
    elif not sweep and span > 0:
        span -= math.tau
    curves = _unit_arc(begin, span)

    def placed(u: float, v: float) -> Point:
        return cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v

    found = [tuple(n for i in (0, 2, 4) for n in placed(c[i], c[i + 1])) for c in curves]
    found[-1] = (*found[-1][:4], x, y)
    return found


def _unit_arc(begin: float, span: float) -> list[tuple[float, ...]]:
    """Cubics along the unit circle; handles of 4/3 tan(angle/4)."""
    n = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / n
    h = 4 / 3 * math.tan(step / 4)
    curves: list[tuple[float, ...]] = []
    for i in range(n):
        a, b = begin + i * step, begin + (i + 1) * step
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        curves.append((ca - h * sa, sa + h * ca, cb + h * sb, sb - h * cb, cb, sb))
    return curves
