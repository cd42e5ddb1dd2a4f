"""The space that Chinese sets itself: a little between hanzi and Latin, less between signs that each stand in half of a cell.

第4.12条   an eighth of an em on either side of 4.12, as CSS Text 4 says of ``text-autospace`` (section 9)
！（       one half of a cell goes, as ``text-spacing-trim: normal`` says (section 8.5)
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

GAP = 1 / 8
"""Ems between a hanzi and a letter or figure of the west."""
_OPEN = frozenset("（［｛《〈「『【〔〖“‘")
_CLOSE = frozenset("）］｝》〉」』】〕〗”’，。、；：！？．")
CELL = 0.7
"""A sign that is so wide, in ems, fills a cell of its own; the same sign of a Latin font does not."""
SHARED = frozenset("“”‘’…—")
"""Signs that Chinese sets in cells of its own and that Latin fonts have too, narrower."""


def meets(here: str, there: str) -> bool:
    """Whether a hanzi stands beside a letter or a figure of the west."""
    return {_kind(here), _kind(there)} == {"hanzi", "western"}


def half_goes(here: str, there: str) -> bool:
    """Whether two neighbouring signs that fill cells have an empty half too many between them."""
    return (here in _CLOSE and there in _OPEN | _CLOSE) or (here in _OPEN and there in _OPEN)


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    category, wide = unicodedata.category(char), unicodedata.east_asian_width(char) in "WF"
    if category[0] not in "LN":
        return ""
    return ("hanzi" if category == "Lo" else "") if wide else "western"
