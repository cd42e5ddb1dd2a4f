from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from typeset import faults, outlines, typeset

from generator.elements.ui_attributes import names
from generator.elements.ui_brackets import Brackets, corners
from generator.elements.ui_codes import code128_modules, qr_modules
from generator.problems import DocumentError
from generator.values.geometry import Outline


def picture(outline: Outline, scale: int = 8) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Rectangles as black on white pixels of a canvas of 100 x 100 units."""
    pixels = np.full((100 * scale, 100 * scale), 255, np.uint8)
    corners_ = [c for _, c in outline.segments() if c]
    for a, _, b, _ in zip(*[iter(corners_)] * 4, strict=True):
        pixels[round(a[1] * scale) : round(b[1] * scale), round(a[0] * scale) : round(b[0] * scale)] = 0
    return pixels


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_qr_codes_are_read(level: str) -> None:
    (outline,) = outlines(typeset(f'<ui:qr x="5" y="5" size="90" level="{level}">Ñandú 42 信任</ui:qr>'))
    (found,) = zxingcpp.read_barcodes(picture(outline))
    assert (found.text, found.valid) == ("Ñandú 42 信任", True)


@pytest.mark.parametrize("text", ["ES-2041/0042-K", "123456789012", "a B~9"])
def test_code_128_is_read(text: str) -> None:
    (outline,) = outlines(typeset(f'<ui:code128 x="0" y="20" width="100" height="40" text="{text}"/>'))
    (found,) = zxingcpp.read_barcodes(picture(outline, 20))
    assert (found.text, "128" in str(found.format)) == (text, True)


def test_quiet_zones_and_the_box() -> None:
    box = outlines(typeset('<ui:qr x="10" y="20" size="29" quiet="4">a</ui:qr>'))[0].bounds()
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == pytest.approx((14, 24, 21, 21))
    assert len(qr_modules("a", "M")) == 21


def test_texts_that_cannot_be_encoded() -> None:
    assert faults('<ui:qr size="9"/>') == ["a.svg:1: <ui:qr> needs a text and a size over 0"]
    (fault,) = faults('<ui:code128 width="9" height="9">信</ui:code128>')
    assert fault.startswith("a.svg:1: Code 128 cannot say '信'")
    (fault,) = faults('<ui:code128 width="9" height="9">año</ui:code128>')
    assert fault == "a.svg:1: Code 128 cannot say 'ñ': it has ASCII alone; a QR code says any text"
    later = '<ui:code128 width="9" height="9" text="a"><set attributeName="text" to="ñ" begin="1s"/></ui:code128>'
    with pytest.raises(DocumentError, match=r"a\.svg:1: Code 128 cannot say 'ñ'"):
        outlines(typeset(later), 2)
    with pytest.raises(ValueError, match="cannot hold 3000 characters"):
        qr_modules("é" * 3000, "H")
    assert code128_modules("A")[0][:11] == tuple(c == "1" for c in "11010010000")


def test_brackets() -> None:
    scene = typeset('<ui:brackets x="10" y="20" width="40" height="30" arm="5" stroke="red"/>')
    (outline,) = outlines(scene)
    assert outline.coords[:6] == (10, 25, 10, 20, 15, 20)
    assert outline.verbs == b"MLL" * 4
    assert corners(0, 0, 10, 4, 99, 1).bounds() == corners(0, 0, 10, 4, None, 1).bounds()
    assert faults('<ui:brackets width="9" height="9"/>') == ["a.svg:1: ui:brackets has no stroke to be drawn with"]


def test_brackets_move() -> None:
    closing = '<animate attributeName="gap" values="10;0" dur="1s" fill="freeze"/>'
    body = f'<ui:brackets width="40" height="30" arm="5" stroke="red">{closing}</ui:brackets>'
    boxes = [outlines(typeset(body), t)[0].bounds() for t in (0, 0.5, 2)]
    assert [box.x for box in boxes if box] == [-10, -5, 0]
    assert set(names(Brackets)) == {"x", "y", "width", "height", "arm", "gap"}
