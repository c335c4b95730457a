"""The price of a lock: what the whole would gain if two people were free to be paired by the aim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from rmentor.model.pairs import Pair
from rmentor.model.program import RULES, Program
from rmentor.pairing.case import cases_of
from rmentor.pairing.choose import choose
from rmentor.pairing.columns import columns
from rmentor.pairing.costs.cost import Cost, Part, cost_between, cost_json, whole_of
from rmentor.pairing.criteria import mean_score
from rmentor.pairing.explain import explain
from rmentor.pairing.keep import Stand, couples, stand_of
from rmentor.pairing.questions.moves import MENTEE, MENTOR, Person
from rmentor.pairing.scores import Scorer

# Pairs that are looked at for all prices together, each of which is a solution of its own: 800 locks
# among 250 mentors and 250 mentees. A limit in pairs is the same on every machine.
MOST_SOLVED = 50_000_000


@dataclass(frozen=True, slots=True)
class LockPrice:
    """What one lock costs, or all of them together.

    Attributes:
        pairs: The locked pairs that are priced: one, or all.
        score: Sum of their scores.
        breaks: Rules that they break, in the order of the contract.
        cost: What the whole has less because of the lock, beside the best one in which these people
            are free, and may well be paired with each other again. Below 0 where the lock makes a
            pair that rules forbid, and the whole is the better for it.
        alone: People without a partner who would have one, as (id, role), sorted.
    """

    pairs: tuple[Pair, ...]
    score: int
    breaks: tuple[str, ...]
    cost: Cost
    alone: tuple[Person, ...]


def lock_prices(
    program: Program, stand: Stand | None = None, *, keep: int = 0
) -> tuple[LockPrice, ...]:
    """Price each locked pair by solving again without its lock; exact.

    Groups are left out: they stand with and without a lock. Where people and locks are very many, the
    locks with the lowest scores are priced, at least one.

    Args:
        program: People, rules, and the pairs that stand.
        stand: Which pairs stay and which are open; those of a plain ``pair`` where not given.
        keep: Points that open pairs have on top of their scores.

    Returns:
        By id of the pair.
    """
    return _each_price(_asked(program, stand, keep))


def price_of_all_locks(
    program: Program, stand: Stand | None = None, *, keep: int = 0
) -> LockPrice | None:
    """What all locks cost together, which may be more or less than the sum; None without locks."""
    return _price_together(_asked(program, stand, keep))


def all_lock_prices(
    program: Program, stand: Stand | None = None, *, keep: int = 0
) -> tuple[tuple[LockPrice, ...], LockPrice | None]:
    """Price each locked pair, and all together, of people who are looked at once."""
    asked = _asked(program, stand, keep)
    return _each_price(asked), _price_together(asked)


def locked_pairs(stand: Stand) -> tuple[Pair, ...]:
    """Pairs of two that stay because they are locked, by id."""
    return tuple(pair for pair in stand.kept if pair.locked and len(pair.mentees) == 1)


@dataclass(frozen=True)
class _Asked:
    """The best whole with some of the pairs that stay, each solved anew."""

    program: Program
    stand: Stand
    keep: int
    scorer: Scorer

    def score(self, pair: Pair) -> int:
        return mean_score(cases_of(self.scorer.people.setting, pair))

    def with_all(self, locks: Iterable[Pair]) -> list[Part]:
        """The best whole as it is; locked pairs count as what they would be without their locks."""
        locked = {pair.id for pair in locks}
        parts = [self._part(pair, self.keep * (pair.id in locked)) for pair in self.stand.kept]
        return parts + self._chosen

    @cached_property
    def _chosen(self) -> list[Part]:
        return self._best(self.stand)

    def without(self, locks: Iterable[Pair]) -> list[Part]:
        """The best whole in which these pairs are open to choice."""
        locked = {pair.id for pair in locks}
        kept = tuple(pair for pair in self.stand.kept if pair.id not in locked)
        free = tuple(pair for pair in self.stand.kept if pair.id in locked)
        stand = replace(self.stand, kept=kept, open=(*self.stand.open, *free))
        return [self._part(pair) for pair in kept] + self._best(stand)

    def _part(self, pair: Pair, more: int = 0) -> Part:
        return Part(pair.mentor, pair.mentees, self.score(pair) + more)

    def _best(self, stand: Stand) -> list[Part]:
        existing = couples(stand.open)
        scores = choose(self.program, self.scorer, stand, self.keep).scores
        return [
            Part(mentor, (mentee,), score + self.keep * ((mentor, mentee) in existing))
            for (mentor, mentee), score in scores.items()
        ]


def _asked(program: Program, stand: Stand | None, keep: int) -> _Asked:
    return _Asked(program, stand or stand_of(program), keep, Scorer(columns(program)))


def _each_price(asked: _Asked) -> tuple[LockPrice, ...]:
    locked = sorted(locked_pairs(asked.stand), key=lambda each: (asked.score(each), each.id))
    people = asked.scorer.people
    size = max(1, len(people.mentees) * len(people.mentors))
    priced = locked[: max(1, MOST_SOLVED // size)]
    return tuple(_priced(asked, (each,)) for each in sorted(priced, key=lambda each: each.id))


def _price_together(asked: _Asked) -> LockPrice | None:
    locked = locked_pairs(asked.stand)
    return _priced(asked, locked) if locked else None


def _priced(asked: _Asked, locks: tuple[Pair, ...]) -> LockPrice:
    program = asked.program
    waiting = {person.id: person.waited for person in asked.scorer.people.mentees}
    now, free = asked.with_all(locks), asked.without(locks)
    broken = {rule for pair in locks for rule in explain(program, *pair.people).failed}
    return LockPrice(
        locks,
        sum(map(asked.score, locks)),
        tuple(rule for rule in RULES if rule in broken),
        cost_between(whole_of(free, waiting), whole_of(now, waiting), program.aim),
        tuple(sorted(_partnered(free) - _partnered(now))),
    )


def _partnered(parts: Iterable[Part]) -> set[Person]:
    return {(part.mentor, MENTOR) for part in parts} | {
        (mentee, MENTEE) for part in parts for mentee in part.mentees
    }


def lock_prices_json(
    prices: Iterable[LockPrice], together: LockPrice | None = None
) -> dict[str, Any]:
    """Prices of locks as JSON values, by id of the pair, and of all locks together."""
    return {
        "locks": [{"id": each.pairs[0].id, **_lock_json(each)} for each in prices],
        "together": None
        if together is None
        else {"ids": [pair.id for pair in together.pairs], **_lock_json(together)},
    }


def _lock_json(price: LockPrice) -> dict[str, Any]:
    return {
        "score": price.score,
        "breaks": list(price.breaks),
        "cost": cost_json(price.cost),
        "alone": [{"id": person, "role": role} for person, role in price.alone],
    }
