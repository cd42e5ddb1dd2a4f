"""The Unicode bidirectional algorithm, UAX #9 (revision 48): embedding levels and visual order.

Text with its explicit controls comes in; one level for each character goes out (odd: right to left). HarfBuzz mirrors; whoever breaks
lines calls :func:`line_levels` and :func:`visual_order` for each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_DEPTH = 125
_ISOLATES = {"LRI", "RLI", "FSI"}
_EMBEDDINGS = {"LRE": ("L", None), "RLE": ("R", None), "LRO": ("L", "L"), "RLO": ("R", "R")}
_REMOVED = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
# Opening and closing brackets of BidiBrackets.txt that fonts of these scripts have.
_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a"
    "\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u2983\u2984\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015"
    "\u3016\u3017\u3018\u3019\u301a\u301b\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CLOSER = dict(zip(_BRACKETS[0::2], _BRACKETS[1::2], strict=True))
_CANONICAL = {"\u232a": "\u3009"}


def levels(text: str, base: int | None = 0) -> list[int]:
    """The level of each character; ``base`` is the paragraph's level, or None to take it from the first strong character (rules P2, P3)."""
    kinds = [unicodedata.bidirectional(c) or "L" for c in text]
    if base is None:
        base = first_strong(kinds)
    if base == 0 and all(k in _PLAIN for k in kinds):
        return [0] * len(text)
    matches = _isolate_matches(kinds)
    found, resolved = _explicit(kinds, base, matches)
    for run in _sequences(kinds, found, matches, base):
        _weak(run, resolved)
        _brackets(run, resolved, text)
        _neutral(run, resolved)
        for i in run.indices:
            found[i] += _implicit(found[i], resolved[i])
    _fill_removed(kinds, found, base)
    return line_levels(text, found, base)


_PLAIN = {"L", "EN", "ES", "ET", "CS", "WS", "ON", "S", "B", "NSM", "BN"}


def first_strong(kinds: Sequence[str]) -> int:
    """1 where the first strong character, outside of isolates, is right to left; else 0."""
    depth = 0
    for kind in kinds:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return int(kind != "L")
    return 0


def line_levels(text: str, found: Sequence[int], base: int) -> list[int]:
    """Levels of one line: separators, and white space before them or at the line's end, go back to the paragraph's level (rule L1)."""
    out = list(found)
    trailing = True
    for i in range(len(text) - 1, -1, -1):
        kind = unicodedata.bidirectional(text[i])
        if kind in ("B", "S"):
            trailing = True
        if trailing and (kind in ("B", "S", "WS", "LRI", "RLI", "FSI", "PDI") or kind in _REMOVED):
            out[i] = base
        else:
            trailing = False
    return out


def visual_order(found: Sequence[int]) -> list[int]:
    """Indices in the order they are seen from left to right (rule L2)."""
    order = list(range(len(found)))
    if not order:
        return order
    for level in range(max(found), 0, -1):
        i = 0
        while i < len(order):
            j = i
            while j < len(order) and found[order[j]] >= level:
                j += 1
            order[i:j] = order[i:j][::-1]
            i = max(j, i + 1)
    return order


def _isolate_matches(kinds: Sequence[str]) -> dict[int, int]:
    """Each isolate initiator's matching PDI (rule BD9)."""
    open_, matches = [], {}
    for i, kind in enumerate(kinds):
        if kind in _ISOLATES:
            open_.append(i)
        elif kind == "PDI" and open_:
            matches[open_.pop()] = i
    return matches


@dataclass(frozen=True, slots=True)
class _Status:
    level: int
    override: str | None
    isolate: bool


def _next_level(level: int, direction: str) -> int:
    return level + 1 + ((level + 1) % 2 != (direction == "R"))


def _isolate_direction(i: int, kinds: Sequence[str], matches: dict[int, int]) -> str:
    if kinds[i] != "FSI":
        return "R" if kinds[i] == "RLI" else "L"
    return "R" if first_strong(kinds[i + 1 : matches.get(i, len(kinds))]) else "L"


def _explicit(kinds: Sequence[str], base: int, matches: dict[int, int]) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: the explicit level, and the kind after overrides, of each character."""
    walk = _Explicit(base)
    closing = set(matches.values())
    found, resolved = [], list(kinds)
    for i, kind in enumerate(kinds):
        if kind in _EMBEDDINGS:
            found.append(walk.top.level)
            walk.embed(*_EMBEDDINGS[kind])
            continue
        if kind == "PDF":
            walk.pop_embedding()
        if kind == "PDI":
            walk.close_isolate(i in closing)
        found.append(base if kind == "B" else walk.top.level)
        if walk.top.override and kind not in _REMOVED and kind != "B":
            resolved[i] = walk.top.override
        if kind in _ISOLATES:
            walk.open_isolate(_isolate_direction(i, kinds, matches))
    return found, resolved


class _Explicit:
    """The directional status stack of rules X1 to X8 with its three overflow counts."""

    def __init__(self, base: int) -> None:
        self._stack = [_Status(base, None, False)]
        self._lost_isolates = self._lost_embeddings = self._isolates = 0

    @property
    def top(self) -> _Status:
        return self._stack[-1]

    def embed(self, direction: str, override: str | None) -> None:
        level = _next_level(self.top.level, direction)
        if level <= _DEPTH and not self._lost_isolates and not self._lost_embeddings:
            self._stack.append(_Status(level, override, False))
        elif not self._lost_isolates:
            self._lost_embeddings += 1

    def pop_embedding(self) -> None:
        if self._lost_isolates:
            return
        if self._lost_embeddings:
            self._lost_embeddings -= 1
        elif not self.top.isolate and len(self._stack) > 1:
            self._stack.pop()

    def open_isolate(self, direction: str) -> None:
        level = _next_level(self.top.level, direction)
        if level <= _DEPTH and not self._lost_isolates and not self._lost_embeddings:
            self._isolates += 1
            self._stack.append(_Status(level, None, True))
        else:
            self._lost_isolates += 1

    def close_isolate(self, matched: bool) -> None:
        if self._lost_isolates:
            self._lost_isolates -= 1
        elif matched and self._isolates:
            self._lost_embeddings = 0
            while not self.top.isolate:
                self._stack.pop()
            self._stack.pop()
            self._isolates -= 1


@dataclass(frozen=True, slots=True)
class _Run:
    """An isolating run sequence (rule BD13) with the directions on its two sides."""

    indices: tuple[int, ...]
    level: int
    before: str
    after: str

    @property
    def direction(self) -> str:
        return "R" if self.level % 2 else "L"


def _sequences(kinds: Sequence[str], found: Sequence[int], matches: dict[int, int], base: int) -> list[_Run]:
    """Rule X10: level runs joined across isolates, with what stands on their two sides."""
    kept = [i for i, kind in enumerate(kinds) if kind not in _REMOVED]
    place = {i: n for n, i in enumerate(kept)}

    def sided(run: list[int]) -> _Run:
        level, first, last = found[run[0]], place[run[0]], place[run[-1]]
        open_ended = kinds[run[-1]] in _ISOLATES and run[-1] not in matches
        before = found[kept[first - 1]] if first else base
        after = found[kept[last + 1]] if last + 1 < len(kept) and not open_ended else base
        return _Run(tuple(run), level, "R" if max(before, level) % 2 else "L", "R" if max(after, level) % 2 else "L")

    return [sided(run) for run in _joined(_level_runs(kept, found), kinds, matches)]


def _level_runs(kept: Sequence[int], found: Sequence[int]) -> list[list[int]]:
    """Neighbours of one level (rule BD7)."""
    runs: list[list[int]] = []
    for n, i in enumerate(kept):
        if n and found[kept[n - 1]] == found[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _joined(runs: list[list[int]], kinds: Sequence[str], matches: dict[int, int]) -> Iterator[list[int]]:
    """Level runs chained from an isolate's initiator to its PDI (rule BD13)."""
    by_first = {run[0]: run for run in runs}
    closing = set(matches.values())
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in closing:
            continue
        joined = list(run)
        while joined[-1] in matches and matches[joined[-1]] in by_first:
            joined += by_first[matches[joined[-1]]]
        yield joined


def _weak(run: _Run, kinds: list[str]) -> None:
    """Rules W1 to W7."""
    _weak_marks_and_numbers(run, kinds)
    seq = run.indices
    for n in range(1, len(seq) - 1):  # W4
        one, kind, two = kinds[seq[n - 1]], kinds[seq[n]], kinds[seq[n + 1]]
        if one == two and ((kind == "ES" and one == "EN") or (kind == "CS" and one in ("EN", "AN"))):
            kinds[seq[n]] = one
    _weak_terminators(seq, kinds)
    strong = run.before
    for i in seq:
        if kinds[i] in ("ES", "ET", "CS"):  # W6
            kinds[i] = "ON"
        if kinds[i] in ("L", "R"):
            strong = kinds[i]
        elif kinds[i] == "EN" and strong == "L":  # W7
            kinds[i] = "L"


def _weak_marks_and_numbers(run: _Run, kinds: list[str]) -> None:
    """Rules W1 to W3."""
    previous = strong = run.before
    for i in run.indices:
        if kinds[i] == "NSM":
            kinds[i] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kinds[i]
        if kinds[i] in ("L", "R", "AL"):
            strong = kinds[i]
        elif kinds[i] == "EN" and strong == "AL":
            kinds[i] = "AN"
    for i in run.indices:
        if kinds[i] == "AL":
            kinds[i] = "R"


def _weak_terminators(seq: Sequence[int], kinds: list[str]) -> None:
    """Rule W5: a row of terminators beside a number belongs to it."""
    n = 0
    while n < len(seq):
        end = n
        while end < len(seq) and kinds[seq[end]] == "ET":
            end += 1
        if end > n and ((n and kinds[seq[n - 1]] == "EN") or (end < len(seq) and kinds[seq[end]] == "EN")):
            for i in seq[n:end]:
                kinds[i] = "EN"
        n = max(end, n + 1)


def _strong(kind: str) -> str | None:
    return "L" if kind == "L" else "R" if kind in ("R", "EN", "AN") else None


def _brackets(run: _Run, kinds: list[str], text: str) -> None:
    """Rule N0: a pair of brackets takes one direction."""
    seq = run.indices
    for start, end in _bracket_pairs(seq, kinds, text):
        inside = {_strong(kinds[seq[n]]) for n in range(start + 1, end)} - {None}
        if run.direction in inside:
            kind = run.direction
        elif inside:
            context = next((s for n in range(start - 1, -1, -1) if (s := _strong(kinds[seq[n]]))), run.before)
            kind = context if context != run.direction else run.direction
        else:
            continue
        for n in (start, end):
            kinds[seq[n]] = kind
            for after in seq[n + 1 :]:
                if unicodedata.bidirectional(text[after]) != "NSM":
                    break
                kinds[after] = kind


def _bracket_pairs(seq: Sequence[int], kinds: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Rule BD16, as positions in the sequence, by their opening bracket."""
    stack: list[tuple[str, int]] = []
    pairs = []
    for n, i in enumerate(seq):
        char = text[i]
        if kinds[i] != "ON":
            continue
        if char in _CLOSER:
            if len(stack) == 63:
                break
            stack.append((_CANONICAL.get(_CLOSER[char], _CLOSER[char]), n))
            continue
        wanted = _CANONICAL.get(char, char)
        at = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == wanted), None)
        if at is not None:
            pairs.append((stack[at][1], n))
            del stack[at:]
    return sorted(pairs)


def _neutral(run: _Run, kinds: list[str]) -> None:
    """Rules N1 and N2."""
    seq, n = run.indices, 0
    while n < len(seq):
        end = n
        while end < len(seq) and kinds[seq[end]] in _NEUTRAL:
            end += 1
        if end > n:
            before = (_strong(kinds[seq[n - 1]]) if n else None) or run.before
            after = (_strong(kinds[seq[end]]) if end < len(seq) else None) or run.after
            for i in seq[n:end]:
                kinds[i] = before if before == after else run.direction
        n = max(end, n + 1)


def _implicit(level: int, kind: str) -> int:
    """Rules I1 and I2: what a kind adds to a level."""
    if level % 2:
        return int(kind in ("L", "EN", "AN"))
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _fill_removed(kinds: Sequence[str], found: list[int], base: int) -> None:
    """Characters that rule X9 removes take the level of what stands before them."""
    for i, kind in enumerate(kinds):
        if kind in _REMOVED:
            found[i] = found[i - 1] if i else base
