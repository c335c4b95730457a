"""What people write of a session: names, titles, days, levels and actions, and what none of it can be."""

from __future__ import annotations

from datetime import date

import pytest

from rmentor.findings import Spot
from rmentor.intake.log_words import (
    Desk,
    cell_lines,
    length_word,
    numbers_in,
    reason_word,
    state_word,
)
from rmentor.intake.topics import topic_index
from tests.followup.small_program import GROUP, PAIR, in_memory


def a_desk(pair: str = PAIR, order: str | None = None) -> Desk:
    """Somebody who reads what is said of one pair."""
    program = in_memory()
    one = next(each for each in program.pairs if each.id == pair)
    spot = Spot(f"journal/{pair}.yaml", (0,))
    topics = topic_index(program.topics)
    return Desk(one, program.people(), topics, spot, today=date(2027, 2, 10), order=order)


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("catherine-a", "catherine-a"),
        ("Catherine A.", "catherine-a"),
        ("CATHERINE", "catherine-a"),
        ("ather", "catherine-a"),
        ("mentee", "catherine-a"),
        ("mentoré(e)", "catherine-a"),
        ("mentor", "pauline-r"),
        ("a", "a"),
        ("omar-b", "omar-b"),
        ("", ""),
    ],
)
def test_a_person_of_the_pair_is_known_by_a_part_of_the_name(written: str, who: str) -> None:
    """Where only one of the pair has it; anybody else stays as written, to be named by the check."""
    assert a_desk().person(written) == who


def test_a_role_that_several_have_names_nobody() -> None:
    """In a group, the mentee may be any of them."""
    assert a_desk(GROUP).person("mentee") == "mentee"
    assert a_desk(GROUP).person("mentor") == "omar-b"


def test_topics_are_known_by_id_and_title() -> None:
    """One of them has a comma in its title; what nobody has stays as written."""
    desk = a_desk()
    assert desk.topic_list(["LinkedIn professionnel", "seo, linkedin"]) == ["linkedin", "seo"]
    assert desk.topic_list(["Asana, Trello"]) == ["project-tools"]
    assert desk.topic_list(["linkdin;"]) == ["linkdin"]


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("2027-02-03", None, "2027-02-03"),
        ("yesterday", None, "2027-02-09"),
        ("Aujourd’hui", None, "2027-02-10"),
        ("03/02/2027", "dd/mm/yyyy", "2027-02-03"),
        ("02/13/2027", None, "2027-02-13"),
        ("03/02/2027", None, "03/02/2027"),
        ("2027-02-30", None, "2027-02-30"),
        ("2027-02-01/2027-02-03", None, "2027-02-01/2027-02-03"),
        ("soon", None, "soon"),
    ],
)
def test_a_day_is_read_where_only_one_can_be_meant(
    written: str, order: str | None, day: str
) -> None:
    """Nothing is guessed: what may be two days, or is none, stays for the check to name."""
    assert a_desk(order=order).day(written) == day


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2027-03-04 12:00", "2027-03-04 12:00"),
        ("2027-03-04T12:00:00", "2027-03-04 12:00"),
        ("13/03/2027 à 9h", "2027-03-13 09:00"),
        ("13/03/2027 9 h 30", "2027-03-13 09:30"),
        ("2027-03-04", "2027-03-04"),
    ],
)
def test_a_moment_is_a_day_and_perhaps_a_time(written: str, moment: str) -> None:
    """As spreadsheets and people write it."""
    assert a_desk().moment(written) == moment


def test_pulses_are_told_by_side() -> None:
    """A side that does not exist stays, to be named; a number alone is nobody's."""
    desk = a_desk()
    assert desk.pulse(["mentor=5,mentee=4"]) == {"mentor": "5", "mentee": "4"}
    assert desk.pulse(["mentoré : 3", "mentour 2"]) == {"mentee": "3", "mentour": "2"}
    assert not desk.findings
    desk.pulse(["5"])
    assert [(each.code, each.spot.keys) for each in desk.findings] == [("pulse-form", (0, "pulse"))]


def test_levels_are_told_by_person_and_topic() -> None:
    """The only mentee of a pair need not be named."""
    desk = a_desk()
    told = ["catherine:linkedin=2; SEO : 3", "pauline-r: Budget et finance = 1"]
    assert desk.levels(told) == {
        "catherine-a": {"linkedin": "2", "seo": "3"},
        "pauline-r": {"budgeting": "1"},
    }
    assert not desk.findings
    assert desk.levels(["linkedin"]) == {}
    group = a_desk(GROUP)
    assert group.levels(["seo=3", "yves: seo 2"]) == {"yves-l": {"seo": "2"}}
    codes = [each.code for each in (*desk.findings, *group.findings)]
    assert codes == ["level-form", "level-form"]


def test_actions_say_who_does_what_by_when() -> None:
    """An address is no day; a day that is none stays, to be named."""
    desk = a_desk()
    assert desk.actions(["catherine: Publish: a post @2027-02-20", "mentor: Write to @anna"]) == [
        {"who": "catherine-a", "what": "Publish: a post", "due": "2027-02-20"},
        {"who": "pauline-r", "what": "Write to @anna"},
    ]
    assert desk.actions(["x: y @31/31/2027"], returns=True) == [
        {"who": "x", "what": "y", "due": "31/31/2027", "returns": "true"}
    ]
    assert not desk.findings
    assert desk.actions(["Publish"]) == []
    assert [each.code for each in desk.findings] == ["action-form"]


def test_words_in_two_languages() -> None:
    """What is none of them stays as written."""
    assert [state_word(each) for each in ("Tenue", "ANNULÉE", "reportée", "held", "hold")] == [
        "held", "cancelled", "moved", "held", "hold",
    ]  # fmt: skip
    assert [reason_word(each) for each in ("travail", "Absence", "malentendu", "rain")] == [
        "work", "absence", "mix-up", "rain",
    ]  # fmt: skip
    lengths = ["85", "85 min", "1h25", "1 h", "1 h 5", "long", ""]
    assert [length_word(each) for each in lengths] == ["85", "85", "85", "60", "65", "long", ""]
    assert cell_lines("a; b\n c ;") == ["a", "b", "c"]
    assert numbers_in(["1,3", "2.", "Publish 2 posts", " "]) == ([1, 3, 2], ["Publish 2 posts"])
