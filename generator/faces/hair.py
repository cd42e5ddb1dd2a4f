"""Hair of the head: a style is a row of numbers; what it gives are strands, and how dark the skin below them is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from generator.faces import regions
from generator.faces.arrays import Floats
from generator.faces.gathered import braid, bun, ponytail
from generator.faces.hull import Hull
from generator.faces.noise import draws
from generator.faces.portrait import Portrait
from generator.faces.strands import ALONG, Combing, Growth, Roots, Strands, grown

WHORL = np.array((0.06, 8.45, 0.0), np.float32)
TIE = {"high": (0.0, 8.25, -0.62), "low": (0.0, 7.25, -0.62), "crown": (0.0, 8.5, -0.42)}
HIDING = ("scarf", "hood", "hijab")
"""Covers below which hair is combed back."""
FEW = ("bald", "shaved", "crown", "cropped", "receding")
Planter = Callable[[Callable[[Floats], Floats], int, str], Roots]
"""Plants roots by a density of neutral places."""


@dataclass(frozen=True, slots=True)
class Style:
    """``line``: the hairline; ``flow``: how it is combed; ``length``: at the top and at the sides, in head units; ``trim``: the height at
    which it is cut; ``tie``: where it is gathered, and into what."""

    line: str = "full"
    flow: str = "crown"
    length: tuple[float, float] = (0.2, 0.12)
    growth: Growth = field(default_factory=Growth)
    count: int = 10000
    width: float = 0.0085
    trim: float | None = None
    fringe: float | None = None
    tie: tuple[str, str] | None = None
    tint: float = 0.75


_LONG = Growth(comb=0.9, lift=0.12, gravity=0.3, frizz=0.012, lock=0.45, part=0.58)
_TIED = Growth(comb=1.0, lift=0.05, gravity=0.0, frizz=0.012, stiff=0.8)

STYLES: Mapping[str, Style] = {
    "bald": Style("crown", "crown", (0.03, 0.05), Growth(0.97, 0.012, 0.2, frizz=0.05), 900, 0.005, tint=0.14),
    "shaved": Style("high", "crown", (0.03, 0.025), Growth(0.5, 0.03, 0.0), 12000, 0.006, tint=0.6),
    "cropped": Style("full", "crown", (0.16, 0.07), Growth(0.72, 0.07, 0.05, frizz=0.06), 14000, 0.0075),
    "receding": Style("receding", "back", (0.3, 0.09), Growth(0.86, 0.05, 0.14, frizz=0.04, lock=0.3), 10000, 0.0075),
    "crown": Style("crown", "crown", (0.12, 0.1), Growth(0.85, 0.035, 0.12, frizz=0.05), 9000, 0.007, tint=0.5),
    "side_parting": Style("full", "side", (0.5, 0.1), Growth(0.86, 0.11, 0.12, frizz=0.015, lock=0.45), 15000, 0.0075),
    "quiff": Style("full", "quiff", (0.46, 0.07), Growth(0.93, 0.17, 0.3, frizz=0.02, lock=0.55), 15000, 0.0075),
    "fringe": Style("full", "forward", (0.6, 0.3), Growth(0.8, 0.12, 0.2, frizz=0.03, lock=0.6), 13000, fringe=7.72),
    "bob": Style("full", "part", (1.9, 1.3), _LONG, 13000, trim=6.62),
    "shoulder": Style("full", "part", (2.4, 1.9), Growth(0.85, 0.14, 0.28, 1.0, 0.015, 2.0, 0.03, 0.35, 0.5, 0.56), 13000, trim=6.15),
    "long": Style("full", "part", (3.2, 2.8), _LONG, 13000, trim=5.2),
    "wavy": Style("full", "part", (2.2, 1.6), Growth(0.8, 0.16, 0.24, 1.0, 0.045, 3.0, 0.03, 0.85, 0.6, 0.56), 13000, trim=6.2),
    "curly": Style("full", "out", (0.62, 0.5), Growth(0.55, 0.14, 0.3, 1.0, 0.05, 4.2, 0.05, 0.93, 0.35), 15000, 0.008),
    "afro": Style("full", "ball", (0.5, 0.5), Growth(1.0, 0.03, 0.0, 1.2, 0.03, 3.0, 0.12, 0.3), 18000, 0.008),
    "bun": Style("full", "tied", (1.0, 1.0), _TIED, 12000, 0.0075, tie=("crown", "bun")),
    "ponytail": Style("full", "tied", (1.0, 1.0), _TIED, 12000, 0.0075, tie=("high", "ponytail")),
    "braided": Style("full", "tied", (1.0, 1.0), _TIED, 12000, 0.0075, tie=("low", "braid")),
    "undercut": Style("full", "quiff", (0.62, 0.03), Growth(0.95, 0.13, 0.35, frizz=0.02, lock=0.55), 15000, 0.0075),
}  # fmt: skip
BALL = (np.array((0.0, 7.92, 0.12), np.float32), np.array((0.0, 7.45, 0.16), np.float32))
"""The middle of the ball that an afro is cut to, and where its strands come from."""


def hair(portrait: Portrait, plant: Planter, hull: Hull, covered: Callable[[Floats], Floats] | None) -> Strands:
    """The strands of a head; none where ``covered`` (of neutral places) says that something lies over it."""
    style = STYLES[_worn(portrait)]
    roots = plant(lambda rest: regions.scalp(rest, style.line), style.count, "scalp")
    if covered is not None and len(roots):
        open_ = covered(roots.rest) < 0.5
        roots = Roots(roots.place[open_], roots.normal[open_], roots.rest[open_])
    if not len(roots):
        return Strands.none()
    name = (portrait.seed, "hair")
    length = _lengths(style, portrait, roots)
    aim = None
    if style.tie:
        knot = np.array(TIE[style.tie[0]], np.float32)
        aim = np.broadcast_to(knot, roots.place.shape) + (draws(len(roots) * 3, *name, "knot").reshape(-1, 3) - 0.5) * 0.12
        length = np.linalg.norm(roots.place - knot, axis=1) * 1.25
    points = grown(
        roots, Combing(_flow(style.flow, portrait, roots), length, aim, portrait.parting * 0.42), _growth(style, portrait), hull, name
    )
    made = Strands(points, _radius(points, style), colours(portrait, len(roots), "head"))
    if style.tie and covered is None:
        made = made.joined(_gathered(style.tie, portrait, hull))
    return made


def _worn(portrait: Portrait) -> str:
    """The style that there is room for below what is worn on the head."""
    tucked = portrait.cover in HIDING and portrait.hair not in FEW
    return "braided" if tucked or (portrait.cover != "none" and portrait.hair in ("bun", "ponytail")) else portrait.hair


def _growth(style: Style, portrait: Portrait) -> Growth:
    """Curly people's hair curls in every style that leaves it the room."""
    own = style.growth
    if style.length[0] < 0.15 or style.tie:
        return own
    more = 0.05 * max(0.0, portrait.hair_curl - 0.25)
    return Growth(
        own.comb, own.lift, own.gravity, own.stiff, own.curl + more, own.turns, own.frizz + more * 0.4, own.clump, own.lock, own.part
    )


def _lengths(style: Style, portrait: Portrait, roots: Roots) -> Floats:
    top = np.clip((roots.rest[:, 1] - 7.75) / 0.3, 0, 1)
    draw = draws(len(roots), portrait.seed, "lengths")
    length = (style.length[1] + (style.length[0] - style.length[1]) * top) * (0.75 + 0.5 * portrait.hair_length) * (0.75 + 0.4 * draw)
    if style.fringe is not None:
        front = np.clip((roots.rest[:, 2] - 0.6) / 0.3, 0, 1) * np.clip(1.5 - abs(roots.rest[:, 0]) * 2, 0, 1)
        wanted = np.maximum(0.1, (roots.place[:, 1] - style.fringe) * 1.05 + 0.05 * draw + np.maximum(0, 1.05 - roots.place[:, 2]) * 0.7)
        length = length * (1 - front) + wanted * front
    elif style.flow == "ball":
        length = _to_the_ball(roots.place, 1.16 + 0.3 * portrait.hair_length) * (0.82 + 0.18 * draw)
    elif style.trim is None and not style.tie:
        length = length * (0.4 + 0.6 * regions.beyond(roots.rest, style.line, 0.32))
    made: Floats = length.astype(np.float32)
    return made


def _to_the_ball(places: Floats, radius: float) -> Floats:
    """How long strands must be to end on an afro's ball."""
    middle, source = BALL
    away = places - source
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    across = places - middle
    along = (across * away).sum(axis=1)
    made: Floats = np.maximum(0.06, np.sqrt(np.maximum(0, along**2 - (across**2).sum(axis=1) + radius**2)) - along)
    return made


def _radius(points: Floats, style: Style) -> Floats:
    taper = 1 - 0.55 * np.linspace(0, 1, ALONG, dtype=np.float32) ** 2
    radius = np.broadcast_to(style.width / 2 * taper, points.shape[:2]).astype(np.float32)
    if style.trim is not None:
        ragged = style.trim + (points[:, :1, 0] * 37 % 1) * 0.08
        radius = radius * (points[:, :, 1] > ragged)
    return radius.astype(np.float32)


def _flow(kind: str, portrait: Portrait, roots: Roots) -> Floats:
    """A direction for each root, along the skin."""
    rest = roots.rest
    x, z = rest[:, 0], rest[:, 2]
    low = np.clip((7.95 - rest[:, 1]) / 0.35, 0, 1)[:, None]
    down = np.stack((x * 0.15, np.full_like(x, -1), np.where(z > 0.3, -0.35, 0.1)), axis=1)
    if kind == "part":
        line = portrait.parting * 0.42
        side = np.tanh((x - line) / 0.05)
        top = np.stack((side, np.full_like(x, -0.25), np.where(z > 0.85, -0.2, -0.35)), axis=1)
    elif kind == "side":
        line = -0.3 if portrait.parting < 0 else 0.3
        over = np.where((x - line) * line > 0, 1.0, -1.0) * np.sign(line)
        top = np.stack((over, np.full_like(x, -0.1), np.where(z > 0.85, -0.35, -0.6)), axis=1)
    elif kind == "ball":
        top = roots.place - BALL[1]
        low = low * 0
    elif kind in ("back", "tied"):
        top = np.stack((x * 0.2, np.full_like(x, 0.1), np.full_like(x, -1)), axis=1)
    elif kind == "forward":
        top = np.stack((x * 0.25, np.full_like(x, -0.2), np.where(z > -0.1, 1.0, -0.2)), axis=1)
    elif kind == "quiff":
        top = np.stack(
            (np.full_like(x, 0.35 if portrait.parting >= 0 else -0.35), np.full_like(x, 0.12), np.where(z > 0.85, -0.6, -1.0)), axis=1
        )
    elif kind == "out":
        top = roots.normal + np.array((0, 0.1, 0))
    else:
        top = rest - WHORL
        top = top / np.maximum(0.05, np.linalg.norm(top, axis=1, keepdims=True))
    if kind == "out":
        low = low * 0.4
    if kind == "tied":
        low = low * 0
    mixed = top * (1 - low) + down * low
    held = {"out": 0.0, "ball": 0.0, "quiff": 0.86}.get(kind, 0.9)
    tangent = mixed - roots.normal * ((mixed * roots.normal).sum(axis=1, keepdims=True) * held)
    made: Floats = (tangent / np.maximum(1e-6, np.linalg.norm(tangent, axis=1, keepdims=True))).astype(np.float32)
    return made


def _gathered(tie: tuple[str, str], portrait: Portrait, hull: Hull) -> Strands:
    knot = np.array(TIE[tie[0]], np.float32)
    made = {"bun": bun, "ponytail": ponytail, "braid": braid}[tie[1]](knot, portrait.seed, 0.7 + 0.6 * portrait.hair_length)
    return Strands(made[0], made[1], colours(portrait, len(made[0]), "tie"))


def hair_colour(portrait: Portrait) -> Floats:
    """Linear light of the hair without its grey."""
    dark, red = portrait.hair_dark, portrait.hair_red
    fair = np.array((0.42, 0.27, 0.125)) * (1 - dark) ** 1.6 + np.array((0.055, 0.026, 0.012)) * (1 - (1 - dark) ** 1.6)
    made: Floats = (fair * (1 - red) + np.array((0.24, 0.06, 0.018)) * (1 - 0.7 * dark) * red).astype(np.float32)
    return made * np.float32(1 - 0.72 * max(0.0, dark - 0.7) / 0.3)


def colours(portrait: Portrait, count: int, part: str, grey: float | None = None) -> Floats:
    """A colour for each strand: grey ones among the others, no two quite alike."""
    draw, shade = draws(count, portrait.seed, part, "grey"), draws(count, portrait.seed, part, "shade")[:, None]
    share = portrait.grey if grey is None else grey
    white = np.array((0.5, 0.49, 0.46), np.float32)
    pale = np.clip((share * 1.6 - draw) * 2.2 + 0.2 * share, 0, 1)[:, None]
    mixed = hair_colour(portrait) * (1 - pale) + white * pale
    made: Floats = (mixed * (0.65 + 0.7 * shade)).astype(np.float32)
    return made
