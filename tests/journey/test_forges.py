"""What a program's repository takes from rmentor: pre-commit's hooks, and CI of two forges."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from rmentor.cli.reference import entries
from tests.conftest import Rmentor

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SNIPPETS = sorted((ROOT / "docs" / "ci").glob("*.yml"))


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def _pre_commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hooks_are_ones_that_pre_commit_takes(tmp_path: Path) -> None:
    """By its own validator."""
    done = _pre_commit(tmp_path, "validate-manifest", str(HOOKS))
    assert done.returncode == 0, done.stdout


def test_a_commit_that_breaks_a_program_is_stopped(rmentor: Rmentor, tmp_path: Path) -> None:
    """Two programs in one repository: the one that the commit touches is checked, and only that."""
    hooks = yaml.safe_load(HOOKS.read_text("utf-8"))
    for hook in hooks:
        # The environment of these tests stands for the one that pre-commit would make.
        hook["language"] = "system"
        hook["entry"] = f"{sys.executable} -m {hook['entry']}"
    check = [hook for hook in hooks if hook["id"] == "rmentor-check"]
    config = {"repos": [{"repo": "local", "hooks": check}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    _git(tmp_path, "init", "-q")
    for name in ("one", "two"):
        assert rmentor("init", str(tmp_path / "hr" / name), cwd=tmp_path).code == 0
    broken = tmp_path / "hr" / "two" / "program.yaml"
    broken.write_text(broken.read_text("utf-8") + "nmae: x\n", "utf-8")
    _git(tmp_path, "add", "hr/one", ".pre-commit-config.yaml")
    done = _pre_commit(tmp_path, "run")
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    _git(tmp_path, "add", "hr/two")
    done = _pre_commit(tmp_path, "run")
    assert done.returncode == 1
    assert re.search(r"^hr/two/program\.yaml:\d+:1: error", done.stdout, re.MULTILINE), done.stdout
    assert "nmae" in done.stdout


def _lines(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [line for value in node.values() for line in _lines(value)]
    if isinstance(node, list):
        return [line for value in node for line in _lines(value)]
    return str(node).splitlines()


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda path: path.stem)
def test_snippets_use_commands_and_options_that_there_are(snippet: Path) -> None:
    """A page that is copied must not lag behind the commands."""
    known = {each.name: each for each in entries()}
    used = [line.strip() for line in _lines(yaml.safe_load(snippet.read_text("utf-8")))]
    calls = [line for line in used if line.startswith("rmentor ")]
    assert {call.split()[1] for call in calls} == {"check", "pair", "report", "diff"}
    for call in calls:
        words = call.partition(" > ")[0].split()
        entry = known[" ".join(words[:2])]
        options = {
            name for word in (*entry.words, *entry.common) for name in word.written.split(" ")
        }
        for option in re.findall(r"--[a-z-]+", " ".join(words)):
            assert option in options, call
