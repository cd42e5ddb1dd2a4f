"""Words: what a template says, by key and language. Never written in a template itself.

A file ``words/<code>.yaml`` nests keys as deep as it likes; a leaf is a sentence with ``{names}`` in braces, or its plural forms::

    score:
      change: "{sign}{points} points"
      sanctions: {one: "{count} sanction", other: "{count} sanctions"}

``count`` chooses the form and is written as the language writes numbers; other numbers too; text goes in as it is. A template's own words
come before those that all templates share.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from typing import Any

from generator.documents.sheet import Plain, Sheet
from generator.languages.language import Language
from generator.languages.writing import number
from generator.problems import Origin, Problems, TemplateError, did_you_mean

_PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))
Leaf = str | dict[str, str]


class MissingWordError(ValueError):
    """A word that a language does not have."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


class Words:
    """All words of one language, by dotted key."""

    def __init__(self, language: Language, leaves: Mapping[str, Leaf], files: tuple[str, ...]) -> None:
        self._language = language
        self._leaves = leaves
        self._files = files

    def say(self, key: str, **values: Any) -> str:
        """A sentence with its values; raises ValueError for a missing word, form or value."""
        leaf = self._leaves.get(key)
        if leaf is None:
            where = f" in {' or '.join(self._files)}" if self._files else ""
            raise MissingWordError(f"no word {key} in {self._language.code}{where}{did_you_mean(key, self._leaves)}", key)
        if isinstance(leaf, dict):
            count = values.get("count")
            if isinstance(count, bool) or not isinstance(count, (int, float)):
                raise ValueError(f"the word {key} has plural forms: give count")  # noqa: TRY004 - one kind of error
            form = self._language.plural(abs(count))
            leaf = leaf.get(form, leaf["other"])
        return self._filled(key, leaf, values)

    def sentences(self, key: str) -> tuple[str, ...]:
        """What a word says, in each of its forms, with its names still in braces; nothing where there is no such word."""
        leaf = self._leaves.get(key, ())
        return tuple(leaf.values()) if isinstance(leaf, dict) else (leaf,) if leaf else ()

    def __contains__(self, key: object) -> bool:
        return key in self._leaves

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key, sorted."""
        return tuple(sorted(self._leaves))

    def _filled(self, key: str, text: str, values: Mapping[str, Any]) -> str:
        parts: list[str] = []
        for literal, name, _spec, _conversion in string.Formatter().parse(text):
            parts.append(literal)
            if name is None:
                continue
            if name not in values:
                raise ValueError(f"the word {key} needs {name}{did_you_mean(name, values) if values else ''}")
            parts.append(self._shown(values[name]))
        return "".join(parts)

    def _shown(self, value: Any) -> str:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            whole = float(value).is_integer()
            return number(value, self._language, decimals=0 if whole else min(12, len(repr(float(value)).partition(".")[2])))
        return str(value)


def read_words(sheets: Iterable[Sheet], language: Language) -> Words:
    """Words of some files, the first that has a key wins; raises TemplateError for leaves that are no words, each at its line."""
    leaves: dict[str, Leaf] = {}
    files: list[str] = []
    problems = Problems()
    for sheet in sheets:
        files.append(sheet.file)
        if not isinstance(sheet.value, dict):
            problems.add("words are keys with sentences", sheet.origin())
            continue
        found: dict[str, Leaf] = {}
        _collect(sheet, sheet.value, (), language, found, problems)
        leaves = found | leaves
    problems.raise_if_any(TemplateError)
    return Words(language, leaves, tuple(files))


def _collect(
    sheet: Sheet, here: Mapping[str, Plain], path: tuple[str, ...], language: Language, found: dict[str, Leaf], problems: Problems
) -> None:
    for name, value in here.items():
        way = (*path, name)
        origin = sheet.origin(way)
        if "." in name:
            problems.add(f"the key {name} has a dot in it; nest keys instead", origin)
        elif isinstance(value, dict) and "other" in value and set(value) <= _PLURALS:
            found[".".join(way)] = _forms(value, language, ".".join(way), problems, origin)
        elif isinstance(value, dict):
            _collect(sheet, value, way, language, found, problems)
        elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
            found[".".join(way)] = _checked(str(value), ".".join(way), problems, origin)
        else:
            problems.add(f"{'.'.join(way)} is no sentence", origin)


def _forms(value: Mapping[str, Plain], language: Language, key: str, problems: Problems, origin: Origin) -> dict[str, str]:
    """Plural forms; every category of the language must be there, but for ``many`` and ``zero`` that fall back to ``other``."""
    for form in language.plurals:
        if form not in value and form not in ("zero", "many"):
            problems.add(f"{key} lacks the plural form {form} of {language.code}", origin)
    return {form: _checked(str(text), key, problems, origin) for form, text in value.items()}


def _checked(text: str, key: str, problems: Problems, origin: Origin) -> str:
    """A sentence whose braces are plain names."""
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError as error:
        problems.add(f"{key}: {error}; write {{{{ and }}}} for braces", origin)
        return text
    for _, name, spec, conversion in fields:
        if name is not None and (not name.isidentifier() or spec or conversion):
            problems.add(f"{key}: {{{name}}} is no plain name in braces", origin)
    return text
