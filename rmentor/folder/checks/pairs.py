"""Checks of pairs, their schedule and their journals."""

from __future__ import annotations

from collections.abc import Iterator
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
from rmentor.folder.checks.people import people
from rmentor.folder.problems import shown

_CURRENT = ("active", "paused", None)


def pair_people(documents: Documents) -> Iterator[Finding]:
    """Pairs of somebody with themselves, mentees named twice, people who are away for good or a while."""
    statuses = {
        item["id"]: item.get("status")
        for _, _, item in people(documents)
        if isinstance(item.get("id"), str)
    }
    path, value = documents.only("pairs")
    for place, pair in maps(value, "pairs"):
        mentors = {key: pair.get(key) for key in ("mentor", "co_mentor")}
        status = pair.get("status")
        for key, mentor in mentors.items():
            if isinstance(mentor, str) and (code := _away(status, statuses.get(mentor))):
                yield warning(code, path, ("pairs", place, key), value=shown(mentor))
        if isinstance(mentors["co_mentor"], str) and mentors["co_mentor"] == mentors["mentor"]:
            again = ("pairs", place, "co_mentor")
            yield error("named-twice", path, again, value=shown(mentors["co_mentor"]))
        seen = set()
        for more, mentee in texts(pair.get("mentees")):
            at = ("pairs", place, "mentees", *more)
            if mentee in mentors.values():
                yield error("pair-with-self", path, at, value=shown(mentee))
            elif mentee in seen:
                yield error("named-twice", path, at, value=shown(mentee))
            elif code := _away(status, statuses.get(mentee)):
                yield warning(code, path, at, value=shown(mentee))
            seen.add(mentee)
        if isinstance(pair.get("mentees"), list) and not pair["mentees"]:
            yield error("empty-value", path, ("pairs", place, "mentees"), "key", key="mentees")


def _away(pair: object, person: object) -> str | None:
    """Code for a pair of this status with a person of that status, if it cannot go on like this."""
    if person == "left" and pair in _CURRENT:
        return "person-left"
    return "person-paused" if person == "paused" and pair in ("active", None) else None


def same_pairs(documents: Documents) -> Iterator[Finding]:
    """Two current pairs of the same people."""
    path, value = documents.only("pairs")
    first: dict[tuple[str, frozenset[str], bool], str] = {}
    for place, pair in maps(value, "pairs"):
        mentor = pair.get("mentor")
        mentees = frozenset(name for _, name in texts(pair.get("mentees")))
        name = str(pair.get("id"))
        if pair.get("status") not in _CURRENT or not isinstance(mentor, str) or not mentees:
            continue
        is_group = pair.get("format") == "group"
        other = first.setdefault((mentor, mentees, is_group), name)
        if other != name:
            yield warning("same-pair", path, ("pairs", place), other=shown(other))


def pair_days(documents: Documents) -> Iterator[Finding]:
    """Pairs that were over before they began, or that have a last day and go on."""
    path, value = documents.only("pairs")
    for place, pair in maps(value, "pairs"):
        since, until = (meaning(scalars.day, pair.get(key)) for key in ("since", "until"))
        at = ("pairs", place, "until")
        if since and until and until < since:
            days = {"since": since.isoformat(), "until": until.isoformat()}
            yield error("until-before-since", path, at, **days)
        elif until and pair.get("status") in ("active", None):
            yield warning("until-yet-active", path, at, "key")


def planned_twice(documents: Documents) -> Iterator[Finding]:
    """Sessions that stand in one list of plan.yaml more than once.

    One that lost its date stands in both: called off, and still to be placed.
    """
    path, value = documents.only("plan")
    for key in ("sessions", "unplaced"):
        first = set()
        for place, session in maps(value, key):
            number = whole(session.get("session"))
            pair = session.get("pair")
            if number is None or not isinstance(pair, str):
                continue
            if (pair, number) in first:
                at = (key, place, "session")
                yield error("session-twice", path, at, pair=shown(pair), session=number)
            first.add((pair, number))


def journal_people(documents: Documents) -> Iterator[Finding]:
    """Journals that speak of people of another pair."""
    pairs = _people_by_pair(documents)
    known = {item["id"] for _, _, item in people(documents) if isinstance(item.get("id"), str)}
    for path, value in documents.of("journal"):
        members = pairs.get(path.split("/")[-1].removesuffix(".yaml"))
        if members is None:
            continue
        for place, item in maps(value):
            named: list[tuple[Keys, str, str]] = [
                ((place, "levels", name), "key", name) for name in _keys(item.get("levels"))
            ]
            for number, action in maps(item, "actions"):
                at = (place, "actions", number, "who")
                named += [((*at, *more), "value", who) for more, who in texts(action.get("who"))]
            for keys, part, name in named:
                if name in known and name not in members:
                    yield error("not-in-pair", path, keys, part, value=shown(name))


def _people_by_pair(documents: Documents) -> dict[str, set[str]]:
    _, value = documents.only("pairs")
    found = {}
    for _, pair in maps(value, "pairs"):
        members = {
            name for key in ("mentor", "co_mentor", "mentees") for _, name in texts(pair.get(key))
        }
        members |= {who for _, each in maps(pair, "former") for _, who in texts(each.get("who"))}
        if isinstance(pair.get("id"), str) and members:
            found[pair["id"]] = members
    return found


def _keys(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def journal_sessions(documents: Documents) -> Iterator[Finding]:
    """Sessions that a journal says were held twice, and times of which it says something twice."""
    for path, value in documents.of("journal"):
        held, told = set(), set()
        for place, item in maps(value):
            number = whole(item.get("session"))
            if number is None:
                continue
            state = entry(item, "state")
            if state in ("held", None):
                if number in held:
                    yield error("held-twice", path, (place, "session"), session=number)
                held.add(number)
                continue
            day = meaning(scalars.day, item.get("date"))
            if day is not None and (number, day) in told:
                at = (place, "date")
                yield warning("entry-twice", path, at, session=number, day=day.isoformat())
            told.add((number, day))
