"""Text files as the shelf reads them: bounded, UTF-8, and named in messages as whoever reads those knows them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from generator.problems import Origin, UserError

NOT_UTF8 = "this file is not UTF-8 text"


def shipped(kind: str) -> Path:
    """Where ``templates`` and ``fonts`` that ship are: in the wheel, or at the top of a checkout."""
    package = Path(str(resources.files("generator")))
    inside = package / "_shipped" / kind
    return inside if inside.is_dir() else package.parent / kind


def shown(path: Path) -> str:
    """A file's name for messages: from the current folder, or from the folder of templates that ship."""
    full = path.resolve()
    for start in (Path.cwd(), shipped("templates").resolve().parent):
        if full.is_relative_to(start):
            return full.relative_to(start).as_posix()
    return str(path)


def as_shipped(name: str, text: str) -> bool:
    """Whether a file of the templates that ship says exactly this; ``name`` is relative to them."""
    path = shipped("templates") / name
    return path.is_file() and path.read_text(encoding="utf-8") == text


def text_of(path: Path, most: int, fault: type[UserError]) -> str:
    """A text file; raises ``fault`` for one that has over ``most`` bytes, is no UTF-8 or cannot be read."""
    try:
        if path.stat().st_size > most:
            raise fault(f"this file has {path.stat().st_size:,} bytes; at most {most:,} are read", Origin(shown(path)))
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise fault(NOT_UTF8, Origin(shown(path), line)) from None
    except OSError as error:
        raise fault(f"cannot be read: {error.strerror}", Origin(shown(path))) from None
