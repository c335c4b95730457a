"""The final review: aims, KPIs and skills before and after, voices, ideas, hours, thanks, what next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rmentor.folder.closest import folded
from rmentor.followup.held import held_sessions
from rmentor.followup.readership import COORDINATOR, Readership
from rmentor.language.catalogue import Language
from rmentor.model.program import Program
from rmentor.model.register import OPEN_IDEAS
from rmentor.model.rounds import is_of_this_edition
from rmentor.reporting.views.costs import CostsView, costs_view, hours_in_words
from rmentor.reporting.views.learning import LearningView, learning_view
from rmentor.reporting.views.outcomes import (
    OutcomesView,
    SkillView,
    figure_views,
    outcomes_view,
    skill_views,
)
from rmentor.reporting.views.pictures import PicturesView
from rmentor.reporting.views.progress import KpiView
from rmentor.reporting.views.when import day_in_words, period_of


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What ``closing.md`` may name.

    Attributes:
        name: Name of the program.
        today: The day in words, or None where nobody says which day it is.
        period: First to last day in words, or None.
        coordinator: Name of who coordinates, or None.
        sponsor: Name of the sponsor, or None.
        pairs: How many pairs this edition had.
        completed: How many of them are completed.
        going_on: How many of them are active or paused.
        held: How many sessions were held.
        met: How many pairs met at all.
        hours: Length of all sessions held, in words.
        outcomes: What became of objectives and KPIs.
        figures: What rmentor computes of the whole program.
        skills: Levels before and after by topic, of enough mentees.
        some_hidden: Whether there are other topics, of too few mentees.
        learning: Ideas, the circle, voices, training, lessons.
        costs: Hours, and what they cost.
        mentors: Names of those who taught in a session, to be thanked.
        mentees: Names of those who learnt in a session, to be thanked.
        open_ideas: How many ideas wait for an answer: they go along into the next edition.
        smallest_group: Of how many answers a figure is made at least.
        pictures: Those that there are.
        is_public: Whether it is handed on: then nobody is named, and what is counted of few people is 0 and
            not to be told.
    """

    name: str
    today: str | None
    period: str | None
    coordinator: str | None
    sponsor: str | None
    pairs: int
    completed: int
    going_on: int
    held: int
    met: int
    hours: str
    outcomes: OutcomesView
    figures: tuple[KpiView, ...]
    skills: tuple[SkillView, ...]
    some_hidden: bool
    learning: LearningView
    costs: CostsView
    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    open_ideas: int
    smallest_group: int
    pictures: PicturesView = PicturesView()  # noqa: RUF009 - frozen, so one is as good as another
    is_public: bool = False


def closing_view(
    program: Program,
    today: date | None,
    language: Language,
    readers: Readership = COORDINATOR,
) -> ClosingView:
    """Look back on the program, as it stood on ``today``; None: on all of it.

    Figures of answers are those that ``readers`` may see.
    """
    figures = readers.figures(program, today)
    held = held_sessions(program, today)
    pairs = [pair for pair in program.pairs if is_of_this_edition(program, pair)]
    gains = figures["skill_gain"]
    learning = learning_view(program, today, language)
    return ClosingView(
        name=program.name,
        today=day_in_words(today, language) if today else None,
        period=period_of(program, language),
        coordinator=program.coordinator.name,
        sponsor=program.sponsor.name,
        pairs=len(pairs),
        completed=sum(pair.status == "completed" for pair in pairs),
        going_on=sum(pair.is_current for pair in pairs),
        held=len(held),
        met=len({each.pair for each in held}),
        hours=hours_in_words(sum(each.minutes for each in held), language),
        outcomes=outcomes_view(program, figures, today, language),
        figures=figure_views(figures, language),
        skills=skill_views(program, today, language, readers),
        some_hidden=gains.is_hidden or any(part.is_hidden for part in gains.parts.values()),
        learning=learning,
        costs=costs_view(program, today, language),
        mentors=_thanked(program, (who for each in held for who in each.mentors)),
        mentees=_thanked(program, (who for each in held for who in each.mentees)),
        open_ideas=sum(idea.state in OPEN_IDEAS for idea in learning.ideas),
        smallest_group=program.smallest_group,
    )


def _thanked(program: Program, ids: Iterable[str]) -> tuple[str, ...]:
    """Names of people who are still there, by name: who has left may not want to be named."""
    people = program.people()
    names = {people[who].name for who in set(ids) if who in people and people[who].status != "left"}
    return tuple(sorted(names, key=lambda name: (folded(name), name)))
