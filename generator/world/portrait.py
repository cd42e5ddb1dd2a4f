"""Portrait: what a citizen looks like, as numbers. A face is made from them elsewhere; here it is only made sure that two faces differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from generator.values.seeds import Dice
from generator.world.names import Culture

HAIR = ("cropped", "receding", "bald", "side_parting", "bob", "long", "tied", "braided", "curly", "afro", "wavy", "undercut")
FACIAL_HAIR = ("none", "stubble", "moustache", "goatee", "short_beard", "full_beard")
GLASSES = ("none", "thin", "round", "square", "heavy")
COVERS = ("none", "scarf", "hijab", "cap", "hood", "beanie")
COLLARS = ("crew", "shirt", "polo", "turtleneck", "work_jacket", "coat", "blouse", "uniform")
MARKS = ("none", "mole_cheek", "mole_lip", "scar_brow", "scar_chin", "freckles")


@dataclass(frozen=True, slots=True)
class Features:
    """How a face departs from the mean of its kind, each from -1 to 1."""

    head_length: float
    forehead: float
    brow_height: float
    brow_weight: float
    eye_size: float
    eye_spacing: float
    eye_tilt: float
    nose_length: float
    nose_width: float
    nose_bridge: float
    cheekbones: float
    cheeks: float
    mouth_width: float
    lips: float
    jaw_width: float
    chin: float
    ears: float
    neck: float


@dataclass(frozen=True, slots=True)
class Portrait:
    """Numbers from 0 to 1: ``skin`` and ``hair_colour`` from light to dark, ``eye_colour`` from blue to black, the rest as shares.

    ``ancestry`` are shares of European, African and Asian descent; ``grain`` is a seed for all that is finer than these.
    """

    femininity: float
    weight: float
    muscle: float
    height: float
    ancestry: tuple[float, float, float]
    skin: float
    features: Features
    asymmetry: float
    hair: str
    hair_colour: float
    hair_red: float
    grey: float
    eye_colour: float
    facial_hair: str
    glasses: str
    cover: str
    collar: str
    mark: str
    grain: int


FEATURES = tuple(field.name for field in fields(Features))
WOMEN_HAIR = ("bob", "long", "tied", "braided", "wavy", "curly", "cropped", "side_parting")
MEN_HAIR = ("cropped", "side_parting", "receding", "undercut", "bald", "wavy", "curly", "tied")


def portrait(seed: int, n: int, sex: str, age: int, cultures: tuple[Culture, Culture], pinned: Mapping[str, str | float]) -> Portrait:
    """The portrait of citizen ``n``. ``pinned`` are fields of :class:`Portrait` and :class:`Features` that are known beforehand."""
    drawn = _drawn(Dice(seed, "portrait", n), sex, age, cultures)
    if not pinned:
        return drawn
    shape: dict[str, Any] = {name: value for name, value in pinned.items() if name in FEATURES}
    plain: dict[str, Any] = {name: value for name, value in pinned.items() if name not in FEATURES}
    return replace(drawn, features=replace(drawn.features, **shape), **plain)


def _drawn(dice: Dice, sex: str, age: int, cultures: tuple[Culture, Culture]) -> Portrait:
    share = dice.between(0.3, 0.7)
    ancestry = _mix(cultures[0].ancestry, cultures[1].ancestry, share)
    woman = sex == "feminine"
    skin = min(1.0, max(0.0, 0.16 * ancestry[0] + 0.82 * ancestry[1] + 0.34 * ancestry[2] + 0.14 * _bell(dice)))
    dark = 1 - ancestry[0]
    return Portrait(
        femininity=min(1.0, max(0.0, (0.86 if woman else 0.14) + 0.12 * _bell(dice))),
        weight=min(1.0, max(0.0, 0.46 + 0.3 * _bell(dice) + 0.002 * min(age, 60))),
        muscle=min(1.0, max(0.0, 0.5 + 0.28 * _bell(dice) - 0.004 * max(0, age - 45))),
        height=min(1.0, max(0.0, 0.5 + 0.3 * _bell(dice))),
        ancestry=ancestry,
        skin=skin,
        features=Features(*(_bell(dice) for _ in FEATURES)),
        asymmetry=dice.between(0.05, 0.35),
        hair=_hair(dice, age, ancestry, woman=woman),
        hair_colour=min(1.0, max(0.0, 0.62 + 0.4 * dark + 0.3 * _bell(dice))),
        hair_red=dice.between(0.4, 1) if dark < 0.2 and dice.random() < 0.06 else 0.0,
        grey=min(1.0, max(0.0, (age - 44 + 14 * _bell(dice)) / 32)),
        eye_colour=min(1.0, max(0.0, 0.6 + 0.4 * dark + 0.35 * _bell(dice))),
        facial_hair="none" if woman or age < 17 else dice.choice(("none", "none", "none", *FACIAL_HAIR)),
        glasses=dice.choice(GLASSES[1:]) if dice.random() < (0.2 if age < 45 else 0.48) else "none",
        cover=_cover(dice, cultures, woman=woman),
        collar=dice.choice(COLLARS),
        mark=dice.choice(MARKS) if dice.random() < 0.35 else "none",
        grain=dice.bits(),
    )


def _bell(dice: Dice) -> float:
    """From -1 to 1, mostly near 0."""
    return dice.random() + dice.random() - 1


def _mix(a: tuple[float, float, float], b: tuple[float, float, float], share: float) -> tuple[float, float, float]:
    x, y, z = (share * one + (1 - share) * two for one, two in zip(a, b, strict=True))
    return x / (x + y + z), y / (x + y + z), z / (x + y + z)


def _hair(dice: Dice, age: int, ancestry: tuple[float, float, float], *, woman: bool) -> str:
    if ancestry[1] > 0.45 and dice.random() < 0.6:
        return dice.choice(("afro", "braided", "cropped", "curly"))
    if woman:
        return dice.choice(WOMEN_HAIR)
    if age > 48 and dice.random() < 0.4:
        return dice.choice(("receding", "bald"))
    return dice.choice(MEN_HAIR if age > 24 else ("cropped", "side_parting", "undercut", "wavy", "curly"))


def _cover(dice: Dice, cultures: tuple[Culture, Culture], *, woman: bool) -> str:
    if woman and cultures[0].name == "maghrebi" and dice.random() < 0.45:
        return "hijab"
    return dice.choice(("cap", "hood", "beanie") if not woman else ("scarf", "beanie")) if dice.random() < 0.07 else "none"


def apart(one: Portrait, age_one: int, two: Portrait, age_two: int) -> float:
    """How far two faces are from each other at a glance; under :data:`ALIKE` they are too near for one wall."""
    bold: float = abs(one.femininity - two.femininity) > 0.5
    bold += min(1.5, abs(age_one - age_two) / 18)
    bold += min(1.2, abs(one.weight - two.weight) / 0.35)
    bold += min(1.5, 2.5 * abs(one.skin - two.skin))
    bold += min(1.0, sum(abs(a - b) for a, b in zip(one.ancestry, two.ancestry, strict=True)))
    bold += (one.hair != two.hair and (one.cover, two.cover) == ("none", "none")) * 1.0
    bold += min(1.0, abs(one.hair_colour - two.hair_colour) + abs(one.grey - two.grey))
    bold += (one.facial_hair != two.facial_hair) * 0.8 + (one.cover != two.cover) * 1.2
    bold += ((one.glasses == "none") != (two.glasses == "none")) * 0.8
    shape: float = sum(abs(getattr(one.features, name) - getattr(two.features, name)) for name in FEATURES) / len(FEATURES)
    return bold + shape


ALIKE = 1.6
