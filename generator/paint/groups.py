"""Groups, in the order that ``scene/nodes.py`` states: children, effects, clip, mask, opacity, blend.

A group that asks for nothing special costs nothing: its children go straight to the sheet. Whatever needs its children together
draws them on a sheet of its own, cut to the pixels that they can touch and that can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.paint.blending import blend
from generator.paint.clusters import clusters
from generator.paint.coverage import Clips, cut, outlines, veil
from generator.paint.effects import filtered
from generator.paint.leaves import draw_glyphs, draw_image, draw_path
from generator.paint.memory import plane
from generator.paint.pen import Pen, Run
from generator.paint.runs import draw_children
from generator.paint.sheets import Sheet, fresh, picture
from generator.paint.skia_loader import skia
from generator.paint.still import holds, now
from generator.scene.nodes import Glyphs, Group, Image, Node, Path
from generator.values.geometry import Affine

_PLAIN = skia.SamplingOptions()
_FLAT = 1e-12


def draw(node: Node, pen: Pen) -> None:
    """Draw any node."""
    if not node.visible:
        return
    if isinstance(node, Group):
        _group(node, pen)
    elif pen.gain > 0:
        pen.sheet.touch()
        if isinstance(node, Path):
            draw_path(node, pen)
        elif isinstance(node, Glyphs):
            draw_glyphs(node, pen)
        else:
            draw_image(node, pen)


def _group(group: Group, pen: Pen) -> None:
    here = pen.ctm @ now(group.transform)
    if now(group.opacity) <= 0 or abs(here.determinant) < _FLAT:
        return
    pen.sheet.canvas.save()
    inside = pen.at(here)
    inside.steady = pen.steady and holds(group.still)
    if pen.emission and now(group.emit) > 0:
        inside.gain = now(group.emit)
    simple = () if group.clip is None else outlines(pen.desk.paths, group.clip, here)
    _clip(simple or (), inside)
    if simple is not None and _straight(group):
        children(group.children, inside)
    elif simple is not None and _foldable(group):
        children(group.children, inside.faded(now(group.opacity)))
    else:
        _together(group, inside, clip=group.clip if simple is None else None)
    pen.sheet.canvas.restore()


def _clip(clips: Clips, pen: Pen) -> None:
    for path, space in clips:
        pen.sheet.place(space)
        pen.sheet.canvas.clipPath(path, True)
    if clips:
        pen.sheet.place(pen.ctm)


def _straight(group: Group) -> bool:
    """Whether a group is only a list."""
    return now(group.opacity) >= 1 and not group.effects and group.mask is None and group.blend == "normal" and not group.isolate


def _foldable(group: Group) -> bool:
    """Whether a group's opacity is the same as its only leaf's: one that paints each pixel once."""
    if group.effects or group.mask is not None or group.blend != "normal" or len(group.children) != 1:
        return False
    leaf = group.children[0]
    if isinstance(leaf, Image):
        return True
    return isinstance(leaf, Path | Glyphs) and (leaf.fill is None or leaf.stroke is None)


def children(nodes: tuple[Node, ...], pen: Pen) -> None:
    """A group's children, bottom to top, with a pen in the group's own space."""
    draw_children(nodes, pen, draw, _remembered)


def _remembered(run: Run, pen: Pen) -> None:
    """The picture of a run onto the pen's sheet: the lowest is only copied."""
    assert run.sheet is not None
    sheet = pen.sheet
    if sheet.blank and sheet.canvas.isClipRect():
        sheet.cover(run.sheet)
    else:
        composite(run.sheet, pen, 1.0, "normal")


def _together(group: Group, pen: Pen, clip: Group | None) -> None:
    """Draw a group's children on a sheet of their own, change them, and composite them. ``clip``: one that is still to be applied."""
    if pen.emission and pen.gain == 0 and not emits(group):
        return
    for sheet in _changed(group, pen, clip) if group.effects else _gathered(group, pen):
        own = pen.on(sheet)
        if clip is not None:
            cut(own, clip)
        if group.mask is not None:
            veil(own, group.mask)
        composite(sheet, pen, now(group.opacity), now(group.blend))


def _changed(group: Group, pen: Pen, clip: Group | None) -> list[Sheet]:
    """A group's children after its effects; where nothing else is to be done to them, some may be on the pen's sheet already."""
    onto = clip is None and group.mask is None and _plain(pen, now(group.opacity), now(group.blend))
    return filtered(group, pen, children, onto)


def _gathered(group: Group, pen: Pen) -> Iterator[Sheet]:
    """A group's children on sheets of the pixels that they can touch and the pen can reach."""
    for nodes, box in clusters(pen.desk.boxes, group.children, pen.ctm, (0, 0)):
        seen = box.within(pen.sheet.clip)
        if not seen.empty:
            sheet = fresh(seen)
            children(nodes, pen.on(sheet))
            yield sheet


def emits(group: Group) -> bool:
    """Whether a group or one below it emits light."""
    return now(group.emit) > 0 or any(emits(child) for child in group.children if isinstance(child, Group))


def composite(own: Sheet, pen: Pen, opacity: float, mode: str) -> None:
    """A sheet onto the pen's, through its clip."""
    pen.sheet.touch()
    if _plain(pen, opacity, mode):
        _put(own, pen.sheet)
    elif mode == "normal":
        _lay(own, pen.sheet, opacity, skia.BlendMode.kSrcOver)
    else:
        if opacity < 1:
            own.pixels *= opacity
        below = Sheet(plane(own.box.height, own.box.width), own.box)
        below.pixels[:] = pen.sheet.window(own.box)
        blend(own.pixels, below.pixels, mode)
        _lay(below, pen.sheet, 1.0, skia.BlendMode.kSrc)


def _plain(pen: Pen, opacity: float, mode: str) -> bool:
    """Whether what is composited only lies over what is there, in whole pixels."""
    return mode == "normal" and opacity >= 1 and bool(pen.sheet.canvas.isClipRect())


def _put(own: Sheet, sheet: Sheet) -> None:
    """A sheet over another, cut to a clip of whole pixels: no work where it holds nothing."""
    seen = own.box.within(sheet.clip)
    if not seen.empty:
        blend(own.window(seen), sheet.pixels, "normal", seen.left - sheet.box.left, seen.top - sheet.box.top)


def _lay(own: Sheet, sheet: Sheet, opacity: float, mode: Any) -> None:
    paint = skia.Paint()
    paint.setBlendMode(mode)
    paint.setAlphaf(opacity)
    sheet.canvas.save()
    sheet.place(Affine.translation(own.box.left, own.box.top))
    sheet.canvas.drawImage(picture(own.pixels), 0, 0, _PLAIN, paint)
    sheet.canvas.restore()
