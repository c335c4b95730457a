"""Certificates: whom they are for, what they say, and what they never say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.changes import Remove, Write
from rmentor.language.catalogue import speak
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.register import Register, Training
from rmentor.model.sessions import Action, JournalEntry
from rmentor.reporting.files import report_changes
from rmentor.reporting.views.certificate import certificate_views
from tests.builders import a_mentee, a_mentor, a_program, sources_of
from tests.reporting.marks import plain
from tests.reporting.programs import TODAY, a_rich_program, its_pairing
from tests.reporting.written import reports_of

ENGLISH = speak("en")
BOTH = a_mentor("bo", role="both", offers={"seo": 4, "budgeting": 5}, wants={"linkedin": 2})
PEOPLE = (
    a_mentor("mia", wants={"budgeting": 1}), BOTH, a_mentee("eva"), a_mentee("ida", offers={"budgeting": 5}),
)  # fmt: skip


@st.composite
def journals(draw: st.DrawFn) -> Program:
    """Three pairs, one a group, and what their journals say."""
    pairs = (
        Pair("bo--eva", "bo", ("eva",)),
        Pair("mia--bo", "mia", ("bo",)),
        Pair("mia--seo", "mia", ("eva", "ida"), format="group"),
    )
    journal = {
        pair.id: tuple(
            JournalEntry(
                number,
                date(2027, 1, 11) + timedelta(draw(st.integers(0, 90))),
                draw(st.sampled_from(["held", "held", "cancelled"])),
                draw(st.integers(30, 120)),
                draw(st.sampled_from([(), ("linkedin",), ("seo", "linkedin")])),
                returns=draw(st.sampled_from([(), ("budgeting",)])),
            )
            for number in range(1, draw(st.integers(1, 4)))
        )
        for pair in pairs
    }
    return a_program(*PEOPLE, pairs=pairs, journal=journal)


@given(journals(), st.none() | st.just(date(2027, 2, 15)))
@settings(max_examples=80)
def test_a_certificate_is_for_whoever_held_a_session(program: Program, today: date | None) -> None:
    """With all sessions and minutes as mentor, and all as mentee."""
    sums: dict[tuple[str, str], list[int]] = {}
    for pair in program.pairs:
        for entry in program.journal[pair.id]:
            if entry.state == "held" and (today is None or entry.date <= today):
                for who, part in [(pair.mentor, "taught"), *((e, "learnt") for e in pair.mentees)]:
                    sums.setdefault((who, part), []).append(entry.minutes or 0)
    views = certificate_views(program, today, ENGLISH)
    assert set(views) == {who for who, _ in sums}
    for who, view in views.items():
        for part, found in (("taught", view.taught), ("learnt", view.learnt)):
            minutes = sums.get((who, part), [])
            assert (found.sessions if found else 0) == len(minutes)
            if found is not None:
                whole, rest = divmod(sum(minutes), 60)
                said = f"{whole}\u00a0h" + (f"\u00a0{rest:02d}\u00a0min" if rest else "")
                assert found.hours == said


def test_what_came_back_stands_with_whoever_gave_it() -> None:
    """In a group, with those who offer the topic; it is learnt by the mentor."""
    entry = JournalEntry(1, date(2027, 1, 12), topics=("linkedin",), returns=("budgeting",))
    pair = Pair("mia--seo", "mia", ("eva", "ida"), format="group")
    program = a_program(*PEOPLE, pairs=(pair,), journal={pair.id: (entry,)})
    views = certificate_views(program, None, ENGLISH)
    taught, eva, ida = views["mia"].taught, views["eva"].learnt, views["ida"].learnt
    assert taught is not None
    assert eva is not None
    assert ida is not None
    assert (taught.topics, taught.returns) == (("linkedin",), ("budgeting",))
    assert (eva.returns, ida.returns) == ((), ("budgeting",))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_certificate_grades_anybody(language: str) -> None:
    """No level, score, pulse or action, and nobody's partner."""
    program = a_rich_program(language)
    told = {
        pair: tuple(
            replace(
                entry,
                pulse={"mentor": 2, "mentee": 2},
                levels={"catherine-a": {"linkedin": 2}},
                actions=(Action("catherine-a", "Secret"),),
            )
            for entry in entries
        )
        for pair, entries in program.journal.items()
    }
    made, other = (
        reports_of(program, "certificate"),
        reports_of(replace(program, journal=told), "certificate"),
    )
    assert list(made) == [
        f"reports/certificates/{who}.md"
        for who in ("amine-b", "carmen-o", "catherine-a", "pauline-r")
    ]
    for path in made:
        assert made[path] == other[path]
        names = {p.name for p in program.participants if p.name in plain(made[path])}
        assert len(names) == 1, path
        assert len(made[path].splitlines()) < 40


def test_a_certificate_of_nobody_any_more_is_removed() -> None:
    """And nothing else that somebody put into the folder."""
    program = a_rich_program("en")
    old = ("reports/certificates/gone.md", "reports/certificates/Notes.txt", "reports/closing.txt")
    changes = report_changes(
        program, its_pairing(program), sources_of({}), ("certificate",), today=TODAY, existing=old
    )
    assert [c.file for c in changes if isinstance(c, Remove)] == ["reports/certificates/gone.md"]
    assert len([c for c in changes if isinstance(c, Write)]) == 4


def test_trainings_stand_on_it_once_they_were_had() -> None:
    """With their length, where it is known."""
    trainings = (
        Training("a", "Tact", date(2027, 1, 11), 90, ("mia",)),
        Training("b", "Later", date(2027, 6, 1), 60, ("mia",)),
        Training("c", "Some day", None, 0, ("mia", "eva")),
    )
    pair = Pair("mia--eva", "mia", ("eva",))
    program = a_program(
        *PEOPLE, pairs=(pair,), journal={pair.id: (JournalEntry(1, date(2027, 1, 12)),)},
        register=Register(trainings=trainings),
    )  # fmt: skip
    had = certificate_views(program, TODAY, ENGLISH)["mia"].trainings
    assert [(each.title, each.hours) for each in had] == [
        ("Some day", None), ("Tact", "1\u00a0h\u00a030\u00a0min"),
    ]  # fmt: skip
