"""The door of the audit: how fair a pairing is to groups of people, and what each weight really did.

It is made to be handed on by itself: no figure in it is about fewer than ``smallest_group`` people, and
none can be worked out from it (``hiding``). A figure is about those whom it counts: 9 of 10 served
is about ten. Who has a partner is known to everybody around them; what is kept is what somebody far
away could learn of a few from figures of many.

What it cannot show: whether a difference is chance. Pairs are chosen, not drawn, so no test of
significance applies; ``expected`` says what a difference is worth in people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.pairing.audit.fields import PROTECTED, FieldUse, fields_not_read, fields_read
from rmentor.pairing.audit.tables import GroupFigures, GroupTable, group_tables
from rmentor.pairing.audit.weights import Asked, WeightEffects, weight_effects
from rmentor.pairing.criteria import out_of_full, rounded
from rmentor.pairing.views import plain


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit of a pairing.

    Attributes:
        smallest_group: Nothing is told about fewer people.
        everybody: Figures of all who take part; None where they are too few, or would give away
            something together with the others.
        tables: Groups by dimension, for each in which people differ.
        weights: What each weight did; None where it was not worked out.
        read: Fields that could decide something.
        not_read: Fields that could not.
    """

    smallest_group: int
    everybody: GroupFigures | None
    tables: tuple[GroupTable, ...]
    weights: WeightEffects | None
    read: tuple[FieldUse, ...]
    not_read: tuple[str, ...]


def audit(program: Program, pairing: Pairing, asked: Asked | None = None) -> Audit:
    """Look at a pairing group by group and, where asked, at each weight.

    Args:
        program: Whose pairing it is.
        pairing: The result of ``pair``, or ``standing``.
        asked: How ``pair`` was asked for it. The pairs are then chosen again without each criterion
            that weighs something: exactly, in about the time of as many runs of ``pair``. None leaves
            that out; so does a program that meets in groups, where weights choose other things.
    """
    everybody, tables = group_tables(program, pairing)
    alone = program.framework.format != "group"
    return Audit(
        program.smallest_group,
        everybody,
        tables,
        weight_effects(program, pairing, asked) if asked is not None and alone else None,
        fields_read(program),
        fields_not_read(program),
    )


def audit_json(found: Audit) -> dict[str, Any]:
    """The audit as plain values; shares and scores from 0 to 10000, null where nothing is told."""
    everybody = found.everybody
    return {
        "smallest_group": found.smallest_group,
        "everybody": _figures(everybody, everybody),
        "tables": [
            {
                "dimension": table.dimension,
                "groups": [_figures(each, everybody) for each in table.groups],
                "others": _figures(table.others, everybody),
                "hidden": list(table.hidden),
            }
            for table in found.tables
        ],
        "weights": found.weights and _weights(found.weights),
        "data": {
            "read": [
                {
                    "field": use.field,
                    "rules": list(use.rules),
                    "criteria": list(use.criteria),
                    "other": list(use.other),
                    "filled": None if use.filled is None else out_of_full(use.filled),
                }
                for use in found.read
            ],
            "not_read": list(found.not_read),
            "no_field_for": list(PROTECTED),
        },
    }


def _figures(figures: GroupFigures | None, everybody: GroupFigures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {
        "group": figures.group,
        "people": figures.people,
        "served": figures.served,
        "share": out_of_full(figures.share),
        "ahead": None if everybody is None else float(round(figures.ahead_of(everybody), 1)),
        "mean": None if figures.mean is None else rounded(figures.mean),
    }


def _weights(effects: WeightEffects) -> dict[str, Any]:
    return {
        "chosen": effects.chosen,
        "kept": effects.kept,
        "effects": [
            {
                "criterion": each.criterion,
                "weight": plain(each.weight),
                "moved": each.moved,
                "served": each.served,
                "cost": each.cost,
                "share": None if each.share is None else out_of_full(each.share),
                "share_without": None
                if each.share_without is None
                else out_of_full(each.share_without),
            }
            for each in effects.each
        ],
    }
