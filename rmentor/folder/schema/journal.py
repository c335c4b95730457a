"""Shape of journal/PAIR.yaml. What two people say to each other is theirs: there is no field for it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, RootModel

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import Day, Level, Text, Texts, Whole, YesNo, about, none

_Pulse = Annotated[int, Whole(1, 5)]


class PulseDoc(Doc):
    """How useful and at ease each felt, 1 to 5."""

    mentor: Annotated[_Pulse | None, about("The mentor's.")] = None
    mentee: Annotated[_Pulse | None, about("The mentee's.")] = None


class ActionDoc(Doc):
    """Something that one of a pair agreed to do."""

    who: Annotated[Text, about("Id of the person.")]
    what: Annotated[Text, about("What is to be done.")]
    due: Annotated[Day | None, about("By when.")] = None
    done: Annotated[YesNo, about("Whether it is.")] = False
    returns: Annotated[YesNo, about("true: a mentee gives it back to the mentor.")] = False


class EntryDoc(Doc):
    """What happened in a session."""

    session: Annotated[int, Whole(1, 1000), about("Its number, from 1.")]
    date: Annotated[Day, about("Day.")]
    state: Annotated[Literal["held", "cancelled", "moved"], about("What became of it.")] = "held"
    minutes: Annotated[int | None, Whole(0, 1440), about("How long it took.")] = None
    topics: Annotated[Texts, about("Ids of topics.")] = ()
    pulse: Annotated[PulseDoc, about("1 to 5, by side.")] = none(PulseDoc)
    levels: Annotated[
        dict[str, dict[str, Level]], about("New self-assessed levels, by person, then topic.")
    ] = none(dict)
    actions: Annotated[tuple[ActionDoc, ...], about("What was agreed.")] = ()
    returns: Annotated[Texts, about("Ids of topics that a mentee taught the mentor.")] = ()
    reason: Annotated[
        Literal["work", "absence", "place", "mix-up", "other"] | None,
        about("Why it was cancelled or moved."),
    ] = None


def _entries(value: Any) -> Any:
    return [] if value is None else value


class JournalDoc(RootModel[Annotated[tuple[EntryDoc, ...], BeforeValidator(_entries)]]):
    """A pair's journal."""

    model_config = ConfigDict(frozen=True, defer_build=True)
