"""What of an old edition's register goes on: its lessons, and what still waits for an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rmentor.changes import Write
from rmentor.folder.read import Sources
from rmentor.folder.register_changes import register_changes
from rmentor.model.program import Program
from rmentor.model.register import OPEN_IDEAS, Idea, Register


def going_on(program: Program, staying: Collection[str]) -> Register:
    """Lessons, open ideas and open questions of the circle.

    A lesson without a day has the edition's last day, so that the next one knows it for an earlier
    one's. Quotes stay behind, for consent was to the reports of that edition; so do trainings, and
    steps taken for its pairs. Nobody who has left answers for an idea any more.
    """
    left = {person.id for person in program.participants} - set(staying)

    def owned(idea: Idea) -> Idea:
        return replace(idea, owner=None) if idea.owner in left else idea

    register = program.register
    return Register(
        ideas=tuple(owned(idea) for idea in register.ideas if idea.status in OPEN_IDEAS),
        circle=tuple(
            note for note in register.circle if note.kind == "question" and note.answer is None
        ),
        lessons=tuple(
            lesson if lesson.on is not None else replace(lesson, on=program.end)
            for lesson in register.lessons
        ),
    )


def register_file(program: Program, after: Register) -> dict[str, bytes]:
    """The new register.yaml, where there is something to say; written anew.

    Comments stay behind, too: they may speak of what people said.
    """
    changes = register_changes(program, Sources(None, {}), after)
    made = {change.file: change.text for change in changes if isinstance(change, Write)}
    return {path: text.encode() if isinstance(text, str) else text for path, text in made.items()}
