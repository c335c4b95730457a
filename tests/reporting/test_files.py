"""Which files are written and removed, and which are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.changes import Remove, Write
from rmentor.errors import TemplateFailed
from rmentor.reporting.files import calendar_changes, report_changes, session_changes
from rmentor.reporting.paths import relative
from tests.builders import sources_of
from tests.reporting.programs import PLAN, TODAY, a_rich_program, its_pairing
from tests.reporting.written import texts, written

STALE = (
    "sessions/gone--pair/1.md",
    "sessions/pauline-r--catherine-a/9.md",
    "sessions/amine-b--carmen-o/2.md",
    "calendars/gone.ics",
    "calendars/gone--pair.ics",
    "reports/pairs/gone--pair.md",
    "reports/pairs/gone--pair-score.svg",
)
OTHERS = (
    "sessions/notes.md",
    "sessions/pauline-r--catherine-a/notes.md",
    "sessions/pauline-r--catherine-a/0.md",
    "sessions/a/b/1.md",
    "calendars/Holidays.ics",
    "calendars/old/gone.ics",
    "calendars/gone.txt",
    "reports/minutes.md",
    "reports/pairs/Notes.md",
    "reports/pairs/gone.svg",
    "reports/notes.md",
    "program.yaml",
)


def test_stale_files_of_ours_are_removed_and_others_stay() -> None:
    """Pages of pairs and sessions that are no more go; what somebody put beside them stays."""
    made = written(a_rich_program("fr"), existing=frozenset((*STALE, *OTHERS)))
    assert {path for path, content in made.items() if content is None} == set(STALE)
    assert not set(OTHERS) & set(made)


def test_a_pair_that_ended_has_no_pages_left() -> None:
    """Ended pairs lose their session plans and report; completed ones keep their plans."""
    program = a_rich_program("fr")
    for status, kept in (("ended", False), ("completed", True)):
        pairs = tuple(
            replace(pair, status=status) if pair.id == "pauline-r--catherine-a" else pair
            for pair in program.pairs
        )
        changes = session_changes(replace(program, pairs=pairs), PLAN, sources_of({}), ())
        paths = {change.file for change in changes}
        assert any(path.startswith("sessions/pauline-r--") for path in paths) is kept


def test_a_session_called_off_has_no_plan() -> None:
    """It stays in the calendars, as cancelled; its page goes."""
    changes = session_changes(
        a_rich_program("fr"), PLAN, sources_of({}), {"sessions/amine-b--carmen-o/2.md"}
    )
    assert Remove("sessions/amine-b--carmen-o/2.md") in changes


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (("sponsor",), {"reports/sponsor.md", "reports/kpis.svg", "reports/public-sessions.svg"}),
        (("pair",), {f"reports/pairs/{pair}{end}" for end in (".md", "-score.svg") for pair in (
            "amine-b--carmen-o", "amine-b--eva-m", "pauline-r--catherine-a")}),
    ],
)  # fmt: skip
def test_a_report_is_written_with_what_it_shows(
    wanted: tuple[str, ...], expected: set[str]
) -> None:
    """A report alone brings its pictures and removes nothing of the others."""
    program = a_rich_program("fr")
    changes = report_changes(
        program, its_pairing(program), sources_of({}), wanted, today=TODAY, existing=STALE
    )
    assert {change.file for change in changes if isinstance(change, Write)} == expected
    removed = {change.file for change in changes if isinstance(change, Remove)}
    assert removed == ({each for each in STALE if "/pairs/" in each} if "pair" in wanted else set())


def test_without_sessions_there_are_no_calendars() -> None:
    """An empty plan takes the calendars of an earlier one away."""
    program = a_rich_program("fr")
    changes = calendar_changes(program, replace(PLAN, sessions=()), ("calendars/program.ics",))
    assert changes == [Remove("calendars/program.ics")]


def test_a_template_of_the_program_is_used() -> None:
    """An override changes one document and leaves the others."""
    program = a_rich_program("fr")
    mine = texts(program, templates={"templates/sponsor.md": "# {{ name }} : {{ paired }}\n"})
    ours = texts(program)
    assert mine["reports/sponsor.md"] == "# Mentorat inversé 2027\u00a0: 3\n"
    changed = {path for path in ours if mine[path] != ours[path]}
    assert changed == {"reports/sponsor.md"}


@pytest.mark.parametrize("name", ["program.md", "sponsor.md", "pair.md", "session.md"])
def test_a_broken_template_names_itself(name: str) -> None:
    """Each of the documents fails with its file, its line and the names that it may use."""
    with pytest.raises(TemplateFailed) as caught:
        texts(a_rich_program("fr"), templates={f"templates/{name}": "\n{{ nonsense }}\n"})
    assert caught.value.args_by_name["file"] == f"templates/{name}"
    assert caught.value.args_by_name["line"] == 2
    assert len(str(caught.value.args_by_name["names"]).split(", ")) > 10


_PATH = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@given(_PATH, _PATH)
def test_relative_links_lead_from_one_file_to_the_other(target: str, start: str) -> None:
    """Walked from the folder of the one, a link ends at the other."""
    place = start.split("/")[:-1]
    for step in relative(target, start).split("/"):
        place = place[:-1] if step == ".." else [*place, step]
    assert "/".join(place) == target
