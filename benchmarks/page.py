"""What `report --html` costs on a large program, and how its page behaves in a browser.

Run: make bench-page. The program is the simulated year of the tests at its middle. Parts are seconds of
work of this process, each against reading the folder; the browser's are by the clock, from the key that
is pressed to the picture that follows (the 0.12 s that the search waits for the next key left out).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from status import written

from rmentor.cli.report import REPORTS
from rmentor.folder.load import load
from rmentor.folder.read import read_sources
from rmentor.language.catalogue import speak
from rmentor.pairing.pair import standing
from rmentor.reporting.files import report_changes
from rmentor.reporting.render import Renderer
from rmentor.reporting.site.page import documents_of, page, pictures_of, site_view
from tests.browser.chromium import Browser, Tab, program

SEARCHED = ("mentor 105", "mentee", "zzz")
PRESSED = """new Promise((done) => {
  const begin = performance.now();
  %s
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})"""
TYPED = """new Promise((done) => {
  const search = document.getElementById("search");
  search.focus();
  search.value = %r;
  setTimeout(() => {
    const begin = performance.now();
    const said = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
      said.disconnect();
      done(performance.now() - begin - 120);
    })));
    said.observe(document.getElementById("found"), {childList: true});
    search.dispatchEvent(new Event("input"));
  }, 500);
})"""
SORTED = """[...document.querySelectorAll("#program table")]
  .sort((a, b) => b.rows.length - a.rows.length)[0].querySelector("th button").click();"""


def made(folder: Path, today: date) -> tuple[list[tuple[str, float]], str]:
    """Seconds of each part, and the page."""
    parts: list[tuple[str, float]] = []

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begin = time.process_time()
        done = work()
        parts.append((name, time.process_time() - begin))
        return done

    sources = timed("read", lambda: read_sources(folder))
    found = timed("load", lambda: load(sources).program)
    wanted = [name for name in REPORTS if name != "certificate"]
    changes = timed(
        "reports and pictures",
        lambda: report_changes(found, standing(found), sources, wanted, today=today, existing=()),
    )
    language = speak(found.language)
    view = timed(
        "Markdown to HTML",
        lambda: site_view(found, documents_of(changes), pictures_of(changes), language),
    )
    text = timed("the page", lambda: page(Renderer(sources.files, language), view))
    return parts, text


def looked_at(tab: Tab, url: str) -> list[tuple[str, float]]:
    """Milliseconds of what somebody does with the page."""
    tab.go(url)
    loaded = tab.run("performance.getEntriesByType('navigation')[0].duration")
    found = [("load", loaded)]
    found += [(f"search “{text}”", tab.run(TYPED % text)) for text in SEARCHED]
    escape = "search.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));"
    for name, what in (
        ("end the search", escape),
        ("open the programme’s report", "location.hash = '#program';"),
        ("sort its longest table", SORTED),
        ("open a pair’s page", "location.hash = '#pairs/m105--e105';"),
        ("show everything", "location.hash = '#all';"),
    ):
        found.append((name, tab.run(PRESSED % what)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "program"
        today, _ = written(folder, asked.pairs, 25)
        parts, text = made(folder, date.fromisoformat(today))
        reading = parts[0][1] + parts[1][1]
        print("| part | seconds | × reading |\n|---|--:|--:|")
        for name, seconds in parts:
            print(f"| {name} | {seconds:.2f} | {seconds / reading:.1f} |")
        print(f"\n{len(text.encode()) / 1e6:.2f} MB\n")
        (Path(room) / "report.html").write_text(text, encoding="utf-8")
        executable = program()
        if executable is None:
            print("There is no Chromium here.")
            return
        browser = Browser(executable, Path(room) / "profile")
        print("| in the browser | 1200 px, ms | 380 px, ms |\n|---|--:|--:|")
        figures: list[list[tuple[str, float]]] = []
        for width in (1200, 380):
            with browser.tab() as tab:
                tab.look(width)
                figures.append(looked_at(tab, (Path(room) / "report.html").as_uri()))
        for (name, wide), (_, narrow) in zip(*figures, strict=True):
            print(f"| {name} | {wide:.0f} | {narrow:.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
