"""Forgetting in words: what changes, what is left to look at, and what is out of rmentor's reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.cli.rights.forgetting import Case
    from rmentor.folder.rights.sweep import Found

_MOST_SHOWN = 40


def show_before(ready: Ready, case: Case, *, quiet: bool, diff: bool) -> None:
    """Show the diff of hand-kept files, and in words what else happens."""
    from rmentor.cli.terminal import show, show_styled, show_text
    from rmentor.folder.diffs import unified_diff
    from rmentor.folder.edit import apply

    if quiet:
        return
    if diff:
        kept = [change for change in case.changes if change.file in case.hand_kept]
        show_text(unified_diff(ready.root, apply(ready.sources, kept)) + "\n")
    show_styled(_headline(case), "bold")
    for line in _consequences(ready, case):
        show(line)
    _show_places(
        say("Replaced in texts and comments:"), [each for each in case.found if each.replaced]
    )


def _headline(case: Case) -> str:
    if case.alias is None:
        return say("%(name)s is taken out of every file.", name=case.person.name)
    return say(
        "%(name)s becomes %(alias)s in every file.", name=case.person.name, alias=case.alias.id
    )


def _consequences(ready: Ready, case: Case) -> Iterator[str]:
    from rmentor.cli.acting.consequences import consequences

    if case.left.people or case.left.pairs:
        yield say("%(name)s leaves the program first:", name=case.person.name)
        yield from consequences(ready.program, case.left)
    called_off = [each for change in case.left.pairs for each in change.called_off]
    if called_off:
        yield language().plural(
            "Calendars that were sent keep %(n)d session to come: tell the partners. (To call it off "
            "in their calendars first: rmentor leave, then rmentor plan, then rmentor forget.)",
            "Calendars that were sent keep %(n)d sessions to come: tell the partners. (To call them off "
            "in their calendars first: rmentor leave, then rmentor plan, then rmentor forget.)",
            len(called_off),
        )
    if case.generated:
        yield language().plural(
            "%(n)d generated file names the person and goes; rmentor plan and rmentor report write it "
            "again.",
            "%(n)d generated files name the person and go; rmentor plan and rmentor report write them "
            "again.",
            len(case.generated),
        )
    if case.alias is not None and not case.figures:
        yield say("No figure of the past changes.")
    elif case.figures:
        yield say("Figures of the past that change: %(names)s", names=", ".join(case.figures))


def _show_places(title: str, places: Sequence[Found]) -> None:
    from rmentor.cli.terminal import show, show_styled

    if not places:
        return
    show_styled(title, "bold")
    for each in places[:_MOST_SHOWN]:
        show(f"  {each.file}:{each.line}: {each.words}")
    if len(places) > _MOST_SHOWN:
        show("  " + say("… and %(n)d more: --json names them all", n=len(places) - _MOST_SHOWN))


def show_after(ready: Ready, case: Case, *, is_done: bool) -> None:
    """Say what is left to do by hand, and what git and copies still hold."""
    from rmentor.cli.rights.steps import history_steps, holds
    from rmentor.cli.terminal import show, show_styled, show_text

    _show_places(
        say("To look at: words that may mean this person. Change them by hand, or name them with --also:"),
        [each for each in case.found if not each.replaced],
    )  # fmt: skip
    naming, closed = case.beside
    for title, paths in (
        (say("Other files in this folder that name the person, and that are yours to change:"), naming),
        (say("Other files in this folder that rmentor cannot look into:"), closed),
    ):  # fmt: skip
        if paths:
            show_styled(title, "bold")
            for path in paths[:_MOST_SHOWN]:
                show(f"  {path}")
    show_styled(say("What rmentor cannot take back:"), "bold")
    for line in holds(ready.root):
        show("  - " + line)
    steps = history_steps(ready.root, case)
    if steps and is_done:
        show_styled(say("To take it out of git’s history, too (docs/privacy.md explains it):"), "bold")  # fmt: skip
        show_text(steps)


def report_json(ready: Ready, case: Case) -> dict[str, Any]:
    """What was done, for programs; nothing in it tells who it was."""
    from rmentor.cli.rights.steps import holds

    naming, closed = case.beside
    return {
        "alias": case.alias.id if case.alias else None,
        "files": sorted(_safe(each, case) for each in case.hand_kept),
        "generated": len(case.generated),
        "replaced": [
            {"file": each.file, "line": each.line} for each in case.found if each.replaced
        ],
        "look": [
            {"file": each.file, "line": each.line} for each in case.found if not each.replaced
        ],
        "beside": {"naming": list(naming), "closed": list(closed)},
        "figures": list(case.figures),
        "holds": list(holds(ready.root)),
    }


def _safe(path: str, case: Case) -> str:
    """A path under the new name of its pair."""
    for old, new in case.pairs.items():
        path = path.replace(f"/{old}.", f"/{new}.")
    return path
