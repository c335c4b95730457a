"""Shape of program.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from rmentor.folder.scalars import FORMAT
from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.followup import HealthDoc, RatesDoc
from rmentor.folder.schema.kinds import (
    Country,
    Day,
    Days,
    Email,
    Spans,
    Text,
    Timezone,
    Version,
    WeeklyWindows,
    Weight,
    Whole,
    YesNo,
    about,
    none,
)
from rmentor.model.program import Program, Rules, Weights

_RULES, _WEIGHTS, _PROGRAM = Rules(), Weights(), Program("")


class ContactDoc(Doc):
    """Somebody whom reports name."""

    name: Annotated[Text | None, about("A person, or a body such as a committee.")] = None
    email: Annotated[Email | None, about("Address to write to.")] = None


class SponsorDoc(ContactDoc):
    """Who stands for the program."""

    signed: Annotated[Day | None, about("Day on which the sponsor signed the program off.")] = None


class StakeholderDoc(Doc):
    """Somebody who is consulted: a works council, the IT department, managers."""

    name: Annotated[Text, about("A person, or a body such as a works council.")]
    on: Annotated[Day | None, about("Day of the consultation; still to come if not given.")] = None
    said: Annotated[Text | None, about("What they said, in short.")] = None
    taken_up: Annotated[Text | None, about("What came of it.")] = None


class GroupDoc(Doc):
    """How large a group may be."""

    min: Annotated[int, Whole(1, 100), about("Fewest mentees.")] = _RULES.group_min
    max: Annotated[int, Whole(1, 100), about("Most mentees.")] = _RULES.group_max
    mentors: Annotated[int, Whole(1, 2), about("Mentors who lead each together.")] = (
        _RULES.group_mentors
    )


class RulesDoc(Doc):
    """What must hold for a pair."""

    seniority: Annotated[
        Literal["less", "any"], about("less: the mentor's grade is below the mentee's; any.")
    ] = "less"
    manager_levels: Annotated[
        int,
        Whole(0, 999),
        about("How far up a reporting line two people may not be paired; 0 allows it."),
    ] = _RULES.manager_levels
    min_level: Annotated[
        int, Whole(1, 5), about("Lowest level at which a topic may be taught.")
    ] = _RULES.min_level
    min_gap: Annotated[
        int, Whole(0, 5), about("Levels a mentor must be above the mentee in the topic.")
    ] = _RULES.min_gap
    mentors_per_mentee: Annotated[int, Whole(1, 100), about("Mentors of a mentee at a time.")] = (
        _RULES.mentors_per_mentee
    )
    cross_department: Annotated[YesNo, about("true: no pairs within one department.")] = (
        _RULES.cross_department
    )
    min_score: Annotated[
        int, Whole(0, 10_000), about("Below this score, rather no pair than a bad one.")
    ] = _RULES.min_score
    group: Annotated[
        GroupDoc, about("Groups, where sessions of the framework are held in groups.")
    ] = none(GroupDoc)


class WeightsDoc(Doc):
    """What each criterion weighs; 0 switches one off."""

    needs: Annotated[Weight, about("What a mentee wants and a mentor holds.")] = _WEIGHTS.needs
    returns: Annotated[Weight, about("What the mentee can teach back.")] = _WEIGHTS.returns
    goals: Annotated[Weight, about("Topics that an objective names.")] = _WEIGHTS.goals
    interests: Annotated[Weight, about("Common interests.")] = _WEIGHTS.interests
    time: Annotated[Weight, about("Common weekly windows.")] = _WEIGHTS.time
    mix: Annotated[Weight, about("Different departments.")] = _WEIGHTS.mix
    drive: Annotated[Weight, about("Motivation and openness of both.")] = _WEIGHTS.drive
    prefer: Annotated[Weight, about("Wishes of the people themselves.")] = _WEIGHTS.prefer


class ProgramDoc(Doc):
    """The program: name, language, dates, time zone, rules and weights."""

    format: Annotated[Version, about("Version of the files' format.")] = FORMAT
    name: Annotated[Text, about("Name of the program, as reports show it.")]
    language: Annotated[Literal["fr", "en"], about("Of everything generated.")] = "en"
    timezone: Annotated[Timezone, about("Of all sessions.")] = _PROGRAM.timezone
    country: Annotated[Country | None, about("Whose public holidays are kept.")] = None
    start: Annotated[Day | None, about("First day; without it nothing is planned.")] = None
    end: Annotated[Day | None, about("Last day.")] = None
    coordinator: Annotated[ContactDoc, about("Who runs the program from day to day.")] = none(
        ContactDoc
    )
    sponsor: Annotated[SponsorDoc, about("Who stands for the program.")] = none(SponsorDoc)
    stakeholders: Annotated[
        tuple[StakeholderDoc, ...], about("Who was consulted, and what came of it.")
    ] = ()
    smallest_group: Annotated[
        int, Whole(1), about("No figure about fewer answers than this appears in a report.")
    ] = _PROGRAM.smallest_group
    rules: Annotated[RulesDoc, about("What must hold for a pair.")] = none(RulesDoc)
    weights: Annotated[WeightsDoc, about("What each criterion weighs.")] = none(WeightsDoc)
    aim: Annotated[
        Literal["total", "fair"],
        about("total: the largest sum of scores; fair: the best lowest score."),
    ] = "total"
    closed: Annotated[Spans, about("Days in which nothing is planned.")] = ()
    max_per_week: Annotated[
        int, Whole(1, 100), about("Sessions of one person in one week at most.")
    ] = _PROGRAM.max_per_week
    hours: Annotated[
        WeeklyWindows | None, about("When people without windows of their own are planned.")
    ] = None
    health: Annotated[HealthDoc, about("Limits of health rules.")] = none(HealthDoc)
    rates: Annotated[RatesDoc, about("What an hour costs, for the report.")] = none(RatesDoc)
    keep_after: Annotated[
        Days, about("How long after the last day people's data is kept, in weeks or days.")
    ] = _PROGRAM.keep_after
