"""One public solver on finished scores, in a process of its own. Nothing of rmentor is imported.

Run by ``peers.py`` with the peers' interpreter: ``peer_solvers.py NAME FOLDER ANSWER``. FOLDER holds
``scores.npy`` (mentees by mentors, -1 where a rule forbids the pair) and ``seats.npy``. ANSWER gets the
pairs, and beside it, as JSON, the seconds of making the solver's input and of solving.

All dense solvers are asked for the same thing: as many mentees as can be served, then the largest
total. They know no struck pair where not everybody can be served, so such a pair costs more than
all others together, and is taken out of the answer. Solvers that know struck pairs get them struck.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

FULL = 10_000


class Given(NamedTuple):
    """What is to be solved.

    Attributes:
        scores: Mentees by mentors, -1 where infeasible.
        seats: Mentees that each mentor may have.
        folder: Where more is known of the people.
    """

    scores: Any
    seats: Any
    folder: Path

    @property
    def owners(self) -> Any:
        """Mentor of each seat."""
        return np.repeat(np.arange(len(self.seats)), self.seats)

    @property
    def price(self) -> int:
        """More than all pairs of any choice together."""
        return (len(self.scores) + 1) * (FULL + 1)

    def arcs(self) -> tuple[Any, Any, Any]:
        """Mentee, seat and score of each feasible pair, once for each seat."""
        rows, seats = np.nonzero(self.scores[:, self.owners] >= 0)
        return rows, seats, self.scores[rows, self.owners[seats]].astype(np.int64)


class Clock:
    """Seconds by what they were spent on."""

    def __init__(self) -> None:
        self.seconds = {"input": 0.0, "solve": 0.0}

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Count what runs within as ``part``."""
        start = time.perf_counter()
        yield
        self.seconds[part] += time.perf_counter() - start


def costs(given: Given, shape: tuple[int, int] | None = None) -> Any:
    """Dense costs, a struck pair at ``given.price``, filled up with zeros to ``shape``."""
    scores = given.scores[:, given.owners]
    found = np.zeros(shape or scores.shape)
    mine = found[: scores.shape[0], : scores.shape[1]]
    np.subtract(FULL, scores, out=mine)
    mine[scores < 0] = given.price
    return found


def taken(given: Given, rows: Any, seats: Any) -> Any:
    """Pairs of (mentee, mentor) of an assignment, without what is struck or no seat."""
    rows, seats = np.asarray(rows), np.asarray(seats)
    real = (seats >= 0) & (seats < len(given.owners))
    rows, mentors = rows[real], given.owners[seats[real]]
    feasible = given.scores[rows, mentors] >= 0
    return np.column_stack([rows[feasible], mentors[feasible]])


def scipy_dense(given: Given, clock: Clock) -> Any:
    from scipy.optimize import linear_sum_assignment

    with clock.on("input"):
        matrix = costs(given)
    with clock.on("solve"):
        rows, seats = linear_sum_assignment(matrix)
    return taken(given, rows, seats)


def scipy_sparse(given: Given, clock: Clock) -> Any:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    with clock.on("input"):
        rows, seats, scores = given.arcs()
        mentees = np.arange(len(given.scores))
        nobody = len(given.owners) + mentees  # everybody may stay alone, at a price
        entries = np.concatenate([FULL + 1 - scores, np.full(len(mentees), given.price)])
        places = np.concatenate([rows, mentees]), np.concatenate([seats, nobody])
        shape = (len(mentees), len(given.owners) + len(mentees))
        graph = coo_array((entries, places), shape=shape).tocsr()
    with clock.on("solve"):
        rows, seats = min_weight_full_bipartite_matching(graph)
    return taken(given, rows, seats)


def lapx_dense(given: Given, clock: Clock) -> Any:
    import lap

    with clock.on("input"):
        # Its costs must stay below a million; divided by a power of two they stay exact.
        matrix = costs(given)
        matrix /= 1024
    with clock.on("solve"):
        _, seats, _ = lap.lapjv(matrix, extend_cost=True)
    return taken(given, np.arange(len(seats)), seats)


def lapjv_dense(given: Given, clock: Clock) -> Any:
    from lapjv import lapjv

    with clock.on("input"):
        size = max(len(given.scores), len(given.owners))
        matrix = costs(given, (size, size))
    with clock.on("solve"):
        seats, _, _ = lapjv(matrix, force_doubles=True)
    return taken(given, np.arange(len(given.scores)), seats[: len(given.scores)])


def ortools_assignment(given: Given, clock: Clock) -> Any:
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    with clock.on("input"):
        rows, seats, scores = given.arcs()
        height, width = len(given.scores), len(given.owners)
        mentees, owned = np.arange(height), np.arange(width)
        # A perfect assignment always exists: whoever stays alone, mentee or seat, is given to its
        # own shadow, and the shadows of two who are together are given to each other.
        left = np.concatenate([rows, mentees, height + owned, height + seats])
        right = np.concatenate([seats, width + mentees, owned, width + rows])
        nothing = np.zeros(len(rows) + width, dtype=np.int64)
        prices = np.full(height, given.price)
        solver = SimpleLinearSumAssignment()
        solver.add_arcs_with_cost(left, right, np.concatenate([FULL - scores, prices, nothing]))
    with clock.on("solve"):
        if solver.solve() != solver.OPTIMAL:
            raise AssertionError("ortools found no optimum")
    return taken(given, mentees, [solver.right_mate(mentee) for mentee in range(height)])


def ortools_flow(given: Given, clock: Clock) -> Any:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    with clock.on("input"):
        rows, mentors = np.nonzero(given.scores >= 0)
        height, width = given.scores.shape
        sink = height + width
        ends = np.full(height, sink), np.full(width, sink)
        tails = np.concatenate([rows, np.arange(height), height + np.arange(width)])
        heads = np.concatenate([height + mentors, *ends])
        rooms = np.concatenate([np.ones(len(rows) + height, dtype=np.int64), given.seats])
        scores = given.scores[rows, mentors].astype(np.int64)
        prices = np.concatenate(
            [FULL - scores, np.full(height, given.price), np.zeros(width, dtype=np.int64)]
        )
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, rooms, prices)
        solver.set_nodes_supplies(np.arange(height), np.ones(height, dtype=np.int64))
        solver.set_node_supply(sink, -height)
    with clock.on("solve"):
        if solver.solve() != solver.OPTIMAL:
            raise AssertionError("ortools found no optimum")
        used = solver.flows(arcs)[: len(rows)] > 0
    return np.column_stack([rows[used], mentors[used]])


def munkres(given: Given, clock: Clock) -> Any:
    from munkres import DISALLOWED, Munkres

    with clock.on("input"):
        alone = len(given.owners)
        matrix = [
            [FULL - score if score >= 0 else DISALLOWED for score in row]
            + [given.price if other == mentee else DISALLOWED for other in range(len(given.scores))]
            for mentee, row in enumerate(given.scores[:, given.owners].tolist())
        ]
    with clock.on("solve"):
        found = Munkres().compute(matrix)
    rows, seats = np.array(found).T
    return taken(given, rows, np.where(seats < alone, seats, -1))


SOLVERS: dict[str, Callable[[Given, Clock], Any]] = {
    "scipy-dense": scipy_dense,
    "scipy-sparse": scipy_sparse,
    "lapx": lapx_dense,
    "lapjv": lapjv_dense,
    "ortools-assignment": ortools_assignment,
    "ortools-flow": ortools_flow,
    "munkres": munkres,
}


def main() -> None:
    from peer_matchers import MATCHERS

    name, folder, answer = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    given = Given(np.load(folder / "scores.npy"), np.load(folder / "seats.npy"), folder)
    clock = Clock()
    np.save(answer, (SOLVERS | MATCHERS)[name](given, clock).astype(np.int64))
    answer.with_suffix(".json").write_text(json.dumps(clock.seconds), encoding="utf-8")


if __name__ == "__main__":
    main()
