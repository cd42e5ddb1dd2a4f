"""CSS colours as light. Expected sRGB values are those of the specification's examples, or follow from its definitions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.values.colour import BLACK, TRANSPARENT, WHITE, Colour, decode, encode, mix
from generator.values.css_colour import parse_colour


def bytes_of(text: str) -> tuple[float, ...]:
    r, g, b, a = parse_colour(text).encoded()
    return round(r * 255, 1), round(g * 255, 1), round(b * 255, 1), round(a, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red", (255, 0, 0, 1)),
        ("  ReBeccaPurple ", (102, 51, 153, 1)),
        ("transparent", (0, 0, 0, 0)),
        ("#f80", (255, 136, 0, 1)),
        ("#F808", (255, 136, 0, 0.533)),
        ("#12345678", (18, 52, 86, 0.471)),
        ("rgb(1,2,3)", (1, 2, 3, 1)),
        ("rgba( 1 , 2 , 3 , 50% )", (1, 2, 3, 0.5)),
        ("rgb(1 2 3 / .25)", (1, 2, 3, 0.25)),
        ("rgb(10% none 300)", (25.5, 0, 255, 1)),
        ("rgb(0, 0, 0, -1)", (0, 0, 0, 0)),
        ("hsl(120, 100%, 25%)", (0, 127.5, 0, 1)),
        ("hsla(999, 100%, 25%, .5)", (82.9, 0, 127.5, 0.5)),
        ("hsl(0.5turn 100 50)", (0, 255, 255, 1)),
        ("hwb(120 20% 20%)", (51, 204, 51, 1)),
        ("hwb(0 80% 80%)", (127.5, 127.5, 127.5, 1)),
        ("lab(29.2345% 39.3825 20.0664)", (125.1, 35.4, 40.6, 1)),
        ("lch(52.2345% 72.2 56.2)", (197.9, 92.7, 6.3, 1)),
        ("lab(46.2775% -47.5621 48.5837)", (0, 128, 0, 1)),
        ("lch(46.2775 67.9892 134.3912deg)", (0, 128, 0, 1)),
        ("oklab(51.975% -0.1403 0.10768)", (0, 128, 0, 1)),
        ("oklch(.51975 0.17686 142.495)", (0, 128, 0, 1)),
        ("color(srgb .5 .5 .5)", (127.5, 127.5, 127.5, 1)),
        ("color(srgb\n50% 50% none / 50%)", (127.5, 127.5, 0, 0.5)),
    ],
)
def test_colours(text: str, expected: tuple[float, ...]) -> None:
    assert bytes_of(text) == pytest.approx(expected, abs=0.6)


@pytest.mark.parametrize("space", ["srgb", "srgb-linear", "display-p3", "a98-rgb", "prophoto-rgb", "rec2020"])
def test_white_is_white_in_every_space(space: str) -> None:
    white = parse_colour(f"color({space} 1 1 1)")
    assert (white.r, white.g, white.b) == pytest.approx((1, 1, 1), abs=1e-6)


@pytest.mark.parametrize(
    "text", ["color(xyz .9505 1 1.0891)", "color(xyz-d65 .9505 1 1.0891)", "color(xyz-d50 .9643 1 .8251)", "lab(100 0 0)"]
)
def test_white_by_its_coordinates(text: str) -> None:
    white = parse_colour(text)
    assert (white.r, white.g, white.b) == pytest.approx((1, 1, 1), abs=5e-4)


def test_the_red_of_display_p3_is_more_than_red() -> None:
    """1.0930663 is the specification's own figure for that red in sRGB."""
    red = parse_colour("color(display-p3 1 0 0)")
    assert encode(red.r) == pytest.approx(1.0930663, abs=1e-6)
    assert (red.g, red.b) == (0, 0)


def test_emitters_keep_their_light() -> None:
    assert parse_colour("color(srgb-linear 4 2.5 100%)") == Colour(4, 2.5, 1)
    assert parse_colour("color(srgb 2 0 0)").r == pytest.approx(decode(2))
    assert parse_colour("color(srgb-linear -1 0 0)") == BLACK


def test_current_colour() -> None:
    assert parse_colour("currentColor", WHITE) is WHITE
    with pytest.raises(ValueError, match="means nothing"):
        parse_colour("currentcolor")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rde", "'rde' is no colour"),
        ("", "'' is no colour"),
        ("#12345", "3, 4, 6 or 8 digits"),
        ("rgb(1,2)", "three numbers"),
        ("rgb(1 2 3 4)", "three numbers"),
        ("rgba(0, 50%, 0, 0.5)", "is no colour"),
        ("rgb(none, 1, 2)", "is no colour"),
        ("rgb(1,2,x)", "at 'x'"),
        ("rgb(1deg 2 3)", "at '1deg'"),
        ("lab(1, 2, 3)", "is no colour"),
        ("rbg(1,2,3)", "did you mean rgb?"),
        ("color(srgb-liner 1 1 1)", "did you mean srgb-linear?"),
        ("color(srgb 1e999 0 0)", "out of bounds"),
    ],
)
def test_what_is_no_colour(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="colour") as error:
        parse_colour(text)
    assert sentence in str(error.value)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.floats(-20, 20))
def test_the_curve_of_srgb_goes_there_and_back(v: float) -> None:
    assert encode(decode(v)) == pytest.approx(v, abs=1e-9)


def test_mixing_is_of_encoded_values() -> None:
    half = mix(BLACK, WHITE, 0.5)
    assert encode(half.r) == pytest.approx(0.5)
    assert mix(TRANSPARENT, BLACK, 0.25).a == 0.25
