"""White space at the end of a line takes no room, on whichever side the line ends."""

from pathlib import Path

import pytest

from generator.typography.fit import Box, fit
from generator.typography.fonts import FontBook, Wish
from generator.typography.shape import Style

FONTS = Path(__file__).parents[2] / "fonts"


@pytest.mark.parametrize(("text", "family"), [("شكرًا على حسن سلوككم جميعًا", "Noto Kufi Arabic"), ("Gracias por su conducta", "Overpass")])
def test_lines_begin_on_one_edge(text: str, family: str) -> None:
    book = FontBook([(path.name, path.read_bytes()) for path in (FONTS / "NotoKufiArabic.ttf", FONTS / "Overpass.ttf")])
    fitted = fit(book, text, Style(Wish((family,)), 20.0), Box(110.0, 0.0, 0))
    assert len(fitted.lines) > 1
    for line in fitted.lines:
        first = next(i for i, cluster in enumerate(line.clusters) if not text[cluster.start].isspace())
        assert sum(cluster.advance for cluster in line.clusters[:first]) == 0
        if fitted.backwards:
            assert sum(cluster.advance for cluster in line.clusters) == pytest.approx(line.width)
