"""What light the files of a plate hold, through OpenColorIO where that is more than linear Rec. 709 and sRGB.

    settle(config, space, interpretation, display, view) -> Colouring      names checked against the config, tags looked up
    Colouring                                                              frozen; pickles; what every file says of its colour
    Colouring.scene(plane, box), .shown(plane, box) -> plane               the pixels that float files, and stills and movies, hold

OpenColorIO is imported in :mod:`generator.colour.config` alone, and only for a plate that asks for more than the default.
"""

from generator.colour.colouring import PLAIN, Colouring, Interpretation
from generator.colour.settle import settle

__all__ = ["PLAIN", "Colouring", "Interpretation", "settle"]
