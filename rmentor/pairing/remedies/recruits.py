"""New people who would serve the unpaired: mentors of a topic, and mentees who want one.

A recruit is as little as possible: a volunteer with one topic (a mentor at level 5, a mentee at 0)
and one seat; a language where the other states any; the site of whoever meets on site only, else
somebody who can meet remotely. All else is unstated, and counts as the contract says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rmentor.model.pairing import Remedy
from rmentor.model.people import Participant
from rmentor.pairing.columns import People
from rmentor.pairing.scores import Scorer, Scores
from rmentor.pairing.words import read_alike

TOP_LEVEL = 5
MOST_FOR_ONE = 2


class _Recruit(NamedTuple):
    """What must be known of a recruit; language and site as they compare."""

    topic: str
    language: str | None
    site: str | None


@dataclass(frozen=True)
class Recruits:
    """Who would do for whom.

    Attributes:
        role: Of the recruits.
        served: By recruit, the unpaired who would get one, with the score of the pair; by id.
        spelt: How somebody wrote each language and site.
    """

    role: str
    served: dict[_Recruit, list[tuple[str, int]]]
    spelt: dict[str, str]
    _best: dict[str, list[tuple[int, str, _Recruit]]]

    def for_one(self, person: str) -> Iterator[Remedy]:
        """The recruits who would suit one person best, one for each of a few topics."""
        seen: set[str] = set()
        ranked = self._best.get(person, ())
        for negative, topic, recruit in sorted(
            ranked, key=lambda each: (*each[:2], -len(self.served[each[2]]), each[2][1] or "")
        ):
            if topic not in seen and len(seen) < MOST_FOR_ONE:
                seen.add(topic)
                yield self._remedy(recruit, ((person, -negative),))

    def for_all(self) -> Iterator[Remedy]:
        """For each topic, the recruits of one language and site who would serve most."""
        best: dict[str, tuple[int, int, str, str]] = {}
        chosen: dict[str, _Recruit] = {}
        for recruit, served in self.served.items():
            total = sum(score for _, score in served)
            rank = (-len(served), -total, recruit.language or "", recruit.site or "")
            if recruit.topic not in best or rank < best[recruit.topic]:
                best[recruit.topic], chosen[recruit.topic] = rank, recruit
        for topic in sorted(chosen):
            yield self._remedy(chosen[topic], self.served[chosen[topic]])

    def _remedy(self, recruit: _Recruit, served: Sequence[tuple[str, int]]) -> Remedy:
        people = tuple(sorted(person for person, _ in served))
        one = people[0] if len(people) == 1 else None
        return Remedy(
            "recruit",
            served=len(served),
            total=sum(score for _, score in served),
            mentor=one if self.role == "mentee" else None,
            mentee=one if self.role == "mentor" else None,
            role=self.role,
            topic=recruit.topic,
            language=self.spelt.get(recruit.language or ""),
            site=self.spelt.get(recruit.site or ""),
            count=len(served),
            people=people,
        )


def recruits(people: People, unpaired: Sequence[Participant], role: str) -> Recruits:
    """Recruits in ``role`` for these unpaired people of the other role."""
    topics = sorted({t for p in unpaired for t in (p.wants if role == "mentor" else p.offers)})
    hoped = tuple(_hoped_for(topic, role) for topic in topics)
    scores = _scores(people, tuple(unpaired), hoped, role)
    served: dict[_Recruit, list[tuple[str, int]]] = {}
    best: dict[str, list[tuple[int, str, _Recruit]]] = {}
    spelt: dict[str, str] = {}
    for person, row in zip(unpaired, scores, strict=True):
        languages, site = _asked_for(person, spelt)
        mine = best.setdefault(person.id, [])
        for place in np.flatnonzero(row >= 0).tolist():
            for language in languages:
                recruit = _Recruit(topics[place], language, site)
                served.setdefault(recruit, []).append((person.id, int(row[place])))
                mine.append((-int(row[place]), topics[place], recruit))
    return Recruits(role, served, spelt, best)


def _hoped_for(topic: str, role: str) -> Participant:
    """Somebody who only offers or wants a topic; the id is one that nobody can have."""
    offers, wants = ({topic: TOP_LEVEL}, {}) if role == "mentor" else ({}, {topic: 1})
    return Participant(
        id=f" {topic}", name="", role=role, volunteer=True, offers=offers, wants=wants
    )


def _scores(
    people: People, unpaired: tuple[Participant, ...], hoped: tuple[Participant, ...], role: str
) -> Scores:
    """Scores with each recruit, a row for each of the unpaired."""
    if not hoped or not unpaired:
        return np.zeros((len(unpaired), len(hoped)), dtype=np.int16)
    if role == "mentor":
        return Scorer(People(people.setting, unpaired, hoped))(0, len(unpaired))
    return Scorer(People(people.setting, hoped, unpaired))(0, len(hoped)).T


def _asked_for(person: Participant, spelt: dict[str, str]) -> tuple[list[str | None], str | None]:
    """Languages of which a recruit must have one, and the site where it matters."""
    languages: list[str | None] = []
    for written in person.languages:
        word = read_alike(written)
        if word and word not in languages:
            languages.append(word)
            _spell(spelt, word, written)
    site = read_alike(person.site or "") if person.mode == "onsite" else None
    if site:
        _spell(spelt, site, person.site or "")
    return languages or [None], site


def _spell(spelt: dict[str, str], word: str, written: str) -> None:
    """Keep the spelling that sorts first, whoever comes first."""
    spelt[word] = min(spelt.get(word, written), written)
