"""What a program's best pairs are worth, solved from the contract's text; nothing of the solver is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from rmentor.model.program import Program
from tests.pairing import oracle


@dataclass(frozen=True)
class Worth:
    """What a program's best pairs are worth: mentees served, their waiting, the sum of scores."""

    served: int
    waited: int
    total: int


def worth(program: Program, allowed: Mapping[tuple[str, str], int] | None = None) -> Worth:
    """Solve a program again, from the contract's text; kept pairs count.

    ``allowed``: scores of mentors and mentees who may be paired, whatever rules say.
    """
    choices = oracle.choices_of(program)
    people = program.people()
    choices = replace(choices, worth={**choices.worth, **(allowed or {})})
    kept = [(p.mentor, e) for p in program.pairs if p.is_current for e in p.mentees]
    total = sum(oracle.score(program, people[m], people[e]) for m, e in kept)
    served, waited, more = _best_new(program, choices)
    return Worth(len(choices.served) + served, waited, total + more)


def _best_new(program: Program, choices: oracle.Choices) -> tuple[int, int, int]:
    """New mentees served, how long they waited, and their points: a column for each seat."""
    if program.rules.mentors_per_mentee > 1:
        return _best_of_several(program, choices)
    waits = {p.id: p.waited for p in program.participants}
    seats = [m for m, free in sorted(choices.seats.items()) for _ in range(free)]
    mentees = [e for e, wanted in sorted(choices.wanted.items()) if wanted]
    reach = np.array([1000 + waits[e] for e in mentees], dtype=np.int64)[:, None]
    scores = np.array([[choices.worth.get((m, e), -1) for m in seats] for e in mentees])
    scores = scores.reshape(len(mentees), len(seats))

    def best(lowest: int) -> tuple[int, int]:
        gains = np.where(scores < max(0, lowest), 0, reach * 10**9 + scores + 1)
        rows, columns = linear_sum_assignment(gains, maximize=True)
        made = gains[rows, columns] > 0
        return int(reach[rows[made]].sum()), int(scores[rows[made], columns[made]].sum())

    most, total = best(0)
    if program.aim == "fair" and most:
        bounds = sorted(set(scores[scores >= 0].tolist()), reverse=True)
        most, total = next(best(bound) for bound in bounds if best(bound)[0] == most)
    return most // 1000, most % 1000, total


def _best_of_several(program: Program, choices: oracle.Choices) -> tuple[int, int, int]:
    """The same where a mentee may have several mentors, as an integer program."""
    couples = sorted(choices.worth)
    if not couples:
        return 0, 0, 0
    mentees = sorted({e for _, e in couples} - choices.served)
    waits = {p.id: p.waited for p in program.participants}
    pairs = len(couples)
    size = pairs + len(mentees)
    rows, most = [], []
    for side, limits in ((0, choices.seats), (1, choices.wanted)):
        for person in sorted({couple[side] for couple in couples}):
            rows.append([float(n < pairs and couples[n][side] == person) for n in range(size)])
            most.append(limits[person])
    for number, mentee in enumerate(mentees):
        row = [-float(n < pairs and couples[n][1] == mentee) for n in range(size)]
        row[pairs + number] = 1
        rows.append(row)
        most.append(0)
    scores = np.array([choices.worth[c] for c in couples] + [0] * len(mentees), dtype=float)
    reach = np.array([0] * pairs + [1000 + waits[e] for e in mentees], dtype=float)

    def largest(gain: NDArray[np.float64], lowest: int) -> int:
        upper = [float(choices.worth[c] >= lowest) for c in couples] + [1.0] * len(mentees)
        done = milp(
            -gain,
            integrality=np.ones(size),
            bounds=Bounds(np.zeros(size), np.array(upper)),
            constraints=LinearConstraint(np.array(rows), -np.inf, np.array(most, dtype=float)),
            options={"mip_rel_gap": 0},
        )
        return -round(float(done.fun))

    best = largest(reach, 0)
    factor = 10_001 * pairs
    total = largest(reach * factor + scores, 0) - best * factor
    return best // 1000, best % 1000, total
