"""Two people propose themselves: the pair, the rules that it breaks, and what it costs the whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rmentor.model.pairing import Explanation, Pairing, Summary
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.explain import explain
from rmentor.pairing.keep import ended
from rmentor.pairing.pair import pair
from rmentor.pairing.questions.moves import Moves, moves_between, moves_json
from rmentor.pairing.questions.suppositions import new_pair
from rmentor.pairing.views import explanation_json

# Rules about what people want: a coordinator overrides them only with the two people's word.
CONSENT = frozenset(("volunteer", "role", "avoid"))
# Why a pair ended that made room for one that people proposed themselves.
PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that two people propose themselves, and the whole with it and without it.

    Attributes:
        pair: Locked; its score is what the rules and weights say.
        explanation: Every rule and criterion of the two.
        after: What pairs.yaml is to hold; sorted by id.
        now: What ``pair`` gives without it.
        then: What ``pair`` gives with it.
        moves: From the one to the other.
    """

    pair: Pair
    explanation: Explanation
    after: tuple[Pair, ...]
    now: Summary
    then: Summary
    moves: Moves

    @property
    def price(self) -> int:
        """Points that it costs the whole; negative where it brings some."""
        return self.now.total - self.then.total

    @property
    def needs_consent(self) -> tuple[str, ...]:
        """Rules that it breaks and that only the two people themselves may set aside."""
        return tuple(rule for rule in self.explanation.failed if rule in CONSENT)


def propose(
    program: Program,
    mentor: str,
    mentee: str,
    *,
    topics: Sequence[str] | None = None,
    ends: Collection[str] = (),
    since: date | None = None,
) -> Proposal:
    """Make a locked pair of two people, and pair the others with it and without it.

    Args:
        program: As its files say.
        mentor: Who teaches; may break any rule.
        mentee: Who learns.
        topics: Most important first; those that the mentor may teach where none are named.
        ends: Ids of current pairs that end to make room.
        since: First day of the pair, and last day of those that end; the program's first where not
            given.
    """
    found = explain(program, mentor, mentee)
    made = replace(new_pair(program, mentor, mentee, topics=topics, since=since), score=found.score)
    left = [ended(each, PROPOSAL, since) if each.id in ends else each for each in program.pairs]
    after = tuple(sorted((*left, made), key=lambda each: each.id))
    now, then = pair(program, since=since), pair(replace(program, pairs=after), since=since)
    return Proposal(made, found, after, now.summary, then.summary, _moves(program, now, then))


def _moves(program: Program, now: Pairing, then: Pairing) -> Moves:
    before, after = ([each.pair for each in pairing.pairs] for pairing in (now, then))
    return moves_between(program, before, after)


def proposal_json(found: Proposal) -> dict[str, Any]:
    """The answer of ``add pair --json``."""
    return {
        "pair": {
            "id": found.pair.id,
            "mentor": found.pair.mentor,
            "mentees": list(found.pair.mentees),
            "topics": list(found.pair.topics),
            "score": found.pair.score,
            "locked": found.pair.locked,
            "since": None if found.pair.since is None else found.pair.since.isoformat(),
        },
        "explanation": explanation_json(found.explanation),
        "broken": list(found.explanation.failed),
        "needs_consent": list(found.needs_consent),
        "price": {
            "points": found.price,
            "mentees": found.now.paired - found.then.paired,
            "now": {"paired": found.now.paired, "total": found.now.total},
            "then": {"paired": found.then.paired, "total": found.then.total},
            "moves": moves_json(found.moves),
        },
    }
