"""The cascade: style sheets and a tree of XML in, the winning declarations of every element out.

Order, weakest first: presentation attributes, rules by specificity and place, the style attribute, then what is ``!important`` in the
same order. Nothing is inherited or computed here; that is ``elements/style.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import cssselect2
import tinycss2

from generator.documents.properties import PRESENTATION, declarations

Declarations: TypeAlias = list[tuple[str, str, bool]]
_MEDIA = ("all", "screen")


class StyleSheet:
    """The rules of all style elements of a document, ready to be matched. ``faults`` are what could not be read, each with the number of
    its text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._matcher = cssselect2.Matcher()
        self._rules = 0
        self.faults: list[tuple[int, str]] = []
        for self._text, text in enumerate(texts):
            self._add(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))

    def _add(self, rules: Iterable[Any]) -> None:
        for rule in rules:
            if rule.type == "qualified-rule":
                self._rule(rule)
            elif rule.type == "at-rule":
                self._at_rule(rule)
            elif rule.type == "error":
                self._fault(rule.message)

    def _rule(self, rule: Any) -> None:
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError as error:
            self._fault(f"selector {tinycss2.serialize(rule.prelude).strip()!r} cannot be read: {error}")
            return
        found = declarations(rule.content)
        for selector in selectors:
            if selector.pseudo_element is None:
                self._rules += 1
                self._matcher.add_selector(selector, found)

    def _at_rule(self, rule: Any) -> None:
        if rule.lower_at_keyword == "import":
            self._fault("@import reaches outside of the document")
        elif rule.lower_at_keyword == "media" and rule.content:
            queries = [query.strip().lower() for query in tinycss2.serialize(rule.prelude).split(",")]
            if any(query in _MEDIA or not query for query in queries):
                self._add(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))

    def _fault(self, message: str) -> None:
        self.faults.append((self._text, message))

    def matches(self, root: Any) -> dict[Any, list[Declarations]]:
        """For each XML element that any rule selects: the rules' declarations, weakest first."""
        if not self._rules:
            return {}
        found: dict[Any, list[Declarations]] = {}
        for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
            matched = self._matcher.match(wrapper)
            if matched:
                found[wrapper.etree_element] = [payload for *_, payload in matched]
        return found


def cascade(attributes: Mapping[str, str], rules: list[Declarations]) -> dict[str, str]:
    """The winner for each property of one element, from its plain attributes and the rules that select it."""
    won = {name: value.strip() for name, value in attributes.items() if name in PRESENTATION}
    ordered = [*rules]
    if "style" in attributes:
        ordered.append(declarations(attributes["style"]))
    for important in (False, True):
        for block in ordered:
            won.update((name, value) for name, value, heavy in block if heavy is important)
    return won
