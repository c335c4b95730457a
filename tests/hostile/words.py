"""A program in which whatever people may type is hostile, and its twin with plain words in the same places."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from tests.reporting.hostile import NAMES

# Begins a line of its own wherever a line break gets through.
LINE = "LINE-7c1d"
MORE = (
    f"one\n{LINE} two\r\n{LINE} three\x85{LINE} four\u2028{LINE} five\x0b{LINE}",
    '=HYPERLINK("https://evil.example")', "+1+1", "-1-1", "@SUM(A1)", "\t=1+1", "'=1+1",
    "x\r\nBcc: evil@evil.example\r\n\r\nbody", "Subject: evil\nX-Evil: 1", "=?utf-8?q?=0D=0AX-Evil:_1?=",
    "::error file=x::evil", "%0A::warning::evil", "##[error]evil", "</testcase><testcase>", "]]><x>",
    "[bold red]x[/bold red] [link=https://evil.example]y[/link]", "[/]", ":smile: :bomb:",
    "{% for x in range(9) %}x{% endfor %}", "{{ lipsum() }}", "{# x #}", "%(name)s %s %d {0} {name}", "$(touch sprung) `x`",
    '"; DROP TABLE x; --', "\\", "'", '"', "x" * 10_000, "é" * 300, "e\u0301\u0327" * 50, "\U000e0041\U000e007f tag",
    "\x9b31mC1\x9d0;x\x9c", "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07", "null", "~", "yes", "1e3", "<!--", "-->",
    "&#x3c;script&#x3e;", "javascript:alert(1)", "<svg/onload=alert(1)>", "' onmouseover='x", "`` ` ``", "~~~\nx", "***", "* * *",
)  # fmt: skip
WORDS = (*NAMES, *MORE)
# Those that mean something to a terminal, to its library, to forges or to XML.
STEERING = tuple(
    word
    for word in WORDS
    if not word.isprintable() or any(sign in word for sign in ("::", "[", "<", "%"))
)
Word = Callable[[str], str]


def hostile() -> Word:
    """Give one hostile word after the other; a place that is asked for again keeps its word."""
    given: dict[str, str] = {}

    def word(place: str) -> str:
        return given.setdefault(place, WORDS[len(given) % len(WORDS)])

    return word


def harmless(place: str) -> str:
    """Give each place a word of its own that means nothing to anybody."""
    return f"Word {place.replace('-', ' ').replace('p0', 'number ')}"


def program(word: Word) -> Mapping[str, str]:
    """Files of a program of many people, whose every free text is made by ``word``."""
    number = len(WORDS) + len(WORDS) % 2
    pairs = [f"p{n:03d}--p{n + 1:03d}" for n in range(0, number, 2)]
    documents: dict[str, Any] = {
        "program.yaml": {
            "format": 1, "name": word("program"), "language": "en", "timezone": "Europe/Paris", "country": "FR",
            "start": "2027-01-11", "end": "2027-06-25", "smallest_group": 2, "max_per_week": 5,
            "coordinator": {"name": word("coordinator"), "email": "hr@example.org"},
            "sponsor": {"name": word("sponsor"), "signed": "2026-12-01"},
            "stakeholders": [{"name": word(f"stakeholder-{n}"), "said": word(f"said-{n}"), "taken_up": word(f"taken-{n}")} for n in range(3)],
        },
        "participants.yaml": {"participants": [_person(n, word) for n in range(number)]},
        "framework.yaml": {
            "sessions": 2, "minutes": 60, "every": "2 weeks", "place": word("place"),
            "modules": [{"id": "one", "title": word("module"), "sessions": 2, "topics": ["own"]}],
            "agenda": [{"minutes": 60, "title": word("agenda").replace("{", "(").replace("}", ")")}],
            "events": [{"id": "kickoff", "title": word("event"), "kind": "kickoff", "for": "all", "minutes": 60, "on": "2027-01-14 09:00", "place": word("event-place")}],
        },
        "topics.yaml": {"topics": [
            {"id": "own", "title": word("topic"), "group": "own", "levels": {1: word("level-1"), 3: word("level-3")},
             "exercises": [word("exercise")], "material": [word("material")]},
            {"id": "other", "title": {"fr": word("topic-fr"), "en": word("topic-en")}},
        ]},
        "objectives.yaml": {
            "objectives": [{"id": "goal", "title": word("objective"), "topics": ["own"], "kpis": ["active"]}],
            "kpis": [{"id": "active", "title": word("kpi"), "unit": word("unit")[:20], "baseline": 1, "target": 3, "readings": [{"date": "2027-02-01", "value": 2}]}],
        },
        "pairs.yaml": {"pairs": [
            {"id": pair, "mentor": pair[:4], "mentees": [pair[6:]], "topics": ["own"], "status": "active", "since": "2027-01-11"}
            for pair in pairs
        ]},
        "register.yaml": {
            "ideas": [{"id": "idea-one", "idea": word("idea"), "owner": word("owner"), "answer": word("answer"), "status": "adopted", "on": "2027-02-01"}],
            "circle": [{"id": "question-one", "kind": "question", "what": _circle(word, "question"), "answer": _circle(word, "reply"), "on": "2027-02-01"},
                       {"id": "decision-one", "kind": "decision", "what": _circle(word, "decision"), "on": "2027-02-01"}],
            "quotes": [{"id": "quote-one", "text": word("quote"), "who": "p000", "consent": "2027-02-01", "named": True}],
            "trainings": [{"id": "training-one", "title": word("training"), "who": ["p000", "p002"], "minutes": 60, "on": "2027-01-13"}],
            "lessons": [{"id": "lesson-one", "kind": "keep", "what": word("lesson"), "on": "2027-02-01"}],
        },
        "surveys/pulse.yaml": {
            "title": word("survey"), "audience": ["mentor", "mentee"], "ask": "each",
            "items": [{"id": "useful", "text": word("item")}, {"id": "words", "text": word("item-words"), "scale": "text"},
                      {"id": "pick", "text": word("item-pick"), "scale": "choice", "choices": ["Left", "Right"]}],
        },
    }  # fmt: skip
    for pair in pairs[:8]:
        documents[f"journal/{pair}.yaml"] = [
            {
                "session": 1, "date": "2027-01-20", "minutes": 60, "topics": ["own"], "pulse": {"mentor": 5, "mentee": 4},
                "actions": [{"who": pair[:4], "what": word(f"action-{pair}"), "due": "2027-02-02", "done": False}],
            }
        ]  # fmt: skip
    files = {
        path: yaml.safe_dump(
            document,
            allow_unicode=True,
            sort_keys=False,
            default_style='"' if word is not harmless else None,
            width=10**9,
        )
        for path, document in documents.items()
    }
    return {
        path: text.replace('!!int "', '"').replace('!!bool "', '"').replace('!!null "', '"')
        for path, text in files.items()
    }


def sheet() -> str:
    """People or answers from a spreadsheet whose headings and cells are hostile."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(["name", "email", "role", "volunteer", "useful", *WORDS])
    for number, word in enumerate(WORDS):
        row = [word, f"{word}@x.y", "mentor" if number % 2 else word, "yes", word]
        lines.writerow([*row, *WORDS[number:], *WORDS[:number]])
    return out.getvalue()


def wrong() -> Mapping[str, str]:
    """Files of a program that are wrong wherever they can be, by hostile words where others are known."""
    people = [
        {
            "id": word if number % 3 == 0 else f"q{number:03d}", "name": word, "role": word, word: word, "manager": word,
            **({"seniority": word, "email": word} if number % 3 == 0 else {"offers": {word: 1}, "away": [word]}),
            **({"availability": [word], "country": word} if number % 3 == 1 else {"drive": word, "mode": word}),
        }
        for number, word in enumerate(STEERING)
    ]  # fmt: skip
    few = STEERING[::3]
    documents: dict[str, Any] = {
        "program.yaml": {"format": 1, "name": "X", "language": WORDS[11], "timezone": WORDS[26], "start": MORE[0], "aim": MORE[8], MORE[10]: MORE[10], "rules": {MORE[15]: 1}, "hours": MORE[1]},
        "participants.yaml": {"participants": people},
        "framework.yaml": {"sessions": MORE[0], "minutes": MORE[7], "every": MORE[11], "modules": [{"id": "one", "title": "x", "topics": [*few]}]},
        "objectives.yaml": {"kpis": [{"id": f"k{number}", "computed": word} for number, word in enumerate(few)]},
        "pairs.yaml": {"pairs": [{"id": f"a{number}--b", "mentor": word, "mentees": [word], "topics": [word], "status": word} for number, word in enumerate(few)]},
        "journal/x--y.yaml": [{"session": word, "date": word, "state": word} for word in few],
        "surveys/pulse.yaml": {"title": "x", "items": [{"id": "useful", "text": "x"}]},
    }  # fmt: skip
    files = {
        path: yaml.safe_dump(document, allow_unicode=True, sort_keys=False, default_style='"')
        for path, document in documents.items()
    }
    odd = (
        f"a\n{LINE}",
        "\x1b[31m",
        "::error file=x::evil",
        "\u202e",
        "%0A",
        "[red]",
        "<b>",
        "a,b:c=d",
    )
    return {
        **{path: text.replace('!!int "', '"') for path, text in files.items()},
        **{f"participants/{name}.yaml": "x: [" for name in odd},
        "surveys/pulse.csv": sheet(),
    }


def _circle(word: Word, place: str) -> str:
    """A text in which nobody is named: notes of the circle with a name in them are refused."""
    return (
        harmless(place)
        if word is harmless
        else f"<i>{place}</i> | `x`\n# {LINE} \x1b[31m\u202e [y](https://evil.example)"
    )


def _person(number: int, word: Word) -> dict[str, Any]:
    is_mentor = number % 2 == 0
    who = f"p{number:03d}"
    return {
        "id": who,
        "name": word(f"name-{who}"),
        "email": f"{who}@example.org",
        "role": "mentor" if is_mentor else "mentee",
        "volunteer": True,
        "seniority": 1 if is_mentor else 5,
        "department": word(f"department-{number % 4}"),
        "site": word("site"),
        "organisation": word(f"organisation-{number % 5}"),
        "interests": [word(f"interest-{number % 3}")],
        **({"offers": {"own": 5, "other": 4}} if is_mentor else {"wants": {"own": 3, "other": 1}}),
    }
