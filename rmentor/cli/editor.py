"""The editor of whoever types: the only program beside git that is ever started.

Which one is said by the environment ($VISUAL, $EDITOR), never by a file of the program. What was typed
lies in a file of its own until it is safely recorded.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from rmentor.cli.speech import say
from rmentor.errors import RmentorError

_USUAL = "notepad" if sys.platform == "win32" else "vi"


class NoEditor(RmentorError):
    """The editor could not be started, or ended with an error."""

    message = "The editor %(editor)s could not be used: %(why)s"
    help = "Name another one: export EDITOR=nano"


class Draft:
    """A text on its way through an editor."""

    def __init__(self, content: bytes, *, suffix: str) -> None:
        """Put the text into a file of its own, which only the user can read.

        Raises:
            NoEditor: There is no room for it.
        """
        try:
            with tempfile.NamedTemporaryFile(
                prefix="rmentor-", suffix=suffix, delete=False
            ) as file:
                file.write(content)
        except OSError as error:
            raise NoEditor(editor=editor(), why=error.strerror or error) from error
        self.path = Path(file.name)

    def edit(self) -> None:
        """Open the text in the editor, and wait until it is closed.

        Raises:
            NoEditor: That did not work; the text is still there.
        """
        command = _words(editor())
        try:
            # Whoever types chose this command; no file of a program can.
            done = subprocess.run([*command, str(self.path)], check=False)  # noqa: S603
        except OSError as error:
            raise NoEditor(editor=command[0], why=error.strerror or error) from error
        if done.returncode:
            why = say("it ended with %(code)d", code=done.returncode)
            raise NoEditor(editor=command[0], why=why)

    def content(self) -> bytes:
        """The text as it is now; nothing where the editor has taken it away."""
        try:
            return self.path.read_bytes()
        except OSError:
            return b""

    def discard(self) -> None:
        """Take the file away: what was typed is safe, or was nothing."""
        with suppress(OSError):
            self.path.unlink()


def editor() -> str:
    """Command of the editor, as the environment has it."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or _USUAL


def _words(command: str) -> list[str]:
    """Words of a command such as ``code --wait``."""
    try:
        return shlex.split(command, posix=sys.platform != "win32") or [_USUAL]
    except ValueError as error:
        raise NoEditor(editor=command, why=error) from error
