"""Help: a template as the desk tells of it in a language: ``help/<code>.yaml`` beside ``words/``.

    read_help(template, "es")    -> Help, or None where there is none
    told(manifest, help)         -> the manifest with those sentences in place of its own

The file has ``title``, ``description``, sentences under ``parameters``, ``layers`` and ``treatments``, and what these and more are called
under ``names``; a field of a record is ``queue.points``. Names of looks and canvases are said once for all templates, in
``_kit/help/<code>.yaml``. What is left out stays as the manifest has it. Nothing of it is in a picture, so it changes no plate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from generator.documents.canvas import CANVASES
from generator.documents.manifest import Manifest, Sentence
from generator.documents.parameters import Parameter
from generator.documents.sheet import Sheet, read
from generator.documents.template import KIT, Source, Template
from generator.problems import Problems, TemplateError, did_you_mean

Label = Annotated[str, Field(min_length=1, max_length=40)]
Subjects = Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]
"""By the place of a part in the file: what has it, and the names of all that is there."""
_CLOSED = ConfigDict(extra="forbid", frozen=True)


class Shared(BaseModel):
    """Names of what is the same in all templates."""

    model_config = _CLOSED

    looks: dict[str, Label] = Field(default_factory=dict)
    canvases: dict[str, Label] = Field(default_factory=dict)


class Names(Shared):
    """What everything is called that has a key, by that key."""

    parameters: dict[str, Label] = Field(default_factory=dict)
    choices: dict[str, dict[str, Label]] = Field(default_factory=dict)
    layers: dict[str, Label] = Field(default_factory=dict)
    beats: dict[str, Label] = Field(default_factory=dict)
    treatments: dict[str, Label] = Field(default_factory=dict)


class Help(BaseModel):
    """Sentences by what they are about, and names."""

    model_config = _CLOSED

    title: str = ""
    description: str = ""
    parameters: dict[str, Sentence] = Field(default_factory=dict)
    layers: dict[str, Sentence] = Field(default_factory=dict)
    treatments: dict[str, Sentence] = Field(default_factory=dict)
    names: Names = Names()


class KitHelp(BaseModel):
    """The kit's own, for all templates."""

    model_config = _CLOSED

    names: Shared = Shared()


M = TypeVar("M", bound=BaseModel)


def read_help(template: Template, language: str) -> Help | None:
    """A template's help in a language, the kit's names among its own. Raises TemplateError with all faults: what is said of something that
    the manifest does not have among them."""
    own, kit = (template.sources.get(f"{place}help/{language}.yaml") for place in ("", KIT))
    if own is None and kit is None:
        return None
    found = _filled(own, Help, subjects(template.manifest)) if own else Help()
    shared = _filled(kit, KitHelp, _of_the_kit(template)).names if kit else Shared()
    names = {part: getattr(shared, part) | getattr(found.names, part) for part in Shared.model_fields}
    return found.model_copy(update={"names": found.names.model_copy(update=names)})


def _filled(source: Source, model: type[M], there: Subjects) -> M:
    sheet, problems = read(source.text, source.file), Problems()
    found = sheet.fill(model)
    for place, (whose, known) in there.items():
        kind = place[:2][-1]
        for name in _under(sheet, place):
            if name not in known:
                problems.add(f"{whose} has no {name} among its {kind}{did_you_mean(name, known)}", sheet.origin((*place, name)))
    problems.raise_if_any(TemplateError)
    return found


def _under(sheet: Sheet, place: tuple[str, ...]) -> Iterator[str]:
    """The keys at a place of a sheet."""
    here = sheet.value
    for key in place:
        here = here.get(key) if isinstance(here, dict) else None
    yield from here if isinstance(here, dict) else ()


def subjects(manifest: Manifest) -> Subjects:
    """What there is to say something about, and to name."""
    parameters = dict(_parameters(manifest.parameters))
    choices = {name: (spec.of or spec).choices for name, spec in parameters.items() if (spec.of or spec).choices}
    said = {"parameters": tuple(parameters), "layers": tuple(manifest.layers), "treatments": tuple(manifest.treatments)}
    more = {"choices": tuple(choices), "beats": tuple(manifest.beats), "looks": manifest.looks, "canvases": manifest.canvases}
    return {
        **{(part,): ("the manifest", there) for part, there in said.items()},
        **{("names", part): ("the manifest", there) for part, there in (said | more).items()},
        **{("names", "choices", name): (name, there) for name, there in choices.items()},
    }


def _of_the_kit(template: Template) -> Subjects:
    return {("names", "looks"): ("the kit", template.looks), ("names", "canvases"): ("the kit", tuple(CANVASES))}


def _parameters(there: Mapping[str, Parameter], before: str = "") -> Iterator[tuple[str, Parameter]]:
    for name, spec in there.items():
        yield before + name, spec
        inner = spec.of or spec
        yield from _parameters(inner.fields, f"{before}{name}.")


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
