"""Facts about a pair's sessions, as the plan and its journal have them.

``today`` is the last day that counts: later entries are not looked at. None: everything counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Action, JournalEntry, Session, last_words
from rmentor.model.surveys import Answer
from rmentor.model.teaching import teachable

# Item of a survey in which people say their level by topic (domain, section 6).
LEVELS_ITEM = "levels"


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action with where it was agreed.

    Attributes:
        number: Which of all the pair's actions it is, from 1, in the order of the sessions: it keeps
            its number when others are done.
        session: Number of the session.
        on: Day of the entry.
        action: What was agreed.
    """

    number: int
    session: int
    on: date
    action: Action

    def is_overdue(self, today: date | None) -> bool:
        """Whether it is not done although its day has passed; never without a day, or ``today``."""
        due = self.action.due
        return not self.action.done and due is not None and today is not None and due < today


def entries_until(
    program: Program, pair_id: str, today: date | None = None
) -> tuple[JournalEntry, ...]:
    """Entries of a pair's journal, by day, then session; those of one day and session as written."""
    entries = program.journal.get(pair_id, ())
    told = [entry for entry in entries if today is None or entry.date <= today]
    return tuple(sorted(told, key=lambda entry: (entry.date, entry.session)))


def held_entries(
    program: Program, pair_id: str, today: date | None = None
) -> tuple[JournalEntry, ...]:
    """Entries of sessions that were held, by day, then session."""
    return tuple(entry for entry in entries_until(program, pair_id, today) if entry.state == "held")


def planned_sessions(program: Program, pair_id: str) -> tuple[Session, ...]:
    """Lines of plan.yaml of a pair, whatever their state, by number."""
    lines = program.plan.sessions
    first = bisect_left(lines, pair_id, key=lambda session: session.pair)
    last = bisect_right(lines, pair_id, lo=first, key=lambda session: session.pair)
    return lines[first:last]


def due_sessions(program: Program, pair_id: str, today: date | None = None) -> tuple[Session, ...]:
    """Sessions that should have taken place by ``today``, or have: lines of plan.yaml, by number.

    That is every line that is not cancelled, there or by the journal's last word, and whose day is
    ``today`` or before it, or that was held by then: the denominator of ``sessions_held`` (domain,
    section 7). A session that was held without ever having been planned is in no line.
    """
    words = last_words(entries_until(program, pair_id, today))
    found = []
    for session in planned_sessions(program, pair_id):
        said = words.get(session.session)
        if said is not None and said.state == "held":
            found.append(session)
            continue
        off = said is not None and said.state == "cancelled" and is_told(session, said)
        is_on = session.state != "cancelled" and not off
        if is_on and (today is None or session.start.date() <= today):
            found.append(session)
    return tuple(found)


def is_told(session: Session, entry: JournalEntry | None) -> bool:
    """Whether the last word on a session says what became of the date that it has now.

    Held, that is always so. Cancelled or moved, it is so where the date is not a later one.
    """
    if entry is None:
        return False
    return entry.state == "held" or session.start.date() <= entry.date


def as_told(program: Program, today: date | None = None) -> Program:
    """The program as it is known on a day: journals up to then, and as held what they say was held.

    A journal may be written by hand, and the plan then does not know yet; what plan.yaml calls held
    was not so before its day, nor before the journal's.

    Args:
        program: With all its journals.
        today: The last day that counts; None: everything counts.
    """
    journal = {
        pair: kept
        for pair, entries in program.journal.items()
        if (kept := tuple(each for each in entries if today is None or each.date <= today))
    }
    held, ever = _held_in(journal), _held_in(program.journal)

    def state(session: Session) -> str:
        key = (session.pair, session.session)
        if session.state == "planned" and key in held:
            return "held"
        known = key in held if key in ever else today is None or session.start.date() <= today
        return "planned" if session.state == "held" and not known else session.state

    sessions = tuple(
        each if each.state == (now := state(each)) else replace(each, state=now)
        for each in program.plan.sessions
    )
    if sessions == program.plan.sessions and journal == program.journal:
        return program
    return replace(program, journal=journal, plan=replace(program.plan, sessions=sessions))


def _held_in(journal: Mapping[str, Sequence[JournalEntry]]) -> frozenset[tuple[str, int]]:
    return frozenset(
        (pair, entry.session)
        for pair, entries in journal.items()
        for entry in entries
        if entry.state == "held"
    )


def unrecorded_sessions(
    program: Program, pair_id: str, today: date | None = None
) -> tuple[Session, ...]:
    """Due sessions of which neither journal nor plan says what became of them, by day.

    Not those that a pair would have had after its end, or in a pause that goes on.
    """
    words = last_words(program.journal.get(pair_id, ()))
    waiting = [
        session
        for session in due_sessions(program, pair_id, today)
        if session.state == "planned"
        and not is_told(session, words.get(session.session))
        and not _is_after_all(program, session)
    ]
    return tuple(sorted(waiting, key=lambda session: (session.start, session.session)))


def _is_after_all(program: Program, session: Session) -> bool:
    """Whether a session lies after the end of its pair, or in a pause."""
    pairs = program.pairs
    place = bisect_left(pairs, session.pair, key=lambda pair: pair.id)
    if place == len(pairs) or pairs[place].id != session.pair:
        return True
    pair = pairs[place]
    if pair.status == "active":
        return False
    return pair.until is None or session.start.date() > pair.until


def is_two_way(program: Program, pair: Pair, entry: JournalEntry) -> bool:
    """Whether something came back in a session: a topic, or an action, that a mentee returned.

    It names topics in ``returns``, has an action that returns something, or lists among its topics
    one that a mentee of the pair can teach the mentor by the contract's rule (section 4).
    """
    if entry.returns or any(action.returns for action in entry.actions):
        return True
    if not entry.topics:
        return False
    return bool(returnable(program, pair).intersection(entry.topics))


def returnable(program: Program, pair: Pair) -> frozenset[str]:
    """Topics that a mentee of the pair can teach a mentor of it (contract, section 4)."""
    mentors = [person_in(program, each) for each in pair.mentors]
    return frozenset(
        topic
        for each in pair.mentees
        for mentor in mentors
        if mentor is not None and (mentee := person_in(program, each)) is not None
        for topic in teachable(mentee, mentor, program.rules)
    )


def person_in(program: Program, who: str) -> Participant | None:
    """Somebody by id, or None; quicker than a map of everybody where few are looked up."""
    people = program.participants
    place = bisect_left(people, who, key=lambda person: person.id)
    found = place < len(people) and people[place].id == who
    return people[place] if found else None


def agreed_actions(program: Program, pair_id: str, today: date | None = None) -> tuple[Agreed, ...]:
    """Every action that a pair agreed on, done or not, by session, then day, then as written."""
    entries = entries_until(program, pair_id)
    ordered = sorted(entries, key=lambda entry: (entry.session, entry.date))
    every = [(entry, action) for entry in ordered for action in entry.actions]
    return tuple(
        Agreed(number, entry.session, entry.date, action)
        for number, (entry, action) in enumerate(every, start=1)
        if today is None or entry.date <= today
    )


def open_actions(program: Program, pair_id: str, today: date | None = None) -> tuple[Agreed, ...]:
    """Actions that are not done: the earliest due first, those without a day last."""
    waiting = [each for each in agreed_actions(program, pair_id, today) if not each.action.done]
    return tuple(sorted(waiting, key=lambda each: each.action.due or date.max))


def levels_noted(
    program: Program,
    pair: Pair,
    person: str,
    topic: str,
    today: date | None = None,
    answers: Iterable[Answer] = (),
) -> tuple[tuple[date, int], ...]:
    """Levels of a person in a topic since the pair began, with their days, in that order.

    Args:
        program: The program.
        pair: Whose journal is read.
        person: Id of somebody in it.
        topic: Id of the topic.
        today: Last day that counts.
        answers: Answers to surveys that count, too, where they have a day and levels by topic. On
            one day a survey's word comes after the journal's.
    """
    noted: list[tuple[date, int]] = []
    for entry in entries_until(program, pair.id, today):
        level = entry.levels.get(person, {}).get(topic)
        if level is not None:
            noted.append((entry.date, level))
    for answer in answers:
        level = answer.topics.get(LEVELS_ITEM, {}).get(topic)
        counts = answer.day is not None and (today is None or answer.day <= today)
        if answer.person == person and level is not None and answer.day and counts:
            noted.append((answer.day, level))
    return tuple(sorted(noted, key=lambda each: each[0]))


def first_level(program: Program, person: str, topic: str) -> int:
    """Level that a person had at the beginning, as participants.yaml says: 0 where it does not."""
    known = person_in(program, person)
    return known.level(topic) if known is not None else 0


def latest_level(
    program: Program,
    pair: Pair,
    person: str,
    topic: str,
    today: date | None = None,
    answers: Iterable[Answer] = (),
) -> int:
    """Level noted last, or the one from the beginning; see ``levels_noted``."""
    noted = levels_noted(program, pair, person, topic, today, answers)
    return noted[-1][1] if noted else first_level(program, person, topic)


def rhythm_days(program: Program, pair: Pair) -> int:
    """Days from one session of a pair to its next: its own rhythm, else the framework's."""
    return pair.every_days or program.framework.every_days


def next_session(sessions: Sequence[Session], today: date | None = None) -> Session | None:
    """The earliest planned session on ``today`` or after it."""
    coming = [
        session
        for session in sessions
        if session.state == "planned" and (today is None or session.start.date() >= today)
    ]
    return min(coming, key=lambda session: (session.start, session.session), default=None)
