"""A folder in a commit is the folder that a checkout would give, and reading it runs nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rmentor.folder.find import PROGRAM_FILE
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.git import path_in_repository
from rmentor.git.objects import Objects
from rmentor.history.commits import Commit, common_ancestor, find_commit
from rmentor.history.figures import MEASURES
from rmentor.history.past import changed, past, states
from rmentor.history.revisions import Archive
from rmentor.history.timeline import Timeline, places, timeline
from tests.folder.whole_program import WHOLE
from tests.history.repository import (
    FILES,
    PAIRED,
    PLANNED,
    a_history,
    commit,
    git,
    new_repository,
    write,
)


def tip_of(root: Path, revision: str = "HEAD") -> Commit:
    """A commit that is surely there."""
    found = find_commit(root, revision)
    assert found is not None
    return found


def line_of(root: Path) -> Timeline:
    """The past of the program in ``root``."""
    with Archive(root) as archive:
        return timeline(archive, root, tip_of(root), path_in_repository(root))


def days_of(line: Timeline) -> list[str]:
    return [revision.commit.day.isoformat() for revision in line.revisions]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "repository")


@pytest.mark.parametrize("where", ["", "programmes/2027 é/"])
@pytest.mark.parametrize("form", [(), ("--object-format=sha256",)])
def test_every_commit_reads_as_its_checkout(
    tmp_path: Path, where: str, form: tuple[str, ...]
) -> None:
    """Programs, errors and figures are those of a checkout, commit by commit, with either kind of id."""
    top = new_repository(tmp_path / "repository", *form)
    root = top / where
    root.mkdir(parents=True, exist_ok=True)
    a_history(root)
    commit(root, WHOLE, "2027-01-20", "Everything")
    write(root, dict.fromkeys(["journal/mia--eva.yaml"], None))
    commit(root, {}, "2027-01-21", "The program file is gone")
    (root / PROGRAM_FILE).unlink()
    commit(root, {}, "2027-01-22")
    commit(root, FILES, "2027-01-23", "And back")
    line = line_of(root)
    assert [each.folder for each in line.revisions] == [where] * len(line.revisions)
    assert len(line.revisions) == 10
    with Archive(root) as archive:
        found = list(states(archive, line.revisions))
    kept = list(past(found, MEASURES).moments)
    for state, moment in zip(found, kept, strict=True):
        checkout = tmp_path / "checkout"
        git(
            top,
            "worktree",
            "add",
            "-q",
            "--detach",
            "--force",
            str(checkout),
            state.revision.commit.id,
        )
        sources = read_sources(checkout / where)
        loaded = load(sources)
        assert state.program == loaded.program
        assert state.is_there == ((checkout / where / PROGRAM_FILE).is_file())
        if state.is_there:
            assert state.errors == sum(each.severity == "error" for each in loaded.findings)
        day = state.revision.commit.day
        assert moment.figures == (
            {name: take(loaded.program, day) for name, take in MEASURES.items()}
            if loaded.program
            else {}
        )
        git(top, "worktree", "remove", "--force", str(checkout))
    assert any(state.errors for state in found)
    assert any(not state.is_there for state in found)


def test_only_commits_that_change_the_programs_own_files_count(repository: Path) -> None:
    """Reports, session plans and everything around them are generated or no concern of ours."""
    a_history(repository)
    assert days_of(line_of(repository)) == [
        "2027-01-04", "2027-01-05", "2027-01-06", "2027-01-08", "2027-01-09", "2027-01-13",
    ]  # fmt: skip


def test_two_programs_in_one_repository_have_a_history_each(repository: Path) -> None:
    """What happens to the one is not told of the other."""
    for name in ("one", "two"):
        (repository / name).mkdir()
    commit(repository / "one", FILES, "2027-01-04")
    commit(repository / "two", FILES, "2027-01-05")
    commit(repository / "one", PAIRED, "2027-01-06")
    assert days_of(line_of(repository / "one")) == ["2027-01-04", "2027-01-06"]
    assert days_of(line_of(repository / "two")) == ["2027-01-05"]


def test_a_folder_that_moved_is_followed(repository: Path) -> None:
    """From the top into a folder, into another with a change on the way; a copy is not its origin."""
    commit(repository, FILES, "2027-01-04")
    commit(repository, PAIRED, "2027-01-05")
    (repository / "a").mkdir()
    git(repository, "mv", *FILES, *PAIRED, "a")
    commit(repository, {}, "2027-01-06")
    shutil.copytree(repository / "a", repository / "copy")
    commit(repository, {}, "2027-01-07")
    git(repository, "mv", "a", "b")
    commit(repository / "b", {PROGRAM_FILE: FILES[PROGRAM_FILE] + "aim: fair\n"}, "2027-01-08")
    commit(repository / "b", PLANNED, "2027-01-09")
    line = line_of(repository / "b")
    assert days_of(line) == [
        "2027-01-04", "2027-01-05", "2027-01-06", "2027-01-08", "2027-01-09",
    ]  # fmt: skip
    assert [each.folder for each in line.revisions] == ["", "", "a/", "b/", "b/"]
    assert places(line, "b/") == ("b/", "a/", "")
    assert days_of(line_of(repository / "copy")) == ["2027-01-07"]


def test_a_merge_is_one_step_of_the_main_line(repository: Path) -> None:
    """What was done on a branch happened when it was merged."""
    commit(repository, FILES, "2027-01-04")
    git(repository, "checkout", "-qb", "work")
    commit(repository, PAIRED, "2027-01-05")
    commit(repository, PLANNED, "2027-01-06")
    git(repository, "checkout", "-q", "main")
    commit(repository, {"notes.md": "x\n"}, "2027-01-07")
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "work", day="2027-01-08")
    assert days_of(line_of(repository)) == ["2027-01-04", "2027-01-08"]
    parted = common_ancestor(repository, tip_of(repository, "work"), tip_of(repository))
    assert parted == tip_of(repository, "work")


def test_worktrees_and_detached_heads_have_their_history(repository: Path, tmp_path: Path) -> None:
    """Wherever the work tree lies, and whatever HEAD is."""
    commits = a_history(repository)
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), commits[2])
    assert days_of(line_of(tmp_path / "tree")) == ["2027-01-04", "2027-01-05", "2027-01-06"]


def test_a_shallow_clone_says_that_it_is_cut_off(repository: Path, tmp_path: Path) -> None:
    """Its oldest commit has a parent that is not there; one that holds all is not cut off."""
    a_history(repository)
    assert not line_of(repository).is_cut
    for depth, cut in (("2", True), ("50", False)):
        clone = tmp_path / depth
        git(tmp_path, "clone", "-q", "--depth", depth, f"file://{repository}", str(clone))
        line = line_of(clone)
        assert line.is_cut == cut
        assert days_of(line)[-1] == "2027-01-13"


def test_links_and_odd_things_in_a_tree_are_not_followed(repository: Path, tmp_path: Path) -> None:
    """Neither out of the folder nor inside it; the commit has errors."""
    (tmp_path / "secret.yaml").write_text("participants: []\n")
    commit(repository, FILES)
    (repository / "topics.yaml").symlink_to(tmp_path / "secret.yaml")
    (repository / "surveys").symlink_to("elsewhere")
    (repository / "pairs.yaml").mkdir()
    write(repository, {"elsewhere/x.yaml": "title: X\n", "pairs.yaml/inner.yaml": "x\n"})
    commit(repository, {"journal": "a file\n", "participants/a\nb.yaml": "participants: []\n"})
    with Archive(repository) as archive:
        sources = archive.sources(tip_of(repository), "")
    assert sorted(sources.files) == ["participants.yaml", "program.yaml"]
    assert {(each.spot.file, each.code) for each in sources.problems} == {
        ("topics.yaml", "not-a-file"),
        ("surveys", "not-a-file"),
        ("pairs.yaml", "not-a-file"),
        ("participants/a\\nb.yaml", "file-name"),
    }
    assert all("secret" not in str(each) for each in sources.files.values())


def test_what_did_not_change_is_the_same_bytes(repository: Path) -> None:
    """The very same object, so that nobody reads it again."""
    first, second, *_ = a_history(repository)
    with Archive(repository) as archive:
        before = archive.sources(tip_of(repository, first), "").files
        after = archive.sources(tip_of(repository, second), "").files
    assert before["participants.yaml"] is after["participants.yaml"]


def test_objects_that_are_broken_missing_or_too_large_are_passed_over(repository: Path) -> None:
    """The next one is read all the same."""
    commit(repository, {**FILES, "topics.yaml": "# " + "x" * 3_000_000 + "\n"})
    small, large = (
        git(repository, "rev-parse", f"HEAD:{name}") for name in ("program.yaml", "topics.yaml")
    )
    broken = git(repository, "rev-parse", "HEAD:participants.yaml")
    path = repository / ".git/objects" / broken[:2] / broken[2:]
    path.chmod(0o644)
    path.write_bytes(b"rubbish")
    with Objects(repository, 2_000_000) as objects:
        for name in (large, broken, "0" * 40, "HEAD", "-x"):
            assert objects.read(name) is None
            assert objects.read(small) == FILES["program.yaml"].encode()
    with Archive(repository) as archive:
        problems = archive.sources(tip_of(repository), "").problems
    assert [(each.spot.file, each.code) for each in problems] == [
        ("participants.yaml", "unreadable")
    ]


def test_a_revision_that_looks_like_an_option_is_none(repository: Path, tmp_path: Path) -> None:
    """Though a branch may be called so."""
    head = commit(repository, FILES)
    git(repository, "update-ref", "refs/heads/--output=x", head)
    for name in ("--output=x", "-x", "--", "", "HEAD\n", "HEAD^{tree}", "nowhere", "HEAD\0"):
        assert find_commit(repository, name) is None
    assert tip_of(repository, "refs/heads/--output=x").id == head
    git(repository, "tag", "-am", "Version", "v1")
    assert tip_of(repository, "v1").id == head
    assert not [path for path in (repository, tmp_path) if (path / "x").exists()]


def _settings(**settings: str) -> Callable[[Path, Path], None]:
    def set_trap(root: Path, script: Path) -> None:
        for name, value in settings.items():
            git(root, "config", name.replace("__", "."), value.replace("TRAP", str(script)))

    return set_trap


def _included(root: Path, script: Path) -> None:
    (root / "evil.config").write_text(f"[core]\n\tfsmonitor = {script}\n\tpager = {script}\n")
    git(root, "config", "includeIf.gitdir:**.path", str(root / "evil.config"))


def _attributes(root: Path, script: Path) -> None:
    write(
        root, {".gitattributes": "* filter=evil diff=evil working-tree-encoding=UTF-8 text ident\n"}
    )
    git(root, "add", ".gitattributes")
    git(root, "commit", "-qm", "Attributes")
    for name in ("filter.evil.smudge", "filter.evil.clean", "filter.evil.process"):
        git(root, "config", name, str(script))
    git(root, "config", "filter.evil.required", "true")
    git(root, "config", "diff.evil.textconv", str(script))
    git(root, "config", "diff.evil.command", str(script))


def _partial(**settings: str) -> Callable[[Path, Path], None]:
    """A clone that is told to fetch what it lacks, by a way that runs a program."""

    def set_trap(root: Path, script: Path) -> None:
        blob = git(root, "rev-parse", "HEAD:journal/mia--eva.yaml")
        (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
        git(root, "config", "core.repositoryFormatVersion", "1")
        git(root, "config", "extensions.partialClone", "evil")
        git(root, "config", "remote.evil.promisor", "true")
        _settings(**settings)(root, script)

    return set_trap


@pytest.mark.parametrize(
    "trap",
    [
        _settings(core__fsmonitor="TRAP", core__pager="TRAP", core__editor="TRAP", pager__log="TRAP"),
        _settings(diff__external="TRAP", log__showSignature="true", gpg__program="TRAP"),
        _settings(alias__log="!TRAP", **{"alias__rev-list": "!TRAP", "alias__cat-file": "!TRAP"}),
        _settings(core__sshCommand="TRAP", core__gitProxy="TRAP", credential__helper="!TRAP"),
        _included,
        _attributes,
        _partial(remote__evil__url="ext::TRAP", protocol__ext__allow="always"),
        _partial(remote__evil__url=".", remote__evil__uploadpack="TRAP", protocol__file__allow="always"),
        _partial(remote__evil__url="ssh://x/y", core__sshCommand="TRAP", protocol__ssh__allow="always"),
    ],
)  # fmt: skip
def test_a_hostile_repository_runs_nothing(
    repository: Path, tmp_path: Path, trap: Callable[[Path, Path], None]
) -> None:
    """Whatever its configuration names; what it lacks is not fetched."""
    a_history(repository)
    script, sprung = tmp_path / "trap.sh", tmp_path / "sprung"
    script.write_text(f"#!/bin/sh\ntouch '{sprung}'\ncat\n")
    script.chmod(0o755)
    trap(repository, script)
    with Archive(repository) as archive:
        tip = tip_of(repository)
        line = timeline(archive, repository, tip, path_in_repository(repository))
        moments = past(states(archive, line.revisions), MEASURES).moments
        common_ancestor(repository, tip, tip)
    assert not sprung.exists()
    assert len(moments) == 6
    assert len(changed(moments)) >= 4


def test_the_traps_are_real(repository: Path, tmp_path: Path) -> None:
    """A bare git falls into the worst of them: the test above would notice if ours did."""
    a_history(repository)
    script, sprung = tmp_path / "trap.sh", tmp_path / "sprung"
    script.write_text(f"#!/bin/sh\ntouch '{sprung}'\n")
    script.chmod(0o755)
    _partial(remote__evil__url="ext::TRAP", protocol__ext__allow="always")(repository, script)
    subprocess.run(
        ["git", "-c", "protocol.allow=never", "cat-file", "-p", "HEAD:journal/mia--eva.yaml"],
        cwd=repository,
        capture_output=True,
        check=False,
    )
    assert sprung.exists()
