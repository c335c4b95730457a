"""What was agreed on earlier and is still to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.sessions import Session
from rmentor.reporting.views.when import day_in_words


@dataclass(frozen=True, slots=True)
class OpenActionView:
    """An action agreed on earlier and not done.

    Attributes:
        who: Name of whose it is.
        what: What was agreed on.
        due: By when, in words, or None.
    """

    who: str
    what: str
    due: str | None


def open_action_views(
    program: Program,
    people: Mapping[str, Participant],
    pair: Pair,
    session: Session,
    language: Language,
) -> tuple[OpenActionView, ...]:
    """List what a pair agreed on before a session that is to come."""
    if session.state != "planned":
        return ()
    return tuple(
        OpenActionView(
            people[action.who].name if action.who in people else action.who,
            action.what,
            day_in_words(action.due, language) if action.due else None,
        )
        for entry in program.journal.get(pair.id, ())
        if entry.session < session.session
        for action in entry.actions
        if not action.done
    )
