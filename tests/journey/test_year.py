"""A whole simulated year of 300 pairs: six sessions, three surveys, a commit a week.

Figures are held against what happened in the simulation, counted there and not read from any file.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.conftest import Rmentor
from tests.simulated_year import START, WEEKS, Year

# Weeks after which the figures are counted: before any answer, in the middle, at the end.
LOOKS = (2, 26, WEEKS)


@dataclass
class Grown:
    """The year in a repository, and what was counted after some of its weeks."""

    root: Path
    year: Year
    counted: dict[date, dict[str, Any]]
    commits: int


def _git(root: Path, *words: str, day: date = START) -> str:
    at = f"{day}T09:00:00+0100"
    names = {"GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org"}
    names |= {"GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@example.org"}
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            **names,
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
            "GIT_CONFIG_GLOBAL": os.devnull,
        },
    )
    return done.stdout


def _put(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def _counted(year: Year, today: date) -> dict[str, Any]:
    """What happened until a day, from the simulation's own facts."""
    entries = [each for each in year.entries if each.day <= today]
    held = [each for each in entries if each.state == "held"]
    due = sum(
        year.planned(pair, session) <= today
        and (
            pair not in year.ended
            or any(each.pair == pair and each.session == session for each in held)
        )
        for pair in range(year.pairs)
        for session in range(1, year.sessions + 1)
    )
    pulses = [value for each in held for value in each.pulse.values()]
    rows = [row for row in year.rows if row.day <= today]
    recommend = [row.scales["recommend"] for row in rows if "recommend" in row.scales]
    confidence = [row.scales["confidence"] for row in rows if "confidence" in row.scales]
    first: dict[int, date] = {}
    for each in held:
        first[each.pair] = min(each.day, first.get(each.pair, each.day))
    cancelled = sum(each.state == "cancelled" for each in entries)
    return {
        "attendance": (len(held), len(held) + cancelled),
        "held": len(held),
        "due": due,
        "on_time": (sum((e.day - e.planned).days <= 7 for e in held), len(held)),
        "pulse": (sum(pulses), len(pulses)),
        "recommend": (
            100 * sum(value >= 9 for value in recommend) - 100 * sum(v <= 6 for v in recommend),
            len(recommend),
        ),
        "mentor_confidence": (sum(confidence), len(confidence)),
        "retention": (2 * year.pairs - len(year.left), 2 * year.pairs),
        "served": (year.pairs - sum(pair in year.ended for pair in year.ended), year.pairs),
        "wait": median((day - START).days + 30 for day in first.values()) if first else None,
    }


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    """The year, week by week, in a real repository."""
    root = tmp_path_factory.mktemp("year")
    year, counted, commits = Year(), {}, 0
    _git(root, "init", "-q")
    for week, (monday, files) in enumerate(year.weeks()):
        _put(root, files)
        _git(root, "add", "-A")
        if files:
            _git(root, "commit", "-q", "-m", f"Week {week}", day=monday)
            commits += 1
        if week in LOOKS:
            counted[monday] = _counted(year, monday)
            _git(root, "tag", f"week-{week}")
    return Grown(root, year, counted, commits)


@pytest.mark.parametrize("week", LOOKS)
def test_computed_kpis_are_what_happened(grown: Grown, rmentor: Rmentor, week: int) -> None:
    """After two weeks, half a year and the whole of it."""
    monday = START + timedelta(weeks=week)
    at = grown.root.parent / f"at-{week}"
    if not at.exists():
        _git(grown.root, "worktree", "add", "-q", str(at), f"week-{week}")
    done = rmentor("kpis", "--json", "--today", str(monday), "--program", str(at))
    document = json.loads(done.out)
    told = {each["computed"]: each for each in document["kpis"] if each["computed"]}
    told |= {each["id"]: each for each in document["computed"]}
    counted = grown.counted[monday]
    assert told["sessions_held"]["numerator"] == counted["held"]
    for name in ("attendance", "on_time", "pulse", "recommend", "mentor_confidence", "retention"):
        top, bottom = counted[name]
        shown = told[name]
        if bottom == 0 or shown["hidden"]:
            assert shown["value"] is None
            assert bottom < 5 or name not in ("pulse", "recommend", "mentor_confidence")
            continue
        factor = 100 if name in ("attendance", "on_time", "retention") else 1
        assert shown["value"] == pytest.approx(factor * top / bottom), name
    if counted["wait"] is not None:
        assert told["wait"]["value"] == pytest.approx(counted["wait"])


def test_history_tells_every_week_and_checks_nothing_out(grown: Grown, rmentor: Rmentor) -> None:
    """Sessions held in each commit are those of the weeks before; the work tree is not touched."""
    before = {path: path.stat().st_mtime_ns for path in grown.root.rglob("*.yaml")}
    head = _git(grown.root, "rev-parse", "HEAD")
    done = rmentor("history", "--json", "--program", str(grown.root))
    told = {each["date"]: each for each in json.loads(done.out)["commits"]}
    assert len(told) == grown.commits
    for day, each in told.items():
        held = sum(e.state == "held" and str(e.day) < day for e in grown.year.entries)
        assert each["figures"]["held"] == held, day
    assert {path: path.stat().st_mtime_ns for path in grown.root.rglob("*.yaml")} == before
    assert _git(grown.root, "rev-parse", "HEAD") == head
    assert _git(grown.root, "status", "--porcelain") == ""


def test_status_counts_every_pair_once(grown: Grown, rmentor: Rmentor) -> None:
    """Pairs that ended are no longer on the screen, all others are."""
    today = str(START + timedelta(weeks=WEEKS))
    told = json.loads(
        rmentor("status", "--json", "--today", today, "--program", str(grown.root)).out
    )
    ended = {f"m{pair}--e{pair}" for pair in grown.year.ended}
    everybody = {f"m{pair}--e{pair}" for pair in range(grown.year.pairs)}
    assert {each["id"] for each in told["pairs"]} == everybody - ended
    held = {each["id"]: each["sessions"]["held"] for each in told["pairs"]}
    for pair in everybody - ended:
        number = int(pair.removeprefix("m").partition("-")[0])
        assert held[pair] == sum(
            entry.pair == number and entry.state == "held" for entry in grown.year.entries
        )
