"""Sessions planned and held: plan and journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rmentor.model.events import PlannedEvent, UnplacedEvent

# Why a session was cancelled or moved: a word of this list, and never a note on anybody.
CANCELLED_BECAUSE = ("work", "absence", "place", "mix-up", "other")


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
        first: Day that it was first planned for, where it has moved to another since.
        agreed: Whether its people chose this time themselves, so that planning leaves it.
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
    first: date | None = None
    agreed: bool = False

    @property
    def key(self) -> str:
        """``PAIR/NUMBER``: how changes and messages name it."""
        return f"{self.pair}/{self.session}"

    def first_if_at(self, start: datetime) -> date | None:
        """Day that it was first planned for, were it moved to ``start``; None where it is that day."""
        first = self.first or self.start.date()
        return None if first == start.date() else first

    def moved_to(self, start: datetime) -> Session:
        """The session at another time; calendars must hear of it, so its sequence grows."""
        if start == self.start:
            return self
        first = self.first_if_at(start)
        return replace(self, start=start, sequence=self.sequence + 1, first=first)

    def called_off(self) -> Session:
        """The session cancelled; calendars must hear of it, so its sequence grows."""
        if self.state == "cancelled":
            return self
        return replace(self, state="cancelled", sequence=self.sequence + 1, agreed=False)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A session without a date: why, and the nearest starts that would work (local, program zone)."""

    pair: str
    session: int
    reason: str
    nearest: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All sessions, sorted by pair then number, and those that found no date; events likewise.

    Attributes:
        calendar: What tells this program's entries from those of every other in people's calendars;
            given once, with the first dates, and never changed. Empty in plans that were made without.
    """

    sessions: tuple[Session, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    events: tuple[PlannedEvent, ...] = ()
    unplaced_events: tuple[UnplacedEvent, ...] = ()
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that one of a pair agreed to do.

    Attributes:
        returns: Whether a mentee gives it back to the mentor, as a topic is in ``JournalEntry.returns``.
    """

    who: str
    what: str
    due: date | None = None
    done: bool = False
    returns: bool = False


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What happened in a session. What was said is nobody's business: there is no field for it.

    Attributes:
        state: ``held``, ``cancelled`` or ``moved``.
        pulse: 1 to 5, by ``mentor`` and ``mentee``.
        levels: New self-assessed levels, by person, then topic.
        returns: Topics that a mentee taught the mentor in it.
        reason: Of ``CANCELLED_BECAUSE``, why it was cancelled or moved, where somebody said so.
    """

    session: int
    date: date
    state: str = "held"
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    pulse: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    returns: tuple[str, ...] = ()
    reason: str | None = None


def last_words(entries: Iterable[JournalEntry]) -> dict[int, JournalEntry]:
    """Last word of a journal on each session: held, whenever that was; else the latest entry."""
    found: dict[int, JournalEntry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.state == "held", entry.date)):
        found[entry.session] = entry
    return found
