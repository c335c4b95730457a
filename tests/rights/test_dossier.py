"""What a person is handed: all of their own, and of others the names alone."""

from __future__ import annotations

import json

from rmentor.language.catalogue import speak
from rmentor.reporting.rights.dossier import Document, Held, dossier
from rmentor.reporting.rights.page import dossier_page
from tests.folder.whole_program import WHOLE
from tests.rights.folders import loaded

FILES = {
    **WHOLE,
    "surveys/pulse.csv": (
        "person,role,pair,session,date,useful,fit\n"
        "catherine-a,mentee,pauline-r--catherine-a,1,2027-01-20,4,good\n"
        "pauline-r,mentor,pauline-r--catherine-a,1,2027-01-20,,deciding\n"
    ),
    "surveys/final-manager.yaml": (
        "title: Managers\naudience: [manager]\nitems: [{id: practice, text: I see a change}]\n"
    ),
    "surveys/final-manager.csv": "person,role,pair,session,date,practice\npauline-r,manager,,,2027-06-21,3\n",
}
PROGRAM = loaded(FILES)


def _of(who: str) -> Document:
    held = Held("participants.yaml", {"sheets/s": "name=12345678"}, mentions=[("program.yaml", 3)])
    return dossier(PROGRAM, who, held, speak("en"))


def test_answers_are_handed_to_whoever_gave_them() -> None:
    """A manager's about a person are the manager's; the person hears that there are some, and when."""
    mine = {(each["role"], json.dumps(each.get("answers"))) for each in _of("pauline-r")["answers"]}
    assert mine == {("mentor", '{"fit": "deciding"}'), ("manager", "null")}
    managers = [each for each in _of("catherine-a")["answers"] if each.get("about")]
    (about,) = managers
    assert (about["about"]["id"], about["answers"]) == ("pauline-r", {"practice": 3})


def test_what_one_side_of_a_group_felt_is_nobodys_own() -> None:
    """Two mentors lead it: its one mentee has a pulse, and neither mentor has."""
    (mine,) = [each for each in _of("pauline-r")["journal"] if each["session"] == 1]
    assert "pulse" not in mine
    assert "actions" not in mine
    (theirs,) = [each for each in _of("catherine-a")["journal"] if each["session"] == 1]
    assert theirs["pulse"] == 4
    assert theirs["actions"] == [{"what": "Publier", "due": "2027-02-02", "done": False}]
    assert theirs["levels"] == {"linkedin": 2}


def test_former_members_find_their_group() -> None:
    """With their last day in it."""
    groups = {each["id"]: each for each in _of("no")["pairs"]}
    assert groups["pauline-r--our-crm"]["role"] == "mentor"
    assert groups["pauline-r--our-crm"]["until"] == "2027-02-01"


def test_a_reason_in_somebodys_own_words_is_left_out() -> None:
    """It may be about the partner."""
    assert "Nouveau poste" not in json.dumps(_of("catherine-a"))


def test_wishes_of_others_are_left_out_and_own_ones_are_there() -> None:
    """Whom a person avoids is theirs; who avoids them is not."""
    assert _of("pauline-r")["person"]["avoid"] == ["no"]
    assert "avoid" not in json.dumps({**_of("no"), "not_in_it": []})


def test_the_page_says_all_of_it_in_both_languages() -> None:
    """Every value of the JSON that is a text of its own stands on the page."""
    for code in ("fr", "en"):
        document = dossier(PROGRAM, "pauline-r", Held("participants.yaml", {}), speak(code))
        page = dossier_page(document, PROGRAM, speak(code)).replace("\\", "")
        for said in ("Pauline R.", "J’ai appris", "Catherine A.", "tue 12:00-15:00", "Transmettre"):
            assert said in page, said
        assert "http" not in page
