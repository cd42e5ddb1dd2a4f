"""Renderer processes: the latest first, within a time and a memory, replaced when they are lost."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.render.film import Places
from generator.studio.desk import Bounds, Desk
from generator.studio.errands import Hands, fork_server
from generator.studio.hand import StaleError
from generator.studio.watch import Edition
from tests.studio.at_the_desk import SCENE, SLOW, make_templates

WISH: dict[str, Any] = {"template": "desk"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Places((make_templates(tmp_path / "templates"),)), tmp_path, tmp_path / "output")


def run(desk: Desk, what: Callable[[Hands], Awaitable[None]]) -> None:
    """Do something with a renderer of its own."""

    async def all_of_it() -> None:
        hands = Hands(desk, fork_server())
        try:
            await what(hands)
        finally:
            hands.close()

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests has a loop of its own in this thread
        apart.submit(asyncio.run, all_of_it()).result()


def frame(number: int = 1001, **wish: Any) -> dict[str, Any]:
    return {"wish": {**WISH, **wish}, "sight": {"frame": number, "part": 1}}


def test_an_endless_template_is_a_fault_and_the_next_one_is_painted(desk: Desk) -> None:
    scene = desk.project / "templates" / "desk" / "scene.svg.j2"

    async def told(hands: Hands) -> None:
        assert (await hands.ask("a", "frame", frame())).kind == "done"
        scene.write_text(SLOW, encoding="utf-8")
        hands.edition = Edition("slow")
        answer = await hands.ask("a", "frame", frame())
        assert answer.kind in {"mistake", "failure"}
        message = answer.facts["problems"][0]["message"]
        assert "steps" in message or "longer than" in message
        scene.write_text(SCENE, encoding="utf-8")
        hands.edition = Edition("mended")
        assert (await hands.ask("a", "frame", frame())).kind == "done"

    run(desk, told)


def test_a_renderer_that_takes_too_long_is_ended_and_another_goes_on(desk: Desk) -> None:
    async def told(hands: Hands) -> None:
        before = hands.pid
        os.kill(before, signal.SIGSTOP)  # as slow as can be
        waiting = asyncio.create_task(hands.ask("b", "plate", {"wish": WISH}))
        answer = await hands.ask("a", "frame", frame())
        assert answer.kind == "failure"
        assert "longer than 5 s" in answer.facts["problems"][0]["message"] or (await waiting).kind == "failure"
        assert hands.pid != before
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)
        assert (await hands.ask("a", "frame", frame())).kind == "done"
        await waiting

    run(replace(desk, bounds=Bounds(seconds=5.0)), told)


def test_a_renderer_that_is_killed_is_replaced(desk: Desk) -> None:
    async def told(hands: Hands) -> None:
        assert (await hands.ask("a", "frame", frame())).kind == "done"
        os.kill(hands.pid, signal.SIGKILL)
        answer = await hands.ask("a", "frame", frame(1002))
        if answer.kind == "failure":
            answer = await hands.ask("a", "frame", frame(1002))
        assert answer.kind == "done"

    run(desk, told)


def test_of_a_slot_only_the_latest_is_done(desk: Desk) -> None:
    async def told(hands: Hands) -> None:
        await hands.ask("a", "frame", frame())
        asked = [asyncio.create_task(hands.ask("a", "frame", frame(parameters={"name": f"n{i}"}))) for i in range(5)]
        other = asyncio.create_task(hands.ask("b", "frame", frame(1005)))
        found = await asyncio.gather(*asked, other, return_exceptions=True)
        assert all(isinstance(one, StaleError) for one in found[:4])
        assert found[4].kind == found[5].kind == "done"  # type: ignore[union-attr]

    run(desk, told)


def test_faces_wait_for_what_somebody_looks_at_and_all_come(desk: Desk) -> None:
    async def told(hands: Hands) -> None:
        order: list[str] = []

        async def asked(slot: str, number: int, patient: bool) -> None:
            assert (await hands.ask(slot, "frame", frame(number), patient=patient)).kind == "done"
            order.append(slot)

        patient = [asyncio.create_task(asked(f"face {i}", 1001 + i, True)) for i in range(4)]
        await asyncio.gather(*patient, asyncio.create_task(asked("picture", 1020, False)))
        assert order == ["face 0", "picture", "face 1", "face 2", "face 3"], "what is begun is finished"

    run(desk, told)


def test_a_template_that_wants_all_memory_is_told_so(desk: Desk) -> None:
    async def told(hands: Hands) -> None:
        answer = await hands.ask("a", "frame", frame(canvas="16384x16384"))
        assert answer.kind == "failure"
        assert "memory" in answer.facts["problems"][0]["message"]
        assert (await hands.ask("a", "frame", frame())).kind == "done"

    run(replace(desk, bounds=Bounds(memory=1024**3)), told)
