"""Pages and calendars that are there already, written anew for the pairs of which something changed.

What nobody has generated yet, or has thrown away, is not made: ``rmentor plan`` does that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from rmentor.changes import Change, Remove, Write
from rmentor.folder.read import Sources
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.reporting.files import calendar_changes, draft_changes, session_changes
from rmentor.reporting.paths import calendar_paths, draft, session_plan
from rmentor.reporting.together import together


def refreshed(
    before: Program,
    after: Program,
    sources: Sources,
    existing: Collection[str],
    pairs: Collection[str],
    today: date | None,
) -> list[Change]:
    """Session plans of some pairs; where a date changed, calendars and their people's invitations too.

    Args:
        before: The program as it was when the files were written.
        after: The program as it is now.
        sources: Whose templates are used.
        existing: Paths of generated files that are there.
        pairs: Ids of the pairs of which something changed.
        today: The day it is: sessions before it are not to come.

    Raises:
        TemplateFailed: A template of the program is wrong.
    """
    mine = tuple(pair for pair in after.pairs if pair.id in pairs)
    folders = tuple(session_plan(pair.id, 1).rpartition("/")[0] + "/" for pair in mine)
    pages = {path for path in existing if path.startswith(folders)} if folders else set()
    is_moved = _dates(before, pairs) != _dates(after, pairs)
    calendars = calendar_changes(after, after.plan, existing) if is_moved else []

    def invitations() -> list[Change]:
        if not is_moved:
            return []
        made = draft_changes(after, after.plan, calendars, sources, existing, since=today)
        paths = calendar_paths(after, {session.pair for session in after.plan.sessions}).people
        ours = {draft(paths[who]) for pair in mine for who in pair.people}
        return [each for each in made if each.file in ours]

    changes = together(
        lambda: session_changes(replace(after, pairs=mine), after.plan, sources, pages),
        lambda: calendars,
        invitations,
    )
    return [
        each
        for each in changes
        if isinstance(each, Remove) or (isinstance(each, Write) and each.file in existing)
    ]


def _dates(program: Program, pairs: Collection[str]) -> list[tuple[object, ...]]:
    """What calendars show of the sessions of some pairs."""
    return [_shown(each) for each in program.plan.sessions if each.pair in pairs]


def _shown(session: Session) -> tuple[object, ...]:
    is_off = session.state == "cancelled"
    return (session.key, session.start, session.minutes, session.sequence, is_off)
