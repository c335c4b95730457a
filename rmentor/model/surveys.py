"""Surveys: what is asked, what was answered, and who has yet to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rmentor.model.topics import Words

# Whom a survey may go to, and in which roles its answers are given.
ROLES = ("mentor", "mentee", "manager", "coordinator", "sponsor")
# When a survey is asked: before the first session, after each, after the first, half-way, after the last.
MOMENTS = ("start", "each", "first", "half", "last")
# Moments of the questionnaires that the field knows, where a file does not say (domain, section 6).
KNOWN_MOMENTS: Mapping[str, str] = {
    "intake-mentor": "start",
    "intake-mentee": "start",
    "pulse": "each",
    "fit": "first",
    "midterm": "half",
    "final-mentor": "last",
    "final-mentee": "last",
    "final-manager": "last",
}

# Lowest and highest answer, by scale; of scale ``topics`` by item, else it is a level.
_BOUNDS: Mapping[str, tuple[int, int]] = {"1-5": (1, 5), "0-10": (0, 10), "topics": (0, 5)}
_TOPIC_BOUNDS: Mapping[str, tuple[int, int]] = {"offers": (1, 5), "wants": (1, 3)}


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """One question: ``scale`` is ``1-5``, ``0-10``, ``text``, ``choice`` or ``topics``.

    Attributes:
        choices: Answers to choose from, with scale ``choice``.
        reverse: Whether 5 counts as 1.
        audience: Only these of those whom the survey goes to; empty means all of them.
    """

    id: str
    text: Words
    scale: str = "1-5"
    choices: tuple[str, ...] = ()
    reverse: bool = False
    audience: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[int, int] | None:
        """Lowest and highest answer, of scale ``topics`` for each topic; None where words answer it.

        Topics are levels from 0 to 5, but for ``offers`` (own level, from 1) and ``wants``
        (importance, 1 to 3), as in participants.yaml.
        """
        bounds = _BOUNDS.get(self.scale)
        return _TOPIC_BOUNDS.get(self.id, bounds) if self.scale == "topics" else bounds


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire: who gets it and when.

    Attributes:
        audience: ``mentor``, ``mentee``, ``manager``, ``coordinator`` or ``sponsor``.
        when: When it goes out, in words for people.
        ask: Of ``MOMENTS``, or None where nobody waits for its answers.
        closes: Last day for answers; afterwards one side's are visible without the other's.
    """

    id: str
    title: Words
    audience: tuple[str, ...] = ()
    when: str | None = None
    items: tuple[SurveyItem, ...] = ()
    ask: str | None = None
    closes: date | None = None

    def items_for(self, role: str) -> tuple[SurveyItem, ...]:
        """Questions that somebody in this role is asked, in their order."""
        return tuple(item for item in self.items if not item.audience or role in item.audience)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered to one survey: a row of surveys/ID.csv.

    Attributes:
        survey: Its id.
        person: Participant who answered, or of whom a manager speaks.
        role: In which role: ``mentor``, ``mentee``, ``manager`` ...
        pair: Of which pair, where it is about one.
        session: After which session, where it is asked after each.
        day: When, or None.
        scales: Whole numbers as answered (not reversed), by item.
        words: Texts and choices, by item.
        topics: Numbers by topic, by item of scale ``topics``.
    """

    survey: str
    person: str
    role: str
    pair: str | None = None
    session: int | None = None
    day: date | None = None
    scales: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Person, role, pair and session: a later row of the same key takes its place."""
        return (self.person, self.role, self.pair or "", self.session or 0)


@dataclass(frozen=True, slots=True)
class Awaited:
    """An answer that is due and not in. ``due``: day since which it could be given."""

    survey: str
    person: str
    role: str
    pair: str | None
    session: int | None
    due: date
