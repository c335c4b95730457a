"""What import.yaml remembers of somebody: fingerprints of what was imported, and whom words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rmentor.changes import Change, Drop, Keys
from rmentor.folder.checks.documents import maps
from rmentor.folder.closest import folded
from rmentor.folder.read import Sources
from rmentor.folder.yaml_load import load_yaml
from rmentor.model.people import Participant

FILE = "import.yaml"
LISTS = ("sheets", "surveys")


def remembered_of(sources: Sources, who: str) -> dict[str, str]:
    """Fingerprints of somebody, by the list and the id of the entry: ``sheets/applicants``."""
    found = {}
    for kind, entry in _entries(sources):
        seen = entry.get("seen")
        if isinstance(seen, Mapping) and who in seen:
            found[f"{kind}/{entry['id']}"] = str(seen[who])
    return found


def memory_changes(sources: Sources, person: Participant) -> list[Change]:
    """Changes that make import.yaml forget somebody."""
    changes: list[Change] = []
    for kind, entry in _entries(sources):
        place = (kind, entry["id"])
        seen = entry.get("seen")
        if isinstance(seen, Mapping) and person.id in seen:
            changes.append(Drop(FILE, (*place, "seen", person.id)))
        values = entry.get("values")
        if isinstance(values, Mapping):
            changes += (Drop(FILE, (*place, *keys)) for keys in _meant(values, person))
    return changes


def _entries(sources: Sources) -> Iterator[tuple[str, dict[str, Any]]]:
    content = sources.files.get(FILE)
    document = load_yaml(content).value if content is not None else None
    for kind in LISTS:
        for _, entry in maps(document, kind):
            if isinstance(entry.get("id"), str):
                yield kind, entry


def _meant(values: Mapping[str, Any], person: Participant) -> Iterator[Keys]:
    """Places of the words that mean somebody, or are their name or address."""
    names = {folded(each) for each in (person.id, person.name, person.email) if each}
    for key, words in values.items():
        if isinstance(words, Mapping):
            for word, meaning in words.items():
                if folded(str(word)) in names or meaning == person.id:
                    yield ("values", key, word)
