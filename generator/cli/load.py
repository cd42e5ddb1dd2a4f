"""Loads what a verb does when it is called, so that ``--help`` waits for no compiler."""

from __future__ import annotations

import importlib
import os
from typing import Any

from generator.plan import nursery


def work(module: str) -> Any:
    """A module of ``verbs/``. Its libraries start no threads: the work is shared among processes, which must be free to fork."""
    for name in nursery.ONE_THREAD:
        os.environ.setdefault(name, "1")
    with nursery.unswept():
        return importlib.import_module(f"generator.cli.verbs.{module}")
