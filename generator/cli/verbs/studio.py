"""``studio``: the art director's desk, in a browser."""

from __future__ import annotations

import importlib.util
import webbrowser
from pathlib import Path

from generator.cli.console import result, say
from generator.problems import BriefError
from generator.render import Places

NEEDED = ("starlette", "uvicorn")
REMEDY = "pip install 'ministerio[studio]'"


def run(
    template: str | None, *, port: int, browser: bool, host: str, token: str, out: Path, project: Path, stills: list[Path],
    canon: Path | None, templates: list[Path], fonts: list[Path],
) -> None:  # fmt: skip
    """Open the studio and stay until Ctrl-C."""
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise BriefError(f"the studio needs the extra `studio`: {REMEDY}")
    from generator.studio.desk import Desk
    from generator.studio.server import Door, serve

    for folder in (project, *stills):
        if not folder.is_dir():
            raise BriefError(f"{folder} is no folder")
    places = Places(tuple(templates), tuple(fonts))
    shelf = places.shelf()
    if template:
        shelf.folder(template)
    places.worlds().files(canon)

    def ready(address: str) -> None:
        result(address)
        say("the studio is open; Ctrl-C closes it")
        if browser:
            webbrowser.open(address)

    serve(Desk(places, project, out, canon, tuple(stills), template or ""), Door(host, port, token), ready)
