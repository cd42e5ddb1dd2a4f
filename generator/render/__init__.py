"""The data path, on one page:

brief ── shelf ── compose (Jinja) ── parse ── build ──> Scene ── Sampler ──> Frame ── Painter ──> Picture ── make ──> a plate

plate.py      render and describe: a brief to a plate; asset.py what it opens to, story.py its citizen, beside.py its slate and review
soundtrack.py what is heard, and spoken.py who says it; heard.py tells it to whoever makes the plate
drawing.py    render_svg: drawings from outside, still or animated
batch.py      what a worker does for a batch, open_assets.py what it keeps open meanwhile; thumbnails.py its spot checks
needed.py     the files that an asset is made from, for farms that take them along
lint.py       lint: every variant of a template, inspected
clearance.py  clear: everything that can be seen, and why it is safe
film.py       a scene to pictures; what the program says of itself
"""

from __future__ import annotations

from generator.deliver.verify import examine, verify_plate
from generator.plan.job import Estimate, Outlook, Progress, Receipt
from generator.render.drawing import Drawn, Wish, render_svg
from generator.render.film import Places
from generator.render.plate import describe, render

__all__ = [
    "Drawn",
    "Estimate",
    "Outlook",
    "Places",
    "Progress",
    "Receipt",
    "Wish",
    "describe",
    "examine",
    "render",
    "render_svg",
    "verify_plate",
]
