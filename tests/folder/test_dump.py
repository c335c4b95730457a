"""Pairs and plans become the fewest changes of their files; what is the same keeps its bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.changes import Add, Change, Drop, Put, Write
from rmentor.folder.documents import documents, pair_document, session_document, unplaced_document
from rmentor.folder.dump import pairs_changes, plan_changes
from rmentor.folder.edit import apply
from rmentor.folder.emit import as_loaded, dump_document
from rmentor.folder.scalars import windows
from rmentor.folder.times import duration_text, span_text, window_texts
from rmentor.folder.yaml_load import load_yaml
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework, Program, Rules, Weights
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.model.windows import WEEK_MINUTES, Span, Window, joined
from tests.builders import a_mentee, a_mentor, a_program, sources_of

PAIR = Pair(
    "pauline-r--catherine-a", "pauline-r", ("catherine-a",), ("linkedin",),
    score=8315, since=date(2027, 1, 11), every_days=21,
)  # fmt: skip
AT = datetime(2027, 1, 12, 12, 0)  # noqa: DTZ001 - local, see Session
SESSION = Session(
    "pauline-r--catherine-a", 1, AT, 90,
    module="discover", topic="linkedin", place="Salle Agora / Teams",
)  # fmt: skip
UNPLACED = Unplaced(
    "a--b", 4, "no common window free between 2027-03-01 and 2027-03-12", (AT + timedelta(63),)
)

PAIRS_FILE = """\
# The pairs: written by rmentor pair. You may edit them; a pair with locked: true always stays.
pairs:
  - id: pauline-r--catherine-a
    mentor: pauline-r
    mentees: [catherine-a]
    topics: [linkedin]
    score: 8315
    status: active
    locked: false
    since: 2027-01-11
    every: 3 weeks
"""
PLAN_FILE = """\
# The schedule: written by rmentor plan, in the program's time zone.
sessions:
  - pair: pauline-r--catherine-a
    session: 1
    module: discover
    topic: linkedin
    format: individual
    start: 2027-01-12 12:00
    minutes: 90
    place: Salle Agora / Teams
    state: planned
    sequence: 0
unplaced:
  - {pair: a--b, session: 4, reason: no common window free between 2027-03-01 and 2027-03-12, nearest: [2027-03-16 12:00]}
"""


def written(files: Mapping[str, str], changes: Sequence[Change], path: str) -> str:
    """Text of a file after changes, or as it is without any."""
    after = apply(sources_of(files), changes)
    content = after.get(path, files.get(path, "").encode())
    assert content is not None
    return content.decode()


def pairs_after(text: str, old: Sequence[Pair], new: Sequence[Pair]) -> str:
    files = {"pairs.yaml": text}
    program = a_program(pairs=tuple(old))
    return written(files, pairs_changes(program, sources_of(files), new), "pairs.yaml")


def test_a_new_file_of_pairs_looks_like_the_contract() -> None:
    """With a line about itself in the program's language."""
    changes = pairs_changes(a_program(), sources_of({}), [PAIR])
    assert written({}, changes, "pairs.yaml") == PAIRS_FILE
    french = pairs_changes(a_program(language="fr"), sources_of({}), [PAIR])
    assert written({}, french, "pairs.yaml").startswith("# Les binômes, écrits par rmentor pair.")


def test_a_new_plan_looks_like_the_contract() -> None:
    """Sessions field by field, what found no date in brackets."""
    changes = plan_changes(a_program(), sources_of({}), Plan((SESSION,), (UNPLACED,)))
    assert written({}, changes, "plan.yaml") == PLAN_FILE


def test_nothing_paired_or_planned_makes_no_file() -> None:
    """An empty file would only be in the way."""
    assert pairs_changes(a_program(), sources_of({}), []) == []
    assert plan_changes(a_program(), sources_of({}), Plan()) == []


def test_what_is_the_same_is_no_change() -> None:
    """Running a command again leaves the files alone."""
    plan = Plan((SESSION,), (UNPLACED,))
    program = a_program(pairs=(PAIR,), plan=plan)
    sources = sources_of({"pairs.yaml": PAIRS_FILE, "plan.yaml": PLAN_FILE})
    assert pairs_changes(program, sources, [PAIR]) == []
    assert plan_changes(program, sources, plan) == []


HAND_WRITTEN = """\
pairs:
  # they asked for each other
  - {id: z--y, mentor: z, mentees: [y], score: 5000}  # ours

  - id: m--n   # since the first round
    mentor: m
    mentees:
      - n
    topics: [seo, ads]  # as they like it
    score: 7000
"""
ZY = Pair("z--y", "z", ("y",), score=5000)
MN = Pair("m--n", "m", ("n",), ("seo", "ads"), score=7000)


def test_only_the_fields_that_change_are_touched() -> None:
    """A score and a status; a hand's order, brackets and comments stay."""
    after = pairs_after(
        HAND_WRITTEN,
        [MN, ZY],
        [replace(MN, score=7100), replace(ZY, status="ended", reason="moved away")],
    )
    assert after == HAND_WRITTEN.replace("score: 7000", "score: 7100").replace(
        "score: 5000}", "score: 5000, status: ended, reason: moved away}"
    )


def test_new_pairs_come_behind_sorted_by_id() -> None:
    """The order of those that are there is people's own."""
    new = [Pair("b--c", "b", ("c",)), Pair("a--d", "a", ("d",))]
    after = pairs_after(HAND_WRITTEN, [MN, ZY], [*new, MN, ZY])
    assert after.startswith(HAND_WRITTEN)
    behind = after[len(HAND_WRITTEN) :]
    assert behind.index("id: a--d") < behind.index("id: b--c")


def test_a_pair_that_is_gone_is_taken_out() -> None:
    """With its lines; a field that is no longer said goes as well."""
    assert "z--y" not in pairs_after(HAND_WRITTEN, [MN, ZY], [MN])
    assert pairs_after(
        HAND_WRITTEN, [MN, ZY], [replace(MN, score=None), ZY]
    ) == HAND_WRITTEN.replace("    score: 7000\n", "")


def test_an_empty_file_of_pairs_keeps_its_comments() -> None:
    """Pairs are put below what people wrote there."""
    after = pairs_after("# our pairs\npairs:\n", [], [PAIR])
    assert after.startswith("# our pairs\npairs:\n  - id: pauline-r--catherine-a\n")


def test_a_session_that_moves_changes_two_lines() -> None:
    """Its start and its sequence; the comment beside it stays."""
    text = PLAN_FILE.replace("state: planned", "state: planned  # room booked")
    moved = replace(SESSION, start=AT + timedelta(1), sequence=1)
    program = a_program(plan=Plan((SESSION,), (UNPLACED,)))
    files = {"plan.yaml": text}
    changes = plan_changes(program, sources_of(files), Plan((moved,), (UNPLACED,)))
    key = "pauline-r--catherine-a/1"
    assert changes == [
        Put("plan.yaml", ("sessions", key, "start"), moved.start),
        Put("plan.yaml", ("sessions", key, "sequence"), 1),
    ]
    assert written(files, changes, "plan.yaml") == text.replace(
        "-12 12:00\n", "-13 12:00\n"
    ).replace("sequence: 0", "sequence: 1")


def test_a_session_that_finds_a_date_takes_its_place_in_the_order() -> None:
    """Sorted by pair, then session, whatever the order of the result."""
    sessions = [
        Session(pair, n, AT + timedelta(n), 90) for pair in ("a--b", "c--d") for n in (1, 2, 10)
    ]
    some = [each for each in sessions if each.key not in ("a--b/1", "a--b/10", "c--d/2")]
    files = {
        "plan.yaml": dump_document(
            {
                "sessions": [session_document(s) for s in some],
                "unplaced": [unplaced_document(UNPLACED)],
            }
        )
    }
    program = a_program(plan=Plan(tuple(some), (UNPLACED,)))
    changes = plan_changes(program, sources_of(files), Plan(tuple(reversed(sessions)), ()))
    assert {type(change) for change in changes} == {Add, Drop}
    found = load_yaml(written(files, changes, "plan.yaml").encode()).value
    assert found == as_loaded({"sessions": [session_document(s) for s in sessions], "unplaced": []})


IDS = st.sampled_from(("a--b", "a--c", "b--c", "d--e", "z--y"))
PAIRS = st.lists(
    st.builds(
        lambda name, topics, score, status, locked, until, every: Pair(
            name,
            name[0],
            (name[-1],),
            tuple(topics),
            score,
            status,
            None,
            locked,
            None,
            until,
            every,
        ),
        IDS,
        st.lists(st.sampled_from(("seo", "ads", "crm")), unique=True),
        st.one_of(st.none(), st.integers(0, 10_000)),
        st.sampled_from(("active", "paused", "ended")),
        st.booleans(),
        st.one_of(st.none(), st.dates(date(2027, 1, 1), date(2028, 1, 1))),
        st.one_of(st.none(), st.integers(1, 60)),
    ),
    unique_by=lambda pair: pair.id,
)


@given(PAIRS, PAIRS)
def test_from_any_pairs_to_any_others(old: list[Pair], new: list[Pair]) -> None:
    """The file says the new ones, in whatever order; unchanged ones keep their lines."""
    text = dump_document({"pairs": [pair_document(pair) for pair in old]})
    after = pairs_after(text, old, new)
    found = load_yaml(after.encode()).value["pairs"]
    assert sorted(found, key=lambda each: each["id"]) == as_loaded(
        [pair_document(pair) for pair in sorted(new, key=lambda pair: pair.id)]
    )
    for pair in {*old} & {*new}:
        assert dump_document([pair_document(pair)]).replace("\n", "\n  ").rstrip() in after


def test_a_large_plan_changes_where_it_changed() -> None:
    """500 pairs of 6 sessions: written, and changed here and there."""
    sessions = [
        Session(f"m{p:03d}--e{p:03d}", n, AT + timedelta(p + n), 90, topic="linkedin")
        for p in range(500)
        for n in range(1, 7)
    ]
    plan = Plan(tuple(sessions))
    text = written({}, plan_changes(a_program(), sources_of({}), plan), "plan.yaml")
    files = {"plan.yaml": text}
    program, sources = a_program(plan=plan), sources_of(files)
    moved = [
        replace(s, sequence=1) if not n % 100 else s for n, s in enumerate(sessions) if n % 250
    ]
    after = written(files, plan_changes(program, sources, Plan(tuple(moved))), "plan.yaml")
    assert after.count("sequence: 1") == sum(s.sequence for s in moved)


@pytest.mark.parametrize(
    ("days", "text"),
    [(21, "3 weeks"), (7, "1 week"), (10, "10 days"), (1, "1 day"), (0, "0 days")],
)
def test_durations_are_written_as_people_say_them(days: int, text: str) -> None:
    """In weeks where they are whole weeks."""
    assert duration_text(days) == text


@given(st.lists(st.tuples(st.integers(0, 2015), st.integers(1, 400)), max_size=6))
def test_windows_read_back_as_they_were(found: list[tuple[int, int]]) -> None:
    """Across midnight and over days in a row, in one text each day or one for several."""
    weekly = joined(Window(s * 5, min(s * 5 + length * 5, WEEK_MINUTES)) for s, length in found)
    for ranges in (True, False):
        texts = window_texts(weekly, ranges=ranges)
        assert joined(window for text in texts for window in windows(text)) == weekly


def test_office_hours_are_one_text() -> None:
    """As the contract writes them."""
    assert window_texts(Program("").hours) == ["mon-fri 09:00-18:00"]
    assert span_text(Span(date(2027, 2, 15), date(2027, 2, 26))) == "2027-02-15/2027-02-26"
    assert span_text(Span(date(2027, 4, 2), date(2027, 4, 2))) == "2027-04-02"


def test_documents_say_what_is_not_the_default() -> None:
    """They read like files that people wrote."""
    program = a_program(
        a_mentor("mia", availability=(Window(720, 840),), away=(Span(date(2027, 4, 2), date(2027, 4, 2)),), timezone="Europe/Paris"),
        a_mentee("eva", country="FR", timezone="Europe/Paris"),
        country="FR",
        rules=Rules(min_gap=2, group_max=9),
        weights=Weights(needs=Fraction(1, 10), time=Fraction(0)),
        framework=Framework(every_days=10, slack_days=5),
        topics={},
        pairs=(PAIR,),
    )  # fmt: skip
    files: dict[str, Any] = documents(program)
    assert sorted(files) == ["framework.yaml", "pairs.yaml", "participants.yaml", "program.yaml"]
    assert dump_document(files["program.yaml"]) == (
        "format: 1\nname: Test\nlanguage: en\ntimezone: Europe/Paris\ncountry: FR\n"
        "rules:\n  min_gap: 2\n  group: {max: 9}\nweights: {needs: 0.1, time: 0}\n"
    )
    assert dump_document(files["framework.yaml"]) == "sessions: 6\nminutes: 90\nevery: 10 days\n"
    assert dump_document(files["participants.yaml"]) == (
        "participants:\n"
        "  - id: eva\n    name: Eva\n    role: mentee\n    volunteer: true\n    seniority: 5\n    wants: {linkedin: 2}\n"
        "  - id: mia\n    name: Mia\n    role: mentor\n    volunteer: true\n    seniority: 1\n"
        "    offers: {linkedin: 5}\n    availability: [mon 12:00-14:00]\n    away: [2027-04-02]\n"
    )


def test_a_new_file_is_a_write_and_not_an_edit() -> None:
    """So that its first line can be said."""
    assert isinstance(pairs_changes(a_program(), sources_of({}), [PAIR])[0], Write)
