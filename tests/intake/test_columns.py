"""Headings in French and English find their keys; sensitive ones find none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.intake.columns import guess, mapping_for
from rmentor.intake.context import KEYS
from rmentor.intake.headings import is_sensitive, key_of
from rmentor.intake.mapping import IGNORE, NAME_KEYS, SheetMapping
from tests.intake.desk import a_sheet, topics


def _key(heading: str, *cells: str, name: str = "people") -> str:
    """Key that a column of these cells is guessed to be."""
    return guess(
        a_sheet(["#", heading], *(["x", cell] for cell in cells), name=name), topics()
    ).columns[heading]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Prénom", "first-name"), ("NOM DE FAMILLE", "last-name"), ("Full name", "name"),
        ("Adresse e-mail", "email"), ("E-mail address", "email"), ("Courriel", "email"),
        ("Rôle", "role"), ("Volontaire", "volunteer"), ("Grade (1-9)", "seniority"),
        ("Niveau hiérarchique", "seniority"), ("Service", "department"), ("Department", "department"),
        ("Site de rattachement", "site"), ("N+1", "manager"), ("Line manager", "manager"),
        ("Entreprise", "organisation"), ("Langues parlées", "languages"), ("Languages", "languages"),
        ("Compétences offertes", "offers"), ("Can teach", "offers"),
        ("Que souhaitez-vous apprendre ?", "wants"), ("What would you like to learn?", "wants"),
        ("Sur quels sujets pouvez-vous transmettre ?", "offers"),
        ("Centres d’intérêt", "interests"), ("Hobbies", "interests"),
        ("Vos disponibilités dans la semaine", "availability"), ("Availability", "availability"),
        ("Congés prévus", "away"), ("Combien de mentorés accepteriez-vous ?", "capacity"),
        ("People I would rather not be paired with", "avoid"), ("Mentor souhaité", "prefer"),
        ("Quel est votre nom de famille ?", "last-name"),
    ],
)  # fmt: skip
def test_headings_find_their_keys(heading: str, key: str) -> None:
    """Words, abbreviations and whole questions, with accents or without."""
    assert _key(heading) == key
    assert _key(heading.upper()) == key


@pytest.mark.parametrize(
    "heading",
    [
        "Âge", "Age", "Tranche d’âge", "Date de naissance", "Date of birth", "Genre", "Sexe", "Gender",
        "Civilité", "Nationalité", "Country of origin", "Origine", "Religion", "RQTH",
        "Situation de handicap", "Santé", "Marital status", "identity to match", "characteristics",
        "match with similar identity", "Female", "Male", "Sexual orientation", "Pregnant?",
        "Appartenance syndicale", "Number of children",
    ],
)  # fmt: skip
def test_sensitive_columns_are_never_read(heading: str) -> None:
    """Age, sex, origin, health, beliefs: there is no field for any of them."""
    assert is_sensitive(heading)
    assert _key(heading, "52", "F") == IGNORE


@pytest.mark.parametrize(
    "heading",
    ["Agence", "Management", "Message", "Sexagésime", "Originalité", "Langue", "Service", "Image"],
)
def test_words_that_only_look_sensitive_are_not(heading: str) -> None:
    """Whole words decide, not their letters."""
    assert not is_sensitive(heading)


@pytest.mark.parametrize(
    ("heading", "cells", "key"),
    [
        ("LinkedIn", ["www.linkedin.com/in/a", "www.linkedin.com/in/b"], IGNORE),
        ("LinkedIn", ["5", "3"], "offers.linkedin"),
        ("Peut enseigner : TikTok et vidéo courte", ["x", ""], "offers.tiktok"),
        ("Which of these do you want to learn? [Budget and finance]", ["2"], "wants.budgeting"),
        ("Teams", ["Marketing", "Ventes"], IGNORE),
        ("ID", ["1", "2"], IGNORE),
        ("ID", ["lea-m", "jo-k"], "id"),
        ("Email", ["owner@x.org", "owner@x.org"], IGNORE),
        ("Statut", ["CDI", "CDD"], IGNORE),
        ("Statut", ["actif", "en pause"], "status"),
        ("Format", ["présentiel", "visio"], "mode"),
        ("Motivation", ["J’aime transmettre", "Pour apprendre"], IGNORE),
        ("Motivation", ["4", "5"], "drive"),
        ("Manager", ["oui", "non"], IGNORE),
    ],
)
def test_a_heading_is_believed_only_if_its_cells_agree(
    heading: str, cells: list[str], key: str
) -> None:
    """A column of addresses is no column of levels, whatever its heading."""
    assert _key(heading, *cells) == key


def test_the_name_of_the_sheet_tells_the_role() -> None:
    """mentors.csv and mentorés.csv; what is said on the command line goes before."""
    for name, role in (("Mentors 2027", "mentor"), ("liste des mentoré·es", "mentee")):
        assert guess(a_sheet(["Nom"], name=name), topics()).defaults == {"role": role}
    assert not guess(a_sheet(["Nom"], name="mentors et mentorés"), topics()).defaults
    sheet = a_sheet(["Nom", "Les deux ?"], ["Léa", "oui"], name="mentors")
    assert guess(sheet, topics(), role="mentee").defaults == {"role": "mentee"}


def test_topic_columns_of_learners_are_wishes_or_levels() -> None:
    """Ticks say what they want, figures how much they know."""
    assert _key("LinkedIn", "x", "", name="mentees") == "wants.linkedin"
    assert _key("LinkedIn", "1", "0", name="mentees") == "levels.linkedin"


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        (["Nom", "Prénom"], ["last-name", "first-name"]),
        (["Name", "Surname"], ["first-name", "last-name"]),
        (["Nom complet", "Prénom", "Nom de famille"], [IGNORE, "first-name", "last-name"]),
        (["Full name", "Surname"], ["name", IGNORE]),
        (["Nom complet", "Prénom"], ["name", IGNORE]),
        (["Nom"], ["name"]),
    ],
)
def test_a_name_is_whole_or_of_two_parts(headings: list[str], keys: list[str]) -> None:
    """Beside "Prénom", "Nom" is a last name; alone, it is the whole name."""
    assert list(guess(a_sheet(headings), topics()).columns.values()) == keys


def test_a_key_goes_to_one_column_only() -> None:
    """Of two columns for one key, the one that says nothing else holds; lists may have several."""
    sheet = a_sheet(["Nom", "E-mail professionnel", "E-mail", "Absences", "Congés"])
    found = guess(sheet, topics()).columns
    assert found["E-mail professionnel"] == IGNORE
    assert (found["E-mail"], found["Absences"], found["Congés"]) == ("email", "away", "away")


def test_a_renamed_sheet_is_known_by_its_headings() -> None:
    """Saved under a new name each month; but a sheet of mentees is never read as one of mentors."""
    old = SheetMapping("mentors-january", {"Nom": "name", "Rang": "seniority"}, stated=True)
    again = a_sheet(["Nom", "Rang"], name="mentors february")
    assert mapping_for(again, [old], topics()) is old
    others = a_sheet(["Nom", "Rang"], name="mentees")
    assert mapping_for(others, [old], topics()) is not old
    more = a_sheet(["Nom", "Rang", "Site"], name="mentors february")
    assert not mapping_for(more, [old], topics()).stated


@given(st.text(max_size=40), st.sampled_from(["Âge", "sexe", "Gender", "santé", "ETHNICITY"]))
def test_any_heading_may_come(heading: str, word: str) -> None:
    """No heading breaks the guess; a sensitive word is one whatever stands around it."""
    found = key_of(heading)
    assert found is None or found[0] in (*KEYS, *NAME_KEYS)
    assert is_sensitive(f"{heading} {word} {heading}")
