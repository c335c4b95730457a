"""Why somebody stays without a partner: the rules that removed the candidates, with counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmentor.model.pairing import Reason, Taken
from rmentor.model.people import Participant
from rmentor.pairing.block import Block
from rmentor.pairing.columns import People
from rmentor.pairing.rules import RULES
from rmentor.pairing.scores import Scorer

# Candidates whom no rule removed: they were partners before; they are free, but the pair would be
# the lowest of all (aim ``fair``) or nobody has run ``pair`` yet; or all their seats are taken.
FORMER, LOWEST, FREE, TAKEN = "former", "lowest", "free", "taken"
# Candidates whom nobody looked at, because too many people are unpaired to look at all for each.
UNSEEN = "unseen"
ORDER = (*(rule.name for rule in RULES), FORMER, LOWEST, FREE, TAKEN)
PLACE = {word: place for place, word in enumerate(ORDER)}
MOST_TAKEN = 20
BLOCK_PAIRS = 2**18
KEPT_PAIRS = 2**24

Codes = NDArray[np.uint8]
Truth = NDArray[np.bool_]


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
        partners: Mentees of each mentor and mentors of each mentee, by (role, id), sorted.
    """

    seats: Sequence[int]
    wanted: Sequence[int]
    without_mentor: Sequence[int]
    without_mentee: Sequence[int]
    not_again: Iterable[tuple[str, str]]
    open_word: str
    partners: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Look:
    """One unpaired person beside everybody on the other side, or who could come over for a topic.

    Attributes:
        role: In which the person is unpaired.
        others: By id.
        first: What keeps each of them away first, a place in ``ORDER``.
        fails: How many rules do; former partners count as one.
        scores: Of the pair with each, whether or not it is feasible.
        candidates: Whose role lets them be on the other side.
    """

    person: Participant
    role: str
    others: tuple[Participant, ...]
    first: Codes
    fails: Codes
    scores: NDArray[np.int16]
    candidates: Truth

    def reasons(self) -> tuple[Reason, ...]:
        """Counts in the order of ``ORDER``; nobody is kept from meeting themselves.

        Candidates of a mentee are all others whose role lets them teach, also those who do not
        take part (rule ``volunteer``); of a mentor, all others whose role lets them learn.
        """
        mine = self.first[self.candidates]
        counts = np.bincount(mine, minlength=len(ORDER)).tolist()
        alone = mine[self.fails[self.candidates] <= 1]
        only = np.bincount(alone, minlength=len(ORDER)).tolist()
        return tuple(
            Reason(word, count, only[place])
            for place, (word, count) in enumerate(zip(ORDER, counts, strict=True))
            if count and word != "self"
        )

    def taken(self, partners: Mapping[tuple[str, str], tuple[str, ...]]) -> tuple[Taken, ...]:
        """Candidates who fit and are taken, and by whom: the ``MOST_TAKEN`` best, then by id."""
        fits = np.flatnonzero(self.first == PLACE[TAKEN])
        best = fits[np.argsort(-self.scores[fits].astype(np.int64), kind="stable")][:MOST_TAKEN]
        role = other_role(self.role)
        return tuple(
            Taken(
                self.others[n].id, int(self.scores[n]), partners.get((role, self.others[n].id), ())
            )
            for n in best.tolist()
        )


def other_role(role: str) -> str:
    """Role of whoever is paired with somebody in ``role``."""
    return "mentee" if role == "mentor" else "mentor"


def looks(everybody: People, outcome: Outcome) -> Iterator[Look]:
    """Everybody who takes part and has no partner: mentees first, each role by id."""
    if outcome.without_mentor:
        yield from _looks_of_mentees(everybody, outcome)
    if outcome.without_mentee:
        yield from _looks_of_mentors(everybody, outcome)


def _looks_of_mentees(everybody: People, outcome: Outcome) -> Iterator[Look]:
    mine = tuple(everybody.mentees[row] for row in outcome.without_mentor)
    wanted = frozenset(topic for person in mine for topic in person.wants)
    others = tuple(
        p
        for p in everybody.program.participants
        if p.teaches or (p.takes_part and p.capacity and not wanted.isdisjoint(p.offers))
    )
    candidates = np.array([p.teaches for p in others], dtype=bool)
    free = _by_id(others, everybody.column_of, outcome.seats) > 0
    scorer = Scorer(People(everybody.setting, mine, others))
    verdicts = _Verdicts(scorer, outcome, free[None, :], _coming_over(others, candidates)[None, :])
    height = max(1, KEPT_PAIRS // max(1, len(others)))
    for start in range(0, len(mine), height):
        rows = np.arange(start, min(start + height, len(mine)))
        first, fails, scores = verdicts.of(rows)
        for n, row in enumerate(rows.tolist()):
            yield Look(mine[row], "mentee", others, first[n], fails[n], scores[n], candidates)


def _looks_of_mentors(everybody: People, outcome: Outcome) -> Iterator[Look]:
    mine = [everybody.mentors[column] for column in outcome.without_mentee]
    offered = frozenset(topic for person in mine for topic in person.offers)
    others = tuple(
        p
        for p in everybody.program.participants
        if p.learns or (p.takes_part and not offered.isdisjoint(p.wants))
    )
    candidates = np.array([p.learns for p in others], dtype=bool)
    free = _by_id(others, everybody.row_of, outcome.wanted) > 0
    away = _coming_over(others, candidates)
    width = max(1, KEPT_PAIRS // max(1, len(others)))
    for start in range(0, len(mine), width):
        some = tuple(mine[start : start + width])
        scorer = Scorer(People(everybody.setting, others, some))
        verdicts = _Verdicts(scorer, outcome, free[:, None], away[:, None])
        first, fails, scores = verdicts.of(np.arange(len(others)))
        for n, person in enumerate(some):
            mine_first, mine_fails = first[:, n].copy(), fails[:, n].copy()
            yield Look(person, "mentor", others, mine_first, mine_fails, scores[:, n], candidates)


def _by_id(
    people: Sequence[Participant], place_of: Mapping[str, int], figures: Sequence[int]
) -> NDArray[np.int64]:
    """A figure of each of these people, 0 for those who have none."""
    return np.array(
        [figures[place_of[p.id]] if p.id in place_of else 0 for p in people], dtype=np.int64
    )


def _coming_over(others: Sequence[Participant], candidates: Truth) -> Codes:
    """Who does not take part, or not on this side: a place in ``ORDER``, else its length."""
    present = np.array([p.takes_part for p in others], dtype=bool)
    found = np.where(candidates, len(ORDER), PLACE["role"])
    return np.where(present, found, PLACE["volunteer"]).astype(np.uint8)


class _Verdicts:
    """What keeps mentees and mentors apart, block by block.

    Args:
        scorer: Scores of those people.
        outcome: What the choice left open.
        free: Who on the other side has room, along its axis.
        away: What ``_coming_over`` says of the other side, along its axis.
    """

    def __init__(self, scorer: Scorer, outcome: Outcome, free: Truth, away: Codes) -> None:
        self._scorer = scorer
        self._former = scorer.people.pairs_between(
            ((mentee, mentor) for mentor, mentee in outcome.not_again), ()
        )
        self._fitting = np.where(free, PLACE[outcome.open_word], PLACE[TAKEN]).astype(np.uint8)
        self._away = away

    def of(self, rows: NDArray[np.int64]) -> tuple[Codes, Codes, NDArray[np.int16]]:
        """For these mentees: what comes first, how many rules fail, the score."""
        height = max(1, BLOCK_PAIRS // max(1, len(self._scorer.people.mentors)))
        shape = (len(rows), len(self._scorer.people.mentors))
        first, fails = np.empty(shape, dtype=np.uint8), np.empty(shape, dtype=np.uint8)
        scores = np.empty(shape, dtype=np.int16)
        for start in range(0, len(rows), height):
            part = slice(start, start + height)
            block = self._scorer.block(rows[part])
            first[part], fails[part], scores[part] = self._of_block(block)
        return first, fails, scores

    def _of_block(self, block: Block) -> tuple[Codes, Codes, NDArray[np.int16]]:
        shape = (len(block.rows), len(block.people.mentors))
        away = _of_rows(self._away, block)
        first = np.broadcast_to(away, shape).copy()
        fails: Codes = (first < len(ORDER)).astype(np.uint8)
        for place, rule in enumerate(RULES):
            if rule.mask:
                forbidden = np.broadcast_to(~rule.mask(block), shape)
                first[forbidden & (fails == 0)] = place
                fails += forbidden
        for place, row in enumerate(block.rows.tolist()):
            for column in self._former.get(row, ()):
                if not fails[place, column]:
                    first[place, column] = PLACE[FORMER]
                fails[place, column] += 1
        fitting = np.broadcast_to(_of_rows(self._fitting, block), shape)
        np.copyto(first, fitting, where=fails == 0)
        return first, fails, block.scores


def _of_rows(along: NDArray[Any], block: Block) -> NDArray[Any]:
    """What is said of mentees, for those of the block; what is said of mentors, whole."""
    return along if along.shape[0] == 1 else along[block.rows]
