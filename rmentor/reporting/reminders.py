"""Drafts of reminders: one mail for each person, with everything in it. Nothing is ever sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rmentor.changes import Change, Remove, Write
from rmentor.folder.read import Sources
from rmentor.followup.reminders import Reminder
from rmentor.language.catalogue import speak
from rmentor.model.program import Contact, Program
from rmentor.reporting.mails import letter
from rmentor.reporting.paths import REMINDERS, reminder
from rmentor.reporting.render import Renderer
from rmentor.reporting.views.reminder import reminder_views

TEMPLATE = "reminder.txt"


def reminder_drafts(
    program: Program, reminders: Iterable[Reminder], sources: Sources
) -> dict[str, bytes]:
    """Contents of the drafts by path: of people who have an address.

    Raises:
        TemplateFailed: The program's template of the reminder is wrong.
    """
    language = speak(program.language)
    people = program.people()
    made = {}
    with Renderer(sources.files, language) as renderer:
        for person, view in reminder_views(program, reminders, language).items():
            subject, _, text = renderer.render(TEMPLATE, view).partition("\n")
            to = Contact(view.name, people[person].email)
            made[reminder(person)] = letter(program.coordinator, to, subject, text)
    return made


def reminder_changes(
    program: Program,
    reminders: Iterable[Reminder],
    sources: Sources,
    existing: Collection[str],
    *,
    only: Collection[str] | None = None,
) -> list[Change]:
    """Write a draft for everybody who is to be reminded; remove those that are no longer due.

    Args:
        program: The program.
        reminders: Whom to remind of what.
        sources: Whose template is used.
        existing: Paths of generated files that are there.
        only: Ids of people; other people's drafts stay as they are. None: all drafts.

    Raises:
        TemplateFailed: The program's template of the reminder is wrong.
    """
    made = reminder_drafts(program, reminders, sources)
    concerned = None if only is None else {reminder(person) for person in only}
    writes: list[Change] = [
        Write(path, made[path]) for path in sorted(made) if concerned is None or path in concerned
    ]
    stale = [
        path
        for path in sorted(existing)
        if REMINDERS.fullmatch(path)
        and path not in made
        and (concerned is None or path in concerned)
    ]
    return [*writes, *map(Remove, stale)]
