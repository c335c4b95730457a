"""Shape of framework.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import Days, Rhythm, Slug, Text, Texts, Whole, about

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
