"""Where something stands, what is wrong with it, and the errors that carry both home.

Comes in: a message and an :class:`Origin`. Goes out: an exception whose text a person can act on. Everything here
pickles, because workers send their errors to the process that started them.

    MinisterioError
    ├── UserError      the user's mistake, exit code 2
    │   ├── BriefError       an option, a parameter, a name that does not exist
    │   ├── CanonError       the film's canon, or the rules of its state
    │   ├── TemplateError    Jinja: syntax, undefined names, bounds
    │   └── DocumentError    the SVG that a template gave, or one from outside
    └── RenderError    ours, or the machine's: exit code 1
        ├── WriteError       a file could not be written
        └── VerifyError      a file on disk is not what its manifest says
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a text: a file's name as the user knows it, and a line counted from 1 (0: the whole file)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NOWHERE = Origin("<memory>")


@dataclass(frozen=True, slots=True)
class About:
    """What a fault is about, for those who show it where it is to be mended. ``kind``: overflow, letters, word or parameter. ``text``: all
    of the text that is at fault. ``what``: the letters that are missing, the word's key, or the parameter's path (``history[1].change``).
    ``over``: how far a text sticks out to the right and below its ``room`` (left, top, width, height), in the lengths that it is drawn
    with, and ``spare``, about how many of its letters that are. ``said``, where there is one, tells which sentence the fault is, and
    ``values`` what stands in it: for whoever says it in another language."""

    kind: str
    text: str = ""
    what: str = ""
    over: tuple[float, float] = (0.0, 0.0)
    room: tuple[float, float, float, float] | None = None
    spare: int = 0
    said: str = ""
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what is wrong, in one sentence, and where."""

    message: str
    origin: Origin | None = None
    about: About | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.origin}: {self.message}" if self.origin else self.message


class MinisterioError(Exception):
    """The root of every error that the program raises on purpose; carries one or more :class:`Problem`."""

    exit_code = 1

    def __init__(self, problems: str | Problem | Iterable[Problem], origin: Origin | None = None) -> None:
        if isinstance(problems, str):
            problems = (Problem(problems, origin),)
        elif isinstance(problems, Problem):
            problems = (problems,)
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def __reduce__(self) -> tuple[type[MinisterioError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class UserError(MinisterioError):
    """Something that whoever typed the command or wrote the template can mend."""

    exit_code = 2


class BriefError(UserError):
    """An option, a parameter or a name that does not exist or does not fit."""


class CanonError(UserError):
    """A canon or a set of rules that cannot be read, or that contradicts itself."""


class TemplateError(UserError):
    """A template that Jinja cannot read, that uses what is not there, or that goes over a bound."""


class DocumentError(UserError):
    """A document that is no SVG, or an element or value in it that cannot be understood."""


class RenderError(MinisterioError):
    """A frame that could not be drawn, or a machine that lacks something."""


class WriteError(RenderError):
    """A file that could not be written; nothing stands under its final name."""


class VerifyError(RenderError):
    """A file on disk that is not what its manifest says."""


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """``; did you mean score?`` for the nearest choice, ``; there is a, b, c`` for a short list, or nothing. Capitals count for nothing."""
    known = sorted(set(choices))
    spelt = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), spelt, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {spelt[near[0]]}?"
    if not known:
        return ""
    shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"; there is {shown}"


class Problems:
    """Collects faults so that all of one document are told at once."""

    def __init__(self, limit: int = 50) -> None:
        self._found: dict[Problem, None] = {}
        self._limit = limit

    def add(self, message: str, origin: Origin | None = None, about: About | None = None) -> None:
        """Note a fault; the same message at the same place is noted once, and of more than ``limit`` only how many more there are."""
        self._found.setdefault(Problem(message, origin, about))

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[Problem]:
        yield from itertools.islice(self._found, self._limit)
        if len(self._found) > self._limit:
            yield Problem(f"and {len(self._found) - self._limit:,} more")

    def raise_if_any(self, kind: type[MinisterioError] = DocumentError) -> None:
        """Raise all that was found as one ``kind``; do nothing when nothing was."""
        if self._found:
            raise kind(self)
