"""What a camera of the state sees behind somebody, out of focus and in values only: a street, a station, a shop; or a wall.

A place is a few planes (a floor, a wall across, a ceiling) with a pattern of light on each, looked at through the pixels' own rays from
where the camera hangs. Lamps are many times brighter than what they light; a round blur makes discs of them, as a lens does. Metres.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.noise import draws
from generator.faces.tone import sampled
from generator.values.seeds import Dice

SMALL = 150
"""Cells along the shorter side that a place is worked out in: it is never sharp."""
_WIDE = 30.0
"""Degrees that the shorter side sees. More than the portrait's long lens, or nothing would be told from the ground."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A name of :data:`PLACES`, the picture's size in pixels, and how many degrees the camera looks down."""

    name: str
    width: int
    height: int
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Light of the ``floor`` by metres across and away, of the ``wall`` by metres across and up, of the ``ceiling`` as the floor's.
    ``wall_at``: how far it stands away; ``turned``: degrees that all of it is seen from the side; ``above``: the ceiling's height."""

    floor: Callable[[Floats, Floats, Dice], Floats]
    wall: Callable[[Floats, Floats, Dice], Floats]
    wall_at: float
    turned: float
    ceiling: Callable[[Floats, Floats, Dice], Floats] | None = None
    above: float = 40.0
    people: int = 3


@lru_cache(maxsize=8)
def behind(standing: Standing, seed: int) -> Floats:
    """(height, width) linear light, about 0.2 where it is neither dark nor lit."""
    width, height = standing.width, standing.height
    scale = SMALL / min(width, height)
    cells = (max(8, math.ceil(width * scale)), max(8, math.ceil(height * scale)))
    if standing.name == "none":
        down, across = np.meshgrid(np.linspace(0, 1, cells[1]), np.linspace(-0.5, 0.5, cells[0]), indexing="ij")
        small = (0.16 - 0.09 * down - 0.05 * across).astype(np.float32)
    else:
        small = _softened(_looked_at(PLACES[standing.name], cells, standing.high, Dice(seed, "place", standing.name)))
    y, x = np.meshgrid((np.arange(height) + 0.5) * cells[1] / height, (np.arange(width) + 0.5) * cells[0] / width, indexing="ij")
    x, y = np.clip(x, 0.5, cells[0] - 0.5), np.clip(y, 0.5, cells[1] - 0.5)
    return sampled(small, x.ravel().astype(np.float32), y.ravel().astype(np.float32)).reshape(height, width)


def _looked_at(place: Place, cells: tuple[int, int], high: float, dice: Dice) -> Floats:
    """Each cell's ray, followed to the first plane that it meets."""
    eye = 1.6 + 3.2 * math.sin(math.radians(max(0.0, high))) ** 0.5 if high > 0 else 1.5
    focal = 0.5 / math.tan(math.radians(_WIDE / 2))
    side = min(cells)
    v, u = np.meshgrid((np.arange(cells[1]) + 0.5 - cells[1] / 2) / side, (np.arange(cells[0]) + 0.5 - cells[0] / 2) / side, indexing="ij")
    tilt = math.radians(min(60.0, high * 0.55))
    up, ahead = -v * math.cos(tilt) - focal * math.sin(tilt), focal * math.cos(tilt) - v * math.sin(tilt)
    turn = math.radians(place.turned * dice.choice((-1.0, 1.0)))
    x, z = u * math.cos(turn) + ahead * math.sin(turn), ahead * math.cos(turn) - u * math.sin(turn)
    far = np.where(z > 0.02, place.wall_at / np.maximum(z, 0.02), 1e3)
    seen = place.wall(x * far, eye + up * far, dice)
    down = np.where(up < -1e-4, eye / np.maximum(-up, 1e-4), 1e6)
    seen = np.where(down < far, place.floor(x * down, z * down, dice), seen)
    if place.ceiling is not None:
        over = np.where(up > 1e-4, (place.above - eye) / np.maximum(up, 1e-4), 1e6)
        seen = np.where(over < far, place.ceiling(x * over, z * over, dice), seen)
    return _peopled(seen.astype(np.float32), place, (x, up, z), eye, dice)


def _peopled(seen: Floats, place: Place, ray: tuple[Floats, Floats, Floats], eye: float, dice: Dice) -> Floats:
    """Somebody else goes by, as a dark upright shape with a head."""
    x, up, z = ray
    for n in range(place.people):
        away = dice.between(0.4, 0.85) * place.wall_at
        side, tall = dice.choice((-1.0, 1.0)) * dice.between(0.06, 0.22) * away, dice.between(1.6, 1.85)
        far = np.where(z > 0.02, away / np.maximum(z, 0.02), 1e3)
        a, b = x * far - side, eye + up * far
        body = (abs(a) < 0.23 * np.clip((tall - 0.2 - b) * 4, 0, 1) * np.where(b < 0.8, 0.75, 1)) & (b > 0)
        head = np.hypot(a, b - tall + 0.12) < 0.13
        seen = np.where(body, 0.05 + 0.03 * n, np.where(head, 0.16, seen)).astype(np.float32)
    return seen


def _softened(light: Floats) -> Floats:
    """The mean over a disc, in linear light: lamps become discs with an edge."""
    reach = max(2, SMALL // 30)
    padded = np.pad(light, reach, mode="edge")
    total, count = np.zeros_like(light), 0
    for dy in range(-reach, reach + 1):
        wide = math.floor(math.sqrt((reach + 0.3) ** 2 - dy * dy))
        for dx in range(-wide, wide + 1):
            total += padded[reach + dy : reach + dy + light.shape[0], reach + dx : reach + dx + light.shape[1]]
            count += 1
    made: Floats = (total / count).astype(np.float32)
    return made


def _stripe(value: Floats, pitch: float, share: float) -> Floats:
    """1 in the first ``share`` of every ``pitch``, else 0."""
    made: Floats = (np.mod(value, pitch) < share * pitch).astype(np.float32)
    return made


def _cell(a: Floats, b: Floats, dice: Dice, count: int = 512) -> Floats:
    """A number from 0 to 1 for each cell of a grid whose rows and columns are given; no pattern repeats in sight."""
    table = draws(count, dice.integer(0, 2**31), "cells")
    made: Floats = table[(np.floor(a).astype(np.int64) * 37 + np.floor(b).astype(np.int64) * 101) % count]
    return made


def _pool(x: Floats, z: Floats, at: tuple[float, float], wide: float) -> Floats:
    """A lamp's light on the ground."""
    made: Floats = np.exp(-((x - at[0]) ** 2 + (z - at[1]) ** 2) / (2 * wide * wide))
    return made


def _street_floor(x: Floats, z: Floats, dice: Dice) -> Floats:
    """A pavement, its kerb, and a crossing's white bars over the asphalt."""
    lamp = 0.35 + 1.3 * _pool(x, z, (dice.between(-2, 2), 7.0), 3.2) + 0.5 * _pool(x, z, (5.0, 15.0), 4)
    bars = _stripe(x + dice.between(0, 0.5), 1.0, 0.5) * (z > 7) * (z < 10.5)
    asphalt = 0.06 + 0.5 * bars
    flags = 0.2 - 0.06 * np.maximum(_stripe(x, 0.8, 0.07), _stripe(z, 0.8, 0.07))
    made: Floats = np.where((z > 5.6) & (z < 13), np.where(z < 5.8, 0.34, asphalt), flags) * lamp
    return made


def _street_wall(x: Floats, y: Floats, dice: Dice) -> Floats:
    """Shop windows below, dark storeys above with some windows lit, and lamps."""
    lit = _cell(x / 2.4, y / 3.1, dice)
    window = _stripe(x, 2.4, 0.5) * _stripe(y - 0.9, 3.1, 0.55)
    storeys = 0.045 + window * np.where(lit > 0.72, 0.5 * lit, 0.02)
    shop = np.where(_cell(x / 3.6, 0 * y, dice) > 0.45, 0.75, 0.12) * _stripe(x, 3.6, 0.86) * (y < 2.6) * (y > 0.35) + 0.04
    lamps = 14.0 * (np.hypot(np.mod(x + dice.between(0, 5), 5.2) - 2.6, y - 3.4) < 0.16)
    cars = 9.0 * (np.hypot(np.mod(x + dice.between(0, 7), 7.0) - 3.5, y - 0.65) < 0.11)
    made: Floats = np.where(y < 3, shop, storeys) + lamps + cars
    return made


def _station_floor(x: Floats, z: Floats, dice: Dice) -> Floats:
    """Tiles, a strip that blind people feel, the platform's edge and the dark behind it."""
    tiles = 0.3 - 0.07 * np.maximum(_stripe(x, 0.6, 0.06), _stripe(z, 0.6, 0.06))
    shine = 0.3 * _stripe(x + dice.between(0, 2), 2.4, 0.18)
    made: Floats = np.where(z > 9.6, 0.02, np.where(z > 9.2, 0.6, np.where((z > 8.2) & (z < 8.8), 0.62, tiles + shine)))
    return made


def _station_wall(x: Floats, y: Floats, dice: Dice) -> Floats:
    """Tiles, columns, posters in their frames, a band with the name."""
    tiles = 0.26 - 0.05 * _stripe(y, 0.3, 0.1)
    poster = _stripe(x + dice.between(0, 3), 3.4, 0.52) * (y > 0.9) * (y < 2.3)
    shown = np.where(poster > 0, 0.15 + 0.7 * _cell(x / 0.85, y / 0.7, dice), tiles)
    made: Floats = np.where((y > 2.55) & (y < 2.9), 0.06, np.where(y > 2.9, 0.14, shown)) * (1 - 0.75 * _stripe(x, 5.0, 0.12))
    return made


def _tubes(x: Floats, z: Floats, dice: Dice) -> Floats:
    """Rows of fluorescent tubes."""
    return 0.1 + 5.0 * _stripe(x + dice.between(0, 2), 2.4, 0.12) * _stripe(z, 2.2, 0.7)


def _shop_floor(x: Floats, z: Floats, dice: Dice) -> Floats:
    return 0.36 - 0.05 * np.maximum(_stripe(x, 0.5, 0.05), _stripe(z, 0.5, 0.05)) + 0.2 * _stripe(x + dice.between(0, 1), 2.0, 0.15)


def _shop_wall(x: Floats, y: Floats, dice: Dice) -> Floats:
    """Shelves with goods of different lightness; every shelf has a pale edge with prices."""
    row = np.floor(y / 0.42)
    goods = 0.04 + 0.62 * _cell(x / (0.16 + 0.1 * np.mod(row * 0.37, 1)), row, dice) ** 1.4
    tall = 0.2 + 0.16 * _cell(x / 0.5, row + 7, dice)
    shelves = np.where(np.mod(y, 0.42) < 0.05, 0.5, np.where(np.mod(y, 0.42) < 0.05 + tall, goods, 0.05))
    made: Floats = np.where(y > 2.2, 0.3, shelves) * (1 - 0.8 * _stripe(x + 0.6, 4.2, 0.04))
    return made


PLACES: Mapping[str, Place] = {
    "street": Place(_street_floor, _street_wall, 14.0, 24.0),
    "station": Place(_station_floor, _station_wall, 11.5, 20.0, _tubes, 3.6, 2),
    "shop": Place(_shop_floor, _shop_wall, 5.2, 16.0, _tubes, 3.1, 1),
}
"""By the names that ``<ui:portrait ground>`` knows."""
