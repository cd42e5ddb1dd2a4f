"""The cellar: colour, geometry, rates, frame ranges, seeds, pictures. Frozen, pure, and knowing nobody.

colour.py     Colour, linear light; sRGB and CSS text
geometry.py   Rect, Affine, Outline
rate.py       Rate and timecode
frames.py     frame ranges as farms write them
seeds.py      random numbers by name
picture.py    Picture: what painting gives and delivering takes
"""
