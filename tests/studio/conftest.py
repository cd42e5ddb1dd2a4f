"""A studio that is open, and a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.studio.at_the_desk import SCENE, Open, Seen, closed, make_templates, opened

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("studio")
    make_templates(folder / "templates")
    stills = folder / "stills"
    stills.mkdir()
    Image.fromarray(np.full((90, 160, 3), (200, 40, 40), np.uint8)).save(stills / "street.png")
    return folder


@pytest.fixture(scope="session")
def studio(project: Path) -> Iterator[Open]:
    found = opened(project, "--stills", "stills")
    yield found
    closed(found)


@pytest.fixture
def scene(studio: Open) -> Iterator[Path]:
    """The template's scene, which a test may break: afterwards it is as it was."""
    yield studio.scene
    studio.scene.write_text(SCENE, encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        if os.environ.get("MINISTERIO_BROWSER"):
            pytest.fail("there is no chromium")
        pytest.skip("there is no chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def window(browser: Any, studio: Open) -> Iterator[Callable[[], Seen]]:
    """Opens windows of the studio, each with a memory of its own; none of them may have had a fault."""
    contexts: list[Any] = []
    seen: list[Seen] = []

    def another() -> Seen:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB"))
        seen.append(Seen(contexts[-1].new_page(), studio.address))
        return seen[-1]

    yield another
    for context in contexts:
        context.close()
    assert [fault for one in seen for fault in one.faults] == []


@pytest.fixture
def desk(window: Callable[[], Seen]) -> Seen:
    return window()
