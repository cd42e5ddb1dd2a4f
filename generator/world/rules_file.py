"""From the text of a rules file to :class:`Rules`, or to every fault in it at once, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from generator.problems import CanonError, Problems, did_you_mean
from generator.values.sheet import read
from generator.world.city import AT_HOME, KINDS, ONLINE
from generator.world.fields import Fields
from generator.world.rules import BY_OFFICE, DAYS, EVIDENCE, TENDS, WHO, Appeals, Band, Behaviour, Decay, Measure, Rules, Total

MOST = 20_000
FAULTS = 1_000
FAR = 1_000_000
PLACES = (*KINDS, AT_HOME, ONLINE)


def read_rules(text: str, file: str) -> Rules:
    """Read a rules file; raises CanonError."""
    problems = Problems(FAULTS)
    top = Fields.of(read(text, file, most=MOST, fault=CanonError), problems)
    score = top.part("score")
    low, high = score.integer("low", 0, low=-FAR, high=FAR), score.integer("high", 1000, low=-FAR, high=FAR)
    if low >= high:
        score.fault("high", f"the range of scores {low} to {high} is empty")
    opening, caps = score.part("opening"), score.part("caps")
    bands = _bands(top.part("bands"), low, high)
    behaviours = {name: _behaviour(name, fields) for name, fields in top.table("behaviours")}
    if not behaviours:
        top.fault("behaviours", "a state needs behaviours that count")
    measures = _measures(top, "sanctions", bands, behaviours, high) + _measures(top, "rewards", bands, behaviours, high)
    found = Rules(
        version=top.text("version"),
        title=top.text("title"),
        low=low,
        high=high,
        mean=opening.integer("mean", low=low, high=high),
        spread=opening.integer("spread", low=0, high=high - low if high > low else 1),
        gain=caps.integer("gain", low=1, high=FAR),
        loss=caps.integer("loss", low=1, high=FAR),
        decay=_decay(score.part("decay"), low, high),
        bands=bands,
        behaviours=behaviours,
        measures=measures,
        appeals=_appeals(top.part("appeals")),
        totals={name: _total(name, fields) for name, fields in top.table("totals")},
        file=file,
    )
    for fields in (opening, caps, score, top):
        fields.close()
    problems.raise_if_any(CanonError)
    return found


def _bands(fields: Fields, low: int, high: int) -> tuple[Band, ...]:
    found = [Band(name, fields.integer(name, low=low, high=high)) for name in fields.names()]
    for above, below in pairwise(found):
        if below.least >= above.least:
            fields.fault(below.id, f"band {below.id} must begin below {above.id}")
    if not found:
        fields.fault("", "a state needs bands")
        return (Band("regular", low),)
    if found[-1].least != low:
        fields.fault(found[-1].id, f"the lowest band begins at the lowest score, {low}")
    return tuple(found)


def _behaviour(name: str, fields: Fields) -> Behaviour:
    if name in BY_OFFICE:
        fields.fault("", f"{name} is the office's own: choose another name")
    tends = fields.part("tends")
    found = Behaviour(
        id=name,
        points=fields.integer("points", low=-FAR, high=FAR),
        category=fields.text("category", most=40),
        evidence=fields.choice("evidence", EVIDENCE),
        place=fields.choice("place", PLACES),
        hours=fields.numbers("hours", (0.0, 24.0), low=0, high=36),
        rate=fields.number("rate", low=0, high=50),
        days=fields.choice("days", DAYS, "all"),
        who=fields.choice("who", WHO, "everyone"),
        rest=fields.integer("rest", 0, low=0, high=3650),
        with_low=fields.choice("with", ("low", "nobody"), "nobody") == "low",
        tends={trait: tends.number(trait, 0.0, low=-5, high=5) for trait in TENDS if tends.has(trait)},
        origin=fields.origin(),
    )
    if found.points == 0:
        fields.fault("points", f"{name} takes or gives nothing")
    tends.close()
    fields.close()
    return found


def _measures(
    top: Fields, key: str, bands: tuple[Band, ...], behaviours: Mapping[str, Behaviour], high: int
) -> tuple[Measure, ...]:  # fmt: skip
    reward = key == "rewards"
    found: list[Measure] = []
    for name, fields in top.table(key):
        if any(name == measure.id for measure in found):
            fields.fault("", f"{name} is there twice")
        offences = fields.texts("offence")
        for offence in offences:
            if offence not in behaviours:
                fields.fault("offence", f"{name}: no behaviour is called {offence}{did_you_mean(offence, behaviours)}")
        threshold = _threshold(fields, "from" if reward else "below", bands, high)
        if (threshold is None) == (not offences):
            fields.fault("", f"{name} needs either {'from' if reward else 'below'} or offence")
        found.append(
            Measure(
                id=name,
                effect=fields.text("effect", name, most=40),
                reward=reward,
                days=fields.integer("days", low=1, high=36_500),
                after=fields.number("after", 0.0, low=0, high=24 * 3650),
                threshold=threshold,
                offences=offences,
                times=fields.integer("times", 1, low=1, high=100),
                within=fields.integer("within", 3650, low=1, high=36_500),
                origin=fields.origin(),
            )
        )
        fields.close()
    return tuple(found)


def _threshold(fields: Fields, key: str, bands: tuple[Band, ...], high: int) -> int | None:
    """A score, by number or by the band that begins there."""
    if not fields.has(key):
        return None
    text = fields.text(key)
    if text.lstrip("-").isdigit():
        return fields.integer(key, low=-FAR, high=high)
    known = {band.id: band.least for band in bands}
    if text not in known:
        fields.fault(key, f"{fields.called(key)}: no band is called {text}{did_you_mean(text, known)}")
    return known.get(text, 0)


def _decay(fields: Fields, low: int, high: int) -> Decay:
    found = Decay(
        towards=fields.integer("towards", low, low=low, high=max(low, high)),
        share=fields.number("share", 0.0, low=0, high=1),
        weekday=fields.integer("weekday", 0, low=0, high=6),
        hour=fields.integer("hour", 4, low=0, high=23),
    )
    fields.close()
    return found


def _appeals(fields: Fields) -> Appeals:
    first, last = fields.numbers("days", (7.0, 14.0), low=1, high=365)
    found = Appeals(
        least=fields.integer("least", 1, low=1, high=FAR),
        share=fields.number("share", 0.0, low=0, high=1),
        upheld=fields.number("upheld", 0.0, low=0, high=1),
        days=(round(first), round(last)),
        cost=fields.integer("cost", 0, low=0, high=FAR),
    )
    fields.close()
    return found


def _total(name: str, fields: Fields) -> Total:
    found = Total(
        id=name,
        count=fields.integer("count", low=0, high=10**15),
        on=fields.moment("on"),
        daily=fields.number("daily", low=0, high=10**12),
        growth=fields.number("growth", 0.0, low=-0.1, high=0.1),
    )
    fields.close()
    return found
