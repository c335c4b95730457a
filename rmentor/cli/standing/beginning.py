"""``status`` before there is much to show: what to do next, in the order of the journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.followup.overview import Overview
    from rmentor.model.program import Program


def next_command(program: Program, found: Overview) -> tuple[str, str] | None:
    """What is missing, and the command that gives it; None once sessions are under way."""
    if not program.participants:
        return say("Nobody is in the program yet."), "rmentor import FILE"
    if not any(person.takes_part for person in program.participants):
        return say("Nobody has said yes yet (volunteer: true)."), "rmentor check"
    if not program.pairs:
        return say("There are no pairs yet."), "rmentor pair"
    if not found.health:
        return say("All pairs are over. What did it bring?"), "rmentor report"
    if program.start is None:
        return (
            say("Nobody has chosen a first day yet: write start: into program.yaml."),
            "rmentor plan",
        )
    if not program.plan.sessions and not any(program.journal.values()):
        return say("No session has a date yet."), "rmentor plan"
    return None
