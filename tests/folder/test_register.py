"""register.yaml: edited by splice, and what is wrong in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rmentor.findings import Finding
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.locate import locate
from rmentor.folder.register_changes import REGISTER, register_changes
from rmentor.folder.sentences import say
from rmentor.language.catalogue import speak
from rmentor.model.register import CircleNote, Idea, Quote, Register, Step
from tests.builders import sources_of

PEOPLE = (
    "participants:\n"
    "  - {id: mia, name: Mia Rossi, role: mentor, volunteer: yes}\n"
    "  - {id: eva, name: Eva Lind, role: mentee, volunteer: yes}\n"
)
WRITTEN = """\
# Kept by hand since January.
ideas:
  # from Eva's department
  - id: second
    idea: "Une salle calme"   # at noon
    status: new

  - {id: first, idea: A charter, source: circle}
quotes: []
"""


def _files(register: str | None) -> dict[str, str]:
    files = {
        "program.yaml": "name: Test\nlanguage: fr\n",
        "participants.yaml": PEOPLE,
        "pairs.yaml": "pairs: [{id: mia--eva, mentor: mia, mentees: [eva]}]\n",
    }
    return files if register is None else {**files, REGISTER: register}


def _after(register: str | None, change: dict[str, tuple[object, ...]]) -> str:
    """Text of register.yaml once the program has the register that ``change`` makes of its own."""
    sources = sources_of(_files(register))
    loaded = load(sources)
    assert loaded.program is not None, loaded.findings
    after = replace(loaded.program.register, **change)  # type: ignore[arg-type]
    files = dict(sources.files)
    for path, content in apply(sources, register_changes(loaded.program, sources, after)).items():
        assert content is not None
        files[path] = content
    again = load(sources_of({path: text.decode() for path, text in files.items()}))
    assert again.program is not None, again.findings
    assert again.program.register == after
    return files[REGISTER].decode()


def _findings(register: str) -> list[Finding]:
    return list(load(sources_of(_files(register))).findings)


def test_a_change_touches_its_line_alone() -> None:
    """Comments, quotes, blank lines and order stay."""
    first = Idea("first", "A charter", source="circle")
    second = Idea("second", "Une salle calme", status="adopted")
    assert _after(WRITTEN, {"ideas": (first, second)}) == WRITTEN.replace("new", "adopted")


def test_new_items_come_behind_in_the_manner_of_the_file() -> None:
    """In a list that is there, and in a kind of which there was nothing."""
    sources = sources_of(_files(WRITTEN))
    program = load(sources).program
    assert program is not None
    ideas = (Idea("aa", "Newest", date(2027, 3, 1)), *program.register.ideas)
    text = _after(
        WRITTEN,
        {"ideas": ideas, "quotes": (Quote("q", "mia", "Oui: enfin # vrai"),)},
    )
    assert text.startswith(WRITTEN.partition("quotes:")[0])
    assert text.index("id: aa") > text.index("id: first")
    text = _after(WRITTEN, {"steps": (Step("s", "call", date(2027, 3, 1), "mia--eva", ("eva",)),)})
    assert text.startswith(WRITTEN)
    assert "steps:\n  - id: s\n    step: call\n" in text


def test_nothing_new_changes_nothing() -> None:
    """Not one byte, and no file where there is nothing to say."""
    sources = sources_of(_files(WRITTEN))
    program = load(sources).program
    assert program is not None
    assert register_changes(program, sources, program.register) == []
    assert register_changes(program, sources_of(_files(None)), Register()) == []


def test_a_new_file_says_what_it_is_for() -> None:
    """In the program's language, before its first item."""
    text = _after(None, {"ideas": (Idea("first", "Une charte"),)})
    comments = [line for line in text.splitlines() if line.startswith("# ")]
    assert any("Ce que deux personnes se disent leur appartient" in line for line in comments)
    assert text.endswith("ideas:\n  - id: first\n    idea: Une charte\n")


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n", "\ufeff# Nothing yet.\r\n"])
def test_a_file_of_comments_keeps_them(text: str) -> None:
    """Whoever begins a file by hand finds the words again."""
    after = _after(text, {"circle": (CircleNote("q", "question", "Pourquoi"),)})
    assert after.startswith(text)
    assert "kind: question" in after


@pytest.mark.parametrize(
    ("line", "code", "severity", "marked", "close"),
    [
        ("ideas: [{id: a, idea: A, topic: linkedn}]", "unknown-topic", "error", "linkedn", "linkedin"),
        ("ideas: [{id: a, idea: A}, {id: a, idea: B}]", "duplicate-id", "error", "a", None),
        ("circle: [{id: a, kind: decision, what: A, kit: mentr-kit}]",
         "unknown-kit", "warning", "mentr-kit", "mentor-kit"),
        ("circle: [{id: a, kind: question, what: Que dire à Mia Rossi}]",
         "name-in-circle", "warning", "Que dire à Mia Rossi", None),
        ("quotes: [{id: a, who: mai, text: A}]", "unknown-person", "error", "mai", "mia"),
        ("quotes: [{id: a, who: mia, text: A, consent: 2027-03-02, withdrawn: 2027-03-01}]",
         "withdrawn-before", "warning", "2027-03-01", None),
        ("trainings: [{id: a, title: A, who: [mia, evaa]}]", "unknown-person", "error", "evaa", "eva"),
        ("steps: [{id: a, step: call, on: 2027-03-01, pair: mia--evo}]",
         "unknown-pair", "error", "mia--evo", "mia--eva"),
        ("steps: [{id: a, step: call, on: 2027-03-01, who: [nobody-at-all]}]",
         "unknown-person", "error", "nobody-at-all", None),
        ("steps: [{id: a, step: call, on: 2027-03-01, rule: silnt}]",
         "unknown-rule", "error", "silnt", "silent"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_marked_with_what_was_meant(
    line: str, code: str, severity: str, marked: str, close: str | None
) -> None:
    """On the value that is wrong, with words in both languages."""
    (found,) = _findings(line + "\n")
    assert (found.code, found.severity) == (code, severity)
    assert found.args.get("close") == close
    (place,) = locate(sources_of(_files(line + "\n")), [found])
    assert line[place.column - 1 : place.end - 1] == marked
    for language in ("fr", "en"):
        assert "%(" not in "".join(say(found, speak(language)))


def test_what_needs_no_consent_yet_is_no_mistake() -> None:
    """A quote that waits, an idea whose owner is no participant, a name that is a word, too."""
    text = (
        "quotes: [{id: a, who: mia, text: A}]\n"
        "ideas: [{id: a, idea: A, owner: Direction}]\n"
        "circle: [{id: a, kind: question, what: Evaluer sans note}]\n"
    )
    assert _findings(text) == []
