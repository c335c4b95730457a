"""Surveys: scales as their source says, both sides before either is seen, and who is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.followup.surveys import (
    awaited,
    counts,
    is_visible,
    merged,
    recipients,
    recommendation,
    score,
    visible_answers,
    without_texts,
)
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import JournalEntry, Plan, Session
from rmentor.model.surveys import KNOWN_MOMENTS, Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_person, a_program

NOTHING = Words("", "")
BOTH = ("mentor", "mentee")
START, END = date(2027, 1, 11), date(2027, 7, 2)


def an_item(name: str, scale: str = "1-5", **fields: Any) -> SurveyItem:
    """Make a question without words."""
    return SurveyItem(name, NOTHING, scale, **fields)


def a_survey(
    name: str, *items: SurveyItem, audience: tuple[str, ...] = BOTH, **fields: Any
) -> Survey:
    """Make a survey that is asked when the field asks it."""
    known: dict[str, Any] = {"ask": KNOWN_MOMENTS.get(name), "audience": audience}
    return Survey(name, NOTHING, items=items or (an_item("useful"),), **{**known, **fields})


def day(number: int) -> date:
    """Day of the program, from 0."""
    return START + timedelta(days=number)


def held(session: int, on: int, **fields: Any) -> JournalEntry:
    """Make an entry of a session that was held."""
    return JournalEntry(session, day(on), **fields)


def planned(session: int, on: int, pair: str = "mia--eva", **fields: Any) -> Session:
    """Make a line of the plan."""
    at = datetime.combine(day(on), datetime.min.time())
    return Session(pair, session, at, 90, **fields)


PAIR = Pair("mia--eva", "mia", ("eva",), ("linkedin",), since=START)


def a_pair_program(
    *surveys: Survey,
    entries: Sequence[JournalEntry] = (),
    answers: Sequence[Answer] = (),
    pair: Pair = PAIR,
    **fields: Any,
) -> Program:
    """Make a program of one pair with six sessions."""
    given: dict[str, tuple[Answer, ...]] = {}
    for answer in answers:
        given[answer.survey] = (*given.get(answer.survey, ()), answer)
    known: dict[str, Any] = {
        "framework": Framework(sessions=6),
        "start": START,
        "end": END,
        "pairs": (pair,),
        "journal": {pair.id: tuple(entries)} if entries else {},
        "surveys": {each.id: each for each in surveys},
        "answers": given,
    }
    people = fields.pop("people", (a_mentor(), a_mentee()))
    return a_program(*people, **{**known, **fields})


def waiting(program: Program, on: date | None) -> list[tuple[object, ...]]:
    """Who is awaited: person, role, session and day since which."""
    return [(one.person, one.role, one.session, one.due) for one in awaited(program, on)]


# Scores


@st.composite
def answered(draw: st.DrawFn) -> tuple[Survey, Answer]:
    """A survey with items of all kinds, and an answer to some of them."""
    items = tuple(
        SurveyItem(
            f"i{number}",
            NOTHING,
            draw(st.sampled_from(["1-5", "1-5", "1-5", "0-10", "text"])),
            reverse=draw(st.booleans()),
            audience=draw(st.sampled_from([(), (), ("mentor",), ("mentee",)])),
        )
        for number in range(draw(st.integers(0, 7)))
    )
    scales = {
        item.id: draw(st.integers(1, 5) if item.scale == "1-5" else st.integers(0, 10))
        for item in items
        if item.scale != "text" and draw(st.booleans())
    }
    role = draw(st.sampled_from(BOTH))
    return a_survey("x", *items), Answer("x", "mia", role, scales=scales)


@given(answered())
def test_a_score_is_the_mean_after_reversing_if_two_thirds_are_answered(
    case: tuple[Survey, Answer],
) -> None:
    """As domain.md says, computed again in plain numbers."""
    survey, answer = case
    asked = given = total = 0
    for item in survey.items:
        if item.scale != "1-5" or (item.audience and answer.role not in item.audience):
            continue
        asked += 1
        if (said := answer.scales.get(item.id)) is not None:
            given += 1
            total += (6 - said) if item.reverse else said
    expected = None if not given or given / asked < 2 / 3 - 1e-9 else Fraction(total, given)
    assert score(survey, answer) == expected


@given(st.lists(st.integers(0, 10), max_size=30))
def test_the_recommendation_score_is_promoters_less_detractors(given: list[int]) -> None:
    """% of 9 and 10 less % of 0 to 6; who did not say counts in neither."""
    answers = [Answer("x", "mia", "mentor", scales={"recommend": each}) for each in given]
    answers.append(Answer("x", "eva", "mentee"))
    high, low = len([n for n in given if n in (9, 10)]), len([n for n in given if n <= 6])
    expected = Fraction(100 * high, len(given)) - Fraction(100 * low, len(given)) if given else None
    assert recommendation(answers) == expected


def test_the_later_answer_of_a_key_takes_the_place_of_the_earlier() -> None:
    """Others stay, and all are sorted."""
    one, two = Answer("x", "mia", "mentor", "p", 1), Answer("x", "eva", "mentee", "p", 1)
    again = replace(one, scales={"useful": 3})
    assert merged((one, two), (again,)) == (two, again)


def test_free_texts_are_for_the_coordinator_alone() -> None:
    """Choices are counted; what somebody wrote is not passed on."""
    survey = a_survey("x", an_item("fit", "choice", choices=("good",)), an_item("change", "text"))
    answer = Answer("x", "mia", "mentor", words={"fit": "good", "change": "secret"})
    assert without_texts(survey, answer).words == {"fit": "good"}


# Both sides


def test_one_side_s_answers_wait_for_the_other_s() -> None:
    """Until both are in, or the last day for answers has passed."""
    survey = a_survey("midterm", closes=day(20))
    mine, hers = (
        Answer("midterm", "mia", "mentor", "mia--eva"),
        Answer("midterm", "eva", "mentee", "mia--eva"),
    )
    alone = a_pair_program(survey, answers=[mine])
    assert not is_visible(alone, survey, mine, day(20))
    assert not is_visible(alone, survey, mine, None)
    assert is_visible(alone, survey, mine, day(21))
    assert visible_answers(alone, "midterm", day(20)) == ()
    assert visible_answers(alone, "midterm", day(21)) == (mine,)
    both = a_pair_program(survey, answers=[hers, mine])
    assert visible_answers(both, "midterm", day(1)) == (hers, mine)
    assert visible_answers(both, "none", day(1)) == ()


def test_an_answer_of_another_session_does_not_show_this_one() -> None:
    """After each session, each side answers anew; the journal's pulse is an answer, too."""
    survey = a_survey("pulse")
    mine = Answer("pulse", "mia", "mentor", "mia--eva", 1)
    hers = Answer("pulse", "eva", "mentee", "mia--eva", 2)
    program = a_pair_program(survey, answers=[hers, mine], entries=[held(1, 1), held(2, 15)])
    assert visible_answers(program, "pulse", day(30)) == ()
    felt = a_pair_program(
        survey, answers=[mine], entries=[held(1, 1, pulse={"mentee": 4}), held(2, 15)]
    )
    assert visible_answers(felt, "pulse", day(30)) == (mine,)


def test_an_answer_without_its_pair_is_held_back_like_one_with_it() -> None:
    """A form that nobody asked for the pair gives no way round."""
    survey = a_survey("midterm")
    mine = Answer("midterm", "mia", "mentor")
    hers = Answer("midterm", "eva", "mentee")
    assert not is_visible(a_pair_program(survey, answers=[mine]), survey, mine, day(9))
    assert is_visible(a_pair_program(survey, answers=[hers, mine]), survey, mine, day(9))


def test_who_has_left_holds_nobody_s_answers_back() -> None:
    """And in a group everybody else has answered first."""
    group = Pair("mia--linkedin", "mia", ("eva", "eve", "leo"), format="group")
    people = (
        a_mentor(), a_mentee(), a_mentee("eve"), a_mentee("leo", status="left"),
    )  # fmt: skip
    survey = a_survey("midterm")
    given = [
        Answer("midterm", who, "mentor" if who == "mia" else "mentee", group.id)
        for who in ("eva", "eve", "mia")
    ]
    some = a_pair_program(survey, answers=given[1:], pair=group, people=people)
    assert visible_answers(some, "midterm", day(1)) == ()
    whole = a_pair_program(survey, answers=given, pair=group, people=people)
    assert visible_answers(whole, "midterm", day(1)) == tuple(given)


def test_answers_for_one_side_wait_for_nobody() -> None:
    """Final surveys go to each side alone, and managers speak for themselves."""
    survey = a_survey("final-mentor", audience=("mentor",))
    mine = Answer("final-mentor", "mia", "mentor", "mia--eva")
    assert is_visible(a_pair_program(survey, answers=[mine]), survey, mine, None)


def test_answers_given_later_than_today_are_not_known_yet() -> None:
    """A report of an earlier day says what was known on it."""
    survey = a_survey("final-mentor", audience=("mentor",))
    mine = Answer("final-mentor", "mia", "mentor", "mia--eva", day=day(9))
    program = a_pair_program(survey, answers=[mine], entries=[held(6, 5)])
    assert visible_answers(program, survey.id, day(8)) == ()
    assert visible_answers(program, survey.id, day(9)) == (mine,)
    assert [len(awaited(program, day(n))) for n in (4, 8, 9)] == [0, 1, 0]


# Whose answers are awaited


def test_each_side_is_awaited_after_each_session_that_was_held() -> None:
    """A journal's pulse is an answer; sessions called off ask nothing."""
    program = a_pair_program(
        a_survey("pulse"),
        entries=[
            held(1, 1, pulse={"mentor": 5}),
            held(2, 15, state="cancelled"),
            held(3, 29),
        ],
        answers=[Answer("pulse", "eva", "mentee", "mia--eva", 3)],
    )
    assert waiting(program, day(28)) == [("eva", "mentee", 1, day(1))]
    assert waiting(program, None) == [
        ("eva", "mentee", 1, day(1)),
        ("mia", "mentor", 3, day(29)),
    ]
    assert counts(program, program.surveys["pulse"], None).asked == 4


@pytest.mark.parametrize(
    ("ask", "on", "expected"),
    [("each", 1, 1), ("first", 1, 1), ("half", 29, None), ("last", 71, None)],
)
def test_nobody_is_awaited_before_the_moment_and_both_are_from_it(
    ask: str, on: int, expected: int | None
) -> None:
    """Six sessions, one each fortnight; half of them are held with the third."""
    entries = [held(number, 14 * number - 13) for number in range(1, 7)]
    program = a_pair_program(a_survey("x", ask=ask), entries=entries)
    assert waiting(program, day(on - 1)) == []
    assert waiting(program, day(on)) == [
        ("eva", "mentee", expected, day(on)),
        ("mia", "mentor", expected, day(on)),
    ]


def test_midterm_is_asked_when_the_middle_of_the_plan_has_passed() -> None:
    """Also of a pair that has not met; not of one that pauses."""
    sessions = tuple(planned(number, 14 * number - 13) for number in range(1, 7))
    program = a_pair_program(a_survey("midterm"), plan=Plan(sessions))
    assert waiting(program, day(29)) == []
    assert {due for *_, due in waiting(program, day(30))} == {day(30)}
    off = (replace(sessions[0], state="cancelled"), *sessions[1:])
    later = a_pair_program(a_survey("midterm"), plan=Plan(off))
    assert {due for *_, due in waiting(later, None)} == {day(44)}
    pausing = a_pair_program(
        a_survey("midterm"), plan=Plan(sessions), pair=replace(PAIR, status="paused")
    )
    assert waiting(pausing, None) == []


FIT = a_survey("fit", an_item("fit", "choice", choices=("good", "deciding", "not-good")))


def _fit(who: str, said: str, session: int | None, on: int | None = None) -> Answer:
    role = "mentor" if who == "mia" else "mentee"
    when = None if on is None else day(on)
    return Answer("fit", who, role, "mia--eva", session, when, words={"fit": said})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], [("eva", 1), ("mia", 1)]),
        ([_fit("eva", "good", 1), _fit("mia", "not-good", 1)], []),
        ([_fit("eva", "deciding", 1), _fit("mia", "good", None)], [("eva", 2)]),
        ([_fit("eva", "deciding", None, 1), _fit("mia", "good", 1)], [("eva", 2)]),
        ([_fit("eva", "deciding", None), _fit("mia", "good", 1)], [("eva", 2)]),
        ([_fit("eva", "deciding", 2), _fit("mia", "good", 1)], [("eva", 3)]),
        ([_fit("eva", "deciding", 3), _fit("mia", "good", 1)], []),
        (
            [_fit("eva", "deciding", 1), _fit("eva", "good", 2), _fit("mia", "deciding", 1),
             _fit("mia", "deciding", 2)],
            [("mia", 3)],
        ),
    ],
)  # fmt: skip
def test_who_is_deciding_is_asked_again_after_the_next_session(
    answers: list[Answer], expected: list[tuple[str, int]]
) -> None:
    """Until decided; who has not answered at all is asked once."""
    entries = [held(1, 1), held(2, 15), held(3, 29)]
    program = a_pair_program(FIT, entries=entries, answers=answers)
    assert [(who, session) for who, _, session, _ in waiting(program, None)] == expected


@pytest.mark.parametrize(
    ("pair", "entries", "due"),
    [
        (PAIR, [], END),
        (PAIR, [held(1, 1), held(6, 71)], day(71)),
        (replace(PAIR, status="completed", until=day(40)), [held(1, 1)], day(40)),
        (replace(PAIR, status="completed"), [held(1, 1)], day(1)),
        (replace(PAIR, status="ended", until=day(9)), [held(1, 1)], day(9)),
        (replace(PAIR, status="ended"), [held(1, 1)], day(1)),
        (replace(PAIR, status="ended", until=day(9)), [], None),
    ],
)
def test_the_last_survey_is_asked_when_a_pair_is_over(
    pair: Pair, entries: list[JournalEntry], due: date | None
) -> None:
    """Also of one that ended early, if it ever met; of all others with the program at the latest."""
    program = a_pair_program(a_survey("x", ask="last"), entries=entries, pair=pair)
    assert {each[-1] for each in waiting(program, None)} == ({due} if due else set())


def test_of_ended_pairs_nothing_else_is_asked() -> None:
    """Nobody is chased for what is over."""
    surveys = [a_survey(name) for name in ("pulse", "midterm")] + [FIT]
    entries = [held(number, 14 * number - 13) for number in range(1, 5)]
    ended = a_pair_program(*surveys, entries=entries, pair=replace(PAIR, status="ended"))
    assert awaited(ended, None) == ()
    done = a_pair_program(*surveys, entries=entries, pair=replace(PAIR, status="completed"))
    assert {each.survey for each in awaited(done, None)} == {"pulse"}


@pytest.mark.parametrize("status", ["left", "paused"])
def test_nobody_waits_for_people_who_left_or_pause(status: str) -> None:
    """The other side is still asked."""
    people = (a_mentor(), a_mentee(status=status))
    program = a_pair_program(a_survey("pulse"), entries=[held(1, 1)], people=people)
    assert [each.person for each in awaited(program, None)] == ["mia"]


def test_managers_are_asked_once_for_each_mentee_that_has_one() -> None:
    """Keyed by the mentee, also one with two mentors; not for mentors."""
    people = (
        a_mentor(manager="zoe"), a_mentor("max", manager="zoe"), a_mentee(manager="zoe"),
        a_mentee("eve"), a_person("zoe"),
    )  # fmt: skip
    pairs = (
        Pair("max--eva", "max", ("eva",)), PAIR, Pair("mia--eve", "mia", ("eve",)),
    )  # fmt: skip
    survey = a_survey("final-manager", audience=("manager",))
    journal = {"mia--eva": (held(6, 60),), "max--eva": (held(6, 50),)}
    program = a_pair_program(survey, people=people, pairs=pairs, journal=journal)
    assert [(w.person, w.role, w.pair, w.due) for w in awaited(program, None)] == [
        ("eva", "manager", None, day(50))
    ]
    told = replace(program, answers={survey.id: (Answer(survey.id, "eva", "manager", "mia--eva"),)})
    assert awaited(told, None) == ()


def test_before_the_start_everybody_active_is_asked_in_each_role() -> None:
    """Since the day of their yes; not those whose topics are known already."""
    blank: dict[str, Any] = {"offers": {}, "wants": {}}
    people = (
        a_person("ada", volunteered=day(-30), **blank),
        a_mentor("ben", offers={}),
        a_mentor("cat"),
        a_mentor("dan", offers={}, status="applied"),
        a_mentor("eli", offers={}, status="left"),
    )
    surveys = (
        a_survey("intake-mentor", an_item("offers", "topics"), audience=("mentor",)),
        a_survey("intake-mentee", an_item("wants", "topics"), audience=("mentee",)),
    )
    program = a_pair_program(*surveys, people=people, pairs=())
    assert waiting(program, day(-1)) == [
        ("ada", "mentee", None, day(-30)),
        ("ada", "mentor", None, day(-30)),
    ]
    assert waiting(program, day(0))[1:] == [
        ("ada", "mentor", None, day(-30)),
        ("ben", "mentor", None, day(0)),
    ]


def test_nobody_is_awaited_once_a_survey_has_closed() -> None:
    """The last day counts."""
    program = a_pair_program(a_survey("pulse", closes=day(9)), entries=[held(1, 1)])
    assert [len(awaited(program, day(n))) for n in (9, 10)] == [2, 0]


def test_roles_that_no_participant_has_are_awaited_from_nobody() -> None:
    """Coordinator and sponsor are no participants."""
    survey = a_survey("x", audience=("coordinator", "sponsor"), ask="last")
    assert awaited(a_pair_program(survey), None) == ()


def test_a_survey_of_no_moment_goes_to_everybody_who_has_not_answered() -> None:
    """Nobody waits for it, and a form is written for each."""
    survey = a_survey("canteen")
    program = a_pair_program(survey, answers=[Answer("canteen", "mia", "mentor")])
    assert awaited(program, None) == ()
    assert [(one.person, one.role) for one in recipients(program, survey, day(0))] == [
        ("eva", "mentee")
    ]
    assert [one.person for one in recipients(a_pair_program(FIT), FIT, None)] == []


@st.composite
def small_worlds(draw: st.DrawFn) -> Program:
    """A pair or group on its way, with some answers to a survey after each session."""
    count = draw(st.integers(1, 2))
    mentees = ("eva", "eve")[:count]
    status = st.sampled_from(["active"] * 4 + ["paused", "left"])
    people = [a_mentor(status=draw(status))] + [
        a_mentee(each, status=draw(status)) for each in mentees
    ]
    pair = replace(
        PAIR,
        mentees=mentees,
        status=draw(st.sampled_from(["active", "paused", "completed", "ended"])),
    )
    entries = [
        held(
            number,
            10 * number,
            state=draw(st.sampled_from(["held", "held", "cancelled", "moved"])),
            pulse=draw(st.dictionaries(st.sampled_from(BOTH), st.integers(1, 5), max_size=2)),
        )
        for number in range(1, draw(st.integers(1, 5)))
    ]
    answers = [
        Answer("pulse", who, "mentor" if who == "mia" else "mentee", pair.id, number)
        for who in ("mia", *mentees)
        for number in range(1, 5)
        if draw(st.booleans())
    ]
    closes = draw(st.none() | st.integers(0, 50).map(day))
    return a_pair_program(
        a_survey("pulse", closes=closes), entries=entries, answers=answers, pair=pair, people=people
    )


@given(small_worlds(), st.none() | st.integers(0, 60).map(day))
def test_awaited_and_visible_answers_are_those_of_the_contract(
    program: Program, today: date | None
) -> None:
    """Said again in plain Python, for surveys after each session."""
    pair, survey = program.pairs[0], program.surveys["pulse"]
    states = {person.id: person.status for person in program.participants}
    roles = {pair.mentor: "mentor"} | dict.fromkeys(pair.mentees, "mentee")
    rows = {(answer.person, answer.session) for answer in program.answers.get("pulse", ())}
    is_open = not (survey.closes and today and today > survey.closes)
    meetings = {
        entry.session: entry
        for entry in program.journal.get(pair.id, ())
        if entry.state == "held" and (today is None or entry.date <= today)
    }

    def told(who: str, session: int) -> bool:
        entry = meetings.get(session)
        return (who, session) in rows or (entry is not None and roles[who] in entry.pulse)

    expected = [
        (who, roles[who], session, entry.date)
        for who in sorted(roles)
        for session, entry in sorted(meetings.items())
        if is_open and pair.status != "ended" and states[who] not in ("left", "paused")
        if not told(who, session)
    ]
    assert waiting(program, today) == expected
    shown = {
        (who, session)
        for who, session in rows
        if not is_open or all(told(each, session or 0) for each in roles if states[each] != "left")
    }
    assert {(a.person, a.session) for a in visible_answers(program, "pulse", today)} == shown
