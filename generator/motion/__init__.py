"""The laws of motion: values over time, easings, loops. Nothing here knows SVG, and nothing here draws.

track.py    Track, and combine() that makes one value of several
easing.py   named easings and cubic Beziers
loop.py     values one after another, and again and again without drift
timing.py   when an animation is active: begins, ends, repeats
"""
