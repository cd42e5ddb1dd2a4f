"""What the names of the world's claims begin with where a plate's manifest says what it was made from."""

from __future__ import annotations

FACT = "world.fact."
STILL = "world.still."
