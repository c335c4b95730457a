"""Pairs: who learns with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rmentor.model.windows import Span

# Why a pair ended: words without fault. Any other text is accepted, too.
END_REASONS = ("time", "moved", "left", "fit", "aims", "silent", "other")


@dataclass(frozen=True, slots=True)
class Former:
    """Somebody who was in a group and has left it, while it goes on.

    Attributes:
        who: Id of the person.
        until: Last day, where it is known.
        teaches: Whether the person was a mentor of it.
    """

    who: str
    until: date | None = None
    teaches: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One mentor with one mentee, or with several in a group.

    Attributes:
        id: ``MENTOR--MENTEE``; of a group, ``MENTOR--TOPIC``.
        topics: Most important first.
        score: 0 to 10000, or None where nobody computed it.
        status: ``active``, ``paused``, ``completed`` or ``ended``.
        reason: Why it ended, where somebody said so.
        locked: Kept whatever happens, also by ``--anew``.
        since: First day.
        until: Day on which it ended, was completed or paused, where somebody said so.
        every_days: The pair's own rhythm, or None for the framework's.
        format: ``group`` where ``pair`` formed a group, which one mentee alone may be left of.
        co_mentor: Who leads a group together with ``mentor``.
        pauses: Earlier pauses, each from its first day to its last.
        back: Day on which a pair that is paused means to be back, where somebody said so.
        former: Who has left a group that goes on, by id.
    """

    id: str
    mentor: str
    mentees: tuple[str, ...]
    topics: tuple[str, ...] = ()
    score: int | None = None
    status: str = "active"
    reason: str | None = None
    locked: bool = False
    since: date | None = None
    until: date | None = None
    every_days: int | None = None
    format: str = "individual"
    co_mentor: str | None = None
    pauses: tuple[Span, ...] = ()
    back: date | None = None
    former: tuple[Former, ...] = ()

    @property
    def mentors(self) -> tuple[str, ...]:
        """One, or two who lead a group together."""
        return (self.mentor,) if self.co_mentor is None else (self.mentor, self.co_mentor)

    @property
    def people(self) -> tuple[str, ...]:
        """Mentors first, then mentees."""
        return (*self.mentors, *self.mentees)

    @property
    def is_group(self) -> bool:
        """Whether it is a group, formed by ``pair`` or by hand."""
        return self.format == "group" or len(self.mentees) > 1 or self.co_mentor is not None

    @property
    def is_current(self) -> bool:
        """Whether it takes its people's seats: active or paused."""
        return self.status in ("active", "paused")
