"""What `status` costs on a large program under way: whole processes, against start-up and reading.

Run: make bench-status. The program is the simulated year of the tests at its middle: 300 pairs of six
sessions with journals and three surveys. Carry the ratios, not the seconds: to `rmentor --version`
(the least that a process of ours takes), to the same command on one pair (its own start-up), to
`rmentor check` (the same folder read, checked, and judged for readiness), and within `status` to
reading the folder.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.simulated_year import Year

# Seconds of work, not by the clock: other processes of the machine do not count.
LAUNCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024, code)
"""

PARTS = """
import sys, time
from datetime import date
from pathlib import Path
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.followup.health import health
from rmentor.followup.kpis import computed
from rmentor.followup.overview import overview
today = date.fromisoformat(sys.argv[2])
marks = [time.process_time()]
program = load(read_sources(Path(sys.argv[1]))).program
marks.append(time.process_time())
health(program, today)
marks.append(time.process_time())
computed(program, today)
marks.append(time.process_time())
overview(program, today)
marks.append(time.process_time())
print(*(after - before for before, after in zip(marks, marks[1:])))
"""


def written(folder: Path, pairs: int, weeks: int) -> tuple[str, int]:
    """Write the program as it is after so many weeks; answer that Monday and its journal entries."""
    year = Year(pairs)
    today = ""
    for number, (monday, changed) in enumerate(year.weeks()):
        today = monday.isoformat()
        for path, text in changed.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        if number == weeks:
            break
    return today, len(year.entries)


def whole(command: list[str], runs: int) -> tuple[float, float]:
    """Median seconds of work and peak MiB of a command as a whole process, which must end with 0."""
    seconds, peaks = [], []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", LAUNCH, *command], capture_output=True, text=True, check=True
        )
        took, peak, code = done.stdout.split()
        assert code == "0", command
        seconds.append(float(took))
        peaks.append(float(peak))
    return statistics.median(seconds), max(peaks)


def parts(folder: Path, today: str, runs: int) -> list[float]:
    """Median seconds of reading, of health, of the computed KPIs, and of everything that is shown."""
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
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--weeks", type=int, default=40, help="weeks of the year that have passed")
    parser.add_argument("--runs", type=int, default=5, help="processes for a median")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        small, folder = Path(room) / "small", Path(room) / "large"
        written(small, 1, asked.weeks)
        today, entries = written(folder, asked.pairs, asked.weeks)
        print(f"{asked.pairs} pairs, {entries} journal entries, on {today}\n")
        command = [sys.executable, "-m", "rmentor"]
        where = ["--program", str(folder), "--today", today]
        least, _ = whole([*command, "--version"], asked.runs)
        print(f"{'command':<28}{'seconds':>9}{'x --version':>13}{'peak MiB':>10}")
        for name, arguments in (
            ("--version", ["--version"]),
            ("status, one pair", ["status", "--program", str(small), "--today", today]),
            ("check", ["check", *where]),
            ("status", ["status", *where]),
            ("status --json", ["status", *where, "--json"]),
            ("status --pair", ["status", *where, "--pair", "m7--e7"]),
        ):
            seconds, peak = whole([*command, *arguments], asked.runs)
            print(f"{name:<28}{seconds:>9.3f}{seconds / least:>13.1f}{peak:>10.0f}")
        read, health, kpis, everything = parts(folder, today, asked.runs)
        print(f"\nreading and checking the folder  {read:.3f} s")
        for name, seconds in (
            ("health of all pairs", health),
            ("computed KPIs", kpis),
            ("all that status shows", everything),
        ):
            print(f"{name:<32} {seconds:.3f} s  {seconds / read:.2f} of reading")


if __name__ == "__main__":
    main()
