"""Spot checks as pages that open from disk: no script, nothing from outside; thumbnails are files beside them.

A page has so many assets that a browser stays quick; the first is ``index.html``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from generator.batch.spots import Spot, Spotted

ON_A_PAGE = 240
_HIGH = 420  # pixels that a thumbnail has at most
_NAMED = ("template", "show", "shot", "version")  # which the plate's name says
_STYLE = """
:root { --paper: #f3efe6; --ink: #14181c; --soft: #4f5457; --rule: #d3d0c9; --mark: #b32a14; --back: #24282b; }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.4 Overpass, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
body { margin: 0 auto; padding: 40px; max-width: 1680px; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 32px; border-bottom: 2px solid var(--ink);
  padding-bottom: 8px; margin-bottom: 32px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
header p { margin: 0; color: var(--soft); }
nav { margin: 0 0 24px; } nav a, nav b { margin-right: 12px; } a { color: inherit; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 520px), 1fr)); gap: 32px; align-items: start; }
article { min-width: 0; }
h2 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
article > p { margin: 0 0 8px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
article > p.fault { color: var(--mark); white-space: pre-line; }
.strip { display: flex; gap: 8px; align-items: flex-start; }
figure { margin: 0; min-width: 0; }
figure img { display: block; width: 100%; height: auto; background: var(--back); }
figcaption { font-size: 13px; color: var(--soft); margin-top: 4px; display: flex; justify-content: space-between; gap: 8px; }
figcaption span { font-variant-numeric: tabular-nums; }
article.failed { border-top: 2px solid var(--mark); padding-top: 6px; }
"""


def pages(title: str, note: str, found: Sequence[Spotted]) -> Iterator[tuple[str, str]]:
    """Every page's name and text."""
    many = [found[i : i + ON_A_PAGE] for i in range(0, len(found), ON_A_PAGE)] or [[]]
    for n, some in enumerate(many):
        links = "".join(_link(i, n, part) for i, part in enumerate(many)) if len(many) > 1 else ""
        nav = f"<nav>{links}</nav>\n" if links else ""
        articles = "".join(map(_article, some))
        yield (
            _name(n),
            f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
            f"<header><h1>{escape(title)}</h1><p>{escape(note)}</p></header>\n{nav}<main>\n{articles}</main>\n{nav}</body>\n</html>\n",
        )


def _name(n: int) -> str:
    return f"index_{n + 1}.html" if n else "index.html"


def _link(n: int, here: int, part: Sequence[Spotted]) -> str:
    label = f"{part[0].asked.number} to {part[-1].asked.number}"
    return f"<b>{label}</b>" if n == here else f'<a href="{_name(n)}">{label}</a>'


def _article(found: Spotted) -> str:
    cells = ", ".join(f"{name} {_cell(value)}" for name, value in found.asked.cells.items() if name not in _NAMED)
    fault = f'<p class="fault">{escape(found.fault)}</p>' if found.fault else ""
    figures = "".join(_figure(found, spot) for spot in found.spots if spot.file)
    strip = f'<div class="strip">{figures}</div>' if figures else ""
    return (
        f'<article{" class=failed" if found.fault else ""} id="asset-{found.asked.number}"><h2>{escape(found.plate)}</h2>'
        f"<p>row {found.asked.row}{', ' + escape(cells) if cells else ''}</p>{fault}{strip}</article>\n"
    )


def _figure(found: Spotted, spot: Spot) -> str:
    shape = f"flex: {found.aspect:.4g} 1 0; max-width: {_HIGH * found.aspect:.0f}px"
    image = f'<img loading="lazy" src="{quote(spot.file)}" alt="{escape(found.plate)}, frame {spot.frame}">'
    told = f"<figcaption>{escape(spot.beat)}<span>{spot.frame}</span></figcaption>"
    return f'<figure style="{shape}"><a href="{quote(spot.file)}">{image}</a>{told}</figure>'


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
