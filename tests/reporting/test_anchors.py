"""Anchors as forges give them, and tables of contents that lead to them."""

from __future__ import annotations

import re

import pytest

from rmentor.language.catalogue import speak
from rmentor.model.program import Program
from rmentor.reporting.anchors import FEWEST, Anchors
from rmentor.reporting.escape import anchor
from rmentor.reporting.render import Renderer
from rmentor.reporting.views.site import EntryView
from tests.builders import sources_of
from tests.reporting.marks import headings
from tests.reporting.pages import called
from tests.reporting.programs import a_rich_program
from tests.reporting.written import texts

CONTENTS = re.compile(r"^- \[(.+)\]\(#(.+)\)$", re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        # As github-slugger's fixtures have them, which were taken from GitHub.
        ("foo", "foo"),
        ("foo bar", "foo-bar"),
        ("foo-bar", "foo-bar"),
        ("Foo_Bar 2", "foo_bar-2"),
        ("I ♥ unicode", "i--unicode"),
        ("Dash-dash", "dash-dash"),
        ("en–dash", "endash"),
        ("em—dash", "emdash"),
        ("😄 unicode emoji", "-unicode-emoji"),
        ("Привет non-latin 你好", "привет-non-latin-你好"),
        # As Ruby has its class "Word": marks stay, superscripts and fractions go.
        ("E\u0301te\u0301", "e\u0301te\u0301"),
        ("m² et ½", "m-et-"),
        ("हिन्दी", "हिन्दी"),
        # A no-break space is no space there.
        ("Séance 1\u00a0: bilan", "séance-1-bilan"),
        ("Et maintenant\u202f?", "et-maintenant"),
        ("ÉQUITÉ", "équité"),
        ("`code` *it*", "code-it"),
    ],
)
def test_anchors_are_those_of_the_forges(heading: str, expected: str) -> None:
    """Lower case, letters with their marks, digits, hyphens; spaces become hyphens, the rest goes."""
    assert anchor(headings(f"# {heading}\n")[0][1]) == expected


def test_a_heading_that_comes_again_is_numbered() -> None:
    """From 1, each title by itself, whatever level it stands on."""
    anchors = Anchors()
    said = [anchors.next(each) for each in ("Topics", "KPI", "topics!", "Topics", "KPI")]
    assert said == ["topics", "kpi", "topics-1", "topics-2", "kpi-1"]


def _of_gitlab(heading: str) -> str:
    """What ``Gitlab::Utils::Markdown.string_to_anchor`` makes of it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return re.sub(r"^(\d+)$", r"anchor-\1", re.sub("-+", "-", kept.replace(" ", "-")))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_forge_finds_what_the_contents_lead_to(language: str) -> None:
    """GitLab makes one hyphen of several, GitHub does not: no main heading of ours has several."""
    found = 0
    for path, text in texts(a_rich_program(language)).items():
        listed = CONTENTS.findall(text)
        if listed:
            found += 1
            main = [title for tag, title in headings(text) if tag == "h2"]
            assert [title for title, _ in listed] == main, path
            assert [target for _, target in listed] == [_of_gitlab(title) for title in main], path
    assert found == 2  # the program's report and the final review


def _written(template: str, program: Program | None = None) -> str:
    name = program.name if program else "x"
    renderer = Renderer(sources_of({"templates/t.md": template}).files, speak("en"))
    return renderer.render("t.md", EntryView(name, name))


def test_a_template_says_where_its_contents_stand() -> None:
    """Main headings only, with what people typed as text, and code is no heading."""
    made = _written(
        "# T\n\n{{ contents }}\n\n## A\n\n### Not this\n\n## B & [c](d) *e*\n\n```\n## Not that\n```\n\n"
        "Underlined\n---\n\n## A\n\n## {{ label }}\n",
        called(a_rich_program("en"), "1. [x](y) <b>"),
    )
    assert made.startswith(
        "# T\n\n- [A](#a)\n- [B & c e](#b--c-e)\n- [Underlined](#underlined)\n- [A](#a-1)\n"
        "- [1\\. \\[x\\](y) &lt;b&gt;](#1-xy-b)\n\n## A\n"
    )
    assert headings(made)[0] == ("h1", "T")


def test_few_headings_need_no_contents() -> None:
    """Nothing is left of the mark, not even a blank line too many."""
    few = "".join(f"## H{number}\n\n" for number in range(FEWEST - 1))
    assert _written("# T\n\n{{ contents }}\n\n" + few) == f"# T\n\n{few}".rstrip("\n") + "\n"
    assert _written("{% if contents %}# T{% endif %}\n") == "# T\n"
