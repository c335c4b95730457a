"""How pairs stand, as reports show it: to the coordinator, and to the two people themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rmentor.followup.escalation import next_step
from rmentor.followup.health import by_urgency, health
from rmentor.language.catalogue import Language
from rmentor.model.health import PairHealth
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.reporting.paths import REPORTS, pair_report, relative
from rmentor.reporting.views.health_words import (
    advice_in_words,
    health_in_words,
    next_in_words,
    rule_in_words,
)
from rmentor.reporting.views.people import names
from rmentor.reporting.views.when import day_in_words

OWN = REPORTS["program"]
# What only a coordinator is told: in a pair of two, each would learn of it what the other answered.
CONFIDENTIAL = ("low-pulse", "unbalanced", "unanswered")


@dataclass(frozen=True, slots=True)
class MetView:
    """A rule that a pair meets.

    Attributes:
        rule: Its name.
        words: What was seen.
        since: Day from which on it goes wrong, in words.
        next: What to do about it.
    """

    rule: str
    words: str
    since: str
    next: str


@dataclass(frozen=True, slots=True)
class PairHealthView:
    """A pair that meets a rule.

    Attributes:
        pair: Names of its people.
        page: Link to its report.
        state: How it stands, in words.
        is_at_risk: Whether it is at risk; else it is to be watched.
        rules: The rules that it meets.
    """

    pair: str
    page: str
    state: str
    is_at_risk: bool
    rules: tuple[MetView, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """How the pairs that go on stand.

    Attributes:
        pairs: Those that meet a rule, the most urgent first.
        well: How many pairs meet no rule, new ones among them.
        new: How many are new.
        at_risk: How many are at risk.
        all: How many pairs go on.
    """

    pairs: tuple[PairHealthView, ...]
    well: int
    new: int
    at_risk: int
    all: int


def health_view(
    program: Program, people: Mapping[str, Participant], today: date | None, language: Language
) -> HealthView | None:
    """Look at all pairs that go on; None without pairs, or where nobody says which day it is."""
    found = health(program, today) if today is not None else ()
    if today is None or not found:
        return None
    pairs = {pair.id: pair for pair in program.pairs}
    return HealthView(
        pairs=tuple(
            PairHealthView(
                pair=names(people, pairs[each.pair].people, language),
                page=relative(pair_report(each.pair), OWN),
                state=health_in_words(each.state, language),
                is_at_risk=each.state == "at-risk",
                rules=_met_views(program, people, each, today, language),
            )
            for each in by_urgency(found)
        ),
        well=sum(not each.met for each in found),
        new=sum(each.state == "new" for each in found),
        at_risk=sum(each.state == "at-risk" for each in found),
        all=len(found),
    )


def _met_views(
    program: Program,
    people: Mapping[str, Participant],
    found: PairHealth,
    today: date,
    language: Language,
) -> tuple[MetView, ...]:
    step = next_step(program, found, today)
    views = []
    for met in found.met:
        since = met.facts["since"]
        views.append(
            MetView(
                rule=met.rule,
                words=rule_in_words(people, met, language),
                since=day_in_words(since, language) if isinstance(since, date) else "",
                next=next_in_words(program, people, met, language, step),
            )
        )
    return tuple(views)


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Something that both people of a pair can see, and what may help.

    Attributes:
        words: What can be seen.
        advice: What may help.
    """

    words: str
    advice: str


def advice_views(
    program: Program,
    people: Mapping[str, Participant],
    found: PairHealth | None,
    language: Language,
) -> tuple[AdviceView, ...]:
    """Say to a pair what it may do: nothing that one of the two has told in confidence."""
    return tuple(
        AdviceView(
            _as_sentence(rule_in_words(people, met, language)),
            advice_in_words(program, met, language),
        )
        for met in (found.met if found is not None else ())
        if met.rule not in CONFIDENTIAL
    )


def _as_sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
