"""One person's answer on the terminal: with whom and why, or why with nobody and what would change it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rmentor.cli.opening import Ready, open_program
from rmentor.cli.options import Common
from rmentor.cli.pairing.remedies import remedy_for_one, remedy_in_words, show_remedies
from rmentor.cli.speech import adopt, forget
from rmentor.pairing.pair import pair
from tests.conftest import Rmentor
from tests.pairing.crowds import crowd

PROGRAM = "format: 1\nname: Four\nlanguage: en\nstart: 2027-01-11\n"
PEOPLE = """\
participants:
  - {id: ann, name: Ann A., role: mentor, volunteer: true, offers: {linkedin: 5}, drive: 5}
  - {id: bob, name: Bob B., role: mentee, volunteer: true, wants: {linkedin: 2}, drive: 5}
  - {id: dan, name: Dan D., role: mentee, volunteer: true, wants: {linkedin: 1}, drive: 1}
  - {id: kim, name: Kim K., role: mentor, offers: {linkedin: 4}}
"""


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """Ann has one seat; Bob takes it, Dan fits as well; Kim has not said yes."""
    for name, text in (
        ("program.yaml", PROGRAM),
        ("participants.yaml", PEOPLE),
        ("pairs.yaml", "pairs: []\n"),
        ("framework.yaml", "sessions: 6\nminutes: 60\nevery: 2 weeks\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def plain(text: str) -> str:
    """Text without the places where lines are folded."""
    return " ".join(text.split())


def test_who_is_left_over_learns_who_is_taken_and_what_would_help(
    rmentor: Rmentor, four: Path
) -> None:
    """In words, with the line to edit and the command to type."""
    said = plain(rmentor("explain", "dan", "--program", four).out)
    assert "Dan D. has no mentor." in said
    assert "Who fits but is taken: Ann A. (7000 points; with Bob B.)" in said
    assert (
        "If Ann A. gave one more seat, Dan D. would be paired with Ann A. (+7000 points), "
        "and nobody would lose a partner." in said
    )
    assert "participants.yaml, ann: capacity: 2; rmentor add pair ann dan" in said
    assert "If Kim K. took part, Dan D. would be paired with Kim K." in said
    assert "participants.yaml, kim: volunteer: true; rmentor pair" in said


def test_what_is_advised_comes_true(rmentor: Rmentor, four: Path) -> None:
    """Edit the line, run pair, and the person is paired as was said."""
    people = four / "participants.yaml"
    people.write_text(people.read_text("utf-8").replace("drive: 5}", "drive: 5, capacity: 2}", 1))
    assert rmentor("pair", "--program", four).code == 0
    said = plain(rmentor("explain", "dan", "--program", four).out)
    assert "pairs.yaml: Ann A. teaches Dan D. (7000 points)." in said
    assert "Nobody who fits would score higher." in said


def test_who_is_paired_learns_whom_the_whole_could_not_spare(rmentor: Rmentor, four: Path) -> None:
    """Before anything is written, it is what pair would choose."""
    (four / "participants.yaml").write_text(
        PEOPLE.replace("name: Kim K.,", "name: Kim K., volunteer: true,").replace(
            "name: Dan D., role: mentee, volunteer: true", "name: Dan D., role: mentee"
        )
        + "  - {id: eve, name: Eve E., role: mentee, volunteer: true, wants: {linkedin: 1}, "
        "drive: 5, avoid: [kim]}\n",
        encoding="utf-8",
    )
    said = plain(rmentor("explain", "bob", "--program", four).out)
    assert "rmentor pair would choose: Kim K. teaches Bob B." in said
    assert "Higher scores, but taken in the best whole: Ann A. (7250 points; with Eve E.)" in said


def test_who_does_not_take_part_is_told_so(rmentor: Rmentor, four: Path) -> None:
    """Kim has not said yes."""
    said = plain(rmentor("explain", "kim", "--program", four).out)
    assert "Kim K. does not take part: has not said yes" in said


def test_json_of_one_person(rmentor: Rmentor, four: Path) -> None:
    """Pairs, reasons and remedies beside the candidates."""
    alone = json.loads(rmentor("explain", "dan", "--program", four, "--json").out)
    assert list(alone) == ["id", "pair", "reasons", "taken", "remedies", "candidates"]
    assert alone["pair"] == []
    assert {"role": "mentee", "rule": "taken", "count": 1, "only": 1} in alone["reasons"]
    assert alone["taken"] == [{"role": "mentee", "id": "ann", "score": 7000, "by": ["bob"]}]
    assert [(each["for"], each["kind"]) for each in alone["remedies"]] == [
        ("mentee", "seat"), ("mentee", "ask"), ("mentee", "recruit")
    ]  # fmt: skip
    paired = json.loads(rmentor("explain", "bob", "--program", four, "--json").out)
    assert [(each["mentor"], each["mentees"]) for each in paired["pair"]] == [("ann", ["bob"])]
    assert paired["reasons"] == paired["remedies"] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_remedy_can_be_said(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every kind, for the program and for one person, with names and without gaps."""
    monkeypatch.delenv("RMENTOR_LANG")
    adopt(language)
    kinds = set()
    for seed in range(60):
        program = crowd(seed)
        pairing = pair(program)
        for remedy in pairing.remedies:
            kinds.add((remedy.kind, remedy.rule or remedy.role))
            assert "%(" not in remedy_in_words(program, remedy)
        for one in pairing.unpaired:
            for remedy in one.remedies:
                said = remedy_for_one(program, remedy)
                assert len(said) > 1
                assert "%(" not in " ".join(said)
                assert one.id.upper() in said[0]
    forget()
    assert {kind for kind, _ in kinds} == {"seat", "window", "rule", "ask", "recruit"}


def test_the_program_sees_what_would_serve_more(
    four: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table: the change, how many more, how many points."""
    ready: Ready = open_program(Common(program=four))
    show_remedies(ready, pair(ready.program))
    lines = [plain(line) for line in capsys.readouterr().out.splitlines()]
    assert "One more seat of Ann A., for Dan D. 1 +7000" in lines
    assert "Recruit a mentor of LinkedIn for work, for Dan D. 1 +7000" in lines
