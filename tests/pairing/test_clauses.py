"""The words of ``--what-if``, however they come: quoted or not, with commas or without."""

from __future__ import annotations

import pytest

from rmentor.pairing.questions.clauses import NOBODY, SHORT, UNKNOWN, UNSET, Clause, Slip, parse

PEOPLE = {
    "ana": "ana", "bob": "bob", "not": "not", "Ana": "ana",
    "Léa M.": "lea-m", "Léa": "lea", "Doe, John": "john", "van der Berg": "berg",
}  # fmt: skip
WITHOUT_ANA = Clause("without", ("ana",))
ANA_BOB = Clause("with", ("ana", "bob"))
NOT_ANA_BOB = Clause("not", ("ana", "bob"))
FAIR = Clause("aim", value="fair")


def weight(name: str, value: str) -> Clause:
    """Make a clause about a weight."""
    return Clause("weight", name=name, value=value)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("without ana", [WITHOUT_ANA]),
        ("without ana, aim fair", [WITHOUT_ANA, FAIR]),
        ("without ana; with ana bob", [WITHOUT_ANA, ANA_BOB]),
        ("without ana aim fair not ana bob", [WITHOUT_ANA, FAIR, NOT_ANA_BOB]),
        ("  WITHOUT   Ana ,, ; aim fair;", [WITHOUT_ANA, FAIR]),
        ("without Léa M.", [Clause("without", ("lea-m",))]),
        ("with Léa M. van der Berg", [Clause("with", ("lea-m", "berg"))]),
        ("with van der Berg Léa", [Clause("with", ("berg", "lea"))]),
        ("without not", [Clause("without", ("not",))]),
        ("with not ana aim fair", [Clause("with", ("not", "ana")), FAIR]),
        ("weight needs=60", [weight("needs", "60")]),
        ("weight needs = 60 drive=0", [weight("needs", "60"), weight("drive", "0")]),
        ("weight needs=60, drive=0", [weight("needs", "60"), weight("drive", "0")]),
        ("rule group.min=2; rule seniority=any", [
            Clause("rule", name="group.min", value="2"), Clause("rule", name="seniority", value="any"),
        ]),
        ("", []),
    ],
)  # fmt: skip
def test_one_value_may_hold_several_clauses(typed: str, clauses: list[Clause]) -> None:
    """Commas, semicolons, spaces, names of several words, people called like a clause."""
    assert parse([typed], [], PEOPLE.get) == (tuple(clauses), ())


@pytest.mark.parametrize(
    ("values", "leftover", "clauses"),
    [
        (["without"], ["ana"], [WITHOUT_ANA]),
        (["without", "not"], ["ana", "ana", "bob"], [WITHOUT_ANA, NOT_ANA_BOB]),
        (["without"], ["ana,", "aim", "fair"], [WITHOUT_ANA, FAIR]),
        (["without", "not"], ["ana", "aim", "fair", "ana", "bob"], [WITHOUT_ANA, FAIR, NOT_ANA_BOB]),
        (["without ana", "weight"], ["needs=60", "drive=0"], [WITHOUT_ANA, weight("needs", "60"), weight("drive", "0")]),
        (["weight", "aim"], ["needs=60", "fair"], [weight("needs", "60"), FAIR]),
        (["with ana"], ["bob"], [ANA_BOB]),
        (["with"], ["Léa M.", "Doe, John"], [Clause("with", ("lea-m", "john"))]),
        (["without"], ["van", "der", "Berg"], [Clause("without", ("berg",))]),
        (["without ana"], ["with", "ana", "bob"], [WITHOUT_ANA, ANA_BOB]),
        (["aim"], ["fair", "without ana"], [FAIR, WITHOUT_ANA]),
        (["without ana, with"], ["ana", "bob"], [WITHOUT_ANA, ANA_BOB]),
    ],
)  # fmt: skip
def test_words_that_the_shell_parted_come_back_together(
    values: list[str], leftover: list[str], clauses: list[Clause]
) -> None:
    """Unquoted, the option gets the first word of a clause; the clause takes the others."""
    assert parse(values, leftover, PEOPLE.get) == (tuple(clauses), ())


@pytest.mark.parametrize(
    ("values", "leftover", "slips"),
    [
        (["whithout ana"], [], [(UNKNOWN, "whithout")]),
        (["with ana"], [], [(SHORT, "with ana")]),
        (["with ana, aim fair"], ["bob"], [(SHORT, "with ana"), (UNKNOWN, "bob")]),
        (["without"], [], [(SHORT, "without")]),
        (["aim"], [], [(SHORT, "aim")]),
        (["weight"], [], [(SHORT, "weight")]),
        (["without anna"], [], [(NOBODY, "anna")]),
        (["with anna bib"], [], [(NOBODY, "anna"), (NOBODY, "bib")]),
        (["with Léa M. van der Burg"], [], [(NOBODY, "van der Burg")]),
        (["weight needs"], [], [(UNSET, "needs")]),
        (["weight needs=1 drive"], [], [(UNSET, "drive")]),
        (["aim fair now"], [], [(UNKNOWN, "now")]),
        (["without ana"], ["extra"], [(UNKNOWN, "extra")]),
        (["whithout ana; with ana; weight x"], [], [(UNKNOWN, "whithout"), (SHORT, "with ana"), (UNSET, "x")]),
    ],
)  # fmt: skip
def test_every_slip_is_told_at_once(
    values: list[str], leftover: list[str], slips: list[tuple[str, str]]
) -> None:
    """What cannot be read is named word by word; the rest is read."""
    assert parse(values, leftover, PEOPLE.get)[1] == tuple(Slip(*each) for each in slips)
