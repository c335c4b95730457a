"""What an answer is worth, by its pairs alone, and whether it keeps the rules.

The rules and scores of every chosen pair are worked out again by the tests' oracle, which is written from
the contract and shares no code with rmentor's pairing.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rmentor.model.people import Participant
from rmentor.model.program import Program

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pairing"))
import oracle

BLOCK = 512


@dataclass(frozen=True)
class Worth:
    """An answer in figures.

    Attributes:
        unserved: Mentees without a mentor.
        lowest: Lowest score of a pair.
        blocking: Feasible pairs that are not made, of two who would both gain: each is alone, has a
            free seat, or has somebody with whom the score is lower.
    """

    unserved: int
    total: int
    lowest: int
    blocking: int


class Checker:
    """Looks through answers for one program."""

    def __init__(self, program: Program, scores: Any, seats: Any) -> None:
        taking_part = sorted((p for p in program.participants if p.takes_part), key=lambda p: p.id)
        self._mentees = [person for person in taking_part if person.learns]
        self._mentors = [person for person in taking_part if person.teaches]
        self._scores, self._seats = scores, seats
        assert seats.tolist() == [mentor.capacity for mentor in self._mentors]
        assert program.rules.mentors_per_mentee == 1

        @cache
        def checked(row: int, column: int) -> int:
            return _score(program, self._mentors[column], self._mentees[row])

        self._checked = checked

    def worth(self, answer: Any) -> Worth:
        """Figures of an answer, once every pair of it has passed."""
        rows, columns = answer[:, 0], answer[:, 1]
        mentees, mentors = Counter(rows.tolist()), Counter(columns.tolist())
        assert max(mentees.values(), default=0) <= 1, "a mentee with two mentors"
        for column, held in mentors.items():
            assert held <= self._mentors[column].capacity, "a mentor with too many mentees"
        points = [self._checked(row, column) for row, column in answer.tolist()]
        assert points == self._scores[rows, columns].tolist(), "another score than the oracle's"
        return Worth(
            len(self._mentees) - len(mentees), sum(points), min(points), self._blocking(answer)
        )

    def _blocking(self, answer: Any) -> int:
        rows, columns = answer[:, 0], answer[:, 1]
        points = self._scores[rows, columns]
        mine = np.full(len(self._mentees), -1)
        mine[rows] = points
        least = np.full(len(self._mentors), np.iinfo(np.int16).max)
        np.minimum.at(least, columns, points)
        free = np.bincount(columns, minlength=len(self._mentors)) < self._seats
        least = np.where(free, -1, least)
        count = 0
        for start in range(0, len(mine), BLOCK):
            block = self._scores[start : start + BLOCK]
            gain = (block > mine[start : start + BLOCK, None]) & (block > least)
            count += int(np.count_nonzero(gain))
        return count


def _score(program: Program, mentor: Participant, mentee: Participant) -> int:
    # Nobody here has a manager, so no rule asks for a third person.
    two = replace(program, participants=(mentor, mentee))
    failing = oracle.first_failing(two, mentor, mentee)
    assert failing is None, f"{mentor.id} and {mentee.id} break rule {failing}"
    return oracle.score(two, mentor, mentee)
