"""Several programs side by side, for whoever answers for all of them.

It is handed on more widely than any program's own reports: nobody is named, and no figure tells of
fewer people than a program's ``smallest_group``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from rmentor.followup.portfolio import (
    MENTEES,
    PAIRED,
    PEOPLE,
    SESSIONS,
    Standing,
    in_order,
    totals,
)
from rmentor.followup.told_health import ToldHealth
from rmentor.language.catalogue import Language
from rmentor.reporting.paths import PUBLIC_FOLDER
from rmentor.reporting.views.portfolio_kpis import (
    ComparedView,
    OwnKpiView,
    compared,
    names_of,
    own_kpis,
)
from rmentor.reporting.views.when import day_in_words, moment, number, period

# Reports that a line leads to, where they are there to be handed on: what is read first in front.
LINKED = ("sponsor", "closing")


@dataclass(frozen=True, slots=True)
class ReportLinkView:
    """A report of a program that is there to be handed on.

    Attributes:
        title: What it is called.
        path: Link to it from the portfolio.
    """

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class StandingView:
    """A program in a list. What tells of too few people is None.

    Attributes:
        name: Of the program; with its folder where several have that name.
        folder: Where it lies, from the portfolio's folder.
        phase: ``open`` (no dates yet), ``coming``, ``running`` or ``over``.
        period: First to last day, in words, or None.
        people: Who take part.
        mentees: How many of them learn, or None.
        paired: How many of the mentees have a mentor, or None.
        held: Sessions held, or None.
        due: Sessions that should have been held by now, or None.
        pairs: Pairs that go on, or None where nothing is told of how they do.
        well: How many of those pairs are on time, or None.
        help: How many are not, or None.
        watch: How many are to be watched, or None.
        at_risk: How many are at risk, or None.
        few: ``well`` or ``help`` where some pairs are that, and fewer than ``fewest``; else empty.
        fewest: How many people of this program are told of at least.
        most: More pairs than that are of the other kind, where ``few`` says something.
        met: KPIs that have reached their target.
        aims: KPIs that have a target.
        next: Next date, in words, or None.
        reports: Its reports that may be handed on.
        needs_help: Whether some of its pairs are known to need help, or few do well, and it is not over.
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
    well: int | None
    help: int | None
    watch: int | None
    at_risk: int | None
    few: str
    fewest: int
    most: int
    met: int
    aims: int
    next: str | None
    reports: tuple[ReportLinkView, ...]
    needs_help: bool


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
    """Sums over the programs that are not over; what is hidden of one of them is in none.

    Attributes:
        programs: How many these are.
        people: Who take part.
        mentees: How many of them learn.
        paired: How many of the mentees have a mentor.
        held: Sessions held.
        due: Sessions that should have been held by now.
        pairs: Pairs of which it is told whether they need help.
        well: How many of those pairs are on time.
        help: How many are not.
        watch: How many are to be watched; None where it is not told of all.
        at_risk: How many are at risk; None likewise.
        met: KPIs that have reached their target.
        aims: KPIs that have a target.
        is_partial: Whether something is left out.
    """

    programs: int
    people: str
    mentees: int
    paired: int
    held: int
    due: int
    pairs: int
    well: int
    help: int
    watch: int | None
    at_risk: int | None
    met: int
    aims: int
    is_partial: bool


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """What ``portfolio.md`` may name.

    Attributes:
        today: The day it is, in words, or None where nobody says which it is.
        programs: Those without errors: those that run in front, those that are over last.
        running: How many of them are running.
        broken: Those with errors, by folder.
        sums: Over the programs that are not over.
        compared: KPIs that several programs have.
        own_kpis: KPIs that one program has.
        shared: How many people take part in two programs at once; None where it is not told.
        is_shared: Whether somebody does.
        has_clashes: Whether some of their sessions are at one time.
        silent: Names of programs that run, of whose pairs nothing can be told.
        needs: Whether a program, or something between them, is known to need help.
        fewest: Fewer people than this are told of in no program.
        rules: How many people each program tells of at least, where that differs: "3 to 5"; or None.
    """

    today: str | None
    programs: tuple[StandingView, ...]
    running: int
    broken: tuple[BrokenView, ...]
    sums: SumView
    compared: tuple[ComparedView, ...]
    own_kpis: tuple[OwnKpiView, ...]
    shared: int | None
    is_shared: bool
    has_clashes: bool
    silent: tuple[str, ...]
    needs: bool
    fewest: int
    rules: str | None


@dataclass(frozen=True, slots=True)
class Between:
    """What there is between programs.

    Attributes:
        shared: How many people take part in two at once; None where that is not to be told.
        is_shared: Whether somebody does.
        has_clashes: Whether some of their sessions are at one time.
    """

    shared: int | None = 0
    is_shared: bool = False
    has_clashes: bool = False


def portfolio_view(
    standings: Mapping[str, Standing],
    errors: Mapping[str, int],
    reports: Mapping[str, frozenset[str]],
    smallest: Mapping[str, int],
    between: Between,
    today: date | None,
    language: Language,
) -> PortfolioView:
    """Look at several programs.

    Args:
        standings: Of programs without errors, as they may be published, by folder.
        errors: How many the others have, by folder.
        reports: Names of the reports that are there to be handed on, by folder.
        smallest: How many people each program tells of at least, by folder.
        between: What there is between them.
        today: The day it is.
        language: To speak.
    """
    known = in_order(standings)
    names = names_of(known)
    views = tuple(
        _standing_view(folder, names[folder], each, reports.get(folder, frozenset()), language)
        for folder, each in known.items()
    )
    least, most = min(smallest.values(), default=1), max(smallest.values(), default=1)
    return PortfolioView(
        today=day_in_words(today, language) if today is not None else None,
        programs=views,
        running=sum(each.phase == "running" for each in views),
        broken=tuple(BrokenView(folder, errors[folder]) for folder in sorted(errors)),
        sums=_sum_view(known, language),
        compared=compared(known, names, language),
        own_kpis=own_kpis(known, names, language),
        shared=between.shared,
        is_shared=between.is_shared,
        has_clashes=between.has_clashes,
        silent=tuple(
            each.name
            for each in views
            if today is not None and each.phase != "over" and each.pairs is None
        ),
        needs=bool(errors) or between.is_shared or any(each.needs_help for each in views),
        fewest=least,
        rules=language.text("%(least)s to %(most)s", least=least, most=most)
        if least != most
        else None,
    )


def _standing_view(
    folder: str, name: str, each: Standing, reports: frozenset[str], language: Language
) -> StandingView:
    told = each.health or ToldHealth()
    met = each.shows(SESSIONS)
    return StandingView(
        name=name,
        folder=folder,
        phase=each.phase,
        period=period(each.start, each.end, language) if each.start and each.end else None,
        people=number(each.people, language) if each.shows(PEOPLE) else None,
        mentees=each.mentees if each.shows(MENTEES) else None,
        paired=each.paired if each.shows(PAIRED) else None,
        held=each.held if met else None,
        due=each.due if met else None,
        pairs=told.pairs,
        well=told.well,
        help=told.help,
        watch=told.watch,
        at_risk=told.at_risk,
        few=told.few,
        fewest=told.fewest,
        most=max((told.pairs or 0) - told.fewest, 0),
        met=each.met,
        aims=each.aims,
        next=moment(each.next, language) if each.next is not None and met else None,
        reports=_links(folder, reports, language),
        needs_help=each.phase != "over" and bool(told.help or told.few),
    )


def _sum_view(standings: Mapping[str, Standing], language: Language) -> SumView:
    """Add up what may be told."""
    found = totals(standings.values())
    ours = [each for each in standings.values() if each.phase != "over"]
    return SumView(
        programs=found.programs,
        people=number(found.people, language),
        mentees=found.mentees,
        paired=found.paired,
        held=found.held,
        due=found.due,
        pairs=found.pairs,
        well=found.well,
        help=found.help,
        watch=found.watch,
        at_risk=found.at_risk,
        met=found.met,
        aims=found.aims,
        is_partial=any(
            each.hidden or (each.health is not None and each.health.help is None) for each in ours
        ),
    )


def _links(folder: str, reports: frozenset[str], language: Language) -> tuple[ReportLinkView, ...]:
    titles = {"sponsor": language.text("the essentials"), "closing": language.text("final review")}
    return tuple(
        ReportLinkView(titles[name], _below(folder, f"{PUBLIC_FOLDER}{name}.md"))
        for name in LINKED
        if name in reports
    )


def _below(folder: str, path: str) -> str:
    """Link to a file of a program, which a folder of any name does not break."""
    return path if folder == "." else f"{quote(folder)}/{path}"
