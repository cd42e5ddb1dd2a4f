"""Brows, lashes and beards: short strands on parts of the face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.faces import regions
from generator.faces.arrays import Floats
from generator.faces.hair import Planter, colours
from generator.faces.hull import Hull
from generator.faces.noise import draws
from generator.faces.portrait import Portrait
from generator.faces.strands import ALONG, Combing, Growth, Strands, grown


@dataclass(frozen=True, slots=True)
class Beard:
    """Parts of the face that it covers, its length on chin and cheeks, how many strands, and how dark the skin is below."""

    parts: tuple[str, ...]
    length: float
    count: int
    tint: float


GROWTH = Growth(0.78, 0.0, 0.25, 1.0, 0.007, 1.6, 0.045)
BEARDS: Mapping[str, Beard] = {
    "stubble": Beard(("jaw", "moustache", "chin"), 0.025, 6500, 0.35),
    "moustache": Beard(("moustache",), 0.13, 2600, 0.5),
    "goatee": Beard(("moustache", "chin"), 0.16, 4200, 0.5),
    "short_beard": Beard(("jaw", "moustache", "chin"), 0.1, 11000, 0.6),
    "full_beard": Beard(("jaw", "moustache", "chin"), 0.32, 11000, 0.7),
    "long": Beard(("jaw", "moustache", "chin"), 0.85, 11000, 0.7),
}
_PARTS = {"jaw": regions.jaw, "moustache": regions.moustache, "chin": regions.chin}


def beard_area(portrait: Portrait, rest: Floats) -> Floats:
    """Where a citizen's beard grows, 0 to 1."""
    if portrait.beard == "none":
        return np.zeros(len(rest), np.float32)
    parts = [_PARTS[part](rest) for part in BEARDS[portrait.beard].parts]
    made: Floats = np.max(parts, axis=0).astype(np.float32)
    return made


def beard(portrait: Portrait, plant: Planter, hull: Hull) -> Strands:
    """Its strands; none where there is no beard."""
    if portrait.beard == "none":
        return Strands.none()
    own = BEARDS[portrait.beard]
    roots = plant(lambda rest: beard_area(portrait, rest), own.count, "beard")
    rest = roots.rest
    lip = regions.moustache(rest)[:, None] > 0.2
    side = np.sign(rest[:, :1])
    away = np.where(lip, np.concatenate((side * 0.9, np.full_like(side, -0.55), side * 0), axis=1), (0.0, -1.0, 0.25))
    lower = np.clip((7.0 - rest[:, 1]) / 0.5, 0.25, 1) * np.where(lip[:, 0], 0.55, 1.0)
    length = own.length * lower * (0.7 + 0.6 * draws(len(roots), portrait.seed, "beard length"))
    points = grown(roots, Combing(away.astype(np.float32), length), GROWTH, hull, (portrait.seed, "beard"))
    return _strands(points, 0.0068, colours(portrait, len(roots), "beard", min(1.0, portrait.grey * 1.25)))


def fullness(portrait: Portrait) -> float:
    """How bushy brows are: a child's are faint."""
    return portrait.brows * min(1.0, 0.15 + portrait.age / 26)


def brows(portrait: Portrait, plant: Planter, hull: Hull) -> Strands:
    """Both eyebrows: fine hairs that rise at the inner end, lie along the arch and meet from above and below in its middle."""
    full = fullness(portrait)
    roots = plant(lambda rest: regions.brow(rest, full), int(700 + 1500 * full), "brows")
    side, far = np.sign(roots.rest[:, :1]), np.clip((abs(roots.rest[:, :1]) - 0.11) / 0.38, 0, 1)
    above = np.clip((roots.rest[:, 1:2] - regions.brow_line(roots.rest)[:, None]) / 0.03, -1, 1)
    rise = 1.5 * (1 - far) ** 2.5 - 0.15 - 0.45 * above * np.minimum(1, far * 3) - 0.25 * far
    wild = (draws(len(roots), portrait.seed, "brow turn")[:, None] - 0.5) * (0.35 + 0.5 * (portrait.age > 55))
    flow = np.concatenate((side, rise + wild, 0 * side), axis=1)
    length = (0.05 + 0.035 * full) * (0.55 + 0.8 * draws(len(roots), portrait.seed, "brow length")) * (1 - 0.35 * far[:, 0])
    points = grown(roots, Combing(flow.astype(np.float32), length), Growth(0.93, 0.0, 0.0, frizz=0.02), hull, (portrait.seed, "brows"))
    shade = colours(portrait, len(roots), "brows", portrait.grey * 0.55) * np.float32(0.62)
    return _strands(points, 0.0055, shade)


def lashes(portrait: Portrait, skin: Floats, neutral: Floats, eyes: Floats) -> Strands:
    """Upper lashes: from the edge of the lid outwards and up."""
    points, long = [], (0.02 + 0.022 * (1 - portrait.sex)) * (1.0 if 12 < portrait.age < 70 else 0.75)
    for eye, middle in zip(eyes, (0.2907, -0.2907), strict=True):
        away = neutral - np.array((middle, 7.509, 1.2096), np.float32)
        lid = (np.linalg.norm(away, axis=1) < 0.163) & (away[:, 1] > 0.005) & (away[:, 2] > 0.02)
        edge = skin[lid]
        if len(edge) < 3:
            continue
        edge = edge[np.argsort(edge[:, 0])]
        low = np.array([edge[abs(edge[:, 0] - x) < 0.035][:, 1].min() for x in edge[:, 0]])
        edge = edge[edge[:, 1] <= low + 0.02]
        u = np.linspace(0, len(edge) - 1.001, 70)
        i = u.astype(int)
        roots = edge[i] + (edge[np.minimum(i + 1, len(edge) - 1)] - edge[i]) * (u - i)[:, None]
        out = (roots - eye) / np.linalg.norm(roots - eye, axis=1, keepdims=True)
        out[:, 0] *= 1.6
        t = np.linspace(0, 1, ALONG)[None, :, None]
        points.append(roots[:, None] + out[:, None] * t * long + np.array((0, 0.035, 0)) * t**2 * (long / 0.06) + np.array((0, 0, 0.006)))
    if not points:
        return Strands.none()
    every = np.concatenate(points).astype(np.float32)
    return _strands(every, 0.0036, np.full((len(every), 3), 0.008, np.float32))


def _strands(points: Floats, width: float, colour: Floats) -> Strands:
    taper = np.float32(width / 2) * (1 - 0.7 * np.linspace(0, 1, ALONG, dtype=np.float32) ** 2)
    return Strands(points, np.broadcast_to(taper, points.shape[:2]).astype(np.float32), colour.astype(np.float32))
