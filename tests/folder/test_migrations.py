"""Files of an older format become files of the newest: comments stay, and newer ones are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from rmentor.changes import Remove
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.migrations import (
    MIGRATIONS,
    NewerFormat,
    NoVersion,
    NoWay,
    migrated,
    version_of,
)
from rmentor.folder.read import Sources
from rmentor.folder.scalars import FORMAT
from tests.builders import sources_of

# A made-up past: format 0 had "people", with "knows" for "offers", and one file that is no more.
OLD = {
    "program.yaml": "# Ours\nformat: 0   # of the files\nname: Old\n",
    "people.yaml": "x: 1\n",
    "participants.yaml": (
        "people:   # everybody\n"
        "  # the first\n"
        "  - id: a    # Anna\n    name: A\n    role: mentor\n    knows: {linkedin: 5}\n"
    ),
    "surveys/pulse.csv": "person,role,pair,session,date\n",
}


def _renamed(documents: Any) -> Any:
    """From the made-up format 0 to 1."""
    people = documents["participants.yaml"]["people"]
    new = [
        {("offers" if key == "knows" else key): value for key, value in person.items()}
        for person in people
    ]
    kept = {path: value for path, value in documents.items() if path != "people.yaml"}
    return {**kept, "participants.yaml": {"participants": new}}


def test_a_program_of_the_newest_format_needs_nothing() -> None:
    """Also one that does not say its format: there was none before the first."""
    for head in ("", f"format: {FORMAT}\n"):
        found = migrated(sources_of({"program.yaml": head + "name: X\n"}))
        assert (found.before, found.after, found.changes) == (1, FORMAT, ())


def test_steps_lead_to_the_newest_format_and_comments_stay() -> None:
    """A step sees plain values; what it leaves out is a file that goes, and CSV files stay."""
    old = sources_of(OLD)
    found = migrated(old, {0: _renamed}, newest=1)
    assert Remove("people.yaml") in found.changes
    files = apply(old, found.changes)
    program = files["program.yaml"]
    assert program is not None
    assert program.decode() == "# Ours\nformat: 1   # of the files\nname: Old\n"
    kept = {path: text for path, text in {**old.files, **files}.items() if text is not None}
    people = load(Sources(None, kept))
    assert people.program is not None or all(
        each.spot.file == "surveys/pulse.csv" for each in people.findings
    )
    text = kept["participants.yaml"].decode()
    assert "offers: {linkedin: 5}" in text
    assert "knows" not in text


def test_comments_stay_wherever_what_they_stand_on_does() -> None:
    """One value of one person changes: one line does."""

    def step(documents: Any) -> Any:
        people = documents["participants.yaml"]["participants"]
        new = [{**person, "role": "both"} for person in people]
        return {**documents, "participants.yaml": {"participants": new}}

    text = "participants:\n  # the first\n  - id: a    # Anna\n    role: mentor   # and more\n"
    old = sources_of({"program.yaml": "format: 0\nname: X\n", "participants.yaml": text})
    files = apply(old, migrated(old, {0: step}, newest=1).changes)
    assert files["participants.yaml"] == text.replace("mentor ", "both ").encode()


def test_several_steps_are_taken_one_after_the_other() -> None:
    """Each sees what the one before gave."""
    seen: list[Any] = []

    def step(documents: Any) -> Any:
        seen.append(documents["program.yaml"]["name"])
        name = documents["program.yaml"]["name"] + "!"
        return {**documents, "program.yaml": {**documents["program.yaml"], "name": name}}

    old = sources_of({"program.yaml": "format: 1\nname: X\n"})
    found = migrated(old, {1: step, 2: step}, newest=3)
    assert seen == ["X", "X!"]
    assert apply(old, found.changes) == {"program.yaml": b"format: 3\nname: X!!\n"}
    assert (found.before, found.after) == (1, 3)


def test_newer_files_are_refused_and_left_alone() -> None:
    """Whoever wrote them knows more."""
    with pytest.raises(NewerFormat):
        migrated(sources_of({"program.yaml": f"format: {FORMAT + 1}\nname: X\n"}))


def test_a_missing_step_is_said() -> None:
    """Half of the way would be neither format."""
    with pytest.raises(NoWay):
        migrated(sources_of({"program.yaml": "format: 0\nname: X\n"}), {}, newest=1)


@pytest.mark.parametrize("said", ["one", "1.5", "[1]", "-1", "{a: 1}"])
def test_a_format_that_is_no_number_is_said(said: str) -> None:
    """Guessing it would be dangerous."""
    with pytest.raises(NoVersion):
        version_of(sources_of({"program.yaml": f"format: {said}\nname: X\n"}))


def test_there_is_a_step_from_every_format_that_there_was() -> None:
    """Whoever adds a format adds the way to it."""
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))
