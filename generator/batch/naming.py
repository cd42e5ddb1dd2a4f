"""What tells the assets of one row apart in their plates' names.

A token (``show``, ``shot``, ``version``) may name columns: ``shot: "018_{citizen}_{lang}"``. Where a row is multiplied and neither its
tokens nor its ``names`` name a column that differs, their values are added to the shot: ``000_000_017_en``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.problems import did_you_mean

TOKENS = ("show", "shot", "version")
SHOT = "000_000"
_PLACE = re.compile(r"\{([^{}]*)\}")
_OTHER = re.compile(r"[^A-Za-z0-9.]+")


class Among:
    """All values of a column that is multiplied: their places, and how wide the widest number among them is."""

    __slots__ = ("places", "width")

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.places = {value: place for place, value in enumerate(values, start=1)}
        self.width = max((len(str(value)) for value in self.places if str(value).isdigit()), default=0)


ALONE = Among()


def named(cells: Mapping[str, Any], differ: Mapping[str, Among]) -> dict[str, Any]:
    """The cells with their tokens filled in. ``differ``: the columns that are multiplied; what the tokens name is there:
    see :func:`unnamed`."""
    tokens = {name: str(cells[name]) for name in TOKENS if name in cells}
    told = {place for text in (*tokens.values(), str(cells.get("names", ""))) for place in _PLACE.findall(text)}
    if not told & set(differ):
        added = [slug(cells[name], among) for name, among in differ.items() if name != "template" and name not in TOKENS]
        tokens |= {"shot": "_".join((tokens.get("shot", SHOT), *added))} if added else {}
    known = {name: slug(value, differ.get(name, ALONE)) for name, value in cells.items() if name not in TOKENS}
    return {**cells, **{name: _PLACE.sub(lambda found: known[found[1]], text) for name, text in tokens.items()}}


def unnamed(many: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
    """The tokens among a row's columns that name what is no column, each with what is wrong."""
    known = [name for name in many if name not in TOKENS]
    for token in TOKENS:
        places = dict.fromkeys(place for value in many.get(token, ()) for place in _PLACE.findall(str(value)))
        yield from ((token, f"{{{name}}} names no column of this row{did_you_mean(name, known)}") for name in places if name not in known)


def slug(value: Any, among: Among = ALONE) -> str:
    """A value as a part of a name. Numbers are as wide as the widest ``among`` them, so that names sort; letters lose their accents; what
    has no such letters goes by its place among the others."""
    text = str(value)
    if text.isdigit():
        return text.zfill(among.width)
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = _OTHER.sub("-", bare).strip("-.").lower()[:48]
    return found or str(among.places.get(value, 0))
