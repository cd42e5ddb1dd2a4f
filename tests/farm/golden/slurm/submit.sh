#!/bin/bash
# Both jobs, from the folder that this script stands in. Prints their numbers.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p logs
render=$(sbatch --parsable render.sbatch)
assemble=$(sbatch --parsable --dependency="afterok:${render%%;*}" --kill-on-invalid-dep=yes assemble.sbatch)
echo "$render $assemble"
