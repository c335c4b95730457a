"""The pictures of a program, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rmentor.reporting.pictures.departments import departments_picture
from rmentor.reporting.pictures.kpis import kpis_picture
from rmentor.reporting.pictures.pairing import pairing_picture
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.progress import progress_picture
from rmentor.reporting.pictures.satisfaction import satisfaction_picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.sessions import sessions_picture
from rmentor.reporting.pictures.topics import topics_picture


@dataclass(frozen=True, slots=True)
class Subject:
    """A picture that can be made of a program.

    Attributes:
        name: As people type it, and of its file.
        make: Makes it; None where there is nothing to show.
        names_people: Whether it shows single people: then there is no public one.
    """

    name: str
    make: Callable[[Scene], Picture | None]
    names_people: bool = False


SUBJECTS: tuple[Subject, ...] = (
    Subject("kpis", kpis_picture),
    Subject("sessions", sessions_picture),
    Subject("pairing", pairing_picture, names_people=True),
    Subject("departments", departments_picture),
    Subject("topics", topics_picture),
    Subject("progress", progress_picture),
    Subject("satisfaction", satisfaction_picture),
)


def pictures(scene: Scene) -> dict[str, Picture]:
    """Every picture of which there is something to show, by name."""
    made = {
        subject.name: subject.make(scene)
        for subject in SUBJECTS
        if not (scene.is_public and subject.names_people)
    }
    return {name: picture for name, picture in made.items() if picture is not None}
