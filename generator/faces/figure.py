"""Portrait -> :class:`Figure`: everything of a citizen that can be seen, in one place, before anybody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from generator.faces import regions
from generator.faces.arrays import Floats, Ints
from generator.faces.clothes import clothes
from generator.faces.covers import COVERS
from generator.faces.face_hair import BEARDS, beard, beard_area, brows, fullness, lashes
from generator.faces.glasses import glasses
from generator.faces.hair import HIDING, STYLES, hair
from generator.faces.heads import Heads
from generator.faces.hull import hull_of
from generator.faces.light import Scenery, sky_of, softened
from generator.faces.mesh import Mesh, joined, skin
from generator.faces.net import net_of
from generator.faces.paints import Paints, paints_of
from generator.faces.portrait import Portrait
from generator.faces.raster import normals_of, triangles_of
from generator.faces.sculpt import sculpt
from generator.faces.strands import Roots, Strands, planted


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """``mesh``: the head first, then what is worn. ``eyes``: centres of the left and right eyeball. ``head``: how many
    of the mesh's points are the head's own."""

    mesh: Mesh
    strands: Strands
    eyes: Floats
    head: int
    paints: Paints
    edges: Ints
    """Pairs of the mesh's points between which a wire mesh is drawn."""
    marks: Ints
    """The mesh's points that a machine looks for."""
    own: int
    """How many of the strands are the head's hair: fewer and thicker ones do for small pictures."""
    casting: Ints
    """Triangles that cast the figure's shadows, coarser than its own."""
    sky: Floats
    """What of the sky reaches each point, evenly and from above; and below it every fifth point of the strands."""
    hair_sky: Floats
    glass: Mesh | None = None
    """Of spectacles."""


def assembled(mesh: Mesh, strands: Strands, eyes: Floats, paints: Paints, net: tuple[Ints, Ints], *, own: int = 0, head: int = 0) -> Figure:
    """A figure with what the sky gives it; the head's quads come in fours."""
    count = int((mesh.quads < head).all(axis=1).sum())
    quads = np.concatenate((mesh.quads[:count].reshape(-1, 4, 4)[:, :, 0], mesh.quads[count:]))
    solid = quads[mesh.cut[quads].min(axis=1) >= 0]
    casting = triangles_of(solid.astype(np.int32))
    some = np.ascontiguousarray(strands.points.reshape(-1, 3)[2::5])
    thick = np.ascontiguousarray(some[strands.radius.ravel()[2::5] > 0])
    sky, hair_sky = sky_of(Scenery(mesh.points, normals_of(mesh.points, mesh.quads), casting, thick), some)
    for column in range(2):
        sky[:head, column] = softened(sky[:, column].copy(), mesh.quads, head, 2)[:head]
    return Figure(mesh, strands, eyes, head, paints, *net, own, casting, sky, hair_sky)


def figure_of(heads: Heads, portrait: Portrait) -> Figure:
    """A citizen from head to shoulders."""
    points = sculpt(heads, portrait)
    normals = normals_of(points, heads.quads)
    hull = hull_of(points[heads.owner == 0], heads.neutral[heads.owner == 0])
    eyes = np.stack([points[heads.owner == side].mean(axis=0) for side in (1, 2)])
    own = heads.quads[heads.group == 0]
    ground = Roots(points, normals, heads.neutral)

    def plant(density: Callable[[Floats], Floats], count: int, name: str) -> Roots:
        return planted(ground, own, density, count, (portrait.seed, name))

    cover = COVERS[portrait.cover](hull) if portrait.cover != "none" else None
    cloth, shown = clothes(heads, points, portrait, hull)
    wearing = cloth + list(cover.meshes if cover else ())
    glass = None
    if portrait.glasses != "none":
        frame, glass = glasses(portrait.glasses, eyes, hull, points, heads.neutral, 0.95 if portrait.cover in HIDING else 0.25)
        wearing += frame
    if portrait.cover in ("hijab", "scarf"):
        shown = np.where(regions.ears(heads.neutral) > 0, np.float32(-1), shown)
    head = skin(points, heads.quads, heads.group, heads.neutral, _tint(portrait, heads), shown)
    mane = hair(portrait, plant, hull, cover.hidden if cover else None)
    strands = mane.joined(
        beard(portrait, plant, hull),
        brows(portrait, plant, hull),
        lashes(portrait, points[heads.owner == 0], heads.neutral[heads.owner == 0], eyes),
    )
    worn = assembled(joined([head, *wearing]), strands, eyes, paints_of(portrait), net_of(heads), own=len(mane.points), head=len(points))
    return replace(worn, glass=glass)


def _tint(portrait: Portrait, heads: Heads) -> Floats:
    """How much hair darkens the skin, for each vertex of the head."""
    rest = heads.neutral
    style = STYLES[portrait.hair]
    tint = regions.scalp(rest, style.line) * style.tint
    if portrait.hair in ("bald", "crown", "receding"):
        tint = np.maximum(tint, regions.scalp(rest, "full") * 0.1)
    if portrait.beard != "none":
        tint = np.maximum(tint, beard_area(portrait, rest) * BEARDS[portrait.beard].tint)
    elif portrait.sex > 0.5 and portrait.age > 17:
        tint = np.maximum(tint, np.maximum(regions.jaw(rest), regions.moustache(rest)) * 0.13)
    tint = np.maximum(tint, regions.brow(rest, fullness(portrait)) * 0.3 * min(1.0, portrait.age / 22))
    made: Floats = (tint * (heads.owner == 0)).astype(np.float32)
    return made
