"""Staging: who stands where in a picture, frame by frame, and where what is said of them finds room.

sightings.py   a track file's text to boxes per frame, or all that is wrong with it
paths.py       one person's boxes over a plate: gaps bridged, comings and goings, smoothing
docks.py       on which side a panel stands, so that it keeps clear of the one it is about
labels.py      where labels stand over time, so that none ever covers another
search.py      the search behind it
moves.py       what was found, as values over time

Nothing here knows of templates, looks or pictures: boxes in, boxes out.
"""
