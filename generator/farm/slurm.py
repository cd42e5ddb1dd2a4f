"""A Slurm array over the items, and an assembling that waits for all of it (``afterok``).

Slurm takes about 1,000 elements in an array and a second to start one, so that an element does several items where there are many.
"""

from __future__ import annotations

import math
import re

from generator.batch.naming import slug
from generator.farm.job import FarmJob, Files

ELEMENTS = 1000
_PATIENCE = 10.0  # times what was measured: another machine may be slower, and share its disks
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")

_RENDER = """\
#!/bin/bash
#SBATCH --job-name={name}
#SBATCH --array=0-{last}
#SBATCH --cpus-per-task=1
#SBATCH --time={time}
#SBATCH --output=logs/%A_%a.log
#SBATCH --requeue
# {count} items, {pack} to an element of the array.
first=$((SLURM_ARRAY_TASK_ID * {pack}))
final=$((first + {pack} - 1))
if [ "$final" -gt {end} ]; then final={end}; fi
exec {command}
"""
_ASSEMBLE = """\
#!/bin/bash
#SBATCH --job-name={name}-assemble
#SBATCH --cpus-per-task=1
#SBATCH --time={time}
#SBATCH --output=logs/%j.log
exec {command}
"""
_SUBMIT = """\
#!/bin/bash
# Both jobs, from the folder that this script stands in. Prints their numbers.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p logs
render=$(sbatch --parsable render.sbatch)
assemble=$(sbatch --parsable --dependency="afterok:${render%%;*}" --kill-on-invalid-dep=yes assemble.sbatch)
echo "$render $assemble"
"""


def slurm(job: FarmJob) -> Files:
    """``submit.sh`` submits ``render.sbatch`` and ``assemble.sbatch``."""
    items = job.plan.items
    pack = max(1, math.ceil(len(items) / ELEMENTS))
    longest = max(sum(item.seconds for item in items[i : i + pack]) for i in range(0, len(items), pack))
    name = job.name if _PLAIN.fullmatch(job.name) else slug(job.name)  # a directive ends at a blank
    render = _RENDER.format(
        name=name, last=math.ceil(len(items) / pack) - 1, time=_time(longest), count=f"{len(items):,}", pack=pack, end=job.last,
        command=job.command("--item", '"$first-$final"'),
    )  # fmt: skip
    cut = len(job.plan.cut())
    assemble = _ASSEMBLE.format(name=name, time=_time(60 + cut + len(job.plan.assets)), command=job.command("--assemble"))
    return {"render.sbatch": render, "assemble.sbatch": assemble, "submit.sh": _SUBMIT}


def _time(seconds: float) -> str:
    """A limit, as hours:minutes:seconds."""
    minutes = max(10, math.ceil(seconds * _PATIENCE / 60))
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"
