"""What the desk asks before it keeps, renders or compares something, and what it says where that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml

if TYPE_CHECKING:
    from tests.studio.at_the_desk import Open, Seen

NAMED = '.field[data-name="name"] input'
PRIMARY, ALERT = "#dialog button.primary", "#dialog [role=alert]"


@pytest.fixture
def presets(studio: Open) -> Iterator[None]:
    """The project's presets, which a test may add to: afterwards there are none of its own."""
    folder = studio.project / "presets" / "desk"
    before = {path: path.read_bytes() for path in folder.glob("*")}
    yield
    for path in folder.glob("*"):
        if path not in before:
            path.unlink()
    for path, content in before.items():
        path.write_bytes(content)


def save(desk: Seen, name: str) -> None:
    desk.page.click("#save")
    desk.page.fill("#preset-name", name)
    desk.page.click(PRIMARY)


@pytest.mark.usefixtures("presets")
def test_a_preset_is_replaced_only_if_that_is_said_again(desk: Seen, studio: Open) -> None:
    file = studio.project / "presets" / "desk" / "uno.yaml"
    name = lambda: yaml.safe_load(file.read_text(encoding="utf-8"))["assets"][0].get("set.name")  # noqa: E731
    desk.page.fill(NAMED, "Lía")
    save(desk, "uno")
    desk.page.wait_for_selector("#dialog[open]", state="detached")
    desk.page.fill(NAMED, "Eva")
    desk.page.click("#save")
    assert desk.page.input_value("#preset-name") == "uno"
    desk.page.keyboard.press("Enter")
    desk.until(lambda: "is there already" in desk.page.inner_text(ALERT))
    assert name() == "Lía"
    desk.page.fill("#preset-name", "un")
    assert (desk.page.inner_text(ALERT), desk.page.inner_text(PRIMARY)) == ("", "Save")
    desk.page.fill("#preset-name", "uno")
    desk.page.click(PRIMARY)
    desk.until(lambda: desk.page.inner_text(PRIMARY) == "Replace")
    desk.page.click(PRIMARY)
    desk.page.wait_for_selector("#dialog[open]", state="detached")
    assert name() == "Eva"


@pytest.mark.usefixtures("presets")
def test_a_bad_name_is_told_in_the_dialog_and_a_preset_is_deleted(desk: Seen, studio: Open) -> None:
    save(desk, "../x")
    desk.until(lambda: "A name has letters" in desk.page.inner_text(ALERT))
    assert desk.page.is_visible("#preset-name")
    desk.page.fill("#preset-name", "dos")
    desk.page.click(PRIMARY)
    file = studio.project / "presets" / "desk" / "dos.yaml"
    desk.page.wait_for_selector("#dialog[open]", state="detached")
    desk.page.click("#tab-kept")
    desk.page.click('[data-remove="dos"]')
    assert file.is_file(), "it is asked first"
    desk.page.click(PRIMARY)
    desk.page.wait_for_selector('[data-preset="dos"]', state="detached")
    assert not file.exists()


@pytest.mark.usefixtures("presets")
def test_what_the_studio_refuses_is_told_in_the_dialog(desk: Seen, studio: Open) -> None:
    folder = studio.project / "presets" / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    save(desk, "tres")
    desk.page.wait_for_selector("#dialog[open]", state="detached")
    desk.page.click("#tab-kept")
    desk.page.click('[data-remove="tres"]')
    (folder / "tres.yaml").unlink()
    desk.page.click(PRIMARY)
    desk.until(lambda: "cannot be deleted" in desk.page.inner_text(ALERT))


def test_a_render_says_what_cannot_be_before_it_begins(desk: Seen) -> None:
    renders = desk.page.locator("li[data-render]").count()
    desk.page.click("#render")
    desk.page.uncheck('#dialog input[value="h264"]')
    assert desk.page.is_disabled(PRIMARY)
    assert desk.page.inner_text(ALERT) == "Choose at least one format."
    desk.page.check('#dialog input[value="png"]')
    assert desk.page.inner_text(ALERT) == ""
    for frames, said in (("abc", "Frames are written"), ("1010-1002", "Frames are written"), ("1-900000000", "over 1,000,000")):
        desk.page.fill("#render-frames", frames)
        desk.page.click(PRIMARY)
        desk.until(lambda said=said: said in desk.page.inner_text(ALERT))
    desk.page.fill("#render-frames", "1001")
    desk.page.fill("#render-shot", "a/b")
    desk.page.click(PRIMARY)
    desk.until(lambda: "shot" in desk.page.inner_text(ALERT))
    desk.page.keyboard.press("Escape")
    assert desk.page.locator("li[data-render]").count() == renders


@pytest.mark.usefixtures("presets")
def test_a_preset_is_compared_with_and_both_sides_are_named(desk: Seen) -> None:
    before = desk.settled()
    save(desk, "cero")
    desk.page.wait_for_selector("#dialog[open]", state="detached")
    desk.page.fill(NAMED, "Lía")
    whole = desk.changes(before)
    desk.page.click("#compare")
    desk.until(lambda: desk.page.locator('#compare-with option[value="preset cero"]').count() == 1)
    desk.page.select_option("#compare-with", "preset cero")
    desk.page.click(PRIMARY)
    both = desk.changes(whole)
    half = both.shape[1] // 2
    assert np.array_equal(both[200:, half + 20 :], before[200:, half + 20 :])
    assert (desk.page.inner_text("#wipe-left"), desk.page.inner_text("#wipe-right")) == ("What you edit", "Preset: cero")
    desk.page.click("#compare")
    desk.page.click("#compare")
    desk.page.select_option("#compare-with", "look ministry")
    desk.page.click(PRIMARY)
    desk.until(lambda: desk.page.inner_text("#wipe-right") == "Look: Ministry")
    assert desk.page.inner_text("#wipe-left") == "Look: Vigil"
    assert desk.page.get_attribute("#wipe", "aria-valuetext") == "50 %: Look: Vigil / Look: Ministry"


def wall(desk: Seen, kind: str, count: int | None = None) -> list[str]:
    desk.page.click("#walls")
    desk.page.select_option("#wall-of", kind)
    if count:
        desk.page.fill("#wall-count", str(count))
    desk.page.click(PRIMARY)
    desk.page.wait_for_selector(".variant")
    return list(desk.page.locator(".variant > span").all_inner_texts())


def test_the_wall_shows_all_of_the_cast(desk: Seen) -> None:
    cast = desk.page.evaluate(
        "fetch('/api/people', { method: 'POST', headers: { 'content-type': 'application/json' },"
        " body: JSON.stringify({ text: '', seed: 1, language: 'en' }) }).then((found) => found.json()).then((found) => found.cast.length)"
    )
    assert cast > 12
    assert len(wall(desk, "cast")) == cast


def test_the_wall_of_the_population_has_as_many_as_are_asked_for_and_others(desk: Seen) -> None:
    first = wall(desk, "crowd", 3)
    assert len(first) == 3
    names = ".variant > span"
    desk.page.click("#wall-others")
    desk.until(lambda: desk.page.locator(names).first.inner_text() != first[0])
    assert not set(first) & set(desk.page.locator(names).all_inner_texts())
    assert desk.page.evaluate("document.activeElement.id") == "wall-others"
    desk.page.fill("#wall-many", "9000")
    desk.page.keyboard.press("Enter")
    desk.until(lambda: desk.page.locator(names).count() == 60)
    assert desk.page.input_value("#wall-many") == "60"
