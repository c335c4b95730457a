"""What pairing finds: pairs with their scores, who stays unpaired and why, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rmentor.model.pairs import Pair


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule for one mentor and one mentee.

    Attributes:
        rule: Its name in ``program.RULES``.
        holds: Whether it does.
        mentor: The mentor's value that was compared, as a plain fact: str, int, bool, None, or a
            tuple of those; windows as ``Window``.
        mentee: The mentee's.
        found: What the comparison found: common languages, common windows, topics, or None.
    """

    rule: str
    holds: bool
    mentor: object
    mentee: object
    found: object = None


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion for one mentor and one mentee.

    Attributes:
        name: Its name in ``program.CRITERIA``.
        share: 0 to 1, exact; None where the data it needs is not stated (it then counts 0.5).
        weight: Its weight.
        points: What it brings to the score of 10000, exact.
        found: The facts it saw: topics by gap, common interests, minutes, or None.
    """

    name: str
    share: Fraction | None
    weight: Fraction
    points: Fraction
    found: object = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every rule and criterion of one possible pair. ``rules`` in the order of ``RULES``."""

    mentor: str
    mentee: str
    rules: tuple[RuleCheck, ...]
    criteria: tuple[CriterionScore, ...]
    score: int
    topics: tuple[str, ...]

    @property
    def is_feasible(self) -> bool:
        """Whether all rules hold."""
        return all(check.holds for check in self.rules)

    @property
    def failed(self) -> tuple[str, ...]:
        """Rules that do not hold, in order."""
        return tuple(check.rule for check in self.rules if not check.holds)


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A pair of the result. ``criteria``: 0 to 10000 by name, None where unstated."""

    pair: Pair
    score: int
    criteria: Mapping[str, int | None]
    new: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """How many candidates a rule removed (the first that fails), or what else kept them away.

    Of those who fit: ``former`` partners, ``taken`` ones, ``free`` ones (nobody has run ``pair``),
    and where the aim is fair those with whom the pair would be the ``lowest``.
    """

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Somebody who takes part and found no partner in ``role`` (``mentor`` or ``mentee``)."""

    id: str
    role: str
    reasons: tuple[Reason, ...]
    remedies: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicBalance:
    """A topic among those who take part.

    Attributes:
        wanted: Mentees who want it.
        offered: Mentors who offer it at ``min_level`` or above.
        served: Mentees who want it and whose mentor teaches it to them.
    """

    id: str
    wanted: int
    offered: int
    served: int

    @property
    def short(self) -> int:
        """Mentees who want it and learn it with nobody."""
        return self.wanted - self.served


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole in figures: mentees who take part, those paired, and how good it is.

    Attributes:
        total: Sum of the scores of all current pairs.
        lowest: Lowest of them, None without pairs.
        proof: ``optimal``, or ``bound`` with ``gap`` points at most to a better total; ``none``
            where nothing was chosen, only looked at.
    """

    mentees: int
    paired: int
    total: int
    lowest: int | None
    aim: str
    proof: str = "optimal"
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Pairing:
    """The result of a pairing.

    Attributes:
        pairs: Current pairs, kept and new, sorted by id.
        after: What pairs.yaml is to hold: also those that have ended. Sorted by id.
        unpaired: Sorted by id, then role.
        topics: Sorted by id.
        left_out: People who do not take part, by id: ``volunteer``, ``applied``, ``paused``, ``left``.
    """

    pairs: tuple[ScoredPair, ...]
    after: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]
    topics: tuple[TopicBalance, ...]
    summary: Summary
    left_out: Mapping[str, str]
