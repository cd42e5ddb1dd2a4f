"""Inspection: what is wrong with a compiled template that compiling it does not tell. Scenes come in, findings go out.

finding.py    Finding, Variant; the findings of many variants gathered
seen.py       the leaves of a scene at its moments, as they reach the canvas
marks.py      lines too thin, text too small, text that leaves the picture
contrast.py   text against what lies behind it
families.py   fonts that are asked for and not there
letters.py    words that the fonts of a look cannot show
flashes.py    what harms photosensitive viewers
seam.py       a held plate that does not repeat
layers.py     layers of the scene against those of the manifest
sketch.py     a scene painted small

It mends nothing, compiles nothing and reads no file: what a template says wrong is told by compiling it.
"""
