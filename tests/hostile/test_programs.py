"""Any program that passes ``check`` passes through every command without a traceback."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rmentor.folder.answers import answers_path, answers_text
from rmentor.folder.documents import documents
from rmentor.folder.emit import dump_document
from rmentor.model.program import Program, Weights
from tests.conftest import Rmentor
from tests.folder.test_edition import writable
from tests.followup.strategies import followed
from tests.hostile.arguments import command_lines
from tests.hostile.verdict import EXITS
from tests.hostile.world import write
from tests.strategies import programs

LINES = command_lines()
# Commands that make repositories or look into them need one; the folder tests have it.
WITHOUT_GIT = {
    name: words
    for name, words in LINES.items()
    if not {"init", "diff", "history", "--commit"} & set(words)
}
TORTURE = bool(os.environ.get("RMENTOR_TORTURE"))
# Settings at the ends of what is allowed, which no strategy draws.
EXTREMES: Mapping[str, str] = {
    "far apart": "start: 1970-01-01\nend: 2199-12-31\n",
    "one day": "start: 2027-01-11\nend: 2027-01-11\n",
    "no groups": "smallest_group: 0\nmax_per_week: 1\n",
    "large": "smallest_group: 1000000\nmax_per_week: 1000\nrules: {manager_levels: 1000, min_score: 10000, mentors_per_mentee: 1000}\n",
    "closed": "closed: [1970-01-01/2199-12-31]\n",
    "no hours": "hours: mon 00:00-00:01\n",
    "all hours": "hours: mon-sun 00:00-24:00\n",
    "weights": "weights: {needs: 1000000, returns: 0.000001, goals: 0, interests: 0, time: 0, mix: 0, drive: 0, prefer: 0}\n",
    "far east": "timezone: Pacific/Kiritimati\ncountry: NZ\n",
    "far west": "timezone: Pacific/Pago_Pago\ncountry: AS\n",
    "half hours": "timezone: Asia/Kathmandu\ncountry: NP\n",
}
FRAMES: Mapping[str, str] = {
    "many": "sessions: 999\nminutes: 5\nevery: 1 day\n",
    "slow": "sessions: 2\nminutes: 600\nevery: 3660 days\nslack: 3660 days\n",
    "short": "sessions: 1\nminutes: 1\nevery: 1 day\nslack: 0 days\n",
    "no slack": "sessions: 30\nminutes: 60\nevery: 1 week\nslack: 0 days\n",
    "group": "format: group\nsessions: 3\nminutes: 60\nevery: 2 weeks\n",
    "workshop": "format: workshop\nsessions: 3\nminutes: 60\nevery: 2 weeks\n",
    "project": "format: project\nsessions: 3\nminutes: 60\nevery: 2 weeks\n",
}


def _without_strangers(program: Program) -> Program:
    """The same program without managers who are not in it, and with a group that files may have."""
    people = tuple(replace(person, manager=None) for person in program.participants)
    smallest = max(program.smallest_group, 2)
    return replace(program, participants=people, smallest_group=smallest)


def folder_of(program: Program) -> dict[str, str]:
    """Files of a program, as people could have written them."""
    files = {path: dump_document(document) for path, document in documents(program).items()}
    for name, survey in program.surveys.items():
        if program.answers.get(name):
            files[answers_path(name)] = answers_text(survey, program.answers[name])
    return files


def _words(words: tuple[str, ...], program: Program, hand: random.Random) -> list[str]:
    """Words of a command with people, pairs and days of this program in the place of those of the small world."""
    people = [person.id for person in program.participants] or ["nobody"]
    pairs = [pair.id for pair in program.pairs] or ["nobody--nothing"]
    sheet = {"../people.csv": "people.csv", "../answers.csv": "answers.csv"}
    known = {
        "ida": people,
        "eva": people,
        "kim": people,
        "sam": people,
        "zoe": people,
        "ida--eva": pairs,
        "una--kim": pairs,
    }
    return [hand.choice(known.get(word, [sheet.get(word, word)])) for word in words]


def _through(
    rmentor: Rmentor, root: Path, program: Program, hand: random.Random, names: list[str]
) -> None:
    """Run commands one after the other on a program, which changes as they go."""
    for name in names:
        done = rmentor(*_words(WITHOUT_GIT[name], program, hand), cwd=root)
        assert done.code in EXITS, f"{name}: {done.err}"
        assert "Traceback" not in done.err


@pytest.mark.parametrize("world", ["planned by hand", "under way"])
def test_every_valid_program_passes_through_every_command(
    world: str, rmentor: Rmentor, tmp_path: Path
) -> None:
    """Half-filled, contradictory, late: whatever check lets through, each command has an answer."""
    drawn: st.SearchStrategy[Program] = (
        programs(max_people=6, with_pairs=True, weights=Weights()).map(writable)
        if world == "planned by hand"
        else followed(most=3).map(_without_strangers)
    )
    numbers = iter(range(10_000))
    passed = []

    @settings(
        max_examples=1000 if TORTURE else 6,
        derandomize=not TORTURE,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(drawn, st.integers(0, 10**6))
    def passes(program: Program, seed: int) -> None:
        root = tmp_path / str(next(numbers))
        hand = random.Random(seed)
        write(root, folder_of(program))
        write(
            root,
            {
                "people.csv": "name,role,volunteer\nNew One,mentee,yes\n",
                "answers.csv": "person,role,useful\np00,mentor,4\n",
            },
        )
        if rmentor("check", cwd=root).code:
            return
        passed.append(root)
        names = list(WITHOUT_GIT)
        _through(rmentor, root, program, hand, hand.sample(names, 8))

    passes()
    assert len(passed) >= 5


def _extreme(settings_text: str, frame: str) -> dict[str, str]:
    from tests.hostile.world import FILES

    files = dict(FILES)
    keys = {line.partition(":")[0] for line in settings_text.splitlines()}
    kept = [
        line for line in files["program.yaml"].splitlines() if line.partition(":")[0] not in keys
    ]
    files["program.yaml"] = "\n".join(kept) + "\n" + settings_text
    if frame:
        files["framework.yaml"] = frame
    return files


CASES: Mapping[str, Callable[[], dict[str, str]]] = {
    **{name: (lambda text=text: _extreme(text, "")) for name, text in EXTREMES.items()},
    **{name: (lambda text=text: _extreme("", text)) for name, text in FRAMES.items()},
}


@pytest.mark.parametrize("case", list(CASES))
def test_settings_at_the_ends_of_what_is_allowed_are_borne(
    case: str, rmentor: Rmentor, tmp_path: Path
) -> None:
    """A programme of two hundred years, of one day, of sessions every day, without an hour to meet."""
    root = tmp_path / "p"
    write(root, CASES[case]())
    for words in (("plan",), ("status", "--today", "2027-02-15"), ("report", "sponsor")):
        done = rmentor(*words, cwd=root)
        assert done.code in EXITS, f"{words}: {done.err}"
        assert "Traceback" not in done.err
