"""The shelf: the only reader of templates, fonts, pictures, drawings and canons.

shelf.py    Shelf: where things are, and their texts and bytes
texts.py    text files, and what messages call them
images.py   pictures, decoded within bounds
worlds.py   Worlds: rules, canons, the world's words
"""

from __future__ import annotations

from generator.shelf.images import Images
from generator.shelf.shelf import Shelf, clock, read_drawing
from generator.shelf.texts import shipped
from generator.shelf.worlds import Worlds

__all__ = ["Images", "Shelf", "Worlds", "clock", "read_drawing", "shipped"]
