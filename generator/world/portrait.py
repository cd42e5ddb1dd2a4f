"""Portrait: what of a citizen's looks is known, as numbers and words. Faces are made elsewhere: this decides what must be the same on
every plate, and makes sure that two people on one wall differ.

Words and scales are those of ``<ui:portrait looks="...">``, as which :meth:`Portrait.looks` writes them; what is not here follows from the
citizen's number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from generator.values.seeds import Dice
from generator.world.names import Culture

HAIR = (
    "bald", "shaved", "cropped", "receding", "crown", "side_parting", "quiff", "fringe", "bob", "shoulder", "long", "wavy", "curly", "afro",
    "bun", "ponytail", "braided", "undercut",
)  # fmt: skip
BEARDS = ("none", "stubble", "moustache", "goatee", "short_beard", "full_beard", "long")
GLASSES = ("none", "round", "square", "thin", "heavy", "half")
COVERS = ("none", "hijab", "scarf", "cap", "beanie", "hood", "turban")
CLOTHES = ("crew", "vneck", "shirt", "turtleneck", "coat", "tunic", "hoodie")
WORDS = {"hair": HAIR, "beard": BEARDS, "glasses": GLASSES, "cover": COVERS, "clothes": CLOTHES}
SIGNED = ("weight", "muscle")  # from -1 to 1; all other numbers from 0 to 1


@dataclass(frozen=True, slots=True)
class Portrait:
    """``sex``: 0 female to 1 male; ``african`` and ``asian``: shares of descent, the rest is European; ``weight`` and ``muscle``: -1 to 1;
    ``skin`` and ``eyes``: pale to dark; ``hair_dark``: fair to black; ``hair_red`` and ``grey``: how much of it."""

    sex: float
    african: float
    asian: float
    weight: float
    muscle: float
    skin: float
    hair: str
    hair_dark: float
    hair_red: float
    grey: float
    beard: str
    glasses: str
    cover: str
    clothes: str
    eyes: float

    def looks(self, age: int) -> str:
        """``age=67 sex=0.9 hair=bob ...``, as a portrait's attribute takes it."""
        known: dict[str, Any] = {"age": max(6, min(90, age))} | {name: getattr(self, name) for name in NAMES}
        return " ".join(f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}" for name, value in known.items())


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of the production's own that takes a citizen's place: its ``path`` as the canon has it, and the face in it: a ``box``
    (left, top, width, height) or its ``centre``. In pixels of the upright picture, or in shares of it where none is over 1."""

    path: str
    box: tuple[float, float, float, float] | None = None
    centre: tuple[float, float] | None = None

    def crop(self, width: int, height: int) -> tuple[float, float, float, float]:
        """The part that is shown of a picture of that size, as shares of it: the box; the largest square around the centre; all of it.
        Raises ValueError where the face lies outside."""
        if self.box is not None:
            x, y, w, h = _shares(self.box, width, height)
            if w <= 0 or h <= 0 or x < 0 or y < 0 or x + w > 1.0001 or y + h > 1.0001:
                raise ValueError(f"the box of the face is not inside of the picture, which is {width}x{height}")
            return x, y, w, h
        if self.centre is None:
            return 0.0, 0.0, 1.0, 1.0
        x, y = _shares(self.centre, width, height)
        half = min(x * width, (1 - x) * width, y * height, (1 - y) * height)
        if half < 1:
            raise ValueError(f"the centre of the face is not inside of the picture, which is {width}x{height}")
        return x - half / width, y - half / height, 2 * half / width, 2 * half / height


def _shares(values: Sequence[float], width: int, height: int) -> tuple[float, ...]:
    if max(values) <= 1:
        return tuple(values)
    return tuple(value / (height if i % 2 else width) for i, value in enumerate(values))


NAMES = tuple(field.name for field in fields(Portrait))
NUMBERS = tuple(name for name in NAMES if name not in WORDS)
WOMEN_HAIR = ("bob", "long", "shoulder", "ponytail", "bun", "braided", "wavy", "curly", "fringe", "cropped", "side_parting")
MEN_HAIR = ("cropped", "side_parting", "quiff", "undercut", "shaved", "wavy", "curly", "fringe", "long")


def portrait(
    seed: int, n: int, sex: str, age: int, cultures: tuple[Culture, Culture], pinned: Mapping[str, str | float]
) -> Portrait:  # fmt: skip
    """The portrait of citizen ``n``. ``pinned`` are fields that are known beforehand."""
    drawn = _drawn(Dice(seed, "portrait", n), sex == "feminine", age, cultures)
    known: dict[str, Any] = dict(pinned)
    return replace(drawn, **known) if known else drawn


def _drawn(dice: Dice, woman: bool, age: int, cultures: tuple[Culture, Culture]) -> Portrait:
    share = dice.between(0.3, 0.7)
    _, african, asian = (share * a + (1 - share) * b for a, b in zip(cultures[0].ancestry, cultures[1].ancestry, strict=True))
    fair = max(0.0, 1 - african - asian)
    return Portrait(
        sex=_clamped((0.1 if woman else 0.9) + 0.1 * _bell(dice)),
        african=african,
        asian=asian,
        weight=max(-1.0, min(1.0, 0.9 * _bell(dice) + (0.15 if 35 < age < 75 else -0.1))),
        muscle=max(-1.0, min(1.0, 0.7 * _bell(dice) - 0.008 * max(0, age - 45))),
        skin=_clamped(0.16 * fair + 0.82 * african + 0.34 * asian + 0.16 * _bell(dice)),
        hair=_hair(dice, age, african, woman=woman),
        hair_dark=_clamped(0.62 + 0.38 * (1 - fair) + 0.35 * _bell(dice)),
        hair_red=dice.between(0.4, 1) if fair > 0.8 and dice.random() < 0.06 else 0.0,
        grey=_clamped((age - 44 + 14 * _bell(dice)) / 32),
        beard="none" if woman or age < 17 else dice.choice(("none", "none", "none", *BEARDS[:6])),
        glasses=dice.choice(GLASSES[1:]) if dice.random() < (0.2 if age < 45 else 0.48) else "none",
        cover=_cover(dice, cultures, age, woman=woman),
        clothes=dice.choice(CLOTHES if age > 15 else ("crew", "vneck", "hoodie", "shirt")),
        eyes=_clamped(0.6 + 0.4 * (1 - fair) + 0.35 * _bell(dice)),
    )


def _clamped(value: float) -> float:
    return min(1.0, max(0.0, value))


def _bell(dice: Dice) -> float:
    """From -1 to 1, mostly near 0."""
    return dice.random() + dice.random() - 1


def _hair(dice: Dice, age: int, african: float, *, woman: bool) -> str:
    if african > 0.45 and dice.random() < 0.6:
        return dice.choice(("afro", "braided", "cropped", "curly") if woman else ("afro", "cropped", "shaved", "curly"))
    if woman:
        return dice.choice(WOMEN_HAIR)
    if age > 40 and dice.random() < 0.4:
        return dice.choice(("receding", "crown", "bald"))
    return dice.choice(MEN_HAIR)


def _cover(dice: Dice, cultures: tuple[Culture, Culture], age: int, *, woman: bool) -> str:
    if woman and cultures[0].name == "maghrebi" and age > 12 and dice.random() < 0.45:
        return "hijab"
    return dice.choice(("cap", "hood", "beanie") if not woman else ("scarf", "beanie")) if dice.random() < 0.07 else "none"


def apart(one: Portrait, age_one: int, two: Portrait, age_two: int) -> float:
    """How far two faces are from each other at a glance; under :data:`ALIKE` they are too near for one wall."""
    bare = (one.cover, two.cover) == ("none", "none")
    return (
        float(abs(one.sex - two.sex) > 0.5)
        + min(1.5, abs(age_one - age_two) / 18)
        + min(1.2, abs(one.weight - two.weight) / 0.7)
        + min(1.5, 2.5 * abs(one.skin - two.skin))
        + min(1.0, abs(one.african - two.african) + abs(one.asian - two.asian))
        + float(one.hair != two.hair and bare)
        + min(1.0, abs(one.hair_dark - two.hair_dark) + abs(one.grey - two.grey)) * bare
        + 0.8 * (one.beard != two.beard)
        + 1.2 * (one.cover != two.cover)
        + 0.8 * ((one.glasses == "none") != (two.glasses == "none"))
    )


ALIKE = 1.8
