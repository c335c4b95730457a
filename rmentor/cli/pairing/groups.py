"""The groups of a pairing on the terminal: topic, who leads, when, who is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing, ScoredPair
    from rmentor.model.people import Participant


def show_groups(ready: Ready, pairing: Pairing) -> None:
    """Show all current groups, and how many mentees are in one; nothing where there are none.

    ``+`` stands beside a new group, ``~`` beside one that somebody joined or left, ``=`` beside others.
    """
    from rmentor.cli.terminal import MOST_ROWS, show, table

    groups = [each for each in pairing.pairs if each.members]
    if not groups:
        return
    rows = [_row(ready, each) for each in groups[:MOST_ROWS]]
    heads = ("", say("Group on"), say("Mentor"), say("When"), say("Mentees"), say("Score"))
    show("", table(heads, rows, right=(5,)))
    if len(groups) > MOST_ROWS:
        show(say("… and %(n)d more; pairs.yaml has them all.", n=len(groups) - MOST_ROWS))
    if ready.program.framework.has_pairs:
        served = {mentee for each in groups for mentee in each.pair.mentees}
        show(
            say(
                "%(served)d of %(mentees)d mentees have a place in a group.",
                served=sum(p.id in served for p in _mentees(ready)),
                mentees=pairing.summary.mentees,
            )
        )


def _mentees(ready: Ready) -> list[Participant]:
    return [p for p in ready.program.participants if p.takes_part and p.learns]


def _row(ready: Ready, found: ScoredPair) -> tuple[object, ...]:
    from rmentor.reporting.views.people import topic_title

    program, pair = ready.program, found.pair
    people = program.people()
    return (
        _mark(ready, found),
        topic_title(program, pair.topics[0]) if pair.topics else "–",
        " + ".join(people[mentor].name for mentor in pair.mentors),
        _when(found),
        ", ".join(people[mentee].name for mentee in pair.mentees),
        found.score,
    )


def _mark(ready: Ready, found: ScoredPair) -> str:
    before = {pair.id: pair for pair in ready.program.pairs}.get(found.pair.id)
    if found.new or before is None:
        return "+"
    return "=" if set(before.people) == set(found.pair.people) else "~"


def _when(found: ScoredPair) -> str:
    """The longest window that the group shares, in words."""
    from rmentor.cli.pairing.facts import window_in_words
    from rmentor.pairing.groups.slots import longest_window

    if found.windows is None:
        return say("any time")
    window = longest_window(found.windows)
    return say("no common window") if window is None else window_in_words(window)
