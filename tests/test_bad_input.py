"""Bad input through the command line: exit code 2, the place, the nearest valid name, all mistakes at once, and nothing is written.

What else can go wrong is tested where it happens:

no space left, output folder not writable    tests/deliver/test_files.py
a worker killed, a first process killed      tests/plan/test_make.py, tests/plan/test_interrupted.py
Ctrl-C in the middle of a file               tests/plan/test_interrupted.py; its exit code in tests/cli/test_processes.py
a frame truncated, altered, swapped or gone  tests/deliver/test_verify.py; mended by a rerun in tests/plan/test_make.py
bounds of a template's code                  tests/documents/test_compose_bounds.py
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.shelf import images as pictures

Run = Callable[..., Any]
SCENE = "templates/tiny/scene.svg.j2"


@pytest.fixture
def refused(ministerio: Run, tmp_path: Path) -> Callable[..., list[str]]:
    """The lines that a command tells when it refuses; asserts that it does, that it is the user's mistake, and that nothing is written."""

    def call(*arguments: object) -> list[str]:
        before = sorted(tmp_path.rglob("*"))
        done = ministerio(*arguments)
        assert done.code == 2, done
        assert done.out == ""
        assert "Traceback" not in done.err
        assert "internal fault" not in done.err
        assert sorted(tmp_path.rglob("*")) == before
        return str(done.err).splitlines()

    return call


@pytest.mark.parametrize("to", ["png", "exr,h264"])
def test_the_template_as_it_is_can_be_rendered(ministerio: Run, tiny: Any, tmp_path: Path, to: str) -> None:
    """The other tests mean something only because of this."""
    done = ministerio("render", "tiny", "--frames", "1001-1002", "--to", to, "--jobs", 1)
    assert done.code == 0, done.err
    assert (tmp_path / "output" / "sp_000_000_tiny_v001" / "sp_000_000_tiny_v001.manifest.json").is_file()


@pytest.mark.parametrize(("arguments", "told"), [
    (["tinny"], "unknown template tinny; did you mean tiny?"),
    (["../tiny"], "unknown template ../tiny; did you mean tiny?"),
    (["tiny", "--set", "levl=3"], "unknown parameter levl; did you mean level?"),
    (["tiny", "--set", "level=30"], "parameter level is 30, outside of its range (0 to 8)"),
    (["tiny", "--set", "level=bright"], 'parameter level takes a number, not "bright"'),
    (["tiny", "--set", "band=wach"], 'parameter band cannot be "wach"; did you mean watch?'),
    (["tiny", "--set", "name=" + 41 * "x"], "parameter name has 41 characters; at most 40 fit"),
    (["tiny", "--set", "level"], "'level' is no setting; write NAME=VALUE"),
    (["tiny", "--set", "portrait=nobody.png"], "parameter portrait: there is no picture nobody.png"),
    (["tiny", "--set", "portrait=https://a.example/b.png"],
     "parameter portrait takes a file's name or a data URI, not an address: https://a.example/b.png"),
    (["tiny", "--look", "vigl"], "this template has no look vigl; did you mean vigil?"),
    (["tiny", "--look", "plaza"], "this template has no look plaza; there is ministry, vigil"),
    (["tiny", "--lang", "fr"], "unknown language fr; there is en, es"),
    (["tiny", "--lang", "zh"], "this template has no language zh; there is en, es"),
    (["tiny", "--canvas", "uhhd"], "'uhhd' is neither a canvas nor a size such as 1280x720; did you mean uhd?"),
    (["tiny", "--canvas", "uhd"], "this template has no canvas uhd; there is 128x72"),
    (["tiny", "--canvas", "99999x9"], "a canvas of 99999x9 is over 16384 pixels on a side"),
    (["tiny", "--to", "pgn"], "unknown format pgn; did you mean png?"),
    (["tiny", "--to", "h264,prores44"], "unknown format prores44; did you mean prores4444?"),
    (["tiny", "--layers", "txt"], "unknown layer txt; did you mean text?"),
    (["tiny", "--treatments", "grian"], "unknown treatment grian; did you mean grain?"),
    (["tiny", "--blend", "linaer"], "unknown blend linaer; did you mean linear?"),
    (["tiny", "--fps", "0"], "a frame rate of 0 is outside 1 to 240"),
    (["tiny", "--frames", "9-1"], "the frame list '9-1' runs backwards or stands still at '9-1'"),
    (["tiny", "--version", "7"], "'7' is no version; write v001, or next"),
    (["tiny", "--params", "gone.yaml"], "gone.yaml: cannot be read: No such file or directory"),
    (["tiny", "--templates", "gone"], "gone is no folder"),
    (["tiny", "--fonts", "templates"], "there is no font in templates; files in it that end in .ttf or .otf are read"),
])  # fmt: skip
def test_options(arguments: list[str], told: str, refused: Callable[..., list[str]], tiny: Any) -> None:
    assert refused("render", *arguments) == [told]


def test_all_mistakes_of_a_command_are_told_at_once(refused: Callable[..., list[str]], tiny: Any) -> None:
    assert refused("render", "tiny", "--look", "vigl", "--to", "pgn", "--set", "level=9", "--set", "nmae=x") == [
        "this template has no look vigl; did you mean vigil?",
        "unknown format pgn; did you mean png?",
        "unknown parameter nmae; did you mean name?",
        "parameter level is 9, outside of its range (0 to 8)",
    ]


def test_a_file_of_parameters_that_is_none(refused: Callable[..., list[str]], tiny: Any, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("name: Ada\nlevel: [1\n")
    assert refused("render", "tiny", "--params", "p.yaml")[0].startswith("p.yaml:3: not readable as YAML: ")
    (tmp_path / "p.yaml").write_text("- name\n")
    assert refused("render", "tiny", "--params", "p.yaml") == ["p.yaml:1: parameters are written as NAME: VALUE"]


def vast_png() -> bytes:
    """A picture of a few bytes that says it has 30000 x 30000 pixels."""
    file = io.BytesIO()
    Image.new("1", (1, 1)).save(file, "PNG")
    head = b"IHDR" + struct.pack(">II", 30000, 30000) + file.getvalue()[24:29]
    return file.getvalue()[:12] + head + struct.pack(">I", zlib.crc32(head)) + file.getvalue()[33:]


@pytest.mark.parametrize(("inside", "told"), [
    # Jinja: syntax and names
    ("{% if %}", "expected an expression, got 'end of statement block'"),
    ("{{ 'x' | upcase }}", "there is no filter upcase"),
    ("{{ nmae }}", "there is no name nmae"),
    ("{{ p.nmae }}", "there is no parameter nmae; did you mean name?"),
    ("{{ look.colour.inkk }}", "there is no colour token inkk; did you mean ink?"),
    ("{{ w('helo') }}", "no word helo in es in templates/tiny/words/es.yaml or templates/_kit/words/es.yaml; did you mean hello?"),
    ("{% include 'parts/gone.svg.j2' %}", "there is no file parts/gone.svg.j2"),
    ("{% if true %}" * 500 + "{% endif %}" * 500, "blocks, loops or an expression are nested too deeply; "),
    ("{% if true %}" * 120 + "{% endif %}" * 120, "blocks, loops or an expression are nested too deeply; "),
    ("{% set x = " + "+".join(["1"] * 20_000) + " %}", "blocks, loops or an expression are nested too deeply; "),
    # XML
    ("<g><rect/></b>", "not well-formed XML: Opening and ending tag mismatch: g line {line} and b"),
    ("<g>&nbsp;</g>", "not well-formed XML: Entity 'nbsp' not defined"),
    # elements and attributes of ours
    ("<ui:txt/>", "unknown element <ui:txt>; did you mean <ui:text>?"),
    ("<reect/>", "unknown element <reect>; did you mean <rect>?"),
    ('<ui:text x="0" y="0" width="90" wdth="4" font-size="9">x</ui:text>', "unknown attribute wdth on <ui:text>; did you mean width?"),
    ('<rect ui:layr="a"/>', "unknown attribute ui:layr on <rect>; did you mean ui:layer?"),
    # values
    ('<path d="M 0 0 L q"/>', "bad path data at character 8: a number was expected, not 'q'"),
    ('<path d="L 1 1"/>', "bad path data at character 1: a moveto (M) was expected, not 'L 1 1'"),
    ('<rect width="wide" height="3"/>', "width: 'wide' is no length"),
    ('<rect width="3" height="3" fill="blu"/>', "fill: 'blu' is no colour"),
    ('<rect width="1" height="3"><animate attributeName="x" values="0;q" dur="1s"/></rect>', "<animate> of x: 'q' is no length"),
    # references
    ('<g id="a"><use href="#a"/></g>', "use refers to #a, which holds it"),
    ('<g id="a"><g><use href="#b"/></g></g><symbol id="b"><use href="#a"/></symbol>', "use refers to #b, which holds it"),
    ('<use href="#gone"/>', "use refers to #gone, which is not in this document"),
    ('<rect width="3" height="3" fill="url(#gone)"/>', "there is no paint called #gone"),
    # pictures
    ('<image href="gone.png" width="4" height="4"/>', "there is no picture gone.png (No such file or directory)"),
    ('<image href="note.png" width="4" height="4"/>', "note.png is no picture that can be read (PNG, JPEG, WEBP, GIF)"),
    ('<image href="cut.png" width="4" height="4"/>', "the picture cut.png is broken: "),
    ('<image href="wide.png" width="4" height="4"/>',
     "the picture wide.png is 16385x1; at most 16384 a side and 64,000,000 pixels are read"),
    ('<image href="https://a.example/b.png" width="4" height="4"/>',
     "https://a.example/b.png is an address; pictures are files beside the document, or data URIs"),
    ('<image href="//a.example/b.svg" width="4" height="4"/>',
     "//a.example/b.svg is an address; pictures are files beside the document, or data URIs"),
    ('<image href="/etc/hostname" width="4" height="4"/>', "/etc/hostname is no relative name"),
    ('<image href="../../outside.png" width="4" height="4"/>', "../../outside.png lies outside of the template's folder"),
    ('<image href="vast.png" width="4" height="4"/>',
     "the picture vast.png has 900,000,000 pixels; at most 16384 a side and 64,000,000 pixels are read"),
    # text
    ('<text x="4" y="20" font-size="9" font-family="Nope, \'Sairra\'">a</text>', "there is no font family Nope; "),
    ('<text x="4" y="20" font-size="9" font-family="Sairra">a</text>', "there is no font family Sairra; did you mean Saira?"),
    ('<text x="4" y="20" font-size="9">\U0001f600</text>', "no given font has U+1F600 '\U0001f600'; "),
    ('<ui:text x="0" y="0" width="90" height="20" font-size="9">a\u0b85</ui:text>', "no given font has U+0B85 '\u0b85'; "),
    ('<ui:text x="0" y="0" width="20" height="20" font-family="Saira" font-size="10" min-size="8">Mississippi</ui:text>',
     "'Mississippi' overflows its box by "),
])  # fmt: skip
def test_faults_of_a_template(inside: str, told: str, refused: Callable[..., list[str]], tiny: Any, tmp_path: Path) -> None:
    tiny.write("note.png", "a text that is called a picture")
    Image.new("RGB", (16385, 1)).save(tiny.folder / "wide.png")
    (tiny.folder / "vast.png").write_bytes(vast_png())
    Image.new("RGB", (64, 64), "red").save(tiny.folder / "cut.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "outside.png")
    (tiny.folder / "cut.png").write_bytes((tiny.folder / "cut.png").read_bytes()[:-40])
    line = tiny.draw(inside)
    (first,) = refused("render", "tiny", "--frames", "1001", "--to", "png")
    assert first.startswith(f"{SCENE}:{line}: {told.format(line=line)}")


def test_overflow_says_by_how_much(refused: Callable[..., list[str]], tiny: Any) -> None:
    (told,) = refused("render", "tiny", "--set", "name=" + 30 * "W")
    assert told.startswith(f"{SCENE}:9: 'Hola WWW")
    assert told.endswith("on one line at a size of 16 px")
    assert float(told.split("by ")[1].split(" px in width")[0]) > 100


def test_a_file_of_many_bytes_is_no_picture(refused: Callable[..., list[str]], tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 1000)
    (tiny.folder / "big.png").write_bytes(bytes(1001))
    line = tiny.draw('<image href="big.png" width="4" height="4"/>')
    assert refused("render", "tiny") == [f"{SCENE}:{line}: the picture big.png has 1,001 bytes; at most 1,000 are read"]


def test_all_faults_of_a_template_are_told_at_once(refused: Callable[..., list[str]], tiny: Any) -> None:
    line = tiny.draw('<reect/>\n<path d="M 0 q"/>\n<image href="gone.png" width="4" height="4"/>')
    assert refused("render", "tiny") == [
        f"{SCENE}:{line}: unknown element <reect>; did you mean <rect>?",
        f"{SCENE}:{line + 1}: bad path data at character 4: a number was expected, not 'q'",
        f"{SCENE}:{line + 2}: there is no picture gone.png (No such file or directory)",
    ]


def test_of_very_many_faults_the_rest_is_counted(refused: Callable[..., list[str]], tiny: Any) -> None:
    tiny.draw("\n".join(["<reect/>"] * 80))
    told = refused("render", "tiny")
    assert (len(told), told[-1]) == (51, "and 30 more")


@pytest.mark.parametrize(("name", "old", "new", "told"), [
    ("manifest.yaml", "type: number", "type: nubmer", "manifest.yaml:14: "),
    ("manifest.yaml", "default: 2}", "default: 20}", "manifest.yaml:14: default of level is 20, outside of its range (0 to 8)"),
    ("manifest.yaml", "duration: 24f", "duration: soon", "manifest.yaml:6: "),
    ("manifest.yaml", "beats:", "baets:", "manifest.yaml:7: "),
    ("manifest.yaml", "title: Tiny", "title: [1", "manifest.yaml:2: not readable as YAML"),
    ("words/es.yaml", "{name}", "{nmae}", "scene.svg.j2:10: the word hello needs nmae; did you mean name?"),
    ("words/es.yaml", "Hola {name}", "[Hola", "words/es.yaml:"),
])  # fmt: skip
def test_faults_of_manifests_and_words(name: str, old: str, new: str, told: str, refused: Callable[..., list[str]], tiny: Any) -> None:
    tiny.change(name, old, new)
    assert refused("render", "tiny")[0].startswith(f"templates/tiny/{told}")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">{}</svg>'


@pytest.mark.parametrize(("text", "told"), [
    (SVG.format("\n<g></b>"), "a.svg:2: not well-formed XML: Opening and ending tag mismatch: g line 2 and b"),
    ("", "a.svg:1: not well-formed XML: Document is empty"),
    ("<html/>", "a.svg:1: the root is <html>, not <svg>"),
    ('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n' + SVG.format("<text>&x;</text>"),
     "a.svg:1: entity x lies outside of the document"),
    ('<!DOCTYPE svg [<!ENTITY x SYSTEM "http://a.example/x">]>\n' + SVG.format("<text>&x;</text>"),
     "a.svg:1: entity x lies outside of the document"),
    ('<!DOCTYPE svg SYSTEM "http://a.example/svg.dtd">\n' + SVG.format("<text>&x;</text>"), "a.svg:2: not well-formed XML: Entity 'x' not"),
    (SVG.replace('"8"', '"9e9"').format(""), "a.svg:1: the document asks for a size of 9e+09 x 9e+09"),
])  # fmt: skip
def test_drawings_that_are_none(text: str, told: str, ministerio: Run, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(text)
    done = ministerio("svg", "a.svg", "--out", "output")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(told)
    assert not (tmp_path / "output").exists()
