"""The pulse after each session, from the journal or from the survey of that name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rmentor.followup.answered import PULSE, SIDES, members
from rmentor.followup.hiding import Voice
from rmentor.followup.journal import held_entries
from rmentor.followup.measures.facts import Count, Facts, Measured
from rmentor.followup.surveys import goes_to_both, score
from rmentor.model.pairs import Pair
from rmentor.model.surveys import Answer, Survey

_Session = tuple[str, int]


def pulse(facts: Facts) -> Measured:
    """Pulses by side: the journal's, and the survey's where the journal has none of that person.

    An answer to the survey counts when both sides' are in, or the survey has closed, as everywhere.
    What a side of several people says in the journal is one voice, beside those of its people.
    """
    counts, voices = [], []
    journal: dict[tuple[_Session, str], date] = {}
    for pair, entry in facts.entries:
        for side in SIDES:
            if side in entry.pulse:
                who = _voice_of(pair, side)
                counts.append(Count(entry.pulse[side], (who,), side))
                voices.append(Voice(who, entry.date, side))
                key = ((pair.id, entry.session), who)
                journal[key] = min(entry.date, journal.get(key, entry.date))
    survey = facts.program.surveys.get(PULSE)
    if survey is not None:
        for answer, since in _visible(facts, survey):
            mark = score(survey, answer)
            if mark is None or answer.role not in SIDES:
                continue
            instead = journal.get(((answer.pair or "", answer.session or 0), answer.person))
            if instead is None:
                counts.append(Count(mark, (answer.person,), answer.role))
            if instead is None or since is None or since < instead:
                # One that counted until the journal was written has been published, too.
                voices.append(Voice(answer.person, since, answer.role))
    return Measured(tuple(counts), tuple(voices))


def _voice_of(pair: Pair, side: str) -> str:
    people = members(pair, side)
    return people[0] if len(people) == 1 else f"{pair.id}/{side}"


def _visible(facts: Facts, survey: Survey) -> Iterator[tuple[Answer, date | None]]:
    """Answers that may be counted, each with the day since when; None: since ever."""
    answers = [each.answer for each in facts.answers((survey.id,))]
    if not goes_to_both(survey):
        yield from ((answer, answer.day) for answer in answers)
        return
    told = _Days(facts, answers)
    closes = survey.closes if facts.today is not None else None
    closed = closes + timedelta(days=1) if closes else None
    for answer in answers:
        complete = told.complete(answer)
        days = [day for day in (complete, closed) if day is not None]
        since = min(days, default=None)
        if since is not None and facts.has_come(since):
            yield (
                answer,
                max(since, answer.day or since) if since > date.min or answer.day else None,
            )


class _Days:
    """Since when the survey's answers are complete, so that each side's may be counted."""

    def __init__(self, facts: Facts, answers: list[Answer]) -> None:
        self._people = facts.people
        self._pairs = {pair.id: pair for pair in facts.program.pairs}
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        for answer in answers:
            self._answers.setdefault((answer.person, answer.role), []).append(answer)
        self._of: dict[str, list[Pair]] = {}
        for pair in facts.program.pairs:
            for person in pair.people:
                self._of.setdefault(person, []).append(pair)
        self._journal: dict[tuple[_Session, str], date] = {}
        for pair in facts.program.pairs:
            for entry in held_entries(facts.program, pair.id, facts.today):
                for side in entry.pulse:
                    self._journal.setdefault(((pair.id, entry.session), side), entry.date)

    def complete(self, answer: Answer) -> date | None:
        """Day since when everybody of the answer's pair has answered; None where not everybody has."""
        if answer.pair is not None:
            pairs = [self._pairs[answer.pair]] if answer.pair in self._pairs else []
        else:
            mine = self._of.get(answer.person, [])
            pairs = [pair for pair in mine if answer.person in members(pair, answer.role)]
        days = [
            self._first(person, role, pair.id, answer.session)
            for pair in pairs
            for role in SIDES
            for person in members(pair, role)
        ]
        known = [day for day in days if day is not None]
        return max(known, default=date.min) if len(known) == len(days) else None

    def _first(self, person: str, role: str, pair: str, session: int | None) -> date | None:
        """First day on which somebody had answered, or had left; None where nothing of this is so."""
        days = [
            answer.day or date.min
            for answer in self._answers.get((person, role), ())
            if answer.pair in (pair, None) and session in (answer.session, None)
        ]
        if session is not None and ((pair, session), role) in self._journal:
            days.append(self._journal[(pair, session), role])
        somebody = self._people.get(person)
        if somebody is not None and somebody.status == "left":
            days.append(somebody.status_since or date.min)
        return min(days, default=None)
