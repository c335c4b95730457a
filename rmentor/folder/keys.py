"""The key of pseudonyms: a file of its own, never in a program folder or its repository."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from rmentor.errors import Wrong

_BYTES = 32
# Shorter ones could be tried out.
LEAST_SIGNS = 32
_MOST_BYTES = 4096


class KeyInside(Wrong):
    """A key lies where those would get it, too, who get the program."""

    message = "%(file)s lies in %(folder)s, and would be shared with it."
    help = "Keep the key elsewhere, where only those get at it who may know who is who."


class NoKey(Wrong):
    """There is no such key, or it is none."""

    message = "%(file)s is no key: %(why)s"
    help = "To make one: --new-key. A copy under another key has other pseudonyms."


def check_outside(path: Path, folders: Iterable[Path]) -> None:
    """Refuse a key in one of these folders, links followed.

    Raises:
        KeyInside: It lies in one.
    """
    real = path.resolve()
    for folder in folders:
        if real.is_relative_to(folder.resolve()):
            raise KeyInside(file=str(path), folder=str(folder))


def read_key(path: Path) -> bytes:
    """Secret that a file of one line holds.

    Raises:
        NoKey: There is none, or it is too short to be one.
    """
    try:
        with path.open("rb") as file:
            secret = file.read(_MOST_BYTES).strip()
    except OSError as error:
        raise NoKey(file=str(path), why=error.strerror or type(error).__name__) from None
    if len(secret) < LEAST_SIGNS:
        raise NoKey(file=str(path), why=f"{len(secret)} < {LEAST_SIGNS}")
    return secret


def make_key(path: Path) -> bytes:
    """Make a key that only its owner may read; answer its secret.

    Raises:
        NoKey: A file is there already, or none can be made.
    """
    secret = secrets.token_hex(_BYTES).encode()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret + b"\n")
    except OSError as error:
        raise NoKey(file=str(path), why=error.strerror or type(error).__name__) from None
    return secret
