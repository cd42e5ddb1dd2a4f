"""The verbs of one asset and their options. Nothing here works: each verb hands its words to its module in ``verbs/``."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from generator import __version__
from generator.cli import options as ask
from generator.cli.batch_app import many
from generator.cli.console import INTERRUPTED
from generator.cli.load import work
from generator.cli.world_app import world
from generator.problems import BriefError, MinisterioError

app = typer.Typer(
    name="ministerio",
    help="Renders the screens of a state that does not exist, as image and video plates for film.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
app.add_typer(world, name="world")
app.add_typer(many)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"ministerio {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    about: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Renders the screens of a state that does not exist, as image and video plates for film."""


@app.command()
def demo(out: ask.Out = Path("output/demo"), jobs: ask.Jobs = None, json: ask.Json = False) -> None:
    """Render the hero plates, short, and a contact sheet: the first thing to look at.

    Example: ministerio demo --out output/demo
    """
    work("demo").run(out=out, jobs=jobs, as_json=json)


@app.command()
def reel(out: ask.Out = Path("output/reel"), jobs: ask.Jobs = None, json: ask.Json = False) -> None:
    """Cut the film's screens together, with titles and sound, as one movie to show around (needs the extra `editorial`).

    Example: ministerio reel --out output/reel
    """
    work("reel").run(out=out, jobs=jobs, as_json=json)


@app.command("list")
def list_(templates: ask.Templates = None, json: ask.Json = False) -> None:
    """List the templates that there are, each with its one sentence.

    Example: ministerio list --json
    """
    work("catalogue").run_list(templates=templates or [], as_json=json)


@app.command()
def show(
    template: Annotated[str, typer.Argument(help="A template's name.")], templates: ask.Templates = None, json: ask.Json = False
) -> None:
    """Show a template's parameters, looks, languages, canvases, layers, beats and duration.

    Example: ministerio show score_hud
    """
    work("catalogue").run_show(template, templates=templates or [], as_json=json)


@app.command()
def render(
    context: typer.Context,
    template: ask.TemplateName = None,
    set_: ask.Settings = None,
    params: ask.Params = None,
    citizen: ask.Citizen = None,
    at: ask.At = None,
    canon: ask.Canon = None,
    look: ask.Look = None,
    lang: ask.Lang = None,
    canvas: ask.Canvas = None,
    fps: ask.Fps = "24",
    frames: ask.Frames = None,
    to: ask.To = "exr,h264",
    loudness: ask.Loudness = None,
    layers: ask.Layers = "all",
    colorspace: ask.Colorspace = "lin_rec709",
    ocio: ask.Ocio = None,
    interpretation: ask.Interpretation = "texture",
    display: ask.Display = None,
    view: ask.View = None,
    blend: ask.Blend = "linear",
    alpha: ask.Alpha = "straight",
    quality: ask.Quality = "quality",
    ground: ask.Ground = "#000000",
    treatments: ask.Treatments = "",
    show_: ask.ShowToken = "sp",
    shot: ask.Shot = "000_000",
    version: ask.Version = "v001",
    names: ask.Names = "{show}_{shot}_{template}_{version}",
    padding: ask.Padding = 4,
    start: ask.Start = 1001,
    handles: ask.Handles = 0,
    slate: ask.Slate = False,
    burnin: ask.Burnin = False,
    parts: ask.Parts = "single",
    compression: ask.Compression = "zips",
    crop: ask.Crop = False,
    overscan: ask.Overscan = 0.0,
    out: ask.OutOrPlan = None,
    jobs: ask.Jobs = None,
    seed: ask.Seed = 0,
    overwrite: ask.Overwrite = False,
    plan: ask.Plan = None,
    item: ask.Item = None,
    assemble: ask.Assemble = False,
    dry_run: ask.DryRun = False,
    templates: ask.Templates = None,
    fonts: ask.Fonts = None,
    json: ask.Json = False,
) -> None:
    """Render one asset to plates. A rerun of the same command keeps the frames that are right and makes the others.

    Example: ministerio render score_hud --set name="Irene Valdemar" --frames 1001-1048 --to exr,prores4444
    """
    if plan is not None:
        _alone(context, "plan", "item", "assemble", "out", "jobs", "json")
        work("items").run(plan, item, assemble, out, jobs, json)
        return
    if item is not None or assemble:
        raise BriefError(f"{'--assemble' if assemble else '--item'} is for a plan: give --plan FILE")
    if template is None:
        raise BriefError("give a template's name, or a plan: ministerio list tells what there is")
    asked: dict[str, Any] = {
        "template": template, "look": look, "language": lang, "canvas": canvas, "rate": fps, "frames": frames,
        "formats": f"{to},review" if burnin else to, "layers": layers, "colorspace": colorspace, "ocio": ocio,
        "interpretation": interpretation, "display": display, "view": view, "blend": blend, "alpha": alpha,
        "quality": quality, "ground": ground,
        "treatments": treatments, "show": show_, "shot": shot, "version": version, "seed": seed,
        "citizen": citizen, "at": at, "canon": None if canon is None else str(canon), "loudness": loudness,
        "names": names, "padding": padding, "start": start, "handles": handles, "slate": slate,
        "parts": parts, "compression": compression, "crop": crop, "overscan": overscan,
    }  # fmt: skip
    work("render").run(
        asked, settings=set_ or [], params=params, out=out or Path("output"), jobs=jobs, overwrite=overwrite, dry_run=dry_run,
        templates=templates or [], fonts=fonts or [], as_json=json,
    )  # fmt: skip


@app.command()
def svg(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="SVG files, or folders of them.")],
    out: ask.Out,
    width: Annotated[int | None, typer.Option("--width", min=1, max=16384, help="Width in pixels; the drawing's own unless said.")] = None,
    frames: Annotated[str | None, typer.Option("--frames", help="Frames of an animated drawing; makes a plate of it.")] = None,
    to: Annotated[str, typer.Option("--to", help="Formats, with commas.")] = "png",
    fps: Annotated[str, typer.Option("--fps", help="24, 25, 24000/1001, ...")] = "24",
    blend: Annotated[str, typer.Option("--blend", help="srgb, as the SVG specification says, or linear.")] = "srgb",
    jobs: ask.Jobs = None,
    overwrite: ask.Overwrite = False,
    fonts: ask.Fonts = None,
    json: ask.Json = False,
) -> None:
    """Render any SVG, still or animated, to PNG or to plates; relative paths are kept under --out.

    Example: ministerio svg drawings/ --out output/drawings --width 1920
    """
    work("svg").run(
        sources, out=out, width=width, frames=frames, formats=to, rate=fps, blend=blend, jobs=jobs, overwrite=overwrite,
        fonts=fonts or [], as_json=json,
    )  # fmt: skip


@app.command()
def verify(plates: Annotated[list[Path], typer.Argument(metavar="PLATE...", help="Folders of plates.")], json: ask.Json = False) -> None:
    """Open every file of a plate and hold it against its manifest.

    Example: ministerio verify output/sp_000_000_score_hud_v001
    """
    work("verify").run(plates, as_json=json)


@app.command()
def timeline(
    plates: Annotated[list[Path], typer.Argument(metavar="PLATE...", help="Folders of plates, in the order of the cut.")],
    out: Annotated[
        list[Path], typer.Option("-o", "--out", metavar="FILE", help="cut.otio, cut.edl or cut.xml; may be given several times.")
    ],
    media: Annotated[str | None, typer.Option("--media", metavar="FORMAT", help="Which format of the plates is cut.")] = None,
    json: ask.Json = False,
) -> None:
    """Cut plates together for an editor: OpenTimelineIO, EDL or Final Cut Pro 7 XML, with handles and the templates' beats as markers.

    Example: ministerio timeline output/sp_010_score_hud_v001 output/sp_020_score_hud_v001 -o cut.otio
    """
    work("timeline").run(plates, out, media, as_json=json)


@app.command()
def lint(
    template: Annotated[str, typer.Argument(help="A template's name.")],
    set_: ask.Settings = None,
    params: ask.Params = None,
    jobs: ask.Jobs = None,
    templates: ask.Templates = None,
    fonts: ask.Fonts = None,
    json: ask.Json = False,
) -> None:
    """Look for overflowing text, missing words, hairlines, weak contrast and flashes, in every look, language and canvas.

    Example: ministerio lint score_hud --set name="Irene Valdemar Echeverría"
    """
    work("lint").run(template, settings=set_ or [], params=params, jobs=jobs, templates=templates or [], fonts=fonts or [], as_json=json)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new template's name.")],
    from_: Annotated[str, typer.Option("--from", metavar="TEMPLATE", help="The template to start from.")] = "score_hud",
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Folder of templates to make it in.")] = Path("templates"),
    templates: ask.Templates = None,
) -> None:
    """Make a template to start from, as a copy of another.

    Example: ministerio new my_hud --from score_hud
    """
    work("new").run(name, source=from_, into=into, templates=templates or [])


@app.command()
def doctor(fonts: ask.Fonts = None, json: ask.Json = False) -> None:
    """Say what this machine has and lacks: fonts, codecs, graphics libraries, cores; each lack with its remedy.

    Example: ministerio doctor
    """
    work("doctor").run(fonts=fonts or [], as_json=json)


@app.command()
def studio(
    template: Annotated[str | None, typer.Argument(help="The template to begin with.")] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 7341,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")] = True,
    host: Annotated[str, typer.Option("--host", help="Listen beyond this machine, which needs --token.")] = "127.0.0.1",
    token: Annotated[
        str, typer.Option("--token", envvar="MINISTERIO_TOKEN", help="What others must know to come in, 16 characters or more.")
    ] = "",
    canon: ask.Canon = None,
    stills: Annotated[
        list[Path] | None, typer.Option("--stills", metavar="DIR", help="Stills to look at plates over; may be given several times.")
    ] = None,
    project: Annotated[Path, typer.Option("--project", metavar="DIR", help="Where presets and uploads are kept.")] = Path(),
    out: ask.Out = Path("output"),
    templates: ask.Templates = None,
    fonts: ask.Fonts = None,
) -> None:
    """Open the art director's desk in a browser: change words, faces, colours and timing, and see the true picture at once.

    Example: ministerio studio score_hud --stills stills/day_12
    """
    work("studio").run(
        template, port=port, browser=browser, host=host, token=token, out=out, project=project, stills=stills or [], canon=canon,
        templates=templates or [], fonts=fonts or [],
    )  # fmt: skip


def _alone(context: typer.Context, *known: str) -> None:
    """Refuse what a plan has said already."""
    others = []
    for param in context.command.params:
        source = context.get_parameter_source(param.name or "")
        if param.name not in known and source is not None and source.name == "COMMANDLINE":
            others.append(max(param.opts, key=len) if param.param_type_name == "option" else str(param.name))
    if others:
        raise BriefError(f"a plan says what is made: {', '.join(others)} cannot be given beside --plan")


@contextlib.contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """SIGTERM, which farms send, is heard as Ctrl-C is."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def main() -> None:
    """The entry point: runs a verb and turns errors into a few lines and an exit code."""
    try:
        with _ended_as_interrupted():
            app()
    except MinisterioError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:  # typer's word for a KeyboardInterrupt
            sys.stderr.write("interrupted; run the same command again to go on\n")
        raise
    except Exception as error:
        if os.environ.get("MINISTERIO_DEBUG"):
            raise
        sys.stderr.write(f"internal fault: {type(error).__name__}: {error}\nset MINISTERIO_DEBUG=1 to see where\n")
        sys.exit(1)
