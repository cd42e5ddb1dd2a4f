"""The closed middle form: four kinds of node, the paints and effects they carry, and sampling.

nodes.py     Group, Path, Glyphs, Image, and the contract
paints.py    Solid, LinearGradient, RadialGradient, Pattern; Stroke
effects.py   filter primitives
scene.py     Scene, Frame
sample.py    Scene at a moment -> Frame
bounds.py    boxes of nodes
marks.py     who and what is shown, by name, and where
coverage.py  a scene repainted so that its light says what belongs to whom
dump.py      a scene as text, for tests and people
"""
