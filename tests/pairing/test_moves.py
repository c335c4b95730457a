"""What changes between two pairings, counted a second time from plain sets."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.pair import pair
from rmentor.pairing.questions.moves import moves, moves_between, moves_json
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.strategies import programs

ANN_BOB = Pair("ann--bob", "ann", ("bob",), topics=("linkedin",))


def four_people(*pairs: Pair) -> Program:
    """Two mentors, two mentees; zoe and bob are the better couple."""
    return a_program(
        a_mentor("ann"), a_mentor("zoe", prefer=("bob",)), a_mentee("bob"), a_mentee("dan"),
        pairs=pairs,
    )  # fmt: skip


@given(programs(max_people=7, with_pairs=True), st.booleans(), st.sampled_from([0, 900]))
@settings(max_examples=25)
def test_moves_are_the_differences_of_two_sets(program: Program, anew: bool, keep: int) -> None:
    """Lost, gained, unchanged and alone, as sets of (mentor, mentee) say; scores as the oracle says."""
    pairing = pair(program, anew=anew, keep=keep)
    found = moves(program, pairing)
    old = {(p.mentor, e) for p in program.pairs if p.status in ("active", "paused") for e in p.mentees}  # fmt: skip
    new = {(each.pair.mentor, e) for each in pairing.pairs for e in each.pair.mentees}
    lost = {(each.mentor, move.mentee) for move in found.changes for each in move.lost}
    gained = {(each.mentor, move.mentee) for move in found.changes for each in move.gained}
    assert (lost, gained, found.unchanged) == (old - new, new - old, len(old & new))
    assert (found.over, found.made) == (len(lost), len(gained))
    assert found.moved == len({mentee for _, mentee in old - new})
    by_id = program.people()
    for move in found.changes:
        assert move.mark == {(1, 1): "~", (1, 0): "-", (0, 1): "+"}[bool(move.lost), bool(move.gained)]  # fmt: skip
        for partner in (*move.lost, *move.gained):
            score = oracle.score(program, by_id[partner.mentor], by_id[move.mentee])
            assert partner.score == score
    alone = [(m, "mentor") for m in {m for m, _ in old} - {m for m, _ in new}]
    alone += [(e, "mentee") for e in {e for _, e in old} - {e for _, e in new}]
    assert found.alone == tuple(sorted(alone))
    assert [move.mentee for move in found.changes] == sorted({e for _, e in lost | gained})


def test_a_mentee_who_moves_shows_both_mentors() -> None:
    """One line with old and new, not two."""
    program = four_people(ANN_BOB)
    found = moves(program, pair(program, anew=True))
    assert [(m.mark, m.mentee) for m in found.changes] == [("~", "bob"), ("+", "dan")]
    bob = found.changes[0]
    assert [each.mentor for each in (*bob.lost, *bob.gained)] == ["ann", "zoe"]
    assert found.moved == 1
    assert found.paired == (("dan", "mentee"), ("zoe", "mentor"))
    assert found.alone == ()


def test_a_group_is_as_many_couples_as_it_has_mentees() -> None:
    """Who leaves a group is told by name; the others stay."""
    program = four_people()
    group = Pair("ann--all", "ann", ("bob", "dan"))
    found = moves_between(program, [group], [replace(group, mentees=("bob",))])
    assert [(m.mark, m.mentee) for m in found.changes] == [("-", "dan")]
    assert (found.unchanged, found.alone) == (1, (("dan", "mentee"),))


def test_nothing_changes_where_nothing_does() -> None:
    """A pairing compared with itself."""
    program = four_people(ANN_BOB, Pair("zoe--dan", "zoe", ("dan",)))
    found = moves(program, pair(program))
    assert (found.changes, found.unchanged, found.moved) == ((), 2, 0)


def test_moves_are_plain_values() -> None:
    """What --json prints."""
    program = four_people(ANN_BOB)
    shown = moves_json(moves(program, pair(program, anew=True)))
    assert shown["changes"][0]["mark"] == "~"
    assert shown["changes"][0]["lost"][0]["pair"] == "ann--bob"
    assert {key: shown[key] for key in ("unchanged", "made", "over", "moved")} == {
        "unchanged": 0, "made": 2, "over": 1, "moved": 1,
    }  # fmt: skip
    assert shown["paired"] == [{"id": "dan", "role": "mentee"}, {"id": "zoe", "role": "mentor"}]
