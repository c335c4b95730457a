"""Several programs side by side, for whoever answers for all of them.

It is handed on more widely than any program's own reports: nobody is named, and no figure tells of
fewer people than a program's ``smallest_group``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rmentor.followup.portfolio import (
    AT_RISK,
    HEALTH,
    PAIRED,
    PEOPLE,
    SESSIONS,
    WATCH,
    WELL,
    Standing,
    totals,
)
from rmentor.language.catalogue import Language
from rmentor.reporting.views.when import day_in_words, moment, number, period

# Reports that a line leads to, where they are there: the first is what is read first.
LINKED = ("sponsor", "program", "closing")


@dataclass(frozen=True, slots=True)
class ReportLinkView:
    """A report of a program that is there.

    Attributes:
        title: What it is called.
        path: Link to it.
    """

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class StandingView:
    """A program in a list. What tells of too few people is None.

    Attributes:
        name: Of the program.
        folder: Where it lies, from the portfolio's folder.
        phase: ``open`` (no dates yet), ``coming``, ``running`` or ``over``.
        period: First to last day, in words, or None.
        people: Who take part.
        mentees: How many of them learn, or None.
        paired: How many of the mentees have a mentor, or None.
        held: Sessions held, or None.
        due: Sessions that should have been held by now, or None.
        pairs: Pairs that go on and whose state is told, or None.
        well: How many of those pairs are on time.
        watch: How many of those pairs are to be watched.
        at_risk: How many of those pairs are at risk.
        kpis_met: KPIs that have reached their target.
        kpis: KPIs that have a target.
        next: Next date, in words, or None.
        reports: Its reports that are there.
    """

    name: str
    folder: str
    phase: str
    period: str | None
    people: str | None
    mentees: int | None
    paired: int | None
    held: int | None
    due: int | None
    pairs: int | None
    well: int
    watch: int
    at_risk: int
    kpis_met: int
    kpis: int
    next: str | None
    reports: tuple[ReportLinkView, ...]


@dataclass(frozen=True, slots=True)
class BrokenView:
    """A program that cannot be read as it stands.

    Attributes:
        folder: Where it lies.
        errors: How many errors it has.
    """

    folder: str
    errors: int


@dataclass(frozen=True, slots=True)
class SumView:
    """Sums over the programs; what is hidden of one of them is in none.

    Attributes:
        people: Who take part.
        mentees: How many of them learn.
        paired: How many of the mentees have a mentor.
        held: Sessions held.
        due: Sessions that should have been held by now.
        pairs: Pairs whose state is told.
        well: How many of those pairs are on time.
        watch: How many of those pairs are to be watched.
        at_risk: How many of those pairs are at risk.
        kpis_met: KPIs that have reached their target.
        kpis: KPIs that have a target.
        is_partial: Whether something is left out.
    """

    people: str
    mentees: int
    paired: int
    held: int
    due: int
    pairs: int
    well: int
    watch: int
    at_risk: int
    kpis_met: int
    kpis: int
    is_partial: bool


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """What ``portfolio.md`` may name.

    Attributes:
        today: The day it is, in words, or None where nobody says which it is.
        programs: Those without errors, by folder.
        running: How many of them are running.
        broken: Those with errors, by folder.
        sums: Over all programs without errors.
        shared: How many people take part in two programs at once; None where they are too few to tell.
        needs: How many programs, and things between them, need help.
        smallest_group: Fewer people than this are not told of.
    """

    today: str | None
    programs: tuple[StandingView, ...]
    running: int
    broken: tuple[BrokenView, ...]
    sums: SumView
    shared: int | None
    needs: int
    smallest_group: int


def portfolio_view(
    standings: Mapping[str, Standing],
    errors: Mapping[str, int],
    reports: Mapping[str, frozenset[str]],
    shared: int,
    smallest: int,
    today: date | None,
    language: Language,
) -> PortfolioView:
    """Look at several programs.

    Args:
        standings: Of programs without errors, by folder.
        errors: How many the others have, by folder.
        reports: Names of the reports that are there, by folder.
        shared: How many people take part in two at once.
        smallest: The largest ``smallest_group`` of them.
        today: The day it is.
        language: To speak.
    """
    views = tuple(
        _standing_view(folder, each, reports.get(folder, frozenset()), language)
        for folder, each in standings.items()
    )
    return PortfolioView(
        today=day_in_words(today, language) if today is not None else None,
        programs=views,
        running=sum(each.phase == "running" for each in standings.values()),
        broken=tuple(BrokenView(folder, errors[folder]) for folder in sorted(errors)),
        sums=sum_view(tuple(standings.values()), language),
        shared=shared if shared == 0 or shared >= smallest else None,
        needs=sum(bool(each.watch or each.at_risk) for each in views) + len(errors) + bool(shared),
        smallest_group=smallest,
    )


def _standing_view(
    folder: str, each: Standing, reports: frozenset[str], language: Language
) -> StandingView:
    states = each.health if each.health is not None and each.shows(HEALTH) else {}
    paired, met = each.shows(PAIRED), each.shows(SESSIONS)
    return StandingView(
        name=each.name,
        folder=folder,
        phase=each.phase,
        period=period(each.start, each.end, language) if each.start and each.end else None,
        people=number(each.people, language) if each.shows(PEOPLE) else None,
        mentees=each.mentees if paired else None,
        paired=each.paired if paired else None,
        held=each.held if met else None,
        due=each.due if met else None,
        pairs=sum(states.values()) if states else None,
        well=states.get(WELL, 0),
        watch=states.get(WATCH, 0),
        at_risk=states.get(AT_RISK, 0),
        kpis_met=each.kpis_met,
        kpis=each.kpis,
        next=moment(each.next, language) if each.next is not None and met else None,
        reports=_links(folder, reports, language),
    )


def sum_view(standings: Sequence[Standing], language: Language) -> SumView:
    """Add up what may be told."""
    found = totals(tuple(standings))
    return SumView(
        people=number(found.people, language),
        mentees=found.mentees,
        paired=found.paired,
        held=found.held,
        due=found.due,
        pairs=sum(found.health.values()),
        well=found.health[WELL],
        watch=found.health[WATCH],
        at_risk=found.health[AT_RISK],
        kpis_met=found.kpis_met,
        kpis=found.kpis,
        is_partial=any(each.hidden for each in standings),
    )


def _links(folder: str, reports: frozenset[str], language: Language) -> tuple[ReportLinkView, ...]:
    titles = {
        "sponsor": language.text("the essentials"),
        "program": language.text("everything"),
        "closing": language.text("final review"),
    }
    prefix = "" if folder == "." else f"{folder}/"
    return tuple(
        ReportLinkView(titles[name], f"{prefix}reports/{name}.md")
        for name in LINKED
        if name in reports
    )
