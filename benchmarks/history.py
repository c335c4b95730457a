"""What reading a program's past costs, against reading its folder once.

Run: make bench-history (`--pairs`, `--commits` for others). A program of 300 pairs is made, paired and
planned; then each commit records one session in a journal, as `log` does, every tenth in plan.yaml,
too, and every fiftieth changes somebody. All ratios come from one run: N commits cost so many times the
reading of the folder, against N times for whoever reads each commit whole. Peak memory is the
process's, which reads the commits one after the other.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from programs import write_program
from run import whole

START = date(2027, 1, 12)


def git(folder: Path, *arguments: str, day: date = START) -> None:
    at = f"{day}T10:00:00+01:00"
    who = {
        f"GIT_{who}_{what}": "bench@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    subprocess.run(
        ["git", "-C", folder, *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **who, **dates},
    )


def make_history(folder: Path, pairs: int, commits: int) -> None:
    """A program of about that many pairs, and the commits of its life."""
    import sys

    write_program(folder, 2 * pairs)
    for command in ("pair", "plan"):
        subprocess.run(
            [sys.executable, "-m", "rmentor", command, "--program", folder],
            check=True,
            capture_output=True,
        )
    git(folder, "init", "-q")
    (folder / ".gitignore").write_text("sessions/\ncalendars/\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Begin")
    lines = (folder / "pairs.yaml").read_text(encoding="utf-8").splitlines()
    ids = [line.split("id: ")[1].strip() for line in lines if "- id: " in line]
    (folder / "journal").mkdir()
    for number in range(commits - 1):
        day = START + timedelta(days=number // 4)
        _record(folder, ids[number % len(ids)], number // len(ids) + 1, day)
        if number % 10 == 0:
            _replace(folder / "plan.yaml", "state: planned", "state: held")
        if number % 50 == 0:
            _replace(folder / "participants.yaml", "drive: 2", "drive: 3")
        git(folder, "add", ".", day=day)
        git(folder, "commit", "-qm", f"Log {number}", day=day)


def _record(folder: Path, pair: str, session: int, day: date) -> None:
    with (folder / "journal" / f"{pair}.yaml").open("a", encoding="utf-8") as journal:
        journal.write(
            f"- session: {session}\n  date: {day}\n  state: held\n  minutes: 90\n  pulse: {{mentor: 4, mentee: 5}}\n"
        )


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def measure(folder: Path) -> None:
    """Print what the past costs beside the folder."""
    import sys

    from rmentor.folder.load import load
    from rmentor.folder.read import read_sources
    from rmentor.history.commits import find_commit
    from rmentor.history.figures import MEASURES
    from rmentor.history.past import past, states
    from rmentor.history.revisions import Archive
    from rmentor.history.timeline import timeline

    once = []
    for _ in range(5):
        start = time.perf_counter()
        program = load(read_sources(folder)).program
        once.append(time.perf_counter() - start)
    assert program is not None
    unit = sorted(once)[2]
    start = time.perf_counter()
    with Archive(folder) as archive:
        tip = find_commit(folder, "HEAD")
        assert tip is not None
        line = timeline(archive, folder, tip, "")
        listed = time.perf_counter()
        found = past(states(archive, line.revisions), MEASURES)
    done = time.perf_counter()
    commits = len(found.moments)
    assert not any(moment.errors for moment in found.moments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, _ = whole([sys.executable, "-m", "rmentor", "history", "--program", str(folder)], 1)
    rows = (
        ("the folder, once", unit),
        (f"{commits} commits found", listed - start),
        (f"{commits} commits read, with their figures", done - listed),
        ("the same for one commit", (done - listed) / commits),
        ("rmentor history, the whole process", took),
    )
    print(f"{len(program.pairs)} pairs, {commits} commits, peak {peak:.0f} MiB\n")
    print("| what | seconds | × the folder once |\n|---|--:|--:|")
    for name, seconds in rows:
        print(f"| {name} | {seconds:.3f} | {seconds / unit:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--commits", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "program"
        make_history(folder, asked.pairs, asked.commits)
        measure(folder)


if __name__ == "__main__":
    main()
