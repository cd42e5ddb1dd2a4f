"""What an art director has done stays done: locks, and work that is there again after a reload or another template."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tests.studio.at_the_desk import Open, Seen

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


def test_everything_goes_back_as_it_was_planned_in_one_step_but_for_locks(desk: Seen) -> None:
    before = desk.settled()
    assert desk.page.is_disabled("#anew")
    desk.page.fill(NAMED, "Lía")
    desk.page.fill(LEVELLED, "70")
    desk.page.click('#switch-look input[value="ministry"]')
    changed = desk.changes(before)
    desk.page.click(f"{LEVEL} .lock")
    desk.page.click("#anew")
    desk.until(lambda: desk.page.input_value(NAMED) == "Ada")
    assert desk.page.input_value(LEVELLED) == "70"
    assert desk.page.is_disabled("#anew")
    desk.page.click("#undo")
    desk.until(lambda: np.array_equal(desk.pixels(), changed))


def restored(desk: Seen) -> None:
    desk.page.reload()
    desk.settled()


def test_a_reload_keeps_the_work_its_history_and_its_locks(desk: Seen) -> None:
    before = desk.settled()
    desk.page.fill(LEVELLED, "70")
    desk.page.fill(NAMED, "Lía")
    desk.page.click(f"{NAME} .lock")
    after = desk.changes(before)
    restored(desk)
    desk.until(lambda: np.array_equal(desk.pixels(), after))
    assert (desk.page.input_value(NAMED), desk.page.input_value(LEVELLED)) == ("Lía", "70")
    assert desk.page.is_disabled(NAMED)
    desk.page.click("#undo")  # past the name, which is locked
    desk.until(lambda: desk.page.input_value(LEVELLED) == "40")
    assert desk.page.is_disabled("#undo")
    restored(desk)
    desk.page.click("#redo")
    desk.until(lambda: desk.page.input_value(LEVELLED) == "70")


def test_another_template_and_back_is_where_it_was_left(desk: Seen) -> None:
    desk.page.fill(NAMED, "Lía")
    desk.page.evaluate("document.querySelector('#panel-plate').scrollTop = 400")
    desk.page.select_option("#template", "chart")
    desk.until(lambda: desk.page.locator(NAME).count() == 0)
    assert desk.page.evaluate("document.querySelector('#panel-plate').scrollTop") == 0
    assert desk.page.is_disabled("#undo")
    restored(desk)
    assert desk.page.input_value("#template") == "chart"
    desk.page.select_option("#template", "desk")
    desk.page.wait_for_selector(NAMED)
    assert desk.page.input_value(NAMED) == "Lía"
    desk.page.click("#undo")
    desk.until(lambda: desk.page.input_value(NAMED) == "Ada")


def test_kept_work_that_fits_no_more_is_dropped_or_told_at_its_field(desk: Seen, studio: Open) -> None:
    manifest = studio.scene.with_name("manifest.yaml")
    text = manifest.read_text(encoding="utf-8")
    desk.page.fill(LEVELLED, "70")
    desk.page.select_option('.field[data-name="kind"] select', "bye")
    desk.page.click('.field[data-name="kind"] .lock')
    desk.page.fill(NAMED, "Lía")
    desk.settled()
    kept = "Object.keys(sessionStorage).filter((key) => key.endsWith('work.desk')).map((key) => sessionStorage[key]).join()"
    desk.until(lambda: "Lía" in desk.page.evaluate(kept))
    desk.page.evaluate(
        "for (const key of Object.keys(sessionStorage)) sessionStorage[key] ="
        " sessionStorage[key].replaceAll('\"kind\"', '\"gone\"').replaceAll('\"bye\"', '\"vigil\"')"
    )
    desk.page.evaluate("addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)")
    desk.page.reload()
    desk.settled()
    assert (desk.page.input_value(NAMED), desk.page.input_value(LEVELLED)) == ("Lía", "70")
    desk.page.click("#undo")
    desk.settled()
    assert desk.page.is_hidden("#fault")
    try:
        manifest.write_text(text.replace("max: 100, default: 40", "max: 50, default: 40"), encoding="utf-8")
        desk.page.wait_for_selector(f"{LEVEL} .problem:not([hidden])")
        desk.page.reload()
        desk.page.wait_for_selector(f"{LEVEL} .problem:not([hidden])")
        desk.page.click(f"{LEVEL} .reset")
        desk.settled()
        assert desk.page.is_hidden("#fault")
    finally:
        manifest.write_text(text, encoding="utf-8")


def test_two_windows_keep_apart_what_they_did(window: Callable[[], Seen]) -> None:
    one, two = window(), window()
    one.page.fill(NAMED, "Uno")
    two.page.fill(LEVELLED, "70")
    for each in (one, two):
        restored(each)
    assert (one.page.input_value(NAMED), one.page.input_value(LEVELLED)) == ("Uno", "40")
    assert (two.page.input_value(NAMED), two.page.input_value(LEVELLED)) == ("Ada", "70")


def test_the_memory_of_a_tab_is_bounded(desk: Seen) -> None:
    told = desk.page.evaluate(
        """async () => {
          const { Memory } = await import("/page/memory.js");
          const wish = (template, size) => ({ template, parameters: { a: "x".repeat(size) } });
          const steps = (template, size, count) => Array(count).fill(wish(template, size));
          const locks = new Map([["a", "x"]]);
          const work = (name, size, count) => ({ wish: wish(name, size), past: steps(name, size, count), future: [], locks });
          const sizes = [];
          for (let i = 0; i < 20; i++) {
            const memory = new Memory(work(`t${i}`, 10_000, 90), "test");
            memory.keep();
            sizes.push(memory.of(`t${i}`).past.length);
          }
          new Memory(work("huge", 9_000_000, 3), "test").keep();
          const many = Object.keys(sessionStorage).filter((key) => key.startsWith("ministerio.test.")).length;
          sessionStorage["ministerio.test.work.t19"] = '{"version": 0}';
          sessionStorage["ministerio.test.work.t18"] = "{";
          const none = ["t19", "t18", "t0", "huge"].map((name) => new Memory(work("", 1, 0), "test").of(name));
          return { sizes, many, none };
        }"""
    )
    assert set(told["sizes"]) == {22}
    assert told["many"] <= 12
    assert told["none"] == [None] * 4
