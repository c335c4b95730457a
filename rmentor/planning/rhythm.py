"""The best dates for the sessions of one pair, exactly, by dynamic programming.

1. Sessions are taken in order. A *state* is a session with a start, and, where a week has room for
   fewer sessions than the rhythm would put into it, how many of the pair's lie in that week so far.
2. From one session one goes on to the next, ``every`` plus or minus the slack later. A session that
   stays without a date is on some day all the same, so that those around it are two such steps
   apart, or n, plus or minus n times the slack. Only before the first date, after the last and
   between two fixed ones may sessions be left out without.
3. From the last session backwards, each state gets the best value that can follow it.

Values are compared in this order: more sessions placed; fewer of those moved that already have a
date; the quality, that is a steady rhythm at one weekday and time, an early start, and weeks that are
not crowded; and the later sessions left out rather than the earlier. Equal values go to the earlier
dates. Levels are packed into one integer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from operator import itemgetter

from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Plan
from rmentor.model.windows import DAY_MINUTES
from rmentor.planning.slots import Slot, week_of

PLACED = 1 << 72
MOVED = 1 << 52
POINT = 1 << 16  # more than leaving out all of 200 sessions costs by their numbers
_DEVIATION = 10 * POINT  # a day off the rhythm
_OTHER_TIME = 5 * POINT  # another weekday or time than the session before
_DELAY = 5 * POINT  # a day before the first session
_EARLIEST, _LATEST = 14, 28  # days around the usual one that are looked at first
_WIDTH_COST = min(_EARLIEST * _DEVIATION, _LATEST * _DELAY)
_IMPOSSIBLE = -(1 << 100)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days from one session to the next: as a rule, at least and at most."""

    every: int
    shortest: int
    longest: int

    @property
    def most_in_a_week(self) -> int:
        """Most sessions that this rhythm can put into one week."""
        return 1 + 6 // self.shortest

    def allows(self, days: int, steps: int) -> bool:
        """Whether ``days`` may lie between two sessions whose numbers differ by ``steps``."""
        return steps * self.shortest <= days <= steps * self.longest


def rhythm_of(framework: Framework, pair: Pair) -> Rhythm:
    """Rhythm of a pair: its own ``every``, else the framework's.

    Slack is the framework's; where that is half of the framework's ``every``, which is also what an
    unstated one is, a pair with a quicker rhythm gets half of its own. Two sessions of a pair never
    share a day.
    """
    every = pair.every_days or framework.every_days
    slack = framework.slack_days
    if slack == framework.every_days // 2:
        slack = min(slack, every // 2)
    return Rhythm(every, max(1, every - slack), max(1, every + slack))


def lagging(program: Program, plan: Plan) -> frozenset[str]:
    """Pairs with a rhythm of their own whose dates are nearer to the framework's.

    The slack may allow both: fourteen days lie within three weeks plus or minus one. Who asks for
    another rhythm wants to meet by it, on average.
    """
    usual = program.framework.every_days
    own = {
        pair.id: pair.every_days
        for pair in program.pairs
        if pair.is_current and pair.every_days and pair.every_days != usual
    }
    dates: dict[str, list[tuple[int, int]]] = {}
    for session in plan.sessions:
        if session.pair in own and session.state == "planned":
            dates.setdefault(session.pair, []).append((session.session, session.start.toordinal()))
    found = set()
    for pair, each in dates.items():
        (first, begins), (last, ends) = min(each), max(each)
        steps, days = last - first, ends - begins
        if steps and abs(days - steps * usual) < abs(days - steps * own[pair]):
            found.add(pair)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Place:
    """One session in the chain of a pair.

    Attributes:
        number: Its number.
        minutes: Its length.
        slots: Starts that it may have, in order; for a fixed session the one that it has.
        costs: What each of them costs, beside the rhythm.
        is_fixed: Whether it keeps its date whatever happens; it is not wanted then.
        has_date: Whether it has a date that it would lose by being left out.
        is_wanted: Whether it wants a date; one that is called off does not.
    """

    number: int
    minutes: int
    slots: Sequence[Slot]
    costs: Sequence[int]
    is_fixed: bool = False
    has_date: bool = False
    is_wanted: bool = True


def best_dates(
    places: Sequence[Place], rhythm: Rhythm, room: Callable[[int], int], origin: int
) -> tuple[int, dict[int, Slot]]:
    """Best starts by session number, and their value.

    Args:
        places: Sessions of the pair, by number.
        rhythm: Days between them.
        room: How many of the sessions that are not fixed a week can take.
        origin: Day from which a delay of the first session counts.
    """
    if not places:
        return 0, {}
    near = _near(places, rhythm, origin)
    if near is not None:
        value, found = _Chain(near, rhythm, room, origin).solved(skipping=False)
        if len(places) * PLACED - value < _WIDTH_COST:
            return value, found
    chain = _Chain(places, rhythm, room, origin)
    value, found = chain.solved(skipping=False)
    if value <= _IMPOSSIBLE // 2:
        value, found = chain.solved(skipping=True)
    return value, found


def _near(places: Sequence[Place], rhythm: Rhythm, origin: int) -> list[Place] | None:
    """Places with only the slots near an undisturbed rhythm from the first day on, if that is enough.

    Whoever strays further has waited or left the rhythm for so many days that it costs at least
    ``_WIDTH_COST``: a chain of these slots that costs less is the best of all chains.
    """
    if any(place.is_fixed or place.has_date or not place.is_wanted for place in places):
        return None
    if [place.number for place in places] != list(range(1, len(places) + 1)):
        return None
    found = []
    for place in places:
        usual = origin + (place.number - 1) * rhythm.every
        first = bisect_left(place.slots, usual - _EARLIEST, key=lambda slot: slot.day)
        last = bisect_right(place.slots, usual + _LATEST, key=lambda slot: slot.day)
        found.append(replace(place, slots=place.slots[first:last], costs=place.costs[first:last]))
    return found


_Step = tuple[int, int, int]
"""Layer; slot, or minus one minus the place of a day; sessions in that week so far."""


class _Chain:
    """States of one pair: a layer for each session number, slots and days without a date in it."""

    def __init__(
        self, places: Sequence[Place], rhythm: Rhythm, room: Callable[[int], int], origin: int
    ) -> None:
        self.rhythm, self.origin = rhythm, origin
        by_number = {place.number: place for place in places}
        numbers = range(min(by_number), max(by_number) + 1)
        nothing = Place(0, 0, (), (), is_wanted=False)
        self.layers = [by_number.get(number, nothing) for number in numbers]
        self.days = [[slot.day for slot in place.slots] for place in self.layers]
        self.times = [[s.day % 7 * DAY_MINUTES + s.minute for s in p.slots] for p in self.layers]
        every = [day for days in self.days for day in days]
        self.low, self.high = min(every, default=0), max(every, default=-1)
        self.room = {week: room(week) for week in {week_of(day) for day in every}}
        most = rhythm.most_in_a_week
        self.counts = most if min(self.room.values(), default=most) < most else 0
        # What is lost when this and all earlier sessions stay without a date.
        self.lost = [0]
        for place, number in zip(self.layers, numbers, strict=True):
            loss = place.has_date * MOVED + (numbers[-1] - number)
            self.lost.append(self.lost[-1] + (loss if place.is_wanted else 0))
        self.wanted_before = [0, *accumulate(place.is_wanted for place in self.layers)]
        fixed = [i for i, place in enumerate(self.layers) if place.is_fixed]
        self.first_fixed = fixed[0] if fixed else len(self.layers)
        self.next_fixed = dict(pairwise([*fixed, len(self.layers)]))
        self.last_fixed = fixed[-1] if fixed else -1
        self.values: list[list[list[int]]] = []
        self.steps: list[list[list[_Step | None]]] = []

    def solved(self, *, skipping: bool) -> tuple[int, dict[int, Slot]]:
        """Value and dates of the best chain; without ``skipping`` every session has one."""
        size = len(self.layers)
        self.values = [[] for _ in range(size)]
        self.steps = [[] for _ in range(size)]
        for i in reversed(range(size)):
            for count in range(self.counts + 1):
                states = [self._from_slot(i, c, count, skipping) for c in range(len(self.days[i]))]
                if self._may_lack(i, skipping):
                    days = reversed(range(self.low, self.high + 1))
                    states += [self._from_day(i, day, count, skipping) for day in days]
                self.values[i].append([value for value, _ in states])
                self.steps[i].append([step for _, step in states])
        value, step = self._begin(skipping)
        found = {}
        while step is not None:
            i, c, count = step
            if c >= 0:
                found[self.layers[i].number] = self.layers[i].slots[c]
            step = self.steps[i][count][c]
        return value, found

    def _may_lack(self, i: int, skipping: bool) -> bool:
        """Whether session ``i`` may stay without a date."""
        place = self.layers[i]
        return not place.is_fixed and (skipping or not place.is_wanted)

    def _loss(self, i: int, j: int, skipping: bool) -> int | None:
        """What leaving out sessions from ``i`` to before ``j`` costs; None if it is not allowed."""
        if not skipping and self.wanted_before[j] > self.wanted_before[i]:
            return None
        return self.lost[j] - self.lost[i]

    def _count(self, i: int, c: int, week: int, count: int) -> int:
        """Sessions in the week of a slot when it is reached, or -1 where it has no room."""
        if not self.counts:
            return 0
        slot = self.layers[i].slots[c]
        before = count if slot.week == week else 0
        if self.layers[i].is_fixed:
            return before
        return before + 1 if before < min(self.room[slot.week], self.counts) else -1

    def _begin(self, skipping: bool) -> tuple[int, _Step | None]:
        best, step = self._ending(-1, skipping)
        for j, place in enumerate(self.layers[: self.first_fixed + 1]):
            loss = self._loss(0, j, skipping)
            if loss is None:
                break
            for c, day in enumerate(self.days[j]):
                count = self._count(j, c, -1, 0)
                if count < 0:
                    continue
                delay = 0 if place.is_fixed else _DELAY * (day - self.origin)
                value = self.values[j][count][c] - delay - loss
                if value > best:
                    best, step = value, (j, c, count)
        return best, step

    def _ending(self, i: int, skipping: bool) -> tuple[int, _Step | None]:
        """Value of leaving out all sessions after ``i``."""
        loss = self._loss(i + 1, len(self.layers), skipping)
        return (_IMPOSSIBLE if loss is None or i < self.last_fixed else -loss), None

    def _from_slot(self, i: int, c: int, count: int, skipping: bool) -> tuple[int, _Step | None]:
        """Value of session ``i`` at its slot ``c`` and of what follows, and the next step."""
        place = self.layers[i]
        slot = place.slots[c]
        best, step = self._ending(i, skipping)
        if place.is_fixed and (after := self.next_fixed[i]) < len(self.layers):
            # The days between two fixed sessions are what they are.
            loss = self._loss(i + 1, after, skipping)
            if loss is not None:
                count_there = self._count(after, 0, slot.week, count)
                best = self.values[after][count_there][0] - loss
                step = (after, 0, count_there)
        if not (place.is_fixed and self.next_fixed[i] == i + 1):
            found = self._onward(
                i, slot.day, slot.at + place.minutes, self.times[i][c], count, skipping
            )
            best, step = max((best, step), found, key=itemgetter(0))
        return best + (0 if place.is_fixed else PLACED - place.costs[c]), step

    def _from_day(self, i: int, day: int, count: int, skipping: bool) -> tuple[int, _Step | None]:
        """Value of leaving session ``i`` out, as if it lay on ``day``, and the next step."""
        loss = self._loss(i, i + 1, skipping=True) or 0
        value, step = self._onward(i, day, 0, None, count, skipping)
        return value - loss, step

    def _onward(
        self, i: int, day: int, end: int, time: int | None, count: int, skipping: bool
    ) -> tuple[int, _Step | None]:
        """Best step to the session after ``i``, with a date or as if it had one."""
        best, step, j = _IMPOSSIBLE, None, i + 1
        if j == len(self.layers):
            return best, step
        days, times, values, week = self.days[j], self.times[j], self.values[j], week_of(day)
        earliest, latest = day + self.rhythm.shortest, day + self.rhythm.longest
        ideal, counts = day + self.rhythm.every, self.counts
        first, last = bisect_left(days, earliest), bisect_right(days, latest)
        # A session past midnight may reach into the next day's.
        while first < last and self.layers[j].slots[first].at < end:
            first += 1
        for c in range(first, last):
            reached = self._count(j, c, week, count) if counts else 0
            if reached < 0:
                continue
            value = values[reached][c] - _DEVIATION * abs(days[c] - ideal)
            if time is not None and times[c] != time:
                value -= _OTHER_TIME
            if value > best:
                best, step = value, (j, c, reached)
        if self._may_lack(j, skipping):
            for there in range(earliest, min(latest, self.high) + 1):
                reached = count if counts and week_of(there) == week else 0
                c = self.low - 1 - there
                value = values[reached][c] - _DEVIATION * abs(there - ideal)
                if value > best:
                    best, step = value, (j, c, reached)
        return best, step
