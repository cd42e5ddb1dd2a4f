"""The cellar: colour, geometry, rates, frame ranges, seeds, pictures. Frozen, pure, and knowing nobody.

colour.py     Colour, linear light, the sRGB curve
curve.py      that curve, of whole arrays
css_colour.py CSS Color 4 text -> Colour
geometry.py   Rect, Affine, Outline
path_data.py  SVG path text -> Outline
outlines.py   Outlines of plain shapes, and what lies between two
measure.py    lengths along an Outline
vertices.py   where an Outline's markers stand
rate.py       Rate and timecode
frames.py     frame ranges as farms write them
seeds.py      random numbers by name
by_kind.py    what follows from a value's type, worked out once
compiled.py   how loops over pixels are compiled
sheet.py      YAML text -> plain values that remember their lines
picture.py    Picture: what painting gives and delivering takes
"""
