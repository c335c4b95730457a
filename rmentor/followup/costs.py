"""Hours planned and spent, by role, and what they cost by the organisation's own rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rmentor.followup.held import held_sessions
from rmentor.model.program import Program, Rates
from rmentor.model.rounds import is_of_this_edition

ROLES = ("mentor", "mentee")
# What time goes into.
USES = ("sessions", "preparation", "events", "training")
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Gathering:
    """One time of an event for many: a kick-off, a circle, a workshop, a training ...

    Attributes:
        day: When it is.
        minutes: Its length.
        is_training: Whether people are trained in it.
        audience: Whom the event invites.
        who: Ids of those who come.
        state: ``planned``, ``held`` or ``cancelled``.
    """

    day: date
    minutes: int
    is_training: bool
    audience: tuple[str, ...]
    who: tuple[str, ...]
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of all people of one role together, for one use. ``spent``: until today."""

    use: str
    role: str
    planned: int
    spent: int


@dataclass(frozen=True, slots=True)
class Costs:
    """What goes into the program.

    Attributes:
        hours: For each of ``USES`` and ``ROLES``, in their order.
        rates: Of the program.
    """

    hours: tuple[Hours, ...]
    rates: Rates

    def minutes(self, role: str | None = None, use: str | None = None) -> tuple[int, int]:
        """Planned and spent minutes of a role and a use; None: of all of them."""
        counted = [
            each for each in self.hours if role in (None, each.role) and use in (None, each.use)
        ]
        return sum(each.planned for each in counted), sum(each.spent for each in counted)

    def cost(self, role: str | None = None) -> tuple[Fraction, Fraction] | None:
        """Cost, exact, of the planned and the spent hours of a role; None: of both together.

        None is answered where somebody has hours for which the program gives no rate.
        """
        roles = ROLES if role is None else (role,)
        planned = spent = Fraction(0)
        for each in roles:
            minutes = self.minutes(each)
            rate: Fraction | None = getattr(self.rates, each)
            if rate is None and any(minutes):
                return None
            planned += (rate or 0) * Fraction(minutes[0], _HOUR)
            spent += (rate or 0) * Fraction(minutes[1], _HOUR)
        return planned, spent

    @property
    def has_rates(self) -> bool:
        """Whether the program says what an hour costs, of one role at least."""
        return self.rates.mentor is not None or self.rates.mentee is not None


def costs(program: Program, gatherings: Iterable[Gathering], today: date | None = None) -> Costs:
    """Add up hours: planned in the whole plan, and spent until ``today``.

    - *sessions*: planned, the minutes of each line of plan.yaml that is not cancelled; spent, those
      of each session held (the journal's minutes, else the planned ones); of everybody in the pair.
    - *preparation*: ``rates.prepare`` minutes for each such session and mentor.
    - *events*: the minutes of everybody who comes; spent once the day is reached.
    - *training*: events of that kind, and trainings of the register. On a day on which the register
      has trainings, it tells who was there; what was planned is told by the plan.

    Somebody counts as a mentor who teaches in a pair, else as a mentee who learns in one; whoever is
    in none, by the role in participants.yaml, where both counts as mentor. At events for mentors or
    for mentees alone, people come as such.

    Args:
        program: Plan, journal, register and rates.
        gatherings: Times of events, with who comes.
        today: Last day that counts as spent; None: every session and training that was held, and
            events that the plan says were.
    """
    sums = _Sums()
    pairs = {pair.id: pair for pair in program.pairs}
    for session in program.plan.sessions:
        pair = pairs.get(session.pair)
        if session.state != "cancelled" and pair is not None:
            there = {"mentor": len(pair.mentors), "mentee": len(pair.mentees)}
            _add_session(sums.planned, there, session.minutes, program.rates.prepare)
    for held in held_sessions(program, today):
        there = {"mentor": len(held.mentors), "mentee": len(held.mentees)}
        _add_session(sums.spent, there, held.minutes, program.rates.prepare)
    _add_gatherings(sums, program, tuple(gatherings), today)
    return Costs(
        tuple(
            Hours(use, role, sums.planned[use, role], sums.spent[use, role])
            for use in USES
            for role in ROLES
        ),
        program.rates,
    )


class _Sums:
    """Minutes added up so far, by use and role."""

    def __init__(self) -> None:
        self.planned: Counter[tuple[str, str]] = Counter()
        self.spent: Counter[tuple[str, str]] = Counter()


def _add(sums: Counter[tuple[str, str]], use: str, people: Mapping[str, int], minutes: int) -> None:
    for role, number in people.items():
        sums[use, role] += number * minutes


def _add_session(
    sums: Counter[tuple[str, str]], people: Mapping[str, int], minutes: int, prepare: int
) -> None:
    _add(sums, "sessions", people, minutes)
    _add(sums, "preparation", {"mentor": people["mentor"]}, prepare)


def _add_gatherings(
    sums: _Sums, program: Program, gatherings: tuple[Gathering, ...], today: date | None
) -> None:
    """Add events for many, and trainings, of which one of a day may be told twice."""
    roles = roles_of(program)
    trained_on = {each.on for each in program.register.trainings}
    trainings = [each for each in gatherings if each.is_training and each.state != "cancelled"]
    planned_on: set[date | None] = {each.day for each in trainings}
    for event in gatherings:
        if event.state == "cancelled":
            continue
        use = "training" if event.is_training else "events"
        there = _counted(event.who, roles, event.audience)
        _add(sums.planned, use, there, event.minutes)
        is_told = event.is_training and event.day in trained_on
        if not is_told and _is_over(event, today):
            _add(sums.spent, use, there, event.minutes)
    for training in program.register.trainings:
        there = _counted(training.who, roles)
        if training.on not in planned_on:
            _add(sums.planned, "training", there, training.minutes)
        if today is None or training.on is None or training.on <= today:
            _add(sums.spent, "training", there, training.minutes)


def roles_of(program: Program) -> dict[str, str]:
    """Role in which each participant's hours count: ``mentor`` or ``mentee``."""
    found = {
        person.id: "mentee" if person.role == "mentee" else "mentor"
        for person in program.participants
    }
    current = [pair for pair in program.pairs if is_of_this_edition(program, pair)]
    found |= dict.fromkeys((who for pair in current for who in pair.mentees), "mentee")
    found |= dict.fromkeys((who for pair in current for who in pair.mentors), "mentor")
    return found


def _counted(
    who: Iterable[str], roles: Mapping[str, str], audience: tuple[str, ...] = ()
) -> dict[str, int]:
    """How many of each role there are, who came as what they were invited as."""
    people = tuple(who)
    for role in ROLES:
        if audience == (f"{role}s",):
            return {role: len(people)}
    mentors = sum(roles.get(each, "mentee") == "mentor" for each in people)
    return {"mentor": mentors, "mentee": len(people) - mentors}


def _is_over(event: Gathering, today: date | None) -> bool:
    return event.state == "held" or (today is not None and event.day <= today)
