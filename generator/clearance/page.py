"""The report as one page to print and sign: no script, no file beside it, every text from the plate escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from generator.clearance.finding import KINDS, Verdict
from generator.clearance.report import Report, Row
from generator.clearance.trace import Source

_MOST_VALUES = 8
_SECTIONS: tuple[tuple[Verdict, str, str], ...] = (
    ("person", "Needs a person", "No rule makes these safe. Somebody decides, and signs."),
    ("canon", "The film's canon", "The film itself says so. Whoever keeps the canon answers for them."),
    ("clear", "Clear", "A rule makes these safe. It stands beside each."),
)
_STYLE = """
:root { --paper: #f3efe6; --panel: #fbf9f4; --ink: #14181c; --soft: #4f5457; --rule: #d3d0c9; --calm: #1f4e8c; --mark: #e5381e; }
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.45 Overpass, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
body { margin: 0 auto; padding: 48px 40px 64px; max-width: 1180px; }
header, footer { display: flex; justify-content: space-between; align-items: baseline; gap: 32px; }
header { border-bottom: 3px solid var(--ink); padding-bottom: 10px; }
header p { margin: 0; color: var(--soft); }
h1 { font-size: 34px; line-height: 1.15; margin: 28px 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 40px 0 0; }
h2 span { color: var(--soft); font-weight: 400; }
.note { margin: 2px 0 12px; color: var(--soft); }
.lead { font-size: 18px; margin: 0 0 24px; }
.head { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 32px; align-items: start; }
.head img { width: 100%; display: block; background: #24282c; }
dl { display: grid; grid-template-columns: 8em 1fr; margin: 0; border-top: 1px solid var(--rule); }
dt, dd { margin: 0; padding: 6px 0; border-bottom: 1px solid var(--rule); }
dt { color: var(--soft); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; background: var(--panel); }
th { text-align: start; font-weight: 600; color: var(--soft); font-size: 13px; }
th, td { padding: 7px 12px; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere; }
td.what { font-weight: 600; unicode-bidi: plaintext; }
td p { margin: 0 0 4px; }
td small, .where { display: block; color: var(--soft); font-size: 12.5px; line-height: 1.4; font-weight: 400; }
.where { font-family: "Martian Mono", ui-monospace, "DejaVu Sans Mono", monospace; font-size: 11px; }
.kind { width: 11%; } .what { width: 25%; } .rule { width: 27%; } .source { width: 27%; } .sign { width: 10%; }
section.person h2 { color: var(--mark); }
section.person table { border-top: 3px solid var(--mark); }
section.canon table, section.clear table { border-top: 3px solid var(--calm); }
footer { margin-top: 48px; border-top: 1px solid var(--ink); padding-top: 10px; color: var(--soft); }
.signature { display: inline-block; min-width: 240px; border-bottom: 1px solid var(--ink); }
article + article { break-before: page; margin-top: 96px; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  html { background: none; font-size: 10.5pt; } body { padding: 0; max-width: none; } table { background: none; }
  thead { display: table-header-group; } tr, header, .head { break-inside: avoid; } h2 { break-after: avoid; }
}
"""


def page(reports: Iterable[Report], language: str = "en") -> str:
    """An HTML document with an article for each report."""
    articles = "\n".join("".join(_article(report)) for report in reports)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>Clearance</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{articles}\n</body>\n</html>\n"
    )


def _article(report: Report) -> Iterator[str]:
    subject, open_ = report.subject, report.count("person")
    yield "<article>\n<header><p><strong>Ministerio</strong> · Clearance of what can be seen</p>"
    yield f"<p>{len(report.rows)} entries</p></header>\n<h1>{escape(subject.name)}</h1>\n"
    told = f"{open_} {'entry needs' if open_ == 1 else 'entries need'} a person." if open_ else "Nothing here needs a person."
    yield f'<p class="lead">{told}</p>\n<div class="head">'
    yield f'<img src="{escape(subject.picture)}" alt="A frame of {escape(subject.name)}">' if subject.picture else "<div></div>"
    yield "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in subject.facts) + "</dl></div>\n"
    for verdict, title, note in _SECTIONS:
        rows = [row for row in report.rows if row.verdict == verdict]
        if rows:
            yield f'<section class="{verdict}">\n<h2>{escape(title)} <span>{len(rows)}</span></h2>\n<p class="note">{escape(note)}</p>\n'
            yield from _table(rows, verdict)
            yield "</section>\n"
    signs = "".join(f'<span>{what} <span class="signature"></span></span>' for what in ("Read by", "Date"))
    yield f"<footer>{signs}</footer>\n</article>"


def _table(rows: Iterable[Row], verdict: Verdict) -> Iterator[str]:
    last = "Decision" if verdict == "person" else "Frame"
    heads = (("kind", "Kind"), ("what", "What is seen"), ("rule", "Why"), ("source", "Where it comes from"), ("sign", last))
    yield "<table>\n<thead><tr>" + "".join(f'<th class="{name}">{title}</th>' for name, title in heads) + "</tr></thead>\n<tbody>\n"
    for row in rows:
        yield "<tr>" + "".join(_cells(row, verdict)) + "</tr>\n"
    yield "</tbody>\n</table>\n"


def _cells(row: Row, verdict: Verdict) -> Iterator[str]:
    yield f"<td>{escape(KINDS[row.kind])}</td>"
    inner = f"<small>in “{escape(row.whole)}”</small>" if row.whole else ""
    yield f'<td class="what">{escape(row.text)}{inner}{_values(row)}</td>'
    yield f"<td>{escape(row.rule)}</td>"
    yield f"<td>{''.join(_source(source) for source in row.sources) or '<p>Worked out by the template</p>'}{_places(row)}</td>"
    frame = str(row.frame) if row.frame else ""
    yield f"<td>{f'<small>from frame {frame}</small>' if frame and verdict == 'person' else frame}</td>"


def _source(source: Source) -> str:
    where = f'<span class="where">{escape(str(source.origin))}</span>' if source.origin else ""
    told = source.told[0].upper() + source.told[1:]
    return f"<p>{escape(told)}{where}</p>"


def _places(row: Row) -> str:
    """The elements that draw it, where that is another file than the ones that say it."""
    said = {source.origin for source in row.sources}
    drawn = "".join(f'<span class="where">{escape(str(origin))}</span>' for origin in row.drawn if origin not in said)
    return f"<p><small>drawn by</small>{drawn}</p>" if drawn else ""


def _values(row: Row) -> str:
    """All values of a text that changes, as far as there is room."""
    if len(row.values) <= 1:
        return ""
    more = f" and {len(row.values) - _MOST_VALUES} more" if len(row.values) > _MOST_VALUES else ""
    return f"<small>{escape(', '.join(row.values[:_MOST_VALUES]))}{more}</small>"
