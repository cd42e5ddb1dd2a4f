"""A blur that is blended with something else, and put over what is below, at once: the commonest filter, glow, in one pass over the pixels
instead of four."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.paint import memory
from generator.paint.blending import DIRECT, mix
from generator.paint.filters.blur import deviations
from generator.paint.filters.gaussian import Floats, Window, blurred_box, enlarge_row, soften
from generator.paint.filters.job import Job
from generator.paint.filters.pieces import EMPTY, NOTHING, RUN, Lit, Piece, any_in, any_of, around, lit_runs, shared
from generator.scene.effects import Blend, Blur, Filter, Input, Merge
from generator.values.compiled import kernel
from generator.values.picture import Plane

_0 = np.float32(0)
_SOFT, _SHARP = 1, 2  # what a stretch of pixels holds


@dataclass(frozen=True, slots=True)
class Glow:
    """A blur and the step after it: what else that one takes, how it blends, and which lies on top."""

    other: Input
    mode: str
    on_top: bool


def glow(filter_: Filter, index: int) -> Glow | None:
    """Whether step ``index`` is a blur that nobody sees but the step after it, which blends it with one other input."""
    if index + 1 >= len(filter_.steps):
        return None
    blur, after = filter_.steps[index : index + 2]
    seen = sum(step.inputs.count(index) for step in filter_.steps)
    if not isinstance(blur.primitive, Blur) or blur.primitive.edge != "none" or seen != 1 or len(after.inputs) != 2:
        return None
    if blur.linear != after.linear or blur.region != after.region or index not in after.inputs:
        return None
    first = after.inputs[0] == index
    other = after.inputs[1 if first else 0]
    if isinstance(after.primitive, Merge):
        return Glow(other, "normal", not first)
    if isinstance(after.primitive, Blend) and after.primitive.mode in DIRECT:
        return Glow(other, after.primitive.mode, first)
    return None


def blurred_blend(step: Blur, found: Glow, job: Job, below: Piece | None) -> Piece | None:
    """Both steps at once; ``inputs`` are the blur's and the other one's. ``None`` where there is nothing to be gained.

    What is ``below`` in the light of the step, and as large as what is seen, takes the result at once; the piece is then empty.
    """
    soft, other = job.lit
    other = other.crop(job.box)
    sigma = deviations(step, job)
    spread = shared(blurred_box(soft.box, sigma), job.box)
    if NOTHING in (spread, other.box) or soft.linear is None:
        return None
    box = around(spread, other.box)
    if below is not None:
        box = shared(box, below.box)
        if box == NOTHING:
            return EMPTY
    made = soften(box, soft, sigma, job.stage.origin)
    if made is None:
        return None
    sharp = np.ascontiguousarray(other.pixels)
    lit = made.lit if _same(sharp, soft.pixels) else lit_runs(sharp)
    under, how = (sharp, lit, other.x - box[0], other.y - box[1]), (DIRECT.index(found.mode), found.on_top, below is not None)
    into = job.made(memory.plane(box[3] - box[1], box[2] - box[0]), box) if below is None else below
    window = into.pixels, box[0] - into.x, box[1] - into.y, box[2] - into.x, box[3] - into.y
    _blend(made.small, made.start, made.splines, under, how, window)
    return into if below is None else EMPTY


def _same(one: Plane, two: Plane) -> bool:
    """Whether two planes are the same pixels."""
    return one.shape == two.shape and one.ctypes.data == two.ctypes.data and one.strides == two.strides


@kernel
def _blend(
    small: Plane,
    start: tuple[int, int],
    splines: tuple[Floats, Floats],
    under: tuple[Plane, Lit, int, int],
    how: tuple[int, bool, bool],
    out: Window,
) -> None:
    """Enlarges as ``gaussian.py`` does, and blends with the other plane, which lies at ``(ox, oy)``; onto what the window holds, or instead
    of it.

    The rows between two small ones fall into stretches of whole runs of the other plane, by which of both holds anything there.
    """
    (x, y), (sx, sy), (other, lit, ox, oy), (plane, left, top, right, bottom) = start, splines, under, out
    (mode, on_top, onto), f, height, width = how, len(sy), bottom - top, right - left
    rows, bright = np.empty((4, width, 4), np.float32), np.zeros((4, small.shape[1]), np.bool_)
    stretches, line, both = np.empty((width // RUN + 4, 3), np.int64), np.empty(4 * width, np.float32), np.empty(4 * width, np.float32)
    edge, middle, j = ox % RUN - RUN, y + f // 2, 0
    ready = middle // f - 2
    while j < height:
        J = (j + middle) // f
        below = min(height, (J + 1) * f - middle)
        while ready <= J + 1:
            enlarge_row(small[ready], x, sx, rows[ready % 4])
            _mark(small[ready], bright[ready % 4])
            ready += 1
        kinds = _kinds(bright, (x + len(sx) // 2, len(sx)), lit[max(0, j - oy) : max(0, below - oy)], (edge - ox) // RUN, edge, width)
        count = _stretches(kinds, edge, (width, ox + other.shape[1]), stretches)
        a, b, c, d = rows[(J - 2) % 4].reshape(-1), rows[(J - 1) % 4].reshape(-1), rows[J % 4].reshape(-1), rows[(J + 1) % 4].reshape(-1)
        for i in range(j, below):
            w, o = sy[i + middle - J * f], plane[top + i].reshape(-1)[4 * left : 4 * right]
            there = 0 <= i - oy < other.shape[0]
            sharp = other[i - oy if there else 0].reshape(-1)
            done = both if onto else o
            for n in range(count):
                begin, end = stretches[n, 1], stretches[n, 2]
                kind = stretches[n, 0] if there else stretches[n, 0] & _SOFT
                if onto and kind == 0:
                    continue
                into = line if kind & _SHARP else done
                if kind & _SOFT:
                    _weigh(w, (a, b, c, d), begin, end, into)
                else:
                    into[4 * begin : 4 * end] = _0
                if kind & _SHARP:
                    if on_top:
                        mix(line, sharp, (begin, begin - ox, begin), end - begin, mode, done)
                    else:
                        mix(sharp, line, (begin - ox, begin, begin), end - begin, mode, done)
                if onto:
                    mix(done, o, (begin, begin, begin), end - begin, 0, o)
        j = below


@kernel
def _mark(row: Plane, bright: Lit) -> None:
    """Which pixels of a row hold anything."""
    for i in range(bright.size):
        bright[i] = (row[i, 0] != _0) | (row[i, 1] != _0) | (row[i, 2] != _0) | (row[i, 3] != _0)


@kernel
def _kinds(bright: Lit, grid: tuple[int, int], lit: Lit, first: int, edge: int, width: int) -> NDArray[np.uint8]:
    """What the runs of some rows hold, from ``edge`` to the right end.

    ``bright`` are the four small rows around, of which one's pixel n reaches two before and one after it on the grid; ``lit`` are the other
    plane's runs, and ``first`` is which of them begins at ``edge``.
    """
    seen, there = np.empty(bright.shape[1], np.bool_), np.empty(lit.shape[1], np.bool_)
    any_of(bright, seen)
    any_of(lit, there)
    x, f = grid
    kinds = np.zeros((width - edge + RUN - 1) // RUN, np.uint8)
    for n in range(kinds.size):
        begin = edge + n * RUN + x
        if any_in(seen, max(0, begin // f - 2), min(seen.size - 1, (begin + RUN - 1) // f + 1)):
            kinds[n] |= _SOFT
        if 0 <= first + n < there.size and there[first + n]:
            kinds[n] |= _SHARP
    return kinds


@kernel
def _stretches(kinds: NDArray[np.uint8], edge: int, ends: tuple[int, int], out: NDArray[np.int64]) -> int:
    """Runs of one kind together: kind, begin and end of each, and how many there are. The other plane's last run may be cut short."""
    (width, other), count, n = ends, 0, 0
    while n < kinds.size:
        kind, begin = kinds[n], max(0, edge + n * RUN)
        while n < kinds.size and kinds[n] == kind:
            n += 1
        end = min(width, edge + n * RUN)
        last = min(end, other) if kind & _SHARP else end
        if begin < last:
            out[count, 0], out[count, 1], out[count, 2] = kind, begin, last
            count += 1
        if max(begin, last) < end:
            out[count, 0], out[count, 1], out[count, 2] = kind & _SOFT, max(begin, last), end
            count += 1
    return count


@kernel
def _weigh(w: Floats, rows: tuple[Floats, Floats, Floats, Floats], begin: int, end: int, out: Floats) -> None:
    """The weighted sum of a stretch of four rows."""
    a, b, c, d = rows
    w0, w1, w2, w3 = w[0], w[1], w[2], w[3]
    for k in range(np.uint64(4 * begin), np.uint64(4 * end)):
        out[k] = w0 * a[k] + w1 * b[k] + w2 * c[k] + w3 * d[k]
