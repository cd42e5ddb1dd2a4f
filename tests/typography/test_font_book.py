from __future__ import annotations

import pytest
from shipped import FONTS, book

from generator.typography.fonts import FontBook, Wish, _weight_rank, _width_rank
from generator.values.geometry import Outline, Rect


def axes(wish: Wish, *names: str) -> dict[str, float]:
    face = book(*names).primary(wish)
    assert face is not None
    return face.axes


def test_every_axis_is_set_and_kept_within_its_range() -> None:
    assert axes(Wish(("Saira",))) == {"wght": 400, "wdth": 100}  # the file's own default weight is 100
    assert axes(Wish(("Saira",), weight=1000, width=10)) == {"wght": 900, "wdth": 50}
    assert axes(Wish(("saira",), weight=650, axes=(("wdth", 75.5), ("none", 3)))) == {"wght": 650, "wdth": 75.5}


def test_the_same_instance_is_the_same_face() -> None:
    one, two = book().primary(Wish(("Saira",), 300)), book().primary(Wish(("nowhere", "SAIRA"), 300))
    assert one is two
    assert one is not book().primary(Wish(("Saira",), 301))


def test_families_generics_and_the_default() -> None:
    assert book().primary(Wish(("nowhere", "monospace"))).name == "MartianMono.ttf"  # type: ignore[union-attr]
    assert book().primary(Wish(("nowhere",))).name == "Saira.ttf"  # type: ignore[union-attr]
    assert book().has_family("martian mono")
    assert not book().has_family("Times New Roman")
    assert FontBook([]).primary(Wish(("Saira",))) is None


def test_fallback_takes_only_given_fonts() -> None:
    wish = Wish(("Saira",), 700)
    found = book().covering(wish, "中")
    assert found is not None
    assert found.name == "NotoSansSC.ttf"
    assert found.axes["wght"] == 700
    assert book("Saira").covering(wish, "中") is None
    assert book("Saira").covering(wish, "n\u200d\u202f") is book("Saira").primary(wish)


@pytest.mark.parametrize(
    ("wish", "best_first"),
    [
        (400, [(400, 400), (500, 500), (300, 300), (100, 100), (600, 600), (900, 900)]),
        (450, [(300, 460), (500, 500), (400, 400), (300, 300), (600, 600)]),
        (300, [(100, 300), (200, 200), (100, 100), (400, 400), (700, 700)]),
        (600, [(600, 700), (700, 700), (900, 900), (500, 500), (400, 400)]),
    ],
)
def test_weights_are_matched_in_the_order_of_css(wish: float, best_first: list[tuple[float, float]]) -> None:
    assert sorted(set(best_first), key=lambda span: _weight_rank(wish, span)) == best_first


def test_narrow_wishes_look_at_narrower_widths_first() -> None:
    assert sorted([(50, 50), (80, 80), (100, 100)], key=lambda span: _width_rank(75, span))[0] == (50, 50)
    assert sorted([(50, 50), (80, 80), (150, 150)], key=lambda span: _width_rank(110, span))[0] == (150, 150)


def test_outlines_have_size_one_and_grow_upwards() -> None:
    face = book().primary(Wish(("Saira",)))
    assert face is not None
    glyph = face.glyph("H")
    assert glyph is not None
    outline = face.outline(glyph)
    assert isinstance(outline, Outline)
    box = outline.bounds()
    assert isinstance(box, Rect)
    assert box.y == pytest.approx(-face.metrics.cap_height, abs=0.01)
    assert box.bottom == pytest.approx(0, abs=0.001)
    assert face.outline(glyph) is outline
    assert face.outline(face.glyph(" ") or 0) is None


def test_bolder_instances_have_thicker_stems() -> None:
    thin, fat = (book().primary(Wish(("Saira",), weight)) for weight in (100, 900))
    assert thin is not None
    assert fat is not None
    boxes = [face.outline(face.glyph("l") or 0) for face in (thin, fat)]
    widths = [outline.bounds().width for outline in boxes if outline]  # type: ignore[union-attr]
    assert widths[1] > 2 * widths[0]


def test_a_book_that_is_not_asked_reads_nothing() -> None:
    FontBook([("broken.ttf", b"no font at all")])


def test_fonts_can_be_views() -> None:
    data = memoryview((FONTS / "SairaStencilOne.ttf").read_bytes())
    assert FontBook([("a.ttf", data)]).families == ("Saira Stencil One",)


def test_memory_stays_flat_while_axes_move() -> None:
    fonts = FontBook([("Saira.ttf", (FONTS / "Saira.ttf").read_bytes())])
    for n in range(600):
        assert fonts.covering(Wish(("Saira",), 100 + n / 2), "a") is not None
    assert len(fonts._faces) <= 256


def test_only_the_fonts_that_are_needed_are_made() -> None:
    fonts = FontBook([(file.name, file.read_bytes()) for file in sorted(FONTS.glob("*.ttf"))], default="Saira")
    assert fonts.covering(Wish(("Overpass",)), "a") is not None
    assert len(fonts._faces) == 1
