"""What cells say: text to the values that participants.yaml has.

Nothing is guessed. What cannot be read for certain is a fault; the other cells of the row still
come in. What words of one's own mean stands under ``values`` in import.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from rmentor.folder import scalars
from rmentor.folder.closest import folded
from rmentor.folder.codes import COUNTRY_WORDS, LANGUAGE_WORDS
from rmentor.folder.times import span_text, window_texts
from rmentor.intake.context import TOPIC_KEYS, Context
from rmentor.intake.days import read_spans, read_windows
from rmentor.intake.problems import Fault
from rmentor.intake.topics import Level, read_levels
from rmentor.intake.words import (
    FLEXIBLE,
    MODES,
    NO,
    NOTHING,
    ROLES,
    STATUSES,
    YES,
    fold,
    one_line,
    slug,
)

# Longer than any answer to one question; reading cells of any length would take any time.
LONGEST_CELL = 2_000
_RANGES = {"offers": (1, 5), "wants": (1, 3), "levels": (0, 5)}
# The same signs that participants.yaml accepts.
_SIGN = r"[^\s@<>,;:()\[\]\\\"]"
_EMAIL = re.compile(rf"{_SIGN}{{1,64}}@(?:(?!\.){_SIGN})+(?:\.(?:(?!\.){_SIGN})+)+")

Faults = tuple[Fault, ...]
Answer = tuple[object, Faults]


def read_cell(key: str, text: str, context: Context) -> Answer:
    """Value of ``text`` for ``key`` (``offers.linkedin``: of one topic's column) and its faults.

    None as a value: the cell says nothing. A map of topics is a dict, a list a list, dates and
    windows are text as participants.yaml has them.
    """
    if len(text) > LONGEST_CELL:
        return None, (Fault("too-long", {"most": LONGEST_CELL}),)
    if fold(text) in NOTHING and _meant(key, text, context) is None:
        return None, ()
    if "." in key:
        start, _, topic = key.partition(".")
        return _read_topic_column(start, topic, text, context)
    if key in TOPIC_KEYS:
        return _read_topics(key, text, context)
    return _READERS[key](key, text, context)


def has_meaning(key: str, text: str, context: Context) -> bool:
    """Whether ``text`` can be read for ``key`` without a fault."""
    return not read_cell(key, text, context)[1]


def pieces(text: str, separators: str = r"[;\n]") -> Iterator[str]:
    """Parts of a cell that lists several things."""
    for piece in re.split(separators, text):
        if stripped := one_line(piece).strip(" ,;•·*"):
            yield stripped


def whole_number(text: str) -> int | None:
    """Read "4", "4.0" or "4,0"; None for anything else."""
    match = re.fullmatch(r"([+-]?\d{1,9})(?:[.,]0+)?", text.strip())
    return int(match[1]) if match else None


def _meant(key: str, text: str, context: Context) -> object:
    """What import.yaml says that ``text`` means for ``key``, or None."""
    meanings = context.values.get(key, {})
    folded = fold(text)
    if (found := meanings.get(folded)) is not None:
        return found
    for words in (YES, NO):
        if folded in words:
            for word in sorted(words & meanings.keys()):
                if meanings[word] is not None:
                    return meanings[word]
    return None


def _plain(key: str, text: str, context: Context) -> str:
    """``text`` on one line, or what import.yaml says it means."""
    meaning = _meant(key, text, context)
    return one_line(text if meaning is None else str(meaning))


def _read_text(key: str, text: str, context: Context) -> Answer:
    found = _plain(key, text, context)
    return (None if found in ("", "ignore") else found), ()


def _read_id(key: str, text: str, context: Context) -> Answer:
    found = slug(_plain(key, text, context))
    return (found, ()) if found else (None, (Fault("wrong-id", {"value": text}),))


def _read_email(key: str, text: str, context: Context) -> Answer:
    found = _plain(key, text, context).removeprefix("mailto:")
    if inside := re.fullmatch(r"[^<]*<([^>]+)>", found):
        found = inside[1].strip()
    if _EMAIL.fullmatch(found) and len(found) <= 254:
        return found, ()
    return None, (Fault("wrong-email", {"value": one_line(text)}),)


def _read_word(words: Mapping[str, object]) -> Callable[[str, str, Context], Answer]:
    """Reader of a key that can be a few words only."""

    def read(key: str, text: str, context: Context) -> Answer:
        found = _plain(key, text, context)
        if found == "ignore":
            return None, ()
        value = words.get(fold(found))
        if value is None:
            return None, (Fault("unknown-value", {"value": one_line(text), "key": key}),)
        return value, ()

    return read


def _read_role(key: str, text: str, context: Context) -> Answer:
    """One role, or several ticked in one cell, which make both."""
    several = {
        ROLES.get(fold(_plain(key, piece, context))) for piece in pieces(text, r"[;,\n/&+]|\bet\b")
    }
    if len(several) > 1 and None not in several:
        return "both", ()
    return _read_word(ROLES)(key, text, context)


def _read_number(lowest: int, highest: int) -> Callable[[str, str, Context], Answer]:
    """Reader of a whole number; "3/5" is 3 where 5 is the highest."""

    def read(key: str, text: str, context: Context) -> Answer:
        found = _plain(key, text, context)
        if found == "ignore":
            return None, ()
        number = whole_number(re.sub(rf"\s*(?:/|sur|out of|of)\s*{highest}$", "", found))
        if number is not None and lowest <= number <= highest:
            return number, ()
        if number is None and key in ("seniority", "capacity"):
            code = "unknown-grade" if key == "seniority" else "unknown-value"
            return None, (Fault(code, {"value": one_line(text), "key": key}),)
        args = {"value": one_line(text), "lowest": lowest, "highest": highest}
        return None, (Fault("wrong-number", args),)

    return read


def _read_list(key: str, text: str, context: Context) -> Answer:
    """Interests: parted by ; or by lines, else by commas."""
    separators = r"[;\n]" if re.search(r"[;\n]", text) else r"[,;\n]"
    found = (_plain(key, piece, context) for piece in pieces(text, separators))
    return list(dict.fromkeys(item for item in found if item != "ignore")) or None, ()


def _read_languages(key: str, text: str, context: Context) -> Answer:
    found, faults = [], []
    for piece in pieces(text, r"[;,\n/+&]|\bet\b|\band\b"):
        word = _plain(key, piece, context)
        if word == "ignore":
            continue
        code = LANGUAGE_WORDS.get(fold(word)) or LANGUAGE_WORDS.get(folded(word)) or word
        try:
            found.append(scalars.language(code))
        except scalars.Fault:
            faults.append(Fault("unknown-value", {"value": piece, "key": key}))
    return list(dict.fromkeys(found)) or None, tuple(faults)


def _read_country(key: str, text: str, context: Context) -> Answer:
    found = _plain(key, text, context)
    if found == "ignore":
        return None, ()
    try:
        return scalars.country(COUNTRY_WORDS.get(folded(found), found)), ()
    except scalars.Fault:
        return None, (Fault("unknown-value", {"value": one_line(text), "key": key}),)


def _read_zone(key: str, text: str, context: Context) -> Answer:
    found = _plain(key, text, context)
    if found == "ignore":
        return None, ()
    try:
        return scalars.timezone(found), ()
    except scalars.Fault:
        return None, (Fault("wrong-zone", {"value": found}),)


def _read_availability(key: str, text: str, context: Context) -> Answer:
    if fold(text) in FLEXIBLE:
        return None, ()
    said = "\n".join(_plain(key, piece, context) for piece in pieces(text))
    windows, faults = read_windows(_plain(key, said, context) if "\n" not in said else said)
    return window_texts(windows, ranges=False) or None, faults


def _read_away(_key: str, text: str, context: Context) -> Answer:
    spans, faults = read_spans(text, context.date_order)
    return [span_text(span) for span in spans] or None, faults


def _read_day(key: str, text: str, context: Context) -> Answer:
    """One day, in any form that a span of days may have."""
    found = _plain(key, text, context)
    if found == "ignore":
        return None, ()
    spans, faults = read_spans(found, context.date_order)
    if faults or len(spans) != 1 or spans[0].first != spans[0].last:
        return None, faults or (Fault("wrong-date", {"value": one_line(text)}),)
    return spans[0].first.isoformat(), ()


def _read_manager(key: str, text: str, context: Context) -> Answer:
    """Id of the manager; most managers take no part, which is nothing to put right."""
    found = context.find_person(_plain(key, text, context))
    if isinstance(found, str):
        return found, ()
    return None, (Fault("outside-manager") if found.code == "unknown-person" else found,)


def _read_people(key: str, text: str, context: Context) -> Answer:
    """Ids of the people named; a cell of ids or e-mails may have spaces between them."""
    whole = context.find_person(_plain(key, text, context))
    if isinstance(whole, str):
        return [whole], ()
    found, faults = [], []
    for piece in pieces(text, r"[;,\n]"):
        answer = context.find_person(_plain(key, piece, context))
        if isinstance(answer, Fault) and " " in piece:
            words = [context.find_person(word) for word in piece.split()]
            known = [word for word in words if isinstance(word, str)]
            if len(known) == len(words):
                found += known
                continue
        if isinstance(answer, str):
            found.append(answer)
        else:
            faults.append(answer)
    return sorted(set(found)) or None, tuple(faults)


def _read_topics(key: str, text: str, context: Context) -> Answer:
    """Topics in one cell, each with its level or importance or without."""
    found, faults = read_levels(key, text, context.topics, context.values.get(key, {}))
    levels: dict[str, int] = {}
    problems = list(faults)
    for item in found:
        number, fault = _in_range(key, item, context)
        if fault:
            problems.append(fault)
        if number is not None:
            levels[item.topic] = max(number, levels.get(item.topic, 0))
    return dict(sorted(levels.items())) or None, tuple(problems)


def _read_topic_column(key: str, topic: str, text: str, context: Context) -> Answer:
    """Cell of a column that is about one topic."""
    folded = fold(text)
    meaning = _meant(key, text, context)
    if meaning is not None:
        text = str(meaning)
    elif folded in NO and not text.strip().isdigit():
        return None, ()
    elif folded in YES and not text.strip().isdigit():
        text = ""
    number, fault = _in_range(key, Level(topic, text or None, one_line(text)), context)
    return ({topic: number} if number is not None else None), ((fault,) if fault else ())


def _in_range(key: str, item: Level, context: Context) -> tuple[int | None, Fault | None]:
    """Number of a topic's level, or a fault; an offer or want of 0 is none."""
    lowest, highest = _RANGES[key]
    if item.number is None:
        number: int | None = context.importance if key == "wants" else context.level
    else:
        number = item.as_number
        if number == 0 and lowest == 1:
            return None, None
    if number is None or not lowest <= number <= highest:
        args = {"value": item.said, "lowest": lowest, "highest": highest}
        return None, Fault("level-range", args)
    return number, None


_READERS: Mapping[str, Callable[[str, str, Context], Answer]] = {
    "id": _read_id,
    "name": _read_text,
    "first-name": _read_text,
    "last-name": _read_text,
    "email": _read_email,
    "role": _read_role,
    "volunteer": _read_word({**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}),
    "status": _read_word(STATUSES),
    "waited": _read_number(0, 1000),
    "seniority": _read_number(-(10**6), 10**6),
    "department": _read_text,
    "site": _read_text,
    "manager": _read_manager,
    "organisation": _read_text,
    "country": _read_country,
    "timezone": _read_zone,
    "languages": _read_languages,
    "mode": _read_word(MODES),
    "interests": _read_list,
    "availability": _read_availability,
    "away": _read_away,
    "capacity": _read_number(1, 1000),
    "avoid": _read_people,
    "prefer": _read_people,
    "drive": _read_number(1, 5),
    "volunteered": _read_day,
    "status_since": _read_day,
    "back": _read_day,
}
