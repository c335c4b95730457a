"""What a pairing changes for people, as a table: + made, - over, ~ from one mentor to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.people import Participant
    from rmentor.pairing.questions.moves import Moves, Partner, Person

MOST_NAMES = 12
NOTHING = "–"


def show_moves(
    ready: Ready, moves: Moves, *, before: str | None = None, after: str | None = None
) -> None:
    """Show who changes, how many stay, and who has or lacks a partner now.

    ``before`` and ``after`` head the two columns of mentors.
    """
    from rmentor.cli.terminal import MOST_ROWS, show, table

    people = ready.program.people()
    rows = [
        (
            each.mark,
            people[each.mentee].name,
            _names(people, each.lost),
            _names(people, each.gained),
            f"{_scores(each.lost)} → {_scores(each.gained)}",
        )
        for each in moves.changes
    ]
    if rows:
        heads = ("", say("Mentee"), before or say("Mentor before"), after or say("Mentor after"))
        show(table((*heads, say("Score")), rows[:MOST_ROWS], right=(4,)))
        if len(rows) > MOST_ROWS:
            show(say("… and %(n)d more; --json has them all.", n=len(rows) - MOST_ROWS))
    show(
        say(
            "Pairs that stay: %(unchanged)d, new: %(made)d, over: %(over)d. Mentees who change or "
            "lose their mentor: %(moved)d.",
            unchanged=moves.unchanged,
            made=moves.made,
            over=moves.over,
            moved=moves.moved,
        )
    )
    if moves.paired:
        show(say("Now with a partner: %(names)s", names=people_in_words(people, moves.paired)))
    if moves.alone:
        show(say("Now without a partner: %(names)s", names=people_in_words(people, moves.alone)))


def people_in_words(people: Mapping[str, Participant], some: Iterable[Person]) -> str:
    """Names of people with the role in which something is said of them."""
    roles = {"mentor": say("mentor"), "mentee": say("mentee")}
    names = [f"{people[person].name} ({roles[role]})" for person, role in some]
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" (+{more})" if more > 0 else "")


def _names(people: Mapping[str, Participant], partners: Iterable[Partner]) -> str:
    return ", ".join(people[each.mentor].name for each in partners) or NOTHING


def _scores(partners: Iterable[Partner]) -> str:
    return " + ".join(str(each.score) for each in partners) or NOTHING
