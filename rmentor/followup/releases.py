"""What of a figure about answers is published as time goes by, in steps of enough people.

A mean of June less the mean of May is a mean of what was answered in between: that, too, must speak of
enough people, and so must whatever else can be worked out of all that was ever published (``hiding``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rmentor.followup.hiding import People, Sums, Voice, bits_of, by_part, union

# Whoever reads reports every day learns no more than who reads them every week.
BETWEEN_STEPS = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Release:
    """What of a figure is published, and as of which day; a part that never was is missing.

    Attributes:
        day: Of the whole; ``parts``: of each part.
        started: Last of the days on which the whole was published and a sum over the same people that
            only first answers change may stand beside it, such as where they began.
        parts_started: The same of each part.
    """

    day: date | None = None
    parts: Mapping[str, date] = field(default_factory=dict)
    started: date | None = None
    parts_started: Mapping[str, date] = field(default_factory=dict)


def release(
    voices: Iterable[Voice], smallest: int, until: date | None, over: date | None = None
) -> Release:
    """Tell what of a figure is published on a day, given everything that was published before.

    There is a step at most once a week, as soon as ``smallest`` people have answered since the last
    one; where the figure has parts, as soon as twice as many have, so that they can be told apart; and
    on the day ``over``. What is published on a day depends on answers until that day alone, so whoever
    asks on several days learns no more.

    Args:
        voices: All answers; those without a day are never published.
        smallest: People.
        until: The day, or None for after all answers.
        over: Day from which nobody waits for more than ``smallest``, such as the program's last.
    """
    by_day: dict[date, list[Voice]] = {}
    for voice in voices:
        if voice.day is not None and (until is None or voice.day <= until):
            by_day.setdefault(voice.day, []).append(voice)
    if by_day and over is not None and (until is None or over <= until):
        by_day.setdefault(over, [])
    known = _Known(smallest, over, bits_of(voice for day in by_day.values() for voice in day))
    for day, answers in sorted(by_day.items()):
        if known.next_step is not None and known.next_step < day:
            known.publish(known.next_step)
        known.take_in(answers)
        if known.next_step is None or known.next_step <= day or day == over:
            known.publish(day)
    if known.next_step is not None and (until is None or known.next_step <= until):
        known.publish(known.next_step)
    every, first = known.every, known.first
    return Release(every.day, every.parts, first.day, first.parts)


class _Known:
    """What is known of a figure, and what of it has been published."""

    def __init__(self, smallest: int, over: date | None, bits: Mapping[str, int]) -> None:
        self.every, self.first = _Series(smallest), _Series(smallest)
        self._smallest, self._over, self._bits = smallest, over, bits
        self._has_parts = False

    @property
    def next_step(self) -> date | None:
        """First day of the next step; None before there was one."""
        return None if self.every.day is None else self.every.day + BETWEEN_STEPS

    def take_in(self, answers: Sequence[Voice]) -> None:
        """Take in the answers of a day."""
        self._has_parts |= any(voice.part for voice in answers)
        self.every.wait_for(by_part(answers, self._bits))
        firsts = (voice for voice in answers if voice.is_first)
        self.first.wait_for(by_part(firsts, self._bits))

    def publish(self, day: date) -> None:
        """Publish as of that day what can be."""
        is_patient = self._has_parts and (self._over is None or day < self._over)
        if self.every.people_waiting < self._smallest * (2 if is_patient else 1):
            return
        self.every.publish(day)
        if self._has_parts:
            self.every.publish_parts()
        new = self.first.people_waiting
        if new >= self._smallest or (not new and self.first.day is not None):
            self.first.publish(day)
            now = [part for part, on in self.every.parts.items() if on == day]
            self.first.publish_parts(among=now)


class _Series:
    """What is published of one sum and its parts, step by step."""

    def __init__(self, smallest: int) -> None:
        self.day: date | None = None
        self.parts: dict[str, date] = {}
        self._sums = Sums(smallest)
        self._waiting: dict[str, People] = {}

    def wait_for(self, cells: Mapping[str, People]) -> None:
        """Take in answers of a day, to be published later."""
        for part, people in cells.items():
            self._waiting[part] = self._waiting.get(part, 0) | people

    @property
    def people_waiting(self) -> int:
        """How many have answered since the last time."""
        return union(self._waiting.values()).bit_count()

    def publish(self, day: date) -> None:
        """Publish the whole as of that day; as it was, where nobody has answered since."""
        if self._waiting:
            self._sums.add_step(self._waiting)
        self._waiting, self.day = {}, day

    def publish_parts(self, among: Iterable[str] | None = None) -> None:
        """Publish parts as of the day of the whole, where that is safe."""
        if self.day is None:
            return
        pending = tuple(self._sums.pending())
        for part in pending:
            if (among is None or part in among) and self._sums.publish(part):
                self.parts[part] = self.day
        self.parts.update(
            (part, self.day) for part in among or () if part in self.parts and part not in pending
        )
