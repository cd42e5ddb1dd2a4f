"""The four kinds of node. Everything that can be drawn is one of these, and nothing else is ever drawn.

The contract of this form:

* no CSS, no units, no references, no inheritance: every value is a number, a colour or an outline, here, on the node;
* every value is a ``T`` or a ``Track[T]`` (:data:`generator.motion.track.Value`); a *sampled* node is the same class with no Track left;
* a node's own coordinates are mapped by its ``transform`` to its parent's; the root's parent is the canvas, in pixels;
* a Group is drawn in this order, as SVG 2 says: children, then ``effects`` one after another, then ``clip``, then ``mask``, then
  ``opacity``, then composited onto what is below with ``blend``. Clip, mask and effects are in the group's own space, inside its transform;
* a Group with no effect, mask or blend of its own, opacity 1, and ``isolate`` false is only a list: its children composite straight into
  its parent;
* ``span`` is :data:`ALWAYS` on a node in which nothing moves. On a sampled node it is the interval of story time around the sampled
  moment in which the node, with all that is below it, does not change: the same object is given for every moment of it, so pictures
  can be cached by identity;
* a Group's ``still`` is the same for its own values alone, whatever its children do: its transform, opacity, clip, mask, effects, emit,
  visible;
* nodes compare by identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from generator.motion.track import ALWAYS, Span, Value
from generator.problems import NOWHERE, Origin
from generator.scene.paints import Fill, Stroke
from generator.values.geometry import IDENTITY, Affine, Outline, Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.scene.effects import Filter

BlendMode = Literal[
    "normal", "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light", "soft-light",
    "difference", "exclusion", "hue", "saturation", "color", "luminosity", "plus-lighter",
]  # fmt: skip


class Face(Protocol):
    """A font at one instance of its axes, as drawing needs it: outlines by glyph number. Compared by identity."""

    def outline(self, glyph: int) -> Outline | None:
        """The glyph for a font size of 1, baseline at y = 0, y downwards; ``None`` for a blank."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One placed glyph: its origin on the baseline in the node's space, and degrees turned about it."""

    glyph: int
    x: float
    y: float
    rotate: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class GlyphRun:
    """Glyphs of one face and size. ``box`` is the union of the glyphs' em cells (SVG's text bounding box). ``stretch`` scales the glyphs
    along x (``lengthAdjust="spacingAndGlyphs"``). ``text`` is what the run says, for those who read and do not draw."""

    face: Face
    size: float
    glyphs: tuple[Glyph, ...]
    box: Rect
    text: str = ""
    stretch: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Decoded pixels: ``(height, width, 4)`` uint8, sRGB-encoded, straight alpha. Compared by identity."""

    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """``content`` drawn in the group's space; its luminance or its alpha multiplies the group. ``region`` crops it (``None``: nowhere).
    ``linear``: luminance is taken from linear light (``color-interpolation: linearRGB``), else from sRGB-encoded values."""

    content: Group
    kind: Literal["luminance", "alpha"]
    region: Value[Rect] | None
    linear: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Children with what is done to them together. ``clip`` is a drawing whose coverage (alpha) cuts; its fills are opaque.

    ``layer`` names a layer of the plate: only on children of a scene's root. ``emit`` over 0 says that what is below emits
    light: it also goes, that many times, into the plate's glow. ``name`` is the element's id where ids are wanted, and ``citizen`` whom
    it is about: what is drawn never depends on either.
    """

    children: tuple[Node, ...]
    transform: Value[Affine] = IDENTITY
    opacity: Value[float] = 1.0
    clip: Group | None = None
    mask: Mask | None = None
    effects: tuple[Filter, ...] = ()
    blend: Value[BlendMode] = "normal"
    isolate: bool = False
    layer: str | None = None
    emit: Value[float] = 0.0
    visible: Value[bool] = True
    name: str | None = None
    citizen: str | None = None
    origin: Origin = NOWHERE
    span: Span = ALWAYS
    still: Span = ALWAYS


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """An outline, filled and stroked. ``stroke_first``: the stroke lies under the fill. ``crisp``: no anti-aliasing."""

    outline: Value[Outline]
    fill: Fill | None = None
    stroke: Stroke | None = None
    stroke_first: bool = False
    crisp: bool = False
    visible: Value[bool] = True
    origin: Origin = NOWHERE
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """A run of glyphs, filled and stroked like a path."""

    run: Value[GlyphRun]
    fill: Fill | None = None
    stroke: Stroke | None = None
    stroke_first: bool = False
    visible: Value[bool] = True
    origin: Origin = NOWHERE
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """Pixels stretched over ``box``; ``smooth`` false keeps them square."""

    source: Value[Raster]
    box: Value[Rect]
    smooth: bool = True
    opacity: Value[float] = 1.0
    visible: Value[bool] = True
    origin: Origin = NOWHERE
    span: Span = ALWAYS


Node = Group | Path | Glyphs | Image
