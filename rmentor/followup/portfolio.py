"""Several programs side by side: how each stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rmentor.followup.few import calendar_may_be_told, in_pairs, is_few, may_be_told
from rmentor.followup.health import health
from rmentor.followup.kpi_standing import kpi_standings
from rmentor.followup.kpis import KPIS, computed, published
from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.model.events import PlannedEvent
from rmentor.model.program import Program
from rmentor.model.sessions import Session

# What may be hidden of a program, as few people stand behind it.
PEOPLE, PAIRED, SESSIONS, HEALTH = "people", "paired", "sessions", "health"
# States of health in a portfolio: "new" pairs are on time as "good" ones are.
WELL, WATCH, AT_RISK = "well", "watch", "at-risk"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a program stands on a day.

    Attributes:
        phase: ``open`` (no dates yet), ``coming``, ``running`` or ``over``; without a day ``running``.
        people: Who take part; ``mentees`` of them learn, ``paired`` of whom have a mentor.
        pairs: Pairs that go on.
        held: Sessions held; ``due``: those that should have been by that day, held ones among them;
            ``planned``: all that have a date. ``due`` is None without a day.
        health: Pairs that go on, by ``WELL``, ``WATCH`` and ``AT_RISK``; None without a day.
        kpis_met: How many of ``kpis``, those with a target, have reached it.
        next: Next session or event from that day on, local time; None where there is none, or no day.
        hidden: Of ``PEOPLE``, ``PAIRED``, ``SESSIONS`` and ``HEALTH``: what tells of too few people.
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
    health: Mapping[str, int] | None
    kpis_met: int
    kpis: int
    next: datetime | None
    hidden: frozenset[str] = frozenset()

    def shows(self, what: str) -> bool:
        """Whether a figure may be told."""
        return what not in self.hidden


def standing(program: Program, today: date | None, readers: Readership = COORDINATOR) -> Standing:
    """Say how a program stands on a day.

    Args:
        program: The program.
        today: The day; None: nothing that depends on it is said.
        readers: Who reads it. Figures about answers are in any case as they may be published, since a
            portfolio is looked at by more people than any of its programs.
    """
    taking_part = [person for person in program.participants if person.takes_part]
    current = [pair for pair in program.pairs if pair.is_current]
    paired = frozenset(who for pair in current for who in pair.mentees)
    mentees = paired.union(person.id for person in taking_part if person.learns)
    counted = computed(program, today, [kpi for kpi in KPIS if kpi.id == "sessions_held"])
    sessions = counted["sessions_held"]
    dated = [each for each in program.plan.sessions if each.state != "cancelled"]
    met, with_target = _kpis_met(program, today, readers)
    states = _ids_by_state(program, today) if today is not None else None
    hidden = _hidden(program, len(taking_part), mentees, paired, states)
    return Standing(
        name=program.name,
        start=program.start,
        end=program.end,
        phase=phase_of(program, today),
        people=len(taking_part),
        mentees=len(mentees),
        paired=len(paired),
        pairs=len(current),
        planned=len(dated),
        held=int(sessions.numerator or 0),
        due=int(sessions.denominator or 0) if today is not None else None,
        health={state: len(ids) for state, ids in states.items()} if states is not None else None,
        kpis_met=met,
        kpis=with_target,
        next=_next(program, today),
        hidden=frozenset(hidden) if readers.is_public else frozenset(),
    )


def phase_of(program: Program, today: date | None) -> str:
    """``open`` (no dates yet), ``coming``, ``running`` or ``over``; without a day ``running``."""
    if program.start is None or program.end is None:
        return "open"
    if today is not None and today < program.start:
        return "coming"
    return "over" if today is not None and today > program.end else "running"


def _ids_by_state(program: Program, today: date) -> Mapping[str, list[str]]:
    """Pairs that go on, by how they stand."""
    found: dict[str, list[str]] = {WELL: [], WATCH: [], AT_RISK: []}
    for each in health(program, today):
        found[WELL if each.state in ("new", "good") else each.state].append(each.pair)
    return found


def _kpis_met(program: Program, today: date | None, readers: Readership) -> tuple[int, int]:
    """How many KPIs have reached their target, of how many that have one."""
    if not any(kpi.target is not None for kpi in program.kpis):
        return 0, 0
    wanted = {kpi.computed for kpi in program.kpis}
    needed = [kpi for kpi in KPIS if kpi.id in wanted]
    figures = (
        readers.figures(program, today, needed)
        if readers.is_public
        else published(program, today, needed)
    )
    aims = [each for each in kpi_standings(program, today, figures) if each.kpi.target is not None]
    return sum(each.is_met for each in aims), len(aims)


def _next(program: Program, today: date | None) -> datetime | None:
    if today is None:
        return None
    planned: tuple[Session | PlannedEvent, ...] = (*program.plan.sessions, *program.plan.events)
    starts = (each.start for each in planned if each.state == "planned")
    return min((start for start in starts if start.date() >= today), default=None)


def _hidden(
    program: Program,
    people: int,
    mentees: frozenset[str],
    paired: frozenset[str],
    states: Mapping[str, list[str]] | None,
) -> Iterable[str]:
    """What tells of fewer than ``smallest_group`` people, or of all but so few."""
    if is_few(program, people):
        yield PEOPLE
    if mentees and not may_be_told(program, len(paired), len(mentees - paired)):
        yield PAIRED
    if not calendar_may_be_told(program):
        yield SESSIONS
    pairs = {pair.id: pair for pair in program.pairs}
    sizes = [in_pairs(pairs[each] for each in ids) for ids in (states or {}).values()]
    if any(sizes) and not may_be_told(program, *sizes):
        yield HEALTH


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the programs of which each figure may be told; ``programs``: how many there are."""

    programs: int
    people: int
    mentees: int
    paired: int
    held: int
    due: int
    health: Mapping[str, int]
    kpis_met: int
    kpis: int


def totals(standings: tuple[Standing, ...]) -> Totals:
    """Add up; what is hidden of a program is in no sum, or the sum would tell it."""
    people = [each for each in standings if each.shows(PEOPLE)]
    paired = [each for each in standings if each.shows(PAIRED) and each.shows(PEOPLE)]
    met = [each for each in standings if each.shows(SESSIONS)]
    told = [each.health for each in standings if each.health is not None and each.shows(HEALTH)]
    return Totals(
        programs=len(standings),
        people=sum(each.people for each in people),
        mentees=sum(each.mentees for each in paired),
        paired=sum(each.paired for each in paired),
        held=sum(each.held for each in met),
        due=sum(each.due or 0 for each in met),
        health={state: sum(each[state] for each in told) for state in (WELL, WATCH, AT_RISK)},
        kpis_met=sum(each.kpis_met for each in standings),
        kpis=sum(each.kpis for each in standings),
    )
