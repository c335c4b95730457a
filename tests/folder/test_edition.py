"""The next edition: what goes on, byte for byte, and what stays behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from rmentor.folder.documents import documents
from rmentor.folder.edition import Edition, edition_after
from rmentor.folder.emit import dump_document
from rmentor.folder.load import load
from rmentor.model.program import Program, Weights
from tests.builders import sources_of
from tests.folder.whole_program import WHOLE
from tests.strategies import programs

PROGRAM = """\
# Ours, since 2025.
format: 1
name: Reverse mentoring 2027
start: 2027-01-11     # Monday
end: 2027-07-02
closed: [2027-05-03/2027-05-07]
"""
PEOPLE = """\
participants:
  # the board
  - {id: boss, name: Boss, role: mentee, volunteer: yes}
  - id: gone
    name: Gone
    role: both
    status: left
    manager: boss
  - id: ann
    name: Ann
    role: mentor
    volunteer: yes
    manager: gone          # since 2026
    avoid: [gone]
    prefer: [boss, gone]
    offers: {linkedin: 4}
    waited: 1
  - {id: bob, name: Bob, role: mentee, volunteer: yes, wants: {linkedin: 3}, levels: {linkedin: 1}}
  - {id: cid, name: Cid, role: mentee, volunteer: yes, wants: {seo: 2}}
  - {id: dan, name: Dan, role: mentee}
"""
PAIRS = """\
pairs:
  - {id: ann--bob, mentor: ann, mentees: [bob], since: 2027-01-11}   # a good one
  - {id: gone--cid, mentor: gone, mentees: [cid], status: ended}
  - {id: ann--two, mentor: ann, mentees: [gone, boss], status: paused, since: 2027-08-01}
"""
OBJECTIVES = """\
objectives: []
kpis:
  - id: active
    title: Active
    baseline: 20
    target: 70
    readings: [{date: 2027-03-01, value: 35}]
  - {id: calm, title: Calm}
"""
JOURNAL = """\
- {session: 1, date: 2027-01-12, levels: {bob: {linkedin: 2}}}
- {session: 2, date: 2027-02-12, levels: {bob: {linkedin: 3}, ann: {linkedin: 5, seo: 1}}}
"""
FILES = {
    "program.yaml": PROGRAM,
    "participants.yaml": PEOPLE,
    "pairs.yaml": PAIRS,
    "objectives.yaml": OBJECTIVES,
    "plan.yaml": "sessions: []\nunplaced: []\n",
    "journal/ann--bob.yaml": JOURNAL,
    "framework.yaml": "sessions: 6   # as ever\nminutes: 90\nevery: 2 weeks\n",
    "surveys/pulse.yaml": "title: Pulse\nitems: [{id: a, text: A}]\n",
    "templates/sponsor.md": "# {{ name }}\n",
}


def made(files: Mapping[str, str], language: str | None = None) -> tuple[Edition, Program]:
    """The next edition, and what it loads as."""
    sources = sources_of(files)
    loaded = load(sources)
    assert loaded.program is not None, loaded.findings
    edition = edition_after(loaded.program, sources, loaded.homes, language)
    again = load(sources_of({path: text.decode() for path, text in edition.files.items()}))
    assert again.program is not None, again.findings
    return edition, again.program


def test_what_happened_stays_behind_and_the_rest_goes_on_as_it_is() -> None:
    """No plan, no journal; framework, questionnaires and templates byte for byte."""
    edition, _ = made(FILES)
    assert sorted(edition.files) == sorted(
        path for path in FILES if path not in ("plan.yaml", "journal/ann--bob.yaml")
    )
    for path in ("framework.yaml", "surveys/pulse.yaml", "templates/sponsor.md"):
        assert edition.files[path].decode() == FILES[path]


def test_the_old_dates_stay_as_comments() -> None:
    """So nothing is planned in the past, and the place to fill in is easy to find."""
    edition, program = made(FILES)
    assert edition.files["program.yaml"].decode() == PROGRAM.replace("start:", "#start:").replace(
        "end:", "#end:"
    )
    assert (program.start, program.end) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "{name: Test, start: 2027-01-11, end: 2027-07-02, country: FR}\n",
        'name: Test\n"start": 2027-01-11\n"end": 2027-07-02\n',
        "name: Test\nstart:\n  2027-01-11\nend:\n  2027-07-02\n",
        "\ufeffstart: 2027-01-11\r\nname: Test\r\n",
        "name: Test\n",
    ],
)
def test_the_dates_go_however_they_are_written(text: str) -> None:
    """In braces, in quotes, on lines of their own, behind a byte order mark."""
    edition, program = made({"program.yaml": text})
    assert (program.name, program.start, program.end) == ("Test", None, None)
    if "start" not in text:
        assert edition.files["program.yaml"].decode() == text


def test_who_has_left_is_gone_from_every_line() -> None:
    """The next one up the line becomes the manager; wishes about them go."""
    edition, program = made(FILES)
    ann = program.people()["ann"]
    assert "gone" not in edition.files["participants.yaml"].decode()
    assert (ann.manager, ann.avoid, ann.prefer) == ("boss", (), ("boss",))
    assert "manager: boss          # since 2026\n" in edition.files["participants.yaml"].decode()
    assert (edition.left, edition.moved_up) == (("gone",), {"ann": "boss"})


def test_who_found_nobody_has_waited_and_who_was_served_begins_anew() -> None:
    """Dan has not said yes; he does not wait."""
    edition, program = made(FILES)
    assert {person.id: person.waited for person in program.participants} == {
        "ann": 0, "bob": 0, "boss": 0, "cid": 1, "dan": 0,
    }  # fmt: skip
    assert edition.waiting == {"cid": 1}


def test_people_begin_with_the_levels_that_they_last_noted() -> None:
    """But for topics that they teach, whose level stands under offers."""
    edition, program = made(FILES)
    people = program.people()
    assert people["bob"].levels == {"linkedin": 3}
    assert (people["ann"].offers, people["ann"].levels) == ({"linkedin": 4}, {"seo": 1})
    assert edition.learned == ("ann", "bob")


def test_old_pairs_are_over_and_keep_their_ids_and_comments() -> None:
    """With the last day of the edition, or their first where that is later; people who left go."""
    edition, program = made(FILES)
    assert [(each.id, each.mentees, each.status, each.until) for each in program.pairs] == [
        ("ann--bob", ("bob",), "completed", date(2027, 7, 2)),
        ("ann--two", ("boss",), "completed", date(2027, 8, 1)),
    ]
    assert "# a good one" in edition.files["pairs.yaml"].decode()
    assert edition.former == ("ann--bob", "ann--two")


def test_readings_stay_behind_and_baselines_go_on() -> None:
    """What a KPI began at is for its people to say again."""
    edition, program = made(FILES)
    assert [(kpi.id, kpi.baseline, kpi.readings) for kpi in program.kpis] == [
        ("active", 20, ()), ("calm", None, ()),
    ]  # fmt: skip
    assert edition.readings == ("active",)


def test_the_language_may_change() -> None:
    """Of what is generated; the files are people's own."""
    _, program = made({"program.yaml": "name: Test\nlanguage: en\n"}, "fr")
    assert program.language == "fr"


def test_a_program_of_everything_goes_on() -> None:
    """Several participants' files, topics of one's own, every key that there is."""
    edition, program = made(WHOLE)
    assert program.pairs[0].until == date(2027, 4, 2)
    assert edition.files["topics.yaml"].decode() == WHOLE["topics.yaml"]


def writable(program: Program) -> Program:
    """The program as files may say it: no blank words, no circles of managers or wishes."""
    people = tuple(
        replace(
            each,
            department=(each.department or "").strip() or None,
            site=(each.site or "").strip() or None,
            manager=each.manager if each.manager and each.manager < each.id else None,
            avoid=tuple(who for who in each.avoid if who != each.id),
            prefer=tuple(who for who in each.prefer if who != each.id),
        )
        for each in program.participants
    )
    return replace(program, participants=people)


@given(programs(with_pairs=True, weights=Weights()))
@settings(max_examples=60)
def test_every_program_has_a_next_edition_without_errors(program: Program) -> None:
    """Whatever the state of people and pairs; and that edition has one again."""
    texts = documents(writable(program)).items()
    edition, after = made({path: dump_document(document) for path, document in texts})
    assert {person.id for person in after.participants}.isdisjoint(edition.left)
    assert not any(pair.is_current for pair in after.pairs)
    made({path: content.decode() for path, content in edition.files.items()})
