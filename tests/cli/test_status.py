"""``status`` on the terminal and as JSON: what a coordinator sees on a Monday, and what nobody sees."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor

PROGRAM = "format: 1\nname: Twelve\nlanguage: en\ntimezone: Europe/Paris\nstart: 2027-01-11\nend: 2027-07-02\n"
FRAMEWORK = "sessions: 6\nminutes: 60\nevery: 2 weeks\n"
OBJECTIVES = """\
objectives: []
kpis:
  - {id: leaders, title: Leaders online, unit: "%", baseline: 20, target: 70, readings: [{date: 2027-03-01, value: 35}]}
  - {id: held, computed: sessions_held, target: 90}
"""
SURVEY = """\
title: {fr: Mi-parcours, en: Half-way}
audience: [mentor, mentee]
ask: half
closes: 2027-03-19
items:
  - {id: aims, text: {fr: Clair, en: Clear}}
"""
FIT = """\
title: {fr: Accord, en: Fit}
audience: [mentor, mentee]
items:
  - {id: fit, text: {fr: Accord, en: Fit}, scale: choice, choices: [good, deciding, not-good]}
"""
# A pair's third session is on the Monday two weeks after its second, which is on the first of March.
DAYS = ("2027-02-15", "2027-03-01", "2027-03-15", "2027-03-29")
MONDAY = "2027-03-15"
GOOD = "pulse: {mentor: 5, mentee: 5}, returns: [budgeting]"


def _journal(*entries: str) -> str:
    return "".join(f"- {{{entry}}}\n" for entry in entries)


def _held(session: int, who: str, more: str = GOOD) -> str:
    levels = f"levels: {{{who}: {{linkedin: 2}}}}"
    return f"session: {session}, date: {DAYS[session - 1]}, state: held, {levels}, {more}"


class Folder:
    """A program of pairs a--e, b--f ... under way, written file by file."""

    def __init__(self, root: Path, pairs: int = 3) -> None:
        self.root = root
        self.people = [(f"mentor{n}", f"mentee{n}") for n in range(pairs)]
        self.write("program.yaml", PROGRAM)
        self.write("framework.yaml", FRAMEWORK)
        self.write("objectives.yaml", OBJECTIVES)
        people = "".join(
            f"  - {{id: {mine}, name: Mia {mine[6:]}, role: mentor, volunteer: true, seniority: 1, offers: {{linkedin: 5}}, wants: {{budgeting: 1}}}}\n"
            f"  - {{id: {other}, name: Eva {other[6:]}, role: mentee, volunteer: true, seniority: 5, wants: {{linkedin: 2}}, offers: {{budgeting: 4}}}}\n"
            for mine, other in self.people
        )
        self.write("participants.yaml", f"participants:\n{people}")

    def write(self, path: str, text: str) -> None:
        """Write one file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def pair(self, number: int) -> str:
        """Id of a pair."""
        return "--".join(self.people[number])

    def with_pairs(self, **more: str) -> Folder:
        """Write the pairs; ``more``: what else to say of one, by ``pN``."""
        lines = [
            f"  - {{id: {mine}--{other}, mentor: {mine}, mentees: [{other}], topics: [linkedin], since: 2027-01-11{more.get(f'p{n}', '')}}}\n"
            for n, (mine, other) in enumerate(self.people)
        ]
        self.write("pairs.yaml", "pairs:\n" + "".join(lines))
        return self

    def planned(self) -> Folder:
        """Write the plan: four sessions of each pair."""
        lines = [
            f"  - {{pair: {mine}--{other}, session: {n}, topic: linkedin, start: {day} 12:00, minutes: 60}}\n"
            for mine, other in sorted(self.people)
            for n, day in enumerate(DAYS, 1)
        ]
        self.write("plan.yaml", "sessions:\n" + "".join(lines))
        return self

    def held(self, number: int, *more: str) -> None:
        """Let a pair have held its first sessions, in which these things were said of each."""
        who = self.people[number][1]
        entries = [_held(n, who, said) for n, said in enumerate(more, 1)]
        self.write(f"journal/{self.pair(number)}.yaml", _journal(*entries))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Three pairs that have held two sessions each, and all went well."""
    made = Folder(tmp_path).with_pairs().planned()
    for number in range(3):
        made.held(number, GOOD, GOOD)
    return made


def _status(rmentor: Rmentor, folder: Folder, *more: object, today: str = MONDAY) -> str:
    done = rmentor("status", "--program", folder.root, "--today", today, *more)
    assert (done.code, done.err) == (0, "")
    return done.out


def _json(rmentor: Rmentor, folder: Folder, *more: object, today: str = MONDAY) -> Any:
    return json.loads(_status(rmentor, folder, "--json", *more, today=today))


def test_a_week_without_trouble_is_said_warmly(rmentor: Rmentor, folder: Folder) -> None:
    """Nothing to do is good news, and reads like it."""
    out = _status(rmentor, folder)
    assert "All 3 pairs are on time." in out
    assert "Nothing needs you this week. A good moment to thank somebody." in out
    assert "Mon 15 March, 12:00" in out
    assert "session 3" in out
    assert "35%" in out
    assert "30% of the way" in out


def test_the_most_urgent_pair_comes_first_with_why_since_when_and_what_next(
    rmentor: Rmentor, folder: Folder
) -> None:
    """Rule in words, day, next step; at risk before what is only to be watched."""
    folder.held(1, GOOD, "pulse: {mentor: 5, mentee: 3}, returns: [budgeting]")
    folder.held(2)
    out = _status(rmentor, folder)
    assert "1 of 3 pairs is on time. 2 need you:" in out
    words = " ".join(out.split())
    assert words.index("at risk Mia 2 · Eva 2") < words.index("to watch Mia 1 · Eva 1")
    assert "no session recorded, 28 days after the planned start, since 15 February" in words
    assert "→ Call them: record what was held, or offer a date." in words
    assert "one side’s last pulse is low, since 1 March" in words
    assert "Not recorded (2) Mia 2 · Eva 2 (1, 2) → rmentor log PAIR" in words


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_one_screen_holds_a_large_program_in_trouble(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, tongue: str
) -> None:
    """Sixty pairs, half of them at risk, surveys late, people waiting: still a screen of 80 columns."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("RMENTOR_LANG", tongue)
    folder = Folder(tmp_path, 60).with_pairs().planned()
    folder.write("surveys/midterm.yaml", SURVEY)
    folder.write("surveys/fit.yaml", FIT)
    for number in range(0, 60, 2):
        folder.held(number, GOOD, "pulse: {mentor: 1, mentee: 5}, actions: [{who: mentor0, what: Try, due: 2027-03-16}]".replace("mentor0", folder.people[number][0]))  # fmt: skip
    lines = _status(rmentor, folder).splitlines()
    assert max(map(len, lines)) <= width
    assert 20 <= len(lines) <= 42
    assert any(line.startswith("… ") and "56" in line for line in lines)


def test_json_has_its_keys_in_order_and_sessions_add_up(rmentor: Rmentor, folder: Folder) -> None:
    """Keys that others may rely on; every session of a pair is counted once."""
    folder.write("surveys/midterm.yaml", SURVEY)
    folder.held(2)
    found = _json(rmentor, folder)
    assert list(found) == ["today", "pairs", "due", "awaited", "waiting", "unfit", "kpis"]
    assert [each["id"] for each in found["pairs"]] == sorted(folder.pair(n) for n in range(3))
    first, last = found["pairs"][0], found["pairs"][2]
    assert list(first) == ["id", "status", "health", "rules", "sessions", "next"]
    assert (first["health"], first["rules"]) == ("good", [])
    # Four have dates, two of them past; the framework's last two have none yet.
    assert first["sessions"] == {
        "planned": 2, "held": 2, "cancelled": 0, "missing": 0, "undated": 2,
    }  # fmt: skip
    assert last["sessions"]["missing"] == 2
    assert sum(last["sessions"].values()) == 6
    assert first["next"] == {"pair": first["id"], "session": 3, "start": "2027-03-15 12:00"}
    (rule,) = (each for each in last["rules"] if each["rule"] == "not-started")
    assert rule == {
        "rule": "not-started",
        "state": "at-risk",
        "facts": {"days": 28, "since": "2027-02-15", "start": "2027-02-15"},
        "next": "Call them: record what was held, or offer a date.",
    }
    assert list(found["due"]) == ["sessions", "actions", "events", "surveys", "missing"]
    assert [each["session"] for each in found["due"]["sessions"]] == [3, 3, 3]
    assert found["due"]["surveys"] == [{"survey": "midterm", "closes": "2027-03-19"}]
    assert [each["session"] for each in found["due"]["missing"]] == [1, 2]
    assert [each["id"] for each in found["kpis"]] == ["held", "leaders"]


def test_the_page_on_health_shows_the_keys_that_there_are(rmentor: Rmentor, folder: Folder) -> None:
    """What others build on is written down as it is."""
    page = (Path(__file__).parents[2] / "docs" / "health.md").read_text("utf-8")
    documented = json.loads(page.split("```json")[1].split("```")[0])
    folder.write("surveys/midterm.yaml", SURVEY)
    folder.held(2)
    later = "2027-03-16"
    action = f"actions: [{{who: {folder.people[0][0]}, what: Try, due: {later}}}]"
    folder.held(0, f"{GOOD}, {action}")
    found = _json(rmentor, folder, today=later)
    assert list(found) == list(documented)
    assert list(found["due"]) == list(documented["due"])
    assert list(found["pairs"][-1]["sessions"]) == list(documented["pairs"][0]["sessions"])
    for mine, theirs in (
        (found["pairs"][-1], documented["pairs"][0]),
        (found["pairs"][-1]["rules"][0], documented["pairs"][0]["rules"][0]),
        (found["pairs"][-1]["next"], documented["pairs"][0]["next"]),
        (found["due"]["actions"][0], documented["due"]["actions"][0]),
        (found["due"]["surveys"][0], documented["due"]["surveys"][0]),
        (found["due"]["missing"][0], documented["due"]["sessions"][0]),
        (found["awaited"][0], documented["awaited"][0]),
        (found["kpis"][0], documented["kpis"][0]),
    ):
        assert list(mine) == list(theirs)


def test_who_has_not_answered_is_counted_in_json_and_named_on_the_screen(
    rmentor: Rmentor, folder: Folder
) -> None:
    """The screen is the coordinator's; other programs get numbers."""
    folder.write("surveys/midterm.yaml", SURVEY)
    folder.write(
        "surveys/midterm.csv",
        f"person,role,pair,session,date,aims\nmentor1,mentor,{folder.pair(1)},,2027-03-14,4\n",
    )
    later = "2027-03-16"
    assert _json(rmentor, folder, today=later)["awaited"] == [
        {"survey": "midterm", "role": "mentee", "count": 3},
        {"survey": "midterm", "role": "mentor", "count": 2},
    ]
    out = " ".join(_status(rmentor, folder, today=later).split())
    assert "Half-way (5) Eva 0, Eva 1, Eva 2 and 2 others" in out
    assert "closes: Half-way" in out


def test_no_output_changes_with_a_pulse_that_stays_within_its_limits(
    rmentor: Rmentor, folder: Folder
) -> None:
    """Whether it was 1 or 2, the mentor's or the mentee's, is read nowhere."""
    told = []
    for pulse in (
        "{mentor: 1, mentee: 4}",
        "{mentor: 2, mentee: 4}",
        "{mentor: 4, mentee: 2}",
        "{mentor: 5, mentee: 1}",
    ):
        folder.held(1, GOOD, f"pulse: {pulse}, returns: [budgeting]")
        story = ("--pair", folder.pair(1))
        told.append(
            tuple(
                _status(rmentor, folder, *more)
                for more in ((), ("--json",), story, (*story, "--json"))
            )
        )
    assert len(set(told)) == 1
    assert "very low" in told[0][0]


def test_strict_ends_with_three_if_a_pair_is_at_risk(rmentor: Rmentor, folder: Folder) -> None:
    """A scheduled job can tell a coordinator to look."""
    arguments = ("status", "--program", folder.root, "--today", MONDAY, "--strict")
    assert rmentor(*arguments).code == 0
    folder.held(2)
    assert rmentor(*arguments).code == 3
    assert rmentor(*arguments, "--json").code == 3
    assert rmentor(*arguments, "--pair", "mia 0").code == 0
    assert rmentor(*arguments, "--pair", "mia 2").code == 3


def test_a_pair_s_story_is_told_from_its_beginning_to_what_comes_next(
    rmentor: Rmentor, folder: Folder
) -> None:
    """Sessions and what became of each, levels, actions, steps, pauses, the next date."""
    pauses = ", status: active, pauses: [2027-01-18/2027-01-24], score: 8315"
    folder.with_pairs(p1=pauses)
    who = folder.people[1][1]
    folder.write(
        f"journal/{folder.pair(1)}.yaml",
        _journal(
            _held(
                1, who, f"{GOOD}, actions: [{{who: {who}, what: Write a post, due: 2027-03-01}}]"
            ),
            "session: 2, date: 2027-03-01, state: cancelled, reason: work",
        ),
    )
    folder.write(
        "register.yaml",
        f"steps:\n  - {{id: s1, step: reminder, on: 2027-03-08, pair: {folder.pair(1)}, rule: silent}}\n",
    )
    out = " ".join(_status(rmentor, folder, "--pair", folder.pair(1)).split())
    for told in (
        "Mia 1 · Eva 1",
        "score 8315 of 10,000",
        "Pauses: from 18 January 2027 to 24 January 2027",
        "to watch silent no session recorded for 28 days, with one every 14 planned",
        "Reminded on 8 March; call from 22 March on.",
        "1 Mon 15 February LinkedIn for work held",
        "2 Mon 1 March LinkedIn for work cancelled (work came first)",
        "3 Mon 15 March, 12:00 LinkedIn for work planned",
        "5 – without a date",
        "LinkedIn for work 0 → 2 noted on Mon 15 February",
        "Actions: 0 of 1 done overdue Mon 1 March Eva 1 Write a post",
        "Steps taken Mon 8 March reminder",
        "What comes next Mon 15 March, 12:00: session 3, LinkedIn for work",
    ):
        assert told in out


def test_a_story_as_json_says_the_same(rmentor: Rmentor, folder: Folder) -> None:
    """One document; states of sessions are those that are counted for all pairs."""
    found = _json(rmentor, folder, "--pair", folder.pair(0))
    assert found["id"] == folder.pair(0)
    assert [each["state"] for each in found["sessions"]] == [
        "held", "held", "planned", "planned", "undated", "undated",
    ]  # fmt: skip
    assert found["levels"] == [
        {
            "who": "mentee0",
            "topic": "linkedin",
            "first": 0,
            "noted": [{"date": "2027-02-15", "level": 2}, {"date": "2027-03-01", "level": 2}],
        }
    ]
    assert "pulse" not in json.dumps(found)


def test_a_pair_is_found_by_part_of_its_names(rmentor: Rmentor, folder: Folder) -> None:
    """Whatever is enough to tell it from the others; otherwise all that fit are named."""
    assert "Mia 2 · Eva 2" in _status(rmentor, folder, "--pair", "EVÀ 2")
    ended = ", status: ended, reason: time, until: 2027-03-10"
    folder.with_pairs(p2=ended)
    out = _status(rmentor, folder, "--pair", "eva 2")
    assert "ended (time was short)" in out
    assert "until 10 March 2027" in out
    both = rmentor("status", "--program", folder.root, "--pair", "mia")
    assert both.code == 2
    assert folder.pair(0) in both.err
    assert folder.pair(1) in both.err
    nobody = rmentor("status", "--program", folder.root, "--pair", "mentor1--mentee")
    assert nobody.code == 0
    gone = rmentor("status", "--program", folder.root, "--pair", "zoe")
    assert (gone.code, gone.out) == (2, "")


def test_before_there_are_pairs_or_dates_the_next_command_is_said(
    rmentor: Rmentor, tmp_path: Path
) -> None:
    """The journey goes on from wherever one is."""
    folder = Folder(tmp_path)
    day = {"today": "2027-01-04"}
    assert "→ rmentor pair" in _status(rmentor, folder, **day)
    folder.with_pairs()
    early = _status(rmentor, folder, **day)
    assert "No session has a date yet.\n→ rmentor plan" in early
    assert "on time" not in early
    folder.planned()
    assert "→" not in _status(rmentor, folder, **day).split("KPIs")[0]
    folder.write("participants.yaml", "participants: []\n")
    for path in ("pairs.yaml", "plan.yaml"):
        (folder.root / path).unlink()
    assert "→ rmentor import FILE" in _status(rmentor, folder, **day)


def test_a_wish_for_another_partner_shows_when_both_have_answered(
    rmentor: Rmentor, folder: Folder
) -> None:
    """Until then, one side's answer is nobody's business; and nobody is named as its author."""
    folder.write("surveys/fit.yaml", FIT)
    head = "person,role,pair,session,date,fit\n"
    pair = folder.pair(0)
    mine = f"mentor0,mentor,{pair},,2027-02-16,not-good\n"
    folder.write("surveys/fit.csv", head + mine)
    assert _json(rmentor, folder)["unfit"] == []
    folder.write("surveys/fit.csv", f"{head}mentee0,mentee,{pair},,2027-02-16,good\n{mine}")
    assert _json(rmentor, folder)["unfit"] == [pair]
    out = " ".join(_status(rmentor, folder).split())
    assert f"Another partner wanted Mia 0 · Eva 0 → rmentor pair --rematch {pair}" in out


def test_a_paused_pair_is_counted_and_not_chased(rmentor: Rmentor, folder: Folder) -> None:
    """Sessions that fall into a pause are neither due nor missing."""
    folder.with_pairs(p0=", status: paused, until: 2027-03-02")
    later = "2027-04-26"
    out = _status(rmentor, folder, today=later)
    assert "paused: 1" in out
    found = _json(rmentor, folder, today=later)
    assert found["pairs"][0]["rules"] == []
    assert found["pairs"][0]["next"] is None
    assert {each["pair"] for each in found["due"]["missing"]} == {folder.pair(1), folder.pair(2)}


def test_names_cannot_move_the_cursor(rmentor: Rmentor, folder: Folder) -> None:
    """What people are called is text, in the list and in every sentence."""
    text = (folder.root / "participants.yaml").read_text("utf-8")
    folder.write("participants.yaml", text.replace("name: Mia 1", 'name: "Mia\\e[2J[/red]"'))
    folder.held(1, GOOD, "returns: [budgeting]", "returns: [budgeting]")
    for more in ((), ("--pair", folder.pair(1))):
        out = _status(rmentor, folder, *more)
        assert "\x1b" not in out
        assert "[/red]" in out


def test_the_program_s_language_is_spoken(
    rmentor: Rmentor, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """French screens hold French sentences, dates and spaces."""
    monkeypatch.delenv("RMENTOR_LANG")
    folder.write("program.yaml", PROGRAM.replace("language: en", "language: fr"))
    folder.held(2)
    out = _status(rmentor, folder)
    assert "lundi 15 mars 2027 · semaine 10 sur 25" in out
    assert "2 binômes sur 3 sont dans les temps. 1 a besoin de vous\u00a0:" in out
    assert "→ Les appeler\u00a0: noter ce qui a eu lieu, ou proposer une date." in out
    story = _status(rmentor, folder, "--pair", folder.pair(2))
    assert "passée, sans compte rendu" in story
    assert not re.search(r"\b(session|pair|since|next)\b", out + story.replace(folder.pair(2), ""))


def test_status_loads_nothing_heavy(folder: Folder) -> None:
    """It answers at once: no templates, solver, arrays or calendars are loaded."""
    script = (
        "import sys\n"
        "from rmentor.cli.main import main\n"
        f"code = main(['status', '--program', {str(folder.root)!r}, '--today', '{MONDAY}', *sys.argv[1:]])\n"
        "heavy = {'jinja2', 'ortools', 'numpy', 'icalendar', 'holidays', 'ruamel.yaml', 'babel', 'filelock'}\n"
        "sys.exit(f'{code} {sorted(heavy & set(sys.modules))}')\n"
    )
    for more in ([], ["--json"], ["--pair", folder.pair(0)]):
        done = subprocess.run(
            [sys.executable, "-c", script, *more], capture_output=True, text=True, check=False
        )
        assert done.stderr == "0 []\n", done.stderr
