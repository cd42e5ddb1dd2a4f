"""The verbs of many assets: ``batch`` and ``submit``. Light, like app.py: what they do is in ``verbs/``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli import options as ask
from generator.cli.load import work

many = typer.Typer()

Sheet = Annotated[Path, typer.Argument(metavar="SHEET", help="A CSV, YAML, JSON or XLSX file with a row for each asset.")]
Defaults = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="COLUMN=VALUE", help="A column for rows that have none of their own; may be given several times."),
]
Wedges = Annotated[
    list[str] | None,
    typer.Option("--wedge", metavar="COLUMN=A,B", help="Make every asset once for each of these values; may be given several times."),
]
Token = Annotated[str | None, typer.Option(help="For rows that have none of their own.")]
To = Annotated[str | None, typer.Option("--to", help="Formats, with commas, for rows that have none of their own.")]


def _asked(set_: list[str] | None, show: str | None, shot: str | None, version: str | None, to: str | None) -> dict[str, Any]:
    """Defaults for rows, by column."""
    return {"set": set_ or [], "tokens": {"show": show, "shot": shot, "version": version, "formats": to}}


@many.command()
def batch(
    sheet: Sheet,
    check: Annotated[bool, typer.Option("--check", help="Tell every fault of the sheet, and what it would make; render nothing.")] = False,
    spot: Annotated[
        int,
        typer.Option("--spot", min=0, max=12, metavar="N", help="Render N beats of every asset as thumbnails on a page, no more."),
    ] = 0,
    wedge: Wedges = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="Write the items for other machines to a file, and render nothing.")
    ] = None,
    engine: Annotated[str, typer.Option("--engine", help="local: processes of this machine; dask: a cluster (extra `farm`).")] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS|FILE", help="The dask scheduler to join; a cluster of this machine unless said."),
    ] = None,
    set_: Defaults = None,
    show: Token = None,
    shot: Token = None,
    version: Token = None,
    to: To = None,
    out: ask.Out = Path("output"),
    jobs: ask.Jobs = None,
    overwrite: ask.Overwrite = False,
    templates: ask.Templates = None,
    fonts: ask.Fonts = None,
    json: ask.Json = False,
) -> None:
    """Render every asset of a sheet. A rerun of the same command keeps what is right, and makes what is missing or was changed.

    Example: ministerio batch examples/scene_12.csv --out output/scene_12
    """
    work("batch").run(
        sheet, _asked(set_, show, shot, version, to), wedges=wedge or [], check=check, spot=spot, plan=plan, engine=engine,
        scheduler=scheduler, out=out, jobs=jobs, overwrite=overwrite, templates=templates or [], fonts=fonts or [], as_json=json,
    )  # fmt: skip


@many.command()
def submit(
    sheet: Sheet,
    to_: Annotated[str, typer.Option("--to", help="Whose job it becomes: openjd, slurm, commands or opencue.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write the job to.")],
    plates: Annotated[Path, typer.Option("--plates", metavar="DIR", help="Folder that the job writes plates to.")] = Path("output"),
    wedge: Wedges = None,
    set_: Defaults = None,
    show: Token = None,
    shot: Token = None,
    version: Token = None,
    formats: Annotated[str | None, typer.Option("--formats", help="Formats, with commas, for rows that have none of their own.")] = None,
    jobs: ask.Jobs = None,
    overwrite: ask.Overwrite = False,
    templates: ask.Templates = None,
    fonts: ask.Fonts = None,
    json: ask.Json = False,
) -> None:
    """Write a sheet as a job for a render farm: an OpenJD bundle, a Slurm array, a list of commands, or OpenCue's XML.

    Example: ministerio submit examples/scene_12.csv --to openjd --out output/job --plates output/scene_12
    """
    work("submit").run(
        sheet, _asked(set_, show, shot, version, formats), wedges=wedge or [], kind=to_, out=out, plates=plates, jobs=jobs,
        overwrite=overwrite, templates=templates or [], fonts=fonts or [], as_json=json,
    )  # fmt: skip
