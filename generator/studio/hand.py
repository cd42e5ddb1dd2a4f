"""Hand: a renderer process. Errands come through one pipe and their results go back through it; a second pipe says which are off.

It is forked from a process that has everything imported and nothing else (``multiprocessing``'s fork server), so it starts at once, and it
can be ended at any moment: it holds nothing that cannot be made again.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Literal

from generator.problems import MinisterioError, Problem, RenderError, UserError
from generator.render.film import one_thread_each
from generator.studio.desk import Desk
from generator.studio.easel import Easel
from generator.studio.faults import fields, told
from generator.studio.watch import Edition
from generator.studio.wish import Search, Sight, Telling, Wish, read

Told = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class Errand:
    """What a hand is to do. ``edition`` is of the files that it works from: another one, and they are read again."""

    number: int
    edition: Edition
    what: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """``data`` beside plain facts; or the faults, which are the user's (``mistake``), or ours."""

    kind: Literal["done", "mistake", "failure", "stale"]
    facts: Mapping[str, Any]
    data: bytes = b""


class StaleError(Exception):
    """Nobody waits for this any more."""


def work(desk: Desk, errands: Connection, off: Connection) -> None:
    """Do errands until the studio is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    one_thread_each()
    _bound(desk.bounds.memory or os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2)
    current = 0

    def check() -> None:
        latest = 0
        while off.poll():
            latest = max(latest, off.recv())
        if latest >= current:
            raise StaleError

    easel = Easel(desk, check)
    while True:
        try:
            errand: Errand = errands.recv()
        except (EOFError, OSError):
            return
        current = errand.number
        errands.send(_done(easel, errand))


def _bound(memory: int) -> None:
    """No more memory than this: a template that wants it all is told so, and the machine lives."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _done(easel: Easel, errand: Errand) -> Answer:
    try:
        easel.forget(errand.edition)
        facts, data = ERRANDS[errand.what](easel, errand.body)
        return Answer("done", facts, data)
    except StaleError:
        return Answer("stale", {})
    except UserError as error:
        return Answer("mistake", _placed(easel, errand, error))
    except MinisterioError as error:
        return Answer("failure", _faults(error.problems))
    except MemoryError:
        return Answer("failure", _faults(RenderError("this takes more memory than the studio may use").problems))
    except Exception as error:  # a fault of ours must not close the desk
        return Answer("failure", _faults((Problem(f"internal fault: {type(error).__name__}: {error}"),)))


def _placed(easel: Easel, errand: Errand, error: UserError) -> dict[str, Any]:
    """A user's faults: at which fields they are, and where they are over the last good picture."""
    found = _faults(error.problems)
    wish, sight = errand.body.get("wish"), errand.body.get("sight")
    if errand.what == "frame" and isinstance(wish, dict) and isinstance(sight, dict):
        with suppress(Exception):  # a fault is told of, even where nobody can say where it is
            for facts, problem in zip(found["problems"], error.problems, strict=True):
                facts.update(easel.placed(str(wish.get("template")), problem, int(sight.get("frame", 0))))
    return found


def _faults(problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {"problems": [told(problem) | {"fields": fields(problem, None)} for problem in problems]}


def _frame(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.frame(read(Wish, body["wish"]), read(Sight, body["sight"]))


def _plate(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.plate(read(Wish, body["wish"]), _speak(body)), b""


def _check(easel: Easel, body: Mapping[str, Any]) -> Told:
    easel.check(read(Wish, body["wish"]), body["options"])
    return {}, b""


def _templates(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.templates(_speak(body)), b""


def _speak(body: Mapping[str, Any]) -> str:
    """The language that the desk speaks."""
    return str(body.get("speak", "en"))


def _remarks(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.remarks(read(Wish, body["wish"]), read(Sight, body["sight"]).frame), b""


def _sound(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.sound(read(Wish, body["wish"]))


def _people(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.people.search(read(Search, body)), b""


def _face(easel: Easel, body: Mapping[str, Any]) -> Told:
    return {}, easel.people.face(str(body["who"]))


def _story(easel: Easel, body: Mapping[str, Any]) -> Told:
    return easel.people.story(read(Telling, body)), b""


def _stills(easel: Easel, _body: Mapping[str, Any]) -> Told:
    return {"stills": easel.stills()}, b""


ERRANDS: Mapping[str, Callable[[Easel, Mapping[str, Any]], Told]] = {
    "frame": _frame,
    "plate": _plate,
    "check": _check,
    "templates": _templates,
    "remarks": _remarks,
    "sound": _sound,
    "people": _people,
    "face": _face,
    "story": _story,
    "stills": _stills,
}
