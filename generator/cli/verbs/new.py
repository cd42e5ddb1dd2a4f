"""``new``: a template to start from, as a copy of another under a new name."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from generator.cli.console import result, say
from generator.problems import BriefError, WriteError
from generator.shelf import Shelf


def run(name: str, source: str, into: Path, templates: list[Path]) -> None:
    """Copy ``source`` to ``into/name``. The kit is not copied: it is found where it ships, and a file of the same name hides its own."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        raise BriefError(f"{name!r} is no name for a template; write small letters, digits and _, beginning with a letter")
    original = Shelf(templates).folder(source)
    target = into / name
    if target.exists():
        raise BriefError(f"{target} is there already; choose another name")
    part = into / f".{name}.{os.getpid()}.part"
    try:
        shutil.copytree(original, part, ignore=shutil.ignore_patterns(".*"))
        part.replace(target)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise WriteError(f"{target} cannot be written: {error.strerror}") from None
    result(str(target))
    say(f"try: ministerio render {name} --templates {into} --frames 1060 --to png")
