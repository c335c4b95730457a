"""Health: each rule as the domain's table has it, at its limits and against plain loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.health import by_urgency, health
from rmentor.followup.health_rules import RULES
from rmentor.model.health import DEFAULT_LIMITS, HEALTH_RULES, HEALTH_STATES, Limits
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Module, Program
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import KNOWN_MOMENTS, Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from rmentor.model.windows import Span
from tests.builders import a_mentee, a_mentor, a_program
from tests.followup import health_oracle
from tests.followup.pairs_on_the_way import START, days, programs

PAIR = Pair("mia--eva", "mia", ("eva",), topics=("linkedin",), since=START)
GOOD = {"mentor": 5, "mentee": 5}


def on(day: int) -> date:
    """Day of the program, from 0."""
    return START + timedelta(days=day)


def held(session: int, day: int, **fields: Any) -> JournalEntry:
    """A session that went well, unless said otherwise."""
    known: dict[str, Any] = {"pulse": GOOD, "returns": ("budgeting",)}
    known["levels"] = {"eva": {"linkedin": 3}}
    return JournalEntry(session, on(day), **{**known, **fields})


def not_held(session: int, day: int, state: str = "cancelled") -> JournalEntry:
    """A session that did not take place."""
    return JournalEntry(session, on(day), state)


def under_way(*entries: JournalEntry, pair: Pair = PAIR, **fields: Any) -> Program:
    """A program of one pair with this journal, its first session planned for the first day."""
    known: dict[str, Any] = {
        "start": START,
        "pairs": (pair,),
        "journal": {pair.id: entries},
        "plan": Plan((Session(pair.id, 1, datetime.combine(START, time(12)), 90),)),
    }
    eva = a_mentee(offers={"budgeting": 4}, levels={"linkedin": 2})
    people = (a_mentor(wants={"budgeting": 1}), eva)
    return a_program(*people, **{**known, **fields})


def seen(program: Program, day: int) -> dict[str, str]:
    """State of each rule met."""
    (found,) = health(program, on(day))
    return {met.rule: met.state for met in found.met}


def facts(program: Program, day: int, rule: str) -> Mapping[str, Any]:
    """What a rule was seen from."""
    (found,) = health(program, on(day))
    return next(met.facts for met in found.met if met.rule == rule)


@settings(max_examples=400)
@given(programs(), days(0, 160))
def test_every_rule_says_what_plain_loops_over_the_domain_s_table_say(
    program: Program, today: date
) -> None:
    """Which rules are met, and how gravely, is what the table says."""
    (found,) = health(program, today)
    expected = health_oracle.rules_met(program, program.pairs[0], today)
    assert {met.rule: met.state for met in found.met} == expected
    states = sorted(expected.values(), key=HEALTH_STATES.index)
    begun = program.pairs[0].since or health_oracle.planned_start(program, program.pairs[0])
    young = begun is not None and (today - begun).days < 14
    assert found.state == (states[-1] if states else "new" if young else "good")


@settings(max_examples=150)
@given(programs(), days(0, 160))
def test_what_is_recorded_later_changes_nothing_about_a_day(program: Program, today: date) -> None:
    """Looking back at a Monday shows what was known on that Monday."""
    known = tuple(e for e in program.journal["mia--eva"] if e.date <= today)
    assert health(program, today) == health(replace(program, journal={"mia--eva": known}), today)


@settings(max_examples=150)
@given(programs(), days(0, 160))
def test_evidence_is_facts_and_tells_no_pulse_and_no_side(program: Program, today: date) -> None:
    """Whose pulse a rule was seen from cannot be read from it: exchanged sides look the same."""
    (found,) = health(program, today)
    names = {name for met in found.met for name in met.facts}
    assert not {"pulse", "pulses", "mentor", "mentee", "side", "value"} & names
    assert all(isinstance(met.facts["since"], date) for met in found.met)
    other = {"mentor": "mentee", "mentee": "mentor"}
    exchanged = tuple(
        replace(entry, pulse={other[side]: pulse for side, pulse in entry.pulse.items()})
        for entry in program.journal["mia--eva"]
    )
    (mirrored,) = health(replace(program, journal={"mia--eva": exchanged}), today)
    confidential = ("low-pulse", "unbalanced")
    assert [met for met in found.met if met.rule in confidential] == [
        met for met in mirrored.met if met.rule in confidential
    ]


def test_the_table_has_the_rules_of_the_domain_in_their_order() -> None:
    """JSON, reports and program.yaml name the same rules."""
    assert tuple(name for name, _ in RULES) == HEALTH_RULES == tuple(DEFAULT_LIMITS)


def test_a_pair_that_meets_no_rule_is_new_for_two_weeks_and_then_good() -> None:
    """Nobody is praised for two days, nor blamed."""
    program = under_way(held(1, 1))
    assert [health(program, on(day))[0].state for day in (1, 13, 14)] == ["new", "new", "good"]


def test_a_young_pair_with_something_amiss_is_not_called_new() -> None:
    """What is seen comes first."""
    program = under_way(held(1, 1, pulse={"mentor": 5, "mentee": 2}))
    assert health(program, on(2))[0].state == "at-risk"


@pytest.mark.parametrize(
    ("day", "state"), [(9, None), (10, "watch"), (20, "watch"), (21, "at-risk")]
)
def test_not_started_counts_from_the_first_planned_date(day: int, state: str | None) -> None:
    """Ten days after it is a sign, three weeks after it a risk."""
    assert seen(under_way(), day).get("not-started") == state


def test_not_started_knows_a_first_date_that_has_moved() -> None:
    """Moving the first session again and again does not hide that nobody has met."""
    moved = Session(PAIR.id, 1, datetime.combine(on(30), time(12)), 90, first=START)
    assert seen(under_way(plan=Plan((moved,))), 21)["not-started"] == "at-risk"


def test_without_a_plan_the_pair_s_first_day_counts() -> None:
    """A program that plans by hand is looked after, too."""
    assert facts(under_way(plan=Plan()), 12, "not-started")["days"] == 12


@pytest.mark.parametrize(
    ("day", "state"), [(20, None), (21, "watch"), (34, "watch"), (35, "at-risk")]
)
def test_silent_counts_rhythms_since_the_last_held_session(day: int, state: str | None) -> None:
    """One and a half times two weeks, two and a half times two weeks."""
    assert seen(under_way(held(1, 0)), day).get("silent") == state


def test_silent_follows_a_pair_s_own_rhythm() -> None:
    """Who meets every month is not silent after three weeks."""
    slow = replace(PAIR, every_days=28)
    assert "silent" not in seen(under_way(held(1, 0), pair=slow), 41)
    assert seen(under_way(held(1, 0), pair=slow), 42)["silent"] == "watch"


def test_silent_counts_neither_pauses_nor_closed_weeks() -> None:
    """Days on which nobody could meet are nobody's silence, and none is left out twice."""
    pair = replace(PAIR, pauses=(Span(on(3), on(9)),))
    program = under_way(held(1, 0), pair=pair, closed=(Span(on(8), on(12)),))
    assert "silent" not in seen(program, 30)
    assert facts(program, 31, "silent")["days"] == 21


def test_a_session_that_only_the_plan_says_was_held_was_held() -> None:
    """Some keep no journal."""
    line = Session(PAIR.id, 1, datetime.combine(START, time(12)), 90, state="held")
    assert set(seen(under_way(plan=Plan((line,))), 22)) == {"silent"}


def test_a_pair_that_has_held_all_its_sessions_is_not_silent() -> None:
    """Whoever has finished may rest; a session called off for good is not waited for."""
    short = Framework(sessions=2)
    assert "silent" not in seen(under_way(held(1, 0), held(2, 14), framework=short), 100)
    gone = under_way(held(1, 0), not_held(2, 14), framework=short)
    assert "silent" not in seen(gone, 100)


def test_silent_allows_for_the_group_s_sessions_between_a_pair_s() -> None:
    """Where every second session is the group's, a pair's own come half as often."""
    modules = tuple(
        Module(f"m{n}", "M", 1, format="group" if n % 2 else "individual") for n in range(6)
    )
    program = under_way(held(1, 0), framework=Framework(sessions=6, modules=modules))
    assert "silent" not in seen(program, 41)
    assert seen(program, 42)["silent"] == "watch"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("hcc", "watch"),
        ("chc", "watch"),
        ("cch", "watch"),
        ("cchh", None),
        ("hhc", None),
        ("mm", "watch"),
        ("hcmc", "at-risk"),
        ("ccc", "at-risk"),
    ],
)
def test_cancelled_looks_at_the_last_three_recorded(states: str, expected: str | None) -> None:
    """Two of the last three, cancelled or moved; three in a row."""
    words = {"h": "held", "c": "cancelled", "m": "moved"}
    entries = [
        held(n, n * 7) if each == "h" else not_held(n, n * 7, words[each])
        for n, each in enumerate(states, 1)
    ]
    assert seen(under_way(*entries), 7 * len(states)).get("cancelled") == expected


@pytest.mark.parametrize(
    ("pulses", "expected"),
    [
        ([5, 4], None),
        ([3], "watch"),
        ([4, 4, 3], "watch"),
        ([2], "at-risk"),
        ([5, 4, 3], "at-risk"),
        ([5, 4, 4], None),
        ([2, 3, 4], None),
    ],
)
def test_low_pulse_sees_the_last_pulse_and_two_falls(
    pulses: Sequence[int], expected: str | None
) -> None:
    """At 3, at 2, or falling twice; of either side."""
    for side in ("mentor", "mentee"):
        entries = [held(n, n * 7, pulse={**GOOD, side: each}) for n, each in enumerate(pulses, 1)]
        assert seen(under_way(*entries), 30).get("low-pulse") == expected


@pytest.mark.parametrize(
    ("pulses", "expected"),
    [
        ([(5, 3)], "watch"),
        ([(3, 5), (5, 3)], "at-risk"),
        ([(5, 3), (5, 4)], None),
        ([(5, 3), (5, None), (5, 3)], "at-risk"),
    ],
)
def test_unbalanced_sees_pulses_two_apart(
    pulses: Sequence[tuple[int, int | None]], expected: str | None
) -> None:
    """Once, and twice in a row; a session of which one side is not known tells nothing."""
    entries = [
        held(n, n * 7, pulse={"mentor": mine, **({"mentee": theirs} if theirs else {})})
        for n, (mine, theirs) in enumerate(pulses, 1)
    ]
    assert seen(under_way(*entries), 30).get("unbalanced") == expected


def test_no_return_sees_three_sessions_and_the_whole_first_half() -> None:
    """Of ten sessions, three without a gift are a sign and five a risk; one gift ends both."""
    ten = Framework(sessions=10, every_days=7)
    without = [held(n, n * 7, returns=()) for n in range(1, 6)]
    states = [
        seen(under_way(*without[:n], framework=ten), 7 * n).get("no-return") for n in (2, 3, 4, 5)
    ]
    assert states == [None, "watch", "watch", "at-risk"]
    gift = held(6, 42)
    assert "no-return" not in seen(under_way(*without, gift, framework=ten), 42)
    after = [held(n, n * 7, returns=()) for n in range(2, 7)]
    assert seen(under_way(held(1, 7), *after, framework=ten), 63)["no-return"] == "watch"


@pytest.mark.parametrize(
    "fields",
    [{"topics": ("budgeting",)}, {"actions": (Action("eva", "Show the budget", returns=True),)}],
)
def test_what_comes_back_may_be_a_topic_taught_or_an_action(fields: dict[str, Any]) -> None:
    """It need not be written as a return to be one."""
    entries = [held(n, n * 7, returns=(), **(fields if n == 2 else {})) for n in (1, 2, 3)]
    assert "no-return" not in seen(under_way(*entries), 21)


def test_no_return_names_what_the_mentee_can_teach() -> None:
    """The next step is ready to be taken."""
    entries = [held(n, n * 7, returns=()) for n in (1, 2, 3)]
    assert facts(under_way(*entries), 21, "no-return")["topics"] == ("budgeting",)


def _actions(*done: bool, due: int) -> tuple[Action, ...]:
    return tuple(Action("eva", f"Do {n}", on(due), each) for n, each in enumerate(done))


def test_stuck_actions_sees_more_than_half_of_those_due() -> None:
    """Half is not over half; an action is not late on its day; one without a day never is."""
    half = held(1, 0, actions=(*_actions(True, False, due=10), Action("eva", "Some day")))
    assert "stuck-actions" not in seen(under_way(half), 11)
    most = under_way(held(1, 0, actions=_actions(True, False, False, due=10)))
    assert "stuck-actions" not in seen(most, 10)
    assert seen(most, 11)["stuck-actions"] == "watch"
    found = facts(most, 11, "stuck-actions")
    assert (found["overdue"], found["due"], found["since"]) == (2, 3, on(10))


def test_stuck_actions_sees_all_of_them_overdue_at_two_sessions_in_a_row() -> None:
    """What fell due since the session before, and nothing of it is done, twice."""
    first = held(1, 0, actions=_actions(False, due=14))
    second = held(2, 14, actions=_actions(False, due=28))
    assert seen(under_way(first, second), 27)["stuck-actions"] == "watch"
    assert seen(under_way(first, second, held(3, 28)), 29)["stuck-actions"] == "at-risk"
    done = replace(second, actions=_actions(True, False, False, due=28))
    assert seen(under_way(first, done, held(3, 28)), 29)["stuck-actions"] == "watch"
    # What was due on the day of the second session was looked at there, and not at the third again.
    three = (first, replace(second, actions=()), held(3, 28))
    assert seen(under_way(*three), 29)["stuck-actions"] == "watch"


@pytest.mark.parametrize(
    ("sessions", "expected"), [(2, None), (3, "watch"), (4, "watch"), (5, "at-risk")]
)
def test_no_progress_looks_at_half_way_and_at_three_quarters(
    sessions: int, expected: str | None
) -> None:
    """Of six: after three, after five; the level from the beginning noted again is no new one."""
    entries = [held(n, n * 7, levels={"eva": {"linkedin": 2}}) for n in range(1, sessions + 1)]
    assert seen(under_way(*entries), 7 * sessions).get("no-progress") == expected
    for level in (1, 3):
        moved = replace(entries[0], levels={"eva": {"linkedin": level}})
        assert "no-progress" not in seen(under_way(moved, *entries[1:]), 7 * sessions)


def test_a_mentor_s_new_level_is_not_the_mentee_s_progress() -> None:
    """What the mentor learnt in return is welcome, and something else."""
    entries = [held(n, n * 7, levels={"mia": {"budgeting": 2}}) for n in (1, 2, 3)]
    assert seen(under_way(*entries), 21)["no-progress"] == "watch"


def test_unanswered_sees_a_side_whose_pulse_is_missing_twice_in_a_row() -> None:
    """Once is forgotten, twice is a sign; names are those to remind."""
    once = [held(1, 7), held(2, 14, pulse={"mentor": 5})]
    assert "unanswered" not in seen(under_way(*once), 14)
    twice = [*once, held(3, 21, pulse={"mentor": 5})]
    assert seen(under_way(*twice), 21)["unanswered"] == "watch"
    found = facts(under_way(*twice), 21, "unanswered")
    assert (found["who"], found["times"], found["since"]) == (("eva",), 2, on(14))
    mixed = [held(1, 7, pulse={"mentee": 5}), held(2, 14, pulse={"mentor": 5})]
    assert "unanswered" not in seen(under_way(*mixed), 14)


def _survey(name: str, *items: str) -> Survey:
    asked = tuple(SurveyItem(item, Words(item, item)) for item in items)
    title, sides = Words(name, name), ("mentor", "mentee")
    return Survey(name, title, sides, items=asked, ask=KNOWN_MOMENTS[name])


def _answer(survey: str, who: str, day: int, session: int | None = None, **scales: int) -> Answer:
    role = "mentor" if who == "mia" else "mentee"
    return Answer(survey, who, role, PAIR.id, session, on(day), scales=scales)


def test_the_mid_term_survey_is_a_risk_when_it_has_waited_two_weeks() -> None:
    """From half-way on; answering ends it, and so does the last day for answers."""
    entries = [held(n, n * 7) for n in (1, 2, 3)]
    survey = _survey("midterm", "aims")
    program = under_way(*entries, surveys={"midterm": survey}, framework=Framework(every_days=7))
    late = (facts(program, 60, "unanswered")["since"] - START).days + 14
    assert 21 <= late - 14 <= 22
    assert "unanswered" not in seen(program, late - 1)
    assert seen(program, late)["unanswered"] == "at-risk"
    eva, mia = (_answer("midterm", who, 30, aims=4) for who in ("eva", "mia"))
    half = replace(program, answers={"midterm": (mia,)})
    assert facts(half, late, "unanswered")["who"] == ("eva",)
    both = replace(program, answers={"midterm": (eva, mia)})
    assert "unanswered" not in seen(both, 60)
    closed = replace(program, surveys={"midterm": replace(survey, closes=on(50))})
    assert "unanswered" not in seen(closed, 60)


def test_pulses_from_the_survey_count_when_both_sides_are_in() -> None:
    """One side's answer alone says nothing yet, but is no longer missing."""
    entries = [held(n, n * 7, pulse={}) for n in (1, 2)]
    program = under_way(*entries, surveys={"pulse": _survey("pulse", "useful", "at-ease")})
    assert seen(program, 14) == {"unanswered": "watch"}
    eva = [_answer("pulse", "eva", 7 * n, n, **{"useful": 3, "at-ease": 2}) for n in (1, 2)]
    one = replace(program, answers={"pulse": tuple(eva)})
    assert facts(one, 14, "unanswered")["who"] == ("mia",)
    assert seen(one, 14) == {"unanswered": "watch"}
    mia = [_answer("pulse", "mia", 7 * n, n, **{"useful": 5, "at-ease": 5}) for n in (1, 2)]
    both = replace(program, answers={"pulse": (*eva, *mia)})
    assert seen(both, 14) == {"low-pulse": "watch", "unbalanced": "at-risk"}


def test_of_a_paused_pair_only_what_a_pause_does_not_explain_is_said() -> None:
    """Nobody is chased who has asked for time; but how somebody felt is still there."""
    entries = [held(1, 0, pulse={"mentor": 5, "mentee": 2}), not_held(2, 14), not_held(3, 28)]
    program = under_way(*entries, pair=replace(PAIR, status="paused", until=on(30)))
    assert seen(program, 60) == {"low-pulse": "at-risk", "unbalanced": "watch"}
    assert "silent" in seen(program, 29)


def test_a_rule_that_is_off_is_not_said_and_a_tuned_one_has_its_own_limits() -> None:
    """program.yaml decides."""
    off = {rule: each for rule, each in DEFAULT_LIMITS.items() if rule != "silent"}
    assert "silent" not in seen(under_way(held(1, 0), health=off), 90)
    strict = {**DEFAULT_LIMITS, "silent": Limits(Fraction(1), Fraction(2))}
    assert seen(under_way(held(1, 0), health=strict), 14)["silent"] == "watch"


def test_pairs_that_are_over_are_not_judged() -> None:
    """Health is of pairs that go on."""
    for status in ("ended", "completed"):
        over = replace(PAIR, status=status, until=on(30))
        assert health(under_way(pair=over), on(60)) == ()


@given(st.permutations(range(4)))
def test_the_most_urgent_pair_comes_first_whatever_the_order(order: Sequence[int]) -> None:
    """At risk before watch; more rules, then longer, then the smaller id."""
    journal = {
        "mia--a": (held(1, 0), held(2, 14)),
        "mia--b": (held(1, 0),),
        "mia--c": (held(1, 0, pulse={"mentor": 1, "mentee": 5}),),
        "mia--d": (held(1, 0), held(2, 14)),
    }
    pairs = tuple(replace(PAIR, id=name) for name in journal)
    found = health(under_way(pairs=pairs, journal=journal, plan=Plan()), on(36))
    assert [each.pair for each in found] == sorted(journal)
    shuffled = [found[place] for place in order]
    assert [each.pair for each in by_urgency(shuffled)] == ["mia--c", "mia--b", "mia--a", "mia--d"]
