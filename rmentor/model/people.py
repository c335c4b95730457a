"""Participants: what each can teach, wants to learn, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rmentor.model.windows import Span, Window


@dataclass(frozen=True, slots=True)
class Participant:
    """One person, mentor and mentee alike. There is no age field and none is accepted.

    Attributes:
        id: Slug.
        name: As written by people.
        role: ``mentor``, ``mentee`` or ``both``.
        volunteer: Whether the person has said yes.
        status: ``applied``, ``active``, ``paused`` or ``left``.
        waited: Earlier rounds without a partner.
        seniority: Grade of the organisation's own, or None.
        country: Holidays, such as ``FR`` or ``FR-57``; the program's where not stated; or None.
        timezone: IANA name; the program's where not stated. ``availability`` is in it.
        mode: ``onsite``, ``remote`` or ``either``.
        offers: Own level, 1 to 5, by topic that the person is willing to teach.
        wants: Importance, 1 to 3, by topic.
        levels: Own level, 0 to 5, by topic not offered.
        availability: Weekly windows, joined; empty means flexible.
        capacity: Mentees at a time, for a mentor.
        drive: Motivation and openness, 1 to 5, or None.
        volunteered: Day of the yes, where somebody noted it.
        status_since: Day since which ``status`` is what it is.
        back: Day on which somebody who pauses means to be back.
    """

    id: str
    name: str
    role: str
    email: str | None = None
    volunteer: bool = False
    status: str = "active"
    waited: int = 0
    seniority: int | None = None
    department: str | None = None
    site: str | None = None
    manager: str | None = None
    organisation: str | None = None
    country: str | None = None
    timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    mode: str = "either"
    offers: Mapping[str, int] = field(default_factory=dict)
    wants: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    interests: tuple[str, ...] = ()
    availability: tuple[Window, ...] = ()
    away: tuple[Span, ...] = ()
    capacity: int = 1
    avoid: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    drive: int | None = None
    volunteered: date | None = None
    status_since: date | None = None
    back: date | None = None

    @property
    def teaches(self) -> bool:
        """Whether the role lets this person be a mentor."""
        return self.role in ("mentor", "both")

    @property
    def learns(self) -> bool:
        """Whether the role lets this person be a mentee."""
        return self.role in ("mentee", "both")

    @property
    def is_forgotten(self) -> bool:
        """Whether this is the pseudonym of somebody who was forgotten (``rmentor forget``)."""
        start, _, number = self.id.partition("-")
        return start == "forgotten" and number.isdecimal() and self.status == "left"

    @property
    def takes_part(self) -> bool:
        """Whether this person may be paired: said yes and is active (rule ``volunteer``)."""
        return self.volunteer and self.status == "active"

    def level(self, topic: str) -> int:
        """Own level in ``topic``: ``levels``, else ``offers``, else 0 (contract, section 4)."""
        return self.levels.get(topic, self.offers.get(topic, 0))
