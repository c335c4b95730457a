"""Sessions planned and held: plan, journal, surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rmentor.model.events import PlannedEvent, UnplacedEvent
from rmentor.model.topics import Words


@dataclass(frozen=True, slots=True)
class Session:
    """One session of one pair, on the calendar.

    Attributes:
        pair: Id of the pair.
        session: Its number, from 1.
        start: Local time of the program's time zone, without zone.
        minutes: Length.
        state: ``planned``, ``held`` or ``cancelled``.
        sequence: How often it has moved.
    """

    pair: str
    session: int
    start: datetime
    minutes: int
    module: str | None = None
    topic: str | None = None
    format: str = "individual"
    place: str | None = None
    state: str = "planned"
    sequence: int = 0

    @property
    def key(self) -> str:
        """``PAIR/NUMBER``: how changes and messages name it."""
        return f"{self.pair}/{self.session}"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A session without a date: why, and the nearest starts that would work (local, program zone)."""

    pair: str
    session: int
    reason: str
    nearest: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All sessions, sorted by pair then number, and those that found no date; events likewise."""

    sessions: tuple[Session, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    events: tuple[PlannedEvent, ...] = ()
    unplaced_events: tuple[UnplacedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something that one of a pair agreed to do."""

    who: str
    what: str
    due: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What happened in a session. What was said is nobody's business: there is no field for it.

    Attributes:
        state: ``held``, ``cancelled`` or ``moved``.
        pulse: 1 to 5, by ``mentor`` and ``mentee``.
        levels: New self-assessed levels, by person, then topic.
    """

    session: int
    date: date
    state: str = "held"
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    pulse: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """One question: ``scale`` is ``1-5``, ``0-10``, ``text``, ``choice`` or ``topics``.

    ``audience`` narrows it to some of those whom the survey goes to; empty means all of them.
    """

    id: str
    text: Words
    scale: str = "1-5"
    choices: tuple[str, ...] = ()
    reverse: bool = False
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire: who gets it (``audience``) and when."""

    id: str
    title: Words
    audience: tuple[str, ...] = ()
    when: str | None = None
    items: tuple[SurveyItem, ...] = ()
