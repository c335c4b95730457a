"""Which times an event has, and on which days each may lie.

- The first lies on the day that somebody chose. Where nobody did: a kick-off in the first week of the
  program, a training in its first two, a review in its last two; anything else around the middle of
  the program, or of its first period where it is repeated. What is to lie before a later session lies
  in the period before that session is due.
- Each further time lies ``every`` after the one before, give or take a quarter of it, on the weekday
  and at the time of the first as far as people can come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rmentor.model.events import Event
from rmentor.model.program import Program
from rmentor.planning.attendance import chosen_start
from rmentor.planning.turnout import open_days

_WEEK = 7


class Anchor(NamedTuple):
    """An earlier time of an event that has a date: its number, day (an ordinal) and minute."""

    number: int
    day: int
    minute: int


@dataclass(frozen=True, slots=True)
class Due:
    """When one time of an event is due; days are ordinals.

    Attributes:
        first: First day on which it may lie; ``last``: last one.
        ideal: The day that is best if people can come.
        minute: The minute that is best, or None.
        fixed: Day and minute that somebody chose and that are kept, or None.
        own_day: Whether the ideal day follows from one that somebody chose, so that it is tried
            alone at first.
    """

    first: int
    last: int
    ideal: int
    minute: int | None = None
    fixed: tuple[int, int] | None = None
    own_day: bool = False


def days_of(program: Program, when: Due, since: date | None) -> list[int]:
    """Ordinals of the days on which something due may lie; a day that somebody chose may be closed."""
    if when.own_day and when.first == when.last == when.ideal:
        return [when.ideal] if since is None or since.toordinal() <= when.ideal else []
    return open_days(program, max(when.first, since.toordinal() if since else 0), when.last)


def bounds(program: Program) -> tuple[date, date]:
    """First and last day of a program that has both, as planning has made sure."""
    assert program.start is not None  # noqa: S101
    assert program.end is not None  # noqa: S101
    return program.start, program.end


def times_of(program: Program, event: Event) -> int:
    """How often an event is held: as often as it says, else in every whole period of the program."""
    start, end = bounds(program)
    if event.every_days is None:
        return 1
    if event.times is not None:
        return event.times
    if event.day is not None:
        return 1 + max(0, (end - event.day).days // event.every_days)
    return max(1, ((end - start).days + 1) // event.every_days)


def due(program: Program, event: Event, number: int, anchor: Anchor | None) -> Due:
    """When time ``number`` of an event is due.

    Args:
        program: Its first and last day, and its closed days.
        event: The event.
        number: Which time it is, from 1.
        anchor: The earliest of the times before it that has a date.
    """
    chosen = chosen_start(event, number)
    if number == 1:
        first = _first(program, event)
        return first if chosen is None else Due(chosen[0], chosen[0], *chosen, chosen)
    every = event.every_days or 1
    minute = event.minute
    if event.day is not None:
        ideal = event.day.toordinal() + (number - 1) * every
    elif anchor is not None:
        ideal = anchor.day + (number - anchor.number) * every
    else:
        ideal = _first(program, event).ideal + (number - 1) * every
    if minute is None and anchor is not None:
        minute = anchor.minute
    start, end = (day.toordinal() for day in bounds(program))
    is_open = start <= ideal <= end and bool(open_days(program, ideal, ideal))
    return Due(
        max(start, ideal - every // 4),
        min(end, ideal + every // 4),
        ideal,
        minute,
        chosen if is_open else None,
        own_day=event.day is not None,
    )


def _first(program: Program, event: Event) -> Due:
    """When the first time of an event is due whose time of day nobody chose."""
    if event.day is not None:
        day = event.day.toordinal()
        return Due(day, day, day, own_day=True)
    start, end = (day.toordinal() for day in bounds(program))
    before, every = event.before_session, program.framework.every_days
    if before > 1:
        first = min(end, start + (before - 2) * every)
        return Due(first, min(end, first + every - 1), first)
    if before == 1 or event.kind in ("kickoff", "training"):
        opening = next(iter(open_days(program, start, end)), start)
        weeks = 1 if event.kind == "kickoff" else 2
        return Due(opening, min(end, opening + weeks * _WEEK - 1), opening)
    if event.every_days is not None:
        last = min(end, start + event.every_days - 1)
        return Due(start, last, last if event.kind == "review" else (start + last) // 2)
    if event.kind == "review":
        return Due(max(start, end - 2 * _WEEK + 1), end, end)
    middle = (start + end) // 2
    return Due(max(start, middle - 2 * _WEEK), min(end, middle + 2 * _WEEK), middle)
