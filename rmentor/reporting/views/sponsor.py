"""One page for a sponsor: is it working, who needs help, what next.

To the coordinator it names pairs and people where they need something; what is handed on names nobody
(``views.public``). Of answers it gives means of many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.language.catalogue import Language
from rmentor.model.pairing import Pairing
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.reporting.views.costs import CostsView, costs_view
from rmentor.reporting.views.events import EventView, next_event
from rmentor.reporting.views.figures import (
    AnswersView,
    SessionFigures,
    pulse,
    session_figures,
    session_states,
)
from rmentor.reporting.views.health import HealthView, health_view
from rmentor.reporting.views.learning import LearningView, learning_view
from rmentor.reporting.views.people import names
from rmentor.reporting.views.pictures import PicturesView
from rmentor.reporting.views.progress import KpiView, ObjectiveView, objective_views, other_kpis
from rmentor.reporting.views.schedule import DAYS_AHEAD
from rmentor.reporting.views.topic_lines import topic_lines
from rmentor.reporting.views.when import day_in_words, period, period_of
from rmentor.reporting.views.words import nearest_reason, nothing_named

MOST = 5
MOST_TOPICS = 3
# Below this share of people or sessions the program itself needs help, not only some pairs.
WELL_SERVED = (9, 10)


@dataclass(frozen=True, slots=True)
class AloneView:
    """Somebody without a mentor.

    Attributes:
        name: Name of the person.
        reason: The main reason, in words, or None.
    """

    name: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class NamesView:
    """Names of some, and how many there are in all.

    Attributes:
        names: Some of the names.
        count: How many there are in all.
        more: How many are not named.
        is_few: Whether there are some, too few to be counted in public: then ``count`` is 0.
    """

    names: tuple[str, ...]
    count: int
    more: int
    is_few: bool = False


NOBODY = NamesView((), 0, 0)


@dataclass(frozen=True, slots=True)
class ShortView:
    """A topic that mentees go short of.

    Attributes:
        title: Its title.
        short: How many mentees go short of it.
        offered: By how many mentors it is offered, None where that is not told.
    """

    title: str
    short: int
    offered: int | None


@dataclass(frozen=True, slots=True)
class HelpView:
    """Who and what needs help.

    Attributes:
        alone: Mentees without a mentor, some of them.
        alone_more: How many more there are.
        undated: Pairs with sessions that found no date.
        missing: Pairs with sessions that are over and not recorded.
        paused: Pairs that wait.
        behind: KPIs that move away from their target.
        short: Topics that most go short of.
        short_titles: Their titles.
        points: How many lines of help that makes.
        unnamed: All of them where nobody is named.
        unwell: Pairs at risk or to be watched, the most urgent first; told to the coordinator alone.
    """

    alone: tuple[AloneView, ...]
    alone_more: int
    undated: NamesView
    missing: NamesView
    paused: NamesView
    behind: tuple[KpiView, ...]
    short: tuple[ShortView, ...]
    short_titles: tuple[str, ...]
    points: int
    unnamed: NamesView = NOBODY
    unwell: NamesView = NOBODY


@dataclass(frozen=True, slots=True)
class SponsorView:
    """What ``sponsor.md`` may name.

    Attributes:
        name: Name of the program.
        today: The day in words, or None where nobody says which day it is.
        period: First to last day in words, or None.
        sponsor: Name of the sponsor, or None.
        coordinator: Name of who coordinates, or None.
        coordinator_email: Address of who coordinates, or None.
        verdict: ``unpaired`` (no pairs yet), ``unplanned`` (no dates yet), ``well``, ``helped`` (well, but
            some need help) or ``attention``.
        mentees: How many mentees take part.
        mentors: How many mentors take part.
        paired: How many mentees have a mentor.
        pairs: How many pairs there are; in public, 0 where it would tell of few people who has a mentor.
        is_optimal: Whether the pairs are proved to be the best.
        figures: How many sessions there are.
        pulse: Mean of answers, None for too few of them.
        smallest_group: Of how many answers a figure is made at least.
        objectives: The objectives with their KPIs.
        kpis: Of all objectives, and the others.
        needs: Who and what needs help.
        unread: Titles of KPIs that nobody has read yet.
        dates: From the first session to the last in words, or None.
        last: Day of the last session in words, or None.
        coming: Sessions in the next two weeks, None where nobody says which day it is.
        next_event: The next kick-off, circle, workshop or review, or None.
        learning: Ideas, the circle, voices, training, lessons.
        costs: Hours, and what they cost.
        health: How the pairs that go on do, or None where nobody says which day it is; told to the
            coordinator alone.
        pictures: Those that there are.
        is_public: Whether it is handed on: then nobody is named.
    """

    name: str
    today: str | None
    period: str | None
    sponsor: str | None
    coordinator: str | None
    coordinator_email: str | None
    verdict: str
    mentees: int
    mentors: int
    paired: int
    pairs: int
    is_optimal: bool
    figures: SessionFigures
    pulse: AnswersView | None
    smallest_group: int
    objectives: tuple[ObjectiveView, ...]
    kpis: tuple[KpiView, ...]
    needs: HelpView
    unread: tuple[str, ...]
    dates: str | None
    last: str | None
    coming: int | None
    next_event: EventView | None
    learning: LearningView
    costs: CostsView
    health: HealthView | None = None
    pictures: PicturesView = PicturesView()  # noqa: RUF009 - frozen, so one is as good as another
    is_public: bool = False


def sponsor_view(
    program: Program,
    pairing: Pairing,
    today: date | None,
    language: Language,
    readers: Readership = COORDINATOR,
) -> SponsorView:
    """Look at what a sponsor needs to know; figures of answers are those that ``readers`` may see."""
    pairs = [each.pair for each in pairing.pairs]
    figures = session_figures(program, [pair.id for pair in pairs], today)
    counted = readers.figures(program, today)
    objectives = objective_views(program, pairs, today, language, counted)
    others = other_kpis(program, today, language, counted)
    kpis = (*(kpi for objective in objectives for kpi in objective.kpis), *others)
    # How single pairs do is told to the coordinator alone: it depends on what few have answered.
    is_own = not readers.is_public
    health = health_view(program, program.people(), today, language) if is_own else None
    needs = _help(program, pairing, kpis, health, today, language)
    dates = [each.start.date() for each in program.plan.sessions if each.state != "cancelled"]
    return SponsorView(
        name=program.name,
        today=day_in_words(today, language) if today else None,
        period=period_of(program, language),
        sponsor=program.sponsor.name,
        coordinator=program.coordinator.name,
        coordinator_email=program.coordinator.email,
        verdict=_verdict(pairing, figures, needs, health),
        mentees=pairing.summary.mentees,
        mentors=sum(person.takes_part and person.teaches for person in program.participants),
        paired=pairing.summary.paired,
        pairs=len(pairs),
        is_optimal=pairing.summary.proof == "optimal",
        figures=figures,
        pulse=pulse(counted["pulse"], language),
        smallest_group=program.smallest_group,
        objectives=objectives,
        kpis=kpis,
        needs=needs,
        unread=tuple(kpi.title for kpi in kpis if kpi.state == "unread"),
        dates=period(min(dates), max(dates), language) if dates else None,
        last=day_in_words(max(dates), language) if dates else None,
        coming=_coming(program, today),
        next_event=next_event(program, today, language),
        learning=learning_view(program, today, language),
        costs=costs_view(program, today, language),
        health=health,
    )


def _help(
    program: Program,
    pairing: Pairing,
    kpis: Sequence[KpiView],
    health: HealthView | None,
    today: date | None,
    language: Language,
) -> HelpView:
    """Gather who and what needs help; before there are pairs, nobody is without one."""
    people = program.people()
    pairs = {each.pair.id: each.pair for each in pairing.pairs}

    def named(ids: Iterable[str]) -> NamesView:
        return _pairs_of(people, pairs, ids, language)

    alone = _alone(people, pairing, language) if pairs else ()
    undated = named(each.pair for each in program.plan.unplaced)
    states = session_states(program, today)
    missing = named(each.pair for each, state in states if state == "missing")
    unwell = _some(tuple(each.pair for each in health.pairs) if health is not None else ())
    paused = named(pair.id for pair in pairs.values() if pair.status == "paused")
    behind = tuple(kpi for kpi in kpis if kpi.state == "away")
    short = [topic for topic in topic_lines(program, pairing) if topic.short] if pairs else []
    lines = min(len(alone), MOST + 1) + len(behind) + len(short[:MOST_TOPICS])
    return HelpView(
        alone=alone[:MOST],
        alone_more=max(0, len(alone) - MOST),
        undated=undated,
        missing=missing,
        paused=paused,
        behind=behind,
        short=tuple(ShortView(t.title, t.short, t.offered) for t in short[:MOST_TOPICS]),
        short_titles=tuple(topic.title for topic in short[:MOST_TOPICS]),
        points=lines + sum(bool(each.count) for each in (undated, missing, paused, unwell)),
        unwell=unwell,
    )


def _some(found: tuple[str, ...]) -> NamesView:
    return NamesView(found[:MOST], len(found), max(0, len(found) - MOST))


def _alone(
    people: Mapping[str, Participant], pairing: Pairing, language: Language
) -> tuple[AloneView, ...]:
    return tuple(
        AloneView(
            people[one.id].name,
            nothing_named(people[one.id], one.role, language)
            or nearest_reason(one.reasons, language),
        )
        for one in pairing.unpaired
        if one.role == "mentee"
    )


def _pairs_of(
    people: Mapping[str, Participant],
    pairs: Mapping[str, Pair],
    ids: Iterable[str],
    language: Language,
) -> NamesView:
    found = sorted({pair for pair in ids if pair in pairs})
    return _some(tuple(names(people, pairs[pair].people, language) for pair in found))


def _verdict(
    pairing: Pairing, figures: SessionFigures, needs: HelpView, health: HealthView | None
) -> str:
    if not pairing.pairs:
        return "unpaired"
    if not figures.dated:
        return "unplanned"
    part, whole = WELL_SERVED
    served = pairing.summary.paired * whole >= pairing.summary.mentees * part
    dated = figures.dated * whole >= figures.wanted * part
    pairs = len(pairing.pairs)
    recorded = (pairs - needs.missing.count) * whole >= pairs * part
    safe = health is None or (health.all - health.at_risk) * whole >= health.all * part
    if not (served and dated and recorded and safe):
        return "attention"
    return "helped" if needs.points else "well"


def _coming(program: Program, today: date | None) -> int | None:
    if today is None:
        return None
    last = today + timedelta(days=DAYS_AHEAD)
    return sum(
        each.state == "planned" and today <= each.start.date() <= last
        for each in program.plan.sessions
    )
