"""Data that is kept past its time is named, once somebody says what day it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rmentor.folder.checks.retention import kept_too_long
from rmentor.model.people import Participant
from tests.builders import a_mentor, a_program
from tests.rights.folders import loaded

END = date(2027, 7, 2)


@pytest.mark.parametrize(("days", "found"), [(-1, 0), (0, 0), (182, 0), (183, 1), (900, 1)])
def test_half_a_year_after_the_end_it_is_time(days: int, found: int) -> None:
    """The last day of that time is still in it."""
    program = a_program(a_mentor(), end=END)
    assert len(list(kept_too_long(program, END + timedelta(days=days)))) == found


def test_the_program_says_how_long_data_is_kept() -> None:
    """In weeks or days, as everywhere; the finding names the days and how many people are there."""
    program = loaded(
        {
            "program.yaml": "name: X\nend: 2027-07-02\nkeep_after: 3 days\n",
            "participants.yaml": "participants: [{id: a, name: A, role: both}]\n",
        }
    )
    assert not list(kept_too_long(program, date(2027, 7, 5)))
    (found,) = kept_too_long(program, date(2027, 7, 6))
    assert (found.code, found.severity, found.spot.file, found.spot.keys) == (
        "kept-too-long",
        "warning",
        "program.yaml",
        ("end",),
    )
    assert found.args == {"end": "2027-07-02", "last": "2027-07-05", "people": 1}


def test_pseudonyms_may_stay_for_ever() -> None:
    """They are no data of anybody's; without an end nobody knows when it is time."""
    gone = Participant("forgotten-3", "Forgotten person 3", "mentor", status="left")
    late = END + timedelta(days=1000)
    assert not list(kept_too_long(a_program(gone, end=END), late))
    assert list(kept_too_long(a_program(replace(gone, status="active"), end=END), late))
    assert not list(kept_too_long(a_program(a_mentor()), late))
