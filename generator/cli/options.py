"""Options as types, each with its help: those that many verbs have, then those of ``render``, whose meaning is the brief's to say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Templates = Annotated[
    list[Path] | None,
    typer.Option("--templates", metavar="DIR", help="Look for templates and _world here first; may be given several times."),
]
Fonts = Annotated[list[Path] | None, typer.Option("--fonts", metavar="DIR", help="Look for fonts here first; may be given several times.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document to stdout.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A template parameter; may be given several times.")
]
Params = Annotated[Path | None, typer.Option("--params", metavar="FILE", help="Template parameters in a YAML or JSON file.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write to.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, max=512, help="Worker processes; all cores unless said.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace plates of other content.")]
Canon = Annotated[Path | None, typer.Option("--canon", metavar="FILE", help="The film's canon; the one that ships unless said.")]

TemplateName = Annotated[str | None, typer.Argument(help="A template's name; none with --plan.")]
Citizen = Annotated[str | None, typer.Option("--citizen", metavar="ID-OR-NAME", help="Who of the world the plate shows.")]
At = Annotated[
    str | None, typer.Option("--at", metavar="WHEN", help="The story's moment: a date and hour, or scene:12A; the template's own.")
]
Look = Annotated[str | None, typer.Option("--look", help="Theme; the template's first unless said.")]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of the words; Spanish where the template has it.")]
Canvas = Annotated[str | None, typer.Option("--canvas", metavar="NAME|WxH", help="hd, uhd, scope, ... or a size; the template's first.")]
Fps = Annotated[str, typer.Option("--fps", help="24, 25, 24000/1001 (also 23.976), ...")]
Frames = Annotated[str | None, typer.Option("--frames", help="1001-1120, 1001-1100x2, 1001,1010-1020:2; the whole plate.")]
To = Annotated[
    str,
    typer.Option(
        "--to",
        help="Formats, with commas: exr, crypto, boxes, png, png16, tiff, dpx, prores4444, prores422hq, dnxhr444, ffv1, vp9, h264, h265, "
        "gif, webp, wav.",
    ),
]
Loudness = Annotated[float | None, typer.Option("--loudness", metavar="LUFS", help="Of the sound's mix; the template's own.")]
Layers = Annotated[str, typer.Option("--layers", help="all, beauty, or names with commas.")]
Colorspace = Annotated[
    str, typer.Option("--colorspace", help="Of float files: lin_rec709, acescg, aces2065-1, or any of the OpenColorIO config.")
]
Ocio = Annotated[
    str | None, typer.Option("--ocio", metavar="FILE|NAME", envvar="OCIO", help="OpenColorIO config: a file, or a built-in one.")
]
Interpretation = Annotated[
    str, typer.Option("--interpretation", help="texture: the design's light is the scene's; display: it looks as designed in the view.")
]
Display = Annotated[str | None, typer.Option("--display", help="Stills and movies for this display of the config.")]
View = Annotated[str | None, typer.Option("--view", help="Stills and movies through this view of the config.")]
Blend = Annotated[str, typer.Option("--blend", help="What the plate composites in: linear or srgb.")]
Alpha = Annotated[
    str, typer.Option("--alpha", help="Of tiff and of movies that carry one: straight, as their readers expect, or premultiplied.")
]
Quality = Annotated[str, typer.Option("--quality", help="Of prores4444: quality, or fast.")]
Ground = Annotated[str, typer.Option("--ground", help="Colour under files without alpha.")]
Treatments = Annotated[str, typer.Option("--treatments", help="The template's treatments to switch on, with commas.")]
ShowToken = Annotated[str, typer.Option("--show", help="Show token of the names.")]
Shot = Annotated[str, typer.Option("--shot", help="Shot token of the names.")]
Version = Annotated[str, typer.Option("--version", help="Version token v001, or next.")]
Names = Annotated[str, typer.Option("--names", metavar="PATTERN", help="Of plates; also citizen, look, lang, canvas, seed.")]
Padding = Annotated[int, typer.Option("--padding", min=1, max=9, help="Digits of frame numbers in names.")]
Start = Annotated[int, typer.Option("--start", min=0, help="The number of the plate's first frame.")]
Handles = Annotated[int, typer.Option("--handles", min=0, help="Frames more on either side of the cut, recorded apart.")]
Slate = Annotated[bool, typer.Option("--slate", help="A slate at the frame before the first, never counted.")]
Burnin = Annotated[
    bool, typer.Option("--burnin", help="A review movie beside it: frame, timecode, shot, version and citizen under the picture.")
]
Parts = Annotated[str, typer.Option("--parts", help="Of exr: single, or multi for a part of each layer.")]
Compression = Annotated[str, typer.Option("--compression", help="Of exr: zips, zip, piz, dwaa or none.")]
Crop = Annotated[bool, typer.Option("--crop", help="Crop data windows of exr to what is not empty.")]
Overscan = Annotated[
    float, typer.Option("--overscan", metavar="PER-CENT", help="Draw exr and crypto so much wider and taller than the plate.")
]
OutOrPlan = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder to write to.", show_default="output")]
Seed = Annotated[int, typer.Option("--seed", help="Of what is random in the template.")]
Plan = Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="Do part of a batch's plan instead.")]
Item = Annotated[str | None, typer.Option("--item", metavar="N", help="Which items of the plan: 3, or 3-7.")]
Assemble = Annotated[bool, typer.Option("--assemble", help="Once all items are done: join, and verify every plate.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")]
