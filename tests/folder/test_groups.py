"""Groups in pairs.yaml and program.yaml: their keys, their checks, and what ``pair`` writes."""

from __future__ import annotations

import pytest

from rmentor.folder.dump import pairs_changes
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.model.pairs import Pair
from tests.builders import a_program, sources_of

PEOPLE = "participants:\n" + "".join(
    f"  - {{id: {name}, name: {name.upper()}, role: both{more}}}\n"
    for name, more in (("a", ""), ("b", ""), ("c", ""), ("d", ", status: left"))
)
GROUP = Pair("a--seo", "a", ("b", "c"), ("seo",), 5000, format="group", co_mentor="d")


def _codes(pair: str) -> list[str]:
    files = {
        "program.yaml": "name: Test\n",
        "participants.yaml": PEOPLE,
        "pairs.yaml": f"pairs: [{{id: p, {pair}}}]\n",
    }
    return [finding.code for finding in load(sources_of(files)).findings]


@pytest.mark.parametrize(
    ("pair", "codes"),
    [
        ("mentor: a, co_mentor: b, mentees: [c], format: group", []),
        ("mentor: a, co_mentor: a, mentees: [c]", ["named-twice"]),
        ("mentor: a, co_mentor: b, mentees: [b, c]", ["pair-with-self"]),
        ("mentor: a, co_mentor: nobody, mentees: [c]", ["unknown-person"]),
        ("mentor: a, co_mentor: d, mentees: [c]", ["person-left"]),
        ("mentor: a, mentees: [c], format: workshop", ["unknown-choice"]),
    ],
)
def test_who_leads_a_group_is_checked_like_every_mentor(pair: str, codes: list[str]) -> None:
    """A second mentor is somebody else, known, and still there."""
    assert _codes(pair) == codes


def test_a_group_is_written_with_its_own_keys_and_read_back() -> None:
    """Pairs say nothing of format and co_mentor; groups do, and load as they were."""
    files = {
        "program.yaml": "name: Test\n",
        "participants.yaml": PEOPLE.replace(", status: left", ""),
    }
    single = Pair("a--b", "a", ("b",), ("seo",))
    changes = pairs_changes(a_program(), sources_of(files), [GROUP, single])
    text = next(iter(apply(sources_of(files), changes).values()))
    assert text is not None
    lines = text.decode().splitlines()
    assert "    co_mentor: d" in lines
    assert "    format: group" in lines
    assert sum("format" in line for line in lines) == 1
    loaded = load(sources_of({**files, "pairs.yaml": text.decode()}))
    assert loaded.program is not None
    assert loaded.program.pairs == (single, GROUP)
    assert GROUP.mentors == ("a", "d")
    assert GROUP.people == ("a", "d", "b", "c")


def test_a_journal_may_speak_of_the_second_mentor() -> None:
    """An action is anybody's who is in the group."""
    files = {
        "program.yaml": "name: Test\n",
        "participants.yaml": PEOPLE.replace(", status: left", ""),
        "pairs.yaml": "pairs: [{id: p, mentor: a, co_mentor: d, mentees: [b], format: group}]\n",
        "journal/p.yaml": "- {session: 1, date: 2027-01-12, actions: [{who: d, what: Send it}]}\n",
    }
    assert load(sources_of(files)).findings == ()


@pytest.mark.parametrize(("mentors", "codes"), [("1", []), ("2", []), ("3", ["number-range"])])
def test_one_mentor_leads_a_group_or_two_together(mentors: str, codes: list[str]) -> None:
    """More than two would be a committee."""
    text = f"name: Test\nrules: {{group: {{min: 2, max: 4, mentors: {mentors}}}}}\n"
    assert [f.code for f in load(sources_of({"program.yaml": text})).findings] == codes
