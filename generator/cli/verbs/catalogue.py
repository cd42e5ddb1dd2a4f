"""``list`` and ``show``: what there is, and what a template may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.cli.console import document, result
from generator.documents.devices import Device
from generator.documents.manifest import Manifest
from generator.documents.parameters import Parameter
from generator.problems import Problem, TemplateError
from generator.shelf import Shelf


def run_list(templates: list[Path], as_json: bool) -> None:
    """All templates, each with its title and its sentence. A faulty manifest hides no other: its faults are told and the exit code is 2."""
    shelf = Shelf(templates)
    found: dict[str, Manifest] = {}
    faults: list[Problem] = []
    for name in shelf.names():
        try:
            found[name] = shelf.manifest(name)
        except TemplateError as error:
            faults += error.problems
    if as_json:
        document([{"name": name, "title": m.title, "description": m.description} for name, m in found.items()])
    else:
        wide = max((len(name) for name in found), default=0)
        for name, manifest in found.items():
            result(f"{name:<{wide}}  {manifest.description}")
    if faults:
        raise TemplateError(faults)


def run_show(template: str, templates: list[Path], as_json: bool) -> None:
    """One template's manifest."""
    manifest = Shelf(templates).manifest(template)
    if as_json:
        document(_data(template, manifest))
        return
    for line in _page(template, manifest):
        result(line)


def _data(name: str, manifest: Manifest) -> dict[str, Any]:
    data = manifest.model_dump(exclude={"duration", "beats", "loop", "parameters"})
    data |= {
        "name": name,
        "frames_at_24": manifest.duration.frames,
        "seconds": manifest.duration.seconds,
        "beats": {beat: {"seconds": at.seconds, "frame_at_24": at.frames} for beat, at in manifest.beats.items()},
        "parameters": {key: p.model_dump(exclude_defaults=True) for key, p in manifest.parameters.items()},
    }
    if manifest.loop:
        data["loop"] = {"start_seconds": manifest.loop.start.seconds, "period_seconds": manifest.loop.period.seconds}
    return data


def _page(name: str, manifest: Manifest) -> Iterator[str]:
    yield f"{name}: {manifest.title}"
    yield manifest.description
    yield ""
    yield f"looks      {', '.join(manifest.looks)}"
    yield f"languages  {', '.join(manifest.languages)}"
    yield f"canvases   {', '.join(_canvas(key, manifest) for key in manifest.canvases)}, or any WxH"
    yield f"duration   {manifest.duration.frames:g} frames at 24"
    yield f"beats      {', '.join(f'{beat} {at.frames:g}' for beat, at in manifest.beats.items()) or 'none'}"
    if manifest.loop:
        yield f"loop       from {manifest.loop.start.frames:g}, every {manifest.loop.period.frames:g} frames"
    yield from _block("devices", {key: _device(device) for key, device in manifest.devices.items()})
    yield from _block("layers, bottom to top", {key: f"{layer.help} ({layer.operation})" for key, layer in manifest.layers.items()})
    yield from _block("treatments", dict(manifest.treatments))
    yield from _block("parameters (--set NAME=VALUE)", {key: _parameter(p) for key, p in manifest.parameters.items()})


def _canvas(name: str, manifest: Manifest) -> str:
    """A canvas with its size, unless the name says it."""
    found = manifest.canvas(name)
    size = f"{found.width}x{found.height}"
    return name if name == size else f"{name} {size}"


def _device(device: Device) -> str:
    """A device in a line."""
    cutout, safe = device.cutout, device.safe
    corner = f"corners {device.radius:g}" + (f" (smoothing {device.smoothing:g})" if device.smoothing else "")
    hole = f"{cutout.shape} {cutout.width:g}x{cutout.high:g}" if cutout else "no cut-out"
    edges = f"safe {safe.top:g} {safe.right:g} {safe.bottom:g} {safe.left:g}"
    return f"{device.title}. {device.width}x{device.height} at {device.ratio:g}, {corner}, {hole}, {edges}"


def _block(title: str, rows: dict[str, str]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield title
    wide = max(map(len, rows))
    for key, text in rows.items():
        yield f"  {key:<{wide}}  {text}"


def _parameter(parameter: Parameter) -> str:
    return f"{_kind(parameter)}. {parameter.help}{_default(parameter)}"


def _kind(parameter: Parameter) -> str:
    """Its type, with what it may be: ``integer 0 to 1000``, ``choice (a, b)``, ``list of record {score: integer, name: text}``."""
    low, high = parameter.min, parameter.max
    if parameter.of is not None:
        return f"list of {_kind(parameter.of)}"
    if parameter.fields:
        return f"record {{{', '.join(f'{name}: {field.type}' for name, field in parameter.fields.items())}}}"
    limits = f" {low:g} to {high:g}" if low is not None and high is not None else ""
    choices = f" ({', '.join(parameter.choices)})" if parameter.choices else ""
    return f"{parameter.type}{limits}{choices}"


def _default(parameter: Parameter) -> str:
    """What it is unless it is given; long ones (lists, records) are in the manifest."""
    if parameter.default is None:
        return " Must be given."
    if parameter.type in ("list", "record"):
        return ""
    value = next(iter(parameter.default.values())) if parameter.by_language else parameter.default
    return f" [{str(value).lower() if isinstance(value, bool) else value}]" if value != "" else ""
