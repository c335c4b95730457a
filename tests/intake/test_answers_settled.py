"""Answers of an export beside those that are there: new, later, the same, or corrected by hand."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.read import Sources
from tests.intake.answer_forms import ANSWERS, Form, Run, a_programme, an_export, run

HEAD = "person,role,pair,session,date,we-meet,clear-aims,topic-fits,both-ways,say-what-i-think,time-freed,burden,one-change\n"
HEADINGS = ("Timestamp", "Name", "we-meet", "one-change")


def _kept(line: str) -> Sources:
    """A programme whose file of answers has this line."""
    return a_programme({"surveys/midterm.csv": HEAD + line + "\n"})


def _imported(
    folder: Path, sources: Sources, *rows: tuple[str, ...], overrule: bool = False
) -> Run:
    file = an_export(folder, HEADINGS, *rows)
    return run(sources, "midterm", file, form=Form(overrule=overrule))


def test_a_later_answer_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """By its day; and the run counts it."""
    done = _imported(
        tmp_path,
        _kept("lea,mentor,lea--eva,,2027-04-01,5,,,,,,,"),
        ("2027-04-02", "Léa Martin", "3", ""),
    )
    assert done.counts == {"changed": 1}
    assert (done.answer.day, done.answer.scales) == (date(2027, 4, 2), {"we-meet": 3})


def test_an_earlier_answer_changes_nothing(tmp_path: Path) -> None:
    """An old export after a new one."""
    sources = _kept("lea,mentor,lea--eva,,2027-04-03,5,,,,,,,")
    done = _imported(tmp_path, sources, ("2027-04-02", "Léa Martin", "3", ""))
    assert (done.counts, done.answer.scales) == ({"same": 1}, {"we-meet": 5})


def test_a_correction_by_hand_stays_and_is_said(tmp_path: Path) -> None:
    """The file says something else for the same day: it stays, unless --replace says otherwise."""
    sources = _kept("lea,mentor,lea--eva,,2027-04-01,5,,,,,,,")
    row = ("2027-04-01 10:00", "Léa Martin", "3", "")
    done = _imported(tmp_path, sources, row)
    assert (done.counts, done.codes, done.answer.scales) == ({"kept": 1}, ["answer-kept"], {"we-meet": 5})  # fmt: skip
    over = _imported(tmp_path, sources, row, overrule=True)
    assert (over.counts, over.answer.scales) == ({"changed": 1}, {"we-meet": 3})


def test_a_second_answer_of_the_same_day_is_no_correction_by_hand(tmp_path: Path) -> None:
    """The file still has the answer of the morning, which the export has, too: the later one counts."""
    morning = ("2027-04-01 09:00", "Léa Martin", "3", "")
    evening = ("2027-04-01 19:00", "Léa Martin", "4", "")
    first = _imported(tmp_path, a_programme(), morning)
    done = _imported(tmp_path, first.sources, evening, morning)
    assert (done.counts, done.answer.scales) == ({"changed": 1, "earlier": 1}, {"we-meet": 4})


def test_an_answer_that_was_emptied_by_hand_stays_empty(tmp_path: Path) -> None:
    """Whoever takes an answer back leaves the row, and the next import does not bring it back."""
    done = _imported(
        tmp_path,
        _kept("lea,mentor,lea--eva,,2027-04-01,,,,,,,,"),
        ("2027-04-01", "Léa Martin", "3", "x"),
    )
    assert (done.counts, done.answer.scales, done.answer.words) == ({"kept": 1}, {}, {})


def test_answers_without_a_day(tmp_path: Path) -> None:
    """The same is the same; another one does not take the place of what is there; --replace keeps its day."""
    sources = _kept("lea,mentor,lea--eva,,2027-04-01,5,,,,,,,")
    assert _imported(tmp_path, sources, ("", "Léa Martin", "5", "")).counts == {"same": 1}
    assert _imported(tmp_path, sources, ("", "Léa Martin", "4", "")).counts == {"kept": 1}
    over = _imported(tmp_path, sources, ("", "Léa Martin", "4", ""), overrule=True).answer
    assert (over.day, over.scales) == (date(2027, 4, 1), {"we-meet": 4})
    dated = _imported(
        tmp_path, _kept("lea,mentor,lea--eva,,,5,,,,,,,"), ("2027-04-02", "Léa Martin", "5", "")
    )
    assert (dated.counts, dated.answer.day) == ({"changed": 1}, date(2027, 4, 2))


def test_other_people_s_answers_stay(tmp_path: Path) -> None:
    """An export of one person takes nobody's answers away, and a small change is a small diff."""
    sources = _kept("max,mentee,tom--max,,2027-04-01,5,,,,,,,Plus long")
    before = sources.files["surveys/midterm.csv"].decode().splitlines()
    after = _imported(tmp_path, sources, ("2027-04-02", "Léa Martin", "3", ""))
    assert set(before) < set(after.sources.files["surveys/midterm.csv"].decode().splitlines())


def test_newlines_and_mark_of_the_file_stay(tmp_path: Path) -> None:
    """A file that a spreadsheet saved keeps its form."""
    text = "\ufeff" + (HEAD + "lea,mentor,lea--eva,,2027-04-01,5,,,,,,,\n").replace("\n", "\r\n")
    done = _imported(
        tmp_path, a_programme({"surveys/midterm.csv": text}), ("2027-04-02", "Léa Martin", "3", "")
    )
    data = done.sources.files["surveys/midterm.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_what_stays_out_keeps_nothing_else_out(tmp_path: Path) -> None:
    """A row off the scale is refused whole; the others come in."""
    rows = [("2027-04-02", "Léa Martin", "7", "x"), ("2027-04-02", "Max Bernard", "3", "")]
    done = _imported(tmp_path, a_programme(), *rows)
    assert (done.counts, [answer.person for answer in done.answers]) == ({"new": 1, "refused": 1}, ["max"])  # fmt: skip


def test_unknown_words_wait_in_import_yaml_for_their_meaning(tmp_path: Path) -> None:
    """Filled in once, they are understood; what somebody wrote in words of their own is never there."""
    rows = [("2027-04-02", "Léa Martin", "Bof", "Secret"), ("2027-04-02", "Max Bernard", "3", "")]
    done = _imported(tmp_path, a_programme(), *rows)
    memory = done.sources.files["import.yaml"].decode()
    assert "Bof:" in memory
    assert "Secret" not in memory
    filled = {
        **done.sources.files,
        "import.yaml": memory.replace("Bof: null", "Bof: 2").replace("Bof:\n", "Bof: 2\n").encode(),
    }
    again = _imported(tmp_path, Sources(None, filled), *rows)
    assert again.counts == {"new": 1, "same": 1}
    assert [answer.scales for answer in again.answers] == [{"we-meet": 2}, {"we-meet": 3}]


def test_formulas_are_texts_on_the_way_in_and_out(tmp_path: Path) -> None:
    """No spreadsheet computes what somebody wrote, and it comes back as it was written."""
    evil = '=HYPERLINK("http://x.example";"y")'
    done = _imported(tmp_path, a_programme(), ("2027-04-02", "Léa Martin", "3", evil))
    assert done.answer.words == {"one-change": evil}
    assert "'=HYPERLINK" in done.sources.files["surveys/midterm.csv"].decode()
    assert _imported(tmp_path, done.sources, ("2027-04-02", "Léa Martin", "3", evil)).counts == {"same": 1}  # fmt: skip


_PEOPLE = {
    ("Léa Martin", "lea", "mentor", "lea--eva"), ("Éva Dubois", "eva", "mentee", "lea--eva"),
    ("max.bernard@example.org", "max", "mentee", "tom--max"), ("ines", "ines", "mentee", "zoe--ines"),
}  # fmt: skip
_WORDS = {1: "Pas du tout d’accord", 2: "Disagree", 3: "3 - Neutre", 4: "4", 5: "Strongly agree"}
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(sorted(_PEOPLE)),
        st.integers(0, 60 * 24 * 30),
        st.one_of(st.none(), st.integers(1, 5)),
        st.integers(1, 5),
    ),
    max_size=12,
    unique_by=lambda row: (row[0], row[1]),
)


@given(_ROWS, st.randoms(use_true_random=False), st.integers(1, 3))
def test_whatever_the_order_and_the_files_the_last_of_each_person_counts(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[tuple[str, str, str, str], int, int | None, int]],
    order: random.Random,
    files: int,
) -> None:
    """By the moment; in any order of rows, in one file or several; importing again changes nothing."""
    folder = tmp_path_factory.mktemp("answers")
    start = datetime(2027, 4, 1)  # noqa: DTZ001
    last = {}
    for who, minutes, first, second in sorted(rows, key=lambda row: row[1]):
        scales = {"we-meet": first, "clear-aims": second}
        day = (start + timedelta(minutes=minutes)).date()
        last[who[1:]] = (day, {item: said for item, said in scales.items() if said})
    lines = [
        (
            (start + timedelta(minutes=minutes)).isoformat(" "), who[0],
            _WORDS[first] if first else "", _WORDS[second],
        )
        for who, minutes, first, second in rows
    ]  # fmt: skip
    order.shuffle(lines)
    headings = ("Timestamp", "person", "We meet as planned.", "Nos objectifs sont clairs")
    paths = [
        an_export(folder, headings, *lines[number::files], name=f"{number}.csv")
        for number in range(files)
    ]
    done = run(a_programme(), "midterm", *paths)
    found = {
        (each.person, each.role, each.pair): (each.day, dict(each.scales)) for each in done.answers
    }
    assert found == last
    assert done.found.refused == 0
    assert run(done.sources, "midterm", *paths).found.changes == ()


def test_pieces_of_an_export_come_to_the_whole() -> None:
    """First one tool's file, then another's of the same answers: nothing changes."""
    first = run(a_programme(), "midterm", ANSWERS / "microsoft-forms-midterm-fr.csv")
    second = run(first.sources, "midterm", ANSWERS / "framaforms-midterm-fr.csv")
    assert second.counts == {"same": 2}
    assert second.answers == first.answers
