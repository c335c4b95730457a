"""Ties go to the smaller ids: of all best choices, the one that comes first.

Choices are compared mentee by mentee in the order of ids, and for each mentee mentor by mentor:
having a mentor comes before having none, a smaller mentor's id before a larger one. The first
choice of all is found by giving each mentee in turn the smallest mentor that some best choice
allows, all given before being kept. Whether one allows it is a search for an exchange that costs
nothing (``exchange.py``): exact, without weights that could overflow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rmentor.pairing.bitsets import (
    bitset,
    members_of,
    smallest,
    unpacked_columns,
    unpacked_rows,
)
from rmentor.pairing.demand import NO_GROUP
from rmentor.pairing.exchange import Exchange, Freedom
from rmentor.pairing.problem import Numbers, Problem
from rmentor.pairing.solve import Solution
from rmentor.pairing.tight import Core, Ways, core_of


def first_choice(problem: Problem, solution: Solution) -> Sequence[tuple[int, int]]:
    """Pairs (mentee, mentor) of the best choice that comes first, sorted."""
    height, width = problem.shape
    partners = np.bincount(solution.chosen.rows, minlength=height)
    idle = problem.seats - np.bincount(solution.chosen.columns, minlength=width)
    freedom = _freedom(solution)
    core = core_of(problem, solution, _ways(solution, freedom, partners, idle))
    exchange = _exchange(core, solution, freedom, idle)
    pairs = list(zip(core.fixed.rows.tolist(), core.fixed.columns.tolist(), strict=True))
    rows, columns = core.rows.tolist(), core.columns.tolist()
    for mentee, row in enumerate(rows, start=len(columns)):
        _take_smallest(exchange, mentee)
        pairs += [(row, columns[mentor]) for mentor in members_of(exchange.used[mentee])]
    return sorted(pairs)


def _take_smallest(exchange: Exchange, mentee: int) -> None:
    """Settle a mentee's mentors, the smallest that some best choice allows first."""
    done = 0
    if exchange.candidates(mentee) == exchange.used[mentee]:
        exchange.settle(mentee)
        return
    while candidates := exchange.candidates(mentee) & ~done:
        mentor = smallest(candidates)
        done |= 1 << mentor
        if exchange.used[mentee] >> mentor & 1:
            exchange.settle_pair(mentee, mentor)
        elif not exchange.movable(mentee) and not exchange.may_gain(mentee):
            break
        elif exchange.pair(mentee, mentor):
            exchange.settle_pair(mentee, mentor)
    exchange.settle(mentee)


def _exchange(core: Core, solution: Solution, freedom: Freedom, idle: Numbers) -> Exchange:
    """Exchanges among the people of the core, numbered in the order of their ids."""
    mentees, mentors = len(core.rows), len(core.columns)
    used = [0] * (mentors + mentees)
    held = zip(
        np.searchsorted(core.rows, core.chosen.rows).tolist(),
        np.searchsorted(core.columns, core.chosen.columns).tolist(),
        strict=True,
    )
    for row, column in held:
        used[column] |= 1 << (mentors + row)
        used[mentors + row] |= 1 << column
    tight = [each << mentors for each in unpacked_columns(core.tight, mentors)]
    size = len(solution.demand.certain)
    number, fixed = core.rows.tolist(), np.bincount(core.fixed.rows, minlength=size).tolist()
    return Exchange(
        tight + unpacked_rows(core.tight),
        used,
        mentors,
        len(solution.demand.places),
        lambda mentee, partners: freedom(number[mentee], partners + fixed[number[mentee]]),
        bitset(np.flatnonzero(solution.prices.seat[core.columns] == 0), mentors),
        idle[core.columns].tolist(),
    )


def _ways(solution: Solution, freedom: Freedom, partners: Numbers, idle: Numbers) -> Ways:
    """Who may gain and drop a seat by way of a junction as things stand."""
    free = np.array([freedom(row, count) for row, count in enumerate(partners.tolist())])
    gains, drops = free.reshape(len(partners), 2).T != 0
    priceless = solution.prices.seat == 0
    return Ways(gains, drops, priceless, priceless & (idle > 0))


def _freedom(solution: Solution) -> Freedom:
    """Junctions through which a mentee may gain and lose a mentor: bit 0 the hub, then the groups."""
    demand, prices = solution.demand, solution.prices
    first, spare = demand.first.tolist(), demand.spare.tolist()
    unpaid = (prices.fee == 0).tolist()
    grouped = np.flatnonzero(demand.group != NO_GROUP)
    grouped = grouped[prices.fee[grouped] == -prices.place[demand.group[grouped]]]
    own_group = dict(
        zip(grouped.tolist(), (2 << group for group in demand.group[grouped].tolist()), strict=True)
    )

    def freedom(mentee: int, partners: int) -> tuple[int, int]:
        extra = partners - (1 if first[mentee] and partners else 0)
        group = own_group.get(mentee, 0)
        gain = int(unpaid[mentee] and extra < spare[mentee]) | (0 if partners else group)
        drop = int(unpaid[mentee] and extra > 0) | (group if partners else 0)
        return gain, drop

    return freedom
