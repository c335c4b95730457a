"""Surveys: what answers come to, when one side's may be seen, and whose are still awaited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from rmentor.followup.answered import SIDES, Told, answers_until, members
from rmentor.followup.journal import held_entries, planned_sessions
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Awaited, Survey

RECOMMEND = "recommend"
# An answer that is asked for again after the next session (domain, section 6, fit).
DECIDING = "deciding"
_HIGHEST_AGREEMENT = 5
_PROMOTER, _DETRACTOR = 9, 6
_ASKED_OF_PAIRS = (*SIDES, "manager")
_Moments = Sequence[tuple[int | None, date]]


def score(survey: Survey, answer: Answer) -> Fraction | None:
    """Mean of the items of scale 1-5 that the answer's role is asked, from 1 to 5, exactly.

    Reverse items count 6 - x. None where fewer than two thirds of them were answered (domain,
    section 6), or where there are none.
    """
    asked = [item for item in survey.items_for(answer.role) if item.scale == "1-5"]
    given = [
        _HIGHEST_AGREEMENT + 1 - answer.scales[item.id] if item.reverse else answer.scales[item.id]
        for item in asked
        if item.id in answer.scales
    ]
    if not given or 3 * len(given) < 2 * len(asked):
        return None
    return Fraction(sum(given), len(given))


def recommendation(answers: Iterable[Answer], item: str = RECOMMEND) -> Fraction | None:
    """Recommendation score, from -100 to 100: % of 9 and 10 less % of 0 to 6; None without answers."""
    given = [answer.scales[item] for answer in answers if item in answer.scales]
    if not given:
        return None
    points = sum((one >= _PROMOTER) - (one <= _DETRACTOR) for one in given)
    return Fraction(100 * points, len(given))


def without_texts(survey: Survey, answer: Answer) -> Answer:
    """Answer as others than the coordinator may see it: free texts are the coordinator's alone."""
    free = {item.id for item in survey.items if item.scale == "text"}
    kept = {item: said for item, said in answer.words.items() if item not in free}
    return answer if len(kept) == len(answer.words) else replace(answer, words=kept)


def is_closed(survey: Survey, today: date | None) -> bool:
    """Whether its last day for answers has passed; without ``today`` nobody knows, and it is open."""
    return survey.closes is not None and today is not None and today > survey.closes


def goes_to_both(survey: Survey) -> bool:
    """Whether a pair's two sides each answer it."""
    return all(side in survey.audience for side in SIDES)


def is_visible(program: Program, survey: Survey, answer: Answer, today: date | None) -> bool:
    """Whether an answer may be counted and shown yet.

    Of a survey that goes to both sides of a pair, one side's answers are seen only when both are
    in, or when the survey has closed. In a group, that is when all of its people who have not left
    have answered. A side's pulse in the journal counts as its answer to ``pulse``.
    """
    if answer.role not in SIDES or not goes_to_both(survey) or is_closed(survey, today):
        return True
    return Told(program, survey, today).is_complete(answer)


def visible_answers(program: Program, survey: str, today: date | None) -> tuple[Answer, ...]:
    """Answers to a survey by ``today`` that may be counted and shown (see ``is_visible``)."""
    asked, answers = program.surveys.get(survey), answers_until(program, survey, today)
    if asked is None or not goes_to_both(asked) or is_closed(asked, today):
        return answers
    told = Told(program, asked, today)
    return tuple(each for each in answers if each.role not in SIDES or told.is_complete(each))


def merged(old: Iterable[Answer], new: Iterable[Answer]) -> tuple[Answer, ...]:
    """Answers of both, sorted; a new one takes the place of an old one of the same key."""
    found = {answer.key: answer for answer in (*old, *new)}
    return tuple(found[key] for key in sorted(found))


def awaited(program: Program, today: date | None) -> tuple[Awaited, ...]:
    """Answers that are due by ``today`` and not in, sorted; None: whatever is due one day.

    Whom a survey waits for, by its ``ask``:

    - ``start``: everybody active in a role that it goes to, from the day of their yes, else from the
      program's first day. Who has told already what it asks for (what they offer or want) has answered.
    - ``each``: each side of a pair, after each session that it held.
    - ``first``: each side, after the first; who is still deciding, again after the next.
    - ``half``: each side, when half of its sessions are held, or the day after the middle one was
      planned, unless it pauses.
    - ``last``: each side, after the last session, at the end of the pair that met, or of the program;
      managers once for each mentee that has one.

    Nobody waits for people who pause or have left, nor once a survey has closed. Of pairs that have
    ended only ``last`` is asked, of completed ones also ``each``.
    """
    found = [
        each for survey in program.surveys.values() for each in _awaited_of(program, survey, today)
    ]
    return tuple(sorted(found, key=_order))


def awaited_of(program: Program, survey: Survey, today: date | None) -> tuple[Awaited, ...]:
    """Answers to one survey that are due by ``today`` and not in, sorted (see ``awaited``)."""
    return tuple(sorted(_awaited_of(program, survey, today), key=_order))


def recipients(program: Program, survey: Survey, today: date | None) -> tuple[Awaited, ...]:
    """Whom to send a survey now: whose answers are awaited.

    A survey that nobody waits for at any moment goes to everybody active in its roles.
    """
    if survey.ask is not None:
        return awaited_of(program, survey, today)
    told = Told(program, survey, today)
    found = [
        Awaited(survey.id, person.id, role, None, None, today or program.reference_day)
        for person in program.participants
        for role, is_asked in (("mentor", person.teaches), ("mentee", person.learns))
        if is_asked and role in survey.audience and person.status == "active"
    ]
    return tuple(one for one in found if not told.has(one.person, one.role, None))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers to a survey are in, and how many are due and not in."""

    answered: int
    awaited: int

    @property
    def asked(self) -> int:
        """How many have been due, or come without having been."""
        return self.answered + self.awaited


def counts(program: Program, survey: Survey, today: date | None) -> Counts:
    """Count answers, and those awaited; a side's pulse in the journal is one, too."""
    return Counts(Told(program, survey, today).number, len(awaited_of(program, survey, today)))


def _order(each: Awaited) -> tuple[str, str, str, str, int]:
    return (each.survey, each.person, each.role, each.pair or "", each.session or 0)


def _awaited_of(program: Program, survey: Survey, today: date | None) -> Iterator[Awaited]:
    if survey.ask is None or is_closed(survey, today):
        return
    told = Told(program, survey, today)
    if survey.ask == "start":
        asked = _at_start(program, survey, told)
    else:
        asked = _of_pairs(program, survey, told, today)
    waiting: dict[tuple[str, str, str, str, int], Awaited] = {}
    for each in sorted(asked, key=lambda each: (each.due, _order(each))):
        if today is None or each.due <= today:
            waiting.setdefault(_order(each), each)
    yield from waiting.values()


def _at_start(program: Program, survey: Survey, told: Told) -> Iterator[Awaited]:
    items = {item.id for item in survey.items if item.scale == "topics"}
    for person in program.participants:
        due = person.volunteered or program.start
        if person.status != "active" or due is None:
            continue
        for role, is_asked, item, told_before in (
            ("mentor", person.teaches, "offers", person.offers),
            ("mentee", person.learns, "wants", person.wants),
        ):
            if not is_asked or role not in survey.audience or (item in items and told_before):
                continue
            if not told.has(person.id, role, None):
                yield Awaited(survey.id, person.id, role, None, None, due)


def _of_pairs(
    program: Program, survey: Survey, told: Told, today: date | None
) -> Iterator[Awaited]:
    """Answers of pairs' people, and of their managers, that are not in; not all of them due yet."""
    people = program.people()
    for pair in program.pairs:
        held = held_entries(program, pair.id, today)
        moments = tuple(_moments(program, survey, pair, held))
        for role in _ASKED_OF_PAIRS if moments else ():
            if role not in survey.audience:
                continue
            for person in (people[each] for each in members(pair, role) if each in people):
                if person.status not in ("paused", "left"):
                    yield from _of_one(survey, told, pair, person, role, moments)
                    if survey.ask == "first":
                        yield from _again(survey, told, pair, person, role, held)


def _of_one(
    survey: Survey, told: Told, pair: Pair, person: Participant, role: str, moments: _Moments
) -> Iterator[Awaited]:
    """Answers of one person in a role, or of the person's manager."""
    if role == "manager":
        if person.manager is not None and not told.has(person.id, role, None):
            yield Awaited(survey.id, person.id, role, None, None, moments[0][1])
        return
    for session, due in moments:
        if not told.has(person.id, role, pair.id, session if survey.ask == "each" else None):
            yield Awaited(survey.id, person.id, role, pair.id, session, due)


def _again(
    survey: Survey,
    told: Told,
    pair: Pair,
    person: Participant,
    role: str,
    held: Sequence[JournalEntry],
) -> Iterator[Awaited]:
    """Ask who is still deciding once more, after the session that followed.

    Once both sides are in: to be asked again would tell what one of them has answered.
    """
    answers = told.answers(person.id, role, pair.id)
    if not answers:
        return
    last = max(answers, key=lambda answer: (answer.session or 0, answer.day or date.min))
    if not told.is_complete(last):
        return
    choices = [item.id for item in survey.items if item.scale == "choice"]
    if DECIDING not in (last.words.get(item) for item in choices):
        return
    for entry in held[1:]:
        if last.session is not None:
            is_later = entry.session > last.session
        else:
            is_later = last.day is None or entry.date > last.day
        if is_later:
            yield Awaited(survey.id, person.id, role, pair.id, entry.session, entry.date)
            return


def _moments(
    program: Program, survey: Survey, pair: Pair, held: Sequence[JournalEntry]
) -> Iterator[tuple[int | None, date]]:
    """Sessions after which a pair is asked, and since when it can answer."""
    if survey.ask == "each" and pair.status != "ended":
        yield from {entry.session: entry.date for entry in reversed(held)}.items()
    elif survey.ask == "first" and pair.is_current and held:
        yield held[0].session, held[0].date
    elif survey.ask == "half" and pair.is_current:
        middle = (len(program.framework.numbers_of(pair)) + 1) // 2
        planned = [each for each in planned_sessions(program, pair.id) if each.state != "cancelled"]
        passed = sorted(each.start.date() + timedelta(days=1) for each in planned)
        days = passed[middle - 1 :][:1] if pair.status == "active" else []
        days += [entry.date for entry in held[middle - 1 :][:1]]
        if days:
            yield None, min(days)
    elif survey.ask == "last" and (due := _end(program, pair, held)) is not None:
        yield None, due


def _end(program: Program, pair: Pair, held: Sequence[JournalEntry]) -> date | None:
    """Day since which a pair can look back, or None where there is none yet."""
    last = held[-1].date if held else None
    if pair.status == "ended":
        return pair.until or last if held else None
    if pair.status == "completed":
        return pair.until or last or program.end
    numbers = program.framework.numbers_of(pair)
    days = [entry.date for entry in held if entry.session == numbers[-1]]
    days += [held[len(numbers) - 1].date] if len(held) >= len(numbers) else []
    return min([*days, *([program.end] if program.end else [])], default=None)
