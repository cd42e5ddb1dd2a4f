"""Templates to documents: names, text, layout, looks, words, languages, time, colour, chance; and the errors of those who write them."""

from __future__ import annotations

import re

import pytest
from simple import HEAD, composed, written

from generator.documents.parse import parse
from generator.documents.sandbox import Sandbox
from generator.motion.track import Steps
from generator.problems import DocumentError, TemplateError
from generator.values.css_colour import parse_colour


def fault(inside: str, **more: object) -> str:
    with pytest.raises(TemplateError) as caught:
        written(inside, **more)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_scene_is_composed_and_its_elements_know_their_lines() -> None:
    done = composed(f'{HEAD}\n{{% for o in p.others %}}\n<g id="{{{{ o.name }}}}">\n  <rect/></g>\n{{% endfor %}}\n</svg>')
    root = parse(done.text, done.file).root
    assert [(e.tag, e.origin.file, e.origin.line) for e in root.walk()] == [
        ("svg", "simple/scene.svg.j2", 1),
        *[("g", "simple/scene.svg.j2", 3), ("rect", "simple/scene.svg.j2", 4)] * 2,
    ]
    assert done.file == "simple/scene.svg.j2"


def test_a_macro_of_another_file_stamps_that_file() -> None:
    text = composed(
        f'{HEAD}\n{{% import "_kit/marks.svg.j2" as kit %}}\n{{{{ kit.dot(3) }}}}\n</svg>',
        _kit__marks="{% macro dot(r) %}\n\n<circle r='{{ r }}' cx='{{ canvas.width }}'/>{% endmacro %}",
    ).text
    assert "<circle ui:at=\"simple/_kit/marks.svg.j2:3\" r='3' cx='1920'/>" in text


def test_words_and_parameters_are_escaped() -> None:
    assert (
        written("{{ p.name }}{{ w('hello', name='A & <b>') }}", given={"name": '<g a="1">&'})
        == "&lt;g a=&#34;1&#34;&gt;&amp;Hola A &amp; &lt;b&gt;"
    )


def test_characters_that_no_document_can_hold_are_refused() -> None:
    assert "no document can hold" in fault("{{ '\\u2063track:0\\u2063' }}")
    assert "no document can hold" in fault("{{ '\\x07' }}")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("0.1 + 0.2", "0.3"),
        ("1e-7 - 1e-7", "0"),
        ("-0.0", "0"),
        ("1/3", "0.333333333"),
        ("5760.125", "5760.125"),
        ("true", "true"),
        ("canvas.width", "1920"),
        ("u", "8"),
        ("px(18)", "18"),
        ("page.cx", "960"),
        ("safe.x", "48"),
        ("f(12)", "0.5s"),
        ("beat.judge + f(2)", "0.583333333s"),
        ("duration - beat.judge * 2", "1s"),
        ("duration / f(1)", "48"),
        ("alpha(look.colour.accent, 0.5)", "rgb(255 59 47 / 0.5)"),
        ("look.colour.accent", "#ff3b2f"),
        ("mix('#000', '#fff', 0.2)", "#333333"),
        ("look.size.score", "120"),
        ("look.motion.arrive.dur", "0.333333333s"),
        ("look.motion.arrive.spline", "0.16 1 0.3 1"),
        ("look.motion.count.mode", "discrete"),
        ("look.name", "vigil"),
        ("unique('clip') ~ unique('clip')", "clip-1clip-2"),
        ("round(7.4, 4)", "8"),
        ("7.25|round(0.5)", "7.5"),
        ("min(3, 2)", "2"),
        ("cos(60)", "0.5"),
        ("p.others|map(attribute='score')|join(', ')", "5, 7"),
        ("p.others|sum('score')", "12"),
        ("[f(1), f(2)]|sum", "0.125s"),
        ("['<', '&']|join", "&lt;&amp;"),
        ("['<', '<b/>'|safe]|join('>')", "&lt;&gt;<b/>"),
        ("'%05.1f' % 3.14159", "003.1"),
        ("'%s-%s'|format(1, 'b')", "1-b"),
        ("7|pad(3)", "007"),
        ("[1,2,3,4,5]|batch(2)|length", "3"),
        ("'abc'|replace('b', 'x')|upper", "AXC"),
        ("nothing|default('x')", "x"),
        ("has_word('hello')", "true"),
        ("rate.nominal", "24"),
        ("treatment.lens", "false"),
        ("p.at|hour", "14:32"),
        ("p.at.year", "2041"),
    ],
)
def test_expressions(expression: str, text: str) -> None:
    assert written(f"{{{{ {expression} }}}}") == text


def test_emitters_keep_their_light() -> None:
    text = written("{{ light(look.colour.accent, 4) }}")
    assert text.startswith("color(srgb-linear 4 ")
    assert parse_colour(text).r == pytest.approx(4.0)


def test_a_language_writes_its_own_numbers_words_and_direction() -> None:
    inside = "{{ 12345.5|number(1) }} {{ -12|signed }} {{ 3|signed }} {{ w('votes', count=1) }} "
    inside += "{{ w('votes', count=2000000) }} {{ p.at|date('long') }}"
    assert written(inside) == "12\u202f345,5 \u221212 +3 1 voto 2\u202f000\u202f000 votos 14 de marzo de 2041"
    assert written(inside, language="en") == "12,345.5 \u221212 +3 1 vote 2,000,000 votes 14 March 2041"
    assert written("{{ w('votes', count=3) }} {{ p.at|hour }} {{ p.name }}", language="ar") == "٣ أصوات ١٤:٣٢ إيرين"
    assert (
        written("{{ language.direction }} {{ safe.split_start(10)[0].x }} {{ (safe.columns(2, 4)|first).right }}", language="ar")
        == "rtl 1862 1872"
    )


def test_a_script_brings_its_own_fonts() -> None:
    latin, arabic = (written("{{ look.type.body.attrs }}", language=code) for code in ("es", "ar"))
    assert "font-family=\"'Saira'\"" in latin
    assert "'Noto Kufi Arabic'" in arabic
    assert re.search(r'font-family="[^"<>]*"', arabic)


def test_sizes_follow_the_canvas() -> None:
    inside = "{{ look.size.body }} {{ look.line.hairline }} {{ u }} {{ stroke(0.2) }}"
    assert written(inside, canvas="uhd") == "36 2 16 1"
    assert written(inside, canvas="960x540") == "9 1 4 1"


def test_dice_depend_on_seed_and_name_alone() -> None:
    inside = "{{ dice('a').integer(0, 1000000) }}"
    assert written(inside) == written("{% set b = dice('b').random() %}" + inside)
    assert written(inside) != written(inside, seed=1)
    assert written(inside) != written("{{ dice('a', 2).integer(0, 1000000) }}")


def test_a_value_that_moves_crosses_as_a_handle() -> None:
    track = Steps((0.0, 1.0), (1.0, 2.0))
    done = composed(f'{HEAD}<rect x="{{{{ level }}}}" y="{{{{ level }}}}"/></svg>', facts={"level": track})
    assert done.tracks == (track,)
    rect = next(parse(done.text, done.file, tracks=done.tracks).root.elements())
    assert rect.attributes["x"] is track
    assert rect.attributes["y"] is track
    assert "cannot be written as text" in fault("{{ level|upper }}", facts={"level": track})
    mixed = composed(f'{HEAD}<rect x="{{{{ level }}}}px"/></svg>', facts={"level": track})
    with pytest.raises(DocumentError, match="mixes a value that moves"):
        parse(mixed.text, mixed.file, tracks=mixed.tracks)


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("{{ saef }}", "there is no name saef; did you mean safe?"),
        ("{{ p.scor }}", "there is no parameter scor; did you mean score?"),
        ("{{ look.colour.acent }}", "there is no colour token acent; did you mean accent?"),
        ("{{ look.typ }}", "there is no group of tokens typ; did you mean type?"),
        ("{{ beat.juge + f(1) }}", "there is no beat juge; did you mean judge?"),
        ("{{ f(beat.juge) }}", "there is no beat juge; did you mean judge?"),
        ("{% if p.scor > 3 %}{% endif %}", "there is no parameter scor; did you mean score?"),
        ("{% for x in p.othrs %}{% endfor %}", "there is no parameter othrs; did you mean others?"),
        ("{{ safe.widht }}", "a box has no widht; did you mean width?"),
        ("{{ p.others[0].nme }}", "there is no others field nme; did you mean name?"),
        ("{{ w('helo', name=1) }}", "no word helo in es in simple/words/es.yaml; did you mean hello?"),
        ("{{ w('hello', nam=1) }}", "the word hello needs name; did you mean nam?"),
        ("{{ w('votes') }}", "the word votes has plural forms: give count"),
        ("{{ 3|nubmer }}", "there is no filter nubmer; did you mean number?"),
        ("{{ 3 is evn }}", "there is no test evn; did you mean even?"),
        ("{% include 'parts/a.svg.j2' %}", "there is no file parts/a.svg.j2; did you mean scene.svg.j2?"),
        ("{{ safe.anchor('tpo', 1, 1) }}", "unknown place tpo; did you mean top?"),
        ("{{ safe.inset(700).x }}", "no room: a box of 424 x -416 was cut from one of 1824 x 984"),
        ("{{ p.at|date('lonf') }}", "unknown date style lonf; did you mean long?"),
        ("{{ [1] }}", "a list cannot be written into a document"),
        ("{{ none }}", "nothing (none) cannot be written into a document"),
        ("{{ safe }}", "a box cannot be written into a document"),
        ("{{ 1 / 0 }}", "a division by zero"),
        ("{{ [[1], [2]]|sum }}", "a list cannot be added up"),
        ("{{ 1e308 * 10 }}", "inf is no number that can be written"),
        ("{% if %}", "expected an expression, got 'end of statement block'"),
        ("{% endfor %}", "encountered unknown tag 'endfor'"),
        ("{{ p.score() }}", "a number cannot be called"),
        ("{% for x in 'abc' %}{% endfor %}", "a loop goes over a list, not over a text"),
    ],
)
def test_faults_are_told_with_file_line_and_the_nearest_name(inside: str, message: str) -> None:
    assert fault(f"<g>\n{inside}\n</g>") == f"simple/scene.svg.j2:3: {message}"


def test_a_fault_in_an_included_file_names_that_file() -> None:
    assert fault('{% include "parts/a.svg.j2" %}', parts__a="<g/>\n\n{{ nope }}").startswith(
        "simple/parts/a.svg.j2:3: there is no name nope"
    )
    assert fault('{% include "parts/a.svg.j2" %}', parts__a="\n{% if %}").startswith("simple/parts/a.svg.j2:2: expected")


def test_a_root_without_our_namespace_is_told() -> None:
    with pytest.raises(TemplateError, match=r'scene.svg.j2:2: the root <svg> needs xmlns:ui="https://ministerio.example/ui"'):
        composed('\n<svg xmlns="http://www.w3.org/2000/svg"/>')


def test_the_rate_changes_no_time_but_its_own() -> None:
    assert written("{{ f(12) }} {{ rate.frame }}", rate="25") == "0.5s 0.04s"
    assert written("{{ rate.frame }} {{ rate.nominal }}", rate="24000/1001") == "0.041708333s 24"


def test_a_text_is_translated_once_until_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    one = composed(HEAD + "<g id='{{ 2 + 3 }}'/></svg>").text

    def never(*_: object, **__: object) -> None:
        raise AssertionError("translated again")

    with monkeypatch.context() as patched:
        patched.setattr(Sandbox, "_generate", never)
        assert composed(HEAD + "<g id='{{ 2 + 3 }}'/></svg>").text == one
    assert "id='6'" in composed(HEAD + "<g id='{{ 2 + 4 }}'/></svg>").text
