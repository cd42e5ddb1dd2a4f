"""Our own face: drawn again it is the same, its figures line up, and its dots lie on one grid."""

import importlib
import string
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from generator.typography.bidi import levels
from generator.typography.fonts import FontBook, Wish
from generator.typography.shape import Paragraph, Span, Style, shape

FONTS = Path(__file__).parents[2] / "fonts"
SYMBOLS = "←→↑↓↖↗↘↙▲▼◀▶■□●○◆◉✓✕⚠⊘★☺⌛⌂⏻█"


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FONTS))
    return importlib.import_module("draw_board")


def width(text: str, weight: float, *features: tuple[str, int]) -> float:
    book = FontBook([(path.name, path.read_bytes()) for path in sorted(FONTS.glob("MinisterioBoard-*.ttf"))])
    style = Style(Wish(("Ministerio Board",), weight), 1000.0, features)
    clusters = shape(book, Paragraph(text, (Span(0, len(text), style),), levels(text)))
    assert not any(cluster.missing for cluster in clusters)
    return sum(cluster.advance for cluster in clusters)


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_drawn_again_the_face_is_the_same(board: ModuleType, style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["draw_board.py", str(tmp_path)])
    board.main()
    name = f"MinisterioBoard-{style}.ttf"
    assert (tmp_path / name).read_bytes() == (FONTS / name).read_bytes(), "draw the board face again: python fonts/draw_board.py"


@pytest.mark.parametrize("weight", [400, 700])
def test_figures_are_of_one_width_where_asked(weight: float) -> None:
    widths = {width(figure, weight, ("tnum", 1)) for figure in "0123456789"}
    assert len(widths) == 1
    assert width("1", weight) < widths.pop()
    assert width("111", weight, ("tnum", 1), ("ss01", 1)) == width("888", weight, ("ss01", 1))


def test_symbols_are_the_same_in_both_weights() -> None:
    for symbol in SYMBOLS:
        assert width(symbol, 400) == width(symbol, 700)


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_every_dot_lies_on_the_grid(style: str) -> None:
    font = TTFont(FONTS / f"MinisterioBoard-{style}.ttf")
    glyphs = font["glyf"]
    dot = glyphs.glyphOrder[1]
    for code, name in font.getBestCmap().items():
        assert font["hmtx"][name][0] % 80 == 0, chr(code)
        glyph = glyphs[name]
        places = [(c.x % 80, c.y % 80) for c in glyph.components] if glyph.isComposite() else []
        assert set(places) <= {(40, 33)}, chr(code)
        assert all(c.glyphName == dot for c in (glyph.components if places else ())), chr(code)


def test_rows_that_do_not_fit_are_told(board: ModuleType) -> None:
    with pytest.raises(ValueError, match="the dots of B"):
        board.read_dots("Dots.\n= A B\n2 ## ##\n1 ## ###\n")


def test_every_stroke_of_bold_is_two_dots_broad(board: ModuleType) -> None:
    cells = board.weighted(board.read_dots((FONTS / "board.txt").read_text(encoding="utf-8")), bold=True)
    pointed = set("iMW")  # i is composed; M and W come to a point
    for letter in (set(string.ascii_letters + string.digits) - pointed) | {"ı"}:
        dots = cells[letter].dots
        assert [(x, y) for x, y in dots if not {(x - 1, y), (x + 1, y)} & dots] == [], letter
