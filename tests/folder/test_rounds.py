"""Rounds: who found a partner, who waits, and what that changes in the files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.rounds import waiting_changes
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.rounds import found_partner, next_edition, next_round, waiting_list
from rmentor.model.sessions import JournalEntry, Plan, Session
from rmentor.pairing.pair import pair
from tests.builders import a_mentee, a_mentor, a_person, a_program, sources_of

START = date(2027, 1, 11)
ANN_BOB = Pair("ann--bob", "ann", ("bob",), since=START)


def of(pair: Pair, **fields: object) -> Program:
    """Ann and Bob, who are or were a pair, and Cid, who never had a partner."""
    people = (a_mentor("ann", waited=2), a_mentee("bob", waited=2), a_mentee("cid", waited=1))
    return a_program(*people, pairs=(pair,), start=START, **fields)


def waited(program: Program) -> dict[str, int]:
    """Rounds waited by person."""
    return {person.id: person.waited for person in program.participants}


HELD = Session("ann--bob", 1, datetime(2027, 1, 12, 12), 90, state="held")  # noqa: DTZ001 - local time
CANCELLED = {"ann--bob": (JournalEntry(1, date(2027, 1, 12), "cancelled"),)}


@pytest.mark.parametrize(
    ("changes", "fields", "found"),
    [
        ({}, {}, True),
        ({"status": "paused"}, {}, True),
        ({"status": "completed"}, {}, True),
        ({"status": "ended"}, {}, False),
        ({"status": "ended"}, {"journal": CANCELLED}, False),
        ({"status": "ended"}, {"journal": {"ann--bob": (JournalEntry(1, START),)}}, True),
        ({"status": "ended"}, {"plan": Plan((HELD,))}, True),
        ({"status": "completed", "until": date(2026, 7, 3)}, {}, False),
        ({"status": "completed", "until": date(2027, 7, 2)}, {}, True),
    ],
)
def test_a_partner_is_found_in_a_pair_that_runs_or_ran(
    changes: dict[str, object], fields: dict[str, object], found: bool
) -> None:
    """Not in one that ended before it met, nor in one of an earlier edition."""
    known = replace(ANN_BOB, since=None, **changes)  # type: ignore[arg-type]
    program = of(known, **fields)
    assert found_partner(program) == ({"ann", "bob"} if found else set())
    one_more = 0 if found else 1
    assert waited(next_round(program)) == {"ann": 2 + one_more, "bob": 2 + one_more, "cid": 2}
    begin = 0 if found else 3
    assert waited(next_edition(program)) == {"ann": begin, "bob": begin, "cid": 2}


@pytest.mark.parametrize(
    ("person", "grows"),
    [
        (a_mentor("zoe"), 1),
        (a_mentee("zoe"), 1),
        (a_person("zoe"), 1),
        (a_mentor("zoe", capacity=0), 0),
        (a_mentee("zoe", capacity=0), 1),
        (a_mentee("zoe", volunteer=False), 0),
        (a_mentee("zoe", status="paused"), 0),
        (a_mentee("zoe", status="applied"), 0),
        (a_mentor("zoe", status="left"), 0),
    ],
)
def test_only_who_takes_part_and_looks_for_a_partner_waits(person: object, grows: int) -> None:
    """Somebody away, not yet in, or without a seat to offer does not."""
    program = a_program(person)  # type: ignore[arg-type]
    assert waited(next_round(program)) == {"zoe": grows}
    assert [each.id for each in waiting_list(program, pair(program))] == ["zoe"] * grows


def test_the_longest_waiting_comes_first_on_the_list() -> None:
    """Then the smaller id; whoever was paired is not on it."""
    program = a_program(
        a_mentor("ann"),
        a_mentee("bob", waited=1),
        a_mentee("cid", waited=3),
        a_mentee("dan", waited=1),
        a_mentee("eve", waited=3),
    )
    found = pair(program)
    assert [each.pair.mentees for each in found.pairs] == [("cid",)]
    assert [each.id for each in waiting_list(program, found)] == ["eve", "bob", "dan"]


def test_a_new_round_changes_one_line_of_each_who_waits() -> None:
    """In the file of each person; comments, order and quotes stay."""
    ann = "participants:\n- {id: ann, name: Ann, role: mentor, volunteer: yes}   # first\n"
    others = """\
# ours
participants:
  - id: cid
    name: 'Cid'
    role: mentee
    volunteer: yes
    waited: 1      # in 2026
    wants: {linkedin: 2}

  - id: bob
    name: Bob
    role: mentee
    volunteer: yes
"""
    files = sources_of(
        {
            "program.yaml": "name: Test\n",
            "participants.yaml": ann,
            "participants/others.yaml": others,
            "pairs.yaml": "pairs: [{id: ann--bob, mentor: ann, mentees: [bob]}]\n",
        }
    )
    loaded = load(files)
    assert loaded.program is not None
    changes = waiting_changes(loaded.program, loaded.homes)
    after = apply(files, changes)
    assert after == {
        "participants/others.yaml": others.replace("waited: 1 ", "waited: 2 ").encode()
    }
    again = load(sources_of({path: (after.get(path) or text).decode() for path, text in files.files.items()}))  # fmt: skip
    assert again.program == next_round(loaded.program)
