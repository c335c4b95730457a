"""What changed between two states is told in the programme's words, and nobody's private matters are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.history.compare import compare, nothing_yet
from rmentor.history.differences import PARTS, Difference, Field
from rmentor.model.objectives import KPI, Objective, Reading
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Module, Program, Rules, Weights
from rmentor.model.register import Quote, Register
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import Answer, Survey
from rmentor.model.topics import Words
from rmentor.model.windows import Span
from tests.builders import a_mentee, a_mentor, a_person, a_program
from tests.strategies import programs

TODAY = date(2027, 3, 1)
MIA, TOM, EVA = a_mentor("mia"), a_mentor("tom"), a_mentee("eva")
PAIR = Pair("mia--eva", "mia", ("eva",), ("linkedin",), score=8000)


def differences(before: Program, after: Program) -> list[Difference]:
    return list(compare(before, after, TODAY).differences)


def only(before: Program, after: Program) -> Difference:
    """The one thing that changed."""
    (found,) = differences(before, after)
    return found


@pytest.mark.parametrize(
    ("before", "after", "kind", "fields"),
    [
        (None, {}, "joined", (Field("role", None, "mentor"),)),
        (None, {"status": "applied"}, "applied", (Field("role", None, "mentor"),)),
        ({}, None, "removed", ()),
        ({}, {"status": "left"}, "left", ()),
        ({}, {"status": "paused", "status_since": TODAY}, "paused", ()),
        ({"status": "paused"}, {}, "active", ()),
        ({}, {"department": "IT"}, "changed", (Field("department", None, "IT"),)),
        ({"volunteer": False}, {}, "changed", (Field("volunteer", False, True),)),
        ({}, {"capacity": 2}, "changed", (Field("capacity", 1, 2),)),
        ({}, {"offers": {"linkedin": 4}}, "changed", (Field("offers", {"linkedin": 5}, {"linkedin": 4}),)),
        ({"email": "a@x"}, {"email": "b@x"}, "changed", (Field("email", is_private=True),)),
        ({}, {"avoid": ("eva",)}, "changed", (Field("avoid", is_private=True),)),
        ({"drive": 4}, {"drive": 2}, "changed", (Field("drive", is_private=True),)),
        ({}, {"away": (Span(TODAY, TODAY),)}, "changed", (Field("away", is_private=True),)),
    ],
)  # fmt: skip
def test_people_join_leave_pause_and_change(
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    kind: str,
    fields: tuple[Field, ...],
) -> None:
    """Said by what became of them, with the fields that changed; private ones without their values."""
    old, new = (
        a_program(EVA, *(() if said is None else (a_mentor("mia", **said),)))
        for said in (before, after)
    )
    assert only(old, new) == Difference("people", kind, "mia", "Mia", fields)


@pytest.mark.parametrize(
    ("before", "after", "kind", "fields"),
    [
        (None, {}, "made", (Field("score", None, 8000),)),
        (None, {"status": "ended", "reason": "fit"}, "ended", (Field("reason", None, "fit"),)),
        ({}, None, "removed", ()),
        ({}, {"status": "ended", "reason": "time"}, "ended", (Field("reason", None, "time"),)),
        ({}, {"status": "ended", "reason": "They quarrelled"}, "ended", (Field("reason", is_private=True),)),
        ({}, {"status": "completed", "until": TODAY}, "completed", (Field("until", None, "2027-03-01"),)),
        ({}, {"status": "paused"}, "paused", ()),
        ({"status": "paused"}, {}, "resumed", ()),
        ({}, {"locked": True}, "locked", ()),
        ({"locked": True}, {}, "unlocked", ()),
        ({}, {"score": 7000}, "changed", (Field("score", 8000, 7000),)),
        ({}, {"every_days": 21}, "changed", (Field("every", None, "3 weeks"),)),
    ],
)  # fmt: skip
def test_pairs_are_made_end_and_change(
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    kind: str,
    fields: tuple[Field, ...],
) -> None:
    """A reason that is a note of somebody's is not told; the words of the list are."""
    old, new = (
        a_program(MIA, EVA, pairs=() if said is None else (replace(PAIR, **said),))
        for said in (before, after)
    )
    assert only(old, new) == Difference("pairs", kind, "mia--eva", "Mia · Eva", fields)


@pytest.mark.parametrize("became", [None, "ended"])
def test_a_mentee_with_another_mentor_is_one_change(became: str | None) -> None:
    """Whether the old pair stays in the file as ended or is gone."""
    moved = Pair("tom--eva", "tom", ("eva",), ("linkedin",), score=9000)
    stays = () if became is None else (replace(PAIR, status=became),)
    before, after = (a_program(MIA, TOM, EVA, pairs=pairs) for pairs in ((PAIR,), (*stays, moved)))
    told = (Field("mentor", "mia", "tom"), Field("score", 8000, 9000))
    assert only(before, after) == Difference("pairs", "moved", "tom--eva", "Tom · Eva", told)
    found = compare(before, after, TODAY)
    assert (found.before["total"], found.after["total"]) == (8000, 9000)
    assert (found.before["lowest"], found.after["lowest"]) == (8000, 9000)


def test_a_second_programme_after_a_completed_one_is_no_move() -> None:
    """The first pair is completed, the second is made."""
    second = Pair("tom--eva", "tom", ("eva",), ("linkedin",))
    after = a_program(MIA, TOM, EVA, pairs=(replace(PAIR, status="completed"), second))
    kinds = [each.kind for each in differences(a_program(MIA, TOM, EVA, pairs=(PAIR,)), after)]
    assert kinds == ["completed", "made"]


LINE = Session("mia--eva", 1, datetime.fromisoformat("2027-01-12 12:00"), 60, topic="linkedin")
LATER = replace(LINE, start=datetime.fromisoformat("2027-01-19 12:00"), sequence=1)
HELD = JournalEntry(
    1, date(2027, 1, 12), minutes=55, topics=("linkedin",), pulse={"mentor": 2},
    levels={"eva": {"linkedin": 2}}, actions=(Action("eva", "Her secret plan"),),
)  # fmt: skip
OFF = JournalEntry(1, date(2027, 1, 12), state="cancelled", reason="work")
AT = "2027-01-12 12:00"


@pytest.mark.parametrize(
    ("before", "after", "kind", "fields"),
    [
        ((None, None), (LINE, None), "dated", (Field("start", None, AT),)),
        ((LINE, None), (LATER, None), "moved", (Field("start", AT, "2027-01-19 12:00"),)),
        ((LINE, None), (None, None), "dropped", ()),
        ((LINE, None), (replace(LINE, state="held"), None), "held", (Field("date", None, "2027-01-12"),)),
        ((LINE, None), (LINE, HELD), "held", (
            Field("date", None, "2027-01-12"), Field("minutes", None, 55), Field("topics", None, ["linkedin"]))),
        ((LINE, None), (replace(LINE, state="cancelled"), None), "cancelled", (Field("start", AT, None),)),
        ((LINE, None), (LINE, OFF), "cancelled", (Field("start", AT, None), Field("reason", None, "work"))),
        ((LINE, None), (LINE, replace(OFF, state="moved")), "moved",
            (Field("start", AT, None), Field("reason", None, "work"))),
        ((LINE, OFF), (LATER, OFF), "dated", (Field("start", None, "2027-01-19 12:00"),)),
        ((LINE, HELD), (LINE, None), "reopened", ()),
        ((LINE, HELD), (LINE, replace(HELD, minutes=60)), "noted", (Field("minutes", 55, 60),)),
        ((LINE, HELD), (LINE, replace(HELD, pulse={"mentor": 5}, levels={}, actions=())), "noted",
            tuple(Field(name, is_private=True) for name in ("pulse", "levels", "actions"))),
        ((LINE, None), (replace(LINE, place="Agora"), None), "changed", (Field("place", None, "Agora"),)),
    ],
)  # fmt: skip
def test_sessions_get_dates_move_and_are_held(
    before: tuple[Session | None, JournalEntry | None],
    after: tuple[Session | None, JournalEntry | None],
    kind: str,
    fields: tuple[Field, ...],
) -> None:
    """By the plan and the journal together; what two people felt and agreed on is not told."""
    old, new = (
        a_program(
            MIA,
            EVA,
            pairs=(PAIR,),
            plan=Plan((line,) if line else ()),
            journal={"mia--eva": (entry,)} if entry else {},
        )
        for line, entry in (before, after)
    )
    found = only(old, new)
    order = {field.name: field for field in found.fields}
    assert (found.part, found.kind, found.id, found.title) == (
        "sessions",
        kind,
        "mia--eva/1",
        "Mia · Eva",
    )
    assert order == {field.name: field for field in fields}


def test_kpis_tell_readings_and_targets() -> None:
    """A new reading alone is a reading; anything else is a change of the KPI."""
    kpi = KPI("active", "Active", target=70, readings=(Reading(date(2027, 2, 1), 20),))
    read = replace(kpi, readings=(*kpi.readings, Reading(date(2027, 3, 1), 35.5)))
    plain = a_program(EVA, kpis=(kpi,))
    told = (Field("readings.2027-03-01", None, 35.5),)
    assert only(plain, a_program(EVA, kpis=(read,))) == Difference(
        "kpis", "read", "active", "Active", told
    )
    aimed = only(plain, a_program(EVA, kpis=(replace(kpi, target=80),)))
    assert (aimed.kind, aimed.fields) == ("changed", (Field("target", 70, 80),))
    assert only(plain, a_program(EVA)).kind == "removed"
    assert only(a_program(EVA), plain).kind == "added"


def test_settings_are_told_by_their_keys() -> None:
    """Rules and weights that were the usual ones, too; modules, objectives by their ids."""
    before = a_program(EVA, coordinator=replace(a_program().coordinator, email="a@x"))
    after = replace(
        before,
        aim="fair",
        rules=Rules(min_level=2, group_max=6),
        weights=Weights(needs=Fraction(1, 10)),
        coordinator=replace(before.coordinator, name="HR", email="b@x"),
        framework=Framework(sessions=5, modules=(Module("one", "One", 5),)),
        objectives=(Objective("goal", "Goal"),),
    )
    found = {(each.part, each.id): each for each in differences(before, after)}
    assert {key: each.kind for key, each in found.items()} == {
        ("objectives", "goal"): "added",
        ("framework", "one"): "added",
        ("framework", "framework.yaml"): "changed",
        ("settings", "program.yaml"): "changed",
    }
    assert set(found["settings", "program.yaml"].fields) == {
        Field("aim", "total", "fair"),
        Field("rules.min_level", 3, 2),
        Field("rules.group.max", 8, 6),
        Field("weights.needs", 40, 0.1),
        Field("coordinator.name", None, "HR"),
        Field("coordinator.email", is_private=True),
    }
    assert found["framework", "framework.yaml"].fields == (Field("sessions", 6, 5),)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (0, 5, Field("answers", 0, 5)),
        (5, 10, Field("answers", 5, 10)),
        (0, 4, Field("answers", is_private=True)),
        (5, 6, Field("answers", is_private=True)),
        (6, 5, Field("answers", is_private=True)),
    ],
)
def test_few_answers_are_not_counted(before: int, after: int, told: Field) -> None:
    """Neither fewer than the smallest group, nor by the difference of two counts."""
    survey = Survey("midterm", Words("Mi-parcours", "Mid-term"))

    def program(answers: int) -> Program:
        given = tuple(Answer("midterm", f"p{n}", "mentor") for n in range(answers))
        return a_program(
            EVA, surveys={"midterm": survey}, answers={"midterm": given} if given else {}
        )

    assert only(program(before), program(after)).fields == (told,)


def test_what_people_said_in_a_quote_is_not_told() -> None:
    """It appears nowhere without their consent."""
    quote = Quote("q1", "eva", "My very own words", consent=TODAY)
    before, after = (
        a_program(EVA, register=Register(quotes=quotes))
        for quotes in ((quote,), (replace(quote, text="Other"),))
    )
    found = [only(a_program(EVA), before), only(before, after)]
    assert [each.kind for each in found] == ["added", "changed"]
    assert "words" not in repr(found)
    assert "Other" not in repr(found)


@settings(max_examples=40)
@given(programs(with_pairs=True))
def test_a_program_does_not_differ_from_itself(program: Program) -> None:
    """Nothing is told where nothing changed."""
    assert not differences(program, program)


PRIVATE = "zq7-private"


@settings(max_examples=40)
@given(programs(with_pairs=True), programs(with_pairs=True), st.sampled_from([0, 1]))
def test_every_change_is_told_and_no_secret_is(one: Program, other: Program, side: int) -> None:
    """Counted again in plain Python: who is there, which pairs, what the figures are."""
    secret = a_person("zoe", email=f"{PRIVATE}@x.org", avoid=(PRIVATE,), prefer=(PRIVATE,))
    both = [one, other]
    both[side] = replace(both[side], participants=(*both[side].participants, secret))
    before, after = both
    found = compare(before, after, TODAY)
    assert PRIVATE not in repr(found)
    parts = [PARTS.index(each.part) for each in found.differences]
    assert parts == sorted(parts)
    people = {each.id: each.kind for each in found.differences if each.part == "people"}
    old, new = ({p.id: p for p in program.participants} for program in both)
    assert {who for who, kind in people.items() if kind == "removed"} == old.keys() - new.keys()
    assert {w for w in new if w not in old} == {w for w in people if w not in old}
    for who in old.keys() & new.keys():
        if old[who].status != new[who].status:
            assert people[who] == new[who].status
    current = [[p for p in program.pairs if p.status in ("active", "paused")] for program in both]
    for figures, pairs, program in zip((found.before, found.after), current, both, strict=True):
        scores = [pair.score for pair in pairs if pair.score is not None]
        assert figures["total"] == sum(scores)
        assert figures["lowest"] == (min(scores) if scores else None)
        assert figures["paired"] == len({pair.mentees[0] for pair in pairs})
        assert figures["people"] == sum(
            p.volunteer and p.status == "active" for p in program.participants
        )
    told = {each.id for each in found.differences if each.part == "pairs"}
    assert {p.id for p in after.pairs} - {p.id for p in before.pairs} <= told


@settings(max_examples=40)
@given(programs(with_pairs=True))
def test_before_anything_was_committed_everything_is_new(program: Program) -> None:
    """Everybody joins and every pair is made; settings are no news."""
    found = compare(nothing_yet(program), program, TODAY).differences
    assert {each.part for each in found} <= {"people", "pairs", "sessions", "objectives"}
    assert [each.id for each in found if each.part == "people"] == [
        p.id for p in program.participants
    ]
    assert [each.id for each in found if each.part == "pairs"] == [p.id for p in program.pairs]
