"""CSV of the program's folder: what is written reads back, and every cell has its place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.csv_text import csv_text, delimiter_of, find_cells, meant, read_table, safe

_SIGNS = st.sampled_from(list("ab1é,;\"'=+-@\t \n|"))
CELLS = st.lists(_SIGNS, max_size=8).map("".join) | st.text(
    st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=12
)
RECORDS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6)


@given(CELLS)
def test_a_safe_cell_says_what_it_said_and_is_no_formula(said: str) -> None:
    """Nothing that somebody typed is computed by a spreadsheet, and nothing of it is lost."""
    cell = safe(said)
    assert meant(cell) == said.strip()
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


@given(RECORDS, st.sampled_from([",", ";"]))
def test_what_is_written_reads_back(records: list[list[str]], delimiter: str) -> None:
    """Quotes, commas, line breaks and apostrophes come back as they were, by any reader of CSV."""
    head = ["person", "role", "x"]
    text = csv_text([head, *records], delimiter)
    table = read_table(text)
    assert table.delimiter == delimiter
    assert table.torn is None
    wanted = [[cell.strip() for cell in record] for record in (head, *records)]
    assert [[meant(cell) for cell in record] for record in table.records] == wanted
    other = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [[meant(cell) for cell in record] for record in other] == wanted


def _laid_out(
    records: list[list[tuple[str, bool]]], newline: str
) -> tuple[str, dict[tuple[int, int], int]]:
    """Text of cells, some in quotes, and the index at which each begins."""
    text, starts = "", {}
    for row, record in enumerate(records):
        for column, (said, quoted) in enumerate(record):
            text += "," if column else ""
            starts[row, column] = len(text)
            text += '"' + said.replace('"', '""') + '"' if quoted else said
        text += newline
    return text, starts


@given(
    st.lists(
        st.lists(
            st.tuples(st.text('aé,"\n;', max_size=6), st.just(True))
            | st.tuples(st.text("aé; ", min_size=1, max_size=6), st.just(False)),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_cell_is_found_where_it_stands(
    records: list[list[tuple[str, bool]]], newline: str
) -> None:
    """Also behind cells in quotes that go over several lines."""
    head = [("a", False), ("b", False), ("c", False)]
    text, starts = _laid_out([head, *records], newline)
    places = find_cells(text, starts)
    for cell, index in starts.items():
        before = text[:index].split("\n")
        assert (places[cell].line, places[cell].column) == (len(before), len(before[-1]) + 1)
        assert places[cell].end > places[cell].column


def test_a_cell_that_is_missing_is_found_at_the_end_of_its_row() -> None:
    """A short row is pointed at where the cell would be."""
    places = find_cells("a,b,c\n1,22\n3,4,5\n", [(1, 2), (7, 0)])
    assert (places[1, 2].line, places[1, 2].column) == (2, 3)
    assert (places[7, 0].line, places[7, 0].column) == (1, 1)


@pytest.mark.parametrize(
    ("headings", "delimiter"),
    [
        ("person,role", ","),
        ("person;role;a", ";"),
        ("person\trole", "\t"),
        ("person", ","),
        ("", ","),
        ('"a;b;c",d,e', ","),
        ("\n\nperson;role\na,b,c,d", ";"),
    ],
)
def test_the_headings_say_what_is_between_cells(headings: str, delimiter: str) -> None:
    """Commas in answers do not count, nor do signs in quotes."""
    assert delimiter_of(headings) == delimiter


def test_quotes_that_never_close_are_told_by_the_line_on_which_their_row_begins() -> None:
    """Rows above them are read."""
    table = read_table('a,b\n1,"x\ny"\n2,"open\nmore\n')
    assert table.records == (("a", "b"), ("1", "x\ny"))
    assert table.torn == 4
    assert read_table('a,b\n1,"x"y\n').torn == 2
