"""Chunks, tasks, fingerprints, and what may stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.fingerprint import differences, fingerprint
from generator.plan.resume import Holding, replaces
from generator.plan.tasks import CHUNK, SHARE, tasks
from generator.problems import BriefError
from generator.values.frames import FrameRange

FRAMES = st.sets(st.integers(0, 200), min_size=1).map(lambda found: FrameRange(tuple(sorted(found))))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(FRAMES, st.data())
def test_tasks_cover_what_is_wanted_once(frames: FrameRange, data: st.DataObject) -> None:
    missing = data.draw(st.sets(st.sampled_from(frames.numbers)))
    chunks = frames.chunks(CHUNK)
    broken = data.draw(st.sets(st.integers(0, len(chunks) - 1)))
    found = tasks(frames, {"exr": sorted(missing)}, {"h264": sorted(broken)})
    assert sorted(frame for task in found for frame in task.wanted.get("exr", ())) == sorted(missing)
    assert [task.index for task in found if "h264" in task.wanted] == sorted(broken)
    for task in found:
        assert task.frames == chunks[task.index]
        assert task.wanted.get("h264", task.frames) == task.frames
        assert set(task.painted) == {frame for wanted in task.wanted.values() for frame in wanted}
        assert task.painted


def test_sequences_are_shared_out_in_small_parts_and_a_movie_keeps_its_chunks_whole() -> None:
    frames = FrameRange.span(1001, 20)
    for task in tasks(frames, {"exr": list(frames), "png": [1002, 1003, 1019]}, {"h264": [1]}):
        parts = list(task.shares({"h264"}))
        assert len(parts) == 1 if "h264" in task.wanted else max(len(part.painted) for part in parts) <= SHARE
        assert tuple(frame for part in parts for frame in part.painted) == task.painted
        for kind, wanted in task.wanted.items():
            assert tuple(frame for part in parts for frame in part.wanted.get(kind, ())) == wanted


def test_chunks_depend_on_the_range_alone() -> None:
    frames = FrameRange.span(1001, 100)
    everything = {task.index: task.frames for task in tasks(frames, {"exr": list(frames)}, {})}
    rest = {task.index: task.frames for task in tasks(frames, {"exr": [1050]}, {"h264": [8]})}
    assert rest.items() <= everything.items()


def test_a_fingerprint_depends_on_every_fact_and_not_on_their_order() -> None:
    facts = {"look": "vigil", "score": "412"}
    assert fingerprint(facts) == fingerprint(dict(reversed(facts.items())))
    assert (
        len(
            {
                fingerprint(f)
                for f in (facts, {**facts, "score": "413"}, {**facts, "x": ""}, {"look": "vigil"}, {"look": "vigil412", "score": ""})
            }
        )
        == 5
    )


def test_differences_name_what_differs() -> None:
    digest = "0" * 64
    assert differences({"a": "1", "b": "2", "fonts": digest}, {"a": "1", "b": "3", "fonts": "f" * 64, "c": "4"}) == [
        "b is '2' there and '3' here",
        "c is absent there and '4' here",
        "fonts differ",
    ]


def test_what_is_replaced_and_what_is_refused() -> None:
    facts, mark = {"a": "1"}, fingerprint({"a": "1"})
    assert not replaces("p", Holding(None, "", ()), facts, mark, overwrite=False)
    assert not replaces("p", Holding(facts, mark, ()), facts, mark, overwrite=True)
    other = Holding({"a": "2"}, fingerprint({"a": "2"}), ())
    assert replaces("p", other, facts, mark, overwrite=True)
    with pytest.raises(BriefError, match=r"^p holds other content \(a is '2' there and '1' here\); give it --version next, or --overwrite"):
        replaces("p", other, facts, mark, overwrite=False)
    with pytest.raises(BriefError, match=r"p\.1001\.exr was made from something else"):
        replaces("p", Holding(None, "", ("p.1001.exr",)), facts, mark, overwrite=False)
    many = Holding({str(n): "x" for n in range(9)}, "", ())
    with pytest.raises(BriefError, match="and 6 more"):
        replaces("p", many, facts, mark, overwrite=False)
