"""What stands of the present plan: sessions that are over or called off, and those that may stay.

- A session that the journal or the plan calls held keeps its line; the rhythm goes on from the day on
  which it was really held.
- A session before ``since`` of which the journal knows nothing is left as it is: it is over, and
  somebody may still record it.
- One whose time its people agreed on stays there; the rhythm goes on from that day.
- One that the journal says was *moved* from its day wants a date after that day. One that is
  *cancelled*, there or in plan.yaml, stays so; its number is not planned again.
- A cancelled session that the plan lists as unplaced has lost its date and still wants one: planning
  could not place it, or people called it off and mean to make it up.
- Pairs that have ended or are complete, and sessions that the framework no longer has: what was
  planned is cancelled. Paused pairs: likewise, and listed as unplaced until the pair goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Session, last_words

_MORNING = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Standing:
    """One pair's sessions before planning.

    Attributes:
        stays: Sessions whose lines planning keeps, by number.
        days: Day on which those of them lie that the rhythm reckons with; not the cancelled ones.
        wanted: Numbers that want a date.
        dated: Wanted sessions that have one now.
        lost: Wanted sessions that had one once.
        not_before: First day of wanted sessions that did not take place when planned.
    """

    stays: Mapping[int, Session]
    days: Mapping[int, date]
    wanted: tuple[int, ...]
    dated: Mapping[int, Session]
    lost: Mapping[int, Session]
    not_before: Mapping[int, date]


def standings(program: Program, since: date | None) -> dict[str, Standing]:
    """Standing of every pair that is in pairs.yaml or in the plan, by id."""
    planned: dict[str, dict[int, Session]] = {pair.id: {} for pair in program.pairs}
    for session in program.plan.sessions:
        planned.setdefault(session.pair, {})[session.session] = session
    waiting: dict[str, set[int]] = {}
    for each in program.plan.unplaced:
        waiting.setdefault(each.pair, set()).add(each.session)
    pairs = {pair.id: pair for pair in program.pairs}
    return {
        pair: _standing(program, pairs.get(pair), sessions, waiting.get(pair, set()), since)
        for pair, sessions in sorted(planned.items())
    }


def _standing(
    program: Program,
    pair: Pair | None,
    planned: Mapping[int, Session],
    waiting: set[int],
    since: date | None,
) -> Standing:
    journal = last_words(program.journal.get(pair.id, ())) if pair else {}
    numbers = program.framework.numbers_of(pair) if pair is not None and pair.is_current else ()
    has_place = frozenset(numbers)
    stays: dict[int, Session] = {}
    days: dict[int, date] = {}
    wanted: list[int] = []
    dated: dict[int, Session] = {}
    lost: dict[int, Session] = {}
    not_before: dict[int, date] = {}
    for number in sorted({*numbers, *planned, *journal}):
        session, entry = planned.get(number), journal.get(number)
        if pair is not None and entry is not None and entry.state == "held":
            stays[number] = _held(program, pair, session, entry)
            days[number] = entry.date
            continue
        fate = _fate(session, entry, since, has_place=number in has_place, waits=number in waiting)
        if fate == "agreed":
            # A pause is stronger than what was agreed before it.
            fate = "over" if pair is not None and pair.status == "active" else "dated"
        if session is not None and fate in ("over", "off", "stays"):
            stays[number] = session.called_off() if fate == "off" else session
            if fate == "over":
                days[number] = session.start.date()
        elif fate != "none":
            wanted.append(number)
            if entry is not None:
                not_before[number] = entry.date + timedelta(days=1)
            if session is not None:
                (dated if fate == "dated" else lost)[number] = session
    return Standing(stays, days, tuple(wanted), dated, lost, not_before)


def _fate(
    session: Session | None,
    entry: JournalEntry | None,
    since: date | None,
    *,
    has_place: bool,
    waits: bool,
) -> str:
    """What becomes of a session that the journal does not call held.

    ``over``: its line stays and its day counts. ``agreed``: likewise, while the pair goes on. ``stays``: its line stays. ``off``: it is cancelled.
    ``dated``, ``lost``, ``new``: it wants a date, having one, having had one, or never.
    ``none``: there is nothing to plan.
    """
    news = entry.state if entry is not None else None
    if session is None:
        return "new" if has_place and news != "cancelled" else "none"
    if session.state == "held":
        return "over"
    if session.state == "cancelled":
        return "lost" if has_place and waits else "stays"
    on = session.start.date()
    did_not_take_place = entry is not None and on <= entry.date
    if did_not_take_place and news == "cancelled":
        return "off"
    if since is not None and on < since and not did_not_take_place:
        return "over"
    if not has_place:
        return "off"
    if did_not_take_place:
        return "lost"
    return "agreed" if session.agreed else "dated"


def _held(program: Program, pair: Pair, session: Session | None, entry: JournalEntry) -> Session:
    """A held session keeps the line that it has; one that was never planned gets its own."""
    if session is not None:
        return session if session.state == "held" else replace(session, state="held")
    framework = program.framework
    module = framework.module_of(entry.session)
    midnight = datetime(entry.date.year, entry.date.month, entry.date.day)  # noqa: DTZ001
    return Session(
        pair=pair.id,
        session=entry.session,
        start=midnight + _MORNING,
        minutes=entry.minutes or framework.minutes_of(entry.session),
        module=module.id if module else None,
        topic=next(iter(entry.topics or pair.topics), None),
        format=framework.format_of(entry.session),
        place=framework.place,
        state="held",
    )
