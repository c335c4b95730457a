"""What an import has to say, as facts; sentences are made of them at the wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rmentor.language.catalogue import Language

# Code: what is wrong, and what to do about it. English is the key of the translation.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown-value": (
        "“%(value)s” is nothing that %(key)s can be.",
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
    "level-range": ("“%(value)s” is no level from %(lowest)s to %(highest)s.", ""),
    "wrong-number": ("“%(value)s” is no whole number from %(lowest)s up.", ""),
    "unknown-person": (
        "“%(value)s” is nobody in the program or in this sheet; left out.",
        "People are named by id, e-mail or full name.",
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
    "no-role": (
        "Nothing says whether %(name)s is a mentor or a mentee; the row is left out.",
        "Say it in import.yaml: defaults: {role: mentor}, mentee or both.",
    ),
    "same-person": (
        "%(name)s is already in row %(row)s; this row is left out.",
        "",
    ),
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
        "To bring this person back, take %(id)s out of `seen` in import.yaml.",
    ),
    "both-changed": (
        "%(id)s, %(key)s: edited by hand to %(before)s, and changed in the sheet to %(after)s; "
        "the sheet is taken.",
        "",
    ),
    "missing-column": (
        "import.yaml names the column “%(value)s”, which this sheet does not have.",
        "",
    ),
    "mapping-form": ("import.yaml: %(where)s should be %(form)s.", ""),
    "mapping-key": (
        "import.yaml: there is no “%(value)s” in %(where)s.",
        "Possible: %(possible)s",
    ),
}


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


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Make one problem of those that differ in their row only; in order of their first rows."""
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
    return tuple(sorted(merged, key=lambda problem: problem.rows[:1]))


def told(problem: Problem, language: Language) -> str:
    """Sentence of ``problem`` with its place, without the remedy."""
    sentence = language.text(SENTENCES[problem.code][0], **problem.args)
    place = _place(problem, language)
    return f"{place}{language.text(' : ') if language.code == 'fr' else ': '}{sentence}" if place else sentence


def remedy(problem: Problem, language: Language) -> str:
    """What to do about ``problem``; may be empty."""
    help_ = SENTENCES[problem.code][1]
    return language.text(help_, **problem.args) if help_ else ""


def _place(problem: Problem, language: Language) -> str:
    """Row and column as people find them."""
    places = []
    if len(problem.rows) == 1:
        places.append(language.text("row %(row)s", row=problem.rows[0]))
    elif problem.rows:
        shown = ", ".join(map(str, problem.rows[:5]))
        more = len(problem.rows) - 5
        if more > 0:
            places.append(
                language.plural(
                    "rows %(rows)s and %(n)s more", "rows %(rows)s and %(n)s more", more, rows=shown
                )
            )
        else:
            places.append(language.text("rows %(rows)s", rows=shown))
    if problem.column is not None:
        places.append(language.text("column “%(column)s”", column=problem.column))
    return ", ".join(places)
