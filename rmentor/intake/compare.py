"""One row against one person: what the sheet changes and what was edited by hand and stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rmentor.changes import Change, Drop, Put
from rmentor.folder.times import span_text, window_texts
from rmentor.intake.context import TOPIC_KEYS, column_order
from rmentor.intake.problems import Problem
from rmentor.intake.roster import digest
from rmentor.intake.rows import PersonRow
from rmentor.intake.words import fold
from rmentor.model.people import Participant


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of one person, in the file and in the sheet; None where there is none.

    ``key`` is ``offers.linkedin`` for one topic.
    """

    person: str
    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier imports remember of one person, as digests by key.

    Attributes:
        own: Of this sheet.
        elsewhere: Of other sheets.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str | None:
        """Digest of what was last imported for ``key``, from this sheet if it ever had it."""
        return self.own.get(key, self.elsewhere.get(key))


@dataclass(slots=True)
class Comparison:
    """What one row does to one person; filled key by key.

    Attributes:
        file: That holds the person.
        row: The row.
        memory: What earlier imports remember.
        seen: Digests to remember now.
    """

    file: str
    row: PersonRow
    memory: Memory
    seen: dict[str, str]
    changes: list[Change] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def takes(self, difference: Difference, said: object) -> bool:
        """Whether the sheet's value is taken; else the one in the file was edited by hand."""
        old = self.memory.of(difference.key)
        self.seen[difference.key] = digest(said)
        if old is None or (old != digest(said) and old == digest(difference.before)):
            self.differences.append(difference)
            return True
        self.kept.append(difference)
        if old != digest(said):
            args = {
                "id": difference.person,
                "key": difference.key,
                "before": in_words(difference.before),
                "after": in_words(difference.after),
                "file": self.file,
            }
            self.problems.append(Problem("both-changed", args, (self.row.number,)))
        return False


def compare(
    person: Participant, row: PersonRow, memory: Memory, file: str, stated: frozenset[str]
) -> Comparison:
    """Compare what a row says with what the program has and with what earlier imports saw.

    Args:
        person: As the program has it.
        row: What the sheet says.
        memory: What earlier imports saw.
        file: That holds the person.
        stated: Keys that the person has in that file; defaults do not touch them.
    """
    result = Comparison(file, row, memory, dict(memory.own))
    fallback = {
        key: item
        for key, item in row.fallback.items()
        if key == "role" or (key not in stated and memory.of(key) is None)
    }
    values = {**fallback, **row.values}
    for key in column_order(values):
        said = values[key]
        if key in TOPIC_KEYS and isinstance(said, dict):
            _compare_topics(result, person, key, said)
        else:
            _compare_one(result, person, key, said)
    return result


def value_of(person: Participant, key: str) -> object:
    """Value of a participant as participants.yaml has it."""
    if key == "availability":
        return window_texts(person.availability, ranges=False)
    if key == "away":
        return [span_text(span) for span in person.away]
    found = getattr(person, key)
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, tuple):
        return list(found)
    return dict(found) if isinstance(found, Mapping) else found


def in_words(value: object) -> str:
    """A value as one text; a dash where there is none."""
    if value is None or value in ([], {}):
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _compare_one(result: Comparison, person: Participant, key: str, said: object) -> None:
    """A key with one value or a list."""
    now = value_of(person, key)
    after = said
    if key == "role" and key in result.row.fallback and now != said:
        # Two sheets, one of mentors and one of mentees, with the same person in both.
        after = "both" if now == "both" or key not in result.memory.own else said
    if _is_same(key, now, after, first_time=result.memory.of(key) is None):
        result.seen[key] = digest(said)
    elif result.takes(Difference(person.id, key, now, after), said):
        result.changes.append(Put(result.file, ("participants", person.id, key), after))


def _compare_topics(
    result: Comparison, person: Participant, key: str, said: Mapping[str, object]
) -> None:
    """A map of topics: each topic by itself, so that a hand edit of another one stays."""
    now: Mapping[str, int] = getattr(person, key)
    fresh: dict[str, object] = {}
    for topic, level in said.items():
        name = f"{key}.{topic}"
        if now.get(topic) == level:
            result.seen[name] = digest(level)
        elif result.takes(Difference(person.id, name, now.get(topic), level), level):
            fresh[topic] = level
    place = ("participants", person.id, key)
    if fresh and not now:
        result.changes.append(Put(result.file, place, fresh))
    else:
        result.changes += [Put(result.file, (*place, topic), fresh[topic]) for topic in fresh]
    if key in result.row.whole:
        _drop_topics(result, now, key, said)


def _drop_topics(
    result: Comparison, now: Mapping[str, int], key: str, said: Mapping[str, object]
) -> None:
    """Take topics out that the last import brought and that the cell no longer lists."""
    for name, old in sorted(result.memory.own.items()):
        start, _, topic = name.partition(".")
        if start != key or topic in said:
            continue
        del result.seen[name]
        if topic in now and digest(now[topic]) == old:
            person = result.row.person
            result.changes.append(Drop(result.file, ("participants", person, key, topic)))
            result.differences.append(Difference(person, name, now[topic], None))


def _is_same(key: str, now: object, said: object, *, first_time: bool) -> bool:
    """Whether two values of a key are one: lists in any order, e-mails in any case.

    A name that the sheet has never brought before is the same but for case and accents, too: who was
    added by hand keeps the better spelling.
    """
    if isinstance(now, list) and isinstance(said, list):
        return sorted(map(str, now)) == sorted(map(str, said))
    if isinstance(now, str) and isinstance(said, str):
        if key == "email":
            return now.casefold() == said.casefold()
        if key == "name" and first_time:
            return fold(now) == fold(said)
    return now == said
