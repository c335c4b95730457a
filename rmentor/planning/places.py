"""Places that people wrote into plan.yaml themselves, such as a room booked for one session."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rmentor.model.program import Program
from rmentor.model.sessions import Session


@dataclass(frozen=True, slots=True)
class Places:
    """The framework's place, and the one that most sessions of the present plan have."""

    framework: str | None
    usual: str | None

    def of(self, session: Session) -> str | None:
        """Place of a session that is in the plan: its own if it is unusual, else the framework's.

        So a change in framework.yaml reaches every session but those that somebody wrote a place for.
        """
        return self.framework if session.place == self.usual else session.place


def usual_places(program: Program) -> Places:
    """Places of a program; of places that are equally frequent, the framework's is the usual one."""
    framework = program.framework.place
    counted = Counter(session.place for session in program.plan.sessions)
    usual = max(
        counted, key=lambda place: (counted[place], place == framework, place or ""), default=None
    )
    return Places(framework, usual)
