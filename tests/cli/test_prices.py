"""The price of a choice on the terminal: plain words, in both languages and at both widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rmentor.cli.opening import Ready, open_program
from rmentor.cli.options import Common
from rmentor.cli.pairing.prices import (
    cost_in_words,
    refuse_too_many,
    show_locks,
    show_price_of_pair,
    show_prices,
)
from rmentor.cli.speech import forget
from rmentor.errors import Unready
from rmentor.pairing.costs.alternatives import alternatives, price_of_pair
from rmentor.pairing.costs.cost import Cost
from rmentor.pairing.costs.locks import lock_prices, price_of_all_locks
from rmentor.pairing.pair import pair

PROGRAM = "format: 1\nname: Four\nlanguage: {language}\nstart: 2027-01-11\n"
PEOPLE = """\
participants:
  - {id: ann, name: Ann Abel-Astier de Montpezat, role: mentor, volunteer: true, offers: {linkedin: 5}, drive: 5}
  - {id: zoe, name: Zoé Z., role: mentor, volunteer: true, offers: {linkedin: 5}, drive: 1, avoid: [dan]}
  - {id: bob, name: Bob B., role: mentee, volunteer: true, wants: {linkedin: 2}, drive: 5}
  - {id: dan, name: Dan D., role: mentee, volunteer: true, wants: {linkedin: 1}, drive: 1}
"""
LOCKS = """\
pairs:
  - {id: ann--bob, mentor: ann, mentees: [bob], locked: true}
"""


@pytest.fixture(params=["en", "fr"])
def four(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ready]:
    """Ann and Bob would rather have each other, but Zoé may teach nobody but Bob."""
    monkeypatch.delenv("RMENTOR_LANG")
    yield _program(tmp_path, request.param, "pairs: []\n")
    forget()


def _program(folder: Path, language: str, pairs: str) -> Ready:
    for name, text in (
        ("program.yaml", PROGRAM.replace("{language}", language)),
        ("participants.yaml", PEOPLE),
        ("pairs.yaml", pairs),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return open_program(Common(program=folder))


@pytest.mark.parametrize("width", [80, 120])
def test_wishes_and_blocking_pairs_are_shown_with_their_cost(
    four: Ready, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who, whom rather, what it brings them, whom it leaves alone, and how to force it."""
    monkeypatch.setenv("COLUMNS", str(width))
    show_prices(four, alternatives(four.program, pair(four.program)))
    shown = capsys.readouterr().out
    words = " ".join(shown.split())
    assert all(len(line) <= width for line in shown.splitlines())
    assert "rmentor add pair ann bob" in words
    alone = "leaves Dan D." if four.program.language == "en" else "laisse Dan D."
    assert words.count(alone) == 3
    assert "(1/2)" in words


def test_the_price_of_one_pair_says_who_moves(
    four: Ready, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forced or there already, or not to be had."""
    show_price_of_pair(four, price_of_pair(four.program, "ann", "bob"))
    words = " ".join(capsys.readouterr().out.split())
    assert "Dan D." in words
    assert "rmentor add pair ann bob" in words
    show_price_of_pair(four, price_of_pair(four.program, "zoe", "bob"))
    assert "rmentor" not in capsys.readouterr().out


def test_a_lock_says_what_it_costs_and_whom_it_leaves_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And who cannot be forced because of it."""
    ready = _program(tmp_path, "en", LOCKS)
    show_locks(ready, lock_prices(ready.program), price_of_all_locks(ready.program))
    words = " ".join(capsys.readouterr().out.split())
    assert "What locks cost (1)" in words
    assert "leaves Dan D. without a mentor" in words
    assert "Zoé Z. (mentor)" in words
    assert "All locks together" not in words
    show_price_of_pair(ready, price_of_pair(ready.program, "zoe", "bob"))
    assert "all places of Bob B." in " ".join(capsys.readouterr().out.split())
    show_locks(ready, (), None)
    assert capsys.readouterr().out == ""


def test_whoever_has_the_best_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody would rather have somebody else: no empty tables."""
    ready = _program(tmp_path, "en", "pairs: []\n")
    alone = replace(
        ready.program, participants=tuple(p for p in ready.program.participants if p.id != "zoe")
    )
    show_prices(ready, alternatives(alone, pair(alone)))
    words = capsys.readouterr().out
    assert "Everybody has the best partner" in words
    assert "There are none" in words
    assert "─" not in words


def test_very_many_people_are_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than a machine that runs out of memory."""
    ready = _program(tmp_path, "en", "pairs: []\n")
    refuse_too_many(ready)
    monkeypatch.setattr("rmentor.pairing.costs.forcing.MOST_PAIRS", 3)
    with pytest.raises(Unready):
        refuse_too_many(ready)


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (None, "?"),
        (Cost(), "nothing"),
        (Cost(points=1), "1 point"),
        (Cost(points=96), "96 points"),
        (Cost(points=-40), "nothing; it brings 40 points"),
        (Cost(served=1, points=-5, alone=("dan",)), "leaves Dan D. without a mentor (+5 points)"),
        (Cost(served=-2, points=0), "nothing; it serves 2 more (±0)"),
        (
            Cost(waited=1, points=7, alone=("bob", "dan")),
            "leaves Bob B., Dan D., who waited longer, without a mentor (−7 points)",
        ),
        (Cost(waited=-1, points=7), "nothing; it serves people who waited longer (−7 points)"),
        (Cost(lowest=300, points=-9), "the lowest score falls by 300 (+9 points)"),
        (Cost(lowest=-300, points=9), "the lowest score rises by 300 (−9 points)"),
    ],
)
def test_what_counts_most_is_said_first(tmp_path: Path, cost: Cost | None, words: str) -> None:
    """Whoever is left alone stands before any number of points."""
    assert cost_in_words(_program(tmp_path, "en", "pairs: []\n"), cost) == words
