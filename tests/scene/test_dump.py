from __future__ import annotations

import numpy as np

from generator.motion.track import Keys
from generator.scene.dump import dump
from generator.scene.effects import Blur, Filter, Step
from generator.scene.nodes import Glyph, GlyphRun, Glyphs, Group, Image, Mask, Path, Raster
from generator.scene.paints import Fill, Pattern, RadialGradient, Solid, Stop, Stroke
from generator.scene.scene import Scene
from generator.values.colour import BLACK, WHITE, Colour
from generator.values.geometry import Affine, Outline, Rect


def test_every_kind_of_node_has_its_line() -> None:
    line = Outline(b"ML", (0.0, 0.0, 1.0, 2.0))
    run = GlyphRun(None, 12.0, (Glyph(3, 0.0, 0.0),), Rect(0, -9, 20, 12), "hola")  # type: ignore[arg-type]
    blur = Filter((Step(Blur(1, 1), ("source",), Rect(0, 0, 5, 5)),), Rect(0, 0, 5, 5))
    root = Group(
        (
            Path(line, None, Stroke(Solid(Colour(4, 0, 0)), 2.0, dashes=(1.0, 2.0)), visible=False),
            Glyphs(run, Fill(Solid(BLACK), 0.5)),
            Image(Raster(np.zeros((2, 3, 4), np.uint8)), Rect(0, 0, 30, 20), smooth=False),
            Path(line, Fill(Pattern(Group((Path(line, Fill(Solid(WHITE))),)), Rect(0, 0, 4, 4)))),
            Path(line, Fill(RadialGradient(0, 0, 1, 0, 0, 0, (Stop(0, BLACK), Stop(1, WHITE)), "repeat", space="linear"))),
        ),
        transform=Affine.translation(1, Keys((0.0, 1.0), (0.0, 1.0)).at(0.5)),
        opacity=Keys((0.0, 1.0), (0.0, 1.0)),
        clip=Group(()),
        mask=Mask(Group(()), "alpha", Rect(0, 0, 1, 1)),
        effects=(blur,),
        layer="hud",
        blend="screen",
    )
    assert dump(Scene(root, 64, 32, "linear"), 0.25) == (
        "64 x 32 linear\n"
        "group layer=hud transform=translate(1 0.5) opacity=~0.25 blend=screen filter=[Blur] in 0,0 5x5 mask=alpha in 0,0 1x1\n"
        "  clip:\n"
        "    group\n"
        "  mask:\n"
        "    group\n"
        "  path M0,0 L1,2 stroke=light(4 0 0 1) width=2 dashes=1,2 visible=false\n"
        "  glyphs 'hola' size=12 in 0,-9 20x12 fill=#000000 fill-opacity=0.5\n"
        "  image 3x2 at 0,0 30x20 square\n"
        "  path M0,0 L1,2 fill=pattern(tile 0,0 4x4)\n"
        "    fill pattern:\n"
        "      group\n"
        "        path M0,0 L1,2 fill=#ffffff\n"
        "  path M0,0 L1,2 fill=radial(0,0,1,0,0,0 0:#000000 1:#ffffff repeat in-linear)\n"
    )
