"""The computed KPIs once more, straight from their definitions (domain, section 7), in plain Python.

It shares no code with ``rmentor/followup``, but the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry, Session
from rmentor.model.surveys import Answer

Item = tuple[Fraction, frozenset[str], str]
"""What counts, whom it is of, and in which part."""


@dataclass
class World:
    """A program on a day."""

    program: Program
    today: date | None

    def past(self, day: date | None) -> bool:
        return day is None or self.today is None or day <= self.today

    @property
    def pairs(self) -> list[Pair]:
        """Without those of an earlier edition."""
        start = self.program.start
        return [
            pair
            for pair in self.program.pairs
            if pair.status in ("active", "paused")
            or not pair.until
            or not start
            or pair.until >= start
        ]

    def entries(self, pair: Pair) -> list[JournalEntry]:
        told = [e for e in self.program.journal.get(pair.id, ()) if self.past(e.date)]
        return sorted(told, key=lambda e: (e.date, e.session))

    def line(self, pair: Pair, number: int) -> Session | None:
        for line in self.program.plan.sessions:
            if (line.pair, line.session) == (pair.id, number):
                return line
        return None

    def held(self) -> list[tuple[Pair, int, date, JournalEntry | None]]:
        found = []
        for pair in self.pairs:
            spoken = set()
            for entry in self.entries(pair):
                spoken.add(entry.session)
                if entry.state == "held":
                    found.append((pair, entry.session, entry.date, entry))
            for line in self.program.plan.sessions:
                day = line.start.date()
                if (
                    line.pair == pair.id
                    and line.session not in spoken
                    and line.state == "held"
                    and self.past(day)
                ):
                    found.append((pair, line.session, day, None))
        return found

    def status(self, pair: Pair) -> str:
        return "active" if pair.until and not self.past(pair.until) else pair.status

    def answers(self, survey: str) -> list[Answer]:
        return [a for a in self.program.answers.get(survey, ()) if self.past(a.day)]

    def said(self, answer: Answer, item: str) -> int | None:
        for each in self.program.surveys[answer.survey].items:
            if each.id == item and item in answer.scales:
                return 6 - answer.scales[item] if each.reverse else answer.scales[item]
        return None


def _one(amount: int | Fraction, people: object, part: str = "") -> Item:
    who = {people} if isinstance(people, str) else set(people)  # type: ignore[call-overload]
    return Fraction(amount), frozenset(who), part


def sessions_held(world: World) -> list[Item]:
    held = {(pair.id, number): pair for pair, number, _, _ in world.held()}
    due = dict(held)
    for pair in world.pairs:
        for line in world.program.plan.sessions:
            if (
                line.pair != pair.id
                or line.state == "cancelled"
                or not world.past(line.start.date())
            ):
                continue
            told = [e for e in world.entries(pair) if e.session == line.session]
            last = told[-1] if told else None
            off = last and last.state == "cancelled" and line.start.date() <= last.date
            if not off:
                due[pair.id, line.session] = pair
    return [_one(key in held, pair.people) for key, pair in due.items()]


def on_time(world: World) -> list[Item]:
    found = []
    for pair, number, day, _ in world.held():
        line = world.line(pair, number)
        if line:
            late = abs((day - (line.first or line.start.date())).days)
            found.append(_one(late <= world.program.framework.slack_days, pair.people))
    return found


def attendance(world: World) -> list[Item]:
    found = [_one(1, pair.people) for pair, *_ in world.held()]
    for pair in world.pairs:
        entries = world.entries(pair)
        found += [_one(0, pair.people) for e in entries if e.state == "cancelled"]
        told = {e.session for e in entries}
        for line in world.program.plan.sessions:
            if line.pair == pair.id and line.state == "cancelled" and line.session not in told:
                day, over = line.start.date(), pair.status in ("ended", "completed") and pair.until
                if world.past(day) and not (over and day >= over):
                    found.append(_one(0, pair.people))
    return found


def topics_taught(world: World) -> list[Item]:
    people: dict[str, set[str]] = {}
    for pair, number, _, entry in world.held():
        line = world.line(pair, number)
        topics = [*entry.topics, *entry.returns] if entry else []
        if not topics and line and line.topic:
            topics = [line.topic]
        for topic in topics:
            people.setdefault(topic, set()).update(pair.people)
    return [_one(1, who) for who in people.values()]


def skill_gain(world: World) -> list[Item]:
    found = []
    people = {p.id: p for p in world.program.participants}
    wanted = {(e, t) for pair in world.pairs for e in pair.mentees for t in pair.topics}
    for mentee, topic in wanted:
        noted: list[tuple[tuple[date, int, int], int]] = []
        for pair in world.pairs:
            for entry in world.entries(pair):
                if topic in entry.levels.get(mentee, {}):
                    level = entry.levels[mentee][topic]
                    noted.append(((entry.date, 0, entry.session), level))
        for answer in world.answers("final-mentee"):
            level = answer.topics.get("levels", {}).get(topic)
            if answer.person == mentee and level is not None:
                noted.append(((answer.day or date.max, 1, 0), level))
        if noted:
            latest = max(noted)[1]
            person = people[mentee]
            first = person.levels.get(topic, person.offers.get(topic, 0))
            found.append(_one(latest - first, mentee, topic))
    return found


def _pulse_score(world: World, answer: Answer) -> Fraction | None:
    asked = ["useful", "at-ease", "own-hands" if answer.role == "mentee" else "respected"]
    given = [said for item in asked if (said := world.said(answer, item)) is not None]
    return Fraction(sum(given), len(given)) if len(given) >= 2 else None


def _both_are_in(world: World, answer: Answer) -> bool:
    survey = world.program.surveys["pulse"]
    if survey.closes and world.today and world.today > survey.closes:
        return True
    everybody = {p.id: p for p in world.program.participants}
    for pair in world.program.pairs:
        mine = pair.mentors if answer.role == "mentor" else pair.mentees
        if answer.pair not in (pair.id, None) or answer.person not in mine:
            continue
        for role, members in (("mentor", pair.mentors), ("mentee", pair.mentees)):
            journal = any(
                e.session == answer.session and e.state == "held" and role in e.pulse
                for e in world.entries(pair)
            )
            for who in members:
                person = everybody[who]
                gone = person.status == "left" and world.past(person.status_since)
                told = any(
                    (a.person, a.role, a.session) == (who, role, answer.session)
                    and a.pair in (pair.id, None)
                    for a in world.answers("pulse")
                )
                if not (journal or told or gone):
                    return False
    return True


def pulse(world: World) -> list[Item]:
    found, spoken = [], set()
    for pair in world.pairs:
        for entry in world.entries(pair):
            for side, mark in entry.pulse.items():
                members = pair.mentors if side == "mentor" else pair.mentees
                who = members[0] if len(members) == 1 else f"{pair.id} {side}"
                spoken.add((pair.id, entry.session, who))
                found.append(_one(mark, who, side))
    for answer in world.answers("pulse"):
        score = _pulse_score(world, answer)
        if score is None or (answer.pair, answer.session, answer.person) in spoken:
            continue
        if _both_are_in(world, answer):
            found.append(_one(score, answer.person, answer.role))
    return found


def recommend(world: World) -> list[Item]:
    people, found = {p.id: p for p in world.program.participants}, []
    for role in ("mentor", "mentee", "manager"):
        for answer in world.answers(f"final-{role}"):
            mark = answer.scales.get("recommend")
            if mark is not None:
                who = answer.person
                if role == "manager":
                    who = people[who].manager or f"the manager of {who}"
                found.append(_one(1 if mark >= 9 else -1 if mark <= 6 else 0, who, role))
    return found


def mentor_confidence(world: World) -> list[Item]:
    return [
        _one(mark, answer.person)
        for answer in world.answers("final-mentor")
        if (mark := world.said(answer, "confidence")) is not None
    ]


def _returned(world: World, pair: Pair, entry: JournalEntry | None) -> bool:
    if entry is None:
        return False
    people, rules = {p.id: p for p in world.program.participants}, world.program.rules
    for topic in entry.topics:
        for mentee in pair.mentees:
            for mentor in pair.mentors:
                offered, learner = people[mentee].offers.get(topic, 0), people[mentor]
                own = learner.levels.get(topic, learner.offers.get(topic, 0))
                if topic in learner.wants and offered >= max(rules.min_level, own + rules.min_gap):
                    return True
    return bool(entry.returns) or any(action.returns for action in entry.actions)


def two_way(world: World) -> list[Item]:
    marks: dict[tuple[str, str | None], int] = {}
    for answer in world.answers("final-mentor"):
        if (mark := world.said(answer, "something-back")) is not None:
            marks[answer.person, answer.pair] = mark
    by_journal, by_survey, asked = [], [], set()
    for pair, _, _, entry in world.held():
        back = _returned(world, pair, entry)
        by_journal.append(_one(back, pair.people))
        for mentor in pair.mentors:
            mark = marks.get((mentor, pair.id), marks.get((mentor, None)))
            if not back and mark is not None:
                asked.add(mentor)
                back = mark >= 4
        by_survey.append(_one(back, pair.people))
    return by_survey if len(asked) >= max(world.program.smallest_group, 1) else by_journal


def pairs_completed(world: World) -> list[Item]:
    states = [(pair, world.status(pair)) for pair in world.pairs if world.past(pair.since)]
    return [_one(s == "completed", p.people) for p, s in states if s in ("completed", "ended")]


def no_fault_exits(world: World) -> list[Item]:
    begun = [pair for pair in world.pairs if world.past(pair.since)]
    return [_one(world.status(pair) == "ended", pair.people) for pair in begun]


def rematched(world: World) -> list[Item]:
    begun = [pair for pair in world.pairs if world.past(pair.since)]
    found = []
    for pair in begun:
        if world.status(pair) == "ended" and pair.until:
            again = {
                mentee
                for other in begun
                for mentee in other.mentees
                if other.since and timedelta() <= other.since - pair.until <= timedelta(days=21)
            }
            found.append(_one(set(pair.mentees) <= again, pair.people))
    return found


def wait(world: World) -> list[Item]:
    found = []
    for person in world.program.participants:
        mine = [day for pair, _, day, _ in world.held() if person.id in pair.people]
        if person.volunteered and mine:
            found.append(_one((min(mine) - person.volunteered).days, person.id))
    return found


def served(world: World) -> list[Item]:
    met = {pair.id for pair, *_ in world.held()}
    found = []
    for person in world.program.participants:
        if (
            person.volunteer
            and person.role in ("mentee", "both")
            and world.past(person.volunteered)
        ):
            mine = [
                pair
                for pair in world.pairs
                if person.id in pair.mentees
                and world.past(pair.since)
                and (world.status(pair) != "ended" or pair.id in met)
            ]
            found.append(_one(bool(mine), person.id))
    return found


def retention(world: World) -> list[Item]:
    return [
        _one(not (person.status == "left" and world.past(person.status_since)), person.id)
        for person in world.program.participants
    ]


ORACLES: dict[str, Callable[[World], list[Item]]] = {
    each.__name__: each
    for each in (
        sessions_held, on_time, attendance, skill_gain, topics_taught, pulse, two_way, recommend,
        mentor_confidence, pairs_completed, no_fault_exits, wait, served, retention,
    )
}  # fmt: skip


def value(kpi: str, items: list[Item]) -> Fraction | None:
    """What the items make, in the KPI's unit."""
    amounts = sorted(amount for amount, _, _ in items)
    if kpi == "topics_taught":
        return Fraction(len(items))
    if not items:
        return None
    if kpi == "wait":
        half = len(amounts) // 2
        return (amounts[half] + amounts[-half - 1]) / 2
    mean = sum(amounts, Fraction()) / len(amounts)
    return mean if kpi in ("skill_gain", "pulse", "mentor_confidence") else 100 * mean
