"""The whole of ``pair``: best, proved, deterministic, and kind to what stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.model.pairing import Pairing
from rmentor.model.program import Program
from rmentor.pairing.pair import pair, standing
from tests.builders import a_mentee, a_mentor, a_program
from tests.pairing import oracle
from tests.strategies import programs


def couples_of(pairing: Pairing, *, new: bool | None = None) -> list[tuple[str, str]]:
    """(mentor, mentee) of the pairs, sorted."""
    return sorted(
        (found.pair.mentor, mentee)
        for found in pairing.pairs
        for mentee in found.pair.mentees
        if new is None or found.new is new
    )


@given(programs(max_people=6))
@settings(max_examples=120)
def test_no_choice_is_better_and_none_as_good_comes_first(program: Program) -> None:
    """Both aims equal brute force, and of equals the very one that comes first by ids."""
    choices = oracle.choices_of(program)
    assume(len(choices.worth) <= 11)
    pairing = pair(program)
    assert couples_of(pairing) == sorted(choices.best())
    assert (pairing.summary.proof, pairing.summary.gap) == ("optimal", 0)


@given(
    programs(max_people=6, with_pairs=True),
    st.booleans(),
    st.sampled_from([0, 0, 1, 500, 20_000]),
    st.data(),
)
@settings(max_examples=120)
def test_pairs_that_stand_are_counted_in(
    program: Program, anew: bool, keep: int, data: st.DataObject
) -> None:
    """Kept pairs take seats, ``--anew`` frees them, ``--keep`` favours them, ``--rematch`` ends one."""
    current = [each.id for each in program.pairs if each.is_current]
    rematch = data.draw(st.sampled_from([None, *current]))
    choices = oracle.choices_of(program, anew=anew, keep=keep, rematch=rematch)
    assume(len(choices.worth) <= 10)
    pairing = pair(program, anew=anew, keep=keep, rematch=rematch)
    open_ = {
        (each.mentor, each.mentees[0])
        for each in program.pairs
        if anew and each.status == "active" and not each.locked and each.id != rematch
    }
    kept = {
        (each.mentor, each.mentees[0])
        for each in program.pairs
        if each.is_current and each.id != rematch
    } - open_
    best = set(choices.best())
    assert couples_of(pairing) == sorted(best | kept)
    assert couples_of(pairing, new=True) == sorted(best - open_)


@given(programs(max_people=7, with_pairs=True), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_people_changes_nothing(program: Program, random: object) -> None:
    """Shuffled people and pairs give the same result to the last byte."""
    people, pairs = list(program.participants), list(program.pairs)
    random.shuffle(people)  # type: ignore[attr-defined]
    random.shuffle(pairs)  # type: ignore[attr-defined]
    shuffled = replace(program, participants=tuple(people), pairs=tuple(pairs))
    assert pair(shuffled) == pair(program)


@given(programs(max_people=7, with_pairs=True), st.booleans())
@settings(max_examples=40)
def test_a_second_run_changes_nothing(program: Program, anew: bool) -> None:
    """``pair`` on its own result keeps it: the best stays the best."""
    first = pair(program)
    again = pair(replace(program, pairs=first.after), anew=anew and not program.pairs)
    assert couples_of(again) == couples_of(first)
    assert again.after == first.after


@given(programs(max_people=7, with_pairs=True))
@settings(max_examples=40)
def test_the_summary_and_the_file_agree_with_the_pairs(program: Program) -> None:
    """Figures are sums over the pairs; ended pairs stay on file; ids are unique."""
    pairing = pair(program)
    scores = [found.score for found in pairing.pairs]
    assert pairing.summary.total == sum(scores)
    assert pairing.summary.lowest == min(scores, default=None)
    taking_part = [p for p in program.participants if p.takes_part and p.learns]
    learning = {mentee for _, mentee in couples_of(pairing)}
    assert pairing.summary.mentees == len(taking_part)
    assert pairing.summary.paired == sum(p.id in learning for p in taking_part)
    ids = [each.id for each in pairing.after]
    assert ids == sorted(set(ids))
    assert {p for p in pairing.after if not p.is_current} == {
        p for p in program.pairs if not p.is_current
    }
    assert [f.pair for f in pairing.pairs] == [p for p in pairing.after if p.is_current]


def test_a_kept_pair_that_breaks_rules_stays_and_is_scored_anew() -> None:
    """Somebody's new grade ends no pair behind their back; the score follows the facts."""
    first = pair(a_program(a_mentor(), a_mentee()))
    program = a_program(a_mentor(seniority=9), a_mentee(wants={"linkedin": 2, "seo": 2}))
    found = pair(replace(program, pairs=first.after))
    (kept,) = found.pairs
    assert kept.score < first.pairs[0].score
    assert found.after[0].score == kept.score
    assert not kept.new


def test_new_pairs_begin_on_the_given_day() -> None:
    """Or on the program's first day."""
    program = a_program(a_mentor(), a_mentee(), start=date(2027, 1, 11))
    assert pair(program).after[0].since == date(2027, 1, 11)
    assert pair(program, since=date(2027, 2, 1)).after[0].since == date(2027, 2, 1)


def test_topics_that_somebody_reordered_stay() -> None:
    """The most important topic is the couple's to choose."""
    program = a_program(
        a_mentor(offers={"linkedin": 5, "seo": 5}), a_mentee(wants={"linkedin": 3, "seo": 1})
    )
    first = pair(program).after[0]
    assert first.topics == ("linkedin", "seo")
    edited = replace(program, pairs=(replace(first, topics=("seo", "linkedin")),))
    assert pair(edited).after[0].topics == ("seo", "linkedin")
    assert pair(edited, anew=True).after[0].topics == ("seo", "linkedin")


def test_standing_pairs_nobody() -> None:
    """A report before the first run shows people as free, with a proof of nothing."""
    found = standing(a_program(a_mentor(), a_mentee()))
    assert found.pairs == found.after == ()
    assert found.summary.proof == "none"
    assert [(u.id, u.role, u.reasons[0].rule) for u in found.unpaired] == [
        ("eva", "mentee", "free"),
        ("mia", "mentor", "free"),
    ]
