"""What the desk says is there in both of its languages."""

from __future__ import annotations

import re
from pathlib import Path

import generator.studio

PAGE = Path(generator.studio.__file__).parent / "page"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGE.iterdir()) if path.suffix in {".js", ".html"}}
KEY = re.compile(r'(?:^|[{,]\s*|\s)([a-z]\w*): "')


def spoken() -> dict[str, set[str]]:
    """The keys of each language."""
    es, en = TEXTS["words.js"].split("\n  en: {", 1)
    return {"es": set(KEY.findall(es.split("\n  es: {", 1)[1])), "en": set(KEY.findall(en.split("\n  },", 1)[0]))}


def test_both_languages_say_the_same() -> None:
    keys = spoken()
    assert keys["es"] == keys["en"]
    assert len(keys["es"]) > 100


def test_everything_that_is_said_is_in_the_table() -> None:
    said = {
        key
        for text in TEXTS.values()
        for key in re.findall(r'\bt\("(\w+)"|data-[tl]="(\w+)"|\bbutton\("\w+", "(\w+)"', text)
        for key in key
        if key
    }
    assert said - spoken()["en"] == set()
    assert len(said) > 60


def test_nothing_comes_from_a_network() -> None:
    whole = "".join(path.read_text(encoding="utf-8") for path in PAGE.iterdir())
    addresses = set(re.findall(r"https?://[\w./-]+", whole)) - {"http://www.w3.org/2000/svg"}
    assert addresses == set()
