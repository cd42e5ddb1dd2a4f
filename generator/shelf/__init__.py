"""The shelf: the only reader of templates, fonts, pictures, drawings and canons.

shelf.py    Shelf: where things are, and their texts and bytes
texts.py    text files, and what messages call them
images.py   pictures, decoded within bounds
stills.py   the production's own pictures of people
worlds.py   Worlds: rules, canons, the world's words
store.py    what is dear to make, kept on disk for all processes
"""

from __future__ import annotations

from generator.shelf.images import Images
from generator.shelf.shelf import Shelf, clock, read_drawing
from generator.shelf.stills import Placed
from generator.shelf.texts import shipped
from generator.shelf.worlds import Worlds

__all__ = ["Images", "Placed", "Shelf", "Worlds", "clock", "read_drawing", "shipped"]
