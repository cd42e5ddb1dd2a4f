"""The wheel: it carries templates and fonts, works from any folder, and where nothing beside it can be written.

It is installed into an environment of its own that sees the libraries of this one, but neither this checkout nor its caches.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
STILL = ["--canvas", "320x180", "--to", "png", "--jobs", "1"]


def done(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NUMBA", "XDG", "MINISTERIO"))}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env={**plain, **environment}, capture_output=True, text=True, check=False, timeout=400
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = done(*PIP, "wheel", ROOT, "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, cwd=folder)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    installed = done(*PIP, "--python", python, "install", "--no-deps", "--no-index", "--no-compile", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    # A bare path: unlike those of the environment itself, its own .pth files (an editable checkout) are not followed.
    (packages(folder) / "libraries.pth").write_text("\n".join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}))
    return folder


def packages(place: Path) -> Path:
    return next(place.glob("lib/python*/site-packages"))


def block(place: Path) -> None:
    """Make it impossible to write beside the modules, for whoever runs the tests: a file where every cache folder would be."""
    for folder in {path.parent for path in packages(place).glob("generator/**/*.py")}:
        (folder / "__pycache__").touch()


def test_it_carries_what_ships(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for kind in ("templates", "fonts"):
        tracked = done("git", "ls-files", kind, cwd=ROOT).stdout.split() or [
            path.relative_to(ROOT).as_posix() for path in (ROOT / kind).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        ]
        assert tracked
        assert {f"generator/_shipped/{name}" for name in tracked} <= inside
    assert {"generator/studio/page/index.html", "generator/studio/page/main.js", "generator/studio/page/studio.css"} <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)
    assert not [name for name in inside if not name.startswith(("generator/", "ministerio-"))]
    assert not [name for name in inside if "__pycache__" in name or "/tests/" in name]


def test_it_works_from_any_folder_with_nothing_but_its_own(place: Path, tmp_path: Path) -> None:
    block(place)
    home = tmp_path / "home"
    home.mkdir()
    command = place / "bin" / "ministerio"
    where = done(place / "bin" / "python", "-c", "import generator; print(generator.__file__)", cwd=tmp_path, HOME=str(home))
    assert Path(where.stdout.strip()).is_relative_to(place), where.stderr
    listed = done(command, "list", cwd=tmp_path, HOME=str(home))
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "score_hud" in listed.stdout
    made = done(command, "render", "score_hud", "--frames", "1150", *STILL, cwd=tmp_path, HOME=str(home))
    plate = "sp_000_000_score_hud_v001"
    assert (made.returncode, made.stdout) == (0, f"output/{plate}\n"), made.stderr
    assert (tmp_path / "output" / plate / "png" / f"{plate}.1150.png").stat().st_size > 10_000
    assert list(home.rglob("*.nbi")), "compiled code is kept in the home folder"


def test_it_works_where_no_folder_at_all_can_be_written_but_the_output(place: Path, tmp_path: Path) -> None:
    block(place)
    nowhere = tmp_path / "home"
    nowhere.write_text("a file")
    command = [place / "bin" / "ministerio", "render", "title_card", "--frames", "1030", *STILL]  # few loops: none can be kept compiled
    made = done(*command, cwd=tmp_path, HOME=str(nowhere))
    assert (made.returncode, made.stdout) == (0, "output/sp_000_000_title_card_v001\n"), made.stderr
