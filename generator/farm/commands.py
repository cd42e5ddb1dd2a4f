"""A list of commands, one a line, for GNU parallel, Deadline 10's command script, Flamenco, Tractor or xargs; and what follows them."""

from __future__ import annotations

from generator.farm.job import FarmJob, Files


def commands(job: FarmJob) -> Files:
    """``items.txt``: in any order, anywhere. ``assemble.txt``: once, when all of them are done."""
    items = "".join(job.command("--item", str(n)) + "\n" for n in range(job.last + 1))
    return {"items.txt": items, "assemble.txt": job.command("--assemble") + "\n"}
