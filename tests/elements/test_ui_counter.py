from __future__ import annotations

import pytest
from typeset import faults, places, runs, says, typeset

from generator.documents.namespaces import handle
from generator.motion.track import Keys
from generator.problems import DocumentError


def counter(attributes: str, family: str = "Saira") -> str:
    return f'<ui:counter font-family="{family}" font-size="10" {attributes}/>'


def test_it_runs_from_one_number_to_another() -> None:
    scene = typeset(counter('from="100" to="200" begin="1s" dur="2s"'))
    assert [says(scene, t) for t in (0, 1, 2, 3, 9)] == ["100", "100", "150", "200", "200"]
    eased = typeset(counter('to="100" dur="1s" easing="steps(2)"'))
    assert [says(eased, t) for t in (0.2, 0.6, 1)] == ["0", "50", "100"]


def test_it_changes_on_frames_alone() -> None:
    scene = typeset(counter('to="25" dur="1s" steps="2"'))
    assert [says(scene, n / 25) for n in range(6)] == ["0", "0", "2", "2", "4", "4"]
    assert says(scene, 2.9 / 25) == "2"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('to="-1234.5" decimals="1"', "−1,234.5"),
        ('to="-1234.5" decimals="1" xml:lang="es"', "−1234,5"),
        ('to="-12345" xml:lang="es"', "−12\u202f345"),
        ('to="1234" group="none"', "1234"),
        ('to="42" digits="5" prefix="No. " suffix=" pts"', "No. 00042 pts"),
        ('to="5" sign="always"', "+5"),
        ('to="-5" sign="never"', "5"),
        ('to="-5" digits="3"', "−005"),
    ],
)
def test_formats(attributes: str, expected: str) -> None:
    assert says(typeset(counter(attributes))) == expected


def test_nothing_jitters() -> None:
    for family in ("Saira", "Overpass", "Noto Sans SC"):
        scene = typeset(counter('from="111" to="848" dur="1s" suffix=" x" text-anchor="end" x="50"', family))
        last = {places(scene, n / 25)[-1] for n in range(26)}
        assert len(last) == 1


def test_anchor_and_value() -> None:
    (run,) = runs(typeset(counter('value="7" x="50" text-anchor="middle"')))
    assert run.box.x + run.box.right == pytest.approx(100)
    moved = typeset(counter("").replace("/>", '><animate attributeName="value" values="0;50" dur="1s"/></ui:counter>'))
    assert says(moved, 0.5) in ("24", "25")


def test_a_value_of_the_world() -> None:
    scene = typeset(counter(f'value="{handle(0)}"'), tracks=[Keys((0.0, 2.0), (10.0, 30.0))])
    assert [says(scene, t) for t in (0, 1, 2)] == ["10", "20", "30"]


def test_it_can_wait_for_others() -> None:
    scene = typeset(counter('id="one" to="9" begin="1s" dur="1s"') + counter('to="5" begin="one.end+12f" dur="1f"'))
    moment = 2 + 12 / 25
    assert says(scene, moment) == "9|0"
    assert says(scene, moment + 1 / 25) == "9|5"
    assert "no animation is called 'two'" in faults(counter('id="one" begin="two.end"'))[0]


def test_any_frame_alone_equals_the_frame_in_sequence() -> None:
    scene = typeset(counter('to="1000" dur="1s" easing="ease-out-expo"'))
    forwards = [says(scene, n / 25) for n in range(25)]
    assert [says(scene, n / 25) for n in reversed(range(25))] == forwards[::-1]
    assert len(set(forwards)) > 20


def test_the_ink_of_each_number_stands_at_x() -> None:
    for value in ("111", "496", "701"):
        (run,) = runs(typeset(counter(f'value="{value}" x="50" edge="ink" capitals="20"')))
        first, second, third = run.glyphs
        assert first.x + run.face.outline(first.glyph).bounds().x * run.size == pytest.approx(50)  # type: ignore[attr-defined]
        assert run.size * run.face.metrics.cap_height == pytest.approx(20)  # type: ignore[attr-defined]
        assert third.x - second.x == pytest.approx(second.x - first.x, abs=0.35 * run.size)


def test_a_blank_between_thousands_is_seen_in_condensed_faces() -> None:
    found = [x for x, _ in places(typeset(counter('value="11111" xml:lang="es"', "Sofia Sans Extra Condensed")))]
    digits = found if len(found) == 5 else [*found[:2], *found[3:]]
    cell = digits[1] - digits[0]
    assert digits[2] - digits[1] >= 1.29 * cell
    assert digits[4] - digits[3] == pytest.approx(cell, abs=0.02)


@pytest.mark.parametrize("attributes", ['to="1e19" dur="1s"', 'value="-1e300"', 'value="0"'])
def test_numbers_that_nobody_could_read_are_told(attributes: str) -> None:
    grows = '<animate attributeName="value" by="1e18" dur="1s" fill="freeze"/>' if attributes == 'value="0"' else ""
    element = counter(attributes).replace("/>", f">{grows}</ui:counter>")
    with pytest.raises(DocumentError, match=r"^a\.svg:1: <ui:counter>: .* cannot be written: a number is under 1e18"):
        says(typeset(element), 2)
