"""Help: what a template's manifest says in English, in another language: ``help/<code>.yaml`` beside ``words/``.

    read_help(template, "es")    -> Help, or None where there is none
    told(manifest, help)         -> the manifest with those sentences in place of its own

The file has ``title``, ``description``, ``parameters``, ``layers`` and ``treatments``; a field of a record is ``queue.points``. What it
leaves out stays English. It says nothing in a picture, so it changes no plate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field

from generator.documents.manifest import Manifest, Sentence
from generator.documents.parameters import Parameter
from generator.documents.sheet import read
from generator.documents.template import Template
from generator.problems import Problems, TemplateError, did_you_mean


class Help(BaseModel):
    """Sentences by what they are about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = ""
    description: str = ""
    parameters: dict[str, Sentence] = Field(default_factory=dict)
    layers: dict[str, Sentence] = Field(default_factory=dict)
    treatments: dict[str, Sentence] = Field(default_factory=dict)


def read_help(template: Template, language: str) -> Help | None:
    """A template's help in a language. Raises TemplateError with all faults: sentences about what the manifest does not have among them."""
    source = template.sources.get(f"help/{language}.yaml")
    if source is None:
        return None
    sheet = read(source.text, source.file)
    found, known, problems = sheet.fill(Help), names(template.manifest), Problems()
    for part, there in known.items():
        for name in getattr(found, part):
            if name not in there:
                problems.add(f"the manifest has no {name} among its {part}{did_you_mean(name, there)}", sheet.origin((part, name)))
    problems.raise_if_any(TemplateError)
    return found


def names(manifest: Manifest) -> Mapping[str, tuple[str, ...]]:
    """What there is to say something about, by part."""
    return {
        "parameters": tuple(_parameters(manifest.parameters)),
        "layers": tuple(manifest.layers),
        "treatments": tuple(manifest.treatments),
    }


def _parameters(there: Mapping[str, Parameter], before: str = "") -> Iterator[str]:
    for name, spec in there.items():
        yield before + name
        inner = spec.of or spec
        yield from _parameters(inner.fields or {}, f"{before}{name}.")


def told(manifest: Manifest, said: Help | None) -> Manifest:
    """A manifest in the words of a help; itself without one."""
    if said is None:
        return manifest
    layers = {name: layer.model_copy(update={"help": said.layers.get(name, layer.help)}) for name, layer in manifest.layers.items()}
    update = {
        "title": said.title or manifest.title,
        "description": said.description or manifest.description,
        "parameters": _told(manifest.parameters, said.parameters),
        "layers": layers,
        "treatments": {name: said.treatments.get(name, text) for name, text in manifest.treatments.items()},
    }
    return manifest.model_copy(update=update)


def _told(there: Mapping[str, Parameter], said: Mapping[str, str], before: str = "") -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for name, spec in there.items():
        update: dict[str, object] = {"help": said.get(before + name, spec.help)}
        if spec.fields:
            update["fields"] = _told(spec.fields, said, f"{before}{name}.")
        if spec.of and spec.of.fields:
            update["of"] = spec.of.model_copy(update={"fields": _told(spec.of.fields, said, f"{before}{name}.")})
        found[name] = spec.model_copy(update=update)
    return found
