"""Pairs: who learns with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pair:
    """One mentor with one mentee, or with several in a group.

    Attributes:
        id: ``MENTOR--MENTEE``.
        topics: Most important first.
        score: 0 to 10000, or None where nobody computed it.
        status: ``active``, ``paused``, ``completed`` or ``ended``.
        reason: Why it ended, where somebody said so.
        locked: Kept whatever happens, also by ``--anew``.
        since: First day.
        every_days: The pair's own rhythm, or None for the framework's.
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
    every_days: int | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Mentor first, then mentees."""
        return (self.mentor, *self.mentees)

    @property
    def is_current(self) -> bool:
        """Whether it takes its people's seats: active or paused."""
        return self.status in ("active", "paused")
