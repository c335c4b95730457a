"""CRITERIA: what is weighed for a pair, each from 0 to 1. The plain form is exact and the definition.

The form on arrays gives the same numerators and denominators as integers; ``scores.py`` adds them
up so that the rounded score is provably that of the plain form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from rmentor.model import program as model
from rmentor.model.pairing import CriterionScore
from rmentor.model.teaching import FULL_GAP
from rmentor.pairing.case import FULL, Case
from rmentor.pairing.words import distinct, in_common, read_alike

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rmentor.pairing.block import Block
    from rmentor.pairing.columns import People

    Whole = NDArray[Any]
    Units = tuple[Whole | None, Whole | None]

HALF, NOTHING = Fraction(1, 2), Fraction(0)

Share = tuple[Fraction | None, object]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion, in its two forms.

    Attributes:
        name: As in the contract, in JSON and in explanations.
        exact: Plain form: a case to its share, None where unstated, and the facts it saw.
        counts: Array form: numerators as integers, 0 where unstated.
        stated: Where the data it needs is there, likewise.
        key: What of each mentee ``stated`` depends on, as numbers, and for a light criterion
            ``counts``, too.
        light: Whether mentees with equal keys have equal rows.
    """

    name: str
    exact: Callable[[Case], Share]
    counts: Callable[[Block], Whole]
    units: Callable[[People], Units]
    stated: Callable[[Block], Whole]
    key: Callable[[People], Whole]
    light: bool = False


def _taught_share(taught: Mapping[str, int], wants: Mapping[str, int]) -> Fraction | None:
    whole = sum(wants.values())
    if not whole:
        return None
    gained = sum(wants[topic] * min(FULL_GAP, gap) for topic, gap in taught.items())
    return Fraction(gained, FULL_GAP * whole)


def _needs(case: Case) -> Share:
    return _taught_share(case.taught, case.mentee.wants), case.taught or None


def _returns(case: Case) -> Share:
    return _taught_share(case.returned, case.mentor.wants), case.returned or None


def _goals(case: Case) -> Share:
    wants = case.mentee.wants
    named = [topic for topic in sorted(wants) if topic in case.setting.goals]
    if not named:
        return None, None
    served = tuple(topic for topic in named if topic in case.taught)
    whole = sum(wants[topic] for topic in named)
    return Fraction(sum(wants[topic] for topic in served), whole), served or None


def _interests(case: Case) -> Share:
    mine, theirs = distinct(case.mentor.interests), distinct(case.mentee.interests)
    if not mine or not theirs:
        return None, None
    shared = in_common(case.mentor.interests, case.mentee.interests)
    return Fraction(len(shared), min(len(mine), len(theirs))), shared or None


def _time(case: Case) -> Share:
    if not case.both_gave_windows:
        return None, None
    minutes = sum(window.minutes for window in case.shared_windows)
    enough = 2 * case.setting.program.framework.minutes
    return Fraction(min(minutes, enough), enough), minutes


def _mix(case: Case) -> Share:
    mine, theirs = case.mentor.department or "", case.mentee.department or ""
    one, other = read_alike(mine), read_alike(theirs)
    if not one or not other:
        return None, None
    return Fraction(one != other), (mine, theirs)


def _drive(case: Case) -> Share:
    mine, theirs = case.mentor.drive, case.mentee.drive
    if mine is None or theirs is None:
        return None, None
    return Fraction(mine + theirs - 2, 8), (mine, theirs)


def _prefer(case: Case) -> Share:
    if not case.mentor.prefer and not case.mentee.prefer:
        return None, None
    mine = case.mentee.id in case.mentor.prefer
    theirs = case.mentor.id in case.mentee.prefer
    return Fraction(mine + theirs, 2), (mine, theirs)


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "needs",
        _needs,
        lambda block: block.gained,
        lambda people: (people.wishes[0] * FULL_GAP, None),
        lambda block: block.wants_something,
        lambda people: people.wishes[0] > 0,
    ),
    Criterion(
        "returns",
        _returns,
        lambda block: block.returned,
        lambda people: (None, people.wishes[1] * FULL_GAP),
        lambda block: block.mentor_wants_something,
        lambda people: people.constant(0),
    ),
    Criterion(
        "goals",
        _goals,
        lambda block: block.goals_served,
        lambda people: (people.goals[0], None),
        lambda block: block.wants_a_goal,
        lambda people: people.goals[0] > 0,
    ),
    Criterion(
        "interests",
        _interests,
        lambda block: block.shared_interests,
        lambda people: people.interests,
        lambda block: block.both_have_interests,
        lambda people: people.interests[0] > 0,
    ),
    Criterion(
        "time",
        _time,
        lambda block: block.useful_minutes,
        lambda people: (people.constant(2 * people.program.framework.minutes), None),
        lambda block: block.both_gave_windows,
        lambda people: people.has_windows[0],
    ),
    Criterion(
        "mix",
        _mix,
        lambda block: block.departments_differ,
        lambda people: (people.constant(1), None),
        lambda block: block.both_have_departments,
        lambda people: people.departments[0],
        light=True,
    ),
    Criterion(
        "drive",
        _drive,
        lambda block: block.drives,
        lambda people: (people.constant(8), None),
        lambda block: block.both_have_drive,
        lambda people: people.drives[0],
        light=True,
    ),
    Criterion(
        "prefer",
        _prefer,
        lambda block: block.preferences,
        lambda people: (people.constant(2), None),
        lambda block: block.somebody_prefers,
        lambda people: people.has_preferences[0],
    ),
)
assert tuple(criterion.name for criterion in CRITERIA) == model.CRITERIA  # noqa: S101


def criterion_scores(case: Case) -> list[CriterionScore]:
    """Every criterion for one case with its points, which add up to the exact score."""
    if not case.weighed:
        weights = case.setting.program.weights
        for criterion in CRITERIA:
            share, facts = criterion.exact(case)
            full = case.setting.full_points[criterion.name]
            points = full * (HALF if share is None else share)
            weight = weights.of(criterion.name)
            case.weighed.append(CriterionScore(criterion.name, share, weight, points, facts))
    return case.weighed


def exact_score(case: Case) -> Fraction:
    """Score from 0 to 10000 before it is rounded."""
    return sum((part.points for part in criterion_scores(case)), NOTHING)


def rounded(number: Fraction) -> int:
    """Nearest integer, halves up."""
    return floor(number + HALF)


def out_of_full(share: Fraction) -> int:
    """A share from 0 to 1 as a number from 0 to 10000, halves up."""
    return (2 * FULL * share.numerator + share.denominator) // (2 * share.denominator)


def score_of(case: Case) -> int:
    """Score from 0 to 10000 of one case, feasible or not."""
    return rounded(exact_score(case))


def mean_score(cases: Sequence[Case]) -> int:
    """Score from 0 to 10000 of a pair; of a group, the mean over its mentees, rounded once."""
    return rounded(sum(map(exact_score, cases), NOTHING) / max(1, len(cases)))
