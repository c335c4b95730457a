"""``--what-if`` on the terminal: what is typed, what is wrong with it, and what is shown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from rmentor.cli.opening import Ready, open_program
from rmentor.cli.options import Common
from rmentor.cli.pairing.frontier import show_frontier
from rmentor.cli.pairing.moves import show_moves
from rmentor.cli.pairing.what_if import show_comparison, suppositions
from rmentor.errors import Wrong
from rmentor.pairing.pair import pair
from rmentor.pairing.questions.frontier import frontier
from rmentor.pairing.questions.moves import moves
from rmentor.pairing.questions.suppositions import Not, Setting, With, Without
from rmentor.pairing.questions.what_if import what_if

PROGRAM = (
    "format: 1\nname: Four\nlanguage: en\nstart: 2027-01-11\nrules: {group: {min: 3, max: 8}}\n"
)
PEOPLE = """\
participants:
  - {id: ann, name: Ann Abel-Astier de Montpezat, role: mentor, volunteer: true, offers: {linkedin: 5}, prefer: [dan]}
  - {id: zoe, name: Zoé Z., role: mentor, volunteer: true, offers: {linkedin: 5}, prefer: [bob], drive: 5}
  - {id: bob, name: Bob B., role: mentee, volunteer: true, wants: {linkedin: 2}, drive: 5}
  - {id: dan, name: Dan D., role: mentee, volunteer: true, wants: {linkedin: 1}}
"""
PAIRS = """\
pairs:
  - {id: ann--bob, mentor: ann, mentees: [bob], topics: [linkedin]}
  - {id: zoe--dan, mentor: zoe, mentees: [dan], topics: [linkedin]}
"""


@pytest.fixture
def four(tmp_path: Path) -> Ready:
    """A program of four who are paired the worse way."""
    for name, text in (
        ("program.yaml", PROGRAM),
        ("participants.yaml", PEOPLE),
        ("pairs.yaml", PAIRS),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return open_program(Common(program=tmp_path))


def test_everything_that_can_be_supposed_is_read_as_program_yaml_is(four: Ready) -> None:
    """Names and ids, decimals, yes and no, sizes of groups."""
    said = "without Zoé Z., with ann bob; not bob ann, weight needs=12.5 drive=0, aim fair"
    rules = ["rule", "rule seniority=any, cross_department=yes, group.min=2"]
    assert suppositions(four, [said.replace("with ann bob", "with ann dan"), *rules], ["min_gap=0"]) == (
        Without("zoe"),
        With("ann", "dan"),
        Not("bob", "ann"),
        Setting("weight", "needs", Fraction(25, 2), "weight needs=12.5"),
        Setting("weight", "drive", Fraction(0), "weight drive=0"),
        Setting("aim", "aim", "fair", "aim fair"),
        Setting("rule", "min_gap", 0, "rule min_gap=0"),
        Setting("rule", "seniority", "any", "rule seniority=any"),
        Setting("rule", "cross_department", True, "rule cross_department=yes"),
        Setting("rule", "group_min", 2, "rule group.min=2"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("whithout ann", "Did you mean without PERSON?"),
        ("without bobb", "There is no participant “bobb”. Did you mean bob?"),
        ("with ann", "write: with MENTOR MENTEE"),
        ("with ann ann", "names one person twice"),
        ("weight neds=3", "Did you mean needs?"),
        ("weight needs=-1", "needs"),
        ("weight needs=much", "is not a number"),
        ("rule min_level=9", "from 1 to 5"),
        ("rule seniority=more", "less, any"),
        ("rule levels=3", "There is no key “levels”"),
        ("rule group.min=9", "The largest group (8) is smaller than the smallest (9)"),
        ("aim fairer", "Did you mean fair?"),
        ("aim fair, aim total", "cannot both be supposed"),
        ("without ann, with ann dan", "cannot both be supposed"),
        ("weight needs=0 returns=0 goals=0 interests=0 time=0 mix=0 drive=0 prefer=0", "All criteria weigh 0"),
        ("weight needs", "is not KEY=VALUE"),
    ],
)  # fmt: skip
def test_what_cannot_be_supposed_is_told_with_what_was_meant(
    four: Ready, typed: str, words: str
) -> None:
    """Wrong usage, exit code 2."""
    with pytest.raises(Wrong) as wrong:
        suppositions(four, [typed], [])
    assert words in str(wrong.value)
    assert wrong.value.exit_code == 2


def test_all_mistakes_are_told_at_once(four: Ready) -> None:
    """Nobody corrects one word only to hear of the next."""
    with pytest.raises(Wrong) as wrong:
        suppositions(four, ["whithout ann", "weight neds=3, rule min_level=9"], ["extra"])
    for words in ("whithout", "neds", "from 1 to 5", "extra"):
        assert words in str(wrong.value)


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_reads_well_at_80_columns_and_writes_nothing(
    four: Ready,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    anew: bool,
) -> None:
    """Both languages; the folder is as it was."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("RMENTOR_LANG", language)
    before = {path: path.read_bytes() for path in four.root.rglob("*") if path.is_file()}
    said = suppositions(four, ["with zoe bob, weight prefer=60, aim fair"], [])
    show_comparison(four, what_if(four.program, said, anew=anew))
    show_frontier(four, frontier(four.program))
    show_moves(four, moves(four.program, pair(four.program, anew=True)))
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    assert "--keep" in shown
    # With --anew both sides are chosen anew, so that only the last table has moves.
    assert [line[0] for line in shown.splitlines() if line.startswith("~")] == ["~"] * (
        2 if anew else 4
    )
    assert {path: path.read_bytes() for path in four.root.rglob("*") if path.is_file()} == before


def test_pairs_that_stay_are_pointed_out(four: Ready, capsys: pytest.CaptureFixture[str]) -> None:
    """A weight changes nothing for pairs that stay, and the output says so."""
    said = suppositions(four, ["weight"], ["prefer=60"])
    show_comparison(four, what_if(four.program, said))
    assert "2 active pairs stay in both; with --anew" in capsys.readouterr().out
    show_comparison(four, what_if(four.program, said, anew=True))
    assert "--anew" not in capsys.readouterr().out
