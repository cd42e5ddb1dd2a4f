"""Every judgement finds its fault where there is one, at its line, and says nothing of what is right."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from generator.documents.canvas import Canvas
from generator.documents.manifest import Loop
from generator.documents.parse import parse
from generator.documents.seconds import Seconds
from generator.elements.build import Port, build
from generator.inspection.contrast import contrast, ratio
from generator.inspection.families import families
from generator.inspection.finding import Finding, Variant, gather
from generator.inspection.flashes import flashes
from generator.inspection.layers import idle, layers
from generator.inspection.marks import marks
from generator.inspection.seam import seam
from generator.inspection.seen import look
from generator.paint.painter import Painter
from generator.problems import Origin
from generator.scene.scene import Scene
from generator.shelf import Shelf
from generator.typography.fonts import FontBook
from generator.values.picture import Plane
from generator.values.rate import Rate

CANVAS = Canvas("half", 960, 540)  # half of 1080p: sizes count double
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 960 540">'
BOOK = FontBook(Shelf().fonts())
SECOND = (0.0, 0.5, 1.0)


def scene(inside: str) -> Scene:
    document = parse(f"{HEAD}\n{inside}\n</svg>", "s.svg")
    return build(document, Port(BOOK, Shelf().images(Shelf().template("score_hud")), Rate.parse(24)), CANVAS.width, CANVAS.height)


def told(findings: Iterator[Finding]) -> list[str]:
    return [f"{'note ' if f.note else ''}{f.origin}: {f.message}" for f in findings]


def marked(inside: str) -> list[str]:
    return told(marks(look(scene(inside), SECOND), CANVAS))


def read(inside: str) -> list[str]:
    made = scene(inside)
    return told(contrast(made, look(made, SECOND), CANVAS))


THIN = "px thin at most; nothing under 1 px holds still"


@pytest.mark.parametrize(("inside", "expected"), [
    ('<path d="M0 9H90" stroke="red" stroke-width="0.5"/>', f"a line is 0.50 {THIN}"),
    ('<g transform="scale(0.5)"><path d="M0 9H90" stroke="red" stroke-width="1.5"/></g>', f"a line is 0.75 {THIN}"),
    ('<rect width="90" height="0.4" fill="red"/>', f"a shape is 0.40 {THIN}"),
    ('<g transform="rotate(30)"><rect width="0.4" height="90" fill="red"/></g>', f"a shape is 0.40 {THIN}"),
    ('<text x="9" y="40" font-family="Saira" font-size="5">tiny</text>',
     "the text 'tiny' has 10.0 px at 1080p at most; nothing is set smaller than 11"),
])  # fmt: skip
def test_marks_that_are_too_small(inside: str, expected: str) -> None:
    assert marked(inside) == [f"s.svg:2: {expected}"]


@pytest.mark.parametrize("inside", [
    '<path d="M0 9H90" stroke="red"/>',
    '<g transform="scale(0.5)"><path d="M0 9H90" stroke="red" vector-effect="non-scaling-stroke"/></g>',
    '<path d="M0 9H90" stroke="red" stroke-width="0.5" stroke-opacity="0"/>',
    '<g opacity="0"><path d="M0 9H90" stroke="red" stroke-width="0.5"/></g>',
    '<path d="M0 9H90" stroke="red" stroke-width="0.5" visibility="hidden"/>',
    '<rect width="0" height="8" fill="red"><animate attributeName="width" values="0;90" dur="1s" fill="freeze"/></rect>',
    '<rect width="90" height="0.4" fill="none"/>',
    '<text x="9" y="40" font-family="Saira" font-size="6">tiny</text>',
])  # fmt: skip
def test_marks_that_are_right(inside: str) -> None:
    assert marked(inside) == []


def test_text_that_leaves_the_picture() -> None:
    text = '<text x="900" y="{y}" font-family="Saira" font-size="60">Valdemar</text>'
    (found,) = marked(text.format(y=90))
    assert found.startswith("s.svg:2: the text 'Valdemar' leaves the picture by ")
    assert 100 < float(found.split("by ")[1].split(" px")[0]) < 300
    assert "by " in marked(text.replace("900", "9").format(y=580))[0]
    assert marked(text.replace("900", "9").format(y=60)) == []
    clip = '<clipPath id="c"><rect width="9" height="9"/></clipPath>'
    assert marked(f'{clip}<g clip-path="url(#c)">{text.format(y=90)}</g>') == [], "what is clipped is meant"
    slides = '<animateTransform attributeName="transform" type="translate" values="0;-800" dur="1s" fill="freeze"/>'
    assert marked(f"<g>{slides}{text.format(y=90)}</g>") == [], "at its last moment it is all there"


GROUND = '<rect width="960" height="540" fill="{}"/>'
WORD = '<text x="40" y="90" font-family="Saira" font-size="{}" fill="{}">Word</text>'


@pytest.mark.parametrize(("ground", "size", "ink", "expected"), [
    ("#ffffff", 20, "#bbbbbb", "s.svg:2: the text 'Word' has a contrast of 1.9 against what lies behind; 3 is wanted"),
    ("#ffffff", 10, "#bbbbbb", "s.svg:2: the text 'Word' has a contrast of 1.9 against what lies behind; 4.5 is wanted"),
    ("#ffffff", 10, "#888888", "note s.svg:2: the text 'Word' has a contrast of 3.5 against what lies behind; 4.5 is wanted"),
    ("#ffffff", 20, "#888888", None),
    ("#ffffff", 10, "#111111", None),
    ("#ffffff", 6, "#eeeeee", None),  # texture is never read
    ("#000000", 20, "rgb(255 255 255 / 0.08)", "s.svg:2: the text 'Word' has a contrast of 2.6 against what lies behind; 3 is wanted"),
    ("none", 20, "#777777",
     "note s.svg:2: the text 'Word' has a contrast of 1.0 against a mid grey where the plate is transparent; 2 is wanted"),
    ("none", 20, "#ffffff", None),
])  # fmt: skip
def test_contrast(ground: str, size: int, ink: str, expected: str | None) -> None:
    assert read(GROUND.format(ground) + WORD.format(size, ink)) == ([expected] if expected else [])


def test_contrast_is_with_what_lies_under_the_text_itself() -> None:
    field = '<rect x="30" y="60" width="200" height="40" fill="#eeeeee"/>'
    assert read(GROUND.format("black") + WORD.format(20, "white")) == []
    assert len(read(GROUND.format("black") + field + WORD.format(20, "white"))) == 1
    assert len(read(GROUND.format("black") + field + WORD.format(20, "white") + WORD.format(20, "black"))) == 1, "other texts do not count"


def test_contrast_is_judged_when_a_text_is_strongest_and_texts_of_a_colour_together() -> None:
    fades = '<animate attributeName="opacity" values="0;1" dur="1s" fill="freeze"/>'
    assert read(GROUND.format("black") + f"<g>{fades}{WORD.format(20, 'white')}</g>") == []
    (both,) = read(GROUND.format("white") + WORD.format(20, "#bbbbbb") + WORD.format(20, "#bbbbbb").replace("Word", "Other"))
    assert both.startswith("s.svg:2: 2 texts, 'Word' for one, have a contrast of 1.9 against what lies behind")


def test_the_ratio_is_wcags() -> None:
    assert ratio(1.0, 0.0) == ratio(0.0, 1.0) == pytest.approx(21.0)


def blinking(every: int, low: float, high: float, share: float = 1.0, frames: int = 48) -> Iterator[Plane]:
    """Grey pictures of which a share changes its light every few frames."""
    for n in range(frames):
        plane = np.ones((8, 16, 4), np.float32)
        plane[..., :3] = 0.5
        plane[:, : round(16 * share), :3] = high if n // every % 2 else low
        yield plane


@pytest.mark.parametrize(("every", "low", "high", "share", "harmful"), [
    (3, 0.0, 1.0, 1.0, True),  # four flashes a second
    (4, 0.0, 1.0, 1.0, False),  # three
    (3, 0.0, 1.0, 0.25, False),  # on a quarter of the picture
    (3, 0.0, 1.0, 0.3125, True),
    (3, 0.5, 0.59, 1.0, False),  # a swing of less than a tenth
    (3, 0.5, 0.61, 1.0, True),
    (3, 0.82, 1.0, 1.0, False),  # the darker side is bright
])  # fmt: skip
def test_flashes(every: int, low: float, high: float, share: float, harmful: bool) -> None:
    found = [f.message for f in flashes(blinking(every, low, high, share), 24, 1001)]
    assert bool(found) == harmful
    if harmful:
        assert found[0].startswith(f"{share:.0%} of the picture has more than 3 flashes in the second to frame 10")


def test_flashes_of_saturated_red_have_a_rule_of_their_own() -> None:
    planes = []
    for n in range(48):
        plane = np.zeros((8, 16, 4), np.float32)
        plane[..., 3] = 1
        plane[..., 0] = 0.3 if n // 3 % 2 else 0.0  # 6 % of luminance
        planes.append(plane)
    assert ["saturated red" in f.message for f in flashes(iter(planes), 24, 1001)] == [True]
    assert list(flashes((plane[..., [1, 2, 0, 3]] for plane in planes), 24, 1001)) == [], "blue may"


def greys(values: list[float]) -> Iterator[Plane]:
    for value in values:
        yield np.full((2, 2, 4), (value, value, value, 1), np.float32)


def test_a_ramp_is_no_flash_and_slow_swings_add_up() -> None:
    assert list(flashes(greys([n / 48 for n in range(48)]), 24, 1001)) == []
    steps = [0.0, 0.06, 0.12, 0.06]  # no step is a tenth, every swing is
    assert len(list(flashes(greys([steps[n % 4] for n in range(48)]), 48, 1001))) == 1


def test_three_flashes_may_be_and_half_of_a_fourth_may_not() -> None:
    assert list(flashes(greys([0.0, 1.0] * 3 + [0.0] * 20), 24, 1001)) == []
    assert len(list(flashes(greys([0.0, 1.0] * 4 + [1.0] * 20), 24, 1001))) == 1


def test_ripples_after_a_swing_are_no_flashes() -> None:
    assert list(flashes(greys([0.0, 1.0] + [0.5, 0.55] * 20), 24, 1001)) == []


BLINK = '<rect width="90" height="90" fill="red"><animate attributeName="opacity" values="1;0" dur="{}" repeatCount="indefinite"/></rect>'


def test_a_seam_is_seen() -> None:
    loop = Loop(start=Seconds.parse("1s"), period=Seconds.parse("2s"))
    assert told(seam(scene(BLINK.format("1s")), loop, "m.yaml")) == []
    assert told(seam(scene(BLINK.format("2s")), loop, "m.yaml")) == []
    (found,) = told(seam(scene(BLINK.format("1.5s")), loop, "m.yaml"))
    assert found.startswith("m.yaml: the loop has a seam: frame 24 and the one 48 frames later differ by ")


def layered(inside: str, *said: str) -> list[str]:
    made = scene(inside)
    return told(layers(made, Painter(made, True).layer_names, said, "m.yaml"))


def test_layers_are_those_of_the_manifest() -> None:
    one, two = (f'<g ui:layer="{name}"><rect width="9" height="9"/></g>' for name in ("one", "two"))
    assert layered(one + two, "one", "two") == []
    assert layered(one + two, "two", "one") == ["m.yaml: the manifest has the layers as two, one; they are drawn as one, two"]
    assert layered(one + two, "one", "twoo") == ["s.svg:2: the manifest has no layer two; did you mean twoo?"]
    assert layered(one + '\n<rect width="9" height="9"/>', "one") == [
        "s.svg:3: this is drawn outside of every layer; put it in a group with ui:layer"
    ]
    assert layered(one + two + one, "one", "two") == [
        "m.yaml: the layer one is cut in two by another; the second part would be called one2"
    ]
    bright = one.replace("<g ", '<g ui:emit="1" ')
    assert layered(bright, "one") == ["note m.yaml: light is spilled, and the manifest does not say what its layer, glow, holds"]
    assert layered(bright, "one", "glow") == []


def test_a_layer_that_no_variant_draws() -> None:
    assert told(idle([("one",), ("one", "two")], ("one", "two", "three"), "m.yaml")) == [
        "note m.yaml: the layer three is never drawn with these parameters"
    ]


def test_fonts_that_nobody_gave() -> None:
    def asked(families_: str) -> list[str]:
        document = parse(f"{HEAD}\n<g font-family='{families_}'><text>a</text></g><text font-family='{families_}'>b</text></svg>", "s.svg")
        return told(families(document, BOOK))

    assert asked("Saira") == asked("Nobody, saira") == asked("inherit") == []
    assert asked("Sairra, Nobody") == ["s.svg:2: no given font is called Sairra or Nobody; did you mean Saira?"]


def test_gathering_tells_a_finding_once_with_its_worst_and_where_it_is() -> None:
    place = Origin("s.svg", 3)
    found = gather([
        (Variant("a", "es", "hd"), Finding("hairline", "a note", note=True)),
        (Variant("a", "es", "hd"), Finding("hairline", "it is 0.75 px", place, degree=-0.75)),
        (Variant("b", "es", "hd"), Finding("hairline", "it is 0.5 px", place, degree=-0.5)),
        (Variant("b", "en", "uhd"), Finding("hairline", "it is 0.6 px", Origin("s.svg", 2), degree=-0.6)),
    ])  # fmt: skip
    assert [(g.finding.message, g.looks, g.languages, g.canvases) for g in found] == [
        ("it is 0.6 px", ("b",), ("en",), ("uhd",)),
        ("it is 0.5 px", ("a", "b"), ("es",), ("hd",)),
        ("a note", ("a",), ("es",), ("hd",)),
    ]
