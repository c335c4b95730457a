"""Everything that forgetting somebody changes in a program folder, worked out before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import typer

from rmentor.cli.speech import say
from rmentor.model.people import Participant

if TYPE_CHECKING:
    from rmentor.changes import Change
    from rmentor.cli.opening import Ready
    from rmentor.folder.rights.sweep import Found
    from rmentor.followup.rights.names import Alias
    from rmentor.followup.states import StateChange
    from rmentor.model.program import Program


@dataclass(frozen=True, slots=True)
class Case:
    """A person and what forgetting them does.

    Attributes:
        person: Who is forgotten.
        alias: Who stands in the place, or None where nobody does.
        stand_in: Id that stands in old versions of the files, whose other files name it.
        pairs: New ids of pairs by old ones.
        also: Further words that mean the person.
        left: What leaving the program does first.
        changes: To files, hand-kept and generated.
        hand_kept: Paths of the hand-kept files among them.
        generated: Generated files that go.
        found: What was replaced in texts and comments, and what somebody has to look at.
        beside: Other files that name the person, and other files that cannot be looked into.
        figures: Ids of computed KPIs that change: by forgetting, not by leaving. None do where a
            pseudonym stands (a property in the tests).
    """

    person: Participant
    alias: Alias | None
    stand_in: str
    pairs: Mapping[str, str]
    also: tuple[str, ...]
    left: StateChange
    changes: tuple[Change, ...]
    hand_kept: tuple[str, ...]
    generated: tuple[str, ...]
    found: tuple[Found, ...]
    beside: tuple[tuple[str, ...], tuple[str, ...]]
    figures: tuple[str, ...]


def forgetting_of(
    ready: Ready, who: str, on: date, *, remove: bool, also: tuple[str, ...] = ()
) -> Case:
    """Work out what forgetting somebody does.

    Args:
        ready: The program as it was opened.
        who: Id of the person.
        on: Day on which they leave, if they have not left already.
        remove: Leave nobody in the place.
        also: Further words that mean the person for certain.

    Raises:
        EditFailed: A file cannot be edited safely.
    """
    from rmentor.changes import Remove
    from rmentor.cli.progress import working
    from rmentor.folder.rights.changes import forgetting
    from rmentor.folder.rights.generated import Traces, files_beside, naming_files
    from rmentor.folder.rights.words import PersonWords
    from rmentor.followup.rights.forget import BLANK, forgotten
    from rmentor.followup.rights.leaving import having_left
    from rmentor.followup.rights.names import Alias, new_pair_ids, next_alias, pairs_of
    from rmentor.followup.rights.remove import removed
    from rmentor.language.catalogue import speak

    program = ready.program
    with working(say("Looking for everything …")):
        person = program.people()[who]
        left = having_left(program, who, on)
        name = next_alias(program)
        number = name.rpartition("-")[2]
        spoken = speak(program.language).text("Forgotten person %(number)s", number=number)
        alias = None if remove else Alias(name, spoken)
        after = removed(left.program, who) if alias is None else forgotten(left.program, who, alias)
        pairs = new_pair_ids(program, person, alias.id if alias else None)
        others = [each for each in program.participants if each.id != who]
        instead = (alias.id, alias.name) if alias else (BLANK, BLANK)
        words = PersonWords(person, others, instead, pairs, also)
        kept = forgetting(program, ready.sources, ready.loaded.homes, after, who, words)
        _prove(ready, kept.files)
        mine = {pair.id for pair in pairs_of(program, who)} | set(pairs)
        traces = Traces(person, sorted(mine), also)
        generated = naming_files(ready.root, traces, frozenset(_encoded(program, person)))
        return Case(
            person,
            alias,
            name,
            pairs,
            also,
            left,
            (*kept.changes, *map(Remove, sorted(generated))),
            tuple(change.file for change in kept.changes),
            tuple(sorted(generated)),
            kept.found,
            files_beside(ready.root, traces),
            _changed_figures(left.program, after) if remove else (),
        )


def _prove(ready: Ready, files: Mapping[str, bytes]) -> None:
    """Load the files as they would be; where they had errors, show them and end with 1."""
    from dataclasses import replace

    from rmentor.cli.excerpts import show_findings
    from rmentor.cli.terminal import warn
    from rmentor.folder.load import load

    after = replace(ready.sources, files=files)
    errors = [each for each in load(after).findings if each.severity == "error"]
    if errors:
        warn(say("The program would have errors then; nothing was written."))
        show_findings(after, errors, to_stderr=True)
        raise typer.Exit(1)


def _encoded(program: Program, person: Participant) -> Iterator[str]:
    """Drafts of mails whose encoded content speaks of somebody: theirs, their partners', all of a contact's."""
    from rmentor.followup.rights.names import is_them, pairs_of
    from rmentor.reporting.paths import calendar_paths, draft, reminder

    people = {who for pair in pairs_of(program, person.id) for who in pair.people} | {person.id}
    contacts = (program.coordinator, program.sponsor)
    reports = {each.id for each in program.participants if each.manager == person.id}
    if any(is_them(contact, person) for contact in contacts):
        people = {each.id for each in program.participants}
    paths = calendar_paths(program, {session.pair for session in program.plan.sessions}).people
    for who in people | reports:
        if who in paths:
            yield draft(paths[who])
        yield reminder(who)


def _changed_figures(before: Program, after: Program) -> tuple[str, ...]:
    from rmentor.followup.kpis import computed

    old, new = computed(before, None), computed(after, None)
    return tuple(name for name in old if old[name] != new[name])
