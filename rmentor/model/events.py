"""Events for many, beside the sessions: kick-off, trainings, mentors' circles, workshops, review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rmentor.model.agenda import AgendaItem

KINDS = ("kickoff", "training", "circle", "workshop", "review")
# Who may be invited together; anything else in ``audience`` is the id of a participant.
EVERYBODY, MENTORS, MENTEES = "all", "mentors", "mentees"
AUDIENCES = (EVERYBODY, MENTORS, MENTEES)
# Kinds that come before the first sessions unless the event says otherwise.
_BEFORE_SESSIONS = ("kickoff", "training")


@dataclass(frozen=True, slots=True)
class Event:
    """Something for many people, held once or repeatedly.

    Attributes:
        kind: One of ``KINDS``.
        audience: Who is invited: of ``AUDIENCES``, and ids of participants.
        minutes: Length.
        every_days: Days from one time to the next, or None for an event that is held once.
        times: How often it is held; None: until the program's end.
        day: Day that somebody chose, of the first where there are several; or None.
        minute: Minute of that day that somebody chose, or None.
        before: Number of the session before which it lies, of the first where there are several;
            0: none. None: what its kind is used to.
        place: Where, or None.
        guests: Who comes from outside, as people write it.
    """

    id: str
    title: str
    kind: str
    audience: tuple[str, ...]
    minutes: int
    every_days: int | None = None
    times: int | None = None
    day: date | None = None
    minute: int | None = None
    before: int | None = None
    place: str | None = None
    guests: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()

    @property
    def before_session(self) -> int:
        """Number of the session before which it lies, where that is possible; 0: none."""
        if self.before is not None:
            return self.before
        return int(self.kind in _BEFORE_SESSIONS)


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """One time at which an event is held.

    Attributes:
        event: Its id.
        number: Which time it is, from 1.
        start: Local time of the program's time zone, without zone.
        state: ``planned``, ``held`` or ``cancelled``.
        sequence: How often it has moved.
    """

    event: str
    number: int
    start: datetime
    minutes: int
    place: str | None = None
    state: str = "planned"
    sequence: int = 0

    @property
    def key(self) -> str:
        """``EVENT/NUMBER``: how changes and messages name it."""
        return f"{self.event}/{self.number}"


@dataclass(frozen=True, slots=True)
class UnplacedEvent:
    """An event without a date: why, and the nearest starts that would work (local, program zone)."""

    event: str
    number: int
    reason: str
    nearest: tuple[datetime, ...] = ()
