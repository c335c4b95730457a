"""Health of pairs: the rules that can be met, their limits, and how a pair stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

HEALTH_RULES = (
    "not-started",
    "silent",
    "cancelled",
    "low-pulse",
    "unbalanced",
    "no-return",
    "stuck-actions",
    "no-progress",
    "unanswered",
)
# From best to worst; a pair is in the worst that one of its rules says.
HEALTH_STATES = ("new", "good", "watch", "at-risk")


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a rule says ``watch``, and from where on ``at-risk``; in the rule's own unit."""

    watch: Fraction
    risk: Fraction


# Domain, section 8. Units: days; rhythms; of the last three sessions; pulse; times in a row; held sessions
# without a return and share of all sessions; share of actions, and times in a row; shares of all
# sessions; pulses, and days for other surveys.
DEFAULT_LIMITS: Mapping[str, Limits] = {
    "not-started": Limits(Fraction(10), Fraction(21)),
    "silent": Limits(Fraction(3, 2), Fraction(5, 2)),
    "cancelled": Limits(Fraction(2), Fraction(3)),
    "low-pulse": Limits(Fraction(3), Fraction(2)),
    "unbalanced": Limits(Fraction(1), Fraction(2)),
    "no-return": Limits(Fraction(3), Fraction(1, 2)),
    "stuck-actions": Limits(Fraction(1, 2), Fraction(2)),
    "no-progress": Limits(Fraction(1, 2), Fraction(3, 4)),
    "unanswered": Limits(Fraction(2), Fraction(14)),
}


@dataclass(frozen=True, slots=True)
class Met:
    """A health rule that a pair meets.

    Attributes:
        rule: Of ``HEALTH_RULES``.
        state: ``watch`` or ``at-risk``.
        facts: What it was seen from: plain numbers, dates, ids of people and topics, by name. Never a
            pulse itself, which would be a figure about one answer.
    """

    rule: str
    state: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PairHealth:
    """How one pair stands. ``met``: worst first, then in the order of ``HEALTH_RULES``."""

    pair: str
    state: str
    met: tuple[Met, ...] = ()
