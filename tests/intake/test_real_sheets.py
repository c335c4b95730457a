"""Sheets written by others (data/SOURCES.md), imported into a new program, with mapping and without."""

from __future__ import annotations

import pytest

from rmentor.folder.read import Sources
from rmentor.intake.sheets import Sheet
from tests.intake.desk import (
    DATA,
    MAPPINGS,
    a_folder,
    codes,
    imported,
    read,
    read_people,
)

POLICY = "topics:\n  - {id: policy, title: {fr: Politiques publiques, en: Public policy}}\n"


def _civil_service() -> tuple[Sources, list[Sheet]]:
    mapping = (MAPPINGS / "civil-service.yaml").read_bytes()
    folder = a_folder({"import.yaml": mapping, "topics.yaml": POLICY})
    return folder, [read(DATA / name) for name in ("mentors.csv", "mentees.csv")]


def _company() -> tuple[Sources, list[Sheet]]:
    folder = a_folder({"import.yaml": (MAPPINGS / "company.yaml").read_bytes()})
    return folder, [read(DATA / "applications.xlsx", sheet) for sheet in ("mentor", "mentee")]


@pytest.mark.parametrize("case", [_civil_service, _company])
def test_real_sheets_come_in_and_again_change_nothing(
    case: object,
) -> None:
    """Both sheets of each source; the folder loads without errors after every one of them."""
    folder, sheets = case()  # type: ignore[operator]
    for sheet in sheets:
        folder, intake = imported(folder, sheet)
        assert len(intake.added) == len(sheet.rows)
        read_people(folder)
    for sheet in sheets:
        again, intake = imported(folder, sheet)
        assert (again.files, intake.changes) == (folder.files, ())


def test_the_civil_service_s_mentors_are_those_who_learn() -> None:
    """The mapping turns the traditional direction round, orders the grades and reads no identity."""
    folder, (mentors, mentees) = _civil_service()
    folder, first = imported(folder, mentors)
    folder, second = imported(folder, mentees)
    assert not (*first.problems, *second.problems)
    people = read_people(folder)
    assert {p.role for p in people.values() if p.id.startswith("mentor")} == {"mentee", "both"}
    assert {p.role for p in people.values() if p.id.startswith("mentee")} == {"mentor", "both"}
    director, analyst = people["mentor-00"], people["mentee-00"]
    assert (director.seniority, analyst.seniority) == (11, 4)
    assert director.wants == {"new-employees": 1, "policy": 2}
    assert analyst.offers == {"phishing": 5}
    assert all(p.volunteer and p.department for p in people.values())
    written = folder.files["participants.yaml"] + folder.files["import.yaml"]
    for word in (b"Bisexual", b"Gay", b"Transgender", b"My name is"):
        assert word not in written


def test_the_company_s_form_is_read_as_people_filled_it_in() -> None:
    """Questions as headings, several answers in a cell, words for numbers, numbers for people."""
    folder, (mentors, mentees) = _company()
    folder, _ = imported(folder, mentors)
    folder, intake = imported(folder, mentees)
    assert codes(intake) == ["shared-email"]
    people = read_people(folder)
    abby, zarek = people["123456789"], people["987654321"]
    assert (abby.name, abby.seniority, abby.capacity) == ("Abby Arand", 6, 1)
    assert abby.offers == {"public-speaking": 4, "leadership": 3}
    assert people["345678912"].capacity == 2
    assert zarek.prefer == ("123456789", "234567891")
    assert zarek.wants == {"public-speaking": 3, "leadership": 2}
    assert people["765432198"].prefer == ("456789123",)
    assert all(person.volunteer for person in people.values())
    written = folder.files["participants.yaml"].lower()
    assert b"female" not in written
    assert b"form owner" not in written


def test_without_a_mapping_the_headings_are_understood_as_far_as_they_go() -> None:
    """Names, addresses, departments, sites and wishes are found; grades ask for their order."""
    sheet = read(DATA / "applications.xlsx", "mentee")
    folder, intake = imported(a_folder(), sheet)
    keys = {column.header: column.key for column in intake.columns}
    assert keys["First Name"] == "first-name"
    assert keys["J&J Email Address"] == "email"
    assert (keys["Email"], keys["Name"], keys["ID"]) == (None, None, None)
    assert keys["Which is your home office?"] == "site"
    assert keys["WWIDs of Preferred Mentor"] == "prefer"
    assert len(intake.added) == 6
    assert set(codes(intake)) == {
        "unknown-grade", "unknown-person", "close-topic", "unknown-topic", "same-person"
    }  # fmt: skip
    hows = {
        column.how for column in intake.columns if column.header in ("Gender", "Female", "Male")
    }
    assert hows == {"sensitive"}
    assert b"Vice President Level 50-59: null" in folder.files["import.yaml"] or (
        b"Vice President Level 50-59:\n" in folder.files["import.yaml"]
    )


def test_a_sheet_of_the_other_direction_is_turned_round_by_one_option() -> None:
    """--role mentee on the sheet of the traditional mentors: "both: no" means mentee."""
    folder, _ = imported(a_folder(), read(DATA / "mentors.csv"), role="mentee")
    assert {person.role for person in read_people(folder).values()} == {"mentee", "both"}
