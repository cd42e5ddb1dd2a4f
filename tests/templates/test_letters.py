"""What ships can be shown: every word, name and rule in every look and language, by the fonts of the look's own voices."""

import itertools
from pathlib import Path

import pytest

from generator.documents.looks import read_look
from generator.inspection.letters import Voices, absent, letters, shown_by
from generator.languages import LANGUAGES
from generator.shelf import Shelf
from generator.typography.fonts import FontBook
from generator.values.sheet import read
from generator.world.names import CULTURES

TEMPLATES = Path(__file__).parents[2] / "templates"
LOOKS = sorted((TEMPLATES / "_kit" / "looks").glob("*.yaml"))
EVERYWHERE = sorted((TEMPLATES / "_world").glob("*.yaml"))
"""Names and rules keep their spelling in every language."""
BOOK = FontBook(Shelf().fonts())
VARIANTS = list(itertools.product(LOOKS, LANGUAGES))


def voices(look: Path, language: str) -> Voices:
    return shown_by(read_look(look.read_text(encoding="utf-8"), look.name), look.stem, LANGUAGES[language], BOOK)


@pytest.mark.parametrize(("look", "language"), VARIANTS, ids=[f"{look.stem}-{language}" for look, language in VARIANTS])
def test_a_look_shows_everything_that_ships(look: Path, language: str) -> None:
    here = voices(look, language)
    files = [*sorted(TEMPLATES.glob(f"*/words/{language}.yaml")), *EVERYWHERE]
    assert files
    found = [*absent(here, look.name)]
    for file in files:
        found += letters(read(file.read_text(encoding="utf-8"), f"{file.parent.parent.name}/{file.name}"), here)
    assert [f"{finding.origin}: {finding.message}" for finding in found] == []


@pytest.mark.parametrize(("look", "language"), VARIANTS, ids=[f"{look.stem}-{language}" for look, language in VARIANTS])
def test_a_look_shows_the_name_of_every_citizen(look: Path, language: str) -> None:
    names = "".join(sorted({char for c in CULTURES for part in (*c.women, *c.men, *c.heads, *c.tails) for char in part}))
    missing = voices(look, language).missing
    assert {voice: left for voice, find in missing.items() if voice != "numeral" and (left := find(names))} == {}


def test_what_a_look_cannot_show_is_told_at_its_line() -> None:
    here = voices(TEMPLATES / "_kit" / "looks" / "ministry.yaml", "es")
    (finding,) = letters(read("a: plain\nb: 'one ☃ and 囧'\n", "words/es.yaml"), here)
    assert "U+2603" in finding.message
    assert "headline, title" in finding.message
    assert str(finding.origin) == "words/es.yaml:2"


def test_a_family_that_is_not_there_is_told() -> None:
    text = (TEMPLATES / "_kit" / "looks" / "vigil.yaml").read_text(encoding="utf-8").replace("WDXL Lubrifont SC", "WDXL Lubrifont")
    look = read_look(text, "vigil.yaml")
    (finding,) = absent(shown_by(look, "vigil", LANGUAGES["zh"], BOOK), "vigil.yaml")
    assert "the voice sign asks for WDXL Lubrifont," in finding.message
    assert "WDXL Lubrifont SC" in finding.message
