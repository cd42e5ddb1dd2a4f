"""Plates in, something to watch or to edit out: cuts one after another, with their sound.

cuts.py       what is seen when, and where in the picture
reel.py       cuts to a movie
timeline.py   plates to a cut for editors

Nothing here touches a plate's pixels for compositing: a reel is 8 bits, to be looked at.
"""
