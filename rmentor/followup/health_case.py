"""What the health rules look at, of one pair on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rmentor.followup.answered import SIDES
from rmentor.followup.fates import CANCELLED, HELD, fates, is_paused
from rmentor.followup.held import held_sessions_of
from rmentor.followup.journal import entries_until, planned_sessions
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Session
from rmentor.model.surveys import Awaited
from rmentor.model.windows import Span


@dataclass(frozen=True, slots=True)
class Case:
    """A pair on a day.

    Attributes:
        numbers: Of the sessions that the framework has for it.
        fates: What has become of each session, by number.
        planned: Its lines of plan.yaml, by number.
        entries: Of its journal until that day, by day, then session.
        held: Those of sessions that were held.
        held_days: Days of all sessions held, by number, also of those that only the plan says were.
        pulses: After each held session, in their order, by side: those that may be seen.
        gave: Sides that gave theirs, seen or not, after each of those sessions.
        awaited: Answers of its people that are due and not in.
    """

    program: Program
    pair: Pair
    today: date
    numbers: tuple[int, ...]
    fates: Mapping[int, str]
    planned: tuple[Session, ...]
    entries: tuple[JournalEntry, ...]
    held: tuple[JournalEntry, ...]
    held_days: Mapping[int, date]
    pulses: tuple[Mapping[str, Fraction], ...]
    gave: tuple[frozenset[str], ...]
    awaited: tuple[Awaited, ...]

    @property
    def planned_start(self) -> date | None:
        """Day that its first session was first planned for; where nothing is planned, its first day."""
        if not self.planned:
            return self.pair.since
        return self.planned[0].first or self.planned[0].start.date()

    @property
    def last_held(self) -> tuple[int, date] | None:
        """Number and day of the session held last, or None."""
        return max(self.held_days.items(), key=lambda each: (each[1], each[0]), default=None)

    @property
    def first_day(self) -> date | None:
        """First day of the pair, where anything tells."""
        return self.pair.since or self.planned_start

    @property
    def is_paused(self) -> bool:
        """Whether it pauses on that day."""
        return is_paused(self.pair, self.today)

    def is_over(self) -> bool:
        """Whether no session is left for it to hold."""
        return set(self.fates.values()) <= {HELD, CANCELLED}

    def days_since(self, day: date) -> int:
        """Days from ``day`` to today on which it could have met: in no pause, and not closed."""
        off = (*self.pair.pauses, *self.program.closed)
        return (self.today - day).days - _days_in(off, day, self.today)


def _days_in(spans: Iterable[Span], after: date, until: date) -> int:
    """Days after ``after``, ``until`` included, that lie in one of the spans or several."""
    found, last = 0, after
    for span in sorted(spans):
        first, end = max(span.first.toordinal(), last.toordinal() + 1), min(span.last, until)
        if first <= end.toordinal():
            found += end.toordinal() - first + 1
            last = end
    return found


def case_of(
    program: Program,
    pair: Pair,
    today: date,
    pulses: Mapping[int, Mapping[str, Fraction]],
    given: Collection[tuple[str | None, int | None, str]],
    awaited: Sequence[Awaited],
) -> Case:
    """Gather what there is about a pair.

    Args:
        program: The program.
        pair: One of its pairs.
        today: The day; what was recorded later is not looked at.
        pulses: Pulses from a survey, by session, then side; the journal's own count before them.
        given: Pair, session and side of every answer to that survey, also of those not to be seen yet.
        awaited: What its people have not answered.
    """
    entries = entries_until(program, pair.id, today)
    planned = planned_sessions(program, pair.id)
    held = tuple(entry for entry in entries if entry.state == "held")
    return Case(
        program=program,
        pair=pair,
        today=today,
        numbers=program.framework.numbers_of(pair),
        fates=fates(program, pair, today),
        planned=planned,
        entries=entries,
        held=held,
        held_days={each.session: each.day for each in held_sessions_of(program, pair, today)},
        pulses=tuple(
            {
                **pulses.get(entry.session, {}),
                **{side: Fraction(each) for side, each in entry.pulse.items()},
            }
            for entry in held
        ),
        gave=tuple(
            frozenset(
                side
                for side in SIDES
                if side in entry.pulse or (pair.id, entry.session, side) in given
            )
            for entry in held
        ),
        awaited=tuple(awaited),
    )
