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

from rmentor.pairing.arcs import narrow_prices
from rmentor.pairing.bitsets import bitset, members_of, smallest, unpacked_columns, unpacked_rows
from rmentor.pairing.demand import NO_GROUP
from rmentor.pairing.exchange import Exchange, Freedom
from rmentor.pairing.problem import Problem
from rmentor.pairing.solve import Solution


def first_choice(problem: Problem, solution: Solution) -> Sequence[tuple[int, int]]:
    """Pairs (mentee, mentor) of the best choice that comes first, sorted."""
    height, width = problem.shape
    exchange = _exchange(problem, solution)
    pairs = []
    for row in range(height):
        mentee = width + row
        _take_smallest(exchange, mentee)
        pairs += [(row, mentor) for mentor in members_of(exchange.used[mentee])]
    return pairs


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


def _exchange(problem: Problem, solution: Solution) -> Exchange:
    height, width = problem.shape
    chosen, prices = solution.chosen, solution.prices
    used = [0] * (width + height)
    for row, column in zip(chosen.rows.tolist(), chosen.columns.tolist(), strict=True):
        used[column] |= 1 << (width + row)
        used[width + row] |= 1 << column
    return Exchange(
        tight_sets(problem, solution),
        used,
        width,
        len(solution.demand.places),
        _freedom(solution),
        bitset(np.flatnonzero(prices.seat == 0), width),
        (problem.seats - np.bincount(chosen.columns, minlength=width)).tolist(),
    )


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


def tight_sets(problem: Problem, solution: Solution) -> list[int]:
    """For each mentor and mentee, with whom a pair has exactly its price."""
    height, width = problem.shape
    prices, present = solution.prices, problem.present
    packed = [np.zeros((0, (width + 7) // 8), dtype=np.uint8)]
    fee, seat = narrow_prices(prices.fee, prices.seat)
    for start, scores in problem.table.blocks():
        profit = scores.astype(seat.dtype, copy=False) - seat
        mask = (profit == fee[start : start + len(scores), None]) & (scores >= 0)
        packed.append(np.packbits(mask, axis=1, bitorder="little"))
    whole = np.concatenate(packed)
    sets = [*unpacked_columns(whole, width), *unpacked_rows(whole)]
    worth = prices.seat[present.columns] + prices.fee[present.rows]
    same = present.where(present.points == worth)
    for row, column in zip(same.rows.tolist(), same.columns.tolist(), strict=True):
        sets[column] |= 1 << row
        sets[width + row] |= 1 << column
    return [each << width for each in sets[:width]] + sets[width : width + height]
