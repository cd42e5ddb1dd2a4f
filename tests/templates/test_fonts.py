"""The fonts that ship: licensed, named right, and whole for the languages they serve."""

from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from generator.typography.fonts import FontBook, Wish

FONTS = Path(__file__).parents[2] / "fonts"
FILES = sorted(FONTS.glob("*.ttf"))
SPANISH = "".join(map(chr, range(0x20, 0x7F))) + "ÁÉÍÓÚÜÑáéíóúüñ¿¡€−×·–“”«»°"
EXTENDED = "ÇçÖöÄäßŐőŞşŁłŘř—‘’…"
OTHERS = {
    "NotoSansSC": "我的信用已更新，请遵守规则。",
    "NotoKufiArabic": "مواطن نشكركم على تعاونكم؟ ٠١٢٣" + EXTENDED,
    "WDXLLubrifontSC": "禁止通行，请排队。",
    "Fredoka": "0123456789",  # it sets figures alone
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_font_has_every_character_of_its_languages(path: Path) -> None:
    characters = TTFont(path).getBestCmap()
    assert [c for c in SPANISH + OTHERS.get(path.stem, EXTENDED) if ord(c) not in characters] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_font_is_called_by_its_name_and_says_its_licence(path: Path) -> None:
    name = TTFont(path)["name"]
    assert (name.getDebugName(16) or name.getDebugName(1)).replace(" ", "") == path.stem.partition("-")[0]
    assert "SIL Open Font License" in name.getDebugName(13)
    licences = [text.read_text(encoding="utf-8").splitlines()[0] for text in (FONTS / "licences").glob("*.txt")]
    assert name.getDebugName(0) in licences


def test_the_readme_lists_every_font() -> None:
    readme = (FONTS / "README.md").read_text(encoding="utf-8")
    assert FILES
    assert [path.name for path in FILES if f"`{path.name}`" not in readme] == []


def test_all_fonts_weigh_little() -> None:
    assert sum(path.stat().st_size for path in FILES) < 15e6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_stands_by_itself_has_a_width_of_its_own(path: Path) -> None:
    """A middle dot or a spacing accent that a font calls a mark would lie on the letter before it."""
    face = FontBook([(path.name, path.read_bytes())]).primary(Wish())
    assert face is not None
    characters = [char for char in "·`´¨¸˜" if face.glyph(char) is not None]
    for char in characters:
        text = f"a{char}a"
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(face.hb_font, buffer)
        placed = buffer.glyph_positions[1]
        assert placed.x_advance > 0, char
        assert placed.y_offset == 0, char
