"""Calendars of people who are in several pairs, against plain lists of sessions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rmentor.planning.load import Load, Task, fits_fixed
from rmentor.planning.rhythm import Rhythm
from tests.planning.test_settled import LENGTH, MONDAY, RHYTHM, slot_of

PEOPLE = st.lists(st.sampled_from(["ada", "bea", "cleo"]), min_size=1, max_size=2, unique=True)
STARTS = st.tuples(st.integers(0, 9), st.sampled_from([540, 570, 600, 660]))
ENTRIES = st.lists(st.tuples(PEOPLE, STARTS, st.booleans()), max_size=6)


@given(ENTRIES, PEOPLE, STARTS, st.integers(1, 3))
def test_a_session_fits_where_nobody_is_taken_and_no_week_is_full(
    entries: list[tuple[list[str], tuple[int, int], bool]],
    people: list[str],
    start: tuple[int, int],
    limit: int,
) -> None:
    """Some entries are taken out again, which leaves no trace; sessions may follow at once."""
    load = Load(limit)
    for who, at, _ in entries:
        load.add(who, slot_of(*at), LENGTH)
    for who, at, stays in entries:
        if not stays:
            load.drop(who, slot_of(*at), LENGTH)
    there = [(who, slot_of(*at)) for who, at, stays in entries if stays]
    slot = slot_of(*start)
    mine = {who: [each for them, each in there if who in them] for who in people}
    fullest = max(sum(each.week == slot.week for each in found) for found in mine.values())
    is_taken = any(abs(each.at - slot.at) < LENGTH for found in mine.values() for each in found)
    assert load.room(people, slot.week) == limit - fullest
    assert load.is_free(people, slot, LENGTH) is (not is_taken and fullest < limit)
    days = sum(each.day == slot.day for found in mine.values() for each in found)
    weeks = sum(each.week == slot.week for found in mine.values() for each in found)
    assert load.crowding(people, slot.day) == (days, weeks)
    assert sorted(load.taken(people)) == sorted(
        (each.at, each.at + LENGTH) for found in mine.values() for each in found
    )


@given(
    st.dictionaries(st.integers(1, 6), st.integers(0, 60)), st.integers(1, 6), st.integers(0, 60)
)
def test_the_fixed_sessions_on_either_side_say_where_one_may_lie(
    fixed: dict[int, int], number: int, day: int
) -> None:
    """Only the nearest one on each side: those farther away were in rhythm with it already."""
    fixed = {each: at for each, at in fixed.items() if each != number}
    task = Task(
        "pair", ("ada",), Rhythm(7, 4, 10), {number: LENGTH},
        {each: slot_of(at, 540) for each, at in fixed.items()}, {}, {}, (), MONDAY,
    )  # fmt: skip
    near = [max((n for n in fixed if n < number), default=0), min((n for n in fixed if n > number), default=0)]  # fmt: skip
    fits = all(
        RHYTHM.shortest * abs(n - number)
        <= (day - fixed[n]) * (1 if n < number else -1)
        <= RHYTHM.longest * abs(n - number)
        for n in near
        if n
    )
    assert fits_fixed(task, number, slot_of(day, 540)) is fits
