from __future__ import annotations

import gzip

import pytest

from generator.documents import parse as parsing
from generator.documents.namespaces import handle
from generator.documents.parse import parse
from generator.motion.track import Keys
from generator.problems import DocumentError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ui="https://ministerio.example/ui"'


def fails(text: str | bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        parse(text, "a.svg")
    return str(caught.value)


def test_elements_keep_their_order_their_text_and_their_line() -> None:
    root = parse(f"{HEAD}>\n<text>one<tspan>two</tspan>three</text>\n<g/></svg>", "a.svg").root
    text, group = root.elements()
    assert [child if isinstance(child, str) else child.tag for child in text.children] == ["one", "tspan", "three"]
    assert str(group.origin) == "a.svg:3"


def test_a_stamp_is_the_origin_and_is_taken_off() -> None:
    (child,) = parse(f'{HEAD}><g ui:at="scene.svg.j2:88" ui:layer="hud"/></svg>', "a.svg").root.elements()
    assert str(child.origin) == "scene.svg.j2:88"
    assert child.attributes == {"ui:layer": "hud"}


def test_both_spellings_of_href_are_one_and_the_plain_one_wins() -> None:
    a, b = parse(f'{HEAD}><use xlink:href="#x"/><use xlink:href="#x" href="#y"/></svg>', "a.svg").root.elements()
    assert (a.get("href"), b.get("href")) == ("#x", "#y")


def test_other_vocabularies_comments_and_instructions_are_dropped() -> None:
    text = f'{HEAD} xmlns:z="urn:z"><!-- c --><?pi x?><z:thing><rect/></z:thing><rect z:a="1" id="r"/></svg>'
    (rect,) = parse(text, "a.svg").root.elements()
    assert (rect.tag, dict(rect.attributes)) == ("rect", {"id": "r"})


def test_the_first_of_two_ids_wins_and_parents_are_known() -> None:
    document = parse(f'{HEAD}><g id="a"><path id="p"/></g><rect id="a"/></svg>', "a.svg")
    assert document.ids["a"].tag == "g"
    assert document.parents[document.ids["p"]] is document.ids["a"]


def test_a_handle_becomes_its_track() -> None:
    track: Keys[object] = Keys((0.0, 1.0), (0.0, 1.0))  # type: ignore[arg-type]
    text = f'{HEAD}><rect x="{handle(0)}" style="opacity: {handle(0)}"/></svg>'
    (rect,) = parse(text, "a.svg", tracks=[track]).root.elements()
    assert rect.attributes["x"] is track
    assert rect.style["opacity"] is track
    with pytest.raises(DocumentError, match="x of <rect> cannot move"):
        rect.get("x")


def test_a_handle_among_other_text_is_a_problem() -> None:
    track: Keys[object] = Keys((0.0,), (0.0,))  # type: ignore[arg-type]
    with pytest.raises(DocumentError, match=r"a\.svg:2: transform mixes a value that moves"):
        parse(f'{HEAD}>\n<g transform="rotate({handle(0)})"/></svg>', "a.svg", tracks=[track])


def test_compressed_documents_and_other_encodings_are_read() -> None:
    assert parse(gzip.compress(f"{HEAD}/>".encode()), "a.svgz").root.tag == "svg"
    latin = f'<?xml version="1.0" encoding="ISO-8859-1"?>{HEAD}><title>ñ</title></svg>'
    for data in (latin.encode("latin-1"), latin):
        (title,) = parse(data, "a.svg").root.elements()
        assert title.children == ("ñ",)


def test_faults_name_the_file_and_the_line() -> None:
    assert fails(f"{HEAD}>\n<g>\n</svg>").startswith("a.svg:3: not well-formed XML: Opening and ending tag mismatch")
    assert "the root is <html>" in fails("<html/>")
    assert "not well-formed" in fails(b"")
    assert "compressed document cannot be read" in fails(b"\x1f\x8b garbage")


def test_entities_of_the_document_are_written_out_with_elements_in_them() -> None:
    text = f"""<!DOCTYPE svg [<!ENTITY c "red"> <!ENTITY r "<rect fill='&c;'/><use xlink:href='#a'/>">]>{HEAD}>&r;</svg>"""
    rect, use = parse(text, "a.svg").root.elements()
    assert (rect.get("fill"), use.get("href")) == ("red", "#a")


@pytest.mark.parametrize("where", ['SYSTEM "file:///etc/passwd"', 'PUBLIC "-//x" "https://example.com/x"'])
def test_entities_from_outside_are_refused(where: str) -> None:
    said = fails(f"<!DOCTYPE svg [\n<!ENTITY secret {where}>]>{HEAD}><text>&secret;</text></svg>")
    assert said == "a.svg:2: entity secret lies outside of the document"


def test_entities_cannot_blow_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_BYTES", 100_000)
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
    assert "entities unfold to more than" in fails(f'<!DOCTYPE svg [<!ENTITY l0 "ha">{laughs}]>{HEAD}><text>&l8;</text></svg>')
    assert "refer to one another" in fails(f'<!DOCTYPE svg [<!ENTITY a "&b;"><!ENTITY b "&a;">]>{HEAD}><text>&a;</text></svg>')


def test_size_and_depth_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<g>" * 200 + "</g>" * 200
    assert "nested more than" in fails(f"{HEAD}>{deep}</svg>")
    monkeypatch.setattr(parsing, "MAX_BYTES", 1000)
    assert "at most 1000 are read" in fails(HEAD + " " * 1000 + "/>")
    assert "at most 1000 are read" in fails(gzip.compress(HEAD.encode() + b" " * 100_000 + b"/>"))


def test_a_document_is_spoken_in_a_language_unless_it_says_another() -> None:
    document = parse('<svg xmlns="http://www.w3.org/2000/svg" id="a"><g id="b"/></svg>', "s.svg").spoken("ar", "rtl")
    assert (document.root.get("xml:lang"), document.root.style["direction"]) == ("ar", "rtl")
    assert document.parents[document.ids["b"]] is document.root is document.ids["a"]
    own = parse('<svg xmlns="http://www.w3.org/2000/svg" xml:lang="es" direction="ltr"/>', "s.svg").spoken("ar", "rtl")
    assert (own.root.get("xml:lang"), own.root.style["direction"]) == ("es", "ltr")
