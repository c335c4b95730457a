"""Answers before the start propose changes of participants, and no more than people say of themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rmentor.changes import Put
from rmentor.folder.edit import apply
from rmentor.folder.read import Sources
from rmentor.model.windows import Window
from tests.intake.answer_forms import ANSWERS, PEOPLE, Form, Run, a_programme, an_export, run
from tests.intake.desk import read_people

MENTORS = ANSWERS / "google-forms-intake-mentor-fr.csv"
MENTEES = ANSWERS / "google-forms-intake-mentee-en.csv"
YES = Form(accepted=True)
HEADINGS = ("Timestamp", "Email", "Name", "offers", "why", "dont-know", "avoid", "availability")


def _applied(folder: Path, *rows: tuple[str, ...], sources: Sources | None = None) -> Run:
    file = an_export(folder, HEADINGS, *rows)
    return run(sources or a_programme(), "intake-mentor", file, form=YES)


def _edited(sources: Sources, person: str, key: str, value: object) -> Sources:
    """The folder after somebody edited a value by hand."""
    change = Put("participants.yaml", ("participants", person, key), value)
    changed = {path: text for path, text in apply(sources, [change]).items() if text}
    return Sources(None, {**sources.files, **changed})


def test_somebody_new_has_applied_and_said_yes() -> None:
    """Not yet accepted, a volunteer since the day of the answer; the form's own words are understood."""
    done = run(a_programme(), "intake-mentor", MENTORS, form=YES)
    hugo = read_people(done.sources)["hugo-petit"]
    assert (hugo.name, hugo.email, hugo.role) == ("Hugo Petit", "hugo.petit@example.org", "mentor")
    assert (hugo.status, hugo.volunteer, hugo.volunteered) == ("applied", True, date(2026, 11, 30))
    assert (hugo.offers, hugo.avoid, hugo.languages) == ({"linkedin": 5, "tiktok": 4}, ("max",), ("en", "fr"))  # fmt: skip
    assert (set(hugo.interests), hugo.department) == (
        {"photographie", "course à pied"},
        "Comptabilité",
    )
    day = 24 * 60
    assert hugo.availability == (
        Window(day + 720, day + 840),
        Window(3 * day + 1020, 3 * day + 1140),
    )


def test_drive_and_reasons_never_get_into_participants() -> None:
    """The form asks for motivation: it is not read; why somebody volunteers stays with the answers."""
    done = run(a_programme(), "intake-mentor", MENTORS, form=YES)
    people = read_people(done.sources)
    assert {people[each].drive for each in ("hugo-petit", "lea")} == {None}
    assert b"apprendre autant" not in done.sources.files["participants.yaml"]
    assert b"apprendre autant" in done.sources.files["surveys/intake-mentor.csv"]
    (column,) = [c for c in done.found.export.columns if c.header.startswith("Motivation")]
    assert column.key is None


def test_of_somebody_known_only_what_they_say_of_themselves_is_taken_over() -> None:
    """Level, times and languages; not the department, not the status."""
    done = run(a_programme(), "intake-mentor", MENTORS, form=YES)
    lea = read_people(done.sources)["lea"]
    assert (lea.offers, lea.languages, lea.status) == ({"linkedin": 4}, ("fr",), "active")
    assert (lea.department, lea.volunteered) == (None, None)
    assert done.found.people is not None
    assert {each.key for each in done.found.people.intake.differences} == {"offers.linkedin", "languages", "availability"}  # fmt: skip


def test_mentees_say_what_they_want_and_can_give_back() -> None:
    """Topics in one cell each: importance, own level, and what comes back."""
    nora = read_people(run(a_programme(), "intake-mentee", MENTEES, form=YES).sources)["nora-lind"]
    assert (nora.role, nora.wants) == ("mentee", {"linkedin": 3, "tiktok": 1})
    assert (nora.levels, nora.offers) == ({"linkedin": 1}, {"budgeting": 5})


def test_without_a_yes_participants_stay_and_newcomers_wait() -> None:
    """Answers of people who are known come in; of others it is said what would add them."""
    done = run(a_programme(), "intake-mentor", MENTORS)
    assert done.sources.files["participants.yaml"] == PEOPLE.encode()
    assert [answer.person for answer in done.answers] == ["lea"]
    assert (done.codes, done.counts) == (["answer-newcomer"], {"new": 1, "refused": 1})
    assert b"    seen:" not in done.sources.files["import.yaml"]
    later = run(done.sources, "intake-mentor", MENTORS, form=YES)
    assert later.counts == {"new": 1, "same": 1}


def test_hand_edits_stay_as_in_an_import_of_people(tmp_path: Path) -> None:
    """What was edited since the last import stays; what changed in the form since is taken; both: told."""
    row = [
        "2026-12-01",
        "lea.martin@example.org",
        "Léa Martin",
        "linkedin 4",
        "",
        "5",
        "",
        "tue 12:00-14:00",
    ]
    first = _applied(tmp_path, tuple(row))
    edited = _edited(first.sources, "lea", "availability", ["fri 12:00-14:00"])
    again = _applied(tmp_path, tuple(row), sources=edited)
    assert again.found.changes == ()
    row[0], row[3] = "2026-12-05", "linkedin 5"
    taken = _applied(tmp_path, tuple(row), sources=edited)
    lea = read_people(taken.sources)["lea"]
    assert (lea.offers, lea.availability) == ({"linkedin": 5}, (Window(4 * 1440 + 720, 4 * 1440 + 840),))  # fmt: skip
    row[0], row[7] = "2026-12-06", "wed 12:00-14:00"
    both = _applied(tmp_path, tuple(row), sources=taken.sources)
    assert both.codes == ["both-changed"]
    assert read_people(both.sources)["lea"].availability == lea.availability


def test_somebody_who_was_taken_out_does_not_come_back(tmp_path: Path) -> None:
    """As with a sheet of people: the run says so."""
    row = ("2026-12-01", "hugo@example.org", "Hugo Petit", "", "x", "5", "", "")
    lea = ("2026-12-01", "lea.martin@example.org", "Léa Martin", "tiktok 4", "", "5", "", "")
    first = _applied(tmp_path, row, lea)
    files = {**first.sources.files, "participants.yaml": PEOPLE.encode()}
    del files["surveys/intake-mentor.csv"]
    again = _applied(tmp_path, row, lea, sources=Sources(None, files))
    assert (again.codes, [answer.person for answer in again.answers]) == (
        ["removed-since"],
        ["lea"],
    )
    assert set(read_people(again.sources)) == {"lea", "tom", "zoe", "eva", "max", "ines"}


def test_a_no_that_was_written_down_stays_a_no(tmp_path: Path) -> None:
    """Whoever is no volunteer by the file is none by an old form; whoever said nothing yet has said yes."""
    people = PEOPLE + (
        "  - {id: noe, name: Noé Petit, email: noe@example.org, role: mentor, volunteer: false}\n"
        "  - {id: ada, name: Ada Petit, email: ada@example.org, role: mentor}\n"
    )
    sources = a_programme({"participants.yaml": people})
    rows = [
        ("2026-12-01", "noe@example.org", "Noé Petit", "", "x", "5", "", ""),
        ("2026-12-02", "ada@example.org", "Ada Petit", "", "x", "5", "", ""),
    ]
    found = read_people(_applied(tmp_path, *rows, sources=sources).sources)
    assert (found["noe"].volunteer, found["noe"].volunteered) == (False, None)
    assert (found["ada"].volunteer, found["ada"].volunteered) == (True, date(2026, 12, 2))


def test_a_mentor_who_would_like_to_learn_too_becomes_both(tmp_path: Path) -> None:
    """As somebody in a sheet of mentors and in another of mentees does."""
    file = an_export(tmp_path, ("Email", "Name", "wants", "beginner"), ("lea.martin@example.org", "Léa Martin", "budgeting 3", "5"))  # fmt: skip
    done = run(a_programme(), "intake-mentee", file, form=YES)
    lea = read_people(done.sources)["lea"]
    assert (lea.role, lea.wants) == ("both", {"budgeting": 3})
    assert done.answer.role == "mentee"


def test_of_two_answers_of_one_person_the_later_counts(tmp_path: Path) -> None:
    """For the person as for the answer; in any order of the rows."""
    rows = [
        ("2026-12-05", "hugo@example.org", "Hugo Petit", "linkedin 5", "b", "5", "", ""),
        ("2026-12-01", "Hugo@example.org", "Hugo Petit", "linkedin 3", "a", "4", "", ""),
    ]
    done = _applied(tmp_path, *rows)
    hugo = read_people(done.sources)["hugo-petit"]
    assert (hugo.offers, hugo.volunteered) == ({"linkedin": 5}, date(2026, 12, 5))
    assert (done.counts, done.answer.words["why"]) == ({"new": 1, "earlier": 1}, "b")


def test_a_row_off_the_scale_brings_nobody_in(tmp_path: Path) -> None:
    """It is refused whole, until it is put right; an unknown topic leaves only its cell out."""
    off = _applied(tmp_path, ("2026-12-05", "hugo@example.org", "Hugo Petit", "", "b", "7", "", ""))
    assert (off.codes, off.found.people) == (["off-scale"], None)
    row = (
        "2026-12-05",
        "hugo@example.org",
        "Hugo Petit",
        "linkedin 5; Macramé 4",
        "b",
        "5",
        "Nobody Here",
        "12-2",
    )
    some = _applied(tmp_path, row)
    assert sorted(some.codes) == ["unknown-person", "unknown-topic", "wrong-window"]
    assert read_people(some.sources)["hugo-petit"].offers == {"linkedin": 5}
    assert some.answer.words["avoid"] == "Nobody Here"
    assert "Macramé:" in some.sources.files["import.yaml"].decode()


@pytest.mark.parametrize(
    ("person", "known"),
    [("lea", "lea"), ("Léa Martin", "lea"), ("lea.martin@example.org", "lea"), ("MARTIN Léa", "lea"), ("Hugo Petit", "hugo-petit")],
)  # fmt: skip
def test_our_own_page_asks_for_a_name_or_an_address(
    tmp_path: Path, person: str, known: str
) -> None:
    """Whoever is known is found by either; whoever is new needs a name."""
    file = an_export(
        tmp_path, ("person", "role", "date", "why"), (person, "mentor", "2026-12-01", "x")
    )
    done = run(a_programme(), "intake-mentor", file, form=YES)
    assert done.answer.person == known
    assert set(read_people(done.sources)) - {known} == {"lea", "tom", "zoe", "eva", "max", "ines"} - {known}  # fmt: skip


def test_an_address_alone_makes_nobody_new(tmp_path: Path) -> None:
    """There is no name to write: the row stays out, and says so."""
    file = an_export(tmp_path, ("person", "role", "why"), ("hugo@example.org", "mentor", "x"))
    done = run(a_programme(), "intake-mentor", file, form=YES)
    assert (done.codes, done.answers) == (["no-name"], ())


def test_a_namesake_with_another_address_is_somebody_else(tmp_path: Path) -> None:
    """Nobody's data is changed by somebody of the same name; a note says so."""
    row = ("2026-12-01", "lea@elsewhere.example", "Léa Martin", "", "x", "5", "", "")
    done = _applied(tmp_path, row)
    assert (done.codes, done.answer.person) == (["namesake"], "lea-martin")
