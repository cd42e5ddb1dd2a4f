from __future__ import annotations

from pathlib import Path

import pytest

from drawing import HEAD, Pictures  # isort: skip

from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.elements.ui_portrait import looks_of
from generator.faces.studio import Studio
from generator.problems import DocumentError
from generator.scene.dump import dump
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.typography.fonts import FontBook
from generator.values.geometry import Affine

HEADS = Path(__file__).parents[2] / "generator" / "faces" / "heads.npz"
STUDIO = Studio(HEADS.read_bytes)


def portrait(attributes: str, inside: str = "", studio: Studio | None = STUDIO) -> Scene:
    body = f'<ui:portrait x="10" y="20" width="60" height="60" cells="16" {attributes}>{inside}</ui:portrait>'
    return build(parse(f"{HEAD}>{body}</svg>", "a.svg"), Port(FontBook([]), Pictures(), studio=(lambda: studio) if studio else None))


def fault(attributes: str, studio: Studio | None = STUDIO) -> str:
    with pytest.raises(DocumentError) as caught:
        portrait(attributes, studio=studio)
    return str(caught.value)


def test_a_face_stands_in_its_box() -> None:
    (group,) = Sampler(portrait('citizen="3"')).frame(0.0).root.children
    assert group.transform == Affine(60.0, 0.0, 0.0, 60.0, 10.0, 20.0)  # type: ignore[union-attr]
    box = group.children[0].outline.bounds()  # type: ignore[union-attr]
    assert -0.05 < box.x < box.right < 1.05


@pytest.mark.parametrize(("style", "leaves"), [("halftone", 1), ("wire", 3), ("identikit", 2), ("plain", 1), ("dither", 1)])
def test_styles_come_down_to_plain_nodes(style: str, leaves: int) -> None:
    root = Sampler(portrait(f'citizen="3" style="{style}"')).frame(0.0).root
    (group,) = root.children
    assert len(group.children) == leaves  # type: ignore[union-attr]


def test_a_second_ink_is_a_second_screen() -> None:
    root = Sampler(portrait('citizen="3" second-ink="#f00"')).frame(0.0).root
    assert len(root.children[0].children) == 2  # type: ignore[union-attr]


def test_a_head_turns_and_random_access_gives_the_same() -> None:
    scene = portrait('citizen="3" style="dither"', '<animate attributeName="yaw" values="-30;30" dur="1s" fill="freeze"/>')
    sampler = Sampler(scene)
    first, later, again = dump(scene, 0.0), dump(scene, 0.5), dump(scene, 0.0)
    assert first == again != later
    assert sampler.frame(0.5).root is not sampler.frame(0.0).root


def test_what_is_wrong_is_told() -> None:
    assert "no head data" in fault('citizen="3"', None)
    assert "write age=67" in fault('looks="old"')
    assert "no hair is 'mohican'; there is afro, bald" in fault('looks="hair=mohican"')
    assert "did you mean braided?" in fault('looks="hair=braidd"')
    assert "did you mean hair?" in fault('looks="hairs=bob"')
    assert "did you mean halftone?" in fault('style="halfton"')
    assert "did you mean smear-angle?" in fault('smear-angel="3"')
    assert "ground street is for style evidence" in fault('ground="street"')
    assert "style wire needs a citizen" in fault('style="wire" photo="8x8.png"')
    assert "there is no picture" in fault('photo="nobody.png"')
    assert "a crop is four numbers" in fault('photo="8x8.png" crop="0 0 1"')


def test_a_photo_takes_the_place() -> None:
    assert Sampler(portrait('photo="8x8.png" style="plain"')).frame(0.0).root.children


def test_looks_are_typed() -> None:
    assert looks_of("age=67 hair=bob sex=0.5") == {"age": 67, "hair": "bob", "sex": 0.5}
