"""Shape of participants.yaml and of each file in participants/."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import (
    Country,
    Day,
    Email,
    Languages,
    Level,
    Slug,
    Spans,
    Text,
    Texts,
    Timezone,
    WeeklyWindows,
    Whole,
    YesNo,
    about,
    none,
)

_GRADES = 1_000_000


class PersonDoc(Doc):
    """One person, mentor and mentee alike. There is no age field and none is accepted."""

    id: Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]
    name: Annotated[Text, about("As written by people.")]
    email: Annotated[Email | None, about("Address of invitations and surveys.")] = None
    role: Annotated[
        Literal["mentor", "mentee", "both"], about("mentor teaches, mentee learns, both do both.")
    ]
    volunteer: Annotated[YesNo, about("Whether the person has said yes.")] = False
    status: Annotated[
        Literal["applied", "active", "paused", "left"], about("Only active people are paired.")
    ] = "active"
    waited: Annotated[int, Whole(0, 1000), about("Earlier rounds without a partner.")] = 0
    seniority: Annotated[
        int | None, Whole(-_GRADES, _GRADES), about("Grade of the organisation's own.")
    ] = None
    department: Annotated[Text | None, about("Department.")] = None
    site: Annotated[Text | None, about("Where the person works.")] = None
    manager: Annotated[Text | None, about("Id of the manager, if in the program.")] = None
    organisation: Annotated[Text | None, about("Of someone from outside.")] = None
    country: Annotated[Country | None, about("Of holidays; the program's if not given.")] = None
    timezone: Annotated[Timezone | None, about("The program's if not given.")] = None
    languages: Annotated[Languages, about("Spoken, such as fr or en.")] = ()
    mode: Annotated[Literal["onsite", "remote", "either"], about("How sessions may be held.")] = (
        "either"
    )
    offers: Annotated[
        dict[str, Annotated[int, Whole(1, 5)]], about("Own level in each topic to teach.")
    ] = none(dict)
    wants: Annotated[
        dict[str, Annotated[int, Whole(1, 3)]], about("Importance of each topic to learn.")
    ] = none(dict)
    levels: Annotated[dict[str, Level], about("Own level in topics not offered.")] = none(dict)
    interests: Annotated[Texts, about("What the person likes.")] = ()
    availability: Annotated[
        WeeklyWindows, about("Weekly windows in local time; none: flexible.")
    ] = ()
    away: Annotated[Spans, about("Days and spans of absence.")] = ()
    capacity: Annotated[int, Whole(1, 1000), about("Mentees at a time, for a mentor.")] = 1
    avoid: Annotated[Texts, about("Ids of people not to be paired with.")] = ()
    prefer: Annotated[Texts, about("Ids of people to be paired with rather.")] = ()
    drive: Annotated[
        int | None, Whole(1, 5), about("Motivation and openness, from the intake interview.")
    ] = None
    volunteered: Annotated[Day | None, about("Day on which the person said yes.")] = None
    status_since: Annotated[Day | None, about("Day since which the status is what it is.")] = None
    back: Annotated[Day | None, about("Day on which somebody who pauses means to be back.")] = None


class ParticipantsDoc(Doc):
    """People of the program."""

    participants: Annotated[tuple[PersonDoc, ...], about("One item for each person.")] = ()
