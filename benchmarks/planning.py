"""How planning grows with the number of pairs: whole `plan` processes, and the schedule by itself.

Run: make bench-planning (`--largest` goes on to 50,000 pairs, which write half a million files). Half
the people are mentors, half mentees; `pair` makes the pairs first, about as many as there are mentees,
each of six sessions. "Again" is the same command when nothing has changed. The schedule by itself is a
process that reads the folder and plans, and writes nothing; the reading is told beside it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from growth import exponent
from programs import write_program
from run import whole

SIZES = (100, 500, 1_000, 5_000)
LARGEST = 50_000

ALONE = """
import resource, sys, time
from pathlib import Path
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.planning.plan import plan
start = time.perf_counter()
program = load(read_sources(Path(sys.argv[1]))).program
read = time.perf_counter()
made = plan(program)
done = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(read - start, done - read, peak, len(program.pairs), len(made.sessions), len(made.unplaced))
"""


def alone(folder: Path) -> tuple[float, float, float, int, int, int]:
    """Seconds of reading and of planning, peak MiB, pairs, sessions with a date and without."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(folder)], capture_output=True, text=True, check=True
    )
    read, planned, peak, pairs, placed, left = done.stdout.split()
    return float(read), float(planned), float(peak), int(pairs), int(placed), int(left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", action="store_true", help=f"also {LARGEST:,} pairs")
    parser.add_argument("--pairs", type=int, nargs="+", help="about these numbers of pairs instead")
    asked = parser.parse_args()
    sizes = sorted(asked.pairs or (*SIZES, *((LARGEST,) if asked.largest else ())))
    heads = ("pairs", "sessions", "without a date", "read s", "schedule s", "peak MiB",
             "whole s", "peak MiB", "again s")  # fmt: skip
    print("| " + " | ".join(heads) + " |\n" + "|--:" * len(heads) + "|")
    pairs: list[int] = []
    figures: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as room:
        for size in sizes:
            folder = write_program(Path(room) / str(size), 2 * size)
            command = [sys.executable, "-m", "rmentor"]
            where = ["--program", str(folder)]
            subprocess.run([*command, "pair", *where], capture_output=True, check=True)
            read, planned, own, made, placed, left = alone(folder)
            took, peak = whole([*command, "plan", *where], 1)
            again, _ = whole([*command, "plan", *where], 1)
            pairs.append(made)
            figures.append((planned, took, peak))
            print(
                f"| {made:,} | {placed:,} | {left} | {read:.2f} | {planned:.2f} | {own:.0f} "
                f"| {took:.1f} | {peak:.0f} | {again:.1f} |",
                flush=True,
            )
    for name, each in zip(("schedule", "whole", "memory"), zip(*figures, strict=True), strict=True):
        print(f"{name}: pairs ** {exponent(pairs, list(each)):.2f}")


if __name__ == "__main__":
    main()
