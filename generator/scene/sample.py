"""Scene and a moment in, :class:`Frame` out.

A scene is read once: every value that can move is found, and everything else is kept as it is. A frame then costs what moves in it. Static
nodes are the scene's own objects; a moving node is made anew only when the moment leaves the span of the one made before, so the same
object stands for it all through its span. What is drawn never depends on which frames were sampled before.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from generator.motion.track import ALWAYS, Span, Track
from generator.scene.nodes import Glyphs, Group, Image, Path
from generator.scene.paints import LinearGradient, Pattern, RadialGradient, Solid
from generator.scene.scene import Frame, Scene
from generator.values.by_kind import ByKind

Sampled = tuple[Any, float, float]
"""A value with the span in which it holds; a node's value is ``None`` where it cannot be seen."""

_NODES = (Group, Path, Glyphs, Image)
_PAINTS = frozenset((Solid, LinearGradient, RadialGradient, Pattern))
_DATA = ("generator.values.", "generator.problems")
_SINCE, _UNTIL = ALWAYS


class Sampler:
    """Samples one scene; not for several threads at once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._root = _live(scene.root)

    def frame(self, t: float) -> Frame:
        """The scene at ``t`` seconds. Nodes that cannot be seen then (hidden, transparent, mapped onto a line) are left out."""
        scene = self._scene
        root = self._root.at(t)[0] if isinstance(self._root, _Live) else self._root
        return Frame(root or Group(()), scene.width, scene.height, scene.light)


class _Live:
    """Something of which a part moves. (No ABC: asking whether something is one would cost more than sampling it.)"""

    __slots__ = ()

    def at(self, t: float) -> Sampled:
        """What it is at ``t``."""
        raise NotImplementedError


class _Moving(_Live):
    """A Track. What it gives may hold values over time itself: a paint that is swapped for another one."""

    __slots__ = ("_inner", "_track")

    def __init__(self, track: Track[Any]) -> None:
        self._track = track
        self._inner: dict[int, tuple[Any, Any]] = {}

    def at(self, t: float) -> Sampled:
        value = self._track.at(t)
        since, until = self._track.span(t)
        if type(value) not in _PAINTS:
            return value, since, until
        _, live = self._inner.get(id(value)) or self._inner.setdefault(id(value), (value, _live(value)))
        if not isinstance(live, _Live):
            return live, since, until
        inner, a, b = live.at(t)
        return inner, max(since, a), min(until, b)


class _Tuple(_Live):
    """A tuple with live parts among others; nodes that cannot be seen fall out, those that never move too."""

    __slots__ = ("_live", "_parts")

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts
        self._live = [(i, part) for i, part in enumerate(parts) if isinstance(part, _Live)]

    def at(self, t: float) -> Sampled:
        parts, since, until, gone = self._parts.copy(), _SINCE, _UNTIL, False
        for i, live in self._live:
            value, a, b = live.at(t)
            parts[i] = value
            since, until = (a if a > since else since), (b if b < until else until)
            if value is None:
                gone = True
        return tuple([part for part in parts if part is not None] if gone else parts), since, until


class _Record(_Live):
    """A dataclass with live fields: remade with their values, and kept for as long as none of them changes."""

    __slots__ = ("_fields", "_kept", "_kind", "_values")

    def __init__(self, kind: type[Any], values: list[Any]) -> None:
        self._kind = kind
        self._values = values
        # The first field, a group's children, comes last: what holds until then holds for the group itself.
        self._fields = [(i, value) for i, value in enumerate(values) if isinstance(value, _Live)][::-1]
        self._kept: Sampled = (None, 1.0, 0.0)

    def at(self, t: float) -> Sampled:
        kept = self._kept
        if kept[1] <= t < kept[2] or kept[1] == t == kept[2]:
            return kept
        values = self._values.copy()
        since, until = _SINCE, _UNTIL
        still = None
        for i, live in self._fields:
            still = still if i else (since, until)
            values[i], a, b = live.at(t)
            since, until = (a if a > since else since), (b if b < until else until)
        self._kept = made = self._made(values, since, until, still or (since, until))
        return made

    def _made(self, values: list[Any], since: float, until: float, still: Span) -> Sampled:
        return self._kind(*values), since, until


class _Node(_Record):
    """A node: knows its span. Where it cannot be seen it is nothing, or, as a mask or a clip (``needed``), an empty group."""

    __slots__ = ("_span", "_still", "needed")

    def __init__(self, kind: type[Any], values: list[Any], names: list[str]) -> None:
        super().__init__(kind, values)
        self._span = names.index("span")
        self._still = names.index("still") if "still" in names else None
        self.needed = False

    def _made(self, values: list[Any], since: float, until: float, still: Span) -> Sampled:
        values[self._span] = (since, until)
        if self._still is not None:
            values[self._still] = still
        node = self._kind(*values)
        return (node if _seen(node) else Group((), span=(since, until)) if self.needed else None), since, until


def _live(value: Any) -> Any:
    """The reader of a value of which a part moves; the value itself, without what can never be seen, where nothing does."""
    read = _readers[type(value)]
    return read(value) if read else value


def _reader(kind: type[Any]) -> Callable[[Any], Any] | None:
    """How values of a type are read; None for those that hold nothing over time."""
    if issubclass(kind, Track):
        return _Moving
    if issubclass(kind, tuple) and not hasattr(kind, "_fields"):
        return _live_tuple
    if not dataclasses.is_dataclass(kind) or kind.__module__.startswith(_DATA):
        return None
    return partial(_live_record, names=[field.name for field in dataclasses.fields(kind) if field.init])


_readers = ByKind(_reader)


def _live_tuple(value: tuple[Any, ...]) -> Any:
    parts = [_live(part) for part in value]
    if any(isinstance(part, _Live) for part in parts):
        return _Tuple([part for part in parts if not isinstance(part, _NODES) or _seen(part)])
    kept = tuple(part for part in parts if not isinstance(part, _NODES) or _seen(part))
    return value if len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True)) else kept


def _live_record(value: Any, names: list[str]) -> Any:
    values = [_live(getattr(value, name)) for name in names]
    for part in values:
        if isinstance(part, _Node):
            part.needed = True
    if any(isinstance(part, _Live) for part in values):
        return _Node(type(value), values, names) if isinstance(value, _NODES) else _Record(type(value), values)
    if all(getattr(value, name) is part for name, part in zip(names, values, strict=True)):
        return value
    return type(value)(*values)


def _group_seen(group: Any) -> bool:
    """A group without children still leaves a mark where it has effects (a flood)."""
    return bool(group.opacity > 0 and group.transform.determinant != 0 and (group.children or group.effects))


def _image_seen(image: Any) -> bool:
    return bool(image.opacity > 0 and not image.box.empty)


def _painted(node: Any) -> bool:
    return node.fill is not None or node.stroke is not None


_SEEN: dict[type[Any], Callable[[Any], bool]] = {Group: _group_seen, Image: _image_seen, Path: _painted, Glyphs: _painted}


def _seen(node: Any) -> bool:
    """Whether a sampled node can leave a mark."""
    return node.visible and _SEEN[type(node)](node)
