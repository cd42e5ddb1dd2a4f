"""How soon the studio shows what was changed, in a real browser: milliseconds from the key to the picture, and of processors on them.

.venv/bin/python bench/studio.py [HERO ...] [--rounds 7]      needs the extra `test` and Debian's chromium
"""

from __future__ import annotations

import argparse
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, sync_playwright

REST = 3_000  # ms in which remarks and sound are made, too
PATIENCE = 30_000  # ms after which a picture is not waited for any more
HEROES = {"score_hud": ("name", "score"), "dishonest_caller": ("name", "phone"), "shaming_billboard": ("name", "points")}
CHANGE = """([selector, value, patience]) => new Promise((done, failed) => {
  const node = document.querySelector(selector), picture = document.querySelector("#picture"), before = picture.dataset.key;
  const began = performance.now();
  const watcher = new MutationObserver(() => {
    if (picture.dataset.key === before) return;
    clearTimeout(alarm);
    watcher.disconnect();
    done([Number(picture.dataset.shown) - began, Number(picture.dataset.cpu)]);
  });
  const alarm = setTimeout(() => {
    const fault = document.querySelector("#fault");
    watcher.disconnect();
    failed(new Error(`no picture for ${selector} = ${value} in ${patience} ms; the field holds ${node.value}, the picture is of ${before}` +
      (fault.hidden ? "" : `, and the desk says: ${fault.innerText}`)));
  }, patience);
  watcher.observe(picture, { attributes: true });
  node.value = value;
  node.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def measured(page: Any, selector: str, values: list[Any]) -> str:
    """Medians of some changes, each waited for: elapsed, and what the renderer's processor took of it."""
    elapsed, cpu = [], []
    for value in values:
        found = page.evaluate(CHANGE, [selector, str(value), PATIENCE])
        elapsed.append(found[0])
        cpu.append(found[1])
        page.wait_for_timeout(REST)
    return f"{statistics.median(elapsed):6.0f} ({max(elapsed):5.0f}) {statistics.median(cpu):6.0f}"


def hero_measured(page: Any, hero: str, rounds: int) -> None:
    """The lines of one hero: two of its fields, and the scrubber."""
    page.select_option("#template", hero)
    page.wait_for_selector(f'.field[data-name="{HEROES[hero][1]}"]')
    page.select_option("#part", "2")
    page.wait_for_timeout(15_000)
    for name in HEROES[hero]:
        selector = f'.field[data-name="{name}"] input:not([type=range])'
        number = page.get_attribute(selector, "type") == "number"
        values = [-10 - i if name == "points" else 300 + i if number else f"Ana Perucha {'BCDFGHJKLMNP'[i]}" for i in range(rounds + 1)]
        measured(page, selector, values[:1])
        print(f"{hero:<18} {name:<15} {measured(page, selector, values[1:])}", flush=True)
    first = int(page.get_attribute("#scrub", "min"))
    print(f"{hero:<18} {'scrub':<15} {measured(page, '#scrub', [first + 40 + 7 * i for i in range(rounds)])}", flush=True)


@contextmanager
def opened() -> Iterator[str]:
    """A studio's address, as long as it is open."""
    with tempfile.TemporaryDirectory() as project:
        program = [sys.executable, "-c", "from generator.cli import main; main()"]
        line = [*program, "studio", "--no-browser", "--port", "0", "--project", project]
        studio = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
        assert studio.stdout is not None
        try:
            yield studio.stdout.readline().strip()
        finally:
            studio.send_signal(signal.SIGINT)
            studio.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heroes", nargs="*", choices=[*HEROES, []], default=[], help="some of them; all unless said")
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    with opened() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        print(f"{'at half size':<34} median (worst)  renderer CPU, ms", flush=True)
        try:
            for hero in asked.heroes or HEROES:
                hero_measured(page, hero, asked.rounds)
        except Error as error:
            sys.exit(error.message)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
