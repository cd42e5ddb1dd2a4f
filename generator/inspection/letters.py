"""Letters: words that the fonts of a look cannot show, so that a font of another voice, or none at all, would stand in for them.

    shown_by(look, language, fonts)  -> Voices: what the look's own families have, voice by voice
    letters(sheet, voices)           -> findings, each at the first line that needs what voices lack

Any sentence may be set in any voice but ``numeral``, which has to show numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.documents.looks import TYPES, Face, Look
from generator.inspection.finding import Finding
from generator.languages.language import Language
from generator.languages.writing import number
from generator.problems import Origin, did_you_mean
from generator.typography.fonts import FontBook, Wish
from generator.values.sheet import Path, Plain, Sheet

NUMERAL = "numeral"
_SHOWN = 12
"""So many characters are named in one finding."""


@dataclass(frozen=True, slots=True)
class Voices:
    """For every voice of a look in one language: what is missing of a text. ``absent`` are families that no font is called by."""

    look: str
    language: Language
    missing: Mapping[str, Callable[[str], str]]
    absent: tuple[tuple[str, str, str], ...]
    """Voice, family, what it may have been meant to be."""


def shown_by(look: Look, name: str, language: Language, fonts: FontBook) -> Voices:
    """The voices of a look for a language's script."""
    faces: dict[str, Face] = {voice: getattr(look.type, voice).face(language.script) for voice in TYPES}
    absent = [
        (v, family, did_you_mean(family, fonts.families)) for v, f in faces.items() for family in f.families if not fonts.has_family(family)
    ]
    return Voices(name, language, {voice: _missing(face, fonts) for voice, face in faces.items()}, tuple(absent))


def _missing(face: Face, fonts: FontBook) -> Callable[[str], str]:
    """A function that leaves of a text's characters those that none of a face's families has."""
    wishes = [Wish((family,), face.weight, face.width) for family in face.families if fonts.has_family(family)]
    asked = [one for wish in wishes if (one := fonts.primary(wish)) is not None]

    def missing(text: str) -> str:
        characters = dict.fromkeys(char for char in (text.upper() if face.capitals else text) if char.isprintable() and not char.isspace())
        return "".join(char for char in characters if not any(one.glyph(char) is not None for one in asked))

    return missing


def absent(voices: Voices, file: str) -> Iterator[Finding]:
    """Families of a look in ``file`` that are not among the fonts, and figures that its numerals lack."""
    for voice, family, meant in voices.absent:
        message = f"the voice {voice} asks for {family}, and no given font is called so{meant}"
        yield Finding("letters", message, Origin(file), said="no_family", values={"voice": voice, "family": family})
    lacking = voices.missing[NUMERAL](number(-1234567890.5, voices.language, decimals=1) + voices.language.numerals.plus)
    if lacking:
        message = f"the voice {NUMERAL} has no {_listed(lacking)} for {voices.language.code}"
        values = {"voice": NUMERAL, "letters": _few(lacking), "language": voices.language.code}
        yield Finding("letters", message, Origin(file), said="no_figures", values=values)


def letters(sheet: Sheet, voices: Voices) -> Iterator[Finding]:
    """What the sentences of a file need that a voice's own families do not have; voices that lack the same are told together."""
    sentences = list(_sentences(sheet, sheet.value, ()))
    whole = "".join(dict.fromkeys("".join(text for _, text in sentences)))
    groups: dict[str, list[str]] = {}
    for voice, missing in voices.missing.items():
        if voice != NUMERAL and (lacking := missing(whole)):
            groups.setdefault(lacking, []).append(voice)
    for lacking, names in groups.items():
        origin = next(origin for origin, text in sentences if not set(lacking).isdisjoint(text))
        message = f"the look {voices.look} has no {_listed(lacking)} for {voices.language.code} in {', '.join(names)}"
        values = {"look": voices.look, "letters": _few(lacking), "language": voices.language.code, "voices": ", ".join(names)}
        yield Finding("letters", message, origin, degree=len(names), key=lacking, said="no_letters", values=values)


def _sentences(sheet: Sheet, value: Plain, path: Path) -> Iterator[tuple[Origin, str]]:
    """Every text of a file with its line."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _sentences(sheet, inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _sentences(sheet, inner, (*path, index))
    elif isinstance(value, str):
        yield sheet.origin(path), value


def _few(characters: str) -> str:
    return " ".join(characters[:_SHOWN]) + (" …" if len(characters) > _SHOWN else "")


def _listed(characters: str) -> str:
    shown = " ".join(f"U+{ord(char):04X} '{char}'" for char in characters[:_SHOWN])
    more = len(characters) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
