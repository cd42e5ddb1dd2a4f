"""Worlds: rules, canons and the world's words, read from where they are.

    Worlds(templates).world(canon)   the film's world: a canon file, or the one that ships
                     .words("es")    what the world's keys are called in a language
                     .digest(canon)  what a world is made of, as one number

Looked for in ``_world`` of the template folders given, then of ``./templates``, then of those that ship. A canon's own folder may have a
``rules.yaml`` that comes before all of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from generator.documents.sheet import Sheet, read
from generator.documents.words import Words, read_words
from generator.languages import of as language_of
from generator.problems import BriefError, CanonError
from generator.shelf.texts import shipped, shown, text_of
from generator.world.canon import Canon
from generator.world.canon_file import read_canon
from generator.world.rules import Rules
from generator.world.rules_file import read_rules
from generator.world.world import World

FOLDER = "_world"
RULES = "rules.yaml"
FILM = "servicios_publicos.yaml"
MAX_CANON = 64 * 1024 * 1024


class Worlds:
    """See the module."""

    def __init__(self, templates: Sequence[Path] = ()) -> None:
        self._folders = [folder / FOLDER for folder in (*templates, Path("templates"), shipped("templates"))]

    def world(self, canon: Path | None = None) -> World:
        """The world of a canon; raises CanonError with everything that is wrong with its file or its rules."""
        file, rules = self.files(canon)
        return World(*_read(file, rules))

    def files(self, canon: Path | None = None) -> tuple[Path, Path]:
        """The canon's file and that of its rules."""
        if canon is not None and not canon.is_file():
            raise BriefError(f"there is no canon {canon}")
        file = canon or self._find(FILM)
        own = file.parent / RULES
        return file, own if own.is_file() else self._find(RULES)

    def words(self, language: str) -> Words:
        """The world's words; those of an earlier folder come before those of a later."""
        return read_words(self.sheets(language), language_of(language))

    def sheets(self, language: str) -> list[Sheet]:
        """The files of the world's words, those of earlier folders first."""
        name = f"words/{language}.yaml"
        found = [folder / name for folder in self._folders if (folder / name).is_file()]
        return [read(text_of(path, MAX_CANON, CanonError), shown(path)) for path in dict.fromkeys(found)]

    def digest(self, canon: Path | None = None) -> str:
        """A SHA-256 over a canon and its rules."""
        return hashlib.sha256(b"\0".join(text_of(path, MAX_CANON, CanonError).encode() for path in self.files(canon))).hexdigest()

    def _find(self, name: str) -> Path:
        found = next((folder / name for folder in self._folders if (folder / name).is_file()), None)
        if found is None:
            raise BriefError(f"there is no {FOLDER}/{name}")
        return found


def _read(file: Path, rules_file: Path) -> tuple[Rules, Canon]:
    rules = read_rules(text_of(rules_file, MAX_CANON, CanonError), shown(rules_file))
    return rules, read_canon(text_of(file, MAX_CANON, CanonError), shown(file), rules)
