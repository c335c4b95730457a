"""Facts about a pair's sessions, against the same facts counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.journal import (
    agreed_actions,
    due_sessions,
    entries_until,
    first_level,
    held_entries,
    is_two_way,
    latest_level,
    levels_noted,
    next_session,
    open_actions,
    person_in,
    planned_sessions,
    returnable,
    rhythm_days,
    unrecorded_sessions,
)
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program, Rules
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import Answer
from tests.builders import a_mentee, a_mentor, a_program

START = date(2027, 1, 11)
TOPICS = ("agile", "linkedin", "seo")
PAIRS = ("a--b", "c--d")

days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))
levels = st.dictionaries(st.sampled_from(TOPICS), st.integers(0, 5), max_size=2)


@st.composite
def entries(draw: st.DrawFn, mentor: str, mentee: str) -> tuple[JournalEntry, ...]:
    """A journal as people keep it: no session held twice, everything else in any order."""
    found: list[JournalEntry] = []
    held: set[int] = set()
    for _ in range(draw(st.integers(0, 5))):
        number = draw(st.integers(1, 4))
        state = draw(st.sampled_from(["held", "cancelled", "moved"]))
        if state == "held" and number in held:
            continue
        held |= {number} if state == "held" else set()
        actions = draw(
            st.lists(
                st.builds(
                    Action,
                    st.sampled_from([mentor, mentee]),
                    st.sampled_from(["call", "write", "read"]),
                    st.none() | days,
                    st.booleans(),
                    st.booleans(),
                ),
                max_size=2,
            )
        )
        found.append(
            JournalEntry(
                number,
                draw(days),
                state,
                topics=tuple(draw(st.sets(st.sampled_from(TOPICS), max_size=2))),
                levels={mentee: draw(levels)},
                actions=tuple(actions),
                returns=draw(st.sampled_from([(), (), ("seo",)])),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.session, each.date, repr(each))))


@st.composite
def kept_programs(draw: st.DrawFn) -> Program:
    """Three pairs with a plan and journals that need not agree with it."""
    people = [
        a_mentor(who, offers={"linkedin": 5, "seo": 2}, wants=draw(levels.map(_wants)))
        for who in ("a", "c")
    ]
    people += [
        a_mentee(who, offers=draw(levels.map(_offers)), wants={"linkedin": 2}) for who in ("b", "d")
    ]
    pairs = tuple(Pair(pair, *_sides(pair)) for pair in PAIRS)
    lines = tuple(
        Session(
            pair,
            number,
            datetime.combine(draw(days), datetime.min.time()),
            60,
            state=draw(st.sampled_from(["planned", "planned", "held", "cancelled"])),
        )
        for pair in PAIRS
        for number in sorted(draw(st.sets(st.integers(1, 4))))
    )
    journal = {pair: draw(entries(pair[0], pair[-1])) for pair in PAIRS}
    return a_program(
        *people, start=START, end=date(2027, 7, 2), pairs=pairs, plan=Plan(lines), journal=journal
    )


def _sides(pair: str) -> tuple[str, tuple[str, ...]]:
    return pair[0], (pair[-1],)


def _wants(found: dict[str, int]) -> dict[str, int]:
    return {topic: min(3, max(1, level)) for topic, level in found.items()}


def _offers(found: dict[str, int]) -> dict[str, int]:
    return {topic: max(1, level) for topic, level in found.items()}


def _pair(program: Program, pair: str) -> Pair:
    return next(each for each in program.pairs if each.id == pair)


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS), st.none() | days)
def test_what_lies_ahead_is_not_known_yet(program: Program, pair: str, today: date | None) -> None:
    """Every entry of that day or before it, each once, in the order in which it happened."""
    told = entries_until(program, pair, today)
    limit = today or date.max
    wanted = [each for each in program.journal[pair] if each.date <= limit]
    assert sorted(map(repr, told)) == sorted(map(repr, wanted))
    assert [(each.date, each.session) for each in told] == sorted(
        (each.date, each.session) for each in wanted
    )
    assert held_entries(program, pair, today) == tuple(e for e in told if e.state == "held")


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS), st.none() | days)
def test_due_is_what_should_have_taken_place(
    program: Program, pair: str, today: date | None
) -> None:
    """By the contract's words: the day has come, and nobody called it off; or it was held."""
    due = {session.session for session in due_sessions(program, pair, today)}
    limit = today or date.max
    told = [each for each in program.journal[pair] if each.date <= limit]
    for line in program.plan.sessions:
        if line.pair != pair:
            continue
        mine = [each for each in told if each.session == line.session]
        was_held = any(each.state == "held" for each in mine)
        latest = max(mine, key=lambda each: each.date, default=None)
        called_off = line.state == "cancelled" or (
            latest is not None
            and latest.state == "cancelled"
            and line.start.date() <= latest.date
            and sum(each.date == latest.date for each in mine) == 1
        )
        if latest is not None and sum(each.date == latest.date for each in mine) > 1:
            continue  # two words of one day: either may be the last
        expected = was_held or (not called_off and line.start.date() <= limit)
        assert (line.session in due) == expected


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS), days)
def test_unrecorded_is_due_and_nobody_said_anything(
    program: Program, pair: str, today: date
) -> None:
    """In the order of their days; whatever is recorded of any later date counts, too."""
    waiting = unrecorded_sessions(program, pair, today)
    assert [each.start for each in waiting] == sorted(each.start for each in waiting)
    for line in waiting:
        assert line.state == "planned"
        assert line.start.date() <= today
        mine = [each for each in program.journal[pair] if each.session == line.session]
        assert all(each.state != "held" and each.date < line.start.date() for each in mine)


def test_nothing_waits_of_a_pair_that_is_over() -> None:
    """But for what was due before its last day."""
    lines = tuple(
        Session("a--b", number, datetime.combine(date(2027, 2, number), datetime.min.time()), 60)
        for number in (1, 2, 3)
    )
    program = a_program(a_mentor("a"), a_mentee("b"), plan=Plan(lines))
    pair = Pair("a--b", "a", ("b",), status="ended", until=date(2027, 2, 2))
    for one, numbers in (
        (pair, [1, 2]),
        (replace(pair, status="paused"), [1, 2]),
        (replace(pair, status="active"), [1, 2, 3]),
        (replace(pair, until=None), []),
    ):
        waiting = unrecorded_sessions(replace(program, pairs=(one,)), "a--b", date(2027, 2, 9))
        assert [each.session for each in waiting] == numbers
    assert unrecorded_sessions(program, "a--b", date(2027, 2, 9)) == ()


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS))
def test_lines_are_found_wherever_they_stand(program: Program, pair: str) -> None:
    """Looking them up is quick, and finds all of them."""
    assert planned_sessions(program, pair) == tuple(
        each for each in program.plan.sessions if each.pair == pair
    )
    assert planned_sessions(program, "nobody") == ()
    assert person_in(program, "nobody") is None
    assert [person_in(program, each.id) for each in program.participants] == list(
        program.participants
    )


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS), st.none() | days)
def test_actions_keep_their_numbers(program: Program, pair: str, today: date | None) -> None:
    """Whether they are done, and however many come after: sessions are numbered on."""
    every = agreed_actions(program, pair)
    assert [each.number for each in every] == list(range(1, len(every) + 1))
    assert [each.session for each in every] == sorted(each.session for each in every)
    assert sorted(map(repr, (each.action for each in every))) == sorted(
        repr(action) for entry in program.journal[pair] for action in entry.actions
    )
    limit = today or date.max
    waiting = open_actions(program, pair, today)
    assert {each.number for each in waiting} == {
        each.number for each in every if not each.action.done and each.on <= limit
    }
    dues = [each.action.due or date.max for each in waiting]
    assert dues == sorted(dues)
    for each in every:
        late = each.action.due is not None and today is not None and each.action.due < today
        assert each.is_overdue(today) == (late and not each.action.done)


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS))
def test_two_way_is_what_a_mentee_gave_back(program: Program, pair: str) -> None:
    """By the contract: a topic or action returned, or a topic that a mentee can teach the mentor."""
    one = _pair(program, pair)
    people = program.people()
    mentor, mentee = people[one.mentor], people[one.mentees[0]]
    teaches = {
        topic
        for topic, offered in mentee.offers.items()
        if topic in mentor.wants and offered >= 3 and offered - mentor.level(topic) >= 1
    }
    assert returnable(program, one) == teaches
    for entry in program.journal[pair]:
        given_back = bool(entry.returns) or any(action.returns for action in entry.actions)
        assert is_two_way(program, one, entry) == (given_back or bool(teaches & set(entry.topics)))


@settings(max_examples=40)
@given(kept_programs(), st.sampled_from(PAIRS), st.sampled_from(TOPICS), st.none() | days)
def test_the_latest_level_is_the_last_that_was_noted(
    program: Program, pair: str, topic: str, today: date | None
) -> None:
    """Of one day, that of the later session; without any, the one from the beginning."""
    one = _pair(program, pair)
    who, limit = one.mentees[0], today or date.max
    noted = [
        (each.date, each.session, each.levels[who][topic])
        for each in program.journal[pair]
        if topic in each.levels.get(who, {}) and each.date <= limit
    ]
    latest = latest_level(program, one, who, topic, today)
    if not noted:
        assert latest == first_level(program, who, topic)
    else:
        last = max(noted)[:2]
        assert latest in {level for day, number, level in noted if (day, number) == last}


def test_an_answer_to_a_survey_counts_where_it_is_given() -> None:
    """After the journal's word of the same day, and not before its own."""
    entry = JournalEntry(1, date(2027, 2, 1), levels={"b": {"seo": 2}})
    pair = Pair("a--b", "a", ("b",))
    program = a_program(
        a_mentor("a"), a_mentee("b", levels={"seo": 1}), pairs=(pair,), journal={"a--b": (entry,)}
    )
    answers = [
        Answer("final-mentee", "b", "mentee", day=day, topics={"levels": {"seo": level}})
        for day, level in ((date(2027, 2, 1), 3), (date(2027, 3, 1), 4), (None, 5))
    ]
    answers.append(
        Answer("final-mentee", "x", "mentee", day=date(2027, 4, 1), topics={"levels": {"seo": 0}})
    )
    noted = levels_noted(program, pair, "b", "seo", None, answers)
    assert [level for _, level in noted] == [2, 3, 4]
    assert latest_level(program, pair, "b", "seo", date(2027, 2, 28), answers) == 3
    assert latest_level(program, pair, "b", "seo", date(2027, 1, 31), answers) == 1
    assert first_level(program, "nobody", "seo") == 0


def test_rhythm_is_the_pairs_own_where_it_has_one() -> None:
    """Else the framework's; the next session is the first that is still to come."""
    pair = Pair("a--b", "a", ("b",))
    program = a_program(a_mentor("a"), a_mentee("b"), framework=Framework(every_days=14))
    assert rhythm_days(program, pair) == 14
    assert rhythm_days(program, replace(pair, every_days=21)) == 21
    lines = [
        Session("a--b", number, datetime(2027, 2, number), 60, state=state)  # noqa: DTZ001
        for number, state in ((1, "held"), (2, "cancelled"), (3, "planned"), (4, "planned"))
    ]
    assert next_session(lines, date(2027, 2, 1)) == lines[2]
    assert next_session(lines, date(2027, 2, 4)) == lines[3]
    assert next_session(lines, date(2027, 2, 5)) is None


def test_the_rules_of_the_program_say_what_can_be_given_back() -> None:
    """A level of 2 may be taught only where the program allows it."""
    pair = Pair("a--b", "a", ("b",))
    people = (a_mentor("a", wants={"seo": 1}), a_mentee("b", offers={"seo": 2}))
    entry = JournalEntry(1, START, topics=("seo",))
    assert not is_two_way(a_program(*people), pair, entry)
    assert is_two_way(a_program(*people, rules=Rules(min_level=2)), pair, entry)
