"""Who has answered a survey, by its answers and by the pulse that the journal has."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from rmentor.followup.journal import held_entries
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.surveys import Answer, Survey

PULSE = "pulse"
SIDES = ("mentor", "mentee")
# Moments at which a pair is asked; a survey of none of them may go to anybody, at any time.
OF_PAIRS = ("each", "first", "half", "last")


def answers_until(program: Program, survey: str, today: date | None) -> tuple[Answer, ...]:
    """Answers to a survey, but for those given after ``today``."""
    answers = program.answers.get(survey, ())
    if today is None:
        return answers
    return tuple(each for each in answers if each.day is None or each.day <= today)


class Told:
    """Who has answered a survey: of which pair, after which session."""

    def __init__(self, program: Program, survey: Survey, today: date | None = None) -> None:
        """Look at the answers by ``today``; None: at all of them."""
        self._people, self._pairs = program.people(), {pair.id: pair for pair in program.pairs}
        self._of_pairs = survey.ask in OF_PAIRS
        self._of_sessions = survey.ask in ("each", None)
        self._pulses = _pulses(program, today) if survey.id == PULSE else {}
        self._answers: dict[tuple[str, str], list[Answer]] = defaultdict(list)
        for answer in answers_until(program, survey.id, today):
            self._answers[answer.person, answer.role].append(answer)

    def answers(self, person: str, role: str, pair: str | None) -> list[Answer]:
        """Answers of somebody in a role on a pair, None: on any; one that names none counts for all."""
        found = self._answers.get((person, role), [])
        return [each for each in found if pair is None or each.pair in (pair, None)]

    def has(self, person: str, role: str, pair: str | None, session: int | None = None) -> bool:
        """Whether somebody has answered; ``session``: after that session."""
        answers = self.answers(person, role, pair)
        if session is None:
            return bool(answers)
        return any(each.session == session for each in answers) or (
            role in self._pulses.get((pair, session), ())
        )

    @property
    def number(self) -> int:
        """How many answers there are; a pulse in the journal without a row of its own is one."""
        rows = [each for answers in self._answers.values() for each in answers]
        given = {(each.pair, each.session, each.role) for each in rows}
        felt = {(*key, role) for key, roles in self._pulses.items() for role in roles}
        return len(rows) + len(felt - given)

    def is_complete(self, answer: Answer) -> bool:
        """Whether both sides of the answer's pair have answered, those who left aside.

        Somebody's answer that names no pair is held back for each of the pairs that it may be about.
        """
        if answer.pair is not None:
            pairs = [self._pairs[answer.pair]] if answer.pair in self._pairs else []
        elif self._of_pairs:
            pairs = [
                pair for pair in self._pairs.values() if answer.person in members(pair, answer.role)
            ]
        else:
            pairs = []
        session = answer.session if self._of_sessions else None
        return all(
            self._has_left(person) or self.has(person, role, pair.id, session)
            for pair in pairs
            for role in SIDES
            for person in members(pair, role)
        )

    def _has_left(self, person: str) -> bool:
        return person in self._people and self._people[person].status == "left"


def members(pair: Pair, role: str) -> tuple[str, ...]:
    """Whom a survey for this role asks in a pair: for ``manager``, of whom managers speak."""
    return pair.mentors if role == "mentor" else pair.mentees


def _pulses(program: Program, today: date | None) -> dict[tuple[str | None, int], frozenset[str]]:
    """Sides whose pulse the journal has, by pair and session: that is an answer, too."""
    return {
        (pair, entry.session): frozenset(entry.pulse)
        for pair in program.journal
        for entry in held_entries(program, pair, today)
    }
