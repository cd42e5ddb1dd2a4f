"""Everybody at the desk: by keyboard alone, with an enlarged page, at another machine, by the keys of players."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.studio.at_the_desk import Open, Seen, closed, make_templates, opened
from tests.studio.test_studio_page import field


def test_it_opens_at_an_address_beyond_this_machine(browser: Any, tmp_path: Path) -> None:
    """Where a page has neither loopback's trust nor a certificate, browsers offer less."""
    make_templates(tmp_path / "templates")
    studio = opened(tmp_path, "--host", "0.0.0.0", "--token", "a token & more of it")
    name = socket.gethostname().lower()
    there = browser.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=["--no-sandbox", f"--host-resolver-rules=MAP {name} 127.0.0.1"],
    )
    try:
        desk = Seen(there.new_page(), f"http://{name}:{studio.port}/?token=a%20token%20%26%20more%20of%20it")
        assert not desk.page.evaluate("isSecureContext")
        before = desk.settled()
        desk.page.fill(f"{field(desk, 'name')} input", "Irene")
        desk.changes(before)
        assert desk.page.url == f"http://{name}:{studio.port}/"
        assert desk.faults == []
    finally:
        there.close()
        closed(studio)


PLAYER = """async ([first, second]) => {
  const { Time } = await import("/page/time.js");
  const seen = [], paused = [];
  const time = new Time({ at: (frame) => seen.push(frame), ahead() {}, ready: () => true });
  time.build();
  const rate = { numerator: 24, denominator: 1, nominal: 24 };
  time.show({ template: "t", frames: { first: 1001, last: 1400 }, rate, beats: { hold: 1100 }, names: {} });
  time.heard = () => (paused.length ? null : (1200 - 1001) / 24);
  time.onpause = () => paused.push(time.frame);
  time.run(first);
  await new Promise((done) => setTimeout(done, 200));
  time.run(second);
  const from = time.frame;
  await new Promise((done) => setTimeout(done, 400));
  time.pause();
  const now = time.frame;
  await new Promise((done) => setTimeout(done, 200));
  return [from, now, time.frame, paused.length];
}"""


def test_backwards_and_faster_go_by_the_clock_and_not_by_the_sound(desk: Seen) -> None:
    begun, back, rested, pauses = desk.page.evaluate(PLAYER, [1, -1])
    assert begun == 1200
    assert back < begun
    assert (rested, pauses) == (back, 2)
    begun, on, rested, _ = desk.page.evaluate(PLAYER, [1, 2])
    assert (begun, rested) == (1200, on)
    assert on > begun


def test_the_focus_stays_where_it_was_when_a_part_of_the_page_is_made_anew(desk: Seen) -> None:
    page = desk.page
    focused = (
        "[document.activeElement.id, document.activeElement.getAttribute('aria-label'), document.activeElement.closest('li')?.innerText]"
    )
    page.click(f"{field(desk, 'rows')} .list > button")
    page.fill(f"{field(desk, 'rows')} li:nth-child(2) input[type=text]", "dos")
    page.press(f"{field(desk, 'rows')} li:nth-child(2) .up", "Enter")
    assert page.evaluate(focused)[1:] == ["Down", page.inner_text(f"{field(desk, 'rows')} li:nth-child(1)")]
    page.press(f"{field(desk, 'rows')} li:nth-child(1) .remove", "Enter")
    assert page.evaluate(focused)[1] == "Remove"
    page.press(f"{field(desk, 'rows')} li:nth-child(1) .remove", "Enter")
    assert page.evaluate("document.activeElement.textContent") == "Add"
    page.press(f"{field(desk, 'rows')} .reset", "Enter")
    assert page.evaluate("document.activeElement.closest('.field').dataset.name") == "rows"
    page.click("#tab-layers")
    page.press("#layer-bar", " ")
    assert page.evaluate(focused)[0] == "layer-bar"
    page.press("#solo-words", "Enter")
    assert page.evaluate(focused)[0] == "solo-words"


def test_a_small_or_enlarged_window_shows_all_of_the_desk(browser: Any, studio: Open) -> None:
    context = browser.new_context(viewport={"width": 720, "height": 450}, locale="en-GB")
    try:
        desk = Seen(context.new_page(), studio.address)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 720
        for button in ("#render", "#day", "#speak-en", "#sound"):
            desk.page.locator(button).scroll_into_view_if_needed()
            box = desk.page.locator(button).bounding_box()
            assert box is not None
            assert 0 <= box["x"] <= 720 - box["width"]
        desk.page.set_viewport_size({"width": 1024, "height": 700})
        assert desk.page.get_by_role("combobox", name="Template").count() == 1
    finally:
        context.close()


def test_the_story_opens_at_the_moment_that_the_field_has(desk: Seen) -> None:
    desk.page.click(f"{field(desk, 'at')} .pair button")
    desk.page.wait_for_selector("#dialog[open] .when")
    assert desk.page.input_value("#dialog input[type=datetime-local]").replace("T", " ") in {"2041-10-14 12:00", "2041-10-14 12:00:00"}


MANY = """\
title: Many
description: More fields than are seen at once.
looks: [vigil]
languages: [en]
canvases: [64x36]
duration: 2f
layers: {words: All.}
parameters:
"""


@pytest.fixture
def many(studio: Open) -> Iterator[None]:
    """A template with more fields than are seen at once, one of which has a name in Spanish."""
    folder = studio.scene.parent.with_name("many")
    (folder / "help").mkdir(parents=True)
    (folder / "words").mkdir()
    fields = "".join(f"  field_{n}: {{type: text, help: The sentence of {n}., default: a}}\n" for n in range(13))
    (folder / "manifest.yaml").write_text(MANY + fields, encoding="utf-8")
    (folder / "scene.svg.j2").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36"/>', encoding="utf-8")
    (folder / "words" / "en.yaml").write_text("{}\n", encoding="utf-8")
    (folder / "help" / "es.yaml").write_text("names: {parameters: {field_5: Técnica}}\n", encoding="utf-8")
    yield
    shutil.rmtree(folder)


def test_of_many_fields_one_is_found_by_its_name_or_sentence(many: None, desk: Seen) -> None:
    page = desk.page
    assert page.locator("#find-field").count() == 0, "few need no search"
    page.select_option("#template", "many")
    shown = page.locator(".field[data-name]:visible")
    desk.until(lambda: shown.count() == 13)
    for sought, names in (("FIELD 7", ["field_7"]), ("sentence of 1", ["field_1", "field_10", "field_11", "field_12"])):
        page.fill("#find-field", sought)
        assert shown.evaluate_all("all => all.map((one) => one.dataset.name)") == names
    page.click("#speak-es")
    page.wait_for_selector(".field label:text('Técnica')", state="attached")
    page.fill("#find-field", "tecnica")
    assert shown.evaluate_all("all => all.map((one) => one.dataset.name)") == ["field_5"]
    page.fill("#find-field", "")
    assert shown.count() == 13


def test_what_a_format_is_for_is_told_to_those_who_do_not_point(desk: Seen) -> None:
    desk.page.click("#render")
    desk.page.focus("#dialog input[value=dpx]")
    assert desk.page.inner_text("#format-help") == "dpx: 10-bit DPX sequence over a ground"
    assert desk.page.get_attribute("#dialog input[value=exr]", "aria-description") == "OpenEXR sequence, half float, all layers"
