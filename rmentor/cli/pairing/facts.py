"""Facts that rules and criteria compared, in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rmentor.cli.speech import language, say
from rmentor.language.dates import decimal, minute_of_day, weekday
from rmentor.model.pairing import Reason
from rmentor.model.program import RULES, Program
from rmentor.model.windows import DAY_MINUTES, Window

MOST = 4


def fact_in_words(program: Program, fact: object) -> str:
    """Say a plain fact: ids by their names, windows as days and times."""
    if fact is None or fact in ((), ""):
        return say("not stated")
    if isinstance(fact, bool):
        return say("yes") if fact else say("no")
    if isinstance(fact, Window):
        return window_in_words(fact)
    if isinstance(fact, Mapping):
        return _several(program, [(key, value) for key, value in sorted(fact.items())])
    if isinstance(fact, tuple | list | set | frozenset):
        if len(fact) == 2 and isinstance(fact, tuple) and _is_named_figure(fact):
            return f"{_name(program, fact[0])} {fact_in_words(program, fact[1])}"
        return _several(program, list(fact))
    if isinstance(fact, Fraction | float):
        return decimal(float(fact), language().code, digits=2)
    return _name(program, fact)


def _is_named_figure(fact: tuple[object, ...]) -> bool:
    return isinstance(fact[0], str) and isinstance(fact[1], int | Fraction | float)


def _several(program: Program, facts: list[object]) -> str:
    words = [fact_in_words(program, each) for each in facts[:MOST]]
    return ", ".join(words) + (f" (+{len(facts) - MOST})" if len(facts) > MOST else "")


def _name(program: Program, fact: object) -> str:
    if isinstance(fact, str) and fact in program.topics:
        return program.topics[fact].title.in_language(language().code)
    return str(fact)


def window_in_words(window: Window) -> str:
    """Say a weekly window: "mar. 12 h-14 h"."""
    day = weekday(window.start // DAY_MINUTES, language().code, short=True)
    begin = minute_of_day(window.start % DAY_MINUTES, language().code)
    end = minute_of_day((window.end - 1) % DAY_MINUTES + 1, language().code)
    return f"{day} {begin}-{end}"


def criterion_in_words(criterion: str) -> str:
    """Say the name of a criterion as readers of the terminal's language do."""
    return {
        "needs": say("needs"),
        "returns": say("returns"),
        "goals": say("goals"),
        "interests": say("interests"),
        "time": say("time"),
        "mix": say("mix"),
        "drive": say("drive"),
        "prefer": say("prefer"),
    }[criterion]


def rule_name_in_words(rule: str) -> str:
    """Say the name of a rule as readers of the terminal's language do."""
    return {
        "volunteer": say("volunteer"),
        "role": say("role"),
        "self": say("self"),
        "seniority": say("seniority"),
        "line": say("line"),
        "topic": say("topic"),
        "language": say("language"),
        "time": say("time"),
        "place": say("place"),
        "department": say("department"),
        "score": say("score"),
        "avoid": say("avoid"),
    }[rule]


def named(name: str, words: str) -> str:
    """Give a name of the files, with what it means in another language."""
    return name if words == name else f"{name}\n  {words}"


def reasons_in_words(reasons: tuple[Reason, ...]) -> str:
    """Say which rules removed how many candidates."""
    if not reasons:
        return say("nobody is on the other side")
    nearest = sorted(reasons, key=lambda reason: -_alone(reason))
    return ", ".join(map(_reason_in_words, nearest))


def _alone(reason: Reason) -> int:
    """Candidates whom nothing else keeps away: those that the least change would bring."""
    return reason.only if reason.rule in RULES else 0


def _reason_in_words(reason: Reason) -> str:
    """Say how many, and mark with a star a rule that alone keeps some of them away."""
    mark = "*" if _alone(reason) else ""
    return f"{rule_in_words(reason.rule)} ({reason.count}{mark})"


def rule_in_words(rule: str) -> str:
    """Say in words what goes against a candidate whom a rule removed."""
    return {
        "volunteer": say("has not said yes or is not active"),
        "role": say("role does not fit"),
        "self": say("the same person"),
        "seniority": say("grade is not below the mentee's"),
        "line": say("in the same reporting line"),
        "topic": say("no topic to teach"),
        "language": say("no language in common"),
        "time": say("no common window"),
        "place": say("no way to meet (site, mode)"),
        "department": say("same department"),
        "score": say("score below the minimum"),
        "avoid": say("would rather not"),
        "former": say("was a partner before"),
        "lowest": say("fits but would be the lowest pair"),
        "free": say("fits and is free"),
        "taken": say("fits but is taken"),
        "unseen": say("not looked at, for too many are unpaired"),
        "full": say("fits, but the group is full"),
        "slot": say("fits, but the group has another topic or time"),
        "small": say("fits, but too few share a topic and a time"),
    }[rule]
