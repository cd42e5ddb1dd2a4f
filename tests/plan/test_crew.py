"""A crew of processes: results, errors, deaths, and being called off."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.plan import nursery
from generator.plan.crew import Clerk, Crew, StoppedError, clerk
from generator.problems import DocumentError, Origin, RenderError


def double(item: int) -> int:
    clerk().frame_done()
    return 2 * item


def fail(item: int) -> int:
    if item == 3:
        raise DocumentError("three is no number", Origin("numbers.svg", 3))
    return item


def die_on_three(item: int) -> int:
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def dawdle(item: Path) -> int:
    for n in range(1000):
        item.write_text(str(n))
        time.sleep(0.01)
        clerk().check()
    return 0


def nothing(_: int) -> None:
    return None


def test_every_item_comes_back_once_and_frames_are_counted() -> None:
    heard: list[int] = []
    with Crew(double, 2, heard.append) as crew:
        assert sorted(crew.run(range(9), str)) == [0, 2, 4, 6, 8, 10, 12, 14, 16]
    assert heard[-1] == 9
    assert heard == sorted(heard)


def test_an_error_comes_home_as_itself() -> None:
    with Crew(fail, 2, nothing) as crew, pytest.raises(DocumentError) as caught:
        list(crew.run(range(20), str))
    assert str(caught.value) == "numbers.svg:3: three is no number"


def test_a_deadly_item_is_blamed_by_name_and_the_others_are_done() -> None:
    with Crew(die_on_three, 2, nothing) as crew:
        assert sorted(crew.run(range(8), str, lambda item: -item)) == [-3, 0, 1, 2, 4, 5, 6, 7]
    with Crew(die_on_three, 2, nothing) as crew, pytest.raises(RenderError, match="died 3 times while they made item 3"):
        list(crew.run([2, 3], lambda item: f"item {item}"))


def test_workers_stop_soon_when_they_are_called_off(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Crew(dawdle, 1, lambda _: interrupt(sign)) as crew:
        list(crew.run([sign], str))
    assert time.monotonic() - started < 8
    count = sign.read_text()
    time.sleep(0.1)
    assert sign.read_text() == count


def interrupt(sign: Path) -> None:
    if sign.exists():
        raise KeyboardInterrupt


def test_workers_are_forked_only_where_no_thread_could_be_caught_in_the_middle_of_something() -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(nursery.context().get_start_method()))
    thread.start()
    thread.join()
    assert found == ["spawn"]
    assert nursery.context().get_start_method() == ("fork" if sys.platform == "linux" else "spawn")


def pressed() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("others", [0, 1])
def test_ctrl_c_is_heard_after_a_deaf_moment(others: int) -> None:
    heard: list[str] = []
    end = threading.Event()
    threads = [threading.Thread(target=end.wait) for _ in range(others)]  # the signal may reach any of them
    before = signal.signal(signal.SIGINT, lambda *_: heard.append("pressed"))
    try:
        for thread in threads:
            thread.start()
        with nursery.deaf():
            pressed()
            time.sleep(0.05)
            heard.append("deaf")
        assert heard == ["deaf", "pressed"]
        pressed()
        assert heard == ["deaf", "pressed", "pressed"]
    finally:
        signal.signal(signal.SIGINT, before)
        end.set()


def test_ctrl_c_in_a_deaf_moment_ends_what_goes_on() -> None:
    with pytest.raises(KeyboardInterrupt), nursery.deaf():
        pressed()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_that_start_in_a_deaf_moment_never_hear_ctrl_c(method: str) -> None:
    child = multiprocessing.get_context(method).Process(target=time.sleep, args=(0.3,))  # type: ignore[attr-defined]
    with nursery.deaf():
        child.start()
    for _ in range(60):  # from the first breath to the last
        os.kill(child.pid, signal.SIGINT)
        child.join(0.02)
        if child.exitcode is not None:
            break
    child.join()
    assert child.exitcode == 0


def test_the_word_to_stop_is_heard() -> None:
    clerk().check()
    called_off = Clerk()
    called_off.stop()
    with pytest.raises(StoppedError):
        called_off.check()
