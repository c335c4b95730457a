"""Words for what the register holds as codes."""

from __future__ import annotations

from rmentor.language.catalogue import Language


def idea_status(status: str, language: Language) -> str:
    """Say where an idea is."""
    say = language.text
    return {
        "new": say("new"),
        "studied": say("being studied"),
        "adopted": say("adopted"),
        "done": say("carried out"),
        "declined": say("not taken up"),
    }[status]


def ideas_counted(status: str, count: int, language: Language) -> str:
    """Say how many ideas there are of a state."""
    plural = language.plural
    return {
        "new": plural("%(n)d new", "%(n)d new", count),
        "studied": plural("%(n)d being studied", "%(n)d being studied", count),
        "adopted": plural("%(n)d adopted", "%(n)d adopted", count),
        "done": plural("%(n)d carried out", "%(n)d carried out", count),
        "declined": plural("%(n)d not taken up", "%(n)d not taken up", count),
    }[status]


def idea_source(source: str, language: Language) -> str | None:
    """Say where an idea came from; None where that is not said."""
    say = language.text
    return {
        "session": say("out of a session"),
        "circle": say("out of the circle"),
        "survey": say("out of a survey"),
    }.get(source)


def lesson_kind(kind: str, language: Language) -> str:
    """Say what is to be done with a lesson."""
    say = language.text
    return {"keep": say("keep"), "change": say("change"), "stop": say("stop")}[kind]
