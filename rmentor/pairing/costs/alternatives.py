"""The price of a choice: whom else each would have liked, and what that would cost the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.costs.blocking import Wish, best_others, blocking_wishes
from rmentor.pairing.costs.cost import Cost, Part, cost_between, cost_json, whole_of
from rmentor.pairing.costs.detours import FEW_MENTORS
from rmentor.pairing.costs.forcing import Forced, Ground, ground_of, too_many_to_price
from rmentor.pairing.costs.pricing import Pricer
from rmentor.pairing.explain import explain
from rmentor.pairing.keep import Stand, couples, new_ids, stand_of
from rmentor.pairing.pair import OPTIMAL, pair
from rmentor.pairing.questions.moves import MENTEE, MENTOR, Moves, moves_between, moves_json

# Where mentors are more than FEW_MENTORS, as many people are told the price, largest wish first.
MOST_PRICED = 60
# Blocking pairs that are listed with their prices; all are counted.
MOST_BLOCKING = 20


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best other partner of somebody in a pair.

    Attributes:
        partner: Id.
        score: With that partner, 0 to 10000.
        gain: Points above the score of the pair; below 0, the pair is the best for this person.
        opens: Ids of pairs that stay unless this is wished, and would be up for choice again.
        cost: What the whole loses with it; None where that was not worked out.
    """

    partner: str
    score: int
    gain: int
    opens: tuple[str, ...]
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class PairAlternatives:
    """A current pair and the best other partner of each of the two.

    Attributes:
        pair: The pair, not a group.
        score: Of the pair, 0 to 10000.
        for_mentor: None where nobody else could be had by the mentor.
        for_mentee: The same for the mentee.
    """

    pair: Pair
    score: int
    for_mentor: Alternative | None
    for_mentee: Alternative | None


@dataclass(frozen=True, slots=True)
class BlockingPair:
    """Two people who are no pair and would both rather have each other.

    Attributes:
        mentor: Id.
        mentee: Id.
        score: Of the two, 0 to 10000.
        mentor_gain: Points above the mentor's lowest pair that may change; above 0 with a free seat.
        mentee_gain: The same for the mentee.
        opens: Ids of pairs that stay unless this one is forced, and would be up for choice again.
        cost: What the whole loses if they are forced; None where that was not worked out.
    """

    mentor: str
    mentee: str
    score: int
    mentor_gain: int
    mentee_gain: int
    opens: tuple[str, ...]
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The prices of all choices of a pairing.

    Attributes:
        pairs: Current pairs of two, by id.
        blocking: Blocking pairs with the largest gain of both together, at most ``MOST_BLOCKING``.
        blocking_count: How many blocking pairs there are.
    """

    pairs: tuple[PairAlternatives, ...]
    blocking: tuple[BlockingPair, ...]
    blocking_count: int

    @property
    def unpriced(self) -> int:
        """Alternatives and listed blocking pairs whose cost was not worked out."""
        sides = [side for each in self.pairs for side in (each.for_mentor, each.for_mentee)]
        costs = [side.cost for side in sides if side] + [each.cost for each in self.blocking]
        return costs.count(None)


@dataclass(frozen=True, slots=True)
class PairPrice:
    """What forcing a pair would cost the whole.

    Attributes:
        mentor: Id.
        mentee: Id.
        score: Of the two, 0 to 10000, whether they may be paired or not.
        current: Whether they are paired already.
        breaks: Rules that they break.
        opens: Ids of pairs that stay otherwise, and would be up for choice again.
        full: Ids of those of the two whose places are all taken for good.
        cost: What the whole loses; None where it cannot be.
        moves: Who changes partner, with this pair, beside the best whole; None where it cannot be.
    """

    mentor: str
    mentee: str
    score: int
    current: bool
    breaks: tuple[str, ...]
    opens: tuple[str, ...]
    full: tuple[str, ...]
    cost: Cost | None
    moves: Moves | None


def alternatives(
    program: Program, pairing: Pairing, stand: Stand | None = None, *, keep: int = 0
) -> Alternatives:
    """Price the choices that a pairing made against what people would rather have.

    An alternative is the best-scoring partner whom rules allow, the smaller id of equal ones, who has
    a place that is not held by an agreement: a locked or paused pair or a group. What it costs is the
    difference between this whole and the best one with the two paired (``forcing.py``), exact.
    Two people block where each has a free place or would gain over the lowest of the pairs that may
    change. Locked and paused pairs and groups may not: they are agreements.

    Args:
        program: As ``pairing`` was made from it.
        pairing: What ``pair`` found.
        stand: Pairs that stayed and were open in it; those of a plain ``pair`` where not given.
        keep: Points that open pairs had on top of their scores.

    Raises:
        ValueError: There are too many people (``forcing.too_many_to_price``).
    """
    if too_many_to_price(program):
        raise ValueError("too many people to price each choice")
    ground = ground_of(program, pairing, stand or stand_of(program), keep)
    pricer = Pricer(ground) if pairing.summary.proof == OPTIMAL else None
    listed, count = blocking_wishes(ground, MOST_BLOCKING)
    blocking = [_blocking(ground, pricer, wish) for wish in listed]
    return Alternatives(_alternatives(ground, pricer), tuple(blocking), count)


def price_of_pair(
    program: Program, mentor: str, mentee: str, pairing: Pairing | None = None
) -> PairPrice:
    """What forcing one pair would cost the whole, and who would move.

    ``pairing``: what a plain ``pair`` gives, where that is known already.

    Raises:
        KeyError: There is no participant of that id.
        ValueError: There are too many people (``forcing.too_many_to_price``).
    """
    if too_many_to_price(program):
        raise ValueError("too many people to price each choice")
    found = explain(program, mentor, mentee)
    pairing = pairing or pair(program)
    ground = ground_of(program, pairing, stand_of(program))
    current = (mentor, mentee) in couples(each.pair for each in ground.current)
    price = PairPrice(mentor, mentee, found.score, current, found.failed, (), (), None, None)
    if current:
        together = len(couples(each.pair for each in ground.current))
        return replace(price, cost=Cost(), moves=Moves((), together, (), ()))
    if mentor == mentee:
        return price
    forced = ground.force(mentor, mentee)
    price = replace(price, opens=_ids(forced.opens), full=forced.full)
    if forced.full:
        return price
    parts = ground.solve(forced)
    cost = cost_between(ground.whole, whole_of(parts, ground.waiting), program.aim)
    return replace(price, cost=cost, moves=_moves(ground, parts))


def _moves(ground: Ground, parts: Sequence[Part]) -> Moves:
    """Who changes partner from the best whole to one of these pairs."""
    before = [each.pair for each in ground.current]
    known = {(pair.mentor, pair.mentees): pair for pair in before}
    made = [(part.mentor, part.mentees) for part in parts]
    ids = new_ids(
        ((mentor, mentees[0]) for mentor, mentees in made if (mentor, mentees) not in known),
        (pair.id for pair in (*before, *ground.program.pairs)),
    )
    after = [
        known.get((mentor, mentees)) or Pair(ids[mentor, mentees[0]], mentor, mentees)
        for mentor, mentees in made
    ]
    return moves_between(ground.program, before, after)


def _ids(pairs: Iterable[Pair]) -> tuple[str, ...]:
    return tuple(pair.id for pair in pairs)


def _blocking(ground: Ground, pricer: Pricer | None, wish: Wish) -> BlockingPair:
    forced = ground.force(wish.mentor, wish.mentee)
    return BlockingPair(
        wish.mentor,
        wish.mentee,
        wish.score,
        wish.mentor_gain,
        wish.mentee_gain,
        _ids(forced.opens),
        pricer.cost(forced) if pricer else None,
    )


def _alternatives(ground: Ground, pricer: Pricer | None) -> tuple[PairAlternatives, ...]:
    others = best_others(ground)
    pairs = [each for each in ground.current if len(each.pair.mentees) == 1]
    asked: list[tuple[int, str, str, Forced]] = []
    for each in pairs:
        mentor, mentee = each.pair.people
        for role, teacher, learner in (
            (MENTOR, mentor, others.of_mentor.get(mentor)),
            (MENTEE, others.of_mentee.get(mentee), mentee),
        ):
            if teacher is None or learner is None:
                continue
            forced = ground.force(teacher, learner, each.pair.id)
            # Crowded by hand, so that nobody else can be had even instead of this pair.
            if not forced.full:
                asked.append((each.score - ground.score_of(forced), each.pair.id, role, forced))
    asked.sort(key=lambda each: each[:3])
    few = len(ground.scorer.people.mentors) <= FEW_MENTORS
    priced = len(asked) if few else MOST_PRICED
    found_by = {
        (name, role): Alternative(
            forced.mentee if role == MENTOR else forced.mentor,
            ground.score_of(forced),
            -loss,
            _ids(forced.opens),
            pricer.cost(forced) if pricer and place < priced else None,
        )
        for place, (loss, name, role, forced) in enumerate(asked)
    }
    return tuple(
        PairAlternatives(
            each.pair,
            each.score,
            found_by.get((each.pair.id, MENTOR)),
            found_by.get((each.pair.id, MENTEE)),
        )
        for each in pairs
    )


def alternatives_json(found: Alternatives) -> dict[str, Any]:
    """The answer of ``pair --prices --json``: pairs by id, blocking pairs by gain."""
    return {
        "pairs": [
            {
                "id": each.pair.id,
                "mentor": _alternative_json(each.for_mentor),
                "mentee": _alternative_json(each.for_mentee),
            }
            for each in found.pairs
        ],
        "blocking": [
            {
                "mentor": each.mentor,
                "mentee": each.mentee,
                "score": each.score,
                "mentor_gain": each.mentor_gain,
                "mentee_gain": each.mentee_gain,
                "opens": list(each.opens),
                "cost": cost_json(each.cost),
            }
            for each in found.blocking
        ],
        "blocking_count": found.blocking_count,
        "unpriced": found.unpriced,
    }


def _alternative_json(found: Alternative | None) -> Mapping[str, Any] | None:
    if found is None:
        return None
    return {
        "partner": found.partner,
        "score": found.score,
        "gain": found.gain,
        "opens": list(found.opens),
        "cost": cost_json(found.cost),
    }


def price_json(found: PairPrice) -> dict[str, Any]:
    """The price of forcing one pair, as ``explain MENTOR MENTEE --json`` has it."""
    return {
        "current": found.current,
        "breaks": list(found.breaks),
        "opens": list(found.opens),
        "full": list(found.full),
        "cost": cost_json(found.cost),
        "moves": None if found.moves is None else moves_json(found.moves),
    }
