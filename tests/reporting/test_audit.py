"""The section on fairness and the waiting list, as readers of either language get them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from rmentor.changes import Write
from rmentor.language.catalogue import speak
from rmentor.pairing.audit.audit import Audit
from rmentor.pairing.audit.fields import PROTECTED
from rmentor.pairing.audit.tables import GroupFigures, GroupTable
from rmentor.pairing.pair import standing
from rmentor.reporting.files import report_changes
from rmentor.reporting.views.audit import audit_view, change
from rmentor.reporting.views.waiting import waiting_views
from tests.builders import a_mentee, a_mentor, a_person, a_program, sources_of
from tests.reporting.programs import a_rich_program
from tests.reporting.written import texts

EN, FR = speak("en"), speak("fr")
EVERYBODY = GroupFigures(None, 1240, 930, Fraction(15001, 2))


def an_audit(*tables: GroupTable) -> Audit:
    """An audit of 1240 people."""
    return Audit(5, EVERYBODY, tables, None, (), ("name",))


def test_groups_are_told_in_words_and_the_rest_together() -> None:
    """With its number; the unstated by its name, and outsiders beside the organisation's own."""
    role = GroupTable(
        "role",
        (GroupFigures("mentor", 800, 590, Fraction(7000)),),
        GroupFigures(None, 440, 340),
        ("both", "mentee"),
    )
    others = GroupTable("organisation", (GroupFigures(None, 1200, 900),), None, ("Other",))
    view = audit_view(an_audit(role, others), EN)
    rows = [(line.group, line.ahead, line.mean, line.mean_ahead) for line in view.tables[0].lines]
    assert rows == [("mentor", "−10", "7,000", "−501"), ("others (2)", "+10", "–", "–")]
    assert (view.tables[1].lines[0].group, view.tables[1].untold) == (
        "the organisation’s own", "not told (1)",
    )  # fmt: skip
    assert view.everybody is not None
    assert (view.everybody.people, view.everybody.share, view.everybody.ahead) == (
        "1,240",
        "75%",
        "0",
    )


def test_french_figures_are_written_the_french_way() -> None:
    """Narrow spaces, commas, and a minus as long as the plus."""
    table = GroupTable("site", (GroupFigures("Lyon", 7, 4, Fraction(9123)),), None, ())
    view = audit_view(an_audit(table), FR)
    line = view.tables[0].lines[0]
    assert (line.share, line.ahead, line.mean) == ("57\u202f%", "−1,2", "9\u202f123")
    assert (change(1234, FR), change(-5, FR), change(0, FR)) == ("+1\u202f234", "−5", "0")
    assert "âge" in view.absent
    assert len(view.absent) == len(PROTECTED)


def test_dimensions_of_small_groups_are_only_named() -> None:
    """No empty tables."""
    silent = GroupTable("department", (), None, ("HR", "IT"))
    view = audit_view(an_audit(silent), EN)
    assert (view.tables, view.silent) == ((), ("Department",))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_tells_no_figure_of_a_few(language: str) -> None:
    """Seven people, none about fewer than five: only all of them together."""
    program = replace(a_rich_program(language), smallest_group=5)
    text = texts(program)["reports/program.md"]
    section = text.split({"en": "## Fairness", "fr": "## Équité"}[language])[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    assert [row.split("|")[2].strip() for row in rows[1:]] == ["7", "", "7", ""]
    assert rows[-2].startswith("| fr |")


def test_a_report_without_pairs_says_so() -> None:
    """There is nothing to be fair about yet."""
    program = a_program(a_mentor(), a_mentee())
    (change_of,) = (
        each
        for each in report_changes(
            program, standing(program), sources_of({}), ["program"], today=None, existing=()
        )
        if isinstance(each, Write) and each.file == "reports/program.md"
    )
    assert isinstance(change_of.text, str)
    assert "No pairs yet." in change_of.text.split("## Fairness")[1].split("\n## ")[0]


def test_the_waiting_list_has_a_line_for_each_number_of_rounds() -> None:
    """Whoever does not fit in it is counted."""
    people = [a_person(f"p{n:03d}", waited=2) for n in range(62)] + [a_person("q", waited=0)]
    two, none = waiting_views(people)
    assert (two.rounds, len(two.names), two.more) == (2, 60, 2)
    assert (none.rounds, none.names, none.more) == (0, ("Q",), 0)
