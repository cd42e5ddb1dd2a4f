"""The desk as an art director uses it, in a real browser."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

if TYPE_CHECKING:
    from tests.studio.at_the_desk import Open, Seen


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
    assert desk.page.evaluate("document.querySelector('#picture').dataset.frame") == "1048"
    scene.write_text(text.replace('fill="#ffffff"', 'fill="#ffff00"'), encoding="utf-8")
    desk.page.wait_for_selector("#fault", state="hidden")
    mended = desk.settled()
    assert mended.shape == good.shape
    assert not np.array_equal(mended, good)


def test_a_parameter_of_each_type_reaches_the_picture(desk: Seen) -> None:
    for act in (
        lambda: desk.page.fill(f"{field(desk, 'level')} input[type=number]", "90"),
        lambda: desk.page.fill(f"{field(desk, 'tint')} input[type=text]", "#ff0000"),
        lambda: desk.page.select_option(f"{field(desk, 'kind')} select", "bye"),
        lambda: desk.page.uncheck(f"{field(desk, 'shown')} input"),
    ):
        before = desk.settled()
        act()
        desk.changes(before)
    desk.page.click(f"{field(desk, 'rows')} .list > button")
    assert desk.page.locator(f"{field(desk, 'rows')} li").count() == 2
    desk.page.fill(f"{field(desk, 'rows')} li:last-child input[type=text]", "dos")
    desk.page.click(f"{field(desk, 'rows')} li:last-child [aria-label='Up']")
    desk.until(lambda: desk.page.input_value(f"{field(desk, 'rows')} li:first-child input[type=text]") == "dos")


def test_a_value_that_does_not_fit_is_told_at_its_field(desk: Seen) -> None:
    before = desk.settled()
    desk.page.fill(f"{field(desk, 'level')} input[type=number]", "900")
    desk.page.wait_for_selector(f"{field(desk, 'level')} .problem:not([hidden])")
    assert "outside of its range (0 to 100)" in desk.page.inner_text(f"{field(desk, 'level')} .problem")
    assert desk.page.get_attribute(f"{field(desk, 'level')} input[type=number]", "aria-invalid") == "true"
    desk.page.click(f"{field(desk, 'level')} .reset")
    desk.page.wait_for_selector(f"{field(desk, 'level')} .problem", state="hidden")
    desk.until(lambda: np.array_equal(desk.pixels(), before))


def test_a_locked_value_stays(desk: Seen) -> None:
    desk.page.fill(f"{field(desk, 'name')} input", "Irene")
    desk.settled()
    desk.page.click(f"{field(desk, 'name')} .lock")
    assert desk.page.get_attribute(f"{field(desk, 'name')} .lock", "aria-pressed") == "true"
    assert desk.page.is_disabled(f"{field(desk, 'name')} .reset")


def test_arabic_is_another_picture_and_keeps_the_rest(desk: Seen) -> None:
    before = desk.settled()
    desk.page.check('#switch-language input[value="ar"]')
    desk.changes(before)
    assert "ar" in desk.page.evaluate("document.querySelector('#picture').dataset.key")


def test_it_plays_and_loops_by_the_keys_of_players(desk: Seen) -> None:
    frame = "Number(document.querySelector('#picture').dataset.frame)"
    desk.page.click("#stage")
    desk.page.keyboard.press("Home")
    desk.until(lambda: desk.page.evaluate(frame) == 1001)
    desk.page.keyboard.press("ArrowRight")
    desk.until(lambda: desk.page.evaluate(frame) == 1002)
    desk.page.keyboard.press("Space")
    assert desk.page.get_attribute("#play", "title") == "Pause"
    seen: set[int] = set()
    desk.until(lambda: seen.add(desk.page.evaluate(frame)) or len(seen) > 6)  # type: ignore[func-returns-value]
    desk.page.keyboard.press("k")
    stopped = desk.page.evaluate(frame)
    desk.page.wait_for_timeout(200)
    assert abs(desk.page.evaluate(frame) - stopped) <= 1
    assert desk.page.get_attribute("#play", "aria-label") == "Play"


def test_beats_are_reached_and_a_zoomed_picture_is_moved_by_keys(desk: Seen) -> None:
    desk.page.click("#stage")
    for key, frame in (("Home", 1001), ("ArrowDown", 1025), ("ArrowDown", 1025), ("End", 1048), ("ArrowUp", 1025)):
        desk.page.keyboard.press(key)
        assert desk.page.input_value("#frame") == str(frame)
    desk.page.click("#pixels")
    desk.until(lambda: desk.page.inner_text("#size").startswith("320 × 180"))
    before = desk.settled()
    desk.page.focus("#stage")
    desk.page.keyboard.press("Alt+ArrowRight")
    moved = desk.changes(before)
    assert np.array_equal(moved[:, 100:-200], before[:, 164:-136])
    assert desk.page.input_value("#frame") == "1025"


def test_in_and_out_bound_what_is_rendered(desk: Seen) -> None:
    desk.page.click("#stage")
    desk.page.fill("#scrub", "1010")
    desk.page.click("#in")
    desk.page.fill("#scrub", "1012")
    desk.page.click("#out")
    desk.page.click("#render")
    assert desk.page.input_value("#render-frames") == "1010-1012"
    formats = desk.page.locator("#dialog .formats input")
    assert {"exr", "png", "h264", "review"} <= {formats.nth(i).get_attribute("value") for i in range(formats.count())}
    assert desk.page.locator('#dialog input[value="wav"]').count() == 0, "this template is silent"


def test_a_plate_that_starts_at_1_stays_where_it_is_and_so_do_its_beats(desk: Seen) -> None:
    desk.page.fill("#scrub", "1030")
    before = desk.settled()
    desk.page.fill("#start", "1")
    desk.page.keyboard.press("Enter")
    desk.until(lambda: desk.page.input_value("#frame") == "30")
    assert np.array_equal(desk.settled(), before)
    desk.page.click(".beat")
    desk.until(lambda: desk.page.input_value("#frame") == "25")
    desk.page.click("#undo")
    desk.until(lambda: desk.page.input_value("#frame") == "1025")


def test_layers_come_apart(desk: Seen) -> None:
    whole = desk.settled()
    desk.page.click("#tab-layers")
    desk.page.click("#solo-words")
    words = desk.changes(whole)
    desk.page.click("#all-layers")
    desk.until(lambda: np.array_equal(desk.pixels(), whole))
    assert not np.array_equal(words, whole)


def test_alpha_exposure_and_grounds_are_ways_to_look(desk: Seen) -> None:
    seen = [desk.settled()]
    for selector, value in (("#channel", "alpha"), ("#channel", "luminance"), ("#channel", "colour"), ("#ground", "checker")):
        desk.page.select_option(selector, value)
        if value != "colour":
            seen.append(desk.changes(seen[-1]))
    desk.page.select_option("#ground", "still:stills/street.png")
    red = desk.changes(seen[-1])
    high, wide = red.shape[:2]
    edge = red[high // 2 - 40, wide // 2 + 60]
    assert edge[0] > 150
    assert edge[1] < 80
    desk.page.fill("#stops", "-3")
    desk.changes(red)


def test_zooming_in_shows_the_plates_pixels(desk: Seen) -> None:
    desk.page.click("#pixels")
    desk.until(lambda: desk.page.inner_text("#size").startswith("320 × 180"))
    assert "full size" in desk.page.inner_text("#size")
    desk.page.click("#fit")
    desk.page.select_option("#part", "2")
    desk.until(lambda: desk.page.inner_text("#size").startswith("160 × 90"))
    assert "1/2 size" in desk.page.inner_text("#size")


def test_two_versions_lie_under_one_wipe(desk: Seen) -> None:
    whole = desk.settled()
    desk.page.click("#compare")
    desk.page.select_option("#compare-with", "language ar")
    desk.page.click("#dialog button.primary")
    both = desk.changes(whole)
    high, half = both.shape[0] // 2, both.shape[1] // 2
    assert np.array_equal(both[high:, : half - 40], whole[high:, : half - 40])
    assert not np.array_equal(both[:, half + 40 :], whole[:, half + 40 :])
    desk.page.focus("#wipe")
    desk.page.keyboard.press("Home")
    assert desk.page.get_attribute("#wipe", "aria-valuenow") == "0"
    desk.page.click("#compare")
    desk.until(lambda: np.array_equal(desk.pixels(), whole))


def test_a_click_on_the_wall_opens_a_variant(desk: Seen) -> None:
    desk.page.click("#walls")
    desk.page.click("#dialog button.primary")
    desk.page.wait_for_selector(".variant:last-child.there")
    assert desk.page.locator(".variant").count() == 6
    desk.page.click("text=ministry, العربية")
    desk.until(lambda: '"look":"ministry"' in desk.page.evaluate("document.querySelector('#picture').dataset.key"))
    assert desk.page.is_hidden("#wall")


def test_a_citizen_is_found_by_name_and_shown_at_a_moment_of_the_story(desk: Seen) -> None:
    before = desk.settled()
    desk.page.click("#choose-citizen")
    desk.page.fill("#search", "irene")
    desk.page.wait_for_selector('.face[data-citizen="irene"]')
    desk.page.click('.face[data-citizen="irene"]')
    desk.changes(before)
    desk.until(lambda: desk.page.inner_text("#citizen-name") == "Irene Valdemar Quintoria")
    assert desk.page.inner_text(f"{field(desk, 'name')} .state") == "From the world"
    desk.page.click("#choose-moment")
    desk.page.click("button.scene:has-text('12A')")
    desk.until(lambda: desk.page.inner_text("#when") == "scene:12A")
    desk.page.click("#nobody")
    desk.until(lambda: np.array_equal(desk.pixels(), before))


def test_a_template_without_a_moment_of_its_own_asks_for_one(desk: Seen, studio: Open) -> None:
    manifest = studio.scene.with_name("manifest.yaml")
    text = manifest.read_text(encoding="utf-8")
    try:
        manifest.write_text(text.replace("fact: at, ", ""), encoding="utf-8")
        desk.page.wait_for_timeout(1500)  # until it was seen
        desk.settled()
        desk.page.click("#choose-citizen")
        desk.page.click('.face[data-citizen="irene"]')
        desk.page.click("button.scene:has-text('12A')")
        desk.until(lambda: desk.page.locator("#when").count() == 1 and desk.page.inner_text("#when") == "scene:12A")
        desk.until(lambda: desk.page.inner_text(f"{field(desk, 'name')} .state") == "From the world")
        desk.page.click("#nobody")
        desk.page.click("#walls")
        desk.page.select_option("#wall-of", "cast")
        desk.page.click("#dialog button.primary")
        desk.page.click("button.scene:has-text('12A')")
        desk.page.wait_for_selector(".variant.there")
        assert desk.page.locator(".variant.faulty").count() == 0
    finally:
        manifest.write_text(text, encoding="utf-8")


def test_a_click_on_the_wall_of_the_cast_says_who_is_shown(desk: Seen) -> None:
    desk.page.click("#walls")
    desk.page.select_option("#wall-of", "cast")
    desk.page.click("#dialog button.primary")
    desk.page.click(".variant:has-text('Irene Valdemar Quintoria')")
    desk.until(lambda: desk.page.locator("#citizen-name").count() == 1)
    desk.until(lambda: desk.page.inner_text("#citizen-name") == "Irene Valdemar Quintoria")


def test_a_preset_is_saved_and_taken_again(desk: Seen, studio: Open) -> None:
    before = desk.settled()
    desk.page.fill(f"{field(desk, 'name')} input", "Lía")
    lia = desk.changes(before)
    desk.page.click("#save")
    desk.page.fill("#preset-name", "lia uno")
    desk.page.keyboard.press("Enter")
    file = studio.project / "presets" / "desk" / "lia uno.yaml"
    desk.until(file.is_file)
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == {"assets": [{"template": "desk", "set.name": "Lía"}]}
    desk.page.click(f"{field(desk, 'name')} .reset")
    desk.until(lambda: np.array_equal(desk.pixels(), before))
    desk.page.click("#tab-kept")
    desk.page.click('[data-preset="lia uno"]')
    desk.until(lambda: np.array_equal(desk.pixels(), lia))


def test_a_render_runs_and_says_how_far_it_is(desk: Seen, studio: Open) -> None:
    desk.page.click("#render")
    desk.page.uncheck('#dialog input[value="h264"]')
    desk.page.check('#dialog input[value="png"]')
    desk.page.fill("#render-frames", "1001-1003")
    desk.page.click("#dialog button.primary")
    desk.page.wait_for_selector("li[data-render].done", timeout=30_000)
    folder = Path(studio.project / desk.page.inner_text("li[data-render].done .path"))
    assert sorted(path.name for path in folder.glob("png/*.png"))[0] == "sp_000_000_desk_v001.1001.png"
    assert len(list(folder.glob("png/*.png"))) == 3
    desk.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    desk.page.click("li[data-render].done button:has-text('Copy command')")
    assert shlex.split(desk.page.input_value("#dialog textarea"))[:5] == ["ministerio", "render", "desk", "--to", "png"]


def test_two_windows_work_at_once(window: Callable[[], Seen]) -> None:
    one, two = window(), window()
    before = one.settled()
    one.page.fill(f"{field(one, 'name')} input", "Uno")
    two.page.fill(f"{field(two, 'name')} input", "Dos y más")
    first, second = one.changes(before), two.changes(before)
    assert not np.array_equal(first, second)
    two.page.click("#undo")
    two.until(lambda: np.array_equal(two.pixels(), before))
    assert np.array_equal(one.settled(), first)


def test_the_desk_speaks_spanish_and_english_and_every_word_is_there(desk: Seen) -> None:
    desk.page.click("#speak-es")
    assert desk.page.inner_text("#render") == "Producir"
    assert desk.page.get_attribute("html", "lang") == "es"
    missing = desk.page.evaluate(
        "async () => { const { WORDS } = await import('/page/words.js');"
        " return Object.values(WORDS).filter((pair) => pair.length !== 2 || !pair.every(Boolean)).length; }"
    )
    assert missing == 0
    desk.page.click("#speak-en")
    assert desk.page.inner_text("#render") == "Render"


def test_everything_has_a_name_and_can_be_reached_by_keyboard(desk: Seen) -> None:
    nameless = desk.page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([hidden]), select, textarea, [role=slider]")].filter((node) => {
          if (node.closest("[hidden]")) return false;
          const label = node.labels?.length ? node.labels[0].textContent : "";
          return !(node.getAttribute("aria-label") || label || node.textContent || node.getAttribute("aria-labelledby")).trim();
        }).map((node) => node.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    reached: set[str] = set()
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        reached.add(desk.page.evaluate("document.activeElement.id || document.activeElement.name || ''"))
    assert {"template", "copy", "save", "render", "tab-plate", "switch-look", "choose-citizen"} <= reached


def test_what_overflows_is_marked_on_the_last_good_picture(desk: Seen) -> None:
    good = desk.settled()
    desk.page.fill(f"{field(desk, 'name')} input", "W" * 40)
    desk.page.wait_for_selector("#fault:not([hidden])")
    assert "overflows its box" in desk.page.inner_text("#fault")
    assert "scene.svg.j2:6" in desk.page.inner_text("#fault")
    assert desk.page.locator("#over rect.remark").count() == 1
    box = desk.page.locator("#over rect.remark").bounding_box()
    stage = desk.page.locator("#stage").bounding_box()
    assert stage["x"] < box["x"] < stage["x"] + stage["width"]
    desk.page.click("#undo")
    desk.until(lambda: np.array_equal(desk.pixels(), good))
    assert desk.page.locator("#over rect.remark:not(.note)").count() == 0


def test_what_does_not_fit_is_told_at_its_field_and_among_the_warnings(desk: Seen) -> None:
    desk.page.fill(f"{field(desk, 'name')} input", "W" * 40)
    desk.page.wait_for_selector(f"{field(desk, 'name')} .problem:not([hidden])")
    desk.settled()
    told = desk.page.inner_text(f"{field(desk, 'name')} .problem")
    assert told.startswith("Does not fit; some ")
    assert "scene.svg" not in told
    assert desk.page.get_attribute(f"{field(desk, 'name')} input", "aria-invalid") == "true"
    assert desk.page.locator("#over rect.beyond").count() == 1
    desk.page.click("#tab-warnings")
    assert desk.page.inner_text("#warning-count") == "1"
    listed = desk.page.inner_text("#panel-warnings")
    assert "Name: does not fit" in listed
    assert "Nothing to remark" not in listed
    desk.page.click("#speak-es")
    assert "no cabe; sobran unas" in desk.page.inner_text("#fault")
    desk.page.click("#undo")
    desk.page.wait_for_selector("#fault", state="hidden")
    desk.settled()
    assert desk.page.get_attribute(f"{field(desk, 'name')} input", "aria-invalid") is None
    assert "Desborda" not in desk.page.inner_text("#panel-warnings")
    desk.until(lambda: "mirando" not in desk.page.inner_text("#panel-warnings"))


def test_a_missing_letter_is_named_and_a_missing_word_marked(desk: Seen, studio: Open) -> None:
    desk.settled()
    desk.page.fill(f"{field(desk, 'name')} input", "Ada \u1000")
    desk.page.wait_for_selector("#fault:not([hidden])")
    assert "no font has \u1000 (U+1000)" in desk.page.inner_text("#fault")
    assert desk.page.locator("#over rect.remark").count() == 1
    desk.page.click("#undo")
    desk.page.wait_for_selector("#fault", state="hidden")
    words = studio.project / "templates" / "desk" / "words" / "es.yaml"
    text = words.read_text(encoding="utf-8")
    try:
        words.write_text(text.replace("hello: Hola {name}\n", ""), encoding="utf-8")
        desk.page.wait_for_selector("#fault:not([hidden])")
        assert "The word “hello” is missing." in desk.page.inner_text("#fault")
        assert desk.page.locator("#over rect.remark").count() == 1
        desk.page.click("#tab-warnings")
        assert "Missing word" in desk.page.inner_text("#panel-warnings")
    finally:
        words.write_text(text, encoding="utf-8")
    desk.page.wait_for_selector("#fault", state="hidden")


def test_a_faulty_row_says_so_at_its_own_input(desk: Seen) -> None:
    rows = field(desk, "rows")
    desk.page.click(f"{rows} .list > button")
    desk.settled()
    last = desk.page.locator(f"{rows} li").last
    assert last.locator("input[type=number]").input_value() == "-3", "a new row begins as the last one, not with the least there can be"
    desk.page.fill(f"{rows} li:first-child input[type=number]", "")
    desk.page.wait_for_selector(f"{rows} li:first-child .problem")
    points = desk.page.locator(f"{rows} li:first-child input[type=number]")
    assert points.get_attribute("aria-invalid") == "true"
    about = points.get_attribute("aria-describedby")
    assert desk.page.inner_text(f"#{about}") == "Is missing"
    assert desk.page.locator(f"{rows} [aria-invalid]").count() == 1
    assert desk.page.get_attribute(f"{rows} .list > button", "aria-describedby") is None
    points.fill("7")
    desk.until(lambda: points.get_attribute("aria-invalid") is None)


def test_weak_contrast_is_told_and_marked(desk: Seen, scene: Path) -> None:
    desk.settled()
    text = scene.read_text(encoding="utf-8")
    grey = '<g ui:layer="bar"><rect width="320" height="180" fill="#808080"/></g><g ui:layer="words">'
    scene.write_text(text.replace('<g ui:layer="words">', grey).replace('"#ffffff"', '"#909090"'), encoding="utf-8")
    desk.page.wait_for_selector("#warning-count:not([hidden])", state="attached")
    desk.page.click("#tab-warnings")
    assert "a contrast of" in desk.page.inner_text("#panel-warnings")
    assert desk.page.locator("#over rect.remark").count() >= 1
    desk.page.click("#guide-warnings")
    assert desk.page.locator("#over rect.remark").count() == 0
    desk.page.click("#speak-es")
    assert "un contraste de" in desk.page.inner_text("#panel-warnings")


def test_a_saved_word_is_seen(desk: Seen, studio: Open) -> None:
    before = desk.settled()
    words = studio.project / "templates" / "desk" / "words" / "es.yaml"
    text = words.read_text(encoding="utf-8")
    try:
        words.write_text(text.replace("Hola", "Buenas"), encoding="utf-8")
        desk.changes(before)
    finally:
        words.write_text(text, encoding="utf-8")
    desk.until(lambda: np.array_equal(desk.pixels(), before))


def test_the_command_is_that_of_the_picture(desk: Seen) -> None:
    desk.page.fill(f"{field(desk, 'name')} input", "Ana O'Hara")
    desk.page.check('#switch-look input[value="ministry"]')
    desk.settled()
    desk.page.click("#copy")
    desk.until(lambda: desk.page.locator("#dialog textarea").count() == 1 or "Copied" in desk.page.inner_text("#notice"))
    if desk.page.locator("#dialog textarea").count():
        words = shlex.split(desk.page.input_value("#dialog textarea"))
        assert words == ["ministerio", "render", "desk", "--look", "ministry", "--set", "name=Ana O'Hara"]


LEVEL = ".field[data-name=level]"  # which the template has that the desk opens with
LATE_FILES = """const real = window.fetch;
window.fetch = async (...asked) => {
  if (String(asked[0]).endsWith("/api/files")) await new Promise((done) => setTimeout(done, 1500));
  return real(...asked);
};"""


def test_a_template_that_is_chosen_while_the_desk_still_opens_stays_chosen(browser: Any, studio: Open) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    try:
        page = context.new_page()
        page.add_init_script(LATE_FILES)
        page.goto(studio.address)
        page.wait_for_selector("#template option[value=chart]", state="attached")
        page.select_option("#template", "chart")
        page.wait_for_timeout(2500)
        assert page.input_value("#template") == "chart"
        page.wait_for_selector("#picture[data-frame]")
        assert page.locator(LEVEL).count() == 0
    finally:
        context.close()
