"""Screens: a device on a canvas, as templates see it: its outline, its cut-out and its safe areas, in pixels of the canvas.

device_for(devices, canvas)              -> the device that a canvas is
screen_view(name, device, canvas, rtl)   -> ``device.matte``, ``device.safe``, ``device.status`` ...
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from generator.documents.canvas import Canvas
from generator.documents.devices import Cutout, Device
from generator.documents.layout import Box, plain
from generator.documents.view import View

Point = tuple[float, float]


def device_for(devices: Mapping[str, Device], canvas: Canvas) -> str:
    """The device of the canvas's name, else of its very size, else of the nearest shape, which is then scaled."""
    if canvas.name in devices:
        return canvas.name
    shape = canvas.width / canvas.height

    def far(name: str) -> tuple[bool, float]:
        of = devices[name]
        return (of.width, of.height) != (canvas.width, canvas.height), abs(math.log(of.width / of.height / shape))

    return min(devices, key=far)


def screen_view(name: str, device: Device, canvas: Canvas, mirrored: bool) -> View:
    """What a template may ask of its device."""
    scale = canvas.width / device.width
    page = Box(0, 0, canvas.width, canvas.height, mirrored)
    edges = device.safe
    safe = page.inset(edges.top * scale, edges.right * scale, edges.bottom * scale, edges.left * scale)
    outline = _screen(canvas, device.radius * scale, device.smoothing)
    hole = _cutout(device, device.cutout, scale) if device.cutout else ""
    values = {
        "name": name,
        "title": device.title,
        "point": device.ratio * scale,
        "radius": device.radius * scale,
        "reach": device.reach * scale,
        "safe": safe,
        "status": page.inset(0, 0, canvas.height - edges.top * scale, 0),
        "cut": _cut_box(device, device.cutout, scale, mirrored),
        "screen": outline,
        "cutout": hole,
        "matte": f"{outline}{hole}",
    }
    return View("property of a device", values)


def _cut_box(device: Device, cutout: Cutout | None, scale: float, mirrored: bool) -> Box:
    """Around the cut-out; without one, a box of no width in the middle of the upper edge."""
    if cutout is None:
        return Box(device.width * scale / 2, 0, 0, 0, mirrored)
    left = device.middle(cutout) - cutout.width / 2
    return Box(left * scale, cutout.y * scale, cutout.width * scale, cutout.high * scale, mirrored)


def _cutout(device: Device, cutout: Cutout, scale: float) -> str:
    """Its outline, which runs against the screen's, so that it is a hole by either fill rule."""
    b = _cut_box(device, cutout, scale, mirrored=False)
    r = cutout.radius * scale if cutout.shape == "notch" else min(b.width, b.height) / 2
    if cutout.shape == "notch":
        down = f"V{plain(b.bottom - r)}A{plain(r)} {plain(r)} 0 0 0 {plain(b.x + r)} {plain(b.bottom)}H{plain(b.right - r)}"
        return f"M{plain(b.x)} 0{down}A{plain(r)} {plain(r)} 0 0 0 {plain(b.right)} {plain(b.bottom - r)}V0Z"
    arc = f"A{plain(r)} {plain(r)} 0 0 0"
    sides = (
        f"M{plain(b.x + r)} {plain(b.y)}{arc} {plain(b.x)} {plain(b.y + r)}V{plain(b.bottom - r)}",
        f"{arc} {plain(b.x + r)} {plain(b.bottom)}H{plain(b.right - r)}",
        f"{arc} {plain(b.right)} {plain(b.bottom - r)}V{plain(b.y + r)}{arc} {plain(b.right - r)} {plain(b.y)}Z",
    )
    return "".join(sides)


def _screen(canvas: Canvas, radius: float, smoothing: float) -> str:
    """The screen's outline, clockwise from the upper left corner's end."""
    if not radius:
        return f"M0 0H{canvas.width}V{canvas.height}H0Z"
    corners = (
        ((canvas.width, 0.0), (1.0, 0.0), (0.0, 1.0)),
        ((canvas.width, canvas.height), (0.0, 1.0), (-1.0, 0.0)),
        ((0.0, canvas.height), (-1.0, 0.0), (0.0, -1.0)),
        ((0.0, 0.0), (0.0, -1.0), (1.0, 0.0)),
    )
    return "M" + "L".join(_corner(corner, radius, smoothing) for corner in corners) + "Z"


def _corner(corner: tuple[Point, Point, Point], radius: float, smoothing: float) -> str:
    """A corner by its tip, the way to it and the way from it: an arc, and on both sides of it a Bezier from straight to round.

    With a smoothing of s the arc keeps 1 - s of its quarter turn, and the corner begins (1 + s) radii before its tip. A Bezier's second
    handle is where the arc's direction meets the edge, its first lies two thirds of the way there.
    """
    at, along, away = corner

    def to(forward: float, aside: float) -> str:
        x = at[0] + along[0] * forward + away[0] * aside
        y = at[1] + along[1] * forward + away[1] * aside
        return f"{plain(x)} {plain(y)}"

    turned = 45.0 * smoothing
    begins = radius * (1 + smoothing)
    c, s = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    # Where the arc begins, seen from the corner's tip, and where the tangent there meets the edge.
    before, below = radius * (1 - s), radius * (1 - c)
    meets = before + (below * c / s if s else 0.0)
    first = begins - (begins - meets) * 2 / 3
    arc = f"A{plain(radius)} {plain(radius)} 0 0 1 {to(-below, before)}"
    if not smoothing:
        return f"{to(-begins, 0)}{arc}"
    lead = f"{to(-begins, 0)}C{to(-first, 0)} {to(-meets, 0)} {to(-before, below)}"
    return f"{lead}{arc}C{to(0, meets)} {to(0, first)} {to(0, begins)}"
