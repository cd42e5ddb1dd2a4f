"""What makes one citizen look like nobody else, as plain values; and a citizen for any number.

``portrait_of(42)`` is the same person for ever. What is given stands (``portrait_of(42, age=67, sex=0.0)``); everything else is drawn by
name, so that a new feature never changes the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from generator.values.seeds import Dice

HAIR = (
    "bald", "shaved", "cropped", "receding", "crown", "side_parting", "quiff", "fringe", "bob", "shoulder", "long", "wavy", "curly", "afro",
    "bun", "ponytail", "braided", "undercut",
)  # fmt: skip
BEARDS = ("none", "stubble", "moustache", "goatee", "short_beard", "full_beard", "long")
GLASSES = ("none", "round", "square", "thin", "heavy", "half")
COVERS = ("none", "hijab", "scarf", "cap", "beanie", "hood", "turban")
EXPRESSIONS = ("neutral", "smile", "stern", "worried", "tired", "wry")
CLOTHES = ("crew", "vneck", "shirt", "turtleneck", "coat", "tunic", "hoodie")
FEATURES = (
    "nose length", "nose width", "nose depth", "nose hump", "nose tip", "nostrils", "nose bridge", "nose base", "nose curve",
    "mouth width", "upper lip", "lower lip", "mouth height", "mouth corners", "mouth depth", "philtrum",
    "chin width", "chin height", "chin prominence", "jaw", "jaw drop", "cheekbones", "cheek volume", "cheek hollow",
    "eye size", "eye opening", "eye distance", "eye height", "eye inner corner", "eye outer corner", "eye fold", "eye bags", "eye depth",
    "ear size", "ear wing", "ear lobe", "ear turn", "forehead height", "forehead bulge", "temples", "forehead slope",
    "brow height", "brow angle", "brow ridge", "face width", "face length", "face depth", "neck width", "neck length",
)  # fmt: skip
SHAPES = ("oval", "round", "rectangular", "square", "triangular", "invertedtriangular", "diamond")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A citizen's looks. Numbers without a range go from 0 to 1; words are those of the tables above."""

    seed: int
    sex: float
    """0 female, 1 male; between is between."""
    age: int
    """6 to 90 years."""
    african: float
    asian: float
    """Shares of ancestry; what is left to 1 is European."""
    weight: float
    """-1 thin to 1 heavy."""
    muscle: float
    """-1 to 1."""
    skin: float
    """0 the palest to 1 the darkest."""
    features: tuple[float, ...]
    """-1 to 1 each, in the order of FEATURES."""
    shape: str
    shape_weight: float
    asymmetry: float
    hair: str
    hair_length: float
    hair_curl: float
    hair_dark: float
    """0 fair to 1 black."""
    hair_red: float
    grey: float
    parting: float
    """-1 at the person's right to 1 at the left."""
    brows: float
    """Thin to bushy."""
    beard: str
    glasses: str
    cover: str
    expression: str
    clothes: str
    clothes_tone: float
    """Black to white."""
    eyes: float
    """Iris: 0 pale to 1 dark."""


def portrait_of(seed: int, **given: Any) -> Portrait:
    """The looks of citizen ``seed``; ``given`` are fields that are known. Raises ValueError for words and numbers out of bounds."""
    unknown = set(given) - {field.name for field in fields(Portrait)}
    if unknown:
        raise ValueError(f"a portrait has no {sorted(unknown)[0]}")
    sex = float(given.get("sex", Dice(seed, "sex").integer(0, 1)))
    age = int(given.get("age", _age(Dice(seed, "age"))))
    made = _drawn(seed, sex, max(6, min(90, age)), given)
    portrait = replace(made, **given)
    _checked(portrait)
    return portrait


def _age(dice: Dice) -> int:
    """More of those between 18 and 65, some of every age."""
    draw = dice.random()
    if draw < 0.1:
        return dice.integer(6, 17)
    return dice.integer(18, 64) if draw < 0.78 else dice.integer(65, 90)


def _drawn(seed: int, sex: float, age: int, given: dict[str, Any]) -> Portrait:
    def dice(name: str) -> Dice:
        return Dice(seed, name)

    african, asian, skin = _ancestry(dice("ancestry"))
    african, asian = given.get("african", african), given.get("asian", asian)
    fair = max(0.0, 1 - african - asian)
    cover = given.get("cover", _cover(dice("cover"), sex, age))
    return Portrait(
        seed=seed,
        sex=sex,
        age=age,
        african=african,
        asian=asian,
        weight=max(-1.0, min(1.0, _bell(dice("weight"), 0.6) + (0.15 if 35 < age < 75 else -0.1))),
        muscle=_bell(dice("muscle"), 0.5),
        skin=skin,
        features=_features(seed),
        shape=dice("shape").choice(SHAPES),
        shape_weight=dice("shape weight").between(0.05, 0.4),
        asymmetry=dice("asymmetry").between(0.25, 1.0),
        hair=_hair(dice("hair"), sex, age, african),
        hair_length=dice("hair length").random(),
        hair_curl=dice("hair curl").between(0.6, 1.0) if african > 0.5 else dice("hair curl").random() ** 2 * (0.3 if asian > 0.5 else 0.8),
        hair_dark=dice("hair dark").between(0.25, 1.0) if fair > 0.6 else dice("hair dark").between(0.85, 1.0),
        hair_red=dice("hair red").random() ** 3 * fair,
        grey=_grey(dice("grey"), age, sex),
        parting=dice("parting").choice((-0.75, -0.5, 0.0, 0.5, 0.75)),
        brows=min(1.0, max(0.0, 0.25 + 0.4 * sex + _bell(dice("brows"), 0.3))),
        beard=_beard(dice("beard"), sex, age, asian),
        glasses=dice("glasses").choice(GLASSES[1:]) if dice("has glasses").random() < (0.12 if age < 45 else 0.3) else "none",
        cover=cover,
        expression=dice("expression").choice(("neutral", "neutral", *EXPRESSIONS) if age > 12 else ("neutral", "smile", "worried")),
        clothes=dice("clothes").choice(CLOTHES if age > 15 else ("crew", "vneck", "hoodie", "shirt")),
        clothes_tone=dice("clothes tone").random(),
        eyes=dice("eyes").between(0.0, 0.9) if fair > 0.7 else dice("eyes").between(0.7, 1.0),
    )


def _bell(dice: Dice, size: float) -> float:
    """Around 0, mostly within ``size``, never beyond 1."""
    draw = (dice.random() + dice.random() + dice.random() - 1.5) * 2 * size
    return max(-1.0, min(1.0, draw))


def _features(seed: int) -> tuple[float, ...]:
    """Small differences everywhere, and five that one remembers."""
    drawn = [_bell(Dice(seed, "feature", name), 0.35) for name in FEATURES]
    dice = Dice(seed, "signature")
    for place in dice.shuffled(range(len(FEATURES)))[:5]:
        drawn[place] = dice.choice((-1.0, 1.0)) * dice.between(0.5, 0.85)
    return tuple(drawn)


def _ancestry(dice: Dice) -> tuple[float, float, float]:
    """Shares of African and Asian ancestry, and how dark the skin is."""
    draw, mixed, tone = dice.random(), dice.random(), dice.random()
    if draw < 0.16:
        return 0.75 + 0.25 * mixed, 0.0, 0.65 + 0.35 * tone
    if draw < 0.34:
        return 0.0, 0.75 + 0.25 * mixed, 0.15 + 0.25 * tone
    if draw < 0.62:
        return 0.35 * mixed, 0.35 * dice.random(), 0.2 + 0.4 * tone
    return 0.05 * mixed, 0.05 * mixed, 0.3 * tone**1.5


_MANES = {
    "boy": "cropped cropped fringe fringe side_parting curly",
    "girl": "bob fringe long shoulder ponytail ponytail braided braided wavy",
    "thinning": "bald receding receding crown shaved",
    "african man": "shaved cropped cropped afro curly braided",
    "old man": "side_parting side_parting cropped cropped wavy receding",
    "man": "shaved cropped cropped side_parting side_parting quiff fringe undercut wavy curly ponytail shoulder",
    "african woman": "afro afro cropped braided bun curly curly shoulder",
    "old woman": "bob wavy bun cropped side_parting curly shoulder",
    "woman": "bob bob shoulder long long wavy wavy curly bun ponytail braided fringe side_parting undercut",
}
"""Styles by who wears them; a style that stands twice is worn twice as often."""


def _hair(dice: Dice, sex: float, age: int, african: float) -> str:
    who = "man" if sex > 0.5 else "woman"
    if who == "man" and age > 34 and dice.random() < min(0.6, (age - 28) / 70):
        who = "thinning"
    elif african > 0.5:
        who = f"african {who}"
    elif age > 60:
        who = f"old {who}"
    elif age < 13:
        who = "boy" if sex > 0.5 else "girl"
    return dice.choice(_MANES[who].split())


def _grey(dice: Dice, age: int, sex: float) -> float:
    start = dice.between(36, 62)
    return max(0.0, min(1.0, (age - start) / 30)) * (0.35 if sex < 0.5 and dice.random() < 0.25 else 1.0)


def _beard(dice: Dice, sex: float, age: int, asian: float) -> str:
    if sex < 0.5 or age < 18 or dice.random() < 0.4 + 0.3 * asian:
        return "none"
    return dice.choice(
        ("stubble", "stubble", "moustache", "goatee", "short_beard", "short_beard", "full_beard", "long" if age > 40 else "full_beard")
    )


def _cover(dice: Dice, sex: float, age: int) -> str:
    if dice.random() > 0.24:
        return "none"
    if sex < 0.5:
        return dice.choice(("hijab", "hijab", "hijab", "scarf", "beanie", "cap", "hood"))
    return dice.choice(("cap", "cap", "beanie", "beanie", "hood", "turban"))


WORDS: Mapping[str, tuple[str, ...]] = {
    "hair": HAIR, "beard": BEARDS, "glasses": GLASSES, "cover": COVERS, "expression": EXPRESSIONS, "clothes": CLOTHES, "shape": SHAPES,
}  # fmt: skip
"""The fields of a portrait that are words, and what they may be."""
_SIGNED = ("weight", "muscle", "parting")


def _checked(portrait: Portrait) -> None:
    for name, words in WORDS.items():
        if getattr(portrait, name) not in words:
            raise ValueError(f"{name} {getattr(portrait, name)!r} is none of {', '.join(words)}")
    for field in fields(Portrait):
        value = getattr(portrait, field.name)
        if isinstance(value, float) and not (-1.0 if field.name in _SIGNED else 0.0) <= value <= 1.0:
            raise ValueError(f"{field.name} {value:g} is out of bounds")
    if not 6 <= portrait.age <= 90:
        raise ValueError(f"age {portrait.age} is outside 6 to 90")
    if portrait.african + portrait.asian > 1.01:
        raise ValueError("shares of ancestry are more than 1")
    if len(portrait.features) != len(FEATURES) or any(abs(f) > 1 for f in portrait.features):
        raise ValueError(f"features are {len(FEATURES)} numbers from -1 to 1")
