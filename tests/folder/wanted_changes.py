"""Random changes to a document, and what they mean: a second, naive way to carry them out."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any

from rmentor.changes import Add, Drop, Put
from rmentor.folder.emit import as_loaded

FILE = "participants.yaml"
SOME: tuple[Any, ...] = (
    5,
    "Zoë",
    "a: b",
    "no",
    "x\ny\n",
    None,
    True,
    ["fr", "en"],
    {"ana": 3},
    [],
    {},
    {"a": {"b": [1]}},
)
NEW = (
    {"id": "new", "name": "N", "offers": {"x": 1}},
    {"id": "new"},
    {"id": "new", "away": [{"a": 1}]},
)


def carried_out(value: Any, change: Put | Add | Drop) -> Any:
    """Document after one change, made on a copy and step by step."""
    document = copy.deepcopy(value) if value is not None else {}
    keys = list(change.keys)
    if isinstance(change, Add):
        keys.append("")
    target: Any = document
    for step in keys[:-1]:
        if isinstance(target, list):
            target = next(each for each in target if each["id"] == step)
            continue
        if target.get(step) is None:
            target[step] = [] if isinstance(change, Add) else {}
        target = target[step]
    if isinstance(change, Add):
        at = len(target)
        if change.before is not None:
            at = [each["id"] for each in target].index(change.before)
        target.insert(at, as_loaded(change.value))
    elif isinstance(change, Put):
        target[keys[-1]] = as_loaded(change.value)
    elif isinstance(target, list):
        target[:] = [each for each in target if each["id"] != keys[-1]]
    else:
        del target[keys[-1]]
    return document


def random_change(value: Any, chance: random.Random) -> Put | Add | Drop:
    """Make a change that fits the document."""
    listed = value.get("participants") or []
    others = sorted(key for key in value if key != "participants")
    kind = chance.randrange(8)
    if kind == 0 and not any(each["id"] == "new" for each in listed):
        before = chance.choice(listed)["id"] if listed and chance.random() < 0.4 else None
        return Add(FILE, ("participants",), chance.choice(NEW), before)
    if kind == 1 and listed:
        return Drop(FILE, ("participants", chance.choice(listed)["id"]))
    if kind == 2 and others:
        return Drop(FILE, (chance.choice(others),))
    if kind == 3 or not listed:
        return Put(FILE, (chance.choice(("format", "extra", *others)),), chance.choice(SOME))
    return _inside(chance.choice(listed), chance)


def _inside(person: dict[str, Any], chance: random.Random) -> Put | Drop:
    place = ("participants", person["id"])
    keys = sorted(key for key in person if key != "id")
    key = chance.choice(keys) if keys and chance.random() < 0.7 else "drive"
    inner = person.get(key)
    if isinstance(inner, dict) and chance.random() < 0.6:
        topic = chance.choice((*sorted(inner), "tiktok"))
        if topic in inner and chance.random() < 0.5:
            return Drop(FILE, (*place, key, topic))
        return Put(FILE, (*place, key, topic), chance.choice(SOME))
    if key in person and chance.random() < 0.3:
        return Drop(FILE, (*place, key))
    if inner is None and chance.random() < 0.3:
        return Put(FILE, (*place, key, "tiktok"), 4)
    return Put(FILE, (*place, key), chance.choice(SOME))


def random_changes(
    value: Any, number: int, chance: random.Random
) -> tuple[Sequence[Put | Add | Drop], Any]:
    """Make that many changes, each fitting what the ones before left; and what comes of them."""
    changes = []
    for _ in range(number):
        change = random_change(value, chance)
        changes.append(change)
        value = carried_out(value, change)
    return changes, value
