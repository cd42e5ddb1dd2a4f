"""From the text of a canon to :class:`Canon`, or to every fault in it at once, each with its line.

Faults are what makes no sense by itself: unknown keys, rules, people and places, moments that do not exist, names given twice, circles.
What makes sense and contradicts something else is for ``check.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta

from generator.problems import CanonError, Origin, Problems
from generator.values.sheet import read
from generator.world.canon import ACCOUNTS_FROM, BEGINS, ENDS, SEED, Canon, Decree, Fact, Institution, Scene, Shown, Sight, Site
from generator.world.canon_cast import read_person
from generator.world.city import AT_HOME, BY_LETTERS, KINDS, ONLINE, Place, camera_place
from generator.world.fields import NEVER, Fields, hint
from generator.world.rules import DECAY, REJECTED, REVIEW, UPHELD, Rules

MOST = 3_000_000
FAULTS = 2_000
NEAR = 300
LONGEST = timedelta(days=3660)
LAST_YEAR = 9000
PLACES = (*KINDS, AT_HOME, ONLINE)


def read_canon(text: str, file: str, rules: Rules) -> Canon:
    """Read a canon file against a set of rules; raises CanonError."""
    problems = Problems(FAULTS)
    top = Fields.of(read(text, file, most=MOST, fault=CanonError), problems)
    film = top.part("film")
    canon = Canon(
        title=top.text("title"),
        seed=top.integer("seed", SEED, low=0, high=2**63 - 1),
        accounts_from=top.moment("accounts_from", ACCOUNTS_FROM),
        begins=film.moment("begins", BEGINS),
        ends=film.moment("ends", ENDS),
        cast={name: read_person(name, fields, rules.low, rules.high) for name, fields in top.table("cast")},
        sites={name: _site(name, fields) for name, fields in top.table("places")},
        cameras={name: Sight(fields.text("place", ""), fields.origin()) for name, fields in _cameras(top)},
        institutions={name: _institution(name, fields) for name, fields in top.table("institutions")},
        facts=tuple(_fact(fields, rules) for fields in top.rows("events", "event")),
        decrees=tuple(_decree(fields, rules) for fields in top.rows("sanctions", "sanction")),
        scenes={name: _scene(name, fields, rules) for name, fields in top.table("scenes")},
        origin=top.origin(),
    )
    if NEVER not in {canon.begins, canon.ends} and canon.begins >= canon.ends:
        film.fault("ends", f"the film ends on {canon.ends:%Y-%m-%d}, not after it begins")
    if NEVER not in {canon.accounts_from, canon.ends} and (canon.ends - canon.accounts_from > LONGEST or canon.ends.year > LAST_YEAR):
        top.fault(
            "accounts_from", f"accounts from {canon.accounts_from:%Y-%m-%d} to {canon.ends:%Y-%m-%d} are too long: {LONGEST.days} days fit"
        )
    if canon.accounts_from > canon.begins:
        top.fault("accounts_from", "accounts are opened before the film begins, not after")
    film.close()
    top.close()
    _references(canon, rules, problems)
    _twice(canon, problems)
    _circles(canon, problems)
    if problems:
        raise CanonError(sorted(problems, key=lambda problem: problem.origin.line if problem.origin else MOST))
    return canon


def _cameras(top: Fields) -> Iterable[tuple[str, Fields]]:
    for name, fields in top.table("cameras"):
        yield name, fields
        fields.close()


def _site(name: str, fields: Fields) -> Site:
    letters = fields.text("district", next(iter(BY_LETTERS)))
    if letters not in BY_LETTERS:
        fields.fault("district", f"{name}: no district has the letters {letters}{hint(letters, tuple(BY_LETTERS))}")
        letters = next(iter(BY_LETTERS))
    place = Place(
        id=name,
        kind=fields.choice("kind", PLACES),
        name=fields.text("name", most=80),
        district=BY_LETTERS[letters].code,
        detail=fields.text("detail", "", most=40),
        camera=fields.text("camera", "", most=20),
    )
    found = Site(place, fields.origin(), fields.text("inside", ""))
    fields.close()
    return found


def _institution(name: str, fields: Fields) -> Institution:
    found = Institution(
        id=name,
        origin=fields.origin(),
        name=fields.text("name", most=120),
        domain=fields.text("domain", "", most=120),
        phone=fields.text("phone", "", most=40),
        place=fields.text("place", ""),
    )
    fields.close()
    return found


def _fact(fields: Fields, rules: Rules) -> Fact:
    who, when = fields.text("who"), fields.moment("when")
    what = fields.text("what")
    own = fields.integer("points", low=-rules.high, high=rules.high) if fields.has("points") else None
    if what and what not in rules.causes and own is None:
        fields.fault("what", f"no rule is called {what}{hint(what, rules.causes)}; or give it points of its own")
    if what in {DECAY, REVIEW, REJECTED} and own is None:
        fields.fault("what", f"{what} is the office's own and needs points")
    if what == UPHELD and own is None and not fields.has("because"):
        fields.fault("what", f"{what} gives back what an event took: say because of which")
    found = Fact(
        id=fields.text("id", f"{who}.{when.isoformat()}" if when != NEVER else f"line:{fields.origin().line}", most=80),
        origin=fields.origin(),
        who=who,
        what=what,
        when=when,
        where=fields.text("where", ""),
        camera=fields.text("camera", ""),
        points=own,
        leaves=fields.integer("leaves", low=rules.low, high=rules.high) if fields.has("leaves") else None,
        because=fields.text("because", ""),
        other=fields.text("with", ""),
        note=fields.text("note", "", most=2000),
    )
    fields.close()
    return found


def _decree(fields: Fields, rules: Rules) -> Decree:
    found = Decree(
        origin=fields.origin(),
        who=fields.text("who"),
        what=fields.choice("what", tuple(rules.by_id)),
        begins=fields.moment("begins"),
        ends=fields.moment("ends"),
        because=fields.text("because", ""),
    )
    if NEVER not in {found.begins, found.ends} and found.ends <= found.begins:
        fields.fault("ends", f"{fields.text('what')} of {found.who} ends before it begins")
    fields.close()
    return found


def _scene(name: str, fields: Fields, rules: Rules) -> Scene:
    found = Scene(
        id=name,
        origin=fields.origin(),
        at=fields.moment("at"),
        title=fields.text("title", "", most=120),
        place=fields.text("place", ""),
        camera=fields.text("camera", ""),
        after=fields.texts("after"),
        flashback=fields.boolean("flashback", False),
        shows=tuple(_shown(row, rules) for row in fields.rows("shows", f"scene {name}")),
        note=fields.text("note", "", most=2000),
    )
    fields.close()
    return found


def _shown(fields: Fields, rules: Rules) -> Shown:
    measures = (*fields.texts("sanctions"), *fields.texts("rewards"))
    for measure in measures:
        if measure not in rules.by_id:
            key = "sanctions" if measure in fields.texts("sanctions") else "rewards"
            fields.fault(key, f"no sanction or reward is called {measure}{hint(measure, tuple(rules.by_id))}")
    found = Shown(
        origin=fields.origin(),
        who=fields.text("who"),
        score=fields.integer("score", low=rules.low, high=rules.high) if fields.has("score") else None,
        band=fields.choice("band", tuple(band.id for band in rules.bands), ""),
        measures=tuple(measure for measure in measures if measure in rules.by_id),
    )
    fields.close()
    return found


def _references(canon: Canon, rules: Rules, problems: Problems) -> None:
    """Names of people, places, cameras, events and scenes that nothing bears."""
    facts = {fact.id for fact in canon.facts}

    def known(name: str, names: Collection[str], what: str, origin: Origin) -> None:
        if name and name not in names:
            near = tuple(one for one in names if ":" not in one)  # ids that were made from who and when are nobody's to mean
            near = near if len(near) <= NEAR else ()  # the nearest of thousands takes longer than reading them
            problems.add(f"no {what} is called {name}{hint(name, near)}", origin)

    def camera(name: str, origin: Origin) -> None:
        if name and name not in canon.cameras and camera_place(canon.seed, name) is None:
            problems.add(f"no camera is called {name}{hint(name, tuple(canon.cameras))}", origin)

    for person in canon.cast.values():
        for other in (*person.parents, *person.knows):
            known(other, canon.cast, "person", person.origin)
        for behaviour in person.never:
            known(behaviour, rules.behaviours, "rule", person.origin)
    for fact in canon.facts:
        known(fact.who, canon.cast, "person", fact.origin)
        known(fact.other, canon.cast, "person", fact.origin)
        known(fact.where, canon.sites, "place", fact.origin)
        known(fact.because, facts, "event", fact.origin)
        camera(fact.camera, fact.origin)
    for decree in canon.decrees:
        known(decree.who, canon.cast, "person", decree.origin)
        known(decree.because, facts, "event", decree.origin)
    for scene in canon.scenes.values():
        known(scene.place, canon.sites, "place", scene.origin)
        camera(scene.camera, scene.origin)
        for other in scene.after:
            known(other, canon.scenes, "scene", scene.origin)
        for shown in scene.shows:
            known(shown.who, canon.cast, "person", shown.origin)
    for site in canon.sites.values():
        known(site.inside, canon.sites, "place", site.origin)
    for name, sight in canon.cameras.items():
        known(sight.place, canon.sites, f"place for camera {name}", sight.origin)
    for institution in canon.institutions.values():
        known(institution.place, canon.sites, "place", institution.origin)


def _twice(canon: Canon, problems: Problems) -> None:
    """Ids and numbers that two things share, and two balances at one moment."""

    def once(items: Iterable[tuple[object, Origin]], told: Callable[[object], str]) -> None:
        seen: dict[object, Origin] = {}
        for key, origin in items:
            if key in seen:
                problems.add(f"{told(key)} is there twice; the first is in line {seen[key].line}", origin)
            seen.setdefault(key, origin)

    once(((fact.id, fact.origin) for fact in canon.facts), lambda key: f"event {key}")
    numbered = [(p.number, p.origin) for p in canon.cast.values() if p.number is not None]
    once(numbered, lambda key: f"citizen {key}")
    pins: dict[tuple[str, datetime], tuple[int, Origin]] = {}
    for who, when, score, origin in _pins(canon):
        earlier = pins.setdefault((who, when), (score, origin))
        if earlier[0] != score:
            problems.add(f"{who} has a score of {score} at {when}, and of {earlier[0]} in line {earlier[1].line}", origin)


def _pins(canon: Canon) -> Iterable[tuple[str, datetime, int, Origin]]:
    for fact in canon.facts:
        if fact.leaves is not None:
            yield fact.who, fact.when, fact.leaves, fact.origin
    for scene in canon.scenes.values():
        for shown in scene.shows:
            if shown.score is not None:
                yield shown.who, scene.at, shown.score, shown.origin


def _circles(canon: Canon, problems: Problems) -> None:
    """Things that in the end come before themselves."""
    _circle({f.id: (f.because,) for f in canon.facts}, {f.id: f.origin for f in canon.facts}, "event", "is its own cause", problems)
    scenes = canon.scenes.values()
    _circle({s.id: s.after for s in scenes}, {s.id: s.origin for s in scenes}, "scene", "comes after itself", problems)
    cast = canon.cast.values()
    _circle({p.id: p.parents for p in cast}, {p.id: p.origin for p in cast}, "person", "is their own ancestor", problems)
    sites = canon.sites.items()
    _circle({k: (s.inside,) for k, s in sites}, {k: s.origin for k, s in sites}, "place", "lies inside itself", problems)


def _circle(
    before: Mapping[str, Collection[str]], origins: Mapping[str, Origin], what: str, told: str, problems: Problems
) -> None:  # fmt: skip
    """Note each circle of a graph once, at its first member: a walk that colours what it has left behind."""
    done: set[str] = set()
    for start in before:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif node in on_path:
                ring = path[path.index(node) :]
                first = min(ring, key=lambda name: origins[name].line)
                problems.add(f"{what} {first} {told}: {' <- '.join([*ring, node])}", origins[first])
            elif node in before and node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack.extend((other, False) for other in before[node])
