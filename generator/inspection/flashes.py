"""Flashes: what harms photosensitive viewers. Small pictures in their order come in, a finding or two go out.

The limit is the one of WCAG 2 (2.3.1) and of broadcasters (ITU-R BT.1702): not more than three flashes in any second over a quarter of the
picture. A flash is a pair of opposing changes of relative luminance by 10 % where the darker is under 80 %; the same for saturated red,
with a rule of its own. Pixels are followed one by one, so what flashes here and then there counts as much as what flashes all over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from generator.inspection.finding import Finding
from generator.inspection.sketch import light, luminance
from generator.values.picture import Plane

MOST = 3
"""Flashes in a second."""
AREA = 0.25
SWING, DARK = 0.1, 0.8
RED_SWING = 20 / 320
SATURATED = 0.8


class Watch:
    """Follows one number of every pixel from picture to picture. A pixel turns when its number has swung by ``swing`` against its last
    turn, with its darker side under ``dark``; two turns are a flash."""

    def __init__(self, per_second: int, swing: float, dark: float) -> None:
        self._turns: deque[NDArray[np.bool_]] = deque(maxlen=per_second)
        self._swing, self._dark = swing, dark
        self._low = self._high = self._way = np.zeros((0, 0), np.float32)
        self.worst = 0.0
        """The largest share of the picture that flashes too often in one second ..."""
        self.second = 0
        """... and the picture, counted from 0, with which that second ends."""
        self._seen = 0

    def see(self, now: Plane) -> None:
        """The next picture, as ``(height, width)``."""
        if not self._seen:
            self._low, self._high, self._way = now, now, np.zeros_like(now)
        low, high = np.minimum(self._low, now), np.maximum(self._high, now)
        up = (self._way <= 0) & (now - low >= self._swing) & (low < self._dark)
        down = (self._way >= 0) & (high - now >= self._swing) & (now < self._dark)
        self._way = np.where(up, np.float32(1), np.where(down, np.float32(-1), self._way))
        turned = up | down
        self._low, self._high = np.where(turned, now, low), np.where(turned, now, high)
        self._turns.append(turned)
        share = float((np.sum(self._turns, axis=0) > 2 * MOST).mean())
        if share > self.worst:
            self.worst, self.second = share, self._seen
        self._seen += 1


def flashes(planes: Iterable[Plane], per_second: int, first: int) -> Iterator[Finding]:
    """Findings over pictures in their order; ``first`` is the number of the first."""
    general, red = Watch(per_second, SWING, DARK), Watch(per_second, RED_SWING, np.inf)
    for plane in planes:
        rgb = light(plane)
        general.see(luminance(rgb))
        red.see(redness(rgb))
    for what, watch in (("flashes", general), ("flashes of saturated red", red)):
        if watch.worst > AREA:
            message = f"{watch.worst:.0%} of the picture has more than {MOST} {what} in the second to frame {first + watch.second}"
            yield Finding("flashes", f"{message}; at most {AREA:.0%} may", degree=watch.worst)


def redness(rgb: Plane) -> Plane:
    """How red saturated red is, else 0 (WCAG 2's red flash threshold, over 320)."""
    r, g, b = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    red: Plane = np.where(r >= SATURATED * (r + g + b), np.maximum(0.0, r - g - b), 0.0).astype(np.float32)
    return red
