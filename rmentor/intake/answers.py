"""Answers of an export against those that are there: what is new, what takes whose place.

An answer gives way to a later one of the same person, role, pair and session. What the file says for
the same day stays, whatever the export says: it was corrected by hand, unless the export has that
very answer, too, and a later one of the same day. Nothing else has to be remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from rmentor.intake.answer_people import Seats
from rmentor.intake.answer_rows import Reply
from rmentor.intake.mapping import SheetMapping
from rmentor.intake.memory import unknown_words, with_blanks
from rmentor.intake.merge import Column
from rmentor.intake.problems import Fault, Problem
from rmentor.model.surveys import Answer, Survey

# Finds the person of a row, or says why there is none; None where that has been said.
Who = Callable[[Reply], str | Fault | None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that a row gives, and when exactly."""

    row: int
    answer: Answer
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of the answers of an export.

    Attributes:
        answers: All answers to the survey, afterwards.
        new: How many were not there.
        changed: How many take the place of an earlier one.
        same: How many were there already, or have been followed by a later one since.
        kept: How many stay as the file has them, though the export says something else.
        earlier: Rows that a later row of the same export makes up for.
        refused: Numbers of the rows that stay out.
        problems: Why they do, and what else is to be known, by number of the row.
    """

    answers: tuple[Answer, ...]
    new: int
    changed: int
    same: int
    kept: int
    earlier: int
    refused: frozenset[int]
    problems: tuple[Problem, ...]


def settle(
    survey: Survey,
    existing: Sequence[Answer],
    replies: Sequence[Reply],
    faulty: Sequence[Reply],
    who: Who,
    seats: Seats,
    *,
    overrule: bool = False,
) -> Settled:
    """Find whose answers they are, and put them beside those that are there.

    Args:
        survey: What was asked.
        existing: Answers that are there.
        replies: Rows of the export that can be read.
        faulty: Rows that stay out, of which it is only said what else is wrong with them.
        who: Finds the person of a row.
        seats: Finds the role, the pair and the session.
        overrule: Whether the export is right where the file differs for the same day.
    """
    given, problems = [], []
    refused = set()
    for reply in replies:
        found, faults = _given(survey, reply, who, seats)
        problems += faults
        if found is None:
            refused.add(reply.row.number)
        else:
            given.append(found)
    for reply in faulty:
        found, faults = _given(survey, reply, who, seats)
        problems += faults if found is None else ()
    by_key: dict[tuple[str, str, str, int], list[Given]] = {}
    for each in sorted(given, key=_order):
        by_key.setdefault(each.answer.key, []).append(each)
    after = {answer.key: answer for answer in existing}
    counts = {"new": 0, "changed": 0, "same": 0, "kept": 0}
    for key, several in by_key.items():
        fate, answer = _fate(after.get(key), several, overrule=overrule)
        counts[fate] += 1
        after[key] = answer
        if fate == "kept":
            problems.append(_kept(several[-1]))
    return Settled(
        answers=tuple(after[key] for key in sorted(after)),
        **counts,
        earlier=len(given) - len(by_key),
        refused=frozenset(refused),
        problems=tuple(problems),
    )


def remembered_as(
    before: SheetMapping | None, id_: str, columns: Sequence[Column], problems: Sequence[Problem]
) -> SheetMapping:
    """Entry of import.yaml that says how these columns were read, with blanks for unknown words."""
    mapping = before or SheetMapping(id_)
    read = {column.header: column.key for column in columns if column.key}
    unknown = unknown_words(problems) + [
        ("1-5", str(problem.args["value"]))
        for problem in problems
        if problem.code == "unknown-answer" and problem.args["highest"] == 5
    ]
    return replace(with_blanks(mapping, unknown), columns={**mapping.columns, **read})


def _order(given: Given) -> tuple[bool, str, int]:
    """By moment, those without one first, then as the rows stand."""
    moment = given.moment
    return moment is not None, moment.isoformat() if moment else "", given.row


def _given(
    survey: Survey, reply: Reply, who: Who, seats: Seats
) -> tuple[Given | None, list[Problem]]:
    """Answer of a row, or why it cannot be said whose it is; besides, what it was not asked."""
    number = reply.row.number
    person = who(reply)
    if person is None or isinstance(person, Fault):
        fault = () if person is None else (Problem(person.code, person.args, (number,)),)
        return None, list(fault)
    seat = seats.find(person, reply.said, reply.items, reply.day)
    if isinstance(seat, Fault):
        return None, [Problem(seat.code, seat.args, (number,))]
    session = seats.session(person, seat, reply.said, reply.day)
    if isinstance(session, Fault):
        return None, [Problem(session.code, session.args, (number,))]
    asked = {item.id for item in survey.items_for(seat.role)}
    answer = Answer(
        survey.id,
        person,
        seat.role,
        seat.pair,
        session,
        reply.day,
        _only(reply.scales, asked),
        _only(reply.words, asked),
        _only(reply.topics, asked),
    )
    strange = sorted(reply.items - asked)
    notes = [
        Problem(
            "answer-not-asked", {"item": item, "role": seat.role}, (number,), reply.headers[item]
        )
        for item in strange
    ]
    if strange and len(strange) == len(reply.items):
        args = {"role": seat.role, "survey": survey.id}
        return None, [Problem("answer-of-others", args, (number,))]
    return Given(number, answer, reply.moment), notes


def _only(answers: Mapping[str, _T], asked: set[str]) -> dict[str, _T]:
    return {item: said for item, said in answers.items() if item in asked}


def _fate(old: Answer | None, several: Sequence[Given], *, overrule: bool) -> tuple[str, Answer]:
    """What becomes of the last of several answers of one key, and the answer to keep."""
    last = several[-1].answer
    if old is None:
        return "new", last
    if last == old or last == replace(old, day=None):
        return "same", old
    if last.day is not None and (old.day is None or last.day > old.day):
        return "changed", last
    if last.day is not None and old.day is not None and last.day < old.day:
        return "same", old
    # The same day, or none: the file was corrected by hand, unless it has an earlier row's answer.
    if overrule or any(each.answer in (old, replace(old, day=None)) for each in several[:-1]):
        return "changed", replace(last, day=last.day or old.day)
    return "kept", old


def _kept(given: Given) -> Problem:
    args = {"person": given.answer.person, "file": f"surveys/{given.answer.survey}.csv"}
    return Problem("answer-kept", args, (given.row,))
