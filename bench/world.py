"""How long the world takes: citizens, and chronicles of the film's forty days, on one core.

python -m bench.world [--count 10000]
"""

from __future__ import annotations

import argparse
import time
from datetime import datetime, timedelta
from pathlib import Path

from generator.world.chronicle import simulate
from generator.world.citizens import citizen
from generator.world.numbers import POPULATION
from generator.world.rules_file import read_rules

RULES = Path(__file__).resolve().parents[1] / "templates/_world/rules.yaml"
SINCE = datetime(2041, 9, 8)
DAYS = 40
SEED = 4127
STEP = 559_991  # a prime, so that the numbers are spread over the population


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    rules = read_rules(RULES.read_text(encoding="utf-8"), RULES.name)
    began = time.process_time()
    people = [citizen(SEED, i * STEP % POPULATION) for i in range(count)]
    born = time.process_time()
    events = sum(len(simulate(rules, SEED, one, SINCE, SINCE + timedelta(days=DAYS)).events) for one in people)
    done = time.process_time()
    print(f"{count:,} citizens        {born - began:6.2f} s  {1000 * (born - began) / count:.3f} ms each")
    print(f"{count:,} chronicles      {done - born:6.2f} s  {1000 * (done - born) / count:.3f} ms each, {events / count:.1f} events")


if __name__ == "__main__":
    main()
