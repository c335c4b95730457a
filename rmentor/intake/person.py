"""One person from answers to questions: ``add participant`` reads them as an import reads a row."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from rmentor.intake.context import KEYS
from rmentor.intake.mapping import SheetMapping
from rmentor.intake.problems import Problem
from rmentor.intake.rows import read_rows
from rmentor.intake.sheets import Row, Sheet, tidy
from rmentor.model.program import Program

# Key, question, and how to answer; both are keys of translations. In the order of asking.
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("name", "Full name", "Pauline Roux"),
    ("email", "E-mail", "pauline.roux@example.org"),
    ("role", "Role", "mentor teaches, mentee learns, or both"),
    ("volunteer", "Has this person said yes?", "yes or no"),
    ("seniority", "Grade in the organisation", "a whole number, the lowest is 1"),
    ("department", "Department", "Marketing"),
    ("site", "Site", "Lille"),
    ("manager", "Manager", "id, e-mail or full name of somebody in the program"),
    ("languages", "Languages", "fr, en"),
    ("mode", "On site or remote", "onsite, remote or either"),
    ("offers", "Topics to teach, with own level from 1 to 5", "linkedin: 5, tiktok: 4"),
    ("wants", "Topics to learn, with importance from 1 to 3", "budgeting: 2"),
    ("interests", "Interests", "photography, running"),
    ("availability", "Weekly free times", "tue 12:00-14:00, thu 17:00-19:00"),
    ("away", "Days away", "2027-02-15/2027-02-26, 2027-04-02"),
    ("capacity", "How many mentees at a time", "1"),
    ("avoid", "People not to be paired with", "ids, e-mails or full names"),
    ("prefer", "People to be paired with", "ids, e-mails or full names"),
    ("drive", "Motivation and openness, from the interview", "1 to 5"),
)
# Codes of an import, and of the same thing in an answer to a question.
_CODES = {
    "outside-manager": "answer-manager",
    "unknown-topic": "answer-topic",
    "close-topic": "answer-close-topic",
    "unknown-value": "answer-value",
    "unknown-grade": "answer-grade",
}


def new_person(
    program: Program, answers: Mapping[str, str]
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Make an item of participants.yaml of answers by key.

    Returns:
        The person, with the keys that were answered, in the order of the contract, and what is
        wrong with the answers; an empty dict where the person cannot be added at all: without a
        name or a role, or already there.
    """
    problems = [_unknown(key) for key in answers if key not in KEYS]
    answered = {key: tidy(text) for key, text in answers.items() if key in KEYS and text.strip()}
    if not answered.get("name"):
        return {}, (*problems, Problem("no-name-given"))
    sheet = Sheet(tuple(answered), (Row(1, tuple(answered.values())),), "person")
    reading = read_rows(program, sheet, SheetMapping("person", {key: key for key in answered}))
    problems += [
        _of_an_answer(problem)
        for problem in reading.problems
        if problem.code != "no-role" or "role" not in answered
    ]
    if not reading.rows:
        return {}, tuple(problems)
    row = reading.rows[0]
    if not row.new:
        there = Problem("already-there", {"name": answered["name"], "id": row.person})
        return {}, (*problems, there)
    return row.document, tuple(problems)


def wrong_answer(program: Program, key: str, text: str) -> tuple[Problem, ...]:
    """What is wrong with the answer to one question, before the next is asked."""
    answers = {"name": "somebody new", "role": "mentor", key: text}
    problems = new_person(program, answers)[1]
    return tuple(problem for problem in problems if problem.args.get("key") == key)


def _of_an_answer(problem: Problem) -> Problem:
    """The problem without a place in a sheet, and without the remedies that only an import has."""
    return Problem(_CODES.get(problem.code, problem.code), problem.args)


def _unknown(key: str) -> Problem:
    possible = get_close_matches(key, KEYS, n=3, cutoff=0.7) or KEYS
    return Problem("unknown-key", {"value": key, "possible": ", ".join(possible)})
