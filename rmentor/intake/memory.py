"""import.yaml: how each sheet is read, and a digest of what was last imported from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rmentor.changes import Add, Change, Put, Write
from rmentor.intake.context import CLOSED_KEYS, TOPIC_KEYS
from rmentor.intake.mapping import SHEETS, SheetMapping, parse_mappings
from rmentor.intake.problems import Problem
from rmentor.intake.words import fold

if TYPE_CHECKING:
    from rmentor.folder.read import Sources
    from rmentor.language.catalogue import Language

FILE = "import.yaml"
# Digests are put one by one up to this many people, then as one map.
_FEW = 200
# A column of sentences is no list of words to translate.
_MOST_BLANKS = 40
_LONGEST_BLANK = 60
HEADER = (
    "How sheets are read; written by rmentor import, and yours to correct (docs/import.md).",
    "columns: which heading is which key of participants.yaml; ignore leaves a column out.",
    "values: what the sheet’s own words mean; fill in what is empty or null, then import again.",
    "seen: fingerprints of what was imported, by which edits made by hand are known and kept.",
)


def remembered(
    sources: Sources, kind: str = SHEETS
) -> tuple[tuple[SheetMapping, ...], tuple[Problem, ...]]:
    """Mappings of a list of import.yaml, if there is one, and what is wrong with them.

    That it is YAML at all has been checked with the other files of the program.
    """
    from rmentor.folder.yaml_load import load_yaml

    if FILE not in sources.files:
        return (), ()
    return parse_mappings(load_yaml(sources.files[FILE]).value, kind)


def with_blanks(mapping: SheetMapping, unknown: Sequence[tuple[str, str]]) -> SheetMapping:
    """Mapping with a blank for each word, by key, that nobody knows, for people to fill in."""
    values = {key: dict(words) for key, words in mapping.values.items()}
    for key, word in unknown:
        words = values.setdefault(key, {})
        is_new = fold(word) not in map(fold, words)
        if is_new and len(words) < _MOST_BLANKS and len(word) <= _LONGEST_BLANK:
            words[word] = None
    return replace(mapping, values={key: words for key, words in values.items() if words})


def unknown_words(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Words of sheets of people, each with its key, of which import.yaml may say what they mean."""
    codes = ("unknown-value", "unknown-grade", "unknown-topic", "close-topic")
    found = [
        (str(problem.args["key"]), str(problem.args["value"]))
        for problem in problems
        if problem.code in codes
    ]
    return [(key, word) for key, word in found if key in (*CLOSED_KEYS, *TOPIC_KEYS)]


def memory_changes(
    sources: Sources,
    before: SheetMapping | None,
    after: SheetMapping,
    language: Language,
    kind: str = SHEETS,
) -> list[Change]:
    """Changes to import.yaml that remember ``after``.

    Args:
        sources: Files of the program folder.
        before: What import.yaml has for this sheet, or None.
        after: What it is to have, ``seen`` included.
        language: Of the comment at the head of a new file.
        kind: List that the entry stands in.
    """
    from rmentor.folder.emit import dump_document

    lines = {person: written_digests(digests) for person, digests in after.seen.items()}
    if before is None:
        entry = {**_document(after), **({"seen": lines} if lines or kind == SHEETS else {})}
        if FILE in sources.files:
            return [Add(FILE, (kind,), entry)]
        head = "".join(f"# {language.text(line)}\n" for line in HEADER)
        return [Write(FILE, head + dump_document({kind: [entry]}))]
    place = (kind, after.id)
    changes = _amendments(place, _document(before), _document(after))
    old = {person: written_digests(digests) for person, digests in before.seen.items()}
    fresh = {person: line for person, line in lines.items() if old.get(person) != line}
    if fresh and (not old or len(fresh) > _FEW):
        changes.append(Put(FILE, (*place, "seen"), lines))
    else:
        changes += [Put(FILE, (*place, "seen", person), line) for person, line in fresh.items()]
    return changes


def _document(mapping: SheetMapping) -> dict[str, object]:
    """The entry as import.yaml has it, without what was seen."""
    entry: dict[str, object] = {"id": mapping.id, "columns": dict(mapping.columns)}
    if mapping.values:
        entry["values"] = {key: dict(words) for key, words in mapping.values.items()}
    if mapping.defaults:
        entry["defaults"] = dict(mapping.defaults)
    if mapping.dates:
        entry["dates"] = mapping.dates
    return entry


def _amendments(
    place: tuple[str, ...], before: Mapping[str, object], after: Mapping[str, object]
) -> list[Change]:
    """Fewest changes that make one map of maps of another; nothing is ever taken out."""
    changes: list[Change] = []
    for key, item in after.items():
        old = before.get(key)
        if key in before and item == old:
            continue
        if isinstance(item, Mapping) and isinstance(old, Mapping) and old:
            changes += _amendments((*place, key), old, item)
        else:
            changes.append(Put(FILE, (*place, key), item))
    return changes


def written_digests(digests: Mapping[str, str]) -> str:
    """Digests of one person as import.yaml has them: "email=k3f9qa2b name=77aabbcc"."""
    return " ".join(f"{key}={digests[key]}" for key in sorted(digests))
