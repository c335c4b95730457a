"""Words for what changed between two states of a program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rmentor.cli.acting.consequences import reason_in_words
from rmentor.cli.figures import NOTHING
from rmentor.cli.speech import language, say
from rmentor.history.differences import Difference, Field
from rmentor.language.dates import clock, decimal, long_date
from rmentor.model.program import Program
from rmentor.reporting.views.words import computed_kpi

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")


class Words:
    """Speaks of changes in the reader's language, with the names and titles of both states."""

    def __init__(self, before: Program, after: Program) -> None:
        """Know everybody's name and every topic's title."""
        code = language().code
        self._people = {p.id: p.name for program in (before, after) for p in program.participants}
        self._topics = {
            topic.id: topic.title.in_language(code)
            for program in (before, after)
            for topic in program.topics.values()
        }
        self._computed = {kpi.id: kpi.computed for each in (before, after) for kpi in each.kpis}
        self._labels = _labels()
        self._kinds = _kinds()

    def of(self, difference: Difference) -> str:
        """What became of it, and what of it changed: "joins, role mentor"; "department A → B"."""
        # Why a session was called off is for those whom it concerns; --json has it.
        left_out = ("reason",) if difference.part == "sessions" else ()
        told = [self._field(field) for field in difference.fields if field.name not in left_out]
        if difference.kind != "changed":
            known = self._kinds[difference.part]
            told.insert(0, known.get(difference.kind) or self._kinds[""][difference.kind])
        return ", ".join(told)

    def kpi(self, difference: Difference) -> str:
        """What a KPI is called, also one that rmentor computes and nobody gave a title."""
        computed = self._computed.get(difference.id)
        if computed is None or difference.title != difference.id:
            return difference.title
        return computed_kpi(computed, language())

    def _field(self, field: Field) -> str:
        if field.name.startswith("readings."):
            day = self._text("", field.name.removeprefix("readings."))
            before = "" if field.before is None else f"{self._text('', field.before)} → "
            reading = f"{before}{self._text('', field.after)}"
            return say("%(whom)s: %(what)s", whom=day, what=reading)
        label = self._labels.get(field.name, field.name)
        if field.is_private:
            return say("%(what)s (changed)", what=label)
        if field.name == "reason" and field.after:
            return self._text(field.name, field.after)
        if isinstance(field.before or field.after, list | dict):
            return f"{label} {self._listed(field)}"
        before, after = (self._text(field.name, side) for side in (field.before, field.after))
        if field.before is None:
            return f"{label} {after}"
        return f"{label} {before} → {after}"

    def _listed(self, field: Field) -> str:
        """What came to a list, left it, or became another value in it."""
        old, new = (self._items(field.name, side) for side in (field.before, field.after))
        gone = [f"−{text}" for key, text in old.items() if key not in new]
        come = [f"+{text}" for key, text in new.items() if key not in old]
        other = [
            f"{old[key]} → {new[key].rpartition(' ')[2]}" for key in new if _other(old, new, key)
        ]
        return ", ".join([*come, *other, *gone]) or say("in another order")

    def _items(self, name: str, side: Any) -> dict[str, str]:
        if isinstance(side, dict):
            return {key: f"{self._text(name, key)} {self._text('', n)}" for key, n in side.items()}
        return {str(each): self._text(name, each) for each in side or ()}

    def _text(self, name: str, value: Any) -> str:
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return say("yes") if value else say("no")
        if isinstance(value, float):
            return decimal(value, language().code, digits=4)
        if isinstance(value, dict):
            return ", ".join(self._text(name, inner) for inner in value.values())
        text = str(value)
        if name == "reason":
            return reason_in_words(text)
        if name in ("mentor", "mentees", "co_mentor", "manager"):
            return self._people.get(text, text)
        if name in ("topic", "topics", "offers", "wants", "levels"):
            return self._topics.get(text, text)
        return _moment(text) if _DATE.fullmatch(text) else text


def _other(old: Mapping[str, str], new: Mapping[str, str], key: str) -> bool:
    return key in old and old[key] != new[key]


def _moment(text: str) -> str:
    """A day or a moment as files write it, in words."""
    at, code = datetime.fromisoformat(text), language().code
    day = long_date(at.date(), code)
    return day if len(text) == len("2027-01-11") else f"{day}, {clock(at, code)}"


def part_in_words(part: str) -> str:
    """Heading of a part."""
    return {
        "people": say("People"),
        "pairs": say("Pairs"),
        "sessions": say("Sessions"),
        "events": say("Events"),
        "kpis": say("KPIs"),
        "objectives": say("Objectives"),
        "topics": say("Topics of our own"),
        "surveys": say("Surveys"),
        "register": say("Register"),
        "framework": say("Framework"),
        "settings": say("Settings"),
    }[part]


def figure_in_words(name: str) -> str:
    """Name of a figure."""
    return {
        "people": say("People taking part"),
        "paired": say("Mentees with a mentor"),
        "pairs": say("Pairs that go on"),
        "total": say("Sum of scores"),
        "lowest": say("Lowest of the scores"),
        "planned": say("Sessions with a date"),
        "held": say("Sessions held"),
    }[name]


def many_sessions(kind: str, n: int) -> str:
    """Say of many sessions at once what became of them."""
    plural = language().plural
    return {
        "dated": lambda: plural("%(n)d session has a date", "%(n)d sessions have a date", n),
        "held": lambda: plural("%(n)d session was held", "%(n)d sessions were held", n),
        "moved": lambda: plural("%(n)d session moved", "%(n)d sessions moved", n),
        "cancelled": lambda: plural(
            "%(n)d session was called off", "%(n)d sessions were called off", n
        ),
        "dropped": lambda: plural(
            "%(n)d session has no date any more", "%(n)d sessions have no date any more", n
        ),
        "noted": lambda: plural(
            "something was noted on %(n)d session", "something was noted on %(n)d sessions", n
        ),
        "reopened": lambda: plural(
            "%(n)d session is no longer noted as held",
            "%(n)d sessions are no longer noted as held",
            n,
        ),
        "changed": lambda: plural("%(n)d session changed", "%(n)d sessions changed", n),
    }[kind]()


def _kinds() -> Mapping[str, Mapping[str, str]]:
    """What becomes of things, by part; under no part, what can become of anything."""
    common = {"added": say("was added"), "removed": say("was taken out")}
    calendar = {
        "held": say("held"),
        "cancelled": say("cancelled"),
        "moved": say("moves"),
        "dated": say("has a date"),
        "dropped": say("has no date any more"),
        "reopened": say("no longer noted as held"),
        "noted": say("more was noted"),
    }
    return {
        "": common,
        "people": {
            "joined": say("joins"),
            "left": say("leaves"),
            "paused": say("pauses"),
            "applied": say("has applied"),
            "active": say("takes part"),
        },
        "pairs": {
            "made": say("pair made"),
            "moved": say("has another mentor"),
            "ended": say("ended"),
            "completed": say("completed"),
            "paused": say("paused"),
            "resumed": say("goes on"),
            "locked": say("is kept (locked)"),
            "unlocked": say("is no longer locked"),
        },
        "sessions": calendar,
        "events": calendar,
        "kpis": {"read": say("new reading")},
        "surveys": {"answered": say("answers came in")},
        **{name: {} for name in ("objectives", "topics", "register", "framework", "settings")},
    }


def _labels() -> Mapping[str, str]:
    """Words for fields; those of settings are shown as their file has them."""
    return {
        "name": say("name"),
        "role": say("role"),
        "email": say("e-mail address"),
        "volunteer": say("said yes"),
        "waited": say("rounds waited"),
        "seniority": say("seniority"),
        "department": say("department"),
        "site": say("site"),
        "manager": say("manager"),
        "organisation": say("organisation"),
        "country": say("country"),
        "timezone": say("time zone"),
        "languages": say("languages"),
        "mode": say("way of meeting"),
        "offers": say("topics to teach"),
        "wants": say("topics to learn"),
        "levels": say("own levels"),
        "interests": say("interests"),
        "availability": say("free times"),
        "away": say("absences"),
        "capacity": say("mentees at a time"),
        "avoid": say("people not to be paired with"),
        "prefer": say("people to be paired with"),
        "drive": say("interview note"),
        "volunteered": say("day of the yes"),
        "back": say("day of the return"),
        "mentor": say("mentor"),
        "co_mentor": say("second mentor"),
        "mentees": say("mentees"),
        "topics": say("topics"),
        "topic": say("topic"),
        "score": say("score"),
        "reason": say("reason"),
        "since": say("since"),
        "until": say("until"),
        "every": say("rhythm"),
        "start": say("on"),
        "date": say("on"),
        "minutes": say("minutes"),
        "place": say("place"),
        "pulse": say("pulse"),
        "actions": say("actions"),
        "returns": say("what came back"),
        "title": say("title"),
        "unit": say("unit"),
        "baseline": say("baseline"),
        "target": say("target"),
        "answers": say("answers"),
        "sessions": say("sessions"),
        "agenda": say("agenda"),
    }
