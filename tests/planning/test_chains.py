"""Starts of several pairs as arrays, against every chain and every choice of starts, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.planning.chains import Table, table
from rmentor.planning.load import Load, Task
from rmentor.planning.rhythm import Rhythm
from rmentor.planning.slots import Slot
from tests.planning.test_settled import LENGTH, MONDAY, slot_of

RHYTHM = Rhythm(3, 2, 4)
AWAY = Load(99)
HALF_HOURS = st.sampled_from([540, 570, 600])
STARTS = st.sets(st.tuples(st.integers(0, 13), HALF_HOURS), max_size=4)
PERSON = st.sampled_from(["ada", "bea", "cleo"])


def a_task(
    pair: str,
    numbers: Sequence[int],
    people: tuple[str, ...] = ("ada", "eva"),
    fixed: Mapping[int, Slot] | None = None,
    standing: Mapping[int, Slot] | None = None,
) -> Task:
    """A pair of which sessions with these numbers want a date."""
    lengths = dict.fromkeys(numbers, LENGTH)
    return Task(pair, people, RHYTHM, lengths, fixed or {}, standing or {}, {}, (), MONDAY)


def slots_of(starts: set[tuple[int, int]]) -> list[Slot]:
    """Starts in their order."""
    return [slot_of(*start) for start in sorted(starts)]


def chains(found: Table, fixed: Mapping[int, Slot]) -> Iterator[list[int]]:
    """Every choice of at most one start of each session that, with what is fixed, is in rhythm."""
    by_number: dict[int, list[int | None]] = {}
    for start, (_, number, _) in enumerate(found.starts):
        by_number.setdefault(number, [None]).append(start)
    for choice in product(*by_number.values()):
        chosen = [start for start in choice if start is not None]
        days = {number: slot.day for number, slot in fixed.items()}
        days |= {found.starts[start][1]: found.starts[start][2].day for start in chosen}
        if all(
            RHYTHM.shortest * (b - a) <= days[b] - days[a] <= RHYTHM.longest * (b - a)
            for a, b in pairwise(sorted(days))
            if not {a, b} <= fixed.keys()
        ):
            yield chosen


@settings(max_examples=80)
@given(
    st.dictionaries(st.integers(1, 5), STARTS, max_size=4),
    st.dictionaries(st.integers(1, 5), st.integers(0, 13), max_size=1),
    st.lists(st.integers(-2, 6), min_size=16, max_size=16),
)
def test_the_best_chain_is_worth_what_the_best_of_all_chains_is(
    wanted: dict[int, set[tuple[int, int]]], fixed_on: dict[int, int], worth: list[int]
) -> None:
    """Whatever starts gain; sessions before the first and after the last may stay without a date."""
    fixed = {number: slot_of(day, 540) for number, day in fixed_on.items()}
    wanted = {number: starts for number, starts in wanted.items() if number not in fixed}
    starts = {number: slots_of(each) for number, each in wanted.items()}
    found = table([a_task("p", [*wanted], fixed=fixed)], {"p": starts}, AWAY)
    gains = np.array(worth[: len(found.starts)], dtype=np.int64)
    values, chosen = [], []
    for course in found.courses[0]:
        value, theirs = course.best(gains)
        assert value == sum(worth[start] for start in theirs)
        values.append(value)
        chosen += theirs
    every = list(chains(found, fixed))
    assert sum(values) == max(sum(worth[start] for start in chain) for chain in every)
    assert sorted(chosen) in every
    dates = {found.starts[start][1]: found.starts[start][2] for start in chosen}
    assert found.dates({0: chosen}) == {"p": dates}


@settings(max_examples=80)
@given(
    st.lists(
        st.tuples(PERSON, st.sampled_from(["eva", "fay"]), STARTS, STARTS, st.booleans()),
        min_size=1,
        max_size=3,
    ),
    st.lists(st.tuples(PERSON, st.integers(0, 13)), max_size=3),
    st.integers(1, 3),
    st.lists(st.integers(0, 5), min_size=99, max_size=99),
)
def test_claims_are_kept_where_nobody_is_in_two_places_and_no_week_is_full(
    pairs: list[tuple[str, str, set[tuple[int, int]], set[tuple[int, int]], bool]],
    others: list[tuple[str, int]],
    limit: int,
    prices: list[int],
) -> None:
    """Of one, two or three starts of different sessions; and what each costs at some prices."""
    load = Load(limit)
    for person, day in others:
        load.add([person], slot_of(day, 840), LENGTH)
    tasks, starts = [], {}
    for at, (mentor, mentee, first, second, stands) in enumerate(pairs):
        mine = dict(enumerate(map(slots_of, (first, second)), start=1))
        standing = {n: slots[0] for n, slots in mine.items() if stands and slots}
        tasks.append(a_task(f"p{at}", [1, 2], (mentor, mentee), standing=standing))
        starts[f"p{at}"] = mine
    found = table(tasks[::-1], starts, load)
    assert found.tasks == tuple(tasks)
    assert set(found.starts) == {
        (at, number, slot)
        for at, task in enumerate(tasks)
        for number, slots in starts[task.pair].items()
        for slot in slots
    }
    standing_in_all = sum(len(task.standing) for task in tasks)
    for (at, number, slot), gain in zip(found.starts, found.gains.tolist(), strict=True):
        stays = tasks[at].standing.get(number) == slot
        assert gain == 1 + standing_in_all + stays
    costs = found.charged(np.array(prices[: len(found.room)], dtype=np.int64))
    for start, cost in enumerate(costs.tolist()):
        on = found.claims[found.claim_starts == start]
        assert cost == sum(prices[claim] for claim in on)
    for size in (1, 2, 3):
        for chosen in combinations(range(min(7, len(found.starts))), size):
            if may_be_together(found, chosen):
                assert are_kept(found, chosen) is is_possible(found, chosen, load)


def may_be_together(found: Table, chosen: Sequence[int]) -> bool:
    """Whether they are of different sessions, and the rhythm of a pair leaves them: not on one day."""
    starts = [found.starts[start] for start in chosen]
    sessions = {(place, number) for place, number, _ in starts}
    days = {(place, slot.day) for place, _, slot in starts}
    return len(sessions) == len(days) == len(chosen)


def are_kept(found: Table, chosen: Sequence[int]) -> bool:
    """Whether no claim is overfilled."""
    claims, numbers = found.taken(chosen)
    return bool((numbers <= found.room[claims]).all())


def is_possible(found: Table, chosen: Sequence[int], load: Load) -> bool:
    """Whether people's calendars hold all of these."""
    weeks: Counter[tuple[str, int]] = Counter()
    spans: dict[str, list[int]] = {}
    for start in chosen:
        place, _, slot = found.starts[start]
        for person in found.tasks[place].people:
            weeks[person, slot.week] += 1
            spans.setdefault(person, []).append(slot.at)
    return all(n <= max(0, load.room([who], week)) for (who, week), n in weeks.items()) and all(
        abs(one - other) >= LENGTH
        for theirs in spans.values()
        for one, other in combinations(theirs, 2)
    )
