"""The page of all reports: it says what the Markdown says, and needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from dataclasses import replace
from functools import cache
from os.path import normpath
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from rmentor.language.catalogue import speak
from rmentor.reporting.escape import one_line
from rmentor.reporting.render import Renderer
from rmentor.reporting.site import page as site_page
from rmentor.reporting.site.page import Document, page, site_view
from tests.builders import a_program, sources_of
from tests.reporting import hostile
from tests.reporting.pages import Element, called, page_of, read, view_of
from tests.reporting.programs import TODAY, a_rich_program
from tests.reporting.written import written

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
ALLOWED = re.compile(r"(?:mailto:|#|\.\./|[a-z])")


@cache
def _page(language: str) -> str:
    return page_of(a_rich_program(language))


def _articles(root: Element) -> dict[str, Element]:
    return {each.attributes["id"]: each for each in root.all("article")}


def _one(*documents: Document, pictures: dict[str, str] | None = None) -> Element:
    """The page of some documents of a program that has nothing else."""
    language = speak("en")
    view = site_view(a_program(), documents, pictures or {}, language)
    return read(page(Renderer(sources_of({}).files, language), view))


@LANGUAGES
def test_the_page_runs_and_shows_nothing_but_its_own(language: str) -> None:
    """Its policy names its style and its script by what they say; no attribute holds code or style."""
    text = _page(language)
    root = read(text)
    (policy,) = (
        each.attributes["content"]
        for each in root.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    digests = {}
    for tag in ("style", "script"):
        (block,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digests[tag] = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
    assert policy == (
        "default-src 'none'; img-src data:; "
        f"style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert len(root.all("script")) == len(root.all("style")) == 1
    assert not root.all("link", "iframe", "object", "embed", "base", "form", "image", "use")
    for each in root.all():
        names = set(each.attributes)
        assert not names & {"style", "src", "srcset", "action", "xlink:href"}, each.tag
        assert not any(name.startswith("on") for name in names), each.tag
        assert ALLOWED.match(each.attributes.get("href", "#")), each.attributes["href"]
    assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", text)


@LANGUAGES
def test_every_document_says_what_its_markdown_says(language: str) -> None:
    """Word for word, as another writer of HTML makes it of the same Markdown."""
    view, documents = view_of(a_rich_program(language))
    articles = _articles(read(_page(language)))
    other = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    assert len(articles) == len(documents) == len(view.documents) >= 15
    for document in documents:
        article = articles[document.path.removeprefix("reports/").removesuffix(".md")]
        for hidden in article.all():
            hidden.inside = [
                e for e in hidden.inside if isinstance(e, str) or e.tag not in ("caption", "svg")
            ]
        # Cells of a table stand without a space between them, which a page of thousands saves.
        said, meant = article.text, read(other.render(document.text)).text
        assert "".join(said.split()) == "".join(meant.split()), document.path


@LANGUAGES
def test_every_way_leads_somewhere(language: str) -> None:
    """Links between reports are anchors of the page; other files lie where the page says."""
    root = read(_page(language))
    ids = [each.attributes["id"] for each in root.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    files = written(a_rich_program(language))
    targets = [each.attributes["href"] for each in root.all("a")]
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in {*ids, "all"}, target
        else:
            assert normpath(f"reports/{unquote(target)}") in files, target
    accents = "#program/calendrier" if language == "fr" else "#program/schedule"
    assert {accents, "#pairs/amine-b--eva-m", "../calendars/program.ics"} <= set(targets)
    for each in root.all():
        for name in ("aria-labelledby", "aria-describedby", "for", "aria-controls"):
            assert set(each.attributes.get(name, "").split()) <= set(ids), each.tag


def test_anchors_with_accents_lead_to_their_headings() -> None:
    """Markdown writes them with percent signs, the page as they are."""
    text = "# Été\n\n[vers](#équité) [là](#%C3%A9quit%C3%A9)\n\n## Équité\n\n## Équité\n\n[bas](#équité-1)\n"
    root = _one(Document("reports/program.md", text))
    targets = [a.attributes["href"] for a in _articles(root)["program"].all("a")]
    assert targets == ["#program/équité", "#program/équité", "#program/équité-1"]
    assert [h.attributes["id"] for h in root.all("h2")] == ["program/équité", "program/équité-1"]


@LANGUAGES
def test_tables_say_what_their_figures_are_of(language: str) -> None:
    """Each has the words of its heading, and names its columns and rows to those who do not see it."""
    root = read(_page(language))
    tables = root.all("table")
    assert len(tables) > 30
    for table in tables:
        (caption,) = table.all("caption")
        assert caption.text
        widths = {len(row.all("th", "td")) for row in table.all("tr")}
        assert len(widths) == 1, caption.text
        for cell in table.all("th"):
            assert cell.text
            assert cell.attributes["scope"] in ("col", "row")


def test_a_head_without_words_is_none() -> None:
    """Markdown needs a first line for every table; a page does not."""
    root = _one(Document("reports/x.md", "# X\n\n| | |\n|---|--:|\n| **a** | 1 |\n| | 2 |\n"))
    (table,) = root.all("table")
    assert not table.all("thead")
    assert [(cell.tag, cell.text) for cell in table.all("th", "td")] == [
        ("th", "a"), ("td", "1"), ("td", ""), ("td", "2"),
    ]  # fmt: skip
    assert [cell.attributes.get("class") for cell in table.all("td")] == ["right", None, "right"]


@LANGUAGES
def test_pictures_stand_in_the_page(language: str) -> None:
    """With titles and descriptions of their own, also where one is shown twice, and no style inside."""
    root = read(_page(language))
    pictures = root.all("svg")
    assert len(pictures) >= 4
    ids = {each.attributes.get("id"): each for each in root.all()}
    for picture in pictures:
        named = picture.attributes["aria-labelledby"].split()
        assert [ids[each].tag for each in named] == ["title", "desc"]
        assert all(ids[each].text and ids[each] in picture.all() for each in named)
        assert not picture.all("style")
        for each in picture.all():
            for said in each.attributes.values():
                assert set(re.findall(r"url\(#([^)]+)\)", said)) <= set(ids)


def test_what_the_page_lacks_is_a_link() -> None:
    """A picture of a template's own, near or far, is not fetched; in a link it is its words."""
    text = (
        "![our logo](logo.png) ![far](https://far.example/x.svg)\n\n"
        "[![in a link](logo.png)](https://far.example)\n\n![](bare.svg)\n"
    )
    root = _one(Document("reports/pairs/a--b.md", text))
    assert not root.all("img", "svg")
    links = _articles(root)["pairs/a--b"].all("a")
    assert [(each.text, each.attributes["href"]) for each in links] == [
        ("our logo", "pairs/logo.png"),
        ("far", "https://far.example/x.svg"),
        ("in a link", "https://far.example"),
        ("bare.svg", "pairs/bare.svg"),
    ]


def test_pictures_of_hundreds_of_pairs_stay_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the page stays light; the sponsor's own stay in it all the same."""
    drawn = '<svg xmlns="http://www.w3.org/2000/svg"><style>.rmentor text{}</style></svg>\n'
    pictures = {
        "reports/all.svg": drawn,
        "reports/pairs/a.svg": drawn,
        "reports/pairs/b.svg": drawn,
    }
    documents = [Document("reports/sponsor.md", "![all](all.svg)\n")]
    documents += [Document(f"reports/pairs/{p}.md", f"![{p}]({p}.svg)\n") for p in "ab"]
    assert len(_one(*documents, pictures=pictures).all("svg")) == 3
    monkeypatch.setattr(site_page, "MOST_OF_PAIRS", 2 * len(drawn) - 1)
    root = _one(*documents, pictures=pictures)
    assert len(root.all("svg")) == 1
    targets = [each.attributes["href"] for each in _articles(root)["pairs/a"].all("a")]
    assert targets == ["pairs/a.svg"]


def _shape(root: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and their attributes; labels in a picture depend on how long names are."""
    for picture in root.all("svg"):
        picture.inside = []
    return [(each.tag, tuple(sorted(each.attributes))) for each in root.all()]


@cache
def _plain_shape() -> list[tuple[str, tuple[str, ...]]]:
    return _shape(read(page_of(called(a_rich_program("fr"), "x"), "sponsor", "program", "pair")))


@given(name=hostile.ANYTHING)
@settings(max_examples=15)
def test_no_name_changes_the_parts_of_the_page(name: str) -> None:
    """Whatever people type is text: no element and no attribute is made of it."""
    if not one_line(name):
        return
    root = read(page_of(called(a_rich_program("fr"), name), "sponsor", "program", "pair"))
    assert _shape(root) == _plain_shape()


@pytest.mark.parametrize("name", hostile.NAMES)
def test_hostile_names_are_read_as_they_were_typed(name: str) -> None:
    """The reader of the page sees the name, character by character."""
    seen = " ".join(one_line(name).split())
    root = read(page_of(called(a_rich_program("en"), name), "program"))
    cells = {cell.text for cell in root.all("th", "td")}
    assert seen in cells
    assert root.all("title")[0].text == seen


def test_documents_stand_in_reading_order() -> None:
    """The essentials first, then the programme, its end, others, pairs, what is handed out, certificates."""
    view, _ = view_of(a_rich_program("en"))
    ids = [each.id for each in view.documents]
    assert ids[:3] == ["sponsor", "program", "closing"]
    kinds = [each.split("/")[0] if "/" in each else "" for each in ids]
    assert kinds.index("pairs") == 3
    assert kinds[-4:] == ["certificates"] * 4
    assert [group.title for group in view.groups] == [None, "Pairs", "To hand out", "Certificates"]
    labels = [entry.label for entry in view.groups[3].entries]
    assert labels == ["Amine B.", "Carmen O.", "Catherine A.", "Pauline R."]
    assert view.groups[1].entries[0].label == "Amine B. teaches Carmen O."
    with_another = site_view(
        a_program(),
        [
            Document(f"reports/{name}.md", f"# The {name}\n")
            for name in ("zoo", "closing", "program")
        ],
        {},
        speak("en"),
    )
    assert [each.label for each in with_another.groups[0].entries] == [
        "The whole programme", "The final review", "The zoo",
    ]  # fmt: skip


def test_same_documents_same_bytes_in_any_order() -> None:
    """The page depends on what the documents say, not on who comes first."""
    program = a_rich_program("fr")
    _, documents = view_of(program)
    made = set()
    for seed in range(3):
        mixed = list(documents)
        random.Random(seed).shuffle(mixed)
        view = site_view(program, mixed, {}, speak("fr"))
        made.add(page(Renderer(sources_of({}).files, speak("fr")), view))
    assert len(made) == 1


def test_a_preview_may_ask_its_own_server_and_a_file_nobody() -> None:
    """Only the page that a preview serves listens to what comes next."""
    program = a_rich_program("en")
    file, shown = page_of(program, "sponsor"), page_of(program, "sponsor", preview="abc")
    assert "connect-src" not in file
    assert "EventSource" not in file
    assert " connect-src 'self';" in shown
    assert 'data-preview="abc"' in shown
    for text in (file, shown):
        (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}'" in text


def test_french_stays_french() -> None:
    """The page says which language it speaks, and its spaces do not break."""
    text = _page("fr")
    assert '<html lang="fr">' in text
    assert "fonctionne\u202f?" in text
    assert 'data-months="janvier,février,' in text
    assert '<html lang="en">' in _page("en")


def test_days_without_a_year_begin_with_the_programme() -> None:
    """For sorting by date across a new year."""
    program = replace(a_rich_program("en"), start=TODAY.replace(month=10, day=1))
    assert view_of(program, "sponsor")[0].first_month == 10
    assert view_of(replace(program, start=None), "sponsor")[0].first_month == 1


def test_html_in_a_template_is_text() -> None:
    """Markdown of one's own templates cannot put elements into the page."""
    templates = {
        "templates/sponsor.md": "# Ours\n\n<script>alert(1)</script> <b onclick='x'>b</b>\n"
    }
    root = read(page_of(a_rich_program("en"), "sponsor", templates=templates))
    article = _articles(root)["sponsor"]
    assert "<script>alert(1)</script>" in article.text
    assert {each.tag for each in article.all()} == {"h1", "p"}


def test_everything_that_markdown_has_is_written() -> None:
    """Lists with any first number, quotes, code, rules, breaks, what is struck out."""
    text = (
        "7. seven\n8. eight\n\n> quoted\n\n```yaml\na: <b>\n```\n\n    indented\n\n---\n\n"
        "*it* **bold** ~~gone~~ `a<b` hard\\\nbreak &amp; [mail](mailto:a@example.org)\n\n- loose\n\n- list\n"
    )
    article = _articles(_one(Document("reports/x.md", text)))["x"]
    tags = [each.tag for each in article.all()]
    assert tags == [
        "ol", "li", "li", "blockquote", "p", "pre", "code", "pre", "code", "hr", "p", "em", "strong",
        "s", "code", "br", "a", "ul", "li", "p", "li", "p",
    ]  # fmt: skip
    assert article.all("ol")[0].attributes == {"start": "7"}
    assert article.all("pre")[0].text == "a: <b>"
    assert article.text.startswith("seven eight quoted")


def test_one_report_is_a_page_as_well() -> None:
    """It is the only one, and there is nowhere else to go."""
    root = _one(Document("reports/sponsor.md", "# One\n"))
    assert len(root.all("article")) == 1
    assert [each.attributes["href"] for each in root.all("nav")[0].all("a")] == ["#sponsor"]
