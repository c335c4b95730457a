"""Figures and words that documents show: levels to aim at, points, KPIs, returns, hours elsewhere."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.followup.kpi_standing import read_standing
from rmentor.language.catalogue import speak
from rmentor.model.objectives import KPI, Reading
from rmentor.model.pairing import Reason, ScoredPair
from rmentor.model.pairs import Pair
from rmentor.model.program import CRITERIA, RULES, Framework, Weights
from rmentor.model.sessions import JournalEntry, Plan, Session
from rmentor.reporting.views.aims import AimView
from rmentor.reporting.views.pair import points_by_criterion
from rmentor.reporting.views.progress import kpi_view
from rmentor.reporting.views.session import SessionView, session_view
from rmentor.reporting.views.when import end_of, figure, number, period, rhythm
from rmentor.reporting.views.words import nearest_reason, nothing_named, reasons_in_words
from tests.builders import a_mentee, a_mentor, a_program

# What pairing says of candidates who fit (rmentor/pairing/why.py).
OUTCOMES = ("former", "lowest", "free", "taken")
EN, FR = speak("en"), speak("fr")


def _session(number: int, topic: str = "linkedin") -> Session:
    start = datetime.fromisoformat(f"2027-02-{number:02d} 12:00")
    return Session("mia--eva", number, start, 60, topic=topic)


def _pages(
    own: int, mentor: int, sessions: int, journal: tuple[JournalEntry, ...] = ()
) -> list[SessionView]:
    """Pages of all sessions of a pair on one topic."""
    pair = Pair("mia--eva", "mia", ("eva",), ("linkedin",))
    program = a_program(
        a_mentor(offers={"linkedin": mentor}),
        a_mentee(levels={"linkedin": own}),
        pairs=(pair,),
        framework=Framework(sessions=sessions, minutes=60),
        journal={pair.id: journal},
    )
    planned = tuple(_session(n) for n in range(1, sessions + 1))
    program = replace(program, plan=Plan(planned))
    people = program.people()
    return [session_view(program, people, pair, each, planned, EN) for each in planned]


def _aims(*arguments: object) -> list[AimView]:
    return [page.aims[0] for page in _pages(*arguments)]  # type: ignore[arg-type]


@given(st.integers(0, 5), st.integers(1, 5), st.integers(1, 12))
def test_aims_lead_from_the_mentees_level_towards_the_mentors(
    own: int, mentor: int, sessions: int
) -> None:
    """Steps join, never jump two levels, never pass the mentor, and gain three levels at most."""
    aims = _aims(own, mentor, sessions)
    assert aims[0].start == own
    for aim in aims:
        assert own <= aim.start <= aim.end <= max(own, min(mentor, own + 3))
        assert aim.end - aim.start <= 1
        assert (aim.end > aim.start) == (mentor > own)
    for before, after in itertools.pairwise(aims):
        assert before.start <= after.start <= before.end <= after.end
    assert aims[-1].end == max(own, min(mentor, own + min(sessions, 3)))


def test_aims_begin_anew_at_the_level_that_the_journal_tells() -> None:
    """Whoever went faster aims higher; plans of sessions before keep their aims."""
    noted = JournalEntry(2, date(2027, 2, 2), levels={"eva": {"linkedin": 3}})
    aims = _aims(1, 5, 4, (noted,))
    assert [(aim.start, aim.end) for aim in aims] == [(1, 2), (1, 2), (3, 4), (4, 5)]


@given(
    st.lists(st.none() | st.integers(0, 10000), min_size=8, max_size=8),
    st.lists(st.integers(0, 60), min_size=8, max_size=8).filter(any),
)
def test_points_add_up_to_the_score(shares: list[int | None], weighing: list[int]) -> None:
    """What a reader adds up in the table is the score beside it, and no line is off by a point."""
    weights = Weights(*map(Fraction, weighing))
    exact = [
        weights.of(name) * (Fraction(5000) if share is None else share) / weights.total
        for name, share in zip(CRITERIA, shares, strict=True)
    ]
    score = int(sum(exact) + Fraction(1, 2))
    pair = Pair("mia--eva", "mia", ("eva",))
    scored = ScoredPair(pair, score, dict(zip(CRITERIA, shares, strict=True)), new=False)
    points = points_by_criterion(weights, scored)
    assert sum(points.values()) == score
    assert all(abs(points[name] - exact[at]) < 1 for at, name in enumerate(CRITERIA))


@pytest.mark.parametrize(
    ("better", "baseline", "target", "value", "state", "way"),
    [
        ("up", 20, 70, 35, "closer", "30%"),
        ("up", 20, 70, 70, "met", None),
        ("up", 20, 70, 90, "met", None),
        ("up", 20, 70, 20, "same", None),
        ("up", 20, 70, 10, "away", None),
        ("down", 8, 4, 6, "closer", "50%"),
        ("down", 8, 4, 3, "met", None),
        ("down", 8, 4, 9, "away", None),
        ("up", None, 70, 35, "short", None),
        ("up", 20, None, 35, "read", None),
        ("up", 70, 70, 60, "short", None),
        ("up", 20, 70, None, "unread", None),
    ],
)
def test_a_kpi_says_where_it_stands(
    better: str, baseline: float, target: float, value: float | None, state: str, way: str | None
) -> None:
    """Closer, met or away, whichever direction is the better one."""
    readings = () if value is None else (Reading(date(2027, 2, 1), value),)
    kpi = KPI("k", "K", "%", better, baseline, target, readings)
    found = kpi_view(read_standing(kpi, None), EN)
    assert (found.state, found.way) == (state, way)


def test_a_reading_of_later_is_not_known_yet() -> None:
    """On 1 March the reading of 2 March has not been made."""
    readings = (Reading(date(2027, 2, 1), 30), Reading(date(2027, 3, 2), 60))
    kpi = KPI("k", "K", "%", "up", 20, 70, readings)
    assert kpi_view(read_standing(kpi, date(2027, 3, 1)), EN).latest == "30%"
    assert kpi_view(read_standing(kpi, None), EN).latest == "60%"


def test_what_moved_before_the_start_is_no_trend() -> None:
    """Two readings of the autumn before say nothing of a programme that begins in January."""
    start = date(2027, 1, 11)
    autumn = (Reading(date(2026, 10, 1), 18), Reading(date(2026, 12, 15), 20))
    kpi = KPI("k", "K", "%", "up", 20, 70, autumn)
    found = kpi_view(read_standing(kpi, None, start), EN)
    assert (found.state, found.change) == ("same", None)
    kpi = KPI("k", "K", "%", "up", 20, 70, (*autumn, Reading(start, 23)))
    assert kpi_view(read_standing(kpi, None, start), EN).change == "+3\N{NO-BREAK SPACE}points"


def test_every_rule_has_its_words() -> None:
    """Whichever rules removed candidates, a reader learns it, most first, and nobody is named."""
    reasons = tuple(Reason(rule, at + 1) for at, rule in enumerate((*RULES, *OUTCOMES)))
    for role in ("mentor", "mentee"):
        for language in (EN, FR):
            said = reasons_in_words(reasons, role, language)
            assert len(said) == len(reasons) - 2  # oneself and roles are no candidates
            counts = [int(each.split()[0]) for each in said]
            assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("rule", [*RULES, *OUTCOMES])
def test_a_sponsor_hears_of_what_can_be_helped(rule: str) -> None:
    """The nearest obstacle is told, but never a wish, a score or a motivation."""
    said = nearest_reason((Reason("topic", 3), Reason(rule, 2)), EN)
    assert said
    assert not {"wish", "weak", "score"} & set(said.split())
    if rule in ("avoid", "score", "department", "volunteer", "role", "self", "former", "lowest"):
        assert said == nearest_reason((Reason("topic", 3),), EN)


def test_who_named_no_topic_is_told_that_and_nothing_else() -> None:
    """No mentor could be found for somebody who has not said what to learn."""
    assert nothing_named(a_mentee(wants={}), "mentee", EN) == "has named no topic to learn yet"
    assert nothing_named(a_mentor(offers={}), "mentor", EN) == "has named no topic to teach yet"
    assert nothing_named(a_mentee(), "mentee", EN) is None
    assert nothing_named(a_mentor(), "mentor", EN) is None


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        ("2027-01-11", "2027-07-02", "du 11 janvier au 2 juillet 2027", "from 11 January to 2 July 2027"),
        ("2026-12-01", "2027-03-01", "du 1er décembre 2026 au 1er mars 2027",
         "from 1 December 2026 to 1 March 2027"),
    ],
)  # fmt: skip
def test_periods_are_written_as_people_write_them(
    first: str, last: str, french: str, english: str
) -> None:
    """The year is written once where it is the same."""
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert period(*days, FR) == french
    assert period(*days, EN) == english


def test_figures_are_written_as_people_write_them() -> None:
    """Thousands, units and rhythms in both languages."""
    assert (number(8315, FR), number(8315, EN)) == ("8\u202f315", "8,315")
    assert (figure(35.5, "%", FR), figure(35.5, "%", EN)) == ("35,5\u202f%", "35.5%")
    assert (figure(8, "jours", FR), figure(8, None, FR)) == ("8\u00a0jours", "8")
    assert (rhythm(14, FR), rhythm(7, FR)) == ("toutes les 2 semaines", "chaque semaine")
    assert (rhythm(10, EN), rhythm(1, EN)) == ("every 10 days", "every day")


def test_a_session_ends_when_clocks_say_so() -> None:
    """An hour that clocks leave out is not counted."""
    start = datetime.fromisoformat("2027-03-28 01:30")
    assert end_of(start, 60, "Europe/Paris") == datetime.fromisoformat("2027-03-28 03:30")
    assert end_of(start, 60, "UTC") == datetime.fromisoformat("2027-03-28 02:30")


def _page(**of_mentor: object) -> SessionView:
    pair = Pair("mia--eva", "mia", ("eva",), ("linkedin",))
    program = a_program(
        a_mentor(**of_mentor),
        a_mentee(offers={"budgeting": 5, "career": 4, "golf": 2}, timezone="Asia/Tokyo"),
        pairs=(pair,),
    )
    session = _session(1)
    return session_view(program, program.people(), pair, session, (session,), EN)


def test_what_comes_back_is_what_the_mentor_wants_to_learn() -> None:
    """First what the mentor asked for; else what the mentee is good at; never what is barely known."""
    wanting = _page(wants={"career": 1, "budgeting": 3, "golf": 3}, levels={"career": 1})
    assert [(gift.topic, gift.mentee_level, gift.mentor_level) for gift in wanting.returns] == [
        ("budgeting", 5, 0),
        ("career", 4, 1),
    ]
    assert wanting.gifts == ()
    asking_nothing = _page()
    assert asking_nothing.returns == ()
    assert asking_nothing.gifts == ("budgeting", "career")


def test_hours_are_told_in_everybodys_time_zone() -> None:
    """Somebody far away reads the hours of the own clock, and the day where it is another."""
    (other,) = _page(timezone="Europe/Paris").elsewhere
    assert (other.name, other.hours, other.timezone) == ("Eva", "20:00 – 21:00", "Asia/Tokyo")


def test_the_agenda_covers_the_session_to_the_minute() -> None:
    """Parts follow each other by the clock and add up to the session."""
    for page in _pages(1, 5, 3):
        assert page.agenda[0].at == "12:00"
        assert sum(step.minutes for step in page.agenda) == 60
