"""A hundred rmentors write into one file at once; each tries again until it is told that it has written.

Run: make torture. Each adds a reading of its own to one KPI. Whoever finds the folder taken, or a file changed
since it was read, is told so and has written nothing; in the end all readings are there, each once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

WRITERS = 100
FIRST = date(2027, 1, 11)


def written(root: Path, number: int) -> int:
    """Add one reading; answer how many tries it took."""
    day = FIRST + timedelta(days=number)
    words = ["add", "reading", "active", str(number), "--date", str(day), "--today", "2028-01-01"]
    for tries in range(1, 1000):
        done = subprocess.run(
            [sys.executable, "-m", "rmentor", *words, "--program", str(root)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "RMENTOR_LANG": "en"},
        )
        if done.returncode == 0:
            return tries
        if "Traceback" in done.stderr or "bug of rmentor" in done.stderr:
            sys.exit(done.stderr)
    sys.exit(f"writer {number} never got through: {done.stderr}")


def main() -> None:
    with tempfile.TemporaryDirectory() as room:
        root = Path(room)
        (root / "program.yaml").write_text("format: 1\nname: Torture\n")
        (root / "objectives.yaml").write_text(
            "# by hand\nkpis:\n  - id: active  # kept\n    title: Active\n"
        )
        with ThreadPoolExecutor(WRITERS) as pool:
            tries = list(pool.map(partial(written, root), range(WRITERS)))
        text = (root / "objectives.yaml").read_text()
        there = sum(
            text.count(f"date: {FIRST + timedelta(days=number)}") == 1 for number in range(WRITERS)
        )
        kept = "# by hand" in text and "# kept" in text
        left = sorted(path.name for path in root.iterdir())
    print("| writers | tries | readings there, each once | comments kept | files left |")
    print("|--:|--:|--:|---|---|")
    print(f"| {WRITERS} | {sum(tries)} | {there} | {'yes' if kept else 'no'} | {', '.join(left)} |")
    sys.exit(0 if there == WRITERS and kept else 1)


if __name__ == "__main__":
    main()
