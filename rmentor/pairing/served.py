"""As many mentees as can be served, and among those ways as long-waiting ones as possible.

Sets of mentees that can be served together form a matroid (mentors and their seats make a
transversal one), so going through mentees by waiting time, longest first, and taking everybody for
whom room can be made, gives both at once (Edmonds, 1971). All best ways then serve the same number
of each waiting time, which the rest of the solver takes as given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rmentor.pairing.bitsets import bitset, bitset_rows, members_of, smallest
from rmentor.pairing.problem import Numbers, Problem


@dataclass(frozen=True)
class Served:
    """The best that can be reached, with one way to reach it.

    Attributes:
        counts: How many mentees get their first mentor, by waiting time.
        seekers: Mentees without a mentor for whom there is a candidate.
        mentors: One way: mentor of each mentee, -1 for none.
    """

    counts: dict[int, int]
    seekers: Numbers
    mentors: Numbers

    def is_reached_by(self, other: Served) -> bool:
        """Whether ``other`` serves as many mentees of each waiting time."""
        return all(other.counts.get(years, 0) == count for years, count in self.counts.items())

    def lowest_at_most(self, best: Numbers, waited: Numbers) -> int:
        """Bound of the lowest score: nobody who is served in every best way gets more than ``best``.

        Args:
            best: The most that each mentee may get.
            waited: Earlier rounds without a partner, by mentee.
        """
        certain = [
            int(best[mine].min())
            for years, count in self.counts.items()
            if count == len(mine := self.seekers[waited[self.seekers] == years])
        ]
        return min(certain, default=int(best.max(initial=0)))


class _Room:
    """Seats being given out; somebody moves on to another seat where that makes room."""

    def __init__(self, rows: Sequence[int], seats: Numbers) -> None:
        self._rows = rows
        self._left: list[int] = seats.tolist()
        self._free = bitset(np.flatnonzero(seats > 0), len(seats))
        self._holders: list[list[int]] = [[] for _ in self._left]
        self.mentor_of: dict[int, int] = {}
        # Mentors from whom no free seat can be reached, for good: what is closed stays closed.
        self.closed = 0

    def serve(self, mentees: Sequence[int]) -> int:
        """Find seats for as many of these as possible beside all before them; tell how many.

        In rounds: how many have to move on for a free seat at least, then as many mentees as get
        one that way without crossing each other (Hopcroft and Karp, 1973).
        """
        waiting = list(mentees)
        while waiting and (layers := self._layers(waiting)):
            waiting = [mentee for mentee in waiting if not self._find(mentee, layers)]
        return len(mentees) - len(waiting)

    def _layers(self, waiting: Sequence[int]) -> list[int]:
        """Mentors by how many have to move on, up to the first free seat; none where there is none."""
        layers: list[int] = []
        seen, asked = self.closed, waiting
        while asked:
            reached = 0
            for person in asked:
                reached |= self._rows[person]
            reached &= ~seen
            seen |= reached
            layers.append(reached)
            if reached & self._free:
                return layers
            asked = [holder for mentor in members_of(reached) for holder in self._holders[mentor]]
        self.closed = seen
        return []

    def _find(self, mentee: int, layers: list[int]) -> bool:
        """Find a seat for a mentee, moving others on layer by layer; each mentor is asked once."""
        looks_at: dict[int, int] = {}
        asked = [(mentee, 0)]
        while asked:
            person, depth = asked[-1]
            here = self._rows[person] & layers[depth]
            if depth == len(layers) - 1:
                if free := here & self._free:
                    self._move_on(person, smallest(free), looks_at)
                    return True
                asked.pop()
            elif here:
                mentor = smallest(here)
                layers[depth] ^= 1 << mentor
                looks_at[mentor] = person
                asked += [(holder, depth + 1) for holder in self._holders[mentor]]
            else:
                asked.pop()
        return False

    def _move_on(self, person: int, seat: int, looks_at: dict[int, int]) -> None:
        """Give the free seat to ``person``, the seat left by that to whoever looked at it, ..."""
        self._left[seat] -= 1
        if not self._left[seat]:
            self._free ^= 1 << seat
        while True:
            before = self.mentor_of.get(person)
            self.mentor_of[person] = seat
            self._holders[seat].append(person)
            if before is None:
                return
            self._holders[before].remove(person)
            seat, person = before, looks_at[before]


def best_served(problem: Problem) -> Served:
    """Serve as many mentees as possible, long-waiting ones first, and prove it."""
    rows = candidate_rows(problem)
    seeking = ~problem.served & (problem.wanted > 0)
    seekers = [row for row in np.flatnonzero(seeking).tolist() if rows[row]]
    waited: list[int] = problem.waited.tolist()
    room = _Room(rows, problem.seats)
    counts: dict[int, int] = {}
    for years in sorted({waited[row] for row in seekers}, reverse=True):
        # Who has the fewest candidates chooses first, so that few have to move on.
        mine = sorted(
            (row for row in seekers if waited[row] == years), key=lambda row: rows[row].bit_count()
        )
        counts[years] = room.serve(mine)
        considered = [row for row in seekers if waited[row] >= years]
        _prove(rows, considered, room.closed, problem.seats, sum(counts.values()))
    mentors = np.full(problem.shape[0], -1, dtype=np.int64)
    mentors[list(room.mentor_of)] = list(room.mentor_of.values())
    return Served(counts, np.array(seekers, dtype=np.int64), mentors)


def candidate_rows(problem: Problem) -> list[int]:
    """Set of mentors with whom each mentee may be paired."""
    rows = [each for _, scores in problem.table.blocks() for each in bitset_rows(scores >= 0)]
    present = problem.present
    for row, column in zip(present.rows.tolist(), present.columns.tolist(), strict=True):
        rows[row] |= 1 << column
    return rows


def _prove(
    rows: Sequence[int], mentees: Sequence[int], closed: int, seats: Numbers, served: int
) -> None:
    """Check that no more of these mentees can be served: the deficiency form of Hall's theorem.

    Mentees all of whose candidates are closed have no more than the seats of closed mentors.
    """
    stuck = sum(1 for row in mentees if not rows[row] & ~closed)
    short = max(0, stuck - sum(int(seats[mentor]) for mentor in members_of(closed)))
    if served != len(mentees) - short:
        raise AssertionError("more mentees could be served")
