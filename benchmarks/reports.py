"""What all reports and pictures cost on a large program under way, against reading the folder.

Run: make bench-reports. The program is the simulated year of the tests at its middle, 500 pairs of six
sessions. Whole processes, as a user starts them: `rmentor report`, which writes every report with its
pictures, once into an empty folder and once where nothing has changed; against `rmentor check`, which
reads the same folder, checks it and judges whether the program is ready. Then the parts of one process.
Carry the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import rmtree

sys.path.insert(0, str(Path(__file__).parents[1]))
from status import whole, written

PARTS = """
import sys, time
from datetime import date
from pathlib import Path
from rmentor.cli.report import REPORTS
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.language.catalogue import speak
from rmentor.pairing.pair import standing
from rmentor.reporting.files import report_changes
from rmentor.reporting.pictures.album import Album
today = date.fromisoformat(sys.argv[2])
marks = [time.process_time()]
sources = read_sources(Path(sys.argv[1]))
program = load(sources).program
marks.append(time.process_time())
pairing = standing(program)
marks.append(time.process_time())
def made(*wanted):
    report_changes(program, pairing, sources, wanted, today=today, existing=())
    marks.append(time.process_time())
made("sponsor")
made("program")
made(*(name for name in REPORTS if name not in ("sponsor", "program", "pair")))
print(*(after - before for before, after in zip(marks, marks[1:])))
"""
NAMES = (
    "reading and checking",
    "scores of the pairs",
    "sponsor, with its pictures",
    "program and all pairs' pages, with their pictures",
    "all others",
)


def parts(folder: Path, today: str, runs: int) -> list[float]:
    """Median seconds of work of each part."""
    found = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", PARTS, str(folder), today],
            capture_output=True,
            text=True,
            check=True,
        )
        found.append([float(each) for each in done.stdout.split()])
    return [statistics.median(each) for each in zip(*found, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--weeks", type=int, default=26, help="weeks of the year that have passed")
    parser.add_argument("--runs", type=int, default=3, help="processes for a median")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        today, entries = written(folder, asked.pairs, asked.weeks)
        print(f"{asked.pairs} pairs, {entries} journal entries, on {today}\n")
        command = [sys.executable, "-m", "rmentor"]
        where = ["--program", str(folder), "--today", today, "--quiet"]
        check, _ = whole([*command, "check", *where], asked.runs)
        fresh = []
        for _ in range(asked.runs):
            rmtree(folder / "reports", ignore_errors=True)
            fresh.append(whole([*command, "report", *where], 1)[0])
        again, peak = whole([*command, "report", *where], asked.runs)
        files = [path for path in (folder / "reports").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files, {size / 2**20:.1f} MiB\n")
        print(f"{'command':<28}{'seconds':>9}{'x check':>9}")
        for name, seconds in (
            ("check", check),
            ("report", statistics.median(fresh)),
            ("report, nothing has changed", again),
        ):
            print(f"{name:<28}{seconds:>9.2f}{seconds / check:>9.1f}")
        print(f"peak {peak:.0f} MiB\n")
        found = parts(folder, today, asked.runs)
        for name, seconds in zip(NAMES, found, strict=True):
            print(f"{name:<50}{seconds:>7.2f} s {seconds / found[0]:>6.1f} of reading")


if __name__ == "__main__":
    main()
