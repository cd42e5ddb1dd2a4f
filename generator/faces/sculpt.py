"""Portrait -> weights of morph targets, and the fine vertices of that head in a common place and size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.heads import Heads
from generator.faces.portrait import FEATURES, Portrait
from generator.values.seeds import Dice

EYE = np.array((0.0, 7.5, 1.2), np.float32)
"""Between the eyes of every head, whatever its size; a head is about 2.1 high."""

_PAIRS: Mapping[str, tuple[str, str, float]] = {
    "nose length": ("nose/nose-scale-vert-incr", "nose/nose-scale-vert-decr", 0.8),
    "nose width": ("nose/nose-scale-horiz-incr", "nose/nose-scale-horiz-decr", 0.8),
    "nose depth": ("nose/nose-scale-depth-incr", "nose/nose-scale-depth-decr", 0.8),
    "nose hump": ("nose/nose-hump-incr", "nose/nose-hump-decr", 0.7),
    "nose tip": ("nose/nose-point-up", "nose/nose-point-down", 0.8),
    "nostrils": ("nose/nose-nostrils-width-incr", "nose/nose-nostrils-width-decr", 0.8),
    "nose bridge": ("nose/nose-width1-incr", "nose/nose-width1-decr", 0.9),
    "nose base": ("nose/nose-base-up", "nose/nose-base-down", 0.7),
    "nose curve": ("nose/nose-curve-convex", "nose/nose-curve-concave", 0.8),
    "mouth width": ("mouth/mouth-scale-horiz-incr", "mouth/mouth-scale-horiz-decr", 0.8),
    "upper lip": ("mouth/mouth-upperlip-height-incr", "mouth/mouth-upperlip-height-decr", 0.8),
    "lower lip": ("mouth/mouth-lowerlip-volume-incr", "mouth/mouth-lowerlip-volume-decr", 0.8),
    "mouth height": ("mouth/mouth-trans-up", "mouth/mouth-trans-down", 0.6),
    "mouth corners": ("mouth/mouth-angles-up", "mouth/mouth-angles-down", 0.45),
    "mouth depth": ("mouth/mouth-trans-forward", "mouth/mouth-trans-backward", 0.6),
    "philtrum": ("mouth/mouth-philtrum-volume-incr", "mouth/mouth-philtrum-volume-decr", 0.8),
    "chin width": ("chin/chin-width-incr", "chin/chin-width-decr", 0.9),
    "chin height": ("chin/chin-height-incr", "chin/chin-height-decr", 0.8),
    "chin prominence": ("chin/chin-prominent-incr", "chin/chin-prominent-decr", 0.8),
    "jaw": ("chin/chin-bones-incr", "chin/chin-bones-decr", 0.9),
    "jaw drop": ("chin/chin-jaw-drop-incr", "chin/chin-jaw-drop-decr", 0.7),
    "cheekbones": ("cheek/*-cheek-bones-incr", "cheek/*-cheek-bones-decr", 0.9),
    "cheek volume": ("cheek/*-cheek-volume-incr", "cheek/*-cheek-volume-decr", 0.9),
    "cheek hollow": ("cheek/*-cheek-inner-decr", "cheek/*-cheek-inner-incr", 0.9),
    "eye size": ("eyes/*-eye-scale-incr", "eyes/*-eye-scale-decr", 0.55),
    "eye opening": ("eyes/*-eye-height2-incr", "eyes/*-eye-height2-decr", 0.4),
    "eye distance": ("eyes/*-eye-trans-out", "eyes/*-eye-trans-in", 0.55),
    "eye height": ("eyes/*-eye-trans-up", "eyes/*-eye-trans-down", 0.4),
    "eye inner corner": ("eyes/*-eye-corner1-up", "eyes/*-eye-corner1-down", 0.7),
    "eye outer corner": ("eyes/*-eye-corner2-up", "eyes/*-eye-corner2-down", 0.7),
    "eye fold": ("eyes/*-eye-eyefold-down", "eyes/*-eye-eyefold-up", 0.8),
    "eye bags": ("eyes/*-eye-bag-incr", "eyes/*-eye-bag-decr", 0.7),
    "eye depth": ("eyes/*-eye-push1-in", "eyes/*-eye-push1-out", 0.5),
    "ear size": ("ears/*-ear-scale-incr", "ears/*-ear-scale-decr", 0.7),
    "ear wing": ("ears/*-ear-wing-incr", "ears/*-ear-wing-decr", 0.8),
    "ear lobe": ("ears/*-ear-lobe-incr", "ears/*-ear-lobe-decr", 0.8),
    "ear turn": ("ears/*-ear-rot-forward", "ears/*-ear-rot-backward", 0.6),
    "forehead height": ("forehead/forehead-scale-vert-incr", "forehead/forehead-scale-vert-decr", 0.9),
    "forehead bulge": ("forehead/forehead-nubian-incr", "forehead/forehead-nubian-decr", 0.7),
    "temples": ("forehead/forehead-temple-incr", "forehead/forehead-temple-decr", 0.8),
    "forehead slope": ("forehead/forehead-trans-forward", "forehead/forehead-trans-backward", 0.7),
    "brow height": ("eyebrows/eyebrows-trans-up", "eyebrows/eyebrows-trans-down", 0.6),
    "brow angle": ("eyebrows/eyebrows-angle-up", "eyebrows/eyebrows-angle-down", 0.5),
    "brow ridge": ("eyebrows/eyebrows-trans-forward", "eyebrows/eyebrows-trans-backward", 0.8),
    "face width": ("head/head-scale-horiz-incr", "head/head-scale-horiz-decr", 0.55),
    "face length": ("head/head-scale-vert-incr", "head/head-scale-vert-decr", 0.5),
    "face depth": ("head/head-scale-depth-incr", "head/head-scale-depth-decr", 0.5),
    "neck width": ("neck/neck-scale-horiz-incr", "neck/neck-scale-horiz-decr", 0.8),
    "neck length": ("neck/neck-scale-vert-incr", "neck/neck-scale-vert-decr", 0.6),
}
"""Each feature's target for 1, its target for -1 (``*`` stands for left and right), and how far it goes."""

_FLAT = {"square": 0.5, "rectangular": 0.6, "triangular": 0.75}
"""Shapes that flatten the top of a head, and how much less they are allowed."""
_EXPRESSIONS: Mapping[str, Mapping[str, float]] = {
    "neutral": {},
    "smile": {
        "mouth/mouth-angles-up": 0.75, "mouth/mouth-scale-horiz-incr": 0.3, "cheek/*-cheek-trans-up": 0.5,
        "cheek/*-cheek-volume-incr": 0.3, "mouth/mouth-dimples-in": 0.6, "eyes/*-eye-height3-decr": 0.12,
    },
    "stern": {"mouth/mouth-angles-down": 0.3, "eyebrows/eyebrows-angle-down": 0.6, "eyebrows/eyebrows-trans-down": 0.5,
              "eyes/*-eye-height2-decr": 0.2, "mouth/mouth-upperlip-height-decr": 0.2},
    "worried": {"eyebrows/eyebrows-angle-up": 0.8, "eyebrows/eyebrows-trans-up": 0.3, "mouth/mouth-angles-down": 0.4,
                "eyes/*-eye-height2-incr": 0.2},
    "tired": {"eyes/*-eye-height2-decr": 0.4, "eyes/*-eye-bag-incr": 0.7, "eyes/*-eye-eyefold-down": 0.6, "mouth/mouth-angles-down": 0.25},
    "wry": {"asym/asym-mouth-1-l": 0.4, "eyebrows/eyebrows-trans-up": 0.2, "mouth/mouth-angles-up": 0.2, "asym/asym-brown-1-r": 0.3},
}  # fmt: skip


def weights_of(portrait: Portrait) -> dict[str, float]:
    """Weights by target; absent ones are 0."""
    found: defaultdict[str, float] = defaultdict(float)
    _add_age_and_ancestry(portrait, found)
    for name, value in zip(FEATURES, portrait.features, strict=True):
        more, less, far = _PAIRS[name]
        _add(found, more if value > 0 else less, abs(value) * far * (0.6 if portrait.age < 14 else 1.0))
    _add(found, f"head/head-{portrait.shape}", portrait.shape_weight * _FLAT.get(portrait.shape, 1.0))
    _add(found, "head/head-fat-incr" if portrait.weight > 0 else "head/head-fat-decr", abs(portrait.weight) * 0.6)
    _add(found, "neck/neck-double-incr", max(0.0, portrait.weight) * 0.8)
    for name, weight in _EXPRESSIONS[portrait.expression].items():
        _add(found, name, weight)
    _add_asymmetry(portrait, found)
    return dict(found)


def _add(found: defaultdict[str, float], name: str, weight: float) -> None:
    for side in ("l", "r") if "*" in name else ("",):
        found[name.replace("*", side)] += weight


def _add_age_and_ancestry(portrait: Portrait, found: defaultdict[str, float]) -> None:
    child, young, old = ages(portrait.age)
    people = {"african": portrait.african, "asian": portrait.asian, "caucasian": max(0.0, 1 - portrait.african - portrait.asian)}
    sexes = {"female": 1 - portrait.sex, "male": portrait.sex}
    for age, a in (("child", child), ("young", young), ("old", old)):
        for sex, s in sexes.items():
            for who, share in people.items():
                found[f"macrodetails/{who}-{sex}-{age}"] += a * s * share
            for build, b in _builds(portrait).items():
                found[f"macrodetails/universal-{sex}-{age}-{build}"] += a * s * b
    found["head/head-age-incr"] += max(0.0, (portrait.age - 48) / 42) * 0.8
    for name, weight in _SMALL.items():
        _add(found, name, weight * smallness(portrait.age))


_SMALL: Mapping[str, float] = {
    "head/head-age-decr": 0.5, "eyes/*-eye-scale-incr": 0.28, "eyes/*-eye-height2-decr": 0.12, "eyes/*-eye-trans-down": 0.25,
    "nose/nose-scale-vert-decr": 0.45, "nose/nose-scale-depth-decr": 0.4, "nose/nose-point-up": 0.35, "nose/nose-hump-decr": 0.3,
    "cheek/*-cheek-volume-incr": 0.55, "chin/chin-height-decr": 0.4, "chin/chin-width-decr": 0.35, "chin/chin-prominent-decr": 0.3,
    "mouth/mouth-scale-horiz-decr": 0.25, "mouth/mouth-trans-up": 0.15, "forehead/forehead-nubian-incr": 0.35,
    "neck/neck-scale-horiz-decr": 0.6, "neck/neck-scale-vert-decr": 0.5,
}  # fmt: skip
"""What a child of six has more of than one of eleven."""


def smallness(age: int) -> float:
    """1 for six years old, 0 from thirteen on."""
    return max(0.0, min(1.0, (13 - age) / 7))


def ages(age: int) -> tuple[float, float, float]:
    """Shares of the child, the young and the old; they sum up to 1. A child's target is about 11, the young 25, the old 90 years old."""
    if age < 25:
        child = (25 - age) / 14
        child = min(child, 1 + (child - 1) * 0.9)
        return child, 1 - child, 0.0
    old = ((age - 25) / 65) ** 0.95
    return 0.0, 1 - old, old


def _builds(portrait: Portrait) -> dict[str, float]:
    """Shares of the builds that have targets; the average one has none."""
    w, m = portrait.weight, portrait.muscle * 0.7
    heavy = {"max" if w > 0 else "min": abs(w), "average": 1 - abs(w)}
    strong = {"max" if m > 0 else "min": abs(m), "average": 1 - abs(m)}
    pairs = {f"{a}muscle-{b}weight": x * y for a, x in strong.items() for b, y in heavy.items()}
    pairs.pop("averagemuscle-averageweight", None)
    return pairs


def _add_asymmetry(portrait: Portrait, found: defaultdict[str, float]) -> None:
    parts = ("brown-1", "brown-2", "cheek-1", "cheek-2", "ear-1", "ear-2", "ear-4", "eye-1", "eye-3", "eye-4", "eye-6",
             "jaw-1", "jaw-2", "jaw-3", "mouth-1", "mouth-2", "nose-1", "nose-2", "nose-4", "temple-1", "top-2")  # fmt: skip
    for part in parts:
        dice = Dice(portrait.seed, "asymmetry", part)
        found[f"asym/asym-{part}-{dice.choice('lr')}"] += dice.between(0.0, 0.4) ** 1.3 * portrait.asymmetry


def sculpt(heads: Heads, portrait: Portrait) -> Floats:
    """The fine vertices of a citizen, the middle of the eyes at :data:`EYE`, the head nearly as high as everybody's."""
    points = heads.sculpted(weights_of(portrait))
    eyes = (points[heads.owner == 1].mean(axis=0) + points[heads.owner == 2].mean(axis=0)) / 2
    head = points[heads.neutral[:, 1] > 6.75]
    size = float(head[:, 1].max() - points[_chin(heads)].min())
    small = smallness(portrait.age)
    scale = np.float32((2.12 / size) ** 0.85 * (1 - 0.09 * small))
    made: Floats = (points - eyes) * scale + EYE
    # Heads are all nearly as high here: below them a child's neck is thin and its shoulders are narrow.
    low = np.clip((6.6 - made[:, 1]) / 0.6, 0, 1)
    made[:, 0] *= 1 - np.float32(0.27 * small) * low
    return made


def _chin(heads: Heads) -> tuple[np.ndarray, int]:
    near = (abs(heads.neutral[:, 0]) < 0.1) & (heads.neutral[:, 2] > 1.0) & (abs(heads.neutral[:, 1] - 6.5) < 0.12)
    return np.flatnonzero(near), 1
