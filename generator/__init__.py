"""Ministerio renders the screens of a state that does not exist, as image and video plates for film."""

__version__ = "0.1.0"
