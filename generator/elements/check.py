"""What a template got wrong in names: elements and attributes that nobody knows, and ids that stand twice.

Documents from outside are not checked; what is unknown in them is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.documents.element import Document, Element
from generator.problems import Problems, did_you_mean

READ = frozenset(
    (
        "animate", "animateMotion", "animateTransform", "clipPath", "defs", "desc", "feBlend", "feColorMatrix", "feComponentTransfer",
        "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood",
        "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
        "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "linearGradient", "marker", "mask",
        "metadata", "mpath", "pattern", "radialGradient", "set", "stop", "style", "symbol", "textPath", "title", "tref", "tspan", "ui:led",
        "view",
    )
)  # fmt: skip
"""Elements that draw nothing by themselves."""

EVERYWHERE = ("ui:layer", "ui:emit", "ui:mark", "ui:citizen")
"""Attributes of ours that any element may carry."""


def check(document: Document, elements: Iterable[str], problems: Problems) -> None:
    """Note every unknown element, every unknown attribute of ours, and every id that is given twice."""
    drawn = frozenset(elements)
    for element in document.root.walk():
        _element(element, drawn, problems)
        if element.id and document.ids.get(element.id) is not element:
            problems.add(f"the id {element.id} stands twice; first in {document.ids[element.id].origin}", element.origin)


def _element(element: Element, drawn: frozenset[str], problems: Problems) -> None:
    if element.tag not in drawn and element.tag not in READ:
        ours = element.tag.startswith("ui:")
        near = [tag for tag in drawn | READ if tag.startswith("ui:") is ours]
        hint = did_you_mean(element.tag, near)
        problems.add(f"unknown element <{element.tag}>{_bracketed(hint)}", element.origin)
    for name in element.attributes:
        if name.startswith("ui:") and name not in EVERYWHERE:
            problems.add(f"unknown attribute {name} on <{element.tag}>{did_you_mean(name, EVERYWHERE)}", element.origin)


def _bracketed(hint: str) -> str:
    """A hint with its one name in angle brackets, as elements are written."""
    before, mean, name = hint.partition("did you mean ")
    return f"{before}{mean}<{name[:-1]}>?" if mean else hint
