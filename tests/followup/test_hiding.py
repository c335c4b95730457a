"""Nothing about a few people can be worked out of what is shown, whatever is added and subtracted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rmentor.followup.hiding import Sums, Voice, by_part, steps_beside, visible_parts
from rmentor.followup.kpis import KPIS, published
from rmentor.followup.releases import release
from rmentor.model.figures import Figure
from rmentor.model.program import Program
from tests.followup.attacker import Row, works_out
from tests.followup.half_year import half_year

DAY = date(2027, 1, 4)


def voices(parts: Sequence[str], people: int = 7) -> st.SearchStrategy[list[Voice]]:
    """Answers of a few people in six weeks, some of them several times."""
    one = st.builds(
        Voice,
        who=st.integers(1, people).map(lambda number: f"p{number}"),
        day=st.integers(0, 42).map(lambda days: DAY + timedelta(days=days)),
        part=st.sampled_from(parts),
        is_first=st.booleans(),
    )
    return st.lists(one, max_size=24)


def counted(given_voices: Iterable[Voice], counts: Callable[[Voice], bool]) -> Row:
    """The sum of the answers that count: 1 for each of them, 0 for the others."""
    return tuple(Fraction(counts(voice)) for voice in given_voices)


@given(voices(("", "a", "b", "c")), st.integers(1, 4))
def test_what_is_shown_at_once_gives_nobody_away(found: list[Voice], least: int) -> None:
    """The whole less some of its parts, or a part alone, is never about too few."""
    everybody = {voice.who for voice in found}
    if len(everybody) < least:
        return
    shown = visible_parts(found, least)
    rows = [counted(found, lambda _: True)]
    rows += [counted(found, lambda voice, part=part: voice.part == part) for part in sorted(shown)]
    assert works_out(rows, [voice.who for voice in found], least) is None


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({"a": 3, "b": 4, "c": 1}, {"b"}),
        ({"b": 3, "a": 3, "c": 1}, {"a"}),
        ({"c": 1, "b": 3, "a": 3}, {"a"}),
        ({"b": 3, "a": 3, "c": 3}, {"a", "b", "c"}),
    ],
)
def test_the_part_of_most_people_is_shown_where_two_would_give_a_third_away(
    people: Mapping[str, int], shown: set[str]
) -> None:
    """Of two parts of as many people, the first by name, whoever answered first."""
    found = [Voice(f"{part}{at}", part=part) for part in people for at in range(people[part])]
    assert visible_parts(found, 3) == shown


@given(voices(("a", "b", "c")), st.integers(1, 4))
def test_no_part_is_hidden_without_need(found: list[Voice], least: int) -> None:
    """Where parts of enough people are hidden, showing any of them besides would give a few away."""
    if len({voice.who for voice in found}) < least:
        return
    shown = visible_parts(found, least)
    whos = [voice.who for voice in found]
    for part in {voice.part for voice in found} - shown:
        mine, rest = (
            {voice.who for voice in found if (voice.part in hidden) == is_in}
            for hidden, is_in in (({part}, True), (shown | {part}, False))
        )
        assert len(mine) < least or len(rest) < least, whos


@given(
    voices(("a", "b")),
    st.sets(st.integers(0, 42), min_size=1, max_size=4),
    st.integers(1, 4),
    st.integers(0, 7),
)
def test_days_that_stand_beside_the_last_give_nobody_away(
    found: list[Voice], after: set[int], least: int, undated: int
) -> None:
    """Wholes of several days and the parts of the last, added and subtracted, tell of no few people."""
    days = [DAY + timedelta(days=passed) for passed in sorted(after)]
    ever = {f"p{number}" for number in range(1, undated + 1)}
    counts = [voice for voice in found if voice.who in ever or (voice.day or DAY) <= days[-1]]
    counts = [replace(voice, day=None) if voice.who in ever else voice for voice in counts]
    if len({voice.who for voice in counts}) < least:
        return
    parts = visible_parts(counts, least)
    shown = steps_beside(counts, days, parts, least)
    assert {days[-1]} <= shown <= set(days)
    rows = [
        counted(counts, lambda voice, day=day: voice.day is None or voice.day <= day)
        for day in sorted(shown)
    ]
    rows += [counted(counts, lambda voice, part=part: voice.part == part) for part in sorted(parts)]
    assert works_out(rows, [voice.who for voice in counts], least) is None


@pytest.mark.parametrize(
    ("answers", "stand"),
    [
        ((3, 3, 3), (0, 1, 2)),
        ((2, 1, 3), (1, 2)),
        ((3, 3, 0), (0, 1, 2)),
        ((3, 3, 2), (0, 2)),
        ((3, 0, 2), (2,)),
        ((3, 0, 0), (0, 2)),
        ((1, 1, 1), (2,)),
    ],
)
def test_a_day_stands_beside_the_last_where_enough_answered_on_either_side(
    answers: Sequence[int], stand: Sequence[int]
) -> None:
    """Of three a day, nothing is hidden; a few late ones take the day before theirs with them."""
    days = [DAY + timedelta(weeks=week) for week in range(3)]
    found = [
        Voice(f"p{week}-{number}", day)
        for week, (day, people) in enumerate(zip(days, answers, strict=True))
        for number in range(people)
    ]
    assert steps_beside(found, days, (), 3) == {days[week] for week in stand}


@settings(max_examples=100)
@given(
    st.sampled_from([("",), ("a", "b"), ("a", "b", "c", "d")]).flatmap(voices),
    st.integers(1, 4),
    st.one_of(st.none(), st.integers(20, 45)),
)
def test_all_that_is_ever_published_gives_nobody_away(
    found: list[Voice], least: int, days: int | None
) -> None:
    """Whoever keeps what was published of every day, wholes and parts, learns of no few people.

    Also not with the sums of first answers beside, such as where people began.
    """
    over = None if days is None else DAY + timedelta(days=days)
    everything, firsts = set(), set()
    for passed in range(60):
        known = release(found, least, DAY + timedelta(days=passed), over)
        for day, parts, rows in (
            (known.day, known.parts, everything),
            (known.started, known.parts_started, firsts),
        ):
            if day:
                rows.add((day, None))
            rows |= {(on, part) for part, on in parts.items()}
    assert firsts <= everything
    whos = [voice.who for voice in found]

    def sums(published_on: set[tuple[date, str | None]], *, first: bool) -> list[Row]:
        return [
            counted(
                found,
                lambda voice, day=day, part=part: (
                    voice.day <= day
                    and part in (None, voice.part)
                    and (voice.is_first or not first)
                ),
            )
            for day, part in sorted(published_on, key=str)
        ]

    assert works_out(sums(everything, first=False), whos, least) is None
    assert works_out(sums(firsts, first=True), whos, least) is None


@given(voices(("a", "b")), st.integers(1, 4), st.integers(0, 60))
def test_what_was_published_depends_on_nothing_later(
    found: list[Voice], least: int, passed: int
) -> None:
    """Answers that come in later change nothing in what is published of an earlier day."""
    day = DAY + timedelta(days=passed)
    before = [voice for voice in found if voice.day is not None and voice.day <= day]
    assert release(found, least, day) == release(before, least, day)


def test_a_quick_programme_publishes_sides_as_soon_as_it_can_tell_them_apart() -> None:
    """Five mentors and five mentees in the first week: both sides are there, and next week again."""
    weeks = [
        Voice(f"{side}{number}", DAY + timedelta(days=7 * week + number), side)
        for week in range(2)
        for side in ("mentor", "mentee")
        for number in range(5)
    ]
    first = release(weeks, 5, DAY + timedelta(days=4))
    assert (first.day, first.parts) == (
        DAY + timedelta(days=4),
        dict.fromkeys(("mentor", "mentee"), DAY + timedelta(days=4)),
    )
    assert release(weeks, 5, DAY + timedelta(days=3)).day is None
    assert release(weeks, 5, None).parts.keys() == {"mentor", "mentee"}
    assert release(weeks, 5, None).day == DAY + timedelta(days=11)


def test_one_answer_more_is_not_published_alone() -> None:
    """The mean of eleven less the mean of ten would be an answer."""
    ten = [Voice(f"p{number}", DAY) for number in range(10)]
    late = Voice("p10", DAY + timedelta(days=20))
    assert release([*ten, late], 5, None).day == DAY
    more = [Voice(f"q{number}", DAY + timedelta(days=21)) for number in range(4)]
    assert release([*ten, late, *more], 5, None).day == DAY + timedelta(days=21)


STEPS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sets(st.integers(0, 5), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)
ASKED = st.lists(st.sampled_from(["", "", "a", "cb", "abc", "bca", "cab"]), min_size=4, max_size=4)


@settings(max_examples=150)
@given(STEPS, ASKED)
def test_whatever_parts_are_asked_for_and_when_nobody_is_given_away(
    steps: list[dict[str, set[int]]], asked: list[str]
) -> None:
    """Steps of at least two people each, and parts published in any order, where that is called safe."""
    least, graph = 2, Sums(2)
    answers: list[tuple[int, str, int]] = []
    rows: list[tuple[int, str | None]] = []
    for number, (cells, parts) in enumerate(zip(steps, asked, strict=False)):
        if len(set().union(*cells.values())) < least:
            continue
        graph.add_step(by_part((Voice(f"p{who}", part=part) for part in cells for who in cells[part]),
                               {f"p{who}": who for who in range(6)}))  # fmt: skip
        answers += [(number, part, who) for part in cells for who in cells[part]]
        rows.append((number, None))
        pending = set(graph.pending())
        rows += [(number, part) for part in parts if part in pending and _publishes(graph, part)]
    sums = [
        tuple(Fraction(step <= last and only in (None, part)) for step, part, _ in answers)
        for last, only in rows
    ]
    assert works_out(sums, [f"p{who}" for _, _, who in answers], least) is None


Edge = tuple[str, str, frozenset[int]]


def hangs_together(edges: Sequence[Edge], least: int) -> bool:
    """Whether nodes with enough people between them, joined one after the other, become one."""
    group = {end: end for one, other, _ in edges for end in (one, other)}
    while True:
        between: dict[tuple[str, str], set[int]] = {}
        for one, other, people in edges:
            if group[one] != group[other]:
                ends = min(group[one], group[other]), max(group[one], group[other])
                between.setdefault(ends, set()).update(people)
        strong = [ends for ends, people in between.items() if len(people) >= least]
        if not strong:
            return not between
        group = {end: strong[0][0] if it == strong[0][1] else it for end, it in group.items()}


@given(STEPS, ASKED, st.integers(1, 3))
@example([{"b": {0, 3}, "a": {0}}, {"b": {0, 1}, "c": {0, 2}, "a": {3}}], ["", "cb", "", ""], 2)
def test_a_part_is_published_where_the_graph_of_all_sums_hangs_together(
    steps: list[dict[str, set[int]]], asked: list[str], least: int
) -> None:
    """Whatever was published before; answers in no sum of their part hang on the ground."""
    graph = Sums(least)
    waiting: dict[tuple[str, str], frozenset[int]] = {}
    published: list[Edge] = []
    for number, (cells, parts) in enumerate(zip(steps, asked, strict=False)):
        if len(set().union(*cells.values())) < least:
            continue
        graph.add_step({part: sum(1 << who for who in people) for part, people in cells.items()})
        waiting |= {(f"step {number}", part): frozenset(cells[part]) for part in cells}
        for part in parts:
            mine = {key: people for key, people in waiting.items() if key[1] == part}
            if not mine:
                continue
            rest = {key: people for key, people in waiting.items() if key not in mine}
            name = f"{part} as of {number}"
            with_it = [*published, *((step, name, people) for (step, _), people in mine.items())]
            ground = [(step, "ground", people) for (step, _), people in rest.items()]
            is_safe = hangs_together([*with_it, *ground], least)
            is_told = len(frozenset().union(*mine.values())) >= least and is_safe
            assert graph.publish(part) is is_told
            if is_told:
                waiting, published = rest, with_it


def _publishes(graph: Sums, part: str) -> bool:
    return part in set(graph.pending()) and graph.publish(part)


def _both_sides(week: int, *, day: int = 0, number: int = 5, again: bool = False) -> list[Voice]:
    """Mentors and mentees who answer on a day of a week, for the first time or again."""
    on = DAY + timedelta(weeks=week, days=day)
    return [
        Voice(f"{side}{at}", on, side, is_first=not again)
        for side in ("mentor", "mentee")
        for at in range(number)
    ]


@given(voices(("", "a")), st.integers(1, 3))
def test_a_week_lies_between_two_publications(found: list[Voice], least: int) -> None:
    """Whoever asks every day learns no more than who asks every week, but for the last day."""
    days = {release(found, least, DAY + timedelta(days=passed)).day for passed in range(60)} - {
        None
    }
    told_on = sorted(day for day in days if day)
    assert all(late - early >= timedelta(weeks=1) for early, late in pairwise(told_on))


def test_answers_within_a_week_wait_for_its_end() -> None:
    """They are published seven days after those before, though nobody answers on that day."""
    found = [*_both_sides(0), *_both_sides(0, day=3, again=True)]
    as_of = [release(found, 5, DAY + timedelta(days=passed)).day for passed in (0, 3, 6, 7, 8)]
    assert as_of == [DAY, DAY, DAY, *[DAY + timedelta(weeks=1)] * 2]
    assert release(found, 5, None).day == DAY + timedelta(weeks=1)


@pytest.mark.parametrize("until", [None, DAY + timedelta(weeks=3)])
def test_on_the_last_day_nobody_is_waited_for(until: date | None) -> None:
    """Six answers are too few to be told apart by side; on the last day the whole is published."""
    found, over = _both_sides(0, number=3), DAY + timedelta(weeks=2)
    assert release(found, 5, DAY + timedelta(weeks=1), over).day is None
    assert release(found, 5, until, over).day == over
    assert release(found, 5, until, over).parts == {}
    assert release(found, 5, until).day is None


def test_where_people_began_stands_beside_what_they_say_now() -> None:
    """The sum of first answers has not changed: it stands as of the day of the new one, by side, too."""
    known = release([*_both_sides(0), *_both_sides(1, again=True)], 5, None)
    day = DAY + timedelta(weeks=1)
    assert (known.day, known.started) == (day, day)
    assert known.parts == known.parts_started == {"mentor": day, "mentee": day}


def test_where_people_began_waits_for_enough_newcomers() -> None:
    """Two who answer for the first time would be told by what their first answers add."""
    late = [Voice(f"late{at}", DAY + timedelta(weeks=1), "mentor") for at in range(2)]
    known = release([*_both_sides(0), *_both_sides(1, again=True), *late], 5, None)
    assert (known.day, known.started) == (DAY + timedelta(weeks=1), DAY)
    assert set(known.parts_started.values()) == {DAY}


@dataclass(frozen=True)
class Unknown:
    """An answer that the attacker is after.

    Attributes:
        who: Whose it is.
        kpi: In which figure it counts.
        change: Puts the least (False) or the most (True) in its place.
    """

    who: str
    kpi: str
    change: Callable[[Program, bool], Program]


def unknowns(program: Program) -> Iterator[Unknown]:
    """Every single answer of a program."""
    for pair in program.pairs:
        for at, entry in enumerate(program.journal[pair.id]):
            for side, who in (("mentor", pair.mentor), ("mentee", pair.mentees[0])):
                if side in entry.pulse:
                    yield Unknown(who, "pulse", _in_entry(pair.id, at, "pulse", side))
            for person, levels in entry.levels.items():
                for topic in levels:
                    yield Unknown(
                        person, "skill_gain", _in_entry(pair.id, at, "levels", person, topic)
                    )
    asked = {
        "useful": "pulse",
        "recommend": "recommend",
        "confidence": "mentor_confidence",
        "something-back": "two_way",
    }
    for name, given_answers in program.answers.items():
        for at, answer in enumerate(given_answers):
            for item in answer.scales.keys() & asked.keys():
                yield Unknown(answer.person, asked[item], _in_answer(name, at, item))
            for topic in answer.topics.get("levels", {}):
                yield Unknown(answer.person, "skill_gain", _in_answer(name, at, "levels", topic))


def _put(values: Mapping[str, object], keys: Sequence[str], value: int) -> dict[str, object]:
    inner = values[keys[0]] if len(keys) > 1 else None
    new = _put(inner, keys[1:], value) if isinstance(inner, Mapping) else value
    return {**values, keys[0]: new}


def _in_entry(pair: str, at: int, field: str, *keys: str) -> Callable[[Program, bool], Program]:
    def changed(program: Program, most: bool) -> Program:
        entries = list(program.journal[pair])
        new = _put(getattr(entries[at], field), keys, 5 if most else 1)
        entries[at] = replace(entries[at], **{field: new})
        return replace(program, journal={**program.journal, pair: tuple(entries)})

    return changed


def _in_answer(survey: str, at: int, *keys: str) -> Callable[[Program, bool], Program]:
    def changed(program: Program, most: bool) -> Program:
        answers = list(program.answers[survey])
        field = "topics" if len(keys) > 1 else "scales"
        value = (10 if keys == ("recommend",) else 5) if most else 0 if len(keys) > 1 else 1
        new = _put(getattr(answers[at], field), keys, value)
        answers[at] = replace(answers[at], **{field: new})
        return replace(program, answers={**program.answers, survey: tuple(answers)})

    return changed


def told(program: Program, days: Sequence[date], kpi: str) -> list[Fraction | None]:
    """Every numerator that is published of a KPI on these days, of the whole and of its parts."""
    (formula,) = (each for each in KPIS if each.id == kpi)
    found: list[Fraction | None] = []
    for day in days:
        whole = published(program, day, (formula,))[kpi]
        parts: list[Figure] = [whole.parts[name] for name in sorted(whole.parts)]
        found += [whole.numerator, *(part.numerator for part in parts)]
    return found


@pytest.mark.parametrize("seed", range(2))
def test_half_a_year_of_reports_gives_nobody_away(seed: int) -> None:
    """An attacker has every figure of every week; how each answer counts shows when it is changed.

    So nothing here relies on how rmentor decides: only published numbers are looked at.
    """
    program = half_year(Random(seed))
    days = [DAY + timedelta(days=7 * week) for week in range(1, 27)]
    changes = list(unknowns(program))
    for kpi in ("pulse", "skill_gain", "recommend", "mentor_confidence", "two_way"):
        mine = [each for each in changes if each.kpi == kpi]
        assert mine
        columns = []
        for each in mine:
            least, most = (told(each.change(program, end), days, kpi) for end in (False, True))
            assert [number is None for number in least] == [number is None for number in most]
            columns.append(
                [
                    high - low
                    for low, high in zip(least, most, strict=True)
                    if low is not None and high is not None
                ]
            )
        rows = list(dict.fromkeys(zip(*columns, strict=True)))
        assert any(any(row) for row in rows), f"{kpi} is never published"
        assert works_out(rows, [each.who for each in mine], program.smallest_group) is None
