"""A warm rmentor for hostile tests: command lines in, exit code, texts, time and memory out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MIB = 1024 * 1024
# What a run may take beyond what Python and the libraries take themselves.
MEMORY = 1024 * MIB
SECONDS = 20.0
LARGEST_FILE = 256 * MIB


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command line did.

    Attributes:
        code: Its exit code; None where it had to be ended; negative where a signal ended it.
        out: What it wrote on standard output.
        err: What it wrote on standard error.
        seconds: Of work, of its own and of git's.
        memory: Bytes beyond what the process had at its start.
    """

    code: int | None
    out: str
    err: str
    seconds: float
    memory: int


class Runner:
    """The process in whose children command lines are run."""

    def __init__(self) -> None:
        """Start it; it imports everything, once."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.server"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "RMENTOR_LANG": "en", "NO_COLOR": "1"},
        )
        self._base: int = self._answer()["memory"]

    def run(
        self,
        arguments: Sequence[str],
        cwd: Path,
        environment: Mapping[str, str],
        *,
        seconds: float = SECONDS,
    ) -> Ran:
        """Run one command line; its words may hold lone surrogates for bytes that are no UTF-8."""
        asked = {
            "argv": [
                word.encode("utf-8", "surrogateescape").decode("latin-1") for word in arguments
            ],
            "cwd": str(cwd),
            "env": dict(environment),
            "seconds": seconds,
            "memory": MEMORY,
            "file": LARGEST_FILE,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        found = self._answer()
        found["memory"] = max(0, found["memory"] - self._base)
        return Ran(**found)

    def stop(self) -> None:
        """Let the process go."""
        self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the warm process is gone"
        answer: dict[str, Any] = json.loads(line)
        return answer
