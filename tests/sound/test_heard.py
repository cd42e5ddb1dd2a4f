"""The whole path: a template that is heard, as a user asks for it."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest
from ears import level, on_and_off, read, sentence, write
from PIL import Image

from generator.brief import Brief
from generator.render import Places
from generator.render.plate import BriefSource
from generator.shelf import voice
from generator.sound.cues import RATE

Run = Callable[..., Any]
SOUND = """\
cues:
  - {name: ring, kind: ringback, country: us, for: 500ms}
  - {name: note, kind: motif, motif: chime, at: {with: ring}, gain: -6}
  - name: line
    kind: voice
    at: {after: ring, plus: 6f}
    file: "{{ p.recording }}"
    text: "{{ w('hello', name=p.name) }}"
"""
DRAWN = """\
{% for bar in sound.line.levels(4, 0, 12) %}
<rect x="{{ 60 + 8 * loop.index0 }}" y="60" width="6" height="{{ bar }}" fill="#fff"/>
{% endfor %}
{% for word in sound.line.words %}
<rect x="100" y="60" width="20" height="10" fill="#0f0" visibility="hidden">
  <set attributeName="visibility" to="visible" begin="{{ word.begin }}" end="{{ word.end }}"/></rect>
{% endfor %}
"""
PLATE = "sp_000_000_tiny_v001"


def pixels(frame: int) -> Any:
    return np.asarray(Image.open(f"output/{PLATE}/png/{PLATE}.{frame}.png").convert("RGB"))


@pytest.fixture
def call(tiny: Any) -> Any:
    """A template that rings and speaks, and shows it."""
    tiny.write("sound.yaml.j2", SOUND)
    tiny.change("manifest.yaml", "duration: 24f", "duration: 60f")
    tiny.change("manifest.yaml", "parameters:\n", 'parameters:\n  recording: {type: sound, help: An actor., default: ""}\n')
    tiny.draw(DRAWN)
    return tiny


def made(ministerio: Run, *options: object) -> Any:
    done = ministerio("render", "tiny", "--jobs", 1, "--layers", "beauty", *options)
    assert done.code == 0, done.err
    return done


def manifest() -> Any:
    return json.loads(Path(f"output/{PLATE}/{PLATE}.manifest.json").read_text(encoding="utf-8"))


def wav(stem: str = "") -> Any:
    return read(Path(f"output/{PLATE}/{PLATE}{'.' * bool(stem)}{stem}.wav"))


def test_a_plate_has_its_mix_and_stems(ministerio: Run, call: Any) -> None:
    done = made(ministerio, "--to", "wav")
    assert "0 frames rendered; 7 files" in done.err
    assert "note:" not in done.err
    mix = wav()
    assert mix.size == 60 * 2000
    stems = {name: wav(name) for name in ("call", "call_dry", "interface", "interface_dry", "voice", "voice_dry")}
    assert mix == pytest.approx(stems["call"] + stems["interface"] + stems["voice"], abs=2**-21)
    assert on_and_off(stems["call"], -50)[0] == pytest.approx((0, 0.5), abs=0.03)
    assert on_and_off(stems["voice_dry"], -50)[0][0] == pytest.approx(0.75, abs=0.05)
    assert not np.any(stems["voice_dry"][: round(0.74 * RATE)])
    assert pyloudnorm.Meter(RATE).integrated_loudness(mix) == pytest.approx(-23, abs=0.2)
    says = manifest()
    assert {entry["format"] for entry in says["files"]} == {"wav"}
    assert says["sound"]["loudness"] == "-23.00 LUFS"
    assert says["sound"]["cue ring"] == "ringback, 0.0000 s to 0.5000 s, frames 1001.00 to 1013.00, call"
    assert "espeak-ng" in says["made_from"]["voices"]


def test_loudness_is_as_asked(ministerio: Run, call: Any) -> None:
    made(ministerio, "--to", "wav", "--loudness", -16)
    assert pyloudnorm.Meter(RATE).integrated_loudness(wav()) == pytest.approx(-16, abs=0.2)
    assert float(manifest()["sound"]["true peak"].split()[0]) <= -1
    bad = ministerio("render", "tiny", "--to", "wav", "--loudness", 3)
    assert (bad.code, "loudness: it should be less than or equal to -9" in bad.err) == (2, True)
    call.write("sound.yaml.j2", SOUND + "loudness: -30\n")
    made(ministerio, "--to", "wav", "--overwrite")
    assert pyloudnorm.Meter(RATE).integrated_loudness(wav()) == pytest.approx(-30, abs=0.2)


def test_verify_knows_sound(ministerio: Run, call: Any) -> None:
    made(ministerio, "--to", "wav,h264", "--frames", "1001-1014")
    assert ministerio("verify", f"output/{PLATE}").code == 0
    path = Path(f"output/{PLATE}/{PLATE}.voice.wav")
    content = bytearray(path.read_bytes())
    content[-10] ^= 1
    path.write_bytes(content)
    done = ministerio("verify", f"output/{PLATE}")
    assert (done.code, "was altered" in done.out + done.err) == (1, True)
    path.unlink()
    assert "missing" in (done := ministerio("verify", f"output/{PLATE}")).out + done.err


def test_a_rerun_keeps_what_is_right_and_makes_the_rest_as_it_was(ministerio: Run, call: Any) -> None:
    made(ministerio, "--to", "wav,h264", "--frames", "1001-1020")
    before = {path.name: path.read_bytes() for path in Path(f"output/{PLATE}").iterdir() if path.is_file()}
    again = made(ministerio, "--to", "wav,h264", "--frames", "1001-1020")
    assert "0 frames rendered" in again.err
    Path(f"output/{PLATE}/{PLATE}.call.wav").unlink()
    Path(f"output/{PLATE}/{PLATE}.voice.wav").write_bytes(b"RIFF")
    made(ministerio, "--to", "wav,h264", "--frames", "1001-1020")
    assert {path.name: path.read_bytes() for path in Path(f"output/{PLATE}").iterdir() if path.is_file()} == before


def test_frames_are_cut_from_the_same_sound(ministerio: Run, call: Any) -> None:
    made(ministerio, "--to", "wav")
    whole = wav()
    made(ministerio, "--to", "wav", "--frames", "1010-1040", "--overwrite")
    assert np.array_equal(wav(), whole[9 * 2000 : 40 * 2000])


def test_any_number_of_workers_gives_the_same_movie(ministerio: Run, call: Any) -> None:
    movies = []
    for jobs in (1, 2):
        done = ministerio("render", "tiny", "--jobs", jobs, "--to", "h264", "--frames", "1001-1040", "--out", f"jobs{jobs}")
        assert done.code == 0, done.err
        movies.append(Path(f"jobs{jobs}/{PLATE}/{PLATE}.h264.mp4").read_bytes())
    assert movies[0] == movies[1]


def test_pictures_move_with_the_sound(ministerio: Run, call: Any) -> None:
    made(ministerio, "--to", "png,wav", "--frames", "1001-1060")
    dry = wav("voice_dry")
    spans = [float(word) for word in re.findall(r"[\d.]+", manifest()["sound"]["cue line"].partition("frames")[2])]
    first, last = int(spans[0]), spans[1]
    for number in range(1001, 1061):
        said = level(dry[(number - 1001) * 2000 : (number - 1000) * 2000])
        bars = pixels(number)[60:, 60:92].max() > 100
        assert bars or said < -40, f"{number}: it is heard and nothing moves"
        assert not bars or first <= number < last, f"{number}: it moves and nothing is said"
    with_words = [n for n in range(1001, 1061) if pixels(n)[65, 110, 1] > 200]
    assert with_words[0] == 1019, "the word stands from the frame on which it is said"
    assert level(dry[17 * 2000 : 18 * 2000]) < -150 < level(dry[18 * 2000 : 19 * 2000])


def test_a_recording_is_given_with_its_words_and_both_are_facts(ministerio: Run, call: Any, tmp_path: Path) -> None:
    write(tmp_path / "actor.wav", sentence(1.0, 8_000), 8_000, 2)
    done = made(ministerio, "--to", "wav", "--set", "recording=actor.wav")
    assert "note: actor.wav has 2 channels: they were mixed down to one" in done.err
    assert done.err.count("note: ") == 2
    first = manifest()
    assert first["notes"][1] == "actor.wav was recorded at 8000 Hz: nothing over 4000 Hz is heard"
    assert first["made_from"]["voices"] == f"line: a recording, {first['made_from']['parameter recording']}"
    (tmp_path / "actor.words.csv").write_text("text,begin,end\nHola,0.1,0.5\nAda,0.5,0.9\n")
    assert ministerio("render", "tiny", "--to", "wav", "--set", "recording=actor.wav").code == 2, "it holds other content"
    made(ministerio, "--to", "wav", "--set", "recording=actor.wav", "--overwrite")
    assert manifest()["fingerprint"] != first["fingerprint"]
    source = BriefSource(asked(tmp_path, {"recording": "actor.wav"}), Places((tmp_path / "templates",)))
    assert source.sound is not None
    (line,) = [cue for cue in source.sound.score.cues if cue.name == "line"]
    assert [(word.text, word.begin) for word in line.words] == [("Hola", 0.1), ("Ada", 0.5)]


def asked(folder: Path, parameters: dict[str, object] | None = None) -> Brief:
    return Brief.of(Places((folder / "templates",)).shelf().manifest("tiny"), {"template": "tiny", "parameters": parameters or {}})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.wav", "there is no recording none.wav"),
        ("text.wav", "line: text.wav is no sound that can be read"),
        ("http://a.example/b.wav", "not an address"),
    ],
)
def test_a_recording_that_cannot_be_used_is_the_users_mistake(ministerio: Run, call: Any, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "text.wav").write_text("dear actor")
    done = ministerio("render", "tiny", "--to", "wav", "--set", f"recording={name}")
    assert (done.code, told in done.err) == (2, True), done.err
    assert not Path("output").exists()


def test_faults_of_cues_are_told_before_anything_is_written(ministerio: Run, call: Any) -> None:
    call.write("sound.yaml.j2", SOUND.replace("country: us", "country: uss").replace("after: ring", "after: rang"))
    done = ministerio("render", "tiny", "--to", "wav")
    assert (done.code, "sound.yaml.j2:4: line: there is no cue rang; did you mean ring?" in done.err) == (2, True)
    call.write("sound.yaml.j2", SOUND.replace("country: us", "country: uss").replace("motif: chime", "motif: chim"))
    done = ministerio("render", "tiny", "--to", "wav")
    assert done.err.count("sound.yaml.j2:") == 2
    call.write("sound.yaml.j2", SOUND.replace("name: line", "name: lime"))
    assert "there is no cue line; did you mean lime?" in ministerio("render", "tiny", "--to", "wav").err


def test_without_the_voice_the_plate_is_made_with_a_note(ministerio: Run, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "_LOADER", "no_such_library")
    done = made(ministerio, "--to", "png,wav", "--frames", "1001-1030")
    assert done.err.count("note: ") == 1
    assert "note: the synthetic voice is not installed (pip install 'ministerio[voice]'): nothing is said" in done.err
    assert manifest()["notes"][0].startswith("the synthetic voice is not installed")
    assert manifest()["sound"]["voices"] == "line: nobody: estimated"
    assert not np.any(wav("voice_dry"))
    assert np.any(wav("call"))
    assert pixels(1022)[60:, 60:92].max() > 100, "the waveform moves all the same"
    (lack,) = [finding for finding in json.loads(ministerio("doctor", "--json").out) if finding["what"] == "voice"]
    assert lack["remedy"] == "pip install 'ministerio[voice]'"


def test_what_goes_on_after_the_plate_is_noted(ministerio: Run, call: Any) -> None:
    call.change("manifest.yaml", "duration: 60f", "duration: 24f")
    done = made(ministerio, "--to", "wav")
    assert "note: line ends" in done.err
    assert "after the plate does" in done.err
    assert wav().size == 24 * 2000


def test_a_template_without_sound_has_none_to_deliver(ministerio: Run, tiny: Any) -> None:
    done = ministerio("render", "tiny", "--to", "wav")
    assert (done.code, "tiny has no sound: wav is for templates that are heard" in done.err) == (2, True)
    Path("a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    done = ministerio("svg", "a.svg", "--to", "wav", "--frames", "1001-1002", "--out", "out")
    assert (done.code, "a drawing has no sound" in done.err) == (2, True)
    made(ministerio, "--to", "png", "--frames", "1001")
    assert (manifest()["sound"], manifest()["notes"]) == ({}, [])
    assert "voices" not in manifest()["made_from"]


def test_a_dry_run_tells_of_the_sound(ministerio: Run, call: Any) -> None:
    done = ministerio("render", "tiny", "--to", "wav", "--dry-run", "--json")
    (estimate,) = done.json["formats"]
    assert (estimate["files"], estimate["name"]) == (7, f"{PLATE}.wav")
    made(ministerio, "--to", "wav")
    size = sum(path.stat().st_size for path in Path(f"output/{PLATE}").glob("*.wav"))
    assert estimate["bytes"] == pytest.approx(size, rel=0.02)


def test_equal_cues_are_made_once_and_workers_are_told_the_score(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = BriefSource(asked(tmp_path), Places((tmp_path / "templates",)))
    assert source.sound is not None
    assert source.asset.sound is source.sound
    assert BriefSource(asked(tmp_path), source.places).sound is source.sound
    monkeypatch.setattr("generator.render.soundtrack.Sound.of", lambda *_: pytest.fail("a worker makes no sound"))
    message = pickle.dumps(source)
    assert len(message) < 100_000
    worker = pickle.loads(message)
    assert worker.sound is None
    assert worker.film.layers == source.film.layers


def test_a_template_without_sound_imports_nothing_for_it(tiny: Any, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom generator.cli import main\n"
        "sys.argv = ['ministerio', 'render', 'tiny', '--frames', '1001', '--to', 'png', '--jobs', '1']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules.keys() & {'generator.render.soundtrack', 'scipy', 'espeakng_loader', 'pypinyin', 'pyloudnorm'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[1:] == [""]
