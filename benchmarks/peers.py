"""Put rmentor and public solvers and matchers on the same people, side by side in one run.

Run: make bench-peers. The peers are installed into a virtual environment of their own, once
(peers.txt; it needs a package index); nothing of rmentor needs them. Each measurement is a process of
its own. Every answer is checked pair by pair against the contract's rules before it is shown. Carry the
ratios within one table, not the seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from peer_checks import Checker, Worth
from peer_ours import EACH, SCARCE, program_in
from peer_room import APART, Room, furnished
from programs import write_program

HERE = Path(__file__).parent
SIZES = (100, 500, 2_000)
LARGE_SIZES = (10_000, 20_000)
QUICK = 2.0

# A process is started from a small one, for what starts it counts in its peak.
LAUNCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, code)
"""


@dataclass(frozen=True)
class Entrant:
    """One row of the tables.

    Attributes:
        name: What is shown.
        solver: Name in ``peer_solvers.py``, or in ``peer_ours.py`` where ``package`` is empty.
        package: What has to be installed.
        most: Largest number of people that it is asked to pair.
        exact: Whether it is to serve as many as can be served, with the largest total.
        scores: Whether it makes scores of its own.
        square: Whether it needs as many seats as mentees.
    """

    name: str
    solver: str
    package: str = ""
    most: int = 20_000
    exact: bool = False
    scores: bool = False
    square: bool = False


ENTRANTS = (
    Entrant("**rmentor**, aim total", "scored-total", exact=True, scores=True),
    Entrant("**rmentor**, aim fair", "scored-fair", scores=True),
    Entrant("**rmentor**, on finished scores", "alone-total", exact=True),
    Entrant("**rmentor**, with reasons and remedies", "explained-total", exact=True, scores=True),
    Entrant("scipy linear_sum_assignment", "scipy-dense", "scipy", exact=True),
    Entrant("scipy min_weight_full_bipartite", "scipy-sparse", "scipy", exact=True),
    Entrant("lapx lapjv", "lapx", "lapx", exact=True),
    Entrant("lapjv", "lapjv", "lapjv", exact=True),
    Entrant("ortools linear sum assignment", "ortools-assignment", "ortools", exact=True),
    Entrant("ortools min-cost flow", "ortools-flow", "ortools", exact=True),
    Entrant("munkres", "munkres", "munkres", most=2_000, exact=True),
    Entrant("matching HospitalResident", "hospital-resident", "matching", most=2_000),
    Entrant("matching StableMarriage", "stable-marriage", "matching", most=500, square=True),
    Entrant("mentor-match on our scores", "mentor-match", APART, most=2_000),
    Entrant("mentor-match, its own scoring", "mentor-match-whole", APART, most=2_000, scores=True),
)


@dataclass(frozen=True)
class Measured:
    """What a process answered and took: pairs, seconds by part, peak MiB."""

    pairs: Any
    seconds: dict[str, float]
    peak: float

    @property
    def whole(self) -> float:
        """All seconds."""
        return sum(self.seconds.values())


class Measurer:
    """Runs one solver after another on one folder of people."""

    def __init__(self, room: Room, folder: Path, limit: float) -> None:
        self._room = room
        self._folder = folder
        self._limit = limit

    def once(self, entrant: Entrant) -> Measured | str:
        """One process; or why it has no answer."""
        script, python, paths = "peer_ours.py", sys.executable, str(HERE.parent)
        if entrant.package:
            script, python, paths = "peer_solvers.py", str(self._room.python), ""
            if entrant.package == APART:
                paths = str(self._room.apart)
        answer = self._folder / "answer.npy"
        answer.unlink(missing_ok=True)
        command = [python, str(HERE / script), entrant.solver, str(self._folder), str(answer)]
        started = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *command],
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            said, complaint = started.communicate(timeout=self._limit)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.communicate()
            return f"stopped after {self._limit:.0f} s"
        peak, code = said.split()
        if code != "0":
            return f"ended with {code}: {(complaint.strip() or 'no word').splitlines()[-1]}"
        seconds = json.loads(answer.with_suffix(".json").read_text("utf-8"))
        return Measured(np.load(answer), seconds, float(peak))

    def measured(self, entrant: Entrant, repeat: int) -> Measured | str:
        """Median seconds and largest peak of some processes; one where it is not quick."""
        runs: list[Measured] = []
        while len(runs) < repeat:
            found = self.once(entrant)
            if isinstance(found, str):
                return found
            assert not runs or np.array_equal(found.pairs, runs[0].pairs), "two runs, two answers"
            runs.append(found)
            if found.whole > QUICK:
                break
        parts = {
            part: statistics.median(run.seconds[part] for run in runs) for part in runs[0].seconds
        }
        return Measured(runs[0].pairs, parts, max(run.peak for run in runs))


def compare(room: Room, folder: Path, people: int, asked: argparse.Namespace) -> None:
    """One table: everybody who can on the people of a folder."""
    write_program(folder, people)
    measurer = Measurer(room, folder, asked.limit)
    ready = measurer.measured(Entrant("", "prepare"), asked.repeat)
    assert isinstance(ready, Measured), ready
    scores = np.load(folder / "scores.npy", mmap_mode="r")
    seats = np.load(folder / "seats.npy")
    scoring = ready.seconds["scoring"]
    checker = Checker(program_in(folder), scores, seats)
    feasible = sum(int(np.count_nonzero(row >= 0)) for row in scores)
    print(
        f"\n{scores.shape[0]:,} mentees, {len(seats):,} mentors with {seats.sum():,} seats, "
        f"{feasible / scores.size:.0%} of all pairs feasible; scoring takes {scoring:.3f} s\n"
    )
    print("| | unserved | total | lowest | blocking pairs | solver s | with scoring s | peak MiB |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    best: set[tuple[int, int]] = set()
    for entrant in ENTRANTS:
        if people > entrant.most or (asked.only and entrant.solver not in asked.only):
            continue
        why = room.lacks(entrant.package)
        if entrant.square and len(scores) != seats.sum():
            why = "needs as many seats as mentees"
        found = why or measurer.measured(entrant, asked.repeat)
        if isinstance(found, str):
            print(f"| {entrant.name} | {found} | | | | | | |", flush=True)
            continue
        worth = checker.worth(found.pairs)
        print(row(entrant, worth, found, scoring), flush=True)
        if entrant.exact:
            best.add((worth.unserved, worth.total))
    if best:
        print(f"\nexact solvers {'agree' if len(best) == 1 else f'DO NOT AGREE: {sorted(best)}'}")


def row(entrant: Entrant, worth: Worth, found: Measured, scoring: float) -> str:
    """A line of the table. What others need to make their input of our scores is scoring, too."""
    alone = None if entrant.scores else found.seconds["solve"]
    whole = None if "solve" in found.seconds and not entrant.package else found.whole
    if whole is not None and entrant.package and not entrant.scores:
        whole += scoring
    figures = f"{worth.unserved:,} | {worth.total:,} | {worth.lowest:,} | {worth.blocking:,}"
    return f"| {entrant.name} | {figures} | {shown(alone)} | {shown(whole)} | {found.peak:,.0f} |"


def shown(seconds: float | None) -> str:
    """Seconds with the digits that mean something."""
    if seconds is None:
        return ""
    return f"{seconds:.{4 if seconds < 0.01 else 3 if seconds < 1 else 1}f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 10,000 and 20,000 people")
    parser.add_argument("--people", type=int, nargs="+", help="these numbers of people instead")
    parser.add_argument("--only", nargs="+", metavar="SOLVER", help="leave the others away")
    parser.add_argument("--repeat", type=int, default=3, help="processes for a median (quick ones)")
    parser.add_argument("--limit", type=float, default=300, help="seconds for one process")
    parser.add_argument("--room", type=Path, default=HERE / ".venv", help="the peers' own place")
    asked = parser.parse_args()
    room = furnished(asked.room.absolute())
    for line, why in room.missing.items():
        print(f"not installed: {line}: {why}")
    with tempfile.TemporaryDirectory() as place:
        for people in asked.people or (*SIZES, *(LARGE_SIZES if asked.large else ())):
            for kind in (EACH, SCARCE):
                if kind == EACH or people <= max(SIZES):
                    compare(room, Path(place) / f"{people} {kind}", people, asked)


if __name__ == "__main__":
    main()
