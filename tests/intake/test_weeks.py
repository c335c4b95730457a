"""A week's sessions in a sheet: the form, what its rows record, and what is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.folder.sentences import SENTENCES
from rmentor.intake.sheets import Sheet, read_sheet
from rmentor.intake.weeks import COLUMNS, Week, heading, problems_by_row, read_week, week_form
from rmentor.language.catalogue import speak
from rmentor.model.program import Program
from rmentor.model.sessions import Action, JournalEntry
from tests.followup.small_program import GROUP, PAIR, in_memory
from tests.intake.desk import a_csv, a_sheet, a_workbook

TODAY = date(2027, 2, 10)
HEADINGS = [names[1] for names in COLUMNS.values()]


def a_week(*rows: Mapping[str, str], headings: list[str] | None = None) -> Sheet:
    """A sheet of such rows, cells by column."""
    given = [[row.get(column, "") for column in COLUMNS] for row in rows]
    return a_sheet(headings or HEADINGS, *given)


def read(program: Program, *rows: Mapping[str, str]) -> Week:
    """What comes of a sheet of such rows."""
    return read_week(program, a_week(*rows), TODAY)


def codes(week: Week) -> list[tuple[int, str | None, str]]:
    """Row, column and code of each problem."""
    return [(each.row, each.column, each.finding.code) for each in problems_by_row(week.problems)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_asks_for_what_is_due(language: str, tmp_path: Path) -> None:
    """In the program's language, with names to read and open actions; spreadsheets open it."""
    program = replace(in_memory(), language=language)
    text = week_form(program, TODAY, speak(language))
    assert text.startswith("\ufeff")
    sheet = read_sheet(a_csv(tmp_path, text))
    assert sheet.headers == tuple(heading(column, speak(language)) for column in COLUMNS)
    places = {column: place for place, column in enumerate(COLUMNS)}
    rows = [
        [row.cells[places[column]] for column in ("pair", "people", "session", "date", "open")]
        for row in sheet.rows
    ]
    names, action = "Pauline R. · Catherine A.", "1. Publish a first post"
    assert rows == [
        [PAIR, names, "2", "2027-01-26", action],
        [PAIR, names, "3", "2027-02-09", action],
    ]
    week = read_week(program, sheet, TODAY)
    assert (week.tellings, week.problems, week.known, week.skipped) == ((), (), 0, 2)
    assert week.after == program


def test_a_filled_row_is_recorded_as_options_would() -> None:
    """Everything that a session has, in the words of a spreadsheet."""
    program = in_memory()
    week = read(
        program,
        {
            "pair": PAIR,
            "session": "2.0",
            "date": "26/01/2027",
            "minutes": "1h20",
            "topics": "LinkedIn professionnel; seo",
            "pulse-mentor": "5",
            "pulse-mentee": "4.0",
            "levels": "linkedin: 2",
            "returns": "Budget et finance",
            "actions": "catherine: Publish again @28/02/2027\nmentor: Read it",
            "done": "1",
        },
        {"pair": "Pauline R. · Catherine A.", "session": "3", "date": "2027-02-09", "state": "reportée",
         "to": "18/02/2027 9h30", "reason": "absence"},
    )  # fmt: skip
    assert codes(week) == []
    first, second, third = week.after.journal[PAIR]
    assert first.actions[0].done
    assert second == JournalEntry(
        2,
        date(2027, 1, 26),
        "held",
        80,
        ("linkedin", "seo"),
        {"mentor": 5, "mentee": 4},
        {"catherine-a": {"linkedin": 2}},
        (Action("catherine-a", "Publish again", date(2027, 2, 28)), Action("pauline-r", "Read it")),
        ("budgeting",),
    )
    assert third == JournalEntry(3, date(2027, 2, 9), "moved", reason="absence")
    moved = next(each for each in week.after.plan.sessions if each.session == 3)
    assert f"{moved.start:%Y-%m-%d %H:%M}" == "2027-02-18 09:30"
    assert [row for row, _ in week.tellings] == [2, 3]


def test_the_same_sheet_again_changes_nothing() -> None:
    """Also when sessions have moved on since."""
    rows = (
        {"pair": PAIR, "session": "2", "date": "2027-01-26", "pulse-mentor": "5", "done": "1",
         "actions": "catherine: Publish again"},
        {"pair": PAIR, "session": "3", "date": "2027-02-09", "state": "moved", "to": "2027-02-18"},
    )  # fmt: skip
    once = read(in_memory(), *rows)
    again = read(once.after, *rows)
    assert (again.after, again.tellings, again.known) == (once.after, (), 2)
    held = read(once.after, {"pair": PAIR, "session": "3", "date": "2027-02-10", "state": "held"})
    assert not held.problems
    assert read(held.after, *rows).after == held.after


def test_all_mistakes_are_told_with_row_and_column() -> None:
    """And what was probably meant."""
    week = read(
        in_memory(),
        {"pair": "pauline-r--catherin", "state": "held"},
        {"pair": PAIR, "session": "2", "state": "hold", "pulse-mentee": "9", "levels": "linkdin=7"},
        {"pair": PAIR, "session": "3", "date": "2027-03-09", "state": "held", "topics": "foo"},
        {"pair": GROUP, "session": "1", "date": "2027-02-01", "levels": "seo=2", "done": "1"},
        {"pair": PAIR, "session": "1", "date": "2027-01-12", "minutes": "30"},
    )
    assert codes(week) == [
        (2, "pair", "no-such-pair"),
        (3, "levels", "unknown-topic"),
        (3, "levels", "number-range"),
        (3, "pulse mentee", "number-range"),
        (3, "state", "unknown-choice"),
        (4, "date", "date-ahead"),
        (4, "topics", "unknown-topic"),
        (5, "done", "no-action"),
        (5, "levels", "level-form"),
        (6, "session", "recorded-already"),
    ]
    assert week.problems[0].finding.args["close"] == PAIR
    for problem in week.problems:
        assert problem.finding.code in SENTENCES


def test_a_row_may_correct_where_one_asks_for_it() -> None:
    """Otherwise the journal stands."""
    row = {"pair": PAIR, "session": "1", "date": "2027-01-12", "minutes": "30"}
    week = read_week(in_memory(), a_week(row), TODAY, correcting=True)
    assert not week.problems
    assert week.after.journal[PAIR][0].minutes == 30
    assert week.after.journal[PAIR][0].pulse == {"mentor": 5, "mentee": 4}


def test_headings_are_understood_or_named() -> None:
    """A column that nobody understands is no small thing where it has something to say."""
    program = in_memory()
    row = {"pair": PAIR, "session": "2", "state": "held"}
    french = a_week(row, headings=[names[0].upper() for names in COLUMNS.values()])
    assert len(read_week(program, french, TODAY).tellings) == 1
    strange = a_week(row, headings=["pair", "people", "session", "date", "sate", *HEADINGS[5:]])
    week = read_week(program, strange, TODAY)
    (problem,) = week.problems
    assert (problem.row, problem.finding.code) == (1, "unknown-column")
    assert problem.finding.args == {"value": "sate", "close": "state"}
    nameless = a_week(row, headings=["x", *HEADINGS[1:]])
    assert [each[2] for each in codes(read_week(program, nameless, TODAY))] == [
        "unknown-column",
        "no-pair-column",
    ]


def test_days_are_read_by_what_their_column_proves() -> None:
    """The third of February or the second of March: in English nothing says which."""
    row = {"pair": PAIR, "session": "2", "date": "03/02/2027", "state": "held"}
    english = in_memory()
    assert codes(read(english, row)) == [(2, "date", "date-form")]
    french = replace(english, language="fr")
    assert read(french, row).tellings[0][1].entry.date == date(2027, 2, 3)
    other = {
        "pair": PAIR,
        "session": "3",
        "date": "2027-02-09",
        "state": "moved",
        "to": "02/28/2027",
    }
    week = read(english, {**row, "date": "02/03/2027"}, other)
    assert week.tellings[0][1].entry.date == date(2027, 2, 3)


def test_numbers_of_actions_are_those_of_the_form() -> None:
    """Though a row above adds an action before them."""
    early = JournalEntry(4, date(2027, 2, 10), actions=(Action("pauline-r", "Later"),))
    program = in_memory()
    program = replace(program, journal={PAIR: (*program.journal[PAIR], early)})
    week = read(
        program,
        {"pair": PAIR, "session": "2", "date": "2027-01-26", "actions": "catherine: New"},
        {"pair": PAIR, "session": "3", "date": "2027-02-09", "state": "held", "done": "3"},
    )
    done = {a.what: a.done for each in week.after.journal[PAIR] for a in each.actions}
    assert done == {
        "Publish a first post": False,
        "Send the link: soon": True,
        "New": False,
        "Later": True,
    }


def test_a_workbook_is_as_good(tmp_path: Path) -> None:
    """Dates and numbers as a spreadsheet keeps them."""
    path = a_workbook(
        tmp_path,
        {"week": [["pair", "session", "date", "minutes", "pulse mentor"], [PAIR, 2, date(2027, 1, 26), 80, 5]]},
    )  # fmt: skip
    week = read_week(in_memory(), read_sheet(path), TODAY)
    assert codes(week) == []
    entry = week.after.journal[PAIR][1]
    assert (entry.session, entry.date, entry.minutes, entry.pulse) == (
        2,
        date(2027, 1, 26),
        80,
        {"mentor": 5},
    )


def test_what_people_typed_is_no_formula() -> None:
    """An action that begins with a sign of sums stays a text in any spreadsheet, and comes back."""
    entry = JournalEntry(1, date(2027, 1, 12), actions=(Action("pauline-r", "=1+1"),))
    program = replace(in_memory(), journal={PAIR: (entry,)})
    text = week_form(program, TODAY, speak("en"))
    cells = next(row for row in csv.reader(io.StringIO(text)) if row[0] == PAIR)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


_TEXTS = st.sampled_from(
    [
        "",
        "",
        "2",
        "held",
        "2027-01-26",
        "linkedin=2",
        "1",
        "x: y",
        "’",
        "9" * 30,
        "=1",
        "moved",
        "🙂 @1",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(_TEXTS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=3))
def test_no_sheet_is_a_bug(rows: list[list[str]]) -> None:
    """Whatever stands in it: it is recorded twice without a difference, or its mistakes are named."""
    program = in_memory()
    sheet = a_sheet(HEADINGS, *([PAIR, *cells[1:]] for cells in rows))
    week = read_week(program, sheet, TODAY)
    if not week.problems:
        again = read_week(week.after, sheet, TODAY)
        assert (again.after.journal, again.problems) == (week.after.journal, ())
