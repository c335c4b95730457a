"""docs/templates.md says what templates may name: all of it, with examples that are true, and nothing that is gone."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import nodes

from rmentor.cli.reports.names import page
from rmentor.language.catalogue import speak
from rmentor.reporting.counting import LONGEST_EXPRESSION
from rmentor.reporting.reference import (
    EXAMPLES,
    all_views,
    name_keys,
    names_in,
    shipped_examples,
    title_of,
)
from rmentor.reporting.render import Renderer
from rmentor.reporting.sandbox import LONGEST_RANGE, Sandbox
from rmentor.reporting.shelf import LONGEST_TEMPLATE
from rmentor.reporting.templates import TEMPLATES, view_of
from rmentor.reporting.views.sponsor import sponsor_view
from rmentor.resources import template_names, template_text
from tests.reporting.examples import BY_HAND, examples
from tests.reporting.programs import TODAY, a_rich_program, its_pairing

DOC = Path(__file__).parents[2] / "docs" / "templates.md"
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
# Functions that documents have beside those of every sandbox.
FUNCTIONS = ("_", "gettext", "ngettext", "pgettext", "contents", "trans", "loop.index")


@pytest.fixture(scope="module")
def text() -> str:
    """The page."""
    return DOC.read_text("utf-8")


def test_the_page_is_current(text: str) -> None:
    """Whoever changes a view or its docstring runs make docs."""
    assert page(text) == text


def test_the_examples_are_current() -> None:
    """They are what the example program gives, not what it once gave; make docs."""
    assert json.loads(EXAMPLES.read_text("utf-8")) == examples()


def test_every_name_has_a_meaning_and_an_example() -> None:
    """A name that leads to a view has that view's names for an example."""
    known, views = shipped_examples(), frozenset(all_views())
    for view in views:
        for each in names_in(view, known):
            where = f"{title_of(view)}.{each.name}"
            assert re.fullmatch(r"[A-Z`].*\.", each.meaning), where
            assert each.example or each.view in views, where


def test_no_example_is_of_something_that_is_gone_or_that_a_program_gives() -> None:
    """What is written by hand is what no small program shows."""
    assert set(BY_HAND) <= set(name_keys())
    assert shipped_examples().of_people <= set(name_keys())


def test_the_page_has_every_view_of_every_template(text: str) -> None:
    """Under its title, with a row for each of its names in their order."""
    views = all_views()
    assert len({title_of(view) for view in views}) == len(views)
    sections = dict(
        re.findall(r"^### (\w+\.\w+)\n(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL)
    )
    assert set(sections) == {title_of(view) for view in views}
    for view in views:
        rows = [row[0] for row in ROW.findall(sections[title_of(view)])]
        assert rows == [field.name for field in fields(view)]
    for template in TEMPLATES:
        assert f"| `{template}` | " in text
        assert f"### {title_of(view_of(template) or object)}" in text


def test_what_our_own_templates_name_is_on_the_page(text: str) -> None:
    """Counted from the templates themselves, which use what their authors found."""
    environment = Sandbox(extensions=["jinja2.ext.i18n"])
    documented = {row[0] for row in ROW.findall(text)}
    above = text[: text.index("## Templates and their views")]
    loops = {"index", "index0", "first", "last", "length", "previtem", "nextitem"}
    used: set[str] = set()
    for name in template_names():
        tree = environment.parse(template_text(name))
        stored = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
        stored |= {each.name for each in tree.find_all(nodes.Macro)}
        loaded = {each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"} - stored
        assert all(f"`{each}" in above or each in documented for each in loaded - {"loop"}), name
        used |= {each.attr for each in tree.find_all(nodes.Getattr)} - stored
        for each in tree.find_all(nodes.Filter):
            assert f"`{each.name}`" in above, (name, each.name)
    assert used - loops - documented == set()
    assert len(used) > 100


def test_every_filter_function_and_limit_is_on_the_page(text: str) -> None:
    """Those that there are, and their numbers."""
    environment = Sandbox()
    for name in environment.filters:
        assert f"`{name}`" in text, name
    for name in (*environment.globals, *FUNCTIONS):
        assert re.search(rf"`(?:\{{[{{%] )?{re.escape(name)}\b", text), name
    assert f"{LONGEST_TEMPLATE // 1024} KiB" in text
    assert f"| `range` | {LONGEST_RANGE} numbers |" in text
    assert f"| one expression | {LONGEST_EXPRESSION} parts |" in text


def test_names_of_participants_are_told_where_they_may_be(text: str) -> None:
    """What an author must not show to everybody; kits may be shown."""
    rows = {(row[0], "Names participants." in row[2]) for row in ROW.findall(text)}
    assert {("mentor", True), ("who", True), ("objectives", False), ("paired", False)} <= rows
    kit = text[text.index("### kits.Kit\n") : text.index("### kits.Stage\n")]
    assert "Names participants." not in kit


def test_the_example_of_the_page_works(text: str) -> None:
    """Its files, as a reader copies them, make the page that it promises."""
    files = {
        f"templates/{name}": content.encode()
        for name, content in re.findall(
            r"^`templates/(\S+)`.*?^```jinja\n(.*?)^```", text, re.MULTILINE | re.DOTALL
        )
    }
    assert len(files) == 3
    program = a_rich_program("en")
    view = sponsor_view(program, its_pairing(program), TODAY, speak("en"))
    made = Renderer(files, speak("en")).render("sponsor.md", view)
    assert "| What we measure | Now | Where we want to be |\n|---|--:|--:|\n| " in made
    assert "3 of our members learn from somebody younger." in made
    style = Renderer(files, speak("en")).render("_site-style.html", view)
    assert style.rstrip().endswith(":root { --accent: #7a1f5c; --on-accent: #ffffff; }")
    assert "--ground" in style
