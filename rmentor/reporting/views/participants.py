"""People in lists: who takes part, who does not, and who has no partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.model.pairing import Pairing, Unpaired
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.reporting.views.people import topic_title
from rmentor.reporting.views.words import (
    NOT_CANDIDATES,
    left_out_in_words,
    nothing_named,
    reasons_in_words,
    role_in_words,
)


@dataclass(frozen=True, slots=True)
class UnpairedView:
    """Somebody without a partner.

    Attributes:
        name: Name of the person.
        candidates: How many possible partners were looked at.
        reasons: Why none of them fits, in words.
    """

    name: str
    candidates: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A participant in a list.

    Attributes:
        name: Name of the person.
        role: Role in words.
        department: Department, or empty.
        site: Site, or empty.
        teaches: Titles of topics that the person can teach.
        learns: Titles of topics that the person would like to learn.
        status: Why the person does not take part, in words, or None.
    """

    name: str
    role: str
    department: str
    site: str
    teaches: tuple[str, ...]
    learns: tuple[str, ...]
    status: str | None


def left_out_views(
    program: Program, people: Mapping[str, Participant], pairing: Pairing, language: Language
) -> tuple[ParticipantView, ...]:
    """List who does not take part."""
    return tuple(
        participant_view(program, people[each], why, language)
        for each, why in sorted(pairing.left_out.items())
    )


def participant_view(
    program: Program, person: Participant, why: str | None, language: Language
) -> ParticipantView:
    """Put somebody on a list; ``why`` the person does not take part, or None."""
    teaches = sorted(person.offers, key=lambda topic: (-person.offers[topic], topic))
    learns = sorted(person.wants, key=lambda topic: (-person.wants[topic], topic))
    return ParticipantView(
        name=person.name,
        role=role_in_words(person.role, language),
        department=person.department or "",
        site=person.site or "",
        teaches=tuple(topic_title(program, topic) for topic in teaches),
        learns=tuple(topic_title(program, topic) for topic in learns),
        status=left_out_in_words(why, language) if why else None,
    )


def unpaired_views(
    people: Mapping[str, Participant],
    unpaired: Sequence[Unpaired],
    role: str,
    language: Language,
) -> tuple[UnpairedView, ...]:
    """List who has no partner in a role."""
    views = []
    for one in unpaired:
        if one.role != role:
            continue
        nothing = nothing_named(people[one.id], role, language)
        views.append(
            UnpairedView(
                people[one.id].name,
                sum(each.count for each in one.reasons if each.rule not in NOT_CANDIDATES),
                (nothing,) if nothing else reasons_in_words(one.reasons, role, language),
            )
        )
    return tuple(views)
