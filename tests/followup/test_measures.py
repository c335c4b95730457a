"""Bounds in the definitions of KPIs that random programs seldom come near."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.followup.kpis import computed
from rmentor.followup.measures.answers import skill_gain
from rmentor.followup.measures.facts import Facts
from rmentor.model.pairs import Former, Pair
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program

ENDED = date(2027, 2, 1)


@pytest.mark.parametrize(("mark", "counts"), [(1, False), (3, False), (4, True), (5, True)])
def test_a_mentor_who_got_something_back_says_at_least_four_of_five(
    mark: int, counts: bool
) -> None:
    """In the final survey (domain, section 7); it then counts for every session of the pair."""
    words = Words("Something back", "Something back")
    survey = Survey(
        "final-mentor", words, ("mentor",), items=(SurveyItem("something-back", words),), ask="last"
    )
    pair = Pair("mia--eva", "mia", ("eva",))
    answer = Answer("final-mentor", "mia", "mentor", pair.id, scales={"something-back": mark})
    program = a_program(
        a_mentor(), a_mentee(), pairs=(pair,), smallest_group=1, surveys={survey.id: survey},
        answers={survey.id: (answer,)},
        journal={pair.id: (JournalEntry(1, ENDED), JournalEntry(2, ENDED + timedelta(14)))},
    )  # fmt: skip
    assert computed(program, None)["two_way"].value == (100 if counts else 0)


@pytest.mark.parametrize(
    ("days", "soon"), [(-1, False), (0, True), (1, True), (20, True), (21, True), (22, False)]
)
def test_a_new_partner_within_three_weeks_is_soon(days: int, soon: bool) -> None:
    """From the day on which the pair ended to three weeks later, that day included."""
    over = Pair("mia--eva", "mia", ("eva",), status="ended", since=date(2027, 1, 4), until=ENDED)
    new = Pair("max--eva", "max", ("eva",), since=ENDED + timedelta(days=days))
    program = a_program(a_mentor(), a_mentor("max"), a_mentee(), pairs=(new, over))
    found = computed(program, None)["no_fault_exits"].parts["rematched"]
    assert found.value == (100 if soon else 0)


FINAL = Survey(
    "final",
    Words("Bilan", "Final"),
    ("mentor", "mentee", "manager"),
    items=(
        SurveyItem("recommend", Words("Conseiller", "Recommend"), "0-10"),
        SurveyItem("levels", Words("Niveaux", "Levels"), "topics"),
    ),
    ask="last",
)


@pytest.mark.parametrize(
    ("mark", "value"), [(0, -100), (5, -100), (6, -100), (7, 0), (8, 0), (9, 100), (10, 100)]
)
def test_nine_and_ten_recommend_and_six_does_not(mark: int, value: int) -> None:
    """From 0 to 10 (domain, section 6)."""
    answer = Answer("final", "eva", "mentee", scales={"recommend": mark})
    program = a_program(
        a_mentee(), surveys={"final": FINAL}, answers={"final": (answer,)}, smallest_group=1
    )
    assert computed(program, None)["recommend"].value == value


@pytest.mark.parametrize(("managers", "people"), [("ab", 2), ("aa", 1), ("a-", 2), ("--", 2)])
def test_a_manager_who_answers_of_two_mentees_is_one_person(managers: str, people: int) -> None:
    """A manager whom nobody knows is another for each mentee."""
    mentees = [
        a_mentee(f"eva-{n}", manager=None if manager == "-" else f"boss-{manager}")
        for n, manager in enumerate(managers)
    ]
    answers = tuple(
        Answer("final", each.id, "manager", scales={"recommend": 9}) for each in mentees
    )
    program = a_program(
        *mentees, surveys={"final": FINAL}, answers={"final": answers}, smallest_group=1
    )
    assert computed(program, None)["recommend"].people == people


NOTED = st.lists(
    st.tuples(st.sampled_from(["max", "mia"]), st.integers(0, 6), st.integers(0, 5)), max_size=4
)


@given(NOTED, st.none() | st.tuples(st.none() | st.integers(0, 6), st.integers(0, 5)))
def test_what_was_gained_is_the_latest_level_less_the_first(
    journal: list[tuple[str, int, int]], survey: tuple[int | None, int] | None
) -> None:
    """Whichever pair noted it; a survey's word comes after the journal's of that day, undated last.

    Each is a voice of its day, and only the earliest of them takes nobody's place.
    """
    days = [(ENDED + timedelta(day), number, level) for number, (_, day, level) in enumerate(journal)]  # fmt: skip
    entries = {
        f"{mentor}--eva": tuple(
            JournalEntry(number, ENDED + timedelta(day), levels={"eva": {"linkedin": level}})
            for number, (who, day, level) in enumerate(journal)
            if who == mentor
        )
        for mentor in ("max", "mia")
    }
    pairs = tuple(Pair(f"{m}--eva", m, ("eva",), topics=("linkedin",)) for m in ("max", "mia"))
    answers: tuple[Answer, ...] = ()
    if survey is not None:
        on = None if survey[0] is None else ENDED + timedelta(survey[0])
        answers = (Answer("final", "eva", "mentee", day=on, topics={"levels": {"linkedin": survey[1]}}),)  # fmt: skip
        days.append((on or date.max, 99, survey[1]))
    eva = a_mentee(levels={"linkedin": 1})
    program = a_program(
        a_mentor(), a_mentor("max"), eva, pairs=pairs, smallest_group=1,
        surveys={"final": FINAL}, answers={"final": answers},
        journal={pair: told for pair, told in entries.items() if told},
    )  # fmt: skip
    days.sort()
    figure = computed(program, None)["skill_gain"]
    assert figure.value == (days[-1][2] - 1 if days else None)
    assert [(voice.day, voice.is_first) for voice in skill_gain(Facts(program, None)).voices] == [
        (None if day == date.max else day, at == 0) for at, (day, _, _) in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("status", "since", "there"),
    [("left", None, False), ("left", 0, False), ("left", 1, True), ("active", None, True)],
)
def test_who_leaves_later_is_still_there(status: str, since: int | None, there: bool) -> None:
    """Whoever left on a day that nobody knows has gone."""
    day = None if since is None else ENDED + timedelta(since)
    program = a_program(a_mentee(status=status, status_since=day), smallest_group=1)
    assert computed(program, ENDED)["retention"].value == (100 if there else 0)


@pytest.mark.parametrize(
    ("status", "met", "served"),
    [("active", False, True), ("ended", False, False), ("ended", True, True)],
)
def test_whoever_has_a_mentor_or_met_one_is_served(status: str, met: bool, served: bool) -> None:
    """A pair that ended before its first session gave nobody a mentor."""
    until = ENDED if status == "ended" else None
    pair = Pair("mia--eva", "mia", ("eva",), status=status, until=until)
    journal = {pair.id: (JournalEntry(1, ENDED - timedelta(7)),)} if met else {}
    program = a_program(a_mentor(), a_mentee(), pairs=(pair,), journal=journal)
    assert computed(program, ENDED)["served"].value == (100 if served else 0)


@pytest.mark.parametrize(
    ("states", "value"),
    [(("held",), 100), (("held", "cancelled"), 50), (("cancelled",), 0), (("held", "moved"), 100)],
)
def test_sessions_that_were_called_off_count_against_attendance(
    states: tuple[str, ...], value: int
) -> None:
    """Those that were moved are still to come."""
    pair = Pair("mia--eva", "mia", ("eva",))
    entries = tuple(JournalEntry(n, ENDED, state) for n, state in enumerate(states, start=1))
    program = a_program(a_mentor(), a_mentee(), pairs=(pair,), journal={pair.id: entries})
    assert computed(program, ENDED)["attendance"].value == value


@pytest.mark.parametrize(("teaches", "served"), [(False, 100), (True, 50)])
def test_who_learnt_in_a_group_and_left_it_was_served(teaches: bool, served: int) -> None:
    """But not who taught there."""
    group = Pair("mia--linkedin", "mia", ("eva",), format="group", former=(Former("ida", teaches=teaches),))  # fmt: skip
    program = a_program(a_mentor(), a_mentee(), a_mentee("ida"), pairs=(group,))
    assert computed(program, ENDED)["served"].value == served
