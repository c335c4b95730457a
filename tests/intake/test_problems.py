"""Everything that an import says is said in both languages, with its place."""

from __future__ import annotations

import re

from rmentor.intake import refusals
from rmentor.intake.memory import HEADER
from rmentor.intake.person import QUESTIONS
from rmentor.intake.problems import NOTES, SENTENCES, Problem, gathered, remedy, told
from rmentor.intake.views import problems_json
from rmentor.language.catalogue import speak

_SAME_IN_FRENCH = {
    "Pauline Roux", "pauline.roux@example.org", "Marketing", "Site", "Lille", "fr, en", "E-mail",
    "linkedin: 5, tiktok: 4", "budgeting: 2", "2027-02-15/2027-02-26, 2027-04-02", "1",
}  # fmt: skip


def _sentences() -> set[str]:
    found = {part for pair in SENTENCES.values() for part in pair} | set(HEADER)
    found |= {part for question in QUESTIONS for part in question[1:]}
    for thing in vars(refusals).values():
        if isinstance(thing, type) and issubclass(thing, refusals.Wrong):
            found |= {thing.message, thing.help}
    return {sentence for sentence in found if sentence}


def test_every_sentence_has_its_french() -> None:
    """Problems, remedies, refusals, questions and the head of import.yaml."""
    french = speak("fr").translations
    missing = {s for s in _sentences() if french.gettext(s) == s} - _SAME_IN_FRENCH - {"%(what)s"}
    assert not missing


def test_french_has_typographic_apostrophes() -> None:
    """Except in what is typed into a shell."""
    for sentence in _sentences():
        said = speak("fr").translations.gettext(sentence)
        assert "'" not in said or "pip install" in said, said


def test_sentences_name_only_what_their_problems_give() -> None:
    """A remedy is filled in from the same facts as its sentence."""
    for code, (sentence, help_) in SENTENCES.items():
        names = set(re.findall(r"%\((\w+)\)s", sentence + help_))
        problem = Problem(code, dict.fromkeys(names, "x"), (2,), "Nom")
        for language in (speak("fr"), speak("en")):
            assert "%(" not in told(problem, language) + remedy(problem, language)
    assert set(SENTENCES) >= NOTES


def test_places_are_those_of_the_sheet() -> None:
    """Row numbers as people see them, the first few of many, and the heading."""
    english = speak("en")
    one = Problem("wrong-date", {"value": "x"}, (7,), "Absences")
    assert told(one, english) == "row 7, column “Absences”: “x” is no date."
    many = Problem("wrong-date", {"value": "x" * 99}, tuple(range(2, 12)), "Q" * 99)
    assert "rows 2, 3, 4, 5, 6 and 5 more" in told(many, english)
    assert len(told(many, english)) < 200
    assert told(one, speak("fr")).startswith("ligne 7, colonne")


def test_one_problem_in_many_rows_is_said_once() -> None:
    """Grouped by kind and column, in the order of their first rows."""
    found = gathered(
        [
            Problem("wrong-date", {"value": "b"}, (3,), "Absences"),
            Problem("no-name", {}, (4,)),
            Problem("wrong-date", {"value": "a"}, (5,), "Absences"),
            Problem("wrong-date", {"value": "b"}, (2,), "Absences"),
            Problem("missing-column", {"value": "X"}),
        ]
    )
    assert [(problem.code, problem.rows) for problem in found] == [
        ("missing-column", ()),
        ("wrong-date", (2, 3)),
        ("wrong-date", (5,)),
        ("no-name", (4,)),
    ]


def test_json_has_every_row() -> None:
    """Programs get the whole list, and whether something stayed out."""
    problems = [
        Problem("wrong-date", {"value": "x"}, tuple(range(2, 12)), "Absences"),
        Problem("outside-manager", {}, (2,), "N+1"),
    ]
    found = problems_json(problems, speak("en"))
    assert [each["severity"] for each in found] == ["error", "warning"]
    assert found[0]["rows"] == list(range(2, 12))
    assert set(found[0]) == {"rows", "column", "code", "severity", "message", "help"}
