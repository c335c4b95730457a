"""Which pairs keep all their dates, against plain loops over every two sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rmentor.model.windows import DAY_MINUTES
from rmentor.planning.load import Load, Task
from rmentor.planning.rhythm import Rhythm
from rmentor.planning.settled import unsettled
from rmentor.planning.slots import Slot

MONDAY = 7 * 100_000 + 1
LENGTH = 60
RHYTHM = Rhythm(7, 4, 10)
Session = tuple[int, int, bool]
"""Day after ``MONDAY``, minute of that day, and whether it is fixed."""

SESSIONS = st.tuples(st.integers(0, 20), st.sampled_from([540, 570, 599, 600, 660]), st.booleans())
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["ada", "bea"]),
        st.sampled_from(["eva", "fay"]),
        st.lists(SESSIONS, max_size=3),
    ),
    min_size=1,
    max_size=3,
)


def slot_of(day: int, minute: int) -> Slot:
    """A start in a zone whose clocks show UTC."""
    return Slot((MONDAY + day) * DAY_MINUTES + minute, MONDAY + day, minute)


def task_of(pair: str, people: tuple[str, str], sessions: Sequence[Session], wanted: int) -> Task:
    """A pair with these sessions, numbered from 1, and so many that have no date."""
    known = list(enumerate(sessions, start=1))
    undated = range(len(known) + 1, len(known) + 1 + wanted)
    standing = {number: slot_of(*each[:2]) for number, each in known if not each[2]}
    return Task(
        pair=pair,
        people=people,
        rhythm=RHYTHM,
        minutes=dict.fromkeys([*standing, *undated], LENGTH),
        fixed={number: slot_of(*each[:2]) for number, each in known if each[2]},
        standing=standing,
        not_before={},
        free=(),
        origin=MONDAY,
    )


def faults(tasks: Sequence[Task], limit: int) -> Iterator[str]:
    """Pairs of which some session that is not fixed may not stay, one rule after the other."""
    every = [
        (task, number, slot, slots is task.fixed)
        for task in tasks
        for slots in (task.fixed, task.standing)
        for number, slot in slots.items()
    ]
    for task in tasks:
        if task.minutes.keys() - task.standing.keys():
            yield task.pair
        mine = sorted((n, slot, is_fixed) for other, n, slot, is_fixed in every if other is task)
        for one, other in pairwise(mine):
            days, steps = other[1].day - one[1].day, other[0] - one[0]
            in_rhythm = steps * RHYTHM.shortest <= days <= steps * RHYTHM.longest
            if not (one[2] and other[2]) and not in_rhythm:
                yield task.pair
    for one, other in combinations(every, 2):
        shared = {*one[0].people} & {*other[0].people}
        if shared and abs(one[2].at - other[2].at) < LENGTH:
            yield from (each[0].pair for each in (one, other) if not each[3])
    for task, _, slot, is_fixed in every:
        for person in task.people:
            there = [
                each for each in every if person in each[0].people and each[2].week == slot.week
            ]
            if len(there) > limit and not is_fixed:
                yield task.pair


@settings(max_examples=150)
@given(PAIRS, st.integers(1, 3), st.integers(0, 5))
@example([("ada", "eva", [(0, 540, False)]), ("ada", "fay", [(0, 600, False)])], 2, 0)
@example([("ada", "eva", [(0, 540, False)]), ("ada", "fay", [(0, 599, False)])], 2, 0)
@example([("ada", "eva", [(0, 540, False)]), ("ada", "fay", [(1, 600, True)])], 1, 0)
@example([("ada", "eva", [(0, 540, True), (7, 540, False), (17, 540, False)])], 1, 0)
@example([("ada", "eva", [(0, 540, True), (11, 540, False)])], 1, 0)
def test_a_pair_is_left_alone_if_all_its_sessions_may_stay(
    pairs: list[tuple[str, str, list[Session]]], limit: int, undated: int
) -> None:
    """Dates for all, in rhythm, nobody in two places, no week too full; what is fixed never moves."""
    tasks = [
        task_of(f"pair-{at}", (mentor, mentee), sessions, wanted=int(undated == at + 1))
        for at, (mentor, mentee, sessions) in enumerate(pairs)
    ]
    load = Load(limit)
    for task in tasks:
        for slot in task.fixed.values():
            load.add(task.people, slot, LENGTH)
    found = unsettled(tasks, load)
    expected = set(faults(tasks, limit))
    assert [task.pair for task in found] == [t.pair for t in tasks if t.pair in expected]
