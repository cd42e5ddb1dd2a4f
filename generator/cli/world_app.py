"""``ministerio world ...``: the verbs of continuity and their options. As in ``app.py``, nothing here works."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli import options as ask
from generator.cli.load import work

world = typer.Typer(help="Citizens, their scores at a moment, their timelines, and whether the canon holds together.", no_args_is_help=True)

Who = Annotated[str, typer.Argument(metavar="CITIZEN", help="An id of the cast, a name, a number, a phone or an identity number.")]
Language = Annotated[str, typer.Option("--lang", help="Language of the words: es, en, zh or ar.")]


@world.command()
def show(who: Who, canon: ask.Canon = None, lang: Language = "es", templates: ask.Templates = None, json: ask.Json = False) -> None:
    """Show one citizen: who they are, where they live, their numbers, habits and traces.

    Example: ministerio world show dario
    """
    work("world").show(who, canon=canon, language=lang, templates=templates or [], as_json=json)


@world.command()
def at(
    who: Who,
    when: Annotated[str, typer.Argument(metavar="WHEN", help="A date and hour, or scene:12A.")],
    canon: ask.Canon = None,
    lang: Language = "es",
    templates: ask.Templates = None,
    json: ask.Json = False,
) -> None:
    """Show a citizen at a moment of the story: score, band, the last event, what is in force, and the score so far.

    Example: ministerio world at samir scene:12A
    """
    work("world").at(who, when, canon=canon, language=lang, templates=templates or [], as_json=json)


@world.command()
def timeline(
    who: Who,
    since: Annotated[str | None, typer.Option("--from", metavar="WHEN", help="First moment; the film's first day unless said.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="WHEN", help="Last moment; the film's end unless said.")] = None,
    canon: ask.Canon = None,
    lang: Language = "es",
    templates: ask.Templates = None,
    json: ask.Json = False,
) -> None:
    """List what a citizen did and what it cost, with the scenes that show them, and chart the score.

    Example: ministerio world timeline irene --from 2041-10-01
    """
    work("world").timeline(who, since, until, canon=canon, language=lang, templates=templates or [], as_json=json)


@world.command()
def find(
    text: Annotated[str, typer.Argument(help="Part of a name of the cast, a phone, an identity number; or nothing.")] = "",
    when: Annotated[str | None, typer.Option("--at", metavar="WHEN", help="The moment at which they are to be so.")] = None,
    band: Annotated[str | None, typer.Option("--band", help="exemplary, regular, watch, sanctioned or disabled.")] = None,
    age: Annotated[str | None, typer.Option("--age", metavar="FROM-TO", help="Years, as 20-35 or 67.")] = None,
    sex: Annotated[str | None, typer.Option("--sex", help="feminine or masculine.")] = None,
    district: Annotated[str | None, typer.Option("--district", help="A district by its letters or its name.")] = None,
    did: Annotated[str | None, typer.Option("--did", metavar="RULE", help="A behaviour of the thirty days before.")] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=200, help="How many, no two alike in name or face.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="Of who is found first.")] = 0,
    canon: ask.Canon = None,
    lang: Language = "es",
    templates: ask.Templates = None,
    json: ask.Json = False,
) -> None:
    """Find citizens: the cast by name, anyone by phone or identity number, extras by what they are.

    Example: ministerio world find --band sanctioned --age 20-35 --at scene:13 --count 6
    """
    wanted = {"when": when, "band": band, "age": age, "sex": sex, "district": district, "did": did}
    work("world").find(text, wanted, count=count, seed=seed, canon=canon, language=lang, templates=templates or [], as_json=json)


@world.command()
def check(
    plates: Annotated[list[Path] | None, typer.Argument(metavar="[PLATE...]", help="Folders of plates to hold against the canon.")] = None,
    canon: ask.Canon = None,
    templates: ask.Templates = None,
    json: ask.Json = False,
) -> None:
    """Read the canon and report whatever contradicts itself, with file and line; and plates whose facts it no longer supports. A plate is
    held against the canon that it was made with, unless one is given.

    Example: ministerio world check output/sp_018_010_score_hud_v001
    """
    work("world_check").check(plates or [], canon=canon, templates=templates or [], as_json=json)


@world.command()
def clearance(
    subjects: Annotated[list[str], typer.Argument(metavar="PLATE|TEMPLATE|SHEET...", help="Plates' folders, templates, sheets.")],
    set_: ask.Settings = None,
    params: ask.Params = None,
    look: Annotated[str | None, typer.Option("--look", help="Theme of templates; the first unless said.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of templates; es unless said.")] = None,
    canvas: Annotated[str | None, typer.Option("--canvas", metavar="NAME|WxH", help="Canvas of templates; the first unless said.")] = None,
    citizen: Annotated[str | None, typer.Option("--citizen", metavar="ID-OR-NAME", help="Who of the world templates show.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="WHEN", help="A date and hour, or scene:12A; the template's own.")] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the table here; to stdout where no file is asked for.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page to print and sign here.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when anything needs a person.")] = False,
    canon: ask.Canon = None,
    templates: ask.Templates = None,
    fonts: ask.Fonts = None,
    json: ask.Json = False,
) -> None:
    """List everything that can be seen on a plate, with where it comes from, and the rule that makes it safe or who has to look at it.

    Example: ministerio world clearance score_hud --html clearance.html
    """
    asked = {"look": look, "language": lang, "canvas": canvas, "citizen": citizen, "at": at}
    work("clearance").run(
        subjects, asked, settings=set_ or [], params=params, canon=canon, csv=csv, html=html, strict=strict,
        templates=templates or [], fonts=fonts or [], as_json=json,
    )  # fmt: skip
