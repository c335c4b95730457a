"""Any program that passes ``check`` passes through every command without a traceback.

Programs come from three hands: two strategies of hypothesis, and files that use every key, changed here and there
as long as ``check`` lets them through. With ``RMENTOR_TORTURE=1`` (make torture), hundreds of each.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rmentor.git import commit_paths, init_repository
from rmentor.model.program import Program, Weights
from tests.conftest import Done, Rmentor
from tests.folder.test_edition import writable
from tests.followup.strategies import followed
from tests.hostile.arguments import command_lines
from tests.hostile.passages import (
    Files,
    loaded,
    messy,
    typed,
    without_strangers,
    words_for,
    written,
)
from tests.hostile.verdict import EXITS
from tests.hostile.world import FILES, write
from tests.strategies import programs

LINES = {**command_lines(), "init --from": ("init", "../next", "--from", ".")}
TORTURE = bool(os.environ.get("RMENTOR_TORTURE"))
PROGRAMS, COMMANDS = (100, 16) if TORTURE else (4, 6)
BUG = 70
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


def _room(top: Path, files: Files) -> Path:
    """A folder of a program with two commits, in a room of its own, with sheets beside it."""
    root = top / "program"
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    write(
        top,
        {
            "people.csv": "name,role,volunteer\nNew One,mentee,yes\n",
            "answers.csv": "person,role,useful\np00,mentor,4\n",
        },
    )
    init_repository(root)
    commit_paths(root, ["program.yaml"], "Begin")
    commit_paths(root, sorted(files), "Go on")
    return root


def _through(
    rmentor: Rmentor, top: Path, files: Files, hand: random.Random, names: Iterable[str]
) -> None:
    """Run commands one after the other on a program, which changes as they go."""
    program = loaded(files)
    assert program is not None
    root = _room(top, files)
    for name in names:
        words = words_for(LINES[name], program, hand)
        done = rmentor(*words, cwd=root)
        assert done.code in EXITS, f"{words} in {root}: {_told(done)}"
        assert "Traceback" not in done.err, f"{words} in {root}: {_told(done)}"


def _told(done: Done) -> str:
    """What a run said in its messages, and in the file that they name where it is a bug."""
    name = done.err.split()[-1] if done.code == BUG else ""
    return f"{done.code}\n{done.err[-3000:]}" + (Path(name).read_text()[-3000:] if name else "")


@pytest.mark.parametrize("world", ["planned by hand", "under way"])
def test_every_valid_program_passes_through_every_command(
    world: str, rmentor: Rmentor, tmp_path: Path
) -> None:
    """Half-filled, contradictory, late: whatever check lets through, each command has an answer."""
    drawn: st.SearchStrategy[Program] = (
        programs(max_people=6, with_pairs=True, weights=Weights()).map(writable)
        if world == "planned by hand"
        else followed(most=3).map(without_strangers)
    )
    passed = []

    @settings(
        max_examples=PROGRAMS,
        derandomize=not TORTURE,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(drawn, st.integers(0, 10**6))
    def passes(program: Program, seed: int) -> None:
        hand = random.Random(seed)
        files = written(messy(program, hand))
        if loaded(files) is not None:
            passed.append(files)
            names = hand.sample(list(LINES), COMMANDS)
            _through(rmentor, tmp_path / str(len(passed)), files, hand, names)

    passes()
    assert len(passed) > PROGRAMS // 2


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_files_changed_by_hand_pass_through_every_command(
    seed: int, rmentor: Rmentor, tmp_path: Path
) -> None:
    """Every key there is, in values that people typed; together, these tests run every command."""
    hand = random.Random(seed)
    names = hand.sample(list(LINES), COMMANDS) if TORTURE else list(LINES)[seed::PROGRAMS]
    hand.shuffle(names)
    _through(rmentor, tmp_path, next(typed(hand)), hand, names)


def _extreme(settings_text: str, frame: str) -> dict[str, str]:
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


@pytest.mark.parametrize("case", list(CASES) if TORTURE else list(CASES)[::2])
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
