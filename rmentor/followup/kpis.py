"""The computed KPIs (domain, section 7): one table, from which each figure is worked out exactly.

``computed`` says how things stand, for the coordinator. ``published`` is for everybody: figures about
answers are as of a day on which enough people had answered since the last, so that two of them never
differ by a few answers (see ``hiding``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from statistics import median

from rmentor.followup.hiding import Voice, enough, fewest, steps_beside, visible_parts
from rmentor.followup.measures import answers, people, pulses, sessions
from rmentor.followup.measures.facts import Count, Facts, Measured
from rmentor.followup.releases import release
from rmentor.model.figures import Figure
from rmentor.model.program import Program
from rmentor.model.surveys import Answer


@dataclass(frozen=True, slots=True)
class ComputedKpi:
    """A KPI that rmentor computes.

    Attributes:
        id: As objectives.yaml names it.
        measure: What is counted.
        how: ``share`` (100 times the sum over the number), ``mean``, ``median`` or ``count``.
        unit: ``%``, ``days`` or None.
        better: ``up`` or ``down``.
        about_answers: Whether it tells what people answered: then it is hidden where too few did.
        hears_answers: Whether answers go into it besides facts; too few of them are left out.
        part: Another measure, whose figure stands beside the whole as a part of it.
        of_first: Published only as of days on which a sum that nothing but first answers change may
            stand beside it (see ``releases.Release``).
    """

    id: str
    measure: Callable[[Facts], Measured]
    how: str = "share"
    unit: str | None = "%"
    better: str = "up"
    about_answers: bool = False
    hears_answers: bool = False
    part: Callable[[Facts], Measured] | None = None
    of_first: bool = False

    @property
    def is_of_facts(self) -> bool:
        """Whether no answer goes into it: then two of its figures may stand side by side."""
        return not (self.about_answers or self.hears_answers)


KPIS: tuple[ComputedKpi, ...] = (
    ComputedKpi("sessions_held", sessions.sessions_held),
    ComputedKpi("on_time", sessions.on_time),
    ComputedKpi("attendance", sessions.attendance),
    ComputedKpi("skill_gain", answers.skill_gain, "mean", None, about_answers=True),
    ComputedKpi("topics_taught", sessions.topics_taught, "count", None),
    ComputedKpi("pulse", pulses.pulse, "mean", None, about_answers=True),
    ComputedKpi("two_way", sessions.two_way, hears_answers=True),
    ComputedKpi("recommend", answers.recommend, unit=None, about_answers=True),
    ComputedKpi("mentor_confidence", answers.mentor_confidence, "mean", None, about_answers=True),
    ComputedKpi("pairs_completed", people.pairs_completed),
    ComputedKpi("no_fault_exits", people.no_fault_exits, better="down", part=people.rematched),
    ComputedKpi("wait", people.wait, "median", "days", "down"),
    ComputedKpi("served", people.served),
    ComputedKpi("retention", people.retention),
)


def computed(
    program: Program, today: date | None, kpis: Iterable[ComputedKpi] = KPIS
) -> Mapping[str, Figure]:
    """Computed KPIs as they stand on a day, by id, for those who look after the program.

    What is shown on one day gives nothing hidden away. Two days that are compared could: for others
    than the coordinator there is ``published``.

    Args:
        program: The program.
        today: Entries, answers and changes of later days do not count; None: everything counts.
        kpis: Those that are wanted; all, where nothing is said.
    """
    facts = Facts(program, today)
    return {kpi.id: _as_it_stands(kpi, facts) for kpi in kpis}


def _as_it_stands(kpi: ComputedKpi, facts: Facts) -> Figure:
    measured, smallest = kpi.measure(facts), fewest(facts.program)
    if not kpi.about_answers:
        return _plain(kpi, measured, facts)
    voices = [Voice(who, part=count.part) for count in measured.counts for who in count.people]
    if voices and not enough(voices, smallest):
        return Figure(kpi.id, is_hidden=True)
    shown = visible_parts(voices, smallest)
    parts = _parts(kpi, measured.counts)
    return replace(
        _figure(kpi.id, kpi.how, measured.counts),
        parts={
            part: figure if part in shown else Figure(part, is_hidden=True)
            for part, figure in parts.items()
        },
    )


def _plain(kpi: ComputedKpi, measured: Measured, facts: Facts) -> Figure:
    whole = _figure(kpi.id, kpi.how, measured.counts)
    return replace(whole, parts=_parts(kpi, kpi.part(facts).counts)) if kpi.part else whole


def _parts(kpi: ComputedKpi, counts: Iterable[Count]) -> dict[str, Figure]:
    found: dict[str, list[Count]] = {}
    for count in counts:
        if count.part:
            found.setdefault(count.part, []).append(count)
    return {part: _figure(part, kpi.how, found[part]) for part in sorted(found)}


def _figure(name: str, how: str, counts: Iterable[Count]) -> Figure:
    """Work out a figure; without anything to count, only a plain count has a value."""
    counted = tuple(counts)
    number, total = len(counted), Fraction(sum(count.amount for count in counted))
    who = len({person for count in counted for person in count.people})
    if how == "count":
        return Figure(name, total, total, None, who)
    if not counted:
        return Figure(name, None, Fraction(0), Fraction(0), 0)
    if how == "median":
        middle = median(Fraction(count.amount) for count in counted)
        return Figure(name, middle, None, Fraction(number), who)
    value = total / number * (100 if how == "share" else 1)
    return Figure(name, value, total, Fraction(number), who)


def computed_wholes(program: Program, kpi: ComputedKpi, days: Sequence[date]) -> tuple[Figure, ...]:
    """A KPI about answers, without its parts, as it stood on each of these days, in their order.

    A day before the last has a figure only where it may be shown beside all that ``computed`` shows on
    the last: enough people have answered from each such day to the next.
    """
    measured = [kpi.measure(Facts(program, day)) for day in days]
    last = _as_it_stands(kpi, Facts(program, days[-1]))
    parts = [name for name, part in last.parts.items() if not part.is_hidden]
    shown = steps_beside(measured[-1].voices, days, parts, fewest(program))
    return tuple(
        replace(last, parts={})
        if day == days[-1]
        else _figure(kpi.id, kpi.how, each.counts)
        if day in shown
        else Figure(kpi.id)
        for day, each in zip(days, measured, strict=True)
    )


def published(
    program: Program, today: date | None, kpis: Iterable[ComputedKpi] = KPIS
) -> Mapping[str, Figure]:
    """Computed KPIs, all unless others are asked for, as they may be published on a day, by id.

    Figures about answers are as of the last day on which enough different people had answered since
    the last such day before; a part stands as it was published last. An answer without a day counts
    from the day on which its survey closes, or else from the program's last, or never.
    """
    by_day = _ByDay(dated(program))
    facts = by_day.facts(today or date.max)
    return {kpi.id: _as_published(kpi, facts, by_day) for kpi in kpis}


def published_wholes(
    program: Program, kpi: ComputedKpi, days: Iterable[date]
) -> tuple[Figure, ...]:
    """A KPI about answers, without its parts, as it was published on each of these days.

    The same figures as ``published`` gives, for less work.
    """
    known, asked = dated(program), tuple(days)
    measured = kpi.measure(Facts(known, max(asked, default=date.max)))
    voices = [voice for voice in measured.voices if voice.day not in (None, _NEVER)]
    smallest = fewest(program)
    as_of = [release(voices, smallest, day, program.end).day for day in asked]
    figures = {
        day: _figure(kpi.id, kpi.how, kpi.measure(Facts(known, day)).counts)
        for day in dict.fromkeys(as_of)
        if day is not None
    }
    hidden, nothing = Figure(kpi.id, is_hidden=True), Figure(kpi.id)
    answered = min((voice.day for voice in voices if voice.day), default=_NEVER)
    return tuple(
        figures[known_on] if known_on else hidden if answered <= day else nothing
        for known_on, day in zip(as_of, asked, strict=True)
    )


def dated(program: Program) -> Program:
    """The program with a day for each answer: without one, the day on which it counts at the latest."""
    return replace(
        program,
        answers={
            name: tuple(_with_day(program, answer) for answer in given)
            for name, given in program.answers.items()
        },
    )


def _with_day(program: Program, answer: Answer) -> Answer:
    if answer.day is not None:
        return answer
    survey = program.surveys.get(answer.survey)
    closes = survey.closes if survey else None
    return replace(answer, day=closes or program.end or _NEVER)


_NEVER = date.max


class _ByDay:
    """What KPIs count on a day, gathered once for each."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._facts: dict[date, Facts] = {}
        self._measured: dict[tuple[str, date], Measured] = {}

    def facts(self, day: date) -> Facts:
        if day not in self._facts:
            self._facts[day] = Facts(self._program, day)
        return self._facts[day]

    def counts(self, kpi: ComputedKpi, day: date) -> tuple[Count, ...]:
        if (kpi.id, day) not in self._measured:
            self._measured[kpi.id, day] = kpi.measure(self.facts(day))
        return self._measured[kpi.id, day].counts


def _as_published(kpi: ComputedKpi, facts: Facts, by_day: _ByDay) -> Figure:
    program, smallest = facts.program, fewest(facts.program)
    measured = kpi.measure(facts)
    if kpi.is_of_facts:
        return _plain(kpi, measured, facts)
    voices = [voice for voice in measured.voices if voice.day not in (None, _NEVER)]
    last = release(voices, smallest, facts.today, program.end)
    if not kpi.about_answers:
        heard = Facts(program, facts.today, heard=last.day, is_heard=last.day is not None)
        return _plain(kpi, kpi.measure(heard), heard)
    day_of_whole = last.started if kpi.of_first else last.day
    days = last.parts_started if kpi.of_first else last.parts
    if day_of_whole is None:
        return Figure(kpi.id, is_hidden=bool(measured.counts))
    whole = _figure(kpi.id, kpi.how, by_day.counts(kpi, day_of_whole))
    parts = {
        part: Figure(part, is_hidden=True) for part in sorted({v.part for v in voices if v.part})
    }
    for part, day in days.items():
        mine = (count for count in by_day.counts(kpi, day) if count.part == part)
        parts[part] = _figure(part, kpi.how, mine)
    return replace(whole, parts=parts)
