"""Several programs side by side: how each stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rmentor.followup.few import calendar_may_be_told, is_few
from rmentor.followup.kpi_standing import KpiStanding, kpi_standings
from rmentor.followup.kpis import KPIS, computed, published
from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.followup.told_health import (
    ToldHealth,
    pairs_by_state,
    told_in_public,
    told_to_coordinator,
)
from rmentor.model.events import PlannedEvent
from rmentor.model.program import Program
from rmentor.model.sessions import Session

# What may be hidden of a program, as few people stand behind it.
PEOPLE, MENTEES, PAIRED, SESSIONS = "people", "mentees", "paired", "sessions"
# In the order in which somebody looks at them.
PHASES = ("running", "coming", "open", "over")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a program stands on a day.

    Attributes:
        phase: ``open`` (no dates yet), ``coming``, ``running`` or ``over``; without a day ``running``.
        people: Who take part; ``mentees`` of them learn, ``paired`` of whom have a mentor.
        pairs: Pairs that go on.
        held: Sessions held; ``due``: those that should have been by that day, held ones among them;
            ``planned``: all that have a date. ``due`` is None without a day.
        health: How the pairs do that go on, as far as it is told; None without a day.
        kpis: How the KPIs stand.
        next: Next session or event from that day on, local time; None where there is none, or no day.
        hidden: Of ``PEOPLE``, ``MENTEES``, ``PAIRED`` and ``SESSIONS``: what tells of too few people.
    """

    name: str
    start: date | None
    end: date | None
    phase: str
    people: int
    mentees: int
    paired: int
    pairs: int
    planned: int
    held: int
    due: int | None
    health: ToldHealth | None
    kpis: tuple[KpiStanding, ...]
    next: datetime | None
    hidden: frozenset[str] = frozenset()

    def shows(self, *what: str) -> bool:
        """Whether all of these figures may be told."""
        return self.hidden.isdisjoint(what)

    @property
    def aims(self) -> int:
        """How many KPIs have a target; ``met``: how many of those have reached it."""
        return sum(each.kpi.target is not None for each in self.kpis)

    @property
    def met(self) -> int:
        """How many KPIs have reached their target."""
        return sum(each.is_met for each in self.kpis)


def standing(program: Program, today: date | None, readers: Readership = COORDINATOR) -> Standing:
    """Say how a program stands on a day.

    Args:
        program: The program.
        today: The day; None: nothing that depends on it is said.
        readers: Who reads it. Figures about answers are in any case as they may be published, since a
            portfolio is looked at by more people than any of its programs.
    """
    taking_part = frozenset(person.id for person in program.participants if person.takes_part)
    current = [pair for pair in program.pairs if pair.is_current]
    paired = frozenset(who for pair in current for who in pair.mentees)
    learning = {each.id for each in program.participants if each.takes_part and each.learns}
    mentees = paired | learning
    counted = computed(program, today, [kpi for kpi in KPIS if kpi.id == "sessions_held"])
    sessions = counted["sessions_held"]
    hidden = _hidden(program, taking_part, mentees, paired) if readers.is_public else ()
    return Standing(
        name=program.name,
        start=program.start,
        end=program.end,
        phase=phase_of(program, today),
        people=len(taking_part),
        mentees=len(mentees),
        paired=len(paired),
        pairs=len(current),
        planned=sum(each.state != "cancelled" for each in program.plan.sessions),
        held=int(sessions.numerator or 0),
        due=int(sessions.denominator or 0) if today is not None else None,
        health=_health(program, today, readers) if today is not None else None,
        kpis=_kpis(program, today, readers),
        next=_next(program, today),
        hidden=frozenset(hidden),
    )


def phase_of(program: Program, today: date | None) -> str:
    """``open`` (no dates yet), ``coming``, ``running`` or ``over``; without a day ``running``."""
    if program.start is None or program.end is None:
        return "open"
    if today is not None and today < program.start:
        return "coming"
    return "over" if today is not None and today > program.end else "running"


def in_order(standings: Mapping[str, Standing]) -> Mapping[str, Standing]:
    """Those that run in front, those that are over last; each kind by folder."""
    order = sorted(standings, key=lambda folder: (PHASES.index(standings[folder].phase), folder))
    return {folder: standings[folder] for folder in order}


def _health(program: Program, today: date, readers: Readership) -> ToldHealth:
    states = pairs_by_state(program, today)
    return told_in_public(program, states) if readers.is_public else told_to_coordinator(states)


def _kpis(program: Program, today: date | None, readers: Readership) -> tuple[KpiStanding, ...]:
    """How KPIs stand, with figures of answers as they may be published."""
    wanted = {kpi.computed for kpi in program.kpis}
    needed = [kpi for kpi in KPIS if kpi.id in wanted]
    figures = (
        readers.figures(program, today, needed)
        if readers.is_public
        else published(program, today, needed)
    )
    return kpi_standings(program, today, figures)


def _next(program: Program, today: date | None) -> datetime | None:
    if today is None:
        return None
    planned: tuple[Session | PlannedEvent, ...] = (*program.plan.sessions, *program.plan.events)
    starts = (each.start for each in planned if each.state == "planned")
    return min((start for start in starts if start.date() >= today), default=None)


def _hidden(
    program: Program, people: frozenset[str], mentees: frozenset[str], paired: frozenset[str]
) -> Iterable[str]:
    """What tells of fewer than ``smallest_group`` people, or of all but so few."""
    if any(is_few(program, len(group)) for group in (people, people - mentees, people - paired)):
        yield PEOPLE
    if is_few(program, len(paired)):
        yield PAIRED
    if is_few(program, len(mentees)) or is_few(program, len(mentees - paired)):
        yield MENTEES
    if not calendar_may_be_told(program):
        yield SESSIONS


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over programs that are not over, of figures that are told of each; ``programs``: how many.

    ``paired`` and ``mentees`` are of the same programs, and so are ``well`` and ``help``. ``watch``
    and ``at_risk`` are None where they are not told of all of those.
    """

    programs: int
    people: int
    mentees: int
    paired: int
    held: int
    due: int
    well: int
    help: int
    watch: int | None
    at_risk: int | None
    met: int
    aims: int

    @property
    def pairs(self) -> int:
        """How many pairs it is told of whether they need help."""
        return self.well + self.help


def totals(standings: Iterable[Standing]) -> Totals:
    """Add up; what is hidden of a program is in no sum, or the sum would tell it."""
    ours = [each for each in standings if each.phase != "over"]
    paired = [each for each in ours if each.shows(PAIRED, MENTEES)]
    met = [each for each in ours if each.shows(SESSIONS)]
    told = [
        each.health for each in ours if each.health is not None and each.health.help is not None
    ]
    return Totals(
        programs=len(ours),
        people=sum(each.people for each in ours if each.shows(PEOPLE)),
        mentees=sum(each.mentees for each in paired),
        paired=sum(each.paired for each in paired),
        held=sum(each.held for each in met),
        due=sum(each.due or 0 for each in met),
        well=sum(each.well or 0 for each in told),
        help=sum(each.help or 0 for each in told),
        watch=_sum([each.watch for each in told]),
        at_risk=_sum([each.at_risk for each in told]),
        met=sum(each.met for each in ours),
        aims=sum(each.aims for each in ours),
    )


def _sum(figures: Sequence[int | None]) -> int | None:
    """Sum of figures, all of which are told; None else."""
    known = [each for each in figures if each is not None]
    return sum(known) if len(known) == len(figures) else None
