"""Check: what in a canon contradicts something else, each contradiction at the line that says it.

contradictions(world, claims) -> problems, in the order of their lines
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from generator.problems import BriefError, Origin, Problem
from generator.world.canon import Person, Scene, Shown
from generator.world.chronicle import Chronicle
from generator.world.facts import facts_for
from generator.world.keys import FACT, STILL
from generator.world.measures import Term
from generator.world.numbers import owner
from generator.world.world import World

MINUTE = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a plate's manifest says about the world: who, when, for how long, and the facts as it has them (``Facts.record``)."""

    plate: str
    citizen: str
    at: str
    seconds: float = 0.0
    facts: Mapping[str, str] = field(default_factory=dict)


def claim_of(plate: str, made_from: Mapping[str, str]) -> Claim | None:
    """What a manifest claims (``Facts.made_from``); ``None`` for a plate that took nothing from the world. Raises BriefError."""
    if "world.citizen" not in made_from:
        return None
    facts = {name.removeprefix(FACT): text for name, text in made_from.items() if name.startswith(FACT)}
    try:
        return Claim(plate, made_from["world.citizen"], made_from["world.at"], float(made_from["world.seconds"]), facts)
    except (KeyError, ValueError):
        raise BriefError(f"the manifest of {plate} does not say when its facts are from") from None


def lost_stills(plate: str, made_from: Mapping[str, str], told: Mapping[str, str]) -> list[Problem]:
    """Pictures of people on a plate that the canon has no more, or others than then. ``told``: what a manifest would say of each now, by
    who it is."""
    shown = {name.removeprefix(STILL): text for name, text in made_from.items() if name.startswith(STILL)}
    return [
        Problem(f"the picture of {who} is {told.get(who) or 'gone'} now; the plate has {text}", Origin(plate))
        for who, text in shown.items()
        if told.get(who) != text
    ]


def contradictions(world: World, claims: Iterable[Claim] = ()) -> list[Problem]:
    """Everything that does not fit; nothing where all does."""
    found: list[Problem] = []
    for check in (_lives, _order, _causes, _scores, _scenes, _twins, _sights):
        found += check(world)
    for claim in claims:
        found += _plate(world, claim)
    return sorted(set(found), key=lambda p: (p.origin.file if p.origin else "", p.origin.line if p.origin else 0, p.message))


def _ended(person: Person) -> str:
    assert person.closed is not None
    return f"{person.id} {'died' if person.fate == 'died' else 'was removed'} on {person.closed:{MINUTE}} (line {person.origin.line})"


def _lives(world: World) -> list[Problem]:
    """Events and scenes of people who are gone, not born, or older than their parents; events of which no account knows."""
    found: list[Problem] = []
    canon = world.canon

    def gone(who: str, when: datetime, what: str, origin: Origin) -> None:
        person = canon.cast[who]
        if person.closed and when >= person.closed:
            found.append(Problem(f"{what} is at {when:{MINUTE}}, but {_ended(person)}", origin))
        elif when.date() < world.citizen(who).born:
            found.append(Problem(f"{what} is at {when:{MINUTE}}, before {who} was born", origin))

    for fact in canon.facts:
        gone(fact.who, fact.when, f"event {fact.id}", fact.origin)
        if fact.when < canon.accounts_from:
            found.append(Problem(f"event {fact.id} is before accounts are opened on {canon.accounts_from:%Y-%m-%d}", fact.origin))
    for decree in canon.decrees:
        gone(decree.who, decree.begins, f"{decree.what} of {decree.who}", decree.origin)
    for scene in canon.scenes.values():
        for shown in scene.shows:
            gone(shown.who, scene.at, f"scene {scene.id} with {shown.who}", shown.origin)
        if not world.keeps(scene.at):
            found.append(Problem(f"scene {scene.id} is at {scene.at:{MINUTE}}, when no accounts are kept", scene.origin))
    for person in canon.cast.values():
        born = world.citizen(person.id).born
        elders = [parent for parent in person.parents if world.citizen(parent).born >= born]
        found += [Problem(f"{person.id} is no younger than their parent {parent}", person.origin) for parent in elders]
    return found


def _order(world: World) -> list[Problem]:
    """Scenes that lie before what they come after."""
    found: list[Problem] = []
    scenes = world.canon.scenes
    latest: Scene | None = None
    for scene in scenes.values():
        later = [scenes[name] for name in scene.after if scenes[name].at > scene.at]
        found += [Problem(f"scene {scene.id} comes after scene {s.id}, which is later: {s.at:{MINUTE}}", scene.origin) for s in later]
        if scene.flashback:
            continue
        if latest and scene.at < latest.at and latest.id not in scene.after:
            text = f"scene {scene.id} is out of order: scene {latest.id} above it is at {latest.at:{MINUTE}}; say flashback if it is meant"
            found.append(Problem(text, scene.origin))
        if latest is None or scene.at >= latest.at:
            latest = scene
    return found


def _causes(world: World) -> list[Problem]:
    """Events and sanctions before what caused them."""
    facts = {fact.id: fact for fact in world.canon.facts}
    found: list[Problem] = []
    for fact in world.canon.facts:
        if fact.because and facts[fact.because].when > fact.when:
            text = f"event {fact.id} answers {fact.because}, which comes later (line {facts[fact.because].origin.line})"
            found.append(Problem(text, fact.origin))
    for decree in world.canon.decrees:
        if decree.because and facts[decree.because].when > decree.begins:
            text = f"{decree.what} of {decree.who} begins before its cause {decree.because} (line {facts[decree.because].origin.line})"
            found.append(Problem(text, decree.origin))
    return found


def _scores(world: World) -> list[Problem]:
    """Pinned scores that no rule explains."""
    found: list[Problem] = []
    origins = {(f.who, f.when): f.origin for f in world.canon.facts if f.leaves is not None}
    for scene in world.canon.scenes.values():
        origins |= {(shown.who, scene.at): shown.origin for shown in scene.shows if shown.score is not None}
    for name, person in world.canon.cast.items():
        pins = world.known(world.numbers[name]).pins
        if not pins:
            continue
        chronicle = world.chronicle(name)
        for i, pin in enumerate(pins):
            origin = origins.get((name, pin.when), person.origin)
            missing = sum(gap.points for gap in chronicle.gaps if gap.pin == pin)
            since = pins[i - 1].when if i else chronicle.since
            if not world.keeps(pin.when) or (person.closed and pin.when >= person.closed):
                continue
            if missing or chronicle.balance(pin.when) != pin.balance:
                text = f"no rule explains the score {pin.balance} of {name}: {missing:+d} points are missing since {since:{MINUTE}}"
                found.append(Problem(text, origin))
    return found


def _scenes(world: World) -> list[Problem]:
    """Bands and sanctions that scenes show and that are not in force."""
    found: list[Problem] = []
    for scene in world.canon.scenes.values():
        for shown in scene.shows:
            person = world.canon.cast[shown.who]
            if world.keeps(scene.at) and not (person.closed and scene.at >= person.closed):
                found += _shown(world, scene, shown)
    return found


def _shown(world: World, scene: Scene, shown: Shown) -> Iterable[Problem]:
    chronicle = world.chronicle(shown.who, scene.at)
    band = chronicle.band(scene.at)
    if shown.band and shown.band != band:
        text = f"scene {scene.id} shows {shown.who} as {shown.band}; with {chronicle.balance(scene.at)} points the band is {band}"
        yield Problem(text, shown.origin)
    in_force = {term.measure for term in chronicle.in_force(scene.at)}
    for measure in shown.measures:
        if measure not in in_force:
            yield Problem(f"scene {scene.id} shows {measure} of {shown.who} {_why_not(world, chronicle, measure, scene.at)}", shown.origin)


def _why_not(world: World, chronicle: Chronicle, measure: str, when: datetime) -> str:
    terms = [term for term in chronicle.terms if term.measure == measure]
    later = next((term for term in terms if term.begins > when), None)
    if later:
        return f"before its cause{_cause(world, later)}: it begins at {later.begins:{MINUTE}}"
    if terms:
        return f"when it is over: it ended at {terms[-1].ends:{MINUTE}}"
    return "but nothing ever brings it"


def _cause(world: World, term: Term) -> str:
    fact = next((fact for fact in world.canon.facts if fact.id == term.cause), None)
    return f" {term.cause} (line {fact.origin.line})" if fact else ""


def _twins(world: World) -> list[Problem]:
    """Names, phones and papers that two people have, and numbers that somebody outside of the cast has already."""
    found: list[Problem] = []
    seen: dict[tuple[str, str], tuple[str, Origin]] = {}

    def once(what: str, value: str, who: str, origin: Origin) -> None:
        key = what, "".join(value.casefold().split())
        other = seen.setdefault(key, (who, origin))
        if other[0] != who:
            found.append(Problem(f"{who} and {other[0]} (line {other[1].line}) have one {what}: {value}", origin))

    for name, person in world.canon.cast.items():
        citizen = world.citizen(name)
        papers = (("name", citizen.name), ("phone", citizen.phone), ("identity number", citizen.identity), ("file", citizen.file))
        for what, value in papers:
            once(what, value, name, person.origin)
        for pinned in (person.pinned.phone, person.pinned.identity):
            has = owner(world.seed, pinned) if pinned else None
            if has is not None and has != citizen.number:
                found.append(Problem(f"{pinned} of {name} belongs to citizen {has}, {world.citizen(has).name}", person.origin))
    for institution in world.canon.institutions.values():
        if institution.phone:
            once("phone", institution.phone, institution.id, institution.origin)
        once("name", institution.name, institution.id, institution.origin)
    return found


def _sights(world: World) -> list[Problem]:
    """Cameras that are said to see what they do not look at."""
    found: list[Problem] = []
    canon = world.canon
    sights = [(f"event {f.id}", f.where, f.camera, f.origin) for f in canon.facts]
    sights += [(f"scene {s.id}", s.place, s.camera, s.origin) for s in canon.scenes.values()]
    for what, where, camera, origin in sights:
        if not (where and camera):
            continue
        seen = world.seen_by(camera)
        place = world.place(where)
        if seen and seen.name != place.name:
            found.append(Problem(f"{what} is at {place.name}, but camera {camera} looks at {seen.name}", origin))
    return found


def _plate(world: World, claim: Claim) -> Sequence[Problem]:
    """Facts on a plate that are no longer so."""
    origin = Origin(claim.plate)
    try:
        facts = facts_for(world, claim.citizen, claim.at, claim.seconds)
        now = facts.record_of(name.split(".")[0] for name in claim.facts)
    except BriefError as error:
        return [Problem(f"the canon no longer supports this plate: {problem.message}", origin) for problem in error.problems]
    changed = [(name, was, now.get(name)) for name, was in claim.facts.items() if now.get(name) != was]
    return [
        Problem(f"{name} of {_called(claim.citizen)} at {claim.at} is {is_ or 'nothing'} now; the plate says {was}", origin)
        for name, was, is_ in changed
    ]


def _called(who: str) -> str:
    return f"citizen {who}" if who.isdigit() else who
