"""What batches cost: ``python -m bench.batch [phones] [huds] [overhead] [memory] [plan] [engines] [--rows N] [--small]``.

    phones     rows of stills of the telephone at its own size: rows/s on 1 and 2 workers
    huds       rows of 48-frame HUDs at 1080p: frames/s on 1 and 2 workers
    overhead   processor time of a row in a batch, beside that of the same brief rendered by itself in a warm process
    memory     of the first process and of a worker, over many rows of small cards
    plan       100,000 items: seconds and peak memory
    engines    the same sheet on the pool and on dask, with rows of about 2 s: what each takes to begin and end, and for each row

Each prints one JSON line. Files go to a folder that is removed. ``--small`` makes a few rows of everything, to see that it works.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.speed import kilobytes, tree

PHONES = "template,shot,citizen,at,frames,formats,layers\n"
HUDS = "template,shot,citizen,at,frames,formats,canvas\n"
CARDS = "template,shot,frames,formats,canvas,layers\n"
RUN = "import sys; from generator.cli import main; main()"


def phones(count: int, frame: int = 1173) -> str:
    return PHONES + "".join(f"dishonest_caller,p{n:05d},{n},scene:9,{frame},png,beauty\n" for n in range(1, count + 1))


def huds(count: int, frames: str = "1085-1132", formats: str = "png") -> str:
    return HUDS + "".join(f"score_hud,h{n:05d},{n},scene:12A,{frames},{formats},hd\n" for n in range(1, count + 1))


def cards(count: int, frames: str = "1001") -> str:
    return CARDS + "".join(f"title_card,c{n:05d},{frames},png,160x90,beauty\n" for n in range(1, count + 1))


class Bench:
    """Runs the command line in a folder that is removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sheet(self, text: str) -> str:
        (self.folder / "sheet.csv").write_text(text)
        return "sheet.csv"

    def run(self, *arguments: str, watch: Callable[[int], None] | None = None) -> tuple[float, dict[str, object]]:
        """Seconds, and what it says as JSON."""
        began = time.perf_counter()
        command = [sys.executable, "-c", RUN, *arguments, "--json"]
        with (self.folder / "said.json").open("wb") as said:
            process = subprocess.Popen(command, cwd=self.folder, stdout=said, stderr=subprocess.DEVNULL)
            while process.poll() is None:
                if watch:
                    watch(process.pid)
                time.sleep(0.5 if watch else 0.02)
        if process.returncode:
            raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}: see its row logs")
        return time.perf_counter() - began, json.loads((self.folder / "said.json").read_bytes())


def tell(name: str, **figures: object) -> None:
    rounded = {key: round(value, 3) if isinstance(value, float) else value for key, value in figures.items()}
    print(json.dumps({"name": name, "cores": os.cpu_count(), **rounded}), flush=True)


def pace(name: str, text: str, rows: int, frames: int, bench: Bench) -> None:
    """The same sheet on one worker and on two."""
    seconds = {jobs: bench.run("batch", bench.sheet(text), "--out", f"{name}{jobs}", "--jobs", str(jobs))[0] for jobs in (1, 2)}
    told = {f"{what}_per_s_{jobs}": count / seconds[jobs] for what, count in (("rows", rows), ("frames", frames)) for jobs in (1, 2)}
    tell(name, rows=rows, frames=frames, seconds_1=seconds[1], seconds_2=seconds[2], **told, gain=seconds[1] / seconds[2])


def overhead(rows: int, bench: Bench) -> None:
    """Both in this process, in turn, so that a machine whose speed drifts is fair to both."""
    os.chdir(bench.folder)
    from generator.batch.items import Item, Piece, Settings
    from generator.brief import Brief
    from generator.plan.make import make
    from generator.render.batch import do
    from generator.render.open_assets import Shared
    from generator.render.plate import BriefSource, job_of

    places, settings = Shared(), Settings(Path("batch"), run="bench")

    def asked(n: int, shot: str) -> dict[str, object]:
        return {
            "template": "score_hud", "shot": f"{shot}{n}", "citizen": str(n + 1), "at": "scene:12A", "frames": "1100", "formats": "png",
            "canvas": "hd", "layers": "beauty", "parameters": {},
        }  # fmt: skip

    def bare(n: int) -> None:
        source = BriefSource(Brief.of(places.manifest("score_hud"), asked(n, "a")), places)
        make(job_of(source, Path("bare")), 1, told=lambda _: None, heard=source.heard)

    def batched(n: int) -> None:
        outcome = do(Item(n, "make", (Piece(n, asked(n, "b")),), settings))
        assert outcome.done[0].status == "made", outcome.done[0].message
        assert do(Item(n, "verify", (Piece(n, asked(n, "b")),), settings)).done[0].status == "kept"

    spent = {"bare": 0.0, "batched": 0.0}
    for n in range(rows + 2):
        for name, work in (("bare", bare), ("batched", batched)) if n % 2 else (("batched", batched), ("bare", bare)):
            began = time.process_time()
            work(n)
            if n >= 2:
                spent[name] += time.process_time() - began
    tell(
        "overhead", rows=rows, bare_ms=1000 * spent["bare"] / rows, batched_ms=1000 * spent["batched"] / rows,
        overhead_percent=100 * (spent["batched"] / spent["bare"] - 1),
    )  # fmt: skip


def memory(rows: int, bench: Bench) -> None:
    first: list[float] = []
    workers: list[float] = []

    def watch(pid: int) -> None:
        found = [kilobytes(p, "VmRSS", "status") / 1024 for p in tree(pid)]
        first.append(found[0])
        workers.append(max(found[1:], default=0.0))

    seconds, _ = bench.run("batch", bench.sheet(cards(rows)), "--out", "memory", "--jobs", "2", watch=watch)
    half, end = len(first) // 2, max(1, int(len(first) * 0.95))
    tell(
        "memory", rows=rows, seconds=seconds, rows_per_s=rows / seconds, first_mb_half=first[half], first_mb_end=first[end],
        worker_mb_half=workers[half], worker_mb_end=workers[end],
    )  # fmt: skip


def plan(rows: int, bench: Bench) -> None:
    """Ten parts to each row: rows of cards long enough to be cut."""
    from collections import deque
    from dataclasses import replace

    from generator.batch.plan import document
    from generator.batch.sizing import Cost, Size
    from generator.cli.verbs.assets import opened, settings_of
    from generator.farm import planner
    from generator.render.batch import do

    os.chdir(bench.folder)
    (bench.folder / "sheet.csv").write_text(cards(rows, "1001-1120"))

    class Here:
        """An engine that does everything here."""

        def run(self, items: deque) -> object:  # type: ignore[type-arg]
            while items:
                yield do(items.popleft())

    began = time.perf_counter()
    batch = opened(Path("sheet.csv"), {"tokens": {}, "set": []}, [], settings_of(Path("out"), [], [], False), 1)
    checked = time.perf_counter()
    planner.costs = lambda *_: {asset.kind: Cost(0.5, 0.5) for asset in batch.assets}  # type: ignore[assignment]
    planner.Size = lambda: replace(Size(), aim=6.0, most=10.0)  # type: ignore[assignment, misc]
    made = planner.plan(Here(), "sheet.csv", "bench", batch.assets, batch.settings)  # type: ignore[arg-type]
    text = "".join(document(made))
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell("plan", rows=rows, items=len(made.items), check_s=checked - began, plan_s=ended - checked, mb=len(text) / 1e6, peak_mb=peak)


def engines(rows: int, bench: Bench) -> None:
    """Rows of a little over 2 s, an item each, on both. A few of them tell what it takes to begin and to end from what each row takes."""
    few = 4
    bench.run("batch", bench.sheet(huds(2, "1085-1088")), "--out", "first", "--jobs", "2")
    ((kind, (opening, frame)),) = json.loads((bench.folder / "first/_batch/sheet/costs.json").read_bytes()).items()
    frames = max(1, math.ceil((2.1 - opening) / frame))
    known = json.dumps({kind: [2.1 - frames * frame, frame]})  # both are to cut the sheet alike

    def seconds(engine: str, count: int) -> float:
        out = f"{engine}{count}"
        place = bench.folder / out / "_batch/sheet"
        place.mkdir(parents=True)
        (place / "costs.json").write_text(known)
        name = bench.sheet(huds(count, f"1085-{1084 + frames}"))
        return bench.run("batch", name, "--out", out, "--jobs", "2", "--engine", engine)[0]

    took = {(engine, count): seconds(engine, count) for count in (few, rows) for engine in ("local", "dask")}
    row = {engine: (took[engine, rows] - took[engine, few]) / (rows - few) for engine in ("local", "dask")}
    told = {
        f"{name}_{what}": value
        for name, engine in (("pool", "local"), ("dask", "dask"))
        for what, value in (
            ("s", took[engine, rows]), ("begin_and_end_s", took[engine, few] - few * row[engine]), ("row_s_of_a_worker", 2 * row[engine]),
        )
    }  # fmt: skip
    tell(
        "engines", rows=rows, frames_a_row=frames, **told, slower_percent=100 * (took["dask", rows] / took["local", rows] - 1),
        slower_percent_a_row=100 * (row["dask"] / row["local"] - 1),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["phones", "huds", "overhead", "memory", "plan", "engines"])
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()

    def rows(usual: int, small: int) -> int:
        return given.rows or (small if given.small else usual)

    work: dict[str, Callable[[Bench], None]] = {
        "phones": lambda b: pace("phones", phones(rows(500, 6)), rows(500, 6), rows(500, 6), b),
        "huds": lambda b: pace("huds", huds(rows(40, 2), "1085-1132"), rows(40, 2), 48 * rows(40, 2), b),
        "overhead": lambda b: overhead(rows(30, 4), b),
        "memory": lambda b: memory(rows(10_000, 200), b),
        "plan": lambda b: plan(rows(10_000, 500), b),
        "engines": lambda b: engines(rows(40, 8), b),
    }
    for name in given.what:
        with tempfile.TemporaryDirectory() as folder:
            work[name](Bench(Path(folder)))
            os.chdir("/")


if __name__ == "__main__":
    main()
