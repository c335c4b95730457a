"""Ids: each is unique in its kind, and each that is named exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from rmentor.findings import Finding, Keys, Spot
from rmentor.folder.checks.documents import Documents, entry, error, maps, texts, warning
from rmentor.folder.closest import Nearest
from rmentor.folder.problems import shown

# Kind of id: kind of file, and the list whose items have one.
DEFINITIONS: Mapping[str, tuple[str, str]] = {
    "person": ("participants", "participants"),
    "topic": ("topics", "topics"),
    "objective": ("objectives", "objectives"),
    "kpi": ("objectives", "kpis"),
    "module": ("framework", "modules"),
    "event": ("framework", "events"),
    "pair": ("pairs", "pairs"),
    "idea": ("register", "ideas"),
    "note": ("register", "circle"),
    "quote": ("register", "quotes"),
    "training": ("register", "trainings"),
    "lesson": ("register", "lessons"),
    "step": ("register", "steps"),
}
# Steps of a path into a file: each item of a list, each text of a list (or the text itself), each key
# of a map, each value of a map.
ITEMS, TEXTS, KEYS, VALUES = "*items", "*texts", "*keys", "*values"
# Kind of file, path, kind of id.
REFERENCES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("participants", ("participants", ITEMS, "offers", KEYS), "topic"),
    ("participants", ("participants", ITEMS, "wants", KEYS), "topic"),
    ("participants", ("participants", ITEMS, "levels", KEYS), "topic"),
    ("participants", ("participants", ITEMS, "manager", TEXTS), "person"),
    ("participants", ("participants", ITEMS, "avoid", TEXTS), "person"),
    ("participants", ("participants", ITEMS, "prefer", TEXTS), "person"),
    ("objectives", ("objectives", ITEMS, "topics", TEXTS), "topic"),
    ("objectives", ("objectives", ITEMS, "kpis", TEXTS), "kpi"),
    ("framework", ("modules", ITEMS, "topics", TEXTS), "topic"),
    ("topics", ("topics", ITEMS, "after", TEXTS), "topic"),
    ("pairs", ("pairs", ITEMS, "mentor", TEXTS), "person"),
    ("pairs", ("pairs", ITEMS, "co_mentor", TEXTS), "person"),
    ("pairs", ("pairs", ITEMS, "mentees", TEXTS), "person"),
    ("pairs", ("pairs", ITEMS, "former", ITEMS, "who", TEXTS), "person"),
    ("pairs", ("pairs", ITEMS, "topics", TEXTS), "topic"),
    ("plan", ("sessions", ITEMS, "pair", TEXTS), "pair"),
    ("plan", ("sessions", ITEMS, "module", TEXTS), "module"),
    ("plan", ("sessions", ITEMS, "topic", TEXTS), "topic"),
    ("plan", ("unplaced", ITEMS, "pair", TEXTS), "pair"),
    ("journal", (ITEMS, "topics", TEXTS), "topic"),
    ("journal", (ITEMS, "returns", TEXTS), "topic"),
    ("journal", (ITEMS, "levels", KEYS), "person"),
    ("journal", (ITEMS, "levels", VALUES, KEYS), "topic"),
    ("journal", (ITEMS, "actions", ITEMS, "who", TEXTS), "person"),
    ("register", ("ideas", ITEMS, "topic", TEXTS), "topic"),
    ("register", ("quotes", ITEMS, "who", TEXTS), "person"),
    ("register", ("trainings", ITEMS, "who", TEXTS), "person"),
    ("register", ("steps", ITEMS, "who", TEXTS), "person"),
    ("register", ("steps", ITEMS, "pair", TEXTS), "pair"),
)
# calendars/program.ics is the whole program's.
RESERVED = {"person": frozenset(("program",)), "pair": frozenset(("program",))}


def known_ids(documents: Documents, kind: str) -> set[str]:
    """Ids of a kind that the program has, also those of items that are wrong otherwise."""
    file_kind, key = DEFINITIONS[kind]
    found = {
        item["id"].strip()
        for _, value in documents.of(file_kind)
        for _, item in maps(value, key)
        if isinstance(item.get("id"), str)
    }
    if kind == "topic":
        found |= set(documents.catalogue)
    return found | documents.ids_lost(file_kind)


def duplicate_ids(documents: Documents) -> Iterator[Finding]:
    """Ids that a second item of a kind takes."""
    for kind, (file_kind, key) in DEFINITIONS.items():
        first: dict[str, str] = {}
        for path, value in documents.of(file_kind):
            for place, item in maps(value, key):
                name = item.get("id")
                if not isinstance(name, str):
                    continue
                name = name.strip()
                at = partial(error, file=path, keys=(key, place, "id"))
                if name in first:
                    yield at("duplicate-id", id=shown(name), other=first[name])
                elif name in RESERVED.get(kind, ()):
                    yield at("reserved-id", id=name)
                first.setdefault(name, path)
                if kind == "topic" and name in documents.catalogue:
                    keys = (key, place, "id")
                    yield warning("built-in-topic", path, keys, id=name)
    for path, value in documents.of("surveys"):
        yield from _duplicate_questions(path, value)


def _duplicate_questions(path: str, value: Any) -> Iterator[Finding]:
    first = set()
    for place, item in maps(value, "items"):
        name = item.get("id")
        if isinstance(name, str):
            if name in first:
                keys = ("items", place, "id")
                yield error("duplicate-id", path, keys, id=shown(name), other=path)
            first.add(name)


def unknown_ids(documents: Documents) -> Iterator[Finding]:
    """Ids that nothing has."""
    for check in UNKNOWN_IDS:
        yield from check(documents)


def _unknown_in(documents: Documents, named: str) -> Iterator[Finding]:
    """Ids that nothing has, in files of one kind."""
    references = [each for each in REFERENCES if each[0] == named]
    known = {kind: known_ids(documents, kind) for _, _, kind in references}
    nearest: dict[str, Nearest] = {}
    for file_kind, path, kind in references:
        if documents.is_open(DEFINITIONS[kind][0]):
            continue
        for file, value in documents.of(file_kind):
            for keys, part, name in _unknown(value, path, known[kind]):
                if file_kind == "plan" and _is_called_off(value, keys):
                    continue
                if kind not in nearest:
                    nearest[kind] = Nearest(known[kind], other_names(documents, kind))
                close = nearest[kind].to(name)
                yield Finding(
                    f"unknown-{kind}",
                    Spot(file, keys, part),
                    {"value": shown(name), "close": close},
                )


# One check a kind of file, so that a change in one is no news for the others.
UNKNOWN_IDS: tuple[Callable[[Documents], Iterator[Finding]], ...] = tuple(
    partial(_unknown_in, named=kind) for kind in dict.fromkeys(kind for kind, _, _ in REFERENCES)
)


def _is_called_off(plan: Any, keys: Keys) -> bool:
    """Whether a session is cancelled: it stands there for calendars, whatever became of its pair."""
    session = plan[keys[0]][keys[1]]
    state = session.get("state")
    return isinstance(state, str) and state.strip() == "cancelled"


def _unknown(
    value: Any, path: tuple[str, ...], known: set[str], keys: Keys = ()
) -> Iterator[tuple[Keys, str, str]]:
    """Key path, part and text of each id at ``path`` that is not known."""
    step, rest = path[0], path[1:]
    if step == ITEMS:
        # Items are maps, and the next step is a key; most of ten thousand people do not have it.
        key, rest = rest[0], rest[1:]
        for place, item in maps(value):
            if (inner := item.get(key)) is not None:
                yield from _unknown(inner, rest, known, (*keys, place, key))
    elif step == TEXTS:
        for more, name in texts(value):
            if name.strip() not in known:
                yield (*keys, *more), "value", name
    elif step == KEYS:
        if isinstance(value, dict) and not value.keys() <= known:
            for name in value:
                if name not in known:
                    yield (*keys, name), "key", name
    elif step == VALUES:
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from _unknown(inner, rest, known, (*keys, name))
    elif (inner := entry(value, step)) is not None:
        yield from _unknown(inner, rest, known, (*keys, step))


def other_names(documents: Documents, kind: str) -> dict[str, str]:
    """Ids by other names that people may have written instead: names, e-mails, titles."""
    names: dict[str, str] = {}
    if kind == "topic":
        for topic in documents.catalogue.values():
            names |= {topic.title.fr: topic.id, topic.title.en: topic.id}
    file_kind, key = DEFINITIONS[kind]
    for _, value in documents.of(file_kind):
        for _, item in maps(value, key):
            if isinstance(item.get("id"), str):
                for other in (item.get("name"), item.get("email"), item.get("title")):
                    both = other.values() if isinstance(other, dict) else [other]
                    names |= {name: item["id"] for _, name in texts(list(both))}
    return names


def pairs_like_people(documents: Documents) -> Iterator[Finding]:
    """Pairs with the id of a person: both would have one calendar."""
    everybody = known_ids(documents, "person")
    for path, value in documents.of("pairs"):
        for place, pair in maps(value, "pairs"):
            if isinstance(pair.get("id"), str) and pair["id"] in everybody:
                yield error("pair-like-person", path, ("pairs", place, "id"), id=pair["id"])


def journals_without_pair(documents: Documents) -> Iterator[Finding]:
    """Journals whose file is not named after a pair."""
    if documents.is_open("pairs"):
        return
    known = known_ids(documents, "pair")
    for path, _ in documents.of("journal"):
        pair = path.split("/")[-1].removesuffix(".yaml")
        if pair not in known:
            close = Nearest(known).to(pair)
            yield Finding(
                "unknown-journal", Spot(path, mark=(1, 1)), {"value": pair, "close": close}
            )
