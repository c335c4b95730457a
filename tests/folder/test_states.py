"""Dated states in files: what cannot be as it is written, and the fewest changes of a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rmentor.changes import Drop, Put
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.states import state_changes
from rmentor.model.pairs import Former
from rmentor.model.windows import Span
from tests.builders import sources_of

PROGRAM = "name: Test\n"
PEOPLE = (
    "participants:\n  - {id: mia, name: Mia, role: mentor}\n"
    "  - {id: eva, name: Eva, role: mentee}\n  - {id: bob, name: Bob, role: mentee}\n"
)


def _codes(pair: str = "", person: str = "") -> list[tuple[str, str]]:
    people = f"{PEOPLE}  - {{id: zoe, name: Zoe, role: both{person}}}\n"
    files = {"program.yaml": PROGRAM, "participants.yaml": people}
    if pair:
        files["pairs.yaml"] = f"pairs: [{{id: mia--eva, mentor: mia, mentees: [eva], {pair}}}]\n"
    return [(each.code, each.severity) for each in load(sources_of(files)).findings]


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ("back: 2027-03-01", [("back-not-paused", "warning")]),
        ("status: paused, back: 2027-03-01", []),
        (
            "status: paused, status_since: 2027-03-01, back: 2027-03-01",
            [("back-before-pause", "error")],
        ),
        ("status: paused, status_since: 2027-02-01, back: 2027-03-01", []),
        ("volunteered: 2026-12-01", [("yes-not-said", "warning")]),
        ("volunteered: 2026-12-01, volunteer: no", [("yes-not-said", "warning")]),
        ("volunteered: 2026-12-01, volunteer: yes", []),
    ],
)
def test_returns_and_yeses_of_people(person: str, found: list[tuple[str, str]]) -> None:
    """A return needs a pause, and comes after its first day; the day of a yes needs the yes."""
    assert _codes(person=f", {person}") == found


@pytest.mark.parametrize(
    ("pair", "found"),
    [
        ("pauses: [2027-02-01/2027-02-12, 2027-03-01]", []),
        (
            "since: 2027-02-05, pauses: [2027-02-01/2027-02-12]",
            [("pause-outside", "warning")],
        ),
        (
            "status: ended, until: 2027-02-05, pauses: [2027-02-01/2027-02-12]",
            [("pause-outside", "warning")],
        ),
        (
            "pauses: [2027-02-10/2027-02-20, 2027-02-01/2027-02-12]",
            [("pauses-overlap", "warning")],
        ),
        ("back: 2027-03-01", [("back-not-paused", "warning")]),
        (
            "status: paused, until: 2027-03-02, back: 2027-03-01",
            [("back-before-pause", "error")],
        ),
        ("format: group, former: [{who: bob}]", []),
        ("format: group, former: [{who: eva}]", [("former-yet-there", "warning")]),
        ("format: group, former: [{who: bob}, {who: bob}]", [("named-twice", "error")]),
        ("format: group, former: [{who: nobody}]", [("unknown-person", "error")]),
    ],
)
def test_pauses_returns_and_former_people_of_pairs(pair: str, found: list[tuple[str, str]]) -> None:
    """What contradicts itself is found; what is only odd is a warning."""
    assert _codes(pair=pair) == found


def test_a_journal_may_speak_of_who_has_left_the_group() -> None:
    """What was noted of them then stays."""
    files = {
        "program.yaml": PROGRAM,
        "participants.yaml": PEOPLE,
        "topics.yaml": "topics: [{id: crm, title: CRM}]\n",
        "pairs.yaml": "pairs: [{id: g, mentor: mia, mentees: [eva], format: group, former: [{who: bob}]}]\n",
        "journal/g.yaml": "- {session: 1, date: 2027-02-01, levels: {bob: {crm: 2}}}\n",
    }
    assert load(sources_of(files)).findings == ()
    files["pairs.yaml"] = files["pairs.yaml"].replace(", former: [{who: bob}]", "")
    assert [each.code for each in load(sources_of(files)).findings] == ["not-in-pair"]


def test_a_state_changes_only_its_own_lines() -> None:
    """Comments, order and everything else stay; nobody else is touched."""
    pairs = (
        "pairs:\n  - id: mia--eva  # since the kick-off\n    mentor: mia\n    mentees: [eva]\n"
        "    status: paused\n    until: 2027-02-01\n    back: 2027-03-01\n"
    )
    sources = sources_of(
        {"program.yaml": PROGRAM, "participants.yaml": PEOPLE, "pairs.yaml": pairs}
    )
    loaded = load(sources)
    program = loaded.program
    assert program is not None
    mia = program.people()["mia"]
    paused = replace(mia, status="paused", status_since=date(2027, 2, 1), back=date(2027, 3, 1))
    people = tuple(paused if each == mia else each for each in program.participants)
    pair = replace(
        program.pairs[0],
        status="active",
        until=None,
        back=None,
        pauses=(Span(date(2027, 2, 1), date(2027, 2, 7)),),
        former=(Former("bob", date(2027, 2, 1), teaches=True),),
    )
    after = replace(program, participants=people, pairs=(pair,))
    changes = state_changes(program, sources, loaded.homes, after)
    assert [change for change in changes if change.file == "participants.yaml"] == [
        Put("participants.yaml", ("participants", "mia", "status"), "paused"),
        Put("participants.yaml", ("participants", "mia", "status_since"), date(2027, 2, 1)),
        Put("participants.yaml", ("participants", "mia", "back"), date(2027, 3, 1)),
    ]
    written = apply(sources, changes)
    files = {path: content for path, content in written.items() if content is not None}
    again = load(replace(sources, files={**sources.files, **files}))
    assert again.program == after
    assert b"# since the kick-off" in files["pairs.yaml"]
    back = state_changes(after, sources, loaded.homes, program)
    assert Drop("participants.yaml", ("participants", "mia", "back")) in back
