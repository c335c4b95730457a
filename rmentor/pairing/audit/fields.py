"""Which data a pairing reads: the fields of participants.yaml, and what reads each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, RULES, Program, Weights

# Besides rules and criteria: how many mentees a mentor takes, who is served first, and who comes first
# among equals.
CAPACITY, WAITED, TIES = "capacity", "waited", "ties"
# What no field of the format holds, so that nothing can be decided by it.
PROTECTED = (
    "age",
    "sex",
    "origin",
    "nationality",
    "health",
    "disability",
    "religion",
    "opinions",
    "orientation",
    "family",
)
_TEACHING = ("topic", "needs", "returns", "goals")
_READ_BY: Mapping[str, tuple[str, ...]] = {
    "id": ("self", TIES),
    "role": ("role",),
    "volunteer": ("volunteer",),
    "status": ("volunteer",),
    "waited": (WAITED,),
    "seniority": ("seniority",),
    "department": ("department", "mix"),
    "site": ("place",),
    "manager": ("line",),
    "timezone": ("time",),
    "languages": ("language",),
    "mode": ("place",),
    "offers": _TEACHING,
    "wants": _TEACHING,
    "levels": _TEACHING,
    "interests": ("interests",),
    "availability": ("time",),
    "capacity": (CAPACITY,),
    "avoid": ("avoid",),
    "prefer": ("prefer",),
    "drive": ("drive",),
}
# Fields that have a value for everybody, stated or not.
_ALWAYS_THERE = frozenset(
    ("id", "role", "volunteer", "status", "waited", "timezone", "mode", "capacity")
)


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field that the pairing reads.

    Attributes:
        field: Key of participants.yaml.
        rules: Rules that read it and are in force.
        criteria: Criteria that read it and weigh something.
        other: ``capacity``, ``waited`` or ``ties``.
        filled: Share of those who take part for whom it is stated; None where it always is, and
            where fewer than ``smallest_group`` people state it.
    """

    field: str
    rules: tuple[str, ...]
    criteria: tuple[str, ...]
    other: tuple[str, ...]
    filled: Fraction | None


def fields_read(program: Program) -> tuple[FieldUse, ...]:
    """Fields that rules in force and criteria that weigh something read, in the format's order."""
    in_force = {*_rules_in_force(program), *_criteria_that_weigh(program.weights)}
    in_force |= {CAPACITY, WAITED, TIES}
    uses = []
    for field in fields(Participant):
        readers = [each for each in _READ_BY.get(field.name, ()) if each in in_force]
        if readers:
            uses.append(
                FieldUse(
                    field.name,
                    tuple(each for each in RULES if each in readers),
                    tuple(each for each in CRITERIA if each in readers),
                    tuple(each for each in (CAPACITY, WAITED, TIES) if each in readers),
                    _filled(program, field.name),
                )
            )
    return tuple(uses)


def fields_not_read(program: Program) -> tuple[str, ...]:
    """The other fields of the format, in its order."""
    read = {use.field for use in fields_read(program)}
    return tuple(field.name for field in fields(Participant) if field.name not in read)


def _rules_in_force(program: Program) -> set[str]:
    rules = program.rules
    off = {
        "seniority": rules.seniority != "less",
        "line": rules.manager_levels == 0,
        "department": not rules.cross_department,
    }
    return {name for name in RULES if not off.get(name)}


def _criteria_that_weigh(weights: Weights) -> set[str]:
    return {name for name in CRITERIA if weights.of(name)}


def _filled(program: Program, field: str) -> Fraction | None:
    people = [person for person in program.participants if person.takes_part]
    if field in _ALWAYS_THERE or not people:
        return None
    filled = sum(getattr(person, field) not in (None, "", (), {}) for person in people)
    return Fraction(filled, len(people)) if filled >= program.smallest_group else None
