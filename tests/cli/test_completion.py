"""Pressing tab offers what the program has, in the shells as they ask for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rmentor.folder.ids import ids
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.resources import sample_files
from tests.folder.whole_program import WHOLE

PROGRAM = {
    "program.yaml": "name: Test\n",
    "participants.yaml": """\
participants:
  - id: pauline-r
    name: Pauline R.   # a comment
    role: mentor
  - {id: paul-b, name: "Paul B.", role: mentee}
#  - id: commented
  - name: Last \u001b[31m
    id: zoe
""",
    "participants/more.yaml": "participants:\n- id: omar\n  name: Omar\n  role: both\n",
    "pairs.yaml": "pairs:\n  - id: pauline-r--paul-b\n    mentor: pauline-r\n    mentees: [paul-b]\n",
}


def _put(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def _offered(words: str, cwd: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "rmentor"],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={
            **os.environ,
            "_RMENTOR_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        },
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("rmentor explain pau", ["paul-b", "pauline-r"]),
        ("rmentor explain o", ["omar"]),
        ("rmentor explain pauline-r paul-", ["paul-b"]),
        ("rmentor pair --rematch p", ["pauline-r--paul-b"]),
        ("rmentor init --preset cl", ["classic"]),
        ("rmentor template show spons", ["sponsor.md"]),
        ("rmentor report spo", ["sponsor"]),
        ("rmentor report sponsor c", ["certificate", "charter", "circle", "closing"]),
    ],
)
def test_ids_of_the_program_are_offered(tmp_path: Path, words: str, offered: list[str]) -> None:
    """Of the folder above, as bash asks for them."""
    root = _put(tmp_path, PROGRAM)
    (root / "sub").mkdir()
    assert _offered(words, root / "sub") == offered


def test_outside_a_program_nothing_is_offered(tmp_path: Path) -> None:
    """And nothing is said, which would stand in the middle of a command line."""
    assert _offered("rmentor explain p", tmp_path) == []


@pytest.mark.parametrize("files", [WHOLE, "sample"])
def test_what_is_offered_is_what_the_program_has(
    tmp_path: Path, files: dict[str, str] | str
) -> None:
    """Found at a glance, and the same as read with care."""
    texts = (
        {path: content.decode() for path, content in sample_files().items()}
        if isinstance(files, str)
        else files
    )
    root = _put(tmp_path, texts)
    program = load(read_sources(root)).program
    assert program is not None
    found = {kind: {name for name, _ in ids(root, kind)} for kind in ("participants", "pairs")}
    assert found["participants"] == {person.id for person in program.participants}
    assert found["pairs"] == {pair.id for pair in program.pairs}
    assert {name for name, _ in ids(root, "surveys")} == set(program.surveys)
    named = {each.id for each in (*program.objectives, *program.kpis)}
    assert {name for name, _ in ids(root, "objectives")} == named


def test_labels_are_for_reading_and_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """A name with an escape sequence is shown without it."""
    from rmentor.cli.completion import people

    class Context:
        params: dict[str, object] = {"program": _put(tmp_path, PROGRAM)}  # noqa: RUF012

    offers = dict(people(Context(), ""))
    assert offers["pauline-r"] == "Pauline R."
    assert offers["paul-b"] == "Paul B."
    assert "commented" not in offers
    assert all(label.isprintable() or not label for label in offers.values())
