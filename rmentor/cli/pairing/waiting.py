"""The waiting list on the terminal: who takes part and has no partner, longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.model.pairing import Pairing


def show_waiting(ready: Ready, pairing: Pairing) -> None:
    """Show who waits after this pairing, by the number of earlier rounds; nothing where nobody does."""
    from rmentor.cli.terminal import show, table
    from rmentor.model.rounds import waiting_list
    from rmentor.reporting.views.waiting import waiting_views

    waiting = waiting_list(ready.program, pairing)
    if not waiting:
        return
    rows = [
        (view.rounds, ", ".join(view.names) + (f" (+{view.more})" if view.more else ""))
        for view in waiting_views(waiting)
    ]
    heading = f"{say('Waiting list')} ({len(waiting)})"
    show(
        "",
        table((say("Earlier rounds"), heading), rows, right=(0,)),
        say("The next round serves the longest waiting first: rmentor pair --new-round"),
    )
