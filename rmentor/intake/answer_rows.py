"""Rows of an export: what each answers, when, and all that is wrong with it; not yet whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from rmentor.intake.answer_columns import DATE, TARGETS, personal_key
from rmentor.intake.answer_moments import moment_order, read_moment
from rmentor.intake.answer_questions import Questions
from rmentor.intake.answer_values import Said, read_answer
from rmentor.intake.answer_words import FRENCH_MOMENTS, SENT_ONLY
from rmentor.intake.days import DATE_ORDERS
from rmentor.intake.mapping import SheetMapping
from rmentor.intake.merge import Column
from rmentor.intake.problems import Fault, Problem
from rmentor.intake.sheets import Row
from rmentor.intake.stack import Stack
from rmentor.intake.words import fold
from rmentor.model.surveys import SurveyItem


@dataclass(frozen=True, slots=True)
class Reply:
    """A row that answers something.

    Attributes:
        row: The row, by its number in the stack.
        said: Cells that are no answers, by target: who, role, pair, session.
        moment: When it was given, or None.
        scales: Numbers, by item.
        words: Texts and choices, by item.
        topics: Numbers by topic, by item.
        headers: Heading of each item's column.
    """

    row: Row
    said: Mapping[str, str]
    moment: datetime | None
    scales: Mapping[str, int]
    words: Mapping[str, str]
    topics: Mapping[str, Mapping[str, int]]
    headers: Mapping[str, str] = field(compare=False)

    @property
    def day(self) -> date | None:
        """Day on which it was given."""
        return self.moment.date() if self.moment else None

    @property
    def items(self) -> frozenset[str]:
        """Ids of the items that it answers."""
        return frozenset((*self.scales, *self.words, *self.topics))


@dataclass(frozen=True, slots=True)
class Replies:
    """All rows of a stack.

    Attributes:
        replies: Rows that can be read whole.
        faulty: Rows in which some cell cannot be read, though something says whose they are.
        refused: Numbers of the rows that cannot be read whole.
        silent: How many rows answer nothing.
        problems: What is wrong, by number of the row.
    """

    replies: tuple[Reply, ...]
    faulty: tuple[Reply, ...]
    refused: frozenset[int]
    silent: int
    problems: tuple[Problem, ...]


def read_replies(
    stack: Stack,
    columns: Sequence[Column],
    questions: Questions,
    mapping: SheetMapping | None,
    language: str,
) -> Replies:
    """Read all rows; one with something wrong in it is refused whole, so that nothing is half told.

    Args:
        stack: The files.
        columns: What becomes of each column.
        questions: Of the survey.
        mapping: What import.yaml says of words and dates, or None.
        language: Of the program, which tells how it writes dates where nothing else does.
    """
    reader = _Reader(stack, columns, questions, mapping, language)
    replies, faulty, refused, silent = [], [], set(), 0
    for row in stack.sheet.rows:
        before = len(reader.problems)
        reply = reader.reply(row)
        if any(not problem.is_note for problem in reader.problems[before:]):
            refused.add(row.number)
            faulty += [reply] if reply is not None else []
        elif reply is None:
            silent += 1
        else:
            replies.append(reply)
    return Replies(
        tuple(replies), tuple(faulty), frozenset(refused), silent, tuple(reader.problems)
    )


class _Reader:
    """Reads rows one after the other; problems pile up."""

    def __init__(
        self,
        stack: Stack,
        columns: Sequence[Column],
        questions: Questions,
        mapping: SheetMapping | None,
        language: str,
    ) -> None:
        self._stack = stack
        self._keys = [column.key for column in columns]
        self._headers = [column.header for column in columns]
        self._questions = questions
        self._words = mapping.meanings() if mapping else {}
        self._orders = self._date_orders(mapping, language)
        self.problems: list[Problem] = []

        @cache
        def read(item: str, topic: str | None, text: str) -> tuple[Said, tuple[Fault, ...]]:
            asked = questions.item(item)
            assert asked is not None  # noqa: S101 - columns name items that are there
            return read_answer(asked, topic, text, self._words, questions.topics)

        self._read = read

    def reply(self, row: Row) -> Reply | None:
        """What a row answers; None where it answers nothing, or was never sent."""
        if row.torn:
            self._note(row, Fault("torn-row"))
            return None
        said: dict[str, str] = {}
        answers: dict[str, Said] = {}
        headers: dict[str, str] = {}
        for header, key, cell in zip(self._headers, self._keys, row.cells, strict=True):
            if key is None or not cell:
                continue
            item = self._questions.item(key)
            if item is not None:
                self._put_in(row, header, (item, key), cell, answers)
                headers.setdefault(item.id, header)
            elif key in TARGETS:
                said.setdefault(key, cell)
        told = {item: answer for item, answer in answers.items() if answer is not None}
        is_faulty = bool(self.problems) and self.problems[-1].rows == (row.number,)
        if not told and not is_faulty:
            return None
        if self._is_draft(row):
            self._note(row, Fault("answer-draft"))
            return None
        moment = self._moment(row, said.pop(DATE, ""))
        return _reply(row, said, moment, told, headers)

    def _put_in(
        self,
        row: Row,
        header: str,
        target: tuple[SurveyItem, str],
        cell: str,
        answers: dict[str, Said],
    ) -> None:
        """Add what a cell answers; two columns of one question must not disagree."""
        item, key = target
        found, faults = self._read(item.id, key.partition(".")[2] or None, cell)
        # What people say of themselves is told as an import tells it, which leaves only the cell out.
        if self._questions.survey.ask != "start" or personal_key(item) is None:
            for fault in faults:
                # Of codes it is said once, whatever the column.
                self._note(row, fault, None if fault.code == "answer-codes" else header)
        before = answers.get(item.id)
        if isinstance(before, Mapping) and isinstance(found, Mapping):
            answers[item.id] = dict(sorted({**before, **found}.items()))
        elif before is not None and found is not None and before != found:
            self._note(row, Fault("answer-disagrees", {"item": item.id}), header)
        elif before is None:
            answers[item.id] = found

    def _note(self, row: Row, fault: Fault, header: str | None = None) -> None:
        self.problems.append(Problem(fault.code, fault.args, (row.number,), header))

    def _is_draft(self, row: Row) -> bool:
        return any(
            key == DATE and not cell and fold(header) in SENT_ONLY
            for header, key, cell in zip(self._headers, self._keys, row.cells, strict=True)
        )

    def _moment(self, row: Row, cell: str) -> datetime | None:
        moment, fault = read_moment(cell, self._orders.get(self._stack.origin(row).file))
        if fault is not None:
            code = "answer-date" if fault.code == "ambiguous-date" else fault.code
            self._note(row, Fault(code, fault.args), self._headers[self._keys.index(DATE)])
        return moment

    def _date_orders(self, mapping: SheetMapping | None, language: str) -> dict[int, str | None]:
        """Order of day and month in each file: stated, proven, or that of French."""
        if DATE not in self._keys:
            return {}
        place = self._keys.index(DATE)
        is_french = language == "fr" or fold(self._headers[place]) in FRENCH_MOMENTS
        usual = DATE_ORDERS[0] if is_french else None
        stated = mapping.dates if mapping else None
        cells: dict[int, list[str]] = {}
        for row in self._stack.sheet.rows:
            cells.setdefault(self._stack.origin(row).file, []).append(row.cells[place])
        return {file: stated or moment_order(each) or usual for file, each in cells.items()}


def _reply(
    row: Row,
    said: Mapping[str, str],
    moment: datetime | None,
    told: Mapping[str, Said],
    headers: Mapping[str, str],
) -> Reply:
    return Reply(
        row,
        said,
        moment,
        scales={item: answer for item, answer in told.items() if isinstance(answer, int)},
        words={item: answer for item, answer in told.items() if isinstance(answer, str)},
        topics={item: dict(answer) for item, answer in told.items() if isinstance(answer, Mapping)},
        headers=headers,
    )
