"""A scene as text: one line for each node, indented, with what is not as it is at first. For tests and for people; nothing reads it back.

    group layer=hud transform=translate(10 20)
      path M0,0 L10,0 fill=#ff0000
      image 64x64 at 0,0 10x10

A value that moves is written ``~`` and what it is at the moment asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.motion.track import at, moves
from generator.scene.effects import Filter
from generator.scene.nodes import GlyphRun, Glyphs, Group, Image, Node, Path
from generator.scene.paints import Fill, LinearGradient, Paint, Pattern, RadialGradient, Solid, Stroke
from generator.scene.scene import Frame, Scene
from generator.values.colour import Colour
from generator.values.geometry import IDENTITY, Affine, Outline, Rect


def dump(of: Scene | Frame | Node, t: float = 0.0) -> str:
    """The text, with a newline after each line."""
    root = of.root if isinstance(of, (Scene, Frame)) else of
    head = [f"{of.width} x {of.height} {of.light}"] if isinstance(of, (Scene, Frame)) else []
    return "".join(line + "\n" for line in [*head, *_node(root, t)])


def _node(node: Node, t: float) -> Iterator[str]:
    words = [word for word in _words(node, t) if word]
    if not at(node.visible, t) or moves(node.visible):
        words.append("visible=" + _value(node.visible, t))
    yield " ".join(words)
    if isinstance(node, Group):
        for name, part in (("clip", node.clip), ("mask", node.mask.content if node.mask else None)):
            if part is not None:
                yield from _indented(f"{name}:", part, t)
        for child in node.children:
            yield from ("  " + line for line in _node(child, t))
    elif isinstance(node, (Path, Glyphs)):
        for name, paint in _patterns(node, t):
            yield from _indented(f"{name} pattern:", paint.content, t)


def _indented(title: str, node: Node, t: float) -> Iterator[str]:
    yield "  " + title
    yield from ("    " + line for line in _node(node, t))


def _patterns(node: Path | Glyphs, t: float) -> Iterator[tuple[str, Pattern]]:
    for name, style in (("fill", node.fill), ("stroke", node.stroke)):
        paint = at(style.paint, t) if style else None
        if isinstance(paint, Pattern):
            yield name, paint


def _words(node: Node, t: float) -> Iterator[str]:
    if isinstance(node, Group):
        yield from _group(node, t)
    elif isinstance(node, Image):
        height, width = at(node.source, t).pixels.shape[:2]
        yield f"image {width}x{height} at {_value(node.box, t)}"
        yield _unless("opacity", node.opacity, 1.0, t)
        yield "" if node.smooth else "square"
    else:
        yield f"path {_value(node.outline, t)}" if isinstance(node, Path) else f"glyphs {at(node.run, t).text!r} {_value(node.run, t)}"
        yield _fill(node.fill, t) if node.fill else ""
        yield _stroke(node.stroke, t) if node.stroke else ""
        yield "stroke-first" if node.stroke_first and node.fill and node.stroke else ""
        yield "crisp" if isinstance(node, Path) and node.crisp else ""


def _group(node: Group, t: float) -> Iterator[str]:
    yield "group"
    yield f"layer={node.layer}" if node.layer else ""
    yield f"name={node.name}" if node.name else ""
    yield f"citizen={node.citizen}" if node.citizen else ""
    yield _unless("transform", node.transform, IDENTITY, t)
    yield _unless("opacity", node.opacity, 1.0, t)
    yield _unless("emit", node.emit, 0.0, t)
    yield _unless("blend", node.blend, "normal", t)
    yield "isolate" if node.isolate else ""
    yield " ".join(_filter(effect, t) for effect in node.effects)
    if node.mask:
        region = "" if node.mask.region is None else f" in {_value(node.mask.region, t)}"
        yield f"mask={node.mask.kind}{'-linear' if node.mask.linear else ''}{region}"


def _filter(effect: Filter, t: float) -> str:
    steps = ", ".join(type(step.primitive).__name__ for step in effect.steps)
    return f"filter=[{steps}] in {_value(effect.region, t)}"


def _unless(name: str, value: Any, plain: object, t: float) -> str:
    return f"{name}={_value(value, t)}" if moves(value) or value != plain else ""


def _fill(fill: Fill, t: float) -> str:
    rule = "" if at(fill.rule, t) == "nonzero" else f" {at(fill.rule, t)}"
    return " ".join(filter(None, (f"fill={_paint(fill.paint, t)}{rule}", _unless("fill-opacity", fill.opacity, 1.0, t))))


def _stroke(stroke: Stroke, t: float) -> str:
    words = [f"stroke={_paint(stroke.paint, t)} width={_value(stroke.width, t)}", _unless("stroke-opacity", stroke.opacity, 1.0, t)]
    words += [_unless("cap", stroke.cap, "butt", t), _unless("join", stroke.join, "miter", t), _unless("miter", stroke.miter, 4.0, t)]
    words += [_unless("dashes", stroke.dashes, (), t), _unless("dash-offset", stroke.dash_offset, 0.0, t)]
    return " ".join([word for word in words if word] + (["unscaled"] if stroke.unscaled else []))


def _paint(value: Any, t: float) -> str:
    paint: Paint = at(value, t)
    mark = "~" if moves(value) else ""
    if isinstance(paint, Solid):
        return mark + _value(paint.colour, t)
    if isinstance(paint, Pattern):
        return f"{mark}pattern(tile {_value(paint.tile, t)}{_via(paint, t)})"
    names = ("x1", "y1", "x2", "y2") if isinstance(paint, LinearGradient) else ("cx", "cy", "r", "fx", "fy", "fr")
    ends = ",".join(_value(getattr(paint, name), t) for name in names)
    stops = " ".join(f"{_value(stop.offset, t)}:{_value(stop.colour, t)}" for stop in paint.stops)
    kind = "linear" if isinstance(paint, LinearGradient) else "radial"
    extra = ("" if paint.spread == "pad" else f" {paint.spread}") + ("" if paint.space == "srgb" else " in-linear")
    return f"{mark}{kind}({ends} {stops}{extra}{_via(paint, t)})"


def _via(paint: LinearGradient | RadialGradient | Pattern, t: float) -> str:
    word = _unless("by", paint.transform, IDENTITY, t)
    return f" {word}" if word else ""


def _value(value: Any, t: float) -> str:
    return ("~" if moves(value) else "") + _plain(at(value, t))


def _plain(value: Any) -> str:
    return next(write for kind, write in _WRITERS if isinstance(value, kind))(value)


def _rect(value: Rect) -> str:
    return f"{_number(value.x)},{_number(value.y)} {_number(value.width)}x{_number(value.height)}"


def _outline(value: Outline) -> str:
    return " ".join(chr(verb) + ",".join(map(_number, c)) for verb, c in value.segments())


def _run(value: GlyphRun) -> str:
    return f"size={_number(value.size)} in {_rect(value.box)}"


def _number(value: float) -> str:
    """At most three decimals, without idle zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _affine(value: Affine) -> str:
    if (value.a, value.b, value.c, value.d) == (1.0, 0.0, 0.0, 1.0):
        return f"translate({_number(value.e)} {_number(value.f)})"
    numbers = (value.a, value.b, value.c, value.d, value.e, value.f)
    return f"matrix({' '.join(map(_number, numbers))})"


def _colour(value: Colour) -> str:
    """Hexadecimal where sRGB holds it, else the light itself."""
    parts = value.encoded()
    if all(0 <= part <= 1 for part in parts):
        digits = "".join(f"{round(part * 255):02x}" for part in parts)
        return "#" + digits.removesuffix("ff") if digits.endswith("ff") else "#" + digits
    return f"light({' '.join(map(_number, (value.r, value.g, value.b, value.a)))})"


_WRITERS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    ((bool, str), lambda value: str(value).lower()),
    ((int, float), _number),
    (Rect, _rect),
    (Affine, _affine),
    (Colour, _colour),
    (Outline, _outline),
    (tuple, lambda value: ",".join(map(_number, value))),
    (GlyphRun, _run),
)
