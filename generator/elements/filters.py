"""The ``filter`` property -> filters."""

from __future__ import annotations

from generator.documents.element import Element
from generator.elements.context import Context
from generator.motion.track import Value
from generator.scene.effects import Filter
from generator.values.geometry import Rect


def lower_filter(_value: str, _element: Element, _context: Context, _bounds: Value[Rect | None]) -> tuple[Filter, ...] | None:
    """No filter."""
    return ()
