"""Topics in cells: which one people mean, and at what level. None is ever invented."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from rmentor.intake.problems import Fault
from rmentor.intake.words import LEVELS, fold, one_line
from rmentor.model.topics import Topic

# "LinkedIn: 5", "LinkedIn = 5/5", "LinkedIn (4,0)", "LinkedIn - 4", "LinkedIn 4"
_WITH_LEVEL = re.compile(
    r"(?P<name>.+?)\s*(?:[:=]\s*|[-–—]\s+|\(\s*|\[\s*|\s)"
    r"(?P<level>\d{1,2}(?:[.,]\d+)?(?:\s*(?:/|sur|out of)\s*\d{1,2})?)\s*[)\]]?"
)
_LEVEL = re.compile(
    r"(\d{1,2})(?:[.,]0+)?(?:\s*(?:/|sur|out of)\s*([35]))?(?:\s*[-–—:=.(]\s*\D.*)?"
)


@dataclass(frozen=True, slots=True)
class Level:
    """A topic in a cell.

    Attributes:
        topic: Id.
        number: Level or importance as written, or None where there is none.
        said: What the cell says, for messages.
    """

    topic: str
    number: str | None
    said: str

    @property
    def as_number(self) -> int | None:
        """Number that is written, or the word's in the catalogue's scale; None for anything else."""
        text = one_line(self.number or "")
        match = _LEVEL.fullmatch(text)
        return int(match[1]) if match else LEVELS.get(fold(text))


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """Topics by what people call them: id, French and English title, folded.

    A title that two topics share finds neither.

    Attributes:
        ids: By folded id or title.
    """

    ids: Mapping[str, str]
    _asked: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, name: str) -> str | None:
        """Id of the topic of that id or title, or None."""
        return self.ids.get(fold(name))

    def close(self, name: str) -> list[str]:
        """Ids of topics with much alike names, closest first, three at most."""
        # A slip that a sheet has once it often has a thousand times, and comparing is slow.
        if name not in self._asked:
            names = get_close_matches(fold(name), sorted(self.ids), n=5, cutoff=0.72)
            self._asked[name] = list(dict.fromkeys(self.ids[found] for found in names))[:3]
        return self._asked[name]


def topic_index(topics: Mapping[str, Topic]) -> TopicIndex:
    """Index of a program's topics."""
    titles: dict[str, set[str]] = {}
    for topic in topics.values():
        for title in (topic.title.fr, topic.title.en):
            titles.setdefault(fold(title), set()).add(topic.id)
    ids = {title: min(found) for title, found in titles.items() if len(found) == 1 and title}
    return TopicIndex({**ids, **{fold(topic): topic for topic in topics}})


def read_levels(
    key: str, text: str, topics: TopicIndex, values: Mapping[str, object]
) -> tuple[tuple[Level, ...], tuple[Fault, ...]]:
    """Topics in a cell such as "LinkedIn: 5; TikTok: 4" or "linkedin, tiktok".

    Parts are parted by ; and lines; then by commas, unless a title has the comma itself.
    """
    found: list[Level] = []
    faults: list[Fault] = []
    for piece in re.split(r"[;\n]", text):
        parts = [stripped for part in piece.split(",") if (stripped := one_line(part))]
        parts = _decimals_joined(parts)
        while parts:
            levels, used = _longest(parts, topics, values)
            if levels is None:
                faults.append(_unknown(key, parts[0], topics))
            elif isinstance(levels, Fault):
                faults.append(levels)
            else:
                found += levels
            parts = parts[used:]
    return tuple(found), tuple(faults)


def _decimals_joined(parts: Sequence[str]) -> list[str]:
    """Join "LinkedIn: 4" and "0", which a comma inside a number has parted."""
    joined: list[str] = []
    for part in parts:
        if joined and re.fullmatch(r"0+\)?", part) and re.search(r"\d$", joined[-1]):
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    return joined


def _longest(
    parts: Sequence[str], topics: TopicIndex, values: Mapping[str, object]
) -> tuple[list[Level] | Fault | None, int]:
    """Levels of the longest run of parts, from the first on, that names something."""
    for used in range(min(len(parts), 4), 0, -1):
        said = ", ".join(parts[:used])
        levels = _meant(said, topics, values)
        if levels is not None:
            return levels, used
    return None, 1


def _meant(
    said: str, topics: TopicIndex, values: Mapping[str, object]
) -> list[Level] | Fault | None:
    """What one text means: by import.yaml, else by the topics; None where nobody knows."""
    name, number = said, None
    is_name = fold(said) in values or topics.find(said) is not None
    if not is_name and (match := _WITH_LEVEL.fullmatch(said)):
        name, number = match["name"].strip(), match["level"]
    meaning = values.get(fold(name))
    if meaning is not None:
        return _from_mapping(meaning, number, said, topics)
    found = topics.find(name)
    return None if found is None else [Level(found, number, said)]


def _from_mapping(
    meaning: object, number: str | None, said: str, topics: TopicIndex
) -> list[Level] | Fault:
    """Levels that import.yaml gives to a word: a topic, a topic with a level, or a list of them."""
    if meaning == "ignore":
        return []
    levels = []
    for item in meaning if isinstance(meaning, list | tuple) else (meaning,):
        level = number
        name: object = item
        if isinstance(item, Mapping):
            name = item.get("topic")
            stated = item.get("level", item.get("importance"))
            level = number if stated is None or number is not None else str(stated)
        found = topics.find(str(name))
        if found is None:
            return Fault("meant-topic", {"value": said, "topic": str(name)})
        levels.append(Level(found, level, said))
    return levels


def _unknown(key: str, said: str, topics: TopicIndex) -> Fault:
    match = _WITH_LEVEL.fullmatch(said)
    name = match["name"].strip() if match else said
    close = topics.close(name)
    if close:
        args = {"value": name, "key": key, "close": ", ".join(close), "first": close[0]}
        return Fault("close-topic", args)
    return Fault("unknown-topic", {"value": name, "key": key})


def search_topics(topics: Mapping[str, Topic], words: Sequence[str]) -> tuple[Topic, ...]:
    """Topics that have all these words in either language, by group, then id; one of that very id alone.

    Accents, case and spaces do not count; part of a word is enough.
    """
    wanted = [part for word in words for part in fold(word).split()]
    if len(words) == 1 and words[0] in topics:
        return (topics[words[0]],)
    found = [topic for topic in topics.values() if all(word in _text(topic) for word in wanted)]
    return tuple(sorted(found, key=lambda topic: (topic.group or "~", topic.id)))


def _text(topic: Topic) -> str:
    """All that a search looks at: id, group, titles, and what levels say."""
    said = [
        text for words in (topic.title, *topic.levels.values()) for text in (words.fr, words.en)
    ]
    return fold(" ".join([topic.id, topic.id.replace("-", " "), topic.group or "", *said]))
