"""Animation elements of whole documents, sampled. Expected values follow from SMIL's rules by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.element import Element
from generator.documents.parse import parse
from generator.elements import kinds
from generator.elements.animation import CompiledAnimations, compile_animations
from generator.elements.context import Book, Context
from generator.elements.kind import Kind
from generator.motion.track import Value, at, span
from generator.problems import DocumentError, Problems
from generator.scene.nodes import Raster
from generator.typography.fonts import FontBook
from generator.values.colour import Colour
from generator.values.geometry import IDENTITY, Affine, Outline
from generator.values.rate import Rate

INF = math.inf
FILM = Rate.parse(24)


class NoImages:
    def raster(self, href: str, base: str) -> Raster:
        raise DocumentError(href)

    def document(self, href: str, base: str) -> Any:
        raise DocumentError(href)

    def is_vector(self, href: str, base: str) -> bool:
        return False


class Case:
    """A small document, its animations, and the element with the id ``r``."""

    def __init__(self, body: str, rate: Rate | None = FILM) -> None:
        self.document = parse(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>', "case.svg")
        self.problems = Problems()
        self.animations: CompiledAnimations = compile_animations(self.document, rate, self.problems)
        book = Book(self.document, self.animations, FontBook(()), NoImages(), self.problems, "srgb", "en")
        self.context = Context(book, Element(""), (200.0, 100.0))

    def value(self, name: str = "x", kind: Kind[Any] = kinds.LENGTH_X, base: Any = 0.0) -> Value[Any]:
        return self.animations.value(self.document.ids["r"], name, base, kind, self.context)

    def motion(self) -> Value[Affine] | None:
        return self.animations.motion(self.document.ids["r"], self.context)

    def told(self) -> list[str]:
        return [problem.message for problem in self.problems]


def rect(animations: str, **given: Any) -> Value[Any]:
    """Attribute ``x`` (or ``name``) of a rect with some animations inside."""
    case = Case(f'<rect id="r">{animations}</rect>')
    value = case.value(**given)
    assert case.told() == []
    return value


def values(value: Value[Any], *moments: float) -> list[Any]:
    return [at(value, t) for t in moments]


def animate(**attributes: object) -> str:
    words = {"attributeName": "x", "dur": "2s", **attributes}
    return "<animate " + " ".join(f'{name}="{text}"' for name, text in words.items()) + "/>"


# The forms of values


def test_from_to() -> None:
    assert values(rect(animate(**{"from": 10, "to": 20}), base=3.0), 0, 0.5, 1, 1.5, 2, 9) == [10, 12.5, 15, 17.5, 3, 3]


def test_freezing_keeps_the_last_value() -> None:
    assert values(rect(animate(**{"from": 10, "to": 20}, fill="freeze"), base=3.0), 1.5, 2, 9) == [17.5, 20, 20]


def test_values_run_through_all() -> None:
    assert values(rect(animate(values="0; 10; 4;")), 0, 0.5, 1, 1.5) == [0, 5, 10, 7]


def test_a_single_value_stands() -> None:
    assert values(rect(animate(values="7")), 0, 1.9, 2) == [7, 7, 0]


def test_from_by() -> None:
    assert values(rect(animate(**{"from": 10, "by": 4}), base=99.0), 0, 1) == [10, 12]


def test_by_alone_adds_to_the_base() -> None:
    assert values(rect(animate(by=4, fill="freeze"), base=10.0), 0, 1, 2) == [10, 12, 14]


def test_to_alone_starts_from_the_base() -> None:
    assert values(rect(animate(to=20), base=10.0), 0, 1, 1.5, 2) == [10, 15, 17.5, 10]


def test_sizes_go_down_by_an_amount() -> None:
    case = Case('<rect id="r" style="font-size: 20px"><animate attributeName="font-size" by="-30" dur="2s" fill="freeze"/></rect>')
    element = case.document.ids["r"]
    assert values(case.context.child(element).value("font-size", kinds.FONT_SIZE), 0, 1, 2) == [20, 5, 0]


def test_values_win_over_from_and_to() -> None:
    assert values(rect(animate(values="1;2", **{"from": 50, "to": 60})), 0, 1) == [1, 1.5]


def test_lengths_are_of_the_context() -> None:
    assert values(rect(animate(**{"from": "10%", "to": "1in"})), 0, 1) == [20, 58]


# calcMode, keyTimes, keySplines


def test_key_times_place_the_values() -> None:
    assert values(rect(animate(values="0;10;20", keyTimes="0;0.25;1")), 0.25, 0.5, 1.25) == [5, 10, 15]


def test_discrete_steps_evenly() -> None:
    track = rect(animate(values="1;2;3;4", calcMode="discrete"))
    assert values(track, 0, 0.49, 0.5, 1, 1.99) == [1, 1, 2, 3, 4]
    assert [span(track, t) for t in (-1, 0.2, 1.7, 3)] == [(-INF, 0), (0, 0.5), (1.5, 2), (2, INF)]


def test_discrete_from_to_changes_half_way() -> None:
    assert values(rect(animate(**{"from": 1, "to": 2}, calcMode="discrete")), 0.99, 1) == [1, 2]


def test_discrete_key_times_need_not_end_at_1() -> None:
    assert values(rect(animate(values="1;2;3", calcMode="discrete", keyTimes="0;0.1;0.5")), 0.1, 0.2, 1) == [1, 2, 3]


def test_a_discrete_to_stands_at_once() -> None:
    assert values(rect(animate(to=9, calcMode="discrete"), base=1.0), 0, 1.9, 2) == [9, 9, 1]


def test_paced_goes_at_one_speed() -> None:
    track = rect(animate(values="0;1;10", calcMode="paced", keyTimes="0;0.5;1"))
    assert values(track, 0.2, 1, 1.5) == pytest.approx([1, 5, 7.5])


def test_splines_bend_each_way() -> None:
    track = rect(animate(values="0;10;20", calcMode="spline", keySplines=".42 0 1 1; 0 0 .58 1"))
    assert values(track, 0.5, 1, 1.5) == pytest.approx([3.1536, 10, 16.846], abs=1e-3)


def test_splines_without_spline_mode_do_nothing() -> None:
    assert values(rect(animate(values="0;10", keySplines="1 0 0 1")), 0.5) == [2.5]


# Time


def test_begin_and_half_open_interval() -> None:
    track = rect(animate(**{"from": 10, "to": 20}, begin="1s", dur="1s"), base=5.0)
    assert values(track, 0, 23 / 24, 1, 47 / 24, 2) == [5, 5, 10, pytest.approx(19.583333), 5]
    assert [span(track, t) for t in (0, 1.5, 2)] == [(-INF, 1), (1.5, 1.5), (2, INF)]


def test_times_in_frames_meet_frames() -> None:
    ntsc = Rate.parse("24000/1001")
    case = Case(f'<rect id="r">{animate(values="1;2", calcMode="discrete", begin="7f", dur="10f")}</rect>', rate=ntsc)
    found = [at(case.value(), ntsc.seconds(n)) for n in range(19)]
    assert found == [0.0] * 7 + [1.0] * 5 + [2.0] * 5 + [0.0] * 2


def test_several_begins_restart() -> None:
    track = rect(animate(values="0;10", begin="0s; 1s; 5s", fill="freeze"))
    assert values(track, 0.9, 1, 2, 3, 4.9, 5, 6) == [4.5, 0, 5, 10, 10, 0, 5]


def test_what_begins_again_lets_go_of_what_was_frozen() -> None:
    assert values(rect(animate(by=4, begin="0s; 5s", fill="freeze"), base=10.0), 3, 5, 6, 9) == [14, 10, 12, 14]


def test_restart_never() -> None:
    assert values(rect(animate(values="0;10", begin="0s; 1s", restart="never")), 1, 3) == [5, 0]


def test_end_cuts_and_freezes_there() -> None:
    assert values(rect(animate(values="0;10", end="0.5s", fill="freeze")), 0.4, 0.5, 3) == [2, 2.5, 2.5]


def test_a_negative_begin_is_under_way() -> None:
    assert values(rect(animate(values="0;10", begin="-1s")), 0, 0.5, 1) == [5, 7.5, 0]


def test_no_duration_holds_the_first_value() -> None:
    case = Case('<rect id="r"><animate attributeName="x" from="4" to="8" begin="1s"/></rect>')
    assert values(case.value(), 0, 1, 100) == [0, 4, 4]


def test_min_outlasts_the_content_and_max_cuts_it() -> None:
    assert values(rect(animate(values="0;10", min="3s", fill="freeze")), 1, 2.5, 4) == [5, 10, 10]
    assert values(rect(animate(values="0;10", min="3s")), 1, 2.5) == [5, 0]
    assert values(rect(animate(values="0;10", max="1s", fill="freeze")), 0.5, 4) == [2.5, 5]


def test_syncbases_across_the_document() -> None:
    case = Case(
        f'<rect id="r">{animate(values="0;10", begin="other.end+0.5s", dur="1s")}</rect>'
        '<circle><animate id="other" attributeName="r" from="0" to="1" begin="1s" dur="2s"/></circle>'
    )
    assert values(case.value(base=-1.0), 3.4, 3.5, 4, 4.5) == [-1, 0, 5, -1]
    assert case.told() == []


def test_a_ring_of_two() -> None:
    case = Case(
        '<rect id="r"><animate id="a" attributeName="x" values="1" begin="0s;b.end" dur="1s"/>'
        '<animate id="b" attributeName="x" values="2" begin="a.end" dur="0.5s"/></rect>'
    )
    assert values(case.value(), 0, 0.9, 1, 1.4, 1.5, 2.5, 3) == [1, 1, 2, 2, 1, 2, 1]


# Repeating


def test_repeats() -> None:
    track = rect(animate(values="0;10", repeatCount="2.5", fill="freeze"))
    assert values(track, 0, 1, 2, 3, 4, 4.5, 5, 99) == [0, 5, 0, 5, 0, 2.5, 5, 5]


def test_whole_repeats_freeze_at_the_end_of_a_round() -> None:
    assert values(rect(animate(values="0;10", repeatCount="2", fill="freeze")), 3.75, 4) == [8.75, 10]


def test_repeat_duration() -> None:
    assert values(rect(animate(values="0;10", repeatDur="3s", fill="freeze")), 2.5, 3, 8) == [2.5, 5, 5]


def test_accumulation() -> None:
    track = rect(animate(values="1;4", repeatCount="3", accumulate="sum", fill="freeze"))
    assert values(track, 1, 2, 3, 5, 6) == [2.5, 5, 6.5, 10.5, 12]


def test_accumulation_of_by() -> None:
    track = rect(animate(by=10, repeatCount="3", accumulate="sum", fill="freeze"), base=100.0)
    assert values(track, 1, 2, 3, 6) == [105, 110, 115, 130]


def test_an_endless_loop_is_the_same_at_any_hour() -> None:
    track = rect(animate(values="0;7.3;0.1", dur="37f", begin="5f", repeatCount="indefinite"))
    hour = 37 * 2335
    for n in range(5, 60):
        assert at(track, FILM.seconds(n)) == at(track, FILM.seconds(n + hour))


# The sandwich


def test_additive_animation_adds() -> None:
    assert values(rect(animate(**{"from": 1, "to": 3}, additive="sum"), base=10.0), 0, 1, 2) == [11, 12, 10]


def test_what_began_later_lies_on_top() -> None:
    later_first = animate(values="2", begin="1s", dur="1s") + animate(values="1", begin="0s", dur="3s")
    assert values(rect(later_first), 0.5, 1.5, 2.5) == [1, 2, 1]


def test_document_order_decides_between_those_that_begin_together() -> None:
    assert values(rect(animate(values="1") + animate(values="2")), 1) == [2]


def test_additive_over_replacing_over_base() -> None:
    stacked = animate(values="100") + animate(by=10, additive="sum", begin="1s", dur="1s", fill="freeze")
    assert values(rect(stacked, base=1.0), 0.5, 1.5, 2.5) == [100, 105, 11]


def test_a_moving_base_carries_what_is_added() -> None:
    stacked = animate(values="0;100", dur="10s") + animate(values="1;2", additive="sum", dur="4s", calcMode="discrete")
    assert values(rect(stacked), 1, 3, 5) == [11, 32, 50]


def test_to_over_a_moving_base_ends_where_it_says() -> None:
    stacked = animate(values="0;100", dur="10s", fill="freeze") + animate(to=0, begin="1s", dur="4s", fill="freeze")
    assert values(rect(stacked), 1, 3, 5, 20) == [10, 15, 0, 0]


# Types


def test_colours_mix_as_encoded() -> None:
    track = rect(animate(attributeName="fill", **{"from": "black", "to": "white"}), name="fill", kind=kinds.COLOUR, base=Colour(0, 0, 0))
    assert at(track, 1).encoded()[:3] == pytest.approx((0.5, 0.5, 0.5))


def test_paths_of_equal_structure_mix() -> None:
    two = animate(attributeName="d", values="M0 0L10 0;m0 10h20")
    track = rect(two, name="d", kind=kinds.OUTLINE, base=Outline(b"", ()))
    assert at(track, 1).coords == (0, 5, 15, 5)
    unequal = animate(attributeName="d", values="M0 0L10 0;M0 0Q1 1 2 2")
    track = rect(unequal, name="d", kind=kinds.OUTLINE, base=Outline(b"", ()))
    assert [at(track, t).verbs for t in (0.9, 1)] == [b"ML", b"MQ"]


def test_points_mix() -> None:
    track = rect(animate(attributeName="points", values="0,0 4,4;2,2 8,0"), name="points", kind=kinds.POINTS, base=())
    assert at(track, 1) == (1, 1, 6, 2)


def test_words_step() -> None:
    words = animate(attributeName="stroke-linecap", values="butt;round")
    assert values(rect(words, name="stroke-linecap", kind=kinds.KEYWORD, base="square"), 0.9, 1, 2) == ["butt", "round", "square"]


def test_set() -> None:
    body = '<set attributeName="visibility" to="hidden" begin="1s" dur="1s"/>'
    track = rect(body, name="visibility", kind=kinds.KEYWORD, base="visible")
    assert values(track, 0, 1, 1.99, 2) == ["visible", "hidden", "hidden", "visible"]
    assert values(rect('<set attributeName="x" to="5"/>'), 0, 1000) == [5, 5]


# Transforms


def transform(attributes: str, base: Affine = IDENTITY, more: str = "") -> Callable[[float], tuple[float, ...]]:
    track = rect(
        f'<animateTransform attributeName="transform" dur="2s" {attributes}/>{more}', name="transform", kind=kinds.TRANSFORM, base=base
    )

    def numbers(t: float) -> tuple[float, ...]:
        map_ = at(track, t)
        return tuple(round(n, 9) for n in (map_.a, map_.b, map_.c, map_.d, map_.e, map_.f))

    return numbers


def test_translating_replaces_the_base() -> None:
    found = transform('type="translate" from="0" to="10 20"', Affine.scaling(3))
    assert found(1) == (1, 0, 0, 1, 5, 10)
    assert found(2) == (3, 0, 0, 3, 0, 0)


def test_scaling_by_one_number() -> None:
    assert transform('type="scale" values="1;3"')(1) == (2, 0, 0, 2, 0, 0)
    assert transform('type="scale" values="1;3 5"')(1) == (2, 0, 0, 3, 0, 0)


def test_rotating_about_a_point() -> None:
    assert transform('type="rotate" from="0 5 5" to="180 5 5"')(1) == (0, 1, -1, 0, 10, 0)


def test_skewing() -> None:
    assert transform('type="skewX" from="0" to="90"')(1) == (1, 0, 1, 1, 0, 0)
    assert transform('type="skewY" values="45"')(1) == (1, 1, 0, 1, 0, 0)


def test_additive_transforms_come_after_the_base() -> None:
    found = transform('type="translate" from="0 0" to="10 0" additive="sum"', Affine.scaling(2))
    assert found(1) == (2, 0, 0, 2, 10, 0)


def test_transforms_stack() -> None:
    second = '<animateTransform attributeName="transform" dur="2s" type="scale" values="2" additive="sum"/>'
    assert transform('type="translate" values="10 0"', more=second)(1) == (2, 0, 0, 2, 10, 0)


def test_scale_by_starts_from_nothing() -> None:
    found = transform('type="scale" by="1" fill="freeze"', Affine.scaling(4))
    assert [found(t)[0] for t in (0, 1, 2)] == [0, 2, 4]


def test_accumulated_transforms_multiply() -> None:
    found = transform('type="scale" from="1" to="2" repeatCount="2" accumulate="sum"')
    assert [found(t)[0] for t in (0, 1, 2, 3)] == [1, 1.5, 2, 3]
    turned = transform('type="rotate" by="90" repeatCount="3" accumulate="sum" fill="freeze"')
    assert turned(6) == (0, -1, 1, 0, 0, 0)


# Motion


def motion(attributes: str, body: str = "", rest: str = "") -> Callable[[float], tuple[float, float, float]]:
    case = Case(f'<g id="r"><animateMotion dur="2s" {attributes}>{body}</animateMotion></g>{rest}')
    found = case.motion()
    assert case.told() == []
    assert found is not None

    def place(t: float) -> tuple[float, float, float]:
        map_ = at(found, t)
        return round(map_.e, 6), round(map_.f, 6), round(math.degrees(math.atan2(map_.b, map_.a)), 6)

    return place


def test_motion_along_a_path_is_paced() -> None:
    found = motion('path="M0 0H30V10"')
    assert [found(t) for t in (0, 1, 1.75, 2)] == [(0, 0, 0), (20, 0, 0), (30, 5, 0), (0, 0, 0)]


def test_motion_turns_with_the_path() -> None:
    assert motion('path="M0 0H10V10" rotate="auto"')(1.5) == (10, 5, 90)
    assert motion('path="M0 0H10V10" rotate="auto-reverse"')(1.5) == (10, 5, -90)
    assert motion('path="M0 0H10V10" rotate="30"')(1.5) == (10, 5, 30)


def test_linear_motion_takes_equal_times_for_each_segment() -> None:
    assert motion('path="M0 0H30V10" calcMode="linear"')(0.5) == (15, 0, 0)


def test_key_points() -> None:
    found = motion('path="M0 0H100" keyPoints="0;0.8;0.2" keyTimes="0;0.5;1" calcMode="linear"')
    assert [found(t)[0] for t in (0.5, 1, 1.5)] == [40, 80, 50]


def test_motion_through_values() -> None:
    found = motion('values="0,0; 10,0; 10,30"')
    assert [found(t)[:2] for t in (0.5, 1.5)] == [(10, 0), (10, 20)]


def test_motion_from_to_and_by() -> None:
    assert motion('from="10 10" to="20 30"')(1) == (15, 20, 0)
    assert motion('from="10 10" by="2 4"')(1) == (11, 12, 0)
    assert motion('to="20 30"')(1) == (10, 15, 0)


def test_motion_on_another_shape() -> None:
    assert motion("", '<mpath href="#track"/>', '<path id="track" d="M0 0V40"/>')(1) == (0, 20, 0)
    assert motion("", '<mpath href="#track"/>', '<rect id="track" width="10" height="10"/>')(1) == (10, 10, 0)


def test_motions_add_and_accumulate() -> None:
    found = motion('path="M0 0H10" repeatCount="3" accumulate="sum" fill="freeze"')
    assert [found(t)[0] for t in (1, 3, 6)] == [5, 15, 30]
    case = Case('<g id="r"><animateMotion dur="2s" values="5,5"/><animateMotion dur="2s" by="10,0"/></g>')
    both = case.motion()
    assert both is not None
    assert (at(both, 1).e, at(both, 1).f) == (10, 5)


def test_no_motion_is_none() -> None:
    assert Case(f'<g id="r">{animate(values="1")}</g>').motion() is None


# Targets


def test_an_animation_may_name_its_target() -> None:
    case = Case(f'<rect id="r"/><g>{animate(values="1", href="#r")}{animate(attributeName="y", values="1")}</g>')
    rectangle = case.document.ids["r"]
    assert case.animations.animates(rectangle, "x")
    assert not case.animations.animates(rectangle, "y")
    assert values(case.value(), 1) == [1]


def test_what_never_runs_animates_nothing() -> None:
    case = Case(f'<rect id="r">{animate(values="1", begin="indefinite")}{animate(attributeName="y", values="1", begin="r.click")}</rect>')
    assert not case.animations.animates(case.document.ids["r"], "x")
    assert not case.animations.animates(case.document.ids["r"], "y")
    assert case.told() == []


def test_without_animation_the_base_stays_itself() -> None:
    assert rect("", base=3.0) == 3.0


# Faults


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<animate dur="1s" to="1"/>', "<animate>: attributeName is missing"),
        ('<animate attributeName="x" href="#nobody" to="1"/>', "<animate>: there is no element '#nobody'"),
        (animate(attributeName="opcity", values="1"), "unknown attribute 'opcity'; did you mean opacity?"),
        (animate(), "it says no values"),
        (animate(values="1;b"), "'b' is no length"),
        (animate(values="1;2", dur="2 seconds"), "dur: '2 seconds' is no time"),
        (animate(values="1;2", dur="0s"), "dur: a duration is over 0"),
        (animate(values="1;2", begin="1s;intro.begun"), "did you mean begin?"),
        (animate(values="1;2", begin="nobody.end"), "no animation is called 'nobody'"),
        (animate(values="1;2", id="a", begin="a.end"), "it never begins: it waits for itself"),
        (animate(values="1;2", repeatCount="-1"), "a number of repeats is over 0"),
        (animate(values="1;2", repeatCount="many"), "'many' is no number of repeats"),
        (animate(values="1;2", fill="freze"), "did you mean freeze?"),
        (animate(values="1;2", restart="maybe"), "unknown word 'maybe'"),
        (animate(values="1;2", calcMode="splin"), "did you mean spline?"),
        (animate(values="1;2;3", keyTimes="0;1"), "keyTimes has 2 times for 3 values"),
        (animate(values="1;2", keyTimes="0;2"), "keyTimes starts at 0"),
        (animate(values="1;2", keyTimes="0;0.5"), "and ends at 1"),
        (animate(values="1;2", keyTimes="0;x"), "keyTimes are numbers"),
        (animate(values="1;2", calcMode="spline"), "keySplines has 0 curves for 1 ways"),
        (animate(values="1;2", calcMode="spline", keySplines="0 0 2 1"), "four numbers from 0 to 1"),
        ('<set attributeName="x" dur="1s"/>', "to is missing"),
        ('<animateTransform attributeName="x" type="scale" to="2" dur="1s"/>', "animateTransform is for transforms alone"),
    ],
)
def test_faults_are_told_at_their_line(body: str, sentence: str) -> None:
    case = Case(f'\n<rect id="r">\n{body}</rect>')
    case.value()
    assert any(sentence in message for message in case.told()), case.told()
    assert {str(problem.origin) for problem in case.problems} == {"case.svg:3"}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<animateMotion dur="1s" path="M0 0L"/>', "bad path data"),
        ('<animateMotion dur="1s" values="1"/>', "a point is two numbers"),
        ('<animateMotion dur="1s" path="M0 0H1" rotate="aut"/>', "'aut' is no number"),
        ('<animateMotion dur="1s"><mpath href="#no"/></animateMotion>', "there is no path '#no'"),
        ('<animateMotion dur="1s" path="M0 0H1" keyPoints="0;2" keyTimes="0;1"/>', "keyPoints are numbers from 0 to 1"),
        ('<animateMotion dur="1s" path="M0 0H1" keyPoints="0;.5;1" keyTimes="0;1"/>', "as many keyTimes as points"),
    ],
)
def test_faults_of_motion(body: str, sentence: str) -> None:
    case = Case(f'<rect id="r">{body}</rect>')
    assert case.motion() is None
    assert any(sentence in message for message in case.told()), case.told()


def test_a_void_animation_leaves_the_others_alone() -> None:
    case = Case(f'<rect id="r">{animate(values="1;2")}{animate(values="oops")}</rect>')
    assert values(case.value(), 1) == [1.5]


def test_one_bad_begin_leaves_the_others_alone() -> None:
    case = Case(f'<rect id="r">{animate(values="1", begin="oops; 1s")}</rect>')
    assert values(case.value(), 0, 1) == [0, 1]


# Laws


_attributes = st.fixed_dictionaries(
    {"values": st.lists(st.integers(-9, 9), min_size=1, max_size=4).map(lambda v: ";".join(map(str, v)))},
    optional={
        "begin": st.sampled_from(["0s", "0.5s", "-1s", "0;2s", "1s;1.5s", "7f"]),
        "dur": st.sampled_from(["1s", "0.75s", "10f", "3s"]),
        "repeatCount": st.sampled_from(["2", "2.5", "indefinite"]),
        "end": st.sampled_from(["3s", "2.3s"]),
        "fill": st.just("freeze"),
        "calcMode": st.sampled_from(["discrete", "paced", "linear"]),
        "additive": st.just("sum"),
        "accumulate": st.just("sum"),
        "restart": st.sampled_from(["never", "whenNotActive"]),
    },
)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(_attributes, min_size=1, max_size=3), st.permutations(range(0, 120, 7)), st.floats(0, 1))
def test_any_moment_alone_and_any_span(animations: list[dict[str, str]], order: list[int], part: float) -> None:
    """The value at a frame does not depend on what was asked before; and it is equal all through its span."""
    body = "".join(animate(**attributes) for attributes in animations)
    track = rect(body, base=1.0)
    in_order = {n: at(track, FILM.seconds(n)) for n in sorted(order)}
    fresh = rect(body, base=1.0)
    assert {n: at(fresh, FILM.seconds(n)) for n in order} == in_order
    for n in order:
        t = FILM.seconds(n)
        since, until = span(track, t)
        assert since <= t <= until
        other = max(since, -9.0) + part * (min(until, 99.0) - max(since, -9.0))
        if since <= other < until:
            assert at(track, other) == at(track, t)
