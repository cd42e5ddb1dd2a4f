"""Clips and masks: numbers between 0 and 1 that multiply a sheet."""

from __future__ import annotations

from typing import Any

import numpy as np

from generator.paint.light import to_encoded, to_linear
from generator.paint.paths import Paths
from generator.paint.pen import Pen
from generator.paint.sheets import Pixels, fresh
from generator.paint.skia_loader import skia
from generator.paint.still import now
from generator.scene.nodes import Group, Mask, Path
from generator.values.compiled import kernel
from generator.values.geometry import Affine

F = np.float32
Clips = tuple[tuple[Any, Affine], ...]


def outlines(paths: Paths, clip: Group, ctm: Affine) -> Clips | None:
    """The paths, each with its space, that cut as a clip does.

    None where only a drawing can say: several shapes, text, masks, no anti-aliasing.
    """
    if not clip.visible or clip.mask is not None or clip.effects or now(clip.opacity) < 1:
        return None
    here = ctm @ now(clip.transform)
    outer = () if clip.clip is None else outlines(paths, clip.clip, here)
    shown = [child for child in clip.children if child.visible]
    if outer is None or len(shown) != 1:
        return None
    only = shown[0]
    if isinstance(only, Group):
        inner = outlines(paths, only, here)
        return None if inner is None else (*outer, *inner)
    if not isinstance(only, Path) or only.fill is None or only.stroke is not None or only.crisp:
        return None
    return (*outer, (paths.outline(now(only.outline), now(only.fill.rule)), here))


def cut(own: Pen, clip: Group) -> None:
    """Multiply a pen's sheet by the alpha of a clip's drawing."""
    desk = own.desk
    cover = fresh(own.sheet.box)
    cover.place(own.ctm)
    desk.draw(clip, Pen(desk, cover, own.ctm, steady=own.steady))
    _times_alpha(own.sheet.pixels, cover.pixels)


def veil(own: Pen, mask: Mask) -> None:
    """Multiply a pen's sheet by the luminance or alpha of a mask's drawing; outside of the mask's region nothing stays."""
    desk = own.desk
    cover = fresh(own.sheet.box)
    cover.place(own.ctm)
    if mask.region is not None:
        region = now(mask.region)
        cover.canvas.clipRect(skia.Rect.MakeXYWH(region.x, region.y, region.width, region.height), True)
    desk.draw(mask.content, Pen(desk, cover, own.ctm, steady=own.steady))
    if mask.kind == "luminance":
        if mask.linear and desk.light == "srgb":
            to_linear(cover.pixels)
        elif not mask.linear and desk.light == "linear":
            to_encoded(cover.pixels)
        _luminance_to_alpha(cover.pixels)
    _times_alpha(own.sheet.pixels, cover.pixels)


@kernel
def _luminance_to_alpha(cover: Pixels) -> None:
    """Premultiplied colour's luminance (Rec. 709 weights) as alpha; over 1 it is 1."""
    for j in range(cover.shape[0]):
        for i in range(cover.shape[1]):
            p = cover[j, i]
            p[3] = min(F(1), max(F(0), F(0.2126) * p[0] + F(0.7152) * p[1] + F(0.0722) * p[2]))


@kernel
def _times_alpha(pixels: Pixels, cover: Pixels) -> None:
    for j in range(pixels.shape[0]):
        for i in range(pixels.shape[1]):
            by = cover[j, i, 3]
            for c in range(4):
                pixels[j, i, c] *= by
