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
    form.py       a manifest as fields; remarks.py what is weak in a plate, and where; music.py its sound
    people.py     citizens, their faces, the story; stills.py what plates are looked at over
    confine.py    no file elsewhere is read because a page names it
    keep.py       presets and commands; renders.py plates that are made; uploads.py, folders.py files in and folders shown
    watch.py      files that somebody saves in any editor

The server's process never runs a template: whatever a template can do, it does to a renderer process, which can be ended.
"""
