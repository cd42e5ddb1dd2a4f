"""Sheets over the tiny template, run as a user runs them; and what their plates hold."""

from __future__ import annotations

from pathlib import Path


def tree(out: Path) -> dict[str, bytes]:
    """Everything below a folder but for logs and status, byte for byte."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {name: path.read_bytes() for path in files if not (name := path.relative_to(out).as_posix()).startswith("_batch/")}


def sheet(path: Path, rows: int = 6, formats: str = "png", frames: str = "1001-1003", **changed: str) -> Path:
    """A sheet of so many rows; ``changed``: the level of some, by ``rN``."""
    lines = [f'tiny,r{n:03d},{changed.get(f"r{n}", n % 8)},{frames},"{formats}"' for n in range(1, rows + 1)]
    path.write_text("\n".join(["template,shot,level,frames,formats", *lines, ""]))
    return path
