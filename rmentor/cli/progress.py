"""A sign of life for work that takes long: on a terminal only, and past a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.language.dates import decimal

if TYPE_CHECKING:
    from rmentor.pairing.huge.effort import Phase

PATIENCE_SECONDS = 1.0


@contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """Show ``words`` on standard error while the block runs, if it takes over a second.

    The block gets a function that shows other words from then on.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    line = _Line(words)
    timer = threading.Timer(PATIENCE_SECONDS, line.speak_up)
    timer.daemon = True
    timer.start()
    try:
        yield line.say
    finally:
        timer.cancel()
        timer.join()
        line.go()


class _Line:
    """The line of a terminal on which the words stand, once there are any."""

    def __init__(self, words: str) -> None:
        self._words, self._shown = words, False
        self._lock = threading.Lock()

    def speak_up(self) -> None:
        with self._lock:
            self._shown = True
            _write(self._words)

    def say(self, words: str) -> None:
        with self._lock:
            self._words = words
            if self._shown:
                _write("\r\033[K" + words)

    def go(self) -> None:
        if self._shown:
            _write("\r\033[K")


class Clock:
    """Says when the time that the user gives is over.

    Args:
        seconds: From now; None for any time.
    """

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds
        self.has_struck = False

    def enough(self) -> bool:
        """Whether it is over; remembered in ``has_struck``, since the result then depends on it."""
        self.has_struck |= self._end is not None and time.monotonic() >= self._end
        return self.has_struck


def phase_in_words(phase: Phase) -> str:
    """Say what is being done, and how far the pairing is known to be from the best."""
    what = {
        "score": say("Looking for promising pairs …"),
        "serve": say("Finding out how many can be served …"),
        "solve": say("Choosing pairs …"),
        "prove": say("Holding all other pairs against them …"),
        "explain": say("Working out reasons …"),
    }[phase.name]
    if not phase.round:
        return what
    if phase.gap is None:
        return say("Round %(n)d. %(what)s", n=phase.round, what=what)
    gap = decimal(phase.gap, language().code, digits=2)
    return say(
        "Round %(n)d, at most %(gap)s %% from the best. %(what)s", n=phase.round, gap=gap, what=what
    )


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
