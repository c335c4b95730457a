"""A hundred rmentors write into one file at once; each tries again until it is told that it has written.

Run: make torture. Each adds a reading of its own to one KPI. Whoever finds the folder taken, or a file changed
since it was read, is told so and has written nothing; in the end all readings are there, each once. The hundred
processes come of one that has loaded rmentor already: they meet at the file, and not at the starting of Python.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from rmentor.cli.main import EXIT_BUG
from rmentor.cli.main import main as rmentor

WRITERS = 100
FIRST = date(2027, 1, 11)
MOST_TRIES = 2000


def words(root: Path, number: int) -> list[str]:
    """Command line that adds one reading."""
    day = str(FIRST + timedelta(days=number))
    return [
        "add", "reading", "active", str(number), "--date", day, "--today", "2028-01-01", "--program", str(root),
    ]  # fmt: skip


def write(root: Path, number: int, results: Path) -> None:
    """Add one reading in a process of its own, and note how many tries it took."""
    if os.fork():
        return
    code = 1
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for tries in range(1, MOST_TRIES):
        code = rmentor(words(root, number))
        if code in (0, EXIT_BUG):
            (results / str(number)).write_text(f"{tries} {code}")
            break
    os._exit(code)


def make(root: Path) -> None:
    """A program whose objectives are kept by hand."""
    root.mkdir()
    (root / "program.yaml").write_text("format: 1\nname: Torture\n")
    (root / "objectives.yaml").write_text(
        "# by hand\nkpis:\n  - id: active  # kept\n    title: Active\n"
    )


def main() -> None:
    os.environ["RMENTOR_LANG"] = "en"
    with tempfile.TemporaryDirectory() as room:
        root, warm, results = (Path(room) / name for name in ("program", "warm", "results"))
        results.mkdir()
        for each in (root, warm):
            make(each)
        if rmentor(words(warm, 0)):
            sys.exit("one writer alone does not get through")
        sys.stdout.flush()
        for number in range(WRITERS):
            write(root, number, results)
        codes = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(WRITERS)]
        tries = [int(path.read_text().split()[0]) for path in results.iterdir()]
        text = (root / "objectives.yaml").read_text()
        there = sum(
            text.count(f"date: {FIRST + timedelta(days=number)}") == 1 for number in range(WRITERS)
        )
        kept = "# by hand" in text and "# kept" in text
        left = sorted(path.name for path in root.iterdir())
    print("| writers | tries | readings there, each once | comments kept | files left |")
    print("|--:|--:|--:|---|---|")
    print(f"| {WRITERS} | {sum(tries)} | {there} | {'yes' if kept else 'no'} | {', '.join(left)} |")
    sys.exit(0 if there == WRITERS and kept and not any(codes) else 1)


if __name__ == "__main__":
    main()
