"""The health rules (domain, section 8): each a plain function of a case and the rule's limits.

A rule answers with what it was seen from: days, counts, dates, ids. It never tells a pulse, nor whose
pulse it was seen from. Every answer has ``since``: the day from which on it goes wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise, takewhile

from rmentor.followup.answered import SIDES
from rmentor.followup.health_case import Case
from rmentor.followup.journal import (
    Agreed,
    agreed_actions,
    first_level,
    is_two_way,
    returnable,
    rhythm_days,
)
from rmentor.model.health import Limits, Met

WATCH, AT_RISK = "watch", "at-risk"
# Sessions that ``cancelled`` looks back on, and pulses so far apart that ``unbalanced`` speaks.
LOOK_BACK = 3
FAR_APART = 2
# Pulses that have to follow each other for one to have fallen twice.
_FALLING = 3


def not_started(case: Case, limits: Limits) -> Met | None:
    """No session, so many days after the planned start."""
    start = case.planned_start
    if case.held_days or start is None:
        return None
    days = case.days_since(start)
    return _met("not-started", _grade(days, limits), days=days, start=start, since=start)


def silent(case: Case, limits: Limits) -> Met | None:
    """No held session for so many rhythms; where others' sessions lie between, of as many more.

    A pair that has not met yet is ``not-started``, and one that has held all its sessions rests.
    """
    last = case.last_held
    if last is None or case.is_over():
        return None
    number, day = last
    following = min((each for each in case.numbers if each > number), default=number + 1)
    rhythm = (following - number) * rhythm_days(case.program, case.pair)
    days = case.days_since(day)
    state = _grade(Fraction(days, rhythm), limits)
    return _met("silent", state, days=days, rhythm=rhythm, session=number, since=day)


def cancelled(case: Case, limits: Limits) -> Met | None:
    """So many of the last three sessions recorded were cancelled or moved, or so many in a row."""
    last = case.entries[-LOOK_BACK:]
    failed = [entry for entry in last if entry.state != "held"]
    row = list(takewhile(lambda entry: entry.state != "held", reversed(case.entries)))
    if row and len(row) >= limits.risk:
        day = row[-1].date
        return Met("cancelled", AT_RISK, {"count": len(row), "of": len(row), "since": day})
    if failed and len(failed) >= limits.watch:
        facts = {"count": len(failed), "of": len(last), "since": failed[0].date}
        return Met("cancelled", WATCH, facts)
    return None


def low_pulse(case: Case, limits: Limits) -> Met | None:
    """One side's last pulse is low, or has fallen twice in a row."""
    found: list[tuple[str, bool, int]] = []
    for side in SIDES:
        given = [(place, each[side]) for place, each in enumerate(case.pulses) if side in each]
        if not given:
            continue
        place, last = given[-1]
        latest = [pulse for _, pulse in given[-_FALLING:]]
        falls = len(latest) == _FALLING and all(a > b for a, b in pairwise(latest))
        if falls or last <= limits.risk:
            found.append((AT_RISK, falls, place))
        elif last <= limits.watch:
            found.append((WATCH, False, place))
    if not found:
        return None
    # Facts of both sides together: which of the two it is stays theirs.
    state = AT_RISK if any(each[0] == AT_RISK for each in found) else WATCH
    told = [each for each in found if each[0] == state]
    entry = case.held[max(place for _, _, place in told)]
    falling = any(falls for _, falls, _ in told)
    facts = {"session": entry.session, "falling": falling, "since": entry.date}
    return Met("low-pulse", state, facts)


def unbalanced(case: Case, limits: Limits) -> Met | None:
    """The two pulses were far apart, so many times in a row; sessions without both tell nothing."""
    both = [
        (entry, abs(pulses["mentor"] - pulses["mentee"]))
        for entry, pulses in zip(case.held, case.pulses, strict=True)
        if len(pulses) == len(SIDES)
    ]
    row = [entry for entry, _ in takewhile(lambda each: each[1] >= FAR_APART, reversed(both))]
    if not row:
        return None
    sessions = tuple(sorted(entry.session for entry in row))
    state = _grade(len(row), limits)
    return _met("unbalanced", state, times=len(row), sessions=sessions, since=row[-1].date)


def no_return(case: Case, limits: Limits) -> Met | None:
    """Nothing came back in the last so many held sessions, or in such a share of all sessions."""
    row = list(
        takewhile(lambda entry: not is_two_way(case.program, case.pair, entry), reversed(case.held))
    )
    if not row:
        return None
    never = len(row) == len(case.held)
    whole = never and len(row) >= limits.risk * len(case.numbers)
    state = AT_RISK if whole else WATCH if len(row) >= limits.watch else None
    topics = tuple(sorted(returnable(case.program, case.pair)))
    return _met("no-return", state, sessions=len(row), topics=topics, since=row[-1].date)


def stuck_actions(case: Case, limits: Limits) -> Met | None:
    """More than such a share of the due actions is overdue, or all of them at so many sessions in a row."""
    agreed = agreed_actions(case.program, case.pair.id, case.today)
    due = [each for each in agreed if each.action.due is not None and each.action.due < case.today]
    overdue = [each for each in due if not each.action.done]
    if not overdue:
        return None
    times = _times_all_overdue(due, sorted(entry.date for entry in case.held))
    share = Fraction(len(overdue), len(due))
    state = AT_RISK if times >= limits.risk else WATCH if share > limits.watch else None
    since = min(each.action.due for each in overdue if each.action.due is not None)
    who = tuple(sorted({each.action.who for each in overdue}))
    facts = {"overdue": len(overdue), "due": len(due), "times": times, "who": who, "since": since}
    return _met("stuck-actions", state, **facts)


def _times_all_overdue(due: Iterable[Agreed], days: Sequence[date]) -> int:
    """At how many sessions in a row, up to the last, all actions were overdue.

    At each session the actions are looked at that fell due since the one before it; a session at
    which none had tells nothing.
    """
    times = 0
    for before, day in reversed(list(zip((date.min, *days), days, strict=False))):
        looked_at = [each for each in due if each.action.due and before < each.action.due <= day]
        if any(each.action.done for each in looked_at):
            break
        times += bool(looked_at)
    return times


def no_progress(case: Case, limits: Limits) -> Met | None:
    """No mentee has noted a level other than at the beginning, such a share of all sessions on."""
    held, total = len(case.held_days), len(case.numbers)
    if not held or _has_new_level(case):
        return None
    since = max(case.held_days.values())
    return _met(
        "no-progress", _grade(Fraction(held, total), limits), held=held, total=total, since=since
    )


def _has_new_level(case: Case) -> bool:
    return any(
        level != first_level(case.program, mentee, topic)
        for entry in case.entries
        for mentee in case.pair.mentees
        for topic, level in entry.levels.get(mentee, {}).items()
    )


def unanswered(case: Case, limits: Limits) -> Met | None:
    """A side gave no pulse so many times in a row, or the mid-term survey has waited so many days."""
    late = [
        (each, (case.today - each.due).days)
        for each in case.awaited
        if (case.today - each.due).days >= limits.risk
    ]
    if late:
        who = tuple(sorted({each.person for each, _ in late}))
        days = max(days for _, days in late)
        facts = {"survey": late[0][0].survey, "days": days, "who": who}
        return Met("unanswered", AT_RISK, {**facts, "since": min(each.due for each, _ in late)})
    rows = {side: _times_missing(case, side) for side in SIDES}
    missing = [side for side in SIDES if rows[side] and rows[side] >= limits.watch]
    if not missing:
        return None
    times = max(rows[side] for side in missing)
    people = {"mentor": case.pair.mentors, "mentee": case.pair.mentees}
    who = tuple(person for side in missing for person in people[side])
    facts = {"survey": "pulse", "times": times, "who": who, "since": case.held[-times].date}
    return Met("unanswered", WATCH, facts)


def _times_missing(case: Case, side: str) -> int:
    """After how many held sessions, up to the last, a side gave no pulse."""
    return sum(1 for _ in takewhile(lambda each: side not in each, reversed(case.gave)))


def _grade(measure: Fraction | int, limits: Limits) -> str | None:
    """State of a measure that is worse the higher it is, or None where it is well."""
    if measure >= limits.risk:
        return AT_RISK
    return WATCH if measure >= limits.watch else None


def _met(rule: str, state: str | None, **facts: object) -> Met | None:
    return None if state is None else Met(rule, state, facts)


# In the order of ``model.health.HEALTH_RULES``, whose names these are.
RULES: tuple[tuple[str, Callable[[Case, Limits], Met | None]], ...] = (
    ("not-started", not_started),
    ("silent", silent),
    ("cancelled", cancelled),
    ("low-pulse", low_pulse),
    ("unbalanced", unbalanced),
    ("no-return", no_return),
    ("stuck-actions", stuck_actions),
    ("no-progress", no_progress),
    ("unanswered", unanswered),
)
# What a pause does not put right: how the two feel about meeting.
RULES_IN_PAUSE = ("low-pulse", "unbalanced")
