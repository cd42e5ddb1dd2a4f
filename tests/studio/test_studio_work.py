"""What an art director has done stays done: locks, and work that is there again after a reload or another template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tests.studio.at_the_desk import Seen

NAME, LEVEL = '.field[data-name="name"]', '.field[data-name="level"]'
NAMED, LEVELLED = f"{NAME} input", f"{LEVEL} input[type=number]"


def choose(desk: Seen, citizen: str) -> None:
    desk.page.click("#choose-citizen")
    desk.page.click(f'.face[data-citizen="{citizen}"]')
    desk.until(lambda: desk.page.locator("#nobody").count() == 1)
    desk.until(lambda: desk.page.inner_text('.field[data-name="at"] .state') == "From the world")


def test_a_locked_value_stays_whatever_is_undone_or_chosen(desk: Seen) -> None:
    desk.page.fill(NAMED, "Lía")
    desk.page.fill(LEVELLED, "70")
    desk.page.click(f"{NAME} .lock")
    for _ in range(2):
        desk.page.click("#undo")
    assert desk.page.is_disabled("#undo")
    desk.until(lambda: desk.page.input_value(LEVELLED) == "40")
    choose(desk, "irene")
    desk.settled()
    assert desk.page.input_value(NAMED) == "Lía"
    assert desk.page.inner_text(f"{NAME} .state") == "Locked"
    key = desk.page.evaluate("document.querySelector('#picture').dataset.key")
    assert '"name":"Lía"' in key


def test_what_is_locked_cannot_be_typed_over_until_it_is_unlocked(desk: Seen) -> None:
    for name in ("name", "level", "tint", "kind", "shown", "wait", "at", "face", "rows"):
        desk.page.click(f'.field[data-name="{name}"] .lock')
    open_ones = desk.page.locator(".field :is(input, select, textarea, .hold button):enabled")
    assert open_ones.count() == 0
    assert desk.page.is_disabled("#undo"), "to lock is no step"
    desk.page.click(f"{NAME} .lock")
    before = desk.settled()
    desk.page.fill(NAMED, "Irene")
    assert not np.array_equal(desk.changes(before), before)
    desk.page.click(f"{NAME} .reset")
    desk.until(lambda: desk.page.input_value(NAMED) == "Ada")
