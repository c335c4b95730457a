"""The live preview in a real browser: the page follows, and says what is in the way."""

from __future__ import annotations

from pathlib import Path

from tests.browser.chromium import Tab
from tests.cli.watching import PROGRAM, watched


def test_the_page_follows_every_change(tab: Tab, tmp_path: Path) -> None:
    """It reloads where one was, shows what is wrong, keeps the last good state, and says when it is over."""
    with watched(tmp_path / "p") as preview:
        tab.go(preview.url + "reports/report.html#program")
        tab.settle()
        assert tab.run("document.querySelector('.program').textContent") == "First name"
        assert tab.run("document.getElementById('problem').hidden")
        preview.write("program.yaml", PROGRAM.replace("First", "Second"))
        tab.wait_until("document.querySelector('.program')?.textContent === 'Second name'")
        tab.wait_until("!document.getElementById('program').hidden")
        assert tab.run("location.hash") == "#program"
        preview.write("program.yaml", PROGRAM.replace("First", "<b>Third</b>") + "nmae: <b>x</b>\n")
        tab.wait_until("!document.getElementById('problem').hidden")
        problem = tab.run("document.getElementById('problem').innerText")
        assert "program.yaml:5:1: " in problem
        assert tab.run("document.querySelectorAll('#problem *').length") == 0
        assert tab.run("document.querySelector('.program').textContent") == "Second name"
        preview.write("program.yaml", PROGRAM.replace("First", "Second"))
        tab.wait_until("document.getElementById('problem')?.hidden")
        assert tab.complaints() == []
        assert all(each.startswith(preview.url) for each in tab.requests())
        assert preview.interrupt()[0] == 130
        tab.wait_until("document.getElementById('problem').innerText.includes('has ended')")
