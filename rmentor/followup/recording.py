"""What recording a session changes: the entry in the pair's journal, and the session's line in the plan.

- A session that was *held* on another day than planned lies on that day from now on, at the same time.
- One that was *moved* lies at the time that somebody named. Without one it waits for a date, as does one
  that was *cancelled* and is to be made up: the line is cancelled, so that calendars hear of it, and
  stands under ``unplaced``, so that planning gives it a new date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rmentor.followup.journal import (
    is_told,
    next_session,
    planned_sessions,
    unrecorded_sessions,
)
from rmentor.language.catalogue import speak
from rmentor.language.dates import long_date
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import Action, JournalEntry, Plan, Session, Unplaced, last_words

# What only a session that took place can have.
OF_HELD = ("minutes", "topics", "pulse", "levels", "actions", "returns")


@dataclass(frozen=True, slots=True)
class Telling:
    """What somebody says became of a session.

    Attributes:
        pair: Whose session it is.
        entry: What was said, and as planned what was not.
        old: Entry that it takes the place of, or None.
        to: Start that was agreed on instead, of a session that was moved.
        for_good: Whether a cancelled session is not to be made up.
    """

    pair: Pair
    entry: JournalEntry
    old: JournalEntry | None = None
    to: datetime | None = None
    for_good: bool = False


def line_of(program: Program, pair_id: str, number: int) -> Session | None:
    """Line of a session in the plan, or None."""
    return next(
        (each for each in planned_sessions(program, pair_id) if each.session == number), None
    )


def meant_session(
    program: Program, pair: Pair, today: date, *, state: str = "held", on: date | None = None
) -> int | None:
    """Number of the session that somebody means who names none; None where nothing is due.

    The one planned for the day that was named; else the earliest that is due and that nobody
    recorded; of what is moved or cancelled ahead, the next one. A pair without any plan counts on.
    """
    lines = planned_sessions(program, pair.id)
    named = [line.session for line in lines if line.start.date() == on and line.state == "planned"]
    waiting = [line.session for line in unrecorded_sessions(program, pair.id, today)]
    if named or waiting:
        return (named or waiting)[0]
    if not lines and state == "held":
        entries = program.journal.get(pair.id, ())
        following = max((each.session for each in entries), default=0) + 1
        return following if following in program.framework.numbers_of(pair) else None
    coming = next_session(lines, today) if state != "held" else None
    return coming.session if coming else None


def recorded_before(
    program: Program,
    pair_id: str,
    number: int,
    state: str | None,
    on: date | None,
    *,
    correcting: bool = False,
) -> JournalEntry | None:
    """Entry that already says what is about to be said, or something else of the same time.

    A session is held once, and once on a day. What is held after it was cancelled or moved is news.

    Args:
        program: The program.
        pair_id: Id of the pair.
        number: Of the session.
        state: What is about to be said of it; None: nothing.
        on: Day that was named, or None.
        correcting: Whether something recorded is to be corrected: then it is the last word.
    """
    entries = [each for each in program.journal.get(pair_id, ()) if each.session == number]
    last = last_words(entries).get(number)
    same = [each for each in entries if each.date == on and state in (None, each.state)]
    if same or last is None:
        return same[0] if same else None
    if last.state == "held" or correcting:
        return last
    if on is not None:
        return next((each for each in entries if each.date == on), None)
    line = line_of(program, pair_id, number)
    is_news = state == "held" or (line is not None and not is_told(line, last))
    return None if is_news else last


def as_planned(program: Program, pair: Pair, number: int, state: str, today: date) -> JournalEntry:
    """Entry of a session that went as planned: day, length and topic are the plan's.

    What is held after it was recorded as cancelled or moved, or sooner than planned, is of today.
    """
    line = line_of(program, pair.id, number)
    last = last_words(program.journal.get(pair.id, ())).get(number)
    day = line.start.date() if line is not None else today
    if state != "held":
        return JournalEntry(number, day, state)
    if line is None:
        topics, minutes = pair.topics[:1], program.framework.minutes_of(number)
    else:
        topics, minutes = (line.topic,) if line.topic else (), line.minutes
        if is_told(line, last):
            day = today
    return JournalEntry(number, min(day, today), "held", minutes, topics)


def sets_date(program: Program, telling: Telling, *, correcting: bool) -> bool:
    """Whether somebody names a date, or says that there is to be none, and that is news.

    A session that was held, or that has a date since, is not moved back by words that are old.
    """
    key = (telling.pair.id, telling.entry.session)
    if telling.for_good:
        return any((each.pair, each.session) == key for each in program.plan.unplaced)
    line = line_of(program, *key)
    if telling.to is None or line is None or line.state == "held" or line.start == telling.to:
        return False
    last = last_words(program.journal.get(telling.pair.id, ())).get(line.session)
    return correcting or line.state == "cancelled" or is_told(line, last)


def day_not_held(entry: JournalEntry, to: datetime | None, today: date) -> JournalEntry:
    """Entry of a session that was moved: its day lies before the new one.

    Who meets sooner than planned has agreed on it today, or on the eve at the latest.
    """
    if to is None or entry.date < to.date():
        return entry
    return replace(entry, date=min(today, to.date() - timedelta(days=1)))


def merged(base: JournalEntry, said: JournalEntry, stated: Collection[str]) -> JournalEntry:
    """Entry with what was ``stated``, and all else as ``base`` has it.

    Pulses, levels and actions are added to those that are there; the rest takes their place. What only
    a held session can have goes where it turns out not to have been held.
    """
    new = replace(base, **{name: getattr(said, name) for name in stated})
    levels = {person: dict(topics) for person, topics in base.levels.items()}
    for person, topics in said.levels.items():
        levels[person] = dict(sorted({**levels.get(person, {}), **topics}.items()))
    new = replace(
        new,
        pulse={side: felt for side in ("mentor", "mentee") if (felt := _felt(base, said, side))},
        levels=dict(sorted(levels.items())),
        actions=_agreed(base.actions, said.actions),
    )
    if new.state == "held":
        return replace(new, reason=said.reason)
    unstated = [name for name in OF_HELD if name not in stated]
    empty = JournalEntry(new.session, new.date)
    return replace(new, **{name: getattr(empty, name) for name in unstated})


def _felt(base: JournalEntry, said: JournalEntry, side: str) -> int | None:
    return said.pulse.get(side, base.pulse.get(side))


def _agreed(before: tuple[Action, ...], said: tuple[Action, ...]) -> tuple[Action, ...]:
    """Actions of both; one that is said again is the same one, with its new day."""
    found = {(each.who, each.what): each for each in before}
    for each in said:
        old = found.get((each.who, each.what))
        found[each.who, each.what] = (
            each
            if old is None
            else replace(
                old,
                due=each.due or old.due,
                done=old.done or each.done,
                returns=old.returns or each.returns,
            )
        )
    return tuple(found.values())


def recorded(program: Program, telling: Telling) -> Program:
    """The program after recording: its journal and its plan."""
    pair, entry = telling.pair.id, telling.entry
    entries = [each for each in program.journal.get(pair, ()) if each is not telling.old]
    after = with_entries(program, pair, [*entries, entry])
    return replace(after, plan=_planned(program, telling))


def with_entries(program: Program, pair_id: str, entries: Iterable[JournalEntry]) -> Program:
    """The program with another journal of a pair, in the order that journals have."""
    ordered = tuple(sorted(entries, key=lambda each: (each.session, each.date, repr(each))))
    return replace(program, journal=dict(sorted({**program.journal, pair_id: ordered}.items())))


def _planned(program: Program, telling: Telling) -> Plan:
    """The plan after recording; a session that it does not have stays out of it."""
    plan, entry = program.plan, telling.entry
    key = (telling.pair.id, entry.session)
    line = line_of(program, *key)
    if line is None:
        return plan
    waiting = [each for each in plan.unplaced if (each.pair, each.session) != key]
    old, to = telling.old, telling.to
    if old is not None and old.state == entry.state != "held" and to is None:
        # A correction of the words alone: whatever date the session has since, it keeps.
        return replace(plan, unplaced=tuple(waiting)) if telling.for_good else plan
    now = _line(line, telling)
    if now.state == "cancelled" and not telling.for_good:
        waiting.append(Unplaced(*key, _awaits(program, entry)))
    return replace(
        plan,
        sessions=tuple(now if each is line else each for each in plan.sessions),
        unplaced=tuple(sorted(waiting, key=lambda each: (each.pair, each.session))),
    )


def _line(line: Session, telling: Telling) -> Session:
    entry = telling.entry
    if entry.state != "held" and telling.to is None:
        return line.called_off()
    if entry.state == "held":
        start, state = datetime.combine(entry.date, line.start.time()), "held"
    else:
        start, state = telling.to or line.start, "planned"
    now = replace(line.moved_to(start), agreed=state == "planned")
    # One that was called off and takes place at its old time is news for calendars, too.
    is_back = line.state == "cancelled" and now.sequence == line.sequence
    return replace(now, state=state, sequence=now.sequence + is_back)


def _awaits(program: Program, entry: JournalEntry) -> str:
    """Why a session is without a date, in the program's language."""
    language = speak(program.language)
    day = long_date(entry.date, language.code)
    if entry.state == "moved":
        return language.text("moved from %(day)s, and not planned again yet", day=day)
    return language.text("cancelled on %(day)s, and not planned again yet", day=day)


def ticked(program: Program, pair_id: str, numbers: Collection[int]) -> Program:
    """The program with some actions of a pair done, by the numbers that ``journal.Agreed`` has."""
    wanted = frozenset(numbers)
    entries = []
    number = 0
    for entry in sorted(
        program.journal.get(pair_id, ()), key=lambda each: (each.session, each.date)
    ):
        actions = []
        for action in entry.actions:
            number += 1
            actions.append(replace(action, done=True) if number in wanted else action)
        entries.append(replace(entry, actions=tuple(actions)))
    return with_entries(program, pair_id, entries) if wanted else program
