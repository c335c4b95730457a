"""What the organisation learns, and what was done for pairs: register.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

IDEA_STATES = ("new", "studied", "adopted", "done", "declined")
# Those that still wait for an answer.
OPEN_IDEAS = ("new", "studied")
IDEA_SOURCES = ("session", "circle", "survey", "other")
LESSON_KINDS = ("keep", "change", "stop")
# Steps with a pair or a person that has gone quiet, in the order in which they are taken.
STEPS = ("reminder", "call", "release")


@dataclass(frozen=True, slots=True)
class Idea:
    """A suggestion that came out of the programme.

    Attributes:
        id: Slug.
        idea: In a sentence.
        source: Of ``IDEA_SOURCES``.
        owner: Who answers for it: a participant's id, or a name.
        status: Of ``IDEA_STATES``.
        answer: What the organisation says to it.
        answered: Day of the answer.
    """

    id: str
    idea: str
    on: date | None = None
    source: str = "other"
    topic: str | None = None
    owner: str | None = None
    status: str = "new"
    answer: str | None = None
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class CircleNote:
    """A question of the mentors' circle, or a decision that changes something.

    Attributes:
        id: Slug.
        kind: ``question`` or ``decision``.
        what: In a sentence; never about somebody by name.
        answer: To a question.
        kit: Name of the kit that a decision changes, such as ``mentor-kit``.
    """

    id: str
    kind: str
    what: str
    on: date | None = None
    answer: str | None = None
    kit: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said and lets others read.

    Attributes:
        id: Slug.
        who: Id of a participant.
        text: In the person's words.
        consent: Day of the yes; without it the quote appears nowhere.
        withdrawn: Day of a later no.
        named: Whether the name may stand beside it; otherwise the role does.
    """

    id: str
    who: str
    text: str
    consent: date | None = None
    withdrawn: date | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Training:
    """Training that people had. ``minutes``: its length, the same for everybody in ``who``."""

    id: str
    title: str
    on: date | None = None
    minutes: int = 0
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the next edition is to ``keep``, ``change`` or ``stop``."""

    id: str
    kind: str
    what: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a coordinator did about a pair, or somebody in it, that has gone quiet.

    Attributes:
        id: Slug.
        step: Of ``STEPS``.
        pair: Id of the pair, or None where it is about one person alone.
        who: Whom it reached; empty means everybody of the pair.
        rule: Health rule that it answers, or None.
    """

    id: str
    step: str
    on: date
    pair: str | None = None
    who: tuple[str, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All of it, each kind sorted by id."""

    ideas: tuple[Idea, ...] = ()
    circle: tuple[CircleNote, ...] = ()
    quotes: tuple[Quote, ...] = ()
    trainings: tuple[Training, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    steps: tuple[Step, ...] = ()
