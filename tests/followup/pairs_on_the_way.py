"""Programs for hypothesis whose pairs are under way: plans, journals, pauses, tuned rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from rmentor.model.health import DEFAULT_LIMITS, Limits
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Action, JournalEntry, Plan, Session, Unplaced
from rmentor.model.windows import Span
from tests.builders import a_mentee, a_mentor, a_program

START = date(2027, 1, 11)
_STATES = ["held"] * 5 + ["cancelled", "moved"]


def days(least: int = 0, most: int = 120) -> st.SearchStrategy[date]:
    """Days of the program."""
    return st.integers(least, most).map(lambda n: START + timedelta(days=n))


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    """None, one or two stretches of days, apart or not."""
    one = st.builds(
        lambda first, n: Span(first, first + timedelta(days=n)), days(), st.integers(0, 20)
    )
    return st.one_of(st.just(()), st.lists(one, min_size=1, max_size=2).map(tuple))


@st.composite
def journals(draw: st.DrawFn, pair: Pair, sessions: int, every: int) -> tuple[JournalEntry, ...]:
    """Entries about the first so many sessions; each held once at most; in any order."""
    found, day = [], START
    for number in range(1, draw(st.integers(0, sessions)) + 1):
        for state in (draw(st.sampled_from(_STATES)), "held"):
            day += timedelta(days=draw(st.integers(1, every + 3)))
            found.append(_entry(draw, pair, number, day, state))
            if state != "moved":
                break
    return tuple(draw(st.permutations(found)))


def _entry(draw: st.DrawFn, pair: Pair, number: int, day: date, state: str) -> JournalEntry:
    if state != "held":
        return JournalEntry(number, day, state)
    sides, levels = st.sampled_from(["mentor", "mentee"]), [{}, {}, {}]
    levels += [{pair.mentees[0]: {"linkedin": 0}}, {pair.mentees[-1]: {"seo": 1}}]
    actions = [
        Action(
            who=draw(st.sampled_from(pair.people)),
            what="Try it",
            due=draw(st.sampled_from([None, day + timedelta(days=draw(st.integers(1, 25)))])),
            done=draw(st.booleans()),
            returns=draw(st.sampled_from([False] * 9 + [True])),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return JournalEntry(
        number,
        day,
        topics=draw(st.sampled_from([(), ("linkedin",), ("linkedin",), ("budgeting",)])),
        pulse=draw(st.dictionaries(sides, st.integers(1, 5), max_size=2)),
        levels=draw(st.sampled_from(levels)),
        actions=tuple(actions),
        returns=draw(st.sampled_from([(), (), (), ("budgeting",)])),
    )


@st.composite
def plans(draw: st.DrawFn, pair: Pair, sessions: int, every: int) -> Plan:
    """Dates for some of the sessions, moved ones and called off ones among them."""
    if not draw(st.booleans()):
        return Plan()
    lines, unplaced = [], []
    for number in range(1, sessions + 1):
        day = START + timedelta(days=(number - 1) * every + draw(st.integers(0, 5)))
        state = draw(st.sampled_from(["planned"] * 5 + ["cancelled", ""]))
        if not state or (state == "cancelled" and draw(st.booleans())):
            unplaced.append(Unplaced(pair.id, number, "no common window"))
        if state:
            first = draw(st.sampled_from([None, None, day - timedelta(days=4)]))
            start = datetime.combine(day, time(12))
            lines.append(Session(pair.id, number, start, 60, state=state, first=first))
    return Plan(tuple(lines), tuple(unplaced))


def limits() -> st.SearchStrategy[Mapping[str, Limits]]:
    """The usual limits; or some rules off, and some of the others stricter."""
    kept = ("low-pulse", "stuck-actions", "no-progress")
    stricter = {
        rule: each if rule in kept else Limits(each.watch * Fraction(1, 2), each.risk)
        for rule, each in DEFAULT_LIMITS.items()
    }
    some = st.sets(st.sampled_from(sorted(DEFAULT_LIMITS))).map(
        lambda on: {rule: stricter[rule] for rule in DEFAULT_LIMITS if rule in on}
    )
    return st.one_of(st.just(DEFAULT_LIMITS), st.just(DEFAULT_LIMITS), some)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A program of one pair or group that is under way."""
    mentees = draw(st.sampled_from([("eva",), ("eva",), ("eva", "fay")]))
    sessions, every = draw(st.integers(1, 8)), draw(st.sampled_from([7, 14, 21]))
    status = draw(st.sampled_from(["active"] * 5 + ["paused"]))
    pair = Pair(
        "mia--eva",
        "mia",
        mentees,
        topics=("linkedin",),
        status=status,
        since=draw(st.one_of(st.none(), days(0, 20))),
        until=draw(st.one_of(st.none(), days())) if status == "paused" else None,
        every_days=draw(st.sampled_from([None, None, 10])),
        pauses=draw(spans()),
        format="group" if len(mentees) > 1 else "individual",
    )
    wants = {"linkedin": 2, "seo": 1}
    return a_program(
        a_mentor("mia", wants={"budgeting": 2}, offers={"linkedin": 5, "seo": 4}),
        *(a_mentee(each, offers={"budgeting": 4}, wants=wants) for each in mentees),
        start=START,
        end=START + timedelta(days=200),
        framework=Framework(sessions=sessions, every_days=every),
        closed=draw(spans()),
        pairs=(pair,),
        plan=draw(plans(pair, sessions, every)),
        journal={pair.id: draw(journals(pair, sessions, every))},
        health=draw(limits()),
    )
