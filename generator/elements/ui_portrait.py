"""<ui:portrait> -> a citizen's face, or a robot's plate, as machine vision: outlines that are crisp at any size, or pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Annotated, Any, Literal

from generator.documents.element import Element
from generator.elements.context import Context, StandIn
from generator.elements.kind import Kind
from generator.elements.kinds import COLOUR, LENGTH_X, LENGTH_Y, NUMBER, OPACITY, SHOWN
from generator.elements.lengths import numbers
from generator.elements.ui_attributes import VERBATIM, choice, read, whole
from generator.faces.portrait import WORDS, Portrait, portrait_of
from generator.faces.robot import robot_of
from generator.faces.still import POINTLESS, Still
from generator.faces.studio import Sitter, Studio
from generator.faces.styles import PLACES, RIGS, SHAPES, STYLES, Sitting, outlines, raster
from generator.motion.track import Value, at, combine
from generator.problems import MinisterioError, did_you_mean
from generator.scene.nodes import Group, Image, Node, Path, Raster
from generator.scene.paints import Fill, Solid, Stroke
from generator.values.colour import WHITE, Colour
from generator.values.geometry import Affine, Outline, Rect

SECOND: Kind[Colour | None] = Kind(
    "colour or none",
    lambda text, context: None if text.strip() == "none" else COLOUR.parse(text, context),
    lambda a, b, u: COLOUR.mix(a, b, u) if a and b and COLOUR.mix else b if u >= 0.5 else a,
)


def _box(text: str, _: Context) -> tuple[float, ...]:
    shares = tuple(numbers(text))
    if len(shares) != 4 or min(shares[2:]) <= 0:
        raise ValueError("a crop is four numbers: left, top, width and height over 0")
    return shares


BOX: Kind[tuple[float, ...]] = Kind("four numbers", _box)


FLAT = {"points": "halftone", "wire": "identikit"}
"""What stands for a style that needs a head where a still takes the citizen's place."""
WHOLE = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Portrayal:
    """The attributes of ``ui:portrait``."""

    x: Annotated[Value[float], LENGTH_X, "left side of the box"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top of the box"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width of the box; needed"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the box; needed"] = 0.0
    citizen: Annotated[Value[int], whole(0, 2**62), "whose face: the number decides everything about it"] = 0
    subject: Annotated[Value[str], choice("citizen", "robot"), "a citizen, or a robot of the state"] = "citizen"
    looks: Annotated[Value[str], VERBATIM, "what is known of the face, as age=67 sex=0 hair=bob ..."] = ""
    photo: Annotated[Value[str], VERBATIM, "a picture of the production's own that takes the citizen's place; not for points and wire"] = ""
    crop: Annotated[Value[tuple[float, ...]], BOX, "left, top, width and height of the face in the photo, as shares of it"] = WHOLE
    style: Annotated[
        Value[str], choice(*STYLES), "how it is shown: halftone, scan, points, wire, dither, identikit, plain, evidence, matte"
    ] = "halftone"
    shape: Annotated[Value[str], choice(*SHAPES), "of a halftone: round, line, diamond"] = "round"
    cells: Annotated[
        Value[float], NUMBER, "cells, lines or pixels of a style along the shorter side; as many points as 6 squares of it"
    ] = 84.0
    angle: Annotated[Value[float], NUMBER, "degrees that a halftone is turned"] = 22.5
    ink: Annotated[Value[Colour], COLOUR, "what is printed with"] = WHITE
    second_ink: Annotated[Value[Colour | None], SECOND, "the second ink: dark tones, landmarks, hatching; none"] = None
    ground: Annotated[
        Value[str],
        choice("dark", "light", "none", *PLACES),
        "what it stands on: ink is light on a dark ground, shadow on a light one; behind an evidence frame none, street, station or shop",
    ] = "dark"
    yaw: Annotated[Value[float], NUMBER, "degrees that the head is turned to the right of the picture"] = 0.0
    nod: Annotated[Value[float], NUMBER, "degrees that the chin is lifted"] = 0.0
    roll: Annotated[Value[float], NUMBER, "degrees that the head is tilted to the right"] = 0.0
    gaze_x: Annotated[Value[float], NUMBER, "degrees that the eyes look to the right"] = 0.0
    gaze_y: Annotated[Value[float], NUMBER, "degrees that the eyes look up"] = 0.0
    camera: Annotated[Value[float], NUMBER, "degrees that the camera hangs above the face"] = 0.0
    zoom: Annotated[Value[float], NUMBER, "how large the head is; 1 shows the shoulders"] = 1.2
    light: Annotated[
        Value[str], choice("auto", *RIGS), "portrait, register, side, right, above, below, street; auto for the style's own"
    ] = "auto"
    contrast: Annotated[Value[float], NUMBER, "of the tones"] = 1.0
    weight: Annotated[Value[float], NUMBER, "of drawn lines"] = 1.0
    grain: Annotated[Value[float], NUMBER, "which noise an evidence frame has; animate it by frames"] = 0.0
    smear: Annotated[Value[float], NUMBER, "motion in an evidence frame, as a share of its width"] = 0.01
    smear_angle: Annotated[Value[float], NUMBER, "degrees along which it moves: 0 across, 90 down"] = 0.0
    noise: Annotated[Value[float], OPACITY, "of an evidence frame, from 0 to 1"] = 0.5
    compression: Annotated[Value[float], OPACITY, "of an evidence frame, from 0 to 1"] = 0.5
    build: Annotated[Value[float], OPACITY, "how much has appeared, from 0 to 1"] = 1.0


def ui_portrait(element: Element, context: Context) -> Node | None:
    """The face in its box; the box crops."""
    own = read(Portrayal, element, context)
    box = combine(lambda x, y, w, h: Rect(x, y, max(0.0, w), max(0.0, h)), own.x, own.y, own.width, own.height)
    first = at(box, 0.0)
    studio = context.book.studio() if context.book.studio else None
    if first.empty:
        context.problem("<ui:portrait> needs a width and a height over 0", element)
        return None
    if studio is None:
        context.problem("<ui:portrait> has no head data here", element)
        return None
    if at(own.ground, 0.0) in PLACES and at(own.style, 0.0) != "evidence":
        context.problem(f"ground {at(own.ground, 0.0)} is for style evidence; {at(own.style, 0.0)} stands on dark or light", element)
        return None
    try:
        photo = _photo(own, context)
        if photo and photo.told:
            own = replace(own, style=FLAT.get(at(own.style, 0.0), own.style))
        sitter = _still(own, photo, context) if photo else _sitter(own)
    except ValueError as error:
        context.problem(str(error), element)
        return None
    except MinisterioError as error:
        for problem in error.problems:
            context.problem(problem.message, element)
        return None
    children = _children(own, _sitting(own, first, context.viewport), studio, sitter, element)
    side = combine(lambda b: Affine(min(b.width, b.height), 0.0, 0.0, min(b.width, b.height), b.x, b.y), box)
    return Group(children, transform=side, visible=context.value("visibility", SHOWN), origin=element.origin)


def _sitter(own: Portrayal) -> Sitter:
    number = at(own.citizen, 0.0)
    if at(own.subject, 0.0) == "robot":
        return robot_of(number)
    return portrait_of(number, **looks_of(at(own.looks, 0.0)))


def _photo(own: Portrayal, context: Context) -> StandIn | None:
    """The picture that is shown in place of a made face: the element's own, else the one that the canon gives the citizen."""
    href = at(own.photo, 0.0)
    if href:
        x, y, width, height = at(own.crop, 0.0)
        known = next((still for still in context.book.stills.values() if still.href == href), None)
        return known if known and (x, y, width, height) == WHOLE else StandIn(href, (x, y, width, height), "")
    return context.book.stills.get(at(own.citizen, 0.0)) if at(own.subject, 0.0) == "citizen" else None


def _still(own: Portrayal, photo: StandIn, context: Context) -> Still:
    """The production's picture. Raises ValueError for a style that needs more, DocumentError where there is no picture."""
    if at(own.style, 0.0) in POINTLESS:
        raise ValueError(f"a photo has no relief: style {at(own.style, 0.0)} needs a citizen")
    found = context.book.images.raster(photo.href, context.book.document.base)
    return Still(found.pixels, photo.crop, at(own.citizen, 0.0))


def looks_of(text: str) -> dict[str, Any]:
    """``age=67 hair=bob`` as fields of a portrait. Raises ValueError for a word that is no pair, or no number where one is needed."""
    kinds = {field.name: field.type for field in fields(Portrait) if field.name not in ("features", "seed")}
    found: dict[str, Any] = {}
    for word in text.split():
        name, equals, value = word.partition("=")
        if not equals or name not in kinds:
            raise ValueError(f"looks: {word!r} says nothing about a face; write age=67 for instance{did_you_mean(name, kinds)}")
        _known(name, value)
        found[name] = value if kinds[name] == "str" else int(value) if kinds[name] == "int" else float(value)
    return found


def _known(name: str, value: str) -> None:
    """Raises ValueError, with the nearest, for a word that a face does not have."""
    words = WORDS.get(name)
    if words and value not in words:
        raise ValueError(f"looks: no {name} is {value!r}{did_you_mean(value, words)}")


def _sitting(own: Portrayal, box: Rect, viewport: tuple[float, float]) -> Value[Sitting]:
    """The sitting at every moment; what decides how it is built is read once."""
    style, shape, light = at(own.style, 0.0), at(own.shape, 0.0), at(own.light, 0.0)
    cells, aspect = min(400.0, max(8.0, at(own.cells, 0.0))), box.width / box.height
    side = _side(box, viewport)
    ground = at(own.ground, 0.0)
    place = ground if ground in PLACES else "none"
    paper, two = ground == "light", at(own.second_ink, 0.0) is not None

    def now(*moving: float) -> Sitting:
        yaw, nod, roll, right, up, camera, zoom, contrast, weight, grain, smear, toward, noise, blocks, build, angle = moving
        return Sitting(
            style, aspect, side, yaw, nod, roll, (right, up), camera, max(0.2, zoom), light, contrast, build, shape, cells, angle,
            paper, two, max(0.1, weight), round(grain), min(0.2, max(0.0, smear)), toward, place, noise, blocks,
        )  # fmt: skip

    return combine(
        now, own.yaw, own.nod, own.roll, own.gaze_x, own.gaze_y, own.camera, own.zoom, own.contrast, own.weight, own.grain, own.smear,
        own.smear_angle, own.noise, own.compression, own.build, own.angle,
    )  # fmt: skip


def _side(box: Rect, viewport: tuple[float, float]) -> int:
    """Pixels that a box is seen at: its units are pixels, or more of them where a drawing is smaller than a screen."""
    short = min(box.width, box.height)
    return 16 * math.ceil(short * max(1.0, 1080 / max(1.0, *viewport)) / 16)


def _children(own: Portrayal, sitting: Value[Sitting], studio: Studio, sitter: Sitter, element: Element) -> tuple[Node, ...]:
    first = at(sitting, 0.0)

    def part(n: int) -> Value[Outline]:
        made = lru_cache(maxsize=2)(lambda now: outlines(studio, sitter, now, n))
        return combine(made, sitting)

    def path(n: int, rule: Literal["nonzero", "evenodd"] = "nonzero") -> Path:
        colour = combine(lambda second, ink: second or ink, own.second_ink, own.ink) if n else own.ink
        return Path(part(n), Fill(Solid(colour), rule=rule), crisp=first.style == "dither", origin=element.origin)

    if first.style == "wire":
        mesh = Path(part(0), stroke=Stroke(Solid(own.ink), max(0.0011, 0.4 / first.side) * first.weight, 0.65), origin=element.origin)
        ring = Stroke(
            Solid(combine(lambda second, ink: second or ink, own.second_ink, own.ink)), max(0.0024, 1 / first.side) * first.weight
        )
        return (_image(own, sitting, studio, sitter, element), mesh, Path(part(1), stroke=ring, origin=element.origin))
    if first.style in ("plain", "evidence", "matte"):
        return (_image(own, sitting, studio, sitter, element),)
    if first.style == "identikit":
        return (path(1), path(0, "evenodd"))
    return (path(1), path(0)) if first.style == "halftone" and first.two_inks else (path(0),)


def _image(own: Portrayal, sitting: Value[Sitting], studio: Studio, sitter: Sitter, element: Element) -> Image:
    ink = at(own.ink, 0.0).encoded()[:3]
    made = lru_cache(maxsize=2)(lambda now: Raster(raster(studio, sitter, now, ink)))
    aspect = at(sitting, 0.0).aspect
    return Image(combine(made, sitting), Rect(0.0, 0.0, max(1.0, aspect), max(1.0, 1 / aspect)), origin=element.origin)
