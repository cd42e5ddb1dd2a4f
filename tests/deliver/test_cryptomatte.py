"""Cryptomattes decoded by the specification, by a decoder that knows nothing of the writer; hashes held against mmh3."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import mmh3
import numpy as np
import OpenEXR
import OpenImageIO
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pictures import picture, stamp

from generator.deliver.formats import FORMATS
from generator.deliver.openexr import cryptomatte
from generator.deliver.openexr.murmur import float_bits, murmur3
from generator.deliver.sink import DamagedError
from generator.values.picture import CITIZEN, ELEMENT, Matte, Picture

SIZE = (37, 19)


def decoded(path: Path, layer: str) -> dict[str, NDArray[np.float64]]:
    """The specification, section by section: find the layer's metadata, read the manifest, gather coverage by id over all ranks."""
    image = OpenImageIO.ImageInput.open(str(path))
    assert image is not None, OpenImageIO.geterror()
    spec = image.spec()
    pixels = image.read_image(0, 0, 0, spec.nchannels, "float")
    names = list(spec.channelnames)
    said = {a.name: a.value for a in spec.extra_attribs}
    (key,) = (name.split("/")[1] for name, value in said.items() if name.startswith("cryptomatte/") and value == layer)
    assert key == f"{mmh3.hash(layer, signed=False):08x}"[:7]
    assert said[f"cryptomatte/{key}/hash"] == "MurmurHash3_32"
    assert said[f"cryptomatte/{key}/conversion"] == "uint32_to_float32"
    ranked = sorted(name for name in names if name.startswith(layer) and name[len(layer) : len(layer) + 2].isdigit())
    assert ranked == sorted(f"{layer}{i:02d}.{c}" for i in range(3) for c in "RGBA")
    assert all(str(spec.channelformat(names.index(name))) == "float" for name in ranked)
    found = {}
    for name, number in json.loads(said[f"cryptomatte/{key}/manifest"]).items():
        (wanted,) = struct.unpack(">f", bytes.fromhex(number))
        found[name] = np.zeros(pixels.shape[:2])
        for i in range(3):
            for who, amount in ("RG", "BA"):
                ids, covers = (pixels[..., names.index(f"{layer}{i:02d}.{c}")] for c in (who, amount))
                found[name] += np.where(ids == np.float32(wanted), covers.astype(np.float64), 0.0)
    return found


def matte(name: str, cover: NDArray[np.float32], left: int = 0, top: int = 0) -> Matte:
    height, width = cover.shape
    return Matte(name, (left, top, left + width, top + height), np.ascontiguousarray(cover, np.float32))


def written(folder: Path, elements: list[Matte], citizens: list[Matte] | None = None, **more: Any) -> Path:
    base = picture()
    given = Picture(base.beauty, {}, "linear", mattes={ELEMENT: tuple(elements), CITIZEN: tuple(citizens or ())}, **more)
    with FORMATS["crypto"].open(folder, stamp()) as sink:
        sink.write(given, 1001)
    path = sink.written[0].path
    assert FORMATS["crypto"].look(path).frames == "1001"
    return path


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_hashes_are_murmurs(text: str) -> None:
    assert murmur3(text.encode()) == mmh3.hash(text.encode(), signed=False)


def test_no_hash_is_a_number_that_files_lose() -> None:
    for i in range(4000):
        (value,) = struct.unpack("<f", struct.pack("<I", float_bits(f"name{i}")))
        assert np.isfinite(value)
        assert abs(value) >= np.finfo(np.float32).tiny


def test_mattes_come_back_as_they_were_painted(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    shares = rng.dirichlet(np.ones(5), (19, 37)).astype(np.float32)  # four of them, and what belongs to nobody
    elements = [matte(f"element {i}", shares[..., i]) for i in range(4)]
    citizens = [matte("Ñuflo", np.full((4, 6), 0.5, np.float32), 30, 14), matte("nobody", np.zeros((0, 0), np.float32))]
    path = written(tmp_path, elements, citizens)
    found = decoded(path, "CryptoElement")
    assert list(found) == [f"element {i}" for i in range(4)]
    assert max(np.abs(found[f"element {i}"] - shares[..., i]).max() for i in range(4)) < 1e-6
    assert sum(found.values()).max() <= 1.0
    people = decoded(path, "CryptoCitizen")
    assert list(people) == ["Ñuflo", "nobody"]
    assert (people["Ñuflo"][14:18, 30:36] == 0.5).all()
    assert people["Ñuflo"].sum() == 12
    assert not people["nobody"].any()


def test_ranks_are_by_coverage_and_the_least_of_many_fall_out(tmp_path: Path) -> None:
    amounts = [0.02, 0.3, 0.05, 0.2, 0.08, 0.1, 0.15, 0.01]
    path = written(tmp_path, [matte(f"e{i}", np.full((19, 37), v, np.float32)) for i, v in enumerate(amounts)])
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels = file.channels()
        ranks = [float(channels[f"CryptoElement{i:02d}.{c}"].pixels[3, 3]) for i in range(3) for c in "GA"]
    assert ranks == pytest.approx(sorted(amounts, reverse=True)[:6])
    found = decoded(path, "CryptoElement")
    assert not found["e0"].any()
    assert not found["e7"].any()


def test_what_rounding_takes_over_one_is_one(tmp_path: Path) -> None:
    third = np.full((19, 37), np.float32(1 / 3) + np.float32(1e-7), np.float32)
    with OpenEXR.File(str(written(tmp_path, [matte(c, third) for c in "abc"])), separate_channels=True) as file:
        covers = [file.channels()[f"CryptoElement{i:02d}.{c}"].pixels.astype(np.float64) for i in range(3) for c in "GA"]
    assert 0.999999 < sum(covers).max() <= 1


def test_the_beauty_is_there_for_viewers_and_overscan_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, [matte("a", np.ones((19, 37), np.float32))], margin=(4, 3))
    with OpenEXR.File(str(path), separate_channels=True) as file:
        header, channels = file.header(), file.channels()
        assert np.concatenate(header["dataWindow"]).tolist() == [-4, -3, 32, 15]
        assert header["compression"] == OpenEXR.ZIPS_COMPRESSION
        for i, c in enumerate("RGBA"):
            assert channels[c].pixels.dtype == np.float16
            assert (channels[c].pixels == picture().beauty[..., i].astype(np.float16)).all()


def test_noise_of_any_width_comes_back(tmp_path: Path) -> None:
    """Lines that do not get smaller are stored as they are."""
    for width in (1, 3, 70):
        noise = np.random.default_rng(width).random((5, width, 4), dtype=np.float32)
        cover = np.random.default_rng(9).random((5, width), dtype=np.float32)
        path = tmp_path / "noise.exr"
        cryptomatte.save(path, Picture(noise, {}, "linear", mattes={ELEMENT: (matte("a", cover),)}), 1001, stamp(width, 5))
        assert np.abs(decoded(path, "CryptoElement")["a"] - cover).max() == 0


def test_a_damaged_file_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path, [matte("a", np.ones((19, 37), np.float32))])
    content = path.read_bytes()
    path.write_bytes(content[:-5])
    with pytest.raises(DamagedError):
        FORMATS["crypto"].look(path)
