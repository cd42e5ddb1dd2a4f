"""A production's own still takes a citizen's place wherever the citizen is drawn; the manifest, clearance and the checks say so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tiny import Done, Tiny

from generator.brief import Brief
from generator.motion.track import at
from generator.problems import BriefError, CanonError
from generator.render import Places
from generator.render.asset import Asset
from generator.scene import nodes
from generator.scene.dump import dump
from generator.shelf import Worlds
from generator.shelf.images import MAX_SIDE
from generator.typography.fonts import FontBook
from generator.world.portrait import Still

Run = Callable[..., Done]
CANON = """title: Test
cast:
  ana: {number: 12, age: 30, portrait: stills/ana.png}
  eva: {number: 13, portrait: {path: stills/eva.jpg, box: [0.25, 0, 0.5, 0.5], hair: bob}}
  uno: {number: 14}
"""


@pytest.fixture
def film(tiny: Tiny) -> Path:
    """A canon with two stills beside it, in red and in the four colours of a turned picture, and a template that draws all three."""
    folder = tiny.templates.parent / "film"
    (folder / "stills").mkdir(parents=True)
    Image.new("RGB", (40, 40), (200, 0, 0)).save(folder / "stills/ana.png")
    wide = np.zeros((20, 40, 3), np.uint8)
    wide[:, :20], wide[:, 20:] = (0, 0, 250), (0, 250, 0)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: what is on the left belongs on top
    Image.fromarray(wide).save(folder / "stills/eva.jpg", quality=95, exif=exif)
    (folder / "film.yaml").write_text(CANON, encoding="utf-8")
    tiny.draw("".join(f'<ui:portrait x="{30 * i}" width="30" height="30" citizen="{12 + i}" style="plain"/>' for i in range(3)))
    return folder / "film.yaml"


def asset(film: Path, tiny: Tiny, **asked: object) -> Asset:
    places = Places((tiny.templates,))
    brief = Brief.of(places.shelf().manifest("tiny"), {"template": "tiny", "canon": str(film), **asked})
    return Asset.of(brief, places.shelf(), places.worlds())


def pictures(found: Asset) -> list[nodes.Raster]:
    scene = found.built(found.document(), FontBook(found.shelf.fonts()))

    def images(node: nodes.Node) -> list[nodes.Image]:
        inner = [image for child in node.children for image in images(child)] if isinstance(node, nodes.Group) else []
        return [*inner, *([node] if isinstance(node, nodes.Image) else [])]

    return [at(image.source, 0.0) for image in images(scene.root)]


def test_a_still_takes_the_citizens_place_and_is_cut_to_the_face(film: Path, tiny: Tiny) -> None:
    ana, eva, uno = (picture.pixels for picture in pictures(asset(film, tiny)))
    middle = (ana.shape[0] // 2, ana.shape[1] // 2)
    assert ana[middle][0] > 150
    assert max(ana[middle][1:3]) < 40
    assert eva[middle][2] > 150, "the upper half of the upright picture is the left of the file"
    assert max(eva[middle][:2]) < 60
    assert len(np.unique(uno.reshape(-1, 4), axis=0)) > 500, "nobody's still: a made face"


def test_the_plate_says_which_still_it_has_and_changes_with_it(film: Path, tiny: Tiny) -> None:
    before = asset(film, tiny).facts
    assert before["world.still.ana"].startswith("stills/ana.png, SHA-256 ")
    assert before["world.still.ana"].endswith("needs a release")
    assert {name for name in before if name.startswith("world.still")} == {"world.still.ana", "world.still.eva"}
    Image.new("RGB", (40, 40), (0, 0, 0)).save(film.parent / "stills/ana.png")
    after = asset(film, tiny).facts
    assert {name for name in before if before[name] != after[name]} == {"world.still.ana"}
    tiny.change("scene.svg.j2", 'citizen="12"', 'citizen="15"')
    tiny.change("scene.svg.j2", 'citizen="13"', 'citizen="16"')
    assert not [name for name in asset(film, tiny).facts if name.startswith("world.still")], "whom a plate does not draw is not on it"


def test_a_citizen_who_is_asked_for_has_it_as_well(film: Path, tiny: Tiny) -> None:
    found = asset(film, tiny, citizen="ana", at="2041-09-10 12:00")
    assert found.story is not None
    assert found.story.facts.values["citizen"]["picture"] == "stills/ana.png"
    assert "world.still.ana" in found.facts


def test_where_a_style_needs_a_head_another_stands_for_it(film: Path, tiny: Tiny) -> None:
    file = tiny.folder / "scene.svg.j2"

    def drawn(style: str) -> str:
        file.write_text(re.sub(r'(citizen="12" style)="\w+"', rf'\1="{style}"', file.read_text(encoding="utf-8")), encoding="utf-8")
        return dump(asset(film, tiny).scene())

    assert drawn("points") == drawn("halftone")
    assert drawn("wire") == drawn("identikit")
    assert drawn("scan") != drawn("dither")


@pytest.mark.parametrize(
    ("still", "told"),
    [
        ("nowhere.png", "there is no picture nowhere.png beside the canon"),
        ("../secret.png", "../secret.png lies outside of the canon's folder"),
        ("/etc/hostname", "is no relative name"),
        ("https://a.example/b.png", "is no relative name"),
        ("notes.png", "notes.png is no picture that can be read (PNG, JPEG, WEBP, GIF)"),
        ("stills", "there is no picture stills"),
        ("wide.png", f"at most {MAX_SIDE} a side"),
        ("cut.png", "cut.png is broken"),
        ("{path: stills/ana.png, box: [30, 30, 20, 20]}", "the box of the face is not inside of the picture, which is 40x40"),
        ("{path: stills/ana.png, centre: [90, 2]}", "the centre of the face is not inside"),
        ("{path: stills/ana.png, centre: [0.5, 0.5], box: [0, 0, 1, 1]}", "ana.portrait.centre and box say the same thing"),
        ("{path: stills/ana.png, box: [1, 2]}", "ana.portrait.box takes 4 numbers from 0 to 16384"),
        ("{box: [0, 0, 1, 1]}", "ana.portrait.box is for a still: give its path too"),
        ("{pth: stills/ana.png}", "unknown key ana.portrait.pth; did you mean path?"),
    ],
)
def test_a_faulty_still_is_told_at_its_line(film: Path, still: str, told: str) -> None:
    folder = film.parent
    Image.new("RGB", (4, 4)).save(folder.parent / "secret.png")
    Image.new("1", (MAX_SIDE + 1, 1)).save(folder / "wide.png")
    (folder / "notes.png").write_text("not a picture", encoding="utf-8")
    (folder / "cut.png").write_bytes((folder / "stills/ana.png").read_bytes()[:60])
    film.write_text(CANON.replace("stills/ana.png", still, 1), encoding="utf-8")
    with pytest.raises(CanonError) as caught:
        Worlds().stills(film, whole=True)
    (problem,) = caught.value.problems
    assert told in problem.message
    assert problem.origin is not None
    assert problem.origin.line == 3


def test_all_faulty_stills_are_told_at_once(film: Path) -> None:
    film.write_text(CANON.replace("ana.png", "a.png").replace("eva.jpg", "e.jpg"), encoding="utf-8")
    with pytest.raises(CanonError) as caught:
        Worlds().stills(film)
    assert [problem.origin.line for problem in caught.value.problems if problem.origin] == [3, 4]


def test_a_link_does_not_lead_out(film: Path) -> None:
    secret = film.parent.parent / "secret.png"
    Image.new("RGB", (4, 4)).save(secret)
    (film.parent / "stills/ana.png").unlink()
    (film.parent / "stills/ana.png").symlink_to(secret)
    with pytest.raises(CanonError, match="lies outside"):
        Worlds().stills(film)


@pytest.mark.parametrize(
    ("still", "size", "crop"),
    [
        (Still("a"), (40, 20), (0, 0, 1, 1)),
        (Still("a", box=(10, 5, 20, 10)), (40, 20), (0.25, 0.25, 0.5, 0.5)),
        (Still("a", centre=(0.5, 0.5)), (40, 20), (0.25, 0, 0.5, 1)),
        (Still("a", centre=(10, 10)), (40, 20), (0, 0, 0.5, 1)),
        (Still("a", centre=(0.5, 0.25)), (40, 20), (0.375, 0, 0.25, 0.5)),
    ],
)
def test_a_face_is_given_by_its_box_or_its_centre(still: Still, size: tuple[int, int], crop: tuple[float, ...]) -> None:
    assert still.crop(*size) == pytest.approx(crop)


def test_clearance_and_show_ask_for_a_release(ministerio: Run, film: Path) -> None:
    assert "stills/ana.png, the production's own still: needs a release" in ministerio("world", "show", "ana", "--canon", film).out
    (report,) = ministerio("world", "clearance", "tiny", "--canon", film, "--json").json
    faces = {row["text"]: row for row in report["rows"] if row["kind"] == "face"}
    ana = faces["citizen 12, stills/ana.png, plain"]
    assert (ana["verdict"], ana["rule"]) == ("person", "the production's own picture of a person: needs a release")
    assert ana["comes_from"][0].startswith("the film's canon: cast.ana.portrait (")
    assert faces["citizen 14, plain"]["verdict"] == "clear"


def test_a_plate_knows_its_canon_and_is_held_against_it(ministerio: Run, film: Path, tmp_path: Path) -> None:
    out = tmp_path / "plates"
    done = ministerio("render", "tiny", "--canon", film, "--frames", "1001", "--to", "png", "--layers", "beauty", "--out", out, "--json")
    assert done.code == 0, done.err
    (plate,) = out.iterdir()
    manifest = json.loads((plate / f"{plate.name}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["read_from"]["canon"] == str(film)
    assert len(manifest["read_from"]["canon SHA-256"]) == len(manifest["read_from"]["rules SHA-256"]) == 64
    fine = ministerio("world", "check", plate)
    assert (fine.code, fine.out) == (0, ""), fine.err
    assert "3 people, 0 events, 0 scenes; 1 plate: no contradictions" in fine.err
    film.write_text(CANON + "  due: {number: 15}\n", encoding="utf-8")
    noted = ministerio("world", "check", plate)
    assert (noted.code, noted.out) == (0, "")
    assert f"{plate.name}: the canon has changed since it was made" in noted.err
    Image.new("RGB", (40, 40), (0, 0, 0)).save(film.parent / "stills/ana.png")
    changed = ministerio("world", "check", plate)
    assert changed.code == 2
    assert f"{plate.name}: the picture of ana is stills/ana.png" in changed.out
    film.unlink()
    gone = ministerio("world", "check", plate)
    assert gone.code == 2
    assert "which is not there now: give --canon" in gone.err


def test_a_picture_parameter_can_take_it_and_is_cut_the_same(film: Path, tiny: Tiny) -> None:
    tiny.change(
        "manifest.yaml", "parameters:\n", 'parameters:\n  photo: {type: image, fact: citizen.picture, default: "", help: A still.}\n'
    )
    tiny.change("scene.svg.j2", 'citizen="14"', 'citizen="15" photo="{{ p.photo }}"')
    found = asset(film, tiny, citizen="eva", at="2041-09-10 12:00")
    _, by_number, by_name = (picture.pixels for picture in pictures(found))
    assert np.array_equal(by_number, by_name)
    assert "world.still.eva" in found.facts


def test_a_list_claims_only_what_it_takes(film: Path, tiny: Tiny) -> None:
    of = "{type: record, fields: {score: {type: integer, fact: score, help: A score.}}}"
    people = f"{{type: list, fact: present, help: People., default: [], of: {of}}}"
    tiny.change("manifest.yaml", "parameters:\n", f"parameters:\n  people: {people}\n")
    claimed = [name for name in asset(film, tiny, citizen="uno", at="2041-09-10 12:00").facts if name.startswith("world.fact.")]
    assert len([name for name in claimed if name.startswith("world.fact.present.")]) == 11
    assert {name.rpartition(".")[2] for name in claimed if ".present." in name} == {"score"}


def test_a_canon_that_a_plate_cannot_use_is_a_mistake(film: Path, tiny: Tiny) -> None:
    text = (tiny.folder / "scene.svg.j2").read_text(encoding="utf-8")
    (tiny.folder / "scene.svg.j2").write_text(text.replace("<ui:portrait", "<!-- ").replace('style="plain"/>', " -->"), encoding="utf-8")
    with pytest.raises(BriefError, match="canon is for a plate that shows a citizen"):
        asset(film, tiny)
