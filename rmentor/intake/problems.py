"""What an import has to say, as facts; sentences are made of them at the wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rmentor.intake.answer_problems import ANSWER_NOTES, ANSWERS
from rmentor.language.catalogue import Language

# Code: what is wrong, and what to do about it. English is the key of the translation.
_PEOPLE: Mapping[str, tuple[str, str]] = {
    "unknown-value": (
        "“%(value)s” is not a possible value of %(key)s.",
        "Say in import.yaml what it means: values: {%(key)s: {%(value)s: …}}",
    ),
    "unknown-grade": (
        "The grade “%(value)s” has no number yet.",
        "Put the grades in order in import.yaml, the lowest is 1: values: {seniority: {%(value)s: …}}",
    ),
    "unknown-topic": (
        "There is no topic “%(value)s”.",
        "Add it to topics.yaml, or say in import.yaml which topic it is: values: {%(key)s: {%(value)s: …}}",
    ),
    "close-topic": (
        "There is no topic “%(value)s”; did you mean %(close)s?",
        "Say in import.yaml which topic it is: values: {%(key)s: {%(value)s: %(first)s}}",
    ),
    "meant-topic": (
        "import.yaml says that “%(value)s” is the topic “%(topic)s”, which does not exist.",
        "Add %(topic)s to topics.yaml, or correct import.yaml.",
    ),
    "no-topic": (
        "import.yaml makes this column the topic “%(topic)s”, which does not exist; left out.",
        "Add %(topic)s to topics.yaml, or correct import.yaml.",
    ),
    "too-long": (
        "This cell has more than %(most)s characters; left out.",
        "Is it the right column?",
    ),
    "level-range": ("“%(value)s” is no level from %(lowest)s to %(highest)s.", ""),
    "wrong-number": ("“%(value)s” is no whole number from %(lowest)s to %(highest)s.", ""),
    "unknown-person": (
        "“%(value)s” is nobody in the program or in this sheet; left out.",
        "People are named by id, e-mail or full name.",
    ),
    "outside-manager": (
        "The manager is not in the program; left out.",
        "Nothing to do: a reporting line matters only between people who take part.",
    ),
    "manager-circle": (
        "Managers in a circle: %(people)s; the manager is left out.",
        "Correct who reports to whom.",
    ),
    "several-people": (
        "“%(value)s” is the name of several people; left out.",
        "Give the id or the e-mail.",
    ),
    "self-reference": ("“%(value)s” is the person of this row; left out.", ""),
    "ambiguous-date": (
        "“%(value)s” may be read day first or month first.",
        "Say it for this sheet in import.yaml: dates: dd/mm/yyyy or dates: mm/dd/yyyy",
    ),
    "wrong-date": ("“%(value)s” is no date.", "Dates are written 2027-02-15."),
    "wrong-window": (
        "“%(value)s” is no weekly window.",
        "Windows are written: tue 12:00-14:00, thu 17:00-19:00",
    ),
    "wrong-email": ("“%(value)s” is no e-mail address; left out.", ""),
    "wrong-zone": ("“%(value)s” is no time zone.", "Time zones are written Europe/Paris."),
    "wrong-id": ("“%(value)s” cannot be an id.", "An id has letters, digits and hyphens."),
    "no-name": ("There is no name in this row; the row is left out.", ""),
    "no-name-column": (
        "No column gives a name, so nobody can come in.",
        "Say which it is: --map HEADING=name",
    ),
    "no-role": (
        "Nothing says whether these people are mentors or mentees; left out.",
        "Say it for all of them: --role mentor, or name the column: --map HEADING=role",
    ),
    "torn-row": (
        "This row has more cells than there are headings; the row is left out.",
        "A cell that contains the delimiter must stand in quotes.",
    ),
    "totals-row": ("“%(name)s” looks like a row of totals; left out.", ""),
    "same-person": (
        "%(name)s is already in row %(row)s; this row is left out.",
        "",
    ),
    "already-there": ("%(name)s is already in the program, as %(id)s.", ""),
    "shared-email": (
        "%(email)s is the e-mail of %(other)s, too; it is left out here.",
        "",
    ),
    "namesake": (
        "%(name)s has the name of %(other)s but another e-mail: taken as somebody else.",
        "If it is the same person, change the e-mail of %(other)s first.",
    ),
    "removed-since": (
        "%(name)s was imported before and has been taken out of the program since; left out.",
        "To bring this person back, delete the line %(id)s under seen in import.yaml.",
    ),
    "both-changed": (
        (
            "%(id)s, %(key)s: edited by hand to “%(before)s”, and changed in the sheet to "
            "“%(after)s”; the hand edit stays."
        ),
        "If the sheet is right, write its value into %(file)s.",
    ),
    "missing-column": (
        "import.yaml names the column “%(value)s”, which this sheet does not have.",
        "Correct the heading in the sheet or in import.yaml.",
    ),
    "no-name-given": ("A name is needed.", ""),
    "answer-manager": (
        "The manager is nobody in the program.",
        "Leave the manager out: a reporting line matters only between people who take part.",
    ),
    "answer-topic": ("There is no topic “%(value)s”.", "Add it to topics.yaml first."),
    "answer-close-topic": ("There is no topic “%(value)s”; did you mean %(close)s?", ""),
    "answer-value": ("“%(value)s” is not a possible value of %(key)s.", ""),
    "answer-grade": ("“%(value)s” is no whole number.", ""),
    "unknown-key": (
        "There is no “%(value)s” in participants.yaml.",
        "Possible: %(possible)s",
    ),
    "mapping-form": ("import.yaml: %(where)s should be %(form)s.", ""),
    "mapping-key": (
        "There is no “%(value)s” in %(where)s.",
        "Possible: %(possible)s",
    ),
}


SENTENCES = {**_PEOPLE, **ANSWERS}
# Decisions that people should know of; with all others something of the sheet stays out.
NOTES = ANSWER_NOTES | {
    "outside-manager", "namesake", "removed-since", "both-changed", "totals-row",
}  # fmt: skip
_LONGEST_SHOWN = 60
_FROM_SHEET = ("value", "before", "after", "name", "email", "where")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one cell, before its place is known."""

    code: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a sheet or its mapping.

    Attributes:
        code: A key of ``SENTENCES``.
        args: What the sentence names.
        rows: Rows as people see them in the sheet, from 1; none: it is not about a row.
        column: Heading of the column, or None.
    """

    code: str
    args: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    column: str | None = None

    @property
    def is_note(self) -> bool:
        """Whether nothing is wrong with it: something that people should know of."""
        return self.code in NOTES


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Make one problem of those that differ in their row only.

    Those of one kind and column stand together, in the order of their first rows.
    """
    rows: dict[tuple[str, str | None, tuple[tuple[str, str], ...]], list[Problem]] = {}
    for problem in problems:
        args = tuple(sorted((name, str(value)) for name, value in problem.args.items()))
        rows.setdefault((problem.code, problem.column, args), []).append(problem)
    merged = [
        Problem(
            same[0].code,
            same[0].args,
            tuple(sorted({row for problem in same for row in problem.rows})),
            same[0].column,
        )
        for same in rows.values()
    ]
    merged.sort(key=lambda problem: problem.rows[:1])
    kinds: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in merged:
        kinds.setdefault((problem.code, problem.column), []).append(problem)
    return tuple(problem for same in kinds.values() for problem in same)


def told(problem: Problem, language: Language) -> str:
    """Sentence of ``problem`` with its place, without the remedy."""
    sentence = _sentence(problem, 0, language)
    place = _place(problem, language)
    return language.text("%(place)s: %(what)s", place=place, what=sentence) if place else sentence


def remedy(problem: Problem, language: Language) -> str:
    """What to do about ``problem``; may be empty."""
    return _sentence(problem, 1, language)


def _sentence(problem: Problem, part: int, language: Language) -> str:
    args = {
        name: _short(str(value)) if name in _FROM_SHEET else value
        for name, value in problem.args.items()
    }
    sentence = SENTENCES[problem.code][part]
    return language.text(sentence, **args) if sentence else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _place(problem: Problem, language: Language) -> str:
    """Row and column as people find them."""
    places = []
    if problem.rows:
        shown = ", ".join(map(str, problem.rows[:5]))
        more = len(problem.rows) - 5
        if more > 0:
            places.append(language.text("rows %(rows)s and %(more)s more", rows=shown, more=more))
        else:
            places.append(
                language.plural("row %(rows)s", "rows %(rows)s", len(problem.rows), rows=shown)
            )
    if problem.column is not None:
        places.append(language.text("column “%(column)s”", column=_short(problem.column)))
    return ", ".join(places)
