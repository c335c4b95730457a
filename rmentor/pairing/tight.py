"""Pairs that have exactly their price, and those people among whom exchanging them leads anywhere.

All best choices differ by rings of such pairs only. Most people are on no ring: nobody leads to
them, or they lead to nobody. Leaving them away, and then whoever has become like that, leaves a few
dozen of ten thousand where scores differ, and everybody where all are alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmentor.pairing.arcs import narrow_prices
from rmentor.pairing.prices import Prices
from rmentor.pairing.problem import Arcs, Numbers, Problem, Truth
from rmentor.pairing.solve import Solution

# Leaving people away saves work and is needed for nothing; long chains may stay.
MOST_ROUNDS = 64

Packed = NDArray[np.uint8]  # a row a mentee, eight mentors a byte, lowest first


@dataclass(frozen=True)
class Ways:
    """Who else than by a pair leads on, or is led to: by free seats, or places of a group.

    Attributes:
        from_mentee: Mentees who may get a mentor more.
        to_mentee: Mentees who may have one less.
        from_mentor: Mentors whose seats may stay free.
        to_mentor: Mentors who have free seats.
    """

    from_mentee: Truth
    to_mentee: Truth
    from_mentor: Truth
    to_mentor: Truth


@dataclass(frozen=True)
class Core:
    """People who may be on a ring, and their pairs that have exactly their price.

    Attributes:
        rows: The mentees, sorted.
        columns: The mentors, sorted.
        tight: Which pairs of these have their price, chosen or not, packed.
        chosen: Those of them that are chosen.
        fixed: Chosen pairs that are in every best choice.
    """

    rows: Numbers
    columns: Numbers
    tight: Packed
    chosen: Arcs
    fixed: Arcs


def core_of(problem: Problem, solution: Solution, ways: Ways) -> Core:
    """Find the people among whom best choices may differ: all of them, and few others."""
    width = problem.shape[1]
    chosen, prices = solution.chosen, solution.prices
    worth = prices.seat[chosen.columns] + prices.fee[chosen.rows]
    movable = chosen.points == worth
    held = chosen.where(movable)
    others = _pairs_at_price(problem, prices)
    np.bitwise_and.at(others, (held.rows, held.columns // 8), ~_bits(held))
    rows, columns = _on_rings(others, held, width, ways)
    mentee, mentor = np.zeros(problem.shape[0], bool), np.zeros(width, bool)
    mentee[rows], mentor[columns] = True, True
    inside = mentee[chosen.rows] & mentor[chosen.columns] & movable
    np.bitwise_or.at(others, (held.rows, held.columns // 8), _bits(held))
    tight = _cut(others, rows, columns)
    return Core(rows, columns, tight, chosen.where(inside), chosen.where(~inside))


def _pairs_at_price(problem: Problem, prices: Prices) -> Packed:
    """Pairs, chosen or not, whose worth is exactly the price of the seat and the fee together."""
    present = problem.present
    height, width = problem.shape
    tight = np.zeros((height, -(-width // 8)), dtype=np.uint8)
    fee, seat = narrow_prices(prices)
    for start, scores in problem.table.blocks(prices.less(1).least()):
        profit = scores.astype(seat.dtype, copy=False) - seat
        mask = (profit == fee[start : start + len(scores), None]) & (scores >= 0)
        tight[start : start + len(scores)] = np.packbits(mask, axis=1, bitorder="little")
    worth = prices.seat[present.columns] + prices.fee[present.rows]
    same = present.where(present.points == worth)
    np.bitwise_or.at(tight, (same.rows, same.columns // 8), _bits(same))
    return tight


def _bits(arcs: Arcs) -> Packed:
    return np.left_shift(1, arcs.columns % 8).astype(np.uint8)


def _on_rings(others: Packed, held: Arcs, width: int, ways: Ways) -> tuple[Numbers, Numbers]:
    """Mentees and mentors who are led to and lead on, among people of whom that is true, too.

    A mentor leads to whom they might take (``others``), a mentee to whom they might leave (``held``).
    """
    mentees, rows = np.ones(len(others), dtype=bool), np.arange(len(others))
    mentors = np.ones(width, dtype=bool)
    for _ in range(MOST_ROUNDS):
        taken = np.zeros_like(mentees)
        taken[rows] = others.any(axis=1)
        taking = _unpacked(np.bitwise_or.reduce(others, axis=0), width)
        left, leaving = np.zeros_like(mentors), np.zeros_like(mentees)
        left[held.columns] = True
        leaving[held.rows] = True
        still = mentees & (taken | ways.to_mentee) & (leaving | ways.from_mentee)
        stay = mentors & (left | ways.to_mentor) & (taking | ways.from_mentor)
        if (still == mentees).all() and (stay == mentors).all():
            break
        others = others[still[rows]] & np.packbits(stay, bitorder="little")
        rows, mentees, mentors = rows[still[rows]], still, stay
        held = held.where(mentees[held.rows] & mentors[held.columns])
    return rows, np.flatnonzero(mentors)


def _unpacked(packed: Packed, count: int) -> Truth:
    bits: Truth = np.unpackbits(packed, axis=-1, count=count, bitorder="little").view(bool)
    return bits


def _cut(tight: Packed, rows: Numbers, columns: Numbers) -> Packed:
    """The same pairs, of some mentees and mentors only."""
    width = 8 * tight.shape[1]
    step = max(1, 2**20 // max(1, width))
    parts = [np.zeros((0, -(-len(columns) // 8)), dtype=np.uint8)]
    for start in range(0, len(rows), step):
        some = _unpacked(tight[rows[start : start + step]], width)[:, columns]
        parts.append(np.packbits(some, axis=1, bitorder="little"))
    return np.concatenate(parts)
