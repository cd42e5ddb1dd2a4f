"""Documents with text, and the runs that they come down to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

from drawing import HEAD, Pictures

from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.motion.track import Track
from generator.problems import DocumentError
from generator.scene import nodes
from generator.scene.nodes import GlyphRun, Glyphs, Group, Node
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.typography.fonts import FontBook
from generator.values.geometry import IDENTITY, Affine, Outline
from generator.values.rate import Rate

FONTS = Path(__file__).parents[2] / "fonts"
RATE = Rate(Fraction(25))


@cache
def book() -> FontBook:
    return FontBook([(file.name, file.read_bytes()) for file in sorted(FONTS.glob("*.ttf"))], {"monospace": "Martian Mono"}, "Saira")


def typeset(body: str, root: str = "", lenient: bool = False, language: str = "en", tracks: Sequence[Track[object]] = ()) -> Scene:
    """``body`` inside a root of 100 x 100 units, with the fonts that ship."""
    port = Port(book(), Pictures(), RATE, language=language, lenient=lenient)
    return build(parse(f"{HEAD}{root}>{body}</svg>", "a.svg", tracks=tracks), port)


def faults(body: str) -> list[str]:
    """What is wrong with a document of ours, one sentence a line."""
    try:
        typeset(body)
    except DocumentError as error:
        return str(error).splitlines()
    return []


def leaves(scene: Scene, t: float = 0.0) -> list[tuple[Node, Affine]]:
    """Every leaf that is seen at a moment with the map to the canvas."""
    return list(_leaves(Sampler(scene).frame(t).root, IDENTITY))


def _leaves(node: Node, outer: Affine) -> Iterator[tuple[Node, Affine]]:
    if not isinstance(node, Group):
        yield node, outer
        return
    assert isinstance(node.transform, Affine)
    for child in node.children:
        yield from _leaves(child, outer @ node.transform)


def runs(scene: Scene, t: float = 0.0) -> list[GlyphRun]:
    """Every run that says something at a moment, in the order of painting."""
    found = [node.run for node, _ in leaves(scene, t) if isinstance(node, Glyphs)]
    return [run for run in found if isinstance(run, GlyphRun) and run.glyphs]


def says(scene: Scene, t: float = 0.0) -> str:
    """The texts of all runs at a moment, with bars between them."""
    return "|".join(run.text for run in runs(scene, t))


def places(scene: Scene, t: float = 0.0) -> list[tuple[float, float]]:
    """Where all glyphs stand, rounded."""
    return [(round(g.x, 2), round(g.y, 2)) for run in runs(scene, t) for g in run.glyphs]


def outlines(scene: Scene, t: float = 0.0) -> list[Outline]:
    """The outlines of all paths at a moment, on the canvas."""
    found = [(node.outline, to) for node, to in leaves(scene, t) if isinstance(node, nodes.Path)]
    return [outline.mapped(to) for outline, to in found if isinstance(outline, Outline)]


def advance(text: str, size: float = 10.0, family: str = "Saira") -> float:
    """How long a text is on one line."""
    (run,) = runs(typeset(f'<text font-family="{family}" font-size="{size}">{text}<tspan>|</tspan></text>'))[-1:]
    return run.glyphs[0].x
