"""surveys/ID.csv: answers read and written, and every cell that cannot be right."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.changes import Write
from rmentor.folder.answers import answers_changes, answers_text
from rmentor.folder.checks.surveys import Known, read_answers
from rmentor.folder.load import Loaded, load
from rmentor.folder.locate import locate
from rmentor.folder.memory import Memory
from rmentor.folder.read import Sources
from rmentor.folder.sentences import say
from rmentor.language.catalogue import speak
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import sources_of

PROGRAM = {
    "program.yaml": "format: 1\nname: Test\n",
    "participants.yaml": """\
participants:
  - {id: mia, name: Mia M., role: mentor, offers: {linkedin: 5}}
  - {id: eva, name: Eva É., role: mentee, wants: {linkedin: 2}}
  - {id: tom, name: Tom T., role: both, manager: eva}
""",
    "framework.yaml": "sessions: 6\nminutes: 90\nevery: 2 weeks\n",
    "pairs.yaml": """\
pairs:
  - {id: mia--eva, mentor: mia, mentees: [eva], topics: [linkedin], former: [{who: tom}]}
""",
    "surveys/pulse.yaml": """\
title: Pulse
audience: [mentor, mentee]
items:
  - {id: useful, text: Useful}
  - {id: own-hands, text: Hands, audience: [mentee]}
  - {id: recommend, text: Recommend, scale: 0-10}
  - {id: fit, text: Fit, scale: choice, choices: [good, deciding]}
  - {id: levels, text: Levels, scale: topics}
  - {id: change, text: Change, scale: text}
""",
}
HEAD = "person,role,pair,session,date,useful,own-hands,recommend,fit,levels.linkedin,change\n"


def loaded(csv: str | bytes, more: Mapping[str, str] | None = None) -> tuple[Sources, Loaded]:
    """Load the program with these answers to its survey."""
    sources = sources_of({**PROGRAM, **(more or {})})
    data = csv if isinstance(csv, bytes) else csv.encode()
    sources = replace(sources, files={**sources.files, "surveys/pulse.csv": data})
    return sources, load(sources)


def places(csv: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and code of every finding in the file of answers."""
    sources, found = loaded(csv)
    assert {each.spot.file for each in found.findings} <= {"surveys/pulse.csv"}
    return [(each.line, each.column, each.finding.code) for each in locate(sources, found.findings)]


def test_answers_are_what_the_cells_say() -> None:
    """Numbers, choices, texts, levels by topic; an empty cell is a question not answered."""
    _, found = loaded(
        HEAD
        + "mia,mentor,mia--eva,2,2027-02-03,4,,10,good,,\n"
        + 'eva,mentee,mia--eva,1,,1,2,0,deciding,3,"Less, but\n""longer"""\n'
    )
    assert found.findings == ()
    assert found.program is not None
    assert found.program.answers == {
        "pulse": (
            Answer(
                "pulse", "eva", "mentee", "mia--eva", 1, None,
                {"useful": 1, "own-hands": 2, "recommend": 0},
                {"fit": "deciding", "change": 'Less, but\n"longer"'},
                {"levels": {"linkedin": 3}},
            ),
            Answer(
                "pulse", "mia", "mentor", "mia--eva", 2, date(2027, 2, 3),
                {"useful": 4, "recommend": 10}, {"fit": "good"},
            ),
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("mia,mentor,mia--eva,1,2027-01-20,6,,,,,", 34, "number-range"),
        ("mia,mentor,mia--eva,1,2027-01-20,0,,,,,", 34, "number-range"),
        ("mia,mentor,mia--eva,1,2027-01-20,4.5,,,,,", 34, "whole-number"),
        ("mia,mentor,mia--eva,1,2027-01-20,-1,,,,,", 34, "whole-number"),
        ("mia,mentor,mia--eva,1,2027-01-20,yes,,,,,", 34, "whole-number"),
        ("mia,mentor,mia--eva,1,2027-01-20,,,11,,,", 36, "number-range"),
        ("mia,mentor,mia--eva,1,2027-01-20,,,,maybe,,", 37, "unknown-choice"),
        ("mia,mentor,mia--eva,1,2027-01-20,,,,,6,", 38, "number-range"),
        ("mia,mentor,mia--eva,1,2027-01-20,,3,,,,", 35, "answer-not-asked"),
        ("mai,mentor,mia--eva,1,2027-01-20,,,,,,", 1, "unknown-person"),
        (",mentor,mia--eva,1,2027-01-20,,,,,,", 1, "empty-cell"),
        ("mia,,mia--eva,1,2027-01-20,,,,,,", 5, "empty-cell"),
        ("mia,boss,mia--eva,1,2027-01-20,,,,,,", 5, "unknown-choice"),
        ("mia,manager,mia--eva,1,2027-01-20,,,,,,", 5, "unknown-choice"),
        ("mia,mentor,mia--eve,1,2027-01-20,,,,,,", 12, "unknown-pair"),
        ("eva,mentor,mia--eva,1,2027-01-20,,,,,,", 1, "answer-not-in-pair"),
        ("mia,mentor,mia--eva,0,2027-01-20,,,,,,", 21, "number-range"),
        ("mia,mentor,mia--eva,one,2027-01-20,,,,,,", 21, "whole-number"),
        ("mia,mentor,mia--eva,1,20/01/2027,,,,,,", 23, "date-form"),
        ("mia,mentor,mia--eva,1,2027-02-30,,,,,,", 23, "no-such-day"),
        ("mia,mentor,mia--eva,1,2027-01-20,,,,,,a,b", 41, "csv-cells"),
        ('mia,mentor,mia--eva,1,2027-01-20,,,,,,"a', 1, "csv-quotes"),
    ],
)
def test_a_bad_cell_is_found_where_it_stands(row: str, column: int, code: str) -> None:
    """Below a cell that goes over two lines, to the column."""
    good = 'tom,mentee,mia--eva,1,2027-01-20,,,,,,"one\ntwo"\n'
    assert places(HEAD + good + row + "\n") == [(4, column, code)]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("person,role,usefull\n", [(1, 13, "unknown-column")]),
        ("person,role,levels\n", [(1, 13, "unknown-column")]),
        ("person,role,levels.linkdin\n", [(1, 13, "unknown-topic")]),
        ("person,role,useful,useful\n", [(1, 20, "column-twice")]),
        ("name,role\n", [(1, 1, "missing-column"), (1, 1, "unknown-column")]),
    ],
)
def test_a_bad_heading_is_found(headings: str, found: list[tuple[int, int, str]]) -> None:
    """A column that nobody asked for holds answers that would be lost."""
    assert places(headings) == found


def test_everything_wrong_is_said_at_once() -> None:
    """Not the first mistake alone, and mistakes of other files as well."""
    more = {"objectives.yaml": "objectives:\n  - {id: x, title: X, topics: [linkdin]}\n"}
    sources, found = loaded(
        HEAD + "mai,mentor,mia--eva,x,,9,,,,,\nmia,mentor,mia--eva,1,,,,99,,,\n", more
    )
    codes = [each.finding.code for each in locate(sources, found.findings)]
    assert found.program is None
    assert codes == [
        "unknown-topic", "unknown-person", "whole-number", "number-range", "number-range",
    ]  # fmt: skip


def test_the_second_answer_of_one_key_is_told_with_the_line_of_the_first() -> None:
    """One row a person, role, pair and session."""
    sources, found = loaded(
        HEAD + "mia,mentor,mia--eva,1,,4,,,,,\n\nmia,mentor,mia--eva,1,,5,,,,,\n"
    )
    (finding,) = locate(sources, found.findings)
    assert (finding.line, finding.column, finding.finding.code) == (4, 1, "answer-twice")
    assert "Line 2" in say(finding.finding, speak("en"))[0]


def test_a_survey_that_is_not_there_is_told() -> None:
    """Answers to nothing would be counted nowhere."""
    sources = sources_of({**PROGRAM, "surveys/pulses.csv": HEAD})
    (finding,) = load(sources).findings
    assert (finding.code, finding.args["close"]) == ("unknown-survey", "pulse")


def test_a_question_named_like_a_column_is_told() -> None:
    """Its answers would be taken for days."""
    more = {"surveys/x.yaml": "title: X\nitems:\n  - {id: date, text: When}\n"}
    assert [each.code for each in load(sources_of({**PROGRAM, **more})).findings] == [
        "reserved-item"
    ]


def test_a_survey_that_cannot_be_read_says_nothing_about_its_answers() -> None:
    """One mistake is one finding."""
    _, found = loaded(HEAD + "x,y,z,1,,9,,,,,\n", {"surveys/pulse.yaml": "items: []\n"})
    assert [each.spot.file for each in found.findings] == ["surveys/pulse.yaml"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_as_spreadsheets_save_them_are_read(
    mark: bytes, newline: str, delimiter: str
) -> None:
    """French Excel puts semicolons, a mark and CRLF; that is read, and said."""
    text = HEAD + 'mia,mentor,mia--eva,1,2027-01-20,4,,,,,"a\nb"\n'
    data = mark + text.replace(",", delimiter).replace("\n", newline).encode()
    sources, found = loaded(data)
    assert found.program is not None
    (answer,) = found.program.answers["pulse"]
    assert (answer.scales, answer.words) == ({"useful": 4}, {"change": "a\nb"})
    told = [(each.line, each.column) for each in locate(sources, found.findings)]
    assert told == ([] if delimiter == "," else [(1, 1)])
    assert all(each.severity == "warning" for each in found.findings)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("person,role\nEva É,mentee\n".encode("cp1252"), "csv-encoding"),
        ("person,role\n".encode("utf-16"), "csv-encoding"),
        (b"person,role\nm\0a,mentor\n", "csv-encoding"),
        (b"person,role\n<<<<<<< HEAD\nmia,mentor\n=======\n>>>>>>> x\n", "yaml-conflict-marker"),
    ],
)
def test_files_that_are_no_text_of_ours_are_told(data: bytes, code: str) -> None:
    """One finding, not one for each cell."""
    _, found = loaded(data)
    assert {each.code for each in found.findings} == {code}


def test_cells_that_look_like_formulas_are_texts() -> None:
    """Typed by hand or written by rmentor, they say the same."""
    for cell in ("=1+1", "'=1+1"):
        _, found = loaded(f"person,role,change\nmia,mentor,{cell}\n")
        assert found.program is not None
        assert found.program.answers["pulse"][0].words == {"change": "=1+1"}


SURVEY = Survey(
    "pulse",
    Words("Pouls", "Pulse"),
    ("mentor", "mentee"),
    items=(
        SurveyItem("useful", Words("", "")),
        SurveyItem("recommend", Words("", ""), "0-10"),
        SurveyItem("fit", Words("", ""), "choice", ("good", "-bad")),
        SurveyItem("levels", Words("", ""), "topics"),
        SurveyItem("wants", Words("", ""), "topics"),
        SurveyItem("change", Words("", ""), "text"),
    ),
)
_TEXT = st.text("aé,;\"'=+-@\n \t<|", min_size=1, max_size=8).filter(str.strip)


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, ...]:
    """Answers to ``SURVEY``, one of each key."""

    def some(strategy: st.SearchStrategy[object]) -> dict[str, object]:
        return draw(st.dictionaries(st.sampled_from(["useful"]), strategy, max_size=1))

    found: dict[object, Answer] = {}
    for _ in range(draw(st.integers(0, 5))):
        levels = {
            item: draw(
                st.dictionaries(
                    st.sampled_from(["linkedin", "seo"]), st.integers(1, most), min_size=1
                )
            )
            for item, most in (("levels", 5), ("wants", 3))
            if draw(st.booleans())
        }
        words = {"fit": draw(st.sampled_from(["good", "-bad"])), "change": draw(_TEXT).strip()}
        answer = Answer(
            "pulse",
            draw(st.sampled_from(["mia", "eva", "-x"])),
            draw(st.sampled_from(["mentor", "mentee"])),
            draw(st.sampled_from([None, "mia--eva"])),
            draw(st.none() | st.integers(1, 3)),
            draw(st.none() | st.dates(date(2027, 1, 1), date(2027, 12, 31))),
            {**some(st.integers(1, 5)), "recommend": draw(st.integers(0, 10))},  # type: ignore[dict-item]
            words if draw(st.booleans()) else {},
            levels,
        )
        found[answer.key] = answer
    return tuple(found.values())


@given(answers(), st.randoms(use_true_random=False))
def test_what_is_written_reads_back(given: tuple[Answer, ...], hand: random.Random) -> None:
    """The same bytes in any order of the answers, and the same answers again."""
    text = answers_text(SURVEY, given)
    shuffled = list(given)
    hand.shuffle(shuffled)
    assert answers_text(SURVEY, shuffled) == text
    again, findings = read_answers("surveys/pulse.csv", text.encode(), SURVEY, Known())
    assert findings == ()
    assert again == tuple(sorted(given, key=lambda answer: answer.key))
    cells = [cell for record in csv.reader(io.StringIO(text)) for cell in record]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_one_more_answer_is_one_more_line() -> None:
    """A small edit gives a small diff: byte order mark, CRLF and other lines stay."""
    old = "\ufeff" + (
        HEAD + "eva,mentee,mia--eva,1,,4,,,,3,\nmia,mentor,mia--eva,1,,5,,,,,\n"
    ).replace("\n", "\r\n")
    sources, found = loaded(old)
    assert found.program is not None
    more = Answer("pulse", "mia", "mentor", "mia--eva", 2, scales={"useful": 3})
    assert answers_changes(found.program, sources, "pulse", found.program.answers["pulse"]) == []
    (change,) = answers_changes(
        found.program, sources, "pulse", (more, *found.program.answers["pulse"])
    )
    assert isinstance(change, Write)
    assert change.text == (old + "mia,mentor,mia--eva,2,,3,,,,,\r\n").encode()


@given(st.permutations(HEAD.strip().split(",")))
def test_columns_stay_where_somebody_moved_them(headings: list[str]) -> None:
    """One more answer is one more line; a topic’s first level is a column behind the item before."""
    cells = dict.fromkeys(headings, "") | {"person": "mia", "role": "mentor", "useful": "4"}
    cells |= {"pair": "mia--eva", "session": "1", "levels.linkedin": "2"}
    old = ",".join(headings) + "\n" + ",".join(cells[each] for each in headings) + "\n"
    sources, found = loaded(old)
    assert found.program is not None
    known = found.program.answers["pulse"]
    more = Answer("pulse", "mia", "mentor", "mia--eva", 2, scales={"useful": 3})
    (change,) = answers_changes(found.program, sources, "pulse", (more, *known))
    assert isinstance(change, Write)
    assert change.text is not None
    assert change.text.decode().startswith(old)
    more = replace(more, topics={"levels": {"canva": 3}})
    (change,) = answers_changes(found.program, sources, "pulse", (more, *known))
    assert isinstance(change, Write)
    assert change.text is not None
    written = change.text.decode().splitlines()[0].split(",")
    assert written[written.index("levels.canva") - 1] == "fit"
    assert [each for each in written if each != "levels.canva"] == headings


@given(st.lists(st.text('aeimv,;"\n\r\t=-19é.', max_size=20), max_size=4), st.binary(max_size=30))
def test_no_file_is_too_strange_to_be_read(lines: list[str], noise: bytes) -> None:
    """Whatever stands there, there are findings with a place, and never a traceback."""
    for data in (HEAD.encode() + "\n".join(lines).encode(), noise, HEAD.encode() + noise):
        sources, found = loaded(data)
        for each in locate(sources, found.findings):
            assert each.line >= 1
            assert each.end > each.column >= 1
            for code in ("fr", "en"):
                assert say(each.finding, speak(code))[0]


def test_remembered_answers_are_those_of_the_files() -> None:
    """History reads answers again when they, their survey or the people changed, and only then."""
    memory = Memory()
    row = HEAD + "mia,mentor,mia--eva,1,,4,,,,,\n"
    steps: tuple[dict[str, str], ...] = (
        {"surveys/pulse.csv": row},
        {"surveys/pulse.csv": row},
        {"surveys/pulse.csv": row.replace(",4,", ",5,")},
        {"surveys/pulse.csv": row, "participants.yaml": PROGRAM["participants.yaml"] + "  - {id: new, name: New, role: mentee}\n"},
        {"surveys/pulse.csv": row, "surveys/pulse.yaml": PROGRAM["surveys/pulse.yaml"].replace("useful, text: Useful", "useful, text: Useful, scale: 0-10")},
        {},
    )  # fmt: skip
    for files in steps:
        sources = sources_of({**PROGRAM, **files})
        assert load(sources, memory=memory) == load(sources)


def test_findings_speak_french() -> None:
    """No English in French."""
    sources, found = loaded(HEAD.replace("useful", "usefull") + "mai,boss,mia--eva,x,,,9,,,,\n")
    for each in locate(sources, found.findings):
        for english, french in zip(
            say(each.finding, speak("en")), say(each.finding, speak("fr")), strict=True
        ):
            assert english != french
