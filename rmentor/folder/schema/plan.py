"""Shape of plan.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.framework import Format, Minutes
from rmentor.folder.schema.kinds import Day, Moment, Slug, Text, Whole, YesNo, about, listed


class SessionDoc(Doc):
    """One session of one pair, on the calendar."""

    pair: Annotated[Text, about("Id of the pair.")]
    session: Annotated[int, Whole(1, 1000), about("Its number, from 1.")]
    module: Annotated[Text | None, about("Id of the framework's module.")] = None
    topic: Annotated[Text | None, about("Id of the topic.")] = None
    format: Annotated[Format, about("How it is held.")] = "individual"
    start: Annotated[Moment, about("In the program's time zone.")]
    minutes: Annotated[Minutes, about("Length.")]
    place: Annotated[Text | None, about("Where.")] = None
    state: Annotated[Literal["planned", "held", "cancelled"], about("Where it is.")] = "planned"
    sequence: Annotated[int, Whole(0), about("Grows each time the session moves.")] = 0
    first: Annotated[Day | None, about("Day first planned, where it has moved since.")] = None
    agreed: Annotated[YesNo, about("true: its people chose this time; planning leaves it.")] = False


class UnplacedDoc(Doc):
    """A session without a date."""

    pair: Annotated[Text, about("Id of the pair.")]
    session: Annotated[int, Whole(1, 1000), about("Its number, from 1.")]
    reason: Annotated[Text, about("Why it found no date.")]
    nearest: Annotated[
        tuple[Moment, ...], BeforeValidator(listed), about("Nearest starts that would work.")
    ] = ()


class PlannedEventDoc(Doc):
    """One time at which an event of framework.yaml is held."""

    event: Annotated[Text, about("Id of the event.")]
    number: Annotated[int, Whole(1, 10_000), about("Which time it is, from 1.")]
    start: Annotated[Moment, about("In the program's time zone.")]
    minutes: Annotated[Minutes, about("Length.")]
    place: Annotated[Text | None, about("Where.")] = None
    state: Annotated[Literal["planned", "held", "cancelled"], about("Where it is.")] = "planned"
    sequence: Annotated[int, Whole(0), about("Grows each time the event moves.")] = 0


class UnplacedEventDoc(Doc):
    """An event without a date."""

    event: Annotated[Text, about("Id of the event.")]
    number: Annotated[int, Whole(1, 10_000), about("Which time it is, from 1.")]
    reason: Annotated[Text, about("Why it found no date.")]
    nearest: Annotated[
        tuple[Moment, ...], BeforeValidator(listed), about("Nearest starts that would work.")
    ] = ()


class PlanDoc(Doc):
    """The schedule."""

    calendar: Annotated[
        Slug | None, about("Tells this program from others in calendars; never change it.")
    ] = None
    sessions: Annotated[tuple[SessionDoc, ...], about("Sorted by pair, then session.")] = ()
    unplaced: Annotated[tuple[UnplacedDoc, ...], about("Sessions that found no date.")] = ()
    events: Annotated[tuple[PlannedEventDoc, ...], about("Sorted by event, then number.")] = ()
    unplaced_events: Annotated[
        tuple[UnplacedEventDoc, ...], about("Events that found no date.")
    ] = ()
