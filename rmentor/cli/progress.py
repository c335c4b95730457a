"""A sign of life for work that takes long: on a terminal only, and past a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show ``words`` on standard error while the block runs, if it takes over a second."""
    if not sys.stderr.isatty():
        yield
        return
    shown = threading.Event()

    def speak_up() -> None:
        shown.set()
        _write(words)

    timer = threading.Timer(PATIENCE_SECONDS, speak_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown.is_set():
            _write("\r\033[K")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
