"""Results as JSON values, exactly as the contract writes them (section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rmentor.model.pairing import Explanation, Pairing, Remedy, ScoredPair, Summary, Unpaired
from rmentor.model.windows import DAY_MINUTES, WEEKDAYS, Window, clock_text
from rmentor.pairing.criteria import out_of_full
from rmentor.pairing.groups.slots import slot_text


def pairing_json(pairing: Pairing) -> dict[str, Any]:
    """The answer of ``pair --json``; lists sorted by id."""
    return {
        "pairs": [scored_pair_json(each) for each in pairing.pairs],
        "unpaired": [unpaired_json(each) for each in pairing.unpaired],
        "topics": [
            {
                "id": each.id,
                "wanted": each.wanted,
                "offered": each.offered,
                "served": each.served,
            }
            for each in pairing.topics
        ],
        "summary": summary_json(pairing.summary),
        "remedies": [remedy_json(each) for each in pairing.remedies],
        "unexplored": pairing.unexplored,
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """The whole in figures."""
    return {
        "mentees": summary.mentees,
        "paired": summary.paired,
        "total": summary.total,
        "lowest": summary.lowest,
        "aim": summary.aim,
        "proof": summary.proof,
        "gap": summary.gap,
    }


def scored_pair_json(found: ScoredPair) -> dict[str, Any]:
    """A pair of the result; a group also has ``format``, ``window`` and ``co_mentor``."""
    return {
        "id": found.pair.id,
        "mentor": found.pair.mentor,
        "mentees": list(found.pair.mentees),
        "topics": list(found.pair.topics),
        "score": found.score,
        "criteria": dict(found.criteria),
        "new": found.new,
        **(_group_json(found) if found.members else {}),
    }


def _group_json(found: ScoredPair) -> dict[str, Any]:
    """What only groups have. ``window``: null where all are flexible, or have none in common."""
    known: dict[str, Any] = {"format": "group", "window": slot_text(found.windows)}
    return known if found.pair.co_mentor is None else {**known, "co_mentor": found.pair.co_mentor}


def unpaired_json(one: Unpaired) -> dict[str, Any]:
    """Somebody without a partner: why, who fits but is taken and by whom, what would change it."""
    return {
        "id": one.id,
        "role": one.role,
        "reasons": [
            {"rule": each.rule, "count": each.count, "only": each.only} for each in one.reasons
        ],
        "remedies": [remedy_json(each) for each in one.remedies],
        "taken": [{"id": each.id, "score": each.score, "by": list(each.by)} for each in one.taken],
        **({} if one.format == "individual" else {"format": one.format}),
    }


def remedy_json(remedy: Remedy) -> dict[str, Any]:
    """A change with what it brings; of its other facts, those that it has."""
    facts = {
        "rule": remedy.rule,
        "person": remedy.person,
        "windows": [window_text(window) for window in remedy.windows],
        "role": remedy.role,
        "topic": remedy.topic,
        "language": remedy.language,
        "site": remedy.site,
        "count": remedy.count if remedy.kind == "recruit" else None,
        "mentor": remedy.mentor,
        "mentee": remedy.mentee,
        "people": list(remedy.people),
        "moves": [
            {"mentee": each.mentee, "leaves": each.leaves, "joins": each.joins}
            for each in remedy.shifts
        ],
    }
    return {
        "kind": remedy.kind,
        "served": remedy.served,
        "total": remedy.total,
        **{name: fact for name, fact in facts.items() if fact not in (None, [])},
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
