"""The figures in pictures, counted once more from the program; and what the public ones keep back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.followup.kpis import KPIS, published, published_wholes
from rmentor.language.catalogue import speak
from rmentor.model.pairing import Pairing, ScoredPair, Summary
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Plan
from rmentor.reporting.pictures.departments_view import departments_view
from rmentor.reporting.pictures.kpis import KpisView, kpis_picture
from rmentor.reporting.pictures.pairing import pairing_picture
from rmentor.reporting.pictures.pairing_view import BINS, pairing_view
from rmentor.reporting.pictures.progress import progress_picture, progress_view
from rmentor.reporting.pictures.satisfaction import satisfaction_picture, satisfaction_view
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.score import score_picture, score_view
from rmentor.reporting.pictures.sessions import sessions_picture
from rmentor.reporting.pictures.sessions_view import sessions_view
from rmentor.reporting.pictures.table import pictures
from rmentor.reporting.pictures.topics import topics_picture
from tests.builders import a_mentee, a_mentor, a_program
from tests.reporting.crowds import TODAY, a_scene

PULSE = next(kpi for kpi in KPIS if kpi.id == "pulse")


def _without_a_day(scene: Scene) -> Scene:
    return replace(scene, today=None)


@pytest.mark.parametrize("pairs", [10, 60])
def test_sessions_are_counted_by_state(pairs: int) -> None:
    """Held, planned, over and not recorded, called off: as plan and journal say, each once."""
    scene = a_scene(pairs, "en")
    view = sessions_view(scene)
    assert view is not None
    said = {
        (pair, entry.session): entry.state
        for pair, entries in scene.program.journal.items()
        for entry in entries
    }
    expected: Counter[str] = Counter()
    for session in scene.program.plan.sessions:
        state = session.state
        if said.get((session.pair, session.session)) == "held":
            state = "held"
        elif state == "planned" and session.start.date() < TODAY:
            state = "missing"
        expected[state] += 1
    assert {state: view.count(state) for state in expected} == expected
    for columns in (view.columns, view.months):
        assert sum(column.all for column in columns) == len(scene.program.plan.sessions)


def test_a_session_that_the_journal_calls_off_is_not_missing() -> None:
    """Who wrote that it was cancelled is not asked what became of it, whatever the plan still says."""
    scene = a_scene(10, "en")
    late = next(
        s for s in scene.program.plan.sessions if s.state == "planned" and s.start.date() < TODAY
    )
    entry = JournalEntry(late.session, late.start.date(), "cancelled")
    journal = {
        **scene.program.journal,
        late.pair: (*scene.program.journal.get(late.pair, ()), entry),
    }
    before, after = (
        sessions_view(each)
        for each in (scene, replace(scene, program=replace(scene.program, journal=journal)))
    )
    assert before is not None
    assert after is not None
    assert after.count("missing") == before.count("missing") - 1
    assert after.count("cancelled") == before.count("cancelled") + 1


def test_weeks_become_months_where_there_are_too_many() -> None:
    """A year of weeks is still told apart, three years are months; holidays stand in their column."""
    scene = a_scene(10, "fr")
    long = replace(scene.program, end=date(2030, 1, 1))
    weeks, months = sessions_view(scene), sessions_view(replace(scene, program=long))
    assert weeks is not None
    assert months is not None
    assert not weeks.by_month
    assert months.by_month
    easter_monday = date(2027, 3, 29)
    assert easter_monday in weeks.holidays
    assert [c.first for c in weeks.columns if easter_monday in c.holidays] == [easter_monday]
    assert [c.first for c in weeks.columns if c.is_closed] == [date(2027, 5, 3)]


def test_the_day_is_marked_only_where_somebody_says_it() -> None:
    """Without --today nothing is said that depends on it."""
    scene = _without_a_day(a_scene(10, "en"))
    picture = sessions_picture(scene)
    assert picture is not None
    assert "today" not in picture.svg()
    assert "due by now" not in picture.title
    assert "not recorded" not in picture.description


def test_the_title_of_sessions_says_what_is_missing() -> None:
    """A director reads the message before the columns."""
    for language, said in (("en", "sessions due by now"), ("fr", "prévues à ce jour")):
        picture = sessions_picture(a_scene(10, language))
        assert picture is not None
        assert said in picture.title
        assert "5" in picture.title


def test_topics_add_up() -> None:
    """Wanted and learnt are those of all topics, also where not all are drawn."""
    scene = a_scene(500, "en")
    picture = topics_picture(scene)
    assert picture is not None
    wanted = sum(len(p.wants) for p in scene.program.participants if p.takes_part and p.learns)
    assert f"Of {wanted} topics that mentees want" in picture.title


def test_the_heat_map_holds_every_pair_and_its_score() -> None:
    """Each pair that stands is ringed once with its own score, and all possible ones are counted."""
    scene = a_scene(10, "en")
    view = pairing_view(scene)
    assert view is not None
    people = scene.people
    for each in scene.pairing.pairs:
        row = view.grid.mentees.index(people[each.pair.mentees[0]].name)
        column = view.grid.mentors.index(people[each.pair.mentor].name)
        cell = view.grid.cells[row][column]
        assert (cell.score, cell.chosen) == (each.score, 1)
    cells = [cell for row in view.grid.cells for cell in row]
    assert sum(cell.chosen for cell in cells) == len(scene.pairing.pairs) == sum(view.chosen)
    assert sum(cell.possible for cell in cells) == sum(view.possible)
    assert view.mean_chosen == round(
        Fraction(sum(each.score for each in scene.pairing.pairs), len(scene.pairing.pairs))
    )
    bins = Counter(min(each.score // 1000, BINS - 1) for each in scene.pairing.pairs)
    assert view.chosen == tuple(bins[place] for place in range(BINS))


def test_the_heat_map_of_many_is_of_groups_and_loses_nobody() -> None:
    """Of 500 pairs, departments are drawn; all pairs are still in it, and none by name."""
    scene = a_scene(500, "fr")
    view, picture = pairing_view(scene), pairing_picture(scene)
    assert view is not None
    assert picture is not None
    assert view.grid.by == "department"
    assert sum(cell.chosen for row in view.grid.cells for cell in row) == 500
    assert not any(person.name in picture.svg() for person in scene.program.participants)


def test_ranks_are_places_among_possible_mentors() -> None:
    """First is who has nobody with a higher score among those whom the rules allow."""
    scene = a_scene(24, "en")
    view = pairing_view(scene)
    assert view is not None
    better = []
    for each in scene.pairing.pairs:
        row = view.grid.mentees.index(scene.people[each.pair.mentees[0]].name)
        scores = [cell.score for cell in view.grid.cells[row] if cell.score is not None]
        better.append(sum(score > each.score for score in scores))
    assert (view.first, view.third) == (sum(n == 0 for n in better), sum(n <= 2 for n in better))


def test_a_pairs_points_add_up_and_the_alternative_is_the_best_other() -> None:
    """Criteria add up to the score, of the pair and of the alternative, which the rules allow."""
    from rmentor.pairing.explain import explain

    scene = a_scene(24, "en")
    mentors = [p for p in scene.program.participants if p.teaches]
    for each in scene.pairing.pairs[:6]:
        view = score_view(scene, each)
        mine = each.pair.mentees[0]
        others = [
            explain(scene.program, mentor.id, mine)
            for mentor in mentors
            if mentor.id != each.pair.mentor
        ]
        best = max((one.score for one in others if one.is_feasible), default=None)
        assert view.other_score == best
        if best is not None:
            assert sum(part.other or 0 for part in view.criteria) == best
        hidden = score_picture(replace(scene, is_public=True), each)
        assert hidden is not None
        assert "alternative" not in hidden.svg().lower()


def test_levels_go_from_the_first_to_the_one_noted_last() -> None:
    """Each way begins at the level of participants.yaml and ends at the journal's last word."""
    scene = a_scene(10, "en")
    view = progress_view(scene)
    assert view is not None
    assert not view.by_topic
    expected = {}
    for each in scene.pairing.pairs:
        who, topic = each.pair.mentees[0], each.pair.topics[0]
        noted = [
            e.levels[who][topic]
            for e in scene.program.journal[each.pair.id]
            if topic in e.levels.get(who, {}) and e.date <= TODAY
        ]
        if noted:
            expected[scene.pair_in_words(each.pair)] = (scene.people[who].levels[topic], noted[-1])
    assert {way.who: (way.first, way.latest) for way in view.ways} == expected
    assert view.risen == sum(last > first for first, last in expected.values())


def test_many_levels_are_drawn_by_topic_and_nobody_by_name() -> None:
    """More than fit are means of enough mentees, as they may be published."""
    scene = a_scene(500, "en")
    view, picture = progress_view(scene), progress_picture(scene)
    assert view is not None
    assert picture is not None
    assert view.by_topic
    assert not any(person.name in picture.svg() for person in scene.program.participants)


def test_a_kpi_is_drawn_between_its_start_and_its_target() -> None:
    """The way is that of the figures, also where less is better; the title counts those that are met."""
    picture = kpis_picture(a_scene(10, "en"))
    assert picture is not None
    view = picture.view
    assert isinstance(view, KpisView)
    ways = {each.kpi.title.split()[0]: each.way for each in view.kpis}
    assert ways["Met"] == pytest.approx(1.1)
    assert ways["Half"] == pytest.approx(0.5)
    assert ways["Away"] == pytest.approx(-0.8125)
    assert ways["Unread"] is None
    assert ways["Free"] is None
    assert picture.title == "1 of 4 KPIs has reached its target"


def test_months_of_satisfaction_add_up_to_what_is_published() -> None:
    """The months together are the whole that may be published on the day, neither more nor less."""
    for pairs in (10, 60):
        scene = replace(a_scene(pairs, "en"), is_public=True)
        view = satisfaction_view(scene)
        whole = scene.readers.figures(scene.program, TODAY, (PULSE,))["pulse"]
        assert view is not None
        assert sum(month.answers for month in view.months) == whole.denominator == view.answers
        summed = sum((month.mean * month.answers for month in view.months), Fraction(0))
        assert summed == whole.numerator
        assert view.mean == whole.value


@given(
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 150), st.integers(1, 5), st.booleans()),
        max_size=60,
    ),
    st.integers(1, 6),
)
@settings(max_examples=60)
def test_no_month_of_satisfaction_is_of_fewer_people_than_the_program_allows(
    told: list[tuple[int, int, int, bool]], smallest: int
) -> None:
    """Whatever was answered and when, each month speaks of enough different people."""
    scene = a_scene(10, "en")
    journal: dict[str, list[JournalEntry]] = {}
    names = [pair.id for pair in scene.program.pairs]
    for number, (pair, day, pulse, both) in enumerate(told, start=1):
        entry = JournalEntry(
            number,
            date(2027, 1, 11) + timedelta(days=day),
            pulse={"mentor": pulse, **({"mentee": 6 - pulse} if both else {})},
        )
        journal.setdefault(names[pair % len(names)], []).append(entry)
    program = replace(
        scene.program,
        smallest_group=smallest,
        journal={name: tuple(entries) for name, entries in journal.items()},
    )
    view = satisfaction_view(
        replace(scene, program=program, today=date(2027, 6, 30), is_public=True)
    )
    if view is None:
        return
    begun = date(2027, 1, 1)
    for month in view.months:
        ended = (month.first + timedelta(days=31)).replace(day=1)
        people = {
            (name, side)
            for name, entries in program.journal.items()
            for entry in entries
            if begun <= entry.date < ended
            for side in entry.pulse
        }
        assert len(people) >= smallest
        assert month.answers >= smallest


def test_wholes_are_those_that_are_published() -> None:
    """The quick way to many days gives the figures that the slow one gives."""
    program = a_scene(20, "en").program
    days = [date(2027, 1, 5) + timedelta(days=13 * n) for n in range(9)]
    slow = [replace(published(program, day, (PULSE,))["pulse"], parts={}) for day in days]
    assert list(published_wholes(program, PULSE, days)) == slow


def _taught(counts: dict[tuple[str, str], int], smallest: int, *, is_public: bool) -> Scene:
    """Make a program in which so many mentees learn from one department to another."""
    people, pairs = [], []
    for (here, there), count in sorted(counts.items()):
        for _ in range(count):
            n = len(pairs)
            people += [
                a_mentor(f"m{n}", department=here, seniority=1),
                a_mentee(f"n{n}", department=there, seniority=2),
            ]
            pairs.append(Pair(f"m{n}--n{n}", f"m{n}", (f"n{n}",), ("linkedin",)))
    program: Program = a_program(*people, smallest_group=smallest, pairs=tuple(pairs), plan=Plan())
    scored = tuple(ScoredPair(pair, 5000, {}, new=False) for pair in pairs)
    pairing = Pairing(scored, tuple(pairs), (), (), Summary(0, 0, 0, None, "total", "none"), {})
    return Scene(program, pairing, None, speak("en"), is_public)


_GROUPS = ("A", "B", "C")
_COUNTS = st.dictionaries(
    st.sampled_from(list(product(_GROUPS, _GROUPS))), st.integers(1, 8), min_size=2
)


@given(_COUNTS)
@settings(max_examples=40)
def test_every_mentee_is_counted_from_department_to_department(
    counts: dict[tuple[str, str], int],
) -> None:
    """For the coordinator, each cell is what is in the files."""
    view = departments_view(_taught(counts, 5, is_public=False))
    if view is None:
        assert len({group for cell in counts for group in cell}) == 1
        return
    flow = view.flows[0]
    found = {
        (here, there): count
        for here, row in zip(flow.mentors, flow.counts, strict=True)
        for there, count in zip(flow.mentees, row, strict=True)
        if count
    }
    assert found == counts
    assert flow.across == sum(count for (here, there), count in counts.items() if here != there)


@given(_COUNTS, st.integers(2, 5))
@settings(max_examples=60)
def test_no_sum_of_public_counts_is_of_a_few_people(
    counts: dict[tuple[str, str], int], smallest: int
) -> None:
    """Adding and subtracting all that is told never gives a number of people that is too small."""
    view = departments_view(_taught(counts, smallest, is_public=True))
    if view is None:
        return
    flow = view.flows[0]
    told = {
        (here, there): count
        for here, row in zip(flow.mentors, flow.counts, strict=True)
        for there, count in zip(flow.mentees, row, strict=True)
        if count
    }
    assert all(count >= smallest for count in told.values())
    rest = {cell: count for cell, count in counts.items() if cell not in told}
    across = {cell for cell in counts if cell[0] != cell[1]}
    sums = [sum(rest.values())]
    if flow.across is not None:
        sums += [
            sum(n for cell, n in rest.items() if (cell in across) == is_it)
            for is_it in (True, False)
        ]
    assert all(number == 0 or number >= smallest for number in sums), (told, rest, flow.across)


def test_public_pictures_name_nobody() -> None:
    """Others than the coordinator see no name of a person, at any size."""
    for pairs in (10, 500):
        scene = a_scene(pairs, "fr", is_public=True)
        made = pictures(scene)
        assert "pairing" not in made
        for picture in made.values():
            text = picture.svg() + "\n".join(picture.lines(100))
            assert not any(person.name in text for person in scene.program.participants), (
                picture.name
            )


def test_without_anything_to_show_nothing_is_drawn() -> None:
    """A program that only begins has no empty charts."""
    program = a_program()
    pairing = Pairing((), (), (), (), Summary(0, 0, 0, None, "total", "none"), {})
    assert not pictures(Scene(program, pairing, TODAY, speak("fr")))
    assert satisfaction_picture(Scene(program, pairing, None, speak("fr"))) is None
