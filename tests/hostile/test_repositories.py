"""What a repository of a stranger says to git, and what of it git is told not to hear."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import pytest

from rmentor.errors import GitMissing
from rmentor.git import commit_paths, init_repository, objects
from rmentor.git.objects import Objects

MIB = 1024 * 1024


def _repository(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    init_repository(root)
    (root / "a.yaml").write_text("a: 1\n")
    return root


def test_hooks_and_files_that_settings_name_are_passed_over(tmp_path: Path) -> None:
    """Git 2.54 takes hooks from settings; here a hook of the user's own tells what git was told."""
    root = _repository(tmp_path / "p")
    told = tmp_path / "told"
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    names = (
        "hook.evil.enabled",
        "hook.Other One.enabled",
        "core.attributesFile",
        "core.excludesFile",
        "commit.template",
    )
    script = "\n".join(f"git config '{name}' >> '{told}'" for name in names)
    (hooks / "pre-commit").write_text(f"#!/bin/sh\n{script}\n")
    (hooks / "pre-commit").chmod(0o755)
    subprocess.run(["git", "config", "--global", "core.hooksPath", str(hooks)], check=True)
    with (root / ".git/config").open("a") as config:
        config.write(
            '[hook "evil"]\n\tevent = pre-commit\n\tcommand = touch sprung\n[hook "Other One"]\n\tcommand = x\n'
            "[core]\n\tattributesFile = /etc/passwd\n\texcludesFile = /etc/passwd\n[commit]\n\ttemplate = /etc/passwd\n"
        )
    commit_paths(root, ["a.yaml"], "Begin")
    assert told.read_text().split() == ["false", "false", "/dev/null", "/dev/null", "/dev/null"]
    assert not (root / "sprung").exists()


def test_a_work_tree_that_is_elsewhere_is_not_committed_to(tmp_path: Path) -> None:
    """A repository may say that its files lie in another folder; these are not."""
    root, other = _repository(tmp_path / "p"), tmp_path / "other"
    other.mkdir()
    (other / "a.yaml").write_text("not ours\n")
    with (root / ".git/config").open("a") as config:
        config.write(f"[core]\n\tworktree = {other}\n")
    with pytest.raises(GitMissing):
        commit_paths(root, ["a.yaml"], "Begin")


def test_messages_of_git_have_no_colours_of_the_repositorys(tmp_path: Path) -> None:
    """A setting may ask for them also where nobody looks at a terminal."""
    root = _repository(tmp_path / "p")
    with (root / ".git/config").open("a") as config:
        config.write("[color]\n\tui = always\n[user]\n\tuseConfigOnly = true\n\temail =\n")
    (root / ".gitattributes").write_text("* working-tree-encoding=UTF-16\n")
    with pytest.raises(GitMissing) as refused:
        commit_paths(root, ["a.yaml"], "Begin")
    assert "\x1b" not in str(refused.value.args_by_name["why"])


def test_git_that_works_at_a_broken_object_for_ever_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An object that claims to be longer than it is keeps some versions of git busy without end."""
    monkeypatch.setattr(objects, "PATIENCE_SECONDS", 0.4)
    root = _repository(tmp_path / "p")
    commit_paths(root, ["a.yaml"], "Begin")
    name = subprocess.run(
        ["git", "rev-parse", "HEAD:a.yaml"], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()
    path = root / ".git/objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 5\0ab"))
    with Objects(root, MIB) as archive:
        try:
            assert archive.read(name) is None
        except GitMissing as stuck:
            assert name in str(stuck.args_by_name["why"])  # noqa: PT017
