"""Morphology, noise, displacement, convolution and lighting against plain numpy and the specification's own words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from filtering import SIZE, WHOLE, noise, premultiplied, run, square, step, straight
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.scene.effects import Convolve, Displacement, Flood, Lamp, Lighting, Morphology, Offset, Turbulence
from generator.values.colour import Colour
from generator.values.geometry import Affine, Rect

WHITE = Colour(1, 1, 1)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(x=some.integers(0, 30), y=some.integers(0, 30), grow=some.booleans())
def test_morphology_is_the_extreme_of_every_window(x: int, y: int, grow: bool) -> None:
    source = noise()
    result = run(step(Morphology("dilate" if grow else "erode", x, y), "source"), source=source)
    if x == y == 0:
        assert (result == source).all()
        return
    padded = np.pad(source, ((y, y), (x, x), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * y + 1, 2 * x + 1), axis=(0, 1))
    assert (result == (windows.max((-1, -2)) if grow else windows.min((-1, -2)))).all()


def reference_noise(place, channel: int, seed: int, frequency: tuple[float, float], octaves: int, fractal: bool) -> float:
    """The specification's C, word for word where Python lets it."""
    (x, y), (lattice, gradient) = place, reference_tables(seed)
    total, ratio = 0.0, 1.0
    for _ in range(octaves):
        tx, ty = x * frequency[0] * ratio + 4096, y * frequency[1] * ratio + 4096
        bx0, by0 = int(tx) & 255, int(ty) & 255
        bx1, by1 = (int(tx) + 1) & 255, (int(ty) + 1) & 255
        rx0, ry0 = tx - int(tx), ty - int(ty)
        rx1, ry1 = rx0 - 1, ry0 - 1
        i, j = lattice[bx0], lattice[bx1]
        b00, b10, b01, b11 = lattice[i + by0], lattice[j + by0], lattice[i + by1], lattice[j + by1]
        sx, sy = rx0 * rx0 * (3 - 2 * rx0), ry0 * ry0 * (3 - 2 * ry0)
        g = gradient[channel]
        u, v = rx0 * g[b00][0] + ry0 * g[b00][1], rx1 * g[b10][0] + ry0 * g[b10][1]
        a = u + sx * (v - u)
        u, v = rx0 * g[b01][0] + ry1 * g[b01][1], rx1 * g[b11][0] + ry1 * g[b11][1]
        b = u + sx * (v - u)
        value = a + sy * (b - a)
        total += (value if fractal else abs(value)) / ratio
        ratio *= 2
    return min(1.0, max(0.0, (total + 1) / 2 if fractal else total))


def reference_tables(seed: int):
    state = seed
    if state <= 0:
        state = int(math.fmod(-state, 2147483646)) + 1
    lattice, gradient = list(range(256)), [[[0.0, 0.0] for _ in range(256)] for _ in range(4)]

    def random() -> int:
        nonlocal state
        result = 16807 * (state % 127773) - 2836 * (state // 127773)
        state = result + 2147483647 if result <= 0 else result
        return state

    for k in range(4):
        for i in range(256):
            for j in range(2):
                gradient[k][i][j] = ((random() % 512) - 256) / 256
            s = math.hypot(*gradient[k][i])
            gradient[k][i] = [v / s for v in gradient[k][i]]
    for i in range(255, 0, -1):
        j = random() % 256
        lattice[i], lattice[j] = lattice[j], lattice[i]
    return lattice * 2 + lattice[:2], [g * 2 + g[:2] for g in gradient]


def test_the_generator_is_the_specifications() -> None:
    """The specification says: with seed 1, the 10,000th number is 1043618065."""
    state = 1
    for _ in range(10000):
        state = 16807 * (state % 127773) - 2836 * (state // 127773)
        state += 2147483647 if state <= 0 else 0
    assert state == 1043618065


@pytest.mark.parametrize("kind", ["turbulence", "fractalNoise"])
@pytest.mark.parametrize("seed", [0, 7, -20])
def test_noise_is_the_specifications(kind, seed: int) -> None:
    frequency, octaves, scale = (0.05, 0.09), 3, 2.0
    result = run(step(Turbulence(kind, frequency, octaves, seed, stitch=False)), source=noise(), ctm=Affine.scaling(scale))
    values = straight(result)
    for x, y in ((0, 0), (5, 3), (23, 17), (11, 23)):
        expected = [reference_noise((x / scale, y / scale), c, seed, frequency, octaves, kind == "fractalNoise") for c in range(4)]
        assert premultiplied(np.array([[expected]]))[0, 0] == pytest.approx(result[y, x], abs=1e-6)
    assert values.std() > 0.01


def test_noise_is_fixed_to_the_groups_space_not_to_the_plane() -> None:
    noise_ = step(Turbulence("fractalNoise", (0.1, 0.1), 2, 3, stitch=False), region=Rect(-50, -50, 200, 200))
    whole = run(noise_, source=noise(), region=Rect(-50, -50, 200, 200))
    part = run(noise_, source=noise()[4:, 6:].copy(), region=Rect(-50, -50, 200, 200), origin=(6, 4))
    np.testing.assert_allclose(whole[4:, 6:], part, atol=1e-6)


def test_stitched_noise_meets_itself() -> None:
    cell = Rect(0, 0, 16, 16)
    result = run(step(Turbulence("fractalNoise", (0.13, 0.07), 2, 5, stitch=True), region=cell), source=noise())
    rough = run(step(Turbulence("fractalNoise", (0.13, 0.07), 2, 5, stitch=False), region=cell), source=noise())
    seam = np.abs(result[:16, 15] - result[:16, 0]).mean()
    inner = np.abs(np.diff(result[:16, :16], axis=1)).mean()
    assert seam < 2 * inner
    assert np.abs(rough[:16, 15] - rough[:16, 0]).mean() > 2 * inner


def test_displacement_fetches_from_where_the_map_says() -> None:
    plan = Flood(Colour(0.75, 0.0, 0.25))
    result = run(step(plan, linear=True), step(Displacement(8, "R", "B"), "source", 0, linear=True), source=noise(), light="linear")
    expected = np.zeros_like(result)
    expected[2:, :-2] = noise()[:-2, 2:]
    np.testing.assert_allclose(result, expected, atol=1e-5)


def test_an_empty_map_says_nought() -> None:
    result = run(step(Flood(Colour(0, 0, 0, 0))), step(Displacement(4, "A", "A"), "source", 0), source=square())
    assert (result[10:18, 10:18] == square()[8:16, 8:16]).all()


def reference_convolution(p: np.ndarray, kernel: np.ndarray, target: tuple[int, int], edge: str) -> np.ndarray:
    rows, columns = kernel.shape
    mode = {"none": "constant", "duplicate": "edge", "wrap": "wrap"}[edge]
    padded = np.pad(p, ((rows, rows), (columns, columns), (0, 0)), mode=mode)
    out = np.zeros_like(p)
    for i in range(rows):
        for j in range(columns):
            y, x = rows - target[1] + i, columns - target[0] + j
            out += padded[y : y + p.shape[0], x : x + p.shape[1]] * kernel[rows - 1 - i, columns - 1 - j]
    return out


@pytest.mark.parametrize("edge", ["none", "duplicate", "wrap"])
@pytest.mark.parametrize("target", [(1, 1), (0, 0), (2, 0)])
def test_convolution_turns_its_kernel_and_looks_beyond_edges_as_told(edge, target: tuple[int, int]) -> None:
    kernel = np.array([[0.1, 0.2, -0.3], [0.4, 0.5, 0.1]])
    filter_ = step(Convolve(tuple(kernel.ravel()), 3, target, 0.8, 0.1, edge, preserve_alpha=False), "source")
    source = noise().astype(float)
    expected = np.clip(reference_convolution(source, kernel / 0.8, target, edge) + 0.1 * source[..., 3:], 0, 1)
    expected[..., :3] = np.minimum(expected[..., :3], expected[..., 3:])
    np.testing.assert_allclose(run(filter_, source=noise()), expected, atol=2e-6)


def test_convolution_can_leave_alpha_alone() -> None:
    kernel = np.array([[0.0, 0.25, 0.0], [0.25, 0.0, 0.25], [0.0, 0.25, 0.0]])
    result = run(step(Convolve(tuple(kernel.ravel()), 3, (1, 1), 1, 0, "none", preserve_alpha=True), "source"), source=noise())
    p = straight(noise())
    p[..., :3] = np.clip(reference_convolution(p[..., :3], kernel, (1, 1), "none"), 0, 1)
    np.testing.assert_allclose(result, premultiplied(p), atol=2e-6)


def lit(kind: str, lamp: Lamp, source: np.ndarray, exponent: float = 1, scale: float = 3, constant: float = 1) -> np.ndarray:
    return run(step(Lighting(kind, scale, constant, exponent, WHITE, lamp), "source"), source=source)


@pytest.mark.parametrize("elevation", [20, 60, 90])
def test_a_flat_surface_is_as_bright_as_the_lamp_is_high(elevation: float) -> None:
    flat = np.ones((SIZE, SIZE, 4), np.float32)
    result = lit("diffuse", Lamp("distant", (30, elevation)), flat, constant=0.9)
    np.testing.assert_allclose(result[..., :3], 0.9 * math.sin(math.radians(elevation)), atol=1e-6)
    assert (result[..., 3] == 1).all()


def test_normals_are_sobels_with_the_specifications_edges() -> None:
    """Alpha rises by 1/20 a pixel along x: the normal is the same everywhere, at edges and corners too."""
    ramp = np.zeros((SIZE, SIZE, 4), np.float32)
    ramp[..., 3] = np.arange(SIZE) / 20 / 2
    result = lit("diffuse", Lamp("distant", (180, 45)), ramp, scale=2)
    nx = -2 * 2 / 40
    expected = (-nx * math.cos(math.pi / 4) + math.sin(math.pi / 4)) / math.hypot(nx, 1)
    np.testing.assert_allclose(result[..., 0], expected, atol=1e-5)


def test_a_point_lamp_stands_in_the_groups_space() -> None:
    flat = np.zeros((SIZE, SIZE, 4), np.float32)
    lamp = step(Lighting("diffuse", 1, 1, 1, WHITE, Lamp("point", (3, 4, 5))), "source")
    result = run(lamp, source=flat, ctm=Affine.scaling(2))
    y, x = np.mgrid[:SIZE, :SIZE]
    np.testing.assert_allclose(result[..., 0], 10 / np.sqrt((x - 6) ** 2 + (y - 8) ** 2 + 100), atol=1e-6)


def test_a_spot_ends_at_its_cone_and_fades_with_its_exponent() -> None:
    flat = np.zeros((SIZE, SIZE, 4), np.float32)
    result = lit("diffuse", Lamp("spot", (12, 12, 10, 12, 12, 0, 3, 30)), flat)[12, :, 0]
    d = np.abs(np.arange(SIZE) - 12)
    cosine = 10 / np.hypot(d, 10)
    np.testing.assert_allclose(result, np.where(cosine >= math.cos(math.radians(30)), cosine**4, 0), atol=1e-6)


def test_specular_light_is_as_opaque_as_it_is_bright() -> None:
    flat = np.zeros((SIZE, SIZE, 4), np.float32)
    result = lit("specular", Lamp("distant", (0, 40)), flat, exponent=12, constant=0.8)
    half = math.cos(math.radians(25))
    np.testing.assert_allclose(result, 0.8 * half**12, atol=1e-6)


def test_a_step_that_reads_a_moved_step_sees_it_moved() -> None:
    """Pieces keep their place: morphology of an offset that leaves the plane and comes back."""
    result = run(step(Offset(-6, 0), "source"), step(Morphology("erode", 1, 1), 0), source=square(), region=WHOLE)
    assert result[9:15, 3:9, 3].min() == 1
    assert result[..., 3].sum() == 36
