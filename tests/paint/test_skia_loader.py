"""skia imports and draws on a machine without OpenGL: shown in a process that cannot see any."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from drawings import RED, beauty, box

from generator.paint import elf

MACHINES: dict[str, elf.Machine] = {"x86_64": "x86-64", "aarch64": "aarch64"}

# Covers every folder of libraries that holds libGL or libEGL with one of links to all the others, in a mount namespace of our own.
HIDE = r"""
set -eu
top=$(mktemp -d)
mount -t tmpfs none "$top"
n=0
for folder in $( (ldconfig -p || true) | sed -n 's/.*=> \(.*\)\/lib\(E\)\{0,1\}GL\.so.*/\1/p' | xargs -r realpath | sort -u); do
    n=$((n + 1))
    mkdir "$top/real$n" "$top/less$n"
    mount --bind "$folder" "$top/real$n"
    for file in "$top/real$n"/*; do
        case ${file##*/} in libGL* | libEGL*) ;; *) ln -s "$file" "$top/less$n/" ;; esac
    done
    mount --bind "$top/less$n" "$folder"
done
exec "$@"
"""

DRAW = """
import ctypes, sys
for name in ("libGL.so.1", "libEGL.so.1"):
    try:
        ctypes.CDLL(name)
    except OSError:
        continue
    sys.exit(name + " is still there")
try:
    import skia
    sys.exit("skia does not miss OpenGL")
except ImportError:
    pass
from drawings import RED, beauty, box
sys.stdout.write(beauty(box(RED, x=2.5, opacity=0.5)).tobytes().hex())
"""


def hiding() -> list[str]:
    """The command before a command that hides OpenGL from it."""
    for how in (["unshare", "-m"], ["unshare", "-rm"]):
        try:
            if subprocess.run([*how, "true"], capture_output=True, check=False).returncode == 0:
                return [*how, "sh", "-c", HIDE, "sh"]
        except OSError:
            break
    try:
        ctypes.CDLL("libGL.so.1")
    except OSError:
        return []
    pytest.skip("this user may not hide OpenGL, and it is installed")


def test_a_picture_is_drawn_where_there_is_no_opengl() -> None:
    if os.uname().machine not in MACHINES:
        pytest.skip("stand-ins are made for x86-64 and aarch64")
    ran = subprocess.run(
        [*hiding(), sys.executable, "-c", DRAW],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{Path(__file__).parents[2]}:{Path(__file__).parent}"},
    )
    assert ran.returncode == 0, ran.stderr
    assert bytes.fromhex(ran.stdout) == beauty(box(RED, x=2.5, opacity=0.5)).tobytes()


@pytest.mark.parametrize("target", ["x86-64", "aarch64"])
def test_a_stand_in_is_for_the_machine_that_was_asked_for(target: elf.Machine) -> None:
    made = elf.library(b"libGL.so.1", [b"glClear", b"glFlush"], target)
    assert elf.machine(made) == target
    assert b"\0glClear\0" in made


def test_a_stand_in_loads_and_its_functions_do_nothing() -> None:
    target = MACHINES.get(os.uname().machine)
    if target is None:
        pytest.skip("stand-ins are made for x86-64 and aarch64")
    handle = os.memfd_create("stand-in")
    os.write(handle, elf.library(b"libnothing.so.7", [f"nothing{i}".encode() for i in range(50)], target))
    library = ctypes.CDLL(f"/proc/self/fd/{handle}")
    os.close(handle)
    assert library.nothing0() == library.nothing49() == 0
    with pytest.raises(AttributeError):
        _ = library.something


def test_what_a_library_misses_is_read_from_it() -> None:
    import skia

    names = elf.undefined(Path(skia.__file__).read_bytes())
    assert {b"malloc", b"memcpy"} <= set(names)
    assert any(name.startswith(b"gl") for name in names)
    with pytest.raises(ValueError, match="machine"):
        elf.machine(b"#!/bin/sh")
