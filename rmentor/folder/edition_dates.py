"""Days of an old edition that cannot be those of the next: what was decided, consulted or closed then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rmentor.changes import Change, Drop, Put
from rmentor.folder.read import Sources
from rmentor.folder.yaml_load import load_yaml
from rmentor.model.people import Participant
from rmentor.model.program import Program

PROGRAM, FRAMEWORK = "program.yaml", "framework.yaml"
# Of a stakeholder the name goes on: what was said and taken up is the old edition's record.
_OF_A_CONSULTATION = ("on", "said", "taken_up")


def old_days(
    program: Program, sources: Sources, people: Iterable[Participant], homes: Mapping[str, str]
) -> Iterator[Change]:
    """Changes that take old days away.

    The sponsor's signature, consultations, days chosen for events, last days of surveys, and the days
    of people's yes: each is to be given again. ``volunteer`` itself stays as it is.

    Args:
        program: The old edition.
        sources: What it was read from.
        people: Who goes on.
        homes: File of each participant.
    """
    if program.sponsor.signed is not None:
        yield Drop(PROGRAM, ("sponsor", "signed"))
    yield from _consultations(sources)
    for event in program.framework.events:
        if event.day is not None:
            yield Drop(FRAMEWORK, ("events", event.id, "on"))
    for survey in program.surveys.values():
        if survey.closes is not None:
            yield Drop(f"surveys/{survey.id}.yaml", ("closes",))
    for person in people:
        if person.volunteered is not None:
            yield Drop(homes[person.id], ("participants", person.id, "volunteered"))


def _consultations(sources: Sources) -> Iterator[Change]:
    """Stakeholders have no ids: their list is compared as a whole, and only what differs is edited."""
    listed = (load_yaml(sources.files[PROGRAM]).value or {}).get("stakeholders")
    if not isinstance(listed, list):
        return
    after = [
        {key: value for key, value in each.items() if key not in _OF_A_CONSULTATION}
        if isinstance(each, dict)
        else each
        for each in listed
    ]
    if after != listed:
        yield Put(PROGRAM, ("stakeholders",), after)
