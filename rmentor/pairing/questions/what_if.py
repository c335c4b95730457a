"""What if: the pairing with something supposed, beside the one without. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rmentor.model.pairing import Explanation, Pairing, Summary
from rmentor.model.program import Program
from rmentor.pairing.case import cases_of, setting_of
from rmentor.pairing.criteria import mean_score
from rmentor.pairing.explain import explain
from rmentor.pairing.keep import stand_of
from rmentor.pairing.pair import pair
from rmentor.pairing.questions.moves import MENTEE, MENTOR, Moves, moves_between, moves_json
from rmentor.pairing.questions.suppositions import Supposition, With, Without, suppose
from rmentor.pairing.views import pairing_json, plain, summary_json


@dataclass(frozen=True, slots=True)
class Sum:
    """Scores of all current pairs under one set of weights and rules.

    Attributes:
        total: Their sum.
        lowest: The lowest of them, None without pairs.
    """

    total: int
    lowest: int | None


@dataclass(frozen=True, slots=True)
class Forced:
    """A pair that was supposed, with the rules that it breaks.

    Attributes:
        explanation: Every rule and criterion of the two, under what is supposed.
        full: Of ``mentor`` and ``mentee``, whose seats are more than taken with it.
    """

    explanation: Explanation
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pairings by the same options: of the program as it is, and as it is supposed to be.

    Attributes:
        suppositions: In the order in which they were said.
        now: Without them.
        then: With them.
        now_by: Today's pairs, by today's weights and rules, then by the supposed ones.
        then_by: The supposed pairs, likewise; only figures by the same weights compare.
        moves: What changes for people, scored by today's weights and rules; whoever is supposed away
            is not told to be alone.
        forced: Pairs that were supposed.
        kept: Active pairs that stay in both because nothing asked to choose them again.
    """

    suppositions: tuple[Supposition, ...]
    now: Pairing
    then: Pairing
    now_by: tuple[Sum, Sum]
    then_by: tuple[Sum, Sum]
    moves: Moves
    forced: tuple[Forced, ...]
    kept: int

    @property
    def rescaled(self) -> bool:
        """Whether a pair may score differently by what is supposed, so that totals do not compare."""
        return self.now_by[0] != self.now_by[1] or self.then_by[0] != self.then_by[1]


def what_if(
    program: Program,
    suppositions: Sequence[Supposition],
    *,
    anew: bool = False,
    keep: int = 0,
    again: bool = False,
    since: date | None = None,
) -> Comparison:
    """Pair a program as it is and as it is supposed to be, and compare.

    Args:
        program: People, rules, weights, and the pairs that stand.
        suppositions: Free of contradictions.
        anew: Choose all pairs again, in both. Otherwise active pairs stay, and what is supposed is
            felt only by those who are unpaired then.
        keep: Points that a pair which exists gets on top of its score, with ``anew``.
        again: Former partners may be paired again.
        since: First day of new pairs.
    """
    supposed = suppose(program, suppositions, anew=anew, since=since)
    now = pair(program, anew=anew, keep=keep, again=again, since=since)
    then = pair(supposed, anew=anew, keep=keep, again=again, since=since)
    moves = moves_between(
        program, [each.pair for each in now.pairs], [each.pair for each in then.pairs]
    )
    away = {each.person for each in suppositions if isinstance(each, Without)}
    alone = tuple(each for each in moves.alone if each[0] not in away)
    stand = stand_of(supposed, anew=anew)
    return Comparison(
        suppositions=tuple(suppositions),
        now=now,
        then=then,
        now_by=(_sum(program, now), _sum(supposed, now)),
        then_by=(_sum(program, then), _sum(supposed, then)),
        moves=replace(moves, alone=alone),
        forced=tuple(
            _forced(supposed, then, each) for each in suppositions if isinstance(each, With)
        ),
        kept=sum(each.status == "active" and not each.locked for each in stand.kept),
    )


def _sum(program: Program, pairing: Pairing) -> Sum:
    """Scores of a pairing as ``program`` scores, exact."""
    setting = setting_of(program)
    scores = [mean_score(cases_of(setting, each.pair)) for each in pairing.pairs]
    return Sum(sum(scores), min(scores, default=None))


def _forced(program: Program, pairing: Pairing, said: With) -> Forced:
    pairs = [each.pair for each in pairing.pairs]
    teaching = sum(len(each.mentees) for each in pairs if each.mentor == said.mentor)
    learning = sum(said.mentee in each.mentees for each in pairs)
    full = []
    if teaching > program.people()[said.mentor].capacity:
        full.append(MENTOR)
    if learning > program.rules.mentors_per_mentee:
        full.append(MENTEE)
    return Forced(explain(program, said.mentor, said.mentee), tuple(full))


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The answer of ``pair --what-if --json``."""
    return {
        "suppositions": [each.text for each in found.suppositions],
        "now": _side(found.now.summary, found.now_by),
        "then": _side(found.then.summary, found.then_by),
        "rescaled": found.rescaled,
        "moves": moves_json(found.moves),
        "forced": [
            {
                "mentor": each.explanation.mentor,
                "mentee": each.explanation.mentee,
                "score": each.explanation.score,
                "broken": [
                    {"rule": check.rule, "mentor": plain(check.mentor), "mentee": plain(check.mentee)}
                    for check in each.explanation.rules
                    if not check.holds
                ],
                "full": list(each.full),
            }
            for each in found.forced
        ],
        "kept": found.kept,
        "pairing": pairing_json(found.then),
    }  # fmt: skip


def _side(summary: Summary, sums: tuple[Sum, Sum]) -> dict[str, Any]:
    """Figures of one pairing; ``total`` and ``lowest`` are by the weights that it was chosen by."""
    now, then = sums
    return {
        **summary_json(summary),
        "by_now": {"total": now.total, "lowest": now.lowest},
        "by_then": {"total": then.total, "lowest": then.lowest},
    }
