"""How a program meets: sessions, rhythm, modules."""

from __future__ import annotations

from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.model.program import Program
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.when import rhythm


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module of the framework.

    Attributes:
        title: Its title.
        sessions: How many sessions it has.
        is_for_groups: Whether they are held in a group.
        minutes: Length of each, or None where it is the framework's.
        topics: Titles of its topics; empty where it is for any.
    """

    title: str
    sessions: int
    is_for_groups: bool
    minutes: int | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """How the program meets.

    Attributes:
        sessions: How many sessions a pair has.
        minutes: Length of a session.
        rhythm: How often a pair meets, in words.
        place: Where it meets, or None.
        modules: Its modules in their order.
    """

    sessions: int
    minutes: int
    rhythm: str
    place: str | None
    modules: tuple[ModuleView, ...]


def framework_view(program: Program, language: Language) -> FrameworkView:
    """Say how the program meets."""
    framework = program.framework
    return FrameworkView(
        sessions=framework.sessions,
        minutes=framework.minutes,
        rhythm=rhythm(framework.every_days, language),
        place=framework.place,
        modules=tuple(
            ModuleView(
                module.title,
                module.sessions,
                framework.has_pairs and (module.format or framework.format) == "group",
                None if module.minutes == framework.minutes else module.minutes,
                tuple(topic_title(program, topic) for topic in module.topics),
            )
            for module in framework.modules
        ),
    )
