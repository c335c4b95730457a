"""Programs under way, for hypothesis: pairs and groups with plans, journals, surveys and answers.

Small worlds on purpose, with a few people, topics and days, so that ties, late entries, answers for
the same day and half-filled files come up often.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Framework, Program
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_program

START = date(2027, 1, 11)
TOPICS = ("agile", "linkedin", "seo")
_SCALES = {
    "pulse": ("useful", "at-ease", "own-hands", "respected"),
    "final-mentor": ("confidence", "something-back"),
    "final-mentee": ("weekly-use",),
    "final-manager": ("change-in-practice",),
}
_ASKED = {"own-hands": ("mentee",), "respected": ("mentor",)}


def _survey(name: str, *, reverse: frozenset[str], closes: date | None) -> Survey:
    def words(text: str) -> Words:
        return Words(text, text)

    items = [
        SurveyItem(item, words(item), reverse=item in reverse, audience=_ASKED.get(item, ()))
        for item in _SCALES[name]
    ]
    if name != "pulse":
        items.append(SurveyItem("recommend", words("recommend"), "0-10"))
    if name == "final-mentee":
        items.append(SurveyItem("levels", words("levels"), "topics"))
    both = ("mentor", "mentee")
    audience = both if name == "pulse" else (name.removeprefix("final-"),)
    ask = "each" if name == "pulse" else "last"
    return Survey(name, words(name), audience, items=tuple(items), ask=ask, closes=closes)


def days(least: int = -10, most: int = 60) -> st.SearchStrategy[date]:
    """A day around the program's first weeks."""
    return st.integers(least, most).map(lambda days: START + timedelta(days=days))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None, or one of these."""
    return st.one_of(st.none(), strategy)


def _levels(most: int = 2) -> st.SearchStrategy[Mapping[str, int]]:
    return st.dictionaries(st.sampled_from(TOPICS), st.integers(0, 5), max_size=most)


@st.composite
def _people(draw: st.DrawFn, ids: tuple[str, ...]) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            who,
            who.upper(),
            "mentor" if who[0] == "m" else draw(st.sampled_from(["mentee", "mentee", "both"])),
            volunteer=draw(st.sampled_from([True, True, False])),
            status=(status := draw(st.sampled_from(["active", "active", "paused", "left"]))),
            status_since=draw(maybe(days())) if status == "left" else None,
            volunteered=draw(maybe(days(-60, 10))),
            manager=draw(st.sampled_from([None, "boss", "chief"])),
            wants=dict.fromkeys(draw(_levels()), 2),
            offers={topic: max(level, 1) for topic, level in draw(_levels()).items()},
        )
        for who in ids
    )


@st.composite
def _pairs(draw: st.DrawFn, mentors: list[str], mentees: list[str]) -> tuple[Pair, ...]:
    found = {}
    for _ in range(draw(st.integers(1, 4))):
        mentor = draw(st.sampled_from(mentors))
        chosen = draw(st.lists(st.sampled_from(mentees), min_size=1, max_size=2, unique=True))
        name = f"{mentor}--{chosen[0]}"
        status = draw(st.sampled_from(["active", "active", "paused", "completed", "ended"]))
        found[name] = Pair(
            name,
            mentor,
            tuple(sorted(chosen)),
            tuple(draw(st.lists(st.sampled_from(TOPICS), unique=True, max_size=2))),
            status=status,
            since=draw(maybe(days(0, 30))),
            until=draw(maybe(days())) if status != "active" else None,
        )
    return tuple(found[name] for name in sorted(found))


@st.composite
def _entry(draw: st.DrawFn, pair: Pair, session: int, state: str) -> JournalEntry:
    sides = draw(st.lists(st.sampled_from(["mentor", "mentee"]), unique=True))
    held = state == "held"
    return JournalEntry(
        session,
        draw(days(0)),
        state,
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), unique=True, max_size=1))),
        pulse={side: draw(st.integers(1, 5)) for side in sides} if held else {},
        levels={draw(st.sampled_from(pair.people)): draw(_levels())} if held else {},
        actions=(Action(pair.mentor, "x", returns=draw(st.booleans())),),
        returns=tuple(draw(st.lists(st.sampled_from(TOPICS), unique=True, max_size=1)))
        if held and draw(st.booleans())
        else (),
    )


@st.composite
def _journals(
    draw: st.DrawFn, pairs: tuple[Pair, ...]
) -> tuple[dict[str, tuple[JournalEntry, ...]], tuple[Session, ...]]:
    """Journals, and lines of the plan, of up to three sessions of each pair."""
    journal: dict[str, tuple[JournalEntry, ...]] = {}
    lines: list[Session] = []
    for pair in pairs:
        entries: list[JournalEntry] = []
        for session in range(1, draw(st.integers(0, 3)) + 1):
            states = draw(st.lists(st.sampled_from(["cancelled", "moved"]), max_size=1))
            states += draw(st.sampled_from([[], ["held"], ["held"]]))
            entries += [draw(_entry(pair, session, state)) for state in states]
            if draw(st.sampled_from([True, True, True, False])):
                day = draw(days(0))
                lines.append(
                    Session(
                        pair.id,
                        session,
                        datetime(day.year, day.month, day.day, 12),  # noqa: DTZ001
                        60,
                        topic=draw(maybe(st.sampled_from(TOPICS))),
                        state=draw(st.sampled_from(["planned", "planned", "held", "cancelled"])),
                        first=draw(maybe(days(0))),
                    )
                )
        if entries:
            journal[pair.id] = tuple(entries)
    return journal, tuple(lines)


@st.composite
def _answers(draw: st.DrawFn, survey: Survey, pairs: tuple[Pair, ...]) -> tuple[Answer, ...]:
    found: dict[Any, Answer] = {}
    for pair in pairs:
        for role in survey.audience:
            for who in pair.mentors if role == "mentor" else pair.mentees:
                for session in (1, 2) if survey.id == "pulse" else (None,):
                    if not draw(st.sampled_from([True, True, False])):
                        continue
                    items = [item for item in survey.items_for(role) if draw(st.booleans())]
                    answer = Answer(
                        survey.id,
                        who,
                        role,
                        draw(st.sampled_from([pair.id, pair.id, None])),
                        session,
                        draw(st.one_of(st.none(), days(0), days(0))),
                        scales={
                            item.id: draw(
                                st.integers(0, 10) if item.scale == "0-10" else st.integers(1, 5)
                            )
                            for item in items
                            if item.scale != "topics"
                        },
                        topics={"levels": draw(_levels())} if survey.id == "final-mentee" else {},
                    )
                    found[answer.key] = answer
    return tuple(found[key] for key in sorted(found))


@st.composite
def followed(draw: st.DrawFn, most: int = 4, **fields: Any) -> Program:
    """A program under way with up to ``most`` mentors and mentees; ``fields`` fixes what a test is about."""
    mentors = [f"m{number}" for number in range(draw(st.integers(1, most)))]
    mentees = [f"e{number}" for number in range(draw(st.integers(2, most + 1)))]
    people = draw(_people((*mentors, *mentees)))
    pairs = draw(_pairs(mentors, mentees))
    journal, lines = draw(_journals(pairs))
    reverse = frozenset(draw(st.sampled_from([(), ("confidence", "own-hands")])))
    surveys = {
        name: _survey(name, reverse=reverse, closes=draw(maybe(days(20, 70)))) for name in _SCALES
    }
    known: dict[str, Any] = {
        "start": START,
        "end": draw(maybe(days(40, 60))),
        "smallest_group": draw(st.integers(0, 4)),
        "framework": Framework(slack_days=draw(st.integers(0, 9))),
        "pairs": pairs,
        "plan": Plan(tuple(sorted(lines, key=lambda line: (line.pair, line.session)))),
        "journal": journal,
        "surveys": surveys,
        "answers": {
            name: draw(_answers(survey, pairs)) for name, survey in sorted(surveys.items())
        },
    }
    return a_program(*people, **{**known, **fields})
