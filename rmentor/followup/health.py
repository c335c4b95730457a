"""How the pairs of a program stand (domain, section 8): the door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from rmentor.followup.answered import PULSE, SIDES, answers_until, members
from rmentor.followup.health_case import Case, case_of
from rmentor.followup.health_rules import RULES, RULES_IN_PAUSE
from rmentor.followup.surveys import awaited, score, visible_answers
from rmentor.model.health import HEALTH_STATES, PairHealth
from rmentor.model.program import Program
from rmentor.model.surveys import Awaited

# A pair that meets no rule is ``new`` while it is younger than this.
NEW = timedelta(weeks=2)
# By session, then side.
Pulses = Mapping[int, Mapping[str, Fraction]]


def health(
    program: Program, today: date, waited: Iterable[Awaited] | None = None
) -> tuple[PairHealth, ...]:
    """Say how each pair that goes on stands on a day, sorted by the pair's id.

    The worst rule that a pair meets sets its state. Where it meets none, it is ``new`` in its first
    two weeks and ``good`` after them. Of a paused pair only those rules are looked at that a pause
    does not explain.

    Args:
        program: The program.
        today: The day.
        waited: What ``awaited`` found on that day, where somebody has looked already.
    """
    pulses = _pulses_of_survey(program, today)
    given = {(each.pair, each.session, each.role) for each in answers_until(program, PULSE, today)}
    late = _midterms_awaited(program, today, waited)
    return tuple(
        _health_of(
            case_of(program, pair, today, pulses.get(pair.id, {}), given, late.get(pair.id, ()))
        )
        for pair in program.pairs
        if pair.is_current
    )


def by_urgency(found: Iterable[PairHealth]) -> tuple[PairHealth, ...]:
    """Pairs that meet a rule: those at risk first; by more of such rules, then longer, then by id."""
    return tuple(sorted((each for each in found if each.met), key=_urgency))


def _urgency(each: PairHealth) -> tuple[object, ...]:
    worst = [met for met in each.met if met.state == each.state]
    since = min(str(met.facts["since"]) for met in worst)
    return (-HEALTH_STATES.index(each.state), -len(worst), since, each.pair)


def _health_of(case: Case) -> PairHealth:
    met = [
        found
        for name, rule in RULES
        if (limits := case.program.health.get(name)) is not None
        and (name in RULES_IN_PAUSE or not case.is_paused)
        and (found := rule(case, limits)) is not None
    ]
    met.sort(key=lambda each: -HEALTH_STATES.index(each.state))
    if met:
        return PairHealth(case.pair.id, met[0].state, tuple(met))
    first = case.first_day
    is_new = first is not None and case.today - first < NEW
    return PairHealth(case.pair.id, "new" if is_new else "good")


def _pulses_of_survey(program: Program, today: date) -> Mapping[str, Pulses]:
    """Mean pulse of each side that the survey tells, by pair, session and side.

    Only of answers that may be seen: what a rule says of one side would give it away.
    """
    survey = program.surveys.get(PULSE)
    if survey is None or not program.answers.get(PULSE):
        return {}
    mine: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair in program.pairs:
        for side in SIDES:
            for person in members(pair, side):
                mine[person, side].append(pair.id)
    given: dict[tuple[str, int, str], list[Fraction]] = defaultdict(list)
    for answer in visible_answers(program, PULSE, today):
        pulse, names = score(survey, answer), mine.get((answer.person, answer.role), [])
        # An answer that names no pair is about the only one that it can be about.
        name = answer.pair or (names[0] if len(names) == 1 else None)
        if pulse is not None and name in names and name and answer.session is not None:
            given[name, answer.session, answer.role].append(pulse)
    found: dict[str, dict[int, dict[str, Fraction]]] = {}
    for (name, session, side), pulses in given.items():
        by_side = found.setdefault(name, {}).setdefault(session, {})
        by_side[side] = sum(pulses, Fraction(0)) / len(pulses)
    return found


def _midterms_awaited(
    program: Program, today: date, waited: Iterable[Awaited] | None
) -> Mapping[str, list[Awaited]]:
    """Answers of a pair's people to the survey at half-way that are not in, by pair."""
    halfway = {survey.id for survey in program.surveys.values() if survey.ask == "half"}
    found: dict[str, list[Awaited]] = defaultdict(list)
    if halfway:
        for each in awaited(program, today) if waited is None else waited:
            if each.survey in halfway and each.pair is not None and each.role in SIDES:
                found[each.pair].append(each)
    return found
