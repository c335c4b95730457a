"""Scores and topics of a group that stands."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rmentor.model.pairing import ScoredPair
from rmentor.model.pairs import Pair
from rmentor.model.teaching import teachable
from rmentor.model.windows import Window
from rmentor.pairing.case import Case, Setting
from rmentor.pairing.criteria import criterion_scores, out_of_full, rounded, score_of
from rmentor.pairing.groups.slots import common_windows


def member_scores(setting: Setting, group: Pair) -> tuple[int, ...]:
    """Score of each mentee with the mentor; of two mentors the mean, rounded, halves up."""
    return tuple(
        rounded(Fraction(sum(map(score_of, cases)), max(1, len(cases))))
        for cases in _cases(setting, group)
    )


def scored_group(setting: Setting, group: Pair, *, new: bool) -> ScoredPair:
    """A group with the mean score of its members; topics that it has stay."""
    members = member_scores(setting, group)
    score = rounded(Fraction(sum(members), max(1, len(members))))
    criteria: dict[str, int | None] = {}
    everybody = [case for cases in _cases(setting, group) for case in cases]
    for parts in zip(*map(criterion_scores, everybody), strict=True):
        stated = [part.share for part in parts if part.share is not None]
        mean = sum(stated, Fraction(0)) / len(stated) if stated else None
        criteria[parts[0].name] = None if mean is None else out_of_full(mean)
    topics = group.topics or shared_topics(setting, group)
    return ScoredPair(
        replace(group, score=score, topics=topics),
        score,
        criteria,
        new,
        members,
        windows_of(setting, group),
    )


def windows_of(setting: Setting, group: Pair) -> tuple[Window, ...] | None:
    """Weekly windows that all of a group share; None where all are flexible."""
    people = [setting.people[name] for name in group.people if name in setting.people]
    return common_windows(setting, people, setting.program.framework.group_minutes)


def shared_topics(setting: Setting, group: Pair) -> tuple[str, ...]:
    """Topics that each mentor may teach every mentee, most important to the mentees first."""
    everybody, rules = setting.people, setting.program.rules
    shared: set[str] | None = None
    importance: dict[str, int] = {}
    for name in group.mentees:
        mentee = everybody[name]
        for mentor in group.mentors:
            topics = teachable(everybody[mentor], mentee, rules).keys()
            shared = set(topics) if shared is None else shared & topics
        for topic, weight in mentee.wants.items():
            importance[topic] = importance.get(topic, 0) + weight
    return tuple(sorted(shared or (), key=lambda topic: (-importance[topic], topic)))


def _cases(setting: Setting, group: Pair) -> list[list[Case]]:
    """Each mentee with each mentor."""
    people = setting.people
    return [
        [Case(setting, people[mentor], people[mentee]) for mentor in group.mentors]
        for mentee in group.mentees
    ]
