"""The city: districts, streets, places and the cameras that watch them.

Every name is the state's own: virtues, forms of thanks, ways to queue.

place(seed, district, kind, k)   the k-th place of a kind in a district
camera_place(seed, "BT-07")      what a camera sees
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator.values.seeds import Dice
from generator.world.shuffle import shuffle


@dataclass(frozen=True, slots=True)
class District:
    """A part of the city: its code in file numbers, the letters of its cameras, and how well off it is (-1 to 1)."""

    code: int
    letters: str
    name: str
    means: float


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere: a proper name (never translated) and a detail (a key of words, such as ``north``), with the camera that sees it."""

    id: str
    kind: str
    name: str
    district: int
    detail: str = ""
    camera: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where someone lives."""

    street: str
    number: int
    floor: int
    door: str
    postcode: str
    district: int

    @property
    def line(self) -> str:
        """``Calle del Turno, 48, 3.º B``; the ground floor is ``bajo``."""
        return f"{self.street}, {self.number}, {f'{self.floor}.º' if self.floor else 'bajo'} {self.door}"


DISTRICTS = tuple(
    District(code, letters, name, means)
    for code, letters, name, means in (
        (11, "CV", "Ensanche Cívico", 0.8), (12, "AC", "San Acuerdo", 0.5), (13, "LG", "Las Gratitudes", 0.3),
        (14, "PA", "Puerto Atento", -0.2), (15, "CA", "Cerro Amable", 0.6), (16, "VO", "Vega Ordenada", 0.2),
        (17, "LT", "Los Turnos", -0.5), (18, "RD", "Ribera del Diálogo", 0.1), (19, "LP", "La Paciencia", -0.7),
        (21, "MC", "Mediación Centro", 0.4), (22, "MS", "Mediación Sur", -0.3), (23, "AV", "Altos de la Vigilia", 0.7),
        (24, "PC", "Prado Conforme", 0.0), (25, "HS", "Huertas del Sosiego", 0.2), (26, "NT", "Nueva Transparencia", 0.5),
        (27, "EX", "El Expediente", -0.6), (28, "BS", "Barrio de las Señales", -0.4), (29, "VB", "Venta de la Bienvenida", -0.1),
        (31, "BT", "Buen Trato", 0.1), (32, "CL", "Colonia de la Lealtad", 0.3), (33, "MP", "Muelle Puntual", -0.3),
        (34, "AT", "Arroyo Templado", 0.0), (35, "SC", "Santa Constancia", -0.2), (36, "LC", "Las Correcciones", -0.8),
    )
)  # fmt: skip
BY_CODE = {district.code: district for district in DISTRICTS}
BY_LETTERS = {district.letters: district for district in DISTRICTS}

VIRTUES = (
    "del Buen Trato", "de la Paciencia", "de los Acuerdos", "de la Buena Fe", "del Turno", "de las Gracias", "de la Espera",
    "del Saludo", "de la Constancia", "de la Cortesía", "del Ejemplo", "de la Escucha", "de los Avisos", "del Sosiego",
    "de la Lealtad", "de la Claridad", "del Respeto", "de la Mesura", "del Orden", "de la Gratitud", "de los Deberes",
    "de la Franqueza", "de la Puntualidad", "del Consenso", "de la Prudencia", "de la Confianza", "del Mérito", "de la Calma",
    "de la Memoria", "del Cuidado", "de la Concordia", "de las Señales", "de la Bienvenida", "del Cumplimiento", "de la Discreción",
    "de la Reparación",
)  # fmt: skip
STREETS = ("Calle", "Calle", "Calle", "Avenida", "Paseo", "Ronda", "Travesía", "Camino", "Costanilla", "Plaza", "Pasaje", "Cuesta")
DOORS = "ABCD"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place: what such places are called, which parts of them cameras look at, and how many cameras a district has there."""

    heads: tuple[str, ...]
    details: tuple[str, ...]
    cameras: int
    first: int = 0


def _kinds() -> dict[str, Kind]:
    table = (
        ("crossing", ("Glorieta", "Cruce", "Plaza", "Rotonda"), ("north", "south", "east", "west"), 22),
        ("station", ("Estación",), ("gates", "platform_1", "platform_2", "hall"), 16),
        ("square", ("Plaza", "Jardines"), ("centre", "arcade", "fountain"), 12),
        ("shop", ("Economato", "Mercado", "Galerías"), ("tills", "entrance", "aisle"), 14),
        ("office", ("Oficina de Atención", "Ventanilla"), ("counter", "waiting_room"), 8),
        ("road", ("Ronda", "Avenida"), ("northbound", "southbound"), 10),
        ("park", ("Parque", "Alameda"), ("gate", "path"), 6),
        ("venue", ("Café", "Sala", "Teatro"), ("entrance", "bar"), 6),
        ("clinic", ("Centro de Salud",), ("reception", "ward"), 4),
        ("pharmacy", ("Farmacia",), ("counter",), 0),
        ("school", ("Escuela", "Instituto"), ("gate", "hall"), 0),
        ("library", ("Biblioteca",), ("desk", "reading_room"), 0),
        ("centre", ("Centro Vecinal", "Comedor"), ("hall",), 0),
        ("workplace", ("Edificio", "Talleres", "Almacenes"), ("entrance", "floor"), 0),
    )
    found: dict[str, Kind] = {}
    first = 1
    for name, heads, details, cameras in table:
        found[name] = Kind(heads, details, cameras, first)
        first += cameras
    return found


KINDS = _kinds()
AT_HOME = "home"
ONLINE = "online"
PLACES = 12  # of a kind without cameras in a district


@lru_cache(maxsize=16384)
def place(seed: int, district: int, kind: str, k: int) -> Place:
    """The ``k``-th place of a kind in a district (any ``k``: they come round again)."""
    of = KINDS[kind]
    where = BY_CODE[district]
    k %= of.cameras or PLACES
    virtue = VIRTUES[(shuffle(seed, f"places {kind}", len(VIRTUES)).of(k % len(VIRTUES)) + district * 5) % len(VIRTUES)]
    dice = Dice(seed, "place", district, kind, k)
    camera = f"{where.letters}-{of.first + k:02d}" if of.cameras else ""
    return Place(
        f"{where.letters.lower()}-{kind}-{k + 1}", kind, f"{dice.choice(of.heads)} {virtue}", district, dice.choice(of.details), camera
    )


def camera_place(seed: int, camera: str) -> Place | None:
    """The place that a camera of the city sees; ``None`` where there is no such camera."""
    letters, _, number = camera.partition("-")
    if letters not in BY_LETTERS or not number.isdigit():
        return None
    for name, kind in KINDS.items():
        if kind.first <= int(number) < kind.first + kind.cameras:
            return place(seed, BY_LETTERS[letters].code, name, int(number) - kind.first)
    return None


def address(dice: Dice, district: District) -> Address:
    """An address in a district; its postcode is in the city's own form."""
    street = f"{dice.choice(STREETS)} {dice.choice(VIRTUES)}"
    floor = dice.integer(0, 4 if district.means > 0 else 11)
    return Address(street, dice.integer(1, 189), floor, dice.choice(DOORS), f"C{district.code}·{dice.integer(1, 999):03d}", district.code)
