"""How git is called: with settings of ours before those of any repository, and with nothing that leads elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rmentor.errors import GitMissing, Remark

SAFE = (
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
NO_HOOKS = {"core.hooksPath": os.devnull}
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
# Files that git opens first; a pipe in their place would make it wait for ever.
_OPENED = (
    ".git/HEAD", ".git/config", ".git/index", ".git/packed-refs", ".gitattributes", ".gitignore",
)  # fmt: skip
# What a repository may want git's messages to have.
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def demand(
    root: Path,
    arguments: Sequence[str],
    paths: Sequence[str] = (),
    settings: Mapping[str, str] = NO_HOOKS,
) -> bytes:
    """Output of git.

    Raises:
        GitMissing: It refused.
    """
    done = run(root, arguments, paths, settings)
    if done.returncode:
        raw = _COLOUR.sub(b"", done.stderr or done.stdout)
        said = raw.decode(errors="replace").strip().splitlines()
        reasons = [line for line in said if not line.startswith("hint:") and line.strip()]
        why = "; ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in reasons)
        raise GitMissing(why=why or Remark("nothing has changed since the last commit"))
    return done.stdout


def run(
    root: Path,
    arguments: Sequence[str],
    paths: Sequence[str] = (),
    settings: Mapping[str, str] = NO_HOOKS,
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
    git = program()
    _check_no_pipes(root)
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments of our own
            [git, *SAFE, *arguments],
            cwd=root,
            env=environment(settings),
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
                raise GitMissing(why=Remark("%(file)s is not an ordinary file", {"file": name}))


def program() -> str:
    """Where git is.

    Raises:
        GitMissing: Nowhere.
    """
    program = shutil.which("git")
    if program is None:
        raise GitMissing(why=Remark("git is not installed"))
    return program


def environment(settings: Mapping[str, str]) -> dict[str, str]:
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
