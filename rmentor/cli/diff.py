"""``rmentor diff``: what changed between two states of a program, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmentor.cli.options import Common, with_common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from datetime import date

    from rmentor.cli.opening import Opened
    from rmentor.history.commits import Commit
    from rmentor.history.differences import Comparison, Field
    from rmentor.history.revisions import Archive
    from rmentor.model.program import Program

HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states that are compared.

    Attributes:
        revision: As typed; None: the files as they are.
        commit: Which one that is; None: the files as they are, or nothing was committed yet.
        program: None: there was none yet.
    """

    revision: str | None
    commit: Commit | None
    program: Program | None


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(
        "diff",
        help=say(
            "What changed in the programme, in its own words: people, pairs, sessions, KPIs, rules. "
            "Between a commit and your files, or between two commits: A..B, or A B."
        ),
        epilog=say("Example: rmentor diff main..HEAD --markdown"),
    )(with_common(diff))


def diff(
    revision: Annotated[
        str,
        typer.Argument(
            metavar="[REV]", help=say("Commit to compare with: a commit, branch, tag, or A..B.")
        ),
    ] = HEAD,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[REV]",
            help=say("Second commit; without it, your files as they are."),
            show_default=False,
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help=say("Print Markdown, for a merge request’s comment."))
    ] = False,
    *,
    common: Common,
) -> None:
    """Compare two states and show what differs."""
    from rmentor.cli.opening import open_folder
    from rmentor.cli.past.differences import markdown_of, show_differences
    from rmentor.cli.past.revisions import open_past
    from rmentor.cli.terminal import show_json, show_text
    from rmentor.history.compare import compare, nothing_yet

    asked = _parted(revision, other)
    opened = open_folder(common)
    with open_past(opened.root) as archive:
        before, after = _sides(archive, opened, common, asked)
    if before.program is None and after.program is None:
        from rmentor.errors import NoHistory

        raise NoHistory(why=say("neither commit holds this program."))
    old = before.program or nothing_yet(after.program)  # type: ignore[arg-type]
    new = after.program or nothing_yet(old)
    found = compare(old, new, _day(before, after))
    if common.json:
        show_json(_json(before, after, found))
    elif markdown:
        show_text(markdown_of(found, old, new, _said(before), _said(after)))
    else:
        show_differences(found, old, new, _said(before), _said(after))


def _parted(revision: str, other: str | None) -> tuple[str, str | None, bool]:
    """Both revisions of what was typed, the second None for the files; whether from where they parted.

    Raises:
        Usage: Three revisions.
    """
    if ".." not in revision:
        return revision, other, False
    if other is not None:
        from rmentor.errors import Usage

        raise Usage(what=say("Give A..B, or A B."), command="rmentor diff")
    forked = "..." in revision
    first, _, second = revision.partition("..." if forked else "..")
    return first or HEAD, second or HEAD, forked


def _sides(
    archive: Archive, opened: Opened, common: Common, asked: tuple[str, str | None, bool]
) -> tuple[Side, Side]:
    """Both states.

    Raises:
        NoHistory: Two commits have no common ancestor, with ``A...B``.
        UnknownName: There is no such commit.
    """
    from rmentor.cli.opening import without_errors
    from rmentor.cli.past.revisions import find_named, program_at
    from rmentor.errors import NoHistory
    from rmentor.history.commits import common_ancestor, find_commit

    root, (first, second, forked) = opened.root, asked
    # Before anything was committed, everything is new.
    commit = find_named(root, first) if first != HEAD else find_commit(root, HEAD)
    if second is None:
        after = Side(None, None, without_errors(opened, common).program)
    else:
        later = find_named(root, second)
        after = Side(second, later, program_at(archive, root, later, common))
        if forked and commit is not None:
            commit = common_ancestor(root, commit, later)
            if commit is None:
                raise NoHistory(why=say("these two commits have no ancestor in common."))
    program = program_at(archive, root, commit, common) if commit is not None else None
    return Side(first, commit, program), after


def _day(before: Side, after: Side) -> date:
    """Day of the later state, as far as anybody knows without looking at a clock."""
    from datetime import date

    commit = after.commit or before.commit
    return commit.day if commit is not None else date.min


def _said(side: Side) -> str:
    """A state in words."""
    from rmentor.language.dates import long_date

    if side.revision is None:
        return say("your files")
    if side.commit is None:
        return say("nothing committed yet")
    name = side.commit.id[:7]
    day = long_date(side.commit.day, language().code)
    named = name if side.revision.startswith(name) else f"{side.revision} ({name})"
    return say("%(revision)s of %(day)s", revision=named, day=day)


def _json(before: Side, after: Side, found: Comparison) -> dict[str, Any]:
    from rmentor.cli.figures import figures_json

    def state(side: Side) -> dict[str, Any]:
        commit = side.commit
        return {
            "revision": side.revision,
            "commit": commit.id if commit else None,
            "date": commit.day.isoformat() if commit else None,
        }

    def change(field: Field) -> dict[str, Any]:
        if field.is_private:
            return {"name": field.name, "private": True}
        return {"name": field.name, "before": field.before, "after": field.after}

    return {
        "before": {**state(before), "figures": figures_json(found.before)},
        "after": {**state(after), "figures": figures_json(found.after)},
        "differences": [
            {
                "part": each.part,
                "kind": each.kind,
                "id": each.id,
                "title": each.title,
                "fields": [change(field) for field in each.fields],
            }
            for each in found.differences
        ],
    }
