"""CSV files in their many kinds become the same table."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.intake import sheets
from rmentor.intake.refusals import (
    BadQuotes,
    NoFile,
    NoSheet,
    NoText,
    OldWorkbook,
    TooBig,
    TooWide,
)
from rmentor.intake.sheets import decode, find_delimiter, read_sheet, tidy
from tests.intake.desk import a_csv, as_csv, read

TABLE = [["Nom", "Rôle", "Solde"], ["Léa Martin", "mentor", "12,5 €"], ["Jo", "mentee", "0,0"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_way_that_spreadsheets_save_is_read(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    """Excel in French, in English, "Unicode text", LibreOffice: accents and euros survive."""
    path = a_csv(tmp_path, as_csv(TABLE, delimiter).encode(encoding))
    table = read(path)
    assert table.headers == ("Nom", "Rôle", "Solde")
    assert [row.cells for row in table.rows] == [tuple(row) for row in TABLE[1:]]
    assert table.delimiter == delimiter
    assert (table.encoding == "cp1252") == (encoding == "cp1252")


_SIGNS = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters=';,\t\n"|='
)


@given(
    st.lists(st.lists(st.text(_SIGNS, max_size=8), min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(";,\t"),
)
def test_what_python_writes_is_read_cell_by_cell(rows: list[list[str]], delimiter: str) -> None:
    """Whatever stands in quotes stays in its cell: the csv module writes, we read."""
    head = ["Nom", "Prénom", "Ville"]
    text = as_csv([head, *rows], delimiter)
    assert find_delimiter(text) == (delimiter, 0)
    wanted = [cells for row in rows if any(cells := [tidy(cell) for cell in row]) and cells != head]
    with TemporaryDirectory() as folder:
        table = read(a_csv(Path(folder), text))
    assert table.headers == tuple(head)
    assert [list(row.cells) for row in table.rows] == wanted
    assert not any(row.torn for row in table.rows)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Nom;Sujets\nLéa;LinkedIn, TikTok, Slack\nJo;LinkedIn, Slack", ";"),
        ("name,when\nLéa,tue 12:00-14:00; thu 17:00\nJo,mon 9:00-10:00; fri 9:00", ","),
        ('Nom,"Créneaux (séparés par ;)"\nLéa,"mar 12h ; jeu 17h"\nJo,"lun 9h ; ven 9h"', ","),
        ("Nom\tNote, remarque\nLéa\t4,5\nJo\t3,5", "\t"),
        ("Candidatures 2027, Lyon\nNom;E-mail;Note\nLéa;lea@x.org;4,5\nJo;jo@x.org;3,0", ";"),
        ("Nom\nLéa\nJo", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_parts_most_lines(text: str, delimiter: str) -> None:
    """Commas in free text and semicolons in quotes do not mislead."""
    assert find_delimiter(text) == (delimiter, 0)


def test_excel_s_own_line_about_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    """``sep=;`` counts as a row, as it does in Excel."""
    table = read(a_csv(tmp_path, "sep=,\r\nNom,Rôle\r\nLéa,mentor\r\n"))
    assert table.headers == ("Nom", "Rôle")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("Léa", "mentor"))]


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(tmp_path: Path) -> None:
    """A title, blank rows and cells of two lines do not shift the numbers."""
    text = 'Volontaires 2027;;\n;;\nNom;Rôle;Note\nLéa;mentor;"deux\nlignes"\n;;\n\nJo;mentee;\n'
    table = read(a_csv(tmp_path, text))
    assert table.headers == ("Nom", "Rôle", "Note")
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ("Léa", "mentor", "deux\nlignes")),
        (7, ("Jo", "mentee", "")),
    ]


def test_a_heading_that_is_there_twice_is_numbered(tmp_path: Path) -> None:
    """No column hides another; a column without a heading has its letters."""
    table = read(a_csv(tmp_path, "Niveau;Niveau;;Niveau;\n1;2;3;4;\n"))
    assert table.headers == ("Niveau", "Niveau (2)", "(C)", "Niveau (3)")


def test_headings_repeated_on_every_page_are_no_people(tmp_path: Path) -> None:
    """Sheets pasted together repeat their headings."""
    table = read(a_csv(tmp_path, "Nom;Rôle\nLéa;mentor\nNom;Rôle\nJo;mentee\n"))
    assert [row.cells[0] for row in table.rows] == ["Léa", "Jo"]


def test_ragged_rows_are_filled_up_or_marked_as_torn(tmp_path: Path) -> None:
    """A short row lacks its last cells; a long one has a stray delimiter, so it cannot be trusted."""
    table = read(a_csv(tmp_path, "Nom;Rôle;Ville\nLéa\nJo;men;tor;Lille\nMia;mentor;Lille;;\n"))
    assert [row.torn for row in table.rows] == [False, True, False]
    assert table.rows[0].cells[:3] == ("Léa", "", "")


def test_a_quote_that_never_closes_is_an_error_with_its_line(tmp_path: Path) -> None:
    """Otherwise the rest of the file would vanish into one cell."""
    path = a_csv(tmp_path, 'Nom;Note\nLéa;"bien"\nJo;"oubli\nMia;x\nZoé;y\n')
    with pytest.raises(BadQuotes) as refused:
        read(path)
    assert refused.value.args_by_name["line"] == 3


def test_signs_that_cannot_be_seen_are_left_out(tmp_path: Path) -> None:
    """No escape sequence, zero-width or turning sign gets into a name or a heading."""
    table = read(a_csv(tmp_path, "No\u200bm;Rôle\nL\x1b[31méa\u202e \u00a0 M;men\u00adtor\n"))
    assert table.headers == ("Nom", "Rôle")
    assert table.rows[0].cells == ("L [31méa M", "mentor")


def test_a_heading_as_long_as_a_page_stays_a_key(tmp_path: Path) -> None:
    """YAML keys have a length; two headings that begin alike stay two."""
    long = "Question " * 200
    table = read(a_csv(tmp_path, f"Nom;{long}a;{long}b\nLéa;1;2\n"))
    assert max(map(len, table.headers)) < 300
    assert len(set(table.headers)) == 3


def test_an_empty_file_is_an_empty_table(tmp_path: Path) -> None:
    """Nothing in it is nothing wrong with it."""
    table = read(a_csv(tmp_path, "\ufeff\r\n;;\r\n"))
    assert (table.headers, table.rows) == ((), ())


def test_files_that_are_no_sheets_are_refused_with_a_reason(tmp_path: Path) -> None:
    """A missing file, a folder, a picture, an old workbook, a sheet's name for a CSV file."""
    with pytest.raises(NoFile):
        read(tmp_path / "none.csv")
    with pytest.raises(NoFile):
        read(tmp_path)
    with pytest.raises(NoText):
        read(a_csv(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"))
    with pytest.raises(OldWorkbook):
        read(a_csv(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    with pytest.raises(NoSheet):
        read_sheet(a_csv(tmp_path, "a;b\n"), sheet="Feuil1")
    with pytest.raises(NoText):
        decode(b"\xff\xfea", "half.csv")


def test_a_sheet_without_end_is_refused_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes, rows and columns are all bounded."""
    monkeypatch.setattr(sheets, "MOST_BYTES", 100)
    with pytest.raises(TooBig):
        read(a_csv(tmp_path, "x;" * 60))
    monkeypatch.setattr(sheets, "MOST_BYTES", 10**6)
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    with pytest.raises(TooWide):
        read(a_csv(tmp_path, "x;y\n" * 20))
    with pytest.raises(TooWide):
        read(a_csv(tmp_path, "x;" * 1001))
