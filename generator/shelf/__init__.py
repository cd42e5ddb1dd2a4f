"""The shelf: the only reader of templates, fonts, pictures and drawings.

shelf.py    Shelf: where things are, and their texts and bytes
images.py   pictures, decoded within bounds
"""

from __future__ import annotations

from generator.shelf.images import Images
from generator.shelf.shelf import Shelf, clock, read_drawing, shipped

__all__ = ["Images", "Shelf", "clock", "read_drawing", "shipped"]
