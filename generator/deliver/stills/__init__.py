"""Sequences of 8, 10 and 16 bits, a file for each frame: PNG, TIFF, DPX."""
