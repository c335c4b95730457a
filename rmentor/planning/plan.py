"""The door: dates for all sessions of a program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from rmentor.errors import Remark, Unready
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.planning.agenda import session_topics
from rmentor.planning.clock import local_time, wall_minute
from rmentor.planning.events import Around, around_events
from rmentor.planning.load import Dates, Load, Task
from rmentor.planning.places import Places, usual_places
from rmentor.planning.reasons import Unplaceable, why_blocked
from rmentor.planning.rhythm import lagging, rhythm_of
from rmentor.planning.schedule import schedule
from rmentor.planning.settled import unsettled
from rmentor.planning.slots import Calendar, Slot, present, without
from rmentor.planning.standing import Standing, standings

_MOST_ROUNDS = 4


def plan(program: Program, *, since: date | None = None) -> Plan:
    """Give every session that can have one a date, and say why the others cannot.

    As many sessions as possible are placed. Sessions that stand in ``program.plan`` stay where they
    are if they may; what happens to those that are over, called off or moved is told in
    ``standing``. The result depends on the program alone.

    Args:
        program: A checked program.
        since: The day it is: nothing is planned before it, and sessions before it are over.

    Raises:
        Unready: The program has no first or last day, or a country whose holidays nobody knows.
    """
    made = _planned(program, since)
    if lagging(program, made):
        # What could not follow its own rhythm may do so once others have moved for it.
        for _ in range(_MOST_ROUNDS):
            before, made = made, _planned(replace(program, plan=made), since)
            if made == before:
                break
    return replace(made, calendar=_calendar_name(program, made))


def _calendar_name(program: Program, made: Plan) -> str:
    """Name of this program's calendars: the one that it has; a new one with the first dates only.

    Two programs have two names where their names, first days, coordinators or pairs differ.
    """
    old = program.plan
    is_first = (made.sessions or made.events) and not (old.sessions or old.events)
    if old.calendar or not is_first:
        return old.calendar
    told = [program.name, str(program.start), program.coordinator.email or ""]
    told += sorted(pair.id for pair in program.pairs)
    return "p" + sha256("\0".join(told).encode()).hexdigest()[:10]


def _planned(program: Program, since: date | None) -> Plan:
    """Plan once, from what stands."""
    calendar = _calendar(program)
    around = around_events(program, since)
    made = _around(calendar, around, since, frozenset())
    late = lagging(program, made)
    if late:
        # A pair that has chosen another rhythm is planned anew, unless that costs a date.
        anew = _around(calendar, around, since, late)
        if not lagging(program, anew) and len(anew.unplaced) <= len(made.unplaced):
            made = anew
    return replace(made, events=around.events, unplaced_events=around.unplaced)


def _around(calendar: Calendar, around: Around, since: date | None, anew: frozenset[str]) -> Plan:
    """Plan sessions around events for many, those of pairs ``anew`` wherever they stand."""
    made = _plan_sessions(calendar, around, since, anew)
    waiting = around.waiting(calendar.program, made)
    if waiting:
        # Sessions wait for a kick-off or a training only where that costs none of them its date.
        sooner = _plan_sessions(calendar, around.hurried(waiting), since, anew)
        made = min(made, sooner, key=lambda each: len(each.unplaced))
    return made


def _plan_sessions(
    calendar: Calendar, around: Around, since: date | None, anew: frozenset[str]
) -> Plan:
    """Give sessions dates around the events for many."""
    program = calendar.program
    standing = standings(program, since)
    pairs = {pair.id: pair for pair in program.pairs}
    load = Load(program.max_per_week)
    for pair, present_plan in standing.items():
        _enter_fixed(load, calendar, pairs.get(pair), present_plan)
    blocked = {pair.id: why_blocked(calendar, pair) for pair in program.pairs if pair.is_current}
    tasks = [
        _task(calendar, around, pairs[pair], standing[pair], since)
        for pair, reason in blocked.items()
        if reason is None and standing[pair].wanted
    ]
    tasks = [replace(task, standing={}) if task.pair in anew else task for task in tasks]
    dates = _dates(tasks, load, calendar)
    unplaceable = Unplaceable(calendar, load, around)
    places = usual_places(program)
    by_pair = {task.pair: task for task in tasks}
    sessions: list[Session] = []
    unplaced: list[Unplaced] = []
    for pair, present_plan in standing.items():
        placed = dates.get(pair, {})
        sessions += present_plan.stays.values()
        if present_plan.wanted:
            sessions += _sessions(calendar, places, pairs[pair], present_plan, placed)
        left = [number for number in present_plan.wanted if number not in placed]
        if not left:
            continue
        why = blocked[pair]
        if why is not None:
            unplaced += [Unplaced(pair, number, why) for number in left]
            continue
        task = by_pair[pair]
        if around.waits:
            # That they wait for an event is no reason: it has been tried without.
            hurried = around.hurried(task.people)
            task = _task(calendar, hurried, pairs[pair], present_plan, since)
        unplaced += [unplaceable.explained(task, placed, number) for number in left]
    return Plan(
        tuple(sorted(sessions, key=lambda session: (session.pair, session.session))),
        tuple(unplaced),
    )


def _calendar(program: Program) -> Calendar:
    if program.start is None or program.end is None:
        key = "start" if program.start is None else "end"
        raise Unready(
            what=Remark(
                "The program has no %(key)s date, so nothing can be planned.", {"key": key}
            ),
            hint=Remark("Add it to program.yaml, such as %(key)s: 2027-01-11", {"key": key}),
        )
    calendar = Calendar(program, program.start, program.end)
    for person in program.participants:
        if person.country and not calendar.knows_holidays_of(person):
            raise Unready(
                what=Remark(
                    "No public holidays are known for the country “%(country)s” (%(person)s).",
                    {"country": person.country, "person": person.id},
                ),
                hint=Remark("Write it as an ISO code, such as FR or FR-57, or leave it out."),
            )
    return calendar


def _enter_fixed(load: Load, calendar: Calendar, pair: Pair | None, standing: Standing) -> None:
    if pair is not None:
        for number, slot in _fixed(calendar, standing).items():
            load.add(pair.people, slot, standing.stays[number].minutes)


def _fixed(calendar: Calendar, standing: Standing) -> dict[int, Slot]:
    """Slots of sessions that keep their dates; one held on another day counts on that day."""
    found = {}
    for number, day in standing.days.items():
        at = standing.stays[number].start.replace(year=day.year, month=day.month, day=day.day)
        wall = wall_minute(at)
        found[number] = Slot(
            calendar.clock.likely_instant(wall), day.toordinal(), at.hour * 60 + at.minute
        )
    return found


def _first_day(calendar: Calendar, pair: Pair, standing: Standing, since: date | None) -> date:
    """First day on which a pair can be planned.

    Where the program begins with sessions of others (of pairs beside groups, or the other way
    round), theirs come first: as many rhythms later, unless somebody has planned it sooner already.
    """
    start = max(calendar.first, pair.since or calendar.first)
    numbers = calendar.program.framework.numbers_of(pair)
    if numbers and numbers[0] > 1:
        every = rhythm_of(calendar.program.framework, pair).every
        later = min(start.toordinal() + (numbers[0] - 1) * every, calendar.last.toordinal())
        days = [*standing.days.values(), *(each.start.date() for each in standing.dated.values())]
        start = max(start, min([date.fromordinal(later), *days]))
    return start if since is None else max(start, since)


def _task(
    calendar: Calendar, around: Around, pair: Pair, standing: Standing, since: date | None
) -> Task:
    program = calendar.program
    framework = program.framework
    first = _first_day(calendar, pair, standing, since)
    not_before = {number: day.toordinal() for number, day in standing.not_before.items()}
    settled = {n: session.start.date() for n, session in standing.dated.items()}
    waits = around.waits_of(pair.people, standing.wanted, {**settled, **standing.days})
    if len(waits) == len(standing.wanted):
        # All of them wait, so the pair begins later.
        first = max(first, date.fromordinal(min(waits.values())))
    for number, day in waits.items():
        if day > first.toordinal():
            not_before[number] = max(day, not_before.get(number, 0))
    free = tuple(
        without(
            calendar.common(present(calendar.people, pair), first.toordinal()),
            around.taken_by(pair.people),
        )
    )
    minutes = {number: framework.minutes_of(number) for number in standing.wanted}
    dated = {}
    for number, session in standing.dated.items():
        slot = calendar.slot(session.start)
        if slot is None or slot.day < first.toordinal():
            continue
        end = slot.at + minutes[number]
        if any(start <= slot.at and end <= stop for start, stop in free):
            dated[number] = slot
    return Task(
        pair=pair.id,
        people=pair.people,
        rhythm=rhythm_of(framework, pair),
        minutes=minutes,
        fixed=_fixed(calendar, standing),
        standing={n: s for n, s in dated.items() if s.day >= not_before.get(n, 0)},
        not_before=not_before,
        free=free,
        origin=first.toordinal(),
    )


def _dates(tasks: Sequence[Task], load: Load, calendar: Calendar) -> dict[str, Dates]:
    """Dates of all tasks, entered into ``load``.

    A result that is not proven best is planned again from where it stands, until nothing changes:
    whoever plans twice finds the same.
    """
    open_tasks = unsettled(tasks, load)
    names = {task.pair for task in open_tasks}
    dates = {task.pair: dict(task.standing) for task in tasks if task.pair not in names}
    for task in tasks:
        if task.pair in dates:
            load.add_all(task, dates[task.pair])
    while open_tasks:
        scheduled = schedule(open_tasks, load, calendar.clock)
        dates.update(scheduled.dates)
        again = [
            replace(task, standing=scheduled.dates[task.pair])
            for task in open_tasks
            if len(scheduled.dates[task.pair]) < len(task.minutes)
        ]
        same = all(scheduled.dates[task.pair] == task.standing for task in open_tasks)
        if scheduled.is_proven or same:
            break
        for task in again:
            load.drop_all(task, scheduled.dates[task.pair])
        open_tasks = again
    return dates


def _sessions(
    calendar: Calendar, places: Places, pair: Pair, standing: Standing, placed: Dates
) -> list[Session]:
    """Lines of the sessions that wanted a date: placed, or cancelled where they lost theirs."""
    framework = calendar.program.framework
    settled = {number: session.topic for number, session in standing.stays.items()}
    topics = session_topics(framework, calendar.people, pair, settled)
    before = {**standing.dated, **standing.lost}
    found = []
    for number in standing.wanted:
        old, slot = before.get(number), placed.get(number)
        if slot is None:
            if old is not None:
                found.append(old.called_off())
            continue
        module = framework.module_of(number)
        new = Session(
            pair=pair.id,
            session=number,
            start=local_time(slot.wall),
            minutes=framework.minutes_of(number),
            module=module.id if module else None,
            topic=topics.get(number),
            format=framework.format_of(number),
            place=places.of(old) if old is not None else framework.place,
        )
        first = old.first_if_at(new.start) if old is not None else None
        found.append(replace(new, sequence=_sequence(new, old), first=first))
    return found


def _sequence(new: Session, old: Session | None) -> int:
    """Sequence of a session: one more than before if its time or length changed or it came back."""
    if old is None:
        return 0
    same = (new.start, new.minutes, new.state) == (old.start, old.minutes, old.state)
    return old.sequence + (not same)
