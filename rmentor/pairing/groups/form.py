"""The door of groups: which open, who leads them, who joins; and what stands after that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from rmentor.model.pairing import ScoredPair, Unpaired
from rmentor.model.pairs import Pair
from rmentor.pairing.case import Setting
from rmentor.pairing.columns import People
from rmentor.pairing.groups.best import Solved, best_groups
from rmentor.pairing.groups.scored import member_scores, scored_group, shared_topics
from rmentor.pairing.groups.table import Seekers, Table, table_of
from rmentor.pairing.groups.teams import Team, fits_of, joinable_team, new_teams
from rmentor.pairing.groups.why import without_group
from rmentor.pairing.keep import LONGEST_ID, Stand, couples, ended_by_choice, parted
from rmentor.pairing.problem import Numbers, ScoreTable, score_table
from rmentor.pairing.scores import Scorer

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Formed:
    """Groups of a program, and what became of those before.

    Attributes:
        scored: Current groups, kept and new.
        over: Groups that are over.
        unpaired: Whoever has no group, with reasons.
        proven: Whether no other choice of groups is better.
        gap: Points that no choice's sum exceeds this one's by.
    """

    scored: tuple[ScoredPair, ...]
    over: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]
    proven: bool = True
    gap: int = 0


def form_groups(
    scorer: Scorer, stand: Stand, pairs: Stand, keep: int, since: date | None
) -> Formed:
    """Choose the best groups beside those that stay.

    Args:
        scorer: Scores of everybody who takes part.
        stand: Groups.
        pairs: One-to-one pairs. Where a program has groups only, whom they serve is served.
        keep: Points that a membership which is open gets on top of its score.
        since: First day of new groups, and the last of those that end.
    """
    people, program = scorer.people, scorer.people.program
    beside = program.framework.has_pairs
    kept = stand.kept if beside else (*stand.kept, *pairs.kept)
    former = stand.former if beside else (*stand.former, *pairs.former)
    table = _table(scorer, kept, former, stand, keep)
    lowest_kept = min(
        (score for each in stand.kept for score in member_scores(people.setting, each)),
        default=None,
    )
    solved = best_groups(table, program.aim, lowest_kept)
    groups = _groups(people, table, solved, stand, since or program.start)
    again = {each.id for each in stand.open} & {each.id for each in groups}
    dropped = [each for each in stand.open if each.id not in again]
    known = {pair.id for pair in program.pairs}
    scored = tuple(scored_group(people.setting, each, new=each.id not in known) for each in groups)
    over = ended_by_choice(program, dropped, since)
    unpaired = without_group(people, groups, kept, couples((*former, *over)), solved)
    return Formed(scored, (*stand.over, *over), unpaired, solved.proven, solved.gap)


def standing_groups(scorer: Scorer, stand: Stand, pairs: Stand) -> Formed:
    """Groups as they stand; nobody is newly placed."""
    people = scorer.people
    kept = stand.kept if people.program.framework.has_pairs else (*stand.kept, *pairs.kept)
    scored = tuple(scored_group(people.setting, each, new=False) for each in stand.kept)
    unpaired = without_group(people, stand.kept, kept, couples(stand.former), None)
    return Formed(scored, stand.over, unpaired)


def _table(
    scorer: Scorer, kept: Sequence[Pair], former: Sequence[Pair], stand: Stand, keep: int
) -> Table:
    people = scorer.people
    having = Counter(mentee for each in kept for mentee in each.mentees)
    most = people.rules.mentors_per_mentee
    seekers = Seekers(
        np.array([max(0, most - having[p.id]) for p in people.mentees], dtype=np.int64),
        np.array([not having[p.id] for p in people.mentees], dtype=bool),
        np.array([p.waited for p in people.mentees], dtype=np.int64),
    )
    scores = score_table(scorer, (len(people.mentees), len(people.mentors)))
    once = couples((*kept, *former)) | parted((*kept, *stand.open, *former))
    apart = ((mentee, mentor) for mentor, mentee in once)
    fits = fits_of(people, scores.without(people.pairs_between(apart, ())))
    seeking = sum(1 << row for row in np.flatnonzero(seekers.places > 0).tolist())
    joinable = (joinable_team(fits, each, seeking) for each in stand.kept)
    leading = {mentor for each in stand.kept for mentor in each.mentors}
    busy = frozenset(people.column_of[name] for name in leading if name in people.column_of)
    teams = [
        *(team for team in joinable if team is not None),
        *new_teams(fits, seeking, busy),
    ]
    teams.sort(key=lambda team: team.mentors)
    return table_of(
        teams, seekers, lambda *arcs: _scores(people, scores, teams, stand, keep, *arcs)
    )


def _scores(
    people: People,
    scores: ScoreTable,
    teams: Sequence[Team],
    stand: Stand,
    keep: int,
    arc_team: Numbers,
    arc_row: Numbers,
) -> Numbers:
    """Score of each arc, of two mentors the mean, halves up; and what a membership adds to it."""
    order = np.argsort(arc_row, kind="stable")
    rows, mine = arc_row[order], arc_team[order]
    both = [np.array([team.mentors[n] for team in teams], dtype=np.int64)[mine] for n in (0, -1)]
    total = sum((scores.at(rows, columns) for columns in both), np.zeros_like(rows))
    found = np.empty_like(total)
    found[order] = (total + 1) // 2
    if keep:
        members = {
            (tuple(sorted(each.mentors)), mentee) for each in stand.open for mentee in each.mentees
        }
        names = [tuple(people.mentors[column].id for column in team.mentors) for team in teams]
        for arc, (team, row) in enumerate(zip(arc_team.tolist(), arc_row.tolist(), strict=True)):
            found[arc] += keep * ((names[team], people.mentees[row].id) in members)
    return found


def _groups(
    people: People, table: Table, solved: Solved, stand: Stand, since: date | None
) -> list[Pair]:
    """All current groups, those that stay with whoever joined them."""
    program, setting = people.program, people.setting
    grown: dict[str, Pair] = {each.id: each for each in stand.kept}
    open_ = {tuple(sorted(each.mentors)): each for each in stand.open}
    taken = {pair.id for pair in program.pairs} | {p.id for p in program.participants}
    found = []
    for team, rows in solved.choice.items():
        kept = table.teams[team].kept
        joining = [people.mentees[row].id for row in rows]
        if kept is not None:
            grown[kept.id] = _joined(setting, kept, tuple(joining))
            continue
        mentors = tuple(people.mentors[column].id for column in table.teams[team].mentors)
        found.append(_group(setting, open_, taken, mentors, tuple(joining), since))
        taken.add(found[-1].id)
    return [*grown.values(), *found]


def _joined(setting: Setting, group: Pair, joining: tuple[str, ...]) -> Pair:
    """A group with those who joined it; of its topics, what they can learn in it."""
    grown = replace(group, mentees=tuple(sorted((*group.mentees, *joining))))
    if not group.topics:
        return replace(grown, topics=shared_topics(setting, grown))
    theirs = shared_topics(setting, replace(group, mentees=joining))
    return replace(grown, topics=tuple(topic for topic in group.topics if topic in theirs))


def _group(
    setting: Setting,
    open_: Mapping[tuple[str, ...], Pair],
    taken: Collection[str],
    mentors: tuple[str, ...],
    mentees: tuple[str, ...],
    since: date | None,
) -> Pair:
    """A new group; or the one that these mentors lead already, if somebody stays in it."""
    before = open_.get(mentors)
    if before is not None and set(before.mentees) & set(mentees):
        group = replace(before, mentees=mentees, format=GROUP)
        topics = shared_topics(setting, group)
        stays = tuple(topic for topic in before.topics if topic in topics)
        return replace(group, topics=(*stays, *(t for t in topics if t not in stays)))
    group = Pair(
        "",
        mentors[0],
        mentees,
        since=since,
        format=GROUP,
        co_mentor=mentors[1] if len(mentors) > 1 else None,
    )
    topics = shared_topics(setting, group)
    return replace(group, id=group_id(mentors[0], topics[0], taken), topics=topics)


def group_id(mentor: str, topic: str, taken: Collection[str]) -> str:
    """``MENTOR--TOPIC``, cut where that is too long; with a number where it is taken."""
    number = 1
    while True:
        end = "" if number == 1 else f"-{number}"
        name = f"{mentor}--{topic}"[: LONGEST_ID - len(end)].rstrip("-") + end
        if name not in taken:
            return name
        number += 1
