"""Why a pair, why this person: every rule and criterion in plain form. Needs no arrays."""

from __future__ import annotations

from rmentor.model.pairing import Explanation
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.pairing.case import Case, Setting, setting_of
from rmentor.pairing.criteria import criterion_scores, score_of
from rmentor.pairing.lines import chain_above
from rmentor.pairing.rules import checks, first_failing

LINE = frozenset({"line"})


def explain(program: Program, mentor: str, mentee: str) -> Explanation:
    """Every rule and every criterion of one possible pair, feasible or not.

    Raises:
        KeyError: There is no participant of that id.
    """
    people = program.people()
    return _explained(Case(setting_of(program), people[mentor], people[mentee]))


def candidates(program: Program, person: str) -> tuple[Explanation, ...]:
    """All possible partners of a person, in each role that the person may have.

    Feasible ones first, the best score first, then by id. Those whose role does not fit the other
    side are no candidates.

    Raises:
        KeyError: There is no participant of that id.
    """
    setting, someone = setting_of(program), program.people()[person]
    others = [other for other in program.participants if other.id != person]
    found = []
    if someone.learns:
        found += [_explained(Case(setting, other, someone)) for other in others if other.teaches]
    if someone.teaches:
        found += [_explained(Case(setting, someone, other)) for other in others if other.learns]
    return tuple(
        sorted(
            found, key=lambda each: (not each.is_feasible, -each.score, each.mentor, each.mentee)
        )
    )


def only_in_line(program: Program) -> tuple[str, ...]:
    """Mentees who take part and whose only otherwise feasible mentors are in their reporting line."""
    setting = setting_of(program)
    mentors = [person for person in program.participants if person.takes_part and person.teaches]
    in_line = _mentors_in_line(setting, mentors)
    return tuple(
        mentee.id
        for mentee in program.participants
        if mentee.takes_part
        and mentee.learns
        and any(_fits(setting, mentor, mentee, LINE) for mentor in in_line.get(mentee.id, ()))
        and not any(_fits(setting, mentor, mentee) for mentor in mentors)
    )


def _mentors_in_line(setting: Setting, mentors: list[Participant]) -> dict[str, list[Participant]]:
    """Mentors above and below each person, as far as the rule ``line`` looks."""
    managers, levels = setting.managers, setting.program.rules.manager_levels
    teaching = {mentor.id: mentor for mentor in mentors}
    found: dict[str, list[Participant]] = {}
    for mentor in mentors:
        for above in chain_above(mentor.id, managers, levels):
            found.setdefault(above, []).append(mentor)
    for person in setting.program.participants:
        chain = chain_above(person.id, managers, levels)
        mine = [teaching[each] for each in chain if each in teaching]
        if mine:
            found.setdefault(person.id, []).extend(mine)
    return found


def _fits(
    setting: Setting,
    mentor: Participant,
    mentee: Participant,
    leave_out: frozenset[str] = frozenset(),
) -> bool:
    case = Case(setting, mentor, mentee)
    if not case.taught:  # what keeps most people apart, asked first
        return False
    if not setting.program.rules.min_score:
        leave_out |= {"score"}
    return first_failing(case, leave_out=leave_out) is None


def _explained(case: Case) -> Explanation:
    return Explanation(
        case.mentor.id,
        case.mentee.id,
        checks(case),
        tuple(criterion_scores(case)),
        score_of(case),
        case.topics,
    )
