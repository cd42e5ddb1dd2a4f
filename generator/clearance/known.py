"""Known: everything that could have been said on a plate, as sources: parameters, words, the film's canon, a citizen's facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from generator.clearance.classify import hint_of
from generator.clearance.trace import From, Source
from generator.documents.manifest import Manifest
from generator.documents.parameters import Parameter
from generator.documents.sheet import Sheet
from generator.documents.view import View
from generator.languages.language import Language
from generator.languages.writing import number, percent, write_date, write_hour
from generator.problems import Origin
from generator.world.canon import Person
from generator.world.world import World

_WORD = re.compile(r"[^\W\d_][\w'’·-]*")
_TEXTS = ("text", "image")


def parameters(
    manifest: Manifest, sheet: Sheet, values: Mapping[str, Any], given: Collection[str], language: Language
) -> Iterator[Source]:  # fmt: skip
    """Every parameter's texts, and its numbers and moments as the language writes them. ``sheet``: the manifest's own, for its lines;
    ``given``: the names of those that were asked for. What is neither given nor the default is the world's."""
    for name, value in values.items():
        spec = manifest.parameters[name]
        default = _default(spec, name, language.code) == _comparable(value)
        said: From = "default" if default else "given" if name in given else "generated"
        origin = _default_origin(sheet, spec, name, language.code) if default else None
        for path, leaf in _flat(name, value):
            kind = _kind(spec, path)
            if kind == "choice":
                continue
            for text in _written(leaf, language):
                holes = kind == "text" and "{" in text
                yield Source(text, said, path, origin, hint_of(path) if kind in _TEXTS else "", holes)


def _default(spec: Parameter, name: str, language: str) -> object:
    given = spec.default_for(language)
    return None if given is None else _comparable(spec.parse(given, name))


def _default_origin(sheet: Sheet, spec: Parameter, name: str, language: str) -> Origin:
    return sheet.origin(("parameters", name, "default", *((language,) if spec.by_language else ())))


def _comparable(value: Any) -> object:
    if isinstance(value, View):
        return {name: _comparable(value[name]) for name in value}
    return [_comparable(item) for item in value] if isinstance(value, tuple) else value


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, (View, Mapping)):
        for key in value:
            yield from _flat(f"{name}.{key}", value[key])
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _flat(f"{name}[{i + 1}]", item)
    else:
        yield name, value


def _kind(spec: Parameter, path: str) -> str:
    """The type of the leaf that a path leads to."""
    for step in re.findall(r"\[\d+\]|\.\w+", path):
        inner = spec.of if step.startswith("[") else spec.fields.get(step[1:])
        spec = inner or spec
    return spec.type


def _written(value: Any, language: Language) -> tuple[str, ...]:
    """A value as it may stand on a plate."""
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, (int, float)):
        return tuple(dict.fromkeys(_number(value, language)))
    if isinstance(value, datetime):
        calendar = language.calendar
        days = (write_date(value, language, style) for style in calendar.dates)
        return tuple(dict.fromkeys((*days, *(write_hour(value, language, style) for style in calendar.hours))))
    return (value,) if isinstance(value, str) else ()


def _number(value: float, language: Language) -> Iterator[str]:
    yield str(value)
    if abs(value) >= 1e15:
        return
    yield number(value, language)
    yield number(value, language, sign=True)
    yield number(abs(value), language)
    if isinstance(value, float):
        for decimals in (1, 2):
            yield number(value, language, decimals=decimals)
        if 0 <= value <= 1:
            for decimals in (0, 1, 2):
                yield percent(value, language, decimals=decimals)


def words(sheets: Iterable[Sheet]) -> Iterator[Source]:
    """Every sentence of files of words; those of earlier files hide those of later."""
    seen: set[tuple[str | int, ...]] = set()
    for sheet in sheets:
        for path, text in _leaves(sheet.value, ()):
            if path not in seen:
                seen.add(path)
                yield Source(text, "words", ".".join(map(str, path)), sheet.origin(path), holes=True)


def _leaves(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield path, str(value)


def canon(world: World) -> Iterator[Source]:
    """What the film's canon names: its cast, institutions, places, cameras."""
    for name, person in world.canon.cast.items():
        yield from _person(world, name, person)
    for name, office in world.canon.institutions.items():
        for field, text, hint in (
            ("name", office.name, "institution"),
            ("domain", office.domain, "domain"),
            ("phone", office.phone, "phone"),
        ):
            if text:
                yield Source(text, "canon", f"institutions.{name}.{field}", office.origin, hint)
    for name, site in world.canon.sites.items():
        yield Source(site.place.name, "canon", f"places.{name}", site.origin, "place")
    for camera, sight in world.canon.cameras.items():
        yield Source(camera, "canon", f"cameras.{camera}", sight.origin, "camera")


def _person(world: World, name: str, person: Person) -> Iterator[Source]:
    citizen, pinned = world.citizen(name), person.pinned
    named: From = "canon" if pinned.given or pinned.surnames else "generated"
    rows: tuple[tuple[str, str, From, str], ...] = (
        ("name", citizen.name, named, "name"),
        ("name", citizen.short_name, named, "name"),
        ("name", f"{citizen.given} {citizen.surnames[0]}", named, "name"),
        ("name", " ".join(citizen.surnames), named, "name"),
        ("name", citizen.given, named, "name"),
        ("phone", citizen.phone, "canon" if pinned.phone else "generated", "phone"),
        ("identity", citizen.identity, "canon" if pinned.identity else "generated", "identity"),
        ("file", citizen.file, "canon" if pinned.file else "generated", "file"),
        ("vehicle", citizen.vehicle, "canon" if pinned.vehicle else "generated", "vehicle"),
        ("address", citizen.address.line, "canon" if pinned.address else "generated", "address"),
        ("portrait", citizen.still.path if citizen.still else "", "canon", ""),
    )
    yield Source(f"citizen {world.numbers[name]}", "canon", f"cast.{name}.portrait", person.origin)
    for field, text, kind, hint in rows:
        if text:
            yield Source(text, kind, f"cast.{name}.{field}", person.origin, hint)


def facts(record: Mapping[str, str], who: str) -> Iterator[Source]:
    """What the world says of a citizen (``Facts.record``)."""
    for name, text in record.items():
        if text:
            yield Source(text, "generated", f"{name} of {who}", None, hint_of(name))


def vocabulary(sources: Iterable[Source]) -> frozenset[str]:
    """Words that are no strange names: those of the canon, and those that stand alone among the words, such as months."""
    found: set[str] = set()
    for source in sources:
        alone = source.kind == "words" and re.fullmatch(r"[^\W\d_]+\.?", source.text)
        if source.kind in ("canon", "generated") or alone:
            found |= {word.casefold() for word in _WORD.findall(source.text)}
    return frozenset(found)


def numbers(sources: Iterable[Source]) -> frozenset[str]:
    """Texts that are known to be plain numbers: those of number parameters."""
    return frozenset(source.text for source in sources if not source.hint and re.fullmatch(r"[+−-]?[\d\s.,\u202f\u00a0]+", source.text))
