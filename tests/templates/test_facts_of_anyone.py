"""Every template that takes facts of the world takes those of anybody, at any moment, in each of its languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.brief import Brief
from generator.documents.facts import paths_of
from generator.render import Places
from generator.render.plate import Asset
from generator.shelf import Shelf
from generator.world.numbers import POPULATION

PLACES = Places()
WORLD = PLACES.worlds().world()
FIRST, HOURS = WORLD.canon.accounts_from, 500 * 24


@cache
def shelf() -> Shelf:
    return PLACES.shelf()


def takers() -> list[str]:
    return [name for name in shelf().names() if any(spec.fact for spec in shelf().manifest(name).parameters.values())]


def test_there_are_some() -> None:
    assert {"score_hud", "dishonest_caller"} <= set(takers())


@given(
    who=st.one_of(st.sampled_from(sorted(WORLD.canon.cast)), st.integers(0, POPULATION - 1).map(str)),
    at=st.one_of(
        st.sampled_from([f"scene:{name}" for name in WORLD.canon.scenes]),
        st.integers(0, HOURS).map(lambda hours: datetime.isoformat(FIRST + timedelta(hours=hours), " ")),
    ),
    pick=st.integers(0, 10_000),
)
@settings(max_examples=15, derandomize=True, deadline=None)
def test_anybody_at_any_moment_fits(who: str, at: str, pick: int) -> None:
    for name in takers():
        manifest = shelf().manifest(name)
        language = manifest.languages[pick % len(manifest.languages)]
        brief = Brief.of(manifest, {"template": name, "citizen": who, "at": at, "language": language})
        asset = Asset.of(brief, shelf(), PLACES.worlds())
        assert asset.story is not None
        claimed = asset.story.made_from(asset.template)
        assert claimed["world.citizen"] == (who if not who.isdigit() else claimed["world.citizen"])
        heads = {path.split(".")[0] for spec in manifest.parameters.values() if spec.fact for path in paths_of(spec)}
        told = {fact.removeprefix("world.fact.").split(".")[0] for fact in claimed if fact.startswith("world.fact.")}
        assert told <= heads
