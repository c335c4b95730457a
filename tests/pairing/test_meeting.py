"""When two people can meet: the week is a ring, and time zones shift it."""

from __future__ import annotations

from hypothesis import example, given
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


# Bounds at the ends of the week, so that windows often touch over them.
BOUNDS = st.sampled_from([0, 20, 60, 90, 5000, 5060, 9990, WEEK_MINUTES - 30, WEEK_MINUTES])
AT_THE_ENDS = st.lists(
    st.tuples(BOUNDS, BOUNDS).filter(lambda two: two[0] < two[1]).map(lambda two: Window(*two)),
    max_size=5,
).map(joined)


@given(AT_THE_ENDS, st.sampled_from([1, 20, 30, 50, 51, 60, 90, 91, 120, 180, WEEK_MINUTES]))
@example((Window(0, 20), Window(5000, 5060), Window(WEEK_MINUTES - 30, WEEK_MINUTES)), 50)
@example((Window(0, 20), Window(5000, 5060), Window(WEEK_MINUTES - 30, WEEK_MINUTES)), 51)
def test_a_stay_goes_on_over_the_end_of_the_week(free: tuple[Window, ...], minutes: int) -> None:
    """Sunday's last window and Monday's first are one; minute by minute around the ring."""
    mine = minutes_of(free)

    def goes_on(minute: int, step: int) -> int:
        gone = 0
        while gone < WEEK_MINUTES and (minute + step * (gone + 1)) % WEEK_MINUTES in mine:
            gone += 1
        return gone

    stays = [
        window
        for window in free
        if min(1 + goes_on(window.start, 1) + goes_on(window.start, -1), WEEK_MINUTES) >= minutes
    ]
    assert list(long_enough(free, minutes)) == stays
    after: dict[int, int] = {}
    for minute in sorted(mine, reverse=True):
        after[minute] = 1 + after.get(minute + 1, 0)
    around = after.get(0, 0)
    starts = {
        minute
        for minute, left in after.items()
        if left + (around if minute + left == WEEK_MINUTES else 0) >= minutes
    }
    assert minutes_of(start_minutes(free, minutes)) == starts


def test_a_whole_week_is_free_all_round() -> None:
    """A session may start at any minute of it."""
    assert start_minutes((Window(0, WEEK_MINUTES),), 90) == (Window(0, WEEK_MINUTES),)


def test_windows_that_touch_over_the_end_of_the_week_are_one() -> None:
    """Sunday 23:00 to Monday 01:00 has room for 90 minutes."""
    free = (MONDAY_MORNING, SUNDAY_NIGHT)
    people = (a_mentor(availability=free), a_mentee(availability=free))
    # In their own zone, where midnight lies between the two windows, and an hour beside it.
    for zone in ("UTC", "Europe/Paris"):
        assert explain(a_program(*people, timezone=zone), "mia", "eva").is_feasible


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
