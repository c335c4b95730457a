"""A desk to import on: sheets from texts and tables, and programs in memory to import them into."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.intake.columns import mapping_for
from rmentor.intake.mapping import amended
from rmentor.intake.memory import remembered
from rmentor.intake.merge import Intake, merge
from rmentor.intake.sheets import Row, Sheet, read_sheet
from rmentor.intake.topics import TopicIndex, topic_index
from rmentor.model.people import Participant
from rmentor.model.topics import Topic, Words
from rmentor.resources import preset_files

DATA = Path(__file__).with_name("data")
MAPPINGS = Path(__file__).with_name("mappings")

TOPICS = {
    "linkedin": Words("LinkedIn professionnel", "LinkedIn for work"),
    "tiktok": Words("TikTok et vidéo courte", "TikTok and short video"),
    "project-tools": Words("Asana, Trello", "Asana, Trello"),
    "budgeting": Words("Budget et finance", "Budget and finance"),
    "teams": Words("Microsoft Teams", "Microsoft Teams"),
}


def topics() -> TopicIndex:
    """A few topics of the catalogue."""
    return topic_index({topic: Topic(topic, title) for topic, title in TOPICS.items()})


def a_folder(files: Mapping[str, str | bytes] | None = None) -> Sources:
    """A program as ``init`` makes it, with some files of one's own."""
    own = {
        path: text.encode() if isinstance(text, str) else text
        for path, text in (files or {}).items()
    }
    return Sources(None, {**preset_files("classic", "en"), **own})


def people(*items: str) -> dict[str, str]:
    """participants.yaml of these items, each in brackets."""
    return {"participants.yaml": "participants:\n" + "".join(f"  - {item}\n" for item in items)}


def a_sheet(*rows: Sequence[str], name: str = "people") -> Sheet:
    """A sheet in memory; the first row holds the headings."""
    return Sheet(
        tuple(rows[0]), tuple(Row(n, tuple(row)) for n, row in enumerate(rows[1:], start=2)), name
    )


def a_csv(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";") -> str:
    """A table as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def a_workbook(
    folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]], name: str = "people.xlsx"
) -> Path:
    """An XLSX file of these sheets; a value is written as the kind of cell that it is."""
    path = folder / name
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(line, place, cell)
                    else:
                        sheet.write(line, place, cell)
    return path


def an_ods(folder: Path, table_rows: str, name: str = "people.ods") -> Path:
    """An ODS file with one table of these rows, as XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for short, full in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Feuille1">{table_rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def imported(
    sources: Sources,
    sheet: Sheet,
    *,
    columns: Mapping[str, str] | None = None,
    role: str | None = None,
    **defaults: str,
) -> tuple[Sources, Intake]:
    """The folder after an import, as the command does it, and what the import did."""
    loaded = load(sources)
    assert loaded.program is not None, loaded.findings
    mappings, wrong = remembered(sources)
    assert not wrong
    mapping = mapping_for(sheet, mappings, topic_index(loaded.program.topics), role)
    given = {**defaults, **({"role": role} if role else {})}
    mapping, wrong = amended(mapping, sheet.headers, columns or {}, given)
    assert not wrong
    intake = merge(loaded.program, sources, loaded.homes, sheet, mapping, mappings)
    changed = {path: text for path, text in apply(sources, intake.changes).items() if text}
    return Sources(None, {**sources.files, **changed}), intake


def read_people(sources: Sources) -> dict[str, Participant]:
    """Participants of a folder, which must load without errors."""
    loaded = load(sources)
    assert loaded.program is not None, [f for f in loaded.findings if f.severity == "error"]
    return loaded.program.people()


def read(path: Path, sheet: str | None = None) -> Sheet:
    """The sheet in a file."""
    return read_sheet(path, sheet=sheet)


def codes(intake: Intake) -> list[str]:
    """Codes of the problems of an import, in their order."""
    return [problem.code for problem in intake.problems]
