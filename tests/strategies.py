"""Whole valid programs for hypothesis: people of all roles, and settings that change what fits.

Small worlds on purpose: few topics, sites and grades, so that ties, conflicts and people whom
nobody can be paired with come up often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from rmentor.model.objectives import Objective
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Framework, Program, Rules, Weights
from rmentor.model.windows import DAY_MINUTES, Span, Window, joined
from tests.builders import a_program

TOPICS = ("agile", "budgeting", "linkedin", "seo", "tiktok")
LANGUAGES = ("de", "en", "fr")
SITES = ("Lille", "Lyon", "lyon ", " ")
DEPARTMENTS = ("Finance", "IT", "it", "Sales", "")
INTERESTS = ("chess", "Music", "music", "running", "travel")
TIMEZONES = ("Europe/Paris", "America/New_York", "Asia/Tokyo", "Pacific/Auckland")
START = date(2027, 1, 11)


def some(values: tuple[str, ...], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these, each once, sorted."""
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(
        lambda chosen: tuple(sorted(chosen))
    )


def levels(least: int, most: int, topics: int = 3) -> st.SearchStrategy[Mapping[str, int]]:
    """Numbers by topic."""
    return st.dictionaries(st.sampled_from(TOPICS), st.integers(least, most), max_size=topics).map(
        lambda found: dict(sorted(found.items()))
    )


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Weekly windows on half hours, joined, at times at the ends of the week; often none."""
    if draw(st.booleans()):
        return ()
    starts = st.one_of(
        st.builds(
            lambda day, slot: day * DAY_MINUTES + slot * 30, st.integers(0, 2), st.integers(16, 22)
        ),
        st.sampled_from([0, 6 * DAY_MINUTES + 22 * 60, 6 * DAY_MINUTES + 23 * 60]),
    )
    lengths = st.sampled_from([30, 60, 90, 120, 240])
    found = draw(st.lists(st.tuples(starts, lengths), min_size=1, max_size=3))
    return joined(Window(start, min(start + length, 7 * DAY_MINUTES)) for start, length in found)


@st.composite
def participants(draw: st.DrawFn, person: str, others: tuple[str, ...]) -> Participant:
    """One person, half-filled the way that real ones are."""

    def maybe(strategy: st.SearchStrategy[Any]) -> Any:
        return draw(st.one_of(st.none(), strategy))

    return Participant(
        id=person,
        name=person.upper(),
        role=draw(st.sampled_from(["mentor", "mentee", "both"])),
        volunteer=draw(st.sampled_from([True, True, True, True, False])),
        status=draw(st.sampled_from(["active"] * 8 + ["applied", "paused", "left"])),
        waited=draw(st.sampled_from([0, 0, 0, 1, 3])),
        seniority=maybe(st.integers(1, 4)),
        department=maybe(st.sampled_from(DEPARTMENTS)),
        site=maybe(st.sampled_from(SITES)),
        manager=maybe(st.sampled_from(others)),
        country=draw(st.sampled_from([None, "FR", "FR-57", "DE"])),
        timezone=draw(st.sampled_from([TIMEZONES[0]] * 4 + list(TIMEZONES[1:]))),
        languages=draw(some(LANGUAGES)),
        mode=draw(st.sampled_from(["either", "either", "onsite", "remote"])),
        offers=draw(levels(1, 5)),
        wants=draw(levels(1, 3)),
        levels=draw(levels(0, 5, 2)),
        interests=draw(some(INTERESTS)),
        availability=draw(windows()),
        away=draw(st.sampled_from([(), (Span(date(2027, 2, 1), date(2027, 2, 12)),)])),
        capacity=draw(st.sampled_from([1, 1, 1, 2, 3])),
        avoid=draw(some(others, 1)),
        prefer=draw(some(others, 2)),
        drive=maybe(st.integers(1, 5)),
    )


def rules() -> st.SearchStrategy[Rules]:
    """Rules as programs have them, often the default ones."""
    return st.one_of(
        st.just(Rules()),
        st.builds(
            Rules,
            seniority=st.sampled_from(["any", "any", "less"]),
            manager_levels=st.sampled_from([0, 1, 2, 99]),
            min_level=st.integers(1, 4),
            min_gap=st.integers(0, 2),
            mentors_per_mentee=st.sampled_from([1, 1, 2, 3]),
            cross_department=st.sampled_from([False, False, True]),
            min_score=st.sampled_from([0, 0, 0, 3000, 5000]),
        ),
    )


def weights() -> st.SearchStrategy[Weights]:
    """Default weights, or any: zeros, fractions, large primes that share no denominator."""
    one = st.sampled_from(
        [Fraction(n) for n in (0, 1, 5, 10, 40)] + [Fraction(1, 10), Fraction(7, 3), Fraction(9973)]
    )
    return st.one_of(st.just(Weights()), st.builds(Weights, **dict.fromkeys(CRITERIA, one))).filter(
        lambda found: found.total > 0
    )


@st.composite
def programs(
    draw: st.DrawFn, max_people: int = 8, *, with_pairs: bool = False, **fields: Any
) -> Program:
    """A valid program of up to ``max_people``; ``fields`` fixes what the test is about.

    With ``with_pairs``, some people are paired already, as ``pair`` or by hand, fitting or not.
    """
    ids = tuple(f"p{number:02d}" for number in range(draw(st.integers(1, max_people))))
    people = [
        draw(participants(person, tuple(other for other in ids if other != person) or (person,)))
        for person in ids
    ]
    known: dict[str, Any] = {
        "timezone": draw(st.sampled_from(TIMEZONES[:2])),
        "country": "FR",
        "start": draw(st.sampled_from([None, START, date(2027, 3, 29)])),
        "end": None,
        "rules": draw(rules()),
        "weights": draw(weights()),
        "aim": draw(st.sampled_from(["total", "fair"])),
        "objectives": draw(
            st.sampled_from([(), (Objective("goal", "Goal", ("linkedin", "seo")),)])
        ),
        "framework": Framework(minutes=draw(st.sampled_from([45, 60, 90, 120]))),
    }
    if known["start"] is not None:
        known["end"] = date(2027, 7, 2)
    program = a_program(*people, **{**known, **fields})
    return replace(program, pairs=draw(pairs(program))) if with_pairs else program


@st.composite
def pairs(draw: st.DrawFn, program: Program) -> tuple[Pair, ...]:
    """Some pairs of a program, each couple at most once, by id."""
    couples = [
        (mentor.id, mentee.id)
        for mentor in program.participants
        for mentee in program.participants
        if mentor.teaches and mentee.learns and mentor.id != mentee.id
    ]
    if not couples:
        return ()
    chosen = draw(st.lists(st.sampled_from(couples), unique=True, max_size=4))
    return tuple(
        Pair(
            f"{mentor}--{mentee}",
            mentor,
            (mentee,),
            topics=draw(some(TOPICS, 2)),
            status=draw(st.sampled_from(["active", "active", "paused", "completed", "ended"])),
            locked=draw(st.booleans()),
            since=START,
        )
        for mentor, mentee in sorted(chosen)
    )
