"""What the desk says is there in both of its languages."""

from __future__ import annotations

import re
from pathlib import Path

import generator.inspection
import generator.studio
from generator.deliver.formats import FORMATS, SOUNDS
from generator.documents.unfit import SENTENCES

INSPECTION = Path(generator.inspection.__file__).parent
PAGE = Path(generator.studio.__file__).parent / "page"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGE.iterdir()) if path.suffix in {".js", ".html"}}
KEY = re.compile(r"^  (\w+): \[", re.M)
PAIR = re.compile(r'^  (\w+): \[\s*"((?:[^"\\]|\\.)+)",\s*"((?:[^"\\]|\\.)+)",?\s*\],$', re.M)


def spoken() -> dict[str, tuple[str, str]]:
    """What is said, in both languages."""
    return {key: (es, en) for key, es, en in PAIR.findall(TEXTS["words.js"])}


def test_both_languages_say_the_same() -> None:
    keys = KEY.findall(TEXTS["words.js"])
    assert sorted(spoken()) == sorted(keys), "each once, and in both"
    assert len(keys) > 100


def test_everything_that_is_said_is_in_the_table() -> None:
    said = {
        key
        for text in TEXTS.values()
        for key in re.findall(r'\bt\("(\w+)"|data-[tl]="(\w+)"|\bbutton\("\w+", "(\w+)"|\bbutton\("(\w+)", \(', text)
        for key in key
        if key
    }
    assert said - set(spoken()) == set()
    assert len(said) > 60


def test_what_is_wrong_with_a_parameter_or_a_plate_has_a_sentence_in_both_languages() -> None:
    """Each with the values that come with it, and no others."""
    holes = {f"unfit_{kind}": set(re.findall(r"\{(\w+)\}", sentence)) for kind, sentence in SENTENCES.items()}
    found = {kind for path in INSPECTION.glob("*.py") for kind in re.findall(r'\bsaid="(\w+)"', path.read_text(encoding="utf-8"))}
    made = {"thin_line", "thin_shape", "contrast", "contrasts", "contrast_grey", "contrasts_grey"}
    assert {"small", "no_letters"} <= found
    assert (set(holes) | found | made | {"unfit_unknown"}) - set(spoken()) == set()
    for kind, (es, en) in spoken().items():
        assert set(re.findall(r"\{(\w+)\}", es)) == set(re.findall(r"\{(\w+)\}", en)), kind
        if kind in holes:
            assert set(re.findall(r"\{(\w+)\}", es)) <= holes[kind] | {"given"}, kind


def test_every_format_is_explained_in_both_languages() -> None:
    assert {f"format_{name}" for name in FORMATS | SOUNDS} == {key for key in spoken() if key.startswith("format_")}


def test_nothing_comes_from_a_network() -> None:
    whole = "".join(path.read_text(encoding="utf-8") for path in PAGE.iterdir())
    addresses = set(re.findall(r"https?://[\w./-]+", whole)) - {"http://www.w3.org/2000/svg"}
    assert addresses == set()
