"""How fast whole commands are: ``python bench/speed.py [--reps N] NAME='COMMAND' [NAME='COMMAND' ...]``.

Every command is a whole process, from its start to its end with its files on disk. Commands are run in turn (A B A B ...), so that a
machine whose speed drifts is fair to all; the medians are what counts. Prints one JSON line a command: wall and processor seconds, peak
memory of its largest process and of the whole tree (shared pages counted once), and frames a second where ``--frames`` is given.

Memory is sampled every 50 ms in one more run of each command, whose time does not count: to walk a process's pages takes milliseconds
for which it has to stand still, the longer the more it holds.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import statistics
import subprocess
import threading
import time
from pathlib import Path


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [p for child in task.read_text().split() for p in tree(int(child))]
        except OSError:
            continue
    return found


def kilobytes(pid: int, field: str, file: str) -> int:
    try:
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1])
    except (OSError, ValueError):
        pass
    return 0


def ticks(pid: int) -> int:
    """Processor time of one process so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


class Watch(threading.Thread):
    """Watches a process tree until it is gone: workers are not the command's own children, so nobody else counts their time."""

    def __init__(self, pid: int, memory: bool) -> None:
        super().__init__(daemon=True)
        self.pid, self.memory, self.largest, self.whole = pid, memory, 0, 0
        self.ticks: dict[int, int] = {}

    @property
    def cpu(self) -> float:
        return sum(self.ticks.values()) / os.sysconf("SC_CLK_TCK")

    def run(self) -> None:
        while Path(f"/proc/{self.pid}/stat").exists():
            pids = tree(self.pid)
            self.ticks.update({p: now for p in pids if (now := ticks(p))})
            if self.memory:
                self.largest = max([self.largest, *(kilobytes(p, "VmRSS", "status") for p in pids)])
                self.whole = max(self.whole, sum(kilobytes(p, "Pss:", "smaps_rollup") for p in pids))
            time.sleep(0.05)


def run(command: str, memory: bool = False) -> dict[str, float]:
    began = time.perf_counter()
    process = subprocess.Popen(["bash", "-c", f"exec {command}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = Watch(process.pid, memory)
    watch.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - began
    watch.join(1.0)
    if process.returncode:
        raise SystemExit(f"{command}\nexit code {process.returncode}\n{errors.decode(errors='replace')[-2000:]}")
    return {"largest_mb": watch.largest / 1024, "tree_mb": watch.whole / 1024} if memory else {"wall": wall, "cpu": watch.cpu}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--frames", type=int, default=0)
    parser.add_argument("commands", nargs="+", metavar="NAME=COMMAND")
    options = parser.parse_args()
    named = dict(c.split("=", 1) for c in options.commands)
    for command in named.values():
        shlex.split(command)
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in named}
    for _ in range(options.reps):
        for name, command in named.items():
            runs[name].append(run(command))
    held = {name: run(command, memory=True) for name, command in named.items()}
    for name, found in runs.items():
        row = {key: round(statistics.median(r[key] for r in found), 2) for key in found[0]}
        row |= {key: round(value, 2) for key, value in held[name].items()}
        if options.frames:
            row["fps"] = round(options.frames / row["wall"], 2)
        print(json.dumps({"name": name, "reps": len(found), "cores": os.cpu_count(), **row}), flush=True)


if __name__ == "__main__":
    main()
