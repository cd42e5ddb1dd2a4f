"""Baselines: how far below its line a cluster stands.

Heights of the baselines that fonts do not state are those that browsers use: hanging at 0.8 and mathematical at 0.5 of the ascent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.elements.text_now import Now
from generator.elements.text_source import Source
from generator.typography.face import Metrics
from generator.typography.shape import Cluster

_HEIGHTS: Mapping[str, Callable[[Metrics], float]] = {
    "text-before-edge": lambda m: m.ascent,
    "before-edge": lambda m: m.ascent,
    "text-top": lambda m: m.ascent,
    "hanging": lambda m: 0.8 * m.ascent,
    "mathematical": lambda m: 0.5 * m.ascent,
    "central": lambda m: (m.ascent - m.descent) / 2,
    "middle": lambda m: m.x_height / 2,
    "ideographic": lambda m: -m.descent,
    "text-after-edge": lambda m: -m.descent,
    "after-edge": lambda m: -m.descent,
    "text-bottom": lambda m: -m.descent,
}


def drop(source: Source, nows: Sequence[Now], part: int, cluster: Cluster, vertical: bool) -> float:
    """The baseline shifts of a part and those around it (the text itself has no line to be shifted on), and the baseline that it is
    aligned by, in horizontal text."""
    metrics = cluster.face.metrics
    found = -sum(_shift(nows[i], metrics) for i in source.chain(part) if i)
    height = None if vertical else _HEIGHTS.get(nows[part].align)
    return found + (height(metrics) * nows[part].style.size if height else 0.0)


def _shift(now: Now, metrics: Metrics) -> float:
    """Upwards."""
    if isinstance(now.shift, float):
        return now.shift
    return now.style.size * (metrics.superscript if now.shift == "super" else -metrics.subscript)
