"""Shape of framework.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import (
    DayOrMoment,
    Days,
    Rhythm,
    Slug,
    Text,
    Texts,
    Whole,
    about,
)

Format = Literal["individual", "group", "workshop", "project"]
Minutes = Annotated[int, Whole(5, 1440)]


class AgendaItemDoc(Doc):
    """A part of a session."""

    minutes: Annotated[int, Whole(1, 1440), about("Length.")]
    title: Annotated[Text, about("What is done; may name {{ topic.title }}.")]


class ModuleDoc(Doc):
    """A run of sessions on some topics."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    title: Annotated[Text, about("Its name.")]
    sessions: Annotated[int, Whole(1, 200), about("How many sessions it takes.")]
    topics: Annotated[Texts, about("Ids of its topics.")] = ()
    format: Annotated[Format | None, about("The framework's if not given.")] = None
    minutes: Annotated[Minutes | None, about("The framework's if not given.")] = None
    agenda: Annotated[tuple[AgendaItemDoc, ...], about("The framework's if not given.")] = ()


class EventDoc(Doc):
    """Something for many, beside the sessions, once or repeatedly."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    title: Annotated[Text, about("Its name.")]
    kind: Annotated[
        Literal["kickoff", "training", "circle", "workshop", "review"], about("What it is.")
    ]
    audience: Annotated[
        Texts, Field(alias="for"), about("Who is invited: all, mentors, mentees, or ids of people.")
    ]
    minutes: Annotated[Minutes, about("Length.")]
    every: Annotated[Rhythm | None, about("From one time to the next; once if not given.")] = None
    times: Annotated[
        int | None, Whole(1, 1000), about("How often; until the program's end if not given.")
    ] = None
    on: Annotated[
        DayOrMoment | None,
        about("Day, or day and time, of the first; rmentor chooses if not given."),
    ] = None
    before: Annotated[
        int | None,
        Whole(0, 200),
        about("Number of the session before which it lies; 0: none. Kickoff and training: 1."),
    ] = None
    place: Annotated[Text | None, about("Where it is held.")] = None
    guests: Annotated[Texts, about("Who comes from outside.")] = ()
    agenda: Annotated[tuple[AgendaItemDoc, ...], about("Its parts.")] = ()


class FrameworkDoc(Doc):
    """How many sessions, how long, how often."""

    format: Annotated[Format, about("Of all sessions; a module may set its own.")] = "individual"
    sessions: Annotated[int, Whole(1, 200), about("How many there are.")]
    minutes: Annotated[Minutes, about("Length of each.")]
    every: Annotated[Rhythm, about("From one session to the next.")]
    slack: Annotated[Days | None, about("Plus or minus; half of every if not given.")] = None
    place: Annotated[Text | None, about("Where sessions are held.")] = None
    modules: Annotated[tuple[ModuleDoc, ...], about("Runs of sessions, in order.")] = ()
    agenda: Annotated[tuple[AgendaItemDoc, ...], about("Parts of each session.")] = ()
    events: Annotated[
        tuple[EventDoc, ...],
        about("For many, beside the sessions: kick-off, trainings, circles, workshops, review."),
    ] = ()
