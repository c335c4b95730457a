"""A small program on the disk or in memory: one pair in the middle of its six sessions, and a group."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rmentor.folder.load import load
from rmentor.model.program import Program
from tests.builders import sources_of

PAIR, GROUP = "pauline-r--catherine-a", "omar-b--seo"
TODAY = "2027-02-10"
_STARTS = ("01-12", "01-26", "02-09", "02-23", "03-09", "03-23")
_PLAN = "".join(
    f"  - pair: {PAIR}\n    session: {number}\n    topic: linkedin\n    start: 2027-{day} 12:00\n"
    f"    minutes: 90\n    state: {'held' if number == 1 else 'planned'}\n    sequence: 0\n"
    for number, day in enumerate(_STARTS, start=1)
)
JOURNAL = """\
# Ours: edited by hand, too.
- session: 1            # the kick-off
  date: 2027-01-12
  minutes: 85
  topics: [linkedin]
  pulse: {mentor: 5, mentee: 4}   # both were asked
  actions:
    # the first one matters most
    - {who: catherine-a, what: Publish a first post, due: 2027-02-02}
    - who: pauline-r
      what: "Send the link: soon"
      done: true
"""
FILES: Mapping[str, str] = {
    "program.yaml": (
        "format: 1\nname: Small\nlanguage: en\ntimezone: Europe/Paris\nstart: 2027-01-11\n"
        "end: 2027-07-02\nsmallest_group: 2\n"
    ),
    "participants.yaml": """\
participants:
  - {id: pauline-r, name: Pauline R., role: mentor, volunteer: true, seniority: 2, offers: {linkedin: 5}, wants: {budgeting: 2}}
  - {id: catherine-a, name: Catherine A., role: mentee, volunteer: true, seniority: 6, wants: {linkedin: 3}, offers: {budgeting: 4}}
  - {id: omar-b, name: Omar B., role: mentor, volunteer: true, seniority: 1, offers: {seo: 5}}
  - {id: sonia-d, name: Sonia D., role: mentee, volunteer: true, seniority: 5, wants: {seo: 2}}
  - {id: yves-l, name: Yves L., role: mentee, volunteer: true, seniority: 5, wants: {seo: 2}}
""",
    "framework.yaml": "sessions: 6\nminutes: 90\nevery: 2 weeks\n",
    "pairs.yaml": (
        f"pairs:\n  - {{id: {PAIR}, mentor: pauline-r, mentees: [catherine-a], topics: [linkedin], "
        "status: active, since: 2027-01-11}\n"
        f"  - {{id: {GROUP}, mentor: omar-b, mentees: [sonia-d, yves-l], topics: [seo], status: active}}\n"
    ),
    "plan.yaml": f"# The schedule.\nsessions:\n{_PLAN}unplaced: []\n",
    f"journal/{PAIR}.yaml": JOURNAL,
}


def written(folder: Path) -> Path:
    """Put the small program into a folder."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def in_memory(**files: str) -> Program:
    """The small program without a disk; ``files`` by path, with ``__`` for the slash, take the place of its own."""
    others = {f"{name.replace('__', '/')}.yaml": text for name, text in files.items()}
    program = load(sources_of({**FILES, **others})).program
    assert program is not None
    return program
