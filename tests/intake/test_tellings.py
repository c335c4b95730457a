"""From what was said to what is recorded: what is meant, what is filled in, what is wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rmentor.followup.recording import Telling, recorded
from rmentor.intake.tellings import Heard, Said, done_actions, hear
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from tests.followup.small_program import PAIR, in_memory

TODAY = date(2027, 2, 10)


def pair_of(program: Program) -> Pair:
    """The pair that the small program is about."""
    return next(each for each in program.pairs if each.id == PAIR)


def heard(program: Program, values: dict[str, object], **fields: object) -> Heard:
    """What comes of saying this."""
    return hear(program, Said(pair_of(program), values, **fields), TODAY)  # type: ignore[arg-type]


def told(program: Program, values: dict[str, object], **fields: object) -> Telling:
    """What is recorded by saying this, when nothing is wrong."""
    found = heard(program, values, **fields)
    assert not found.findings
    assert found.telling is not None
    return found.telling


def test_what_is_not_said_is_as_planned() -> None:
    """The earliest session that nobody recorded, on its day, at its length, on its topic."""
    program = in_memory()
    telling = told(program, {"pulse": {"mentor": "5"}})
    assert telling.entry == JournalEntry(
        2, date(2027, 1, 26), "held", 90, ("linkedin",), {"mentor": 5}
    )
    assert telling.old is None
    third = told(program, {"date": "2027-02-09"})
    assert third.entry.session == 3


def test_saying_it_again_is_known_and_saying_something_else_is_in_the_way() -> None:
    """Unless one corrects it: then what is not named stays."""
    program = in_memory()
    assert heard(program, {"session": "1", "minutes": "85"}).is_known
    other = heard(program, {"session": "1", "minutes": "80"})
    assert other.is_in_the_way
    assert not other.is_known
    fixed = heard(program, {"session": "1", "minutes": "80"}, correcting=True)
    assert not fixed.is_in_the_way
    assert fixed.telling is not None
    assert fixed.telling.old == program.journal[PAIR][0]
    assert fixed.telling.entry.minutes == 80
    assert fixed.telling.entry.pulse == {"mentor": 5, "mentee": 4}


def test_a_new_date_makes_it_moved() -> None:
    """A day alone keeps the time; sooner than planned was agreed before that day."""
    program = in_memory()
    later = told(program, {"session": "3"}, to="2027-02-18")
    assert (later.entry.state, later.entry.date) == ("moved", date(2027, 2, 9))
    assert later.to == datetime(2027, 2, 18, 12)  # noqa: DTZ001
    sooner = told(program, {"session": "4"}, to="2027-02-16 09:30")
    assert sooner.entry.date == TODAY
    today = told(program, {"session": "4"}, to="2027-02-10 18:00")
    assert today.entry.date == date(2027, 2, 9)


def test_a_date_for_what_waits_is_news_once() -> None:
    """Said again, or when the session has another date since, it changes nothing."""
    program = in_memory()
    waits = recorded(program, told(program, {"state": "moved"}))
    dated = told(waits, {"session": "2"}, to="2027-02-12 12:00")
    assert dated.entry == dated.old
    done = recorded(waits, dated)
    assert heard(done, {"session": "2"}, to="2027-02-12 12:00").is_known
    held = recorded(done, Telling(pair_of(done), JournalEntry(2, date(2027, 2, 10))))
    again = heard(held, {"session": "2", "date": "2027-01-26", "state": "moved"}, to="2027-02-12")
    assert again.is_known


@pytest.mark.parametrize(
    ("values", "fields", "codes"),
    [
        ({"session": "x"}, {}, ["whole-number"]),
        ({"session": "9"}, {}, ["no-session"]),
        (
            {"minutes": "x", "date": "2027-03-01", "topics": ["linkdin"]},
            {},
            ["unknown-topic", "whole-number", "date-ahead"],
        ),
        ({"state": "hold"}, {}, ["unknown-choice"]),
        ({"state": "cancelled", "minutes": "9"}, {}, ["not-held"]),
        ({"session": "3"}, {"to": "soon"}, ["date-form"]),
        ({"session": "3"}, {"to": "2027-02-18 25:00"}, ["clock"]),
        ({"session": "3"}, {"to": "2027-09-18"}, ["to-outside"]),
        ({"session": "3", "date": "2027-02-09"}, {"to": "2027-02-08"}, ["to-not-after"]),
        ({"actions": [{"who": "omar-b", "what": "x", "due": "2026-01-01"}]}, {}, ["not-in-pair", "due-before"]),
    ],
)  # fmt: skip
def test_all_mistakes_are_told_at_once(
    values: dict[str, object], fields: dict[str, object], codes: list[str]
) -> None:
    """Those of form, of names and of sense."""
    found = heard(in_memory(), values, **fields)
    assert [each.code for each in found.findings if each.code != "number-range"] == codes


def test_nothing_is_due_before_anything_was() -> None:
    """Then a session must be named; what is called off ahead is the next one."""
    program = in_memory()
    early = date(2027, 1, 13)
    said = Said(pair_of(program), {})
    (finding,) = hear(program, said, early).findings
    assert (finding.code, finding.args["known"]) == ("no-due-session", "1, 2, 3, 4, 5, 6")
    ahead = hear(program, Said(pair_of(program), {"state": "cancelled"}), early)
    assert ahead.telling is not None
    assert ahead.telling.entry == JournalEntry(2, date(2027, 1, 26), "cancelled")


def test_actions_are_done_by_number_by_words_or_all_of_them() -> None:
    """One that is done already may be named again; what fits none or several is a mistake."""
    program = in_memory()
    pair = pair_of(program)
    assert done_actions(program, pair, ["1,2"]) == ((1, 2), ())
    assert done_actions(program, pair, ["first POST"]) == ((1,), ())
    assert done_actions(program, pair, ["send the link: soon"]) == ((2,), ())
    assert done_actions(program, pair, ["all"]) == ((1,), ())
    assert done_actions(program, pair, ["toutes", ""]) == ((1,), ())
    (wrong,) = done_actions(program, pair, ["7"])[1]
    assert (wrong.code, wrong.args["known"]) == ("no-action", "1. Publish a first post")
    more = recorded(
        program,
        told(program, {"actions": [{"who": "pauline-r", "what": "Publish a second post"}]}),
    )
    codes = [each.code for each in done_actions(more, pair, ["publish", "zzz"])[1]]
    assert codes == ["several-actions", "no-action"]
