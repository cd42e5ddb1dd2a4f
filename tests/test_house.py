"""The house keeps its own rules: who may import whom, where files are opened, how large rooms grow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "generator"

FLOORS = [
    {"problems", "values"},
    {"motion", "languages", "staging"},
    {"world", "typography", "documents", "colour", "scene", "faces", "sound"},
    {"elements", "paint", "deliver"},
    {"brief", "shelf", "plan", "batch", "inspection", "clearance", "editorial"},
    {"render"},
    {"farm", "studio", "cli"},
]
# Rooms of one floor that may know each other: the cellar and the ground are each one family, intent is one conversation.
FAMILIES = [FLOORS[0], FLOORS[1], FLOORS[4], FLOORS[6]]
HOME = {  # a library that only some rooms may import
    "skia": {"paint"},
    "pydantic": {"brief", "documents", "plan", "studio"},
    "jinja2": {"documents"},
    "lxml": {"documents"},
    "uharfbuzz": {"typography"},
    "av": {"deliver", "shelf"},
    "tifffile": {"deliver"},
    "openpyxl": {"shelf"},
    "distributed": {"farm"},
    "OpenEXR": {"deliver"},
    "PyOpenColorIO": {"colour"},
    "moviepy": {"editorial"},
    "opentimelineio": {"editorial"},
    "typer": {"cli"},
    "rich": {"cli"},
    "starlette": {"studio"},
    "uvicorn": {"studio"},
    "random": set(),
    "time": {"shelf", "deliver", "farm", "studio", "cli", "render"},
}
OUTSIDE = {"shelf", "deliver", "farm", "studio", "cli", "render"}  # rooms that may touch files, the environment and clocks


def files() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "_shipped" not in path.parts)


def room(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def floor(name: str) -> int:
    return next((i for i, rooms in enumerate(FLOORS) if name in rooms), -1)


def imports(tree: ast.AST) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            base = node.module or ""
            found += [(f"{base}.{alias.name}", node.lineno) for alias in node.names] if base == "generator" else [(base, node.lineno)]
    return found


def allowed(here: str, there: str) -> bool:
    if here == there:
        return True
    if any(here in family and there in family for family in FAMILIES):
        return True
    return floor(there) < floor(here)


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_import_from_lower_floors_only(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    assert floor(here) >= 0, f"{here} stands on no floor: give it one in this test and in docs/architecture.md"
    for name, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        if name.startswith("generator."):
            there = name.split(".")[1]
            assert there == "__version__" or allowed(here, there), f"{path.name}:{line}: {here} may not import {there}"
        library = name.split(".")[0]
        assert library not in HOME or here in HOME[library], f"{path.name}:{line}: {library} has no place in {here}"


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_outer_rooms_touch_files_and_the_environment(path: Path) -> None:
    if room(path) in OUTSIDE:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "open", f"{path.name}:{node.lineno} opens a file"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"read_text", "read_bytes", "write_text", "write_bytes", "environ", "getenv"}, (
                f"{path.name}:{node.lineno}: .{node.attr}"
            )


def length(function: ast.FunctionDef) -> int:
    """The lines of a function's body: its parameters and what is said of it take what they need."""
    told = ast.get_docstring(function) is not None and len(function.body) > 1
    first, last = function.body[1 if told else 0].lineno, function.body[-1].end_lineno
    assert last is not None
    return last - first + 1


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, "over 400 lines: split it"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert length(node) <= 50, f"{node.name} is {length(node)} lines long"


def test_the_rule_can_fail() -> None:
    """The judge is judged: a forbidden import is seen as one."""
    assert not allowed("paint", "elements")
    assert not allowed("values", "scene")
    assert not allowed("scene", "typography")
    assert allowed("paint", "scene")
    assert imports(ast.parse("from generator.scene.nodes import Group")) == [("generator.scene.nodes", 1)]
