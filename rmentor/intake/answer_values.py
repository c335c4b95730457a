"""What cells say in answer to a question: numbers of a scale, choices, levels by topic, or a text.

Nothing is guessed: what is off the scale, or says two things at once, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rmentor.folder.closest import nearest
from rmentor.folder.csv_text import meant
from rmentor.intake.answer_words import AGREEMENT, CHOICES, NOT_ANSWERED
from rmentor.intake.context import DEFAULT_LEVEL, TOPIC_KEYS, Context
from rmentor.intake.problems import Fault
from rmentor.intake.topics import TopicIndex
from rmentor.intake.values import read_cell
from rmentor.intake.words import fold, one_line
from rmentor.model.surveys import SurveyItem

# More than anybody types into a form; what is longer is something else.
LONGEST_TEXT = 10_000
# Words that stand for a number are short; what is longer is a text, and no message repeats it.
_LONGEST_WORD = 40
# A level that no topic has: who names a topic without one has not answered.
_UNSAID = -1
# "4", "4,0", "4/5", "4 - Plutôt d'accord", "(4) agree", "4 = 🙂"
_NUMBER_FIRST = re.compile(
    r"\(?(?P<number>[+-]?\d{1,6})(?:[.,]0+)?\)?(?:\s*(?:/|sur|out of)\s*(?P<highest>\d{1,6}))?"
    r"(?:\s*[-–—:=.)(]?\s*(?P<label>(?:[^\W\d]|[\u2600-\U0001faff]).*))?",
    re.DOTALL,
)
# "Plutôt d'accord (4)", "Agree: 4"
_NUMBER_LAST = re.compile(r"(?P<label>[^\d]+?)\s*[-–—:=(]\s*(?P<number>\d{1,6})\s*\)?", re.DOTALL)
# Codes of answers in the order of the form, as LimeSurvey gives them: A1 or AO01, the first answer.
_CODE = re.compile(r"AO?0{0,2}([1-9]\d?)", re.IGNORECASE)

Said = int | str | Mapping[str, int] | None
Words = Mapping[str, Mapping[str, object]]


def read_answer(
    item: SurveyItem, topic: str | None, text: str, words: Words, topics: TopicIndex
) -> tuple[Said, tuple[Fault, ...]]:
    """Answer that a cell gives, None where it gives none, and what is wrong with it.

    Args:
        item: The question.
        topic: Topic of the column, where it is about one.
        text: The cell.
        words: What import.yaml says that folded words mean, by item or scale.
        topics: Topics of the program.
    """
    if item.scale == "text":
        return _text(text)
    meant = _meant(item, text, words)
    if meant is None and fold(text) in NOT_ANSWERED:
        return None, ()
    said = text if meant is None else str(meant)
    if said == "ignore":
        return None, ()
    if item.scale == "choice":
        return _choice(item, said)
    if item.scale == "topics":
        return _levels(item, topic, text, words, topics)
    return _number(item, said)


def _meant(item: SurveyItem, text: str, words: Words) -> object:
    folded = fold(text)
    for name in (item.id, item.scale):
        if (meant := words.get(name, {}).get(folded)) is not None:
            return meant
    return None


def _text(text: str) -> tuple[Said, tuple[Fault, ...]]:
    if len(text) > LONGEST_TEXT:
        return None, (Fault("answer-length", {"most": LONGEST_TEXT}),)
    return meant(text) or None, ()


def _choice(item: SurveyItem, said: str) -> tuple[Said, tuple[Fault, ...]]:
    folded = fold(said)
    for choice in item.choices:
        if folded == fold(choice):
            return choice, ()
    if (known := CHOICES.get(folded)) in item.choices:
        return known, ()
    args = {"item": item.id, "choices": ", ".join(item.choices)}
    if len(said) > _LONGEST_WORD:
        return None, (Fault("no-choice", args),)
    close = nearest(said, item.choices)
    code = "close-choice" if close else "unknown-choice"
    return None, (Fault(code, {**args, "close": close} if close else args),)


def _number(item: SurveyItem, said: str) -> tuple[Said, tuple[Fault, ...]]:
    """Number of a scale, of its digits or of its words; where both are there, they must agree."""
    assert item.bounds is not None  # noqa: S101 - texts and choices are read elsewhere
    lowest, highest = item.bounds
    words = AGREEMENT if item.scale == "1-5" else {}
    said = one_line(said)
    args = {"value": said, "lowest": lowest, "highest": highest, "item": item.id}
    if fold(said) in words:
        return words[fold(said)], ()
    if code := _CODE.fullmatch(said):
        number = int(code[1])
        if item.scale == "1-5" and lowest <= number <= highest:
            return number, (Fault("answer-codes"),)
        return None, (Fault("off-scale", args),)
    match = _NUMBER_FIRST.fullmatch(said) or _NUMBER_LAST.fullmatch(said)
    if match is None:
        if len(said) > _LONGEST_WORD:
            return None, (Fault("no-number", args),)
        known = "unknown-answer" if re.search(r"[^\W\d]", said) else "off-scale"
        return None, (Fault(known, args),)
    number, of = int(match["number"]), match.groupdict().get("highest")
    if not lowest <= number <= highest or (of is not None and int(of) != highest):
        return None, (Fault("off-scale", {**args, "value": said[:_LONGEST_WORD]}),)
    label = words.get(fold(match["label"] or ""), number)
    if label != number:
        contrary = {"number": number, "other": label, "item": item.id}
        return None, (Fault("contrary-answer", contrary),)
    return number, ()


def _levels(
    item: SurveyItem, topic: str | None, text: str, words: Words, topics: TopicIndex
) -> tuple[Said, tuple[Fault, ...]]:
    """Levels, or importance, by topic: read as an import of people reads them."""
    key = item.id if item.id in TOPIC_KEYS else "levels"
    values = {key: {**words.get(item.scale, {}), **words.get(item.id, {})}}
    # A topic that somebody offers or wants is an answer by itself; a level needs its number.
    level = DEFAULT_LEVEL if key == "offers" else _UNSAID
    context = Context(topics, values, level=level)
    found, faults = read_cell(key if topic is None else f"{key}.{topic}", text, context)
    levels = (
        {str(name): level for name, level in found.items()} if isinstance(found, dict) else None
    )
    return levels, tuple(Fault(fault.code, {"key": item.id, **fault.args}) for fault in faults)
