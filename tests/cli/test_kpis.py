"""``rmentor kpis`` and ``rmentor add reading``: what is typed, what is shown and what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rmentor.followup.kpis import KPIS
from rmentor.language.catalogue import speak
from rmentor.reporting.views.kpi_words import counted, definition, formula
from tests.conftest import Rmentor

PROGRAM = """\
format: 1
name: Two
language: en
start: 2027-01-11
smallest_group: 2
"""
PEOPLE = """\
participants:
  - {id: ann, name: Ann A., role: mentor, volunteer: true, offers: {linkedin: 5}}
  - {id: bob, name: Bob B., role: mentee, volunteer: true, wants: {linkedin: 2}}
  - {id: cas, name: Cas C., role: mentee, volunteer: true, wants: {linkedin: 2}}
"""
OBJECTIVES = """\
# Ours.
kpis:
  - id: leaders          # read by communication
    title: Leaders on LinkedIn
    unit: "%"
    baseline: 20
    target: 70
    readings:
      - {date: 2027-01-04, value: 20}   # before
      - {date: 2027-03-01, value: 35}
  - {id: days, title: Days to report, better: down, baseline: 8, target: 4}
  - {id: held, computed: sessions_held, target: 80}
  - {id: felt, computed: pulse, target: 4}
"""
PAIRS = """\
pairs:
  - {id: ann--bob, mentor: ann, mentees: [bob], topics: [linkedin]}
  - {id: ann--cas, mentor: ann, mentees: [cas], topics: [linkedin]}
"""
PLAN = """\
sessions:
  - {pair: ann--bob, session: 1, start: 2027-01-12 12:00, minutes: 60}
  - {pair: ann--bob, session: 2, start: 2027-01-26 12:00, minutes: 60}
  - {pair: ann--cas, session: 1, start: 2027-06-01 12:00, minutes: 60}
"""
BOB = "- {session: 1, date: 2027-01-12, pulse: {mentor: 5, mentee: 4}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program under way, with one pulse from each side."""
    (tmp_path / "journal").mkdir()
    for name, text in (
        ("program.yaml", PROGRAM),
        ("participants.yaml", PEOPLE),
        ("objectives.yaml", OBJECTIVES),
        ("pairs.yaml", PAIRS),
        ("plan.yaml", PLAN),
        ("journal/ann--bob.yaml", BOB),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_one_screen_shows_every_kpi(rmentor: Rmentor, folder: Path) -> None:
    """Baseline, latest, target, the way, the trend, and of how many."""
    done = rmentor("kpis", "--today", "2027-03-02", cwd=folder)
    assert done.code == 0
    said = " ".join(done.out.split())
    for words in (
        "███░░░░░░░ 30%",
        "↗ +15 points",
        "50%",
        "1 of 2",
        "4.5",
        "2 answers",
        "not read yet",
    ):
        assert words in said
    assert "Computed besides" in said
    assert "retention" in said
    assert "hidden" not in said


def test_json_has_numbers_and_what_they_come_from(rmentor: Rmentor, folder: Path) -> None:
    """Ids, exact shares as percentages, numerators; the mentors' side and the mentees' are one each."""
    done = rmentor("kpis", "--json", "--today", "2027-03-02", cwd=folder)
    made = json.loads(done.out)
    kpis = {each["id"]: each for each in made["kpis"]}
    assert list(kpis) == sorted(kpis)
    held, felt = kpis["held"], kpis["felt"]
    assert (held["value"], held["numerator"], held["denominator"]) == (50, 1, 2)
    assert (felt["value"], felt["people"], felt["hidden"], felt["state"]) == (4.5, 2, False, "met")
    assert [(part["id"], part["value"], part["hidden"]) for part in felt["parts"]] == [
        ("mentee", None, True),
        ("mentor", None, True),
    ]
    leaders = kpis["leaders"]
    assert (leaders["value"], leaders["before"], leaders["trend"]) == (35, 20, "better")
    assert (leaders["way"], leaders["state"]) == (0.3, "closer")
    assert {each["id"] for each in made["computed"]} == {kpi.id for kpi in KPIS}


def test_too_few_answers_are_hidden_everywhere(rmentor: Rmentor, folder: Path) -> None:
    """With a smallest group of three, nothing about two people's pulses is shown, in no form."""
    (folder / "program.yaml").write_text(PROGRAM.replace("group: 2", "group: 3"), encoding="utf-8")
    shown = [
        rmentor("kpis", *words, "--today", "2027-03-02", cwd=folder).out
        for words in ((), ("felt",), ("--json",), ("felt", "--json"))
    ]
    for out in shown:
        assert "4.5" not in out
        assert "idden" in out
    felt = json.loads(shown[-1])["kpis"][0]
    assert (felt["numerator"], felt["denominator"], felt["people"]) == (None, None, None)


def test_one_kpi_is_shown_whole(rmentor: Rmentor, folder: Path) -> None:
    """Definition, formula, numerator and denominator of a computed one; readings of the others."""
    said = rmentor("kpis", "sessions_held", "--today", "2027-03-02", cwd=folder).out
    for words in (
        "should have taken place",
        "sessions held ÷ sessions due × 100",
        "1 (sessions held)",
    ):
        assert words in said
    said = rmentor("kpis", "leaders", "--today", "2027-02-02", cwd=folder).out
    assert "4 January 2027" in said
    assert "1 March 2027" not in said
    # One that objectives.yaml does not name can be looked at, too.
    assert "1 of 3" not in rmentor("kpis", "retention", cwd=folder).err
    done = rmentor("kpis", "retentoin", cwd=folder)
    assert done.code == 2
    assert "retention" in done.err


def test_a_reading_is_spliced_in_by_its_day(rmentor: Rmentor, folder: Path) -> None:
    """One line more, in its place; comments and the rest stay."""
    done = rmentor("add", "reading", "leaders", "27,5 %", "--date", "2027-02-01", cwd=folder)
    assert done.code == 0, done.err
    before, after = "value: 20}   # before\n", "      - {date: 2027-02-01, value: 27.5}\n"
    assert (folder / "objectives.yaml").read_text("utf-8") == OBJECTIVES.replace(
        before, before + after
    )


def test_a_first_reading_makes_the_list(rmentor: Rmentor, folder: Path) -> None:
    """A KPI that nobody has read yet has no readings in the file."""
    done = rmentor("add", "reading", "days", "7", "--today", "2027-02-01", "--json", cwd=folder)
    assert json.loads(done.out) == {"kpi": "days", "date": "2027-02-01", "value": 7}
    said = rmentor("kpis", "days", "--today", "2027-02-02", cwd=folder).out
    assert "7 (1 February 2027)" in said


def test_a_day_has_one_reading_and_replace_corrects_it(rmentor: Rmentor, folder: Path) -> None:
    """Noting another figure for a day is probably a slip; the same one again changes nothing."""
    again = ("add", "reading", "leaders", "36", "--date", "2027-03-01")
    done = rmentor(*again, cwd=folder)
    assert done.code == 1
    assert "--replace" in done.err
    assert (folder / "objectives.yaml").read_text("utf-8") == OBJECTIVES
    assert rmentor("add", "reading", "leaders", "35", "--date", "2027-03-01", cwd=folder).code == 0
    assert rmentor(*again, "--replace", cwd=folder).code == 0
    text = (folder / "objectives.yaml").read_text("utf-8")
    assert text == OBJECTIVES.replace("value: 35", "value: 36")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("held", "35"), "computed by rmentor"),
        (("days", "35 %"), "plain numbers"),
        (("leaders", "many"), "is not a number"),
        (("leaders", "1.2.3"), "is not a number"),
        (("leader", "3"), "Did you mean leaders?"),
        (("leaders", "3", "--date", "1st of May"), "is not a date"),
    ],
)
def test_what_is_no_reading_is_refused_with_a_reason(
    rmentor: Rmentor, folder: Path, words: tuple[str, ...], said: str
) -> None:
    """What is wrong and what to do; nothing is written."""
    done = rmentor("add", "reading", *words, cwd=folder)
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert (folder / "objectives.yaml").read_text("utf-8") == OBJECTIVES


@pytest.mark.parametrize("typed", ["1204.5", "1204,5", "1 204,5", "1\u202f204,5"])
def test_numbers_are_read_as_people_write_them(rmentor: Rmentor, folder: Path, typed: str) -> None:
    """Decimal commas, and spaces between thousands."""
    done = rmentor("add", "reading", "days", typed, "--date", "2027-02-01", "--json", cwd=folder)
    assert json.loads(done.out)["value"] == 1204.5


PAGE = (Path(__file__).parents[2] / "docs" / "kpis.md").read_text("utf-8")


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_every_kpi_is_explained_in_both_languages_and_on_its_page(kpi: object) -> None:
    """What it tells and how it is computed; docs/kpis.md says the same words."""
    name = kpi.id  # type: ignore[attr-defined]
    english, french = speak("en"), speak("fr")
    for told in (definition, formula):
        assert told(name, english) in PAGE
        assert told(name, french) != told(name, english)
    assert counted(name, english)[0]


def test_no_figure_about_answers_stands_beside_an_earlier_one(
    rmentor: Rmentor, folder: Path
) -> None:
    """One answer more since would be known; sessions held are compared with four weeks ago."""
    second = "- {session: 2, date: 2027-02-23, pulse: {mentor: 1}}\n"
    (folder / "journal/ann--bob.yaml").write_text(BOB + second, encoding="utf-8")
    made = json.loads(rmentor("kpis", "--json", "--today", "2027-03-02", cwd=folder).out)
    kpis = {each["id"]: each for each in made["kpis"]}
    assert (kpis["felt"]["before"], kpis["felt"]["trend"]) == (None, None)
    assert (kpis["held"]["before"], kpis["held"]["trend"]) == (50, "better")
