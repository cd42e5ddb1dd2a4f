"""HUD-A as a template: ``python bench/hud_a.py HUD_A.json TEMPLATES_DIR`` writes ``TEMPLATES_DIR/hud_a/``.

HUD-A is a published piece of work for comparing renderers: 1,227 elements, 413 moving leaves, one glow, 120 frames of 1920 x 1080. Its
data is a list of nodes in which any value may be a list of 120, one for each frame. Each such list becomes one discrete animation, so
the work stays the same: same elements, same motion, same radius of the glow.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Node = dict[str, Any]
GLOW = (
    '<filter id="glow" filterUnits="userSpaceOnUse" x="0" y="0" width="{w}" height="{h}" color-interpolation-filters="sRGB">'
    '<feGaussianBlur stdDeviation="{sigma}" result="far"/><feBlend in="SourceGraphic" in2="far" mode="screen"/></filter>'
)
MANIFEST = """\
title: HUD-A
description: A published piece of work for comparing renderers.
looks: [vigil]
languages: [es, en]
canvases: [hd, uhd]
duration: {frames}
layers:
  picture: All of it.
"""


def number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


class Writer:
    """Turns nodes into elements; knows how long a list of values lasts."""

    def __init__(self, fps: int, frames: int) -> None:
        self.duration = number(frames / fps)

    def animate(self, name: str, values: Sequence[Any], tag: str = "animate", extra: str = "") -> str:
        text = ";".join(v if isinstance(v, str) else number(v) for v in values)
        return f'<{tag} attributeName="{name}" values={quoteattr(text)} calcMode="discrete" dur="{self.duration}s" fill="freeze"{extra}/>'

    def element(self, tag: str, attributes: dict[str, Any], inside: str = "") -> str:
        """One element; a list becomes an animation of that attribute."""
        still = "".join(
            f" {k}={quoteattr(v if isinstance(v, str) else number(v))}" for k, v in attributes.items() if not isinstance(v, list)
        )
        moving = "".join(self.animate(k, v) for k, v in attributes.items() if isinstance(v, list))
        return f"<{tag}{still}>{moving}{inside}</{tag}>"

    def node(self, n: Node) -> str:
        return getattr(self, n["k"])(n)  # type: ignore[no-any-return]

    def nodes(self, nodes: Sequence[Node]) -> Iterator[str]:
        return (self.node(n) for n in nodes)

    def group(self, n: Node) -> str:
        inside = "\n".join(self.nodes(n["kids"]))
        if n["rot"] or isinstance(n["rot"], list):
            inside = self.moved("rotate", each(n["rot"], n["cx"], n["cy"]), inside)
        if any(isinstance(n[k], list) or n[k] for k in ("dx", "dy")):
            inside = self.moved("translate", each(n["dx"], n["dy"]), inside)
        return f"<g>{inside}</g>"

    def moved(self, kind: str, values: list[tuple[float, ...]], inside: str) -> str:
        listed = [" ".join(map(number, v)) for v in values]
        return f"<g>{self.animate('transform', listed, 'animateTransform', f' type={quoteattr(kind)}')}{inside}</g>"

    def filled(self, n: Node) -> dict[str, Any]:
        return {"fill": n["c"], "fill-opacity": n["a"]}

    def stroked(self, n: Node, width: str) -> dict[str, Any]:
        return {"fill": "none", "stroke": n["c"], "stroke-opacity": n["a"], "stroke-width": n[width]}

    def line(self, n: Node) -> str:
        return self.element("line", {k: n[k] for k in ("x1", "y1", "x2", "y2")} | self.stroked(n, "w"))

    def rect(self, n: Node) -> str:
        return self.element("rect", {"x": n["x"], "y": n["y"], "width": n["w"], "height": n["h"]} | self.filled(n))

    def box(self, n: Node) -> str:
        return self.element("rect", {"x": n["x"], "y": n["y"], "width": n["w"], "height": n["h"]} | self.stroked(n, "sw"))

    def disc(self, n: Node) -> str:
        return self.element("circle", {k: n[k] for k in ("cx", "cy", "r")} | self.filled(n))

    def circ(self, n: Node) -> str:
        return self.element("circle", {k: n[k] for k in ("cx", "cy", "r")} | self.stroked(n, "sw"))

    def arc(self, n: Node) -> str:
        paths = [arc_path(n["cx"], n["cy"], n["r"], a0, a1) for a0, a1 in each(n["a0"], n["a1"])]
        return self.element("path", {"d": paths if len(paths) > 1 else paths[0]} | self.stroked(n, "sw"))

    def poly(self, n: Node) -> str:
        return self.element("polygon", {"points": " ".join(number(v) for p in n["pts"] for v in p)} | self.filled(n))

    def text(self, n: Node) -> str:
        """A string that changes is a fitted text that steps through its values; its box stands on the baseline."""
        weight = {"font-weight": "700"} if n["bold"] else {}
        style = {"font-size": n["size"]} | weight | self.filled(n)
        if isinstance(n["s"], str):
            return self.element("text", {"x": n["x"], "y": n["y"], "text-anchor": n["anchor"]} | style, escape(n["s"]))
        wide, high = 1000.0, 2.0 * n["size"]
        x = [v - (wide / 2 if n["anchor"] == "middle" else 0) for v in listed(n["x"])]
        y = [v - high for v in listed(n["y"])]
        place = {"x": x if len(x) > 1 else x[0], "y": y if len(y) > 1 else y[0], "width": wide, "height": high, "valign": "baseline"}
        says = {"align": n["anchor"], "values": "|".join(n["s"]), "dur": f"{self.duration}s"}
        return self.element("ui:text", place | says | style)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def each(*values: Any) -> list[tuple[Any, ...]]:
    """Lists and single values side by side, as long as the longest list."""
    count = max((len(v) for v in values if isinstance(v, list)), default=1)
    return list(zip(*[v if isinstance(v, list) else [v] * count for v in values], strict=True))


def arc_path(cx: float, cy: float, r: float, a0: float, a1: float) -> str:
    """Always two halves, so that every frame's path has the same structure."""

    def point(degrees: float) -> str:
        turn = math.radians(degrees)
        return f"{number(cx + r * math.cos(turn))} {number(cy + r * math.sin(turn))}"

    return f"M{point(a0)}A{r} {r} 0 0 1 {point((a0 + a1) / 2)}A{r} {r} 0 0 1 {point(a1)}"


def document(hud: Node) -> str:
    writer = Writer(hud["fps"], hud["frames"])
    w, h, layers = hud["w"], hud["h"], hud["layers"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 {w} {h}"',
        ' font-family="DejaVu Sans Mono">',
        f"<defs>{GLOW.format(w=w, h=h, sigma=hud['sigma'])}</defs>",
        '<g ui:layer="picture">',
    ]
    for name in ("static", "dim", "bright", "scan"):
        parts.append('<g filter="url(#glow)">' if name == "bright" else "<g>")
        parts += writer.nodes(layers[name])
        parts.append("</g>")
    return "\n".join([*parts, "</g>", "</svg>", ""])


def main(source: str, folder: str) -> None:
    hud = json.loads(Path(source).read_text(encoding="utf-8"))
    home = Path(folder) / "hud_a"
    home.mkdir(parents=True, exist_ok=True)
    (home / "manifest.yaml").write_text(MANIFEST.format(frames=hud["frames"]), encoding="utf-8")
    (home / "scene.svg.j2").write_text("{% raw %}" + document(hud) + "{% endraw %}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
