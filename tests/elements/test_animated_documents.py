"""Tiny animated documents from text to sampled scene: what animation reaches once a whole document is built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.element import Document
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.problems import DocumentError
from generator.scene.nodes import Group, Node, Path, Raster
from generator.scene.paints import LinearGradient, RadialGradient, Solid
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.typography.fonts import FontBook
from generator.values.colour import Colour
from generator.values.geometry import IDENTITY, Affine
from generator.values.rate import Rate

RATE = Rate.parse(24)


class NoImages:
    def raster(self, href: str, base: str) -> Raster:
        raise DocumentError(href)

    def document(self, href: str, base: str) -> Document:
        raise DocumentError(href)

    def is_vector(self, href: str, base: str) -> bool:
        return False


def built(body: str) -> Scene:
    """A document of 100 x 100 units on as many pixels."""
    document = parse(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{body}</svg>', "case.svg")
    return build(document, Port(FontBook(()), NoImages(), RATE, "srgb"), 100, 100)


class Drawn(NamedTuple):
    """One path as it lies on the canvas."""

    box: tuple[float, ...]
    fill: str
    opacity: float


def hexed(colour: Colour) -> str:
    return "#" + "".join(f"{round(255 * component):02x}" for component in colour.encoded()[:3])


def paths(node: Node, to: Affine = IDENTITY, opacity: float = 1.0) -> Iterator[tuple[Path, Affine, float]]:
    if isinstance(node, Group):
        for child in node.children:
            yield from paths(child, to @ node.transform, opacity * node.opacity)  # type: ignore[operator]
    elif isinstance(node, Path):
        yield node, to, opacity


def drawn(scene: Scene, t: float) -> list[Drawn]:
    found: list[Drawn] = []
    for path, to, opacity in paths(Sampler(scene).frame(t).root):
        box = path.outline.mapped(to).bounds()  # type: ignore[union-attr]
        assert box is not None
        paint: Any = path.fill.paint if path.fill else None
        fill = hexed(paint.colour) if isinstance(paint, Solid) else type(paint).__name__
        shown = opacity * (path.fill.opacity if path.fill else 1.0)  # type: ignore[operator]
        found.append(Drawn(tuple(round(n, 4) for n in (box.x, box.y, box.width, box.height)), fill, round(shown, 4)))
    return found


def boxes(scene: Scene, *moments: float) -> list[tuple[float, ...]]:
    return [drawn(scene, t)[0].box for t in moments]


def fills(scene: Scene, *moments: float) -> list[str]:
    return [drawn(scene, t)[0].fill for t in moments]


def only(scene: Scene, t: float) -> Path:
    (found,) = paths(Sampler(scene).frame(t).root)
    return found[0]


def test_numbers() -> None:
    scene = built(
        '<rect y="1" width="10" height="10"><animate attributeName="x" from="0" to="50" begin="1s" dur="2s" fill="freeze"/></rect>'
    )
    assert [box[0] for box in boxes(scene, 0, 1, 2, 3, 10)] == [0, 0, 25, 50, 50]


def test_circles_grow() -> None:
    scene = built(
        '<circle cx="50" cy="50" r="10"><animate attributeName="r" values="10;30;10" dur="2s" repeatCount="indefinite"/></circle>'
    )
    assert [box[2] for box in boxes(scene, 0, 0.5, 1, 101)] == [20, 40, 60, 60]


def test_percentages() -> None:
    scene = built('<rect width="10" height="10"><animate attributeName="width" from="0%" to="100%" dur="1s"/></rect>')
    assert boxes(scene, 0.5) == [(0, 0, 50, 10)]


@pytest.mark.parametrize(
    ("how", "t", "width"),
    [
        ('by="20" dur="1s" fill="freeze"', 1, 25),
        ('from="5" by="20" dur="1s" fill="freeze"', 1, 25),
        ('values="0;20" additive="sum" dur="1s" fill="freeze"', 1, 25),
        ('values="0;10" accumulate="sum" repeatCount="3" dur="1s" fill="freeze"', 3, 30),
        ('values="0;5;25" calcMode="paced" dur="2s"', 1, 12.5),
    ],
)
def test_lengths_that_may_be_auto_add_up(how: str, t: float, width: float) -> None:
    scene = built(f'<rect width="5" height="10"><animate attributeName="width" {how}/></rect>')
    assert boxes(scene, t) == [(0, 0, width, 10)]


def test_opacities_go_down_by_an_amount_and_never_beyond_their_bounds() -> None:
    scene = built('<rect width="9" height="9" opacity="0.8"><animate attributeName="opacity" by="-2" dur="2s" fill="freeze"/></rect>')
    assert [[one.opacity for one in drawn(scene, t)] for t in (0, 0.25, 1, 2)] == [[0.8], [0.55], [], []]
    case = built('<rect width="9" height="9" fill-opacity="7"><animate attributeName="fill-opacity" by="-0.5" dur="1s"/></rect>')
    assert [drawn(case, t)[0].opacity for t in (0, 0.5, 1)] == [1, 0.75, 1]


def test_colours_of_a_property() -> None:
    scene = built('<rect width="9" height="9" style="fill: red"><animate attributeName="fill" values="#000;#646464" dur="2s"/></rect>')
    assert fills(scene, 0, 1, 2) == ["#000000", "#323232", "#ff0000"]


def test_a_colour_inherited_from_a_group() -> None:
    scene = built('<g fill="red"><set attributeName="fill" to="lime" begin="1s"/><rect width="9" height="9"/></g>')
    assert fills(scene, 0, 1) == ["#ff0000", "#00ff00"]


def test_the_current_colour() -> None:
    scene = built(
        '<g color="red"><animate attributeName="color" from="black" to="#646464" dur="2s"/>'
        '<rect width="9" height="9" fill="currentColor"/></g>'
    )
    assert fills(scene, 0, 1, 2) == ["#000000", "#323232", "#ff0000"]


@pytest.mark.parametrize(
    ("fill", "how"),
    [
        ("blue", 'values="currentColor;#64c800"'),
        ("currentColor", 'to="#64c800"'),
        ("#000", 'to="var(--c)"'),
        ("#000", 'from="inherit" to="var(--none, #64c800)"'),
        ("#000", 'from="initial" to="#64c800"'),
    ],
)
def test_colours_are_mixed_whatever_names_them(fill: str, how: str) -> None:
    scene = built(
        f'<g color="black" fill="black" style="--c: #64c800"><rect width="9" height="9" fill="{fill}">'
        f'<animate attributeName="fill" {how} dur="2s"/></rect></g>'
    )
    assert fills(scene, 0, 1) == ["#000000", "#326400"]


def test_a_colour_from_the_colour_above() -> None:
    scene = built(
        '<g color="black"><g><animate attributeName="color" values="currentColor;#646464" dur="2s"/>'
        '<rect width="9" height="9" fill="currentColor"/></g></g>'
    )
    assert fills(scene, 0, 1) == ["#000000", "#323232"]


def test_paths_of_equal_structure() -> None:
    scene = built('<path d="M0 0H10V10Z"><animate attributeName="d" values="M0 0H10V10Z;M0 0H30V50Z" dur="2s"/></path>')
    assert boxes(scene, 0, 1) == [(0, 0, 10, 10), (0, 0, 20, 30)]


def test_an_arc_stays_an_arc() -> None:
    scene = built('<path d="M0 0"><animate attributeName="d" values="M0 50A10 10 0 0 1 20 50;M0 50A30 30 0 0 1 60 50" dur="2s"/></path>')
    assert boxes(scene, 1)[0] == pytest.approx((0, 30, 40, 20), abs=0.02)


def test_points() -> None:
    scene = built('<polygon points="0,0"><animate attributeName="points" values="0,0 10,0 0,10; 20,0 40,0 20,30" dur="2s"/></polygon>')
    assert boxes(scene, 1) == [(10, 0, 15, 20)]


def test_opacity_of_a_group() -> None:
    scene = built('<g><animate attributeName="opacity" values="1;0" dur="2s" fill="freeze"/><rect width="9" height="9"/></g>')
    assert [drawn(scene, t)[0].opacity for t in (0, 1)] == [1, 0.5]
    assert drawn(scene, 2) == []


def test_visibility_and_display() -> None:
    for name, hidden, shown in (("visibility", "hidden", "visible"), ("display", "none", "inline")):
        scene = built(f'<rect width="9" height="9" {name}="{hidden}"><set attributeName="{name}" to="{shown}" begin="1s" dur="1s"/></rect>')
        assert [len(drawn(scene, t)) for t in (0, 1, 2)] == [0, 1, 0]


def test_strokes_and_dashes() -> None:
    scene = built(
        '<path d="M0 0H100" fill="none" stroke="red" stroke-width="2" stroke-dasharray="10">'
        '<animate attributeName="stroke-width" to="6" dur="2s"/>'
        '<animate attributeName="stroke-dashoffset" values="20;0" dur="2s"/></path>'
    )
    stroke = only(scene, 1).stroke
    assert stroke is not None
    assert (stroke.width, stroke.dash_offset) == (4, 10)


def test_transforms_about_their_origin() -> None:
    scene = built(
        '<rect x="40" y="40" width="20" height="10" transform-origin="50 50">'
        '<animateTransform attributeName="transform" type="rotate" from="0" to="180" dur="2s"/></rect>'
    )
    assert boxes(scene, 0, 1) == [(40, 40, 20, 10), (50, 40, 10, 20)]


def test_transforms_after_the_element_s_own() -> None:
    scene = built(
        '<rect width="10" height="10" transform="scale(2)">'
        '<animateTransform attributeName="transform" type="translate" to="20 0" from="0 0" dur="2s" additive="sum" fill="freeze"/>'
        '<animateTransform attributeName="transform" type="scale" values="1;3" begin="2s" dur="2s" additive="sum"/></rect>'
    )
    assert boxes(scene, 0, 1, 3) == [(0, 0, 20, 20), (20, 0, 20, 20), (40, 0, 40, 40)]


def test_motion_lies_outside_the_transform() -> None:
    scene = built('<rect width="4" height="4" transform="scale(2)"><animateMotion path="M10 10H50" dur="2s" fill="freeze"/></rect>')
    assert boxes(scene, 0, 1, 2) == [(10, 10, 8, 8), (30, 10, 8, 8), (50, 10, 8, 8)]


def test_motion_along_a_drawn_path_turns() -> None:
    scene = built(
        '<path id="rail" d="M0 0V80" fill="none"/>'
        '<rect width="10" height="4"><animateMotion dur="2s" rotate="auto"><mpath href="#rail"/></animateMotion></rect>'
    )
    assert drawn(scene, 1)[-1].box == (-4, 40, 4, 10)


def test_gradients_move() -> None:
    scene = built(
        '<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="100"><stop stop-color="red"/>'
        '<stop offset="1" stop-color="blue"><animate attributeName="stop-color" values="black;#646464" dur="2s"/>'
        '<animate attributeName="offset" values="1;0.5" dur="2s"/></stop>'
        '<animate attributeName="x2" values="100;50" dur="2s"/></linearGradient><rect width="9" height="9" fill="url(#g)"/>'
    )
    fill = only(scene, 1).fill
    assert fill is not None
    paint = fill.paint
    assert isinstance(paint, LinearGradient)
    assert paint.x2 == 75
    assert paint.stops[1].offset == 0.75
    assert isinstance(paint.stops[1].colour, Colour)
    assert hexed(paint.stops[1].colour) == "#323232"


def test_a_gradient_s_transform() -> None:
    scene = built(
        '<radialGradient id="g" gradientUnits="userSpaceOnUse" r="10"><stop stop-color="red"/><stop offset="1" stop-color="blue"/>'
        '<animateTransform attributeName="gradientTransform" type="translate" from="0 0" to="40 0" dur="2s"/></radialGradient>'
        '<rect width="9" height="9" fill="url(#g)"/>'
    )
    fill = only(scene, 1).fill
    assert fill is not None
    paint = fill.paint
    assert isinstance(paint, RadialGradient)
    assert paint.transform == Affine.translation(20, 0)


def test_a_paint_that_steps_to_a_gradient() -> None:
    scene = built(
        '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
        '<rect width="9" height="9" fill="lime"><set attributeName="fill" to="url(#g)" begin="1s"/></rect>'
    )
    assert fills(scene, 0, 1) == ["#00ff00", "LinearGradient"]


def test_clips_move() -> None:
    scene = built(
        '<clipPath id="c"><rect width="0" height="100"><animate attributeName="width" to="100" dur="2s"/></rect></clipPath>'
        '<rect width="100" height="100" clip-path="url(#c)"/>'
    )
    root = Sampler(scene).frame(1).root
    clips = [group.clip for group in walk(root) if group.clip is not None]
    box = next(paths(clips[0]))[0].outline.bounds()  # type: ignore[union-attr]
    assert box is not None
    assert box.width == 50


def walk(group: Group) -> Iterator[Group]:
    yield group
    for child in group.children:
        if isinstance(child, Group):
            yield from walk(child)


def test_masks_move() -> None:
    scene = built(
        '<mask id="m"><circle r="5" fill="white"><animate attributeName="cx" values="0;40" dur="2s"/></circle></mask>'
        '<rect width="100" height="100" mask="url(#m)"/>'
    )
    masks = [group.mask for group in walk(Sampler(scene).frame(1).root) if group.mask is not None]
    box = next(paths(masks[0].content))[0].outline.bounds()  # type: ignore[union-attr]
    assert box is not None
    assert box.x == pytest.approx(15)


def test_every_use_moves_with_its_original() -> None:
    scene = built(
        '<defs><g id="mark"><rect width="10" height="10"><animate attributeName="x" values="0;20" dur="2s"/></rect></g></defs>'
        '<use href="#mark"/><use href="#mark" y="50"><animate attributeName="x" values="0;8" dur="2s"/></use>'
    )
    assert [one.box for one in drawn(scene, 1)] == [(10, 0, 10, 10), (14, 50, 10, 10)]


def test_a_symbol_s_view_moves() -> None:
    scene = built(
        '<symbol id="s" viewBox="0 0 10 10"><animate attributeName="viewBox" values="0 0 10 10;0 0 30 30" dur="2s"/>'
        '<rect width="10" height="10"/></symbol><use href="#s" width="100" height="100"/>'
    )
    assert boxes(scene, 0, 1) == [(0, 0, 100, 100), (0, 0, 50, 50)]


def test_a_chain_of_syncbases() -> None:
    scene = built(
        '<rect width="10" height="10"><animate id="enter" attributeName="x" from="-20" to="20" dur="12f" fill="freeze"/>'
        '<animate id="hold" attributeName="y" values="0;5;0" begin="enter.end" dur="1s" repeatCount="2"/>'
        '<animate attributeName="x" to="90" begin="hold.end+0.25s" dur="0.5s" fill="freeze"/></rect>'
    )
    assert [box[:2] for box in boxes(scene, 0.25, 0.5, 1, 2.5, 2.75, 3, 9)] == [
        (0, 0),
        (20, 0),
        (20, 5),
        (20, 0),
        (20, 0),
        (55, 0),
        (90, 0),
    ]


def test_splines_and_key_times() -> None:
    scene = built(
        '<rect width="10" height="10"><animate attributeName="x" values="0;80;80" keyTimes="0;0.5;1" dur="2s" '
        'calcMode="spline" keySplines="0 0 .58 1;0 0 1 1"/></rect>'
    )
    assert [round(box[0], 2) for box in boxes(scene, 0.5, 1, 1.5)] == [54.77, 80, 80]


def test_counting_up_by_accumulation() -> None:
    scene = built(
        '<rect width="10" height="10"><animate attributeName="x" by="10" dur="0.5s" repeatCount="4" accumulate="sum" '
        'additive="sum" calcMode="discrete" fill="freeze"/></rect>'
    )
    assert [box[0] for box in boxes(scene, 0, 0.25, 0.5, 0.75, 1.9, 2)] == [0, 10, 10, 20, 40, 40]


def test_the_same_object_stands_while_nothing_moves() -> None:
    """What is drawn is cached by identity: a held value must be one object, also around a part that moves."""
    scene = built(
        '<g id="still"><rect width="10" height="10"/></g>'
        '<g><rect width="10" height="10"><set attributeName="x" to="5" begin="1s" dur="1s"/></rect></g>'
        '<rect width="10" height="10"><animate attributeName="x" to="5" dur="9s"/></rect>'
    )
    sampler = Sampler(scene)
    first, second, third = (sampler.frame(t).root.children for t in (1.0, 1.5, 2.0))
    assert first[0] is second[0] is third[0]
    assert first[1] is second[1] is not third[1]
    assert first[2] is not second[2]


def test_words_about_strokes_and_fills_change() -> None:
    names = {"fill-rule": "evenodd", "stroke-linecap": "round", "stroke-linejoin": "bevel"}
    sets = "".join(f'<set attributeName="{name}" to="{word}" begin="1s"/>' for name, word in names.items())
    scene = built(f'<path d="M0 0H10V10Z" stroke="red">{sets}</path>')

    def words(t: float) -> tuple[Any, ...]:
        path = only(scene, t)
        assert path.fill
        assert path.stroke
        return path.fill.rule, path.stroke.cap, path.stroke.join

    assert [words(t) for t in (0, 1)] == [("nonzero", "butt", "miter"), ("evenodd", "round", "bevel")]


def test_the_blend_mode_changes() -> None:
    scene = built('<g><set attributeName="mix-blend-mode" to="screen" begin="1s" end="2s"/><rect width="9" height="9"/></g>')
    blends = [{group.blend for group in walk(Sampler(scene).frame(t).root)} - {"normal"} for t in (0, 1, 2)]
    assert blends == [set(), {"screen"}, set()]


@pytest.mark.parametrize("name", ["href", "clip-path", "filter", "mask", "spreadMethod", "paint-order"])
def test_what_cannot_be_animated_is_told(name: str) -> None:
    with pytest.raises(DocumentError) as error:
        built(f'\n<rect width="9" height="9">\n<set attributeName="{name}" to="none" begin="1s"/>\n</rect>')
    assert str(error.value) == f"case.svg:3: <set>: {name} cannot be animated here"


def test_a_fault_names_its_line() -> None:
    with pytest.raises(DocumentError) as error:
        built('\n<rect width="9" height="9">\n<animate attributeName="x" values="1;2" keyTimes="0;.5;1" dur="1s"/>\n</rect>')
    assert str(error.value) == "case.svg:3: <animate> of x: keyTimes has 3 times for 2 values"


BUSY = (
    '<g><animate attributeName="opacity" values=".2;1" dur="1.3s" repeatCount="indefinite"/>'
    '<rect width="10" height="10"><animate attributeName="x" values="0;50;10" dur="17f" repeatCount="indefinite"/>'
    '<animate attributeName="fill" values="red;lime;blue" calcMode="discrete" dur="1s" begin="0.5s" repeatCount="3" fill="freeze"/>'
    '<animateTransform attributeName="transform" type="rotate" by="40" dur="2s" repeatCount="indefinite" accumulate="sum"/></rect></g>'
)


@settings(derandomize=True, max_examples=20, deadline=None)
@given(st.permutations(range(0, 96, 6)))
def test_any_frame_alone_equals_that_frame_in_sequence(order: list[int]) -> None:
    scene = built(BUSY)
    sampler = Sampler(scene)
    shuffled = {n: described(sampler.frame(RATE.seconds(n)).root) for n in order}
    for n in order:
        assert shuffled[n] == described(Sampler(scene).frame(RATE.seconds(n)).root)


def described(root: Group) -> list[tuple[object, ...]]:
    return [(path.outline.coords, path.fill and path.fill.paint, to, opacity) for path, to, opacity in paths(root)]  # type: ignore[union-attr]
