"""What each weight really did: the choice of pairs with one criterion switched off, all else equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from rmentor.model.pairing import Pairing
from rmentor.model.program import CRITERIA, Program
from rmentor.pairing.case import Case, Setting, setting_of
from rmentor.pairing.choose import choose
from rmentor.pairing.columns import columns
from rmentor.pairing.criteria import HALF, criterion_scores, score_of
from rmentor.pairing.keep import couples, stand_of
from rmentor.pairing.scores import Scorer

Couple = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WeightEffect:
    """What one weight did.

    Attributes:
        criterion: Its name.
        weight: What it weighs.
        moved: Mentees who would have other mentors, or none, or one at all, without it.
        served: Mentees more who would have a mentor without it; fewer where negative.
        cost: Points, by the program's own weights, that the choice without it would have less.
        share: Mean value of the criterion over the pairs chosen, 0 to 1, a half where unstated; None
            where there is no pair.
        share_without: The same in the choice without it.
    """

    criterion: str
    weight: Fraction
    moved: int
    served: int
    cost: int
    share: Fraction | None
    share_without: Fraction | None


@dataclass(frozen=True, slots=True)
class WeightEffects:
    """What all weights did.

    Attributes:
        chosen: Pairs that were chosen by them.
        kept: Pairs that stood and were not up for choice, so that no weight could move them.
        each: Heaviest first.
    """

    chosen: int
    kept: int
    each: tuple[WeightEffect, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the pairing was asked for; see ``pair``."""

    anew: bool = False
    keep: int = 0
    rematch: str | None = None
    again: bool = False


def weight_effects(program: Program, pairing: Pairing, asked: Asked) -> WeightEffects:
    """Choose the pairs again without each criterion that weighs something.

    Pairs that were kept stay as they are. Each choice is exact: this takes as long as pairing does,
    once for each criterion.

    Args:
        program: With its weights.
        pairing: What was chosen with them.
        asked: The way that it was asked for.
    """
    stand = stand_of(program, anew=asked.anew, rematch=asked.rematch, again=asked.again)
    kept = {each.id for each in stand.kept}
    chosen = [each.pair for each in pairing.pairs if each.pair.id not in kept]
    own = couples(chosen)
    values = _Values(setting_of(program))
    weights = program.weights
    effects = []
    for name in sorted(CRITERIA, key=lambda each: (-weights.of(each), CRITERIA.index(each))):
        if not weights.of(name):
            continue
        switched: dict[str, Any] = {name: Fraction(0)}
        without = replace(program, weights=replace(weights, **switched))
        choice = choose(without, Scorer(columns(without)), stand, asked.keep)
        other = set(choice.scores)
        effects.append(
            WeightEffect(
                name,
                weights.of(name),
                moved=_moved(own, other),
                served=len({who for _, who in other}) - len({who for _, who in own}),
                cost=values.total(own) - values.total(other),
                share=values.mean(name, own),
                share_without=values.mean(name, other),
            )
        )
    return WeightEffects(len(chosen), len(kept), tuple(effects))


class _Values:
    """Scores and criteria of couples by the program's own weights, each worked out once."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._cases: dict[Couple, Case] = {}

    def total(self, found: Iterable[Couple]) -> int:
        return sum(score_of(self._case(each)) for each in found)

    def mean(self, criterion: str, found: Iterable[Couple]) -> Fraction | None:
        place = CRITERIA.index(criterion)
        shares = [criterion_scores(self._case(each))[place].share for each in found]
        values = [HALF if share is None else share for share in shares]
        return sum(values, Fraction(0)) / len(values) if values else None

    def _case(self, couple: Couple) -> Case:
        if couple not in self._cases:
            mentor, mentee = (self._setting.people[who] for who in couple)
            self._cases[couple] = Case(self._setting, mentor, mentee)
        return self._cases[couple]


def _moved(own: Iterable[Couple], other: Iterable[Couple]) -> int:
    before, after = _mentors(own), _mentors(other)
    return sum(before.get(who) != after.get(who) for who in before.keys() | after.keys())


def _mentors(found: Iterable[Couple]) -> Mapping[str, frozenset[str]]:
    listed: dict[str, set[str]] = defaultdict(set)
    for mentor, mentee in found:
        listed[mentee].add(mentor)
    return {mentee: frozenset(mentors) for mentee, mentors in listed.items()}
