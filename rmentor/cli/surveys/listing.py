"""All surveys of a program, with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.model.program import Program


def show_surveys(program: Program, on: date, *, as_json: bool) -> None:
    """Show all surveys with their counts: nobody's answers."""
    from rmentor.cli.terminal import show, show_json, table
    from rmentor.followup.surveys import counts

    found = [(each, counts(program, each, on)) for each in program.surveys.values()]
    if as_json:
        show_json(
            {
                "surveys": [
                    {
                        "id": each.id,
                        "title": each.title.in_language(language().code),
                        "audience": list(each.audience),
                        "ask": each.ask,
                        "asked": count.asked,
                        "answered": count.answered,
                        "awaited": count.awaited,
                        "closes": each.closes.isoformat() if each.closes else None,
                    }
                    for each, count in found
                ]
            }
        )
        return
    if not found:
        show(say("There are no surveys yet: each is a file in surveys/."))
        return
    rows = [
        (
            each.id,
            ", ".join(map(role_in_words, each.audience)),
            count.asked,
            count.answered,
            count.awaited,
            each.closes.isoformat() if each.closes else "–",
        )
        for each, count in found
    ]
    heads = (
        say("Survey"),
        say("Goes to"),
        say("Asked"),
        say("Answered"),
        say("Awaited"),
        say("Closes"),
    )
    show(table(heads, rows, right=(2, 3, 4)), "", say("rmentor survey ID writes its forms."))


def role_in_words(role: str) -> str:
    """Name those whom a survey goes to."""
    return {
        "mentor": say("mentors"),
        "mentee": say("mentees"),
        "manager": say("managers"),
        "coordinator": say("coordinator"),
        "sponsor": say("sponsor"),
    }.get(role, role)
