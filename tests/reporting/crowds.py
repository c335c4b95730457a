"""Programs of any size in the middle of their year, to be drawn."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from functools import cache

from rmentor.language.catalogue import speak
from rmentor.model.objectives import KPI, Reading
from rmentor.model.pairing import Pairing, ScoredPair, Summary
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import CRITERIA, Program
from rmentor.model.sessions import JournalEntry, Plan, Session
from rmentor.model.topics import Topic, Words
from rmentor.model.windows import Span
from rmentor.pairing.balance import topic_balance
from rmentor.reporting.pictures.scene import Scene

START, TODAY, END = date(2027, 1, 11), date(2027, 4, 14), date(2027, 7, 2)
DEPARTMENTS = (
    "Achats", "Affaires réglementaires et conformité", "Communication", "Direction générale", "Finance",
    "Informatique", "Juridique", "Logistique", "Marketing", "Production", "Qualité", "R&D",
    "Ressources humaines", "Ventes",
)  # fmt: skip
TOPICS = tuple(f"topic-{n:02d}" for n in range(24))
NAMES = ("Zoé", "Anne-Sophie", "Li", "Maximilien-Alexandre", "Ó", "Jean-Baptiste")


@cache
def a_crowd(pairs: int, language: str) -> tuple[Program, Pairing]:
    """Make a program of so many pairs, with sessions, journals, levels and KPIs."""
    chance = random.Random(pairs)
    people, made, sessions = [], [], []
    journal: dict[str, tuple[JournalEntry, ...]] = {}
    for n in range(pairs):
        topic, level = chance.choice(TOPICS), chance.randint(0, 2)
        mentor, mentee = f"m{n:03d}", f"n{n:03d}"
        people += _two(chance, mentor, mentee, topic, level)
        pair = Pair(f"{mentor}--{mentee}", mentor, (mentee,), (topic,), since=START)
        score = chance.randint(2500, 9800)
        shares = {name: chance.choice((None, 0, 4000, 10000)) for name in CRITERIA}
        made.append(ScoredPair(pair, score, shares, new=False))
        lines, entries = _meetings(chance, pair, level)
        sessions += lines
        journal[pair.id] = tuple(entries)
    program = Program(
        name="Foule",
        language=language,
        country="FR",
        start=START,
        end=END,
        closed=(Span(date(2027, 5, 3), date(2027, 5, 9)),),
        participants=tuple(sorted(people, key=lambda person: person.id)),
        topics={topic: Topic(topic, Words(f"Sujet {topic}", f"Topic {topic}")) for topic in TOPICS},
        kpis=_kpis(),
        pairs=tuple(each.pair for each in made),
        plan=Plan(tuple(sessions)),
        journal=journal,
    )
    current = tuple(made)
    summary = Summary(pairs, pairs, sum(each.score for each in made), None, "total", "none")
    topics = topic_balance(program, program.pairs)
    return program, Pairing(current, program.pairs, (), topics, summary, {})


def _two(
    chance: random.Random, mentor: str, mentee: str, topic: str, level: int
) -> tuple[Participant, Participant]:
    def named(who: str) -> str:
        return f"{chance.choice(NAMES)} {chance.choice(NAMES)}-{who}"

    return (
        Participant(
            mentor,
            named(mentor),
            "mentor",
            volunteer=True,
            seniority=chance.randint(1, 3),
            department=chance.choice(DEPARTMENTS),
            offers={topic: 5, chance.choice(TOPICS): 4},
        ),
        Participant(
            mentee,
            named(mentee),
            "mentee",
            volunteer=True,
            seniority=chance.randint(4, 8),
            department=chance.choice((*DEPARTMENTS, None)),
            wants={topic: 3, chance.choice(TOPICS): 1},
            levels={topic: level},
        ),
    )


def _meetings(
    chance: random.Random, pair: Pair, level: int
) -> tuple[list[Session], list[JournalEntry]]:
    lines, entries = [], []
    first = START + timedelta(days=chance.randrange(19))
    for number in range(1, 7):
        day = first + timedelta(weeks=3 * (number - 1))
        at = datetime.fromisoformat(f"{day} 12:00")
        state = "planned"
        if day < TODAY and chance.random() < 0.85:
            state = "held"
            level = min(5, level + chance.choice((0, 1)))
            entries.append(
                JournalEntry(
                    number,
                    day,
                    pulse={"mentor": chance.randint(2, 5), "mentee": chance.randint(3, 5)},
                    levels={pair.mentees[0]: {pair.topics[0]: level}} if number % 2 else {},
                )
            )
        elif day < TODAY and chance.random() < 0.5:
            state = "cancelled"
        lines.append(Session(pair.id, number, at, 60, topic=pair.topics[0], state=state))
    return lines, entries


def _kpis() -> tuple[KPI, ...]:
    def read(*values: float) -> tuple[Reading, ...]:
        return tuple(Reading(date(2027, 1 + n, 1), value) for n, value in enumerate(values))

    return (
        KPI("met", "Met", "%", baseline=20, target=70, readings=read(20, 75)),
        KPI("way", "Half of the way " * 5, "%", baseline=20, target=70, readings=read(20, 45)),
        KPI("away", "Away", "jours ouvrés", "down", 8, 4, read(8, 11.25)),
        KPI("unread", "Unread", None, baseline=1, target=2),
        KPI("held", None, target=95, computed="sessions_held"),
        KPI("free", "Free", None, readings=read(12)),
    )


def a_scene(pairs: int, language: str, *, is_public: bool = False) -> Scene:
    """Make what the pictures of a crowd are drawn from."""
    program, pairing = a_crowd(pairs, language)
    return Scene(program, pairing, TODAY, speak(language), is_public)
