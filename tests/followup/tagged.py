"""Answers that can be told apart in a sum: each is a power of four, so a sum says which ones it has.

That shows of every figure, whoever computed it and however, exactly which answers it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import pytest

from rmentor.followup.kpis import KPIS
from rmentor.followup.readership import Readership
from rmentor.followup.skills import skills
from rmentor.language.catalogue import speak
from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer
from rmentor.pairing.pair import standing
from rmentor.reporting.pictures.satisfaction import satisfaction_view
from rmentor.reporting.pictures.scene import Scene

_BASE = 4
# KPIs that are sums of answers as they are given; others see only whether one is high or low.
SUMMED = ("pulse", "skill_gain", "mentor_confidence")
_FORMULAS = tuple(kpi for kpi in KPIS if kpi.id in SUMMED)
_PULSE_ITEMS = ("useful", "at-ease", "own-hands", "respected")

Key = tuple[object, ...]
"""Which answer: its KPI, whose it is, and where it stands."""


def mapped(program: Program, value: Callable[[Key, int], int]) -> Program:
    """The program with another value for each answer that counts in a sum."""
    journal = {
        pair.id: tuple(_entry(value, pair, each) for each in program.journal[pair.id])
        for pair in program.pairs
        if pair.id in program.journal
    }
    answers = {
        name: tuple(_answer(value, each, _reversed(program, name)) for each in given)
        for name, given in program.answers.items()
    }
    return replace(program, journal=journal, answers=answers)


def _entry(value: Callable[[Key, int], int], pair: Pair, entry: JournalEntry) -> JournalEntry:
    sides = {"mentor": pair.mentors, "mentee": pair.mentees}
    names = {
        side: each[0] if len(each) == 1 else f"{pair.id}/{side}" for side, each in sides.items()
    }
    key = (pair.id, entry.session, entry.date, "journal")
    return replace(
        entry,
        pulse={
            side: value(("pulse", names[side], side, *key), mark)
            for side, mark in entry.pulse.items()
        },
        levels={
            who: {
                topic: value(("skill_gain", who, topic, *key), level)
                for topic, level in levels.items()
            }
            for who, levels in entry.levels.items()
        },
    )


def _reversed(program: Program, survey: str) -> frozenset[str]:
    """Items of which 5 counts as 1."""
    items = program.surveys[survey].items if survey in program.surveys else ()
    return frozenset(item.id for item in items if item.reverse)


def _answer(value: Callable[[Key, int], int], answer: Answer, backwards: frozenset[str]) -> Answer:
    who, key = answer.person, (answer.role, answer.pair, answer.session)
    scales = {}
    for item, mark in answer.scales.items():
        kpi = "pulse" if answer.survey == "pulse" and item in _PULSE_ITEMS else ""
        kpi = "mentor_confidence" if item == "confidence" else kpi
        if kpi and item in backwards:
            scales[item] = 6 - value((kpi, who, *key), 6 - mark)
        else:
            scales[item] = value((kpi, who, *key), mark) if kpi else mark
    topics = {
        item: {
            topic: value(("skill_gain", who, topic, *key), level) for topic, level in levels.items()
        }
        for item, levels in answer.topics.items()
    }
    return replace(answer, scales=scales, topics=topics)


@dataclass
class Tags:
    """Which answer has which power, by its key."""

    places: dict[Key, int] = field(default_factory=dict)

    def tag(self, key: Key) -> int:
        """The number that stands for an answer."""
        return int(_BASE ** self.places.setdefault(key, len(self.places)))

    def read(self, total: Fraction) -> tuple[int, ...]:
        """How often each answer counts in a sum: 0, 1, 2 or -1."""
        assert total.denominator == 1, total
        left, found = int(total), []
        while left:
            digit = (left + 1) % _BASE - 1
            found.append(digit)
            left = (left - digit) // _BASE
        return tuple(found)

    def column(self, rows: Iterable[tuple[int, ...]], key: Key) -> tuple[int, ...]:
        """How often an answer counts in each sum."""
        place = self.places[key]
        return tuple(row[place] if place < len(row) else 0 for row in rows)


def tagged(program: Program, tags: Tags) -> Program:
    """The program with a number of its own in the place of every answer."""
    # Levels from the beginning are known: they count as nothing.
    people = tuple(replace(each, levels={}, offers={}) for each in program.participants)
    bare = replace(program, participants=people)
    return mapped(bare, lambda key, _: tags.tag(key))


def sums(
    program: Program, pairing: Pairing, day: date, readers: Readership
) -> Iterator[tuple[str, Fraction, str]]:
    """Every sum of answers that readers are told on a day: KPI, sum, and where it is told.

    Of a mean, whose number of answers is known to whoever tries: of the others, all that there can be.
    """
    for kpi, figure in readers.figures(program, day, _FORMULAS).items():
        for told in (figure, *figure.parts.values()):
            if told.numerator:
                yield kpi, told.numerator, f"{kpi} {told.id}"
    for skill in skills(program, day, readers):
        yield "skill_gain", _whole(skill.after), f"level in {skill.topic}"
    scene = Scene(program, pairing, day, speak("en"), readers.is_public)
    # A month's mean is drawn where answers can have it; powers of four are no such answers.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("rmentor.reporting.pictures.satisfaction.HIGHEST", 10**4000)
        view = satisfaction_view(scene)
    if view:
        yield "pulse", view.mean * view.answers, "picture"
        for part in view.sides:
            yield "pulse", part.mean * part.answers, f"picture {part.side}"
        for month in view.months:
            yield "pulse", month.mean * month.answers, f"picture {month.first}"


def _whole(mean: Fraction) -> Fraction:
    """The sum of whose answers this is the mean: as many as it then has."""
    for number in range(1, 1000):
        total = mean * number
        if total.denominator == 1:
            row = Tags().read(total)
            if set(row) <= {0, 1} and sum(row) == number:
                return total
    raise AssertionError(mean)


def told_on(
    program: Program, day: date, readers: Readership, tags: Tags
) -> Mapping[str, set[tuple[int, ...]]]:
    """Rows of what is told on a day, by KPI: how often each answer counts."""
    bare = tagged(program, tags)
    found: dict[str, set[tuple[int, ...]]] = {kpi: set() for kpi in SUMMED}
    for kpi, total, where in sums(bare, standing(program), day, readers):
        row, keys = tags.read(total), list(tags.places)
        assert all(keys[at][0] == kpi for at, digit in enumerate(row) if digit), where
        found[kpi].add(row)
    return found
