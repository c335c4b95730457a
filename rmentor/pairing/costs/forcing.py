"""The best whole with one pair of people in it that was not chosen.

The pair counts as one that is kept, as locked pairs are. Where one of the two has no place left beside
the pairs that stay, the active and unlocked ones of these are up for choice again. Locked and paused
pairs and groups are agreements and never give way. All else that stays, stays, and what is open is
chosen anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.pairing import Pairing, ScoredPair
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.case import Case, cases_of
from rmentor.pairing.choose import best_pairs, problem_of
from rmentor.pairing.columns import columns
from rmentor.pairing.costs.cost import Part, Whole, whole_of
from rmentor.pairing.criteria import score_of
from rmentor.pairing.keep import Stand, couples
from rmentor.pairing.problem import Arcs, Numbers, Problem, ScoreTable
from rmentor.pairing.questions.moves import MENTEE, MENTOR
from rmentor.pairing.rules import first_failing
from rmentor.pairing.scores import INFEASIBLE, Scorer

# Mentees times mentors up to which prices are told: 10,000 people who are both. All pairs are kept for it.
MOST_PAIRS = 10_000 * 10_000

Worth = NDArray[np.signedinteger[Any]]


def too_many_to_price(program: Program) -> bool:
    """Whether so many people take part that nothing is priced."""
    present = [person for person in program.participants if person.takes_part]
    mentees, mentors = sum(p.learns for p in present), sum(p.teaches for p in present)
    return mentees * mentors > MOST_PAIRS


def may_give_way(pair: Pair) -> bool:
    """Whether a current pair may give way to another: it is no agreement and no group."""
    return pair.status == "active" and not pair.locked and len(pair.mentees) == 1


@dataclass(frozen=True, slots=True)
class Forced:
    """A pair forced into the whole.

    Attributes:
        mentor: Id.
        mentee: Id.
        points: Its score, and what ``keep`` adds where it is a pair that exists.
        opens: Pairs that stay but for this one, and are up for choice again.
        full: People whose places are all taken by pairs that never give way; then nothing is forced.
    """

    mentor: str
    mentee: str
    points: int
    opens: tuple[Pair, ...] = ()
    full: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What was found, and what it could be chosen from.

    Attributes:
        program: People, rules and aim.
        stand: Which pairs stay, and which are open.
        keep: Points that an open pair has on top.
        scorer: Scores of all pairs of those who take part.
        current: The pairs that were found: those that stay, and those chosen.
    """

    program: Program
    stand: Stand
    keep: int
    scorer: Scorer
    current: tuple[ScoredPair, ...]

    @cached_property
    def problem(self) -> Problem:
        """What the new pairs were chosen from."""
        return problem_of(self.program, self.scorer, self.stand, self.keep)

    @cached_property
    def worth(self) -> Worth:
        """What each pair is worth that could be chosen, by mentee and mentor; else ``INFEASIBLE``."""
        narrow = np.int16 if not len(self.problem.present) else np.int32
        found = np.empty(self.problem.shape, dtype=narrow, order="F")
        for start, scores in self.problem.table.blocks():
            found[start : start + len(scores)] = scores
        present = self.problem.present
        found[present.rows, present.columns] = present.points
        return found

    @cached_property
    def kept(self) -> dict[str, ScoredPair]:
        """Pairs that stay, by id."""
        staying = {pair.id for pair in self.stand.kept}
        return {each.pair.id: each for each in self.current if each.pair.id in staying}

    @cached_property
    def open_couples(self) -> frozenset[tuple[str, str]]:
        """(mentor, mentee) of pairs that exist and are up for choice."""
        return frozenset(couples(self.stand.open))

    @cached_property
    def waiting(self) -> dict[str, int]:
        """Earlier rounds without a partner, of all mentees who take part."""
        return {person.id: person.waited for person in self.scorer.people.mentees}

    @cached_property
    def whole(self) -> Whole:
        """How good what was found is."""
        return whole_of(map(self.part_of, self.current), self.waiting)

    @cached_property
    def chosen(self) -> Arcs:
        """The pairs that were chosen, sorted by mentee, then mentor."""
        people = self.scorer.people
        places = sorted(
            (people.row_of[each.pair.mentees[0]], people.column_of[each.pair.mentor])
            for each in self.current
            if each.pair.id not in self.kept
        )
        rows, mentors = np.array(places, dtype=np.int64).reshape(len(places), 2).T
        return Arcs(rows, mentors, self.worth[rows, mentors].astype(np.int64))

    @cached_property
    def lowest_of_kept(self) -> dict[str, int]:
        """Lowest score of two people in each pair that stays."""
        setting = self.scorer.people.setting
        return {pair.id: min(map(score_of, cases_of(setting, pair))) for pair in self.stand.kept}

    @cached_property
    def _held(self) -> tuple[Counter[str], Counter[str]]:
        return self.stand.mentees_of_mentors(), self.stand.mentors_of_mentees()

    @cached_property
    def _capacities(self) -> dict[str, int]:
        return {person.id: person.capacity for person in self.program.participants}

    def part_of(self, each: ScoredPair) -> Part:
        """What a pair of the whole counts."""
        existed = (each.pair.mentor, each.pair.mentees[0]) in self.open_couples
        return Part(each.pair.mentor, each.pair.mentees, each.score + self.keep * existed)

    def most(self, person: str, role: str) -> int:
        """Partners that somebody may have at a time."""
        return self._capacities[person] if role == MENTOR else self.program.rules.mentors_per_mentee

    def places(self, person: str, role: str, without: Collection[Pair] = ()) -> int:
        """Places that somebody has beside the pairs that stay, not counting some; below 0 if crowded."""
        if role == MENTOR:
            gone = sum(len(pair.mentees) for pair in without if pair.mentor == person)
            held = self._held[0][person]
        else:
            gone = sum(person in pair.mentees for pair in without)
            held = self._held[1][person]
        return self.most(person, role) - held + gone

    def force(self, mentor: str, mentee: str, instead: str | None = None) -> Forced:
        """Say what must give way for a pair that is not among the current ones.

        ``instead``: id of a pair that gives way where its mentor or mentee needs the place, locked or not.
        """
        opens: dict[str, Pair] = {}
        full: list[str] = []
        for person, role in ((mentor, MENTOR), (mentee, MENTEE)):
            if self.places(person, role) > 0:
                continue
            mine = {
                each.id: each
                for each in self.stand.kept
                if person in ((each.mentor,) if role == MENTOR else each.mentees)
                and (may_give_way(each) or each.id == instead)
            }
            opens |= mine
            if self.places(person, role, mine.values()) <= 0:
                full.append(person)
        listed = tuple(opens[name] for name in sorted(opens))
        return Forced(mentor, mentee, self._points(mentor, mentee), listed, tuple(full))

    def _points(self, mentor: str, mentee: str) -> int:
        """What two people count as a pair, whether they may be one or not."""
        people = self.scorer.people
        row, column = people.row_of.get(mentee), people.column_of.get(mentor)
        if row is not None and column is not None and self.worth[row, column] >= 0:
            return int(self.worth[row, column])
        setting = people.setting
        case = Case(setting, setting.people[mentor], setting.people[mentee])
        return score_of(case) + self.keep * ((mentor, mentee) in self.open_couples)

    def score_of(self, forced: Forced) -> int:
        """Score of a forced pair, without what ``keep`` adds."""
        return forced.points - self.keep * ((forced.mentor, forced.mentee) in self.open_couples)

    def solve(self, forced: Forced) -> tuple[Part, ...]:
        """All pairs of the best whole with that pair in it."""
        gone = {pair.id for pair in forced.opens}
        kept = [each for name, each in self.kept.items() if name not in gone]
        lowest = min([self.score_of(forced), *(self.lowest_of_kept[each.pair.id] for each in kept)])
        return (
            *map(self.part_of, kept),
            Part(forced.mentor, (forced.mentee,), forced.points),
            *self._best_beside(forced, lowest),
        )

    def size_beside(self, forced: Forced) -> int:
        """Pairs that could be looked at to solve it: open mentees times open mentors."""
        problem = self._opened(forced)
        return int(np.count_nonzero(problem.wanted) * np.count_nonzero(problem.seats)) or 1

    def _best_beside(self, forced: Forced, lowest: int) -> Iterator[Part]:
        """The best pairs for all places that are open beside the forced pair."""
        people = self.scorer.people
        if not people.mentees or not people.mentors:
            return
        problem = self._opened(forced)
        rows, mentors = np.flatnonzero(problem.wanted > 0), np.flatnonzero(problem.seats > 0)
        if not len(rows) or not len(mentors):
            return
        worth = self.worth[np.ix_(rows, mentors)]
        for mentor, mentee in couples(forced.opens):
            row, column = people.row_of.get(mentee, -1), people.column_of.get(mentor, -1)
            worth[np.ix_(rows == row, mentors == column)] = self._score_if_feasible(mentor, mentee)
        row = people.row_of.get(forced.mentee, -1)
        column = people.column_of.get(forced.mentor, -1)
        worth[np.ix_(rows == row, mentors == column)] = INFEASIBLE
        found, _, _ = best_pairs(_cut(problem, worth, rows, mentors), self.program.aim, lowest)
        for row, column, points in zip(
            rows[found.rows].tolist(),
            mentors[found.columns].tolist(),
            found.points.tolist(),
            strict=True,
        ):
            yield Part(people.mentors[column].id, (people.mentees[row].id,), points)

    def _score_if_feasible(self, mentor: str, mentee: str) -> int:
        setting = self.scorer.people.setting
        case = Case(setting, setting.people[mentor], setting.people[mentee])
        return INFEASIBLE if first_failing(case) else score_of(case)

    def _opened(self, forced: Forced) -> Problem:
        """The problem with the seats, wants and service that are left beside a forced pair."""
        problem, people, opens = self.problem, self.scorer.people, forced.opens
        seats, wanted = problem.seats.copy(), problem.wanted.copy()
        served = problem.served.copy()
        for mentor in {forced.mentor, *(pair.mentor for pair in opens)}:
            if (column := people.column_of.get(mentor)) is not None:
                left = self.places(mentor, MENTOR, opens) - (mentor == forced.mentor)
                seats[column] = max(0, left)
        most = self.program.rules.mentors_per_mentee
        for mentee in {forced.mentee, *(pair.mentees[0] for pair in opens)}:
            if (row := people.row_of.get(mentee)) is not None:
                left = self.places(mentee, MENTEE, opens) - (mentee == forced.mentee)
                wanted[row], served[row] = max(0, left), left < most
        return replace(problem, seats=seats, wanted=wanted, served=served)


def ground_of(program: Program, pairing: Pairing, stand: Stand, keep: int = 0) -> Ground:
    """Prepare to ask what would be if other pairs were in a whole that was found."""
    return Ground(program, stand, keep, Scorer(columns(program)), pairing.pairs)


def _cut(problem: Problem, worth: Worth, rows: Numbers, mentors: Numbers) -> Problem:
    """The part of a problem in which places are open; ``worth`` is what its pairs are worth."""
    present = problem.present
    row_at = np.full(problem.shape[0], -1)
    row_at[rows] = np.arange(len(rows))
    column_at = np.full(problem.shape[1], -1)
    column_at[mentors] = np.arange(len(mentors))
    inside = Arcs(row_at[present.rows], column_at[present.columns], present.points)
    inside = inside.where((inside.rows >= 0) & (inside.columns >= 0))
    inside = inside.where(worth[inside.rows, inside.columns] >= 0)
    worth[inside.rows, inside.columns] = INFEASIBLE
    scores = worth.astype(np.int16)
    return Problem(
        ScoreTable(scores.shape, lambda start, stop: scores[start:stop]),
        problem.seats[mentors],
        problem.wanted[rows],
        problem.served[rows],
        problem.waited[rows],
        inside,
    )
