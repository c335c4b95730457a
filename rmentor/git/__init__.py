"""Git as argument lists, called so that a hostile repository runs nothing.

What a repository's own configuration and hooks would run stays off: hooks, the file monitor, content
filters, signing programs. What people's own (global or system) configuration names for hooks and
signing runs when they commit, since a commit is their action; it never runs for reads.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from rmentor.errors import CannotCommit, GitMissing, Remark
from rmentor.git.calling import demand, run

# Settings that name programs, with what git uses where nobody sets them.
_PROGRAMS = {
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.defaultkeycommand": "",
}
# Settings that name files to be read; another repository's may lie anywhere.
_FILES = frozenset(("core.attributesfile", "core.excludesfile", "commit.template"))
_FROM_INPUT = ("--pathspec-from-file=-", "--pathspec-file-nul")


def has_git() -> bool:
    """Whether git is installed."""
    return shutil.which("git") is not None


def is_inside_repository(root: Path) -> bool:
    """Whether ``root`` lies in a work tree; where it is not there yet, its nearest folder above."""
    folder = root.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    done = run(folder, ["rev-parse", "--is-inside-work-tree"])
    # A repository of somebody else's is one as well, though git declines to look into it.
    return done.stdout.strip() == b"true" or b"dubious ownership" in done.stderr


def path_in_repository(root: Path) -> str:
    """Path of a folder from the top of its repository, with a slash at its end; empty at the top.

    Empty, too, where there is no repository, or no git.
    """
    if not has_git():
        return ""
    done = run(root, ["rev-parse", "--show-prefix"])
    return done.stdout.decode(errors="replace").rstrip("\n") if done.returncode == 0 else ""


def init_repository(root: Path) -> None:
    """Make a repository of the folder ``root``.

    Raises:
        GitMissing: Git is not there or refused.
    """
    demand(root, ["init", "--quiet"])


def check_can_commit(root: Path) -> None:
    """See to it, before anything is written, that git would commit files of this folder.

    Raises:
        CannotCommit: There is no git or no repository, git does not know who commits, or a merge is under way.
    """
    if not has_git():
        raise CannotCommit(why=Remark("it is not installed (https://git-scm.com)"))
    if not is_inside_repository(root):
        raise CannotCommit(why=Remark("this folder is in no repository (git init makes one)"))
    if run(root, ["var", "GIT_COMMITTER_IDENT"]).returncode:
        unknown = Remark("it has not been told who you are (git config --global user.email)")
        raise CannotCommit(why=unknown)
    if run(root, ["rev-parse", "--quiet", "--verify", "MERGE_HEAD"]).returncode == 0:
        raise CannotCommit(why=Remark("a merge is under way (git merge --abort ends it)"))


def commit_paths(root: Path, paths: Sequence[str], message: str) -> str:
    """Commit just these files, written or removed; answer the revision.

    What else is staged stays staged and out of the commit. Files that git is told to ignore are left
    out. If git refuses (nobody has told it a name, a merge is under way), the index is as before.

    Args:
        root: Program folder, anywhere in a repository.
        paths: Relative to ``root``, with forward slashes.
        message: Subject of the commit.

    Raises:
        GitMissing: With git's reason.
    """
    if demand(root, ["rev-parse", "--is-inside-work-tree"]).strip() != b"true":
        raise GitMissing(why=Remark("not a git repository, or one of other files than these"))
    own = _own_settings(root)
    tracked = set(_names(demand(root, ["ls-files", "-z"], (), own)))
    others = ["ls-files", "-z", "--others", "--exclude-standard"]
    fresh = sorted(set(paths) & set(_names(demand(root, others, (), own))))
    kept = sorted(set(paths) & tracked) + fresh
    if not kept:
        raise GitMissing(why=Remark("it is told to ignore these files"))
    if fresh:
        demand(root, ["add", "--intent-to-add", *_FROM_INPUT], fresh, own)
    try:
        commit = ["commit", "--quiet", "--only", "-m", message, *_FROM_INPUT]
        demand(root, commit, kept, own)
    except GitMissing:
        if fresh:
            run(root, ["rm", "--cached", "--quiet", *_FROM_INPUT], fresh, own)
        raise
    return demand(root, ["rev-parse", "HEAD"]).decode().strip()


def ask(root: Path, arguments: Sequence[str]) -> bytes:
    """What git answers to a question that changes nothing, such as ``rev-list``.

    Args:
        root: A folder of the repository.
        arguments: Command and options of our own; what people typed has been looked at before.

    Raises:
        GitMissing: With git's reason.
    """
    return demand(root, arguments)


def _own_settings(root: Path) -> dict[str, str]:
    """Settings that put people's own settings in the place of programs that the repository names."""
    listed = demand(root, ["config", "--list", "--show-scope", "-z"])
    own: dict[str, str] = {}
    foreign: set[str] = set()
    pieces = _names(listed)
    for scope, setting in zip(pieces[::2], pieces[1::2], strict=True):
        name, _, value = setting.partition("\n")
        if scope in ("local", "worktree"):
            foreign.add(name)
        elif name != "core.hookspath" or value != os.devnull:
            own[name] = value
    settings = {"core.hooksPath": own.get("core.hookspath", os.devnull)}
    for name in sorted(foreign):
        if name in _PROGRAMS:
            settings[name] = own.get(name, _PROGRAMS[name])
        elif name.startswith("filter."):
            settings[name] = own.get(name, "false" if name.endswith(".required") else "")
        elif name in _FILES:
            settings[name] = own.get(name, os.devnull)
        elif name.startswith("hook."):
            # Since git 2.54 a setting can be a hook; one that is half somebody else's is not run.
            settings[f"{name.rpartition('.')[0]}.enabled"] = "false"
    return settings


def _names(listed: bytes) -> list[str]:
    """Texts that git ended with a NUL each."""
    return [os.fsdecode(name) for name in listed.split(b"\0")[:-1]]
