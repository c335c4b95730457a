"""Record what became of one session: from what was said to what is written and shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import typer

from rmentor.cli.journal.refusing import refuse
from rmentor.cli.options import Common
from rmentor.cli.speech import say
from rmentor.errors import Usage

if TYPE_CHECKING:
    from rmentor.changes import Change
    from rmentor.cli.journal.options import Typed
    from rmentor.cli.opening import Ready
    from rmentor.followup.recording import Telling
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program


def record_one(
    ready: Ready,
    words: str,
    typed: Typed,
    today: date,
    common: Common,
    *,
    check: bool,
    edit: bool,
) -> None:
    """Record one session of the pair that ``words`` mean."""
    from rmentor.cli.journal.edit import editing
    from rmentor.cli.journal.prompts import asked
    from rmentor.cli.terminal import on_a_terminal
    from rmentor.cli.which import which_pair

    program, write = ready.program, partial(_write, ready, today=today, common=common, check=check)
    pair = which_pair(program, words)
    if edit:
        with editing(program, pair, typed, today, common) as tellings:
            write(program, pair, tellings)
        return
    asks = typed.says_nothing
    if asks and (common.json or not on_a_terminal()):
        what = say("Nothing says what became of the session.")
        hint = say("Say it, such as --held or --moved, or write it with --edit.")
        raise Usage(what=f"{what} {hint}", command="rmentor log")
    if asks:
        typed = asked(program, pair, typed, today)
    after, tellings = _understood(ready, pair, typed, today, common)
    write(after, pair, tellings, asks=asks)


def _write(
    ready: Ready,
    program: Program,
    pair: Pair,
    tellings: Sequence[Telling],
    *,
    today: date,
    common: Common,
    check: bool,
    asks: bool = False,
) -> None:
    """Show and write what the tellings, and ``program`` already, change."""
    from rmentor.followup.recording import recorded

    after = program
    for telling in tellings:
        after = recorded(after, telling)
    changes = changes_of(ready, after, {pair.id}, today)
    if asks and not _is_wanted(ready, changes):
        return
    _show(after, pair, tellings, today, common)
    number = tellings[-1].entry.session if tellings else None
    end_log(ready, changes, common, message=_subject(pair, number), check=check)
    if not (check or common.dry_run or common.json):
        _say_next(tellings, ready.program, after)


def _understood(
    ready: Ready, pair: Pair, typed: Typed, today: date, common: Common
) -> tuple[Program, tuple[Telling, ...]]:
    """The program with actions ticked off, and what is to be recorded in it."""
    from rmentor.cli.journal.options import said_by
    from rmentor.cli.terminal import tell
    from rmentor.followup.recording import ticked
    from rmentor.intake.tellings import done_actions, hear

    done, findings = done_actions(ready.program, pair, typed.done)
    program = ready.program if findings else ticked(ready.program, pair.id, done)
    if typed.ticks_only:
        refuse(findings, common)
        return program, ()
    heard = hear(program, said_by(program, pair, typed, today), today)
    refuse((*heard.findings, *findings), common)
    assert heard.telling is not None  # noqa: S101 - without findings there is one
    if heard.is_in_the_way:
        _stop_in_the_way(ready.program, heard.telling)
    if heard.is_known:
        tell(say("This is recorded already."))
        return program, ()
    return program, (heard.telling,)


def _stop_in_the_way(program: Program, telling: Telling) -> NoReturn:
    """End with 1: the journal says something else, and nobody asked to correct it."""
    from rmentor.cli.journal.words import entry_in_words
    from rmentor.cli.terminal import warn

    assert telling.old is not None  # noqa: S101 - that is what is in the way
    warn(say("This session is recorded already; nothing was written:"))
    warn("    " + entry_in_words(program, telling.old))
    warn(say("To correct it, add --replace: what is not named stays as it is."))
    raise typer.Exit(1)


def changes_of(ready: Ready, after: Program, pairs: Collection[str], today: date) -> list[Change]:
    """Changes of journals, plan, and of pages and calendars that are there."""
    from rmentor.folder.dump import journal_changes, plan_changes
    from rmentor.folder.land import generated_files
    from rmentor.reporting.refresh import refreshed

    before = ready.program
    changes = journal_changes(before, ready.sources, after)
    if after.plan != before.plan:
        changes += plan_changes(before, ready.sources, after.plan)
    if not changes:
        return []
    existing = generated_files(ready.root)
    return [*changes, *refreshed(before, after, ready.sources, existing, pairs, today)]


def end_log(
    ready: Ready, changes: Sequence[Change], common: Common, *, message: str, check: bool
) -> None:
    """Carry the changes out the way that the options ask for."""
    from rmentor.cli.ending import end

    end(ready.root, ready.sources, changes, common, message=message, check=check)


def _subject(pair: Pair, number: int | None) -> str:
    if number is None:
        return say("Log %(pair)s: actions", pair=pair.id)
    return say("Log %(pair)s, session %(n)d", pair=pair.id, n=number)


def _is_wanted(ready: Ready, changes: Sequence[Change]) -> bool:
    """Show what would change in the program's own files, and ask."""
    from rmentor.cli.journal.prompts import agrees
    from rmentor.cli.terminal import clean, console_for, tell
    from rmentor.folder.diffs import unified_diff
    from rmentor.folder.edit import apply
    from rmentor.folder.land import differing

    files = apply(ready.sources, [each for each in changes if _is_kept_by_hand(each.file)])
    shown = unified_diff(ready.root, {path: files[path] for path in differing(ready.root, files)})
    console_for(to_stderr=True).print(clean(shown), soft_wrap=True)
    if agrees(say("Record this?"), default=True):
        return True
    tell(say("Nothing was recorded."))
    return False


def _is_kept_by_hand(path: str) -> bool:
    return path == "plan.yaml" or path.startswith("journal/")


def _show(
    after: Program, pair: Pair, tellings: Sequence[Telling], today: date, common: Common
) -> None:
    from rmentor.cli.journal.words import log_json, show_pair
    from rmentor.cli.terminal import show_json

    if common.json:
        show_json(log_json(after, pair, [each.entry for each in tellings], today))
    elif not common.dry_run:
        show_pair(after, pair, [each.entry for each in tellings], today)


def _say_next(tellings: Sequence[Telling], before: Program, after: Program) -> None:
    """Say what to do now: sessions without a date, and dates that others may have to follow."""
    from rmentor.cli.terminal import tell

    if any(_concerns_plan(telling, before, after) for telling in tellings):
        tell(say("Next: rmentor plan"))


def _concerns_plan(telling: Telling, before: Program, after: Program) -> bool:
    from rmentor.followup.recording import line_of

    key = (telling.pair.id, telling.entry.session)
    old, new = line_of(before, *key), line_of(after, *key)
    if old is None or new is None:
        return True
    waits = new.state == "cancelled" and not telling.for_good
    return waits or old.start != new.start
