"""Shape of register.yaml: what the organisation learns, and what was done for pairs."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import Day, Slug, Text, Texts, Whole, YesNo, about

_Id = Annotated[Slug, about("Short name: a-z, 0-9 and hyphens.")]


class IdeaDoc(Doc):
    """A suggestion that came out of the program."""

    id: _Id
    idea: Annotated[Text, about("In a sentence.")]
    on: Annotated[Day | None, about("Day on which it came up.")] = None
    source: Annotated[
        Literal["session", "circle", "survey", "other"], about("Where it came from.")
    ] = "other"
    topic: Annotated[Text | None, about("Id of the topic that it is about.")] = None
    owner: Annotated[Text | None, about("Who answers for it: an id, or a name.")] = None
    status: Annotated[
        Literal["new", "studied", "adopted", "done", "declined"], about("Where it is.")
    ] = "new"
    answer: Annotated[Text | None, about("What the organisation says to it.")] = None
    answered: Annotated[Day | None, about("Day of the answer.")] = None


class CircleNoteDoc(Doc):
    """A question of the mentors' circle, or a decision that changes something."""

    id: _Id
    kind: Annotated[Literal["question", "decision"], about("Which of the two.")]
    what: Annotated[Text, about("In a sentence; never about somebody by name.")]
    on: Annotated[Day | None, about("Day of the circle.")] = None
    answer: Annotated[Text | None, about("To a question.")] = None
    kit: Annotated[Text | None, about("Name of the kit that a decision changes.")] = None


class QuoteDoc(Doc):
    """What somebody said and lets others read."""

    id: _Id
    who: Annotated[Text, about("Id of the person.")]
    text: Annotated[Text, about("In the person's words.")]
    consent: Annotated[Day | None, about("Day of the yes; without it, it appears nowhere.")] = None
    withdrawn: Annotated[Day | None, about("Day of a later no.")] = None
    named: Annotated[YesNo, about("true: with the name; otherwise with the role.")] = False


class TrainingDoc(Doc):
    """Training that people had."""

    id: _Id
    title: Annotated[Text, about("Its name.")]
    on: Annotated[Day | None, about("Its day.")] = None
    minutes: Annotated[int, Whole(0, 10_000), about("Its length.")] = 0
    who: Annotated[Texts, about("Ids of those who were there.")] = ()


class LessonDoc(Doc):
    """What the next edition is to keep, change or stop."""

    id: _Id
    kind: Annotated[Literal["keep", "change", "stop"], about("Which of the three.")]
    what: Annotated[Text, about("In a sentence.")]
    on: Annotated[Day | None, about("Day of the review.")] = None


class StepDoc(Doc):
    """What a coordinator did about a pair, or somebody, that has gone quiet."""

    id: _Id
    step: Annotated[Literal["reminder", "call", "release"], about("Which step.")]
    on: Annotated[Day, about("Its day.")]
    pair: Annotated[Text | None, about("Id of the pair.")] = None
    who: Annotated[Texts, about("Ids of whom it reached; none: everybody of the pair.")] = ()
    rule: Annotated[Text | None, about("Health rule that it answers.")] = None


class RegisterDoc(Doc):
    """What the organisation learns, and what was done for pairs."""

    ideas: Annotated[tuple[IdeaDoc, ...], about("Suggestions and their answers.")] = ()
    circle: Annotated[tuple[CircleNoteDoc, ...], about("The mentors' circle.")] = ()
    quotes: Annotated[tuple[QuoteDoc, ...], about("What people let others read.")] = ()
    trainings: Annotated[tuple[TrainingDoc, ...], about("Training done.")] = ()
    lessons: Annotated[tuple[LessonDoc, ...], about("For the next edition.")] = ()
    steps: Annotated[tuple[StepDoc, ...], about("Reminders, calls, releases.")] = ()
