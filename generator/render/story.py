"""Story: who a brief shows and when, told in the plate's language. Here the world, its words and a template's parameters meet.

Story.of(brief, manifest, worlds) -> Story, or None where no citizen is asked for
  .parameters()   what is given, over what the world says
  .world          the name ``world`` in a template
  .made_from(..)  what the plate's manifest says of both
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.brief import Brief
from generator.documents.facts import EACH, fill, fillable, paths_of
from generator.documents.manifest import Manifest
from generator.documents.template import Template
from generator.documents.view import View
from generator.documents.words import Words
from generator.problems import BriefError
from generator.shelf import Worlds
from generator.values.later import Later

if TYPE_CHECKING:
    from generator.world.facts import Facts

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
    "relation": "relation",
    "outcome": "outcome",
    "total": "total",
    "message": "message",
}
COMMAS = {"zh": "，", "ar": "، "}
_WORLD = re.compile(r"\bworld\b(?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Story:
    """See the module."""

    facts: Facts
    told: Later
    given: Mapping[str, object]
    manifest: Manifest

    @classmethod
    def of(cls, brief: Brief, manifest: Manifest, worlds: Worlds) -> Story | None:
        """Raises BriefError for nobody, for no moment, or for no canon; CanonError for a faulty one."""
        if brief.citizen is None:
            return None
        from generator.world.facts import facts_for  # a plate that shows nobody needs no world

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
        return View("fact", self.told.then(_seen))

    def made_from(self, template: Template) -> dict[str, str]:
        """Who and when; the facts that the plate shows, which are whole groups where the template itself speaks of ``world``; what is
        overridden."""
        specs = self.manifest.parameters
        groups = self._spoken_of(template)
        paths = [path for name in fillable(specs, self.given) for path in paths_of(specs[name])]
        heads = [*groups, *(path.split(".")[0].removesuffix(TEXT) for path in paths)]

        def shown(told: Mapping[str, str]) -> dict[str, str]:
            return {name: text for name, text in told.items() if name.split(".")[0] in groups or any(_under(name, path) for path in paths)}

        overridden = [name for name, spec in specs.items() if spec.fact and self.given.get(name) is not None]
        made_from = self.facts.made_from(shown(self.facts.record_of(heads)), shown(self.facts.moving_of(heads)))
        return {**made_from, **self._said(groups), "world.overridden": ", ".join(overridden)}

    def _said(self, groups: set[str]) -> dict[str, str]:
        """A digest of the words that a template which speaks of the world itself may have taken for its facts."""
        from generator.world.facts import leaves

        spoken = sorted(name for name in self.told if name.removesuffix(TEXT) in groups)
        told = (leaf for name in spoken for leaf in leaves(name, self.told[name]))
        words = [f"{name}={text}" for name, text in told if isinstance(text, str)]
        return {"world.words": hashlib.sha256("\0".join(words).encode()).hexdigest()} if words else {}

    def _spoken_of(self, template: Template) -> set[str]:
        """The facts that a template's own text names as ``world.judged``; all of them where it says ``world`` alone."""
        said_ = [name for file, source in template.sources.items() if file.endswith(".j2") for name in _WORLD.findall(source.text)]
        return set(self.facts.values) if "" in said_ else {name.removesuffix(TEXT) for name in said_}


def _own_moment(brief: Brief, manifest: Manifest) -> str:
    """The moment of a brief that names none: that of the parameter which ``at`` would fill."""
    values = manifest.values(brief.parameters, brief.language)
    moments = [values[name].isoformat(" ") for name, spec in manifest.parameters.items() if spec.fact == "at" and spec.type == "moment"]
    if not moments:
        raise BriefError("this template has no moment of its own: give at, a date and hour or scene:12A")
    return str(moments[0])


def _under(name: str, path: str) -> bool:
    """Whether a fact of the record is one that a path leads to: itself, a part of it, or what its words are made from."""
    wanted = path.removesuffix(".text").removesuffix(TEXT).split(".")
    found = name.split(".")
    return len(found) >= len(wanted) and all(step in {one, EACH} for one, step in zip(found, wanted, strict=False))


def tell(facts: Facts, words: Words, language: str) -> Later:
    """The facts with their words beside them, as the gender of whom they are about has them."""
    comma = COMMAS.get(language, ", ")

    def told(value: Any, gender: str) -> Any:
        if isinstance(value, tuple):
            return type(value)(told(item, gender) for item in value)
        if not isinstance(value, Mapping):
            return value
        gender = str(value.get("gender", gender))
        found = {key: told(inner, gender) for key, inner in value.items()}
        texts = {key: said(words, KINDS[key], inner, gender) for key, inner in value.items() if key in KINDS and isinstance(inner, str)}
        found |= {key + TEXT: text for key, text in texts.items()}
        if "detail" in texts:  # a place
            found["text"] = comma.join(part for part in (value["name"], texts["detail"]) if part)
        return found

    def pair(name: str) -> dict[str, Any]:
        """A fact, with its words beside it if it is a key of some."""
        return dict(told({name: facts.values[name]}, str(facts.citizen.sex)))

    makers: dict[str, Callable[[], Any]] = {}
    for name in facts.values:
        for key in (name, name + TEXT) if name in KINDS else (name,):
            makers[key] = lambda name=name, key=key: pair(name)[key]  # type: ignore[misc]
    return Later(makers)


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
