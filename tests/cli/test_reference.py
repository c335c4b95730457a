"""The reference and the manual page say what the commands say, in both languages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rmentor.cli.reference import entries

DOCS = Path(__file__).parents[2] / "docs"


def _made(kind: str, language: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "rmentor.cli.reference", kind],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "RMENTOR_LANG": language, "PYTHONUTF8": "1"},
    )
    return done.stdout


@pytest.mark.parametrize(
    ("file", "kind", "language"),
    [
        ("cli.md", "page", "en"),
        ("commandes.md", "page", "fr"),
        ("rmentor.1", "man", "en"),
    ],
)
def test_the_reference_is_current(file: str, kind: str, language: str) -> None:
    """Whoever changes a command or its help runs make docs."""
    assert (DOCS / file).read_text("utf-8") == _made(kind, language)


def test_every_command_has_help_and_an_example() -> None:
    """Each says what it does and shows one line that can be typed."""
    for each in entries():
        assert each.about, each.name
        assert each.example.startswith("rmentor "), each.name
        assert all(word.about for word in (*each.words, *each.common)), each.name


def test_the_manual_page_is_one_that_man_reads() -> None:
    """Without a warning of the formatter, where one is installed."""
    groff = shutil.which("groff")
    if groff is None:
        return
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-z", str(DOCS / "rmentor.1")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
