"""Remedies are worth what solving again says, and none that is better is missed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from rmentor.model.pairing import Pairing, Remedy, Shift
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Program
from rmentor.model.windows import Window, joined, shifted
from rmentor.pairing.pair import pair, standing
from rmentor.pairing.remedies import find
from rmentor.pairing.views import pairing_json
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.pairing.crowds import crowd
from tests.pairing.solved_again import Worth, worth
from tests.strategies import programs

NEVER_SET_ASIDE = {"volunteer", "role", "self", "avoid", "former"}


def after(program: Program, remedy: Remedy, *, locked: bool = True) -> Program:
    """The program with the change made and, if ``locked``, the pair that it makes."""
    people = program.people()
    couples = [(remedy.mentor, remedy.mentee)]
    if remedy.kind == "recruit":
        couples = []
        for number, person in enumerate(remedy.people):
            new = _recruit(remedy, f"zz{number}", people[person])
            people[new.id] = new
            couples.append((new.id, person) if remedy.role == "mentor" else (person, new.id))
    elif remedy.person is not None:
        people[remedy.person] = _changed(program, remedy, people[remedy.person])
    pairs = tuple(
        Pair(f"new--{mentor}--{mentee}", mentor, (mentee,), locked=True)
        for mentor, mentee in couples
        if mentor is not None and mentee is not None
    )
    return replace(
        program,
        participants=tuple(people[each] for each in sorted(people)),
        pairs=(*program.pairs, *(pairs if locked else ())),
    )


def _recruit(remedy: Remedy, name: str, beside: Participant) -> Participant:
    """Only as much as the remedy says is known of a recruit."""
    assert remedy.topic is not None
    topic = {remedy.topic: 5} if remedy.role == "mentor" else {remedy.topic: 1}
    return Participant(
        id=name,
        name=name,
        role=remedy.role or "",
        volunteer=True,
        offers=topic if remedy.role == "mentor" else {},
        wants=topic if remedy.role == "mentee" else {},
        languages=(remedy.language,) if remedy.language else (),
        site=remedy.site,
        mode="either" if beside.mode == "onsite" else "remote",
    )


def _changed(program: Program, remedy: Remedy, person: Participant) -> Participant:
    if remedy.kind == "seat":
        return replace(person, capacity=person.capacity + 1)
    if remedy.kind == "window":
        return replace(person, availability=joined((*person.availability, *remedy.windows)))
    assert remedy.kind == "ask", remedy.kind
    here = "mentor" if remedy.mentor == person.id else "mentee"
    taking_part = person.takes_part
    return replace(
        person,
        volunteer=True,
        status="active",
        role="both" if taking_part else here,
        capacity=1 if here == "mentor" else person.capacity,
    )


def all_remedies(pairing: Pairing) -> list[Remedy]:
    """Everybody's and the program's."""
    return [*pairing.remedies, *(each for one in pairing.unpaired for each in one.remedies)]


def unbounded(patch: pytest.MonkeyPatch) -> None:
    """Show all remedies there are."""
    for limit in ("MOST_FOR_ONE", "MOST_FOR_ALL", "MOST_OF_A_KIND"):
        patch.setattr(find, limit, 10_000)


def gains(before: Worth, now: Worth) -> tuple[int, int]:
    """Mentees served and points more."""
    return now.served - before.served, now.total - before.total


def may_bring_more(program: Program, remedy: Remedy) -> bool:
    """Whether the change could bring more pairs than the one that counts."""
    several = program.rules.mentors_per_mentee > 1
    if remedy.kind == "window":
        person = program.people()[remedy.person or ""]
        seats = person.capacity if person.teaches else 1
        return several or seats > 1 or person.role == "both"
    return several and (remedy.kind == "ask" or remedy.role == "mentee")


def check_by_solving_again(program: Program) -> None:
    """Make each change, lock the pair, solve: as many more served, as many points more."""
    if program.rules.mentors_per_mentee > 1 and program.aim == "fair":
        return
    pairing = pair(program)
    before = worth(program)
    assert before.total == pairing.summary.total
    for remedy in all_remedies(pairing):
        found = gains(before, worth(after(program, remedy)))
        if may_bring_more(program, remedy):
            assert found >= (remedy.served, remedy.total), remedy
        else:
            assert found == (remedy.served, remedy.total), remedy


@pytest.mark.parametrize("seed", range(60))
def test_solving_again_finds_the_same_numbers(seed: int) -> None:
    """Of everybody's remedies, and of the program's."""
    check_by_solving_again(crowd(seed))


@given(programs(max_people=8, with_pairs=True))
@settings(max_examples=25)
def test_solving_again_finds_the_same_numbers_of_any_program(program: Program) -> None:
    """Also where people are half-filled and hardly anybody fits."""
    check_by_solving_again(program)


@pytest.mark.parametrize("seed", range(60))
def test_what_moves_makes_a_choice_of_just_that_worth(seed: int) -> None:
    """Old pairs, less those left, plus those joined: valid, and as good as the remedy says."""
    program = crowd(seed)
    pairing = pair(program)
    old = {(found.pair.mentor, e) for found in pairing.pairs for e in found.pair.mentees}
    for remedy in all_remedies(pairing):
        if remedy.kind == "recruit":
            continue
        left = {(shift.leaves, shift.mentee) for shift in remedy.shifts if shift.leaves}
        made = {(shift.joins, shift.mentee) for shift in remedy.shifts if shift.joins}
        assert left <= old
        new = (old - left) | made | {(remedy.mentor, remedy.mentee)}
        changed = after(program, remedy, locked=False)
        people = changed.people()
        total = sum(oracle.score(changed, people[m], people[e]) for m, e in new if m and e)
        if remedy.kind == "window" and people[remedy.person or ""].role == "both":
            assert total >= pairing.summary.total + remedy.total
        else:
            assert total == pairing.summary.total + remedy.total
        assert {e for _, e in new} > {e for _, e in old}
        for mentor in {m for m, _ in new if m}:
            seats = sum(m == mentor for m, _ in new)
            assert seats <= max(people[mentor].capacity, sum(m == mentor for m, _ in old))


@pytest.mark.parametrize("seed", range(40))
def test_one_more_seat_is_worth_what_solving_again_says(seed: int) -> None:
    """Of every mentor, without any lock: those whose seat serves more are all there, no others."""
    program = crowd(seed, aim="total")
    with pytest.MonkeyPatch.context() as patch:
        unbounded(patch)
        pairing = pair(program)
    before = worth(program)
    expected = {}
    for mentor in program.participants:
        if not (mentor.takes_part and mentor.teaches and mentor.capacity):
            continue
        more = replace(mentor, capacity=mentor.capacity + 1)
        people = tuple(more if p.id == mentor.id else p for p in program.participants)
        served, total = gains(before, worth(replace(program, participants=people)))
        if served:
            expected[mentor.id] = (served, total)
    found = {r.mentor: (r.served, r.total) for r in pairing.remedies if r.kind == "seat"}
    assert found == expected


def set_aside(program: Program) -> Iterator[tuple[str, str, str, str]]:
    """Person, rule, mentor, mentee: couples of an unpaired person whom one rule keeps apart."""
    people = program.people()
    over = {(p.mentor, e) for p in program.pairs for e in p.mentees}
    for one in pair(program).unpaired:
        for other in program.participants:
            if one.role == "mentee":
                mentor, mentee = other, people[one.id]
            else:
                mentor, mentee = people[one.id], other
            rules = list(oracle.failing(program, mentor, mentee))
            if len(rules) == 1 and (mentor.id, mentee.id) not in over:
                yield f"{one.role} {one.id}", rules[0], mentor.id, mentee.id


@pytest.mark.parametrize("seed", range(40))
def test_no_better_rule_to_set_aside_is_missed(seed: int) -> None:
    """Every couple whom one rule keeps apart is tried: the best of each person and rule is there."""
    program = crowd(seed, aim="total")
    with pytest.MonkeyPatch.context() as patch:
        unbounded(patch)
        pairing = pair(program)
    before = worth(program)
    best: dict[tuple[str, str], int] = {}
    for person, rule, mentor, mentee in set_aside(program):
        if rule in NEVER_SET_ASIDE or rule in ("time", "topic"):
            continue
        people = program.people()
        score = oracle.score(program, people[mentor], people[mentee])
        served, total = gains(before, worth(program, {(mentor, mentee): score}))
        if served:
            best[person, rule] = max(total, best.get((person, rule), total))
    found = {
        (f"{one.role} {one.id}", remedy.rule): remedy.total
        for one in pairing.unpaired
        for remedy in one.remedies
        if remedy.kind == "rule" and remedy.rule != "topic"
    }
    assert found == best


@pytest.mark.parametrize("seed", range(40))
def test_no_better_window_is_missed(seed: int) -> None:
    """For every couple without a common window, each beginning of the other's windows is tried."""
    program = crowd(seed, aim="total")
    with pytest.MonkeyPatch.context() as patch:
        unbounded(patch)
        pairing = pair(program)
    before, people = worth(program), program.people()
    best: dict[str, int] = {}
    for person, rule, mentor, mentee in set_aside(program):
        if rule != "time":
            continue
        one, other = (mentee, mentor) if person.startswith("mentee") else (mentor, mentee)
        for added in _beginnings(program, people[other], people[one]):
            windows = joined((*people[one].availability, *added))
            changed = {**people, one: replace(people[one], availability=windows)}
            score = oracle.score(program, changed[mentor], changed[mentee])
            served, total = gains(before, worth(program, {(mentor, mentee): score}))
            if served:
                best[person] = max(total, best.get(person, total))
    found = {
        f"{one.role} {one.id}": remedy.total
        for one in pairing.unpaired
        for remedy in one.remedies
        if remedy.kind == "window"
    }
    assert found == best


def _beginnings(
    program: Program, other: Participant, one: Participant
) -> Iterator[tuple[Window, ...]]:
    """First stretches of a session's length of somebody's windows, in the zone of ``one``."""
    zone, day, minutes = program.timezone, program.reference_day, program.framework.minutes
    for window in joined(shifted(other.availability, other.timezone, zone, day)):
        if window.minutes >= minutes:
            added = Window(window.start, window.start + minutes)
            (own, *rest) = shifted((added,), zone, one.timezone, day)
            midnight = own.start - own.start % 1440
            if not rest and midnight + 7 * 60 <= own.start and own.end <= midnight + 21 * 60:
                yield (own,)


@pytest.mark.parametrize("seed", range(20))
def test_a_recruit_is_there_for_every_topic_that_can_be_learnt(seed: int) -> None:
    """Each unpaired mentee gets the topic in which a recruit at level 5 would score highest."""
    program = crowd(seed, aim="total")
    people = program.people()
    for one in pair(program).unpaired:
        mentee = people[one.id]
        if one.role == "mentor":
            continue
        scores = {}
        for topic in mentee.wants:
            new = Participant("zz", "zz", "mentor", volunteer=True, offers={topic: 5})
            among = replace(program, participants=(*program.participants, new))
            if oracle.first_failing(among, new, mentee) is None:
                scores[topic] = oracle.score(program, new, mentee)
        found = {r.topic: r.total for r in one.remedies if r.kind == "recruit"}
        assert found.items() <= scores.items()
        assert max(found.values(), default=0) == max(scores.values(), default=0)


def remedies_of(program: Program, person: str) -> dict[tuple[str, str | None], Remedy]:
    """Remedies of one person by kind and rule; of recruits the best."""
    (one,) = [each for each in pair(program).unpaired if each.id == person]
    return {(each.kind, each.rule): each for each in reversed(one.remedies)}


def test_one_more_seat_serves_whoever_was_left_over() -> None:
    """Mia takes Bob; with one more seat she would take Dan, too, and nobody would lose theirs."""
    program = a_program(a_mentor(), a_mentee("bob"), a_mentee("dan"))
    seat = remedies_of(program, "dan")["seat", None]
    score = pair(program).summary.total
    assert (seat.mentor, seat.mentee, seat.person) == ("mia", "dan", "mia")
    assert (seat.served, seat.total, seat.people, seat.shifts) == (1, score, ("dan",), ())


def test_others_move_to_make_room() -> None:
    """Ann alone could teach Dan, if it were not for grades: Bob then moves from her to Zoe."""
    program = a_program(
        a_mentor("ann", seniority=3),
        a_mentor("zoe", offers={"linkedin": 3}),
        a_mentee("bob"),
        a_mentee("dan", seniority=2, languages=("fr",)),
        aim="total",
    )
    program = replace(
        program,
        participants=tuple(
            replace(p, languages=("en",)) if p.id == "zoe" else p for p in program.participants
        ),
    )
    remedy = remedies_of(program, "dan")["rule", "seniority"]
    assert (remedy.mentor, remedy.mentee) == ("ann", "dan")
    assert remedy.shifts == (Shift("bob", "ann", "zoe"),)
    assert remedy.people == ("dan", "zoe")


def test_consent_and_safety_are_never_set_aside() -> None:
    """Who would rather not, who has left or paused, and former partners are no remedy."""
    program = a_program(
        a_mentor("ann", avoid=("bob",)),
        a_mentor("kim", status="left"),
        a_mentor("pat", status="paused"),
        a_mentor("zoe"),
        a_mentee("bob"),
        pairs=(Pair("zoe--bob", "zoe", ("bob",), status="ended"),),
    )
    assert set(remedies_of(program, "bob")) == {("recruit", None)}


def test_who_has_not_said_yes_may_be_asked() -> None:
    """To take part, or to teach as well; who waits to be accepted, too."""
    program = a_program(
        a_mentor("ann", volunteer=False), a_mentee("bob"), a_mentee("kim", offers={"linkedin": 4})
    )
    program = replace(
        program,
        participants=tuple(
            replace(p, seniority=1, wants={}) if p.id == "kim" else p for p in program.participants
        ),
    )
    found = remedies_of(program, "bob")
    assert found["ask", "volunteer"].person == "ann"
    assert found["ask", "role"].person == "kim"
    applied = tuple(
        replace(p, status="applied") if p.id == "ann" else p for p in program.participants
    )
    assert ("ask", "volunteer") in remedies_of(replace(program, participants=applied), "bob")


def test_a_mentor_at_rest_is_asked_for_no_seat() -> None:
    """Capacity 0 is a decision."""
    program = a_program(a_mentor("ann", capacity=0), a_mentee("bob"))
    assert set(remedies_of(program, "bob")) == {("recruit", None)}
    assert {each.kind for each in pair(program).remedies} == {"recruit"}


def test_one_remedy_stands_for_all_whom_it_serves() -> None:
    """Three want SEO and nobody teaches it: three mentors, told once."""
    wanting = [
        a_mentee(name, wants={"seo": 3}, languages=("fr",)) for name in ("bob", "dan", "eve")
    ]
    pairing = pair(a_program(a_mentor("ann", offers={"tiktok": 5}, wants={}), *wanting))
    best = pairing.remedies[0]
    assert (best.kind, best.topic, best.language, best.site) == ("recruit", "seo", "fr", None)
    assert (best.count, best.served, best.people) == (3, 3, ("bob", "dan", "eve"))
    assert best.total == 3 * pairing.unpaired[1].remedies[0].total


def test_a_site_matters_only_to_who_meets_on_site() -> None:
    """A recruit for somebody at Lille who does not meet remotely must be there."""
    program = a_program(
        a_mentee("bob", site="Lille", mode="onsite"), a_mentee("dan", site="Lyon", mode="either")
    )
    assert remedies_of(program, "bob")["recruit", None].site == "Lille"
    assert remedies_of(program, "dan")["recruit", None].site is None


def test_people_who_are_there_come_before_new_mentees() -> None:
    """A mentor without a mentee could use two new ones, but Bob waits for one window."""
    program = a_program(
        a_mentor("ann", availability=(Window(540, 720),)),
        a_mentee("bob", availability=(Window(1980, 2160),)),
    )
    kinds = [(each.kind, each.role) for each in pair(program).remedies]
    assert kinds[-1] == ("recruit", "mentee")
    assert ("window", None) in kinds


def test_pairs_that_stand_are_mended_only_once_pairing_has_been_run() -> None:
    """Who fits somebody free needs no remedy; afterwards the same remedies are there as before."""
    program = a_program(a_mentor(), a_mentee("bob"), a_mentee("dan"))
    assert all(not one.remedies for one in standing(program).unpaired)
    paired = standing(replace(program, pairs=pair(program).after))
    assert [each.kind for each in paired.unpaired[0].remedies] == ["seat", "recruit"]


def test_too_many_are_counted_and_one_can_be_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remedies for the longest-waiting; of the others how many there are."""
    monkeypatch.setattr(find, "MOST_PEOPLE", 1)
    program = a_program(a_mentee("bob"), a_mentee("dan", waited=1), a_mentee("eve"))
    pairing = pair(program)
    assert [bool(one.remedies) for one in pairing.unpaired] == [False, True, False]
    assert pairing.unexplored == 2
    asked = pair(program, about="eve")
    assert [bool(one.remedies) for one in asked.unpaired] == [False, False, True]


def test_json_says_what_a_remedy_has_and_nothing_else() -> None:
    """Plain values, lists and texts, the best first."""
    program = a_program(
        a_mentor("ann", availability=(Window(540, 720),)),
        a_mentee("bob", availability=(Window(1980, 2160),)),
    )
    answer = json.loads(json.dumps(pairing_json(pair(program))))
    window = answer["unpaired"][1]["remedies"][0]
    assert window == {
        "kind": "window",
        "served": 1,
        "total": window["total"],
        "person": "bob",
        "windows": ["mon 09:00-10:30"],
        "mentor": "ann",
        "mentee": "bob",
        "people": ["ann", "bob"],
    }
    assert window in answer["remedies"]
    assert answer["unpaired"][1]["reasons"] == [{"rule": "time", "count": 1, "only": 1}]
