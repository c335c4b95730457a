"""Why somebody stays without a partner: the rules that removed the candidates, with counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.pairing import Reason, Unpaired
from rmentor.pairing.columns import People
from rmentor.pairing.rules import RULES
from rmentor.pairing.scores import Scorer

# Candidates whom no rule removed: they were partners before; they are free, but the pair would be
# the lowest of all (aim ``fair``) or nobody has run ``pair`` yet; or all their seats are taken.
FORMER, LOWEST, FREE, TAKEN = "former", "lowest", "free", "taken"
ORDER = (*(rule.name for rule in RULES), FORMER, LOWEST, FREE, TAKEN)
FITS = len(ORDER)
BLOCK_PAIRS = 2**18

Codes = NDArray[np.uint8]
Counts = NDArray[Any]


@dataclass(frozen=True)
class Outcome:
    """What the choice left open.

    Attributes:
        seats: Free seats of each mentor.
        wanted: Mentors that each mentee could still get.
        without_mentor: Mentees without any.
        without_mentee: Mentors who have seats and nobody on them.
        not_again: (mentor, mentee) that are not paired again.
        open_word: What to call candidates who fit and are free: ``FREE`` or ``LOWEST``.
    """

    seats: Sequence[int]
    wanted: Sequence[int]
    without_mentor: Sequence[int]
    without_mentee: Sequence[int]
    not_again: Iterable[tuple[str, str]]
    open_word: str


def unpaired_people(scorer: Scorer, outcome: Outcome) -> tuple[Unpaired, ...]:
    """Everybody who takes part and has no partner, by id, then role, with reasons.

    Candidates of a mentee are all others whose role lets them teach, also those who do not take part
    (rule ``volunteer``); of a mentor, all others whose role lets them learn.
    """
    people = scorer.people
    others = [person for person in people.program.participants if not person.takes_part]
    teaching = sum(person.teaches for person in others)
    learning = sum(person.learns for person in others)
    found = [
        Unpaired(people.mentees[row].id, "mentee", _reasons(counts, teaching))
        for row, counts in zip(
            outcome.without_mentor, _counts_of_mentees(scorer, outcome), strict=True
        )
    ]
    found += [
        Unpaired(people.mentors[column].id, "mentor", _reasons(counts, learning))
        for column, counts in zip(
            outcome.without_mentee, _counts_of_mentors(scorer, outcome), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda each: (each.id, each.role)))


def _reasons(counts: Counts, absent: int) -> tuple[Reason, ...]:
    """Counts as reasons, in the order of ``ORDER``; nobody is kept from meeting themselves."""
    named = dict(zip(ORDER, counts.tolist(), strict=True))
    named["volunteer"] += absent
    del named["self"]
    return tuple(Reason(rule, count) for rule, count in named.items() if count)


def _counts_of_mentees(scorer: Scorer, outcome: Outcome) -> Iterator[Counts]:
    """How often each word of ``ORDER`` keeps mentors away, for each mentee without one."""
    free = np.array(outcome.seats) > 0
    rows = np.array(outcome.without_mentor, dtype=np.int64)
    for _, codes in _codes(scorer, rows, outcome.not_again):
        _name_the_fitting(codes, free[None, :], outcome.open_word)
        yield from _tally(codes)


def _counts_of_mentors(scorer: Scorer, outcome: Outcome) -> list[Counts]:
    """How often each word of ``ORDER`` keeps mentees away, for each mentor without one."""
    if not outcome.without_mentee:
        return []
    all_of_them = scorer.people
    people = People(
        all_of_them.setting,
        all_of_them.mentees,
        tuple(all_of_them.mentors[column] for column in outcome.without_mentee),
    )
    free = np.array(outcome.wanted) > 0
    total = np.zeros((len(people.mentors), len(ORDER)), dtype=np.int64)
    rows = np.arange(len(people.mentees))
    for start, codes in _codes(Scorer(people), rows, outcome.not_again):
        _name_the_fitting(codes, free[start : start + len(codes), None], outcome.open_word)
        total += _tally(codes.T)
    return list(total)


def _codes(
    scorer: Scorer, rows: NDArray[np.int64], not_again: Iterable[tuple[str, str]]
) -> Iterator[tuple[int, Codes]]:
    """For blocks of these mentees, the place in ``ORDER`` of the first rule that fails, or ``FITS``."""
    people = scorer.people
    former = people.pairs_between(((mentee, mentor) for mentor, mentee in not_again), ())
    height = max(1, BLOCK_PAIRS // max(1, len(people.mentors)))
    for start in range(0, len(rows), height):
        block = scorer.block(rows[start : start + height])
        codes = np.full((len(block.rows), len(people.mentors)), FITS, dtype=np.uint8)
        for place, rule in enumerate(RULES):
            if rule.mask:
                codes[(codes == FITS) & ~rule.mask(block)] = place
        for place, row in enumerate(block.rows.tolist()):
            for column in former.get(row, ()):
                if codes[place, column] == FITS:
                    codes[place, column] = ORDER.index(FORMER)
        yield start, codes


def _name_the_fitting(codes: Codes, free: NDArray[np.bool_], open_word: str) -> None:
    fitting = codes == FITS
    codes[fitting] = np.broadcast_to(
        np.where(free, ORDER.index(open_word), ORDER.index(TAKEN)), codes.shape
    )[fitting]


def _tally(codes: Codes) -> Counts:
    """How often each word of ``ORDER`` stands in each row."""
    return np.stack([np.count_nonzero(codes == n, axis=1) for n in range(len(ORDER))], axis=1)
