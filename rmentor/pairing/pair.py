"""The door of pairing: a program to its best pairs, with the proof, and why some have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np

from rmentor.model.pairing import Pairing, ScoredPair, Summary
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.teaching import ordered_topics
from rmentor.pairing.balance import topic_balance
from rmentor.pairing.case import Setting, cases_of
from rmentor.pairing.choose import choose
from rmentor.pairing.columns import columns
from rmentor.pairing.criteria import criterion_scores, exact_score, out_of_full, rounded
from rmentor.pairing.keep import couples, ended_by_choice, new_ids, stand_of
from rmentor.pairing.scores import Scorer
from rmentor.pairing.why import FREE, LOWEST, Outcome, unpaired_people

OPTIMAL, BOUND, NONE = "optimal", "bound", "none"


def pair(
    program: Program,
    *,
    anew: bool = False,
    keep: int = 0,
    rematch: str | None = None,
    since: date | None = None,
) -> Pairing:
    """Pair the unpaired with the best possible whole, and prove it.

    Args:
        program: People, rules, weights, and the pairs that stand.
        anew: Choose all pairs again, but for locked and paused ones.
        keep: Points that a pair which exists gets on top of its score, with ``anew``.
        rematch: Id of a pair to end; its people get other partners.
        since: First day of new pairs; the program's where not given.
    """
    scorer = Scorer(columns(program))
    stand = stand_of(program, anew=anew, rematch=rematch)
    choice = choose(program, scorer, stand, keep)
    again = [each for each in stand.open if couples([each]) <= choice.scores.keys()]
    dropped = set(stand.open) - set(again)
    over = (*stand.over, *ended_by_choice(program, dropped))
    named = new_ids(choice.scores.keys() - couples(again), (each.id for each in program.pairs))
    scored = [_scored(scorer.people.setting, each) for each in (*stand.kept, *again)]
    scored += _scored_anew(scorer, named, choice.scores, since or program.start)
    open_word = LOWEST if choice.lowest else FREE
    proof = BOUND if choice.gap else OPTIMAL
    return _pairing(scorer, scored, over, open_word, proof, choice.gap)


def standing(program: Program) -> Pairing:
    """What pairs.yaml holds now, scored and explained; nobody is newly paired.

    ``summary.proof`` is ``none``: nothing was chosen, so nothing is proved.
    """
    scorer = Scorer(columns(program))
    stand = stand_of(program)
    scored = [_scored(scorer.people.setting, each) for each in stand.kept]
    return _pairing(scorer, scored, stand.over, FREE, NONE, 0)


def _pairing(
    scorer: Scorer,
    scored: Iterable[ScoredPair],
    over: Sequence[Pair],
    open_word: str,
    proof: str,
    gap: int,
) -> Pairing:
    program = scorer.people.program
    pairs = tuple(sorted(scored, key=lambda each: each.pair.id))
    current = [each.pair for each in pairs]
    outcome = _outcome(scorer, current, over, open_word)
    paired = {mentee for each in current for mentee in each.mentees}
    mentees = scorer.people.mentees
    scores = [each.score for each in pairs]
    return Pairing(
        pairs=pairs,
        after=tuple(sorted((*current, *over), key=lambda each: each.id)),
        unpaired=unpaired_people(scorer, outcome),
        topics=topic_balance(program, current),
        summary=Summary(
            mentees=len(mentees),
            paired=sum(person.id in paired for person in mentees),
            total=sum(scores),
            lowest=min(scores, default=None),
            aim=program.aim,
            proof=proof,
            gap=gap,
        ),
        left_out=_left_out(program),
    )


def _outcome(
    scorer: Scorer, current: Sequence[Pair], over: Sequence[Pair], open_word: str
) -> Outcome:
    people, most = scorer.people, scorer.people.rules.mentors_per_mentee
    held = Counter(each.mentor for each in current for _ in each.mentees)
    having = Counter(mentee for each in current for mentee in each.mentees)
    return Outcome(
        seats=[person.capacity - held[person.id] for person in people.mentors],
        wanted=[most - having[person.id] for person in people.mentees],
        without_mentor=[n for n, person in enumerate(people.mentees) if not having[person.id]],
        without_mentee=[
            n
            for n, person in enumerate(people.mentors)
            if person.capacity > 0 and not held[person.id]
        ],
        not_again=couples(over),
        open_word=open_word,
    )


def _scored_anew(
    scorer: Scorer,
    named: Mapping[tuple[str, str], str],
    scores: Mapping[tuple[str, str], int],
    since: date | None,
) -> list[ScoredPair]:
    """New pairs, by their ids, with what the arrays know of them."""
    people = scorer.people
    criteria = scorer.criteria(
        np.array([people.row_of[mentee] for _, mentee in named], dtype=np.int64),
        np.array([people.column_of[mentor] for mentor, _ in named], dtype=np.int64),
    )
    everybody, rules = people.setting.people, people.rules
    found = []
    for (couple, name), shares in zip(named.items(), criteria, strict=True):
        mentor, mentee = couple
        topics = ordered_topics(everybody[mentor], everybody[mentee], rules)
        score = scores[couple]
        new = Pair(name, mentor, (mentee,), topics=topics, score=score, since=since)
        found.append(ScoredPair(new, score, shares, new=True))
    return found


def _scored(setting: Setting, known: Pair) -> ScoredPair:
    """Score a pair that exists, of a group the mean over its mentees; topics that it has stay."""
    cases = cases_of(setting, known)
    score = rounded(sum(map(exact_score, cases), Fraction(0)) / max(1, len(cases)))
    criteria: dict[str, int | None] = {}
    for parts in zip(*map(criterion_scores, cases), strict=True):
        stated = [part.share for part in parts if part.share is not None]
        mean = sum(stated, Fraction(0)) / len(stated) if stated else None
        criteria[parts[0].name] = None if mean is None else out_of_full(mean)
    topics = known.topics or _shared_topics([case.topics for case in cases])
    return ScoredPair(replace(known, score=score, topics=topics), score, criteria, new=False)


def _shared_topics(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Topics that are in all lists, in the order of the first."""
    return (
        tuple(topic for topic in lists[0] if all(topic in others for others in lists[1:]))
        if lists
        else ()
    )


def _left_out(program: Program) -> Mapping[str, str]:
    """Why each of the others does not take part: ``volunteer`` or the status."""
    return {
        person.id: "volunteer" if person.status == "active" else person.status
        for person in program.participants
        if not person.takes_part
    }
