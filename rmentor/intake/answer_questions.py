"""Questions of a survey, and what headings call them.

A heading is a question if it is the id of an item, or its text in either language; accents, case,
punctuation and numbering do not count. Grids have their rows in brackets: "How well? [LinkedIn]".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rmentor.folder.closest import Nearest
from rmentor.intake.answer_words import HEADINGS, MOMENT_HEADINGS
from rmentor.intake.headings import key_of, topic_of
from rmentor.intake.identities import IDENTITY_KEYS
from rmentor.intake.topics import TopicIndex
from rmentor.intake.words import fold
from rmentor.model.surveys import Survey, SurveyItem

_TWICE = re.compile(r"\s*\(\d{1,2}\)$")
_NUMBERED = re.compile(r"^\W*(?:question|q)?\s*\d{1,3}\s*[.):–—-]+\s*", re.IGNORECASE)
_CODED = re.compile(r"^[A-Za-z]\w*(?:\[[^\]]*\])?\.\s+")
_GRID = re.compile(r"(?P<asked>.*?)\s*\[(?P<row>[^\[\]]+)\]", re.DOTALL)
_NEGATIONS = frozenset(
    word
    for words in ("ne n pas jamais sans aucun aucune", "not no t never without none nor")
    for word in words.split(" ")
)
# A heading that is a question only nearly has at least this many letters.
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Questions:
    """Items of a survey by what headings call them.

    Attributes:
        survey: The survey.
        topics: Topics of the program.
        items: Id of the item by folded id or text; what two items share finds neither.
        near: Finds the item whose text a heading is nearly.
    """

    survey: Survey
    topics: TopicIndex
    items: Mapping[str, str]
    near: Nearest

    def item(self, target: str) -> SurveyItem | None:
        """Item that a target such as ``useful`` or ``levels.linkedin`` names, or None."""
        start = target.partition(".")[0]
        return next((item for item in self.survey.items if item.id == start), None)

    @property
    def of_topics(self) -> tuple[str, ...]:
        """Ids of the items that are answered for each topic."""
        return tuple(item.id for item in self.survey.items if item.scale == "topics")


def questions_of(survey: Survey, topics: TopicIndex) -> Questions:
    """Make the items of a survey findable."""
    named = [
        (name, item.id)
        for item in survey.items
        for name in {fold(item.id), _squeezed(item.id), fold(item.text.fr), fold(item.text.en)}
    ]
    shared = Counter(name for name, _ in named)
    items = {name: item for name, item in named if shared[name] == 1}
    texts = {text: item.id for item in survey.items for text in (item.text.fr, item.text.en)}
    return Questions(survey, topics, items, Nearest((), texts))


def target_of(header: str, questions: Questions) -> str | None:
    """Item that a heading is, ``ITEM.TOPIC`` where it is about one topic of it; None for any other."""
    item, dot, topic = header.strip().partition(".")
    if dot and item in questions.of_topics and topic in questions.topics.ids.values():
        return header.strip()
    for text in _readings(header):
        found = questions.items.get(fold(text)) or questions.items.get(_squeezed(text))
        if found:
            return found
        if found := _grid_target(text, questions):
            return found
    return None


def is_told(header: str, questions: Questions) -> bool:
    """Whether a heading says something that an import of answers wants to know."""
    folded = fold(header)
    if folded in HEADINGS or folded in MOMENT_HEADINGS or target_of(header, questions):
        return True
    asked = key_of(header)
    return asked is not None and asked[0] in IDENTITY_KEYS


def nearer_text(header: str, item: str, questions: Questions) -> str:
    """Text of an item in the language of a heading: that with which it shares more words."""
    asked, words = questions.item(item), set(fold(header).split())
    texts = (asked.text.fr, asked.text.en) if asked else (item,)
    return max(texts, key=lambda text: len(words.intersection(fold(text).split())))


def near_question(header: str, questions: Questions) -> str | None:
    """Item whose text a heading is nearly, and does not deny."""
    for text in _readings(header):
        match = _GRID.fullmatch(text.strip())
        for said in (text, match["row"] if match else text):
            item = questions.item(questions.near.to(fold(said)) or "")
            if item is None or len(said) < _SHORTEST:
                continue
            words = [_denials(each) for each in (item.text.fr, item.text.en)]
            if _denials(said) in words:
                return item.id
    return None


def _denials(text: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in fold(text).split() if word in _NEGATIONS))


def _readings(header: str) -> Iterator[str]:
    """A heading, and what is left of it without numbering and codes."""
    yield header
    plain = _TWICE.sub("", header)
    yield plain
    for leading in (_NUMBERED, _CODED):
        if (shorter := leading.sub("", plain)) != plain:
            yield shorter


def _grid_target(text: str, questions: Questions) -> str | None:
    """Item, or topic of an item, that a row of a grid is."""
    match = _GRID.fullmatch(text.strip())
    if match:
        row, asked = match["row"], fold(match["asked"])
        if found := questions.items.get(fold(row)) or questions.items.get(_squeezed(row)):
            return found
        asked_item = questions.items.get(asked) or questions.items.get(_squeezed(match["asked"]))
        topic = questions.topics.find(row)
        if topic and asked_item in questions.of_topics:
            return f"{asked_item}.{topic}"
    about = topic_of(text, questions.topics)
    if about is None:
        return None
    topic, key = about
    if key is None and len(questions.of_topics) == 1:
        key = questions.of_topics[0]
    return f"{key}.{topic}" if key in questions.of_topics else None


def _squeezed(text: str) -> str:
    """A code without its signs: "we-meet" and "WeMeet" are one; empty for a text of several words."""
    return "" if " " in text.strip() else fold(text).replace(" ", "")
