"""Folders: a plate's folder, shown by the machine's own file manager."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from generator.problems import BriefError
from generator.studio.desk import Desk


def show_folder(desk: Desk, name: str) -> None:
    """Open a folder below the desk's output. Raises BriefError for any other, and where the machine has no desktop."""
    root, path = desk.out.resolve(), Path(name).resolve()
    if "\0" in name or not path.is_relative_to(root) or not path.is_dir():
        raise BriefError(f"{name} is no folder of plates")
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise BriefError(f"this machine has nothing to show folders with; it is {path}")
    subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
