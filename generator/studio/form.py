"""Form: a manifest and a brief as the page's form wants them: plain data, in the plate's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from generator.brief import Brief
from generator.deliver.formats import FORMATS, SOUNDS
from generator.documents.help import Names
from generator.documents.helpers import css
from generator.documents.manifest import Manifest
from generator.documents.parameters import Parameter
from generator.documents.seconds import Seconds
from generator.documents.view import View
from generator.motion.track import Track
from generator.values.colour import Colour
from generator.values.rate import Rate


def form(name: str, manifest: Manifest, brief: Brief, heard: bool, names: Names) -> dict[str, Any]:
    """Everything about a plate that is known without composing it; ``names`` are what the desk calls things."""
    rate = brief.rate
    return {
        "template": name,
        "title": manifest.title,
        "description": manifest.description,
        "looks": manifest.looks,
        "languages": manifest.languages,
        "canvases": [_canvas(manifest, key) for key in manifest.canvases],
        "treatments": dict(manifest.treatments),
        "names": {part: getattr(names, part) for part in ("looks", "canvases", "layers", "beats", "treatments")},
        "variant": manifest.variant,
        "layers": [{"name": key, "help": layer.help, "operation": layer.operation} for key, layer in manifest.layers.items()],
        "parameters": [field(key, spec, brief.language, names) for key, spec in manifest.parameters.items()],
        "look": brief.look,
        "language": brief.language,
        "canvas": {"name": brief.canvas.name, "width": brief.canvas.width, "height": brief.canvas.height},
        "rate": _rate(rate),
        "start": brief.start,
        "frames": {"first": brief.frames.first, "last": brief.frames.last},
        "beats": brief.beats(manifest),
        "loop": _loop(manifest, brief),
        "heard": heard,
        "formats": {key: kind.sentence for key, kind in (FORMATS | SOUNDS if heard else FORMATS).items()},
    }


def _rate(rate: Rate) -> dict[str, Any]:
    fraction = rate.fraction
    return {"text": str(rate), "numerator": fraction.numerator, "denominator": fraction.denominator, "nominal": rate.nominal}


def _canvas(manifest: Manifest, name: str) -> dict[str, Any]:
    canvas, device = manifest.canvas(name), manifest.devices.get(name)
    found: dict[str, Any] = {"name": name, "width": canvas.width, "height": canvas.height}
    if device:
        cutout = device.cutout
        found["device"] = device.model_dump() | {"reach": device.reach}
        if cutout:
            found["device"]["cutout"] |= {"x": device.middle(cutout), "height": cutout.high}
    return found


def _loop(manifest: Manifest, brief: Brief) -> dict[str, int] | None:
    if manifest.loop is None:
        return None
    first = brief.start + brief.rate.frames(manifest.loop.start.seconds)
    return {"first": first, "last": first + brief.rate.frames(manifest.loop.period.seconds) - 1}


def field(path: str, spec: Parameter, language: str, names: Names) -> dict[str, Any]:
    """One parameter: its key, what it and its choices are called, its type, its bounds, its default, and what is inside of it."""
    key = path.rpartition(".")[2]
    found: dict[str, Any] = {"name": key, "type": spec.type, "help": spec.help, "default": plain(spec.default_for(language))}
    if path in names.parameters:
        found["called"] = names.parameters[path]
    found |= {bound: getattr(spec, bound) for bound in ("min", "max") if getattr(spec, bound) is not None}
    if spec.choices:
        found |= {"choices": spec.choices, "choices_called": names.choices.get(path, {})}
    if spec.type == "text":
        found["max_length"] = spec.max_length
    if spec.fact:
        found["fact"] = spec.fact
    if spec.of is not None:
        found["of"] = field(path, spec.of, language, names)
    if spec.fields:
        found["fields"] = [field(f"{path}.{key}", inner, language, names) for key, inner in spec.fields.items()]
    return found


def plain(value: Any) -> Any:
    """A typed value as JSON that can be given as a parameter again."""
    for kind, told in _PLAIN.items():
        if isinstance(value, kind):
            return told(value)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    View: lambda value: {name: plain(value[name]) for name in value},
    Mapping: lambda value: {str(name): plain(inner) for name, inner in value.items()},
    list: lambda value: [plain(inner) for inner in value],
    tuple: lambda value: [plain(inner) for inner in value],
    datetime: lambda value: value.isoformat(" ", "seconds"),
    Colour: css,
    Seconds: lambda value: f"{value.frames:g}f",
    Track: lambda value: plain(value.at(0.0)),
}
