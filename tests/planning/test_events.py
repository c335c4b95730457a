"""Events for many: no time would bring more together, and sessions find their place around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.events import Event, PlannedEvent
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Plan
from rmentor.model.windows import Span, Window
from rmentor.planning.attendance import Attendance, attendances
from rmentor.planning.plan import plan
from tests.builders import a_mentee, a_mentor, a_program
from tests.planning import event_oracle as oracle
from tests.planning.checker import violations
from tests.planning.couples import START, a_pair, at, changed, planned_program, starts
from tests.planning.strategies import programs

DAY = timedelta(days=1)


def an_event(event: str = "kickoff", **fields: object) -> Event:
    """Make an event of an hour for everybody."""
    known: dict[str, object] = {
        "title": event.title(),
        "kind": event if event in ("kickoff", "training", "circle", "review") else "workshop",
        "audience": ("all",),
        "minutes": 60,
    }
    return Event(event, **{**known, **fields})  # type: ignore[arg-type]


def with_events(program: Program, *events: Event) -> Program:
    """Give a program events."""
    return replace(program, framework=replace(program.framework, events=events))


def a_crowd(**fields: object) -> Program:
    """Make a program of three mentors and three mentees who gave no windows."""
    people = [a_mentor(f"m{i}", timezone="Europe/Paris") for i in range(3)]
    people += [a_mentee(f"e{i}", timezone="Europe/Paris") for i in range(3)]
    known: dict[str, object] = {"start": START, "end": date(2027, 7, 2)}
    return a_program(*people, **{**known, **fields})


def dates(made: Plan) -> list[str]:
    """Starts of all events that are not called off, as people read them."""
    return [f"{e.key} {e.start:%a %d/%m %H:%M}" for e in made.events if e.state != "cancelled"]


def who(program: Program, made: Plan) -> Mapping[str, Attendance]:
    """Who comes to which event of a plan."""
    return attendances(program, made)


@st.composite
def programs_with_events(draw: st.DrawFn) -> tuple[Program, tuple[Event, ...]]:
    """A program with a kick-off, and perhaps something later on a day or in a rhythm of its own."""
    program = draw(programs())
    program = replace(
        program,
        country=draw(st.sampled_from((None, "FR", "US"))),
        participants=tuple(replace(p, status="active") for p in program.participants),
    )
    everybody = st.sampled_from((("all",), ("mentors",), ("mentees",), ("p0", "p1")))
    lengths = st.sampled_from((30, 60, 120))
    events = (
        an_event(audience=draw(everybody), minutes=draw(lengths)),
        an_event(
            "circle",
            audience=draw(everybody),
            minutes=draw(lengths),
            every_days=draw(st.one_of(st.none(), st.integers(7, 40))),
        ),
    )
    return with_events(program, *events), events


@settings(max_examples=40)
@given(programs_with_events())
def test_no_time_would_bring_more_people_together(drawn: tuple[Program, tuple[Event, ...]]) -> None:
    """Trying every half hour of the first week finds none at which more could come to the kick-off."""
    program, (kickoff, _) = drawn
    made = plan(with_events(program, kickoff))
    assert program.start is not None
    assert program.end is not None
    days = [program.start + n * DAY for n in range((program.end - program.start).days + 1)]
    first = next((day for day in days if oracle.is_open(program, day)), program.start)
    last = min(program.end, first + 6 * DAY)
    found = list(oracle.chances(program, kickoff, first, last))
    most = max(((c.able, c.present) for c in found), default=(0, 0))
    people = len(oracle.invited(program, kickoff))
    if made.events:
        (planned,) = made.events
        there = who(program, made)["kickoff/1"]
        counts = (len(there.present) + len(there.asked), len(there.present))
        assert counts == most
        assert (planned.start, *counts) in {(c.start, c.able, c.present) for c in found}
        assert 2 * most[0] >= people
        assert len(there.coming) + len(there.absent) == people
    else:
        assert 2 * most[0] < people or not people
        (unplaced,) = made.unplaced_events
        beyond = replace(program, end=program.end + 70 * DAY)
        for start in unplaced.nearest:
            able = {
                c.start: c.able
                for c in oracle.chances(beyond, kickoff, start.date(), start.date() + DAY)
            }
            assert 2 * able[start] >= people
            assert not first <= start.date() <= last


@settings(max_examples=50)
@given(programs_with_events())
def test_nobody_is_in_two_places_at_once(drawn: tuple[Program, tuple[Event, ...]]) -> None:
    """Sessions keep every rule beside the events, and nobody who comes to one has a session then."""
    program, _ = drawn
    made = plan(program)
    assert not violations(program, made)
    zone = ZoneInfo(program.timezone)
    pairs = {pair.id: pair for pair in program.pairs}

    def span(start: datetime, minutes: int) -> tuple[datetime, datetime]:
        begin = start.replace(tzinfo=zone).astimezone(UTC)
        return begin, begin + timedelta(minutes=minutes)

    taken = [
        (person, span(each.planned.start, each.planned.minutes))
        for each in who(program, made).values()
        for person in each.coming
    ]
    sessions = [
        (person, span(session.start, session.minutes))
        for session in made.sessions
        for person in pairs[session.pair].people
    ]
    for i, (person, (begin, end)) in enumerate(taken):
        for other, (start, stop) in taken[:i] + sessions:
            assert person != other or end <= start or stop <= begin
    for planned in made.events:
        assert oracle.is_open(program, planned.start.date())


@settings(max_examples=40)
@given(programs_with_events(), st.data())
def test_planning_again_moves_no_event_without_need(
    drawn: tuple[Program, tuple[Event, ...]], data: st.DataObject
) -> None:
    """Twice is once; an absence moves an event only where it leaves less than half."""
    program, _ = drawn
    made = plan(program)
    assert plan(replace(program, plan=made)) == made
    person = data.draw(st.sampled_from(program.participants))
    assert program.start is not None
    first = program.start + timedelta(days=data.draw(st.integers(0, 30)))
    away = (*person.away, Span(first, first + timedelta(days=data.draw(st.integers(0, 9)))))
    after = replace(changed(person.id, program, away=away), plan=made)
    again = plan(after)
    now = {each.key: each for each in again.events}
    there = who(after, made)
    for planned in made.events:
        coming, absent = len(there[planned.key].coming), len(there[planned.key].absent)
        if coming and coming >= absent:
            assert now[planned.key] == planned
        else:
            moved = replace(now[planned.key], sequence=planned.sequence) != planned
            assert now[planned.key].sequence == planned.sequence + moved
    assert plan(replace(after, plan=again)) == again


@settings(max_examples=40)
@given(programs_with_events())
def test_waiting_for_a_kickoff_costs_no_session(
    drawn: tuple[Program, tuple[Event, ...]],
) -> None:
    """First sessions come on a later day; where that would leave one without a date, they do not."""
    program, (kickoff, circle) = drawn
    waits, free = (
        plan(with_events(program, replace(kickoff, before=before), circle)) for before in (1, 0)
    )
    assert len(waits.unplaced) <= len(free.unplaced)
    if waits.unplaced:
        return
    there = {
        person: each.planned.start.date()
        for each in who(program, waits).values()
        if each.planned.event == "kickoff"
        for person in each.coming
    }
    pairs = {pair.id: pair for pair in program.pairs}
    early = [
        session
        for session in waits.sessions
        for person in pairs[session.pair].people
        if session.start.date() <= there.get(person, date.min)
    ]
    if early:
        first = {person: day + DAY for person, day in there.items()}
        since = tuple(
            replace(pair, since=max((first[p] for p in pair.people if p in first), default=None))
            for pair in program.pairs
        )
        later = plan(with_events(replace(program, pairs=since), replace(kickoff, before=0), circle))
        assert later.unplaced


def test_a_year_of_events_falls_where_people_expect_it() -> None:
    """A kick-off in the first days, a training soon after, a circle every month, a review at the end."""
    program = with_events(
        a_crowd(),
        an_event(minutes=90),
        an_event("training", audience=("mentors",), minutes=120),
        an_event("circle", audience=("mentors",), every_days=28),
        an_event("review"),
    )
    made = plan(program)
    assert dates(made) == [
        "circle/1 Mon 25/01 09:00",
        "circle/2 Mon 22/02 09:00",
        "circle/3 Mon 22/03 09:00",
        "circle/4 Mon 19/04 09:00",
        "circle/5 Mon 17/05 09:00",
        "circle/6 Mon 14/06 09:00",
        "kickoff/1 Mon 11/01 09:00",
        "review/1 Fri 02/07 09:00",
        "training/1 Mon 11/01 10:30",
    ]
    there = who(program, made)
    assert there["training/1"].present == ("m0", "m1", "m2")
    assert len(there["kickoff/1"].present) == 6
    assert made.unplaced_events == ()


def test_a_day_and_time_that_somebody_chose_are_kept() -> None:
    """Outside everybody's windows, too: they are asked, and only those who are away are missing."""
    program = planned_program(
        framework=Framework(events=(an_event(day=date(2027, 1, 13), minute=600),))
    )
    made = plan(program)
    assert dates(made) == ["kickoff/1 Wed 13/01 10:00"]
    assert who(program, made)["kickoff/1"].asked == ("eva", "mia")
    away = changed("eva", program, away=(Span(date(2027, 1, 13), date(2027, 1, 13)),))
    there = who(away, plan(away))["kickoff/1"]
    assert (there.asked, there.absent) == (("mia",), ("eva",))
    assert plan(away).events == made.events


def test_a_day_that_somebody_chose_is_kept_and_its_time_found() -> None:
    """At the time of that day at which most can come."""
    event = an_event(day=date(2027, 1, 14))
    program = planned_program(framework=Framework(events=(event,)))
    assert dates(plan(program)) == ["kickoff/1 Thu 14/01 17:00"]


def test_a_rhythm_that_somebody_began_goes_on_but_for_holidays() -> None:
    """Easter Monday is nobody's day for a circle; the next open day nearby is."""
    event = an_event("circle", day=date(2027, 3, 15), minute=840, every_days=14, times=3)
    program = with_events(a_crowd(country="FR"), event)
    program = replace(
        program, participants=tuple(replace(p, country="FR") for p in program.participants)
    )
    assert dates(plan(program)) == [
        "circle/1 Mon 15/03 14:00",
        "circle/2 Tue 30/03 14:00",
        "circle/3 Mon 12/04 14:00",
    ]


def test_closed_weeks_and_absences_move_a_circle_and_not_the_others() -> None:
    """The month with a closed week has its circle a week sooner or later."""
    program = with_events(
        a_crowd(closed=(Span(date(2027, 3, 22), date(2027, 3, 26)),)),
        an_event("circle", audience=("mentors",), every_days=28),
    )
    made = plan(program)
    assert dates(made)[1:4] == [
        "circle/2 Mon 22/02 09:00",
        "circle/3 Fri 19/03 09:00",
        "circle/4 Mon 19/04 09:00",
    ]


def test_an_event_that_too_few_could_come_to_says_so_and_names_other_days() -> None:
    """The reason has the figures of the best time there is."""
    away = (Span(date(2027, 1, 11), date(2027, 1, 22)),)
    program = with_events(a_crowd(), an_event())
    for person in ("m0", "m1", "e0", "e1"):
        program = changed(person, program, away=away)
    made = plan(program)
    assert made.events == ()
    (unplaced,) = made.unplaced_events
    assert unplaced.reason == (
        "less than half could come from 11 January 2027 to 17 January 2027:"
        " at most 2 of 6 (Monday 11 January 2027, 09:00)"
    )
    assert unplaced.nearest == tuple(at(f"2027-01-{day} 09:00") for day in (25, 26, 27))


@pytest.mark.parametrize(
    ("fields", "event", "reason"),
    [
        ({"participants": ()}, an_event(), "nobody is invited yet"),
        (
            {"closed": (Span(START, START + 6 * DAY),), "end": START + 6 * DAY},
            an_event(),
            "no open day from 11 January 2027 to 17 January 2027: public holidays or closed weeks",
        ),
        (
            {"end": START + 29 * DAY},
            an_event("circle", every_days=14, times=4, day=START),
            "the program ends on 9 February 2027, before this event is due",
        ),
        (
            {"participants": (a_mentor(away=(Span(START, START + 6 * DAY),)),)},
            an_event(),
            "nobody who is invited could come from 11 January 2027 to 17 January 2027",
        ),
    ],
)
def test_an_event_without_a_date_has_its_reason(
    fields: dict[str, object], event: Event, reason: str
) -> None:
    """Nobody, no open day, no time left, nobody free."""
    made = plan(with_events(replace(a_crowd(), **fields), event))  # type: ignore[arg-type]
    assert made.unplaced_events[-1].reason == reason


def test_a_first_session_comes_after_the_kickoff_and_the_training_of_its_mentor() -> None:
    """The pair's first session waits; who learns with an untrained mentor waits as well."""
    training = an_event("training", audience=("mentors",), day=date(2027, 1, 19), minute=720)
    program = planned_program(framework=Framework(events=(training,)))
    made = plan(program)
    assert starts(made)[0] == "Thu 21/01 17:00"
    assert not made.unplaced
    unheld = plan(replace(program, framework=Framework(events=(replace(training, before=0),))))
    assert starts(unheld)[0] == "Tue 12/01 12:00"


def test_sessions_that_stand_do_not_wait_for_a_new_event() -> None:
    """Somebody adds a training later: dates that people have stay, but the one that it takes."""
    program = planned_program()
    made = plan(program)
    training = an_event("training", audience=("mentors",), day=date(2027, 1, 26), minute=720)
    again = plan(replace(with_events(program, training), plan=made))
    assert [s for s in again.sessions if s.session != 2] == [
        s for s in made.sessions if s.session != 2
    ]
    assert again.sessions[1].start != made.sessions[1].start
    assert again.sessions[1].sequence == 1


def test_a_workshop_before_a_later_session_lies_before_it() -> None:
    """``before: 3`` holds the third session and those after it, and no earlier one."""
    workshop = an_event("workshop", before=3, minutes=120)
    program = planned_program(framework=Framework(events=(workshop,)))
    made = plan(program)
    (planned,) = made.events
    days = [session.start.date() for session in made.sessions]
    assert days[0] < planned.start.date() < days[2]
    assert date(2027, 1, 25) <= planned.start.date() < date(2027, 2, 8)


def test_an_event_is_no_session_of_the_week() -> None:
    """With one session a week, the week of the circle still has its session."""
    circle = an_event("circle", day=date(2027, 1, 12), minute=720, every_days=7)
    program = planned_program(
        max_per_week=1, framework=Framework(every_days=7, slack_days=2, events=(circle,))
    )
    made = plan(program)
    assert len([s for s in made.sessions if s.state == "planned"]) == 6
    assert not violations(program, made)


def test_a_session_that_an_event_leaves_no_time_for_says_so() -> None:
    """The reason counts the event among what takes the windows."""
    day = an_event("review", day=date(2027, 1, 12), minute=720, minutes=120)
    program = planned_program(end=date(2027, 1, 13), framework=Framework(sessions=1, events=(day,)))
    (unplaced,) = plan(program).unplaced
    assert unplaced.reason.endswith("(events for many: 1)")


def test_an_event_that_is_gone_is_called_off_and_one_called_off_stays_so() -> None:
    """Calendars hear of it; a time that somebody called off in plan.yaml is not planned again."""
    circle = an_event("circle", audience=("mentors",), every_days=28)
    program = with_events(a_crowd(), circle)
    made = plan(program)
    gone = plan(replace(with_events(program), plan=made))
    assert {(e.state, e.sequence) for e in gone.events} == {("cancelled", 1)}
    assert plan(replace(with_events(program), plan=gone)) == gone
    off = replace(made.events[1], state="cancelled", sequence=1)
    edited = replace(made, events=(made.events[0], off, *made.events[2:]))
    assert plan(replace(program, plan=edited)) == edited
    fewer = plan(replace(with_events(program, replace(circle, times=2)), plan=made))
    assert [e.state for e in fewer.events] == ["planned"] * 2 + ["cancelled"] * 4


def test_an_event_that_loses_its_date_is_cancelled_and_may_come_back() -> None:
    """Calendars hear that it is off, and later that it is on again."""
    program = with_events(a_crowd(end=START + 4 * DAY), an_event())
    made = plan(program)
    closed = replace(program, closed=(Span(START, START + 4 * DAY),))
    lost = plan(replace(closed, plan=made))
    assert lost.events == (replace(made.events[0], state="cancelled", sequence=1),)
    assert len(lost.unplaced_events) == 1
    assert plan(replace(closed, plan=lost)) == lost
    assert plan(replace(program, plan=lost)).events == (replace(made.events[0], sequence=2),)


def test_a_new_day_or_length_moves_an_event_and_a_place_does_not() -> None:
    """The sequence grows with time and length; the room that somebody wrote down stays."""
    event = an_event(day=START, minute=600)
    program = with_events(a_crowd(), event)
    made = plan(program)
    later = plan(replace(with_events(program, replace(event, day=START + DAY)), plan=made))
    assert [(e.start, e.sequence) for e in later.events] == [(at("2027-01-12 10:00"), 1)]
    longer = plan(replace(with_events(program, replace(event, minutes=90)), plan=made))
    assert [(e.minutes, e.sequence) for e in longer.events] == [(90, 1)]
    booked = replace(made, events=(replace(made.events[0], place="Room 12"),))
    assert plan(replace(program, plan=booked)) == booked
    placed = plan(replace(with_events(program, replace(event, place="Agora")), plan=booked))
    assert [(e.place, e.sequence) for e in placed.events] == [("Agora", 0)]


def test_nothing_is_planned_back_into_the_past() -> None:
    """What is over stays; times of a circle that never were are passed over without a word."""
    program = with_events(
        a_crowd(), an_event(), an_event("circle", every_days=28, audience=("mentors",))
    )
    made = plan(program, since=date(2027, 3, 1))
    assert dates(made)[0] == "circle/3 Mon 22/03 09:00"
    assert [each.reason for each in made.unplaced_events] == [
        "its days are over; the last was 17 January 2027"
    ]
    stood = plan(program)
    assert plan(replace(program, plan=stood), since=date(2027, 3, 1)).events == stood.events
    held = replace(stood, events=(replace(stood.events[0], state="held"), *stood.events[1:]))
    assert plan(replace(program, plan=held), since=date(2027, 3, 1)) == held


def test_of_two_events_at_once_people_come_to_the_earlier() -> None:
    """And the other one says who is missing."""
    program = with_events(
        a_crowd(),
        an_event("kickoff", day=START, minute=600, minutes=120),
        an_event("training", day=START, minute=660, audience=("mentors",)),
    )
    there = who(program, plan(program))
    assert len(there["kickoff/1"].coming) == 6
    assert there["training/1"].absent == ("m0", "m1", "m2")


def test_who_is_invited_follows_from_the_pairs() -> None:
    """Somebody who may do both and learns in a pair is a mentee; without a pair, both."""
    both = [a_mentor(name, role="both", timezone="Europe/Paris") for name in ("ada", "bea", "cleo")]
    program = a_program(
        *both,
        a_mentee("dora", volunteer=False),
        a_mentee("emil", status="paused"),
        start=START,
        end=date(2027, 7, 2),
        pairs=(a_pair("ada", "bea"),),
    )
    program = with_events(
        program,
        an_event("training", audience=("mentors",)),
        an_event("workshop", audience=("mentees",)),
        an_event("review", audience=("bea", "cleo")),
    )
    there = who(program, plan(program))
    assert {key: each.coming for key, each in there.items()} == {
        "training/1": ("ada", "cleo"),
        "workshop/1": ("bea", "cleo"),
        "review/1": ("bea", "cleo"),
    }


def test_own_windows_decide_between_times_at_which_as_many_could_come() -> None:
    """Everybody is at work all week; one of them offers Thursday afternoons."""
    program = changed("e1", a_crowd(), availability=(Window(3 * 1440 + 840, 3 * 1440 + 960),))
    made = plan(with_events(program, an_event()))
    assert dates(made) == ["kickoff/1 Thu 14/01 14:00"]


def test_an_event_written_by_hand_stays_where_it_may() -> None:
    """Half past nine is no time that rmentor would choose, but it is allowed; Sunday is not."""
    program = with_events(a_crowd(), an_event())
    made = plan(program)
    by_hand = replace(made, events=(replace(made.events[0], start=at("2027-01-20 09:35")),))
    assert plan(replace(program, plan=by_hand)) == by_hand
    sunday = replace(made, events=(replace(made.events[0], start=at("2027-01-17 09:00")),))
    again = plan(replace(program, plan=sunday))
    assert again.events == (PlannedEvent("kickoff", 1, at("2027-01-11 09:00"), 60, sequence=1),)


def test_a_closed_day_that_somebody_chose_is_kept() -> None:
    """The review in the week of the stock-taking is meant; on a public holiday nobody could come."""
    day = date(2027, 6, 16)
    closed = a_crowd(closed=(Span(day - 2 * DAY, day + 2 * DAY),))
    made = plan(with_events(closed, an_event("review", day=day)))
    assert dates(made) == ["review/1 Wed 16/06 09:00"]
    assert plan(replace(with_events(closed, an_event("review", day=day)), plan=made)) == made
    people = tuple(replace(each, country="FR") for each in closed.participants)
    french = replace(closed, participants=people)
    (unplaced,) = plan(
        with_events(french, an_event("review", day=date(2027, 5, 6)))
    ).unplaced_events
    assert unplaced.reason == "nobody who is invited could come on 6 May 2027"
