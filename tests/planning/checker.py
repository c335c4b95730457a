"""What is wrong with a plan: written from the contract, minute by minute, with nothing of planning.

Also a search through all plans of small programs. Both are slow and plain on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session

MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=64)
def _holidays(country: str) -> frozenset[date]:
    land, _, region = country.partition("-")
    return frozenset(
        holidays.country_holidays(land, subdiv=region or None, years=range(2025, 2030))
    )


def is_real(zone: ZoneInfo, local: datetime) -> bool:
    """Whether clocks of a zone show this local time, and once."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return back == local and first.utcoffset() == second.utcoffset()


def _suits(person: Participant, program: Program, at: datetime) -> str | None:
    """What keeps a person from being there at an instant."""
    here = at.astimezone(ZoneInfo(person.timezone))
    minute = here.weekday() * 1440 + here.hour * 60 + here.minute
    windows = person.availability or program.hours
    if not any(window.start <= minute < window.end for window in windows):
        return "outside windows"
    if person.country and here.date() in _holidays(person.country):
        return "public holiday"
    if any(span.first <= here.date() <= span.last for span in person.away):
        return "away"
    return None


def wrong_with(
    program: Program,
    people: Mapping[str, Participant],
    pair: Pair,
    session: Session,
    grain: int = 1,
) -> list[str]:
    """What is wrong with one session, whatever the others are; looks every ``grain`` minutes."""
    zone = ZoneInfo(program.timezone)
    if not is_real(zone, session.start):
        return ["a time that is not one"]
    begin = session.start.replace(tzinfo=zone).astimezone(UTC)
    found = set()
    for step in range(0, session.minutes, grain):
        at = begin + step * MINUTE
        day = at.astimezone(zone).date()
        if not (program.start or day) <= day <= (program.end or day):
            found.add("outside the program")
        if any(span.first <= day <= span.last for span in program.closed):
            found.add("closed")
        for person in pair.people:
            if wrong := _suits(people[person], program, at):
                found.add(f"{wrong}: {person}")
    return sorted(found)


def gap_limits(program: Program, pair: Pair) -> tuple[int, int]:
    """Fewest and most days from one session to the next."""
    framework = program.framework
    every = pair.every_days or framework.every_days
    slack = framework.slack_days
    if slack == framework.every_days // 2:
        slack = min(slack, every // 2)
    return max(1, every - slack), every + slack


def violations(program: Program, plan: Plan) -> list[str]:
    """Everything that is wrong with the sessions of a plan that are still to come."""
    people = {person.id: person for person in program.participants}
    pairs = {pair.id: pair for pair in program.pairs}
    live = [s for s in plan.sessions if s.state != "cancelled"]
    found = []
    for session in live:
        if session.state == "planned":
            wrong = wrong_with(program, people, pairs[session.pair], session)
            found += [f"{session.key}: {each}" for each in wrong]
    for pair in program.pairs:
        mine = sorted((s for s in live if s.pair == pair.id), key=lambda s: s.session)
        low, high = gap_limits(program, pair)
        for before, after in pairwise(mine):
            steps = after.session - before.session
            days = (after.start.date() - before.start.date()).days
            if not steps * low <= days <= steps * high:
                found.append(f"{after.key}: {days} days after {before.key}")
    found += list(_crowded(program, pairs, live))
    return found


def _crowded(program: Program, pairs: Mapping[str, Pair], live: list[Session]) -> Iterator[str]:
    zone = ZoneInfo(program.timezone)
    weeks: Counter[tuple[str, int, int]] = Counter()
    for session in live:
        year, week, _ = session.start.isocalendar()
        weeks.update((person, year, week) for person in pairs[session.pair].people)
    for key, n in weeks.items():
        if n > program.max_per_week:
            yield f"{key}: {n} sessions"
    for one, other in combinations(live, 2):
        if set(pairs[one.pair].people).isdisjoint(pairs[other.pair].people):
            continue
        begin, start = (s.start.replace(tzinfo=zone).astimezone(UTC) for s in (one, other))
        if begin < start + other.minutes * MINUTE and start < begin + one.minutes * MINUTE:
            yield f"{one.key} and {other.key} at once"


@dataclass(frozen=True, slots=True)
class _Choice:
    """A possible start of a session: its day, week, and instants of begin and end."""

    session: Session
    people: frozenset[str]
    day: int
    week: int
    begin: datetime
    end: datetime


def _choices(program: Program, pair: Pair, number: int) -> list[_Choice]:
    """Every start on the half hour that suits all; windows and zones keep to half hours, too."""
    people = {person.id: person for person in program.participants}
    zone = ZoneInfo(program.timezone)
    module = program.framework.module_of(number)
    minutes = (module.minutes if module else None) or program.framework.minutes
    assert program.start is not None
    assert program.end is not None
    found = []
    at = datetime(program.start.year, program.start.month, program.start.day)  # noqa: DTZ001
    while at.date() <= program.end:
        session = Session(pair.id, number, at, minutes)
        if not wrong_with(program, people, pair, session, grain=30):
            begin = at.replace(tzinfo=zone).astimezone(UTC)
            day = at.toordinal()
            end = begin + minutes * MINUTE
            found.append(_Choice(session, frozenset(pair.people), day, (day - 1) // 7, begin, end))
        at += 30 * MINUTE
    return found


def _all_choices(program: Program) -> dict[tuple[str, int], list[_Choice]]:
    return {
        (pair.id, number): _choices(program, pair, number)
        for pair in program.pairs
        for number in range(1, program.framework.sessions + 1)
    }


def places_more_than(program: Program, placed: int) -> list[Session] | None:
    """Some plan with more than ``placed`` sessions, found by trying all; None if there is none."""
    pairs = {pair.id: pair for pair in program.pairs}
    wanted = [
        (gap_limits(program, pairs[pair]), choices)
        for (pair, _), choices in _all_choices(program).items()
    ]

    def fits(chosen: list[_Choice], new: _Choice, low: int, high: int) -> bool:
        mine = [old for old in chosen if old.session.pair == new.session.pair]
        if mine:
            steps = new.session.session - mine[-1].session.session
            if not steps * low <= new.day - mine[-1].day <= steps * high:
                return False
        near = [old for old in chosen if not old.people.isdisjoint(new.people)]
        if any(old.begin < new.end and new.begin < old.end for old in near):
            return False
        same_week = [old for old in near if old.week == new.week]
        counts = Counter(person for old in same_week for person in old.people)
        return all(counts[person] < program.max_per_week for person in new.people)

    def search(i: int, chosen: list[_Choice]) -> list[_Choice] | None:
        if len(chosen) > placed:
            return chosen
        if len(chosen) + len(wanted) - i <= placed:
            return None
        (low, high), choices = wanted[i]
        for choice in choices:
            if fits(chosen, choice, low, high) and (found := search(i + 1, [*chosen, choice])):
                return found
        return search(i + 1, chosen)

    found = search(0, [])
    return None if found is None else [choice.session for choice in found]


def fullest(program: Program, standing: Collection[Session] = ()) -> tuple[int, int]:
    """Most sessions that a plan places, and then most that it leaves where they stand, by HiGHS.

    Each start of each session is a variable of 0 or 1. Two starts of one pair that are too near or
    too far from each other go together only if a session between them is placed.
    """
    choices = _all_choices(program)
    index = {choice: i for i, choice in enumerate(c for each in choices.values() for c in each)}
    if not index:
        return 0, 0
    rows: list[dict[int, float]] = []
    limits: list[float] = []

    def at_most(limit: float, taken: Iterable[_Choice], spared: Iterable[_Choice] = ()) -> None:
        row = {index[choice]: 1.0 for choice in taken} | {index[c]: -1.0 for c in spared}
        rows.append(row)
        limits.append(limit)

    for each in choices.values():
        at_most(1, each)
    for pair in program.pairs:
        low, high = gap_limits(program, pair)
        numbers = range(1, program.framework.sessions + 1)
        for before, after in combinations(numbers, 2):
            steps = after - before
            between = [c for n in range(before + 1, after) for c in choices[pair.id, n]]
            for one in choices[pair.id, before]:
                wrong = [
                    other
                    for other in choices[pair.id, after]
                    if not steps * low <= other.day - one.day <= steps * high
                ]
                if wrong:
                    at_most(1, [one, *wrong], between)
    for person in program.participants:
        mine = [choice for choice in index if person.id in choice.people]
        for week in {choice.week for choice in mine}:
            at_most(program.max_per_week, [choice for choice in mine if choice.week == week])
        for one in mine:
            # Everything that runs when this one begins: all of it overlaps.
            at_most(1, [c for c in mine if c.begin <= one.begin < c.end])
    stand = {(s.pair, s.session, s.start) for s in standing}
    stays = np.array([(c.session.pair, c.session.session, c.session.start) in stand for c in index])
    chosen = _solved(len(stand) + 1 + stays, rows, limits)
    return int(chosen.sum()), int(chosen[stays].sum())


def _solved(
    gains: NDArray[np.int_], rows: list[dict[int, float]], limits: list[float]
) -> NDArray[np.int_]:
    matrix = lil_array((len(rows), len(gains)))
    for i, row in enumerate(rows):
        for j, factor in row.items():
            matrix[i, j] = factor
    done = milp(
        -gains.astype(float),
        integrality=np.ones(len(gains)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix.tocsr(), -np.inf, np.array(limits)),
    )
    assert done.success
    chosen: NDArray[np.int_] = np.rint(done.x).astype(int)
    return chosen
