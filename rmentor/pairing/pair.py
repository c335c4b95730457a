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
from rmentor.pairing.choose import Choice, choose
from rmentor.pairing.columns import columns
from rmentor.pairing.criteria import criterion_scores, mean_score, out_of_full
from rmentor.pairing.groups.form import Formed, form_groups, standing_groups
from rmentor.pairing.huge.effort import USUAL, Effort, Phase
from rmentor.pairing.keep import couples, ended_by_choice, new_ids, stand_of
from rmentor.pairing.remedies.find import Found, find
from rmentor.pairing.scores import Scorer
from rmentor.pairing.why import FREE, LOWEST, Outcome

OPTIMAL, BOUND, NONE = "optimal", "bound", "none"


def pair(
    program: Program,
    *,
    anew: bool = False,
    keep: int = 0,
    rematch: str | None = None,
    again: bool = False,
    since: date | None = None,
    about: str | None = None,
    effort: Effort = USUAL,
) -> Pairing:
    """Pair the unpaired with the best possible whole, and prove it.

    Args:
        program: People, rules, weights, and the pairs that stand.
        anew: Choose all pairs again, but for locked and paused ones.
        keep: Points that a pair which exists gets on top of its score, with ``anew``.
        rematch: Id of a pair to end; its people get other partners.
        again: Former partners may be paired again.
        since: First day of new pairs, and the last of those that end; the program's first where not
            given.
        about: Somebody for whom remedies are looked for, however many are unpaired.
        effort: How far to go where there are very many people, and whom to tell of the phases.
    """
    scorer = Scorer(columns(program))
    stand, groups = (
        stand_of(program, anew=anew, rematch=rematch, again=again, on=since, groups=groups)
        for groups in (False, True)
    )
    framework = program.framework
    choice = Choice({}, 0)
    if framework.has_pairs:
        choice = choose(program, scorer, stand, keep, effort)
    effort.tell(Phase("explain"))
    retaken = [each for each in stand.open if couples([each]) <= choice.scores.keys()]
    dropped = ended_by_choice(program, set(stand.open) - set(retaken), since)
    named = new_ids(choice.scores.keys() - couples(retaken), (each.id for each in program.pairs))
    scored = [_scored(scorer.people.setting, each) for each in (*stand.kept, *retaken)]
    scored += _scored_anew(scorer, named, choice.scores, since or program.start)
    formed = form_groups(scorer, groups, stand, keep, since) if framework.has_groups else None
    over, former = (*stand.over, *dropped), (*stand.former, *dropped)
    outcome = _outcome(scorer, scored, former, LOWEST if choice.lowest else FREE)
    found = (
        find(scorer.people, outcome, choice.settled, about)
        if framework.has_pairs
        else Found((), (), 0)
    )
    gap = choice.gap + (formed.gap if formed else 0)
    proof = BOUND if gap or (formed and not formed.proven) else OPTIMAL
    return _pairing(scorer, scored, over, found, proof, gap, formed)


def standing(program: Program) -> Pairing:
    """What pairs.yaml holds now, scored and explained; nobody is newly paired.

    ``summary.proof`` is ``none``: nothing was chosen, so nothing is proved.
    """
    scorer = Scorer(columns(program))
    stand, groups = (stand_of(program, groups=groups) for groups in (False, True))
    scored = [_scored(scorer.people.setting, each) for each in stand.kept]
    found = Found((), (), 0)
    if program.framework.has_pairs:
        found = find(scorer.people, _outcome(scorer, scored, stand.former, FREE), None)
    formed = standing_groups(scorer, groups, stand) if program.framework.has_groups else None
    return _pairing(scorer, scored, stand.over, found, NONE, 0, formed)


def _pairing(
    scorer: Scorer,
    scored: Iterable[ScoredPair],
    over: Sequence[Pair],
    found: Found,
    proof: str,
    gap: int,
    formed: Formed | None = None,
) -> Pairing:
    program = scorer.people.program
    one_to_one, groups = list(scored), formed.scored if formed else ()
    pairs = tuple(sorted((*one_to_one, *groups), key=lambda each: each.pair.id))
    current = [each.pair for each in pairs]
    # Where a program has both, a mentee is paired who has a mentor of their own.
    counted = one_to_one if formed and program.framework.has_pairs else pairs
    paired = {mentee for each in counted for mentee in each.pair.mentees}
    mentees = scorer.people.mentees
    scores = [score for each in pairs for score in each.scores]
    over = (*over, *(formed.over if formed else ()))
    unpaired = (*found.unpaired, *(formed.unpaired if formed else ()))
    return Pairing(
        pairs=pairs,
        after=tuple(sorted((*current, *over), key=lambda each: each.id)),
        unpaired=tuple(sorted(unpaired, key=lambda each: (each.id, each.role))),
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
        remedies=found.remedies,
        unexplored=found.unexplored,
    )


def _outcome(
    scorer: Scorer, scored: Sequence[ScoredPair], former: Sequence[Pair], open_word: str
) -> Outcome:
    people, most = scorer.people, scorer.people.rules.mentors_per_mentee
    together = sorted((each.pair.mentor, e) for each in scored for e in each.pair.mentees)
    held = Counter(mentor for mentor, _ in together)
    having = Counter(mentee for _, mentee in together)
    partners: dict[tuple[str, str], tuple[str, ...]] = {}
    for mentor, mentee in together:
        for role, one, other in (("mentor", mentor, mentee), ("mentee", mentee, mentor)):
            partners[role, one] = (*partners.get((role, one), ()), other)
    return Outcome(
        seats=[person.capacity - held[person.id] for person in people.mentors],
        wanted=[most - having[person.id] for person in people.mentees],
        without_mentor=[n for n, person in enumerate(people.mentees) if not having[person.id]],
        without_mentee=[
            n
            for n, person in enumerate(people.mentors)
            if person.capacity > 0 and not held[person.id]
        ],
        not_again=couples(former),
        open_word=open_word,
        partners=partners,
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
    score = mean_score(cases)
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
