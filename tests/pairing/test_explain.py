"""Explanations: both values of each rule, candidates in order, and no solver needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings

from rmentor.model.program import Program, Rules
from rmentor.model.windows import DAY_MINUTES, Window
from rmentor.pairing.explain import candidates, explain, only_in_line
from rmentor.pairing.pair import pair
from rmentor.pairing.views import explanation_json, pairing_json, window_text
from tests.builders import a_mentee, a_mentor, a_person, a_program
from tests.pairing import oracle
from tests.strategies import programs


def test_each_rule_says_what_it_compared() -> None:
    """Both sides' values and what they have in common, as plain facts."""
    noon, evening = Window(720, 840), Window(1080, 1200)
    program = a_program(
        a_mentor(seniority=2, languages=("fr", "en"), site="Lille", mode="onsite",
                 availability=(noon, evening), timezone="Europe/Paris", manager="eva"),
        a_mentee(seniority=2, languages=("fr",), site="Lyon", availability=(noon,), timezone="Europe/Paris"),
    )  # fmt: skip
    found = {check.rule: check for check in explain(program, "mia", "eva").rules}
    assert (found["seniority"].mentor, found["seniority"].mentee) == (2, 2)
    assert found["line"].found == ("mia", "eva")
    assert (found["topic"].mentor, found["topic"].mentee) == ({"linkedin": 5}, {"linkedin": 0})
    assert found["topic"].found == {"linkedin": 5}
    assert found["language"].found == ("fr",)
    assert found["time"].found == (noon,)
    assert (found["place"].mentor, found["place"].mentee) == (
        ("onsite", "Lille"),
        ("either", "Lyon"),
    )
    failed = [rule for rule, check in found.items() if not check.holds]
    assert failed == ["seniority", "line", "place"]


@given(programs(max_people=7))
@settings(max_examples=30)
def test_candidates_are_ranked(program: Program) -> None:
    """Feasible ones first, the best score first, then by id, in each role of the person."""
    for person in program.participants:
        ranked = candidates(program, person.id)
        keys = [(not e.is_feasible, -e.score, e.mentor, e.mentee) for e in ranked]
        assert keys == sorted(keys)
        expected = {
            (mentor.id, mentee.id)
            for mentor in program.participants
            for mentee in program.participants
            if mentor.teaches and mentee.learns and mentor != mentee
            if person in (mentor, mentee)
        }
        assert {(each.mentor, each.mentee) for each in ranked} == expected


@given(programs(max_people=7, rules=Rules(seniority="any", min_level=1, min_gap=0)))
@settings(max_examples=40)
def test_only_in_line_finds_those_whom_the_line_leaves_alone(program: Program) -> None:
    """Without the rule they would have a mentor, with it none."""
    people = [person for person in program.participants if person.takes_part]
    expected = []
    for mentee in people:
        rules = [oracle.first_failing(program, mentor, mentee) for mentor in people]
        others = [
            mentor
            for mentor, rule in zip(people, rules, strict=True)
            if rule == "line"
            and all(
                c.holds for c in explain(program, mentor.id, mentee.id).rules if c.rule != "line"
            )
        ]
        if mentee.learns and None not in rules and others:
            expected.append(mentee.id)
    assert list(only_in_line(program)) == expected


def test_a_line_that_runs_in_circles_ends() -> None:
    """``check`` refuses such a circle; nothing hangs on it before."""
    program = a_program(
        a_mentor("ann", manager="bob"),
        a_mentee("bob", manager="kim"),
        a_person("kim", manager="ann"),
    )
    assert explain(program, "ann", "bob").failed == ("line",)
    assert pair(program).pairs == ()


def test_explain_needs_neither_numpy_nor_a_solver() -> None:
    """One pair is explained at once."""
    script = (
        "import sys; import rmentor.pairing.explain, rmentor.pairing.views;"
        "print([m for m in ('numpy', 'ortools') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@given(programs(max_people=7, with_pairs=True))
@settings(max_examples=30)
def test_json_has_the_shape_of_the_contract(program: Program) -> None:
    """Keys, order and types are what other programs rely on."""
    found = json.loads(json.dumps(pairing_json(pair(program))))
    assert list(found) == ["pairs", "unpaired", "topics", "summary", "remedies", "unexplored"]
    for each in found["pairs"]:
        assert list(each) == ["id", "mentor", "mentees", "topics", "score", "criteria", "new"]
        assert all(v is None or 0 <= v <= 10_000 for v in each["criteria"].values())
        assert list(each["criteria"]) == [
            "needs", "returns", "goals", "interests", "time", "mix", "drive", "prefer"
        ]  # fmt: skip
    for each in found["unpaired"]:
        assert list(each) == ["id", "role", "reasons", "remedies", "taken"]
        assert all(list(reason) == ["rule", "count", "only"] for reason in each["reasons"])
        assert all(list(one) == ["id", "score", "by"] for one in each["taken"])
    for each in found["topics"]:
        assert list(each) == ["id", "wanted", "offered", "served"]
    assert list(found["summary"]) == [
        "mentees", "paired", "total", "lowest", "aim", "proof", "gap"
    ]  # fmt: skip
    for name in ("pairs", "topics"):
        ids = [each["id"] for each in found[name]]
        assert ids == sorted(ids)


@given(programs(max_people=4))
@settings(max_examples=20)
def test_an_explanation_is_json(program: Program) -> None:
    """Fractions and windows come out as numbers and texts."""
    for mentor in program.participants:
        for mentee in program.participants:
            found = explain(program, mentor.id, mentee.id)
            shown = json.loads(json.dumps(explanation_json(found)))
            assert shown["feasible"] is (not found.failed)
            assert abs(sum(part["points"] for part in shown["criteria"]) - found.score) <= 0.5001


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (Window(DAY_MINUTES + 720, DAY_MINUTES + 840), "tue 12:00-14:00"),
        (Window(0, DAY_MINUTES), "mon 00:00-24:00"),
        (Window(6 * DAY_MINUTES + 1320, 7 * DAY_MINUTES), "sun 22:00-24:00"),
        (Window(1320, DAY_MINUTES + 360), "mon 22:00-tue 06:00"),
    ],
)
def test_windows_are_written_as_in_the_files(window: Window, text: str) -> None:
    """What an explanation shows can be typed into participants.yaml."""
    assert window_text(window) == text
