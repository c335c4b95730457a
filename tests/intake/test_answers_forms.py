"""Exports of form tools, French and English, read as people get them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rmentor.model.surveys import Answer
from tests.intake.answer_forms import ANSWERS, Form, a_programme, an_export, run
from tests.intake.desk import a_workbook

LEA = {"we-meet": 5, "clear-aims": 4, "topic-fits": 4, "both-ways": 3, "say-what-i-think": 5, "time-freed": 2, "burden": 1}  # fmt: skip
MAX = {"we-meet": 4, "clear-aims": 4, "topic-fits": 3, "both-ways": 3, "say-what-i-think": 4, "time-freed": 4, "burden": 2}  # fmt: skip
MIDTERM = (
    Answer("midterm", "lea", "mentor", "lea--eva", None, date(2027, 4, 1), LEA),
    Answer(
        "midterm", "max", "mentee", "tom--max", None, date(2027, 4, 13), MAX,
        {"one-change": "Une salle plus calme."},
    ),
)  # fmt: skip
PULSE = (
    Answer("pulse", "eva", "mentee", "lea--eva", 1, date(2027, 1, 20), {"useful": 4, "at-ease": 5, "own-hands": 4}),
    Answer("pulse", "eva", "mentee", "lea--eva", 2, date(2027, 2, 3), {"useful": 5, "at-ease": 5, "own-hands": 5}),
    Answer("pulse", "lea", "mentor", "lea--eva", 1, date(2027, 1, 19), {"useful": 5, "at-ease": 4, "respected": 5}),
    Answer("pulse", "lea", "mentor", "lea--eva", 2, date(2027, 2, 2), {"useful": 4, "at-ease": 4, "respected": 4}),
)  # fmt: skip
EVERY_FILE = [
    ("midterm", ["google-forms-midterm-fr.csv"], Form()),
    ("pulse", ["google-forms-pulse-en.csv"], Form()),
    ("midterm", ["microsoft-forms-midterm-fr.csv"], Form()),
    ("midterm", ["limesurvey-midterm-fr.csv"], Form(in_order=True)),
    ("final-mentee", ["limesurvey-final-mentee-en.csv"], Form()),
    ("midterm", ["framaforms-midterm-fr.csv"], Form()),
    ("final-mentee", ["framaforms-final-mentee-fr.csv"], Form()),
    ("pulse", ["own-pulse-lea.csv", "own-pulse-eva.csv"], Form()),
    ("pulse", ["own-sheet-pulse-en.csv"], Form()),
    ("intake-mentor", ["google-forms-intake-mentor-fr.csv"], Form(accepted=True)),
    ("intake-mentee", ["google-forms-intake-mentee-en.csv"], Form(accepted=True)),
]


@pytest.mark.parametrize(("survey", "names", "form"), EVERY_FILE, ids=lambda each: str(each)[:40])
def test_every_export_comes_in_whole_and_again_changes_nothing(
    survey: str, names: list[str], form: Form
) -> None:
    """No row is refused; the second import of the same files has no change at all."""
    files = [ANSWERS / name for name in names]
    first = run(a_programme(), survey, *files, form=form)
    assert first.found.refused == 0
    assert first.answers
    again = run(first.sources, survey, *files, form=Form(accepted=form.accepted))
    assert again.found.changes == ()
    assert again.answers == first.answers


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("microsoft-forms-midterm-fr.csv", Form()),
        ("limesurvey-midterm-fr.csv", Form(in_order=True)),
        ("framaforms-midterm-fr.csv", Form()),
    ],
)
def test_four_tools_say_the_same(name: str, form: Form) -> None:
    """Words, codes in their order and plain numbers below three rows of headings are one and the same."""
    assert run(a_programme(), "midterm", ANSWERS / name, form=form).answers == MIDTERM


def test_a_grid_of_google_forms_is_read_row_by_row() -> None:
    """Numbers with words, an e-mail in capitals, a text of two lines; the later row of two counts."""
    done = run(a_programme(), "midterm", ANSWERS / "google-forms-midterm-fr.csv")
    assert done.counts == {"new": 2, "earlier": 1}
    eva, lea = done.answers
    assert eva.scales == {"we-meet": 4, "clear-aims": 4, "topic-fits": 4, "both-ways": 4, "say-what-i-think": 5, "time-freed": 3, "burden": 2}  # fmt: skip
    assert "one-change" not in eva.words
    assert (lea.day, lea.words["one-change"]) == (date(2027, 4, 3), "Plus rien.")
    assert lea.scales["clear-aims"] == 5


def test_lines_of_a_text_stay_lines(tmp_path: Path) -> None:
    """What somebody writes in several lines comes back in several lines."""
    file = an_export(
        tmp_path, ("Nom", "Une chose que je changerais"), ("Léa Martin", " Venir à l'heure ;\n\npartir à l'heure. ")
    )  # fmt: skip
    answer = run(a_programme(), "midterm", file).answer
    assert answer.words == {"one-change": "Venir à l'heure ;\npartir à l'heure."}


def test_branches_of_a_form_ask_the_same_question_twice() -> None:
    """Google Forms gives each branch its own columns; the session is the last before the date."""
    assert run(a_programme(), "pulse", ANSWERS / "google-forms-pulse-en.csv").answers == PULSE


def test_an_answer_that_was_never_sent_stays_out() -> None:
    """LimeSurvey exports what people began; without a date of sending, it is a draft."""
    done = run(
        a_programme(), "midterm", ANSWERS / "limesurvey-midterm-fr.csv", form=Form(in_order=True)
    )
    assert "tom" not in {answer.person for answer in done.answers}
    assert done.codes == ["answer-codes", "answer-draft"]


def test_codes_are_not_guessed_without_being_told(tmp_path: Path) -> None:
    """Headings that are codes only: nothing comes in, and the way out is named; so with too few."""
    done = run(a_programme(), "midterm", ANSWERS / "limesurvey-midterm-fr.csv")
    assert (done.codes, done.found.is_empty) == (["codes-only"], True)
    file = an_export(tmp_path, ("email", "Q1[SQ001]"), ("lea.martin@example.org", "5"))
    fewer = run(a_programme(), "midterm", file, form=Form(in_order=True))
    assert (fewer.codes, fewer.found.is_empty) == (["codes-only"], True)


def test_codes_can_be_the_ids_of_the_questions(tmp_path: Path) -> None:
    """In LimeSurvey a code has no hyphen: wemeet is we-meet, MT[clearaims] is clear-aims."""
    headings = ("email", "MT[wemeet]", "MT[clearaims]", "MT[we_meet]. Où en êtes-vous ? [Je peux dire ce que je pense.]")  # fmt: skip
    file = an_export(tmp_path, headings, ("lea.martin@example.org", "5", "4", "3"))
    answer = run(a_programme(), "midterm", file).answer
    assert answer.scales == {"we-meet": 5, "clear-aims": 4, "say-what-i-think": 3}


def test_levels_by_topic_stand_in_grids_of_all_tools() -> None:
    """“Question [LinkedIn]”, and a title over several columns; words for numbers, N/A for nothing."""
    lime = run(a_programme(), "final-mentee", ANSWERS / "limesurvey-final-mentee-en.csv")
    frama = run(a_programme(), "final-mentee", ANSWERS / "framaforms-final-mentee-fr.csv")
    eva, max_ = lime.answers
    assert eva.topics == {"levels": {"linkedin": 4, "tiktok": 2}}
    assert eva.scales == {"weekly-use": 5, "other-generation": 4, "recommend": 9, "go-on": 3}
    assert eva.day is None  # LimeSurvey without times
    assert max_.topics == {"levels": {"linkedin": 3}}
    assert frama.answer.topics == eva.topics


def test_one_cell_may_list_several_topics(tmp_path: Path) -> None:
    """“LinkedIn : 4, TikTok 2” below the question itself, as rmentor's own sheet has it."""
    file = an_export(
        tmp_path, ("person", "levels"), ("eva", "linkedin: 4, TikTok et vidéo courte 2")
    )
    assert run(a_programme(), "final-mentee", file).answer.topics == {
        "levels": {"linkedin": 4, "tiktok": 2}
    }


def test_a_workbook_of_microsoft_forms(tmp_path: Path) -> None:
    """Real dates, the owner's columns left aside, headings in English."""
    from datetime import datetime

    headings = ("ID", "Start time", "Completion time", "Email", "Name", "We meet as planned.", "This is a burden")  # fmt: skip
    row = (1, datetime(2027, 4, 1, 9, 1), datetime(2027, 4, 1, 9, 5), "lea.martin@example.org", "Léa Martin", "Strongly agree", 3)  # noqa: DTZ001 # fmt: skip
    path = a_workbook(tmp_path, {"Sheet1": [headings, row]})
    answer = run(a_programme(), "midterm", path).answer
    assert (answer.day, answer.scales) == (date(2027, 4, 1), {"we-meet": 5})


def test_files_that_people_send_back_come_in_together() -> None:
    """One row each, from the page of each role; the pair by the partner's name or not at all."""
    done = run(a_programme(), "pulse", ANSWERS / "own-pulse-lea.csv", ANSWERS / "own-pulse-eva.csv")
    assert done.answers == (PULSE[1], PULSE[3])


def test_the_sheet_of_the_coordinator_is_taken_back_as_it_is() -> None:
    """Rows that nobody filled in are no answers; two rows of headings are known by the ids."""
    done = run(a_programme(), "pulse", ANSWERS / "own-sheet-pulse-en.csv")
    assert done.found.export.replies.silent == 1
    assert [answer.person for answer in done.answers] == ["lea", "max"]


@pytest.mark.parametrize(
    "heading",
    [
        "we-meet", "Nous nous voyons comme prévu", "NOUS NOUS VOYONS COMME PREVU !", "3. We meet as planned.*",
        "Q1 - We meet as planned:", "Midterm [We  meet as planned]", "question 2 : nous nous voyons comme prévu",
        "G1Q1. We meet as planned.", "We meet as planned. (2)",
    ],
)  # fmt: skip
def test_a_heading_is_a_question_however_it_is_dressed(tmp_path: Path, heading: str) -> None:
    """Either language; case, accents, punctuation, numbering, brackets and codes do not count."""
    done = run(
        a_programme(), "midterm", an_export(tmp_path, ("Name", heading), ("Léa Martin", "4"))
    )
    assert (done.answer.scales, done.codes) == ({"we-meet": 4}, [])


def test_a_heading_that_is_nearly_a_question_is_taken_with_a_word(tmp_path: Path) -> None:
    """The warning names both; next time it is remembered, and nothing is said."""
    file = an_export(tmp_path, ("Name", "We meet as we planned"), ("Léa Martin", "4"))
    done = run(a_programme(), "midterm", file)
    assert done.answer.scales == {"we-meet": 4}
    (near,) = [problem for _, problem in done.found.problems]
    assert near.args == {"value": "We meet as we planned", "item": "we-meet", "text": "We meet as planned."}  # fmt: skip
    assert run(done.sources, "midterm", file).codes == []


@pytest.mark.parametrize(
    "heading",
    [
        "Ces séances ne sont pas une charge pour moi.",
        "These sessions are not a burden to me.",
        "Remarks",
    ],
)
def test_a_heading_that_denies_a_question_is_not_taken_for_it(tmp_path: Path, heading: str) -> None:
    """“are not a burden” would turn the answer round: the column stays out."""
    file = an_export(tmp_path, ("Name", "we-meet", heading), ("Léa Martin", "4", "5"))
    assert run(a_programme(), "midterm", file).answer.scales == {"we-meet": 4}


def test_a_question_with_a_sensitive_word_is_a_question(tmp_path: Path) -> None:
    """“generation” keeps a column of people out; the survey's own question comes in; age does not."""
    headings = ("Name", "My view of the other generation has changed for the better.", "Your age")
    done = run(
        a_programme(), "final-mentee", an_export(tmp_path, headings, ("Éva Dubois", "4", "52"))
    )
    assert done.answer.scales == {"other-generation": 4}
    assert [column.how for column in done.found.export.columns][2] == "sensitive"


def test_what_is_said_of_a_column_is_remembered(tmp_path: Path) -> None:
    """--map once; then import.yaml has it, beside what it remembers of sheets of people."""
    file = an_export(tmp_path, ("Who", "Frage 1"), ("Léa Martin", "4"))
    form = Form(columns={"Who": "name", "Frage 1": "we-meet"})
    done = run(a_programme({"import.yaml": "sheets:\n  - {id: hr, columns: {Nom: name}}\n"}), "midterm", file, form=form)  # fmt: skip
    assert done.answer.scales == {"we-meet": 4}
    memory = done.sources.files["import.yaml"].decode()
    assert "Frage 1: we-meet" in memory
    assert "seen" not in memory
    assert run(done.sources, "midterm", file).counts == {"same": 1}


def test_columns_that_are_said_to_be_nothing_are_named(tmp_path: Path) -> None:
    """A question that the survey does not have is no target, nor is a key of participants."""
    file = an_export(tmp_path, ("Name", "A", "we-meet"), ("Léa Martin", "4", "5"))
    for target in ("usefull", "offers", "levels.linkedin"):
        done = run(a_programme(), "midterm", file, form=Form(columns={"A": target}))
        assert done.codes == ["mapping-key"]
