"""One file for all frames: what movies share (``movie.py``, ``sound.py``, ``alpha.py``), each codec, the review, and animations."""
