"""Pairs under other ids, wherever they are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rmentor.model.program import Program


def with_pair_ids(program: Program, ids: Mapping[str, str]) -> Program:
    """The program with some pairs under new ids: pairs, plan, journals, answers and steps.

    Args:
        program: The program.
        ids: New id by old id; ids that are not in it stay.
    """
    if not ids:
        return program

    def new(pair: str) -> str:
        return ids.get(pair, pair)

    plan = program.plan
    answers = {
        name: sorted(
            (replace(each, pair=new(each.pair)) if each.pair else each for each in given),
            key=lambda each: each.key,
        )
        for name, given in program.answers.items()
    }
    steps = (
        replace(each, pair=new(each.pair)) if each.pair else each for each in program.register.steps
    )
    return replace(
        program,
        pairs=tuple(
            sorted(
                (replace(each, id=new(each.id)) for each in program.pairs),
                key=lambda each: each.id,
            )
        ),
        plan=replace(
            plan,
            sessions=tuple(
                sorted(
                    (replace(each, pair=new(each.pair)) for each in plan.sessions),
                    key=lambda each: (each.pair, each.session),
                )
            ),
            unplaced=tuple(
                sorted(
                    (replace(each, pair=new(each.pair)) for each in plan.unplaced),
                    key=lambda each: (each.pair, each.session),
                )
            ),
        ),
        journal=dict(sorted((new(pair), found) for pair, found in program.journal.items())),
        answers={name: tuple(given) for name, given in answers.items()},
        register=replace(program.register, steps=tuple(steps)),
    )
