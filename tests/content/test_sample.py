"""The sample program: a believable company, without a mistake, its awkward cases left in."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from rmentor.folder.load import Loaded, load
from rmentor.folder.read import Sources
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.teaching import teachable
from rmentor.model.windows import common, shifted
from rmentor.pairing.explain import only_in_line
from rmentor.pairing.pair import pair
from rmentor.resources import preset_files, sample_files


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The sample as it ships."""
    return load(Sources(None, dict(sorted(sample_files().items()))))


@pytest.fixture(scope="module")
def program(loaded: Loaded) -> Program:
    """Its program."""
    assert loaded.program is not None
    return loaded.program


@pytest.fixture(scope="module")
def people(program: Program) -> dict[str, Participant]:
    """Its people by id."""
    return program.people()


def test_the_sample_has_no_mistakes(loaded: Loaded) -> None:
    """A newcomer's first check finds no error, and one warning: Bernard's short window."""
    assert [(found.severity, found.args["value"]) for found in loaded.findings] == [
        ("warning", "fri 12:00-12:45")
    ]


def test_it_is_a_company_of_about_forty_from_apprentices_to_directors(program: Program) -> None:
    """Several departments, sites and grades, with an aim, a frame and dates."""
    grades = {person.seniority for person in program.participants if person.seniority}
    assert 38 <= len(program.participants) <= 45
    assert min(grades) == 1
    assert max(grades) == 7
    assert len({person.department for person in program.participants}) >= 8
    assert {"Lille", "Lyon", "Strasbourg", "Paris"} <= {p.site for p in program.participants}
    assert (program.start, program.end) == (date(2027, 1, 11), date(2027, 7, 2))
    assert program.language == "fr"
    assert len(program.objectives) == 3
    assert {kpi.computed for kpi in program.kpis} > {None}
    for kpi in program.kpis:
        assert kpi.target is not None
        assert kpi.computed or (kpi.baseline is not None and kpi.readings)


def test_all_kinds_of_people_are_in_it(program: Program) -> None:
    """Applied, paused, left, not yet asked, external, far away, waiting, with two seats."""
    people = program.participants
    assert Counter(person.status for person in people)["active"] >= 35
    assert {person.status for person in people} == {"active", "applied", "paused", "left"}
    assert sum(not person.volunteer for person in people) >= 3
    outside = [person for person in people if person.organisation]
    assert [person.mode for person in outside] == ["remote"]
    assert {person.timezone for person in people} > {"Europe/Paris"}
    assert {"FR", "FR-57", "FR-6AE"} <= {person.country for person in people}
    assert any(person.waited for person in people)
    assert any(person.capacity == 2 for person in people)
    assert any(person.avoid for person in people)
    assert any(person.prefer for person in people)
    assert {person.role for person in people} == {"mentor", "mentee", "both"}
    assert any("fr" not in person.languages for person in people if person.languages)


def test_emails_lead_nowhere(program: Program) -> None:
    """Every address ends in a name that nobody can own (RFC 2606)."""
    for person in program.participants:
        assert person.email is None or person.email.endswith(".example")
    assert program.coordinator.email is not None
    assert program.coordinator.email.endswith(".example")


def _feasible_times(program: Program, one: Participant, other: Participant) -> bool:
    """Whether two people have a window in common that is as long as a session."""
    if not one.availability or not other.availability:
        return True
    mine, theirs = (
        shifted(p.availability, p.timezone, program.timezone, program.reference_day)
        for p in (one, other)
    )
    return any(window.minutes >= program.framework.minutes for window in common(mine, theirs))


def test_gerard_could_learn_only_from_his_own_apprentice(
    program: Program, people: dict[str, Participant]
) -> None:
    """The readiness point on reporting lines has its case: on site, one teacher, in his line."""
    gerard = people["gerard-p"]
    teachers = [
        mentor
        for mentor in program.participants
        if mentor.takes_part and mentor.teaches and teachable(mentor, gerard, program.rules)
    ]
    near = [mentor.id for mentor in teachers if mentor.site == gerard.site]
    assert len(teachers) >= 3
    assert near == ["lea-w"]
    assert people["lea-w"].manager == "gerard-p"
    assert _feasible_times(program, people["lea-w"], gerard)
    assert "gerard-p" in only_in_line(program)


def test_bernard_has_less_time_than_a_session_takes(
    program: Program, people: dict[str, Participant]
) -> None:
    """Forty-five minutes a week are not ninety."""
    assert max(w.minutes for w in people["bernard-h"].availability) < program.framework.minutes


def test_pairing_serves_most_and_leaves_those_two(program: Program) -> None:
    """The demonstration shows pairs and reasons; nobody was tuned away."""
    found = pair(program)
    served = {mentee for each in found.pairs for mentee in each.pair.mentees}
    wanting = {p.id for p in program.participants if p.takes_part and p.learns and p.wants}
    assert len(served) >= 0.7 * len(wanting)
    assert {"gerard-p", "bernard-h"} <= wanting - served
    assert "catherine-a" in served
    assert found.summary.proof == "optimal"
    assistants = {topic.id: topic for topic in found.topics}["ai-assistants"]
    asking = [
        known for known, person in program.people().items() if "ai-assistants" in person.wants
    ]
    assert assistants.wanted == len(set(asking) & wanting)


def test_a_session_of_samuel_falls_in_the_afternoon_of_paris(
    program: Program, people: dict[str, Participant]
) -> None:
    """Montréal's mornings meet somebody in France."""
    samuel = people["samuel-b"]
    assert samuel.timezone != program.timezone
    partners = [
        mentor.id
        for mentor in program.participants
        if mentor.takes_part
        and mentor.teaches
        and teachable(mentor, samuel, program.rules)
        and _feasible_times(program, mentor, samuel)
    ]
    assert partners


def test_it_asks_the_questions_of_the_preset() -> None:
    """One wording of the questionnaires, in the sample as in the preset."""
    sample, preset = sample_files(), preset_files("classic", "fr")
    surveys = [path for path in preset if path.startswith("surveys/")]
    assert surveys
    for path in surveys:
        assert sample[path] == preset[path]
