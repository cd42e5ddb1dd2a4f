"""Templates, plates and sheets to reports, as the command line makes them."""

from __future__ import annotations

import csv
import io
import re
import wave
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tiny import Done, Tiny

from generator.brief import Brief
from generator.clearance.page import page
from generator.clearance.report import Report, Row, Subject
from generator.clearance.sights import look
from generator.clearance.table import table
from generator.problems import Origin
from generator.render import Places
from generator.render.asset import Asset
from generator.render.clearance import Docket, clear
from generator.scene.nodes import Glyphs, Group, Node
from generator.scene.sample import Sampler
from generator.scene.scene import Frame
from generator.typography.fonts import FontBook

Run = Callable[..., Done]

DRAWN = """<g font-family="Saira" font-size="6">
<text y="40">Archivo central</text>
<ui:counter x="2" y="60" from="0" to="40" dur="20f" digits="3"/>
<ui:typewriter x="2" y="66" width="120" dur="20f">Se abre el acta</ui:typewriter>
<ui:qr x="100" y="2" size="24">conformidad.example 912 345 678</ui:qr>
<g visibility="hidden"><text y="50">Nunca</text></g>
<mask id="m"><text y="30" fill="white">Bajo la máscara</text></mask><rect width="50" height="40" mask="url(#m)"/>
</g>"""


@pytest.fixture(autouse=True)
def small(tiny: Tiny) -> None:
    """Type so small that any name has room."""
    tiny.change("scene.svg.j2", 'font-size="16"', 'font-size="4"')


def rows(done: Done) -> list[dict[str, Any]]:
    assert done.code == 0, done.err
    (report,) = done.json
    return list(report["rows"])


def row(found: list[dict[str, Any]], text: str) -> dict[str, Any]:
    (only,) = [one for one in found if one["text"] == text]
    return only


def test_a_template_tells_its_words_and_defaults_with_their_lines(ministerio: Run, tiny: Tiny) -> None:
    found = rows(ministerio("world", "clearance", "tiny", "--json"))
    name = row(found, "Ada")
    assert (name["kind"], name["stands_in"], name["first_frame"]) == ("name", "Hola Ada", 1001)
    assert name["comes_from"] == ["the template's default: name (templates/tiny/manifest.yaml:15)"]
    said = row(found, "Hola Ada")
    assert said["verdict"] == "clear"
    assert "words: hello (templates/tiny/words/es.yaml:1)" in said["comes_from"]
    assert said["drawn_at"] == ["templates/tiny/scene.svg.j2:9"]


def test_what_somebody_typed_needs_a_person_unless_the_canon_has_it(ministerio: Run, tiny: Tiny) -> None:
    typed = row(rows(ministerio("world", "clearance", "tiny", "--json", "--set", "name=Juan García Pérez")), "Juan García Pérez")
    assert (typed["verdict"], typed["comes_from"]) == ("person", ["given for this plate: name"])
    known = row(
        rows(ministerio("world", "clearance", "tiny", "--json", "--set", "name=Irene Valdemar Quintoria")), "Irene Valdemar Quintoria"
    )
    assert known["verdict"] == "canon"
    assert known["comes_from"][0].startswith("the film's canon: cast.irene.name (")


def test_a_number_in_a_name_of_the_canons_is_still_judged(ministerio: Run, tiny: Tiny) -> None:
    tiny.change("words/es.yaml", "Hola {name}", "'Llame, {name}: +34 612 345 678, ministerio.example'")
    found = rows(ministerio("world", "clearance", "tiny", "--json"))
    assert row(found, "+34 612 345 678")["verdict"] == "person"
    assert row(found, "ministerio.example")["verdict"] == "clear"


def painted(node: Node) -> list[str]:
    """The texts of all runs of a sampled node, in masks and clips as well."""
    if isinstance(node, Group):
        inner = [*node.children, *([node.mask.content] if node.mask else []), *([node.clip] if node.clip else [])]
        return [text for child in inner for text in painted(child)]
    return [node.run.text.strip()] if isinstance(node, Glyphs) and node.run.glyphs else []  # type: ignore[union-attr]


def compiled(tiny: Tiny) -> tuple[Report, list[Frame], Asset, Brief]:
    places = Places((tiny.templates,))
    brief = Brief.of(places.shelf().manifest("tiny"), {"template": "tiny"})
    asset = Asset.of(brief, places.shelf())
    sampler = Sampler(asset.built(asset.document(), FontBook(places.shelf().fonts())))
    return clear(Docket("tiny", brief, frozenset()), places), [sampler.frame(brief.rate.seconds(n)) for n in range(24)], asset, brief


def test_nothing_that_is_painted_is_missing(tiny: Tiny) -> None:
    tiny.draw(DRAWN)
    report, frames, _, _ = compiled(tiny)
    texts = {text for frame in frames for text in painted(frame.root) if text}
    assert len(texts) > 25
    told = [part for one in report.rows for part in (one.text, one.whole, *one.values)]
    assert [text for text in texts if not any(text in part for part in told)] == []
    assert "Nunca" not in told


def test_values_that_change_are_one_row_and_typed_letters_too(tiny: Tiny) -> None:
    tiny.draw(DRAWN)
    report = compiled(tiny)[0]
    (count,) = [one for one in report.rows if one.text.startswith("000 … 040 (")]
    assert len(count.values) > 10
    assert [one.text for one in report.rows if "Se abre" in one.text] == ["Se abre el acta"]
    assert not any(one.text == "Se" for one in report.rows)


def test_a_code_is_read_and_what_it_says_is_judged(tiny: Tiny) -> None:
    tiny.draw(DRAWN)
    found = [(one.kind, one.text, one.verdict) for one in compiled(tiny)[0].rows]
    assert ("machine_code", "conformidad.example 912 345 678", "person") in found
    assert ("phone", "912 345 678", "person") in found
    assert ("domain", "conformidad.example", "clear") in found


def test_the_scene_is_read_where_it_is_seen(tiny: Tiny) -> None:
    line = tiny.draw(
        '<text y="40" font-family="Saira" visibility="hidden">Luego<set attributeName="visibility" to="visible" begin="6f"/></text>'
    )
    _, _, asset, brief = compiled(tiny)
    scene = asset.built(asset.document(), FontBook(Places().shelf().fonts()))
    seen = look(scene, {1001 + n: brief.rate.seconds(n) for n in range(24)})
    (late,) = [sight for sight in seen.texts if sight.texts == ("Luego",)]
    assert (late.frame, late.origin.line, late.layer) == (1007, line, "text")
    assert not [sight for sight in look(scene, {1001: 0.0}).texts if sight.texts == ("Luego",)]


def test_pictures_need_a_person_and_made_faces_do_not(ministerio: Run, tiny: Tiny) -> None:
    dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    tiny.draw(
        f'<image href="{dot}" width="4" height="4"/><ui:portrait x="60" width="30" height="30" citizen="12" style="plain"/>'
        '<ui:portrait x="90" width="30" height="30" citizen="3" subject="robot" style="plain"/>'
    )
    found = [(one["kind"], one["verdict"], one["text"]) for one in rows(ministerio("world", "clearance", "tiny", "--json"))]
    assert ("picture", "person", f"data:image/png;base64 ({len(dot)} characters)") in found
    assert ("face", "clear", "citizen 12, plain") in found
    assert ("face", "clear", "robot 3, plain") in found


def test_strict_is_one_when_a_person_is_needed(ministerio: Run, tiny: Tiny) -> None:
    tiny.change("manifest.yaml", "default: Ada", "default: ''")
    assert ministerio("world", "clearance", "tiny", "--strict").code == 0
    assert ministerio("world", "clearance", "tiny", "--strict", "--set", "name=Juan García").code == 1
    assert ministerio("world", "clearance", "tiny", "--set", "name=Juan García").code == 0


@pytest.mark.slow
def test_a_plate_tells_every_parameter_that_can_be_seen(ministerio: Run, tiny: Tiny, tmp_path: Path) -> None:
    picture = tmp_path / "photo.png"
    Image.new("RGB", (4, 4)).save(picture)
    tiny.change("manifest.yaml", "parameters:\n", "parameters:\n  tint: {type: colour, help: Ink., default: red}\n")
    tiny.draw('{% if p.portrait %}<image href="{{ p.portrait }}" width="4" height="4"/>{% endif %}')
    asked = {
        "set": ("name=Juan García", f"portrait={picture}", "tint=#00ff00"),
        "frames": (1001,),
        "to": ("png",),
        "jobs": (1,),
        "out": (tmp_path / "out",),
    }
    options = [part for name, values in asked.items() for value in values for part in (f"--{name}", value)]
    assert ministerio("render", "tiny", *options).code == 0
    picture.unlink()
    found = rows(ministerio("world", "clearance", tmp_path / "out" / "sp_000_000_tiny_v001", "--json"))
    assert row(found, "Juan García")["comes_from"] == ["given for this plate: name"]
    (photo,) = [one for one in found if one["kind"] == "picture"]
    assert photo["verdict"] == "person"
    assert photo["text"].startswith("given/")
    assert photo["comes_from"] == ["given for this plate: portrait"]


def test_a_sheet_has_a_report_for_each_row(ministerio: Run, tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("template,shot,lang,name\ntiny,010_010,es,Ana Ruiz\ntiny,010_020,en,\n", encoding="utf-8")
    done = ministerio("world", "clearance", "sheet.csv", "--json")
    assert [report["plate"] for report in done.json] == ["tiny 010_010 sheet.csv:2", "tiny 010_020 sheet.csv:3"]
    assert "Ana Ruiz" in done.out
    assert "Hello Ada" in done.out
    (tmp_path / "bad.csv").write_text("template,nonsense\ntiny,1\nnobody,2\n", encoding="utf-8")
    bad = ministerio("world", "clearance", "bad.csv")
    assert bad.code == 2
    assert "bad.csv:2: row 1: unknown parameter nonsense" in bad.err
    assert "bad.csv:3: row 2: unknown template nobody" in bad.err
    (tmp_path / "many.yaml").write_text("- {template: tiny, lang: [es, en]}\n", encoding="utf-8")
    many = ministerio("world", "clearance", "many.yaml", "--json")
    assert [report["plate"] for report in many.json] == ["tiny 000_000_es many.yaml:1", "tiny 000_000_en many.yaml:1"]


def test_the_table_is_csv_and_no_formula(ministerio: Run, tiny: Tiny, tmp_path: Path) -> None:
    assert ministerio("world", "clearance", "tiny", "--csv", "a.csv", "--set", 'name==1+1, "x"').code == 0
    found = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert {one["plate"] for one in found} == {"tiny"}
    assert not [cell for one in found for cell in one.values() if cell[:1] in ("=", "+", "-", "@")]
    assert any('=1+1, "x"' in one["text"] for one in found)


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_escapes_and_loads_nothing(ministerio: Run, tiny: Tiny, tmp_path: Path) -> None:
    nasty = '<script>alert("x")</script>&'
    assert ministerio("world", "clearance", "tiny", "--html", "a.html", "--set", f"name={nasty}").code == 0
    parser = Tags()
    parser.feed((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "script" not in parser.tags
    assert {"table", "img", "dl", "footer"} <= parser.tags
    assert nasty in parser.text
    assert parser.addresses
    assert all(address.startswith("data:image/png;base64,") for address in parser.addresses)


def test_every_cell_of_page_and_table_is_escaped() -> None:
    evil = "<b onclick=x>\"'&"
    one = Row("words", evil, "person", evil, (), (Origin(evil, 1),), 1, evil, evil, (evil, evil + "2"))
    report = Report(Subject(evil, ((evil, evil),), ""), (one,))
    assert "<b onclick" not in page([report])
    assert next(csv.DictReader(io.StringIO(table([report]))))["text"] == evil


def test_what_is_nothing_is_told(ministerio: Run, tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for subject, told in (("empty", "no plate"), ("nobody", "unknown template nobody"), ("no.csv", "cannot be read")):
        done = ministerio("world", "clearance", subject)
        assert (done.code, told in done.err) == (2, True), done.err


def marked(ministerio: Run, tiny: Tiny, body: str) -> dict[str, dict[str, Any]]:
    """The marks of the template with something drawn, by what they are called."""
    tiny.draw(body)
    return {one["text"]: one for one in rows(ministerio("world", "clearance", "tiny", "--json")) if one["kind"] == "mark"}


def test_the_kits_marks_are_told_with_the_line_that_draws_them(ministerio: Run, tiny: Tiny) -> None:
    tiny.change(
        "scene.svg.j2", "<svg", '{% import "_kit/marks.svg.j2" as marks %}{% import "_kit/pictograms.svg.j2" as pictograms %}\n<svg'
    )
    found = marked(
        ministerio, tiny,
        '{{ marks.mark(marks.departments.ministerio, box(2, 2, 20, 20), "white") }}'
        '{{ marks.mark(marks.departments.metro, box(30, 2, 20, 20), "white") }}<g visibility="hidden">'
        '{{ marks.stamp(box(60, 2, 40, 20), "white", "RECIBIDO", "HOY", "AQUÍ") }}</g>'
        "{{ pictograms.plate(pictograms.signs.jaywalking, box(110, 2, 20, 20), 'white') }}",
    )  # fmt: skip
    assert set(found) == {"emblem of the state", "mark of metro", "pictogram jaywalking"}
    assert {one["verdict"] for one in found.values()} == {"clear"}
    (source,) = found["pictogram jaywalking"]["comes_from"]
    assert re.fullmatch(r"the kit: jaywalking \(.*templates/_kit/pictograms/mobility\.svg\.j2:\d+\)", source)
    assert found["mark of metro"]["drawn_at"][0].startswith("templates/tiny/scene.svg.j2:")


def test_a_mark_that_is_not_the_kits_needs_a_person(ministerio: Run, tiny: Tiny) -> None:
    found = marked(
        ministerio, tiny,
        '<g id="acme-logo"><path d="M2 2h9v9z" fill="white"/></g><g><title>Escudo nacional</title><path d="M20 2h9v9z" fill="white"/></g>'
        '<g ui:mark="department Acme"><path d="M40 2h9v9z" fill="white"/></g><g id="catalogo"><path d="M60 2h9v9z" fill="white"/></g>',
    )  # fmt: skip
    assert {name: one["verdict"] for name, one in found.items()} == {
        "acme-logo": "person",
        "Escudo nacional": "person",
        "mark of Acme": "person",
    }
    assert "calls itself a mark" in found["acme-logo"]["rule"]


def test_a_kit_that_somebody_changed_is_not_taken_for_the_one_that_ships(ministerio: Run, tiny: Tiny) -> None:
    kit = (Path(__file__).parents[2] / "templates/_kit/marks.svg.j2").read_text(encoding="utf-8")
    (tiny.templates / "_kit").mkdir()
    (tiny.templates / "_kit/marks.svg.j2").write_text(kit + "{#- redrawn -#}", encoding="utf-8")
    tiny.change("scene.svg.j2", "<svg", '{% import "_kit/marks.svg.j2" as marks %}\n<svg')
    found = marked(ministerio, tiny, '{{ marks.mark(marks.departments.ministerio, box(2, 2, 20, 20), "white") }}')
    assert found["emblem of the state"]["verdict"] == "person"
    assert "not the one that ships" in found["emblem of the state"]["rule"]


def test_a_production_still_of_a_person_needs_a_release(ministerio: Run, tiny: Tiny) -> None:
    dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    tiny.draw(f'<ui:portrait x="2" y="2" width="30" height="30" citizen="12" style="plain" photo="{dot}"/>')
    (face,) = [one for one in rows(ministerio("world", "clearance", "tiny", "--json")) if one["kind"] == "face"]
    assert (face["verdict"], face["rule"]) == ("person", "the production's own picture of a person: needs a release")


def test_what_is_said_is_judged_and_so_is_who_says_it(ministerio: Run, tiny: Tiny) -> None:
    rate, seconds = 48_000, 1
    with wave.open(str(tiny.folder / "hola.wav"), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(bytes(2 * rate * seconds))
    (tiny.folder / "sound.yaml.j2").write_text(
        "cues:\n  - {name: notice, kind: voice, at: 6f, file: hola.wav, text: 'Llame al 912 345 678, por favor.'}\n", encoding="utf-8"
    )
    found = rows(ministerio("world", "clearance", "tiny", "--json"))
    phone = row(found, "912 345 678")
    assert (phone["verdict"], phone["kind"], phone["layer"], phone["first_frame"]) == ("person", "phone", "sound", 1007)
    assert phone["drawn_at"][0].endswith("sound.yaml.j2:2")
    voice = row(found, "notice: a recording, hola.wav")
    assert (voice["verdict"], voice["kind"]) == ("person", "voice")
    assert "a release" in voice["rule"]


def test_a_name_that_a_style_sets_in_capitals_is_found(ministerio: Run, tiny: Tiny) -> None:
    tiny.change("words/es.yaml", "Hola {name}", "'Aviso de Zumolandia, {name}'")
    tiny.change("scene.svg.j2", 'w("hello", name=p.name)', 'w("hello", name=p.name) | upper')
    found = row(rows(ministerio("world", "clearance", "tiny", "--json")), "AVISO DE ZUMOLANDIA")
    assert (found["kind"], found["verdict"], found["stands_in"]) == ("name", "person", "AVISO DE ZUMOLANDIA, ADA")
