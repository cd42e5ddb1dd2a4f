"""Fonts and text: from strings to placed glyphs. Opens no file and knows no SVG.

face.py    Face: one font at one instance of its axes: outlines, advances, metrics
fonts.py   FontBook: the fonts that were given, CSS font matching, fallback among them
memo.py    results kept up to a number
bidi.py    the Unicode bidirectional algorithm (UAX #9): levels and visual order
shape.py   HarfBuzz: text and styles -> clusters
lines.py   where a text may break, and lines of clusters
fit.py     text in a box: wrapped, shrunk, or an error that says by how much it overflows
"""
