"""A folder that is read with a memory of the last one says exactly what it says without."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from rmentor.folder.load import load
from rmentor.folder.memory import Memory
from tests.builders import sources_of
from tests.folder.whole_program import WHOLE

# Changes that people make, rightly and wrongly: file, what stands there, what stands there then.
EDITS = (
    ("program.yaml", "timezone: Europe/Paris", "timezone: Europe/Brussels"),
    ("program.yaml", "min_level: 4", "min_level: 3"),
    ("program.yaml", "smallest_group: 4", "smallest_group: none"),
    ("participants.yaml", "drive: 4", "drive: 2"),
    ("participants.yaml", "id: catherine-a\n", "id: katherine-a\n"),
    ("participants.yaml", "participants:", "participants: ["),
    ("participants/others.yaml", "role: both", "role: mentee"),
    ("objectives.yaml", "value: 40", "value: 41"),
    ("objectives.yaml", "kpis: [active, gain]", "kpis: [active, loss]"),
    ("framework.yaml", "minutes: 90\nevery", "minutes: 60\nevery"),
    ("framework.yaml", "id: two", "id: three"),
    ("topics.yaml", "id: our-crm", "id: their-crm"),
    ("topics.yaml", "Un compte", "Deux comptes"),
    ("pairs.yaml", "score: 8315", "score: 8000"),
    ("pairs.yaml", "mentees: [catherine-a]", "mentees: [nobody]"),
    ("plan.yaml", "state: planned", "state: cancelled"),
    ("plan.yaml", "module: one", "module: gone"),
    ("plan.yaml", "sessions:", "sessions: <<<<<<< HEAD"),
    ("journal/pauline-r--catherine-a.yaml", "minutes: 85", "minutes: 80"),
    ("journal/pauline-r--catherine-a.yaml", "topics: [linkedin]", "topics: [linkdin]"),
    ("surveys/pulse.yaml", "reverse: true", "reverse: false"),
    ("register.yaml", "status: adopted", "status: done"),
    ("surveys/pulse.csv", "pauline-r,mentor", "pauline-r,mentee"),
    ("surveys/pulse.csv", ",good", ",perhaps"),
)
FOLDER = {
    **WHOLE,
    "surveys/pulse.csv": "person,role,pair,session,date,useful,fit\n"
    "pauline-r,mentor,pauline-r--catherine-a,,2027-02-01,,good\n",
    "templates/sponsor.md": "x\n",
}


@pytest.mark.parametrize("seed", range(12))
def test_a_memory_changes_nothing_that_is_read(seed: int) -> None:
    """Over random edits, files that go, come back, become empty or another's copy: program and findings."""
    chance, memory, files = random.Random(seed), Memory(), dict(FOLDER)
    whole = broken = 0
    for _ in range(40):
        _change(chance, files)
        sources = sources_of(files)
        found = load(sources, memory=memory)
        assert found == load(sources)
        whole += found.program is not None
        broken += found.program is None
    assert whole
    assert broken


def _change(chance: random.Random, files: dict[str, str]) -> None:
    way = chance.random()
    if way < 0.55:
        _edit(chance, files)
    elif way < 0.65:
        files.pop(chance.choice(sorted(files)))
    elif way < 0.72:
        files[chance.choice(sorted(FOLDER))] = ""
    elif way < 0.75:
        files["journal/nobody.yaml"] = files.get("pairs.yaml", "")
    else:
        # Back to what is right, in one file or everywhere.
        files.pop("journal/nobody.yaml", None)
        files |= FOLDER if chance.random() < 0.3 else _one(chance)


def _edit(chance: random.Random, files: dict[str, str]) -> None:
    file, old, new = chance.choice(EDITS)
    if file in files:
        assert old in FOLDER[file], (file, old)
        there, then = (old, new) if old in files[file] else (new, old)
        files[file] = files[file].replace(there, then, 1)


def _one(chance: random.Random) -> Mapping[str, str]:
    path = chance.choice(sorted(FOLDER))
    return {path: FOLDER[path]}


def test_what_did_not_change_is_not_read_again() -> None:
    """The very same people, where only a journal is new."""
    memory, journal = Memory(), "journal/pauline-r--catherine-a.yaml"
    before = load(sources_of(FOLDER), memory=memory).program
    edited = {**FOLDER, journal: FOLDER[journal].replace("85", "80")}
    after = load(sources_of(edited), memory=memory).program
    assert before is not None
    assert after is not None
    assert after.participants is before.participants
    assert after.journal != before.journal


def test_a_memory_keeps_the_last_folder_only() -> None:
    """It does not grow with the length of a history."""
    memory, path = Memory(), "topics.yaml"
    first = load(sources_of(FOLDER), memory=memory)
    for number in range(3):
        load(sources_of({**FOLDER, path: f"# {number}\n{FOLDER[path]}"}), memory=memory)
    again = load(sources_of(FOLDER), memory=memory)
    assert first.program is not None
    assert again.program == first.program
    assert again.program is not None
    assert again.program.topics is not first.program.topics
