"""What is kept on disk for all processes: whole or not at all, bounded, nobody else's; and templates' code in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import Tiny

from generator.shelf.store import Store, store

KEY = "a" * 64
# Counts what a fresh process translates.
COUNT = """
import sys
from jinja2 import Environment
usual, seen = Environment._generate, []
def counted(self, *given, **more):
    seen.append(1)
    return usual(self, *given, **more)
Environment._generate = counted
from generator.cli import main
sys.argv = ["ministerio", "render", "tiny", "--frames", "1001", "--to", "png", "--out", sys.argv[1]]
try:
    main()
except SystemExit:
    pass
print(len(seen))
"""


def test_what_is_put_comes_back_and_damage_counts_as_nothing(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    assert kept.get(KEY) is None
    kept.put(KEY, b"code")
    assert Store(tmp_path).get(KEY) == b"code"
    assert [path.name for path in tmp_path.iterdir()] == [KEY]
    (tmp_path / KEY).write_bytes((tmp_path / KEY).read_bytes()[:-1])
    assert kept.get(KEY) is None


def test_it_is_bounded(tmp_path: Path) -> None:
    for n in range(10):
        Store(tmp_path, most=1000).put(f"{n:064x}", bytes(200))
        os.utime(tmp_path / f"{n:064x}", (n, n))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1000
    assert (tmp_path / f"{9:064x}").exists()


@pytest.mark.parametrize(("mode", "there"), [(0o700, True), (0o755, True), (0o777, False)])
def test_only_what_nobody_else_can_write_is_read(mode: int, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    folder.chmod(mode)
    monkeypatch.setenv("MINISTERIO_CACHE", str(folder))
    store.cache_clear()
    try:
        assert (store() is not None) == there
    finally:
        store.cache_clear()


def test_a_second_process_translates_nothing_and_paints_the_same(tiny: Tiny, tmp_path: Path) -> None:
    def run(out: str, cache: str) -> tuple[int, bytes]:
        env = {**os.environ, "MINISTERIO_CACHE": cache, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", COUNT, out], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
        plate = tmp_path / out / "sp_000_000_tiny_v001"
        return int(done.stdout.split()[-1]), (plate / "png/sp_000_000_tiny_v001.1001.png").read_bytes()

    (translated, picture), (again, same) = run("a", str(tmp_path / "kept")), run("b", str(tmp_path / "kept"))
    assert translated > 0
    assert again == 0
    assert same == picture
    tiny.change("scene.svg.j2", 'height="8" fill="#804020"', 'height="9" fill="#804020"')
    assert run("c", str(tmp_path / "kept"))[0] > 0
    assert run("d", "off")[0] == translated
