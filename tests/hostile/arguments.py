"""Plausible words for every command, made from the reference itself, so that a new command is covered as well."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rmentor.cli.reference import Entry, entries
from tests.hostile.world import ANSWERS, PAIR, PEOPLE, TODAY

# By what stands for a word in a command's usage.
BY_METAVAR: Mapping[str, str] = {
    "PERSON": "ida",
    "MENTEE": "eva",
    "MENTOR": "ida",
    "PAIR": PAIR,
    "PAIR|PERSON": PAIR,
    "FILE": PEOPLE,
    "FILE...": ANSWERS,
    "KPI": "active",
    "VALUE": "35",
    "TEXT": "Some words",
    "TITLE": "A title",
    "NAME": "sponsor.md",
    "ID": "pulse",
}
# Where a command needs more than that, or something else, to do what it is for.
WORDS: Mapping[str, tuple[str, ...]] = {
    "init": ("../fresh",),
    "check": (),
    "explain": ("ida", "eva"),
    "log": (PAIR, "--session", "2", "--held", "--pulse", "mentor=5,mentee=4"),
    "kpis": (),
    "register": (),
    "topics": (),
    "picture": ("kpis",),
    "diff": ("HEAD~1",),
    "report": (),
    "schema": ("--write",),
    "step": (PAIR, "reminder"),
    "resume": ("una--kim",),
    "end": (PAIR, "--reason", "time"),
    "forget": ("zoe", "--yes"),
    "add participant": ("--name", "New One", "--role", "mentor", "--no-input"),
    "add pair": ("sam", "zoe", "--accept"),
    "add quote": ("ida", "Some words", "--consent", "2027-02-01"),
    "add training": ("A title", "--who", "mentors", "--minutes", "60"),
    "add lesson": ("keep", "Some words"),
    "survey import": ("pulse", ANSWERS, "--yes"),
    "template eject": ("mentor-kit.md",),
    "set idea": ("idea-one", "--status", "adopted"),
    "set question": ("question-one", "--answer", "Yes"),
    "set decision": ("decision-one", "--kit", "mentor-kit"),
    "set quote": ("quote-one", "--withdraw"),
    "set training": ("training-one", "--minutes", "60"),
    "set lesson": ("lesson-one", "--kind", "stop"),
}
# Each way in which a command ends is a way to write, or to read.
MORE: tuple[tuple[str, ...], ...] = (
    ("pair", "--anew"), ("pair", "--audit", "--json"), ("pair", "--what-if", "without ida"),
    ("plan", "--commit"), ("report", "--commit"), ("report", "--html"), ("report", "certificate", "closing", "pair"),
    ("report", "sponsor"), ("history", "--json"), ("diff", "HEAD~1", "--markdown"),
    ("diff", "HEAD~1", "HEAD"), ("check", "--format", "sarif"), ("check", "--format", "junit"), ("check", "--json"),
    ("log", "--form"), ("status", "--pair", PAIR), ("plan", "--dry-run"),
    ("explain", "zoe"), ("picture", "moves"), ("import", PEOPLE, "--dry-run"),
)  # fmt: skip


def command_lines() -> dict[str, tuple[str, ...]]:
    """Every command with words of its own, by a name for tests."""
    found = {entry.name.removeprefix("rmentor "): _line(entry) for entry in entries()}
    return found | {" ".join(words): _dated(words) for words in MORE}


def _line(entry: Entry) -> tuple[str, ...]:
    name = " ".join(word for word in entry.name.split()[1:] if not word.isupper())
    options = " ".join(word.written for word in entry.words)
    words = WORDS.get(name)
    if words is None:
        metavars = entry.usage.removeprefix(entry.name).removesuffix("[OPTIONS]").split()
        words = tuple(
            BY_METAVAR.get(each.rstrip("…"), re.split(r"[|…]", each)[0].lower())
            for each in metavars
            if not each.startswith("[")
        )
    day = ("--today", TODAY) if "--today" in options else ()
    return (*name.split(), *words, *day)


def _dated(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with the day, where their command takes one."""
    name = max(
        (
            entry
            for entry in entries()
            if " ".join(words).startswith(entry.name.removeprefix("rmentor "))
        ),
        key=lambda entry: len(entry.name),
    )
    takes_day = any(word.written.startswith("--today") for word in name.words)
    return (*words, "--today", TODAY) if takes_day else words
