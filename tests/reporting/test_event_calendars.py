"""Events for many stand in the calendars of all who come, and in the program's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given

from rmentor.model.agenda import AgendaItem
from rmentor.model.events import Event, PlannedEvent
from rmentor.model.program import Program
from rmentor.model.sessions import Plan
from rmentor.model.windows import Span
from rmentor.reporting.calendars import calendars
from rmentor.reporting.escape import one_line
from tests.reporting import hostile
from tests.reporting.programs import a_rich_program
from tests.reporting.test_calendars import Component, instant, read

AT = datetime(2027, 2, 3, 10, 0)  # noqa: DTZ001 - local, see PlannedEvent
CIRCLE = Event(
    "circle",
    "Cercle des mentors",
    "circle",
    ("mentors",),
    60,
    day=AT.date(),
    minute=600,
    place="Agora",
    guests=("Mme Martin, directrice", "Omar K."),
    agenda=(AgendaItem(40, "Tour de table"), AgendaItem(20, "Un cas")),
)
PLANNED = PlannedEvent("circle", 1, AT, 60, "Agora", sequence=2)


def a_program_with(event: Event = CIRCLE, planned: PlannedEvent = PLANNED) -> Program:
    """Make the program that reports are tested with, and give it an event that has a date."""
    program = a_rich_program("fr")
    framework = replace(program.framework, events=(event,))
    return replace(program, framework=framework, plan=replace(program.plan, events=(planned,)))


def _events(made: dict[str, bytes], name: str) -> list[Component]:
    if f"calendars/{name}.ics" not in made:
        return []
    found = read(made[f"calendars/{name}.ics"]).all("VEVENT")
    return [each for each in found if each.text("UID").startswith("circle.")]


def test_an_event_is_in_the_calendars_of_those_who_come() -> None:
    """Mentors have it, mentees and pairs do not; whoever is away does not."""
    program = a_program_with()
    made = calendars(program, program.plan)
    assert len(_events(made, "program")) == 1
    assert len(_events(made, "pauline-r")) == len(_events(made, "amine-b")) == 1
    assert _events(made, "catherine-a") == _events(made, "pauline-r--catherine-a") == []
    away = (Span(AT.date(), AT.date()),)
    people = tuple(
        replace(person, away=away) if person.id == "amine-b" else person
        for person in program.participants
    )
    made = calendars(replace(program, participants=people), program.plan)
    assert _events(made, "amine-b") == []
    assert len(_events(made, "pauline-r")) == 1


def test_an_event_says_what_it_is() -> None:
    """Title, place, guests, agenda; its time is the program's, its sequence the plan's."""
    program = a_program_with()
    content = calendars(program, program.plan)["calendars/pauline-r.ics"]
    calendar = read(content)
    (event,) = (each for each in calendar.all("VEVENT") if "event@" in each.text("UID"))
    assert event.text("UID") == "circle.1.event@rmentor"
    assert (event.text("SEQUENCE"), event.text("STATUS")) == ("2", "CONFIRMED")
    assert (event.text("SUMMARY"), event.text("LOCATION")) == ("Cercle des mentors", "Agora")
    for part in ("Mme Martin, directrice, Omar K.", "40 min – Tour de table", "Salomé G."):
        assert part in event.text("DESCRIPTION")
    start = instant(calendar, event, "DTSTART")
    assert start == datetime(2027, 2, 3, 9, 0, tzinfo=UTC)
    assert instant(calendar, event, "DTEND") - start == timedelta(minutes=60)


def test_an_event_that_is_called_off_is_cancelled_for_all_who_were_invited() -> None:
    """And one that framework.yaml no longer has is cancelled in the program's calendar."""
    off = replace(PLANNED, state="cancelled")
    program = a_program_with(planned=off)
    made = calendars(program, program.plan)
    for name in ("program", "pauline-r", "amine-b"):
        (event,) = _events(made, name)
        assert event.text("STATUS") == "CANCELLED"
    gone = replace(program, framework=replace(program.framework, events=()))
    (event,) = _events(calendars(gone, program.plan), "program")
    assert (event.text("SUMMARY"), event.text("STATUS")) == ("circle", "CANCELLED")


def test_a_plan_of_events_alone_has_calendars() -> None:
    """A kick-off is planned before anybody is paired."""
    program = replace(a_program_with(), pairs=())
    made = calendars(program, Plan(events=(PLANNED,)))
    assert "calendars/gwen-r.ics" in made
    assert "calendars/catherine-a.ics" not in made


def test_no_uid_of_an_event_is_one_of_a_session() -> None:
    """Whatever pairs and events are called: ids have no dots."""
    program = a_program_with()
    made = calendars(program, program.plan)
    uids = [each.text("UID") for each in read(made["calendars/program.ics"]).all("VEVENT")]
    assert len(uids) == len(set(uids)) == len(program.plan.sessions) + 1


@given(hostile.ANYTHING, hostile.ANYTHING)
def test_nobody_types_their_way_into_a_calendar_by_an_event(title: str, guest: str) -> None:
    """A hostile title is a summary, and nothing but a summary."""
    program = a_program_with(replace(CIRCLE, title=title, guests=(guest,)))
    calendar = read(calendars(program, program.plan)["calendars/gwen-r.ics"])
    assert [part.name for part in calendar.parts].count("VEVENT") == len(calendar.all("VEVENT"))
    (event,) = (each for each in calendar.all("VEVENT") if "event@" in each.text("UID"))
    assert event.text("SUMMARY") == one_line(title)
    assert not event.parts
