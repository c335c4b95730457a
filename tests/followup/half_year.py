"""Half a year of a small program: pairs that meet, note pulses and levels, and answer surveys."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Plan, Session
from rmentor.model.surveys import Answer, Survey, SurveyItem
from rmentor.model.topics import Words
from tests.builders import a_mentee, a_mentor, a_program

START = date(2027, 1, 4)
TOPICS = ("linkedin", "seo")


def _item(item: str, scale: str = "1-5") -> SurveyItem:
    return SurveyItem(item, Words(item, item), scale)


def its_surveys() -> dict[str, Survey]:
    """Pulse, and final surveys of mentors and mentees, with the items that KPIs look at."""
    pulse = (_item("useful"), _item("at-ease"))
    mentor = (_item("confidence"), _item("something-back"), _item("recommend", "0-10"))
    mentee = (_item("recommend", "0-10"), _item("levels", "topics"))
    words = Words("", "")
    return {
        "pulse": Survey("pulse", words, ("mentor", "mentee"), items=pulse, ask="each"),
        "final-mentor": Survey("final-mentor", words, ("mentor",), items=mentor, ask="last"),
        "final-mentee": Survey("final-mentee", words, ("mentee",), items=mentee, ask="last"),
    }


def half_year(random: Random, pairs: int = 7, sessions: int = 3, smallest: int = 3) -> Program:
    """Make a program from its first session to its last final answer.

    People have a rhythm of their own, give their pulse in the journal, in the survey or not at all, and
    note a level now and then.
    """
    people, made, journal, lines = [], [], {}, []
    mentors, mentees, pulses = [], [], []
    for number in range(pairs):
        mentor, mentee = f"m{number}", f"e{number}"
        topics = (random.choice(TOPICS),) if random.random() < 0.7 else TOPICS
        people += [a_mentor(mentor), a_mentee(mentee, levels={topics[0]: random.randint(0, 2)})]
        pair = Pair(f"{mentor}--{mentee}", mentor, (mentee,), topics, since=START)
        made.append(pair)
        day = START + timedelta(days=random.randrange(21))
        entries = []
        for session in range(1, sessions + 1):
            sides = [side for side in ("mentor", "mentee") if random.random() < 0.7]
            entries.append(
                JournalEntry(
                    session,
                    day,
                    pulse={side: random.randint(1, 5) for side in sides},
                    levels={mentee: {random.choice(topics): random.randint(1, 5)}}
                    if random.random() < 0.6
                    else {},
                    returns=("career",) if random.random() < 0.4 else (),
                )
            )
            pulses += [
                Answer(
                    "pulse", who, side, pair.id, session, day + timedelta(days=random.randrange(9)),
                    scales={"useful": random.randint(1, 5), "at-ease": random.randint(1, 5)},
                )
                for side, who in (("mentor", mentor), ("mentee", mentee))
                if side not in sides and random.random() < 0.8
            ]  # fmt: skip
            at = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001
            lines.append(Session(pair.id, session, at, 60, state="held"))
            day += timedelta(days=random.choice([14, 21, 28]))
        journal[pair.id] = tuple(entries)
        mentors.append((mentor, pair.id, day + timedelta(days=random.randrange(30))))
        mentees.append((mentee, pair.id, topics, day + timedelta(days=random.randrange(30))))
    answers = {
        "pulse": tuple(pulses),
        "final-mentor": tuple(
            Answer(
                "final-mentor", who, "mentor", pair, day=day,
                scales={
                    "confidence": random.randint(1, 5),
                    "something-back": random.randint(1, 5),
                    "recommend": random.randint(0, 10),
                },
            )
            for who, pair, day in mentors
        ),
        "final-mentee": tuple(
            Answer(
                "final-mentee", who, "mentee", pair, day=day,
                scales={"recommend": random.randint(0, 10)},
                topics={"levels": {topic: random.randint(0, 5) for topic in topics}},
            )
            for who, pair, topics, day in mentees
        ),
    }  # fmt: skip
    return a_program(
        *people,
        start=START,
        end=date(2027, 7, 2),
        smallest_group=smallest,
        pairs=tuple(made),
        journal=journal,
        plan=Plan(tuple(lines)),
        surveys=its_surveys(),
        answers=answers,
    )
