"""Story: who a brief shows and when, told in the plate's language. Here the world, its words and a template's parameters meet.

Story.of(brief, manifest, worlds) -> Story, or None where no citizen is asked for
  .parameters()   what is given, over what the world says
  .world          the name ``world`` in a template
  .made_from(..)  what the plate's manifest says of both
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.brief import Brief
from generator.documents.facts import fill, fillable
from generator.documents.manifest import Manifest
from generator.documents.template import Template
from generator.documents.view import View
from generator.documents.words import Words
from generator.problems import BriefError
from generator.shelf import Worlds
from generator.world.facts import Facts, facts_for

TEXT = "_text"
# Which facts are keys of words, and of which kind; each has its words beside it under its own name and TEXT.
KINDS = {
    "what": "behaviour",
    "effect": "effect",
    "band": "band",
    "occupation": "occupation",
    "detail": "detail",
    "category": "category",
    "evidence": "evidence",
}
COMMAS = {"zh": "，", "ar": "، "}
_WORLD = re.compile(r"\bworld\b")


@dataclass(frozen=True, slots=True)
class Story:
    """See the module."""

    facts: Facts
    told: Mapping[str, Any]
    given: Mapping[str, object]
    manifest: Manifest

    @classmethod
    def of(cls, brief: Brief, manifest: Manifest, worlds: Worlds) -> Story | None:
        """Raises BriefError for nobody, for no moment, or for no canon; CanonError for a faulty one."""
        if brief.citizen is None:
            return None
        world = worlds.world(Path(brief.canon) if brief.canon else None)
        facts = facts_for(world, brief.citizen, brief.at or _own_moment(brief, manifest), manifest.duration.seconds)
        words = worlds.words(brief.language)
        return cls(facts, tell(facts, words, brief.language), brief.parameters, manifest)

    def parameters(self) -> dict[str, object]:
        """Parameters to be typed: the given, else the world's."""
        return fill(self.manifest.parameters, self.told, self.given)

    @property
    def world(self) -> View:
        """The facts as a template sees them."""
        return View("fact", {name: _seen(name, fact) for name, fact in self.told.items()})

    def made_from(self, template: Template) -> dict[str, str]:
        """Who and when; the facts that the plate shows, which are all where the template itself speaks of ``world``; what is overridden."""
        specs = self.manifest.parameters
        shown = set(self.facts.record)
        if not any(_WORLD.search(source.text) for name, source in template.sources.items() if name.endswith(".j2")):
            paths = [specs[name].fact for name in fillable(specs, self.given)]
            shown = {name for name in shown for path in paths if _under(name, path)}
        overridden = [name for name, spec in specs.items() if spec.fact and self.given.get(name) is not None]
        return {**self.facts.made_from(shown or {""}), "world.overridden": ", ".join(overridden)}


def _own_moment(brief: Brief, manifest: Manifest) -> str:
    """The moment of a brief that names none: that of the parameter which ``at`` would fill."""
    values = manifest.values(brief.parameters, brief.language)
    moments = [values[name].isoformat(" ") for name, spec in manifest.parameters.items() if spec.fact == "at" and spec.type == "moment"]
    if not moments:
        raise BriefError("this template has no moment of its own: give at, a date and hour or scene:12A")
    return str(moments[0])


def _under(name: str, path: str) -> bool:
    """Whether a fact of the record is one that a path leads to: itself, a part of it, or what its words are made from."""
    whole = path.removesuffix(".text").removesuffix(TEXT)
    return name == whole or name.startswith(f"{whole}.")


def tell(facts: Facts, words: Words, language: str) -> dict[str, Any]:
    """The facts with their words beside them, as this citizen's gender has them."""
    comma, gender = COMMAS.get(language, ", "), str(facts.citizen.sex)

    def told(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(told(item) for item in value)
        if not isinstance(value, Mapping):
            return value
        found = {key: told(inner) for key, inner in value.items()}
        texts = {key: said(words, KINDS[key], inner, gender) for key, inner in value.items() if key in KINDS and isinstance(inner, str)}
        found |= {key + TEXT: text for key, text in texts.items()}
        if "detail" in texts:  # a place
            found["text"] = comma.join(part for part in (value["name"], texts["detail"]) if part)
        return found

    return dict(told(facts.values))


def said(words: Words, kind: str, key: str, gender: str = "") -> str:
    """A key in words; the key itself where the canon has made it up, with spaces."""
    for name in (f"{kind}.{key}.{gender}", f"{kind}.{key}"):
        if name in words:
            return words.say(name)
    return key.replace("_", " ")


def _seen(name: str, fact: Any) -> Any:
    """A fact as a template sees it: mappings as Views, however deep."""
    if isinstance(fact, tuple):
        return tuple(_seen(name, item) for item in fact)
    if not isinstance(fact, Mapping):
        return fact
    return View(f"{name} fact", {inner: _seen(inner, value) for inner, value in fact.items()})
