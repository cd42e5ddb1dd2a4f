"""Extending the Chinese fonts: the characters that texts use are added, and one that no source has is told."""

import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "fonts"


def extend(tmp_path: Path, words: str) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The tool on the shipped font as its source."""
    (tmp_path / "words.yaml").write_text(words, encoding="utf-8")
    out = tmp_path / "out.ttf"
    command = [sys.executable, FONTS / "extend_chinese.py", out, FONTS / "WDXLLubrifontSC.ttf", "--texts", tmp_path]
    return out, subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_font_keeps_its_characters_and_says_what_was_added(tmp_path: Path) -> None:
    out, done = extend(tmp_path, "a: 我的信用 ok\n")
    assert done.returncode == 0, done.stderr
    assert "level 1 and 0 more" in done.stdout
    assert TTFont(out).getBestCmap().keys() >= {ord(char) for char in "我的信用，"}


def test_a_character_that_no_source_has_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    out, done = extend(tmp_path, "a: 我龘\n")
    assert done.returncode == 1
    assert "no source has 龘" in done.stderr
    assert not out.exists()
