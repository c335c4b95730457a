"""Bounds that prove plans, against counts of half hours and of sessions one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.windows import DAY_MINUTES
from rmentor.planning.capacity import capacity, fewest_moves
from rmentor.planning.clock import clock
from rmentor.planning.load import Load, Task
from rmentor.planning.slots import Interval, Slot
from tests.planning.test_settled import LENGTH, MONDAY, RHYTHM, slot_of

FIRST = date.fromordinal(MONDAY)
# Nine hours before UTC all year: a morning there is the evening before.
TOKYO = clock("Asia/Tokyo", FIRST, FIRST + timedelta(21))
AHEAD = 9 * 60
HALF_HOUR = 30

Cell = tuple[int, int]
"""Day after ``MONDAY``, and half hour of that day."""

MENTORS, MENTEES = st.sampled_from(["ada", "bea"]), st.sampled_from(["eva", "fay", "gus"])
CELLS = st.tuples(st.sampled_from([0, 1, 6, 7]), st.integers(14, 20))
FREE = st.lists(st.tuples(CELLS, st.integers(1, 6)), max_size=5).map(
    lambda stretches: {
        (day, half + more) for (day, half), length in stretches for more in range(length)
    }
)
PAIRS = st.lists(
    st.tuples(MENTORS, MENTEES, FREE, st.sampled_from([0, 2, 9, 9])),
    min_size=1,
    max_size=4,
)
TAKEN = st.lists(st.tuples(st.one_of(MENTORS, MENTEES), CELLS), max_size=4)


def runs(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Half hours of the same day that follow each other."""
    found: list[list[Cell]] = []
    for day, half in sorted(cells):
        if found and found[-1][-1] == (day, half - 1):
            found[-1].append((day, half))
        else:
            found.append([(day, half)])
    return found


def instants(cells: Iterable[Cell]) -> tuple[Interval, ...]:
    """The same as instants of people in Tokyo."""
    begins = [((MONDAY + run[0][0]) * DAY_MINUTES + run[0][1] * HALF_HOUR, run) for run in runs(cells)]  # fmt: skip
    return tuple((begin - AHEAD, begin - AHEAD + HALF_HOUR * len(run)) for begin, run in begins)


def at(day: int, half: int) -> Slot:
    """A start in Tokyo."""
    slot = slot_of(day, half * HALF_HOUR)
    return slot._replace(at=slot.at - AHEAD)


def task_of(
    number: int,
    people: tuple[str, ...],
    free: tuple[Interval, ...] = (),
    minutes: Mapping[int, int] | None = None,
    standing: Mapping[int, Slot] | None = None,
) -> Task:
    """A pair of which only what the bounds look at matters."""
    lengths = minutes or dict.fromkeys(standing or (1, 2), LENGTH)
    return Task(f"pair{number}", people, RHYTHM, lengths, {}, standing or {}, {}, free, MONDAY)


def most_of(
    person: str,
    parts: Sequence[tuple[tuple[str, str], set[Cell], int]],
    taken: Sequence[tuple[str, Cell]],
    limit: int,
) -> int:
    """What the person's weeks hold: each day as many sessions as fit, at most one of a pair."""
    pairs: defaultdict[int, int] = defaultdict(int)
    useful: set[Cell] = set()
    for people, cells, _ in parts:
        gone = {
            (day, half + more) for who, (day, half) in taken if who in people for more in (0, 1)
        }
        mine = [run for run in runs(cells - gone) if len(run) * HALF_HOUR >= LENGTH]
        useful.update(cell for run in mine for cell in run)
        for day in {run[0][0] for run in mine}:
            pairs[day] += 1
    fit: defaultdict[int, int] = defaultdict(int)
    for run in runs(useful):
        fit[run[0][0]] += len(run) * HALF_HOUR // LENGTH
    room = {week: limit - sum(who == person and day // 7 == week for who, (day, _) in taken) for week in (0, 1)}  # fmt: skip
    return sum(
        min(max(0, room[week]), sum(min(fit[day], pairs[day]) for day in fit if day // 7 == week))
        for week in room
    )


@settings(max_examples=60)
@given(PAIRS, TAKEN, st.integers(1, 4))
def test_busy_people_hold_what_their_days_and_weeks_hold(
    pairs: list[tuple[str, str, set[Cell], int]], taken: list[tuple[str, Cell]], limit: int
) -> None:
    """Parted by mentors or by mentees, whichever leaves less; never more than the pairs alone."""
    load = Load(limit)
    for who, cell in taken:
        load.add([who], at(*cell), LENGTH)
    tasks = [
        task_of(number, (mentor, mentee), instants(cells))
        for number, (mentor, mentee, cells, _) in enumerate(pairs)
    ]
    bounds = []
    for seat in (0, 1):
        parts = defaultdict(list)
        for mentor, mentee, cells, alone in pairs:
            parts[(mentor, mentee)[seat]].append(((mentor, mentee), cells, alone))
        bounds.append(
            sum(
                min(sum(part[2] for part in mine), most_of(person, mine, taken, limit))
                for person, mine in parts.items()
            )
        )
    alone = {task.pair: each[3] for task, each in zip(tasks, pairs, strict=True)}
    assert capacity(tasks, load, TOKYO, alone) == min(bounds)


# From Monday's 22:00 on, in Tokyo; the mentor's two pairs could place three sessions each.
@pytest.mark.parametrize(
    ("minutes", "first", "second", "most"),
    [
        (180, LENGTH, LENGTH, 3),  # 22:00, 23:00, and one of the first pair again at midnight
        (120, LENGTH, LENGTH, 2),
        (150, LENGTH, LENGTH, 2),  # half an hour of Tuesday is too short
        (150, 30, 90, 3),  # the shortest at midnight, and two before
        (90, 90, 90, 1),
        (89, 90, 90, 0),
    ],
)
def test_a_night_holds_what_begins_before_midnight_and_after(
    minutes: int, first: int, second: int, most: int
) -> None:
    """A day ends at the program's midnight, and its last session some time later."""
    evening = at(0, 44).at
    free = ((evening, evening + minutes),)
    lengths = {1: first, 2: second}
    tasks = [task_of(n, ("ada", who), free, lengths) for n, who in enumerate(("eva", "fay"))]
    alone = {task.pair: 3 for task in tasks}
    assert capacity(tasks, Load(9), TOKYO, alone) == most


def test_people_by_themselves_count_as_mentor_and_as_mentee() -> None:
    """A session of one person is parted by that person both times."""
    tasks = [task_of(0, ("ada",), instants({(0, 18), (0, 19)}))]
    assert capacity(tasks, Load(9), TOKYO, {"pair0": 2}) == 1


def most_twos(spans: Sequence[Interval]) -> int:
    """Most separate twos of spans that overlap, by trying all."""
    if len(spans) < 2:
        return 0
    (start, end), *others = spans
    with_first = [
        1 + most_twos([*others[:i], *others[i + 1 :]])
        for i, (begin, stop) in enumerate(others)
        if begin < end and start < stop
    ]
    return max(most_twos(others), *with_first, 0)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(MENTORS, MENTEES, st.lists(CELLS, max_size=3)), min_size=1, max_size=3),
    TAKEN,
    st.integers(1, 3),
)
def test_of_every_two_that_overlap_and_of_each_overfull_week_some_must_move(
    pairs: list[tuple[str, str, list[Cell]]], taken: list[tuple[str, Cell]], limit: int
) -> None:
    """The person with most of either is the bound; others' sessions only fill weeks."""
    load = Load(limit)
    for who, cell in taken:
        load.add([who], at(*cell), LENGTH)
    tasks = [
        task_of(
            number, (mentor, mentee), standing=dict(enumerate((at(*cell) for cell in cells), 1))
        )
        for number, (mentor, mentee, cells) in enumerate(pairs)
    ]
    most = 0
    for person in {person for task in tasks for person in task.people}:
        mine = [slot for task in tasks if person in task.people for slot in task.standing.values()]
        full = [week for who, (day, _) in taken if who == person for week in [at(day, 0).week]]
        too_many = sum(
            max(0, sum(slot.week == week for slot in mine) - max(0, limit - full.count(week)))
            for week in {slot.week for slot in mine}
        )
        twos = most_twos([(slot.at, slot.at + LENGTH) for slot in mine])
        most = max(most, twos, too_many)
    assert fewest_moves(tasks, load) == most
