"""The studio: an art director's desk in a browser. The pixels come from the same path as the plates.

    page/         what the browser loads: plain modules, hand-written style, nothing from a network
    desk.py       what one studio is set up with: its places, its bounds
    wish.py       what the page asks, validated
    guard.py      who may ask: this machine's own pages, or whoever knows the token
    server.py     the web server; routes.py what it answers; state.py what runs meanwhile
    errands.py    wishes to a renderer process: the latest first, within a time
    hand.py       that process: one errand at a time
    easel.py      compiled plates, kept; frames of them
    sight.py      a frame as it is looked at: layers, channels, exposure, grounds
    watch.py      files that somebody saves in any editor

The server's process never runs a template: whatever a template can do, it does to a renderer process, which can be ended.
"""
