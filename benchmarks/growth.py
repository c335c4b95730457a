"""How whole `pair` processes grow with the number of people: seconds, memory, and their exponents.

Run: make bench-growth (`--large` and `--largest` go on to 30,000 and 100,000 people). Everything is one
process from its start to its exit: reading the files, scoring, pairing, proof, and what is shown. The
base is the same command on 20 people, nearly all of it start-up; exponents are least-squares slopes of
logarithms, of the whole and of what is above the base.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from pathlib import Path

from programs import write_program
from run import whole

BASE = 20
SIZES = (300, 1_000, 3_000, 10_000)
LARGE, LARGEST = 30_000, 100_000


def exponent(people: list[int], figures: list[float]) -> float:
    """Slope of the least-squares line through the logarithms: figure ~ people ** slope."""
    across = [math.log(each) for each in people]
    up = [math.log(each) for each in figures]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    spread = sum((x - middle) ** 2 for x in across)
    return sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / spread


def measured(room: Path, people: int, runs: int) -> tuple[float, float]:
    """Median seconds and peak MiB of whole processes that pair that many people."""
    folder = write_program(room / str(people), people)
    pair = ["pair", "--program", str(folder), "--json", "--dry-run"]
    return whole([sys.executable, "-m", "rmentor", *pair], runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,} people")
    parser.add_argument("--largest", action="store_true", help=f"also {LARGE:,} and {LARGEST:,}")
    parser.add_argument("--people", type=int, nargs="+", help="these numbers of people instead")
    parser.add_argument("--runs", type=int, default=3, help="processes for a median")
    asked = parser.parse_args()
    more = (LARGE,) * (asked.large or asked.largest) + (LARGEST,) * asked.largest
    sizes = sorted(asked.people or (*SIZES, *more))
    if min(sizes) <= BASE or len(sizes) < 2:
        parser.error(f"give two numbers or more, all above {BASE}")
    seconds: list[float] = []
    peaks: list[float] = []
    with tempfile.TemporaryDirectory() as room:
        base = measured(Path(room), BASE, asked.runs)
        print(f"base, {BASE} people: {base[0]:.2f} s, {base[1]:.0f} MiB\n")
        print("| people | seconds | exponent | peak MiB | exponent |")
        print("|--:|--:|--:|--:|--:|")
        for place, people in enumerate(sizes):
            took, peak = measured(Path(room), people, asked.runs if people <= 10_000 else 1)
            seconds.append(took)
            peaks.append(peak)
            last = slice(max(0, place - 1), place + 1)
            steps = [
                f"{exponent(sizes[last], figures[last]):.2f}" if place else ""
                for figures in (seconds, peaks)
            ]
            print(
                f"| {people:,} | {took:.2f} | {steps[0]} | {peak:,.0f} | {steps[1]} |", flush=True
            )
    print("\nleast squares over all of them:")
    for name, figures, start in (("seconds", seconds, base[0]), ("peak memory", peaks, base[1])):
        print(f"{name}: people ** {exponent(sizes, figures):.2f}; {above(sizes, figures, start)}")


def above(sizes: list[int], figures: list[float], base: float) -> str:
    """Exponent of what is above the base, over the sizes at which that is a tenth of it or more."""
    told = [
        (people, figure - base)
        for people, figure in zip(sizes, figures, strict=True)
        if figure > 1.1 * base
    ]
    if len(told) < 2:
        return "too little is above the base to tell"
    people, rest = [each[0] for each in told], [each[1] for each in told]
    return f"above the base, from {people[0]:,} people: people ** {exponent(people, rest):.2f}"


if __name__ == "__main__":
    main()
