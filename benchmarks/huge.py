"""Pair very many people as whole processes: seconds, memory, points per person, and the proven gap.

Run: make bench-huge, or with --million for 300,000 and 1,000,000 people, too (6 GiB of memory). Half
the people are mentors and half mentees, all drawn from the same population, in files of 10,000. One
process does it all: reading, checking, pairing, proof, reasons and JSON. The case of 10,000 people
is solved exactly and is what points per person are held against: more people leave more choice.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from growth import exponent
from programs import FRAMEWORK, OBJECTIVES, PROGRAM, participants

SIZES = (10_000, 30_000, 100_000)
MILLION = (300_000, 1_000_000)
FILE_PEOPLE = 10_000

# As in run.py, but what the process says is kept.
LAUNCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
with open(sys.argv[1], "wb") as said:
    code = subprocess.call(sys.argv[2:], stdout=said)
seconds = time.perf_counter() - start
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024, code)
"""


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and of all processors, peak MiB, and what it found."""

    people: int
    seconds: float
    worked: float
    peak: float
    summary: dict[str, int]

    @property
    def mean(self) -> float:
        """Points of a pair."""
        return self.summary["total"] / max(1, self.summary["paired"])

    @property
    def gap(self) -> float:
        """Per cent between the total and what was not ruled out."""
        return 100 * self.summary["gap"] / max(1, self.summary["total"])


def write_many(folder: Path, people: int) -> Path:
    """A program of that many people in files of ``FILE_PEOPLE`` each."""
    (folder / "participants").mkdir(parents=True)
    (folder / "program.yaml").write_text(PROGRAM.format(people=people), encoding="utf-8")
    (folder / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "objectives.yaml").write_text(OBJECTIVES, encoding="utf-8")
    head, *items = participants(people).split("\n  - id: ")
    for start in range(0, people, FILE_PEOPLE):
        text = "\n  - id: ".join([head, *items[start : start + FILE_PEOPLE]])
        name = f"part{start // FILE_PEOPLE:04d}.yaml"
        (folder / "participants" / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    return folder


def run(folder: Path, people: int, options: list[str]) -> Run:
    """Pair them, write nothing, and read what was found."""
    said = folder.parent / f"{people}.json"
    pair = ["-m", "rmentor", "pair", "--program", str(folder), "--json", "--dry-run", *options]
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, str(said), sys.executable, *pair],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, worked, peak, code = done.stdout.split()
    assert code == "0", done.stderr
    summary = json.loads(said.read_text(encoding="utf-8"))["summary"]
    said.unlink()
    return Run(people, float(seconds), float(worked), float(peak), summary)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--million", action="store_true", help="also 300,000 and 1,000,000 people")
    parser.add_argument("--people", type=int, nargs="+", help="these numbers of people instead")
    parser.add_argument("--option", action="append", default=[], help="handed on to rmentor pair")
    asked = parser.parse_args()
    sizes = asked.people or (*SIZES, *(MILLION if asked.million else ()))
    runs: list[Run] = []
    print(
        "| people | seconds | exponent | of processors | peak MiB | exponent | unserved | points a pair | gap % |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as room:
        for people in sizes:
            runs.append(run(write_many(Path(room) / str(people), people), people, asked.option))
            now, before = runs[-1], runs[-2:-1]
            slopes = [
                f"{exponent([b.people, now.people], [of(b), of(now)]):.2f}" if before else ""
                for of in (lambda each: each.seconds, lambda each: each.peak)
                for b in (before or [now])
            ]
            print(
                f"| {people:,} | {now.seconds:.1f} | {slopes[0]} | {now.worked:.1f} | {now.peak:.0f} "
                f"| {slopes[1]} | {now.summary['mentees'] - now.summary['paired']} | {now.mean:.0f} "
                f"| {now.gap:.4f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
