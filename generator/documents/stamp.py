"""Stamp: marks every opening tag that a template writes with ``ui:at="file:line"``, so that faults in the document point home.

A Jinja extension sees a template as tokens: text, and between the texts expressions and statements. :class:`Tags` reads the text as
XML is read, keeps its place across tokens (a tag may be split over them), and says where an opening tag's name ends. Every branch of an
``if`` begins where the ``if`` stood.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from generator.documents.namespaces import ORIGIN_ATTRIBUTE

_SPACE = " \t\r\n\f"
# What may follow "<!" or "<?", and what then ends it.
_SPECIAL = (("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"))
# What the long stretches end with: up to there nothing happens, so they are passed at the speed of C.
_ENDS = {
    state: re.compile(end)
    for state, end in {"text": "<", "name": r"[ \t\r\n\f/>]", "tag": "[>\"']", "close": ">", '"': '"', "'": "'"}.items()
}
_FORKS = {"if", "for"}
_ELSE = {"elif", "else"}


class Tags:
    """Where in a document a template's text stands.

    ``state`` is one of: ``text``; ``open`` (after ``<``, with the characters since in ``seen``); ``name`` (in a tag's name); ``tag``
    (after it); ``"`` and ``'`` (in a value); ``until`` (in what ``seen`` ends: a comment, CDATA, an instruction); ``declaration``
    (``<!DOCTYPE``); ``close`` (``</g``).
    """

    __slots__ = ("depth", "line", "seen", "stamped", "state", "tail")

    def __init__(self) -> None:
        self.state, self.seen, self.tail, self.line, self.depth, self.stamped = "text", "", "", 0, 0, True

    def copy(self) -> Tags:
        other = Tags()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other

    def feed(self, text: str, line: int) -> Iterator[tuple[int, int]]:
        """Read a text that begins on ``line``; yields the position after each opening tag's name, and the line of its ``<``."""
        at = 0
        while at < len(text):
            if self.state in _ENDS:
                found = _ENDS[self.state].search(text, at)
                if found is None:
                    return
                line += text.count("\n", at, found.start())
                at = found.start()
            char = text[at]
            if self._step(char, line):
                yield at, self.line
            line += char == "\n"
            at += 1

    def expression(self) -> None:
        """An expression stands here: it may be, or belong to, a tag's name."""
        if self.state == "open" and self.seen == "":
            self.state = "name"
        self.tail = ""

    def statement(self) -> int | None:
        """A statement stands here: a name before it is whole. Gives the line of its ``<`` when the stamp belongs here."""
        if self.state == "open" and self.seen and self.seen[0] not in "!?/":
            self.state = "name"
        if self.state == "name":
            return self._named()
        return None

    def _named(self) -> int | None:
        """The name has ended; the line of the tag if it has no stamp yet."""
        self.state = "tag"
        if self.stamped:
            return None
        self.stamped = True
        return self.line

    def _step(self, char: str, line: int) -> bool:
        """Read one character; whether a tag's name ended just before it."""
        if self.state == "text":
            if char == "<":
                self.state, self.seen, self.line, self.stamped = "open", "", line, False
        elif self.state == "open":
            return self._opening(char)
        elif self.state == "name":
            if char in _SPACE or char in "/>":
                ended = self._named() is not None
                self._in_tag(char)
                return ended
        elif self.state in ("tag", "close"):
            self._in_tag(char)
        elif self.state in ('"', "'"):
            if char == self.state:
                self.state = "tag"
        elif self.state == "until":
            self.tail = (self.tail + char)[-3:]
            if self.tail.endswith(self.seen):
                self.state = "text"
        else:
            self._declared(char)
        return False

    def _in_tag(self, char: str) -> None:
        if char == ">":
            self.state = "text"
        elif char in "\"'" and self.state == "tag":
            self.state = char

    def _opening(self, char: str) -> bool:
        """The characters after ``<`` until it is known what they open."""
        seen = self.seen + char
        self.seen = seen
        for start, end in _SPECIAL:
            if seen == start:
                self.state, self.seen, self.tail = "until", end, ""
                return False
            if start.startswith(seen):
                return False
        if seen[0] == "!":
            self.state, self.depth = "declaration", 0
            self._declared(char)
        elif seen[0] == "/":
            self.state = "close" if char != ">" else "text"
        elif char in _SPACE or char == ">":
            self.state = "text"  # a lone "<": the parser will say so
        else:
            self.state = "name"
        return False

    def _declared(self, char: str) -> None:
        self.depth += {"<": 1, "[": 1, "]": -1}.get(char, 0)
        if char == ">":
            if self.depth <= 0:
                self.state = "text"
            else:
                self.depth -= 1 if self.depth > 1 else 0


class Stamps(Extension):
    """The Jinja extension: writes the stamps into a template's text."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens with stamps in their text."""
        file = html.escape(stream.filename or stream.name or "template").replace("\n", " ")
        return _stamped(stream, file)


def _stamped(tokens: Iterable[Token], file: str) -> Iterator[Token]:
    tags = Tags()
    branches: list[tuple[str, Tags]] = []
    first_of_block = False
    for token in tokens:
        if token.type == "data":
            yield Token(token.lineno, "data", _marked(token.value, token.lineno, tags, file))
            continue
        if token.type == "variable_begin":
            tags.expression()
        elif token.type == "block_begin":
            line = tags.statement()
            if line is not None:
                yield Token(token.lineno, "data", _stamp(file, line))
            first_of_block = True
        elif first_of_block:
            first_of_block = False
            tags = _branch(token.value, tags, branches)
        yield token


def _branch(word: str, tags: Tags, branches: list[tuple[str, Tags]]) -> Tags:
    """The place in the document after a statement's first word: every branch of an ``if`` begins where the ``if`` stood."""
    if word in _FORKS:
        branches.append((word, tags.copy()))
    elif word in _ELSE and branches:
        return branches[-1][1].copy()
    elif word.startswith("end") and branches and branches[-1][0] == word[3:]:
        branches.pop()
    return tags


def _marked(text: str, line: int, tags: Tags, file: str) -> str:
    parts: list[str] = []
    done = 0
    for at, opened in tags.feed(text, line):
        parts += [text[done:at], _stamp(file, opened)]
        done = at
    return "".join([*parts, text[done:]])


def _stamp(file: str, line: int) -> str:
    return f' {ORIGIN_ATTRIBUTE}="{file}:{line}"'
