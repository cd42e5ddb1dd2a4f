"""Colouring: one plate's choice of colour, settled. Planes in, planes out; and what files and manifest say of it.

A template paints linear Rec. 709 light as it is designed: for an sRGB display. From there

* float files hold ``space`` under an ``interpretation``: as **texture** the design's light is taken for light of the scene; as **display**
  the scene is such that through ``view`` on ``display`` it looks as designed (the view's inverse);
* stills and movies hold the design as it is, or where ``through`` is set what that scene looks like through ``view`` on ``display``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.colour.tags import LINEAR, SRGB, Tags
from generator.values.picture import Bounds, Plane

Interpretation = Literal["texture", "display"]
ADDING_UP = "add up to the beauty"
"""What is said of layers that a matrix, or nothing, took to their space."""
_AS = {"texture": "the design's light is the scene's", "display": "inverse of the view: through it the picture looks as designed"}


@dataclass(frozen=True, slots=True)
class Colouring:
    """See the module. ``config`` is a built-in config's name or a file, empty where none is needed; ``config_name`` what it calls itself.
    ``matrix``: what becomes of the light of float files is linear, so that layers still add up. ``digest`` tells transforms apart;
    ``library`` is what makes them, with its version."""

    config: str = ""
    config_name: str = ""
    space: str = "lin_rec709"
    interpretation: Interpretation = "texture"
    display: str = ""
    view: str = ""
    through: bool = False
    matrix: bool = True
    tags: Tags = LINEAR
    screen: Tags = SRGB
    digest: str = ""
    library: str = ""

    @property
    def plain(self) -> bool:
        """Whether nothing is converted at all, and no config is opened."""
        return not self.config

    @property
    def keeps_light(self) -> bool:
        """Whether float files hold the light just as it is painted."""
        return self.tags == LINEAR and self.interpretation == "texture"

    def scene(self, plane: Plane, box: Bounds) -> Plane:
        """What a float file holds of a premultiplied plane of linear Rec. 709 light, outside of whose ``box`` there is nothing: the plane
        itself where that is the same, else a new one."""
        if self.keeps_light:
            return plane
        from generator.colour.convert import scene

        return scene(self, plane, box)

    def shown(self, plane: Plane, box: Bounds) -> Plane:
        """What is seen of such a plane on ``display``: premultiplied codes of 0..1. Only where :attr:`through` is set."""
        from generator.colour.convert import shown

        return shown(self, plane, box)

    def facts(self) -> dict[str, str]:
        """What frames depend on."""
        found: dict[str, str] = {"colour space": self.space, "interpretation": self.interpretation}
        if not self.plain:
            found |= {"colour config": self.config_name, "display": self.display, "view": self.view, "colour transforms": self.digest}
            found["stills and movies"] = "through the view" if self.through else "as designed"
        return found

    def says(self) -> dict[str, str]:
        """For the manifest: how the colour of the plate's files is meant."""
        found: dict[str, str] = {"space": self.tags.interop, "interpretation": self.interpretation, "meaning": _AS[self.interpretation]}
        found["layers"] = ADDING_UP if self.matrix else "are converted one by one: where they overlap they do not add up to the beauty"
        if not self.plain:
            found |= {"library": self.library, "config": self.config_name, "space in the config": self.space}
        if self.display:
            found |= {"display": self.display, "view": self.view}
        found["stills and movies"] = f"through {self.view} on {self.display}" if self.through else "as designed, sRGB"
        return found

    def header(self) -> dict[str, str]:
        """Attributes of an OpenEXR header, beside ``colorInteropID`` and ``chromaticities``, which are in :attr:`tags`."""
        found: dict[str, str] = {"ministerio/interpretation": self.interpretation}
        if not self.plain:
            found |= {"ministerio/ocioConfig": self.config_name, "ministerio/ocioColorspace": self.space}
        if self.interpretation == "display":
            found |= {"ministerio/ocioDisplay": self.display, "ministerio/ocioView": self.view}
        return found

    def stated(self, scene: bool, otherwise: str) -> str:
        """The colour of a format in the manifest's words: of one that holds ``scene`` light, or of stills and movies."""
        if scene:
            return self.tags.interop
        return f"{self.screen.interop}, through {self.view}" if self.through else otherwise


PLAIN = Colouring()
