"""Brief: what one asset is asked to be, validated. The boundary between what people type and what the house works on.

    Brief.of(manifest, {"template": "score_hud", "canvas": "uhd", ...}) -> Brief

Whatever is not asked for comes from the template's manifest, else from the defaults below. All mistakes are told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, model_validator

from generator.colour import Colouring, Interpretation, settle
from generator.colour.settle import OWN
from generator.deliver.formats import FORMATS
from generator.deliver.formats import check as check_formats
from generator.deliver.naming import NAMES, NEXT, PADDING, pattern, slug, spelt, token, version
from generator.deliver.openexr.pack import lack
from generator.deliver.openexr.wish import COMPRESSIONS, MOST, PARTS, ExrWish, beyond
from generator.deliver.sink import Format
from generator.documents.canvas import CANVASES, Canvas
from generator.documents.manifest import Manifest
from generator.languages import LANGUAGES
from generator.problems import BriefError, Problem, did_you_mean
from generator.values.colour import BLACK, Colour
from generator.values.css_colour import parse_colour
from generator.values.frames import FIRST_FRAME, FrameRange
from generator.values.rate import Rate

__all__ = ["CANVASES", "Brief", "parse_settings"]

ALL, BEAUTY = "all", "beauty"

T = TypeVar("T")


def _reader(read: Callable[[Any, ValidationInfo], T]) -> BeforeValidator:
    """A field's reader, whose BriefErrors become faults of the model."""

    def validated(value: Any, info: ValidationInfo) -> T:
        try:
            return read(value, info)
        except BriefError as error:
            raise ValueError(str(error)) from None

    return BeforeValidator(validated)


def _manifest(info: ValidationInfo) -> Manifest:
    manifest = (info.context or {}).get("manifest")
    if not isinstance(manifest, Manifest):
        raise TypeError("a brief is read against a manifest: use Brief.of")
    return manifest


def _one_of(what: str, choices: Mapping[str, Any] | tuple[str, ...]) -> BeforeValidator:
    def read(value: Any, _info: ValidationInfo) -> str:
        if value not in choices:
            raise BriefError(f"unknown {what} {value}{did_you_mean(str(value), choices)}")
        return str(value)

    return _reader(read)


def _language(value: Any, info: ValidationInfo) -> str:
    manifest = _manifest(info)
    if value is None:
        return "es" if "es" in manifest.languages else manifest.languages[0]
    if value not in LANGUAGES:
        raise BriefError(f"unknown language {value}{did_you_mean(str(value), manifest.languages)}")
    return manifest.language(str(value))


def _frames(value: Any, info: ValidationInfo) -> FrameRange:
    if isinstance(value, FrameRange):
        return value
    if value is None:
        rate = info.data.get("rate") or Rate.parse(24)
        return FrameRange.span(info.data.get("start", FIRST_FRAME), max(1, rate.frames(_manifest(info).duration.seconds)))
    return FrameRange.parse(str(value))


def _names(value: Any) -> tuple[str, ...]:
    """A comma list, or a list, each name once."""
    parts = value.split(",") if isinstance(value, str) else list(value)
    return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def _formats(value: Any, _info: ValidationInfo) -> tuple[str, ...]:
    names = _names(value)
    check_formats(names)
    return names


def _layers(value: Any, info: ValidationInfo) -> tuple[str, ...]:
    names = _names(value)
    known = (ALL, BEAUTY, *_manifest(info).layers)
    for name in names:
        if name not in known:
            raise BriefError(f"unknown layer {name}{did_you_mean(name, known)}")
    if not names:
        raise BriefError(f"no layer is asked for{did_you_mean('', known)}")
    return names


def _treatments(value: Any, info: ValidationInfo) -> tuple[str, ...]:
    known = _manifest(info).treatments
    for name in _names(value):
        if name not in known:
            raise BriefError(f"unknown treatment {name}{did_you_mean(name, known) or '; this template has none'}")
    return _names(value)


def _ground(value: Any, _info: ValidationInfo) -> Colour:
    try:
        return value if isinstance(value, Colour) else parse_colour(str(value))
    except ValueError as error:
        raise BriefError(f"ground: {error}") from None


def _view(value: Any, info: ValidationInfo) -> Any:
    """The last of the fields that colour is asked for with: all of them are held against the config here."""
    wish = {name: info.data.get(name) for name in ("ocio", "colorspace", "interpretation", "display")}
    if wish["colorspace"] and wish["interpretation"]:
        settle(*wish.values(), value)
    return value


class Brief(BaseModel):
    """One asset. ``parameters`` are those given, as given: the manifest types them and adds its defaults. ``citizen`` is who of the
    world (of ``canon``, else of the canon that ships) fills the others, ``at`` a moment of the story. ``loudness``: of its sound, in LUFS.
    ``frames`` are the cut, ``handles`` how many are rendered on either side of it; ``start`` is the frame of the moment 0.
    ``ocio``, ``colorspace``, ``interpretation``, ``display`` and ``view``: of its colour, as :func:`generator.colour.settle`
    says. Frozen; pickles."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, validate_default=True)

    template: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    look: Annotated[str, _reader(lambda v, info: _manifest(info).look(v))] = None  # type: ignore[assignment]
    language: Annotated[str, _reader(_language)] = None  # type: ignore[assignment]
    canvas: Annotated[Canvas, _reader(lambda v, info: v if isinstance(v, Canvas) else _manifest(info).canvas(v))] = None  # type: ignore[assignment]
    rate: Annotated[Rate, _reader(lambda v, _: v if isinstance(v, Rate) else Rate.parse(v))] = Rate.parse(24)
    start: Annotated[int, Field(ge=0, le=10_000_000)] = FIRST_FRAME
    frames: Annotated[FrameRange, _reader(_frames)] = None  # type: ignore[assignment]
    formats: Annotated[tuple[str, ...], _reader(_formats)] = ("exr", "h264")
    layers: Annotated[tuple[str, ...], _reader(_layers)] = (ALL,)
    colorspace: Annotated[str, Field(max_length=200)] = OWN[0]
    ocio: Annotated[str | None, Field(max_length=4096)] = None
    interpretation: Annotated[Interpretation, _one_of("interpretation", ("texture", "display"))] = "texture"
    display: Annotated[str | None, Field(max_length=200)] = None
    view: Annotated[str | None, Field(max_length=200), _reader(_view)] = None
    blend: Annotated[Literal["linear", "srgb"], _one_of("blend", ("linear", "srgb"))] = "linear"
    alpha: Annotated[Literal["straight", "premultiplied"], _one_of("alpha", ("straight", "premultiplied"))] = "straight"
    quality: Annotated[Literal["fast", "quality"], _one_of("quality", ("fast", "quality"))] = "quality"
    ground: Annotated[Colour, _reader(_ground)] = BLACK
    treatments: Annotated[tuple[str, ...], _reader(_treatments)] = ()
    show: Annotated[str, _reader(lambda v, _: token("the show", str(v)))] = "sp"
    shot: Annotated[str, _reader(lambda v, _: token("the shot", str(v)))] = "000_000"
    version: Annotated[str, _reader(lambda v, _: version(str(v)))] = "v001"
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    citizen: Annotated[str | None, Field(max_length=200)] = None
    at: Annotated[str | None, Field(max_length=80)] = None
    canon: Annotated[str | None, Field(max_length=4096)] = None
    loudness: Annotated[float | None, Field(ge=-40, le=-9)] = None
    names: Annotated[str, _reader(lambda v, _: pattern(str(v)))] = NAMES
    padding: Annotated[int, Field(ge=1, le=9)] = PADDING
    handles: Annotated[int, Field(ge=0, le=1000)] = 0
    slate: bool = False
    parts: Annotated[Literal["single", "multi"], _one_of("parts", PARTS)] = "single"
    compression: Annotated[str, _one_of("compression", COMPRESSIONS)] = COMPRESSIONS[0]
    crop: bool = False
    overscan: Annotated[float, Field(ge=0, le=MOST)] = 0.0

    @model_validator(mode="after")
    def _asks_for_somebody(self) -> Brief:
        if self.at is not None and self.citizen is None:
            raise ValueError("at is for a plate that shows a citizen: give citizen too")
        return self

    @property
    def colouring(self) -> Colouring:
        """What light its files hold."""
        return settle(self.ocio, self.colorspace, self.interpretation, self.display, self.view)

    @model_validator(mode="after")
    def _has_room_for_handles(self) -> Brief:
        if self.handles and not self.frames.contiguous:
            raise ValueError(f"handles are for an unbroken range of frames, which {self.frames} is not")
        before = self.handles + self.slate
        if before > self.frames.first:
            what = " and ".join(name for name, asked in (("handles", self.handles), ("a slate", self.slate)) if asked)
            raise ValueError(f"{what} would be before frame 0; the first frame is {before} at least: give --start {before} or more")
        return self

    @model_validator(mode="after")
    def _asks_for_what_files_can_hold(self) -> Brief:
        wrong = [*self._wrong_of_exr(), *self._for_nothing()]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def _wrong_of_exr(self) -> Iterator[str]:
        asked = [name for name in ("parts", "compression", "crop") if getattr(self, name) != type(self).model_fields[name].default]
        if asked and "exr" not in self.formats:
            yield f"{' and '.join(asked)} of exr cannot be had without exr among the formats, which are {', '.join(self.formats)}"
        if self.parts == "multi" and self.beauty_only:
            yield "parts multi gives each layer a part, and no layers are asked for"
        lacking = lack(self.compression)
        if lacking:
            yield lacking
        if self.overscan and not any(name in FORMATS and FORMATS[name].overscan for name in self.formats):
            takers = " or ".join(name for name, form in FORMATS.items() if form.overscan)
            yield f"overscan is for {takers}: the other formats hold nothing beyond the plate"

    def _for_nothing(self) -> Iterator[str]:
        """What is asked for and changes no file of these formats."""
        wishes: tuple[tuple[str, bool, Callable[[Format], bool]], ...] = (
            (f"alpha {self.alpha}", self.alpha != "straight", lambda form: form.alpha_on_request),
            (f"quality {self.quality}", self.quality != "quality", lambda form: form.paced),
            (f"colorspace {self.colorspace}", self.colorspace.lower() not in OWN, lambda form: form.scene),
        )
        for wish, asked, takes in wishes:
            if asked and not any(name in FORMATS and takes(FORMATS[name]) for name in self.formats):
                takers = ", ".join(name for name, form in FORMATS.items() if takes(form))
                yield f"{wish} changes nothing in {', '.join(self.formats)}; it is for {takers}"

    @property
    def exr(self) -> ExrWish:
        """What is asked of OpenEXR files."""
        return ExrWish(self.parts, self.compression, self.crop)

    @property
    def margin(self) -> tuple[int, int]:
        """How many pixels are drawn beyond the plate on the left and right, and above and below."""
        return beyond(self.canvas.width, self.overscan), beyond(self.canvas.height, self.overscan)

    @property
    def rendered(self) -> FrameRange:
        """The frames with their handles."""
        return self.frames.widened(self.handles)

    @property
    def slate_frame(self) -> int | None:
        """The frame before the first, where a slate is asked for."""
        return self.rendered.first - 1 if self.slate else None

    def beats(self, manifest: Manifest) -> dict[str, int]:
        """The frames in which its template's beats are."""
        return {name: self.start + self.rate.frames(beat.exact) for name, beat in manifest.beats.items()}

    @property
    def tokens(self) -> dict[str, str]:
        """What names are made of. Raises BriefError for a citizen whose name has no letters for files."""
        who = slug("the citizen", self.citizen) if self.citizen and "{citizen}" in self.names else ""
        return {
            "show": self.show, "shot": self.shot, "template": self.template, "version": self.version, "citizen": who,
            "look": self.look, "lang": self.language, "canvas": self.canvas.name, "seed": str(self.seed),
        }  # fmt: skip

    def numbered(self, out: Path) -> Brief:
        """With the first version that is free in ``out``, where ``next`` is asked for."""
        return self.model_copy(update={"version": spelt(self.names, self.tokens, out)[1]}) if self.version == NEXT else self

    @classmethod
    def of(cls, manifest: Manifest, asked: Mapping[str, Any]) -> Brief:
        """Read what is asked of a template; ``None`` means not asked. Checks the parameters too. Raises BriefError with all mistakes."""
        given = {name: value for name, value in asked.items() if value is not None}
        problems: list[Problem] = []
        brief: Brief | None = None
        try:
            brief = cls.model_validate(given, context={"manifest": manifest})
        except ValidationError as error:
            problems = [Problem(_sentence(fault)) for fault in error.errors(include_url=False)]
        try:
            spoken = brief.language if brief else manifest.languages[0]
            manifest.values(given.get("parameters") or {}, spoken)
        except BriefError as error:
            problems += error.problems
        if brief is None or problems:
            raise BriefError(problems)
        return brief

    @property
    def beauty_only(self) -> bool:
        """Whether no layers are wanted beside the picture as a whole."""
        return self.layers == (BEAUTY,)


def _sentence(fault: Any) -> str:
    """One of pydantic's faults as a sentence."""
    name = ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return f"unknown option {name}{did_you_mean(name, Brief.model_fields)}"
    if fault["type"] == "missing":
        return f"{name} is missing"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return f"{name}: {str(fault['msg']).replace('Input should', 'it should')}"


def parse_settings(settings: list[str]) -> dict[str, str]:
    """``NAME=VALUE`` of a command line; raises BriefError for one without ``=`` and for a name given twice."""
    found: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise BriefError(f"{setting!r} is no setting; write NAME=VALUE")
        if name.strip() in found:
            raise BriefError(f"parameter {name.strip()} is set twice")
        found[name.strip()] = value
    return found
