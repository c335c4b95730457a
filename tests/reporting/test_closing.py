"""The final review: before and after, by a count of one's own; thanks; what goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.skills import skills
from rmentor.language.catalogue import speak
from rmentor.model.objectives import KPI, Objective, Reading
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.reporting.views.closing import closing_view
from tests.builders import a_mentee, a_mentor, a_program
from tests.reporting.marks import headings, plain
from tests.reporting.programs import TODAY, a_rich_program
from tests.reporting.written import reports_of

ENGLISH, FRENCH = speak("en"), speak("fr")
LAST = date(2027, 7, 2)
TOPICS = ("linkedin", "seo", "tiktok")


@st.composite
def learnt(draw: st.DrawFn) -> Program:
    """Mentees of one mentor, their first levels, and what they noted on the last day of all."""
    count = draw(st.integers(1, 9))
    mentees = [
        a_mentee(
            f"e{n}",
            levels={t: draw(st.integers(0, 3)) for t in TOPICS if draw(st.booleans())},
            wants=dict.fromkeys(TOPICS, 1),
        )
        for n in range(count)
    ]
    pairs = tuple(Pair(f"mia--{e.id}", "mia", (e.id,), TOPICS) for e in mentees)
    journal = {
        pair.id: (
            JournalEntry(
                1,
                LAST,
                levels={
                    pair.mentees[0]: {
                        t: draw(st.integers(0, 5)) for t in TOPICS if draw(st.booleans())
                    }
                },
            ),
        )
        for pair in pairs
    }
    return a_program(
        a_mentor("mia"), *mentees, pairs=pairs, journal=journal, end=LAST, smallest_group=3
    )


@given(learnt())
@settings(max_examples=100)
def test_skills_before_and_after_equal_a_count_by_hand(program: Program) -> None:
    """Means over mentees who noted a level; a topic of fewer than three of them is never told."""
    noted = {
        (pair.mentees[0], topic): level
        for pair in program.pairs
        for entry in program.journal[pair.id]
        for topic, level in entry.levels[pair.mentees[0]].items()
    }
    people = program.people()
    for skill in skills(program, LAST):
        mine = {w: n for w, n in noted.items() if skill.topic in (None, w[1])}
        who = {person for person, _ in mine}
        assert skill.mentees == len(who) >= 3
        first = [people[person].levels.get(topic, 0) for person, topic in mine]
        assert skill.before == Fraction(sum(first), len(first))
        assert skill.after == Fraction(sum(mine.values()), len(mine))
    # Where everybody noted everything, everything is told.
    if len(people) > 3 and len(noted) == 3 * (len(people) - 1):
        assert [skill.topic for skill in skills(program, LAST)] == [*TOPICS, None]


@given(learnt())
@settings(max_examples=60)
def test_no_topic_of_few_mentees_follows_from_the_others(program: Program) -> None:
    """All topics together less those that are told leaves enough people, or nobody."""
    told = {skill.topic for skill in skills(program, LAST)}
    if None not in told:
        return
    left = {
        pair.mentees[0]
        for pair in program.pairs
        for entry in program.journal[pair.id]
        for topic in entry.levels[pair.mentees[0]]
        if topic not in told
    }
    assert not left or len(left) >= program.smallest_group


def test_a_kpi_has_its_start_its_first_and_last_reading_and_its_target() -> None:
    """Later readings than the day of the review do not count."""
    readings = tuple(
        Reading(date(2027, 1, 4) + timedelta(weeks=8 * n), 20 + 10 * n) for n in range(4)
    )
    kpi = KPI("active", "Active leaders", "%", "up", 15, 45, readings)
    other = KPI("calm", "Calm", readings=readings[:1])
    program = a_program(kpis=(kpi, other), objectives=(Objective("o", "Online", kpis=("active",)),))
    view = closing_view(program, date(2027, 5, 1), ENGLISH)
    (outcome,) = view.outcomes.aims[0].kpis
    assert (outcome.kpi.baseline, outcome.first, outcome.kpi.latest, outcome.kpi.target) == (
        "15%", "20%", "40%", "45%",
    )  # fmt: skip
    assert (outcome.first_on, outcome.kpi.on) == ("4 January 2027", "26 April 2027")
    assert outcome.kpi.state == "closer"
    (alone,) = view.outcomes.others
    assert (alone.first, alone.kpi.latest) == (None, "20")
    last = closing_view(program, None, ENGLISH).outcomes.aims[0].kpis[0]
    assert (last.kpi.latest, last.kpi.state) == ("50%", "met")


def test_a_computed_kpi_is_compared_with_its_target() -> None:
    """With what it was computed from; as it may be published."""
    kpi = KPI("held", target=90, computed="attendance")
    entries = (JournalEntry(1, TODAY), JournalEntry(2, TODAY, "cancelled"))
    pair = Pair("mia--eva", "mia", ("eva",))
    program = a_program(
        a_mentor(), a_mentee(), kpis=(kpi,), pairs=(pair,), journal={pair.id: entries}
    )
    (outcome,) = closing_view(program, TODAY, ENGLISH).outcomes.others
    assert (outcome.kpi.latest, outcome.kpi.of, outcome.kpi.state) == ("50%", "1 of 2", "short")
    assert any(each.latest == "50%" for each in closing_view(program, TODAY, ENGLISH).figures)


@pytest.mark.parametrize(("today", "thanked"), [(date(2027, 1, 11), 0), (TODAY, 2)])
def test_thanks_go_to_all_who_held_a_session_and_are_still_there(today: date, thanked: int) -> None:
    """Whatever became of their pair; who has left may not want to be named."""
    program = a_rich_program("en")
    view = closing_view(program, today, ENGLISH)
    assert (len(view.mentors), len(view.mentees)) == (thanked, thanked)
    people = tuple(
        replace(each, status="left") if each.id == "pauline-r" else each
        for each in program.participants
    )
    view = closing_view(replace(program, participants=people), TODAY, ENGLISH)
    assert view.mentors == ("Amine B.",)


def test_names_are_in_the_order_of_readers() -> None:
    """Élodie before Zoé, whatever the bytes say."""
    mentees = [a_mentee(f"e{n}", name=name) for n, name in enumerate(("Zoé", "Élodie", "adam"))]
    pairs = tuple(Pair(f"mia--{e.id}", "mia", (e.id,)) for e in mentees)
    journal = {pair.id: (JournalEntry(1, TODAY),) for pair in pairs}
    program = a_program(a_mentor(), *mentees, pairs=pairs, journal=journal)
    assert closing_view(program, None, FRENCH).mentees == ("adam", "Élodie", "Zoé")


def test_the_review_says_how_to_go_on() -> None:
    """Pairs that still go on, ideas that wait, and the command that begins the next edition."""
    text = reports_of(a_rich_program("en"), "closing")["reports/closing.md"]
    assert "3 pairs still go on" in text
    assert "1 idea waits for an answer" in text
    assert "rmentor init NEW --from OLD" in text
    assert "Le cercle mensuel" in plain(text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_program_that_has_not_begun_has_a_review_without_holes(language: str) -> None:
    """No empty table, no thanks to nobody."""
    program = replace(a_rich_program(language), journal={}, objectives=(), kpis=())
    program = replace(
        program, plan=replace(program.plan, sessions=()), register=a_program().register
    )
    text = reports_of(program, "closing")["reports/closing.md"]
    assert "None" not in text
    assert "| |" not in text
    titles = [title for _, title in headings(text)]
    assert ("Thanks" if language == "en" else "Remerciements") not in titles


def test_few_answers_are_hidden_and_said_to_be() -> None:
    """One mentee's level is nobody else's business."""
    text = reports_of(a_rich_program("en"), "closing")["reports/closing.md"]
    assert "Topics of which fewer than 3 mentees noted a level are left out." in text
    assert "| LinkedIn for work |" not in text.split("## Skills")[1].split("## ")[0]
