from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import book, style

from generator.typography.fit import Box, fit


def test_what_fits_keeps_its_size() -> None:
    fitted = fit(book(), "Norma", style(size=20.0), Box(500, 40))
    assert (fitted.size, fitted.fits, len(fitted.lines)) == (20.0, True, 1)


def test_text_shrinks_to_the_largest_size_that_fits() -> None:
    fitted = fit(book(), "Una norma muy larga", style(size=40.0, letter_spacing=2.0), Box(200, 60, smallest=5))
    assert fitted.fits
    assert 5 < fitted.size < 40
    assert 198 < fitted.width <= 200 + 1e-6
    wider = replace(style(size=fitted.size + 0.1), letter_spacing=2.0 * (fitted.size + 0.1) / 40)
    assert not fit(book(), "Una norma muy larga", wider, Box(200, 60)).fits


def test_what_does_not_fit_says_by_how_much() -> None:
    fitted = fit(book(), "Una norma muy larga", style(size=40.0), Box(100, 60, smallest=20))
    natural = fit(book(), "Una norma muy larga", style(size=20.0), Box(10_000, 60))
    assert fitted.size == 20
    assert fitted.over[0] == pytest.approx(natural.width - 100, abs=1e-3)


def test_several_lines() -> None:
    box = Box(120, 70, lines=3, leading=1.1, smallest=8)
    fitted = fit(book(), "Una norma muy larga para todas", style(size=40.0), box)
    assert fitted.fits
    assert 1 < len(fitted.lines) <= 3
    assert fitted.height <= 70
    assert all(line.width <= 120 + 1e-6 for line in fitted.lines)


def test_too_many_lines_overflow_downwards() -> None:
    fitted = fit(book(), "a b c d", style(size=20.0), Box(18, 500, lines=2, leading=1.0))
    assert fitted.over[0] == 0
    assert fitted.over[1] == pytest.approx(20.0 * (len(fitted.lines) - 2))


def test_the_direction_is_the_texts_own() -> None:
    assert fit(book(), "וזארה", style(), Box(9999, 0)).backwards
    assert not fit(book(), "", style(), Box(10, 10)).backwards
