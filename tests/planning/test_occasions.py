"""When the times of an event are due, case by case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from rmentor.model.events import Event
from rmentor.model.program import Framework, Program
from rmentor.model.windows import Span
from rmentor.planning.occasions import Anchor, Due, days_of, due, times_of
from tests.builders import a_program

# A Monday; the program ends on a Sunday, 175 days later.
START = date(2027, 1, 4)
DAYS = 175
FIRST = START.toordinal()
LAST = FIRST + DAYS - 1


def a_year(*closed: int) -> Program:
    """A program with a session every two weeks, closed on some of its days."""
    days = [START + timedelta(day) for day in closed]
    return a_program(
        start=START,
        end=date.fromordinal(LAST),
        framework=Framework(every_days=14),
        closed=tuple(Span(day, day) for day in days),
    )


def an_event(kind: str = "circle", **fields: Any) -> Event:
    """An event of an hour."""
    return Event("event", "Event", kind, (), 60, **fields)


def on(day: int) -> date:
    """A day of the program, the first of which is 0."""
    return START + timedelta(day)


@pytest.mark.parametrize(
    ("fields", "times"),
    [
        ({}, 1),
        ({"times": 3}, 1),
        ({"every_days": 28, "times": 3}, 3),
        ({"every_days": 25}, 7),
        ({"every_days": 26}, 6),
        ({"every_days": 175}, 1),
        ({"every_days": 400}, 1),
        ({"every_days": 28, "day": on(34)}, 6),
        ({"every_days": 28, "day": on(35)}, 5),
        ({"every_days": 28, "day": on(174)}, 1),
        ({"every_days": 28, "day": on(300)}, 1),
    ],
)
def test_an_event_is_held_in_every_whole_period(fields: dict[str, Any], times: int) -> None:
    """From its first day, where somebody chose it; at least once."""
    assert times_of(a_year(), an_event(**fields)) == times


@pytest.mark.parametrize(
    ("event", "closed", "first", "last", "ideal"),
    [
        (an_event("kickoff"), (), 0, 6, 0),
        (an_event("kickoff"), (0, 1), 2, 8, 2),
        (an_event("training"), (), 0, 13, 0),
        (an_event("circle", before=1), (), 0, 13, 0),
        (an_event("circle", before=2), (), 0, 13, 0),
        (an_event("circle", before=4), (0,), 28, 41, 28),
        (an_event("circle", before=14), (), 168, 174, 168),
        (an_event("circle", before=99), (), 174, 174, 174),
        (an_event("review"), (), 161, 174, 174),
        (an_event("circle"), (), 73, 101, 87),
        (an_event("circle", every_days=28), (), 0, 27, 13),
        (an_event("circle", every_days=400), (), 0, 174, 87),
        (an_event("review", every_days=28), (), 0, 27, 27),
    ],
)
def test_a_first_time_lies_where_its_kind_belongs(
    event: Event, closed: Iterable[int], first: int, last: int, ideal: int
) -> None:
    """Kick-offs begin a program, reviews end it, and what comes before a session lies before it."""
    found = due(a_year(*closed), event, 1, None)
    assert found == Due(FIRST + first, FIRST + last, FIRST + ideal)


def test_a_first_time_lies_on_the_day_that_somebody_chose() -> None:
    """With its time it is kept; without one the time is still to be found."""
    day = FIRST + 40
    assert due(a_year(), an_event(day=on(40)), 1, None) == Due(day, day, day, own_day=True)
    kept = an_event(day=on(40), minute=600)
    assert due(a_year(40), kept, 1, None) == Due(day, day, day, 600, (day, 600))


@pytest.mark.parametrize(
    ("fields", "anchor", "ideal", "minute"),
    [
        ({}, None, 13 + 56, None),
        ({"minute": 600}, None, 13 + 56, 600),
        ({}, Anchor(1, FIRST + 20, 540), 20 + 56, 540),
        ({}, Anchor(2, FIRST + 50, 540), 50 + 28, 540),
        ({"minute": 600}, Anchor(2, FIRST + 50, 540), 50 + 28, 600),
    ],
)
def test_a_further_time_lies_one_period_after_the_one_before(
    fields: dict[str, Any], anchor: Anchor | None, ideal: int, minute: int | None
) -> None:
    """Give or take a quarter of it, at the same time of day unless one is chosen."""
    day = FIRST + ideal
    found = due(a_year(), an_event(every_days=28, **fields), 3, anchor)
    assert found == Due(day - 7, day + 7, day, minute)


@pytest.mark.parametrize(
    ("begin", "closed", "first", "last", "is_kept"),
    [(40, (), 89, 103, True), (40, (96,), 89, 103, False), (40, (95,), 89, 103, True),
     (118, (), 167, 174, True), (119, (), 168, 174, False), (-60, (), 0, 3, False),
     (-56, (), 0, 7, True)],
)  # fmt: skip
def test_a_rhythm_that_somebody_chose_is_kept_on_open_days(
    begin: int, closed: Iterable[int], first: int, last: int, is_kept: bool
) -> None:
    """Of a day and a time every four weeks; the third time may be moved where it is closed."""
    ideal = FIRST + begin + 56
    event = an_event(every_days=28, day=on(begin), minute=600)
    fixed = (ideal, 600) if is_kept else None
    for anchor in (None, Anchor(2, FIRST + 50, 540)):
        found = due(a_year(*closed), event, 3, anchor)
        assert found == Due(FIRST + first, FIRST + last, ideal, 600, fixed, own_day=True)


@pytest.mark.parametrize(
    ("when", "since", "days"),
    [
        (Due(FIRST + 40, FIRST + 40, FIRST + 40, own_day=True), None, [40]),
        (Due(FIRST + 40, FIRST + 40, FIRST + 40, own_day=True), 40, [40]),
        (Due(FIRST + 40, FIRST + 40, FIRST + 40, own_day=True), 41, []),
        (Due(FIRST + 40, FIRST + 40, FIRST + 40), None, []),
        (Due(FIRST + 39, FIRST + 41, FIRST + 40, own_day=True), None, [39, 41]),
        (Due(FIRST + 38, FIRST + 42, FIRST + 40), 41, [41, 42]),
        (Due(FIRST + 38, FIRST + 42, FIRST + 40), 43, []),
    ],
)
def test_only_a_single_day_that_somebody_chose_may_be_closed(
    when: Due, since: int | None, days: Iterable[int]
) -> None:
    """Nothing is planned before the day since when it is looked for."""
    found = days_of(a_year(40), when, None if since is None else on(since))
    assert found == [FIRST + day for day in days]
