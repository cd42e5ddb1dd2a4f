from __future__ import annotations

import re
from pathlib import Path

import pytest
from typeset import RATE, book

from drawing import Pictures  # isort: skip

from generator.documents.parse import parse
from generator.elements import ui_brackets, ui_codes, ui_counter, ui_feed, ui_plot, ui_portrait, ui_text, ui_ticker, ui_typewriter
from generator.elements.build import ELEMENTS, Port, build
from generator.elements.ui_attributes import names
from generator.faces.studio import Studio
from generator.scene.sample import Sampler

HEADS = Path(__file__).parents[2] / "generator" / "faces" / "heads.npz"
PAGE = (Path(__file__).parents[2] / "docs" / "elements.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `<(ui:[a-z0-9]+)>`[^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
DECLARED = {
    "ui:brackets": ui_brackets.Brackets,
    "ui:code128": ui_codes.Bars,
    "ui:counter": ui_counter.Counter,
    "ui:feed": ui_feed.Feed,
    "ui:plot": ui_plot.Plot,
    "ui:portrait": ui_portrait.Portrayal,
    "ui:qr": ui_codes.Qr,
    "ui:text": ui_text.FittedText,
    "ui:ticker": ui_ticker.Ticker,
    "ui:typewriter": ui_typewriter.Typewriter,
}


def test_every_element_of_ours_is_described() -> None:
    ours = {tag for tag in ELEMENTS if tag.startswith("ui:")}
    assert ours == set(SECTIONS) == set(DECLARED)


@pytest.mark.parametrize("tag", DECLARED)
def test_every_attribute_is_described(tag: str) -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ((?:\\\||[^|])+) \|", SECTIONS[tag], re.MULTILINE)
    assert [(name, text.replace("\\|", "|")) for name, text in rows] == [(name, of.help) for name, of in names(DECLARED[tag]).items()]


@pytest.mark.parametrize("tag", DECLARED)
def test_every_example_draws(tag: str) -> None:
    (example,) = re.findall(r"```svg\n(.*?)```", SECTIONS[tag], re.DOTALL)
    assert f"<{tag}" in example
    scene = build(parse(example, f"{tag}.svg"), Port(book(), Pictures(), RATE, language="es", studio=lambda: Studio(HEADS.read_bytes)))
    assert Sampler(scene).frame(1.4).root.children


@pytest.mark.parametrize("tag", DECLARED)
def test_every_example_has_its_picture(tag: str) -> None:
    name = tag.removeprefix("ui:")
    assert f"(elements/{name}.png)" in SECTIONS[tag]
    assert (Path(__file__).parents[2] / "docs" / "elements" / f"{name}.png").is_file()
