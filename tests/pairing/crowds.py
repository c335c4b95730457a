"""Small programs in which most people nearly fit, the same for every seed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Framework, Program, Rules
from rmentor.model.windows import Window
from tests.builders import a_program


def crowd(seed: int, **fields: Any) -> Program:
    """A program in which most people nearly fit: many seats are taken, one rule keeps others apart."""
    draw = random.Random(seed)
    windows = (), (Window(540, 720),), (Window(600, 660), Window(1980, 2100)), (Window(2040, 2160),)

    def often(usual: Any, *others: Any) -> Any:
        return draw.choice([usual] * 4 * max(1, len(others)) + [*others])

    def person(name: str, **more: Any) -> Participant:
        return Participant(
            id=name,
            name=name.upper(),
            volunteer=often(True, False),
            status=often("active", "applied", "paused"),
            waited=often(0, 1),
            department=draw.choice([None, "IT", "HR"]),
            site=often("Lille", "Lyon"),
            mode=often("either", "onsite", "remote"),
            languages=draw.choice([(), ("fr",), ("en", "fr"), ("en",)]),
            availability=draw.choice(windows),
            timezone=often("Europe/Paris", "Asia/Tokyo"),
            drive=draw.choice([None, 1, 3, 5]),
            **more,
        )

    def topics(least: int, most: int) -> dict[str, int]:
        return {
            t: draw.randint(least, most) for t in sorted(draw.sample("abc", draw.randint(1, 2)))
        }

    people = [
        person(
            f"m{number}",
            role=often("mentor", "both"),
            offers=topics(2, 5),
            wants=often({}, {"b": 2}),
            seniority=often(1, 3, None),
            capacity=often(1, 2, 0),
            manager=often(None, "e0"),
        )
        for number in range(draw.randint(3, 8))
    ]
    people += [
        person(
            f"e{number}",
            role=often("mentee", "both"),
            wants=topics(1, 3),
            offers=often({}, {"a": 5}),
            seniority=often(4, 2),
            avoid=often((), ("m0",)),
        )
        for number in range(draw.randint(3, 9))
    ]
    rules = Rules(
        seniority=often("any", "less"),
        min_level=draw.choice([1, 3]),
        cross_department=often(False, True),
        mentors_per_mentee=often(1, 2),
        min_score=often(0, 4500),
    )
    known = {"rules": rules, "aim": often("total", "fair"), **fields}
    program = a_program(*people, framework=Framework(minutes=90), **known)
    couples = [(m.id, e.id) for m in people for e in people if m.teaches and e.learns and m != e]
    stand = draw.sample(couples, often(0, 1, 2))
    return replace(program, pairs=tuple(Pair(f"{m}--{e}", m, (e,)) for m, e in sorted(stand)))
