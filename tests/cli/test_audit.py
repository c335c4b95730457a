"""The audit and the waiting list on a terminal, in both languages and at both widths."""

from __future__ import annotations

from pathlib import Path

import pytest

from rmentor.cli.opening import Ready
from rmentor.cli.pairing.audit import show_audit
from rmentor.cli.pairing.waiting import show_waiting
from rmentor.cli.terminal import configure
from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.model.program import Framework, Program
from rmentor.pairing.audit.audit import audit
from rmentor.pairing.audit.weights import Asked
from rmentor.pairing.pair import pair, standing
from rmentor.resources import sample_files
from tests.builders import a_mentee, a_mentor, a_program

ALL = {
    "en": ["Whom the pairs serve", "What each weight did", "Not read: name, email", "sexual orientation"],
    "fr": ["Qui les binômes servent", "Ce qu’a fait chaque poids", "Non lues", "orientation sexuelle"],
}  # fmt: skip


def ready_of(program: Program) -> Ready:
    """A program that was opened."""
    sources = Sources(None, {})
    return Ready(Path(), sources, load(sources), program)


@pytest.fixture(scope="module")
def sample() -> Program:
    """The sample program."""
    program = load(Sources(None, sample_files())).program
    assert program is not None
    return program


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 120])
def test_an_audit_fits_a_terminal(
    sample: Program,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    width: int,
) -> None:
    """Groups, weights and data; no line is longer than the window, no group's name is broken."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("RMENTOR_LANG", language)
    configure(no_color=True, quiet=False)
    ready, pairing = ready_of(sample), pair(sample)
    show_audit(ready, audit(sample, pairing, Asked()))
    show_waiting(ready, pairing)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= width
    text = " ".join(said.split())
    for sentence in ALL[language]:
        assert sentence in text
    assert {"en": "  others (13) ", "fr": "  autres (13) "}[language] in said
    assert {"en": "Waiting list (8)", "fr": "Liste d’attente (8)"}[language] in text


def test_pairs_that_stood_and_programs_in_groups_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What weights could not move, and where they are not looked at."""
    program = a_program(a_mentor(), a_mentee())
    made = pair(program)
    again = a_program(a_mentor(), a_mentee(), pairs=made.after)
    show_audit(ready_of(again), audit(again, pair(again), Asked()))
    assert "1 pair stood already" in " ".join(capsys.readouterr().out.split())
    in_groups = a_program(a_mentor(), a_mentee(), framework=Framework(format="group"))
    show_audit(ready_of(in_groups), audit(in_groups, standing(in_groups), Asked()))
    said = " ".join(capsys.readouterr().out.split())
    assert "one to one, not in groups" in said
    assert "Too few people take part" in said


def test_nobody_waits_where_everybody_has_a_partner(capsys: pytest.CaptureFixture[str]) -> None:
    """Then there is no list."""
    program = a_program(a_mentor(), a_mentee())
    show_waiting(ready_of(program), pair(program))
    assert capsys.readouterr().out == ""
