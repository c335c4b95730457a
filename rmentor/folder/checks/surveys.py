"""Answers to surveys, from surveys/ID.csv: what they say, and every cell that cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import Any, TypeVar

from rmentor.findings import Finding, Spot
from rmentor.folder import scalars
from rmentor.folder.answers import KEY_COLUMNS, number_in, whole_in, words_in
from rmentor.folder.checks.documents import Documents, error, maps, texts
from rmentor.folder.checks.references import DEFINITIONS, known_ids, other_names
from rmentor.folder.closest import Nearest, nearest
from rmentor.folder.compose import MAX_PROBLEMS
from rmentor.folder.csv_text import Table, meant, read_table
from rmentor.folder.problems import shown
from rmentor.folder.scalars import Fault
from rmentor.folder.yaml_load import conflicts, decode
from rmentor.model.surveys import ROLES, Answer, Survey, SurveyItem

MOST_SESSIONS = 999
_DELIMITER_NAMES = {";": ";", "\t": "⇥"}
_KINDS = ("person", "pair", "topic")
_T = TypeVar("_T")
Read = tuple[tuple[Answer, ...], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Known:
    """What answers may name.

    Attributes:
        ids: Of people, pairs and topics, by kind; of a kind that is missing nothing is known, and all
            of its names are taken.
        members: Ids of a pair's mentors and of its mentees, those who have left it among them.
        close: What was meant by a name of a kind that is no id.
    """

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    members: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    close: Callable[[str, str], str | None] = field(default=lambda *_: None, compare=False)


def known_names(documents: Documents) -> Known:
    """Gather what answers may name."""
    kinds = [kind for kind in _KINDS if not documents.is_open(DEFINITIONS[kind][0])]
    ids = {kind: frozenset(known_ids(documents, kind)) for kind in kinds}

    @cache
    def nearest_of(kind: str) -> Nearest:
        return Nearest(ids[kind], other_names(documents, kind))

    return Known(ids, dict(_members(documents)), lambda kind, name: nearest_of(kind).to(name))


def _members(documents: Documents) -> Iterator[tuple[str, tuple[frozenset[str], frozenset[str]]]]:
    _, value = documents.only("pairs")
    for _, pair in maps(value, "pairs"):
        mentors = {name for key in ("mentor", "co_mentor") for _, name in texts(pair.get(key))}
        mentees = {name for _, name in texts(pair.get("mentees"))}
        for _, former in maps(pair, "former"):
            mentors |= (left := {name for _, name in texts(former.get("who"))})
            mentees |= left
        if isinstance(pair.get("id"), str) and mentors and mentees:
            yield pair["id"], (frozenset(mentors), frozenset(mentees))


def read_answers(file: str, data: bytes, survey: Survey, known: Known) -> Read:
    """Answers of a file, sorted, and all that is wrong in it. Never raises for what is in it.

    Args:
        file: Its path, for the findings.
        data: Its bytes.
        survey: Whose answers they are.
        known: What they may name.
    """
    text, problem = decode(data)
    if text is None:
        mark = (problem.line, problem.column) if problem else (1, 1)
        code = "file-size" if problem and problem.code == "yaml-size" else "csv-encoding"
        return (), (Finding(code, Spot(file, mark=mark), problem.args if problem else {}),)
    if left := [Spot(file, mark=(each.line, each.column)) for each in conflicts(text)]:
        return (), tuple(Finding("yaml-conflict-marker", spot) for spot in left)
    reading = _Reading(file, read_table(text), survey, known)
    answers: tuple[Answer, ...] = ()
    with suppress(_Enough):
        answers = reading.answers()
    return answers, tuple(reading.findings)


@dataclass(frozen=True, slots=True)
class _Question:
    """A column of answers: its heading, its item, and the topic that it is about or nothing."""

    column: str
    item: SurveyItem
    topic: str

    def meaning(self, cell: str) -> int | str:
        """What a cell says.

        Raises:
            Fault: It is no answer to the item.
        """
        return words_in(self.item, cell) if self.item.bounds is None else number_in(self.item, cell)


class _Enough(Exception):
    """A file is wrong so often that the rest is not looked at."""


class _Reading:
    """One file: its headings, then row after row; findings pile up, and nothing stops the reading."""

    def __init__(self, file: str, table: Table, survey: Survey, known: Known) -> None:
        self._file = file
        self._table = table
        self._survey = survey
        self._known = known
        self._columns: dict[str, int] = {}
        self._questions: list[_Question] = []
        self.findings: list[Finding] = []

    def answers(self) -> tuple[Answer, ...]:
        """Answers of the rows that are right, sorted."""
        table = self._table
        if table.torn is not None:
            self.findings.append(Finding("csv-quotes", Spot(self._file, mark=(table.torn, 1))))
        filled = [each for each in enumerate(table.records) if any(map(str.strip, each[1]))]
        if not filled:
            return ()
        head, headings = filled[0]
        if table.delimiter in _DELIMITER_NAMES:
            found = _DELIMITER_NAMES[table.delimiter]
            spot = Spot(self._file, (head, 0))
            self.findings.append(Finding("csv-delimiter", spot, {"found": found}, "warning"))
        if not self._has_columns(head, headings):
            return ()
        answers: dict[tuple[str, str, str, int], tuple[int, Answer]] = {}
        for row, record in filled[1:]:
            if any(map(str.strip, record[len(headings) :])):
                args = {"cells": len(record), "headings": len(headings)}
                self._say("csv-cells", row, len(headings), **args)
                continue
            answer = self._answer(row, [*map(meant, record), *[""] * len(headings)])
            if answer is None:
                continue
            first, _ = answers.setdefault(answer.key, (row, answer))
            if first != row:
                line, person = table.lines[first], shown(answer.person)
                self._say("answer-twice", row, self._columns["person"], line=line, person=person)
        return tuple(answers[key][1] for key in sorted(answers))

    def _say(self, code: str, row: int, column: int, **args: object) -> None:
        if len(self.findings) >= MAX_PROBLEMS:
            raise _Enough
        self.findings.append(Finding(code, Spot(self._file, (row, column)), args))

    def _has_columns(self, row: int, headings: Sequence[str]) -> bool:
        """Look at the headings; whether they say whose the answers are."""
        plain = [item.id for item in self._survey.items if item.scale != "topics"]
        graded = [item.id for item in self._survey.items if item.scale == "topics"]
        known = [*KEY_COLUMNS, *plain, *(f"{item}.…" for item in graded)]
        for column, heading in enumerate(map(meant, headings)):
            item, dot, topic = heading.partition(".")
            if not heading:
                continue
            if heading in self._columns:
                self._say("column-twice", row, column, value=shown(heading))
            elif dot and item in graded:
                self._check_name("topic", row, column, topic)
            elif heading not in (*KEY_COLUMNS, *plain):
                close = nearest(heading, [*KEY_COLUMNS, *plain])
                args = {"value": shown(heading), "close": close, "known": ", ".join(known)}
                self._say("unknown-column", row, column, **args)
                continue
            self._columns.setdefault(heading, column)
        items = {item.id: item for item in self._survey.items}
        self._questions = [
            _Question(heading, items[heading.partition(".")[0]], heading.partition(".")[2])
            for heading in self._columns
            if heading not in KEY_COLUMNS
        ]
        missing = [name for name in ("person", "role") if name not in self._columns]
        for name in missing:
            self._say("missing-column", row, 0, value=name)
        return not missing

    def _check_name(self, kind: str, row: int, column: int, name: str) -> bool:
        """Whether there is something of that kind and name, as far as anybody knows."""
        if kind not in self._known.ids or name in self._known.ids[kind]:
            return True
        close = self._known.close(kind, name)
        self._say(f"unknown-{kind}", row, column, value=shown(name), close=close)
        return False

    def _answer(self, row: int, cells: Sequence[str]) -> Answer | None:
        """Answer of a row; None where it cannot be said whose it is."""
        found = {name: cells[column] for name, column in self._columns.items()}
        roles = self._survey.audience or ROLES
        is_whole = True
        for name in ("person", "role"):
            if not found[name]:
                self._say("empty-cell", row, self._columns[name], key=name)
                is_whole = False
        if found["role"] and found["role"] not in roles:
            close = nearest(found["role"], roles)
            args = {"key": "role", "value": shown(found["role"]), "choices": ", ".join(roles)}
            self._say("unknown-choice", row, self._columns["role"], **args, close=close)
            is_whole = False
        for name, kind in (("person", "person"), ("pair", "pair")):
            if found.get(name) and not self._check_name(
                kind, row, self._columns[name], found[name]
            ):
                is_whole = False
        session = self._read(row, "session", found, _session)
        day = self._read(row, "date", found, scalars.day)
        answer = self._said(row, found, session, day)
        if is_whole:
            self._check_member(row, answer)
        return answer if is_whole else None

    def _read(
        self, row: int, name: str, found: Mapping[str, str], read: Callable[[str], _T]
    ) -> _T | None:
        """What a cell means; None where it is empty, or wrong, which is then said."""
        cell = found.get(name, "")
        try:
            return read(cell) if cell else None
        except Fault as fault:
            args: dict[str, Any] = {"key": name, "value": shown(cell), **fault.fields}
            self._say(fault.code, row, self._columns[name], **args)
            return None

    def _said(
        self, row: int, found: Mapping[str, str], session: int | None, day: date | None
    ) -> Answer:
        """What was answered to the items."""
        scales: dict[str, int] = {}
        words: dict[str, str] = {}
        topics: dict[str, dict[str, int]] = {}
        role = found["role"]
        for question in self._questions:
            name, item = question.column, question.item
            if not found[name]:
                continue
            if item.audience and role in ROLES and role not in item.audience:
                args = {"key": item.id, "role": role}
                self._say("answer-not-asked", row, self._columns[name], **args)
                continue
            said = self._read(row, name, found, question.meaning)
            if isinstance(said, str):
                words[item.id] = said
            elif said is not None and question.topic:
                topics.setdefault(item.id, {})[question.topic] = said
            elif said is not None:
                scales[item.id] = said
        topics = {item: dict(sorted(levels.items())) for item, levels in topics.items()}
        return Answer(
            self._survey.id, found["person"], found["role"], found.get("pair") or None,
            session, day, scales, words, topics,
        )  # fmt: skip

    def _check_member(self, row: int, answer: Answer) -> None:
        """Say where somebody speaks of a pair that they are not in."""
        members = self._known.members.get(answer.pair or "")
        if members is None or answer.role in ("coordinator", "sponsor"):
            return
        mentors, mentees = members
        sides = {"mentor": mentors, "mentee": mentees}
        if answer.person not in sides.get(answer.role, mentors | mentees):
            args = {"value": shown(answer.person), "pair": shown(answer.pair)}
            self._say("answer-not-in-pair", row, self._columns["person"], **args)


def _session(cell: str) -> int:
    return whole_in(cell, "session", 1, MOST_SESSIONS)


def all_answers(
    files: Mapping[str, bytes],
    surveys: Mapping[str, Survey | None],
    known: Known,
    read: Callable[[str, bytes, Survey, Known], Read] = read_answers,
) -> tuple[dict[str, tuple[Answer, ...]], list[Finding]]:
    """Answers by survey of all files of answers, and what is wrong in them.

    Args:
        files: Bytes of each surveys/ID.csv, by path.
        surveys: By id; None for one that cannot be read, of whose answers nothing can be said.
        known: What answers may name.
        read: Reads one file.
    """
    answers: dict[str, tuple[Answer, ...]] = {}
    findings: list[Finding] = []
    for path, data in sorted(files.items()):
        name = PurePosixPath(path).stem
        if name not in surveys:
            args = {"value": shown(name), "close": nearest(name, surveys)}
            findings.append(Finding("unknown-survey", Spot(path, mark=(1, 1)), args))
        elif (survey := surveys[name]) is not None:
            answers[name], found = read(path, data, survey, known)
            findings += found
    return answers, findings


def item_names(documents: Documents) -> Iterator[Finding]:
    """Questions whose id is the heading of another column of the answers."""
    for path, value in documents.of("surveys"):
        for place, item in maps(value, "items"):
            name = item.get("id")
            if isinstance(name, str) and name.strip() in KEY_COLUMNS:
                yield error("reserved-item", path, ("items", place, "id"), id=name.strip())
