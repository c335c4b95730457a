"""Hours and what they cost, as reports tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rmentor.followup.costs import ROLES, USES, Costs, Gathering, costs
from rmentor.language.catalogue import Language
from rmentor.model.program import Program
from rmentor.planning.attendance import comers
from rmentor.reporting.views.when import number

_NARROW, _WIDE = "\u202f", "\u00a0"
_HOUR = 60


@dataclass(frozen=True, slots=True)
class UseView:
    """What time goes into, in hours.

    Attributes:
        title: What it is.
        mentors_planned: Hours of mentors as planned, in words.
        mentors_spent: Hours of mentors up to now, in words.
        mentees_planned: Hours of mentees as planned, in words.
        mentees_spent: Hours of mentees up to now, in words.
    """

    title: str
    mentors_planned: str
    mentors_spent: str
    mentees_planned: str
    mentees_spent: str


@dataclass(frozen=True, slots=True)
class CostsView:
    """Hours, and what they cost.

    Attributes:
        uses: Those that take time.
        together: All of them taken together.
        price: What the hours cost, by role, in the columns of ``together``; None without any rate.
        planned: Hours of all people together as planned, in words.
        spent: Hours of all people together up to now, in words.
        planned_cost: What the planned hours cost, with the currency; None where a rate is missing.
        spent_cost: What the hours up to now cost, likewise.
        minutes: Planned and spent, all together: 0 where there is nothing to tell of.
    """

    uses: tuple[UseView, ...]
    together: UseView
    price: UseView | None
    planned: str
    spent: str
    planned_cost: str | None
    spent_cost: str | None
    minutes: int


def costs_view(program: Program, today: date | None, language: Language) -> CostsView:
    """Look at the hours of the program."""
    found = costs(program, gatherings(program), today)
    say = language.text
    titles = {
        "sessions": say("Sessions"),
        "preparation": say("Mentors’ preparation"),
        "events": say("Events for many"),
        "training": say("Training"),
    }
    planned, spent = found.minutes()
    price = found.cost()
    return CostsView(
        uses=tuple(
            _use(titles[use], found, use, language) for use in USES if any(found.minutes(use=use))
        ),
        together=_use(say("Together"), found, None, language),
        price=_price(found, language),
        planned=hours_in_words(planned, language),
        spent=hours_in_words(spent, language),
        planned_cost=_money(price and price[0], found, language),
        spent_cost=_money(price and price[1], found, language),
        minutes=planned + spent,
    )


def gatherings(program: Program) -> tuple[Gathering, ...]:
    """Times of all events of the plan, with who comes."""
    events = program.framework.events_by_id()
    return tuple(
        Gathering(
            day=planned.start.date(),
            minutes=planned.minutes,
            is_training=events[planned.event].kind == "training",
            audience=events[planned.event].audience,
            who=who,
            state=planned.state,
        )
        for planned, who in comers(program, program.plan)
        if planned.event in events
    )


def _use(title: str, found: Costs, use: str | None, language: Language) -> UseView:
    (mentors, mentors_spent), (mentees, mentees_spent) = (found.minutes(r, use) for r in ROLES)
    said = (mentors, mentors_spent, mentees, mentees_spent)
    return UseView(title, *(hours_in_words(each, language) for each in said))


def _price(found: Costs, language: Language) -> UseView | None:
    if not found.has_rates:
        return None
    each = [found.cost(role) or (None, None) for role in ROLES]
    said = [_money(price, found, language) or "–" for both in each for price in both]
    return UseView(language.text("Cost"), *said)


def hours_in_words(minutes: int, language: Language) -> str:
    """Write hours, thousands held together: "1 250 h 30", "1,250 h 30 min"; "–" for none."""
    whole, rest = divmod(minutes, _HOUR)
    if not minutes:
        return "–"
    hours = f"{number(whole, language)}{_WIDE}h"
    if not rest:
        return hours
    unit = "" if language.code == "fr" else f"{_WIDE}min"
    return f"{hours}{_WIDE}{rest:02d}{unit}"


def _money(price: Fraction | None, found: Costs, language: Language) -> str | None:
    return None if price is None else money(price, found.rates.currency, language)


def money(price: Fraction, currency: str, language: Language) -> str:
    """Write a sum with its currency: "1 250,50 EUR"; whole ones without decimals, halves up."""
    cents = int(price * 100 + Fraction(1, 2))
    whole, rest = divmod(cents, 100)
    sign = "," if language.code == "fr" else "."
    return f"{number(whole, language)}{f'{sign}{rest:02d}' if rest else ''}{_WIDE}{currency}"
