"""The frontier against brute force: every outcome of every whole N, and the hull they lie on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

from hypothesis import event, given, settings
from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.pairing.keep import MOST_KEEP
from rmentor.pairing.pair import pair
from rmentor.pairing.questions.frontier import Point, affordable, frontier, frontier_json
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.strategies import programs

Line = tuple[int, int]  # sum of scores, pairs that stay
MENTORS, MENTEES = ("ann", "bea", "cid", "dov"), ("ula", "val", "wim", "xia")


@st.composite
def crowded(draw: st.DrawFn, aim: str = "total", most: int = 4) -> Program:
    """All fit with all, and everybody is paired already, as often badly as well."""
    size = draw(st.sampled_from([2, *[most] * 4]))
    strength, wishes = st.integers(3, 5), st.lists(st.sampled_from(MENTORS[:size]), max_size=2)
    topics = st.dictionaries(st.sampled_from(("agile", "seo", "tiktok")), strength, min_size=1)
    mentors = [
        a_mentor(name, offers={"linkedin": draw(strength), **draw(topics)}, drive=draw(st.integers(1, 5)))
        for name in MENTORS[:size]
    ]  # fmt: skip
    mentees = [
        a_mentee(
            name,
            wants={"linkedin": 1, draw(st.sampled_from(("agile", "seo", "tiktok"))): 3},
            levels={"linkedin": draw(st.integers(0, 2))},
            prefer=tuple(sorted(set(draw(wishes)))),
            waited=draw(st.sampled_from([0, 0, 1])),
        )
        for name in MENTEES[: size + draw(st.integers(-1, 0))]
    ]
    order = draw(st.permutations(MENTORS[:size]))
    pairs = [
        Pair(f"{mentor}--{mentee.id}", mentor, (mentee.id,), locked=draw(st.integers(0, 9)) == 9)
        for mentor, mentee in zip(order, mentees, strict=False)
    ]
    return a_program(*mentors, *mentees, pairs=tuple(sorted(pairs, key=lambda each: each.id)), aim=aim)  # fmt: skip


def open_couples(program: Program) -> set[oracle.Couple]:
    """Pairs that ``--anew`` chooses again or not."""
    return {
        (each.mentor, each.mentees[0])
        for each in program.pairs
        if each.status == "active" and not each.locked
    }


def lines(program: Program) -> set[Line]:
    """Total and pairs that stay of every way to give all mentees of a crowded program a mentor."""
    by_id, open_ = program.people(), open_couples(program)
    mentees = [person.id for person in program.participants if person.learns]
    mentors = [person.id for person in program.participants if person.teaches]
    locked = {(each.mentor, each.mentees[0]) for each in program.pairs} - open_
    found = set()
    for chosen in permutations(mentors, len(mentees)):
        couples = set(zip(chosen, mentees, strict=True))
        if locked <= couples:
            scores = [oracle.score(program, by_id[m], by_id[e]) for m, e in couples]
            found.add((sum(scores), len(open_ & couples)))
    return found


@given(crowded())
@settings(max_examples=50)
def test_the_frontier_has_every_outcome_that_a_whole_number_can_have(program: Program) -> None:
    """Each point is the best of all choices over all its numbers, and none that is best is missing."""
    everything, stood = lines(program), len(open_couples(program))
    found = frontier(program)
    points = found.points
    event(f"{len(points)} points")
    assert found.complete
    assert points[0].keep == 0

    def best_at(keep: int) -> set[Line]:
        worth = {line: line[0] + keep * line[1] for line in everything}
        return {line for line, sum_ in worth.items() if sum_ == max(worth.values())}

    def line_of(point: Point) -> Line:
        return point.total, stood - point.moved

    for here, there in pairwise((*points, Point(MOST_KEEP + 1, 0, 0, None, 0))):
        assert line_of(here) in best_at(here.keep) & best_at(there.keep - 1)
    # Where two lines cross there may be several best ones; one whole number beside, only one.
    crossings = {
        (a[0] - b[0]) // (b[1] - a[1]) for a in everything for b in everything if a[1] < b[1]
    }
    for keep in {max(0, at + beside) for at in crossings for beside in (-1, 0, 1, 2)}:
        best = best_at(keep)
        assert len(best) > 1 or best <= set(map(line_of, points))


@given(programs(max_people=6, with_pairs=True), st.sampled_from([1, 1, 2]))
@settings(max_examples=25)
def test_a_point_is_what_pair_gives_from_its_number_on(program: Program, most: int) -> None:
    """At its own N and just before the next one's, also for ``fair`` and for several mentors."""
    program = replace(program, rules=replace(program.rules, mentors_per_mentee=most))
    _agrees_with_pair(program)


@given(st.sampled_from(["total", "fair"]).flatmap(crowded))
@settings(max_examples=15)
def test_a_crowd_moves_as_the_frontier_says(program: Program) -> None:
    """The same where everybody might have everybody."""
    _agrees_with_pair(program)


def _agrees_with_pair(program: Program) -> None:
    points = frontier(program).points
    assert points[0].keep == 0
    numbers = [(point, point.keep) for point in points]
    numbers += [(here, there.keep - 1) for here, there in pairwise(points)]
    for point, keep in numbers:
        pairing = pair(program, anew=True, keep=keep)
        summary = pairing.summary
        assert (summary.total, summary.lowest, summary.paired, summary.gap) == (
            point.total,
            point.lowest,
            point.served,
            point.gap,
        )
        stay = {(each.pair.mentor, each.pair.mentees[0]) for each in pairing.pairs}
        assert point.moved == len(open_couples(program) - stay)


@given(crowded(), st.lists(st.integers(0, 12_000), max_size=4))
@settings(max_examples=25)
def test_more_points_for_staying_never_move_more_people(program: Program, some: list[int]) -> None:
    """Nor do they ever raise the total; as many are served all along."""
    open_ = open_couples(program)
    found = [pair(program, anew=True, keep=keep) for keep in sorted({0, *some, MOST_KEEP})]
    stay = [
        len(open_ & {(each.pair.mentor, each.pair.mentees[0]) for each in pairing.pairs})
        for pairing in found
    ]
    assert stay == sorted(stay)
    totals = [pairing.summary.total for pairing in found]
    assert totals == sorted(totals, reverse=True)
    assert len({pairing.summary.paired for pairing in found}) == 1


def test_nothing_to_move_is_one_point() -> None:
    """Where nobody is paired, or all pairs are locked, there is nothing to weigh up."""
    program = a_program(a_mentor(), a_mentee())
    (only,) = frontier(program).points
    assert (only.keep, only.moved, only.served) == (0, 0, 1)
    locked = replace(program, pairs=(Pair("mia--eva", "mia", ("eva",), locked=True),))
    assert frontier(locked) == frontier(program)


def test_somebody_whose_partner_has_gone_is_moved_at_any_price() -> None:
    """No number of points makes a pair stay that may not be: it is counted, and the rest is weighed."""
    program = a_program(
        a_mentor("ann", status="left"),
        a_mentor("bea"),
        a_mentee("ula"),
        pairs=(Pair("ann--ula", "ann", ("ula",)),),
    )
    assert [(point.keep, point.moved, point.served) for point in frontier(program).points] == [
        (0, 1, 1)
    ]


def test_former_partners_come_back_where_that_is_asked_for() -> None:
    """A pair that is over is weighed again with ``again``."""
    over = Pair("bea--ula", "bea", ("ula",), status="ended")
    program = a_program(
        a_mentor("ann", drive=1),
        a_mentor("bea", drive=5),
        a_mentee("ula", drive=5),
        pairs=(Pair("ann--ula", "ann", ("ula",)), over),
    )
    assert [point.moved for point in frontier(program).points] == [0]
    assert [point.moved for point in frontier(program, again=True).points] == [1, 0]


@given(crowded(), st.integers(1, 6))
@settings(max_examples=25)
def test_a_limit_leaves_out_points_but_makes_none_up(program: Program, most: int) -> None:
    """What is asked is exact; where not all was asked, that is said."""
    whole, part = frontier(program), frontier(program, most=most)
    outcomes = [point.outcome for point in whole.points]
    assert {point.outcome for point in part.points} <= set(outcomes)
    assert {outcomes[0], outcomes[-1]} <= {point.outcome for point in part.points}
    if part.complete:
        assert part == whole
    assert frontier(program, most=10_000) == whole


def test_how_much_is_asked_depends_on_the_number_of_people_alone() -> None:
    """Some hundred times for a few people, never less than a few dozen times."""
    one = affordable(a_program(a_mentor(), a_mentee()))
    many = affordable(a_program(*(a_mentor(f"m{n}") for n in range(20_000))))
    assert one > many >= 40


def test_points_are_plain_values() -> None:
    """What --json prints."""
    shown = frontier_json(frontier(a_program(a_mentor(), a_mentee())))
    (only,) = shown["points"]
    assert shown["complete"] is True
    assert list(only) == ["keep", "moved", "total", "lowest", "served", "gap"]
