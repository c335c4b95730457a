"""import.yaml: read with all its mistakes, written small, kept by hand."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from rmentor.folder.yaml_load import load_yaml
from rmentor.intake.mapping import (
    IGNORE,
    SHEETS,
    SURVEYS,
    SheetMapping,
    amended,
    parse_mappings,
)
from rmentor.intake.memory import remembered
from rmentor.language.catalogue import speak
from tests.intake.desk import (
    MAPPINGS,
    a_folder,
    a_sheet,
    codes,
    imported,
    people,
    read_people,
)


def _parsed(text: str) -> tuple[tuple[SheetMapping, ...], list[str]]:
    mappings, problems = parse_mappings(load_yaml(text.encode()).value)
    return mappings, [
        f"{problem.code} {problem.args.get('value', problem.args['where'])}" for problem in problems
    ]


def test_an_entry_says_everything_about_a_sheet() -> None:
    """Columns, words, defaults, dates and what was seen."""
    mappings, problems = _parsed(
        "sheets:\n"
        "  - id: mentors\n"
        "    columns: {Nom: name, Genre: ignore, Notes: null, LinkedIn: offers.linkedin}\n"
        "    values: {seniority: {no: 1, 12: 2}}\n"
        "    defaults: {role: mentor, level: 3}\n"
        "    dates: dd/mm/yyyy\n"
        "    seen:\n      lea: name=aa offers.linkedin=bb\n"
    )
    assert not problems
    assert mappings == (
        SheetMapping(
            "mentors",
            {"Nom": "name", "Genre": IGNORE, "Notes": IGNORE, "LinkedIn": "offers.linkedin"},
            {"seniority": {"no": "1", "12": "2"}},
            {"role": "mentor", "level": "3"},
            "dd/mm/yyyy",
            {"lea": {"name": "aa", "offers.linkedin": "bb"}},
            stated=True,
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", ["mapping-form import.yaml"]),
        ("sheets: x", ["mapping-form sheets"]),
        ("shets: []", ["mapping-key shets"]),
        ("sheets: [x]", ["mapping-form sheets", "mapping-form sheets: id"]),
        ("sheets: [{id: A b}]", ["mapping-form sheets: id"]),
        ("sheets: [{id: a, colums: {}}]", ["mapping-key colums"]),
        ("sheets: [{id: a, columns: [x]}]", ["mapping-form sheets: a: columns"]),
        ("sheets: [{id: a, columns: {Nom: nam}}]", ["mapping-key nam"]),
        ("sheets: [{id: a, columns: {Nom: offers.}}]", ["mapping-key offers."]),
        ("sheets: [{id: a, columns: {Nom: offers.TOPIC}}]", ["mapping-key offers.TOPIC"]),
        ("sheets: [{id: a, values: {grade: {}}}]", ["mapping-key grade"]),
        ("sheets: [{id: a, values: {role: x}}]", ["mapping-form sheets: a: values: role"]),
        ("sheets: [{id: a, defaults: {rôle: x}}]", ["mapping-key rôle"]),
        ("sheets: [{id: a, defaults: {role: boss}}]", ["mapping-form defaults: role"]),
        ("sheets: [{id: a, defaults: {level: 6}}]", ["mapping-form defaults: level"]),
        ("sheets: [{id: a, dates: yyyy}]", ["mapping-form sheets: a: dates"]),
        ("sheets: [{id: a}, {id: a}]", ["mapping-form sheets: a"]),
    ],
)
def test_every_mistake_in_it_is_named(text: str, said: list[str]) -> None:
    """Each with its place; nothing is passed over in silence."""
    assert _parsed(text)[1] == said


def test_several_mistakes_are_all_named_at_once() -> None:
    """One run shows them all."""
    assert len(_parsed("sheets: [{id: a, dates: x, foo: 1, defaults: {mode: car}}]")[1]) == 3


@pytest.mark.parametrize("name", ["civil-service.yaml", "company.yaml"])
def test_mappings_written_by_hand_are_right(name: str) -> None:
    """The examples of the documentation."""
    mappings, problems = _parsed((MAPPINGS / name).read_text("utf-8"))
    assert len(mappings) == 2
    assert not problems


def test_what_is_said_on_the_command_line_goes_before_the_guess() -> None:
    """A key that is given to a column is taken from the one that had it."""
    mapping = SheetMapping("a", {"Nom": "name", "Alias": IGNORE, "Absences": "away"})
    found, problems = amended(
        mapping, ["Nom", "Alias", "Absences"], {"alias": "name"}, {"role": "both"}
    )
    assert not problems
    assert found.columns == {"Nom": IGNORE, "Alias": "name", "Absences": "away"}
    assert found.defaults == {"role": "both"}


def test_what_cannot_be_said_is_refused_with_what_can() -> None:
    """A heading that is not there, a key that is none, a default out of range."""
    _, problems = amended(
        SheetMapping("a", {"Nom": "name"}), ["Nom"], {"Nam": "name", "Nom": "nme"}, {"level": "9"}
    )
    assert [problem.code for problem in problems] == ["mapping-key", "mapping-key", "mapping-form"]
    assert problems[0].args["possible"] == "Nom"


HEAD = ("Nom", "Rôle", "Grade", "Je peux transmettre")
ROWS = (("Léa", "mentor", "Cadre", "jonglage; linkedin"), ("Jo", "chef", "12", "x" * 90))


def test_words_that_nobody_knows_get_a_blank_to_fill_in() -> None:
    """import.yaml asks; what is filled in is used by the next import; long texts are no words."""
    once, _ = imported(a_folder(people()), a_sheet(HEAD, *ROWS), role="mentor")
    text = once.files["import.yaml"].decode()
    mapping = remembered(once)[0][0]
    assert mapping.values == {
        "role": {"chef": None},
        "seniority": {"Cadre": None},
        "offers": {"jonglage": None},
    }
    assert "xxxx" not in text
    filled = text.replace("Cadre: null", "Cadre: 4").replace("jonglage: null", "jonglage: seo")
    assert filled != text
    after, intake = imported(a_folder({**once.files, "import.yaml": filled}), a_sheet(HEAD, *ROWS))
    person = read_people(after)["lea"]
    assert (person.seniority, person.offers) == (4, {"linkedin": 4, "seo": 4})
    assert "unknown-grade" not in codes(intake)


def test_new_words_get_their_blanks_later_and_comments_stay() -> None:
    """A hand-kept import.yaml is only added to."""
    mine = (
        "# ours\nsheets:\n  - id: people\n    columns: {Nom: name, Grade: seniority}  # enough\n"
        "    values:\n      seniority: {Cadre: 4}\n    defaults: {role: mentor}\n"
    )
    sheet = a_sheet(("Nom", "Grade"), ("Léa", "Cadre"), ("Jo", "Agent"))
    after, _ = imported(a_folder({**people(), "import.yaml": mine}), sheet)
    text = after.files["import.yaml"].decode()
    assert text.startswith("# ours\n")
    assert "# enough" in text
    assert remembered(after)[0][0].values == {"seniority": {"Cadre": "4", "Agent": None}}
    again, intake = imported(after, sheet)
    assert (again.files, intake.changes) == (after.files, ())


def test_options_are_remembered() -> None:
    """The second import needs none of them."""
    sheet = a_sheet(("Qui", "Grade"), ("Léa", "3"))
    once, _ = imported(
        a_folder(people()), sheet, columns={"Qui": "name"}, role="mentee", volunteer="true"
    )
    again, intake = imported(once, sheet)
    assert (again.files, intake.changes) == (once.files, ())
    assert {column.how for column in intake.columns} == {"remembered"}
    other, _ = imported(once, sheet, columns={"Grade": "capacity"})
    assert remembered(other)[0][0].columns == {"Qui": "name", "Grade": "capacity"}


def test_columns_whose_heading_changed_are_missed() -> None:
    """A renamed heading is said, not read as something else."""
    once, _ = imported(a_folder(people()), a_sheet(("Nom", "Rôle"), ("Léa", "mentor")))
    _, intake = imported(once, a_sheet(("Nom", "Role 2"), ("Léa", "mentee")))
    assert codes(intake) == ["missing-column"]
    assert intake.columns[1].how == "unknown"


def test_a_topic_column_without_its_topic_is_said() -> None:
    """import.yaml names a topic that nobody has defined."""
    mine = "sheets: [{id: people, columns: {Nom: name, Jeux: offers.games}, defaults: {role: mentor}}]\n"
    sheet = a_sheet(("Nom", "Jeux"), ("Léa", "4"))
    after, intake = imported(a_folder({**people(), "import.yaml": mine}), sheet)
    assert codes(intake) == ["no-topic"]
    assert not read_people(after)["lea"].offers


def test_its_memory_is_one_line_for_each_person_and_names_no_value() -> None:
    """A digest each; what the cells say stands nowhere in it."""
    sheet = a_sheet(("Nom", "Rôle", "Service"), ("Léa Quéinnec", "mentor", "Trésorerie"))
    after, _ = imported(a_folder(people()), sheet)
    text = after.files["import.yaml"].decode()
    (line,) = [line for line in text.splitlines() if "lea-queinnec:" in line]
    assert len(line) < 100
    assert "Quéinnec" not in text
    assert "Trésorerie" not in text


def test_a_new_file_explains_itself_in_the_language_of_the_program() -> None:
    """Four lines of comment, translated."""
    assert (
        speak("fr")
        .text(
            "columns: which heading is which key of participants.yaml; ignore leaves a column out."
        )
        .startswith("columns\u00a0: quel en-tête")
    )


def test_the_examples_of_the_manual_are_right() -> None:
    """Every piece of import.yaml in docs/import.md is one that rmentor accepts."""
    manual = Path(__file__).parents[2] / "docs" / "import.md"
    pieces = re.findall(r"(?ms)^ *```yaml\n(.*?)^ *```", manual.read_text("utf-8"))
    assert len(pieces) == 3
    for piece in pieces:
        document = load_yaml(textwrap.dedent(piece).encode()).value
        found = [parse_mappings(document, kind) for kind in (SHEETS, SURVEYS)]
        assert sum(len(mappings) for mappings, _ in found) == 1
        assert not any(problems for _, problems in found)
