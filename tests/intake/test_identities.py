"""Whom a row is about: by id, e-mail, or a name that only one person has."""

from __future__ import annotations

from tests.intake.desk import a_folder, a_sheet, codes, imported, people, read_people

HEAD = ("ID", "Nom", "E-mail", "Site")
LEA = "{id: lea, name: Léa Martin, email: lea@x.org, role: mentor}"


def test_an_id_goes_before_everything_else() -> None:
    """Somebody who changed both name and e-mail is still the same person."""
    sheet = a_sheet(HEAD, ("lea", "Léa Blanc", "l.blanc@x.org", "Lyon"))
    after, intake = imported(a_folder(people(LEA)), sheet, role="mentor")
    assert intake.changed == ("lea",)
    assert read_people(after)["lea"].email == "l.blanc@x.org"


def test_an_e_mail_finds_a_person_in_any_case() -> None:
    """LEA@X.ORG is hers, too; the spelling in the file stays."""
    after, intake = imported(
        a_folder(people(LEA)), a_sheet(HEAD, ("", "LEA MARTIN", "LEA@X.ORG", "Lyon")), role="mentor"
    )
    person = read_people(after)["lea"]
    assert (person.name, person.email, person.site) == ("Léa Martin", "lea@x.org", "Lyon")
    assert [each.key for each in intake.differences] == ["site"]


def test_a_name_finds_a_person_without_e_mail() -> None:
    """Accents and capitals aside, where only one has it."""
    after, intake = imported(
        a_folder(people("{id: zoe, name: Zoé Roux, role: mentor}")),
        a_sheet(HEAD, ("", "zoe ROUX", "zoe@x.org", "")),
        role="mentor",
    )
    assert intake.changed == ("zoe",)
    assert read_people(after)["zoe"].email == "zoe@x.org"


def test_somebody_called_like_a_device_comes_in_and_is_known_again() -> None:
    """Con is a first name; an id of a person's is the name of files, on Windows as well."""
    sheet = a_sheet(HEAD, ("", "Con", "", "Lyon"), ("aux", "Ann Ux", "", ""))
    after, intake = imported(a_folder(), sheet, role="mentor")
    assert intake.added == ("con-2", "aux-2")
    _, again = imported(after, sheet, role="mentor")
    assert (again.added, again.changed) == ((), ())


def test_namesakes_with_other_e_mails_are_other_people() -> None:
    """Two Léa Martins may both take part; the note says whom the second was taken for."""
    after, intake = imported(
        a_folder(people(LEA)), a_sheet(HEAD, ("", "Léa Martin", "other@x.org", "")), role="mentor"
    )
    assert codes(intake) == ["namesake"]
    assert set(read_people(after)) == {"lea", "lea-martin"}
    again, second = imported(
        after, a_sheet(HEAD, ("", "Léa Martin", "other@x.org", "")), role="mentor"
    )
    assert (again.files, codes(second)) == (after.files, [])


def test_a_name_that_two_people_have_finds_neither() -> None:
    """The row is left out; an e-mail would tell."""
    folder = a_folder(
        people("{id: a, name: Jo Roux, role: mentor}", "{id: b, name: Jo Roux, role: mentee}")
    )
    _, intake = imported(folder, a_sheet(HEAD, ("", "Jo Roux", "", "Lyon")), role="mentor")
    assert codes(intake) == ["several-people"]
    assert not intake.changes


def test_an_e_mail_corrected_in_the_sheet_is_a_change_not_a_person() -> None:
    """The old address is nowhere in the sheet any more."""
    once, _ = imported(
        a_folder(people()), a_sheet(HEAD, ("", "Léa Martin", "lea@x", "")), role="mentor"
    )
    once, _ = imported(once, a_sheet(HEAD, ("", "Léa Martin", "lea@y.org", "")), role="mentor")
    after, intake = imported(
        once, a_sheet(HEAD, ("", "Léa Martin", "lea@x.org", "")), role="mentor"
    )
    assert intake.changed == ("lea-martin",)
    assert read_people(after)["lea-martin"].email == "lea@x.org"


def test_an_e_mail_edited_by_hand_stays_hers() -> None:
    """The sheet still has the old one: found by it, and the new one is kept."""
    sheet = a_sheet(HEAD, ("", "Léa Martin", "lea@x.org", "Lyon"))
    once, _ = imported(a_folder(people()), sheet, role="mentor")
    text = once.files["participants.yaml"].replace(b"lea@x.org", b"lea.martin@y.org")
    text = text.replace("Léa Martin".encode(), "Léa M.".encode())
    edited = a_folder({**once.files, "participants.yaml": text})
    after, intake = imported(edited, sheet)
    assert after.files == edited.files
    assert {each.key for each in intake.kept} == {"name", "email"}


def test_one_e_mail_for_two_ids_goes_to_the_first() -> None:
    """A shared mailbox is nobody's own."""
    sheet = a_sheet(
        HEAD,
        ("a1", "Léa", "team@x.org", ""),
        ("b2", "Jo", "team@x.org", ""),
        ("c3", "Zoé", "zoe@x.org", ""),
    )
    after, intake = imported(a_folder(people()), sheet, role="mentor")
    assert codes(intake) == ["shared-email"]
    found = read_people(after)
    assert (found["a1"].email, found["b2"].email) == ("team@x.org", None)
    again, second = imported(after, sheet, role="mentor")
    assert (again.files, second.changes) == (after.files, ())


def test_people_without_letters_in_their_name_get_an_id_all_the_same() -> None:
    """Names in any script, and two of them."""
    sheet = a_sheet(HEAD, ("", "李明", "l@x.org", ""), ("", "王芳", "w@x.org", ""))
    after, _ = imported(a_folder(people()), sheet, role="mentor")
    assert {person.name for person in read_people(after).values()} == {"李明", "王芳"}


def test_people_are_named_by_id_e_mail_or_name_in_any_row() -> None:
    """Also those who stand further down."""
    head = ("Nom", "E-mail", "À éviter", "Mentor souhaité", "Manager")
    sheet = a_sheet(
        head,
        ("Léa Martin", "lea@x.org", "jo@x.org; Zoé Roux", "", "Zoé Roux"),
        ("Jo Blanc", "jo@x.org", "", "lea-martin zoe-roux", ""),
        ("Zoé Roux", "", "", "Inconnu", ""),
    )
    after, intake = imported(a_folder(people()), sheet, role="both")
    found = read_people(after)
    assert found["lea-martin"].avoid == ("jo-blanc", "zoe-roux")
    assert found["jo-blanc"].prefer == ("lea-martin", "zoe-roux")
    assert found["lea-martin"].manager == "zoe-roux"
    assert codes(intake) == ["unknown-person"]
