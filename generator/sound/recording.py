"""Recording: something that was said, by an actor or by an engine, as samples with the words in them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.sound.cues import Samples
from generator.sound.speech import Word


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """``words`` are empty where nobody said when each begins; ``notes`` are sentences about what had to be done to read it."""

    samples: Samples
    words: tuple[Word, ...] = ()
    notes: tuple[str, ...] = ()
