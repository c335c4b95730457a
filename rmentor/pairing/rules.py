"""RULES: what must hold for a pair. Each entry has the plain form, and the form on arrays.

The plain form is the definition; a property in the tests holds the arrays to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rmentor.model import program as model
from rmentor.model.pairing import RuleCheck
from rmentor.model.people import Participant
from rmentor.pairing.case import Case
from rmentor.pairing.criteria import score_of
from rmentor.pairing.lines import line_between
from rmentor.pairing.meeting import long_enough
from rmentor.pairing.words import distinct, in_common, read_alike

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rmentor.pairing.block import Block
    from rmentor.pairing.columns import People


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, in its two forms.

    Attributes:
        name: As in the contract, in JSON and in explanations.
        check: Plain form: one case to the two values compared, what was found, whether it holds.
        mask: Array form: where it holds, a row a mentee, a column a mentor (or one that stretches
            to that). None where taking part already answers it.
        key: What of each mentee the mask depends on, as numbers, where that is little: mentees
            with equal ones have equal rows. None: each row is its own.
    """

    name: str
    check: Callable[[Case], RuleCheck]
    mask: Callable[[Block], NDArray[np.bool_]] | None = None
    key: Callable[[People], NDArray[Any]] | None = None


def _volunteer(case: Case) -> RuleCheck:
    def said(person: Participant) -> bool | str:
        return person.volunteer if person.status == "active" else person.status

    holds = case.mentor.takes_part and case.mentee.takes_part
    return RuleCheck("volunteer", holds, said(case.mentor), said(case.mentee))


def _role(case: Case) -> RuleCheck:
    holds = case.mentor.teaches and case.mentee.learns
    return RuleCheck("role", holds, case.mentor.role, case.mentee.role)


def _self(case: Case) -> RuleCheck:
    mine, theirs = case.mentor.id, case.mentee.id
    return RuleCheck("self", mine != theirs, mine, theirs)


def _seniority(case: Case) -> RuleCheck:
    mine, theirs = case.mentor.seniority, case.mentee.seniority
    free = case.setting.program.rules.seniority != "less" or mine is None or theirs is None
    return RuleCheck("seniority", free or _below(mine, theirs), mine, theirs)


def _below(mine: int | None, theirs: int | None) -> bool:
    return mine is not None and theirs is not None and mine < theirs


def _line(case: Case) -> RuleCheck:
    levels = case.setting.program.rules.manager_levels
    chain = line_between(case.mentor.id, case.mentee.id, case.setting.managers, levels)
    return RuleCheck("line", not chain, case.mentor.manager, case.mentee.manager, chain or None)


def _topic(case: Case) -> RuleCheck:
    wanted = sorted(case.mentee.wants)
    offered = {topic: case.mentor.offers[topic] for topic in wanted if topic in case.mentor.offers}
    own = {topic: case.mentee.level(topic) for topic in wanted}
    return RuleCheck("topic", bool(case.taught), offered, own, case.taught or None)


def _language(case: Case) -> RuleCheck:
    mine, theirs = case.mentor.languages, case.mentee.languages
    shared = in_common(mine, theirs)
    holds = bool(shared) or not distinct(mine) or not distinct(theirs)
    return RuleCheck("language", holds, mine, theirs, shared or None)


def _time(case: Case) -> RuleCheck:
    mine, theirs = case.setting.week(case.mentor), case.setting.week(case.mentee)
    found = long_enough(case.shared_windows, case.setting.program.framework.minutes)
    holds = bool(found) or not case.both_gave_windows
    return RuleCheck("time", holds, mine, theirs, found or None)


def _place(case: Case) -> RuleCheck:
    mine, theirs = case.mentor, case.mentee
    ways = []
    if "onsite" not in (mine.mode, theirs.mode):
        ways.append("remote")
    if "remote" not in (mine.mode, theirs.mode) and _one_site(mine.site, theirs.site):
        ways.append("onsite")
    return RuleCheck(
        "place", bool(ways), (mine.mode, mine.site), (theirs.mode, theirs.site), tuple(ways) or None
    )


def _one_site(mine: str | None, theirs: str | None) -> bool:
    here, there = read_alike(mine or ""), read_alike(theirs or "")
    return not here or not there or here == there


def _department(case: Case) -> RuleCheck:
    mine, theirs = case.mentor.department, case.mentee.department
    one, other = read_alike(mine or ""), read_alike(theirs or "")
    across = case.setting.program.rules.cross_department
    holds = not across or not one or not other or one != other
    return RuleCheck("department", holds, mine, theirs)


def _score(case: Case) -> RuleCheck:
    score, least = score_of(case), case.setting.program.rules.min_score
    return RuleCheck("score", score >= least, score, least)


def _avoid(case: Case) -> RuleCheck:
    mine = case.mentee.id in case.mentor.avoid
    theirs = case.mentor.id in case.mentee.avoid
    return RuleCheck("avoid", not (mine or theirs), mine, theirs)


def _grade_key(people: People) -> NDArray[Any]:
    return people.grades[0] if people.rules.seniority == "less" else people.constant(0)


def _department_key(people: People) -> NDArray[Any]:
    return people.departments[0] if people.rules.cross_department else people.constant(0)


RULES: tuple[Rule, ...] = (
    Rule("volunteer", _volunteer),
    Rule("role", _role),
    Rule("self", _self, lambda block: block.other_person),
    Rule("seniority", _seniority, lambda block: block.lower_grade, _grade_key),
    Rule("line", _line, lambda block: block.outside_line),
    Rule("topic", _topic, lambda block: block.can_teach),
    Rule(
        "language",
        _language,
        lambda block: block.shares("language"),
        lambda people: people.languages[0],
    ),
    Rule("time", _time, lambda block: block.can_meet),
    Rule("place", _place, lambda block: block.shares("place"), lambda people: people.places[0]),
    Rule(
        "department",
        _department,
        lambda block: block.department_allowed,
        _department_key,
    ),
    Rule("score", _score, lambda block: block.score_reached),
    Rule("avoid", _avoid, lambda block: block.not_avoided),
)
assert tuple(rule.name for rule in RULES) == model.RULES  # noqa: S101


def checks(case: Case) -> tuple[RuleCheck, ...]:
    """Every rule for one case, in the order of ``RULES``."""
    return tuple(rule.check(case) for rule in RULES)


def first_failing(case: Case, *, leave_out: frozenset[str] = frozenset()) -> str | None:
    """Name of the first rule that does not hold, or None: the pair is feasible."""
    for rule in RULES:
        if rule.name not in leave_out and not rule.check(case).holds:
            return rule.name
    return None
