"""What reports and kits tell of events for many and of consultations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import assume, given, settings

from rmentor.changes import Write
from rmentor.language.catalogue import speak
from rmentor.model.events import Event, PlannedEvent, UnplacedEvent
from rmentor.model.kits import KITS
from rmentor.model.program import Program, Stakeholder
from rmentor.model.windows import Span
from rmentor.reporting.escape import one_line
from rmentor.reporting.files import report_changes
from rmentor.reporting.views.events import next_event
from tests.builders import sources_of
from tests.reporting import hostile
from tests.reporting.marks import structure
from tests.reporting.programs import TODAY, a_rich_program, its_pairing

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def _at(written: str) -> datetime:
    return datetime.fromisoformat(written)


EVENTS = (
    Event("kickoff", "Lancement", "kickoff", ("all",), 60, guests=("Mme Martin",)),
    Event("circle", "Cercle", "circle", ("mentors", "eva-m"), 60, every_days=28),
    Event("review", "Bilan", "review", ("all",), 90),
)
PLANNED = (
    PlannedEvent("circle", 1, _at("2027-01-25 09:00"), 60, "Agora"),
    PlannedEvent("circle", 2, _at("2027-02-22 09:00"), 60, state="cancelled", sequence=1),
    PlannedEvent("circle", 3, _at("2027-03-22 09:00"), 60, "Agora"),
    PlannedEvent("kickoff", 1, _at("2027-01-11 10:00"), 60, state="held"),
)
UNPLACED = UnplacedEvent("review", 1, "no open day", (_at("2027-06-30 09:00"),))
STAKEHOLDERS = (
    Stakeholder("CSE", date(2026, 11, 3), "Qui libère le temps ?", "Une note aux responsables"),
    Stakeholder("DSI"),
    Stakeholder("RH", date(2026, 11, 4)),
)


def eventful(language: str) -> Program:
    """Make the program that reports are tested with, with events and consultations."""
    program = a_rich_program(language)
    return replace(
        program,
        framework=replace(program.framework, events=EVENTS),
        plan=replace(program.plan, events=PLANNED, unplaced_events=(UNPLACED,)),
        stakeholders=STAKEHOLDERS,
    )


def made(program: Program, *names: str, today: date | None = TODAY) -> dict[str, str]:
    """Reports and kits of a program, by path."""
    changes = report_changes(
        program,
        its_pairing(program),
        sources_of({}),
        names,
        today=today,
        existing=(),
    )
    return {change.file: str(change.text) for change in changes if isinstance(change, Write)}


@LANGUAGES
def test_the_program_report_lists_events_with_who_comes_by_count(language: str) -> None:
    """Held, called off, planned and without a date; who cannot come is counted, never named."""
    program = eventful(language)
    away = (Span(date(2027, 3, 22), date(2027, 3, 22)),)
    people = tuple(
        replace(person, away=away) if person.id == "gwen-r" else person
        for person in program.participants
    )
    text = made(replace(program, participants=people), "program")["reports/program.md"]
    rows = [line for line in text.splitlines() if line.startswith(("| Cercle |", "| Lancement |"))]
    assert [row.split(" | ")[3:5] for row in rows] == [
        ["7", "0"],
        ["4", "0"],
        ["–", "–"],
        ["3", "1"],
    ]
    assert " ✓ |" in rows[0]
    assert "Mme Martin" in rows[0]
    assert "~~" in rows[2]
    assert "Éva M." in rows[1]
    assert "Gwen" not in rows[3]
    assert "| Bilan | no open day |" in text
    heading = "Rendez-vous collectifs" if language == "fr" else "For many"
    assert f"### {heading}" in text


@LANGUAGES
def test_the_program_report_says_who_was_consulted(language: str) -> None:
    """One line each: what was taken up, or that it is still to come."""
    text = made(eventful(language), "program")["reports/program.md"]
    colon = "\u00a0: " if language == "fr" else ": "
    lines = [
        line for line in text.splitlines() if line.startswith(("- **CSE", "- **DSI", "- **RH"))
    ]
    day = "3 novembre 2026" if language == "fr" else "3 November 2026"
    assert lines[0] == f"- **CSE** ({day}){colon}Une note aux responsables"
    assert lines[1:] == [
        f"- **DSI**{colon}{'à venir' if language == 'fr' else 'still to come'}",
        f"- **RH** ({day.replace('3', '4', 1)}){colon}{'noté' if language == 'fr' else 'noted'}",
    ]


@LANGUAGES
def test_a_program_without_events_has_no_word_about_them(language: str) -> None:
    """No empty table, no heading."""
    text = made(a_rich_program(language), "program")["reports/program.md"]
    for word in ("For many", "Rendez-vous", "Events", "consulted", "consulté"):
        assert word not in text


def test_the_next_event_is_the_first_one_still_to_come() -> None:
    """Neither one that is called off nor one that is over; without a day, none."""
    program, english = eventful("en"), speak("en")
    found = next_event(program, TODAY, english)
    assert found is not None
    assert (found.title, found.when) == ("Cercle", "Mon 22 March, 09:00")
    early = next_event(program, date(2027, 1, 25), english)
    assert early is not None
    assert early.when == "Mon 25 January, 09:00"
    assert next_event(program, None, english) is None
    assert next_event(program, date(2027, 3, 23), english) is None


@LANGUAGES
def test_a_sponsor_hears_of_the_next_event(language: str) -> None:
    """With the number of people who come."""
    text = made(eventful(language), "sponsor")["reports/sponsor.md"]
    said = (
        "Prochain rendez-vous collectif\u00a0: Cercle, lun. 22 mars, 9\u00a0h (4 personnes y viennent)."
        if language == "fr"
        else "Next for many: Cercle, Mon 22 March, 09:00 (4 people come)."
    )
    assert f"- {said}" in text


@LANGUAGES
def test_kits_name_the_dates_of_events(language: str) -> None:
    """The kick-off in what is sent out before it, the circles in the mentors' papers."""
    kits = made(eventful(language), *KITS)
    moments = {
        "kickoff": ("lundi 11 janvier 2027 à 10\u00a0h", "Monday 11 January 2027, 10:00"),
        "first": ("lundi 25 janvier 2027 à 9\u00a0h", "Monday 25 January 2027, 09:00"),
        "off": ("lundi 22 février 2027 à 9\u00a0h", "Monday 22 February 2027, 09:00"),
        "third": ("lundi 22 mars 2027 à 9\u00a0h", "Monday 22 March 2027, 09:00"),
    }
    said = {name: each[language != "fr"] for name, each in moments.items()}
    for name in ("announcement", "briefing", "kickoff"):
        assert said["kickoff"] in kits[f"reports/{name}.md"]
    assert said["first"] in kits["reports/kickoff.md"]
    for name in ("circle", "mentor-kit"):
        text = kits[f"reports/{name}.md"]
        assert f"- {said['first']}, Agora" in text
        assert said["third"] in text
        assert said["off"] not in text


@settings(max_examples=12)
@given(hostile.ANYTHING, hostile.ANYTHING)
def test_no_title_of_an_event_changes_the_parts_of_a_report(title: str, guest: str) -> None:
    """Titles, guests, places and consultations stay inside their cells and lines."""
    assume(one_line(title) and one_line(guest))  # what is blank is no title
    program = eventful("en")
    events = (replace(EVENTS[0], title=title, guests=(guest,)), *EVENTS[1:])
    typed = replace(
        program,
        framework=replace(program.framework, events=events),
        plan=replace(program.plan, events=(replace(PLANNED[0], place=guest), *PLANNED[1:])),
        stakeholders=(replace(STAKEHOLDERS[0], name=title, taken_up=guest), *STAKEHOLDERS[1:]),
    )
    names = ("program", "sponsor")
    usual, other = made(program, *names), made(typed, *names)
    assert {path: structure(text) for path, text in usual.items() if path.endswith(".md")} == {
        path: structure(text) for path, text in other.items() if path.endswith(".md")
    }
