"""The content of git's objects, asked for by their ids."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from pathlib import Path
from typing import Self

from rmentor.errors import GitMissing, Remark
from rmentor.git.calling import NO_HOOKS, SAFE, environment, program

# Full id of an object, by SHA-1 or SHA-256.
_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CHUNK = 1024 * 1024
# Some broken objects keep git busy for ever. The largest that is read takes a second.
PATIENCE_SECONDS = 5.0


class Objects:
    """One git that answers with the content of objects, for as long as it is open.

    Nothing is checked out, and neither filters nor text conversions apply.
    """

    def __init__(self, root: Path, most_bytes: int) -> None:
        """Ask about the repository of ``root``; larger objects are passed over."""
        self._root, self._most = root, most_bytes
        self._git: subprocess.Popen[bytes] | None = None
        self._since: float | None = None
        self._is_stuck = False

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
            GitMissing: There is no git, or it cannot get on with this object.
        """
        if not _OBJECT.fullmatch(name):
            return None
        git = self._git = self._git or self._start()
        self._since = time.monotonic()
        try:
            return self._answer(git, name)
        except OSError:
            self.__exit__()
            return None
        finally:
            self._since = None
            if self._is_stuck:
                self.__exit__()
                raise GitMissing(why=Remark("the object %(name)s is broken", {"name": name}))

    def _answer(self, git: subprocess.Popen[bytes], name: str) -> bytes | None:
        assert git.stdin is not None  # noqa: S101 - both are pipes
        assert git.stdout is not None  # noqa: S101
        git.stdin.write(name.encode() + b"\n")
        git.stdin.flush()
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

    def _watch(self, git: subprocess.Popen[bytes]) -> None:
        """End git where it works at one object for too long."""
        while git.poll() is None:
            since = self._since
            if since is not None and time.monotonic() - since > PATIENCE_SECONDS:
                self._is_stuck = True
                git.kill()
                return
            time.sleep(PATIENCE_SECONDS / 20)

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            git = subprocess.Popen(  # noqa: S603 - git, with arguments of our own
                [program(), *SAFE, "cat-file", "--batch"],
                cwd=self._root,
                env=environment(NO_HOOKS),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise GitMissing(why=error.strerror or str(error)) from error
        threading.Thread(target=self._watch, args=(git,), daemon=True).start()
        return git
