"""``list`` and ``show``: what there is, and what a template may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.cli.console import document, result
from generator.documents.canvas import CANVASES
from generator.documents.manifest import Manifest
from generator.documents.parameters import Parameter
from generator.shelf import Shelf


def run_list(templates: list[Path], as_json: bool) -> None:
    """All templates, each with its title and its sentence."""
    shelf = Shelf(templates)
    found = {name: shelf.manifest(name) for name in shelf.names()}
    if as_json:
        document([{"name": name, "title": m.title, "description": m.description} for name, m in found.items()])
        return
    wide = max((len(name) for name in found), default=0)
    for name, manifest in found.items():
        result(f"{name:<{wide}}  {manifest.description}")


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
    sizes = {key: f"{key} {CANVASES[key].width}x{CANVASES[key].height}" for key in manifest.canvases if key in CANVASES}
    yield f"canvases   {', '.join(sizes.get(key, key) for key in manifest.canvases)}, or any WxH"
    yield f"duration   {manifest.duration.frames:g} frames at 24"
    yield f"beats      {', '.join(f'{beat} {at.frames:g}' for beat, at in manifest.beats.items()) or 'none'}"
    if manifest.loop:
        yield f"loop       from {manifest.loop.start.frames:g}, every {manifest.loop.period.frames:g} frames"
    yield from _block("layers, bottom to top", {key: f"{layer.help} ({layer.operation})" for key, layer in manifest.layers.items()})
    yield from _block("treatments", dict(manifest.treatments))
    yield from _block("parameters (--set NAME=VALUE)", {key: _parameter(p) for key, p in manifest.parameters.items()})


def _block(title: str, rows: dict[str, str]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield title
    wide = max(map(len, rows))
    for key, text in rows.items():
        yield f"  {key:<{wide}}  {text}"


def _parameter(parameter: Parameter) -> str:
    low, high = parameter.min, parameter.max
    limits = f" {low:g} to {high:g}" if low is not None and high is not None else ""
    choices = f" ({', '.join(parameter.choices)})" if parameter.choices else ""
    return f"{parameter.type}{limits}{choices}. {parameter.help}"
