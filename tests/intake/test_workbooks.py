"""Workbooks are read like CSV files, and refused when they are traps."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.intake import workbooks
from rmentor.intake.refusals import NeedsReader, NoSheet, NoWorkbook, TooBig, TooWide
from rmentor.intake.workbooks import as_text
from tests.intake.desk import a_csv, a_workbook, an_ods, read


def test_cells_of_every_kind_become_text(tmp_path: Path) -> None:
    """Numbers lose the point that the reader gives them, dates are ISO, formulas are only text."""
    head = ["Nom", "Grade", "Note", "Oui", "Jour", "Heure", "Formule"]
    row = ["=cmd|' /C calc'!A1", 2.0, 2.5, True, date(2027, 1, 2), time(12, 30), "=1+1"]
    table = read(a_workbook(tmp_path, {"Feuil1": [head, row]}))
    assert table.rows[0].cells[:4] == ("=cmd|' /C calc'!A1", "2", "2.5", "yes")
    assert table.rows[0].cells[6] == "=1+1"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2.0, "2"),
        (-0.0, "0"),
        (1e300, "1e+300"),
        (True, "yes"),
        (False, "no"),
        (datetime.fromisoformat("2027-02-15"), "2027-02-15"),
        (datetime.fromisoformat("2027-02-15 09:30:12"), "2027-02-15 09:30"),
        (date(2027, 2, 15), "2027-02-15"),
        (time(9, 5), "09:05"),
        (timedelta(hours=26), "26:00"),
        ("x", "x"),
    ],
)
def test_a_cell_says_what_people_see(cell: object, text: str) -> None:
    """One value, one text."""
    assert as_text(cell) == text


def test_rows_keep_the_numbers_that_people_see(tmp_path: Path) -> None:
    """Blank rows above and between count; a title above the headings does no harm."""
    rows = [[], ["Volontaires 2027"], [], ["Nom", "Rôle"], ["Léa", "mentor"], [], ["Jo", "mentee"]]
    table = read(a_workbook(tmp_path, {"x": rows}))
    assert table.headers == ("Nom", "Rôle")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(5, "Léa"), (7, "Jo")]


def test_the_first_sheet_with_rows_is_read_and_the_others_named(tmp_path: Path) -> None:
    """An empty first sheet is passed over; another one is chosen by its name, in any case."""
    two = [["Nom", "Rôle"], ["Léa", "mentor"]]
    path = a_workbook(tmp_path, {"Vide": [], "Mentors": two, "Mentees": two})
    table = read(path)
    assert (table.sheet, table.name) == ("Mentors", "people Mentors")
    assert set(table.others) == {"Vide", "Mentees"}
    assert read(path, "mentees").sheet == "Mentees"


def test_no_sheet_error_says_which_sheets_there_are(tmp_path: Path) -> None:
    """The remedy lists the names."""
    path = a_workbook(tmp_path, {"A": [["x"]], "B": [["y"]]})
    with pytest.raises(NoSheet) as refused:
        read(path, "C")
    assert refused.value.args_by_name["sheets"] == "A, B"


def test_a_hidden_sheet_comes_last(tmp_path: Path) -> None:
    """Lists for drop-down menus are often hidden in front."""
    import xlsxwriter

    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title in ("Listes", "Gens"):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, ["Nom", "Rôle"])
            sheet.write_row(1, 0, [title, "mentor"])
        book.get_worksheet_by_name("Gens").activate()
        book.get_worksheet_by_name("Gens").set_first_sheet()
        book.get_worksheet_by_name("Listes").hide()
    assert read(path).sheet == "Gens"


def _row(*cells: str, times: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{times}>{inside}</table:table-row>"


def test_an_ods_file_is_read(tmp_path: Path) -> None:
    """As LibreOffice saves it, with a million empty rows at the end."""
    padding = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = an_ods(tmp_path, _row("Nom", "Rôle") + _row("Léa", "mentor") + padding)
    table = read(path)
    assert table.headers == ("Nom", "Rôle")
    assert table.rows[0].cells == ("Léa", "mentor")


def test_an_ods_file_of_a_million_equal_rows_is_refused(tmp_path: Path) -> None:
    """Three hundred bytes would fill the memory."""
    times = ' table:number-rows-repeated="9999"'
    path = an_ods(tmp_path, _row("Nom", "Rôle") + _row("Léa", "mentor", times=times) * 11)
    with pytest.raises(TooWide):
        read(path)


def test_an_ods_cell_behind_a_million_empty_rows_is_refused(tmp_path: Path) -> None:
    """The space between would be held in memory."""
    gap = (
        '<table:table-row table:number-rows-repeated="999999"><table:table-cell/></table:table-row>'
    )
    with pytest.raises(TooWide):
        read(an_ods(tmp_path, _row("Nom") + gap + _row("Léa")))


def test_two_cells_far_apart_are_refused(tmp_path: Path) -> None:
    """A note in the last corner of the sheet would make the reader hold all between."""
    import xlsxwriter

    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Nom")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(TooWide) as refused:
        read(path)
    assert refused.value.args_by_name["row"] == 1_048_576
    assert refused.value.args_by_name["column"] == 16_384


def _packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    """A small file of 300 MB of zeros."""
    path = _packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b"0" * 300_000_000})
    assert path.stat().st_size < 400_000
    with pytest.raises(TooBig):
        read(path)


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    """The file holds it once, the reader would hold it once for each cell."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5000))
    path = _packed(
        tmp_path / "shared.xlsx",
        {
            "xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>".encode(),
            "xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 100_000 + b"</t></si></sst>",
        },
    )
    with pytest.raises(TooBig):
        read(path)


def test_a_damaged_workbook_is_an_error_not_a_bug(tmp_path: Path) -> None:
    """Cut short, a byte changed anywhere, another kind of archive, a bare signature."""
    whole = a_workbook(tmp_path, {"x": [["Nom", "Rôle"], ["Léa", "mentor"]]}).read_bytes()
    damaged = [whole[: len(whole) // 2], whole[:200], b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100]
    damaged += [
        whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        for place in range(30, len(whole), 97)
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    damaged.append(out.getvalue())
    refused = 0
    for content in damaged:
        try:
            read(a_csv(tmp_path, content, "damaged.xlsx"))
        except (NoWorkbook, TooBig, TooWide):
            refused += 1
    assert refused > len(damaged) // 2


@given(st.randoms(use_true_random=False))
def test_a_workbook_of_mad_xml_is_an_error_not_a_bug(random: Random) -> None:
    """Every member is a sound archive entry, and some of their bytes are not what they were."""
    out = io.BytesIO()
    with zipfile.ZipFile(_sound()) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = bytearray(old.read(member))
            for _ in range(random.choice((0, 0, 1, 3))):
                content[random.randrange(len(content))] = random.randrange(256)
            new.writestr(member.filename, bytes(content))
    try:
        name, cells = workbooks.open_workbook(out.getvalue(), "mad.xlsx").chosen(None)
        assert isinstance(name, str)
        assert all(isinstance(cell, str) for row in cells for cell in row)
    except (NoWorkbook, TooBig, TooWide):
        pass


@cache
def _whole() -> bytes:
    with TemporaryDirectory() as folder:
        rows: list[list[object]] = [["Nom", "Grade", "Jour"], ["Léa", 2.0, date(2027, 1, 2)]]
        return a_workbook(Path(folder), {"x": rows}).read_bytes()


def _sound() -> io.BytesIO:
    return io.BytesIO(_whole())


def test_without_the_reader_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XLSX and ODS are an extra; CSV always works."""
    path = a_workbook(tmp_path, {"x": [["Nom"], ["Léa"]]})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(NeedsReader) as refused:
        read(path)
    assert "rmentor[sheets]" in refused.value.help
    assert read(a_csv(tmp_path, "Nom;Rôle\nLéa;mentor\n")).rows
