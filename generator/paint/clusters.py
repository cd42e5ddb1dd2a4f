"""Nodes that lie apart, each with its own box: less to blank, to filter and to composite than one box around all."""

from __future__ import annotations

from dataclasses import dataclass

from generator.paint.boxes import Boxes, pixels
from generator.paint.sheets import Box
from generator.scene.nodes import Node
from generator.values.geometry import Affine

_MOST = 256  # nodes that are looked at one by one


@dataclass(slots=True, eq=False)
class Cluster:
    """Some nodes, in their order, and the pixels that they and their surroundings touch."""

    nodes: list[tuple[int, Node]]
    box: Box


def clusters(boxes: Boxes, nodes: tuple[Node, ...], ctm: Affine, around: tuple[int, int]) -> list[tuple[tuple[Node, ...], Box]]:
    """Nodes by the boxes that they share when each box is grown by ``around``; no two of the boxes overlap.

    The boxes are not cut to anything, and too many nodes are all put into one.
    """
    found: list[Cluster] = []
    for i, node in enumerate(nodes):
        box = pixels(boxes.reach(node, ctm))
        if box.empty:
            continue
        own = Cluster([(i, node)], box.outset(*around))
        if found and len(nodes) > _MOST:
            own = _merged(found.pop(), own)
        found = _joined(found, own)
    return [(tuple(node for _, node in sorted(each.nodes, key=lambda pair: pair[0])), each.box) for each in found]


def _joined(found: list[Cluster], own: Cluster) -> list[Cluster]:
    """The clusters with one more, which swallows all that it touches until it touches none."""
    while True:
        apart = [each for each in found if not each.box.meets(own.box)]
        if len(apart) == len(found):
            return [*found, own]
        for each in found:
            if each not in apart:
                own = _merged(each, own)
        found = apart


def _merged(one: Cluster, two: Cluster) -> Cluster:
    return Cluster(one.nodes + two.nodes, one.box.around(two.box))
