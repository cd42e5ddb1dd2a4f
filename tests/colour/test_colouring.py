"""What light files hold: spaces, both interpretations, views; against the numbers of standards and OpenColorIO asked directly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import PyOpenColorIO as OCIO  # noqa: N814
import pytest
from charts import Array, encoded, exr, image, patches, rendered

from generator.colour import PLAIN, settle
from generator.colour.tags import tags
from generator.problems import BriefError
from generator.values.colour import encode

CG = "cg-config-v4.0.0_aces-v2.0_ocio-v2.5"
DISPLAY, VIEW = "sRGB - Display", "ACES 2.0 - SDR 100 nits (Rec.709)"
PATCHES = patches()
D65, ACES_WHITE = (0.3127, 0.3290), (0.32168, 0.33767)
GAMUTS = {
    "rec709": ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), D65),
    "ap1": ((0.713, 0.293), (0.165, 0.830), (0.128, 0.044), ACES_WHITE),
    "ap0": ((0.7347, 0.2653), (0.0, 1.0), (0.0001, -0.0770), ACES_WHITE),
}
FULL = (0, 0, 4, 2)
# A config of the first generation: no roles by which configs meet, no displays apart from their codes.
OLD = """\
ocio_profile_version: 1
roles: {default: raw, scene_linear: linear}
displays:
  Monitor:
    - !<View> {name: Film, colorspace: coded}
active_displays: [Monitor]
active_views: [Film]
colorspaces:
  - !<ColorSpace>
    name: linear
  - !<ColorSpace>
    name: coded
    from_reference: !<ExponentTransform> {value: [0.45, 0.45, 0.45, 1]}
  - !<ColorSpace>
    name: raw
    isdata: true
"""


def xyz(x: float, y: float) -> Array:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def to_xyz(gamut: str) -> Array:
    """RGB to XYZ (SMPTE RP 177)."""
    *primaries, white = GAMUTS[gamut]
    columns = np.stack([xyz(*p) if p[1] else np.array([1.0, 0, 0]) for p in primaries], axis=1)
    return np.asarray(columns * np.linalg.solve(columns, xyz(*white)))


def adapted(one: tuple[float, float], two: tuple[float, float]) -> Array:
    """Bradford's chromatic adaptation between two whites."""
    cone = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    return np.asarray(np.linalg.inv(cone) @ np.diag((cone @ xyz(*two)) / (cone @ xyz(*one))) @ cone)


def from_rec709(gamut: str) -> Array:
    return np.asarray(np.linalg.inv(to_xyz(gamut)) @ adapted(D65, GAMUTS[gamut][3]) @ to_xyz("rec709"))


def first(plate: Path, kind: str) -> Path:
    manifest = json.loads((plate / f"{plate.name}.manifest.json").read_bytes())
    return plate / str(next(entry["path"] for entry in manifest["files"] if entry["format"] == kind))


def asked_directly(transform: Any, colours: Array) -> Array:
    values = np.ascontiguousarray(colours, np.float32)
    OCIO.Config.CreateFromBuiltinConfig(CG).getProcessor(transform).getDefaultCPUProcessor().applyRGB(values)
    return values.astype(np.float64)


@pytest.mark.parametrize(("space", "gamut", "interop"), [("acescg", "ap1", "lin_ap1_scene"), ("aces2065-1", "ap0", "lin_ap0_scene")])
def test_linear_spaces_hold_what_their_primaries_say(space: str, gamut: str, interop: str, tmp_path: Path) -> None:
    plate = rendered(tmp_path, formats="exr", colorspace=space)
    header, pixels = exr(first(plate, "exr"))
    for patch in PATCHES:
        want = np.array([*(from_rec709(gamut) @ patch.colour * patch.alpha), patch.alpha])
        assert patch.of(pixels) == pytest.approx(want, rel=2**-11, abs=4e-4), patch.name
    assert header["colorInteropID"] == interop
    assert np.ravel(header["chromaticities"]) == pytest.approx(np.ravel(GAMUTS[gamut]), abs=1e-6)
    assert header["ministerio/interpretation"] == "texture"


def test_layers_of_a_linear_space_still_add_up(tmp_path: Path) -> None:
    import OpenEXR

    plate = rendered(tmp_path, formats="exr", colorspace="acescg")
    channels = OpenEXR.File(str(first(plate, "exr"))).channels()
    whole = np.zeros_like(channels["RGBA"].pixels, np.float64)
    for name in ("ground", "patches", "lines", "text"):
        layer = channels[name].pixels.astype(np.float64)
        whole = layer + whole * (1 - layer[..., 3:])
    assert np.abs(whole - channels["RGBA"].pixels).max() < 4e-3


def test_texture_leaves_stills_as_they_are(tmp_path: Path) -> None:
    plain = first(rendered(tmp_path / "plain", formats="png"), "png")
    other = first(rendered(tmp_path / "acescg", formats="exr,png", colorspace="acescg"), "png")
    assert np.array_equal(image(plain), image(other))


@pytest.fixture(scope="module")
def inverse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("inverse")
    return rendered(out, formats="exr,png16,h264", interpretation="display", colorspace="acescg")


def test_display_referred_looks_as_designed_through_the_view(inverse: Path) -> None:
    header, pixels = exr(first(inverse, "exr"))
    view = OCIO.DisplayViewTransform("ACEScg", DISPLAY, VIEW)
    for patch in PATCHES:
        got = patch.of(pixels)
        seen = asked_directly(view, got[None, :3] / got[3])[0]
        assert seen == pytest.approx(patch.shown[:3], abs=1.5 / 255), patch.name
        assert got[3] == pytest.approx(patch.alpha, abs=2**-12)
    assert header["ministerio/interpretation"] == "display"
    assert (header["ministerio/ocioDisplay"], header["ministerio/ocioView"]) == (DISPLAY, VIEW)
    white = next(patch for patch in PATCHES if patch.name == "white")
    assert white.of(pixels)[:3].min() > 16, "display white is a bright light in the scene"
    says = json.loads((inverse / f"{inverse.name}.manifest.json").read_bytes())["colour"]
    assert (says["interpretation"], says["view"], says["config"]) == ("display", VIEW, CG)
    assert "do not add up" in says["layers"]


def test_verify_holds_the_space_of_files_against_the_manifest(inverse: Path, tmp_path: Path) -> None:
    from shutil import copytree

    from generator.deliver.verify import verify_plate

    plate = Path(copytree(inverse, tmp_path / inverse.name))
    assert verify_plate(plate) == []
    path = plate / f"{plate.name}.manifest.json"
    path.write_text(path.read_text().replace('"space": "lin_ap1_scene"', '"space": "lin_rec709_scene"'))
    assert "the colour is lin_ap1_scene, and the manifest says lin_rec709_scene" in str(verify_plate(plate)[0])


def test_display_referred_leaves_stills_as_designed(inverse: Path) -> None:
    pixels = image(first(inverse, "png16"))
    for patch in PATCHES:
        assert patch.of(pixels) == pytest.approx(patch.shown, abs=1e-5), patch.name


def test_stills_and_movies_through_a_view(tmp_path: Path) -> None:
    plate = rendered(tmp_path, formats="png16,h264", view=VIEW, ground="#808080")
    pixels, movie = image(first(plate, "png16")), image(first(plate, "h264"))
    view = OCIO.DisplayViewTransform("lin_rec709", DISPLAY, VIEW)
    ground = np.full(3, 0.21586)
    for patch in PATCHES:
        seen = asked_directly(view, patch.colour[None])[0]
        assert patch.of(pixels) == pytest.approx([*np.clip(seen, 0, 1), patch.alpha], abs=3e-5), patch.name
        over = asked_directly(view, (patch.colour * patch.alpha + ground * (1 - patch.alpha))[None])[0]
        assert patch.of(movie)[:3] == pytest.approx(np.clip(over, 0, 1), abs=4 / 255), f"{patch.name}: the ground is light, too"
    red = next(patch for patch in PATCHES if patch.name == "emits_4_red")
    assert abs(red.of(pixels)[1] - red.shown[1]) > 0.1, "a view rolls off what is over white"


def test_a_view_undoes_its_own_inverse(tmp_path: Path) -> None:
    plate = rendered(tmp_path, formats="png16", view=VIEW, interpretation="display")
    pixels = image(first(plate, "png16"))
    for patch in PATCHES:
        assert patch.of(pixels) == pytest.approx(patch.shown, abs=0.6 / 255), patch.name


def test_other_displays_are_named_in_files(tmp_path: Path) -> None:
    import av

    plate = rendered(tmp_path, formats="png16,prores4444", display="rec1886_rec709_display")
    content = first(plate, "png16").read_bytes()
    assert content[content.index(b"cICP") + 4 :][:4] == bytes((1, 1, 0, 1))
    assert b"sRGB" not in content[:200]
    assert content[content.index(b"gAMA") + 4 :][:4] == (41667).to_bytes(4, "big")
    with av.open(str(first(plate, "prores4444"))) as movie:
        context = movie.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)


def test_codes_of_stills_are_srgb_unless_asked_otherwise(tmp_path: Path) -> None:
    content = first(rendered(tmp_path, formats="png"), "png").read_bytes()
    assert content[content.index(b"cICP") + 4 :][:4] == bytes((1, 13, 0, 1))
    assert content[content.index(b"gAMA") + 4 :][:4] == (45455).to_bytes(4, "big")
    assert b"sRGB" in content[:200]


def test_wide_displays_have_their_code_points() -> None:
    assert tags("srgb_p3d65_display").cicp == (12, 13, 0, 1)
    assert tags("pq_rec2020_display").cicp == (9, 16, 0, 1)
    assert tags("hlg_rec2020_display").cicp == (9, 18, 0, 1)
    assert tags("g26_p3d65_display").cicp is None, "H.273 has no number for a plain power of 2.6"
    assert tags("ocio:arrilogc4_awg4_scene").chromaticities is None


# -- pixels


def plane(*pixels: tuple[float, float, float, float]) -> Any:
    found = np.zeros((2, 4, 4), np.float32)
    found[0, : len(pixels)] = pixels
    return found


def test_colour_is_converted_without_its_alpha() -> None:
    colouring = settle(interpretation="display")
    whole = colouring.scene(plane((0.2, 0.1, 0.05, 1.0)), FULL)[0, 0]
    half = colouring.scene(plane((0.1, 0.05, 0.025, 0.5)), FULL)[0, 0]
    assert half[:3] == pytest.approx(whole[:3] / 2, rel=1e-6)
    assert half[3] == 0.5


def test_glow_alone_is_converted_as_it_stands_over_black() -> None:
    colouring = settle(interpretation="display")
    glow, solid = colouring.scene(plane((0.2, 0.1, 0.05, 0.0), (0.2, 0.1, 0.05, 1.0)), FULL)[0, :2]
    assert glow[:3] == pytest.approx(solid[:3], rel=1e-6)
    assert glow[3] == 0


def test_glow_over_a_covering_pixel_neither_jumps_nor_goes() -> None:
    """From full cover to none, past the point where light begins to be more than alpha, the result has no seam."""
    colouring = settle(interpretation="display")
    steps = np.linspace(0, 1, 4001, dtype=np.float32)
    row = np.zeros((1, len(steps), 4), np.float32)
    row[0, :, :3] = (0.30, 0.20, 0.10)
    row[0, :, 3] = steps
    found = colouring.scene(row, (0, 0, len(steps), 1))[0, :, 0]
    assert np.abs(np.diff(found)).max() < 0.01 * found.max()
    assert np.all(found > 0)


def test_light_over_white_ends_there_and_keeps_its_hue_where_a_display_is_meant() -> None:
    colouring = settle(interpretation="display")
    lamp, red = colouring.scene(plane((4.0, 1.0, 0.4, 1.0), (1.0, 0.25, 0.1, 1.0)), FULL)[0, :2]
    assert lamp == pytest.approx(red, rel=1e-5)


def test_light_over_white_stays_where_a_scene_is_meant() -> None:
    found = settle(space="acescg").scene(plane((4.0, 1.0, 0.4, 1.0)), FULL)[0, 0]
    assert found[:3] == pytest.approx(from_rec709("ap1") @ (4.0, 1.0, 0.4), rel=1e-4)
    coded = settle(space="ACEScct").scene(plane((4.0, 4.0, 4.0, 1.0), (2.0, 2.0, 2.0, 0.5)), FULL)[0]
    assert coded[0, 0] == pytest.approx((np.log2(4.0) + 9.72) / 17.52, abs=1e-4)
    assert coded[1, 0] == pytest.approx(coded[0, 0] / 2, abs=1e-6)


def test_what_is_not_a_number_becomes_nothing() -> None:
    for colouring in (settle(interpretation="display"), settle(view=VIEW)):
        convert = colouring.shown if colouring.through else colouring.scene
        assert np.isfinite(convert(plane((np.nan, 0.5, np.inf, 1.0), (-np.inf, np.nan, 0.1, 0.0)), FULL)).all()


def test_nothing_is_read_outside_of_the_box() -> None:
    found = settle(interpretation="display").scene(plane((0.5, 0.5, 0.5, 1), (0.5, 0.5, 0.5, 1)), (1, 0, 2, 1))
    assert found[0, 0, 0] == 0
    assert found[0, 1, 0] > 0
    empty = settle(space="acescg").scene(plane((0.5, 0.5, 0.5, 1)), (0, 0, 0, 0))
    assert not empty.any()


def test_large_pictures_that_are_mostly_empty_are_converted_in_strips() -> None:
    colouring = settle(interpretation="display")
    tall = np.zeros((400, 1000, 4), np.float32)
    tall[390:] = (0.5, 0.25, 0.125, 1.0)
    found = colouring.scene(tall, (0, 0, 1000, 400))
    assert np.array_equal(found[395, 500], colouring.scene(plane((0.5, 0.25, 0.125, 1.0)), FULL)[0, 0])
    assert not found[:390].any()


def test_glow_through_a_view_is_as_bright_over_black_as_what_covers() -> None:
    colouring = settle(view=VIEW)
    glow, edge, solid = colouring.shown(plane((0.3, 0.2, 0.1, 0.0), (0.3, 0.2, 0.1, 0.001), (0.3, 0.2, 0.1, 1.0)), FULL)[0, :3]
    assert glow[:3] == pytest.approx(solid[:3], rel=1e-6)
    assert edge[:3] == pytest.approx(solid[:3], rel=1e-2)
    lamp = colouring.shown(plane((4.0, 2.0, 1.0, 1.0)), FULL)[0, 0]
    view = OCIO.DisplayViewTransform("lin_rec709", DISPLAY, VIEW)
    assert lamp[:3] == pytest.approx(asked_directly(view, np.array([[4.0, 2.0, 1.0]]))[0], abs=1e-5)


def test_a_colour_is_the_same_number_wherever_it_stands() -> None:
    """Libraries that convert eight pixels at a time must not tell neighbours apart: frames would depend on what is cut where."""
    colouring = settle(interpretation="display", space="acescg")
    row = np.random.default_rng(7).random((1, 37, 4), np.float32)
    row[..., :3] *= row[..., 3:]
    together = colouring.scene(row, (0, 0, 37, 1))
    for x in range(37):
        alone = colouring.scene(np.ascontiguousarray(row[:, x : x + 1]), (0, 0, 1, 1))
        assert np.array_equal(alone[0, 0], together[0, x])


def test_plates_of_srgb_compositing_are_decoded_first(tmp_path: Path) -> None:
    plate = rendered(tmp_path, formats="exr", colorspace="acescg", blend="srgb")
    pixels = exr(first(plate, "exr"))[1]
    patch = next(patch for patch in PATCHES if patch.name == "state_1")
    assert patch.of(pixels)[:3] == pytest.approx(from_rec709("ap1") @ patch.colour, rel=2e-3, abs=4e-4)


def test_workers_make_the_same_files_as_one_process_alone(tmp_path: Path) -> None:
    from generator.brief import Brief
    from generator.render import Places, render
    from generator.shelf import Shelf

    asked = {"template": "title_card", "canvas": "96x54", "frames": "1020-1027", "formats": "exr,png", "view": VIEW, "colorspace": "acescg"}
    brief = Brief.of(Shelf().template("title_card").manifest, {**asked, "interpretation": "display"})
    alone, crew = (render(brief, Places(), tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2))
    assert [(entry.path, entry.sha256) for entry in alone.files] == [(entry.path, entry.sha256) for entry in crew.files]


# -- configs


def test_what_needs_no_config_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lin_rec709", "LIN_REC709_SCENE", "Linear Rec.709 (sRGB)"):
        assert settle(space=name) == PLAIN
    assert settle("/nowhere/at all.ocio") == PLAIN, "an environment that names a config changes nothing that does not need one"
    assert PLAIN.tags.interop == "lin_rec709_scene"


def test_the_default_never_loads_the_library() -> None:
    import subprocess
    import sys

    told = (
        "import sys; from generator.brief import Brief; from generator.shelf import Shelf; from generator.deliver.formats import FORMATS;"
        "Brief.of(Shelf().template('chart').manifest, {'template': 'chart', 'ocio': '/nowhere.ocio'});"
        "sys.exit('PyOpenColorIO' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_names_are_the_configs_own_whatever_was_typed() -> None:
    found = settle(None, "LIN_AP1", "display", "srgb - display", VIEW.lower())
    assert (found.space, found.display, found.view, found.config_name) == ("ACEScg", DISPLAY, VIEW, CG)
    assert settle("ocio://" + CG, "acescg").digest == settle(CG, "ACEScg").digest == settle(None, "lin_ap1_scene").digest


def test_a_config_in_a_file_is_found_and_leaves_no_path_behind(tmp_path: Path) -> None:
    path = tmp_path / "show.ocio"
    config = OCIO.Config.CreateFromBuiltinConfig("studio-config-v2.1.0_aces-v1.3_ocio-v2.3")
    config.setName("")
    path.write_text(config.serialize())
    found = settle(str(path), "acescg", "texture", None, "ACES 1.0 - SDR Video")
    assert found.tags.interop == "lin_ap1_scene", "a config without IDs is known by its numbers"
    assert found.config_name == "show.ocio"
    assert str(tmp_path) not in json.dumps([found.says(), found.header(), found.facts()])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"space": "acesg"}, f"{CG} has no colour space acesg; did you mean ACEScg?"),
        ({"space": "Raw"}, f"Raw of {CG} holds data, not colour; there is ACES2065-1, ACEScg"),
        ({"display": "sRGB Display"}, f"{CG} has no display sRGB Display; did you mean sRGB - Display?"),
        ({"view": "ACES"}, f"{CG} has no view ACES on {DISPLAY}; there is ACES 2.0"),
        ({"view": "ACES 2.0 - HDR 1000 nits (Rec.2020)"}, "has it"),
        ({"config": "cg-config-v3", "space": "acescg"}, "there is no OpenColorIO config cg-config-v3: neither a file nor built in"),
        ({"config": "ocio://nothing", "space": "acescg"}, "no OpenColorIO config"),
    ],
)
def test_what_a_config_lacks_is_told_in_a_line(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(BriefError) as caught:
        settle(**asked)
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("content", ["", "hello: [", "ocio_profile_version: 2\n", "\x00\x01"])
def test_what_is_no_config_is_told_in_a_line(content: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.ocio"
    path.write_text(content)
    for asked in (str(path), str(tmp_path)):
        with pytest.raises(BriefError, match="is no OpenColorIO config that can be used") as caught:
            settle(asked, "acescg")
        assert len(str(caught.value).splitlines()) == 1


def test_an_old_config_says_what_it_can_and_what_it_cannot(tmp_path: Path) -> None:
    path = tmp_path / "old.ocio"
    path.write_text(OLD)
    with pytest.raises(BriefError, match="needs the role aces_interchange"):
        settle(str(path), "linear")
    found = settle(str(path), "linear", "display")
    codes = encode(0.25)
    assert found.scene(plane((0.25, 0.25, 0.25, 1)), FULL)[0, 0, 0] == pytest.approx(codes ** (1 / 0.45), rel=1e-4)
    assert found.tags.interop == "unknown"


def test_the_judge_of_codes_is_the_standards() -> None:
    assert encoded(np.array([0.18]))[0] == pytest.approx(0.4613561295)
