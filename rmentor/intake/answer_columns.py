"""Which column of an export answers which question, and which say who answered, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rmentor.intake.answer_questions import (
    Questions,
    is_told,
    near_question,
    nearer_text,
    target_of,
)
from rmentor.intake.answer_words import HEADINGS, MOMENT_HEADINGS, OWN_HEADINGS
from rmentor.intake.columns import guess
from rmentor.intake.context import TOPIC_KEYS
from rmentor.intake.headings import is_sensitive, key_of
from rmentor.intake.identities import IDENTITY_KEYS
from rmentor.intake.mapping import IGNORE, SheetMapping
from rmentor.intake.merge import Column
from rmentor.intake.problems import Problem
from rmentor.intake.sheets import Sheet
from rmentor.intake.words import fold
from rmentor.model.surveys import SurveyItem

DATE = "date"
# What a column may be besides a question; ``pair`` also by the partner's name.
TARGETS = ("person", *IDENTITY_KEYS, "role", "pair", "session", DATE, IGNORE)
# Keys of a participant that somebody may tell by answers before the start. ``drive`` is for the
# interview to note, and reasons are nobody else's.
PERSONAL_KEYS = (
    "languages", "mode", "offers", "wants", "levels", "interests", "availability", "away",
    "capacity", "avoid", "prefer",
)  # fmt: skip
# Of somebody new, also what else a form asks.
_NEW_KEYS = ("seniority", "department", "site", "manager", "organisation", "country", "timezone")
START = "start"
_CODE = re.compile(r"[A-Za-z]\w*(?:\[\w+\])?|\d+X\d+X\w+")


def personal_key(item: SurveyItem) -> str | None:
    """Key of a participant that an item asks for, by its id or its text; None for any other."""
    if item.scale == "topics":
        return item.id if item.id in TOPIC_KEYS else None
    if item.scale not in ("text", "choice"):
        return None
    asked = [item.id, *(key[0] for text in (item.text.fr, item.text.en) if (key := key_of(text)))]
    return next((key for key in asked if key in PERSONAL_KEYS), None)


def columns_of(
    sheet: Sheet, questions: Questions, mapping: SheetMapping | None, known: frozenset[str]
) -> tuple[tuple[Column, ...], tuple[Problem, ...]]:
    """What becomes of each column, and what is wrong with the headings.

    Args:
        sheet: What was read.
        questions: Of the survey.
        mapping: What import.yaml and options say, or None.
        known: Folded names and e-mails of participants.
    """
    stated = dict(mapping.columns) if mapping else {}
    found: dict[str, Column] = {}
    problems = list(_wrong_targets(stated, questions))
    for header in sheet.headers:
        if header in stated and _is_target(stated[header], questions):
            key = stated[header]
            found[header] = (
                Column(header, None, "stated")
                if key == IGNORE
                else Column(header, key, "remembered")
            )
        elif target := target_of(header, questions):
            found[header] = Column(header, target, "guessed")
    rest = [header for header in sheet.headers if header not in found]
    for header, target in _told_besides(sheet, rest, questions, known, found):
        found[header] = Column(header, target, "guessed")
    for header in rest:
        if header not in found:
            column, problem = _leftover(header, questions)
            found[header] = column
            problems += [problem] if problem else []
    return tuple(found[header] for header in sheet.headers), tuple(problems)


def codes_in_order(
    columns: Sequence[Column], questions: Questions
) -> tuple[tuple[Column, ...], bool]:
    """Read columns whose headings are codes only as the questions that no other column answers.

    Returns:
        The columns, and whether there are as many codes as such questions.
    """
    taken = {column.key.partition(".")[0] for column in columns if column.key}
    missing = [item.id for item in questions.survey.items if item.id not in taken]
    coded = [column.header for column in columns if is_code(column)]
    if not coded or len(coded) != len(missing):
        return tuple(columns), not coded
    keys = dict(zip(coded, missing, strict=True))
    return tuple(
        replace(column, key=keys[column.header], how="guessed") if column.header in keys else column
        for column in columns
    ), True


def is_code(column: Column) -> bool:
    """Whether a column that nobody can place has a code such as "Q1[SQ001]" for a heading."""
    is_code = _CODE.fullmatch(column.header) and re.search(r"\d", column.header)
    return column.how == "unknown" and bool(is_code)


def headings_in(rows: Sequence[Sequence[str]], questions: Questions) -> tuple[list[str], int]:
    """Headings of an export, among rows that are not blank, and how many rows end with them.

    They are the row, of the first six, that says most of what is wanted. Forms with grids have the
    title of the grid in the row above, over its first column: it goes before the row's own words.
    """
    counts = [sum(is_told(cell, questions) for cell in row if cell) for row in rows[:6]]
    if not any(counts):
        counts = [int(sum(map(bool, row)) > 1) for row in rows[:6]]
    at = counts.index(max(counts))
    above = list(rows[at - 1]) if at else []
    headings, title = [], ""
    for place, cell in enumerate(rows[at]):
        title = above[place] if place < len(above) and above[place] else title
        whole = f"{title} [{cell}]"
        is_grid = title and cell and not is_told(cell, questions) and target_of(whole, questions)
        headings.append(whole if is_grid else cell)
    return headings, at + 1


def _is_target(target: str, questions: Questions) -> bool:
    _, dot, topic = target.partition(".")
    item = questions.item(target)
    if item is not None:
        return not dot or (item.scale == "topics" and topic in questions.topics.ids.values())
    return target in TARGETS or (questions.survey.ask == START and target in _participant_keys())


def _participant_keys() -> tuple[str, ...]:
    return (*PERSONAL_KEYS, *_NEW_KEYS)


def _wrong_targets(stated: Mapping[str, str], questions: Questions) -> Iterator[Problem]:
    """Columns of import.yaml or --map that are said to be what this survey does not ask."""
    possible = (*(item.id for item in questions.survey.items), *TARGETS)
    for header, target in stated.items():
        if not _is_target(target, questions):
            args = {"value": target, "where": f"columns: {header}"}
            yield Problem("mapping-key", {**args, "possible": ", ".join(possible)})


def _told_besides(
    sheet: Sheet,
    rest: Sequence[str],
    questions: Questions,
    known: frozenset[str],
    found: Mapping[str, Column],
) -> Iterator[tuple[str, str]]:
    """Columns that say who answered, in which role, about which pair and session, and when."""
    taken = {column.key for column in found.values()}
    filled = [header for header in rest if any(sheet.column(header)) and not is_sensitive(header)]
    used = set()
    for header in filled:
        key = _key_besides(header, questions)
        if key and key not in taken:
            used.add(header)
            taken.add(key)
            yield header, key
    moments = [header for header in filled if fold(header) in MOMENT_HEADINGS]
    if DATE not in taken and moments:
        best = min(moments, key=lambda header: MOMENT_HEADINGS[fold(header)])
        used.add(best)
        yield best, DATE
    open_ = [h for h in filled if h not in used and h not in moments]
    places = [sheet.headers.index(header) for header in open_]
    rows = tuple(
        replace(row, cells=tuple(row.cells[place] for place in places)) for row in sheet.rows
    )
    guessed = guess(replace(sheet, headers=tuple(open_), rows=rows), questions.topics).columns
    keys = (*IDENTITY_KEYS, *(_participant_keys() if questions.survey.ask == START else ()))
    sure = {header: key for header, key in guessed.items() if key in keys and key not in taken}
    nobody = not taken.union(sure.values()) & {"person", *IDENTITY_KEYS}
    for header in open_:
        asked = key_of(header)
        if header in sure:
            yield header, sure[header]
        elif asked and asked[0] in ("name", "email") and asked[0] not in sure.values():
            # Of a column that says the same in all rows, guess believes nothing: it may be the owner
            # of the form. A participant is not, nor is it if nothing else says who answered.
            cells = [cell for cell in sheet.column(header) if cell]
            is_person = all(asked[0] == "name" or "@" in cell for cell in cells)
            if (nobody and is_person) or any(fold(cell) in known for cell in cells):
                yield header, asked[0]


def _key_besides(header: str, questions: Questions) -> str | None:
    """What a heading such as "Séance" or "Votre binôme" tells, or None."""
    folded, audience = fold(header), questions.survey.audience
    key = HEADINGS.get(folded)
    if audience == (OWN_HEADINGS.get(folded),):
        return "person"
    # "Participant" is a name like another, unless managers speak of somebody else.
    if key == "person" and folded != key and "manager" not in audience:
        return None
    return key


def _leftover(header: str, questions: Questions) -> tuple[Column, Problem | None]:
    """A column that says nothing wanted; or a question, if it is one nearly."""
    near = near_question(header, questions)
    if near is not None:
        args = {"value": header, "item": near, "text": nearer_text(header, near, questions)}
        return Column(header, near, "guessed"), Problem("near-question", args, column=header)
    return Column(header, None, "sensitive" if is_sensitive(header) else "unknown"), None
