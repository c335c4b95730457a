"""What a journal says before the plan knows it, and what the sponsor's page says of how pairs do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from rmentor.followup.journal import as_told
from rmentor.followup.kpis import computed
from rmentor.followup.measures.facts import Facts
from rmentor.followup.readership import Readership
from rmentor.language.catalogue import speak
from rmentor.model.program import Program
from rmentor.model.sessions import JournalEntry
from rmentor.reporting.views.figures import session_figures, session_states
from rmentor.reporting.views.public import sponsor_in_public
from rmentor.reporting.views.sponsor import sponsor_view
from tests.followup.strategies import days, followed, maybe
from tests.reporting.programs import TODAY, a_rich_program, its_pairing
from tests.reporting.written import reports_of

PAIR = "amine-b--eva-m"
PLANNED = date(2027, 2, 17)


def _told(*entries: JournalEntry) -> Program:
    """The rich program, and what somebody wrote by hand of a pair of which only the plan spoke."""
    program = a_rich_program("en")
    return replace(program, journal={**program.journal, PAIR: entries})


def test_a_session_that_a_journal_says_was_held_is_held_in_every_report() -> None:
    """A journal may be written by hand; pages that still said "planned" would contradict the others."""
    program = _told(JournalEntry(1, PLANNED))
    made = reports_of(program, "program", "sponsor")
    before = reports_of(a_rich_program("en"), "program", "sponsor")
    page = f"reports/pairs/{PAIR}.md"
    assert "0 of 4 sessions held" in before[page]
    assert "1 of 4 sessions held" in made[page]
    assert made[page].count("| held |") == before[page].count("| held |") + 1
    assert "4 of the 4 due by now have been held" in made["reports/sponsor.md"]
    assert made["reports/program.md"].count(" ✓") == before["reports/program.md"].count(" ✓") + 1
    assert as_told(program).plan.sessions[2].state == "held"
    assert as_told(a_rich_program("en")) == a_rich_program("en")


@pytest.mark.parametrize("state", ["cancelled", "moved"])
def test_a_session_of_which_a_journal_says_that_it_was_not_held_is_no_missing_one(
    state: str,
) -> None:
    """Nobody is asked to record it; one that moved to no day yet is due as the KPI has it."""
    program = _told(JournalEntry(1, PLANNED, state=state))
    states = {(each.pair, each.session): said for each, said in session_states(program, TODAY)}
    assert states[PAIR, 1] == "cancelled"
    figures = session_figures(program, [PAIR], TODAY)
    assert (figures.missing, figures.due, figures.held) == (0, 3 + (state == "moved"), 3)
    assert session_figures(a_rich_program("en"), [PAIR], TODAY).missing == 1


def test_the_sponsors_page_tells_the_coordinator_how_pairs_do_and_nobody_else() -> None:
    """How a pair does may follow from what one of the two answered."""
    program, language = a_rich_program("en"), speak("en")
    pairing = its_pairing(program)
    own = sponsor_view(program, pairing, TODAY, language)
    assert own.health is not None
    assert own.needs.unwell.count == len(own.health.pairs) == own.health.all - own.health.well > 0
    assert own.verdict == "attention"
    readers = Readership(is_public=True)
    view = sponsor_view(program, pairing, TODAY, language, readers)
    handed_on = sponsor_in_public(program, pairing, TODAY, view)
    assert (handed_on.health, handed_on.needs.unwell.count) == (None, 0)


@settings(max_examples=60)
@given(followed(), maybe(days()))
def test_reports_count_sessions_as_the_kpi_does(program: Program, today: date | None) -> None:
    """On any day, also one that is long past: what was written later is not known yet.

    Sessions that were held without ever having had a date are in the KPI alone, those of pairs of an
    edition before in the reports alone.
    """
    edition = {pair.id for pair in Facts(program, today).edition}
    sessions = tuple(each for each in program.plan.sessions if each.pair in edition)
    program = replace(program, plan=replace(program.plan, sessions=sessions))
    dated = {(each.pair, each.session) for each in program.plan.sessions}
    journal = {
        pair: tuple(each for each in entries if (pair, each.session) in dated)
        for pair, entries in program.journal.items()
    }
    program = replace(program, journal=journal)
    figures = session_figures(program, [pair.id for pair in program.pairs], today)
    kpi = computed(program, today)["sessions_held"]
    if today is not None:
        assert (figures.held, figures.due) == (kpi.numerator or 0, kpi.denominator or 0)
    known = as_told(program, today)
    assert as_told(known, today) == known
    assert session_figures(known, [pair.id for pair in program.pairs], today) == figures
