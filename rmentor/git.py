"""Git as argument lists, called so that a hostile repository runs nothing.

What a repository's own configuration and hooks would run stays off: hooks, the file monitor, content
filters, signing programs. What people's own (global or system) configuration names for hooks and
signing runs when they commit, since a commit is their action; it never runs for reads.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

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
    # A repository may allow itself a protocol that runs a program; an empty list goes before that.
    "GIT_ALLOW_PROTOCOL": "",
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
# Settings that name files to be read; another repository's may lie anywhere.
_FILES = frozenset(("core.attributesfile", "core.excludesfile", "commit.template"))
# Files that git opens first; a pipe in their place would make it wait for ever.
_OPENED = (
    ".git/HEAD", ".git/config", ".git/index", ".git/packed-refs", ".gitattributes", ".gitignore",
)  # fmt: skip
# Full id of an object, by SHA-1 or SHA-256.
_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CHUNK = 1024 * 1024
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
    if _demand(root, ["rev-parse", "--is-inside-work-tree"]).strip() != b"true":
        raise GitMissing(why="not a git repository, or one of other files than these")
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
            _run(root, ["rm", "--cached", "--quiet", *_FROM_INPUT], fresh, own)
        raise
    return _demand(root, ["rev-parse", "HEAD"]).decode().strip()


def ask(root: Path, arguments: Sequence[str]) -> bytes:
    """What git answers to a question that changes nothing, such as ``rev-list``.

    Args:
        root: A folder of the repository.
        arguments: Command and options of our own; what people typed has been looked at before.

    Raises:
        GitMissing: With git's reason.
    """
    return _demand(root, arguments)


class Objects:
    """One git that answers with the content of objects, for as long as it is open.

    Nothing is checked out, and neither filters nor text conversions apply.
    """

    def __init__(self, root: Path, most_bytes: int) -> None:
        """Ask about the repository of ``root``; larger objects are passed over."""
        self._root, self._most = root, most_bytes
        self._git: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Open it; git starts with the first question."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let git go."""
        git, self._git = self._git, None
        if git is not None:
            git.terminate()
            git.communicate()

    def read(self, name: str) -> bytes | None:
        """Content of an object by its full id.

        None where it is not here (as in a partial clone), is broken or too large.

        Raises:
            GitMissing: There is no git.
        """
        if not _OBJECT.fullmatch(name):
            return None
        git = self._git = self._git or self._start()
        assert git.stdin is not None  # noqa: S101 - both are pipes
        assert git.stdout is not None  # noqa: S101
        try:
            git.stdin.write(name.encode() + b"\n")
            git.stdin.flush()
        except OSError:
            self.__exit__()
            return None
        head = git.stdout.readline().split()
        if len(head) != 3:
            if not head:  # it gave up at a broken object; the next one gets a git of its own
                self.__exit__()
            return None
        size = int(head[2])
        if size > self._most:
            for start in range(0, size + 1, _CHUNK):
                git.stdout.read(min(_CHUNK, size + 1 - start))
            return None
        content = git.stdout.read(size + 1)
        return content[:-1] if len(content) == size + 1 else None

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - git, with arguments of our own
                [_program(), *_SAFE, "cat-file", "--batch"],
                cwd=self._root,
                env=_environment(_NO_HOOKS),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise GitMissing(why=error.strerror or str(error)) from error


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
        elif name in _FILES:
            settings[name] = own.get(name, os.devnull)
        elif name.startswith("hook."):
            # Since git 2.54 a setting can be a hook; one that is half somebody else's is not run.
            settings[f"{name.rpartition('.')[0]}.enabled"] = "false"
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
    program = _program()
    _check_no_pipes(root)
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


def _check_no_pipes(root: Path) -> None:
    """Look at what git will open, in the repository of this folder or of one above.

    Raises:
        GitMissing: Something there is no ordinary file.
    """
    top = root.absolute()
    while not (top / ".git").exists() and top != top.parent:
        top = top.parent
    for name in _OPENED:
        with suppress(OSError):
            if stat.S_ISFIFO((top / name).stat().st_mode):
                raise GitMissing(why=f"{name} is not an ordinary file")


def _program() -> str:
    """Where git is.

    Raises:
        GitMissing: Nowhere.
    """
    program = shutil.which("git")
    if program is None:
        raise GitMissing(why="git is not installed")
    return program


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
