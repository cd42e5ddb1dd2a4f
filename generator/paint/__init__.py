"""Painting: a Frame comes in, a Picture goes out. The only room that knows skia.

painter.py        Painter: Scene -> Frame after Frame -> Picture
layers.py         what the layers are, and putting them over one another
glow.py           light that emitters spill
mattes.py         how much of each pixel belongs to whom

groups.py         the order of clip, mask, effects, opacity, blend
effects.py        filters of groups; influence.py: what filters look at
coverage.py       clips and masks as numbers that multiply
runs.py           what does not move is drawn once
sketches.py       what moves as a whole is recorded once
clusters.py       what lies apart is done apart

leaves.py         Path, Glyphs and Image
paints.py         solid colours, gradients (gradients.py) and patterns (patterns.py) for them
images.py         decoded pictures as premultiplied floats
blending.py       the blend modes of CSS, per pixel
light.py          between linear light and sRGB-encoded values

pen.py            where and how nodes are drawn just now, and what one painter shares
sheets.py         float pixels and the surface that draws on them; memory.py: where they lie
paths.py          outlines and glyphs as skia's paths
boxes.py          which pixels a node can touch
still.py          what holds for how long
cache.py          bounded memory
filters/          filter effects, in numba
skia_loader.py    skia itself, also on machines without OpenGL
elf.py            the little of ELF that this takes

It is no scene (nothing is decided here about what is drawn) and writes no file.
"""
