"""Change the code that decides in small ways, and see whether the tests notice.

Run: make mutants (python -m tests.torture.mutants; --modules, --sample, --seed, --seconds, --room). All is done in a
copy of the checkout. The tests of ``TESTS`` that are new are run there to learn which functions each of them calls,
and how long it takes. Then one process collects them, and for each mutant (``mutations``) a child of it takes the
mutant in and runs the tests that call the changed function, the quickest first, until one fails. A mutant of what is
worked out when a module is imported gets a process of its own. A mutant that survives ``--seconds`` of tests has
survived; one that needs far more time than the tests did is counted as noticed.

All that is known is kept in the room: a run that was broken off goes on, and after a change of some functions or with
``--again`` only what is new, or what survived, is tried.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.torture.mutations import Mutant, mutants_of

SCORES = (
    "tests/pairing/test_lines.py",
    "tests/pairing/test_one_fact.py",
    "tests/pairing/test_scores.py",
    "tests/pairing/test_why.py",
)
FREE_TIME = ("tests/planning/test_plan.py", "tests/planning/test_schedule.py")
AGAIN = ("tests/planning/test_replan.py", *FREE_TIME)
KPIS = (
    "tests/followup/test_measures.py",
    "tests/followup/test_published.py",
    "tests/followup/test_kpis.py",
    "tests/followup/test_hiding.py",
)
HIDING = (
    "tests/followup/test_hiding.py",
    "tests/followup/test_few.py",
    "tests/followup/test_confidentiality.py",
)
SEATS = (
    "tests/pairing/test_demand.py",
    "tests/pairing/test_pair.py",
    "tests/pairing/test_solve.py",
)
# Each module with the tests that were written for it. They come before others that take as long.
MODULES = {
    "rmentor/pairing/criteria.py": SCORES,
    "rmentor/pairing/rules.py": SCORES,
    "rmentor/pairing/scores.py": SCORES,
    "rmentor/pairing/case.py": SCORES,
    "rmentor/model/teaching.py": SCORES,
    "rmentor/pairing/words.py": SCORES,
    "rmentor/pairing/lines.py": SCORES,
    "rmentor/pairing/meeting.py": ("tests/pairing/test_meeting.py", *SCORES),
    "rmentor/pairing/weeks.py": ("tests/pairing/test_meeting.py", *SCORES),
    "rmentor/pairing/block.py": SCORES,
    "rmentor/pairing/columns.py": SCORES,
    "rmentor/pairing/demand.py": SEATS,
    "rmentor/pairing/fair.py": SEATS,
    "rmentor/pairing/balance.py": SEATS,
    "rmentor/followup/hiding.py": HIDING,
    "rmentor/followup/releases.py": HIDING,
    "rmentor/followup/few.py": HIDING,
    "rmentor/followup/readership.py": HIDING,
    "rmentor/followup/kpis.py": KPIS,
    "rmentor/followup/measures/facts.py": ("tests/followup/test_few.py", *KPIS),
    "rmentor/followup/measures/answers.py": KPIS,
    "rmentor/followup/measures/people.py": KPIS,
    "rmentor/followup/measures/pulses.py": ("tests/followup/test_pulses.py", *KPIS),
    "rmentor/followup/measures/sessions.py": KPIS,
    "rmentor/model/windows.py": ("tests/planning/test_windows.py", *FREE_TIME, *SCORES),
    "rmentor/planning/clock.py": ("tests/planning/test_clock.py", *FREE_TIME),
    "rmentor/planning/holidays.py": FREE_TIME,
    "rmentor/planning/slots.py": ("tests/planning/test_slots.py", *FREE_TIME),
    "rmentor/planning/rhythm.py": FREE_TIME,
    "rmentor/planning/chains.py": ("tests/planning/test_chains.py", *FREE_TIME),
    "rmentor/planning/occasions.py": (
        "tests/planning/test_occasions.py",
        "tests/planning/test_events.py",
    ),
    "rmentor/planning/load.py": ("tests/planning/test_load.py", *FREE_TIME),
    "rmentor/planning/capacity.py": ("tests/planning/test_capacity.py", *FREE_TIME),
    "rmentor/planning/schedule.py": FREE_TIME,
    "rmentor/planning/settled.py": ("tests/planning/test_settled.py", *AGAIN),
    "rmentor/planning/standing.py": AGAIN,
    "rmentor/followup/journal.py": (
        "tests/followup/test_journal.py",
        "tests/reporting/test_told.py",
        *KPIS,
    ),
}
TESTS = [
    "tests/pairing",
    "tests/followup",
    "tests/planning",
    "tests/reporting/test_pictures_figures.py",
    "tests/reporting/test_told.py",
]
ROOM = Path("build/mutants")


def main() -> None:
    """Try the mutants that are not known yet, and print the table of all."""
    asked = _asked()
    room = asked.room.resolve()
    copy = room / "checkout"
    _copy_checkout(copy)
    known = _known(room)
    wanted = _wanted(asked, known)
    if wanted:
        jobs = [{"module": module, "key": key, **asdict(mutant)} for module, key, mutant in wanted]
        (room / "jobs.json").write_text(json.dumps(jobs), "utf-8")
        worker = [sys.executable, "-m", "tests.torture.mutants_worker", str(room)]
        environment = os.environ | {
            "PYTHONPATH": str(copy),
            "OPENBLAS_NUM_THREADS": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(room / "hypothesis"),
        }
        for step in ("calls", "mutants"):
            arguments = [*worker, step, str(asked.seconds)]
            subprocess.run(arguments, cwd=copy, env=environment, check=True)
    _print(_known(room), asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", nargs="+", default=list(MODULES), metavar="FILE")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="only N mutants of each module"
    )
    parser.add_argument("--seed", type=int, default=7, help="of the sample")
    parser.add_argument(
        "--seconds", type=float, default=10, help="of tests that a mutant must survive"
    )
    parser.add_argument(
        "--again", action="store_true", help="only what survived, with today's tests"
    )
    parser.add_argument(
        "--room", type=Path, default=ROOM, help="folder for the copy and the results"
    )
    return parser.parse_args()


def _copy_checkout(copy: Path) -> None:
    """Bring the copy to what the checkout is now; of the same size and time means the same file."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        here, there = Path(name), copy / name
        if not here.is_file():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        if not there.exists() or here.read_bytes() != there.read_bytes():
            shutil.copy2(here, there)


def _wanted(
    asked: argparse.Namespace, known: dict[str, dict[str, Any]]
) -> list[tuple[str, str, Mutant]]:
    """Mutants to be tried, each with the key that its result is kept by."""
    wanted = []
    for module in asked.modules:
        mutants = mutants_of(Path(module).read_text("utf-8"))
        hand = random.Random(f"{asked.seed} {module}")
        drawn = hand.sample(mutants, len(mutants))[: asked.sample or None]
        for mutant in mutants:
            key = _key(module, mutant)
            result = known.get(key, {}).get("result")
            if result == "survived" if asked.again else result is None and mutant in drawn:
                wanted.append((module, key, mutant))
    return wanted


def _key(module: str, mutant: Mutant) -> str:
    """A name of a mutant that holds as long as the function around it stays as it is."""
    return f"{module} {mutant.state} {mutant.function}: {mutant.what}"


def _known(room: Path) -> dict[str, dict[str, Any]]:
    file = room / "results.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {each["key"]: each for each in map(json.loads, lines)}


def _print(known: dict[str, dict[str, Any]], asked: argparse.Namespace) -> None:
    """Print the figures by module, then the survivors."""
    survivors = []
    print("| module | mutants | tried | noticed | of these too slow | survived |")
    print("|---|--:|--:|--:|--:|--:|")
    for module in asked.modules:
        mutants = mutants_of(Path(module).read_text("utf-8"))
        results: Counter[str] = Counter()
        for mutant in mutants:
            found = known.get(_key(module, mutant), {}).get("result")
            results[found or "unknown"] += 1
            if found == "survived":
                survivors.append((module, mutant))
        tried = len(mutants) - results["unknown"]
        noticed, slow = tried - results["survived"], results["slow"]
        print(
            f"| `{module}` | {len(mutants)} | {tried} | {noticed} | {slow} | {results['survived']} |"
        )
    for module, mutant in survivors:
        print(f"{module}:{mutant.line} {mutant.function}: {mutant.what}")


if __name__ == "__main__":
    main()
