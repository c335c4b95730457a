"""Forms of surveys: a sheet that reads back, a mail, and a page that needs nothing but itself."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from rmentor.changes import Write
from rmentor.errors import TemplateFailed
from rmentor.folder.answers import answer_cells, columns_of
from rmentor.folder.csv_text import safe
from rmentor.followup.surveys import recipients
from rmentor.language.catalogue import speak
from rmentor.model.pairs import Pair
from rmentor.model.program import Contact, Program
from rmentor.model.sessions import JournalEntry
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Topic, Words
from rmentor.reporting.forms import FORMATS, form_changes, topics_of
from tests.builders import a_mentee, a_mentor, a_program
from tests.reporting.hostile import ANYTHING, NAMES
from tests.reporting.programs import TODAY

PULSE = Survey(
    "pulse",
    Words("Le ressenti", "The pulse"),
    ("mentor", "mentee"),
    items=(
        SurveyItem("useful", Words("Utile", "Useful")),
        SurveyItem("own-hands", Words("Mes mains", "My hands"), audience=("mentee",)),
        SurveyItem("fit", Words("Convient", "Fits"), "choice", ("good", "deciding", "other one")),
        SurveyItem("recommend", Words("Recommander", "Recommend"), "0-10"),
        SurveyItem("levels", Words("Niveaux", "Levels"), "topics"),
        SurveyItem("change", Words("Changer", "Change"), "text"),
    ),
    ask="each",
)
MANAGER = Survey(
    "final-manager", Words("Fin", "End"), ("manager",), items=PULSE.items[:1], ask="last"
)
TOPICS = {
    "linkedin": Topic("linkedin", Words("LinkedIn pro", "LinkedIn for work"), "social-media"),
    "seo": Topic("seo", Words("Référencement", "Search engines")),
    "agile": Topic("agile", Words("Agilité", "Agile"), "innovation"),
}


def a_world(**fields: object) -> Program:
    """Make a program in which one session was held, and nobody has said how it was."""
    known = {
        "coordinator": Contact("Salomé G.", "salome@example.org"),
        "pairs": (Pair("mia--eva", "mia", ("eva",), ("linkedin", "seo")),),
        "journal": {"mia--eva": (JournalEntry(6, TODAY),)},
        "surveys": {"pulse": PULSE, "final-manager": MANAGER},
        "topics": TOPICS,
        **fields,
    }
    people = (a_mentor(name="Mia M."), a_mentee(name="Eva É.", manager="mia"))
    return replace(a_program(*people), **known)  # type: ignore[arg-type]


def forms(
    program: Program,
    survey: Survey = PULSE,
    language: str = "en",
    files: dict[str, bytes] | None = None,
    formats: tuple[str, ...] = FORMATS,
) -> dict[str, str]:
    """Texts of the forms by path."""
    changes = form_changes(
        program,
        survey,
        files or {},
        recipients(program, survey, TODAY),
        formats=formats,
        roles=survey.audience,
        folder="reports/surveys",
        language=speak(language),
    )
    texts = {}
    for change in changes:
        assert isinstance(change, Write)
        assert isinstance(change.text, str)
        texts[change.file.removeprefix("reports/surveys/")] = change.text
    return texts


class Page(HTMLParser):
    """What a browser sees of a page: tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        """Attributes of all of these tags."""
        return [attributes for tag, attributes in self.tags if tag in tags]


def test_a_form_for_each_role_and_one_sheet() -> None:
    """Named after the survey, and after the role where there are several."""
    assert set(forms(a_world())) == {
        "pulse.csv", "pulse-mentor.md", "pulse-mentee.md", "pulse-mentor.html", "pulse-mentee.html",
    }  # fmt: skip
    names = {"final-manager.csv", "final-manager.md", "final-manager.html"}
    assert set(forms(a_world(), MANAGER)) == names


@pytest.mark.parametrize(("language", "delimiter"), [("en", ","), ("fr", ";")])
def test_the_sheet_has_a_row_for_each_answer_that_is_awaited(language: str, delimiter: str) -> None:
    """Below the questions and the columns' ids; a spreadsheet of that language opens it as it is."""
    text = forms(a_world(), language=language)["pulse.csv"]
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    assert rows[1] == [
        "person", "role", "pair", "session", "date", "name", "partner",
        "useful", "own-hands", "fit", "recommend", "levels.linkedin", "levels.seo", "change",
    ]  # fmt: skip
    assert [row[:7] for row in rows[2:]] == [
        ["eva", "mentee", "mia--eva", "6", "", "Eva É.", "Mia M."],
        ["mia", "mentor", "mia--eva", "6", "", "Mia M.", "Eva É."],
    ]
    asked = {"en": "Useful (1 = not at all … 5 = fully)", "fr": "Utile (1 = pas du tout d’accord … 5 = tout à fait d’accord)"}  # fmt: skip
    assert rows[0][7] == asked[language]


def test_the_sheet_of_managers_says_whom_to_ask_about_whom() -> None:
    """The manager's name stands beside the mentee's."""
    text = forms(a_world(), MANAGER)["final-manager.csv"]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[2][:8] == ["eva", "manager", "", "", "", "Eva É.", "", "Mia M."]


def test_before_the_start_all_topics_are_asked_about_and_later_the_pairs_own() -> None:
    """Many topics share one column of the sheet, which an import reads as people write them."""
    program = a_world()
    awaited = recipients(program, PULSE, TODAY)
    assert topics_of(program, PULSE, awaited) == ["linkedin", "seo"]
    assert topics_of(program, PULSE, []) == ["linkedin", "seo"]
    assert topics_of(replace(program, pairs=()), PULSE, []) == list(TOPICS)
    intake = replace(PULSE, ask="start")
    assert topics_of(program, intake, []) == list(TOPICS)
    many = {f"t{n}": Topic(f"t{n}", Words(f"T{n}", f"T{n}")) for n in range(13)}
    text = forms(replace(program, topics=many), intake)["pulse.csv"]
    head = next(csv.reader(io.StringIO(text.splitlines()[1])))
    assert head[-2:] == ["levels", "change"]
    assert "Levels (such as: T0 5, T1 5)" in text


def test_a_role_is_asked_only_what_it_is_asked() -> None:
    """Questions for mentees are not in the mentors' forms."""
    texts = forms(a_world())
    for ending in ("md", "html"):
        assert "My hands" in texts[f"pulse-mentee.{ending}"]
        assert "My hands" not in texts[f"pulse-mentor.{ending}"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_asks_for_nothing_from_elsewhere(language: str) -> None:
    """It runs only its own script, sends nothing, and names its language."""
    text = forms(a_world(), language=language)["pulse-mentee.html"]
    page = Page(text)
    policy = next(m["content"] for m in page.of("meta") if "http-equiv" in m) or ""
    for kind in ("style", "script"):
        content = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        assert len(content) == 1
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "form-action 'none'" in policy
    assert not re.search(r"https?:|//[a-z]|@import|url\(|fetch|XMLHttp|localStorage|cookie", text)
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object")]
    assert not [
        a for _, attributes in page.tags for a in attributes if a.startswith("on") or a == "style"
    ]
    assert page.of("html") == [{"lang": language}]


def test_every_answer_has_its_label_and_its_column() -> None:
    """Readable by a screen reader; the columns are those of surveys/pulse.csv."""
    page = Page(forms(a_world())["pulse-mentee.html"])
    labelled = {each.get("for") for each in page.of("label")}
    for tag, attributes in page.tags:
        if tag in ("select", "textarea") or attributes.get("type") in ("text", "number"):
            assert attributes.get("id") in labelled or attributes.get("aria-label")
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(page.of("fieldset")) == len(page.of("legend")) == 5
    columns = [a["data-column"] for _, a in page.tags if "data-column" in a]
    wanted = columns_of(PULSE, {"levels": ("linkedin", "seo")})[5:]
    assert sorted(map(str, columns)) == sorted(wanted)
    values = {(a["name"], a["value"]) for a in page.of("input") if a.get("type") == "radio"}
    assert {v for n, v in values if n == "q-useful"} == {"1", "2", "3", "4", "5"}
    assert {v for n, v in values if n == "q-recommend"} == {str(n) for n in range(11)}
    assert {v for n, v in values if n == "q-fit"} == {"good", "deciding", "other one"}
    assert {a["value"] for a in page.of("option")} == {"", "0", "1", "2", "3", "4", "5"}


def test_forms_for_everybody_name_nobody() -> None:
    """No name, id or pair of anybody who answers stands in a mail or on a page."""
    for language in ("en", "fr"):
        for name, text in forms(a_world(), language=language).items():
            if not name.endswith("csv"):
                assert not [each for each in ("Mia M.", "Eva É.", "mia--eva") if each in text]


def test_the_page_saves_cells_as_safe_as_rmentor_s_own() -> None:
    """Its script and the program agree on which cells a spreadsheet would compute."""
    script = forms(a_world())["pulse-mentee.html"]
    found = re.search(r"const safe = /(.*?)/\.test", script)
    assert found is not None
    for cell in ("=1", "+1", "-1", "@x", "'=1", "''=1", "a=1", "'a", "1"):
        assert bool(re.match(found[1], cell)) == (safe(cell) != cell)
    keys = re.findall(r'\["(person|role|pair|session|date)"', script)
    assert keys[-5:] == ["person", "role", "pair", "session", "date"]


def test_the_mail_explains_its_scales_in_both_languages() -> None:
    """Plain questions to answer in a reply."""
    english = forms(a_world())["pulse-mentee.md"]
    assert "From 1 (not at all) to 5 (fully):" in english
    assert "- [ ] I am still deciding" in english
    assert "- 3 · able alone" in english
    assert "salome@example.org" in english
    french = forms(a_world(), language="fr")["pulse-mentee.md"]
    assert "De 1 (pas du tout d’accord) à 5 (tout à fait d’accord)\u00a0:" in french
    assert "- [ ] je ne sais pas encore" in french
    assert "**Votre nom\u00a0:**" in french


@pytest.mark.parametrize("name", NAMES)
def test_names_and_questions_cannot_break_out(name: str) -> None:
    """Of the page, of the mail, of the sheet."""
    _check_hostile(name)


@settings(max_examples=25)  # each makes two pages of templates
@given(ANYTHING)
def test_whatever_people_type_is_text(typed: str) -> None:
    """In titles, questions, topics, choices and names of coordinators."""
    _check_hostile(typed)


def _check_hostile(typed: str) -> None:
    words = Words(typed, typed)
    items = tuple(replace(item, text=words) for item in PULSE.items)
    items = tuple(replace(i, choices=("good", typed)) if i.choices else i for i in items)
    survey = replace(PULSE, title=words, items=items)
    plain = forms(a_world(), formats=("html", "csv"))
    program = a_world(
        name=typed, coordinator=Contact(typed, typed),
        topics={"linkedin": replace(TOPICS["linkedin"], title=words, group=typed), "seo": TOPICS["seo"]},
    )  # fmt: skip
    texts = forms(program, survey, formats=("html", "csv"))
    structure = [tag for tag, _ in Page(plain["pulse-mentor.html"]).tags]
    found = [tag for tag, _ in Page(texts["pulse-mentor.html"]).tags]
    # Three choices became two, and the link to a mail address may be gone.
    left_out = {"a", "label", "input", "span", "p", "strong"}
    assert [t for t in found if t not in left_out] == [t for t in structure if t not in left_out]
    scripts = [
        re.search(r"<script>.*</script>", each["pulse-mentor.html"], re.DOTALL)
        for each in (plain, texts)
    ]
    assert scripts[0] is not None
    assert scripts[1] is not None
    assert scripts[0][0] == scripts[1][0]
    assert len(list(csv.reader(io.StringIO(texts["pulse.csv"], newline="")))) == 4


def test_a_program_s_own_template_is_used_and_told_where_it_fails() -> None:
    """By the same file name; its mistakes name the file."""
    own = {"templates/survey.html": b'<p title="{{ title }}">{{ questions|length }}</p>\n'}
    assert forms(a_world(), files=own)["pulse-mentor.html"] == '<p title="The pulse">5</p>\n'
    with pytest.raises(TemplateFailed) as caught:
        forms(a_world(), files={"templates/survey.md": b"x\n{{ nonsense }}\n"})
    assert caught.value.args_by_name["file"] == "templates/survey.md"


def test_the_day_of_closing_is_told() -> None:
    """In the mail and on the page."""
    texts = forms(a_world(), replace(PULSE, closes=TODAY))
    assert all("1 March 2027" in text for name, text in texts.items() if not name.endswith("csv"))


def test_columns_of_an_answer_follow_the_headings() -> None:
    """What has no column is not written, and what was not said is empty."""
    answer = Answer("pulse", "mia", "mentor", scales={"useful": 3}, topics={"levels": {"seo": 2}})
    cells = answer_cells(answer, ("person", "pair", "levels.seo", "levels.linkedin", "useful"))
    assert cells == ["mia", "", "2", "", "3"]
