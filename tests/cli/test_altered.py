"""Files that were altered behind our back: the same command makes them again, and what stays is what was there first."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import av
from tiny import Tiny

from generator.deliver.formats import FORMATS, SOUNDS
from generator.deliver.verify import verify_plate

ALTERED = b"altered!"
OPTIONS = ("--out", "out", "--jobs", 1, "--json", "--slate")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def alter(path: Path) -> None:
    """Other bytes in its middle, as many as before."""
    held = bytearray(path.read_bytes())
    middle = len(held) // 2
    held[middle : middle + 8] = bytes(old ^ new for old, new in zip(held[middle : middle + 8], ALTERED, strict=True))
    path.write_bytes(held)


def test_an_altered_file_of_any_format_is_made_again(tiny: Tiny, ministerio: Callable[..., Any]) -> None:
    tiny.change("manifest.yaml", "canvases: [128x72]", "canvases: [256x144]")
    tiny.write("sound.yaml.j2", "cues:\n  - {name: note, kind: motif, motif: chime}\n")
    command = ("render", "tiny", "--frames", "1001-1002", "--to", ",".join((*FORMATS, *SOUNDS)), "--compression", "none", *OPTIONS)
    first = ministerio(*command)
    assert first.code == 0, first.err
    folder = Path(first.json["folder"])
    before = contents(folder)
    listed = [entry["path"] for entry in json.loads(next(folder.glob("*.manifest.json")).read_text())["files"]]
    assert len({name.rpartition(".")[2] for name in listed}) > 10
    for name in listed:
        alter(folder / name)
    again = ministerio(*command)
    assert again.code == 0, again.err
    assert again.json["kept"] == 0
    after = contents(folder)
    assert [name for name in after if after[name] != before.get(name)] == []
    assert after.keys() == before.keys()
    assert verify_plate(folder) == []


def test_a_movie_that_cannot_be_decoded_is_made_again_though_listed(tiny: Tiny, ministerio: Callable[..., Any]) -> None:
    command = ("render", "tiny", "--frames", "1001-1002", "--to", "prores4444", *OPTIONS)
    folder = Path(ministerio(*command).json["folder"])
    before = contents(folder)
    manifest = next(folder.glob("*.manifest.json"))
    said = json.loads(manifest.read_text())
    entry = said["files"][0]
    movie = folder / entry["path"]
    with av.open(str(movie)) as container:
        packets = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]
    held = bytearray(movie.read_bytes())
    for at, size in packets:
        held[at : at + size] = bytes(size)
    movie.write_bytes(held)
    entry["sha256"] = sha256(held).hexdigest()
    manifest.write_text(json.dumps(said))
    assert [problem.message for problem in verify_plate(folder)] == [f"{movie.name} cannot be decoded"]
    assert ministerio(*command).code == 0
    assert contents(folder) == before
