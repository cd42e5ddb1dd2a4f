"""Painting: a Frame comes in, a Picture goes out. The only room that knows skia.

painter.py        Painter: Scene -> Frame after Frame -> Picture
layers.py         what the layers are, and putting them over one another
glow.py           light that emitters spill
groups.py         the order of clip, mask, effects, opacity, blend
runs.py           what does not move is drawn once
leaves.py         Path, Glyphs and Image onto a sheet
paints.py         solid colours, gradients and patterns for them
gradients.py      gradient colours, exact at every pixel
images.py         decoded pictures as premultiplied floats
blending.py       the blend modes of CSS, per pixel
light.py          between linear light and sRGB-encoded values
coverage.py       clips and masks as numbers that multiply
boxes.py          which pixels a node can touch
paths.py          outlines and glyphs as skia's paths
sheets.py         float pixels and the surface that draws on them
cache.py          bounded memory
pen.py            where and how nodes are drawn just now, and what one painter shares
filters/          filter effects, in numba
skia_loader.py    skia itself, also on machines without OpenGL
elf.py            the little of ELF that this takes

It is no scene (nothing is decided here about what is drawn) and writes no file.
"""
