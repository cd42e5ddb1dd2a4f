"""The desk as an art director uses it, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tests.studio.conftest import Seen


def field(desk: Seen, name: str) -> str:
    return f'.field[data-name="{name}"]'


def test_a_changed_word_is_seen(desk: Seen) -> None:
    before = desk.settled()
    desk.page.fill(f"{field(desk, 'name')} input", "Irene")
    after = desk.changes(before)
    assert not np.array_equal(before, after)
    assert "Changed" in desk.page.inner_text(f"{field(desk, 'name')} .state")
    desk.page.keyboard.press("Escape")
    desk.page.click("#undo")
    desk.until(lambda: np.array_equal(desk.pixels(), before))


def test_scrubbing_shows_other_frames(desk: Seen) -> None:
    before = desk.settled()
    desk.page.fill("#scrub", "1001")
    after = desk.changes(before)
    assert not np.array_equal(before, after)
    assert desk.page.input_value("#frame") == "1001"
    assert desk.page.inner_text("#timecode") == "00:00:00:00"


def test_a_broken_template_keeps_the_last_good_picture_and_says_where(desk: Seen, scene: Path) -> None:
    good = desk.settled()
    text = scene.read_text(encoding="utf-8")
    scene.write_text(text.replace("{# here #}", "<ui:gague/>"), encoding="utf-8")
    desk.page.wait_for_selector("#fault:not([hidden])")
    said = desk.page.inner_text("#fault")
    assert "scene.svg.j2:8" in said
    assert "ui:gague" in said
    assert desk.page.evaluate("document.querySelector('#picture').dataset.frame") == "1025"
    scene.write_text(text.replace('fill="#ffffff"', 'fill="#ffff00"'), encoding="utf-8")
    desk.page.wait_for_selector("#fault", state="hidden")
    mended = desk.settled()
    assert mended.shape == good.shape
    assert not np.array_equal(mended, good)
