"""Why a session has no date, in the program's language, and the nearest starts that would work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rmentor.language.catalogue import Language, speak
from rmentor.language.dates import long_date
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.sessions import Unplaced
from rmentor.planning.clock import local_time
from rmentor.planning.events import Around
from rmentor.planning.load import Dates, Load, Task
from rmentor.planning.single import from_day
from rmentor.planning.slots import (
    Calendar,
    Interval,
    Slot,
    overlaps,
    slots,
    usual_minutes,
    week_of,
    without,
)

_MOST_NEAREST = 3
_BEYOND_END = timedelta(weeks=8)


def why_blocked(calendar: Calendar, pair: Pair) -> str | None:
    """Why a current pair is not planned at all, or None."""
    say = speak(calendar.program.language).text
    if pair.status == "paused":
        return say("the pair is paused")
    for person in pair.people:
        known = calendar.people.get(person)
        if known is None or known.status == "left":
            return say("%(name)s has left the program", name=known.name if known else person)
        if known.status == "paused":
            return say("%(name)s is paused", name=known.name)
    return None


@dataclass(frozen=True, slots=True)
class _Due:
    """Days, as ordinals, on which a session's neighbours would let it lie."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Unplaceable:
    """Explains sessions without a date; ``load`` holds all sessions that have one."""

    calendar: Calendar
    load: Load
    around: Around = Around()  # noqa: RUF009 - frozen, so one is as good as another

    def explained(self, task: Task, placed: Dates, number: int) -> Unplaced:
        """Say why session ``number`` of a pair has no date, and which starts are nearest."""
        days = {n: s.day for n, s in {**task.fixed, **placed}.items()}
        due = self._due(task, days, number)
        return Unplaced(
            task.pair,
            number,
            self._reason(task, due, number),
            tuple(self._nearest(task, days, due, number)),
        )

    def _due(self, task: Task, days: dict[int, int], number: int) -> _Due:
        first = max(task.origin, task.not_before.get(number, 0))
        last = self.calendar.last.toordinal()
        before = max((n for n in days if n < number), default=None)
        after = min((n for n in days if n > number), default=None)
        if before is not None:
            steps = number - before
            first = max(first, days[before] + steps * task.rhythm.shortest)
            last = min(last, days[before] + steps * task.rhythm.longest)
        if after is not None:
            steps = after - number
            first = max(first, days[after] - steps * task.rhythm.longest)
            last = min(last, days[after] - steps * task.rhythm.shortest)
        return _Due(first, last)

    def _reason(self, task: Task, due: _Due, number: int) -> str:
        language = speak(self.calendar.program.language)
        say = language.text
        minutes = task.minutes[number]
        people = [self.calendar.people[person] for person in task.people]
        windows: Sequence[Interval] = self.calendar.days(closed=True)
        for person in people:
            windows = overlaps(windows, self.calendar.windows(person))
        longest = max((end - start for start, end in windows), default=0)
        if longest == 0:
            return say("no weekly window in common")
        if longest < minutes:
            return say(
                "no common window of %(minutes)d minutes; the longest has %(longest)d",
                minutes=minutes,
                longest=longest,
            )
        end = self.calendar.last.toordinal()
        if due.first > due.last:
            if due.first > end:
                return say(
                    "the program ends on %(end)s, before this session is due",
                    end=_in_words(end, language),
                )
            return say("no day left between the sessions before and after it")
        lost = self._lost(task, people, windows, due, minutes)
        reason = say(
            "no common window free between %(first)s and %(last)s",
            first=_in_words(due.first, language),
            last=_in_words(due.last, language),
        )
        causes = _causes(lost, language)
        return f"{reason} ({causes})" if causes else reason

    def _lost(
        self,
        task: Task,
        people: Sequence[Participant],
        windows: Sequence[Interval],
        due: _Due,
        minutes: int,
    ) -> Counter[tuple[str, str]]:
        """Common windows on the due days, by what first leaves too little of each."""
        clock = self.calendar.clock
        found: Counter[tuple[str, str]] = Counter()
        for window in windows:
            days = range(clock.wall(window[0]) // 1440, clock.wall(window[1] - 1) // 1440 + 1)
            if window[1] - window[0] >= minutes and any(due.first <= d <= due.last for d in days):
                found[self._cause(task, people, window, minutes)] += 1
        return found

    def _cause(
        self, task: Task, people: Sequence[Participant], window: Interval, minutes: int
    ) -> tuple[str, str]:
        left: Sequence[Interval] = overlaps([window], self.calendar.days())
        if not _has(left, minutes):
            return ("closed", "")
        for person in people:
            left = overlaps(left, self.calendar.working(person))
        if not _has(left, minutes):
            return ("holiday", "")
        for person in people:
            left = overlaps(left, self.calendar.free(person))
            if not _has(left, minutes):
                return ("away", person.name)
        left = without(left, self.around.taken_by(task.people))
        if not _has(left, minutes):
            return ("event", "")
        left = without(left, self.load.taken(task.people))
        if not _has(left, minutes):
            return ("taken", "")
        if self.load.room(task.people, week_of(self.calendar.clock.wall(window[0]) // 1440)) <= 0:
            return ("week", "")
        return ("rhythm", "")

    def _nearest(self, task: Task, days: dict[int, int], due: _Due, number: int) -> list[datetime]:
        """Starts that only the rhythm forbids, nearest first chosen, in order of time.

        Those that keep the order of the sessions come first; if the program has none, the weeks
        after its end are looked at.
        """
        others = set(days.values())
        found = self._starts(task, task.free, number, others, self.calendar)
        if not found:
            last = self.calendar.last
            beyond = Calendar(
                self.calendar.program,
                last + timedelta(days=1),
                min(last, date.max - _BEYOND_END - timedelta(days=9)) + _BEYOND_END,
            )
            people = [beyond.people[person] for person in task.people]
            free = beyond.common(people, task.origin)
            found = self._starts(task, free, number, others, beyond)
        first, last_day = min(due.first, due.last), max(due.first, due.last)

        def distance(slot: Slot) -> tuple[bool, int, Slot]:
            in_order = all((n < number) == (day < slot.day) for n, day in days.items())
            return not in_order, max(first - slot.day, slot.day - last_day, 0), slot

        chosen: dict[int, Slot] = {}
        for slot in sorted(found, key=distance):
            chosen.setdefault(slot.day, slot)
            if len(chosen) == _MOST_NEAREST:
                break
        return [local_time(slot.wall) for slot in sorted(chosen.values())]

    def _starts(
        self,
        task: Task,
        free: Iterable[Interval],
        number: int,
        others: set[int],
        calendar: Calendar,
    ) -> list[Slot]:
        left = without(list(free), self.load.taken(task.people))
        usual = usual_minutes(left, calendar.clock)
        every = slots(left, task.minutes[number], calendar.clock, usual)
        return [
            slot
            for slot in from_day(every, task.not_before.get(number))
            if slot.day not in others and self.load.room(task.people, slot.week) > 0
        ]


def _has(intervals: Iterable[Interval], minutes: int) -> bool:
    return any(end - start >= minutes for start, end in intervals)


def _in_words(day: int, language: Language) -> str:
    on = date.fromordinal(day)
    return long_date(on, "fr") if language.code == "fr" else on.isoformat()


def _causes(lost: Counter[tuple[str, str]], language: Language) -> str:
    """Why windows are lost, each cause with its count, in a steady order."""
    say = language.text
    words = {
        "holiday": say("public holidays: %(n)d"),
        "away": say("absences (%(name)s): %(n)d"),
        "closed": say("closed weeks: %(n)d"),
        "event": say("events for many: %(n)d"),
        "taken": say("other sessions: %(n)d"),
        "week": say("weekly limit: %(n)d"),
    }
    found = []
    for cause, sentence in words.items():
        for (what, name), n in sorted(lost.items()):
            if what == cause:
                found.append(sentence % {"n": n, "name": name})
    return ", ".join(found)
