"""Time whole commands against bare Python, reading against CSafeLoader, an edit against a load.

Run: make bench. All ratios come from one run on one machine; carry the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from programs import write_program

SIZES = (40, 500, 10_000)


# A process is started from a small one, for what starts it counts in its peak.
LAUNCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
seconds = time.perf_counter() - start
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, code)
"""


def whole(command: list[str], runs: int) -> tuple[float, float]:
    """Median seconds and peak MiB of a command as a whole process, which must end with 0."""
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


def inside(work: Callable[[], object], runs: int) -> float:
    """Median seconds of a call in this process."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def commands(folders: dict[int, Path], bare: float) -> None:
    print(f"{'command':<44}{'seconds':>9}{'x bare':>9}{'peak MiB':>10}")
    rows: list[tuple[str, list[str], int]] = [("--version", ["--version"], 7)]
    for people, folder in folders.items():
        runs = 3 if people > 1000 else 5
        where = ["--program", str(folder)]
        rows.append((f"check, {people} people", ["check", *where], runs))
        rows.append((f"pair, {people} people", ["pair", *where, "--json", "--dry-run"], runs))
    for name, arguments, runs in rows:
        seconds, peak = whole([sys.executable, "-m", "rmentor", *arguments], runs)
        print(f"{name:<44}{seconds:>9.3f}{seconds / bare:>9.1f}{peak:>10.0f}")


def journey(folder: Path, bare: float) -> None:
    """Time the writing commands once each, on about 500 pairs of six sessions."""
    where = ["--program", str(folder)]
    for name, command in (
        ("pair, files written", "pair"),
        ("plan, 4,500 files written", "plan"),
        ("plan again, nothing to write", "plan"),
        ("report, 500 files written", "report"),
    ):
        seconds, peak = whole([sys.executable, "-m", "rmentor", command, *where], 1)
        print(f"1,000 people: {name:<30}{seconds:>9.3f}{seconds / bare:>9.1f}{peak:>10.0f}")


def reading(folder: Path) -> float:
    import yaml

    from rmentor.folder.load import load
    from rmentor.folder.read import read_sources

    text = (folder / "participants.yaml").read_bytes()
    ours = inside(lambda: load(read_sources(folder)), 3)
    theirs = inside(lambda: yaml.load(text, Loader=yaml.CSafeLoader), 3)
    print(f"\nread and check 10,000 people       {ours:.2f} s")
    print(
        f"CSafeLoader alone, same file       {theirs:.2f} s   ratio {ours / theirs:.2f} (goal 0.5)"
    )
    return theirs


def editing(folder: Path, load_seconds: float) -> None:
    from rmentor.changes import Put
    from rmentor.folder.edit import apply
    from rmentor.folder.read import read_sources

    sources = read_sources(folder)
    change = Put("participants.yaml", ("participants", "p07777", "drive"), 1)
    seconds = inside(lambda: apply(sources, [change]), 5)
    print(
        f"change one person among 10,000     {seconds:.3f} s  ratio {seconds / load_seconds:.3f} (goal 0.05)"
    )
    everybody = [
        Put("participants.yaml", ("participants", f"p{n:05d}", "drive"), 1) for n in range(10_000)
    ]
    seconds = inside(lambda: apply(sources, everybody), 1)
    print(
        f"change each of 10,000 people       {seconds:.2f} s   ratio {seconds / load_seconds:.2f}"
    )


def pairing(folder: Path) -> None:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    from rmentor.folder.load import load
    from rmentor.folder.read import read_sources
    from rmentor.pairing.columns import columns
    from rmentor.pairing.pair import pair
    from rmentor.pairing.scores import scorer

    program = load(read_sources(folder)).program
    assert program is not None
    start = time.perf_counter()
    found = pair(program)
    ours = time.perf_counter() - start
    people = columns(program)
    block = scorer(program, people)
    matrix = np.vstack(
        [
            block(row, min(row + 512, len(people.mentees)))
            for row in range(0, len(people.mentees), 512)
        ]
    )
    gains = np.where(matrix < 0, -10_000_000.0, matrix)  # what scipy would make of it anyway
    start = time.perf_counter()
    rows, cols = linear_sum_assignment(gains, maximize=True)
    theirs = time.perf_counter() - start
    chosen = matrix[rows, cols]
    print(f"\npair 10,000 people, scoring included {ours:.2f} s  ({found.summary.proof})")
    print(
        f"scipy on the finished matrix         {theirs:.2f} s  ratio {ours / theirs:.2f} (goal 0.33)"
    )
    print(f"totals: ours {found.summary.total}, scipy {int(chosen[chosen >= 0].sum())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="leave 10,000 people away")
    asked = parser.parse_args()
    sizes = SIZES[:-1] if asked.small else SIZES
    with tempfile.TemporaryDirectory() as room:
        folders = {people: write_program(Path(room) / str(people), people) for people in sizes}
        bare, _ = whole([sys.executable, "-c", "pass"], 9)
        print(f"python -c pass: {bare * 1000:.0f} ms\n")
        commands(folders, bare)
        journey(write_program(Path(room) / "journey", 1000), bare)
        if not asked.small:
            load_seconds = reading(folders[10_000])
            editing(folders[10_000], load_seconds)
            pairing(folders[10_000])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak of this process, scipy included: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
