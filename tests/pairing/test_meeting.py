"""When two people can meet: the week is a ring, and time zones shift it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rmentor.model.windows import DAY_MINUTES, WEEK_MINUTES, Window, common, joined
from rmentor.pairing.explain import explain
from rmentor.pairing.meeting import long_enough, start_minutes
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing.oracle import longest_stretch
from tests.strategies import windows

SUNDAY_NIGHT = Window(WEEK_MINUTES - 60, WEEK_MINUTES)
MONDAY_MORNING = Window(0, 60)


def minutes_of(found: tuple[Window, ...]) -> set[int]:
    """Minutes of the week in these windows."""
    return {minute for window in found for minute in range(window.start, window.end)}


@given(windows(), windows(), st.sampled_from([1, 30, 60, 90, 240, WEEK_MINUTES, WEEK_MINUTES + 1]))
def test_two_can_meet_where_their_starts_meet(
    mine: tuple[Window, ...], theirs: tuple[Window, ...], minutes: int
) -> None:
    """Common starts, common windows and minutes counted one by one agree."""
    longest = longest_stretch(minutes_of(mine) & minutes_of(theirs))
    starts = common(start_minutes(mine, minutes), start_minutes(theirs, minutes))
    assert bool(starts) is (longest >= minutes)
    assert bool(long_enough(common(mine, theirs), minutes)) is (longest >= minutes)


def test_a_whole_week_is_free_all_round() -> None:
    """A session may start at any minute of it."""
    assert start_minutes((Window(0, WEEK_MINUTES),), 90) == (Window(0, WEEK_MINUTES),)


def test_windows_that_touch_over_the_end_of_the_week_are_one() -> None:
    """Sunday 23:00 to Monday 01:00 has room for 90 minutes."""
    free = (MONDAY_MORNING, SUNDAY_NIGHT)
    program = a_program(a_mentor(availability=free), a_mentee(availability=free))
    assert explain(program, "mia", "eva").is_feasible


def test_a_window_that_is_too_short_forbids_and_touching_ones_do_not() -> None:
    """Windows that touch are one, of the person, however they were written."""
    short = (Window(720, 780),)
    touching = (Window(720, 780), Window(780, 840))
    for theirs, feasible in ((short, False), (touching, True)):
        program = a_program(a_mentor(availability=touching), a_mentee(availability=theirs))
        assert explain(program, "mia", "eva").is_feasible is feasible


def test_zones_are_compared_in_the_week_that_the_program_begins() -> None:
    """Tuesday noon in Paris is six in the morning in New York in January."""
    noon = joined([Window(DAY_MINUTES + 720, DAY_MINUTES + 840)])
    early = joined([Window(DAY_MINUTES + 360, DAY_MINUTES + 480)])
    mentor = a_mentor(timezone="Europe/Paris", availability=noon)
    for hours, feasible in ((noon, False), (early, True)):
        mentee = a_mentee(timezone="America/New_York", availability=hours)
        assert explain(a_program(mentor, mentee), "mia", "eva").is_feasible is feasible
