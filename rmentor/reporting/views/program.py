"""Everything about a program, for its coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rmentor.followup.kpis import computed
from rmentor.language.catalogue import Language
from rmentor.model.pairing import Pairing, ScoredPair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Contact, Program
from rmentor.model.rounds import waiting_list
from rmentor.reporting.paths import (
    REPORTS,
    CalendarPaths,
    pair_report,
    relative,
)
from rmentor.reporting.views.audit import AuditView, standing_audit
from rmentor.reporting.views.costs import CostsView, costs_view
from rmentor.reporting.views.events import (
    EventsView,
    StakeholderView,
    events_view,
    stakeholder_views,
)
from rmentor.reporting.views.figures import (
    AnswersView,
    SessionFigures,
    pulse,
    session_figures,
)
from rmentor.reporting.views.framework import FrameworkView, framework_view
from rmentor.reporting.views.health import HealthView, health_view
from rmentor.reporting.views.learning import LearningView, learning_view
from rmentor.reporting.views.pair import FULL_SCORE, UndatedView, undated_views
from rmentor.reporting.views.participants import (
    ParticipantView,
    UnpairedView,
    left_out_views,
    participant_view,
    unpaired_views,
)
from rmentor.reporting.views.people import names, topic_title
from rmentor.reporting.views.pictures import PicturesView
from rmentor.reporting.views.progress import KpiView, ObjectiveView, objective_views, other_kpis
from rmentor.reporting.views.schedule import (
    ComingView,
    ScheduleView,
    coming_views,
    schedule_views,
)
from rmentor.reporting.views.topic_lines import TopicLineView, topic_lines
from rmentor.reporting.views.waiting import WaitingView, waiting_views
from rmentor.reporting.views.when import (
    day_in_words,
    number,
    period_of,
)
from rmentor.reporting.views.words import (
    pair_status,
    strength_in_words,
    weakness_in_words,
)

OWN = REPORTS["program"]
MOST_STRENGTHS = 3


@dataclass(frozen=True, slots=True)
class PairLineView:
    """A pair in a list.

    Attributes:
        mentor: Name of the mentor, or of both.
        mentees: Names of the mentees in one text.
        topics: Titles of its topics.
        score: Its score of 10000, in words.
        strengths: What speaks for it, in words.
        weaknesses: What speaks against it, in words.
        status: How it stands, in words.
        is_paused: Whether it waits.
        page: Link to its report.
    """

    mentor: str
    mentees: str
    topics: tuple[str, ...]
    score: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    status: str
    is_paused: bool
    page: str


@dataclass(frozen=True, slots=True)
class ProgramView:
    """What ``program.md`` may name.

    Attributes:
        name: Name of the program.
        today: In words, or None where nobody says which day it is.
        period: First to last day in words, or None.
        coordinator: Who coordinates.
        sponsor: Who sponsors it.
        stakeholders: Who is consulted.
        framework: How the program meets.
        participants: Who takes part.
        left_out: Participants who do not take part.
        mentees: How many mentees take part.
        mentors: How many mentors take part.
        paired: How many mentees have a mentor.
        groups: How many of the pairs are groups.
        departments: From how many departments people come.
        objectives: The objectives with their KPIs.
        kpis: KPIs that no objective names.
        pairs: The pairs and groups.
        mean: Mean score of the pairs in words, or None without pairs.
        lowest: Lowest score of a pair in words, or None without pairs.
        proof: ``optimal`` where the pairs are proved to be the best, ``bound`` where they are at most
            ``gap`` points from it, ``none`` where they stand as pairs.yaml has them.
        gap: By how many points the pairs are at most from the best, where ``proof`` is ``bound``.
        aim: ``total`` or ``fair``.
        unpaired_mentees: Mentees without a mentor.
        ungrouped_mentees: Mentees without a group, where the program has pairs as well.
        unpaired_mentors: Mentors without a mentee.
        waiting: Who looks for a partner and has none, the longest waiting first.
        health: How the pairs stand; None without pairs, or where nobody says which day it is.
        audit: Whom the pairs serve, group by group; None without pairs.
        topics: Topics that somebody wants, those that most go short of first.
        figures: How many sessions there are.
        schedule: All sessions, pair by pair.
        coming: Sessions of the next two weeks.
        undated: Sessions without a date.
        events: Events for many.
        learning: Ideas, the circle, voices, training, lessons.
        costs: Hours, and what they cost.
        pulse: Mean of answers, None for too few of them.
        smallest_group: Of how many answers a figure is made at least.
        calendar: Link to the calendar of all sessions, or None.
        pictures: Those that there are.
    """

    name: str
    today: str | None
    period: str | None
    coordinator: Contact
    sponsor: Contact
    stakeholders: tuple[StakeholderView, ...]
    framework: FrameworkView
    participants: tuple[ParticipantView, ...]
    left_out: tuple[ParticipantView, ...]
    mentees: int
    mentors: int
    paired: int
    groups: int
    departments: int
    objectives: tuple[ObjectiveView, ...]
    kpis: tuple[KpiView, ...]
    pairs: tuple[PairLineView, ...]
    mean: str | None
    lowest: str | None
    proof: str
    gap: int
    aim: str
    unpaired_mentees: tuple[UnpairedView, ...]
    ungrouped_mentees: tuple[UnpairedView, ...]
    unpaired_mentors: tuple[UnpairedView, ...]
    waiting: tuple[WaitingView, ...]
    health: HealthView | None
    audit: AuditView | None
    topics: tuple[TopicLineView, ...]
    figures: SessionFigures
    schedule: tuple[ScheduleView, ...]
    coming: tuple[ComingView, ...]
    undated: tuple[UndatedView, ...]
    events: EventsView
    learning: LearningView
    costs: CostsView
    pulse: AnswersView | None
    smallest_group: int
    calendar: str | None
    pictures: PicturesView = PicturesView()  # noqa: RUF009 - frozen, so one is as good as another


def program_view(
    program: Program,
    pairing: Pairing,
    calendars: CalendarPaths,
    today: date | None,
    language: Language,
) -> ProgramView:
    """Look at the whole program."""
    people, counted = program.people(), computed(program, today)
    taking_part = [person for person in program.participants if person.takes_part]
    pairs = {each.pair.id: each.pair for each in pairing.pairs}
    summary = pairing.summary
    total = sum(each.score for each in pairing.pairs)
    beside = program.framework.has_pairs
    ungrouped = [one for one in pairing.unpaired if beside and one.format == "group"]
    alone = [one for one in pairing.unpaired if one not in ungrouped]
    return ProgramView(
        name=program.name,
        today=day_in_words(today, language) if today else None,
        period=period_of(program, language),
        coordinator=program.coordinator,
        sponsor=program.sponsor,
        stakeholders=stakeholder_views(program, language),
        framework=framework_view(program, language),
        participants=tuple(participant_view(program, each, None, language) for each in taking_part),
        left_out=left_out_views(program, people, pairing, language),
        mentees=summary.mentees,
        mentors=sum(person.teaches for person in taking_part),
        paired=summary.paired,
        groups=sum(each.pair.is_group for each in pairing.pairs),
        departments=len({person.department for person in taking_part if person.department}),
        objectives=objective_views(program, pairs.values(), today, language, counted),
        kpis=other_kpis(program, today, language, counted),
        pairs=tuple(_pair_line(program, people, each, language) for each in pairing.pairs),
        mean=number(round(Fraction(total, len(pairs))), language) if pairs else None,
        lowest=number(summary.lowest, language) if summary.lowest is not None else None,
        proof=summary.proof,
        gap=summary.gap,
        aim=summary.aim,
        unpaired_mentees=unpaired_views(people, alone, "mentee", language),
        ungrouped_mentees=unpaired_views(people, ungrouped, "mentee", language),
        unpaired_mentors=unpaired_views(people, pairing.unpaired, "mentor", language),
        waiting=waiting_views(waiting_list(program, pairing)),
        health=health_view(program, people, today, language),
        audit=standing_audit(program, pairing, language) if pairs else None,
        topics=topic_lines(program, pairing),
        figures=session_figures(program, pairs, today),
        schedule=schedule_views(program, people, pairing, language),
        coming=coming_views(program, people, pairing, today, language),
        undated=undated_views(people, pairs, program.plan.unplaced, language),
        events=events_view(program, language),
        learning=learning_view(program, today, language),
        costs=costs_view(program, today, language),
        pulse=pulse(counted["pulse"], language),
        smallest_group=program.smallest_group,
        calendar=_calendar(program, calendars),
    )


def _calendar(program: Program, calendars: CalendarPaths) -> str | None:
    """Link to the program's calendar, where there is something in it."""
    is_written = program.plan.sessions or program.plan.events
    return relative(calendars.program, OWN) if is_written else None


def _pair_line(
    program: Program,
    people: Mapping[str, Participant],
    scored: ScoredPair,
    language: Language,
) -> PairLineView:
    pair = scored.pair
    strong, weak = strong_and_weak(program, scored)
    return PairLineView(
        mentor=names(people, pair.mentors, language),
        mentees=names(people, pair.mentees, language),
        topics=tuple(topic_title(program, topic) for topic in pair.topics),
        score=number(scored.score, language),
        strengths=tuple(strength_in_words(name, language) for name in strong),
        weaknesses=tuple(weakness_in_words(name, language) for name in weak),
        status=pair_status(pair.status, language),
        is_paused=pair.status == "paused",
        page=relative(pair_report(pair.id), OWN),
    )


def strong_and_weak(program: Program, scored: ScoredPair) -> tuple[list[str], list[str]]:
    """Criteria that speak for a pair, those that bring most first, and those that speak against it.

    For: at least half of what it can bring. Against: under a quarter.
    """
    weights = program.weights
    stated = [
        (name, share)
        for name in CRITERIA
        if weights.of(name) and (share := scored.criteria.get(name)) is not None
    ]
    strong = [(weights.of(name) * share, name) for name, share in stated if 2 * share >= FULL_SCORE]
    # A wish that nobody fulfilled is no weakness of those two.
    weak = [name for name, share in stated if 4 * share < FULL_SCORE and name != "prefer"]
    strong.sort(key=lambda each: -each[0])
    return [name for _, name in strong[:MOST_STRENGTHS]], weak
