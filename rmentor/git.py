"""Git as argument lists, called so that a hostile repository runs nothing.

What a repository's own configuration and hooks would run stays off: hooks, the file monitor, content
filters, signing programs. What people's own (global or system) configuration names for hooks and
signing runs when they commit, since a commit is their action; it never runs for reads.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from rmentor.errors import GitMissing

_SAFE = (
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
    *("-c", "commit.verbose=false"),
    *("-c", "status.submoduleSummary=false"),
)
_NO_HOOKS = {"core.hooksPath": os.devnull}
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
}
# Set where git itself called us (in a hook); they would lead to another repository.
_MISLEADING = frozenset((
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE",
))  # fmt: skip
# Settings that name programs, with what git uses where nobody sets them.
_PROGRAMS = {
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.defaultkeycommand": "",
}
_FROM_INPUT = ("--pathspec-from-file=-", "--pathspec-file-nul")


def has_git() -> bool:
    """Whether git is installed."""
    return shutil.which("git") is not None


def is_inside_repository(root: Path) -> bool:
    """Whether ``root`` lies in a work tree; where it is not there yet, its nearest folder above."""
    folder = root.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    done = _run(folder, ["rev-parse", "--is-inside-work-tree"])
    # A repository of somebody else's is one as well, though git declines to look into it.
    return done.stdout.strip() == b"true" or b"dubious ownership" in done.stderr


def path_in_repository(root: Path) -> str:
    """Path of a folder from the top of its repository, with a slash at its end; empty at the top.

    Empty, too, where there is no repository, or no git.
    """
    if not has_git():
        return ""
    done = _run(root, ["rev-parse", "--show-prefix"])
    return done.stdout.decode(errors="replace").rstrip("\n") if done.returncode == 0 else ""


def init_repository(root: Path) -> None:
    """Make a repository of the folder ``root``.

    Raises:
        GitMissing: Git is not there or refused.
    """
    _demand(root, ["init", "--quiet"])


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
    tracked = set(_names(_demand(root, ["ls-files", "-z"])))
    others = ["ls-files", "-z", "--others", "--exclude-standard"]
    fresh = sorted(set(paths) & set(_names(_demand(root, others))))
    kept = sorted(set(paths) & tracked) + fresh
    if not kept:
        raise GitMissing(why="it is told to ignore these files")
    own = _own_settings(root)
    if fresh:
        _demand(root, ["add", "--intent-to-add", *_FROM_INPUT], fresh, own)
    try:
        commit = ["commit", "--quiet", "--only", "-m", message, *_FROM_INPUT]
        _demand(root, commit, kept, own)
    except GitMissing:
        if fresh:
            _run(root, ["rm", "--cached", "--quiet", *_FROM_INPUT], fresh)
        raise
    return _demand(root, ["rev-parse", "HEAD"]).decode().strip()


def _own_settings(root: Path) -> dict[str, str]:
    """Settings that put people's own settings in the place of programs that the repository names."""
    listed = _demand(root, ["config", "--list", "--show-scope", "-z"])
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
    return settings


def _names(listed: bytes) -> list[str]:
    """Texts that git ended with a NUL each."""
    return [os.fsdecode(name) for name in listed.split(b"\0")[:-1]]


def _demand(
    root: Path,
    arguments: Sequence[str],
    paths: Sequence[str] = (),
    settings: Mapping[str, str] = _NO_HOOKS,
) -> bytes:
    """Output of git.

    Raises:
        GitMissing: It refused.
    """
    done = _run(root, arguments, paths, settings)
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        reasons = [line for line in said if not line.startswith("hint:") and line.strip()]
        why = "; ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in reasons)
        raise GitMissing(why=why or "nothing has changed since the last commit")
    return done.stdout


def _run(
    root: Path,
    arguments: Sequence[str],
    paths: Sequence[str] = (),
    settings: Mapping[str, str] = _NO_HOOKS,
) -> subprocess.CompletedProcess[bytes]:
    """Run git in ``root``.

    Args:
        root: Working directory.
        arguments: Command and options.
        paths: Go to its input, each ended with a NUL.
        settings: Go before those of every configuration file.

    Raises:
        GitMissing: There is no git, or ``root`` cannot be entered.
    """
    program = shutil.which("git")
    if program is None:
        raise GitMissing(why="git is not installed")
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments of our own
            [program, *_SAFE, *arguments],
            cwd=root,
            env=_environment(settings),
            input=b"".join(os.fsencode(path) + b"\0" for path in paths),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitMissing(why=error.strerror or str(error)) from error


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Environment for git, with settings added to those that people gave it this way themselves.

    Unlike ``-c``, this takes names with any sign in them.
    """
    found = {key: value for key, value in os.environ.items() if key not in _MISLEADING}
    found.update(_ENVIRONMENT)
    given = found.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    for number, (name, value) in enumerate(settings.items(), start=first):
        found[f"GIT_CONFIG_KEY_{number}"] = name
        found[f"GIT_CONFIG_VALUE_{number}"] = value
    found["GIT_CONFIG_COUNT"] = str(first + len(settings))
    return found
