"""The program: its settings, and everything in its folder as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from rmentor.model.agenda import AgendaItem
from rmentor.model.events import Event
from rmentor.model.health import DEFAULT_LIMITS, Limits
from rmentor.model.objectives import KPI, Objective
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.register import Register
from rmentor.model.sessions import JournalEntry, Plan
from rmentor.model.surveys import Answer, Survey
from rmentor.model.topics import Topic
from rmentor.model.windows import DAY_MINUTES, Span, Window

CRITERIA = ("needs", "returns", "goals", "interests", "time", "mix", "drive", "prefer")
RULES = (
    "volunteer",
    "role",
    "self",
    "seniority",
    "line",
    "topic",
    "language",
    "time",
    "place",
    "department",
    "score",
    "avoid",
)

# A program without a first day compares time zones as they stand in a week of winter.
REFERENCE_DAY = date(2027, 1, 4)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom reports name.

    Attributes:
        name: Who it is, or None.
        email: Address, or None.
        signed: Day on which a sponsor signed the program off, or None.
    """

    name: str | None = None
    email: str | None = None
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """Somebody who was, or is to be, consulted.

    Attributes:
        name: A person, or a body such as a works council.
        on: Day of the consultation, or None where it is still to come.
        said: What they said, in short.
        taken_up: What came of it.
    """

    name: str
    on: date | None = None
    said: str | None = None
    taken_up: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold for a pair (contract, sections 2 and 4).

    Attributes:
        seniority: ``less``: the mentor's grade is below the mentee's; or ``any``.
        manager_levels: How far up a reporting line two people may not be paired; 0 allows it.
        min_level: Lowest level at which a topic may be taught, 1 to 5.
        min_gap: Levels that a mentor must be above the mentee, 0 to 5.
        mentors_per_mentee: Mentors at a time.
        cross_department: Whether pairs in one department are forbidden.
        min_score: 0 to 10000; below it, rather no pair.
        group_min: Fewest mentees of a group.
        group_max: Most mentees of a group.
        group_mentors: Mentors who lead a group together, 1 or 2.
    """

    seniority: str = "less"
    manager_levels: int = 99
    min_level: int = 3
    min_gap: int = 1
    mentors_per_mentee: int = 1
    cross_department: bool = False
    min_score: int = 0
    group_min: int = 3
    group_max: int = 8
    group_mentors: int = 1

    def group_seats(self, capacity: int) -> int:
        """Most mentees of a group of a mentor with that capacity; 0: such a mentor leads none.

        A capacity is of mentees one to one, unless it is enough for a group: then it bounds the
        group, too. 0 says that somebody takes nobody at all.
        """
        if capacity == 0:
            return 0
        return min(capacity, self.group_max) if capacity >= self.group_min else self.group_max


@dataclass(frozen=True, slots=True)
class Weights:
    """What each criterion weighs; 0 switches one off. Exact: a weight of 0.1 is a tenth."""

    needs: Fraction = Fraction(40)
    returns: Fraction = Fraction(15)
    goals: Fraction = Fraction(10)
    interests: Fraction = Fraction(10)
    time: Fraction = Fraction(10)
    mix: Fraction = Fraction(5)
    drive: Fraction = Fraction(5)
    prefer: Fraction = Fraction(5)

    def of(self, criterion: str) -> Fraction:
        """Weight of the criterion of that name."""
        weight: Fraction = getattr(self, criterion)
        return weight

    @property
    def total(self) -> Fraction:
        """Sum of all weights."""
        return sum((self.of(name) for name in CRITERIA), Fraction(0))


@dataclass(frozen=True, slots=True)
class Rates:
    """What an hour of somebody's time costs, by the organisation's own reckoning; None: not said.

    Attributes:
        currency: As it is to stand behind a sum, such as EUR.
        prepare: Minutes that a mentor prepares each session.
    """

    mentor: Fraction | None = None
    mentee: Fraction | None = None
    currency: str = "EUR"
    prepare: int = 30


@dataclass(frozen=True, slots=True)
class Module:
    """A run of sessions on some topics; what is None is the framework's."""

    id: str
    title: str
    sessions: int
    topics: tuple[str, ...] = ()
    format: str | None = None
    minutes: int | None = None
    agenda: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """How many sessions, how long, how often. The defaults are the classic case (AXA)."""

    sessions: int = 6
    minutes: int = 90
    every_days: int = 14
    slack_days: int = 7
    format: str = "individual"
    place: str | None = None
    modules: tuple[Module, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    events: tuple[Event, ...] = ()

    def events_by_id(self) -> dict[str, Event]:
        """Events for many by id."""
        return {event.id: event for event in self.events}

    def module_of(self, session: int) -> Module | None:
        """Module in which session number ``session`` (from 1) falls, or None."""
        last = 0
        for module in self.modules:
            last += module.sessions
            if session <= last:
                return module
        return None

    def format_of(self, session: int) -> str:
        """Format of a session: its module's, else the framework's."""
        module = self.module_of(session)
        return (module.format if module else None) or self.format

    def minutes_of(self, session: int) -> int:
        """Length of a session: its module's, else the framework's."""
        module = self.module_of(session)
        return (module.minutes if module else None) or self.minutes

    def is_for_groups(self, session: int) -> bool:
        """Whether a session is held in groups: its format says so, or its framework does.

        Workshops and projects are held by those whom the framework's format is for.
        """
        form = self.format_of(session)
        return form == "group" or (form != "individual" and self.format == "group")

    def sessions_of(self, *, groups: bool) -> tuple[int, ...]:
        """Numbers of the sessions of groups, or of pairs."""
        numbers = range(1, self.sessions + 1)
        return tuple(number for number in numbers if self.is_for_groups(number) == groups)

    def numbers_with(self, session: int) -> tuple[int, ...]:
        """Numbers of the sessions in which the people of a session meet, that one among them."""
        mine = self.sessions_of(groups=self.is_for_groups(session))
        return mine or (session,)

    def numbers_of(self, pair: Pair) -> tuple[int, ...]:
        """Numbers of the sessions that a pair or a group has: all, unless a program has both kinds."""
        mine = self.sessions_of(groups=pair.is_group)
        whole = self.sessions_of(groups=not pair.is_group)
        return mine if mine and self.has_groups else tuple(sorted((*mine, *whole)))

    @property
    def has_groups(self) -> bool:
        """Whether some of its sessions are held in groups."""
        return bool(self.sessions_of(groups=True))

    @property
    def has_pairs(self) -> bool:
        """Whether some of its sessions are held one to one."""
        return bool(self.sessions_of(groups=False))

    @property
    def group_minutes(self) -> int:
        """Length of the longest session that is held in groups."""
        return max(
            (self.minutes_of(number) for number in self.sessions_of(groups=True)),
            default=self.minutes,
        )


# Monday to Friday, 09:00 to 18:00 (contract, section 2).
OFFICE_HOURS = tuple(
    Window(day * DAY_MINUTES + 9 * 60, day * DAY_MINUTES + 18 * 60) for day in range(5)
)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole programme folder, checked: every id in it exists.

    Attributes:
        language: Of everything generated, ``fr`` or ``en``.
        country: Public holidays, such as ``FR`` or ``FR-57``, or None.
        start: First day, or None while nobody has chosen it; then nothing can be planned.
        end: Last day, or None.
        hours: Weekly windows in which people without windows of their own are planned.
        participants: Sorted by id, whatever the order in the files.
        topics: Built-in catalogue and the program's own, by id.
        pairs: Sorted by id.
        journal: Entries by pair.
        surveys: By id.
        answers: By id of the survey, sorted by person, role, pair and session.
        health: Limits of each health rule that is on.
        rates: What an hour costs, by role, where the program says so.
        keep_after: Days after the last one for which people's data is kept.
    """

    name: str
    language: str = "en"
    timezone: str = "UTC"
    country: str | None = None
    start: date | None = None
    end: date | None = None
    coordinator: Contact = Contact()
    sponsor: Contact = Contact()
    stakeholders: tuple[Stakeholder, ...] = ()
    smallest_group: int = 5
    rules: Rules = Rules()
    weights: Weights = Weights()
    aim: str = "total"
    closed: tuple[Span, ...] = ()
    max_per_week: int = 2
    hours: tuple[Window, ...] = OFFICE_HOURS
    framework: Framework = Framework()
    participants: tuple[Participant, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    objectives: tuple[Objective, ...] = ()
    kpis: tuple[KPI, ...] = ()
    pairs: tuple[Pair, ...] = ()
    plan: Plan = Plan()  # noqa: RUF009 - frozen, so one is as good as another
    journal: Mapping[str, tuple[JournalEntry, ...]] = field(default_factory=dict)
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    register: Register = Register()  # noqa: RUF009 - frozen, so one is as good as another
    health: Mapping[str, Limits] = field(default_factory=lambda: DEFAULT_LIMITS)
    rates: Rates = Rates()
    keep_after: int = 182

    @property
    def reference_day(self) -> date:
        """Day whose time zone offsets hold when weekly windows of two zones are compared."""
        return self.start or REFERENCE_DAY

    def people(self) -> dict[str, Participant]:
        """Participants by id."""
        return {person.id: person for person in self.participants}
