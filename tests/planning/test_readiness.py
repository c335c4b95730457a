"""The readiness list: every point met, unmet and unknown, with figures and a next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.language.catalogue import speak
from rmentor.model.events import Event, PlannedEvent, UnplacedEvent
from rmentor.model.objectives import KPI, Objective
from rmentor.model.people import Participant
from rmentor.model.program import (
    AgendaItem,
    Contact,
    Framework,
    Module,
    Program,
    Rules,
    Stakeholder,
)
from rmentor.model.sessions import Plan
from rmentor.model.surveys import Survey
from rmentor.model.teaching import teachable
from rmentor.model.topics import Words
from rmentor.model.windows import Window
from rmentor.planning.readiness import IDS, Readiness, readiness
from rmentor.planning.supply import taught_wants
from tests.builders import a_mentee, a_mentor, a_person, a_program

NOON = (Window(720, 840),)
SURVEYS = {name: Survey(name, Words(name, name)) for name in ("pulse", "final-mentee")}

CIRCLE = Event("circle", "Mentors’ circle", "circle", ("mentors",), 60, every_days=28)
AT = datetime(2027, 1, 25, 9, 0)  # noqa: DTZ001 - local, see PlannedEvent
TWICE = tuple(PlannedEvent("circle", number, AT, 60) for number in (1, 2))
LOST = UnplacedEvent("circle", 1, "nobody is invited yet")
COUNCIL = Stakeholder("Council", date(2026, 11, 3), "Who frees the time?", "A note to managers")


def ready_program(**fields: Any) -> Program:
    """Make a program of five mentors and five mentees that meets every point it can."""
    people: list[Participant] = []
    for i in range(5):
        common: dict[str, Any] = {"availability": NOON, "manager": f"e{(i + 1) % 5}", "drive": 4}
        people.append(a_mentor(f"m{i}", department="Marketing", **common))
        people.append(a_mentee(f"e{i}", department="Finance", **common))
    known: dict[str, Any] = {
        "start": date(2027, 1, 11),
        "end": date(2027, 7, 2),
        "objectives": (Objective("digital", "Digital", ("linkedin",), ("active",)),),
        "kpis": (KPI("active", baseline=20, target=70),),
        "framework": Framework(modules=(Module("circle", "Mentors’ circle", 1),)),
        "surveys": SURVEYS,
        "sponsor": Contact("Comex"),
        "coordinator": Contact("HR"),
    }
    return a_program(*people, **{**known, **fields})


def point(name: str, program: Program, only_in_line: Sequence[str] = ()) -> Readiness:
    """Answer one point of the list, in English."""
    return {p.id: p for p in readiness(program, speak("en"), only_in_line)}[name]


def with_first(program: Program, **fields: Any) -> Program:
    """Change the first mentee."""
    first, *rest = program.participants
    return replace(program, participants=(replace(first, **fields), *rest))


def test_the_list_is_the_contracts() -> None:
    """Ids and order are what other programs read; ours comes behind the contract's."""
    assert IDS == (
        "people", "varied", "need", "balance", "objectives", "framework", "time", "consent",
        "mentors", "support", "evaluation", "sponsor", "coordinator", "line", "stale",
        "stakeholders",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_ready_program_meets_all_but_what_needs_a_clock(language: str) -> None:
    """Met points need no next step; all have their evidence."""
    found = readiness(ready_program(), speak(language), ())
    assert tuple(p.id for p in found) == IDS
    assert {p.id: p.state for p in found if p.state != "met"} == {
        "stale": "unknown",
        "stakeholders": "unknown",
    }
    assert all(p.evidence for p in found)
    assert all(bool(p.next) == (p.state != "met") for p in found)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_program_meets_nothing_and_is_told_what_to_do(language: str) -> None:
    """The list is the way to begin."""
    found = {p.id: p for p in readiness(a_program(), speak(language), ())}
    assert all(p.evidence and p.next for p in found.values())
    assert {name for name, p in found.items() if p.state == "unmet"} == {
        "people", "objectives", "evaluation", "sponsor", "coordinator",
    }  # fmt: skip
    assert {p.state for p in found.values()} == {"unmet", "unknown"}


@pytest.mark.parametrize(
    ("name", "state", "evidence", "changes"),
    [
        ("people", "met", "10 active volunteers, 5 of them mentors", {}),
        ("varied", "met", "2 departments, 2 grades", {}),
        ("need", "met", "5 of 5 wants can be taught by someone", {}),
        ("need", "unmet", "0 of 5 wants", {"rules": Rules(min_gap=6)}),
        ("balance", "met", "5 seats offered, 5 wanted by mentees", {}),
        ("balance", "unmet", "5 seats offered, 10 wanted", {"rules": Rules(mentors_per_mentee=2)}),
        ("objectives", "met", "1 objective, 1 with a KPI", {}),
        ("objectives", "unmet", "1 objective, 0 with a KPI", {"kpis": (KPI("active", target=1),)}),
        ("objectives", "unmet", "0 objectives", {"objectives": ()}),
        ("framework", "met", "6 sessions: 71 days needed, 173 days from start to end", {}),
        ("framework", "unmet", "71 days needed, 70 days", {"end": date(2027, 3, 21)}),
        ("framework", "met", "71 days needed, 71 days", {"end": date(2027, 3, 22)}),
        ("framework", "unknown", "6 sessions, and no dates yet", {"end": None}),
        (
            "framework",
            "unmet",
            "minutes of an agenda: 80, of its session: 90",
            {"framework": Framework(agenda=(AgendaItem(80, "Work"),))},
        ),
        ("time", "met", "10 of 10 people gave weekly windows", {}),
        ("time", "unmet", "10 have none of 180 minutes", {"framework": Framework(minutes=180)}),
        ("mentors", "met", "5 of 5 mentors at level 3 or above in something, 5 with drive", {}),
        ("support", "met", "planned: Mentors’ circle", {}),
        ("support", "unknown", "no file speaks of", {"framework": Framework()}),
        (
            "support",
            "met",
            "planned: Teaching",
            {"framework": Framework(modules=(Module("t", "Teaching", 1, format="workshop"),))},
        ),
        (
            "support",
            "met",
            "planned: Mentors’ circle",
            {"framework": Framework(events=(CIRCLE,))},
        ),
        (
            "support",
            "met",
            "planned: Mentors’ circle (2 dates)",
            {"framework": Framework(events=(CIRCLE,)), "plan": Plan(events=TWICE)},
        ),
        (
            "support",
            "unmet",
            "without a date: Mentors’ circle",
            {"framework": Framework(events=(CIRCLE,)), "plan": Plan(unplaced_events=(LOST,))},
        ),
        (
            "support",
            "unknown",
            "no file speaks of",
            {"framework": Framework(events=(replace(CIRCLE, audience=("mentees",)),))},
        ),
        (
            "support",
            "unknown",
            "no file speaks of",
            {"framework": Framework(events=(replace(CIRCLE, kind="kickoff"),))},
        ),
        (
            "mentors",
            "met",
            "5 with drive noted, supported by: Mentors’ circle",
            {"framework": Framework(events=(replace(CIRCLE, audience=("m1", "m2")),))},
        ),
        ("sponsor", "met", "Comex; no file says that it is signed off", {}),
        (
            "sponsor",
            "met",
            "Comex, signed off on 1 December 2026",
            {"sponsor": Contact("Comex", signed=date(2026, 12, 1))},
        ),
        (
            "stakeholders",
            "met",
            "2 of 2 stakeholders consulted, the last on 10 November 2026",
            {"stakeholders": (COUNCIL, Stakeholder("IT", date(2026, 11, 10)))},
        ),
        (
            "stakeholders",
            "unmet",
            "1 of 2 stakeholders consulted, the last on 3 November 2026; still to come: IT",
            {"stakeholders": (COUNCIL, Stakeholder("IT"))},
        ),
        (
            "stakeholders",
            "unmet",
            "1 of 1 stakeholder consulted, the last on 3 November 2026; without an answer: Council",
            {"stakeholders": (replace(COUNCIL, taken_up=None),)},
        ),
        ("stakeholders", "unknown", "no file says who was consulted", {}),
        ("evaluation", "met", "surveys: final-mentee, pulse", {}),
        ("evaluation", "unmet", "missing: final", {"surveys": {"pulse": SURVEYS["pulse"]}}),
        ("sponsor", "met", "Comex", {}),
        ("sponsor", "unmet", "nobody is named", {"sponsor": Contact()}),
        ("coordinator", "met", "hr@example.org", {"coordinator": Contact(None, "hr@example.org")}),
        ("line", "met", "nobody depends on", {}),
    ],
)
def test_each_point_says_what_it_saw(
    name: str, state: str, evidence: str, changes: dict[str, Any]
) -> None:
    """The state, and the figures that it comes from."""
    found = point(name, ready_program(**changes))
    assert (found.state, evidence in found.evidence) == (state, True), found


@pytest.mark.parametrize(
    ("name", "state", "evidence", "changes"),
    [
        ("people", "unmet", "9 active volunteers, 5 of them mentors", {"status": "paused"}),
        ("people", "unmet", "9 active volunteers", {"volunteer": False}),
        (
            "consent",
            "unmet",
            "9 of 10 active participants have said yes; missing: E0",
            {"volunteer": False},
        ),
        ("time", "met", "9 of 10 people gave weekly windows", {"availability": ()}),
        ("time", "unmet", "1 has none of 90 minutes (E0)", {"availability": (Window(0, 60),)}),
        ("need", "met", "5 of 6 wants", {"wants": {"linkedin": 1, "opera": 3}}),
        ("balance", "met", "5 seats offered, 4 wanted", {"wants": {}}),
    ],
)
def test_one_person_can_make_the_difference(
    name: str, state: str, evidence: str, changes: dict[str, Any]
) -> None:
    """The first mentee changes, and the point notices."""
    found = point(name, with_first(ready_program(), **changes))
    assert (found.state, evidence in found.evidence) == (state, True), found


def test_a_mentor_without_drive_or_level_is_noticed() -> None:
    """Selection interviews are part of being ready."""
    program = ready_program()
    *others, last = program.participants
    lacks: list[dict[str, Any]] = [{"drive": None}, {"offers": {"linkedin": 2}}, {"offers": {}}]
    for changes in lacks:
        changed = replace(program, participants=(*others, replace(last, **changes)))
        assert point("mentors", changed).state == "unmet"


def test_departments_that_nobody_states_are_unknown_and_not_missing() -> None:
    """One department is too few; none stated is unknown."""
    program = ready_program()

    def of(**fields: Any) -> str:
        people = tuple(replace(p, **fields) for p in program.participants)
        return point("varied", replace(program, participants=people)).state

    assert of(department=None) == "unknown"
    assert of(department="Sales") == "unmet"
    assert of(department=None, seniority=3) == "unmet"
    assert of(seniority=None) == "unknown"


def test_people_who_depend_on_their_line_are_named() -> None:
    """At most three by name."""
    program = ready_program()
    one = point("line", program, ["e1"])
    assert one.state == "unmet"
    assert one.evidence.endswith("only in their own reporting line: E1")
    many = point("line", program, [f"e{i}" for i in range(5)])
    assert many.evidence == (
        "5 mentees have feasible mentors only in their own reporting line: E0, E1, E2 and 2 others"
    )


@pytest.mark.parametrize(
    ("today", "state"),
    [(None, "unknown"), (date(2027, 12, 31), "met"), (date(2028, 1, 1), "unmet")],
)
def test_data_is_stale_half_a_year_after_the_end(today: date | None, state: str) -> None:
    """Without a day nobody can say."""
    found = readiness(ready_program(), speak("en"), (), today=today)
    assert {point.id: point.state for point in found}["stale"] == state


def test_french_has_correct_plurals() -> None:
    """One is singular, and so is zero."""
    one = a_program(a_mentor(), a_mentee(), objectives=(Objective("a", "A"),))
    found = {p.id: p.evidence for p in readiness(one, speak("fr"), ())}
    assert found["people"] == "2 volontaires actifs, dont 1 mentor"
    assert found["objectives"].startswith("1 objectif, dont 0 avec un indicateur")
    assert found["varied"] == "0 service, 2 grades"


LEVELS = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5), max_size=4)


@given(
    st.lists(st.tuples(LEVELS, LEVELS, LEVELS), max_size=6),
    st.integers(1, 5),
    st.integers(0, 5),
)
def test_wants_that_can_be_taught_are_those_of_the_plain_definition(
    people: list[tuple[dict[str, int], ...]], min_level: int, min_gap: int
) -> None:
    """One pass over the people counts what all pairs of people give."""
    rules = Rules(min_level=min_level, min_gap=min_gap)
    crowd = [
        a_person(f"p{i}", offers=offers, wants=wants, levels=levels)
        for i, (offers, wants, levels) in enumerate(people)
    ]
    taught = sum(
        any(want in teachable(m, e, rules) for m in crowd if m.id != e.id)
        for e in crowd
        for want in e.wants
    )
    assert taught_wants(crowd, crowd, rules) == (taught, sum(len(e.wants) for e in crowd))


def test_what_lies_ahead_is_not_done_yet() -> None:
    """With a day, a consultation or a signature of next week is still to come."""
    program = ready_program(
        sponsor=Contact("Comex", signed=date(2026, 11, 9)), stakeholders=(COUNCIL,)
    )
    for today, state, signed in (
        (date(2026, 11, 2), "unmet", "Comex, to be signed off on 9 November 2026"),
        (date(2026, 11, 9), "met", "Comex, signed off on 9 November 2026"),
    ):
        found = {p.id: p for p in readiness(program, speak("en"), (), today=today)}
        assert found["stakeholders"].state == state
        assert (found["sponsor"].state, found["sponsor"].evidence) == ("met", signed)
