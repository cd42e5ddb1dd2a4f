"""How soon the studio shows what was changed, in a real browser: milliseconds from the key to the picture, and of processors on them.

.venv/bin/python bench/studio.py [--rounds 7]      needs the extra `test` and Debian's chromium
"""

from __future__ import annotations

import argparse
import signal
import statistics
import subprocess
import sys
import tempfile
from typing import Any

from playwright.sync_api import sync_playwright

REST = 3_000  # ms in which remarks and sound are made, too
HEROES = {"score_hud": ("name", "score"), "dishonest_caller": ("name", "phone"), "shaming_billboard": ("name", "points")}
CHANGE = """([selector, value]) => new Promise((done) => {
  const node = document.querySelector(selector), picture = document.querySelector("#picture"), before = picture.dataset.key;
  const began = performance.now();
  new MutationObserver((_, watcher) => {
    if (picture.dataset.key === before) return;
    watcher.disconnect();
    done([Number(picture.dataset.shown) - began, Number(picture.dataset.cpu)]);
  }).observe(picture, { attributes: true });
  node.value = value;
  node.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def measured(page: Any, selector: str, values: list[Any]) -> str:
    """Medians of some changes, each waited for: elapsed, and what the renderer's processor took of it."""
    elapsed, cpu = [], []
    for value in values:
        found = page.evaluate(CHANGE, [selector, str(value)])
        elapsed.append(found[0])
        cpu.append(found[1])
        page.wait_for_timeout(REST)
    return f"{statistics.median(elapsed):6.0f} ({max(elapsed):5.0f}) {statistics.median(cpu):6.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as project, sync_playwright() as play:
        command = [
            sys.executable,
            "-c",
            "from generator.cli import main; main()",
            "studio",
            "--no-browser",
            "--port",
            "0",
            "--project",
            project,
        ]
        studio = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert studio.stdout is not None
        address = studio.stdout.readline().strip()
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        print(f"{'at half size':<34} median (worst)  renderer CPU, ms")
        for hero, fields in HEROES.items():
            page.select_option("#template", hero)
            page.wait_for_selector(f'.field[data-name="{fields[1]}"]')
            page.select_option("#part", "2")
            page.wait_for_timeout(15_000)
            for name in fields:
                selector = f'.field[data-name="{name}"] input:not([type=range])'
                number = page.get_attribute(selector, "type") == "number"
                values = [
                    -10 - i if name == "points" else 300 + i if number else f"Ana Perucha {'BCDFGHJKLMNP'[i]}" for i in range(rounds + 1)
                ]
                measured(page, selector, values[:1])
                print(f"{hero:<18} {name:<15} {measured(page, selector, values[1:])}")
            first = int(page.get_attribute("#scrub", "min"))
            print(f"{hero:<18} {'scrub':<15} {measured(page, '#scrub', [first + 40 + 7 * i for i in range(rounds)])}")
        browser.close()
        studio.send_signal(signal.SIGINT)
        studio.wait()


if __name__ == "__main__":
    main()
