"""Keep: a wish as a command to repeat it by, and as a preset: a file in the project that ``ministerio batch`` renders, too.

presets/<template>/<name>.yaml:   assets:
                                  - {template: score_hud, look: vigil, lang: en, citizen: irene, set.score: 412}
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.batch.columns import OWN, asked, column_of
from generator.batch.sheet import of_yaml
from generator.deliver.files import folder, write_bytes
from generator.problems import BriefError
from generator.studio.desk import Desk
from generator.studio.wish import Wish
from generator.values import sheet

_OPTIONS = ("look", "language", "canvas", "rate", "start", "seed", "citizen", "at")
_COLUMNS = {name: column_of(name) for name in _OPTIONS}
_NAME = re.compile(r"[\w][\w .-]{0,59}")
_MOST = 2 * 1024 * 1024


def arguments(desk: Desk, wish: Wish, more: Mapping[str, str] | None = None) -> list[str]:
    """The command that makes exactly this plate, word by word; ``more`` are further options."""
    words = ["ministerio", "render", wish.template]
    for name, column in _COLUMNS.items():
        if getattr(wish, name) is not None:
            words += [f"--{column}", str(getattr(wish, name))]
    if wish.treatments:
        words += ["--treatments", ",".join(wish.treatments)]
    for name, value in wish.parameters.items():
        words += ["--set", f"{name}={_text(value)}"]
    if desk.canon and wish.citizen:
        words += ["--canon", str(desk.canon)]
    for option, folders in (("--templates", desk.places.templates), ("--fonts", desk.places.fonts)):
        for path in folders:
            words += [option, str(path)]
    if desk.out != Path("output"):
        words += ["--out", str(desk.out)]
    for option, value in (more or {}).items():
        words += [f"--{option}", value]
    return words


def command(desk: Desk, wish: Wish, more: Mapping[str, str] | None = None) -> str:
    """The same as a line for a shell."""
    return shlex.join(arguments(desk, wish, more))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def save(desk: Desk, name: str, wish: Wish) -> Path:
    """Write a preset, in place of one of the same name. Raises BriefError for a name that is none, WriteError."""
    row: dict[str, Any] = {"template": wish.template}
    row |= {column: getattr(wish, name) for name, column in _COLUMNS.items() if getattr(wish, name) is not None}
    row |= {"treatments": ",".join(wish.treatments)} if wish.treatments else {}
    row |= {OWN + key: value for key, value in wish.parameters.items()}
    path = _path(desk, wish.template, name)
    folder(path.parent)
    write_bytes(path, sheet.write({"assets": [row]}).encode())
    return path


def there(desk: Desk, template: str, name: str) -> bool:
    """Whether there is a preset of that name. Raises BriefError for a name that is none."""
    return _path(desk, template, name).exists()


def remove(desk: Desk, template: str, name: str) -> None:
    """Delete a preset. Raises BriefError for one that is not there or cannot be deleted."""
    path = _path(desk, template, name)
    try:
        path.unlink()
    except OSError as error:
        raise BriefError(f"{path} cannot be deleted: {error.strerror}") from None


def load(desk: Desk, template: str, name: str) -> dict[str, Any]:
    """A preset as the wish that it was. Raises BriefError for one that is not there or is none."""
    path = _path(desk, template, name)
    try:
        if path.stat().st_size > _MOST:
            raise BriefError(f"{path} has over {_MOST:,} bytes")
        (row, *_) = of_yaml(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise BriefError(f"{path} cannot be read: {error.strerror}") from None
    except (BriefError, UnicodeDecodeError):
        raise BriefError(f"{path} is no preset: it is a sheet whose first row is the plate") from None
    options, given = asked(row.cells)
    wish: dict[str, Any] = {"template": template, **{name: str(options[name]) for name in _OPTIONS if name in options}, "parameters": given}
    treatments = str(options.get("treatments") or "")
    return wish | ({"treatments": treatments.split(",")} if treatments else {})


def names(desk: Desk, template: str) -> list[str]:
    """The presets of a template."""
    return sorted(_names(desk.presets / template)) if re.fullmatch(r"[a-z][a-z0-9_]*", template) else []


def _names(there: Path) -> Iterator[str]:
    for path in there.glob("*.yaml") if there.is_dir() else ():
        if _NAME.fullmatch(path.stem):
            yield path.stem


def _path(desk: Desk, template: str, name: str) -> Path:
    """Where a preset is: in the template's folder of the project's presets, and nowhere else."""
    if not _NAME.fullmatch(name) or ".." in name or not re.fullmatch(r"[a-z][a-z0-9_]*", template):
        raise BriefError(f"{name!r} is no name for a preset: letters, digits, spaces, dots, - and _")
    root = desk.presets.resolve()
    path = (root / template / f"{name}.yaml").resolve()
    if not path.is_relative_to(root):
        raise BriefError(f"{name!r} lies outside of the project's presets")
    return path
