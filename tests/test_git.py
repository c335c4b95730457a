"""Git is called so that exactly the right files are committed and a hostile repository runs nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rmentor.errors import CannotCommit, GitMissing
from rmentor.git import (
    check_can_commit,
    commit_paths,
    has_git,
    init_repository,
    is_inside_repository,
)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two committed files."""
    root = tmp_path / "repository"
    root.mkdir()
    init_repository(root)
    write(root, program="name: X\n", people="[]\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    return root


def committed(root: Path) -> list[str]:
    """Files of the last commit, with what became of each."""
    shown = git(root, "-c", "core.quotePath=false", "show", "--name-status", "--format=", "HEAD")
    return shown.splitlines()


def test_just_the_files_written_are_committed(repository: Path) -> None:
    """Changed, new and removed ones; the subject is the message, the answer is the revision."""
    write(repository, program="name: Y\n", pairs="pairs: []\n", other="not ours\n")
    (repository / "people.yaml").unlink()
    revision = commit_paths(
        repository, ["program.yaml", "pairs.yaml", "people.yaml"], "Pair people"
    )
    assert revision == git(repository, "rev-parse", "HEAD").strip()
    assert committed(repository) == ["A\tpairs.yaml", "D\tpeople.yaml", "M\tprogram.yaml"]
    assert git(repository, "log", "-1", "--format=%B").strip() == "Pair people"
    assert git(repository, "status", "--porcelain") == "?? other.yaml\n"


def test_what_people_have_staged_stays_staged(repository: Path) -> None:
    """And out of the commit."""
    write(repository, people="- staged\n", new="staged\n", program="name: Y\n")
    git(repository, "add", "people.yaml", "new.yaml")
    commit_paths(repository, ["program.yaml"], "Change the name")
    assert committed(repository) == ["M\tprogram.yaml"]
    assert git(repository, "status", "--porcelain") == "A  new.yaml\nM  people.yaml\n"


def test_the_first_commit_of_a_repository_works(tmp_path: Path) -> None:
    """As after init."""
    init_repository(tmp_path)
    write(tmp_path, program="name: X\n", other="x\n")
    commit_paths(tmp_path, ["program.yaml"], "Begin")
    assert committed(tmp_path) == ["A\tprogram.yaml"]


def test_a_program_in_a_folder_of_a_repository_commits_there(repository: Path) -> None:
    """Paths are the program's, whatever names they have."""
    root = repository / "sub folder"
    names = ["-rf", "*", ":(top)x", "é b", "sessions/a/01"]
    write(root, **dict.fromkeys(names, "x\n"))
    write(repository, untouched="x\n")
    commit_paths(root, [f"{name}.yaml" for name in names], "-m --amend")
    assert {line.removeprefix("A\t").strip('"') for line in committed(repository)} == {
        f"sub folder/{name}.yaml" for name in names
    }
    assert git(repository, "log", "-1", "--format=%s").strip() == "-m --amend"


def test_ignored_files_are_left_out(repository: Path) -> None:
    """People may keep calendars out of git; what is ignored and nothing else is said."""
    (repository / ".gitignore").write_text("calendar*\n")
    write(repository, calendar="x\n", pairs="x\n")
    commit_paths(repository, ["calendar.yaml", "pairs.yaml"], "Plan")
    assert committed(repository) == ["A\tpairs.yaml"]
    with pytest.raises(GitMissing):
        commit_paths(repository, ["calendar.yaml"], "Plan")


def test_a_removed_file_that_git_never_had_is_no_matter(repository: Path) -> None:
    """A stale session plan that nobody committed."""
    write(repository, program="name: Y\n")
    commit_paths(repository, ["program.yaml", "sessions/old.md"], "Plan")
    assert committed(repository) == ["M\tprogram.yaml"]


def test_nothing_to_commit_is_said(repository: Path) -> None:
    """Rather than a revision that is not ours."""
    with pytest.raises(GitMissing) as refused:
        commit_paths(repository, ["program.yaml"], "Nothing")
    assert refused.value.args_by_name["why"]


def test_what_would_stop_a_commit_is_known_before_anything_is_written(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No repository, a merge under way, nobody's name, no git: each is said with its way out."""

    def why(root: Path) -> str:
        with pytest.raises(CannotCommit) as refused:
            check_can_commit(root)
        return str(refused.value.args_by_name["why"])

    check_can_commit(repository)
    assert "git init" in why(tmp_path)
    git(repository, "checkout", "-qb", "other")
    write(repository, more="x\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Other")
    git(repository, "checkout", "-q", "-")
    git(repository, "merge", "--no-ff", "--no-commit", "-q", "other")
    assert "merge" in why(repository)
    git(repository, "merge", "--abort")
    _forget_who_commits(monkeypatch)
    assert "user.email" in why(repository)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "not installed" in why(repository)


def _forget_who_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    (Path(os.environ["HOME"]) / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    for name in (
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
        "EMAIL",
    ):
        monkeypatch.delenv(name, raising=False)


def test_without_a_name_git_says_why_and_the_index_is_as_before(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has told git who they are."""
    _forget_who_commits(monkeypatch)
    write(repository, pairs="x\n", program="name: Y\n")
    before = git(repository, "status", "--porcelain")
    with pytest.raises(GitMissing) as refused:
        commit_paths(repository, ["pairs.yaml", "program.yaml"], "Pair people")
    assert "email" in str(refused.value.args_by_name["why"])
    assert git(repository, "status", "--porcelain") == before


def test_no_repository_and_no_git_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do about it."""
    write(tmp_path, program="x\n")
    with pytest.raises(GitMissing, match="not a git repository"):
        commit_paths(tmp_path, ["program.yaml"], "Begin")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_git()
    with pytest.raises(GitMissing, match="not installed"):
        init_repository(tmp_path)


def test_a_folder_inside_a_repository_is_known(repository: Path, tmp_path: Path) -> None:
    """Also one that is not there yet: init asks before it makes it."""
    assert has_git()
    assert is_inside_repository(repository)
    assert is_inside_repository(repository / "new" / "program")
    assert not is_inside_repository(tmp_path)
    assert not is_inside_repository(tmp_path / "new" / "program")
    assert not is_inside_repository(repository / ".git")


def test_a_hook_that_calls_us_does_not_lead_us_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git tells its hooks where its own repository is; the program's may be another."""
    other = tmp_path / "other"
    other.mkdir()
    init_repository(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    write(repository, program="name: Y\n")
    revision = commit_paths(repository, ["program.yaml"], "Change")
    monkeypatch.undo()
    assert git(repository, "rev-parse", "HEAD").strip() == revision


def _hook(name: str) -> Callable[[Path, str], None]:
    def set_trap(root: Path, command: str) -> None:
        hook = root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{command}\n")
        hook.chmod(0o755)

    return set_trap


def _filter(name: str) -> Callable[[Path, str], None]:
    def set_trap(root: Path, command: str) -> None:
        (root / ".gitattributes").write_text(f"* filter={name}\n")
        git(root, "config", f"filter.{name}.clean", f"{command}; cat")
        git(root, "config", f"filter.{name}.required", "true")

    return set_trap


def _setting(*settings: str) -> Callable[[Path, str], None]:
    def set_trap(root: Path, command: str) -> None:
        script = root.parent / "trap.sh"
        script.write_text(f"#!/bin/sh\n{command}\n")
        script.chmod(0o755)
        for setting in settings:
            key, _, value = setting.partition("=")
            git(root, "config", key, value or str(script))

    return set_trap


def _hooks_path(root: Path, command: str) -> None:
    folder = root / "hooks"
    folder.mkdir()
    (folder / "pre-commit").write_text(f"#!/bin/sh\n{command}\n")
    (folder / "pre-commit").chmod(0o755)
    git(root, "config", "core.hooksPath", str(folder))


@pytest.mark.parametrize(
    "trap",
    [
        *map(_hook, ("pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "post-index-change")),
        *map(_hook, ("reference-transaction", "post-rewrite", "pre-auto-gc")),
        _hooks_path,
        _filter("evil"),
        _filter("e=vil"),
        _setting("core.fsmonitor"),
        _setting("core.editor", "sequence.editor", "core.pager", "diff.external"),
        _setting("gpg.program", "commit.gpgSign=true"),
        _setting("gpg.ssh.program", "gpg.format=ssh", "user.signingKey=key::x", "commit.gpgSign=true"),
        _setting("gpg.ssh.defaultKeyCommand", "gpg.format=ssh", "commit.gpgSign=true"),
    ],
)  # fmt: skip
def test_a_hostile_repository_runs_nothing(
    repository: Path, tmp_path: Path, trap: Callable[[Path, str], None]
) -> None:
    """Neither when we look nor when we commit, whether the commit comes about or not."""
    sprung = tmp_path / "sprung"
    trap(repository, f"touch '{sprung}'")
    write(repository, program="name: Y\n", pairs="x\n")
    assert is_inside_repository(repository)
    try:
        commit_paths(repository, ["program.yaml", "pairs.yaml"], "Change")
    except GitMissing as refused:
        assert "sign" in str(refused) or "key" in str(refused) or "gpg" in str(refused)  # noqa: PT017
    else:
        assert git(repository, "show", "HEAD:program.yaml") == "name: Y\n"
    assert not sprung.exists()


def test_hooks_of_peoples_own_run_at_their_commits(repository: Path, tmp_path: Path) -> None:
    """A commit is the user's action: what their own configuration asks for is done."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "commit-msg").write_text('#!/bin/sh\necho "Signed" >> "$1"\n')
    (hooks / "commit-msg").chmod(0o755)
    git(repository, "config", "--global", "core.hooksPath", str(hooks))
    write(repository, program="name: Y\n")
    commit_paths(repository, ["program.yaml"], "Change")
    assert git(repository, "log", "-1", "--format=%B").split() == ["Change", "Signed"]


def test_many_files_are_one_commit(repository: Path) -> None:
    """More than a command line holds."""
    names = [f"sessions/{n:05d}-{'x' * 100}" for n in range(2500)]
    write(repository, **dict.fromkeys(names, "x\n"))
    commit_paths(repository, [f"{name}.yaml" for name in names], "Plan")
    assert len(committed(repository)) == len(names)
