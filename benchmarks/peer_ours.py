"""Our side of the comparison: the people and their scores for everybody, and rmentor itself.

Run by ``peers.py``, one process a measurement: ``peer_ours.py NAME FOLDER ANSWER``. ``prepare`` writes
into FOLDER what the peers read; the others pair the program that is in FOLDER and write ANSWER as the
peers do.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import ortools.graph.python.min_cost_flow  # noqa: F401 - no import is counted, of nobody

from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.pairing.choose import best_pairs, choose
from rmentor.pairing.columns import columns
from rmentor.pairing.keep import stand_of
from rmentor.pairing.pair import pair
from rmentor.pairing.problem import Problem, ScoreTable, no_arcs
from rmentor.pairing.scores import Scorer

# Programs as they are, and the same mentees with half the mentors, of whom every third has three
# seats: five seats for six mentees.
EACH, SCARCE = "one each", "scarce"


def program_in(folder: Path) -> Program:
    """The program of a folder of ``peers.py``, people changed as its kind asks."""
    program = load(read_sources(folder)).program
    assert program is not None
    assert all(person.manager is None for person in program.participants)
    return scarce(program) if folder.name.endswith(SCARCE) else program


def scarce(program: Program) -> Program:
    """The same mentees with fewer mentors and seats."""
    mentors = sorted((p for p in program.participants if p.teaches), key=lambda p: p.id)[::2]
    changed = [
        replace(mentor, capacity=3 if number % 3 == 0 else 1)
        for number, mentor in enumerate(mentors)
    ]
    mentees = [person for person in program.participants if not person.teaches]
    return replace(program, participants=(*mentees, *changed))


def prepare(folder: Path, answer: Path, _aim: str) -> dict[str, float]:
    """Score everybody with everybody for the peers, and tell how long that takes; pair nobody."""
    program = program_in(folder)
    start = time.perf_counter()
    people = columns(program)
    score = Scorer(people)
    height = len(people.mentees)
    scores = np.empty((height, len(people.mentors)), dtype=np.int16)
    for row in range(0, height, 512):
        scores[row : row + 512] = score(row, min(row + 512, height))
    seconds = time.perf_counter() - start
    np.save(folder / "scores.npy", scores)
    np.save(folder / "seats.npy", np.array([mentor.capacity for mentor in people.mentors]))
    facts = {
        "mentees": [facts_of(program, person) for person in people.mentees],
        "mentors": [facts_of(program, person) for person in people.mentors],
    }
    (folder / "people.json").write_text(json.dumps(facts), encoding="utf-8")
    _save(program, [], answer)
    return {"scoring": seconds}


def facts_of(program: Program, person: Participant) -> dict[str, Any]:
    """What a matcher with rules of its own may know of somebody."""
    goals = {topic for objective in program.objectives for topic in objective.topics}
    return {
        "id": person.id,
        "grade": person.seniority,
        "department": person.department,
        "site": person.site,
        "mode": person.mode,
        "languages": person.languages,
        "interests": person.interests,
        "offers": dict(person.offers),
        "wants": dict(person.wants),
        "goals": [topic for topic in person.wants if topic in goals],
        "windows": [(window.start, window.end) for window in person.availability],
        "drive": person.drive,
        "meet": program.framework.minutes,
    }


def scored(folder: Path, answer: Path, aim: str) -> dict[str, float]:
    """Scores, the choice, and its proof."""
    program = replace(program_in(folder), aim=aim)
    start = time.perf_counter()
    choice = choose(program, Scorer(columns(program)), stand_of(program))
    seconds = time.perf_counter() - start
    assert choice.gap == 0
    _save(program, list(choice.scores), answer)
    return {"whole": seconds}


def alone(folder: Path, answer: Path, aim: str) -> dict[str, float]:
    """The choice and its proof on finished scores."""
    program = program_in(folder)
    scores, seats = np.load(folder / "scores.npy"), np.load(folder / "seats.npy")
    start = time.perf_counter()
    problem = Problem(
        ScoreTable(scores.shape, lambda first, last: scores[first:last]),
        seats,
        wanted=np.ones(len(scores), dtype=np.int64),
        served=np.zeros(len(scores), dtype=bool),
        waited=np.zeros(len(scores), dtype=np.int64),
        present=no_arcs(),
    )
    found, gap, _ = best_pairs(problem, aim)
    seconds = time.perf_counter() - start
    assert gap == 0
    people = columns(program)
    pairs = zip(found.rows.tolist(), found.columns.tolist(), strict=True)
    _save(program, [(people.mentors[m].id, people.mentees[e].id) for e, m in pairs], answer)
    return {"solve": seconds}


def explained(folder: Path, answer: Path, aim: str) -> dict[str, float]:
    """The door of pairing: also every criterion, and why some have nobody and what would help."""
    program = replace(program_in(folder), aim=aim)
    start = time.perf_counter()
    found = pair(program)
    seconds = time.perf_counter() - start
    assert found.summary.proof == "optimal"
    couples = [(each.pair.mentor, mentee) for each in found.pairs for mentee in each.pair.mentees]
    _save(program, couples, answer)
    return {"whole": seconds}


PARTS = {"prepare": prepare, "scored": scored, "alone": alone, "explained": explained}


def _save(program: Program, couples: list[tuple[str, str]], answer: Path) -> None:
    people = columns(program)
    places = [(people.row_of[mentee], people.column_of[mentor]) for mentor, mentee in couples]
    np.save(answer, np.array(places, dtype=np.int64).reshape(len(places), 2))


def main() -> None:
    name, folder, answer = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    part, _, aim = name.partition("-")
    seconds = PARTS[part](folder, answer, aim)
    answer.with_suffix(".json").write_text(json.dumps(seconds), encoding="utf-8")


if __name__ == "__main__":
    main()
