"""Worlds: rules, canons and the world's words, read from where they are.

    Worlds(templates).world(canon)   the film's world: a canon file, or the one that ships
                     .stills(canon)  the production's own pictures of its people
                     .words("es")    what the world's keys are called in a language
                     .read_from(..)  what a manifest says of the files

Looked for in ``_world`` of the template folders given, then of ``./templates``, then of those that ship. A canon's own folder may have a
``rules.yaml`` that comes before all of them where the canon is given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.documents.sheet import Sheet, read
from generator.documents.words import Words, read_words
from generator.languages import of as language_of
from generator.problems import BriefError, CanonError
from generator.shelf.stills import Placed, stills
from generator.shelf.texts import shipped, shown, text_of

if TYPE_CHECKING:
    from generator.world.canon import Canon
    from generator.world.rules import Rules
    from generator.world.world import World

FOLDER = "_world"
RULES = "rules.yaml"
FILM = "servicios_publicos.yaml"
CANON, RULES_OF = "canon", "rules"
MAX_CANON = 64 * 1024 * 1024


class Worlds:
    """See the module. Everything is read when it is asked for, and once."""

    def __init__(self, templates: Sequence[Path] = ()) -> None:
        self._folders = [folder / FOLDER for folder in (*templates, Path("templates"), shipped("templates"))]
        self._worlds: dict[Path | None, World] = {}
        self._words: dict[str, Words] = {}
        self._read_from: dict[Path | None, Mapping[str, str]] = {}
        self._stills: dict[tuple[Path | None, bool], Mapping[int, Placed]] = {}

    def world(self, canon: Path | None = None) -> World:
        """The world of a canon; raises CanonError with everything that is wrong with its file or its rules."""
        from generator.world.world import World  # plates that show nobody need no world

        if canon not in self._worlds:
            self._worlds[canon] = World(*_read(*self.files(canon)))
        return self._worlds[canon]

    def files(self, canon: Path | None = None) -> tuple[Path, Path]:
        """The canon's file and that of its rules."""
        if canon is not None and not canon.is_file():
            raise BriefError(f"there is no canon {canon}")
        if canon is None:
            return self._find(FILM), self._find(RULES)
        own = canon.parent / RULES
        return canon, own if own.is_file() else self._find(RULES)

    def stills(self, canon: Path | None = None, *, whole: bool = False) -> Mapping[int, Placed]:
        """The production's own pictures of citizens, by number; ``whole``: each looked at to the last pixel. Raises CanonError."""
        if (canon, whole) not in self._stills:
            world = self.world(canon)
            found = stills(world.canon, self.files(canon)[0].parent, whole=whole)
            self._stills[canon, whole] = {world.numbers[name]: placed for name, placed in found.items()}
        return self._stills[canon, whole]

    def words(self, language: str) -> Words:
        """The world's words; those of an earlier folder come before those of a later."""
        if language not in self._words:
            self._words[language] = read_words(self.sheets(language), language_of(language))
        return self._words[language]

    def sheets(self, language: str) -> list[Sheet]:
        """The files of the world's words, those of earlier folders first."""
        name = f"words/{language}.yaml"
        found = [folder / name for folder in self._folders if (folder / name).is_file()]
        return [read(text_of(path, MAX_CANON, CanonError), shown(path)) for path in dict.fromkeys(found)]

    def read_from(self, canon: Path | None = None) -> dict[str, str]:
        """What a manifest says of a world's files: the canon as it was given ("" where none was), its rules, and a SHA-256 of each."""
        if canon not in self._read_from:
            names = (str(canon) if canon else "", shown(self.files(canon)[1]))
            digests = (hashlib.sha256(text_of(path, MAX_CANON, CanonError).encode()).hexdigest() for path in self.files(canon))
            told = zip((CANON, RULES_OF), names, digests, strict=True)
            self._read_from[canon] = {key: value for name, file, sha in told for key, value in ((name, file), (f"{name} SHA-256", sha))}
        return dict(self._read_from[canon])

    def _find(self, name: str) -> Path:
        found = next((folder / name for folder in self._folders if (folder / name).is_file()), None)
        if found is None:
            raise BriefError(f"there is no {FOLDER}/{name}")
        return found


def _read(file: Path, rules_file: Path) -> tuple[Rules, Canon]:
    from generator.world.canon_file import read_canon
    from generator.world.rules_file import read_rules

    rules = read_rules(text_of(rules_file, MAX_CANON, CanonError), shown(rules_file))
    return rules, read_canon(text_of(file, MAX_CANON, CanonError), shown(file), rules)
