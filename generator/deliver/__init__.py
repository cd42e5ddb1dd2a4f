"""Pixels to files.

formats.py              the table of formats; sink.py says what each of them is
stills/                 sequences: PNG, TIFF, DPX
movies/                 H.264 to FFV1, the review, GIF and WebP
openexr/                OpenEXR and Cryptomatte
boxes.py, wav.py        where things are; what is heard
riff.py, icc.py         what several formats are kept in; what colour they say that they are in
light.py, pixels.py, components.py   float pixels to what formats hold
chunk.py                frames into all their formats
naming.py, files.py, lock.py         names; whole files or none; one command at a time
manifest.py, survey.py, verify.py    what a plate is, what of it is there, whether that is right
scripts/                what opens a plate in Nuke, Blender and After Effects
"""
