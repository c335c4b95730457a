"""Which pairs stay, which go, and what remains on file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from rmentor.model.pairs import Pair
from rmentor.model.program import Program, Rules
from rmentor.model.sessions import JournalEntry, Plan, Session, Unplaced
from rmentor.pairing.keep import pair_id
from rmentor.pairing.pair import pair
from tests.builders import a_mentee, a_mentor, a_program

ANN_BOB = Pair("ann--bob", "ann", ("bob",), topics=("linkedin",))


def four_people(**fields: object) -> Program:
    """Two mentors and two mentees who all fit; ann--bob and zoe--dan is the worse choice."""
    return a_program(
        a_mentor("ann", offers={"linkedin": 3}),
        a_mentor("zoe", prefer=("bob",)),
        a_mentee("bob"),
        a_mentee("dan"),
        pairs=(ANN_BOB,),
        **fields,
    )


def couples(program: Program, **options: object) -> dict[str, str]:
    """Mentee by mentor in the current pairs."""
    found = pair(program, **options)  # type: ignore[arg-type]
    return {each.pair.mentor: each.pair.mentees[0] for each in found.pairs}


def test_an_active_pair_stays_until_anew() -> None:
    """People are not moved about without being asked."""
    assert couples(four_people()) == {"ann": "bob", "zoe": "dan"}
    assert couples(four_people(), anew=True) == {"ann": "dan", "zoe": "bob"}


@pytest.mark.parametrize("change", [{"locked": True}, {"status": "paused"}])
def test_locked_and_paused_pairs_stay_even_then(change: dict[str, object]) -> None:
    """A lock is a promise, a pause an agreement."""
    program = replace(four_people(), pairs=(replace(ANN_BOB, **change),))  # type: ignore[arg-type]
    assert couples(program, anew=True) == {"ann": "bob", "zoe": "dan"}


def test_keep_outweighs_what_a_change_would_gain() -> None:
    """A few points for keeping do not help; many do; the score shown is the true one."""
    program = four_people()
    assert couples(program, anew=True, keep=1)["ann"] == "dan"
    assert couples(program, anew=True, keep=9000)["ann"] == "bob"
    with_keep, without = pair(program, anew=True, keep=9000), pair(program)
    assert [each.score for each in with_keep.pairs] == [each.score for each in without.pairs]


def test_rematch_ends_a_pair_without_fault_and_for_good() -> None:
    """Both get others, the old pair stays on file and is never made again."""
    found = pair(four_people(), rematch="ann--bob")
    ended = next(each for each in found.after if each.id == "ann--bob")
    assert (ended.status, ended.reason) == ("ended", "rematch")
    assert {e.pair.id for e in found.pairs} == {"ann--dan", "zoe--bob"}
    alone = a_program(a_mentor("ann"), a_mentee("bob"), pairs=(ANN_BOB,))
    again = pair(replace(alone, pairs=pair(alone, rematch="ann--bob").after))
    assert again.pairs == ()
    assert [reason.rule for one in again.unpaired for reason in one.reasons] == ["former"] * 2


def test_former_partners_meet_again_only_where_that_is_asked_for() -> None:
    """``again`` brings back pairs that are over, under a new id, but never the one just ended."""
    over = replace(ANN_BOB, status="completed")
    alone = a_program(a_mentor("ann"), a_mentee("bob"), pairs=(over,))
    assert pair(alone).pairs == ()
    found = pair(alone, again=True)
    (once_more,) = found.pairs
    assert (once_more.new, once_more.pair.mentor, once_more.pair.mentees) == (True, "ann", ("bob",))
    assert over in found.after
    assert len({each.id for each in found.after}) == 2
    going_on = replace(alone, pairs=(ANN_BOB,))
    refused = pair(going_on, again=True, rematch="ann--bob")
    assert refused.pairs == ()
    assert [one.reasons[0].rule for one in refused.unpaired] == ["former", "former"]


def test_a_locked_pair_is_ended_where_it_is_named() -> None:
    """``--rematch`` says which pair; that is stronger than a lock."""
    program = replace(four_people(), pairs=(replace(ANN_BOB, locked=True),))
    assert couples(program, rematch="ann--bob") == {"ann": "dan", "zoe": "bob"}


def test_a_pair_that_has_met_or_has_dates_is_not_forgotten_by_anew() -> None:
    """Its journal and calendars need it; one without either leaves nothing behind."""
    never_met = pair(four_people(), anew=True)
    assert [each.id for each in never_met.after] == ["ann--dan", "zoe--bob"]
    written = four_people(journal={"ann--bob": (JournalEntry(1, date(2027, 1, 12)),)})
    noon = datetime(2027, 1, 12, 12)  # noqa: DTZ001 - local time, as in plan.yaml
    session = Session("ann--bob", 1, noon, 90, state="held")
    plans = (
        Plan((session,)),
        Plan((replace(session, state="planned"),)),
        Plan(unplaced=(Unplaced("ann--bob", 1, "no window"),)),
    )
    for program in (written, *(four_people(plan=plan) for plan in plans)):
        ended = next(e for e in pair(program, anew=True).after if e.id == "ann--bob")
        assert (ended.status, ended.reason) == ("ended", "anew")


@pytest.mark.parametrize(
    ("since", "until", "today", "stands"),
    [
        (date(2027, 1, 11), None, date(2027, 2, 1), date(2027, 2, 1)),
        (None, None, date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 1, 11), None, date(2026, 12, 1), None),
        (date(2027, 1, 11), date(2027, 1, 20), None, date(2027, 1, 20)),
        (date(2027, 1, 11), None, None, None),
    ],
)
def test_a_pair_that_ends_keeps_its_days(
    since: date | None, until: date | None, today: date | None, stands: date | None
) -> None:
    """The day comes from ``--today``; a pair that had not begun by then has no last day."""
    known = replace(ANN_BOB, since=since, until=until)
    journal = {"ann--bob": (JournalEntry(1, date(2027, 1, 12)),)}
    program = replace(four_people(journal=journal), pairs=(known,))
    for options in ({"rematch": "ann--bob"}, {"anew": True}):
        ended = next(e for e in pair(program, since=today, **options).after if e.id == "ann--bob")  # type: ignore[arg-type]
        assert (ended.status, ended.since, ended.until) == ("ended", since, stands)


def test_a_group_made_by_hand_takes_its_seats() -> None:
    """Three mentees on two seats: the mentor is full, nobody is sent away."""
    group = Pair("ann--all", "ann", ("bob", "dan", "fay"), topics=("linkedin",))
    program = a_program(
        a_mentor("ann", capacity=2),
        *(a_mentee(name) for name in ("bob", "dan", "fay", "gil")),
        pairs=(group,),
    )
    for anew in (False, True):
        found = pair(program, anew=anew)
        assert [each.pair.id for each in found.pairs] == ["ann--all"]
        assert [(one.id, one.reasons[0].rule) for one in found.unpaired] == [("gil", "taken")]


def test_a_second_mentor_never_costs_somebody_else_the_first() -> None:
    """Two mentors a mentee are allowed, but both mentees come first."""
    program = a_program(
        a_mentor("ann"),
        a_mentor("zoe"),
        a_mentee("bob", prefer=("ann", "zoe")),
        a_mentee("dan"),
        rules=Rules(mentors_per_mentee=2),
    )
    assert sorted(couples(program).values()) == ["bob", "dan"]


def test_ids_are_slugs_however_long_the_names_are() -> None:
    """Two ids of 64 give a pair id of at most 64, and two couples never the same one."""
    assert pair_id("mia", "eva") == "mia--eva"
    long, longer = pair_id("m" * 64, "e" * 64), pair_id("m" * 64, "e" * 63)
    assert len(long) <= 64 >= len(longer)
    assert long != longer
    program = a_program(
        a_mentor("a--b"), a_mentor("a"), a_mentee("c"), a_mentee("b--c"),
        a_mentor("m" * 64), a_mentee("e" * 64),
    )  # fmt: skip
    ids = [each.id for each in pair(program).after]
    assert len(set(ids)) == 3
    assert all(len(each) <= 64 for each in ids)
