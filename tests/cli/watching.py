"""A program that ``rmentor report --watch`` follows in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROGRAM = """\
format: 1
name: First name
language: en
timezone: Europe/Paris
"""
PEOPLE = """\
participants:
  - {id: mia, name: Mia M., role: mentor, volunteer: true, offers: {linkedin: 5}}
  - {id: eva, name: Eva E., role: mentee, volunteer: true, wants: {linkedin: 3}}
"""
FRAMEWORK = "sessions: 2\nminutes: 60\nevery: 2 weeks\n"


@dataclass
class Answer:
    """What the preview answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Watched:
    """A preview under way."""

    def __init__(self, root: Path, process: subprocess.Popen[str], url: str) -> None:
        """Take what the process said of itself."""
        self.root, self.process, self.url = root, process, url
        self.port = urlsplit(url).port or 0

    def ask(self, path: str, method: str = "GET", host: str | None = None) -> Answer:
        """Ask for a path just as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read())
        finally:
            connection.close()

    @contextmanager
    def states(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Listen to what happens, as the page does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/events")
            response = connection.getresponse()
            lines = (line.decode() for line in iter(response.readline, b""))
            yield (json.loads(each[6:]) for each in lines if each.startswith("data: "))
        finally:
            connection.close()

    def write(self, path: str, text: str) -> None:
        """Change a file of the program."""
        (self.root / path).write_text(text, "utf-8")

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C; answer the exit code and the messages."""
        self.process.send_signal(signal.SIGINT)
        _, messages = self.process.communicate(timeout=20)
        return self.process.returncode, messages


@contextmanager
def watched(root: Path, *options: str) -> Iterator[Watched]:
    """Write a small program and watch it until the end of the block."""
    root.mkdir()
    (root / "program.yaml").write_text(PROGRAM)
    (root / "participants.yaml").write_text(PEOPLE)
    (root / "framework.yaml").write_text(FRAMEWORK)
    command = [sys.executable, "-m", "rmentor", "report", "sponsor", "program", "--watch", *options]
    with subprocess.Popen(
        [*command, "--program", str(root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ},
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            url = ""
            while not url.startswith("http"):
                url = process.stdout.readline().strip()
                assert process.poll() is None, process.stderr and process.stderr.read()
            yield Watched(root, process, url)
        finally:
            process.kill()
