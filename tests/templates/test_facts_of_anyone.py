"""Every template that takes facts of the world takes those of anybody, at any moment, in each of its languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.brief import Brief
from generator.documents.facts import paths_of
from generator.render import Places
from generator.render.asset import Asset
from generator.shelf import Shelf, shipped
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
@settings(max_examples=8, derandomize=True, deadline=None)
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


def test_a_template_that_speaks_of_the_world_depends_on_its_words_and_on_what_moves(tmp_path: Path) -> None:
    folder = tmp_path / "sum"
    folder.mkdir()
    (folder / "manifest.yaml").write_text(
        "title: Sum\ndescription: A total.\nlooks: [vigil]\nlanguages: [es]\ncanvases: [64x36]\nduration: 24f\n", encoding="utf-8"
    )
    (folder / "scene.svg.j2").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui">'
        '<ui:counter value="{{ world.totals.flights_refused }}"/><text>{{ world.band_text }}</text></svg>',
        encoding="utf-8",
    )

    def facts() -> dict[str, str]:
        places = Places(templates=(tmp_path,))
        brief = Brief.of(places.shelf().manifest("sum"), {"template": "sum", "citizen": "dario", "at": "scene:18"})
        return Asset.of(brief, places.shelf(), places.worlds()).facts

    before = facts()
    assert before["world.moves.totals.flights_refused"].split(",")[0].isdigit()
    assert "world.moves.score" not in before, "what it does not speak of"
    (tmp_path / "_world" / "words").mkdir(parents=True)
    (tmp_path / "_world" / "words" / "es.yaml").write_text("band:\n  watch: {masculine: Atendido, feminine: Atendida}\n", encoding="utf-8")
    worded = facts()
    assert {name for name in before if worded[name] != before[name]} == {"world.words"}
    rules = (shipped("templates") / "_world/rules.yaml").read_text(encoding="utf-8")
    (tmp_path / "_world" / "rules.yaml").write_text(rules.replace("daily: 18240", "daily: 18241"), encoding="utf-8")
    assert {name for name in worded if facts()[name] != worded[name]} == {"world.moves.totals.flights_refused"}
