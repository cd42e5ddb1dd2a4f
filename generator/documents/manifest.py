"""Manifest: what a template says of itself. In: the text of ``manifest.yaml``. Out: a validated, frozen value, or all faults with lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from generator.documents.canvas import CANVASES, Canvas, parse_canvas
from generator.documents.devices import Device
from generator.documents.looks import OWN, VARIANTS
from generator.documents.parameters import Parameter, parse_parameters
from generator.documents.seconds import Seconds
from generator.documents.sheet import Sheet, read
from generator.languages import LANGUAGES
from generator.problems import BriefError, Problems, TemplateError, did_you_mean
from generator.values.picture import TAKEN


def _free(name: str) -> str:
    """A layer's name that means nothing else to those who read files."""
    if name in TAKEN:
        raise ValueError(f"a layer cannot be called {name}, which OpenEXR's readers keep for themselves; call it otherwise")
    return name


def _named(pattern: str, letters: str) -> AfterValidator:
    """A name of so many letters, told in words where it is none."""
    good = re.compile(pattern)

    def read(name: str) -> str:
        if not good.fullmatch(name) or len(name) > _LONGEST:
            shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}..."
            raise ValueError(f"{shown!r} is no name: a small letter, then small letters, digits and {letters}, {_LONGEST} in all at most")
        return name

    return AfterValidator(read)


_LONGEST = 40
Name = Annotated[str, _named(r"[a-z][a-z0-9_]*", "'_'")]
LayerName = Annotated[Name, AfterValidator(_free)]
DeviceName = Annotated[str, _named(r"[a-z][a-z0-9-]*", "'-'")]
Sentence = Annotated[str, Field(min_length=3, max_length=300)]
Time = Annotated[Seconds, BeforeValidator(Seconds.parse)]
_CLOSED = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)


class Layer(BaseModel):
    """A layer of the plate: what is on it, and how it goes back together (``over``, or ``plus`` for light)."""

    model_config = _CLOSED

    help: Sentence
    operation: Literal["over", "plus"] = "over"


class Loop(BaseModel):
    """Where a held plate repeats: from ``start`` on, every frame equals the one a ``period`` later."""

    model_config = _CLOSED

    start: Time
    period: Time


def _layer(value: object) -> object:
    """A layer may be written as its sentence alone."""
    return {"help": value} if isinstance(value, str) else value


class Manifest(BaseModel):
    """``templates/<name>/manifest.yaml``; the first of ``looks``, ``languages`` and ``canvases`` is the default."""

    model_config = _CLOSED

    title: Annotated[str, Field(min_length=1, max_length=80)]
    description: Sentence
    parameters: dict[Name, Parameter] = Field(default_factory=dict)
    looks: Annotated[tuple[Name, ...], Field(min_length=1)]
    variant: str = ""
    """The parameter that chooses the look's variant: a choice of ``light``, ``dark`` and ``own``."""
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    canvases: Annotated[tuple[str, ...], Field(min_length=1)]
    devices: dict[DeviceName, Device] = Field(default_factory=dict)
    """Screens that the template is made for; each is a canvas by its name."""
    layers: dict[LayerName, Annotated[Layer, BeforeValidator(_layer)]] = Field(default_factory=dict)
    duration: Time
    beats: dict[Name, Time] = Field(default_factory=dict)
    loop: Loop | None = None
    treatments: dict[Name, Sentence] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> Manifest:
        if self.duration.frames < 1:
            raise ValueError("duration is shorter than a frame")
        if self.variant:
            _check_variant(self.variant, self.parameters)
        for name, beat in self.beats.items():
            if beat > self.duration:
                raise ValueError(f"beat {name} lies at frame {beat.frames:g}, after the end at frame {self.duration.frames:g}")
        if self.loop and (self.loop.period.frames < 1 or self.loop.start + self.loop.period > self.duration):
            raise ValueError("loop ends after the end, or is shorter than a frame")
        return self

    def values(self, given: Mapping[str, object], language: str) -> dict[str, Any]:
        """Typed values of all parameters, the given over the defaults of a language; raises BriefError with all that is wrong."""
        return parse_parameters(self.parameters, given, language)

    def canvas(self, asked: str | None) -> Canvas:
        """One of the template's canvases by name, any size as ``WxH``, or the template's first canvas."""
        asked = self.canvases[0] if asked is None else asked
        found = self._sized(asked)
        if found.name in CANVASES and found.name not in self.canvases:
            raise BriefError(f"this template has no canvas {asked}{did_you_mean(found.name, self.canvases)}")
        return found

    def _sized(self, asked: str) -> Canvas:
        """A device's canvas, or one that everybody knows."""
        device = self.devices.get(asked.strip().lower())
        return Canvas(asked.strip().lower(), device.width, device.height) if device else parse_canvas(asked, self.devices)

    def look(self, asked: str | None) -> str:
        """One of the template's looks, or its first."""
        return _one_of("look", asked, self.looks)

    def language(self, asked: str | None) -> str:
        """One of the template's languages, or its first."""
        return _one_of("language", asked, self.languages)


def _check_variant(name: str, parameters: Mapping[str, Parameter]) -> None:
    """What chooses a look's variant is a choice of variants."""
    if name not in parameters:
        raise ValueError(f"variant names the parameter {name}, which is not there{did_you_mean(name, parameters)}")
    known = (OWN, *VARIANTS)
    other = [choice for choice in parameters[name].choices if choice not in known]
    if other or not parameters[name].choices:
        raise ValueError(f"variant needs {name} to be a choice of {', '.join(known)}")


def _one_of(what: str, asked: str | None, choices: tuple[str, ...]) -> str:
    if asked is None:
        return choices[0]
    if asked not in choices:
        raise BriefError(f"this template has no {what} {asked}{did_you_mean(asked, choices)}")
    return asked


def read_manifest(text: str, file: str) -> Manifest:
    """Read and check a manifest, its defaults too; raises TemplateError with all faults, each at its line."""
    sheet = read(text, file)
    manifest = sheet.fill(Manifest)
    problems = Problems()
    for i, code in enumerate(manifest.languages):
        if code not in LANGUAGES:
            problems.add(f"unknown language {code}{did_you_mean(code, LANGUAGES)}", sheet.origin(("languages", i)))
    for name, device in manifest.devices.items():
        known = CANVASES.get(name)
        if known and (known.width, known.height) != (device.width, device.height):
            problems.add(
                f"{name} is a canvas of {known.width}x{known.height}; a device of that name is too", sheet.origin(("devices", name))
            )
    for i, name in enumerate(manifest.canvases):
        try:
            manifest.canvas(name)
        except BriefError as error:
            problems.add(error.problems[0].message, sheet.origin(("canvases", i)))
    for name, parameter in manifest.parameters.items():
        if parameter.fact and parameter.default is None:
            problems.add(f"{name} has a fact and no default; plates without a citizen need one", sheet.origin(("parameters", name)))
        _check_defaults(name, parameter, manifest, sheet, problems)
    problems.raise_if_any(TemplateError)
    return manifest


def _check_defaults(name: str, parameter: Parameter, manifest: Manifest, sheet: Sheet, problems: Problems) -> None:
    """Every default must itself be a valid value, in every language of the manifest."""
    path = ("parameters", name, "default")
    if parameter.by_language:
        for code in manifest.languages:
            if code not in parameter.default:
                problems.add(f"{name} has no default in {code}", sheet.origin(path))
        for code in parameter.default:
            if code not in manifest.languages:
                problems.add(f"{name} has a default in {code}, which is not among the languages", sheet.origin((*path, code)))
    for code in parameter.default if parameter.by_language else [manifest.languages[0]]:
        value = parameter.default_for(code)
        if value is None:
            continue
        try:
            parameter.parse(value, name)
        except ValueError as error:
            problems.add(f"default of {error}", sheet.origin((*path, code)))
