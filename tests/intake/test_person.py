"""One person from answers, read the way that an import reads a row."""

from __future__ import annotations

import pytest

from rmentor.intake.person import QUESTIONS, new_person, wrong_answer
from rmentor.model.program import Program
from rmentor.model.topics import Topic
from tests.builders import a_mentor, a_program
from tests.intake.desk import TOPICS


def _program() -> Program:
    known = {topic: Topic(topic, title) for topic, title in TOPICS.items()}
    return a_program(a_mentor("lea-m", name="Léa M.", email="lea@x.org"), topics=known)


def test_answers_become_an_item_of_the_file() -> None:
    """In the order of the contract, in the forms of the contract."""
    person, problems = new_person(
        _program(),
        {
            "role": "mentoré",
            "name": "  Jo\tBlanc ",
            "wants": "LinkedIn for work: 3",
            "availability": "mardi 12h-14h",
            "volunteer": "oui",
            "avoid": "Léa M.",
            "site": "",
        },
    )
    assert not problems
    assert list(person.items()) == [
        ("id", "jo-blanc"),
        ("name", "Jo Blanc"),
        ("role", "mentee"),
        ("volunteer", True),
        ("wants", {"linkedin": 3}),
        ("availability", ["tue 12:00-14:00"]),
        ("avoid", ["lea-m"]),
    ]


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"role": "mentor"}, ["no-name-given"]),
        ({"name": "Léa M.", "role": "mentor"}, ["already-there"]),
        ({"name": "Jo", "role": "boss"}, ["answer-value"]),
        ({"name": "Jo", "role": "mentor", "age": "52"}, ["unknown-key"]),
        ({"name": "Jo", "role": "mentor", "offers": "linkdin"}, ["answer-close-topic"]),
        ({"name": "Jo", "role": "mentor", "manager": "Somebody"}, ["answer-manager"]),
        ({"name": "Jo", "role": "mentor", "seniority": "boss"}, ["answer-grade"]),
        ({"name": "Jo", "role": "mentor", "email": "lea@x"}, ["wrong-email"]),
        (
            {"name": "Jo", "role": "mentor", "drive": "9", "away": "x"},
            ["wrong-date", "wrong-number"],
        ),
    ],
)
def test_what_is_wrong_is_all_said(answers: dict[str, str], codes: list[str]) -> None:
    """Every answer at once; nobody is added half."""
    _, problems = new_person(_program(), answers)
    assert sorted(problem.code for problem in problems) == codes


def test_an_id_that_is_taken_gets_a_number() -> None:
    """Two people may have one name if their addresses differ."""
    person, problems = new_person(
        _program(), {"name": "Léa M.", "role": "mentor", "email": "other@x.org"}
    )
    assert person["id"] == "lea-m-2"
    assert [problem.code for problem in problems] == ["namesake"]


def test_nobody_gets_the_name_of_a_device_for_an_id() -> None:
    """Con is a first name; no file of a person's may be called so where Windows reads it."""
    person, problems = new_person(_program(), {"name": "Con", "role": "mentor"})
    assert (person["id"], problems) == ("con-2", ())


def test_one_answer_is_checked_before_the_next_is_asked() -> None:
    """A slip is said at its question; an empty answer is none."""
    program = _program()
    assert [p.code for p in wrong_answer(program, "drive", "11")] == ["wrong-number"]
    assert not wrong_answer(program, "drive", "")
    assert not wrong_answer(program, "name", "Anybody")


def test_every_example_of_a_question_is_a_right_answer() -> None:
    """What the prompt shows may be typed as it stands."""
    program = _program()
    typed = {"interests", "availability", "away", "languages", "capacity", "name", "email"}
    for key, _, hint in QUESTIONS:
        if key in typed:
            assert not wrong_answer(program, key, hint), key
