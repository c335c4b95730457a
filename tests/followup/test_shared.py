"""Who takes part in two programs at once, and sessions of theirs at one time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.shared import clashes, shared_people, sharing_may_be_told
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session
from tests.builders import a_person, a_program

TODAY = date(2027, 3, 1)
ZONES = ("Europe/Paris", "America/Montreal", "Asia/Kolkata")
WHO = ("ana", "ben", "eva", "flo")


def _program(
    *people: Participant,
    first: str | None = "2027-01-11",
    last: str | None = "2027-07-02",
    **fields: object,
) -> Program:
    return a_program(
        *people,
        start=date.fromisoformat(first) if first else None,
        end=date.fromisoformat(last) if last else None,
        **fields,
    )


def _at(mail: str, person: str = "ana", **fields: object) -> Participant:
    return a_person(person, email=mail, **fields)


def _emails(programs: Mapping[str, Program], today: date | None = TODAY) -> list[str]:
    return [each.email for each in shared_people(programs, today)]


def test_people_are_known_by_their_address_however_it_is_written() -> None:
    """Ids are a program's own; capitals in an address mean nothing."""
    one, other = _program(_at("Ana@Example.org")), _program(_at("ana@example.ORG", "a-n"))
    (found,) = shared_people({"lyon": one, "paris": other}, TODAY)
    assert found.email == "ana@example.org"
    assert found.places == (("lyon", "ana"), ("paris", "a-n"))


def test_nobody_is_shared_who_does_not_take_part_or_whose_programs_do_not_meet() -> None:
    """Who left, who has no address, who took part last year."""
    here = _program(_at("ana@x.org"), a_person("ben"))
    assert _emails({"a": here, "b": _program(_at("ana@x.org", status="left"))}) == []
    assert _emails({"a": here, "b": _program(a_person("ben"))}) == []
    assert _emails({"a": here, "b": _program(_at("ana@x.org"), last="2027-01-10", first="2026-01-01")}) == []  # fmt: skip
    assert _emails({"a": here, "b": _program(_at("ana@x.org"), first="2027-07-03", last="2027-12-01")}) == []  # fmt: skip
    assert _emails({"a": here, "b": _program(_at("ana@x.org"), first="2027-07-02", last="2027-12-01")}) == ["ana@x.org"]  # fmt: skip
    assert _emails({"a": here, "b": _program(_at("ana@x.org"), first=None, last=None)}) == ["ana@x.org"]  # fmt: skip


def test_twice_in_one_program_is_not_two_programs() -> None:
    """Two entries with one address are that program's business."""
    assert _emails({"a": _program(_at("ana@x.org"), _at("ana@x.org", "ben"))}) == []


_PEOPLE = st.lists(
    st.tuples(st.sampled_from(WHO), st.sampled_from(("active", "paused", "left"))),
    max_size=4,
    unique_by=lambda each: each[0],
)
_SPANS = st.tuples(st.integers(0, 12), st.integers(0, 8))


@settings(max_examples=60)
@given(st.lists(st.tuples(_PEOPLE, _SPANS), max_size=4), st.integers(0, 20))
def test_shared_is_who_is_in_two_programs_that_are_open_and_meet(
    made: list[tuple[list[tuple[str, str]], tuple[int, int]]], week: int
) -> None:
    """Once more, day by day: two programs meet if some day lies in both."""
    begin = date(2027, 1, 4)
    weeks = timedelta(weeks=1)
    today = begin + week * weeks
    programs, days, active = {}, {}, {}
    for number, (people, (start, length)) in enumerate(made):
        first, last = begin + start * weeks, begin + (start + length) * weeks
        programs[f"p{number}"] = _program(
            *(_at(f"{who}@x.org", who, status=status) for who, status in people),
            first=str(first),
            last=str(last),
        )
        days[f"p{number}"] = {first + timedelta(n) for n in range((last - first).days + 1)}
        active[f"p{number}"] = {who for who, status in people if status == "active"}
    expected = {}
    for who in WHO:
        mine = [each for each in programs if who in active[each] and max(days[each]) >= today]
        both = [one for one in mine if any(one != two and days[one] & days[two] for two in mine)]
        if both:
            expected[f"{who}@x.org"] = tuple((each, who) for each in sorted(both))
    assert {each.email: each.places for each in shared_people(programs, today)} == expected


def _with_sessions(zone: str, *starts: datetime, minutes: int = 60, **fields: object) -> Program:
    """Ana and Ben meet at these local times."""
    pair = Pair("ana--ben", "ana", ("ben",))
    sessions = tuple(
        Session("ana--ben", number, start=start, minutes=minutes, topic="linkedin", **fields)  # type: ignore[arg-type]
        for number, start in enumerate(starts, 1)
    )
    return replace(
        _program(_at("ana@x.org"), _at("ben@x.org", "ben"), timezone=zone, pairs=(pair,)),
        plan=Plan(sessions),
    )


_MINUTES = st.integers(0, 60 * 24 * 16).map(lambda n: n - n % 15)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ZONES), st.lists(_MINUTES, max_size=4), st.sampled_from((30, 90))
        ),
        min_size=2,
        max_size=3,
    )
)
def test_sessions_clash_that_share_a_minute_wherever_they_are(
    made: list[tuple[str, list[int], int]],
) -> None:
    """Once more, minute by minute in UTC, in the weeks in which clocks change here and there."""
    begin = datetime(2027, 3, 10)  # noqa: DTZ001 - local times, as plans have them
    programs = {}
    minutes = {}
    for number, (zone, starts, length) in enumerate(made):
        local = [begin + timedelta(minutes=start) for start in starts]
        programs[f"p{number}"] = _with_sessions(zone, *local, minutes=length)
        for session, start in enumerate(local, 1):
            there = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            minutes[f"p{number}", session] = {there + timedelta(minutes=n) for n in range(length)}
    expected = {
        frozenset((one, two)): max(min(minutes[one]), min(minutes[two]))
        for one in minutes
        for two in minutes
        if one[0] < two[0] and minutes[one] & minutes[two]
    }
    found = clashes(programs, shared_people(programs, TODAY), TODAY)
    assert {
        frozenset((folder, session.session) for folder, session in each.sessions): each.start
        for each in found
    } == expected
    assert all(each.emails == ("ana@x.org", "ben@x.org") for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_sessions_in_two_zones_clash_by_the_world_s_clock() -> None:
    """Noon in Paris is six in Montréal, and seven for the weeks in which only one has changed its clocks."""
    paris = _with_sessions("Europe/Paris", datetime(2027, 3, 16, 12), datetime(2027, 4, 6, 12))  # noqa: DTZ001
    other = _with_sessions("America/Montreal", datetime(2027, 3, 16, 7), datetime(2027, 4, 6, 7))  # noqa: DTZ001
    programs = {"mtl": other, "paris": paris}
    (found,) = clashes(programs, shared_people(programs, TODAY), TODAY)
    assert found.start == datetime(2027, 3, 16, 11, tzinfo=UTC)
    assert [(folder, each.session) for folder, each in found.sessions] == [("mtl", 1), ("paris", 1)]


@pytest.mark.parametrize(
    ("state", "today", "count"),
    [("planned", TODAY, 1), ("planned", None, 1), ("held", TODAY, 0), ("planned", date(2027, 3, 17), 0)],
)  # fmt: skip
def test_only_sessions_to_come_clash(state: str, today: date | None, count: int) -> None:
    """What is held or over needs nobody to move it."""
    at = datetime(2027, 3, 16, 12)  # noqa: DTZ001
    one = _with_sessions("Europe/Paris", at)
    programs = {"a": one, "b": _with_sessions("Europe/Paris", at, state=state)}
    assert len(clashes(programs, shared_people(programs, today), today)) == count


def test_somebody_entered_twice_is_named_once() -> None:
    """Both of a pair with one address, which happens with assistants' mailboxes."""
    at = datetime(2027, 3, 16, 12)  # noqa: DTZ001
    one = _with_sessions("Europe/Paris", at)
    twice = tuple(replace(each, email="ana@x.org") for each in one.participants)
    programs = {"a": replace(one, participants=twice), "b": one}
    (found,) = clashes(programs, shared_people(programs, TODAY), TODAY)
    assert found.emails == ("ana@x.org",)


@pytest.mark.parametrize(
    ("both", "here", "there", "told"),
    [(5, 5, 5, True), (5, 0, 0, True), (4, 9, 9, False), (9, 4, 9, False), (9, 9, 1, False), (0, 9, 9, True)],
)  # fmt: skip
def test_how_many_are_shared_is_told_where_neither_they_nor_the_rest_are_few(
    both: int, here: int, there: int, told: bool
) -> None:
    """Who reads “34 of 36 take part elsewhere” reads a figure about two."""

    def made(own: int, name: str) -> Program:
        people = [_at(f"s{n}@x.org", f"s{n}") for n in range(both)]
        people += [_at(f"{name}{n}@x.org", f"{name}{n}") for n in range(own)]
        return _program(*people, smallest_group=5)

    programs = {"a": made(here, "a"), "b": made(there, "b"), "c": _program(smallest_group=50)}
    assert sharing_may_be_told(programs, shared_people(programs, TODAY)) is told
