"""What an import adds and changes, and what it leaves alone."""

from __future__ import annotations

import itertools
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.changes import Add, Put
from rmentor.folder.read import Sources
from rmentor.intake.merge import people_file
from rmentor.intake.sheets import Sheet
from tests.builders import sources_of
from tests.intake.desk import a_folder, a_sheet, codes, imported, people, read_people

HEAD = (
    "Nom",
    "E-mail",
    "Rôle",
    "Volontaire",
    "Service",
    "Je peux transmettre",
    "Centres d’intérêt",
)
LEA = ("Léa Martin", "lea@x.org", "mentor", "oui", "RH", "linkedin: 5", "voile, vélo")
JO = ("Jo Blanc", "jo@x.org", "mentee", "oui", "Ventes", "budgeting: 4", "")


def _text(sources: Sources, path: str = "participants.yaml") -> str:
    return sources.files[path].decode()


def _edited(sources: Sources, before: str, after: str) -> Sources:
    """The folder after a hand edit of participants.yaml."""
    text = _text(sources)
    assert before in text, text
    return a_folder({**sources.files, "participants.yaml": text.replace(before, after, 1)})


def _row(base: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    return tuple(
        cells.get(re.sub(r"\W", "_", heading), cell)
        for heading, cell in zip(HEAD, base, strict=True)
    )


def test_a_new_person_has_what_the_row_says_and_nothing_else() -> None:
    """Keys in the order of the contract, the id from the name."""
    after, intake = imported(a_folder(people()), a_sheet(HEAD, LEA, JO))
    assert intake.added == ("lea-martin", "jo-blanc")
    assert _text(after).split("participants:\n")[1].split("  - id: jo")[0] == (
        "  - id: lea-martin\n"
        "    name: Léa Martin\n"
        "    email: lea@x.org\n"
        "    role: mentor\n"
        "    volunteer: true\n"
        "    department: RH\n"
        "    offers: {linkedin: 5}\n"
        "    interests: [voile, vélo]\n"
    )
    assert not intake.problems


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_second_import_of_a_sheet_changes_nothing(language: str) -> None:
    """Not one byte, and not one change to carry out."""
    folder = a_folder(people())
    program = folder.files["program.yaml"].replace(
        b"language: en", f"language: {language}".encode()
    )
    once, _ = imported(a_folder({**folder.files, "program.yaml": program}), a_sheet(HEAD, LEA, JO))
    twice, intake = imported(once, a_sheet(HEAD, LEA, JO))
    assert intake.changes == ()
    assert twice.files == once.files
    assert intake.unchanged == ("lea-martin", "jo-blanc")
    assert ("Comment les feuilles" in _text(once, "import.yaml")) == (language == "fr")


def test_a_changed_cell_changes_one_line_and_one_line_of_memory() -> None:
    """The diff shows what changed in the sheet."""
    once, _ = imported(a_folder(people()), a_sheet(HEAD, LEA, JO))
    after, intake = imported(once, a_sheet(HEAD, _row(LEA, Service="Paie"), JO))
    assert [(each.person, each.key, each.before, each.after) for each in intake.differences] == [
        ("lea-martin", "department", "RH", "Paie")
    ]
    for path in ("participants.yaml", "import.yaml"):
        pairs = zip(_text(once, path).splitlines(), _text(after, path).splitlines(), strict=True)
        assert sum(old != new for old, new in pairs) == 1


_VALUES = {
    "Service": ("department", ("RH", "Paie", "Ventes")),
    "Je peux transmettre": ("offers", ("linkedin: 5", "linkedin: 3", "linkedin: 4")),
    "Centres d’intérêt": ("interests", ("voile, vélo", "cuisine", "lecture")),
}


def _in_file(key: str, cell: str) -> str:
    """What participants.yaml says for a cell."""
    return {"offers": f"{{{cell}}}", "interests": f"[{cell}]"}.get(key, cell)


def _as_read(key: str, cell: str) -> object:
    if key == "offers":
        return {"linkedin": int(cell[-1])} if cell else {}
    if key == "interests":
        return tuple(cell.split(", ")) if cell else ()
    return cell or None


@pytest.mark.parametrize("heading", list(_VALUES))
def test_hand_edits_stay_and_changes_of_the_sheet_come(heading: str) -> None:
    """For what was imported, what a hand made of it and what the sheet says now, all cases.

    The sheet is taken only where it changed and the hand did not; a cell that is empty erases
    nothing; where both changed, the hand edit stays and is said.
    """
    key, values = _VALUES[heading]
    for hand, now in itertools.product((*values, ""), (*values, "")):
        imported_before = values[0]
        row = dict(zip(HEAD, LEA, strict=True)) | {heading: imported_before}
        once, _ = imported(a_folder(people()), a_sheet(HEAD, tuple(row.values())))
        line = f"    {key}: {_in_file(key, imported_before)}\n"
        edited = _edited(once, line, f"    {key}: {_in_file(key, hand)}\n" if hand else "")
        after, intake = imported(edited, a_sheet(HEAD, tuple((row | {heading: now}).values())))
        takes = now not in ("", imported_before, hand) and hand == imported_before
        wanted = now if takes else hand
        assert getattr(read_people(after)["lea-martin"], key) == _as_read(key, wanted), (hand, now)
        both = now not in ("", imported_before, hand) and hand != imported_before
        assert codes(intake) == (["both-changed"] if both else []), (hand, now)
        again, second = imported(after, a_sheet(HEAD, tuple((row | {heading: now}).values())))
        assert (again.files, second.changes) == (after.files, ()), (hand, now)


def test_a_hand_edit_of_one_topic_leaves_the_others_to_the_sheet() -> None:
    """Each topic is compared by itself."""
    once, _ = imported(
        a_folder(people()), a_sheet(HEAD, _row(LEA, Je_peux_transmettre="linkedin: 5; tiktok: 4"))
    )
    edited = _edited(once, "linkedin: 5", "linkedin: 2")
    sheet = a_sheet(HEAD, _row(LEA, Je_peux_transmettre="linkedin: 5; tiktok: 3; seo: 4"))
    after, intake = imported(edited, sheet)
    assert read_people(after)["lea-martin"].offers == {"linkedin": 2, "tiktok": 3, "seo": 4}
    assert [each.key for each in intake.kept] == ["offers.linkedin"]


def test_a_topic_that_is_gone_from_a_whole_cell_is_taken_out() -> None:
    """But one that a hand added, or changed, stays."""
    once, _ = imported(
        a_folder(people()),
        a_sheet(HEAD, _row(LEA, Je_peux_transmettre="linkedin: 5; tiktok: 4; slack: 3")),
    )
    edited = _edited(once, "linkedin: 5", "seo: 5, linkedin: 5")
    edited = _edited(edited, "slack: 3", "slack: 5")
    after, _ = imported(edited, a_sheet(HEAD, _row(LEA, Je_peux_transmettre="linkedin: 5")))
    assert read_people(after)["lea-martin"].offers == {"linkedin": 5, "seo": 5, "slack": 5}


def test_a_cell_that_cannot_be_read_whole_takes_nothing_out() -> None:
    """A misspelt topic is not a topic that is gone."""
    once, _ = imported(a_folder(people()), a_sheet(HEAD, LEA))
    after, intake = imported(
        once, a_sheet(HEAD, _row(LEA, Je_peux_transmettre="linkedinn: 5; tiktok: 4"))
    )
    assert read_people(after)["lea-martin"].offers == {"linkedin": 5, "tiktok": 4}
    assert codes(intake) == ["close-topic"]


def test_comments_survive_an_import() -> None:
    """Notes beside people, in their styles, are still there after additions and changes."""
    text = (
        "# our people\nparticipants:\n\n  # asked twice\n"
        "  - {id: lea-martin, name: Léa Martin, email: lea@x.org, role: mentor}   # keen\n"
        "  # the end\n"
    )
    after, intake = imported(a_folder({"participants.yaml": text}), a_sheet(HEAD, LEA, JO))
    for note in ("# our people", "# asked twice", "# keen", "# the end"):
        assert note in _text(after)
    assert (intake.added, intake.changed) == (("jo-blanc",), ("lea-martin",))
    assert read_people(after)["lea-martin"].department == "RH"


def test_two_sheets_make_both_of_somebody_in_both() -> None:
    """mentors.csv and mentees.csv name the same person: she teaches and learns; again, nothing."""
    head = ("Nom", "E-mail")
    mentors, mentees = (
        a_sheet(head, ("Léa Martin", "lea@x.org"), name=name) for name in ("mentors", "mentees")
    )
    folder = a_folder(people())
    for sheet in (mentors, mentees, mentors, mentees):
        folder, intake = imported(folder, sheet)
    assert read_people(folder)["lea-martin"].role == "both"
    assert intake.changes == ()


def test_a_role_said_wrongly_the_first_time_can_be_corrected() -> None:
    """The same sheet with another --role changes the role; it does not make both of it."""
    sheet = a_sheet(("Nom", "E-mail"), ("Léa Martin", "lea@x.org"))
    once, _ = imported(a_folder(people()), sheet, role="mentor")
    after, _ = imported(once, sheet, role="mentee")
    assert read_people(after)["lea-martin"].role == "mentee"
    again, intake = imported(after, sheet)
    assert (again.files, intake.changes) == (after.files, ())


def test_a_sheet_under_another_name_keeps_hand_edits_as_well() -> None:
    """What one sheet brought and a hand changed is not undone by another sheet."""
    once, _ = imported(a_folder(people()), a_sheet(HEAD, LEA))
    edited = _edited(once, "department: RH", "department: Direction")
    other = a_sheet((*HEAD, "Site"), (*LEA, "Lille"), name="export march")
    after, intake = imported(edited, other)
    person = read_people(after)["lea-martin"]
    assert (person.department, person.site) == ("Direction", "Lille")
    assert [each.key for each in intake.kept] == ["department"]


def test_a_default_reaches_people_who_came_before_it() -> None:
    """But nobody whose file says something: a no is a no."""
    head = ("Nom", "Rôle")
    sheet = a_sheet(head, ("Léa Martin", "mentor"), ("Jo Blanc", "mentor"), ("Mia", "mentor"))
    once, intake = imported(a_folder(people()), sheet)
    assert intake.silent == ("lea-martin", "jo-blanc", "mia")
    edited = _edited(once, "    name: Jo Blanc\n", "    name: Jo Blanc\n    volunteer: false\n")
    after, intake = imported(edited, sheet, volunteer="true")
    yes = {person.id: person.volunteer for person in read_people(after).values()}
    assert yes == {"lea-martin": True, "jo-blanc": False, "mia": True}
    again, intake = imported(after, sheet)
    assert (again.files, intake.changes) == (after.files, ())


def test_somebody_taken_out_of_the_program_does_not_come_back() -> None:
    """The sheet still has the row; the note says how to bring the person back."""
    once, _ = imported(a_folder(people()), a_sheet(HEAD, LEA, JO))
    gone = a_folder({**once.files, **people("{id: lea-martin, name: Léa Martin, role: mentor}")})
    after, intake = imported(gone, a_sheet(HEAD, LEA, JO))
    assert "jo-blanc" not in read_people(after)
    assert codes(intake) == ["removed-since"]
    assert not intake.failures


def test_a_program_begun_anew_takes_everybody_again() -> None:
    """With nobody left of those imported, nothing is remembered."""
    once, _ = imported(a_folder(people()), a_sheet(HEAD, LEA, JO))
    anew, _ = imported(a_folder({**once.files, **people()}), a_sheet(HEAD, LEA, JO))
    assert set(read_people(anew)) == {"lea-martin", "jo-blanc"}


def test_people_go_where_people_are_kept() -> None:
    """A program with a folder of people gets new ones there, and changes in the right file."""
    folder = a_folder()
    files = {path: text for path, text in folder.files.items() if path != "participants.yaml"}
    files["participants/a.yaml"] = b"participants:\n"
    files["participants/b.yaml"] = (
        b"participants:\n  - {id: lea-martin, name: L\xc3\xa9a Martin, role: mentor}\n"
    )
    after, intake = imported(Sources(None, files), a_sheet(HEAD, LEA, JO))
    assert {(type(c), c.file) for c in intake.changes if c.file.startswith("p")} == {
        (Add, "participants/a.yaml"),
        (Put, "participants/b.yaml"),
    }
    assert set(read_people(after)) == {"lea-martin", "jo-blanc"}
    assert people_file(sources_of({"program.yaml": ""})) == "participants.yaml"


def test_sensitive_columns_leave_no_trace() -> None:
    """Not in people, not in import.yaml, not in messages; not even where the mapping asks for it."""
    sheet = a_sheet((*HEAD, "Genre", "Âge"), (*LEA, "Femme-secrète", "52-secret"))
    after, intake = imported(a_folder(people()), sheet, columns={"Genre": "department"})
    assert b"secr" not in b"".join(after.files.values())
    assert "secr" not in repr(intake)
    assert [each.how for each in intake.columns[-2:]] == ["sensitive", "sensitive"]
    assert read_people(after)["lea-martin"].department is None


def test_nobody_comes_in_without_a_column_of_names() -> None:
    """One sentence for the sheet, not one for each row; nothing is remembered of it."""
    sheet = a_sheet(("Ville", "Code"), ("Lille", "1"), ("Lyon", "2"))
    after, intake = imported(a_folder(people()), sheet)
    assert codes(intake) == ["no-name-column"]
    assert "import.yaml" not in after.files


def test_all_problems_come_at_once_with_their_rows() -> None:
    """Good cells of the same rows, and good rows, come in all the same."""
    rows = [
        _row(LEA, E_mail="lea@", Je_peux_transmettre="jonglage"),
        _row(JO, Rôle="chef"),
        ("", "", "mentor", "", "", "", ""),
        ("Total", "", "", "", "2", "", ""),
        _row(LEA, Nom="LEA MARTIN", E_mail=""),
        _row(JO, Nom="Zoé", E_mail="zoe@x.org"),
    ]
    after, intake = imported(a_folder(people()), a_sheet(HEAD, *rows))
    found = {problem.code: problem.rows for problem in intake.problems}
    assert found == {
        "wrong-email": (2,),
        "unknown-topic": (2,),
        "unknown-value": (3,),
        "no-name": (4,),
        "totals-row": (5,),
        "same-person": (6,),
    }
    assert set(read_people(after)) == {"lea-martin", "jo-blanc", "zoe"}


def test_managers_who_take_no_part_are_a_note_and_circles_are_cut() -> None:
    """A sheet of an organisation names many who are not in the program; none blocks the import."""
    head = ("Nom", "Rôle", "Manager")
    sheet = a_sheet(
        head,
        ("A", "mentor", "B"), ("B", "mentor", "C"), ("C", "mentor", "A"), ("D", "mentee", "C"),
        ("E", "mentee", "Nobody"), ("F", "mentee", "Somebody"), ("G", "mentee", "G"),
    )  # fmt: skip
    after, intake = imported(a_folder(people()), sheet)
    assert codes(intake) == ["manager-circle", "outside-manager", "self-reference"]
    assert {p.manager for p in read_people(after).values()} >= {"c", None}
    again, second = imported(after, sheet)
    assert (again.files, second.changes) == (after.files, ())


_CELL = st.sampled_from(
    ["", "x", "Léa", "Jo", "lea@x.org", "jo@x.org", "mentor", "mentee", "both", "oui", "3", "5,0",
     "linkedin: 4", "seo, tiktok: 2", "mar 12h-14h", "15/02/2027", "Total", "a|b`c", "=cmd()", "no", "12:30"]
)  # fmt: skip
_HEADINGS = (
    "Nom", "Prénom", "E-mail", "Rôle", "Volontaire", "Grade", "Service", "Manager", "Langues",
    "Je peux transmettre", "Je veux apprendre", "Disponibilités", "Absences", "À éviter", "Genre",
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(st.lists(_CELL, min_size=15, max_size=15), min_size=1, max_size=7),
    st.lists(st.lists(_CELL, min_size=15, max_size=15), min_size=1, max_size=4),
    st.sampled_from([None, "mentor", "mentee"]),
)
def test_any_sheet_gives_a_program_without_errors_and_is_repeatable(
    first: list[list[str]], second: list[list[str]], role: str | None
) -> None:
    """Cells in any column, people in any mess: what comes in loads, and comes in once.

    A second sheet with other values follows; after it, too, importing again changes nothing.
    """
    _check_repeatable(role, a_sheet(_HEADINGS, *first), a_sheet(_HEADINGS, *second))


def _check_repeatable(role: str | None, *sheets: Sheet) -> None:
    """Import one sheet after the other, each twice; the second time, nothing may change."""
    folder = a_folder(people("{id: jo, name: Jo, role: mentee}"))
    for sheet in sheets:
        folder, _ = imported(folder, sheet, role=role)
        read_people(folder)
        again, intake = imported(folder, sheet, role=role)
        assert intake.changes == ()
        assert again.files == folder.files


@pytest.mark.parametrize(
    "sheets",
    [
        # Renamed in the very sheet that names the person by the new name elsewhere.
        [[("A", "a@x.org", "", "")], [("C", "", "B", ""), ("B", "a@x.org", "", "")]],
        # Renamed to the name of somebody without e-mail.
        [[("A", "a@x.org", "", "")], [("B", "", "", "seo: 2"), ("B", "a@x.org", "", "")]],
        # Renamed, and somebody else now has the old name.
        [[("A", "a@x.org", "", "")], [("B", "a@x.org", "", ""), ("A", "", "", "")]],
        # Three rows for one person, linked by name and by e-mail.
        [
            [
                ("A", "", "", ""),
                ("A", "a@x.org", "", ""),
                ("B", "a@x.org", "", ""),
                ("C", "c@x.org", "", ""),
            ]
        ],
        # A row without a name, before the one that has it.
        [[("", "a@x.org", "C", ""), ("A", "a@x.org", "", ""), ("C", "c@x.org", "", "")]],
        # An e-mail that comes to somebody without one, and stands in another row as well.
        [[("Jo", "a@x.org", "", ""), ("B", "a@x.org", "", ""), ("C", "c@x.org", "", "")]],
        # A row with a name alone, before the one that has the e-mail as well.
        [
            [("A", "a@x.org", "", ""), ("C", "c@x.org", "", "")],
            [("B", "", "C", ""), ("B", "a@x.org", "", ""), ("C", "c@x.org", "", "")],
        ],
        # Two rows of one name, of which the first comes to have the other's e-mail.
        [[("A", "a@x.org", "", ""), ("A", "b@x.org", "", "")], [("A", "b@x.org", "", "")]],
    ],
)
def test_people_who_change_names_do_not_multiply(sheets: list[list[tuple[str, ...]]]) -> None:
    """Cases that random sheets have found: importing again must find the same people."""
    head = ("Nom", "E-mail", "Manager", "Je peux transmettre")
    _check_repeatable("mentor", *(a_sheet(head, *rows) for rows in sheets))


def test_a_topic_with_a_column_of_its_own_is_never_taken_out() -> None:
    """Its empty cell says nothing, even beside a column that lists other topics."""
    head = ("Nom", "LinkedIn", "Je peux transmettre")
    once, _ = imported(a_folder(people()), a_sheet(head, ("Léa", "5", "seo: 4")), role="mentor")
    after, _ = imported(once, a_sheet(head, ("Léa", "", "seo: 3")))
    assert read_people(after)["lea"].offers == {"linkedin": 5, "seo": 3}


def test_the_order_of_rows_makes_no_difference_to_what_people_get() -> None:
    """Sorted otherwise, the sheet brings the same people with the same values."""
    rows = [
        _row(LEA, Nom=f"Person {n}", E_mail=f"p{n}@x.org", Service=f"S{n % 3}") for n in range(9)
    ]
    mixed = rows[:]
    Random(1).shuffle(mixed)
    one, _ = imported(a_folder(people()), a_sheet(HEAD, *rows))
    other, _ = imported(a_folder(people()), a_sheet(HEAD, *mixed))
    assert read_people(one) == read_people(other)
    _, intake = imported(one, a_sheet(HEAD, *mixed))
    assert intake.changes == ()


def _numbered(count: int, service: str) -> Sheet:
    return a_sheet(
        HEAD,
        *(
            _row(LEA, Nom=f"Person {n}", E_mail=f"p{n}@x.org", Service=f"{service} {n % 7}")
            for n in range(count)
        ),
    )


def test_five_thousand_rows_come_in() -> None:
    """A whole company at once, and again with other values."""
    folder = a_folder(people())
    after, intake = imported(folder, _numbered(5000, "S"))
    assert len(intake.added) == 5000
    changed, again = imported(after, _numbered(5000, "T"))
    assert len(again.changed) == 5000
    assert changed.files != after.files
