"""``ui:led``: a filter primitive of ours, for pictures that hang as walls of diodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, cast

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.filter_space import Space
from generator.elements.kinds import FRACTION, NUMBER
from generator.elements.ui_attributes import SECONDS, VERBATIM, choice, read, whole
from generator.motion.track import Track, Value, at
from generator.scene.effects import NOTHING, Led, Primitive, Scan

UNSEEN = 0.02
"""How much rows may differ at most before a camera is said to see them: with more cycles than this allows, the shutter is left out."""
Shape = Literal["round", "square", "rgb"]


@dataclass(frozen=True, slots=True)
class Diodes:
    """The attributes of ``ui:led``."""

    pitch: Annotated[Value[float], NUMBER, "from diode to diode, in the units of the drawing; needed"] = 0.0
    shape: Annotated[str, choice("round", "square", "rgb"), "of the emitters: round, square, or rgb for three dies side by side"] = "round"
    size: Annotated[Value[float], FRACTION, "the emitter's width as a share of the pitch"] = 0.8
    soft: Annotated[Value[float], FRACTION, "how much of the emitter's radius its edge takes"] = 0.3
    black: Annotated[Value[float], FRACTION, "what the face between emitters throws back, as a share of white"] = 0.0
    columns: Annotated[int, whole(1, 4096), "diodes from side to side of a module"] = 32
    rows: Annotated[int, whole(1, 4096), "diodes from top to bottom of a module"] = 32
    error: Annotated[Value[float], FRACTION, "how far modules are apart in brightness (standard deviation)"] = 0.0
    tint: Annotated[Value[float], FRACTION, "how far they are apart in each colour"] = 0.0
    grain: Annotated[Value[float], FRACTION, "how far single diodes are apart in brightness"] = 0.0
    seam: Annotated[Value[float], FRACTION, "how far the diodes along a module's edge are off, brighter or darker"] = 0.0
    seed: Annotated[int, whole(), "which wall it is: the same errors for the same number"] = 0
    scan: Annotated[int, whole(1, 128), "rows that share a driver and take turns"] = 16
    refresh: Annotated[Value[float], NUMBER, "cycles of all rows in a second (Hz)"] = 3840.0
    shutter: Annotated[float, SECONDS, "how long the camera's shutter is open; 0 for long enough to see no rows"] = 0.0
    readout: Annotated[float, SECONDS, "how long the camera takes from the top of the picture to the bottom"] = 0.0
    in_: Annotated[str, VERBATIM, "the input, as of any filter primitive"] = ""
    result: Annotated[str, VERBATIM, "a name for the result, as of any filter primitive"] = ""


class Now(Track[float]):
    """The moment itself."""

    __slots__ = ()

    def at(self, t: float) -> float:
        return t


def led(element: Element, context: Context, _space: Space) -> Primitive:
    """A wall's diodes; what they are like does not move. Numbers that make no wall are problems."""
    own = read(Diodes, element, context)
    still = {name: float(at(getattr(own, name), 0.0)) for name in ("pitch", "size", "soft", "black", "error", "tint", "grain", "seam")}
    refresh = at(own.refresh, 0.0)
    wrong = [
        (still["pitch"] <= 0, f"a pitch of {still['pitch']:g}; it is over 0"),
        (not 0 < still["size"] <= 1, f"emitters of {still['size']:g}; their size is over 0 and at most 1"),
        (not 0 <= still["soft"] <= 1, f"a softness of {still['soft']:g}; it is from 0 to 1"),
        (min(still[name] for name in ("black", "error", "tint", "grain", "seam")) < 0, "a share under 0"),
        (refresh <= 0 or own.shutter < 0 or own.readout < 0, "a refresh that is not over 0, or a time under 0"),
    ]
    faults = [text for is_so, text in wrong if is_so]
    for text in faults:
        context.problem(f"ui:led has {text}", element)
    if faults:
        return NOTHING
    seen = 0 < own.shutter * refresh * UNSEEN < 1
    return Led(
        shape=cast("Shape", own.shape),
        module=(own.columns, own.rows),
        seed=own.seed,
        scan=Scan(own.scan, refresh, own.shutter, own.readout, Now()) if seen else None,
        **still,
    )
