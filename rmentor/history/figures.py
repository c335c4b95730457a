"""What is counted of a program at a moment: people, pairs, sessions, and its KPIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import last_words

Amount = int | Fraction
"""A figure, exact."""
Measure = Callable[[Program, date], Amount | None]
"""Takes a figure of a program on a day; None where there is nothing to take it from."""


def people(program: Program, _: date) -> int:
    """How many take part: said yes and are active."""
    return sum(person.takes_part for person in program.participants)


def paired(program: Program, _: date) -> int:
    """How many mentees have a mentor; where a program has pairs and groups, one of their own."""
    frame = program.framework
    both = frame.has_groups and frame.has_pairs
    return len(
        {who for pair in _current(program) if not (both and pair.is_group) for who in pair.mentees}
    )


def pairs(program: Program, _: date) -> int:
    """How many pairs and groups go on."""
    return sum(1 for _ in _current(program))


def total(program: Program, _: date) -> int:
    """Sum of the scores of pairs that go on, as pairs.yaml has them."""
    return sum(pair.score for pair in _current(program) if pair.score is not None)


def lowest(program: Program, _: date) -> int | None:
    """Lowest of these scores."""
    return min((p.score for p in _current(program) if p.score is not None), default=None)


def planned(program: Program, _: date) -> int:
    """How many sessions have a date or were held."""
    dated = {(s.pair, s.session) for s in program.plan.sessions if s.state == "planned"}
    return len(dated | held_sessions(program))


def held(program: Program, _: date) -> int:
    """How many sessions were held, as the journal or the plan says."""
    return len(held_sessions(program))


# In the order in which they are shown.
MEASURES: Mapping[str, Measure] = {
    "people": people,
    "paired": paired,
    "pairs": pairs,
    "total": total,
    "lowest": lowest,
    "planned": planned,
    "held": held,
}


def held_sessions(program: Program) -> set[tuple[str, int]]:
    """Pair and number of each session that was held, as the journal or the plan says."""
    found = {(s.pair, s.session) for s in program.plan.sessions if s.state == "held"}
    for pair, entries in program.journal.items():
        found |= {(pair, n) for n, entry in last_words(entries).items() if entry.state == "held"}
    return found


def latest_reading(kpi: str) -> Measure:
    """How the latest reading of a KPI is taken that people read themselves."""

    def measure(program: Program, _: date) -> Fraction | None:
        readings = next((each.readings for each in program.kpis if each.id == kpi), ())
        return Fraction(str(readings[-1].value)) if readings else None

    return measure


def _current(program: Program) -> Iterator[Pair]:
    return (pair for pair in program.pairs if pair.is_current)
