"""``world check``: whether the canon holds together, and whether plates still show what it says."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.cli.console import document, result, say
from generator.deliver.manifest import Manifest, read
from generator.problems import BriefError, Problem, UserError
from generator.shelf import Worlds
from generator.shelf.worlds import CANON, RULES_OF
from generator.world.check import claim_of, contradictions, lost_stills
from generator.world.world import World

_DIGEST = " SHA-256"


def check(plates: list[Path], *, canon: Path | None, templates: list[Path], as_json: bool) -> None:
    """Every contradiction on stdout, and what only changed on stderr; exit code 2 where there is a contradiction. A plate is held against
    the canon that its manifest names, unless one is given."""
    worlds = Worlds(templates)
    manifests = [_manifest(path) for path in plates]
    films = dict.fromkeys([canon] if canon or not manifests else [_film(one) for one in manifests])
    found: list[Problem] = []
    notes: list[str] = []
    counts: list[str] = []
    for film in films:
        mine = [one for one in manifests if canon or _film(one) == film]
        world = worlds.world(film)
        found += _held(world, worlds, film, mine)
        notes += _changed(mine, worlds.read_from(film))
        counts.append(_counted(world, worlds.files(film)[0].name if len(films) > 1 else ""))
    if as_json:
        document([*map(_plain, found), *({"file": "", "line": 0, "message": note, "note": True} for note in notes)])
    else:
        for problem in found:
            result(str(problem))
        for note in notes:
            say(note)
        many = ("" if len(manifests) == 1 else "s", "" if len(found) == 1 else "s")
        say(f"{'; '.join(counts)}; {len(manifests)} plate{many[0]}: {len(found) or 'no'} contradiction{many[1]}")
    if found:
        sys.exit(UserError.exit_code)


def _held(world: World, worlds: Worlds, film: Path | None, plates: list[Manifest]) -> list[Problem]:
    """The canon against itself, and some plates against the canon."""
    told = {placed.who: placed.told for placed in worlds.stills(film, whole=True).values()}
    claims = [claim for one in plates if (claim := claim_of(one.plate, one.made_from))]
    return [*contradictions(world, claims), *(problem for one in plates for problem in lost_stills(one.plate, one.made_from, told))]


def _changed(plates: Iterable[Manifest], now: dict[str, str]) -> Iterator[str]:
    """Which plates were made with another canon or other rules than there are now."""
    for one in plates:
        for what in (CANON, RULES_OF):
            then = one.read_from.get(what + _DIGEST)
            if then and then != now[what + _DIGEST]:
                verb = "has" if what == CANON else "have"
                yield f"{one.plate}: the {what} {verb} changed since it was made"


def _film(plate: Manifest) -> Path | None:
    """The canon that a plate was made with, where one was given. Raises BriefError where it is not there any more."""
    name = plate.read_from.get(CANON, "")
    if name and not Path(name).is_file():
        raise BriefError(f"{plate.plate} was made with the canon {name}, which is not there now: give --canon")
    return Path(name) if name else None


def _manifest(plate: Path) -> Manifest:
    found = read(plate / f"{plate.resolve().name}.manifest.json")
    if found is None:
        raise BriefError(f"{plate} is no plate: it has no manifest")
    return found


def _counted(world: World, name: str) -> str:
    canon = world.canon
    parts = ((len(canon.cast), "people"), (len(canon.facts), "events"), (len(canon.scenes), "scenes"))
    told = ", ".join(f"{count} {what}" for count, what in parts)
    return f"{name}: {told}" if name else told


def _plain(problem: Problem) -> dict[str, object]:
    origin = problem.origin
    return {"file": origin.file if origin else "", "line": origin.line if origin else 0, "message": problem.message}
