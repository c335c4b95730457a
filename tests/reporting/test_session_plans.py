"""Session plans as a pair lives with them: written by ``rmentor plan``, changed by hand, planned again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rmentor.language.catalogue import speak
from rmentor.model.pairs import Pair
from rmentor.model.program import Framework
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.planning.agenda import session_topics
from rmentor.reporting.files import session_changes
from rmentor.reporting.views.session import SessionView, session_view
from tests.builders import a_mentee, a_mentor, a_program, sources_of
from tests.conftest import Rmentor
from tests.reporting.marks import headings, plain, structure
from tests.reporting.programs import a_rich_program
from tests.reporting.written import texts

FILES = {
    "program.yaml": """\
format: 1
name: Reverse mentoring
language: en
timezone: Europe/Paris
start: 2027-01-11
end: 2027-12-17
coordinator: {name: Ana, email: ana@example.org}
""",
    "framework.yaml": """\
sessions: 6
minutes: 60
every: 2 weeks
slack: 3 days
place: Agora
""",
    "participants.yaml": """\
participants:
  - {id: mia, name: Mia, role: mentor, volunteer: true, seniority: 1, email: mia@example.org,
     offers: {linkedin: 5, ai-assistants: 4}, wants: {budgeting: 2}, availability: [tue 12:00-14:00]}
  - {id: eva, name: Eva, role: mentee, volunteer: true, seniority: 5, email: eva@example.org,
     wants: {linkedin: 3, ai-assistants: 1}, levels: {linkedin: 1}, offers: {budgeting: 4},
     availability: [tue 12:00-14:00]}
  - {id: kim, name: Kim, role: mentor, volunteer: true, seniority: 1, offers: {seo: 5}}
  - {id: lou, name: Lou, role: mentee, volunteer: true, seniority: 5, wants: {seo: 2}}
""",
    "pairs.yaml": """\
pairs:
  - id: kim--lou
    mentor: kim
    mentees: [lou]
    topics: [seo]
  - id: mia--eva
    mentor: mia
    mentees: [eva]
    topics: [linkedin, ai-assistants]   # as they chose
""",
}
PAIR = "mia--eva"


class Folder:
    """A program's folder, and what ``rmentor plan`` makes of it."""

    def __init__(self, root: Path, rmentor: Rmentor) -> None:
        self._root, self._rmentor = root, rmentor
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Write a file by hand."""
        (self._root / name).parent.mkdir(exist_ok=True)
        (self._root / name).write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Change one place of a file by hand."""
        text = (self._root / name).read_text("utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def plan(self, *options: str) -> None:
        """Plan, and again: the second time changes nothing."""
        for more in ((), ("--check",)):
            done = self._rmentor("plan", *options, *more, "--program", self._root)
            assert done.code == 0, done.err

    def sessions(self, pair: str = PAIR) -> list[Mapping[str, object]]:
        """What plan.yaml says of a pair, by number."""
        plan = yaml.safe_load((self._root / "plan.yaml").read_text("utf-8"))
        return [session for session in plan["sessions"] if session["pair"] == pair]

    def days(self, pair: str = PAIR) -> list[date]:
        """Days of a pair's sessions that are not called off."""
        return [
            datetime.strptime(str(each["start"]), "%Y-%m-%d %H:%M").date()  # noqa: DTZ007
            for each in self.sessions(pair)
            if each["state"] != "cancelled"
        ]

    def text(self, name: str) -> str:
        """What stands in a file."""
        return (self._root / name).read_bytes().decode()

    def page(self, session: int, pair: str = PAIR) -> str:
        """The plan of a session."""
        return self.text(f"sessions/{pair}/{session}.md")

    def others(self) -> dict[str, bytes]:
        """Files that are about the other pair only."""
        mine = re.compile("mia|eva|program.ics|plan.yaml|pairs.yaml")
        return {
            name: path.read_bytes()
            for path in sorted(self._root.rglob("*"))
            if path.is_file() and not mine.search(name := path.relative_to(self._root).as_posix())
        }


@pytest.fixture
def folder(tmp_path: Path, rmentor: Rmentor) -> Folder:
    """A program of two pairs, planned."""
    made = Folder(tmp_path, rmentor)
    made.plan()
    return made


def _topics(folder: Folder) -> list[object]:
    return [session["topic"] for session in folder.sessions()]


def _uids(calendar: str) -> list[str]:
    return re.findall(r"^UID:(.*)\r$", calendar, re.MULTILINE)


def test_a_page_has_everything_that_a_session_needs(folder: Folder) -> None:
    """Aim by level, minutes, exercise, material, preparation of each, what comes back, room, next date."""
    page = folder.page(2)
    day = folder.days()[2]
    assert [title for tag, title in headings(page) if tag != "h1"] == [
        "Aim", "Agenda", "To do together", "To bring", "To prepare", "What comes back", "Afterwards",
        "Notes",
    ]  # fmt: skip
    assert "- **LinkedIn for work** – Eva, from 1 to 2: can do it with help.\n" in page
    minutes = re.findall(r"^\| \d\d:\d\d \| (\d+) \| .+ \|$", page, re.MULTILINE)
    assert sum(map(int, minutes)) == 60
    assert re.search(r"^- \*\*Mia\*\*: about 30 minutes", page, re.MULTILINE)
    assert re.search(r"^- \*\*Eva\*\*: ten minutes of practice", page, re.MULTILINE)
    assert "- **Budget and finance**, with Eva (level 4; Mia is at 0)\n" in page
    assert f"- **Next**: [session 3](3.md), Tuesday {day.day} {day:%B} 2027, 12:00" in page


def test_topics_in_another_order_are_taught_in_that_order(folder: Folder) -> None:
    """Each keeps its share; dates, entries of calendars and the other pair stay as they are."""
    days, others, events = folder.days(), folder.others(), _uids(folder.text("calendars/eva.ics"))
    assert _topics(folder) == ["linkedin"] * 4 + ["ai-assistants"] * 2
    folder.edit("pairs.yaml", "[linkedin, ai-assistants]", "[ai-assistants, linkedin]")
    folder.plan()
    assert _topics(folder) == ["ai-assistants"] * 2 + ["linkedin"] * 4
    assert folder.days() == days
    assert folder.others() == others
    assert _uids(folder.text("calendars/eva.ics")) == events
    assert {session["sequence"] for session in folder.sessions()} == {0}
    assert folder.page(1).startswith("# Session 1 of 6: AI assistants\n")
    assert "**AI assistants** – Eva, from 0 to 1: has seen it." in folder.page(1)
    assert "**LinkedIn for work** – Eva, from 1 to 2" in folder.page(3)
    assert "  AI assistants\r\n" in folder.text("calendars/eva.eml").split("Session 2 of")[1][:80]
    assert "# as they chose" in folder.text("pairs.yaml")


def test_a_pair_that_changes_the_order_half_way_still_comes_to_each_topic(folder: Folder) -> None:
    """What was held counts; what was not taught yet comes next, and no page before changes its topic."""
    folder.write(
        f"journal/{PAIR}.yaml",
        "".join(
            f"- {{session: {n}, date: {day}, state: held}}\n"
            for n, day in enumerate(folder.days()[:2], 1)
        ),
    )
    folder.plan()
    folder.edit("pairs.yaml", "[linkedin, ai-assistants]", "[ai-assistants, linkedin]")
    folder.plan()
    assert _topics(folder) == ["linkedin"] * 2 + ["ai-assistants"] * 2 + ["linkedin"] * 2


@pytest.mark.parametrize(("every", "days"), [("4 weeks", 28), ("1 week", 7), ("3 weeks", 21)])
def test_a_pair_with_a_rhythm_of_its_own_meets_at_it(folder: Folder, every: str, days: int) -> None:
    """Sessions move to it, calendars and pages follow, and nobody else's change."""
    before, others = folder.sessions(), folder.others()
    events = _uids(folder.text("calendars/mia--eva.ics"))
    folder.edit("pairs.yaml", "   # as they chose", f"   # as they chose\n    every: {every}")
    folder.plan()
    gaps = {(after - at).days for at, after in pairwise(folder.days())}
    assert all(abs(gap - days) <= 3 for gap in gaps)
    assert folder.others() == others
    assert _uids(folder.text("calendars/mia--eva.ics")) == events
    moved = [
        new["session"]
        for old, new in zip(before, folder.sessions(), strict=True)
        if old["start"] != new["start"]
    ]
    assert moved
    for new in folder.sessions():
        assert new["sequence"] == (new["session"] in moved)
    for number, day in enumerate(folder.days(), 1):
        when = f"Tuesday {day.day} {day:%B} 2027, 12:00"
        assert f"**When**: {when}" in folder.page(number)
        if number > 1:
            assert f"**Next**: [session {number}]({number}.md), {when}" in folder.page(number - 1)
    invitation = folder.text("calendars/eva.eml")
    assert invitation.count(" (changed)\r\n") == len(moved)


def test_open_actions_are_carried_over_until_they_are_done(folder: Folder) -> None:
    """From the journal to every page still to come, with the day; done ones are gone."""
    day = folder.days()[0]
    action = "{who: eva, what: Write *one* post, due: 2027-01-19, done: false}"
    other = "{who: mia, what: Send examples, done: true}"
    folder.write(
        f"journal/{PAIR}.yaml",
        f"- session: 1\n  date: {day}\n  state: held\n  actions: [{action}, {other}]\n",
    )
    folder.plan()
    assert "Actions still open" not in folder.page(1)
    for number in (2, 6):
        assert r"- [ ] **Eva** – Write \*one\* post (by 19 January 2027)" in folder.page(number)
        assert "Send examples" not in folder.page(number)
    folder.edit(f"journal/{PAIR}.yaml", "done: false", "done: true")
    folder.plan()
    assert "Actions still open" not in folder.page(2)


def test_notes_are_never_read_back(folder: Folder) -> None:
    """The page says so; what somebody types there changes nothing and goes with the next plan."""
    page, plan = folder.page(3), folder.text("plan.yaml")
    notes = page.split("\n## Notes\n")[1]
    assert "Nobody reads it back, and `rmentor plan` writes the page anew." in notes
    assert structure(notes)["hr", "hr"] == 6
    folder.write(f"sessions/{PAIR}/3.md", page + "\nEva told me that …\n")
    folder.plan()
    assert (folder.page(3), folder.text("plan.yaml")) == (page, plan)


def test_invitations_come_and_go_with_the_sessions(folder: Folder, tmp_path: Path) -> None:
    """Who has an address and sessions to come has a draft, that of a program's own text if it has one."""
    drafts = sorted(path.name for path in (tmp_path / "calendars").glob("*.eml"))
    assert drafts == ["eva.eml", "mia.eml"]
    folder.write("templates/invitation.txt", "{{ program }}!\n\nDear {{ name }}\n")
    folder.edit("participants.yaml", " email: eva@example.org,", "")
    folder.plan()
    assert not (tmp_path / "calendars/eva.eml").exists()
    mail = folder.text("calendars/mia.eml")
    assert "Subject: Reverse mentoring!\r\n" in mail
    assert "\r\n\r\nDear Mia\r\n\r\n--" in mail
    folder.plan("--today", "2027-12-01")
    assert not (tmp_path / "calendars/mia.eml").exists()
    assert (tmp_path / "calendars/mia.ics").exists()


def _session(number: int, day: int, **fields: object) -> Session:
    known: dict[str, object] = {"topic": "linkedin"}
    start = datetime.fromisoformat("2027-02-01 12:00") + timedelta(days=day)
    return Session(PAIR, number, start, 60, **{**known, **fields})  # type: ignore[arg-type]


def _views(
    sessions: tuple[Session, ...], undated: tuple[Unplaced, ...] = ()
) -> dict[int, SessionView]:
    pair = Pair(PAIR, "mia", ("eva",), ("linkedin",))
    program = a_program(a_mentor(), a_mentee(), pairs=(pair,), framework=Framework(sessions=4))
    people, language = program.people(), speak("en")
    return {
        each.session: session_view(program, people, pair, each, sessions, language, undated)
        for each in sessions
    }


def test_a_session_without_a_date_is_named_on_the_page_before() -> None:
    """With the reason and the moments that would work; the last dated page is not the last session."""
    nearest = (datetime.fromisoformat("2027-05-12 09:00"),)
    sessions = (_session(1, 1), _session(3, 29))
    views = _views(sessions, (Unplaced(PAIR, 4, "late"), Unplaced(PAIR, 2, "no window", nearest)))
    (missing,) = views[1].undated
    assert (missing.number, missing.reason) == (2, "no window")
    assert missing.nearest == ("Wednesday 12 May 2027, 09:00",)
    assert views[1].next is not None
    assert [each.number for each in views[3].undated] == [4]
    assert (views[3].next, views[3].is_last) == (None, False)


def test_the_last_session_that_takes_place_looks_back() -> None:
    """Also where a later one was called off, or the framework has more."""
    views = _views((_session(1, 1), _session(2, 15), _session(3, 29)))
    assert [views[n].is_last for n in (1, 2, 3)] == [False, False, True]


def test_an_exercise_that_comes_again_asks_for_more() -> None:
    """Turns on one topic are counted, and the last one closes it."""
    other = {"topic": "ai-assistants"}
    sessions = (_session(1, 1), _session(2, 15, **other), _session(3, 29), _session(4, 43))
    views = _views(sessions)
    assert [(views[n].turn, views[n].turns) for n in views] == [(1, 3), (1, 1), (2, 3), (3, 3)]
    program = a_rich_program("en")
    pages = texts(program)
    third = pages["sessions/pauline-r--catherine-a/3.md"].split("### To do together")[1]
    assert "With less help than last time" in third
    assert "To finish with this topic" in third
    first = pages["sessions/pauline-r--catherine-a/1.md"].split("### To do together")[1]
    assert "less help" not in first
    assert "To finish" not in first


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "**Mia** and **Kim** teach **Eva and Lou** · in a group"),
        ("fr", "**Mia** et **Kim** accompagnent **Eva et Lou** · en groupe"),
    ],
)
def test_a_group_is_told_as_one(language: str, said: str) -> None:
    """Both who lead it, all who learn, and an aim for each."""
    group = Pair(
        "mia--linkedin", "mia", ("eva", "lou"), ("linkedin",), format="group", co_mentor="kim"
    )
    people = (a_mentor(), a_mentor("kim"), a_mentee(levels={"linkedin": 2}), a_mentee("lou"))
    session = replace(_session(1, 1, format="group"), pair=group.id)
    program = a_program(*people, pairs=(group,), language=language, plan=Plan((session,)))
    (change,) = session_changes(program, program.plan, sources_of({}), ())
    page = str(change.text)  # type: ignore[union-attr]
    assert said in page
    between = {"en": ("from", "to"), "fr": ("de", "à")}[language]
    for name, start in (("Eva", 2), ("Lou", 0)):
        assert f"– {name}, {between[0]} {start} {between[1]} {start + 1}" in plain(page)


_TOPIC = st.sampled_from("abcde")


@given(
    st.lists(_TOPIC, min_size=1, max_size=5, unique=True),
    st.dictionaries(_TOPIC, st.integers(1, 3)),
    st.integers(1, 14),
    st.integers(0, 14),
    st.randoms(use_true_random=False),
)
def test_what_was_held_counts_as_its_topics_share(
    topics: list[str], wants: dict[str, int], sessions: int, held: int, random: object
) -> None:
    """Without a new order nothing changes; with one, each topic has as many sessions as before."""
    framework = Framework(sessions=sessions)
    people = {"eva": a_mentee(wants=wants)}
    pair = Pair(PAIR, "mia", ("eva",), tuple(topics))
    before = session_topics(framework, people, pair)
    settled = {number: topic for number, topic in before.items() if number <= held}
    assert session_topics(framework, people, pair, settled) == {
        number: topic for number, topic in before.items() if number > held
    }
    if len(topics) > sessions:
        return  # which of them are taught at all is what the order says
    turned = list(topics)
    random.shuffle(turned)  # type: ignore[attr-defined]
    after = session_topics(framework, people, replace(pair, topics=tuple(turned)), settled)
    assert set(after) == set(range(min(held, sessions) + 1, sessions + 1))
    if len({wants.get(topic, 1) for topic in topics}) == len(topics):
        assert sorted([*settled.values(), *after.values()]) == sorted(before.values())
    assert {*settled.values(), *after.values()} >= set(before.values())
    firsts = [topic for topic in turned if topic in after.values()]
    assert [*dict.fromkeys(after[number] for number in sorted(after))] == firsts
