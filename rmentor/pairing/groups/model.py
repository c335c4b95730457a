"""The problem, or a part of it, for CP-SAT: one worker, one seed, work instead of a clock.

Whether a team leads a group, which of its options that obeys, and who is in it. A mentee is in a group
only if its option has them; sizes hold; nobody is in more groups, or leads more, than they may.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rmentor.pairing.groups.table import Choice, Goal, Table
from rmentor.pairing.problem import Truth

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

SEED = 1
# The linear relaxation of everything gives the bound; little of it finds a first answer sooner.
MUCH_RELAXATION = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found.

    Attributes:
        choice: The best that it knows, None where it knows none.
        value: Its objective.
        bound: What no choice of this part exceeds.
        proven: Whether nothing is better.
        possible: False where it is proven that nothing at all is allowed.
    """

    choice: Choice | None
    value: int
    bound: int
    proven: bool
    possible: bool = True


class GroupModel:
    """A model of some arcs and options of a table.

    Args:
        table: The problem.
        arcs: Arcs that may be chosen; all where not given.
        options: Options likewise.
    """

    def __init__(
        self, table: Table, arcs: Truth | None = None, options: Truth | None = None
    ) -> None:
        from ortools.sat.python import cp_model

        self._model: CpModel = cp_model.CpModel()
        self._table = table
        self._chosen: dict[int, IntVar] = {}
        self._leads: dict[int, IntVar] = {}
        self._obeys: dict[int, IntVar] = {}
        self._served: dict[int, Any] = {}
        everything = np.ones(len(table.options), dtype=bool)
        allowed = np.ones(len(table.arc_row), dtype=bool) if arcs is None else arcs
        by_team: dict[int, list[int]] = defaultdict(list)
        for option in np.flatnonzero(everything if options is None else options).tolist():
            by_team[table.options[option][0]].append(option)
        for team, mine in by_team.items():
            self._add_team(team, mine, allowed)
        self._part_people()

    def _add_team(self, team: int, options: list[int], allowed: Truth) -> None:
        table, model = self._table, self._model
        holders: dict[int, list[IntVar]] = defaultdict(list)
        leads = self._leads[team] = model.new_bool_var("")
        for option in options:
            obeys = self._obeys[option] = model.new_bool_var("")
            for arc in table.options[option][1]:
                if allowed[arc]:
                    holders[arc].append(obeys)
        model.add(sum(self._obeys[option] for option in options) == leads)
        for arc, mine in sorted(holders.items()):
            chosen = self._chosen[arc] = model.new_bool_var("")
            model.add(chosen <= (leads if len(mine) == len(options) else sum(mine)))
        size = sum(self._chosen[arc] for arc in holders)
        model.add(size >= table.teams[team].least * leads)
        model.add(size <= table.teams[team].most * leads)

    def _part_people(self) -> None:
        table, model = self._table, self._model
        of_row: dict[int, list[IntVar]] = defaultdict(list)
        for arc, chosen in self._chosen.items():
            of_row[int(table.arc_row[arc])].append(chosen)
        places, counts = table.seekers.places.tolist(), set(table.pays_reach[0].tolist())
        for row, mine in of_row.items():
            if places[row] == 1:
                model.add_at_most_one(mine)
            elif len(mine) > places[row]:
                model.add(sum(mine) <= places[row])
            if row in counts:
                self._served[row] = sum(mine) if places[row] == 1 else self._any_of(mine)
        of_mentor: dict[int, list[IntVar]] = defaultdict(list)
        for team, leads in self._leads.items():
            if table.teams[team].kept is None:
                for mentor in table.teams[team].mentors:
                    of_mentor[mentor].append(leads)
        for mine in of_mentor.values():
            if len(mine) > 1:
                model.add_at_most_one(mine)

    def _any_of(self, chosen: list[IntVar]) -> IntVar:
        served = self._model.new_bool_var("")
        self._model.add(served <= sum(chosen))
        return served

    @property
    def reach(self) -> Any:
        """Mentees served and how long they have waited, as ``Table.reach`` counts."""
        rows, waited = self._table.pays_reach
        years = dict(zip(rows.tolist(), waited.tolist(), strict=True))
        return sum((self._table.rank + years[row]) * each for row, each in self._served.items())

    @property
    def score(self) -> Any:
        """Sum of the scores."""
        scores = self._table.arc_score.tolist()
        return sum(scores[arc] * chosen for arc, chosen in self._chosen.items())

    def worth(self, goal: Goal) -> Any:
        """Points of arcs, and what serving mentees is worth."""
        points, served = goal.arcs.tolist(), goal.served.tolist()
        arcs = sum(points[arc] * chosen for arc, chosen in self._chosen.items())
        return arcs + sum(served[row] * each for row, each in self._served.items())

    def places_by_id(self, rows: Iterable[int]) -> Any:
        """A number that is smaller where the first of these mentees have earlier teams.

        A mentee without a group counts as one with a team after all others.
        """
        table, last = self._table, len(self._table.teams) + 1
        found: Any = 0
        for row in rows:
            mine = {
                int(table.arc_team[arc]): chosen
                for arc, chosen in self._chosen.items()
                if table.arc_row[arc] == row
            }
            found = found * last + sum((team + 1 - last) * each for team, each in mine.items())
        return found

    def require(self, expression: Any, least: int) -> None:
        """Allow only choices with at least so much."""
        self._model.add(expression >= least)

    def hint(self, choice: Choice) -> None:
        """Begin the search at a choice."""
        table = self._table
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for arc, chosen in self._chosen.items():
            team, row = int(table.arc_team[arc]), int(table.arc_row[arc])
            self._model.add_hint(chosen, row in choice.get(team, ()))
        for team, leads in self._leads.items():
            self._model.add_hint(leads, team in choice)
        done: set[int] = set()
        for option, obeys in self._obeys.items():
            team, arcs = table.options[option]
            rows = {int(table.arc_row[arc]) for arc in arcs}
            fits = team in choice and team not in done and rows >= set(choice[team])
            if fits:
                done.add(team)
            self._model.add_hint(obeys, fits)

    def solve(self, objective: Any, work: float, *, largest: bool = True) -> Answer:
        """Find the choice with the largest objective, with so much deterministic work at most."""
        from ortools.sat.python import cp_model

        if not self._chosen:
            nothing: Mapping[int, tuple[int, ...]] = {}
            return Answer(nothing, 0, 0, proven=True)
        if largest:
            self._model.maximize(objective)
        else:
            self._model.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.linearization_level = MUCH_RELAXATION
        solver.parameters.max_deterministic_time = work
        status = solver.solve(self._model)
        bound = round(solver.best_objective_bound)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(None, 0, bound, proven=False, possible=status != cp_model.INFEASIBLE)
        found: dict[int, list[int]] = defaultdict(list)
        for arc, chosen in self._chosen.items():
            if solver.boolean_value(chosen):
                found[int(self._table.arc_team[arc])].append(int(self._table.arc_row[arc]))
        choice = {team: tuple(sorted(rows)) for team, rows in sorted(found.items())}
        value = round(solver.objective_value)
        return Answer(choice, value, bound, proven=status == cp_model.OPTIMAL)
