"""Where generated files lie, and by which names rmentor knows them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rmentor.model.program import Program

REPORTS = {
    "program": "reports/program.md",
    "sponsor": "reports/sponsor.md",
    "closing": "reports/closing.md",
}
_PICTURES = (
    "kpis",
    "sessions",
    "pairing",
    "departments",
    "topics",
    "progress",
    "satisfaction",
)
PICTURES = {name: f"reports/{name}.svg" for name in _PICTURES}
# For others than the coordinator: without names, and without figures about a few.
PUBLIC_PICTURES = {name: f"reports/public-{name}.svg" for name in _PICTURES}
# All reports in one page.
SITE = "reports/report.html"
# What may be handed on lies in a folder of its own, under the same names.
REPORTS_FOLDER, PUBLIC_FOLDER = "reports/", "reports/public/"
PUBLIC_SITE = SITE.replace(REPORTS_FOLDER, PUBLIC_FOLDER, 1)
PROGRAM_CALENDAR = "program"

_SLUG = "[a-z0-9-]+"
PAIR_REPORTS = re.compile(rf"reports/pairs/{_SLUG}(?:\.md|-score\.svg)")
CERTIFICATES = re.compile(rf"reports/certificates/{_SLUG}\.md")
SESSION_PLANS = re.compile(rf"sessions/{_SLUG}/[1-9][0-9]*\.md")
CALENDARS = re.compile(rf"calendars/{_SLUG}\.ics")
DRAFTS = re.compile(rf"calendars/{_SLUG}\.eml")
REMINDERS = re.compile(rf"reports/reminders/{_SLUG}\.eml")


def kit(name: str) -> str:
    """Path of a kit."""
    return f"reports/{name}.md"


def pair_report(pair: str) -> str:
    """Path of a pair's report."""
    return f"reports/pairs/{pair}.md"


def pair_picture(pair: str) -> str:
    """Path of the picture of a pair's score."""
    return f"reports/pairs/{pair}-score.svg"


def certificate(person: str) -> str:
    """Path of a person's certificate."""
    return f"reports/certificates/{person}.md"


def session_plan(pair: str, session: int) -> str:
    """Path of a session's plan."""
    return f"sessions/{pair}/{session}.md"


def draft(calendar: str) -> str:
    """Path of the invitation's draft that brings somebody's calendar along."""
    return f"{calendar.removesuffix('.ics')}.eml"


def reminder(person: str) -> str:
    """Path of the draft of a reminder to somebody."""
    return f"reports/reminders/{person}.eml"


def relative(target: str, start: str) -> str:
    """Link from the file ``start`` to the file ``target``, both paths from the program's folder."""
    to, of = target.split("/"), start.split("/")[:-1]
    shared = 0
    while shared < min(len(to) - 1, len(of)) and to[shared] == of[shared]:
        shared += 1
    return "/".join([".."] * (len(of) - shared) + to[shared:])


@dataclass(frozen=True, slots=True)
class CalendarPaths:
    """Path of everybody's calendar: of people and pairs by id, and of the whole program."""

    people: Mapping[str, str]
    pairs: Mapping[str, str]
    program: str


def calendar_paths(program: Program, pairs: Iterable[str]) -> CalendarPaths:
    """Give each calendar a path of its own.

    People, pairs and the program share a folder, and ids are unique in their kind only. The program
    keeps ``program.ics``, a person keeps the id, and whoever comes later says its kind: a person
    with the id ``program`` has ``program-person.ics``.

    Args:
        program: Whose people are named.
        pairs: Ids of pairs, also of those that the program no longer has.
    """
    people = [person.id for person in program.participants]
    pair_ids = sorted(set(pairs))
    taken = {PROGRAM_CALENDAR, *people, *pair_ids}
    by_person: dict[str, str] = {}
    by_pair: dict[str, str] = {}
    given = {PROGRAM_CALENDAR}
    for ids, kind, paths in ((people, "person", by_person), (pair_ids, "pair", by_pair)):
        for each in ids:
            name, number = each, 1
            while name in given or (name != each and name in taken):
                name = f"{each}-{kind}" + (f"-{number}" if number > 1 else "")
                number += 1
            given.add(name)
            paths[each] = f"calendars/{name}.ics"
    return CalendarPaths(by_person, by_pair, f"calendars/{PROGRAM_CALENDAR}.ics")
