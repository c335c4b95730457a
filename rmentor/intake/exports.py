"""Exports of form tools: files in, rows that answer a survey out, with all that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rmentor.intake.answer_columns import (
    codes_in_order,
    columns_of,
    headings_in,
    is_code,
)
from rmentor.intake.answer_people import Directory
from rmentor.intake.answer_questions import Questions
from rmentor.intake.answer_rows import Replies, read_replies
from rmentor.intake.mapping import SheetMapping
from rmentor.intake.merge import Column
from rmentor.intake.problems import Problem
from rmentor.intake.sheets import Sheet, read_sheet
from rmentor.intake.stack import Stack


@dataclass(frozen=True, slots=True)
class Export:
    """What the files say.

    Attributes:
        stack: The files.
        columns: What becomes of each column.
        replies: Rows that can be read, and what is wrong with the others.
        problems: What is wrong with the headings.
        asked: Ids of the questions that some column answers.
    """

    stack: Stack
    columns: tuple[Column, ...]
    replies: Replies
    problems: tuple[Problem, ...]
    asked: frozenset[str]

    @property
    def is_readable(self) -> bool:
        """Whether a column answers a question at all."""
        return bool(self.asked)


def read_answer_sheet(path: Path, questions: Questions, *, sheet: str | None = None) -> Sheet:
    """Read a file of answers; its headings are those that say most of what the survey asks.

    Raises:
        Wrong: There is no such file or sheet, it is too big, or it is no sheet at all.
    """
    return read_sheet(path, sheet=sheet, headed=lambda rows: headings_in(rows, questions))


def read_export(
    questions: Questions,
    stack: Stack,
    mapping: SheetMapping | None,
    directory: Directory,
    language: str,
    *,
    in_order: bool = False,
) -> Export:
    """Read all rows of a stack of files.

    Args:
        questions: Of the survey.
        stack: The files.
        mapping: What import.yaml and options say, or None.
        directory: Who is in the program.
        language: Of the program.
        in_order: Whether headings that are codes are the open questions in their order.
    """
    columns, problems = columns_of(stack.sheet, questions, mapping, directory.words)
    notes = list(problems)
    codes = [column.header for column in columns if is_code(column)]
    if in_order:
        columns, fits = codes_in_order(columns, questions)
        codes = [] if fits else codes
    told = {item.partition(".")[0] for column in columns if (item := column.key)}
    open_ = [item.id for item in questions.survey.items if item.id not in told]
    if codes and open_:
        args = {"headings": ", ".join(codes), "n": len(open_)}
        notes.append(Problem("codes-only", args))
    elif len(open_) == len(questions.survey.items):
        notes.append(Problem("no-question", {"items": ", ".join(open_)}))
    replies = read_replies(stack, columns, questions, mapping, language)
    asked = frozenset(item.id for item in questions.survey.items if item.id not in open_)
    return Export(stack, columns, replies, tuple(notes), asked)
