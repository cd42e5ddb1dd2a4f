"""What is saved elsewhere: only the plates that read it are made anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.render.film import Places
from generator.studio.desk import Desk
from generator.studio.easel import Easel
from generator.studio.watch import Edition, edition
from generator.studio.wish import Sight, Wish
from tests.studio.at_the_desk import SCENE, make_templates

DESK, OTHER = Wish(template="desk"), Wish(template="other")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    templates = make_templates(tmp_path / "templates")
    shutil.copytree(templates / "desk", templates / "other")
    (templates / "_kit").mkdir()
    return Desk(Places((templates,)), tmp_path, tmp_path / "output")


def saved(path: Path, text: str) -> None:
    """As an editor saves it, a second later."""
    before = path.stat().st_mtime if path.exists() else 0.0
    path.write_text(text, encoding="utf-8")
    os.utime(path, (before + 1, before + 1))


def scene_of(desk: Desk, template: str) -> Path:
    return desk.places.templates[0] / template / "scene.svg.j2"


def test_an_edition_says_whose_files_changed(desk: Desk) -> None:
    first = edition(desk)
    assert edition(desk) == first
    saved(scene_of(desk, "other"), SCENE.replace("#ffffff", "#ff0000"))
    second = edition(desk)
    assert second.others(first) == {"other"}
    assert (second.shared, second.fonts) == (first.shared, first.fonts)
    assert second.name != first.name
    saved(desk.places.templates[0] / "_kit" / "note.svg.j2", "<g/>")
    third = edition(desk)
    assert third.shared != second.shared
    assert not third.others(second)


def test_a_plate_stays_compiled_while_files_of_another_template_are_saved(desk: Desk) -> None:
    easel = Easel(desk)
    easel.forget(edition(desk))
    kept, gone = easel.scene(DESK, 2), easel.scene(OTHER, 2)
    saved(scene_of(desk, "other"), SCENE.replace("#ffffff", "#ff0000"))
    easel.forget(edition(desk))
    assert easel.scene(DESK, 2) is kept
    assert easel.scene(OTHER, 2) is not gone
    saved(desk.places.templates[0] / "_kit" / "note.svg.j2", "<g/>")
    easel.forget(edition(desk))
    assert easel.scene(DESK, 2) is not kept, "what all templates may read is anybody's"


def test_what_was_saved_is_what_is_painted(desk: Desk) -> None:
    easel, sight = Easel(desk), Sight(frame=1024, part=2)
    easel.forget(edition(desk))
    _, before = easel.frame(DESK, sight)
    saved(scene_of(desk, "desk"), SCENE.replace("#ffffff", "#ff0000"))
    easel.forget(edition(desk))
    _, after = easel.frame(DESK, sight)
    assert after != before
    saved(scene_of(desk, "desk"), SCENE)
    easel.forget(edition(desk))
    assert easel.frame(DESK, sight)[1] == before, "nor does a plane that is painted on again keep anything"


def test_an_edition_of_nothing_differs_from_every_other(desk: Desk) -> None:
    assert Edition() != edition(desk)
    assert Edition("a").name != Edition("b").name
