"""Filter effects on planes: array in, array out, of the same size and place. No Skia here.

run.py       apply_filter, and the table of steps
reach.py     what steps look at
fused.py     a blur and the blend after it at once
job.py       what a step is given
pieces.py    the part of a canvas that holds anything
gaussian.py  the blur itself, for glow too
blur.py layout.py tones.py morphology.py turbulence.py displacement.py convolution.py lighting.py led.py
             the steps, as the Filter Effects Module Level 1 defines them; led.py, with led_dots.py, is ours
"""

from generator.paint.filters.gaussian import add_gaussian, gaussian
from generator.paint.filters.run import apply_filter, filter_piece, stage_of

__all__ = ["add_gaussian", "apply_filter", "filter_piece", "gaussian", "stage_of"]
