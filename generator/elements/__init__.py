"""What the elements of a document mean: Document -> Scene. An element lowers to nodes and never draws.

build.py          the table of elements, the outermost viewport       walk.py          one element with all that CSS does around it
context.py        what an element may know while it lowers            style.py         what a declaration means on one element
kinds.py kind.py  types of values: read, mixed, added                 lengths.py transforms.py   numbers, units, maps
check.py          names that nobody knows

shapes.py markers.py        outlines and what stands on their vertices
structure.py image.py       svg, g, symbol, use, switch; pictures
painting.py                 fill and stroke; gradients.py and pattern.py are their servers
clip.py mask.py filters.py  what is done to an element as a whole (filter_*.py: the primitives)
text.py, text_*.py          text, from characters to runs of glyphs
animation.py, animation_*.py   the document's animations, as Tracks
ui_*.py                     our own elements

A new element: one file with a function ``(element, context) -> Node | None``, and one line in :data:`generator.elements.build.ELEMENTS`.
"""
