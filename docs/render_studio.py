"""The picture of the studio in its page: ``.venv/bin/python docs/render_studio.py`` (needs the extra `test` and Debian's chromium)."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

WIDE = 960
HERE = Path(__file__).parent
STUDIO = [sys.executable, "-c", "from generator.cli import main; main()", "studio", "score_hud", "--no-browser", "--port", "0", "--project"]


def main() -> None:
    with tempfile.TemporaryDirectory() as project, sync_playwright() as play:
        studio = subprocess.Popen([*STUDIO, project], stdout=subprocess.PIPE, text=True)
        assert studio.stdout is not None
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page.set_default_timeout(60_000)
        page.goto(studio.stdout.readline().strip())
        page.wait_for_selector("#picture[data-frame]")
        page.click("#choose-citizen")
        page.click('[data-citizen="dario"]')
        page.wait_for_selector("#citizen-about:not(:empty)")
        page.click("#choose-moment")
        page.click("button.scene:has-text('La glorieta')")
        page.wait_for_timeout(8_000)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.resize((WIDE, WIDE * 900 // 1440), Image.Resampling.LANCZOS).quantize(128).save(HERE / "studio.png", optimize=True)
        browser.close()
        studio.send_signal(signal.SIGINT)
        studio.wait()


if __name__ == "__main__":
    main()
