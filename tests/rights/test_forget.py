"""Whoever is forgotten is in no file any more, and what others did and what was counted stays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.folder.whole import whole_folder
from rmentor.followup.health import health
from rmentor.followup.kpis import computed
from rmentor.followup.rights.names import next_alias
from rmentor.model.program import Program
from tests.folder.whole_program import WHOLE
from tests.rights.folders import TODAY, forget, loaded, programs_under_way
from tests.strategies import programs

PEOPLE = """\
participants:
  # Mentors
  - id: pauline-r
    name: Pauline R.
    email: pauline.r@example.org
    role: mentor
    volunteer: true
    offers: {linkedin: 5}
    manager: catherine-a

  # Only on site: her back hurts.
  - id: zoe-k   # back in May
    name: Zoé K.
    email: zoe.k@example.org
    role: mentee
    volunteer: true
    wants: {linkedin: 2}
    avoid: [pauline-r]     # she asked for it
  - {id: catherine-a, name: Catherine A., role: mentee, wants: {linkedin: 3}, volunteer: yes, prefer: [zoe-k]}
"""
SMALL = {
    "program.yaml": "name: Small\ntimezone: Europe/Paris\nstart: 2027-01-11\nend: 2027-07-02\n",
    "participants.yaml": PEOPLE,
    "pairs.yaml": "pairs:\n  - {id: pauline-r--catherine-a, mentor: pauline-r, mentees: [catherine-a], topics: [linkedin]}\n",
    "journal/pauline-r--catherine-a.yaml": (
        "- session: 1\n  date: 2027-01-19\n  pulse: {mentor: 5, mentee: 4}\n"
        "  levels: {catherine-a: {linkedin: 2}}\n"
        "  actions:\n"
        "    - {who: catherine-a, what: Call Pauline R. on Monday}\n"
        "    - {who: pauline-r, what: Send my notes}\n"
    ),
}


def _without(program: Program, who: str) -> set[str]:
    return {person.id for person in program.participants if person.id != who}


def _traces(files: dict[str, bytes], *words: str) -> list[str]:
    """Files in which a word stands, in the name or anywhere in the bytes."""
    return [
        path
        for path, content in files.items()
        for word in words
        if re.search(
            rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])",
            f"{path}\n{content.decode()}",
            re.IGNORECASE,
        )
    ]


@settings(max_examples=40)
@given(programs_under_way(), st.data())
def test_figures_stay_and_nothing_tells_who_it_was(
    way: tuple[dict[str, bytes], Program], data: st.DataObject
) -> None:
    """On any day: the files have no error, say what was meant, hold no trace; figures are as after a leave."""
    files, program = way
    who = data.draw(st.sampled_from(sorted({each.id for each in program.participants})))
    forgot = forget(files, who)
    after = loaded(forgot.given.files)
    assert after == forgot.meant
    traces = _traces(dict(forgot.given.files), who)
    assert not traces
    assert {"forgotten-1"} | _without(program, who) == {each.id for each in after.participants}
    for day in (None, TODAY, TODAY - timedelta(days=20), TODAY + timedelta(days=30)):
        assert computed(after, day) == computed(forgot.left, day)
    states = sorted(each.state for each in health(forgot.left, TODAY))
    assert sorted(each.state for each in health(after, TODAY)) == states


@settings(max_examples=20)
@given(programs_under_way(), st.data())
def test_whoever_had_left_changes_no_figure_at_all(
    way: tuple[dict[str, bytes], Program], data: st.DataObject
) -> None:
    """Then nothing but the name is new."""
    files, program = way
    gone = [
        each.id
        for each in program.participants
        if each.status == "left"
        and not any(pair.is_current and each.id in pair.people for pair in program.pairs)
    ]
    if gone:
        forgot = forget(files, data.draw(st.sampled_from(gone)))
        assert computed(loaded(forgot.given.files), None) == computed(program, None)


@settings(max_examples=20)
@given(programs_under_way(), st.data())
def test_removing_leaves_nothing(
    way: tuple[dict[str, bytes], Program], data: st.DataObject
) -> None:
    """No pseudonym either; the others are all there, and the files have no error."""
    files, program = way
    who = data.draw(st.sampled_from(sorted({each.id for each in program.participants})))
    forgot = forget(files, who, remove=True)
    after = loaded(forgot.given.files)
    assert after == forgot.meant
    assert {each.id for each in after.participants} == _without(program, who)
    assert not _traces(dict(forgot.given.files), who, "forgotten-1")


@settings(max_examples=20)
@given(programs(with_pairs=True), st.data(), st.booleans())
def test_people_with_profiles_of_any_kind_are_forgotten(
    program: Program, data: st.DataObject, remove: bool
) -> None:
    """Managers, wishes, windows, pairs that fit or not: the files say what was meant, without a trace."""
    people = tuple(
        replace(
            each,
            site=(each.site or "").strip() or None,
            department=each.department or None,
            manager=each.manager if each.manager and each.manager > each.id else None,
        )
        for each in program.participants
    )
    files = whole_folder(replace(program, participants=people))
    found = load(Sources(None, files)).program
    assume(found is not None)
    assert found is not None
    who = data.draw(st.sampled_from(sorted(found.people())))
    forgot = forget(files, who, remove=remove)
    assert loaded(forgot.given.files) == forgot.meant
    assert not _traces(dict(forgot.given.files), who)


def test_only_what_figures_are_counted_from_stays_of_a_person() -> None:
    """No name, no address, no profile, no wishes; role, yes and leave do, and levels in their topics."""
    forgot = forget(SMALL, "pauline-r")
    entry = yaml.safe_load(forgot.text("participants.yaml"))["participants"][-1]
    assert entry == {
        "id": "forgotten-1",
        "name": "Forgotten person 1",
        "role": "mentor",
        "volunteer": True,
        "status": "left",
        "offers": {"linkedin": 5},
        "status_since": TODAY,
    }


def test_what_others_wrote_stays_and_a_whole_name_in_it_is_replaced() -> None:
    """The partner's action keeps its words but one name; the person's own have no words left."""
    forgot = forget(SMALL, "pauline-r")
    journal = yaml.safe_load(forgot.text("journal/forgotten-1--catherine-a.yaml"))
    assert [each["what"] for each in journal[0]["actions"]] == [
        "Call Forgotten person 1 on Monday",
        "…",
    ]
    assert journal[0]["levels"] == {"catherine-a": {"linkedin": 2}}
    assert "journal/pauline-r--catherine-a.yaml" not in forgot.given.files
    (found,) = [each for each in forgot.given.found if each.replaced]
    assert (found.file, found.words) == ("journal/forgotten-1--catherine-a.yaml", "Pauline R.")
    assert "Forgotten person 1" in forgot.text(found.file).splitlines()[found.line - 1]


def test_a_pair_that_goes_on_ends_first_as_with_leave() -> None:
    """Without fault, on the day, so that nobody plans for it any more."""
    pair = yaml.safe_load(forget(SMALL, "pauline-r").text("pairs.yaml"))["pairs"][0]
    assert (pair["id"], pair["status"], pair["reason"], pair["until"]) == (
        "forgotten-1--catherine-a",
        "ended",
        "left",
        TODAY,
    )


def test_wishes_about_a_person_go_and_places_in_the_line_stay() -> None:
    """A wish to avoid somebody is about both; the reporting line keeps people from being paired."""
    people = yaml.safe_load(forget(SMALL, "pauline-r").text("participants.yaml"))["participants"]
    assert "avoid" not in next(each for each in people if each["id"] == "zoe-k")
    other = forget(SMALL, "catherine-a")
    mentor = other.meant.people()["pauline-r"]
    assert mentor.manager == "forgotten-1"
    assert forget(SMALL, "catherine-a", remove=True).meant.people()["pauline-r"].manager is None


def test_comments_right_above_and_inside_an_entry_go_with_it() -> None:
    """They are about the person, and would stand above somebody else; others keep theirs."""
    text = forget(SMALL, "zoe-k").text("participants.yaml")
    assert "back" not in text
    assert "she asked for it" not in text
    assert "# Mentors" in text
    assert "# she asked for it" in PEOPLE


def test_a_heading_above_an_entry_stays_and_is_named() -> None:
    """A short line may be the heading of a part of the file."""
    files = {
        **SMALL,
        "participants.yaml": PEOPLE.replace("# Only on site: her back hurts.", "# Mentees"),
    }
    forgot = forget(files, "zoe-k")
    assert "# Mentees" in forgot.text("participants.yaml")
    assert ("participants.yaml", "# Mentees") in forgot.said(replaced=False)


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("# ask Zoé K. first", "# ask Forgotten person 1 first"),
        ("# ask zoé  k. first", "# ask Forgotten person 1 first"),
        ("# ask Zoe\u0301 K. first", "# ask Forgotten person 1 first"),
        ("# zoe.k@example.org", "# forgotten-1"),
        ("# zoe-k, pauline-r--zoe-k", "# forgotten-1, pauline-r--forgotten-1"),
        ("# lazoe-k zoe-kr a-zoe-k", "# lazoe-k zoe-kr a-zoe-k"),
        ("# mail: zoe.k@example.org.uk", "# mail: zoe.k@example.org.uk"),
    ],
)
def test_names_addresses_and_ids_in_comments_are_replaced_as_whole_words(
    comment: str, left: str
) -> None:
    """However they are spaced and in whatever form of Unicode; parts of other words are not touched."""
    pair = "  - {id: pauline-r--zoe-k, mentor: pauline-r, mentees: [zoe-k]}\n"
    files = {**SMALL, "pairs.yaml": SMALL["pairs.yaml"] + pair}
    files["program.yaml"] += comment + "\n"
    assert forget(files, "zoe-k").text("program.yaml").endswith(left + "\n")


def test_a_first_name_alone_is_named_and_replaced_on_demand() -> None:
    """It may be somebody else's: whoever looks says so with --also."""
    files = {**SMALL, "program.yaml": SMALL["program.yaml"] + "# Zoé is on leave\n"}
    forgot = forget(files, "zoe-k")
    assert ("program.yaml", "Zoé") in forgot.said(replaced=False)
    assert "# Zoé is on leave" in forgot.text("program.yaml")
    told = forget(files, "zoe-k", also=("Zoé",))
    assert "# Forgotten person 1 is on leave" in told.text("program.yaml")
    assert not told.said(replaced=False)


def test_a_namesake_and_longer_names_are_not_touched() -> None:
    """Two people of one name: nobody can tell whom a text means, so it is left to look at."""
    more = "  - {id: zoe-k-2, name: Zoé K., email: z@example.org, role: mentee}\n"
    files = {**SMALL, "participants.yaml": PEOPLE + more}
    files["program.yaml"] += "# ask Zoé K.\n"
    forgot = forget(files, "zoe-k")
    assert "# ask Zoé K." in forgot.text("program.yaml")
    assert ("program.yaml", "Zoé K.") in forgot.said(replaced=False)
    assert "name: Zoé K." in forgot.text("participants.yaml")
    longer = {
        **SMALL,
        "participants.yaml": PEOPLE + "  - {id: x, name: Anna Zoé K., role: mentee}\n",
    }
    longer["program.yaml"] += "# ask Anna Zoé K., or Zoé K.\n"
    text = forget(longer, "zoe-k").text("program.yaml")
    assert text.endswith("# ask Anna Zoé K., or Forgotten person 1\n")


def test_an_id_that_is_a_word_is_not_replaced_in_texts() -> None:
    """Rose is an id, and a flower."""
    files = {**SMALL, "participants.yaml": PEOPLE + "  - {id: rose, name: Rose M., role: mentee}\n"}
    files["program.yaml"] += "# a rose for everybody\n"
    forgot = forget(files, "rose")
    assert "# a rose for everybody" in forgot.text("program.yaml")
    assert ("program.yaml", "rose") in forgot.said(replaced=False)


def test_names_hidden_by_quotes_escapes_and_line_breaks_are_found() -> None:
    """What a text says counts, not how it is written."""
    register = (
        "ideas:\n"
        '  - {id: a, idea: "Ask Zo\\u00e9 K. about it"}\n'
        "  - id: b\n    idea: >\n      as Zoé\n      K. said\n"
        "lessons:\n  - {id: c, kind: keep, what: 'Zoé K.''s way'}\n"
    )
    forgot = forget({**SMALL, "register.yaml": register}, "zoe-k")
    said = yaml.safe_load(forgot.text("register.yaml"))
    assert said["ideas"][0]["idea"] == "Ask Forgotten person 1 about it"
    assert said["ideas"][1]["idea"].strip() == "as Forgotten person 1 said"
    assert said["lessons"][0]["what"] == "Forgotten person 1's way"


def test_places_of_work_and_names_of_others_are_never_rewritten() -> None:
    """Florence works in Florence."""
    people = PEOPLE + "  - {id: f-1, name: Florence, role: mentee, site: Florence}\n"
    people += "  - {id: g, name: Gil, role: mentee, site: Florence, interests: [Florence]}\n"
    forgot = forget({**SMALL, "participants.yaml": people}, "f-1")
    gil = forgot.meant.people()["g"]
    assert (gil.site, gil.interests) == ("Florence", ("Florence",))
    assert "site: Florence, interests: [Florence]" in forgot.text("participants.yaml")


def test_every_file_of_a_program_is_looked_into() -> None:
    """The program in which every key is used: contacts, guests, quotes, steps, former members, imports."""
    files: dict[str, str | bytes] = {**WHOLE}
    files["program.yaml"] = WHOLE["program.yaml"].replace(
        "{name: RH, email: rh@example.org}", "{name: RH, email: PAULINE.R@example.org}"
    ).replace("{name: DSI}", "{name: pauline r., said: No}")  # fmt: skip
    files["framework.yaml"] = WHOLE["framework.yaml"].replace("Une invitée", "Pauline R.")
    files["import.yaml"] = (
        "sheets:\n  - id: s\n    columns: {Name: name}\n    values: {manager: {Mme R.: pauline-r, Z: no}}\n"
        "    seen: {pauline-r: name=12345678, no: name=87654321}\n"
    )
    files["surveys/pulse.csv"] = (
        "person,role,pair,session,date,useful,fit\n"
        "catherine-a,mentee,pauline-r--catherine-a,1,2027-01-20,4,good\n"
        "pauline-r,mentor,pauline-r--catherine-a,1,2027-01-20,,deciding\n"
    )
    files["templates/program.md"] = "Written by Pauline R.\n"
    for remove in (False, True):
        forgot = forget(files, "pauline-r", remove=remove)
        kept = dict(forgot.given.files)
        assert not _traces(kept, "pauline-r", "pauline r.", "pauline.r@example.org")
        assert loaded(kept) == forgot.meant
        assert load(Sources(None, kept)).program is not None
        assert yaml.safe_load(kept["import.yaml"])["sheets"][0]["seen"] == {False: "name=87654321"}
        assert yaml.safe_load(kept["import.yaml"])["sheets"][0]["values"] == {
            "manager": {"Z": False}
        }
        assert forgot.meant.register.quotes == ()
    assert "forgotten-1,mentor,forgotten-1--catherine-a,1" in forget(files, "pauline-r").text("surveys/pulse.csv")  # fmt: skip


def test_a_program_written_with_semicolons_marks_and_windows_lines_keeps_them() -> None:
    """Only what names the person changes, byte for byte."""
    files = {
        path: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for path, text in SMALL.items()
    }
    forgot = forget(files, "zoe-k")
    assert forgot.given.files["pairs.yaml"] == files["pairs.yaml"]
    people = forgot.given.files["participants.yaml"]
    assert people.startswith(b"\xef\xbb\xbf")
    assert people.count(b"\n") == people.count(b"\r\n")


def test_two_people_are_forgotten_one_after_the_other() -> None:
    """Each has a number of their own."""
    once = forget(SMALL, "zoe-k")
    program = loaded(once.given.files)
    assert next_alias(program) == "forgotten-2"


def test_a_session_noted_for_a_later_day_does_not_stand_in_the_way() -> None:
    """The last day is then the day of that session."""
    forgot = forget(SMALL, "pauline-r", today=date(2027, 1, 12))
    assert forgot.meant.people()["forgotten-1"].status_since == date(2027, 1, 19)
