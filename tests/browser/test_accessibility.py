"""An accessibility checker (axe-core) finds nothing in the page, nor in the forms of surveys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Tab
from tests.reporting.test_forms import a_world, forms

RUN = """
axe.run({exclude: [["[hidden]"]]}, {resultTypes: ["violations"], rules: {"color-contrast-enhanced": {enabled: false}}})
  .then((found) => found.violations.map((each) => [each.impact, each.id, each.nodes.map((node) => node.html.slice(0, 160)).slice(0, 4)]))
"""


def _found(tab: Tab, axe: str) -> list[Any]:
    # What is far from the window is drawn late; the checker is to see all of it.
    tab.run(
        "for (const each of document.querySelectorAll('article')) each.style.contentVisibility = 'visible'"
    )
    tab.settle()
    tab.run(axe + "; undefined")
    found: list[Any] = tab.run(RUN)
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (380, "dark")])
def test_nothing_stands_in_anybodys_way(
    tab: Tab, pages: dict[str, str], axe: str, language: str, width: int, scheme: str
) -> None:
    """In all reports, in light and dark, wide and narrow, in both languages."""
    tab.look(width, 900, scheme)
    tab.go(pages[language] + "#all")
    tab.settle()
    assert _found(tab, axe) == []


def test_nothing_stands_in_the_way_of_a_search(tab: Tab, pages: dict[str, str], axe: str) -> None:
    """Nor while lines are found, or none is."""
    tab.go(pages["fr"] + "#program")
    for text in ("pauline", "zzzz"):
        tab.run("document.getElementById('search').select()")
        tab.type(text)
        tab.wait_until("document.getElementById('found').textContent")
        tab.settle()
        assert _found(tab, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_an_answer(
    tab: Tab, tmp_path: Path, axe: str, scheme: str
) -> None:
    """The page of a survey, with scales, choices, topics and texts."""
    form = tmp_path / "form.html"
    form.write_text(forms(a_world(), language="fr")["pulse-mentee.html"], "utf-8")
    tab.look(380, 900, scheme)
    tab.go(form.as_uri())
    tab.settle()
    assert _found(tab, axe) == []
    assert tab.complaints() == []


def test_the_checker_sees_what_is_wrong(tab: Tab, pages: dict[str, str], axe: str) -> None:
    """It is not silent because it does not look."""
    tab.go(pages["en"])
    tab.run("document.getElementById('search').previousElementSibling.remove()")
    assert {name for _, name, _ in _found(tab, axe)} >= {"label"}
