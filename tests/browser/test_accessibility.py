"""An accessibility checker (axe-core) finds nothing serious in the page, nor in the forms of surveys."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.chromium import Tab

RUN = """
axe.run({exclude: [["[hidden]"]]}, {resultTypes: ["violations"], rules: {"color-contrast-enhanced": {enabled: false}}})
  .then((found) => found.violations.filter((each) => ["serious", "critical"].includes(each.impact)).map((each) => [each.impact, each.id, each.nodes.map((node) => node.html.slice(0, 160)).slice(0, 4)]))
"""


def _found(tab: Tab, axe: str) -> list[Any]:
    # The checker is put into the page from outside: the page's own policy would not let it in.
    tab.ask("Page.setBypassCSP", enabled=True)
    tab.run(axe + "; undefined")
    found: list[Any] = tab.run(RUN)
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (380, "dark")])
@pytest.mark.parametrize("place", ["", "#all"])
def test_nothing_stands_in_anybodys_way(
    tab: Tab, pages: dict[str, str], axe: str, language: str, width: int, scheme: str, place: str
) -> None:
    """The first report and all of them, in light and dark, wide and narrow, in both languages."""
    tab.look(width, 900, scheme)
    tab.go(pages[language] + place)
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


def test_the_checker_sees_what_is_wrong(tab: Tab, pages: dict[str, str], axe: str) -> None:
    """It is not silent because it does not look."""
    tab.go(pages["en"])
    tab.run("document.getElementById('search').previousElementSibling.remove()")
    assert {name for _, name, _ in _found(tab, axe)} >= {"label"}
