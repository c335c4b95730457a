"""Answers to surveys and the text of surveys/ID.csv; ``checks/surveys.py`` reads it back.

One row a person, role, pair and session. Columns are ``KEY_COLUMNS``, then one an item; an item of
scale ``topics`` has one a topic, ``ITEM.TOPIC``. An empty cell is a question that was not answered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from rmentor.changes import Change, Write
from rmentor.folder.closest import nearest
from rmentor.folder.csv_text import csv_text, meant, read_table
from rmentor.folder.problems import shown
from rmentor.folder.read import Sources
from rmentor.folder.scalars import Fault
from rmentor.model.program import Program
from rmentor.model.surveys import Answer, Survey, SurveyItem

KEY_COLUMNS = ("person", "role", "pair", "session", "date")
_WHOLE = re.compile(r"[0-9]{1,6}")
_BOM = b"\xef\xbb\xbf"


def answers_path(survey: str) -> str:
    """File that holds the answers to a survey."""
    return f"surveys/{survey}.csv"


def columns_of(survey: Survey, topics: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Headings of a file of answers.

    Args:
        survey: Whose items follow the key, in their order.
        topics: Topics that have a column, by item of scale ``topics``.
    """
    found = list(KEY_COLUMNS)
    for item in survey.items:
        if item.scale == "topics":
            found += [f"{item.id}.{topic}" for topic in sorted(topics.get(item.id, ()))]
        else:
            found.append(item.id)
    return tuple(found)


def answers_text(survey: Survey, answers: Iterable[Answer], headings: Sequence[str] = ()) -> str:
    """Text of surveys/ID.csv: the same bytes for the same answers, whatever order they come in.

    ``headings``: those that the file has, whose order stays.
    """
    rows = sorted(answers, key=lambda answer: answer.key)
    topics: dict[str, set[str]] = {}
    for answer in rows:
        for item, levels in answer.topics.items():
            topics.setdefault(item, set()).update(levels)
    columns = _as_before(columns_of(survey, topics), headings)
    return csv_text([columns, *(answer_cells(each, columns) for each in rows)])


def _as_before(columns: Sequence[str], headings: Sequence[str]) -> tuple[str, ...]:
    """These columns in the order of a file's headings; a new one after the one that it follows here."""
    found = [heading for heading in headings if heading in columns]
    at = 0
    for column in columns:
        if column not in found:
            found.insert(at, column)
        at = found.index(column) + 1
    return tuple(found)


def answer_cells(answer: Answer, columns: Sequence[str]) -> list[str]:
    """Cells of an answer below these headings; empty where it has nothing to say."""
    said: dict[str, object] = {
        "person": answer.person,
        "role": answer.role,
        "pair": answer.pair,
        "session": answer.session,
        "date": answer.day,
        **answer.words,
        **answer.scales,
    }
    for item, levels in answer.topics.items():
        said |= {f"{item}.{topic}": level for topic, level in levels.items()}
    found = (said.get(column) for column in columns)
    return ["" if each is None else str(each) for each in found]


def answers_changes(
    program: Program, sources: Sources, survey: str, after: Iterable[Answer]
) -> list[Change]:
    """Change that makes surveys/ID.csv say ``after``; none where it does already.

    A byte order mark, CRLF and the order of columns stay; semicolons become the commas that belong there.
    """
    rows = sorted(after, key=lambda answer: answer.key)
    if rows == sorted(program.answers.get(survey, ()), key=lambda answer: answer.key):
        return []
    path = answers_path(survey)
    old = sources.files.get(path, b"")
    before = read_table(old.removeprefix(_BOM).decode())
    headings = [meant(heading) for heading in before.records[0]] if before.records else []
    text = answers_text(program.surveys[survey], rows, headings)
    if b"\r\n" in old:
        text = text.replace("\n", "\r\n")
    return [Write(path, (_BOM if old.startswith(_BOM) else b"") + text.encode())]


def whole_in(cell: str, key: str, lowest: int, highest: int) -> int:
    """Whole number that a cell says.

    Args:
        cell: Its text, without spaces around it.
        key: Heading, for the sentence.
        lowest: The least that it may be.
        highest: The most.

    Raises:
        Fault: It is none, or off the scale.
    """
    if not _WHOLE.fullmatch(cell):
        raise Fault("whole-number", key=key, value=shown(cell))
    number = int(cell)
    if not lowest <= number <= highest:
        raise Fault("number-range", key=key, value=number, lowest=lowest, highest=highest)
    return number


def number_in(item: SurveyItem, cell: str) -> int:
    """Answer to an item with bounds, also for one topic of it.

    Raises:
        Fault: It is no whole number, or off the item's scale.
    """
    assert item.bounds is not None  # noqa: S101 - texts and choices are no numbers
    return whole_in(cell, item.id, *item.bounds)


def words_in(item: SurveyItem, cell: str) -> str:
    """Answer to an item of scale ``text`` or ``choice``.

    Raises:
        Fault: It is none of the choices.
    """
    if item.scale == "choice" and cell not in item.choices:
        close = nearest(cell, item.choices)
        choices = ", ".join(item.choices)
        raise Fault("unknown-choice", key=item.id, value=shown(cell), choices=choices, close=close)
    return cell
