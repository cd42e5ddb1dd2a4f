"""What is asked of colour, held against a config: names in, a :class:`Colouring` out."""

from __future__ import annotations

import hashlib
from functools import cache

from generator.colour.colouring import PLAIN, Colouring, Interpretation
from generator.colour.tags import LINEAR, SRGB, tags

# What the default space is called; for these no config is opened.
OWN = ("lin_rec709", "lin_rec709_scene", "lin_rec709_srgb", "lin_srgb")


@cache
def settle(
    config: str | None = None,
    space: str = OWN[0],
    interpretation: Interpretation = "texture",
    display: str | None = None,
    view: str | None = None,
) -> Colouring:
    """What a plate is to be, all names as the config writes them. ``config`` is a built-in's name or a file, ours unless said; where
    ``display`` or ``view`` is given, stills and movies go through it. Raises BriefError.

    A plate that needs no config has none, whatever is given: its pixels and its fingerprint are the same.
    """
    through = bool(display or view)
    if space.lower() in OWN and interpretation == "texture" and not through:
        return PLAIN
    from generator.colour.config import BUILT_IN, LIBRARY  # slow to load, and only needed from here on
    from generator.colour.config import config as opened

    book = opened(config or BUILT_IN)
    found = book.space(space)
    inverse = interpretation == "display"
    screen, seen = "", ""
    if inverse or through:
        screen = book.display(display)
        seen = book.view(screen, view)
    used = [book.designed(screen, seen, found.name) if inverse else book.texture(found.name)]
    if through:
        used.append(book.seen(screen, seen, inverse))
    made = Colouring(
        book.asked,
        book.name,
        found.name,
        interpretation,
        screen,
        seen,
        through,
        found.linear and not inverse,
        tags(found.interop),
        tags(book.screen(screen, seen)) if through else SRGB,
        hashlib.sha256("".join(each.digest for each in used).encode()).hexdigest(),
        LIBRARY,
    )
    return PLAIN if made.tags == LINEAR and not inverse and not through else made
