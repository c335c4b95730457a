"""The page of all reports in a real browser: how it looks, and what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.chromium import Tab

# Reports that take room and whose headings are to be seen, whatever their attributes say.
SEEN = (
    "[...document.querySelectorAll('article')].filter((each) => each.getBoundingClientRect().height > 0 ||"
    " each.firstElementChild.checkVisibility()).map((each) => each.id)"
)
HITS = "document.getElementById('found').textContent"
# Rows of the participants' table that are to be seen.
PEOPLE = (
    "[...document.getElementById('program/participants').nextElementSibling.nextElementSibling"
    ".querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent)"
)


def _search(tab: Tab, text: str) -> str:
    """Type into the search field, from wherever the keyboard is; answer what is said of it."""
    tab.run("document.getElementById('search').select()")
    tab.type(text)
    tab.run("new Promise((done) => setTimeout(done, 150))")
    tab.settle()
    return str(tab.run(HITS))


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(380, "light", "fr"), (380, "dark", "en"), (1200, "light", "en"), (1200, "dark", "fr")],
)
def test_it_looks_right_and_asks_for_nothing(
    tab: Tab, pages: dict[str, str], tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    """Nothing sticks out of a phone, nothing is fetched, the console is silent; pictures are kept to look at."""
    tab.look(width, 900, scheme)
    tab.go(pages[language])
    for place in ("", "#program", "#pairs/pauline-r--catherine-a", "#closing", "#all"):
        tab.run(f"location.hash = {place!r}")
        tab.settle()
        name = place.strip("#").replace("/", "-") or "sponsor"
        tab.picture(tmp_path / f"{name}-{language}-{width}-{scheme}.png")
        sticks_out = (
            "[...document.querySelectorAll('body *')].filter((each) => each.checkVisibility() &&"
            " !each.closest('.wide, .skip') && each.getBoundingClientRect().right > innerWidth + 1)"
            ".map((each) => each.outerHTML.slice(0, 90))"
        )
        assert tab.run(sticks_out) == [], place
        assert tab.run("document.documentElement.scrollWidth") <= width
    ground = tab.run("getComputedStyle(document.body).backgroundColor")
    lightness = sum(map(int, re.findall(r"\d+", ground))) / 3
    assert lightness > 200 if scheme == "light" else lightness < 60
    assert tab.requests() == [pages[language]]
    assert tab.complaints() == []


def test_one_report_at_a_time(tab: Tab, pages: dict[str, str]) -> None:
    """The sponsor's page first; links, the address and the browser's own search lead to the others."""
    tab.go(pages["en"])
    assert tab.run(SEEN) == ["sponsor"]
    tab.run("document.querySelector(\"nav a[href='#program']\").click()")
    tab.settle()
    assert tab.run(SEEN) == ["program"]
    assert tab.run("document.activeElement.id") == "program"
    assert tab.run("document.querySelector('[aria-current]').textContent") == "The whole programme"
    assert tab.run("document.title") == "The whole programme · Mentorat inversé 2027"
    tab.run("document.querySelector(\"#program a[href='#pairs/amine-b--eva-m']\").click()")
    tab.settle()
    assert tab.run(SEEN) == ["pairs/amine-b--eva-m"]
    tab.run("history.back()")
    tab.wait_until("!document.getElementById('program').hidden")
    tab.run("location.hash = '#all'")
    tab.settle()
    assert len(tab.run(SEEN)) == tab.run("document.querySelectorAll('article').length")
    tab.go("about:blank")
    tab.go(pages["fr"] + "#program/équité")
    tab.settle()
    assert tab.run(SEEN) == ["program"]
    top = tab.run("document.getElementById('program/équité').getBoundingClientRect().top")
    assert 0 <= top < 60
    # What is hidden is there to be found: the browser opens it where it finds a word in it.
    assert tab.run("document.getElementById('closing').getAttribute('hidden')") == "until-found"
    tab.run(
        "document.querySelector('#closing h2').dispatchEvent(new Event('beforematch', {bubbles: true}))"
    )
    assert tab.run(SEEN) == ["closing"]


def test_the_search_keeps_the_lines_that_name_somebody(tab: Tab, pages: dict[str, str]) -> None:
    """By keyboard alone; it says how many there are, Enter opens the report, Escape ends it."""
    tab.go(pages["fr"] + "#program")
    everybody = tab.run(PEOPLE)
    assert len(everybody) == 7
    for _ in range(200):  # from the report that was opened to the end of the page, and round
        if tab.run("document.activeElement.id") == "search":
            break
        tab.press("Tab")
    tab.type("EVA M.")  # no accent, another case
    tab.wait_until(HITS)
    assert re.fullmatch(r"\d+ lignes dans \d+ rapports", tab.run(HITS))
    assert tab.run("document.getElementById('found').getAttribute('role')") == "status"
    assert tab.run(PEOPLE) == ["Éva M."]
    assert "pairs/amine-b--eva-m" in tab.run(SEEN)
    assert "pairs/pauline-r--catherine-a" not in tab.run(SEEN)
    shown = tab.run(
        "[...document.querySelectorAll('article li, article > p:not(.open)')]"
        ".filter((each) => each.checkVisibility()).map((each) => each.textContent)"
    )
    assert shown
    assert all("Éva M" in line for line in shown)
    ways = (
        "[...document.querySelectorAll('nav details li')].filter((each) => each.checkVisibility())"
    )
    assert tab.run(f"{ways}.map((each) => each.textContent)") == ["Amine B. accompagne Éva M."]
    tab.press("Escape")
    assert tab.run("document.getElementById('search').value") == ""
    assert tab.run(SEEN) == ["program"]
    assert tab.run(PEOPLE) == everybody
    assert _search(tab, "zzzz") == "Aucun résultat"
    assert tab.run(SEEN) == []
    assert _search(tab, "é") == ""
    assert tab.run(SEEN) == ["program"]
    _search(tab, "amine éva")
    tab.press("Enter")
    tab.wait_until("location.hash === '#pairs/amine-b--eva-m'")
    tab.settle()
    assert tab.run(SEEN) == ["pairs/amine-b--eva-m"]
    assert tab.run("document.activeElement.id") == "pairs/amine-b--eva-m"
    assert tab.complaints() == []


def test_a_narrowed_table_says_what_its_columns_are(tab: Tab, pages: dict[str, str]) -> None:
    """Headings and heads of tables stay above the lines that are found; empty parts go."""
    tab.go(pages["en"] + "#program")
    _search(tab, "Gwen")
    headings = (
        "[...document.querySelectorAll('#program h1, #program h2, #program h3')]"
        ".filter((each) => each.checkVisibility()).map((each) => each.textContent)"
    )
    found = tab.run(headings)
    assert found[0] == "Mentorat inversé 2027"
    assert {"Without a partner", "Mentors without a mentee", "Participants"} <= set(found)
    assert not {"Objectives and KPIs", "Mentees without a mentor"} & set(found)
    heads = "[...document.querySelectorAll('#program thead')].filter((each) => each.checkVisibility()).length"
    assert tab.run(heads) == 2  # the waiting list and the participants


COLUMN = (
    "[...document.querySelector('#test tbody').rows].map((row) => row.cells[%d].textContent.trim())"
)
SORTS = "[...document.querySelectorAll('#test th')].map((each) => each.getAttribute('aria-sort'))"
TABLE = """
(() => {
  const article = document.getElementById("sponsor");
  article.innerHTML = `<h1>Test</h1><div class="wide"><table id="test"><thead><tr>${%s.map((each) => `<th scope="col">${each}</th>`).join("")}</tr></thead>
    <tbody>${%s.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</tbody></table></div>`;
})()
"""


def _with_table(tab: Tab, pages: dict[str, str], language: str, rows: list[list[str]]) -> None:
    """Show the page with a table of these rows in the place of its first report."""
    heads = [f"Column {number}" for number in range(len(rows[0]))]
    script = TABLE % (heads, rows)
    # Before the page's own script has seen it.
    source = (
        "new MutationObserver((_, watch) => { if (document.querySelector('#sponsor ~ article')) "
        f"{{ watch.disconnect(); {script} }} }}).observe(document, {{childList: true, subtree: true}})"
    )
    added = tab.ask("Page.addScriptToEvaluateOnNewDocument", source=source)
    tab.go("about:blank")
    tab.go(pages[language])
    tab.settle()
    tab.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


@pytest.mark.parametrize(
    ("language", "cells", "rising"),
    [
        ("fr", ["10", "9", "–", "6 031", "1,5", "+0,5", "−2"],
         ["−2", "+0,5", "1,5", "9", "10", "6 031", "–"]),
        ("en", ["6,031", "70%", "", "20% (15 December 2026)", "8.5 days"],
         ["8.5 days", "20% (15 December 2026)", "70%", "6,031", ""]),
        ("en", ["2 h", "90 minutes", "4 h 30 min", "1 hour"],
         ["1 hour", "90 minutes", "2 h", "4 h 30 min"]),
        ("fr", ["mar. 2 mars, 12 h 30", "lun. 1er mars", "jeu. 14 janvier, 9 h", "mar. 2 mars, 9 h"],
         ["jeu. 14 janvier, 9 h", "lun. 1er mars", "mar. 2 mars, 9 h", "mar. 2 mars, 12 h 30"]),
        ("fr", ["mardi 2 mars 2027 à 12 h 30", "vendredi 1er janvier 2027 à 9 h", "mardi 2 mars 2027 à 9 h"],
         ["vendredi 1er janvier 2027 à 9 h", "mardi 2 mars 2027 à 9 h", "mardi 2 mars 2027 à 12 h 30"]),
        ("en", ["Thu 14 January, 11:00", "Thu 14 January, 09:30", "Mon 11 January, 16:00"],
         ["Mon 11 January, 16:00", "Thu 14 January, 09:30", "Thu 14 January, 11:00"]),
        ("en", ["2 March 2027", "17 February 2028", "1 December 2026", "–"],
         ["1 December 2026", "2 March 2027", "17 February 2028", "–"]),
        ("fr", ["Zoé", "Éva", "amine 10", "Amine 9", "2 mars 2027"],
         ["2 mars 2027", "Amine 9", "amine 10", "Éva", "Zoé"]),
    ],
)  # fmt: skip
def test_columns_sort_by_what_they_hold(
    tab: Tab, pages: dict[str, str], language: str, cells: list[str], rising: list[str]
) -> None:
    """Numbers, lengths of time, days and words of either language; what is not there comes last."""
    rows = [[f"row {number}", cell] for number, cell in enumerate(cells)]
    _with_table(tab, pages, language, rows)
    tab.run("document.querySelectorAll('#test th button')[1].focus()")
    tab.press("Enter")
    assert tab.run(COLUMN % 1) == rising
    assert tab.run(SORTS) == [None, "ascending"]
    tab.press("Space")
    missing = [cell for cell in rising if cell in ("–", "")]
    assert tab.run(COLUMN % 1) == [c for c in rising[::-1] if c not in missing] + missing
    assert tab.run(SORTS) == [None, "descending"]
    tab.press("Enter")
    assert tab.run(COLUMN % 1) == cells
    assert tab.run(SORTS) == [None, None]


def test_rows_that_belong_together_stay_together(tab: Tab, pages: dict[str, str]) -> None:
    """A row without a name goes with the one above; a table with sums or parts keeps its order."""
    _with_table(tab, pages, "en", [["b", "2"], ["", "9"], ["a", "1"], ["c", "3"], ["", "0"]])
    tab.run("document.querySelector('#test th button').click()")
    assert tab.run(COLUMN % 1) == ["1", "2", "9", "3", "0"]
    _with_table(tab, pages, "en", [["b", "2"], ["<strong>Together</strong>", "9"]])
    assert tab.run("document.querySelectorAll('#test button').length") == 0


def test_a_wide_table_scrolls_with_the_keyboard(tab: Tab, pages: dict[str, str]) -> None:
    """Where it does not fit, it is a group with a name that takes the focus; where it fits, it is none."""
    wide = (
        "[...document.querySelectorAll('#program .wide')].map((each) => "
        "[each.scrollWidth > each.clientWidth + 1, each.getAttribute('role'), each.tabIndex, "
        "each.getAttribute('aria-label')])"
    )
    tab.look(380)
    tab.go(pages["en"] + "#program")
    tab.settle()
    found = tab.run(wide)
    assert sum(scrolls for scrolls, *_ in found) >= 5
    for scrolls, role, index, name in found:
        assert (role, index, bool(name)) == (("group", 0, True) if scrolls else (None, -1, False))
    tab.look(1200)
    tab.settle()
    assert not any(role for _, role, _, _ in tab.run(wide))


def test_the_first_stop_of_the_keyboard_skips_to_the_reports(
    tab: Tab, pages: dict[str, str]
) -> None:
    """And it is seen once it is there."""
    tab.go(pages["fr"])
    tab.press("Tab")
    assert tab.run("document.activeElement.textContent") == "Aller aux rapports"
    assert tab.run("document.activeElement.getBoundingClientRect().top") >= 0
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    tab.press("Enter")
    tab.settle()
    assert tab.run("document.activeElement.id") == "content"
    tab.press("Tab")
    assert tab.run("Boolean(document.activeElement.closest('#sponsor'))")
    assert tab.run(outline) == "solid"


def test_hostile_names_do_nothing(tab: Tab, pages: dict[str, str]) -> None:
    """They are read, as they were typed; no element, no script and no request comes of them."""
    tab.go(pages["hostile"] + "#all")
    tab.settle()
    assert tab.run("document.querySelectorAll('img, article script, [onerror]').length") == 0
    assert tab.run("document.title").startswith("Everything on one page · <img src=x onerror=")
    assert _search(tab, '<img src=x onerror="document').endswith("reports")
    assert tab.run("document.querySelectorAll('img, article script, [onerror]').length") == 0
    assert tab.requests() == [pages["hostile"]]
    assert tab.complaints() == []


def test_the_policy_lets_nothing_else_run(tab: Tab, pages: dict[str, str]) -> None:
    """If an element ever got in: its script does not run, its style does not hold, nothing is fetched."""
    tab.go(pages["en"])
    assert tab.complaints() == []
    done = tab.run(
        """new Promise((done) => {
          const seen = [];
          addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
          const made = document.createElement("div");
          made.innerHTML = '<img src="https://far.example/x.png"><i style="color: red" onclick="window.ran = 1">x</i>';
          document.body.append(made);
          made.querySelector("i").click();
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          const style = document.createElement("style");
          style.textContent = "body { opacity: 0 }";
          document.body.append(style);
          fetch("https://far.example/").catch(() => {});
          setTimeout(() => done([seen.sort(), window.ran ?? null, getComputedStyle(document.body).opacity]), 100);
        })"""
    )
    directives, ran, opacity = done
    assert {"connect-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr",
            "style-src-elem"} == set(directives)  # fmt: skip
    assert ran is None
    assert opacity == "1"


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def _links(pdf: bytes) -> int:
    return len(re.findall(rb"/Subtype\s*/Link\b", pdf))


def test_it_prints_what_is_shown_and_no_controls(tab: Tab, pages: dict[str, str]) -> None:
    """Black on white, also from a dark screen: the report without ways, fields and buttons."""
    tab.look(1200, 900, "dark")
    tab.go(pages["en"] + "#closing")
    tab.settle()
    tab.ask("Emulation.setEmulatedMedia", media="print",
            features=[{"name": "prefers-color-scheme", "value": "dark"}])  # fmt: skip
    for part in ("nav", "header", ".skip"):
        assert not tab.run(f"document.querySelector({part!r}).checkVisibility()"), part
    assert tab.run("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    fills = "getComputedStyle(document.querySelector('#sponsor svg text')).fill"
    assert tab.run(fills) == "rgb(31, 35, 40)"
    one = tab.print()
    assert 2 <= _sheets(one) <= 6
    assert _links(one) == tab.run("document.querySelectorAll('#closing a').length")
    tab.run("location.hash = '#sponsor'")
    tab.settle()
    assert _sheets(tab.print()) <= 3
    tab.run("location.hash = '#all'")
    tab.settle()
    reports = tab.run("document.querySelectorAll('article').length")
    assert _sheets(tab.print()) >= reports
    assert tab.requests() == [pages["en"]]


def test_without_scripts_everything_is_there(tab: Tab, pages: dict[str, str]) -> None:
    """All reports one after the other, and links that lead to them; no control that does nothing."""
    tab.ask("Emulation.setScriptExecutionDisabled", value=True)
    tab.go(pages["en"])
    tab.ask("Emulation.setScriptExecutionDisabled", value=False)
    assert len(tab.run(SEEN)) == tab.run("document.querySelectorAll('article').length")
    assert not tab.run("document.getElementById('search').checkVisibility()")
    assert tab.run("document.querySelectorAll('article button').length") == 0
