"""Somebody has every report, page and picture, and looks for what a few people answered.

What each published number counts is read off the number itself (``tagged``), so nothing here relies on
how rmentor decides. What stands in texts, pictures and pages depends on these numbers alone: answers are
exchanged between people so that every number stays, and not one byte changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.changes import Write
from rmentor.folder.load import load
from rmentor.followup.kpis import KPIS
from rmentor.followup.readership import COORDINATOR, PUBLIC, Readership
from rmentor.model.program import Program
from rmentor.model.surveys import Answer
from rmentor.pairing.pair import standing
from rmentor.reporting.files import report_changes
from rmentor.reporting.public import REPORTS, handout
from tests.builders import sources_of
from tests.followup.attacker import solves_for
from tests.followup.half_year import half_year
from tests.followup.strategies import START, followed
from tests.followup.tagged import SUMMED, Key, Tags, mapped, tagged, told_on
from tests.simulated_year import Year

Rows = dict[str, set[tuple[int, ...]]]
MID, LATE = 24, 44  # weeks of the simulated year
SMALL = ("sponsor", "closing")


@cache
def year(pairs: int = 12, seed: int = 2027) -> tuple[tuple[date, Program], ...]:
    """A program as its files were on each Monday of a year."""
    files: dict[str, str] = {}
    found = []
    for monday, changed in Year(pairs, seed=seed).weeks():
        files |= changed
        program = load(sources_of(files)).program
        assert program is not None
        found.append((monday, program))
    return tuple(found)


def everything_told(
    days: Iterable[tuple[date, Program]], kinds: Iterable[Readership], tags: Tags
) -> Rows:
    """Rows of all sums that are told on these days."""
    rows: Rows = {kpi: set() for kpi in SUMMED}
    for day, program in days:
        for readers in kinds:
            for kpi, found in told_on(program, day, readers, tags).items():
                rows[kpi] |= found
    return rows


def found_out(rows: Rows, tags: Tags, least: int) -> dict[str, set[str]]:
    """Few people of whose answers alone something can be worked out, by KPI."""
    people = [str(key[1]) for key in tags.places]
    padded = {
        kpi: sorted((*row, *[0] * (len(people) - len(row))) for row in found)
        for kpi, found in rows.items()
    }
    found = {kpi: solves_for(each, people, max(least, 1)) for kpi, each in padded.items()}
    return {kpi: few for kpi, few in found.items() if few is not None}


@pytest.mark.parametrize(("pairs", "seed"), [(12, 2027), (12, 5), (15, 1)])
def test_a_year_of_public_reports_gives_nobody_away(pairs: int, seed: int) -> None:
    """Fifty weekly reports, their pictures and tables, put together in every way."""
    tags = Tags()
    rows = everything_told(year(pairs, seed), (PUBLIC,), tags)
    assert len(rows["pulse"]) > 10
    assert rows["skill_gain"]
    assert not found_out(rows, tags, 5)


@pytest.mark.parametrize("week", [6, 13, MID, 37, LATE, 50])
def test_what_the_coordinator_writes_on_a_day_gives_nobody_away(week: int) -> None:
    """Program, sponsor's page, final review, pictures and screens of one day, put together."""
    for seed in (2027, 5):
        tags = Tags()
        rows = everything_told(year(12, seed)[week : week + 1], (COORDINATOR,), tags)
        assert not found_out(rows, tags, 5)


def test_both_kinds_in_one_folder_would_give_somebody_away() -> None:
    """Why one run is of one kind: figures as they stand, less figures as they are published."""
    won = []
    for week in year():
        tags = Tags()
        rows = everything_told((week,), (COORDINATOR, PUBLIC), tags)
        won += found_out(rows, tags, 5)
    assert "pulse" in won


def test_figures_as_they_stand_would_give_somebody_away_week_by_week() -> None:
    """Why the coordinator's figures are not handed on: this week's less last week's."""
    tags = Tags()
    rows = everything_told(year(), (COORDINATOR,), tags)
    assert found_out(rows, tags, 5).keys() == set(SUMMED)


@pytest.mark.parametrize(
    ("name", "weaker"),
    [
        ("kpis.visible_parts", lambda voices, _: frozenset(voice.part for voice in voices)),
        ("kpis.enough", lambda _voices, _smallest: True),
        ("kpis.steps_beside", lambda _voices, days, _parts, _smallest: frozenset(days)),
    ],
)
def test_the_attacker_wins_where_less_is_hidden(
    name: str, weaker: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the coordinator's safeguards is needed: without it somebody is given away."""
    monkeypatch.setattr(f"rmentor.followup.{name}", weaker)

    def wins(week: tuple[date, Program]) -> bool:
        tags = Tags()
        return bool(found_out(everything_told((week,), (COORDINATOR,), tags), tags, 5))

    assert any(map(wins, year()))


@pytest.mark.parametrize("fewer", [0, 2])
def test_the_attacker_wins_where_fewer_are_waited_for(
    fewer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The public's safeguard: a step for every two answers would tell of two people."""
    from rmentor.followup import kpis

    releases = kpis.release
    monkeypatch.setattr(kpis, "release", lambda voices, _, *days: releases(voices, fewer, *days))
    tags = Tags()
    assert found_out(everything_told(year(), (PUBLIC,), tags), tags, 5)


@settings(max_examples=40)
@given(followed(), st.lists(st.integers(0, 80), min_size=1, max_size=6, unique=True))
def test_no_program_gives_anybody_away(program: Program, passed: list[int]) -> None:
    """Small worlds, with groups, ties, answers without a day and words put right later."""
    days = [(START + timedelta(days=days), program) for days in sorted(passed)]
    tags = Tags()
    assert not found_out(everything_told(days, (PUBLIC,), tags), tags, program.smallest_group)
    for day in days:
        tags = Tags()
        rows = everything_told((day,), (COORDINATOR,), tags)
        assert not found_out(rows, tags, program.smallest_group)


def recorded_by(program: Program, monday: date, lag: Callable[[object], int]) -> Program:
    """The program as its files were that day, each session and answer recorded some days late."""

    def is_there(day: date | None, *key: object) -> bool:
        return day is not None and day + timedelta(days=lag(key)) <= monday

    journal = {
        pair: tuple(each for each in entries if is_there(each.date, pair, each.session))
        for pair, entries in program.journal.items()
    }
    answers = {
        name: tuple(each for each in given if is_there(each.day, name, each.key))
        for name, given in program.answers.items()
    }
    return replace(program, journal=journal, answers=answers)


@pytest.mark.parametrize("is_patient", [True, False])
def test_what_is_recorded_up_to_two_weeks_late_gives_nobody_away(
    is_patient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports of every week, while sessions are recorded late; without patience the attacker wins."""
    if not is_patient:
        monkeypatch.setattr("rmentor.followup.readership.SETTLES", timedelta())
    chance = {}
    random = Random(11)

    def lag(key: object) -> int:
        return chance.setdefault(key, random.randrange(15))

    last = year()[-1][1]
    weeks = [(monday, recorded_by(last, monday, lag)) for monday, _ in year()]
    tags = Tags()
    rows = everything_told(weeks, (PUBLIC,), tags)
    assert rows["pulse"]
    assert bool(found_out(rows, tags, 5)) != is_patient


def test_high_and_low_answers_give_nobody_away() -> None:
    """Recommendation, and what mentors got back: how each answer counts shows when it is changed."""
    weeks = year(14, 3)
    formulas = [kpi for kpi in KPIS if kpi.id in ("recommend", "two_way")]

    def told(kpi: str, change: Callable[[Program], Program]) -> list[object]:
        found: list[object] = []
        for day, program in weeks:
            figure = PUBLIC.figures(change(program), day, formulas)[kpi]
            parts = [figure.parts[name] for name in sorted(figure.parts)]
            found += [each.numerator for each in (figure, *parts)]
        return found

    for kpi, item, most in (("recommend", "recommend", 10), ("two_way", "something-back", 5)):
        people, columns = [], []
        for answer in (each for answers in weeks[-1][1].answers.values() for each in answers):
            if item in answer.scales:
                high, low = (
                    told(kpi, partial(_with, answer=answer, item=item, value=value))
                    for value in (most, 1)
                )
                people.append(answer.person)
                columns.append([_int(a) - _int(b) for a, b in zip(high, low, strict=True)])
        rows = list(zip(*columns, strict=True))
        assert any(map(any, rows)), kpi
        assert solves_for(rows, people, 5) is None


def _int(number: object) -> int:
    return int(number or 0)  # type: ignore[call-overload, no-any-return]


def _with(program: Program, answer: Answer, item: str, value: int) -> Program:
    """The program with another answer to an item, where that answer is in."""
    answers = tuple(
        replace(each, scales={**each.scales, item: value}) if each.key == answer.key else each
        for each in program.answers.get(answer.survey, ())
    )
    return replace(program, answers={**program.answers, answer.survey: answers})


def public_texts(program: Program, day: date, *wanted: str) -> Mapping[str, str]:
    """Everything that may be handed on, by path: Markdown, pictures, and the page of both."""
    made = handout(
        program,
        standing(program),
        sources_of({}),
        wanted or SMALL,
        today=day,
        existing=(),
        with_page=True,
    )
    return {each.file: str(each.text) for each in made.changes if isinstance(each, Write)}


def own_texts(program: Program, day: date) -> Mapping[str, str]:
    """What is written for the coordinator."""
    wanted = ("program", "sponsor", "closing")
    changes = report_changes(
        program, standing(program), sources_of({}), wanted, today=day, existing=()
    )
    return {each.file: str(each.text) for each in changes if isinstance(each, Write)}


def marks(program: Program) -> Mapping[Key, int]:
    """Every answer with its value."""
    found: dict[Key, int] = {}
    mapped(program, found.setdefault)
    return found


def exchanged(
    program: Program,
    values: Mapping[Key, int],
    alike: Mapping[object, Sequence[Key]],
    random: Random,
) -> Program | None:
    """The program with one answer a step higher and another a step lower that counts alike."""
    pairs = [
        (up, down)
        for keys in alike.values()
        for up, down in combinations(random.sample(keys, len(keys)), 2)
        if up[1] != down[1] and values[up] < 5 and values[down] > 1
    ]
    if not pairs:
        return None
    up, down = random.choice(pairs)
    return mapped(program, lambda key, value: value + (key == up) - (key == down))


def by_column(
    tags: Tags, rows: Rows, kpis: Sequence[str]
) -> tuple[dict[object, list[Key]], list[Key]]:
    """Answers that count in the same sums, and those that count in none."""
    alike: dict[object, list[Key]] = {}
    nowhere = []
    for key in tags.places:
        kpi = str(key[0])
        if kpi in kpis:
            column = tags.column(sorted(rows[kpi]), key)
            alike.setdefault((kpi, column), []).append(key)
            if not any(column):
                nowhere.append(key)
    return alike, nowhere


@pytest.mark.parametrize("week", [MID, LATE])
def test_public_files_hang_on_published_sums_alone(week: int) -> None:
    """Whose answer it is that counts changes no byte, nor does any answer that is not published yet."""
    random, (day, program) = Random(week), year()[week]
    tags = Tags()
    rows = everything_told([(day, program)], (PUBLIC,), tags)
    values, before = marks(program), public_texts(program, day)
    for kpi in ("pulse", "skill_gain"):
        alike, nowhere = by_column(tags, rows, [kpi])
        told = {name: keys for name, keys in alike.items() if keys[0] not in nowhere}
        other = exchanged(program, values, told, random)
        if rows[kpi]:
            assert other is not None
            assert public_texts(other, day) == before
        if nowhere:
            key = random.choice(nowhere)
            other = mapped(program, lambda k, v, key=key: (5 if v < 3 else 1) if k == key else v)
            assert public_texts(other, day) == before


def test_an_answer_among_many_changes_nothing_but_figures() -> None:
    """The words around them stay; so does who is named, which is nobody."""
    random, (day, program) = Random(1), year()[LATE]
    tags = Tags()
    rows = everything_told([(day, program)], (PUBLIC,), tags)
    values, before = marks(program), public_texts(program, day)
    alike, nowhere = by_column(tags, rows, ["pulse"])
    published = [key for keys in alike.values() for key in keys if key not in nowhere]
    for key in random.sample(published, 2):
        value = 5 if values[key] < 3 else 1
        after = public_texts(mapped(program, lambda k, v: value if k == key else v), day)  # noqa: B023
        assert after != before
        assert _without_figures(after) == _without_figures(before)


def _without_figures(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {path: re.sub(r"\d+(?:[.,]\d+)?", "#", text) for path, text in texts.items()}


@settings(max_examples=10)
@given(st.integers(0, 10_000), st.integers(3, 26))
def test_answers_of_few_people_change_no_byte(seed: int, week: int) -> None:
    """Somebody among fewer than ``smallest_group`` who have answered since the last step may say anything."""
    random = Random(seed)
    program = half_year(random)
    day = date(2027, 1, 4) + timedelta(weeks=week)
    tags = Tags()
    rows = everything_told([(day, program)], (PUBLIC,), tags)
    _, nowhere = by_column(tags, rows, SUMMED)
    assume(nowhere)
    chosen = set(random.sample(nowhere, min(3, len(nowhere))))
    after = mapped(program, lambda key, value: 6 - value if key in chosen else value)
    assert public_texts(after, day, "sponsor", "closing") == public_texts(program, day)


def test_a_survey_that_few_have_answered_changes_no_byte() -> None:
    """Four final answers, of which one changes in every item: nothing shows."""
    day, program = year()[-1]
    four = program.answers["final-mentor"][:4]
    answers = {**program.answers, "final-mentor": four, "final-mentee": ()}
    few = replace(program, answers=answers)
    wild = replace(four[0], scales=dict.fromkeys(four[0].scales, 1))
    other = replace(few, answers={**few.answers, "final-mentor": (wild, *four[1:])})
    assert wild != four[0]
    assert public_texts(other, day, *REPORTS) == public_texts(few, day, *REPORTS)
    assert own_texts(other, day) == own_texts(few, day)


def test_the_coordinators_files_do_not_tell_whose_final_answer_it_is() -> None:
    """Two mentors exchange their confidence; two mentees the levels of their final survey."""
    random, (day, program) = Random(7), year()[-1]
    tags = Tags()
    rows = everything_told([(day, program)], (COORDINATOR,), tags)
    values, before = marks(program), own_texts(program, day)
    alike, _ = by_column(tags, rows, ["mentor_confidence"])
    other = exchanged(program, values, alike, random)
    assert other is not None
    assert own_texts(other, day) == before


def test_tags_tell_which_answers_a_figure_counts() -> None:
    """The attacker's own tool: a pulse of everybody counts each answer of everybody once."""
    program = half_year(Random(3))
    tags = Tags()
    tagged(program, tags)
    rows = told_on(program, date(2027, 12, 31), COORDINATOR, tags)["pulse"]
    places = [place for key, place in tags.places.items() if key[0] == "pulse"]
    whole = tuple(int(at in places) for at in range(max(places) + 1))
    assert whole in rows
