"""Whose an answer is: the person, the role, the pair and the session, or a clear refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.answer_forms import (
    PAIRS,
    PEOPLE,
    PLAN,
    Form,
    Run,
    a_programme,
    an_export,
    run,
)

QUESTION = {
    "pulse": "useful",
    "midterm": "we-meet",
    "final-manager": "time-manageable",
    "fit": "fit",
}


def _answered(
    folder: Path, survey: str = "midterm", files: dict[str, str] | None = None, **cells: str
) -> Run:
    """A run with one row of these cells, by heading, and one question answered."""
    said = {heading.replace("_", " "): cell for heading, cell in cells.items()}
    answer = "good" if survey == "fit" else "4"
    file = an_export(folder, (*said, QUESTION[survey]), (*said.values(), answer))
    return run(a_programme(files), survey, file)


@pytest.mark.parametrize(
    "cells",
    [
        {"id": "lea"}, {"person": "lea"}, {"person": "Léa Martin"}, {"person": "LEA.MARTIN@example.org"},
        {"Email": "lea.martin@example.org"}, {"Adresse_de_messagerie": "Lea.Martin@Example.org"},
        {"Name": "Léa Martin"}, {"Nom": "MARTIN Léa"}, {"Nom": "Lea  martin"}, {"Votre_nom": "Léa Martin"},
        {"Prénom": "Léa", "Nom": "Martin"}, {"firstname": "Léa", "lastname": "MARTIN"},
        {"Email": "anonymous", "Name": "Léa Martin"}, {"Email": "lea@home.example", "Name": "Léa Martin"},
        {"Participant": "Léa Martin"},
    ],
    ids=str,
)  # fmt: skip
def test_a_person_is_found_by_id_e_mail_or_name(tmp_path: Path, cells: dict[str, str]) -> None:
    """In any case, without accents, names in either order, in one column or in two."""
    done = _answered(tmp_path, **cells)
    assert (done.answer.person, done.answer.role, done.answer.pair) == ("lea", "mentor", "lea--eva")


@pytest.mark.parametrize(
    ("cells", "code", "told"),
    [
        ({"Nom": "Léa Martan"}, "answer-close", {"close": "lea", "name": "Léa Martin"}),
        ({"Email": "lea.martin@exemple.org"}, "answer-close", {"close": "lea"}),
        ({"Nom": "Quelqu'un d'autre"}, "answer-unknown", {}),
        ({"Nom": "", "Email": ""}, "answer-anonymous", {}),
        ({"Email": "lea.martin@example.org", "Nom": "Tom Nguyen"}, "answer-two-people", {"people": "lea, tom"}),
    ],
)  # fmt: skip
def test_who_cannot_be_matched_is_named_with_the_row(
    tmp_path: Path, cells: dict[str, str], code: str, told: dict[str, str]
) -> None:
    """With whom was probably meant; an answer without any name has no place."""
    done = _answered(tmp_path, **cells)
    ((_, problem),) = done.found.problems
    assert (problem.code, problem.rows) == (code, (2,))
    assert told.items() <= problem.args.items()
    assert done.answers == ()


def test_a_file_without_anybody_s_name_says_so_for_all_rows(tmp_path: Path) -> None:
    """An anonymous form: nothing comes in, and the sentence says why and what to do."""
    file = an_export(tmp_path, ("Timestamp", "we-meet"), ("2027/04/01", "4"), ("2027/04/02", "5"))
    done = run(a_programme(), "midterm", file)
    ((_, problem),) = done.found.problems
    assert (problem.code, problem.rows, done.found.is_empty) == ("answer-anonymous", (2, 3), True)


def test_two_people_of_one_name_need_more_than_the_name(tmp_path: Path) -> None:
    """The e-mail tells them apart."""
    twins = PEOPLE + "  - {id: lea-2, name: Léa Martin, email: lea2@example.org, role: mentor}\n"
    files = {"participants.yaml": twins}
    assert _answered(tmp_path, files=files, Nom="Léa Martin").codes == ["answer-namesakes"]
    one = _answered(tmp_path, files=files, Nom="Léa Martin", Email="lea.martin@example.org")
    assert one.answer.person == "lea"


def test_one_person_s_rows_only_are_still_that_person_s(tmp_path: Path) -> None:
    """A column that says the same in all rows is usually the form's owner; a participant's is not."""
    rows = [("lea.martin@example.org", "1", "4"), ("lea.martin@example.org", "2", "5")]
    done = run(a_programme(), "pulse", an_export(tmp_path, ("Email", "Session", "useful"), *rows))
    assert [answer.session for answer in done.answers] == [1, 2]


@pytest.mark.parametrize(
    "cells",
    [
        {"pair": "tom--max"}, {"Votre_binôme": "Max Bernard"}, {"Partner": "max"}, {"Mentee": "max.bernard@example.org"},
    ],
)  # fmt: skip
def test_of_several_pairs_a_column_says_which(tmp_path: Path, cells: dict[str, str]) -> None:
    """By its id, or by the partner's name, e-mail or id."""
    assert _answered(tmp_path, Name="Tom Nguyen", **cells).answer.pair == "tom--max"


def test_of_several_pairs_none_is_guessed(tmp_path: Path) -> None:
    """The choices are named; so is a partner who is none."""
    done = _answered(tmp_path, Name="Tom Nguyen")
    ((_, problem),) = done.found.problems
    assert (problem.code, problem.args["choices"]) == ("answer-which-pair", "tom--max, tom--zoe")
    assert _answered(tmp_path, Name="Tom Nguyen", Partner="Éva Dubois").codes == ["answer-pair"]
    assert _answered(tmp_path, Name="Tom Nguyen", Partner="nobody").codes == ["answer-pair"]


def test_the_role_settles_the_pair_where_it_can(tmp_path: Path) -> None:
    """Somebody who teaches in one pair and learns in another: a column, or what only one role is asked."""
    assert _answered(tmp_path, Name="Zoé Roux").codes == ["answer-which-pair"]
    as_mentor = _answered(tmp_path, Name="Zoé Roux", Role="Mentor").answer
    assert (as_mentor.role, as_mentor.pair) == ("mentor", "zoe--ines")
    as_mentee = _answered(tmp_path, Name="Zoé Roux", Je_suis="Mentoré·e").answer
    assert (as_mentee.role, as_mentee.pair) == ("mentee", "tom--zoe")
    file = an_export(tmp_path, ("Name", "Session", "respected"), ("Zoé Roux", "1", "5"))
    assert run(a_programme(), "pulse", file).answer.pair == "zoe--ines"


def test_a_pair_that_ended_before_the_answer_is_not_meant(tmp_path: Path) -> None:
    """The one that was meeting that day is; on an earlier day, it is open which."""
    ended = PAIRS.replace(
        "mentees: [max], topics: [linkedin]",
        "mentees: [max], topics: [linkedin], status: ended, until: 2027-03-01",
    )
    files = {"pairs.yaml": ended}
    later = _answered(tmp_path, files=files, Name="Tom Nguyen", date="2027-04-01")
    assert later.answer.pair == "tom--zoe"
    before = _answered(tmp_path, files=files, Name="Tom Nguyen", date="2027-02-01")
    assert before.codes == ["answer-which-pair"]
    undated = _answered(tmp_path, files=files, Name="Tom Nguyen")
    assert undated.answer.pair == "tom--zoe"
    only = _answered(tmp_path, files=files, Name="Max Bernard", date="2027-04-01")
    assert only.answer.pair == "tom--max"


def test_what_was_settled_once_stays_settled(tmp_path: Path) -> None:
    """An answer that somebody put in the right pair by hand is found again without being told."""
    by_hand = "person,role,pair,session,date,we-meet\ntom,mentor,tom--zoe,,2027-04-01,4\n"
    files = {"surveys/midterm.csv": by_hand}
    done = _answered(tmp_path, files=files, Name="Tom Nguyen", date="2027-04-01")
    assert done.counts == {"same": 1}
    moved = "person,role,pair,session,date,useful\nlea,mentor,lea--eva,1,2027-02-03,4\n"
    files = {"surveys/pulse.csv": moved}
    done = _answered(tmp_path, "pulse", files, Name="Léa Martin", date="2027-02-03")
    assert done.counts == {"same": 1}


def test_a_role_that_the_survey_does_not_go_to_is_refused(tmp_path: Path) -> None:
    """And what is no role at all; and who is in no pair as that."""
    assert _answered(tmp_path, Name="Léa Martin", Role="sponsor").codes == ["answer-audience"]
    assert _answered(tmp_path, Name="Léa Martin", Role="boss").codes == ["answer-role"]
    assert _answered(tmp_path, Name="Léa Martin", Role="mentee").codes == ["answer-no-pair"]


@pytest.mark.parametrize(
    ("day", "session"),
    [("2027-01-19", 1), ("2027-02-01", 1), ("2027-02-02", 2), ("2027-02-15", 2), ("2027-02-16", 3), ("2027-06-30", 3)],
)  # fmt: skip
def test_the_session_is_the_last_on_the_day_or_before(
    tmp_path: Path, day: str, session: int
) -> None:
    """Held by the journal, or planned and not called off."""
    assert _answered(tmp_path, "pulse", Name="Léa Martin", date=day).answer.session == session


def test_a_session_that_was_called_off_is_passed_over(tmp_path: Path) -> None:
    """By the plan, or by the journal."""
    off = PLAN.replace("minutes: 60, state: planned", "minutes: 60, state: cancelled")
    done = _answered(tmp_path, "pulse", {"plan.yaml": off}, Name="Léa Martin", date="2027-03-01")
    assert done.answer.session == 2
    told = "- {session: 1, date: 2027-01-19, state: held}\n- {session: 2, date: 2027-02-02, state: cancelled}\n"
    files = {"journal/lea--eva.yaml": told, "plan.yaml": off}
    assert _answered(tmp_path, "pulse", files, Name="Léa Martin", date="2027-03-01").answer.session == 1  # fmt: skip


@pytest.mark.parametrize("cell", ["2", "2,0", "Séance 2", "Session n° 2", "S2"])
def test_a_column_says_the_session(tmp_path: Path, cell: str) -> None:
    """As a number or in words."""
    done = _answered(tmp_path, "pulse", Name="Léa Martin", Séance=cell, date="2027-01-19")
    assert done.answer.session == 2


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Séance": "7"}, "answer-session"), ({"Séance": "la première"}, "answer-session"), ({"Séance": "0"}, "answer-session"),
        ({"Séance": "1 et 2"}, "answer-session"), ({}, "answer-no-day"), ({"date": "2027-01-12"}, "answer-no-session"),
    ],
)  # fmt: skip
def test_a_session_that_cannot_be_told_is_refused(
    tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    """No such number, several, none and no day, or a day before the first."""
    assert _answered(tmp_path, "pulse", Name="Léa Martin", **cells).codes == [code]


def test_a_manager_s_answer_is_kept_with_the_colleague(tmp_path: Path) -> None:
    """Named in a column; or the only one who reports to the manager; of several, none is guessed."""
    named = _answered(
        tmp_path, "final-manager", Email="boss@example.org", Collaborateur="Éva Dubois"
    )
    assert (named.answer.person, named.answer.role, named.answer.pair) == ("eva", "manager", None)
    several = _answered(tmp_path, "final-manager", Email="max.bernard@example.org")
    assert several.codes == ["answer-which-report"]
    assert _answered(tmp_path, "final-manager", Email="boss@example.org").codes == [
        "answer-of-whom"
    ]
    one = PEOPLE.replace(
        "role: mentee, volunteer: true, manager: max}\n", "role: mentee, volunteer: true}\n", 1
    )
    done = _answered(
        tmp_path, "final-manager", {"participants.yaml": one}, Email="max.bernard@example.org"
    )
    assert done.answer.person == "ines"


def test_what_a_role_is_not_asked_is_left_out_and_said(tmp_path: Path) -> None:
    """A form without branches asks everybody everything; the rest of the answer comes in."""
    headings = ("Name", "Session", "useful", "own-hands")
    done = run(a_programme(), "pulse", an_export(tmp_path, headings, ("Léa Martin", "1", "4", "5")))
    assert (done.answer.scales, done.codes) == ({"useful": 4}, ["answer-not-asked"])
    only = run(a_programme(), "pulse", an_export(tmp_path, (*headings[:2], "own-hands"), ("Léa Martin", "1", "5")))  # fmt: skip
    assert (only.answers, only.codes) == ((), ["answer-of-others"])


def test_all_that_is_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    """Each cell that is off the scale, the day, and the person; and all rows."""
    rows = [("hier", "Léa Martan", "7", "9"), ("2027-04-01", "Max Bernard", "0", "4")]
    done = run(
        a_programme(), "midterm", an_export(tmp_path, ("date", "Name", "we-meet", "burden"), *rows)
    )
    said = sorted(
        (problem.code, problem.rows, problem.column) for _, problem in done.found.problems
    )
    assert said == [
        ("answer-close", (2,), None), ("off-scale", (2,), "burden"), ("off-scale", (2,), "we-meet"),
        ("off-scale", (3,), "we-meet"), ("wrong-date", (2,), "date"),
    ]  # fmt: skip
    assert (done.answers, done.found.is_empty) == ((), True)


def test_problems_of_several_files_name_the_file(tmp_path: Path) -> None:
    """With the row in that file."""
    good = an_export(tmp_path, ("Name", "we-meet"), ("Léa Martin", "4"), name="a.csv")
    bad = an_export(
        tmp_path, ("Name", "we-meet"), ("Max Bernard", "4"), ("Éva Dubois", "8"), name="b.csv"
    )
    done = run(a_programme(), "midterm", good, bad, form=Form())
    ((file, problem),) = done.found.problems
    assert (file, problem.rows, done.counts) == ("b.csv", (3,), {"new": 2, "refused": 1})


def test_two_columns_of_a_question_must_not_disagree(tmp_path: Path) -> None:
    """Two answers at once are none."""
    file = an_export(tmp_path, ("Name", "we-meet", "We meet as planned."), ("Léa Martin", "4", "5"))
    assert run(a_programme(), "midterm", file).codes == ["answer-disagrees"]


def test_the_fit_of_a_pair(tmp_path: Path) -> None:
    """A choice; the session only where a column names it."""
    assert _answered(tmp_path, "fit", Name="Léa Martin").answer.words == {"fit": "good"}
    assert _answered(tmp_path, "fit", Name="Léa Martin", Session="1").answer.session == 1
