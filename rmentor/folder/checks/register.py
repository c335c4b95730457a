"""Checks of register.yaml, beside those of ids: kits, health rules, consents, and names in the circle."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from rmentor.findings import Finding
from rmentor.folder import scalars
from rmentor.folder.checks.documents import Documents, error, maps, meaning, texts, warning
from rmentor.folder.closest import Nearest
from rmentor.folder.problems import shown
from rmentor.model.health import HEALTH_RULES
from rmentor.model.kits import KITS

# Shorter ones are words, too: Max, Rose, No.
_SHORTEST_NAME = 5


def unknown_kits(documents: Documents) -> Iterator[Finding]:
    """Kits that are none of ours; they may be somebody's own."""
    path, value = documents.only("register")
    nearest = Nearest(KITS)
    for place, note in maps(value, "circle"):
        for more, name in texts(note.get("kit")):
            if name.strip() not in KITS:
                keys = ("circle", place, "kit", *more)
                said: dict[str, Any] = {"value": shown(name), "close": nearest.to(name)}
                yield warning("unknown-kit", path, keys, kits=", ".join(KITS), **said)


def unknown_rules(documents: Documents) -> Iterator[Finding]:
    """Steps that answer a health rule that there is not."""
    path, value = documents.only("register")
    nearest = Nearest(HEALTH_RULES)
    for place, step in maps(value, "steps"):
        for more, name in texts(step.get("rule")):
            if name.strip() not in HEALTH_RULES:
                keys = ("steps", place, "rule", *more)
                said: dict[str, Any] = {"value": shown(name), "close": nearest.to(name)}
                yield error("unknown-rule", path, keys, rules=", ".join(HEALTH_RULES), **said)


def consents(documents: Documents) -> Iterator[Finding]:
    """Quotes whose yes is younger than their no: they appear nowhere."""
    path, value = documents.only("register")
    for place, quote in maps(value, "quotes"):
        yes, no = (meaning(scalars.day, quote.get(key)) for key in ("consent", "withdrawn"))
        if yes is not None and no is not None and no < yes:
            keys = ("quotes", place, "withdrawn")
            yield warning("withdrawn-before", path, keys, consent=yes, withdrawn=no)


def names_in_the_circle(documents: Documents) -> Iterator[Finding]:
    """Notes of the circle that speak of somebody by name."""
    path, value = documents.only("register")
    notes = [
        (("circle", place, key), text)
        for place, note in maps(value, "circle")
        for key in ("what", "answer")
        for _, text in texts(note.get(key))
    ]
    if not notes:
        return
    people = [
        person["name"]
        for _, listed in documents.of("participants")
        for _, person in maps(listed, "participants")
        if isinstance(person.get("name"), str)
    ]
    for keys, text in notes:
        for name in names_in(text, people):
            yield warning("name-in-circle", path, keys, name=shown(name))


def names_in(text: str, names: Collection[Any]) -> tuple[str, ...]:
    """Names of people that a text holds as words of their own, sorted."""
    return tuple(
        sorted(
            name
            for name in {each.strip() for each in names}
            if len(name) >= _SHORTEST_NAME
            and name in text
            and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        )
    )
