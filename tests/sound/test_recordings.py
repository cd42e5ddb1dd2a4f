"""Recordings: what is read, what is mended with a note, what is refused; lists of words; the synthetic voice."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from ears import band, level, on_and_off, sentence, tones, write

from generator.problems import BriefError, RenderError
from generator.render.spoken import Stage, said
from generator.shelf import recordings, voice
from generator.shelf.recordings import read_recording, read_words, sidecar
from generator.sound.cues import RATE, Cue

TEXTS = {
    "es": "Aviso: está a punto de hablar con un usuario deshonesto, con 612 puntos.",
    "en": "A notice: you are about to speak with a dishonest user, at 612 points.",
    "zh": "提示：您拨打的用户是失信人，612分。",
    "ar": "تنبيه: أنت على وشك التحدث مع مستخدم غير صادق.",
}


@pytest.mark.parametrize(
    ("rate", "channels", "notes"),
    [
        (48_000, 1, []),
        (48_000, 2, ["2 channels: they were mixed down to one"]),
        (44_100, 1, ["44100 Hz: it was resampled to 48000"]),
        (8_000, 2, ["2 channels", "8000 Hz: nothing over 4000 Hz is heard"]),
    ],
)
def test_any_rate_and_channels_come_out_as_ours_with_a_note(tmp_path: Path, rate: int, channels: int, notes: list[str]) -> None:
    path = write(tmp_path / "actor.wav", sentence(2.0, rate), rate, channels)
    found = read_recording(path, "actor.wav")
    assert found.samples.size == pytest.approx(2 * RATE, abs=32)
    assert tones(found.samples[: RATE // 2], 1) == pytest.approx([180], abs=8)
    assert level(found.samples) == pytest.approx(level(sentence(2.0)), abs=0.2)
    assert len(found.notes) == len(notes)
    assert all(part in note for part, note in zip(notes, found.notes, strict=True))


def test_flac_is_read_as_wav_is(tmp_path: Path) -> None:
    plain = read_recording(write(tmp_path / "a.wav", sentence()), "a")
    with av.open(str(tmp_path / "a.flac"), "w") as file:
        track = file.add_stream("flac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.round(sentence() * 32767).astype("<i2")[None, :], format="s16", layout="mono")
        frame.sample_rate = RATE
        file.mux(track.encode(frame))
        file.mux(track.encode(None))
    assert read_recording(tmp_path / "a.flac", "a").samples == pytest.approx(plain.samples, abs=1e-4)


def test_what_is_no_sound_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "note.wav").write_text("dear actor")
    (tmp_path / "none.wav").write_bytes(b"")
    write(tmp_path / "empty.wav", np.zeros(0))
    picture = tmp_path / "film.mp4"
    with av.open(str(picture), "w") as file:
        track = file.add_stream("libx264", rate=24)
        track.width = track.height = 32
        file.mux(track.encode(av.VideoFrame(32, 32, "yuv420p")))
        file.mux(track.encode(None))
    for name, told in (
        ("note.wav", "is no sound that can be read"),
        ("none.wav", "is no sound that can be read"),
        ("missing.wav", "is no sound that can be read"),
        ("empty.wav", "is empty"),
        ("film.mp4", "is no sound: it has no audio track"),
    ):
        with pytest.raises(BriefError, match=f"{name} {told}"):
            read_recording(tmp_path / name, name)
    monkeypatch.setattr(recordings, "MAX_SECONDS", 1)
    with pytest.raises(BriefError, match="is longer than"):
        read_recording(write(tmp_path / "long.wav", sentence(1.5)), "long.wav")
    monkeypatch.setattr(recordings, "MAX_BYTES", 100)
    with pytest.raises(BriefError, match="at most 100 are read"):
        read_recording(tmp_path / "long.wav", "long.wav")


def test_numbers_that_are_none_are_refused_and_silence_is_noted(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "nan.wav"), "w") as file:
        track = file.add_stream("pcm_f32le", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.full((1, 1_000), np.nan, "<f4"), format="flt", layout="mono")
        frame.sample_rate = RATE
        file.mux(track.encode(frame))
    with pytest.raises(BriefError, match="samples in it that are no numbers"):
        read_recording(tmp_path / "nan.wav", "nan.wav")
    assert "is silent" in read_recording(write(tmp_path / "still.wav", np.zeros(RATE)), "still.wav").notes[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.words.json", '[{"text": "uno", "begin": 0.1, "end": 0.4}, {"text": "dos", "begin": 0.5, "end": 0.9}]'),
        ("a.words.json", '{"words": [{"word": "uno", "start": 0.1, "end": 0.4}, {"word": "dos", "start": 0.5, "end": 0.9}]}'),
        ("a.words.csv", "text,begin,end\nuno,0.1,0.4\ndos,0.5,0.9\n"),
    ],
)
def test_lists_of_words_are_found_beside_a_recording(tmp_path: Path, name: str, text: str) -> None:
    path = write(tmp_path / "a.wav", sentence())
    (tmp_path / name).write_text(text)
    found = read_recording(path, "a", sidecar(path)).words
    assert [(word.text, word.begin, word.end) for word in found] == [("uno", 0.1, 0.4), ("dos", 0.5, 0.9)]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("w.json", "{", "not readable as JSON"),
        ("w.json", '{"a": 1}', "words are a list of records"),
        ("w.json", "[]", "has 1 to 5,000 of them, not 0"),
        ("w.csv", "text,begin,end\nuno,x,1\n", "w.csv:2: uno: begin and end are seconds, not 'x' and '1'"),
        ("w.csv", "text,begin,end\nuno,0,1\ndos,1,0.5\n", "w.csv:3: dos ends at 0.5 s, before it begins at 1 s"),
        ("w.csv", "text,begin,end\nuno,1,1.5\ndos,0.5,1\n", "dos begins before the word that stands before it (uno)"),
        ("w.csv", "text,begin,end\nuno,9,10\n", "uno begins at 9 s, after the recording's end at 2.00 s"),
        ("w.csv", "text,begin,end\nuno,nan,1\n", "begin and end are finite"),
        ("w.csv", "word;start\nuno;1\n", "a word needs text, begin and end; there is word;start"),
    ],
)
def test_faulty_lists_of_words_are_told_by_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(BriefError) as caught:
        read_words(tmp_path / name, 2.0)
    assert told in str(caught.value)


def test_a_recording_comes_before_the_voice_and_shares_its_time_among_the_text(tmp_path: Path) -> None:
    write(tmp_path / "actor.wav", sentence() * 0.1)
    cue = Cue("a", "voice", text="uno dos tres cuatro", language="es", file="actor.wav")
    found = said(cue, Stage(str(tmp_path)))
    assert found.length == 2
    assert [word.text for word in found.words] == ["uno", "dos", "tres", "cuatro"]
    assert found.samples is not None
    assert level(found.samples) > level(sentence() * 0.1) + 6, "it is brought to the level of what is said"
    (tmp_path / "actor.words.csv").write_text("text,begin,end\nuno,0,0.5\ndos,0.5,0.6\nTRES,0.6,1\ncuatro,1,2\n")
    timed = said(cue, Stage(str(tmp_path))).words
    assert [(word.text, word.begin) for word in timed] == [("uno", 0), ("dos", 0.5), ("tres", 0.6), ("cuatro", 1)]
    (tmp_path / "other.json").write_text('[{"text": "otro", "begin": 0, "end": 1}]')
    assert [word.text for word in said(cue, Stage(str(tmp_path)), "other.json").words] == ["otro"]


@pytest.mark.parametrize("name", ["../secret.wav", "none.wav", "/etc/hostname", "."])
def test_recordings_are_the_templates_own_or_given(tmp_path: Path, name: str) -> None:
    write(tmp_path / "secret.wav", sentence())
    (tmp_path / "template").mkdir()
    with pytest.raises(BriefError, match="there is no file"):
        said(Cue("a", "file", file=name), Stage(str(tmp_path / "template")))
    given = Stage(str(tmp_path / "template"), (("given/1.wav", tmp_path / "secret.wav"),))
    assert said(Cue("a", "file", file="given/1.wav"), given).samples is not None


# the synthetic voice


@pytest.mark.parametrize("language", TEXTS)
def test_the_voice_says_every_language_word_by_word(language: str) -> None:
    assert voice.lacks(language) is None, "the tests' extra has the voice"
    found = voice.speak(voice.Line(TEXTS[language], "", language))
    seconds = found.samples.size / RATE
    assert 3 < seconds < 12
    assert "".join(word.text for word in found.words) == TEXTS[language].replace(" ", "")
    assert found.words[0].begin == 0
    for word, after in zip(found.words[:-1], found.words[1:], strict=True):
        assert word.begin < word.end <= after.begin + 1e-9
    assert found.words[-1].end <= seconds
    heard = [level(found.samples[round(word.begin * RATE) : round(word.end * RATE)]) for word in found.words]
    assert min(heard) > -45, "each word is heard while it is shown"
    assert band(found.samples, 80, 300) > band(found.samples, 6_000, 12_000) + 20, "it has chest and no edge"
    assert max(level(found.samples[:48]), level(found.samples[-48:])) < -40, "it does not click"


def test_the_voice_pauses_at_marks() -> None:
    found = voice.speak(voice.Line("Uno dos. Tres cuatro.", "", "es"))
    gaps = [b.begin - a.end for a, b in zip(found.words[:-1], found.words[1:], strict=True)]
    assert gaps[1] > 0.15 > max(gaps[0], gaps[2])
    assert len(on_and_off(found.samples, -45)) >= 2


def test_the_same_line_gives_the_same_bytes_in_every_process() -> None:
    text = TEXTS["es"]
    voice.speak.cache_clear()
    once = voice.speak(voice.Line(text, "", "es")).samples.tobytes()
    for _ in range(4):
        voice.speak.cache_clear()
        assert voice.speak(voice.Line(text, "", "es")).samples.tobytes() == once
    code = (
        "import hashlib, sys\nfrom generator.shelf import voice\n"
        "print(hashlib.sha256(voice.speak(voice.Line(sys.argv[1], '', 'es')).samples.tobytes()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(once).hexdigest()


def test_a_line_may_be_read_otherwise_than_it_is_written() -> None:
    same = voice.speak(voice.Line("I. R. llama", "Irene Ruiz llama", "es"))
    assert [word.text for word in same.words] == ["I.", "R.", "llama"]
    other = voice.speak(voice.Line("612", "seiscientos doce puntos", "es"))
    assert [(word.text, word.begin) for word in other.words] == [("612", 0)]
    assert other.words[0].end == pytest.approx(other.samples.size / RATE, abs=0.6)
    quick = voice.speak(voice.Line("I. R. llama", "Irene Ruiz llama", "es", 1.5))
    assert quick.samples.size < same.samples.size * 0.85


def test_characters_are_read_in_their_words() -> None:
    assert voice.read_as(voice.tokens("您拨打的用户，绿色银行", "zh"), "zh") == [
        "nin2", "bo1", "da3", "de5", "yong4", "hu4 ,", "lv4", "se4", "yin2", "hang2",
    ]  # fmt: skip
    assert voice.read_as(voice.tokens("人Ana Ruiz，是", "zh"), "zh") == ["ren2", "Ana", "Ruiz ,", "shi4"], "it pauses after a name too"


def test_without_the_extra_nothing_is_said_and_words_are_timed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "_LOADER", "no_such_library")
    found = said(Cue("a", "voice", text=TEXTS["es"], language="es"), Stage("."))
    assert found.samples is None
    assert len(found.words) == len(TEXTS["es"].split())
    assert "not installed (pip install 'ministerio[voice]'): nothing is said" in found.notes[0]
    monkeypatch.undo()
    assert "does not speak fr" in said(Cue("a", "voice", text="Bonjour", language="fr"), Stage(".")).notes[0]
    monkeypatch.setattr(voice, "_PINYIN", "no_such_library")
    assert "needs pypinyin for Chinese" in (voice.lacks("zh") or "")
    assert voice.lacks("es") is None


@pytest.mark.parametrize(
    ("program", "told"),
    [("raise SystemExit('no engine')", "no engine"), ("print('x')", "Expecting value"), ("import time; time.sleep(9)", "timed out")],
)
def test_an_engine_that_fails_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str) -> None:
    (tmp_path / "speaker.py").write_text(program)
    monkeypatch.setattr(voice, "_SPEAKER", tmp_path / "speaker.py")
    monkeypatch.setattr(voice, "_PATIENCE", 0.5 if told == "timed out" else 30)
    with pytest.raises(RenderError, match=f"the synthetic voice failed: .*{told}"):
        voice.speak(voice.Line(f"Hola {told}", "", "es"))


def test_the_speaker_refuses_a_voice_that_is_not_there() -> None:
    import espeakng_loader

    line = {"library": espeakng_loader.get_library_path(), "data": espeakng_loader.get_data_path(), "voice": "nobody", "text": "a"}
    line |= {"rate": 150, "pitch": 40, "range": 40}
    done = subprocess.run([sys.executable, str(voice._SPEAKER)], input=json.dumps(line).encode(), capture_output=True, check=False)
    assert done.returncode == 1
    assert b"the engine has no voice nobody" in done.stderr
