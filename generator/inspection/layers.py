"""Layers: what the manifest says that there is, against what the scenes draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.inspection.finding import Finding
from generator.paint.layers import BASE, GLOW
from generator.problems import NOWHERE, Origin, did_you_mean
from generator.scene.nodes import Group
from generator.scene.scene import Scene


def layers(scene: Scene, drawn: tuple[str, ...], said: Iterable[str], file: str) -> Iterator[Finding]:
    """``drawn`` are the scene's layers, bottom to top, ``said`` those of the manifest in ``file``."""
    known = tuple(said)
    for name in drawn:
        if name not in known:
            yield _unknown(name, known, scene, file)
    both = [name for name in known if name in drawn]
    order = [name for name in drawn if name in known]
    if both != order:
        yield Finding("layers", f"the manifest has the layers as {', '.join(both)}; they are drawn as {', '.join(order)}", Origin(file))


def _unknown(name: str, known: tuple[str, ...], scene: Scene, file: str) -> Finding:
    if name == GLOW:
        return Finding("layers", "light is spilled, and the manifest does not say what its layer, glow, holds", Origin(file), note=True)
    where = _origins(scene).get(name, Origin(file))
    if name == BASE:
        return Finding("layers", "this is drawn outside of every layer; put it in a group with ui:layer", where)
    bare = name.rstrip("0123456789")
    if bare in (*known, BASE):
        return Finding("layers", f"the layer {bare} is cut in two by another; the second part would be called {name}", Origin(file))
    return Finding("layers", f"the manifest has no layer {name}{did_you_mean(name, known)}", where)


def _origins(scene: Scene) -> Mapping[str, Origin]:
    """Where each layer begins."""
    found: dict[str, Origin] = {}
    for child in scene.root.children:
        name = (child.layer if isinstance(child, Group) else None) or BASE
        if child.origin is not NOWHERE:
            found.setdefault(name, child.origin)
    return found


def idle(drawn: Iterable[tuple[str, ...]], said: Iterable[str], file: str) -> Iterator[Finding]:
    """Layers of the manifest that no variant ever has."""
    there = {name for names in drawn for name in names}
    for name in said:
        if name not in there:
            yield Finding("layers", f"the layer {name} is never drawn with these parameters", Origin(file), note=True)
