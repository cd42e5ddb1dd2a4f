"""Looks: the token files that every template reads, so that no template holds a colour, a size or a font of its own.

    read_look(text, file)                  -> Look, validated: every look has the same tokens, so looks can be swapped
    look_view(look, canvas, language)      -> what templates see: ``look.colour.ink``, ``look.type.data.attrs``, ``look.motion.arrive.dur``

Every look is told by day and by night: its variants ``light`` and ``dark`` say which colours differ from its own.

Lengths are given for 1080p and scaled to the canvas; lines never become thinner than a pixel; spaces are in modules (``u``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

from generator.documents.canvas import Canvas
from generator.documents.seconds import Seconds
from generator.documents.sheet import read
from generator.documents.view import View
from generator.languages.language import Language
from generator.values.colour import Colour
from generator.values.css_colour import parse_colour

COLOURS: Mapping[str, str] = {
    "ground": "what lies behind everything; transparent where an actor does",
    "ground_2": "what the ground runs into halfway; the same where it is plain",
    "ground_3": "what the ground ends in",
    "panel": "a surface on the ground that carries text",
    "ink": "primary text and marks",
    "ink_2": "secondary text",
    "ink_3": "texture, captions",
    "ink_4": "rules, ticks, empty tracks",
    "accent": "where the state has judged; nowhere else",
    "on_accent": "text on a field of accent",
    "on_field": "text on a field of watch, sanction, merit or calm",
    "watch": "under observation",
    "sanction": "sanctioned",
    "merit": "exemplary",
    "calm": "the state, at rest",
}
VARIANTS: Mapping[str, str] = {"light": "by day: dark on light", "dark": "by night: light on dark"}
OWN = "own"
"""The variant that is the look's own colours."""
SIZES: Mapping[str, str] = {
    "texture": "11 px at 1080p: never read, only seen",
    "small": "14 px",
    "body": "18 px",
    "lead": "24 px",
    "title": "36 px",
    "head": "64 px",
    "score": "120 px",
    "giant": "220 px",
}
LINES: Mapping[str, str] = {"hairline": "1 px", "rule": "1.5 px", "emphasis": "3 px", "bar": "8 px"}
SPACES: Mapping[str, str] = {"margin": "6 u", "gutter": "2 u", "gap": "1 u", "tight": "0.5 u"}
RADII: Mapping[str, str] = {"small": "chips and marks", "large": "panels"}
TYPES: Mapping[str, str] = {
    "numeral": "scores and other large figures, tabular",
    "headline": "names, verdicts, sentences that are set large",
    "title": "headings",
    "body": "sentences",
    "label": "small captions above values",
    "note": "sentences and times under 18 px: sturdier and looser than body",
    "control": "what can be pressed: buttons, tabs, keys",
    "data": "file numbers, timecode, telemetry: fixed pitch",
    "sign": "signage and stencils",
    "board": "LED boards and tickers: dots",
}
MOTIONS: Mapping[str, str] = {
    "arrive": "something comes",
    "depart": "something goes",
    "move": "something changes place",
    "count": "a counter runs",
    "machine": "scans, tickers, cursors",
    "judge": "the frames in which all else dims",
}
LEVELS: Mapping[str, str] = {
    "dim": "opacity of everything else at the judgement",
    "emit": "light of emitting text, as a multiple of white",
    "emit_accent": "light of the accent where it emits",
    "glow": "strength of the glow, 0 for none",
}
EASTERN: Mapping[str, str] = {"text-autospace": "normal", "text-spacing-trim": "normal"}
"""What hanzi ask of every voice."""
_CLOSED = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)


def _colour(value: object) -> Colour:
    return value if isinstance(value, Colour) else parse_colour(str(value))


Tint = Annotated[Colour, BeforeValidator(_colour)]
Family = Annotated[str, Field(pattern=r"^[A-Za-z0-9 -]{1,60}$")]
Feature = Annotated[str, Field(pattern=r"^[a-z0-9]{4}( [0-9]{1,2})?$")]
Length = Annotated[float, Field(ge=0, le=4000)]


class Face(BaseModel):
    """A voice in one script: families in order, weight 1 to 1000, width in percent, tracking in em, OpenType features; ``figure`` is the
    width of a tabular figure as a share of the capitals' height, for what stands beside figures."""

    model_config = _CLOSED

    families: Annotated[tuple[Family, ...], Field(min_length=1)]
    weight: Annotated[int, Field(ge=1, le=1000)] = 400
    width: Annotated[float, Field(ge=25, le=200)] = 100
    tracking: Annotated[float, Field(ge=-0.2, le=1)] = 0
    leading: Annotated[float, Field(ge=0.7, le=3)] = 1.3
    features: tuple[Feature, ...] = ()
    capitals: bool = False
    figure: Annotated[float, Field(ge=0.3, le=2)] = 0.9


class Change(BaseModel):
    """What differs from a face in another script."""

    model_config = _CLOSED

    families: tuple[Family, ...] = ()
    weight: Annotated[int, Field(ge=1, le=1000)] | None = None
    width: Annotated[float, Field(ge=25, le=200)] | None = None
    tracking: Annotated[float, Field(ge=-0.2, le=1)] | None = None
    leading: Annotated[float, Field(ge=0.7, le=3)] | None = None
    features: tuple[Feature, ...] | None = None
    capitals: bool | None = None
    figure: Annotated[float, Field(ge=0.3, le=2)] | None = None


class Voice(Face):
    """A face for Latin, and others by script (``Hans``, ``Arab``); what a script leaves out is as in Latin."""

    scripts: dict[Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")], Change] = Field(default_factory=dict)

    def face(self, script: str) -> Face:
        """The face of a script; its families first, Latin's after them for names and numbers."""
        change = self.scripts.get(script, Change())
        families = tuple(dict.fromkeys((*change.families, *self.families)))
        values = self.model_dump(exclude={"scripts"}) | change.model_dump(exclude_none=True)
        return Face.model_validate(values | {"families": families})


class Motion(BaseModel):
    """A length in frames at 24 and a curve (``[x1, y1, x2, y2]``; none: linear), or whole frames per step where it is stepped."""

    model_config = _CLOSED

    frames: Annotated[float, Field(gt=0, le=2400)]
    curve: tuple[Annotated[float, Field(ge=0, le=1)], float, Annotated[float, Field(ge=0, le=1)], float] | None = None
    steps: Annotated[int, Field(ge=0, le=240)] = 0


def _group(name: str, tokens: Mapping[str, str], kind: Any, default: Any = ...) -> type[BaseModel]:
    """A closed model with one field per token, required where there is no default."""
    return create_model(name, __config__=_CLOSED, **dict.fromkeys(tokens, (kind, default)))  # type: ignore[call-overload, no-any-return]


_Colours = _group("Colours", COLOURS, Tint)
_Variants = _group("Variants", VARIANTS, _group("Changes", COLOURS, Tint | None, None))
_Sizes = _group("Sizes", SIZES, Length)
_Lines = _group("Lines", LINES, Length)
_Spaces = _group("Spaces", SPACES, Length)
_Radii = _group("Radii", RADII, Length)
_Types = _group("Types", TYPES, Voice)
_Motions = _group("Motions", MOTIONS, Motion)
_Levels = _group("Levels", LEVELS, Annotated[float, Field(ge=0, le=100)])


class Look(BaseModel):
    """A look file: every group complete, nothing besides."""

    model_config = _CLOSED

    title: Annotated[str, Field(min_length=1, max_length=80)]
    description: Annotated[str, Field(min_length=3, max_length=300)]
    colour: _Colours  # type: ignore[valid-type]
    variants: _Variants  # type: ignore[valid-type]
    type: _Types  # type: ignore[valid-type]
    size: _Sizes  # type: ignore[valid-type]
    line: _Lines  # type: ignore[valid-type]
    space: _Spaces  # type: ignore[valid-type]
    radius: _Radii  # type: ignore[valid-type]
    motion: _Motions  # type: ignore[valid-type]
    level: _Levels  # type: ignore[valid-type]
    stagger: Annotated[float, Field(ge=0, le=24, description="frames between one arrival and the next")]

    @model_validator(mode="after")
    def _is_one_of_its_variants(self) -> Look:
        if all(self._changes(name) for name in VARIANTS):
            raise ValueError(f"one of the variants ({', '.join(VARIANTS)}) is {{}}: the look's own colours")
        return self

    def colours(self, variant: str = OWN) -> dict[str, Colour]:
        """Every colour role, by day, by night or as the look itself is."""
        own = {role: getattr(self.colour, role) for role in COLOURS}
        return own if variant == OWN else own | self._changes(variant)

    @property
    def own(self) -> str:
        """Which variant the look itself is."""
        return next(name for name in VARIANTS if not self._changes(name))

    def _changes(self, variant: str) -> dict[str, Colour]:
        changes: BaseModel = getattr(self.variants, variant)
        return {role: getattr(changes, role) for role in COLOURS if getattr(changes, role) is not None}


@lru_cache(maxsize=32)
def read_look(text: str, file: str) -> Look:
    """Read and check a look, once; raises TemplateError with all faults, each at its line."""
    return read(text, file).fill(Look)


def look_view(look: Look, name: str, canvas: Canvas, language: Language, variant: str = OWN) -> View:
    """The tokens as templates read them, scaled for a canvas and set for a language's script, in one of the look's variants."""
    px = canvas.scale
    groups: dict[str, Any] = {
        "colour": View("colour token", look.colours(variant)),
        **{each: View("colour token", look.colours(each)) for each in VARIANTS},
        "size": _view("size", look.size, lambda v: v * px),
        "line": _view("line", look.line, lambda v: max(1.0, v * px)),
        "space": _view("space", look.space, lambda v: v * canvas.u),
        "radius": _view("radius", look.radius, lambda v: v * px),
        "type": _view("type", look.type, lambda v: face_view(v.face(language.script), EASTERN if language.script == "Hans" else {})),
        "motion": _view("motion", look.motion, motion_view),
        "level": _view("level", look.level, lambda v: v),
    }
    rest = {"name": name, "title": look.title, "variant": look.own if variant == OWN else variant}
    return View("group of tokens", {**groups, **rest, "stagger": Seconds.of_frames(look.stagger)})


def _view(kind: str, group: Any, shown: Any) -> View:
    return View(f"{kind} token", {token: shown(getattr(group, token)) for token in type(group).model_fields})


def face_view(face: Face, script: Mapping[str, str]) -> View:
    """A face with ``attrs``: its presentation attributes and those of its script, ready to stand in a ``<text>`` tag."""
    family = ", ".join(f"'{name}'" for name in face.families)
    features = ", ".join(f"'{f[:4]}' {f[5:] or 1}" for f in face.features)
    attrs = {
        "font-family": family,
        "font-weight": f"{face.weight}",
        "font-stretch": f"{face.width:g}%" if face.width != 100 else "",
        "letter-spacing": f"{face.tracking:g}em" if face.tracking else "",
        "font-feature-settings": features,
        "text-transform": "uppercase" if face.capitals else "",
        **script,
    }
    text = Markup(" ".join(f'{name}="{value}"' for name, value in attrs.items() if value))
    values = {name: getattr(face, name) for name in type(face).model_fields}
    return View("type property", {**values, "family": family, "attrs": text})


def motion_view(motion: Motion) -> View:
    """A motion with ``dur`` (Seconds) and what SMIL wants: ``spline`` (``keySplines``) and ``mode`` (``calcMode``)."""
    curve = motion.curve or (0.0, 0.0, 1.0, 1.0)
    spline = " ".join(f"{v:g}" for v in curve)
    mode = "discrete" if motion.steps else "spline" if motion.curve else "linear"
    values = {"frames": motion.frames, "dur": Seconds.of_frames(motion.frames), "spline": spline, "mode": mode, "steps": motion.steps}
    return View("motion property", values)
