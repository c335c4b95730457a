"""The best choice among some pairs: a minimum-cost flow from mentors' seats to mentees."""

from __future__ import annotations

import numpy as np

from rmentor.pairing.demand import NO_GROUP, Demand
from rmentor.pairing.problem import Arcs, Numbers, Truth


def best_flow(arcs: Arcs, demand: Demand, seats: Numbers) -> Truth:
    """Tell which of ``arcs`` are pairs in a choice of the largest sum that meets ``demand``.

    Mentors supply their seats. A certain mentee takes one, a group takes its places, and the hub
    takes what is left over, also through mentees who may have more than one mentor.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    mentees, mentors, groups = len(demand.certain), len(seats), len(demand.places)
    hub = mentees + mentors + groups
    flow = SimpleMinCostFlow()

    def add(tails: Numbers, heads: Numbers, room: Numbers, cost: Numbers) -> None:
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, room, cost)

    add(arcs.columns + mentees, arcs.rows, np.ones_like(arcs.rows), -arcs.points)
    giving = np.flatnonzero(seats > 0)
    add(giving + mentees, np.full_like(giving, hub), seats[giving], np.zeros_like(giving))
    competing = np.flatnonzero(demand.group != NO_GROUP)
    add(
        competing,
        demand.group[competing] + mentees + mentors,
        np.ones_like(competing),
        np.zeros_like(competing),
    )
    more = np.flatnonzero(demand.spare > 0)
    add(more, np.full_like(more, hub), demand.spare[more], np.zeros_like(more))
    taken = np.concatenate(
        [demand.certain.astype(np.int64), np.zeros(mentors, np.int64), demand.places]
    )
    supply = np.append(-taken, 0)
    supply[mentees : mentees + mentors] = seats
    supply[hub] = -supply.sum()
    flow.set_nodes_supplies(np.arange(hub + 1), supply)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise AssertionError(f"the flow ended as {status}")
    return np.asarray(flow.flows(np.arange(len(arcs)))) > 0
