"""What a citizen's skin, eyes, cloth and frames are coloured with: linear light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.hair import hair_colour
from generator.faces.portrait import Portrait
from generator.values.seeds import Dice

_SKINS = np.array(
    ((0.0, 0.70, 0.47, 0.38), (0.3, 0.56, 0.345, 0.245), (0.55, 0.34, 0.185, 0.112), (0.8, 0.165, 0.083, 0.05), (1.0, 0.078, 0.038, 0.025))
)
_IRISES = np.array(((0.0, 0.22, 0.33, 0.42), (0.35, 0.2, 0.25, 0.16), (0.6, 0.2, 0.11, 0.04), (1.0, 0.035, 0.016, 0.008)))
_DYES = (
    (0.02, 0.024, 0.03),
    (0.55, 0.53, 0.5),
    (0.04, 0.07, 0.16),
    (0.25, 0.03, 0.03),
    (0.2, 0.18, 0.15),
    (0.07, 0.11, 0.08),
    (0.4, 0.3, 0.2),
    (0.12, 0.12, 0.13),
)


@dataclass(frozen=True, slots=True, eq=False)
class Paints:
    """``colour``: (materials, 3) by the numbers of ``mesh.py``; ``hair``; ``iris``; ``age`` in years over 100; ``freckles`` 0 to 1;
    ``shine`` and ``gloss``: (materials,) strength and sharpness of highlights; ``rib``: (materials,) how ribbed a cloth is."""

    colour: Floats
    hair: Floats
    iris: Floats
    age: float
    sex: float
    freckles: float
    seed: float
    shine: Floats
    gloss: Floats
    rib: Floats


def paints_of(portrait: Portrait) -> Paints:
    """The colours of one citizen."""
    dice = Dice(portrait.seed, "dyes")
    cloth = np.array(dice.choice(_DYES)) * (0.5 + portrait.clothes_tone)
    cover = np.array(dice.choice(_DYES)) * dice.between(0.8, 1.5)
    collar = np.array((0.6, 0.6, 0.6)) if portrait.clothes == "coat" else cloth * 1.25
    frame = np.array((0.012, 0.011, 0.011)) if dice.random() < 0.7 else np.array((0.16, 0.13, 0.1))
    white = (np.array((0.5, 0.475, 0.45)) - np.array((0.06, 0.1, 0.14)) * portrait.age / 90) * (1 - 0.42 * portrait.skin)
    own = _between(_SKINS, portrait.skin)
    rows = (own, white, white, cloth, collar, cover, frame, (0.5, 0.5, 0.49), (0.03, 0.03, 0.032), (0.004, 0.004, 0.004))
    shine = (0.22, 0.9, 0.9, 0.03, 0.04, 0.03, 0.7, 0.45, 0.3, 0.9)
    gloss = (16, 150, 150, 6, 8, 6, 60, 40, 30, 120)
    knit = 1.0 if portrait.clothes == "turtleneck" else 0.0
    rib = (0, 0, 0, knit, knit, 0.4 if portrait.cover == "beanie" else 0, 0, 0, 0, 0)
    grey = np.array((0.42, 0.415, 0.4)) * portrait.grey
    return Paints(
        np.array(rows, np.float32),
        (hair_colour(portrait) * (1 - portrait.grey) + grey).astype(np.float32),
        _between(_IRISES, portrait.eyes),
        portrait.age / 100,
        portrait.sex,
        max(0.0, portrait.hair_red - 0.3) * 1.4 * (1 - portrait.skin),
        Dice(portrait.seed, "skin").between(0, 500),
        *(np.array(values, np.float32) for values in (shine, gloss, rib)),
    )


def _between(table: Floats, at: float) -> Floats:
    made: Floats = np.array([np.interp(at, table[:, 0], table[:, k]) for k in (1, 2, 3)], np.float32)
    return made
