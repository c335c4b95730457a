"""What planning again changes, and why: which session moved, was called off, came back or is new.

A session moves only where it must. The cause is the first thing that keeps it from its old time, asked
in the order in which people would ask: the pair itself, the program's days, the people's days, what
else they do then, the rhythm. Where nothing does, it made room for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rmentor.language.catalogue import speak
from rmentor.language.dates import long_date
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session
from rmentor.planning.attendance import comers
from rmentor.planning.reasons import why_blocked
from rmentor.planning.rhythm import rhythm_of
from rmentor.planning.slots import Calendar, Interval, covers, meet, present, week_of

NEW, MOVED, CANCELLED, BACK = "new", "moved", "cancelled", "back"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One session that planning changed.

    Attributes:
        kind: ``new``, ``moved``, ``cancelled`` or ``back`` (it was called off and has a date again).
        before: Its line before; None where it is new.
        after: Its line now.
        why: In the program's language; empty where it is new.
    """

    kind: str
    before: Session | None
    after: Session
    why: str = ""


def changes_of_plan(program: Program, before: Plan, after: Plan) -> tuple[PlanChange, ...]:
    """What differs between two plans of a program, by pair, then session.

    Args:
        program: As it is now, with a first and a last day.
        before: What stood; sessions that were held stay and are left out.
        after: What planning made of it.
    """
    stood = {session.key: session for session in before.sessions}
    causes = _Causes(program, after)
    found = []
    for now in after.sessions:
        old = stood.get(now.key)
        kind = _kind(old, now)
        if kind is None:
            continue
        why = causes.of(old, now) if old is not None and kind in (MOVED, CANCELLED) else ""
        found.append(PlanChange(kind, old, now, why))
    return tuple(found)


def _kind(old: Session | None, now: Session) -> str | None:
    if now.state == "held":
        return None
    if old is None:
        return NEW if now.state == "planned" else None
    if old.state == "cancelled":
        return BACK if now.state == "planned" else None
    if now.state == "cancelled":
        return CANCELLED
    return MOVED if (old.start, old.minutes) != (now.start, now.minutes) else None


class _Causes:
    """Finds what keeps sessions from the times that they had."""

    def __init__(self, program: Program, after: Plan) -> None:
        self._program, self._after = program, after
        self._language = speak(program.language)
        self._pairs = {pair.id: pair for pair in program.pairs}

    @cached_property
    def _calendar(self) -> Calendar:
        program = self._program
        assert program.start is not None  # noqa: S101 - nothing is planned without dates
        assert program.end is not None  # noqa: S101
        return Calendar(program, program.start, program.end)

    @cached_property
    def _sessions_of(self) -> Mapping[str, Sequence[Session]]:
        """Sessions that take place, by person."""
        found: dict[str, list[Session]] = {}
        for session in self._after.sessions:
            pair = self._pairs.get(session.pair)
            if pair is not None and session.state != "cancelled":
                for person in pair.people:
                    found.setdefault(person, []).append(session)
        return found

    @cached_property
    def _events_of(self) -> Mapping[str, Sequence[Interval]]:
        """When events for many take place to which each person comes."""
        found: dict[str, list[Interval]] = {}
        for planned, who in comers(self._program, self._after):
            slot = self._calendar.slot(planned.start)
            if slot is not None and planned.state == "planned":
                for person in who:
                    found.setdefault(person, []).append((slot.at, slot.at + planned.minutes))
        return found

    def of(self, old: Session, now: Session) -> str:
        """Why a session is not where it was."""
        say = self._language.text
        pair = self._pairs.get(old.pair)
        if pair is None:
            return say("the pair is no longer in pairs.yaml")
        if not pair.is_current:
            return say("the pair has ended")
        blocked = why_blocked(self._calendar, pair)
        if blocked is not None:
            return blocked
        if old.session not in self._program.framework.numbers_of(pair):
            return say("the framework has no such session any more")
        if any(
            entry.session == old.session and entry.state != "held"
            for entry in self._program.journal.get(pair.id, ())
        ):
            return say("the journal says that it did not take place then")
        if now.state != "cancelled" and (now.start, now.minutes) == (old.start, old.minutes):
            return ""
        return self._of_time(pair, old, now)

    def _of_time(self, pair: Pair, old: Session, now: Session) -> str:
        """What keeps the people of a pair from meeting at the old time."""
        say = self._language.text
        minutes = old.minutes if now.state == "cancelled" else now.minutes
        calendar = self._calendar
        slot = calendar.slot(old.start)
        day = old.start.date()
        on = long_date(day, self._language.code)
        if slot is None or not calendar.first <= day <= calendar.last:
            return say("%(day)s is outside the program's dates", day=on)
        if any(span.covers(day) for span in self._program.closed):
            return say("%(day)s lies in a closed week", day=on)
        if pair.since is not None and day < pair.since:
            return say("the pair begins on %(day)s", day=long_date(pair.since, self._language.code))
        then = (slot.at, slot.at + minutes)
        people = present(calendar.people, pair)
        return (
            self._of_people(people, then, on)
            or self._of_others(people, old, then)
            or self._of_rhythm(pair, old)
            or (say("the pair's own rhythm") if pair.every_days else "")
            or say("to make room for other sessions")
        )

    def _of_people(self, people: Iterable[Participant], then: Interval, on: str) -> str:
        say, calendar = self._language.text, self._calendar
        for person in people:
            if not covers(calendar.windows(person), then):
                return say("%(name)s is not free then", name=person.name)
            if not covers(calendar.working(person), then):
                return say("%(day)s is a public holiday for %(name)s", day=on, name=person.name)
            if not covers(calendar.free(person), then):
                return say("%(name)s is away on %(day)s", name=person.name, day=on)
        return ""

    def _of_others(self, people: Iterable[Participant], old: Session, then: Interval) -> str:
        """What else the people do then, or in that week."""
        say = self._language.text
        week = week_of(old.start.toordinal())
        for person in people:
            if any(meet(then, event) for event in self._events_of.get(person.id, ())):
                return say("%(name)s is at an event for many then", name=person.name)
            others = [s for s in self._sessions_of.get(person.id, ()) if s.key != old.key]
            for other in (each for each in others if each.pair != old.pair):
                slot = self._calendar.slot(other.start)
                if slot is not None and meet(then, (slot.at, slot.at + other.minutes)):
                    return say("%(name)s has another session then", name=person.name)
            in_week = sum(week_of(other.start.toordinal()) == week for other in others)
            if in_week >= self._program.max_per_week:
                return say("%(name)s has enough sessions in that week", name=person.name)
        return ""

    def _of_rhythm(self, pair: Pair, old: Session) -> str:
        """The neighbour to which the days would not be those of the rhythm."""
        rhythm = rhythm_of(self._program.framework, pair)
        for other in self._sessions_of.get(pair.mentor, ()):
            if other.pair != pair.id or other.session == old.session:
                continue
            steps = other.session - old.session
            days = (other.start.date() - old.start.date()).days
            if not rhythm.allows(abs(days) if days * steps > 0 else 0, abs(steps)):
                return self._language.text(
                    "the rhythm from session %(number)d, on %(day)s",
                    number=other.session,
                    day=long_date(other.start.date(), self._language.code),
                )
        return ""


def plan_changes_json(changes: Iterable[PlanChange]) -> list[dict[str, Any]]:
    """Changes as plain values; times are local, in the program's zone."""
    return [
        {
            "pair": change.after.pair,
            "session": change.after.session,
            "kind": change.kind,
            "before": change.before.start.isoformat(sep=" ", timespec="minutes")
            if change.before
            else None,
            "after": change.after.start.isoformat(sep=" ", timespec="minutes")
            if change.after.state != "cancelled"
            else None,
            "why": change.why or None,
        }
        for change in changes
    ]
