"""Checks of people: reporting lines, contradictions, likely slips."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rmentor.findings import Finding, Keys
from rmentor.folder import scalars
from rmentor.folder.checks.documents import (
    Documents,
    entry,
    error,
    maps,
    meaning,
    texts,
    warning,
    whole,
)
from rmentor.folder.problems import shown
from rmentor.model.windows import Window, joined

Person = tuple[str, Keys, dict[str, Any]]


def people(documents: Documents) -> Iterator[Person]:
    """File, key path and map of everybody."""
    for path, value in documents.of("participants"):
        for place, item in maps(value, "participants"):
            yield path, ("participants", place), item


def manager_cycles(documents: Documents) -> Iterator[Finding]:
    """People who are above themselves in the reporting line: one finding for each circle."""
    above: dict[str, str] = {}
    where: dict[str, tuple[str, Keys]] = {}
    for path, keys, item in people(documents):
        person, manager = item.get("id"), item.get("manager")
        if isinstance(person, str) and isinstance(manager, str) and person not in above:
            above[person], where[person] = manager, (path, (*keys, "manager"))
            if person == manager:
                yield error("self-reference", *where[person], key="manager", value=shown(person))
    for circle in circles({person: (manager,) for person, manager in above.items()}):
        yield error("manager-cycle", *where[circle[0]], people=" → ".join((*circle, circle[0])))


def circles(links: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Circles of two or more in a graph, each beginning with its smallest name.

    1. Follow links depth first, from the smallest name on, and remember the way.
    2. A link back to a name on the way closes a circle.
    3. A name whose links have all been followed is done and never entered again.
    """
    done: set[str] = set()
    for start in sorted(links):
        if start in done:
            continue
        way, open_links = [start], [iter(sorted(links[start]))]
        while way:
            name = next(open_links[-1], None)
            if name is None:
                done.add(way.pop())
                open_links.pop()
            elif name in way:
                circle = way[way.index(name) :]
                least = circle.index(min(circle))
                if len(circle) > 1:
                    yield (*circle[least:], *circle[:least])
            elif name not in done:
                way.append(name)
                open_links.append(iter(sorted(links.get(name, ()))))


def contradictions(documents: Documents) -> Iterator[Finding]:
    """One person's values that cannot both be meant."""
    for path, keys, item in people(documents):
        offers, levels = item.get("offers"), item.get("levels")
        if isinstance(offers, dict) and isinstance(levels, dict):
            for topic in offers.keys() & levels.keys():
                if offers[topic] != levels[topic] and levels[topic] is not None:
                    at = (*keys, "levels", topic)
                    yield warning(
                        "levels-contradict", path, at, topic=topic,
                        level=shown(levels[topic]), offered=shown(offers[topic]),
                    )  # fmt: skip
        if "avoid" in item or "prefer" in item:
            yield from _wishes(path, keys, item)


def _wishes(path: str, keys: Keys, item: dict[str, Any]) -> Iterator[Finding]:
    avoided = {name for _, name in texts(item.get("avoid"))}
    for key in ("avoid", "prefer"):
        for more, name in texts(item.get(key)):
            at = (*keys, key, *more)
            if name == item.get("id"):
                yield error("self-reference", path, at, key=key, value=shown(name))
            elif key == "prefer" and name in avoided:
                yield warning("avoid-and-prefer", path, at, value=shown(name))


def look_alikes(documents: Documents) -> Iterator[Finding]:
    """People who may be one: the same e-mail, or the same name and not two e-mails."""
    by_email: dict[str, str] = {}
    by_name: dict[str, dict[str, None]] = {}
    without_email: dict[str, dict[str, None]] = {}
    for path, keys, item in people(documents):
        person, email, name = (_plain(item.get(key)) for key in ("id", "email", "name"))
        other = by_email.setdefault(email, person) if email else person
        if other != person:
            yield warning("same-email", path, (*keys, "email"), value=email, other=other)
            continue
        if not name:
            continue
        # Two people with an e-mail each are two people: these need not be looked at one by one.
        namesakes = (without_email if email else by_name).get(name, {})
        if alike := next((each for each in namesakes if each != person), None):
            shown_name = shown(item["name"])
            yield warning("same-name", path, (*keys, "name"), value=shown_name, other=alike)
        by_name.setdefault(name, {})[person] = None
        if not email:
            without_email.setdefault(name, {})[person] = None


def _plain(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())


def short_windows(documents: Documents) -> Iterator[Finding]:
    """Weekly windows in which no session fits, even joined with those that they touch."""
    _, framework = documents.only("framework")
    lengths = [whole(entry(framework, "minutes"))]
    lengths += [whole(module.get("minutes")) for _, module in maps(framework, "modules")]
    known = [length for length in lengths if length is not None]
    if not known:
        return
    minutes = min(known)
    for path, keys, item in people(documents):
        said = [
            (more, text, windows)
            for more, text in texts(item.get("availability"))
            if (windows := meaning(scalars.windows, text))
        ]
        if all(windows[0].minutes >= minutes for _, _, windows in said):
            continue
        whole_windows = joined(window for _, _, windows in said for window in windows)
        for more, text, windows in said:
            if not any(_fits(window, whole_windows, minutes) for window in windows):
                at = (*keys, "availability", *more)
                yield warning("short-window", path, at, value=shown(text), minutes=minutes)


def _fits(window: Window, windows: tuple[Window, ...], minutes: int) -> bool:
    return any(
        each.start <= window.start and window.end <= each.end and each.minutes >= minutes
        for each in windows
    )
