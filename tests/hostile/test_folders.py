"""A program cloned from a stranger: whatever is in it, nothing is executed, written or read outside.

With ``RMENTOR_TORTURE=1`` (make torture) every trap is tried on every command, else every command on a folder that
is full of traps, and every trap on the few commands that read and write what it is about.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.hostile import traps_files, traps_git, traps_templates, traps_texts
from tests.hostile.arguments import MORE, command_lines
from tests.hostile.runner import Runner
from tests.hostile.verdict import removed, tried
from tests.hostile.world import World, copy_of

Trap = Callable[[World], Mapping[str, str] | None]
LINES = command_lines()
EXTRA = frozenset(" ".join(words) for words in MORE)
TORTURE = bool(os.environ.get("RMENTOR_TORTURE"))
# What git itself may do outside: read what its configuration includes, follow a ref that is a link, and let the
# user's own gpg and ssh-keygen make their files when a signature is asked for.
BY_GIT = ("settings from outside", "signing by", "ref that is a link")


def _check(
    runner: Runner, honest: World, top: Path, traps: Sequence[Trap], names: Sequence[str]
) -> list[str]:
    """Set traps in a copy of the honest world for each command; answer what went wrong."""
    wrong = []
    for name in names:
        world = copy_of(honest, top / "w")
        more = {key: value for trap in traps for key, value in (trap(world) or {}).items()}
        ran, found = tried(runner, world, LINES[name], more)
        wrong += [f"rmentor {' '.join(LINES[name])}: {each}" for each in found]
        if any(trap is each for each in traps_git.QUIET.values() for trap in traps) and ran.code:
            wrong.append(f"rmentor {name}: ends with {ran.code}: {ran.err[-300:]}")
        removed(world.top)
    return wrong


# Every command, and every way to commit.
EACH = [name for name in LINES if TORTURE or name not in EXTRA or "--commit" in name]


@pytest.mark.parametrize("name", EACH)
def test_every_command_works_and_runs_nothing_in_the_repository_of_a_stranger(
    runner: Runner, honest: World, tmp_path: Path, name: str
) -> None:
    """Settings, hooks, attributes, submodules and odd refs: the command does what it is for, and nothing else."""
    assert _check(runner, honest, tmp_path, [*traps_git.QUIET.values()], [name]) == []


GIT_COMMANDS = ("plan --commit", "history")
# By whether a trap lies where reports are written.
FILE_COMMANDS = (("plan",), ("report sponsor",))
TEXT_COMMANDS = ("check --json",)


@pytest.mark.parametrize("trap", list(traps_git.LOUD))
def test_no_repository_makes_git_run_or_leak_anything(
    runner: Runner, honest: World, tmp_path: Path, trap: str
) -> None:
    """Broken, foreign, partial and lying repositories end in a clear error, or do no harm."""
    names = list(LINES) if TORTURE else GIT_COMMANDS
    found = _check(runner, honest, tmp_path, [traps_git.LOUD[trap]], names)
    if trap.startswith(BY_GIT):
        found = [
            each
            for each in found
            if "outside the program" not in each and "left behind" not in each
        ]
    assert found == []


def _of_files() -> list[str]:
    """All traps, or those that are most unlike each other: of links and folders every other one."""
    names = list(traps_files.LOUD)
    always = ("pipe", "landing", ".rmentor")
    return [
        name
        for number, name in enumerate(names)
        if TORTURE or number % 2 or any(each in name for each in always)
    ]


@pytest.mark.parametrize("trap", _of_files())
def test_no_link_pipe_or_name_leads_outside(
    runner: Runner, honest: World, tmp_path: Path, trap: str
) -> None:
    """Links, pipes, devices, sockets, landings that were never ours: refused, and nothing waits."""
    names = list(LINES) if TORTURE else FILE_COMMANDS["reports" in trap]
    assert _check(runner, honest, tmp_path, [traps_files.LOUD[trap]], names) == []


TEXTS = {**traps_texts.LOUD, **(traps_texts.ALL if TORTURE else {})}


@pytest.mark.parametrize("trap", list(TEXTS) if TORTURE else list(TEXTS)[::2])
def test_no_content_of_a_file_is_more_than_a_finding(
    runner: Runner, honest: World, tmp_path: Path, trap: str
) -> None:
    """Bombs, junk, other encodings, names of devices: said in bounded time, with the exit code of the contract."""
    names = list(LINES) if TORTURE and trap in traps_texts.LOUD else TEXT_COMMANDS
    assert _check(runner, honest, tmp_path, [TEXTS[trap]], names) == []


@pytest.mark.parametrize("trap", list(traps_templates.LOUD)[:: 1 if TORTURE else 15])
def test_no_template_stops_a_command_but_with_a_clear_error(
    runner: Runner, honest: World, tmp_path: Path, trap: str
) -> None:
    """It is refused before it takes seconds or much memory; the rest is in test_templates.py."""
    names = list(LINES) if TORTURE else ("report sponsor",)
    assert _check(runner, honest, tmp_path, [traps_templates.LOUD[trap]], names) == []
