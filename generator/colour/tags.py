"""The one table of colour metadata: what OpenEXR, PNG and movies call a space.

Spaces go by their Color Interop IDs (Color Interop Forum, "Color space encoding for texture assets and CG rendering"), which OpenColorIO
configs state themselves: ``lin_ap1_scene`` is ACEScg. Chromaticities: BT.709, BT.2020, SMPTE RP 431-2 with D65, Adobe RGB (1998), and AP0
and AP1 of SMPTE ST 2065-1 and the Academy's S-2014-004. Code points: ITU-T H.273, tables 2 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass

Chromaticities = tuple[float, float, float, float, float, float, float, float]
"""x and y of red, green, blue and white."""

UNKNOWN = "unknown"
UNSPECIFIED = 2  # H.273: told by other means, or not at all
_D65, _ACES = (0.3127, 0.3290), (0.32168, 0.33767)
_GAMUTS: dict[str, Chromaticities] = {
    "rec709": (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, *_D65),
    "rec2020": (0.708, 0.292, 0.170, 0.797, 0.131, 0.046, *_D65),
    "p3d65": (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, *_D65),
    "adobergb": (0.64, 0.33, 0.21, 0.71, 0.15, 0.06, *_D65),
    "ciexyzd65": (1.0, 0.0, 0.0, 1.0, 0.0, 0.0, *_D65),
    "ap0": (0.7347, 0.2653, 0.0, 1.0, 0.0001, -0.0770, *_ACES),
    "ap1": (0.713, 0.293, 0.165, 0.830, 0.128, 0.044, *_ACES),
}
_PRIMARIES = {"rec709": 1, "rec2020": 9, "p3d65": 12}


@dataclass(frozen=True, slots=True)
class Tags:
    """What files say of a space. ``primaries`` and ``transfer`` are H.273's numbers for stills; movies take ``movie_transfer``.
    ``gamma`` is the exponent of a display that is a plain power, for PNG's ``gAMA``."""

    interop: str
    chromaticities: Chromaticities | None = None
    primaries: int = UNSPECIFIED
    transfer: int = UNSPECIFIED
    movie_transfer: int = UNSPECIFIED
    gamma: float | None = None

    @property
    def cicp(self) -> tuple[int, int, int, int] | None:
        """PNG's ``cICP``: primaries, transfer, no matrix, full range; ``None`` where H.273 has no number for one of them."""
        return None if UNSPECIFIED in (self.primaries, self.transfer) else (self.primaries, self.transfer, 0, 1)


# Transfers of displays, by the first part of an ID: of stills, of movies, and the plain exponent. What is designed for sRGB is carried in
# movies under BT.709's tags, as editors expect of graphics: players then show its codes as they are.
_TRANSFERS: dict[str, tuple[int, int, float | None]] = {
    "srgb": (13, 1, None),
    "g22": (4, 4, 2.2),
    "g24": (1, 1, 2.4),
    "g26": (UNSPECIFIED, UNSPECIFIED, 2.6),
    "pq": (16, 16, None),
    "hlg": (18, 18, None),
}


def tags(interop: str) -> Tags:
    """What is known of an ID; an ID that is not in the table names itself and nothing more."""
    curve, _, rest = interop.partition("_")
    gamut, _, kind = rest.partition("_")
    colours = _GAMUTS.get(gamut)
    if kind != "display" or curve not in _TRANSFERS:
        return Tags(interop, colours if ":" not in interop else None)
    still, movie, gamma = _TRANSFERS[curve]
    return Tags(interop, colours, _PRIMARIES.get(gamut, UNSPECIFIED), still, movie if gamut == "rec709" else still, gamma)


LINEAR = tags("lin_rec709_scene")
SRGB = tags("srgb_rec709_display")
