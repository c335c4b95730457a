"""What the picture of sessions over time shows: columns of weeks or months, and a lane for each pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.followup.few import calendar_may_be_told
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.planning.holidays import public_holidays
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.shapes import INNER
from rmentor.reporting.pictures.widths import text_width
from rmentor.reporting.views.figures import session_states

STATES = ("held", "planned", "missing", "cancelled")
# Above this number of weeks, columns are months.
MOST_WEEKS = 56
MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class ColumnView:
    """Sessions of a week or a month, by state.

    Attributes:
        missing: Over, and nobody has recorded what became of them.
        is_closed: Whether it is a week in which nothing is planned.
        holidays: Public holidays of the program's country in it, on working days.
    """

    first: date
    held: int = 0
    planned: int = 0
    missing: int = 0
    cancelled: int = 0
    is_closed: bool = False
    holidays: tuple[date, ...] = ()

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many sessions there are, in the order of ``STATES``."""
        return tuple((state, getattr(self, state)) for state in STATES)

    @property
    def all(self) -> int:
        """Sessions of all states."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class LaneView:
    """A pair, and the day and state of each of its sessions, by day."""

    pair: str
    sessions: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class SessionsView:
    """Sessions over time.

    Attributes:
        columns: Weeks, or months where these are too many to be told apart; without gaps.
        months: The same sessions by month.
        today: The day it is, or None.
        lanes: Where the pairs are few enough to be drawn one by one, and may be named.
    """

    columns: tuple[ColumnView, ...]
    months: tuple[ColumnView, ...]
    today: date | None
    lanes: tuple[LaneView, ...]

    @property
    def by_month(self) -> bool:
        """Whether columns are months, not weeks."""
        return self.columns == self.months

    def count(self, state: str) -> int:
        """Sessions of one state."""
        return sum(dict(column.counts)[state] for column in self.columns)

    @property
    def all(self) -> int:
        """Sessions of all states but those called off."""
        return sum(self.count(state) for state in STATES) - self.count("cancelled")

    @property
    def holidays(self) -> tuple[date, ...]:
        """Public holidays, by day."""
        return tuple(day for column in self.columns for day in column.holidays)

    @property
    def current(self) -> int | None:
        """Place of the column in which today is, or None."""
        if self.today is None or not self.columns or self.today < self.columns[0].first:
            return None
        place = sum(column.first <= self.today for column in self.columns) - 1
        last = self.columns[-1].first
        over = last.year * 12 + last.month < self.today.year * 12 + self.today.month
        if self.by_month:
            return None if over else place
        return place if self.today < last + timedelta(weeks=1) else None


def sessions_view(scene: Scene) -> SessionsView | None:
    """Look at the sessions of a program; None where none has a date, or in public too few people meet."""
    program, today = scene.program, scene.today
    if scene.is_public and not calendar_may_be_told(program):
        return None
    states = session_states(program, today)
    if not states:
        return None
    days = [each.start.date() for each, _ in states]
    days += [day for day in (program.start, program.end) if day]
    first, last = min(days), max(days)
    holidays = _holidays(program.country, first, last)
    weeks, months = (
        _columns(program, states, (first, last), holidays, by_month=by_month)
        for by_month in (False, True)
    )
    widest = max(text_width(str(column.all), "small") for column in weeks)
    is_legible = len(weeks) <= MOST_WEEKS and widest < column_width(weeks)
    return SessionsView(weeks if is_legible else months, months, today, _lanes(scene, states))


def _holidays(country: str | None, first: date, last: date) -> tuple[date, ...]:
    known = public_holidays(country, first.year, last.year) if country else None
    days = (date.fromordinal(day) for day in sorted(known or ()))
    return tuple(day for day in days if first <= day <= last and day.weekday() < 5)


def _columns(
    program: Program,
    states: Iterable[tuple[Session, str]],
    ends: tuple[date, date],
    holidays: Iterable[date],
    *,
    by_month: bool,
) -> tuple[ColumnView, ...]:
    """Weeks or months from the first day to the last."""
    counts: dict[date, dict[str, int]] = {}
    begin = _begin(ends[0], by_month=by_month)
    while begin <= ends[1]:
        counts[begin] = dict.fromkeys(STATES, 0)
        begin = _begin(begin + timedelta(days=31 if by_month else 7), by_month=by_month)
    for session, state in states:
        counts[_begin(session.start.date(), by_month=by_month)][state] += 1
    free: dict[date, tuple[date, ...]] = {}
    for day in holidays:
        begin = _begin(day, by_month=by_month)
        free[begin] = (*free.get(begin, ()), day)
    return tuple(
        ColumnView(
            begin,
            **count,
            is_closed=not by_month and _is_closed(program, begin),
            holidays=free.get(begin, ()),
        )
        for begin, count in counts.items()
    )


def _begin(day: date, *, by_month: bool) -> date:
    return day.replace(day=1) if by_month else day - timedelta(days=day.weekday())


def column_width(columns: Sequence[ColumnView]) -> int:
    """Pixels from one column to the next."""
    return min(48, INNER // len(columns))


def _is_closed(program: Program, monday: date) -> bool:
    return all(
        any(span.covers(monday + timedelta(days=day)) for span in program.closed)
        for day in range(5)
    )


def _lanes(scene: Scene, states: Iterable[tuple[Session, str]]) -> tuple[LaneView, ...]:
    pairs = [each.pair for each in scene.pairing.pairs]
    if scene.is_public or scene.names_nobody or len(pairs) > MOST_LANES:
        return ()
    found: dict[str, list[tuple[date, str]]] = {pair.id: [] for pair in pairs}
    for session, state in states:
        if session.pair in found:
            found[session.pair].append((session.start.date(), state))
    return tuple(
        LaneView(scene.pair_in_words(pair), tuple(sorted(found[pair.id])))
        for pair in pairs
        if found[pair.id]
    )
