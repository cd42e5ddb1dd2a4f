"""Families: fonts that a document asks for where none of them is given, so that another stands in without a word: ``sans-serif``
and its like. Other names are a fault when a document is compiled."""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents.element import Document
from generator.inspection.finding import Finding
from generator.problems import did_you_mean
from generator.typography.fonts import FontBook


def families(document: Document, fonts: FontBook) -> Iterator[Finding]:
    """One finding for each list of families, at the first element that asks for it."""
    told: set[str] = set()
    for element in document.root.walk():
        text = element.style.get("font-family")
        if not isinstance(text, str) or text in told:
            continue
        told.add(text)
        names = [name.strip().strip("\"'") for name in text.split(",")]
        if names[0].casefold() != "inherit" and "var(" not in text and not any(map(fonts.has_family, names)):
            yield Finding("fonts", f"no given font is called {' or '.join(names)}{did_you_mean(names[0], fonts.families)}", element.origin)
