"""Events for many on the terminal: when they are, who comes, who cannot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.model.program import Program
    from rmentor.model.sessions import Plan

_MOST_NAMES = 3


def show_events(program: Program, made: Plan) -> None:
    """Show the events of a plan in order of time, and those that found no date."""
    from rmentor.cli.terminal import MOST_ROWS, show, table
    from rmentor.language.dates import long_moment
    from rmentor.planning.attendance import attendances

    if not made.events and not made.unplaced_events:
        return
    titles = {event.id: event.title for event in program.framework.events}
    people = program.people()
    code = language().code
    there = [
        each for each in attendances(program, made).values() if each.planned.state != "cancelled"
    ]
    if there:
        rows = [
            (
                titles.get(each.planned.event, each.planned.event),
                long_moment(each.planned.start, code),
                say(
                    "%(n)d of %(all)d",
                    n=len(each.coming),
                    all=len(each.coming) + len(each.absent),
                ),
                language().few([people[person].name for person in each.absent], _MOST_NAMES),
            )
            for each in there[:MOST_ROWS]
        ]
        headers = (say("Event"), say("When"), say("Come"), say("Cannot come"))
        show("", table(headers, rows))
    if len(there) > MOST_ROWS:
        show(say("… and %(n)d more; plan.yaml has them all.", n=len(there) - MOST_ROWS))
    if any(each.asked for each in there):
        show(
            say(
                "Some of them are asked to come outside the times that they gave, while they are at work."
            )
        )
    if made.unplaced_events:
        undated = [
            (titles.get(one.event, one.event), one.number, one.reason, one.nearest)
            for one in made.unplaced_events
        ]
        show_undated(say("Event without a date"), undated)
        show(say("A day and a time that you choose are kept, such as on: 2027-01-25 10:00"))


def show_undated(heading: str, undated: Sequence[tuple[str, int, str, Sequence[datetime]]]) -> None:
    """Show what has no date: its name and number, why, and the nearest starts that would work."""
    from rmentor.cli.terminal import MOST_ROWS, show, table
    from rmentor.language.dates import long_moment

    rows = [
        (name, number, why, "\n".join(long_moment(at, language().code) for at in nearest))
        for name, number, why, nearest in undated[:MOST_ROWS]
    ]
    show("", table((heading, "", say("Why"), say("Nearest")), rows))
