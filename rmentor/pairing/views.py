"""Results as JSON values, exactly as the contract writes them (section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rmentor.model.pairing import Explanation, Pairing
from rmentor.model.windows import DAY_MINUTES, WEEKDAYS, Window, clock_text
from rmentor.pairing.criteria import out_of_full


def pairing_json(pairing: Pairing) -> dict[str, Any]:
    """The answer of ``pair --json``; lists sorted by id."""
    summary = pairing.summary
    return {
        "pairs": [
            {
                "id": each.pair.id,
                "mentor": each.pair.mentor,
                "mentees": list(each.pair.mentees),
                "topics": list(each.pair.topics),
                "score": each.score,
                "criteria": dict(each.criteria),
                "new": each.new,
            }
            for each in pairing.pairs
        ],
        "unpaired": [
            {
                "id": each.id,
                "role": each.role,
                "reasons": [
                    {"rule": reason.rule, "count": reason.count} for reason in each.reasons
                ],
                "remedies": list(each.remedies),
            }
            for each in pairing.unpaired
        ],
        "topics": [
            {
                "id": each.id,
                "wanted": each.wanted,
                "offered": each.offered,
                "served": each.served,
            }
            for each in pairing.topics
        ],
        "summary": {
            "mentees": summary.mentees,
            "paired": summary.paired,
            "total": summary.total,
            "lowest": summary.lowest,
            "aim": summary.aim,
            "proof": summary.proof,
            "gap": summary.gap,
        },
    }


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The answer of ``explain --json`` for one pair: each rule with what it compared, each criterion.

    Values and points are from 0 to 10000; a value is null where unstated (it then counts half).
    """
    return {
        "mentor": explanation.mentor,
        "mentee": explanation.mentee,
        "feasible": explanation.is_feasible,
        "score": explanation.score,
        "topics": list(explanation.topics),
        "rules": [
            {
                "rule": check.rule,
                "holds": check.holds,
                "mentor": plain(check.mentor),
                "mentee": plain(check.mentee),
                "found": plain(check.found),
            }
            for check in explanation.rules
        ],
        "criteria": [
            {
                "name": part.name,
                "value": None if part.share is None else out_of_full(part.share),
                "weight": plain(part.weight),
                "points": plain(part.points),
                "found": plain(part.found),
            }
            for part in explanation.criteria
        ],
    }


def plain(fact: object) -> object:
    """A fact as a JSON value: windows as they are written in participants.yaml."""
    if isinstance(fact, Window):
        return window_text(fact)
    if isinstance(fact, Fraction):
        return int(fact) if fact.denominator == 1 else float(fact)
    if isinstance(fact, Mapping):
        return {str(key): plain(each) for key, each in fact.items()}
    if isinstance(fact, tuple | list):
        return [plain(each) for each in fact]
    if isinstance(fact, set | frozenset):
        return sorted(map(str, fact))
    return fact


def window_text(window: Window) -> str:
    """A weekly window as it is written: ``tue 12:00-14:00``; over midnight, ``tue 22:00-wed 06:00``."""
    last = window.end - 1
    start, end = window.start % DAY_MINUTES, last % DAY_MINUTES + 1
    day = WEEKDAYS[window.weekday]
    until = WEEKDAYS[last // DAY_MINUTES]
    return f"{day} {clock_text(start)}-" + ("" if until == day else f"{until} ") + clock_text(end)
