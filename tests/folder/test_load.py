"""The door: the same program from any order of files, people and keys, and mistakes that stay apart."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.findings import Finding, Spot
from rmentor.folder.load import load
from rmentor.folder.locate import locate
from rmentor.folder.read import Sources
from rmentor.folder.schema.files import kind_of
from rmentor.folder.yaml_load import load_yaml
from rmentor.model.program import Program
from rmentor.model.topics import Words
from rmentor.model.windows import Span, Window
from tests.builders import sources_of
from tests.folder.mistakes import FILES
from tests.folder.whole_program import WHOLE

MINUTES = 24 * 60
# Lists whose order is meant; that of every other list is chance.
ORDERED = ("objectives", "kpis", "modules", "agenda", "topics", "items", "choices", "exercises", "material", "actions", "audience", "after", "events", "guests", "stakeholders")  # fmt: skip


def _program(files: dict[str, str]) -> Program:
    loaded = load(sources_of(files))
    assert loaded.findings == ()
    assert loaded.program is not None
    return loaded.program


def test_everything_that_is_written_is_in_the_program() -> None:
    """Each key of each file, with what it means there."""
    program = _program(WHOLE)
    assert (program.name, program.language, program.country) == (
        "Mentorat inversé 2027",
        "fr",
        "FR-57",
    )
    assert (program.start, program.end) == (date(2027, 1, 11), date(2027, 7, 2))
    assert (program.coordinator.email, program.sponsor.name) == ("rh@example.org", "Comex")
    rules = program.rules
    assert (rules.seniority, rules.manager_levels, rules.min_level, rules.min_gap) == (
        "any",
        2,
        4,
        2,
    )
    assert (rules.mentors_per_mentee, rules.cross_department, rules.min_score) == (2, True, 1200)
    assert (rules.group_min, rules.group_max) == (2, 6)
    assert (program.weights.needs, program.weights.interests) == (Fraction(1, 10), Fraction(20))
    assert (program.aim, program.max_per_week, program.smallest_group) == ("fair", 3, 4)
    assert program.closed[0] == Span(date(2027, 3, 1), date(2027, 3, 1))
    assert program.hours[0] == Window(8 * 60, 17 * 60)
    framework = program.framework
    assert (framework.every_days, framework.slack_days) == (21, 4)
    assert framework.modules[1].agenda[0].minutes == 60
    assert program.topics["our-crm"].levels[1] == Words("Débutant", "Beginner")
    assert program.topics["our-crm"].levels[5] == Words("Expert", "Expert")
    assert program.topics["linkedin"].title.en == "LinkedIn for work"
    assert [r.date.month for r in program.kpis[0].readings] == [3, 4]
    assert program.pairs[0].every_days == 10
    assert program.pairs[0].topics == ("our-crm", "linkedin")
    assert f"{program.plan.sessions[0].start:%Y-%m-%d %H:%M}" == "2027-01-12 12:00"
    assert program.journal["pauline-r--catherine-a"][0].pulse == {"mentor": 5, "mentee": 4}
    assert program.surveys["pulse"].items[0].reverse is True


def test_people_get_what_the_program_says_where_they_say_nothing() -> None:
    """Country and time zone; windows are joined; words that look like others stay words."""
    people = _program(WHOLE).people()
    pauline, catherine = people["pauline-r"], people["catherine-a"]
    assert (pauline.country, pauline.timezone) == ("BE", "Europe/Brussels")
    assert (catherine.country, catherine.timezone) == ("FR-57", "Europe/Paris")
    assert pauline.availability == (
        Window(MINUTES + 12 * 60, MINUTES + 15 * 60),
        Window(3 * MINUTES + 17 * 60, 4 * MINUTES),
    )
    assert (pauline.languages, pauline.avoid) == (("en", "fr"), ("no",))
    assert (people["012"].name, people["012"].department, people["012"].site) == (
        "1e3",
        "on",
        "12:30",
    )


def test_half_of_the_rhythm_is_its_slack_where_nothing_is_said() -> None:
    """In whole days."""
    for every, slack in (("2 weeks", 7), ("3 weeks", 10), ("1 day", 0)):
        framework = f"sessions: 6\nminutes: 90\nevery: {every}\n"
        program = _program({"program.yaml": "name: T\n", "framework.yaml": framework})
        assert program.framework.slack_days == slack


def _shuffled(value: Any, hand: random.Random, key: str = "") -> Any:
    if isinstance(value, dict):
        keys = hand.sample(list(value), len(value))
        return {name: _shuffled(value[name], hand, name) for name in keys}
    if isinstance(value, list):
        items = [_shuffled(each, hand) for each in value]
        return items if key in ORDERED else hand.sample(items, len(items))
    return value


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_files_and_keys_never_matters(hand: random.Random) -> None:
    """Equal programs, also in the order in which their maps are walked."""
    values = {path: load_yaml(text.encode()).value for path, text in WHOLE.items()}
    people = values.pop("participants.yaml")["participants"] + values.pop("participants/others.yaml")["participants"]  # fmt: skip
    homes = ["participants.yaml", "participants/a.yaml", "participants/z.yaml"]
    for person in people:
        values.setdefault(hand.choice(homes), {"participants": []})["participants"].append(person)
    files = {}
    for path in hand.sample(list(values), len(values)):
        # A survey's items and a topic's list are meant to have their order; top-level topics are not.
        shuffled = _shuffled(values[path], hand)
        files[path] = yaml.safe_dump(shuffled, sort_keys=False, allow_unicode=True).encode()
    loaded = load(Sources(None, files))
    assert loaded.findings == ()
    assert loaded.program == _program(WHOLE)
    assert repr(loaded.program) == repr(_program(WHOLE))
    assert set(loaded.homes) == {person["id"] for person in people}
    assert all(kind_of(home) == "participants" for home in loaded.homes.values())


PERSON = """\
  - id: {id}
    name: {id}
    role: both
    email: {id}@example.org
    offers: {{linkedin: 4}}
    availability: [tue 12:00-14:00]
    manager: anna
"""
MISTAKES = [
    ("role: both", "role: bot"),
    ("    role: both\n", ""),
    ("linkedin: 4", "linkedn: 4"),
    ("linkedin: 4", "linkedin: 44"),
    ("tue 12", "die 12"),
    ("manager: anna", "manager: ana"),
    ("manager: anna", "manger: anna"),
    ("@example.org", "example.org"),
    ("[tue 12:00-14:00]", "[tue 12:00-14:00"),
    ("name: ", "name: 'x"),
    ("name: ", "name: x: "),
    ("name: ", "\tname: "),
    ("name: ", "name: x\n    name: "),
    ("    name: ", "   name: "),
    ("role: both", "role: both\n    age: 50"),
]


@given(st.lists(st.tuples(st.sampled_from(range(8)), st.sampled_from(MISTAKES)), max_size=6))
def test_a_mistake_in_one_person_changes_nothing_for_the_others(
    slips: list[tuple[int, tuple[str, str]]],
) -> None:
    """Each person has the findings that he or she would have alone."""
    names = ["anna", *(f"p{n}" for n in range(8))]
    people = {name: PERSON.format(id=name).replace("anna\n", "anna\n", 1) for name in names}
    people["anna"] = people["anna"].replace("    manager: anna\n", "")
    wrong = dict(people)
    for number, (right, slip) in slips:
        if right in wrong[f"p{number}"] and wrong[f"p{number}"] == people[f"p{number}"]:
            wrong[f"p{number}"] = people[f"p{number}"].replace(right, slip, 1)
    alone = {
        name: _lines("participants:\n" + "".join({**people, name: wrong[name]}.values()))
        for name in names
        if wrong[name] != people[name]
    }
    assert all(alone.values())
    text = "participants:\n" + "".join(wrong.values())
    together = _lines(text)
    start, found = 2, []
    for name in names:
        lines = wrong[name].count("\n")
        found += [(line - start, code) for line, code in together if start <= line < start + lines]
        start += lines
    expected = []
    for name, findings in alone.items():
        first = 2 + sum(people[each].count("\n") for each in names[: names.index(name)])
        expected += [(line - first, code) for line, code in findings]
    assert sorted(found) == sorted(expected)
    assert len(together) == len(expected)


def _lines(people: str) -> list[tuple[int, str]]:
    sources = sources_of({"program.yaml": "name: T\n", "participants.yaml": people})
    return [(f.line, f.finding.code) for f in locate(sources, load(sources).findings)]


def test_the_language_is_told_even_by_a_broken_program() -> None:
    """A French reader gets French sentences about a file that cannot be read."""
    assert load(sources_of({"program.yaml": "language: fr\nname: 'x\n"})).language == "fr"
    assert (
        load(sources_of({"program.yaml": 'name: x\nlanguage: "fr"\nstart: no\n'})).language == "fr"
    )
    assert load(sources_of({"program.yaml": "name: x\nlanguage: de\n"})).language == "en"
    assert load(sources_of({})).language == "en"


def test_a_missing_program_file_is_a_finding() -> None:
    """A test or a git revision may have none."""
    loaded = load(sources_of({"participants.yaml": "participants: []"}))
    assert [finding.code for finding in loaded.findings] == ["missing-file"]


def test_refused_files_and_strange_names_are_findings_of_the_program() -> None:
    """People in a file that could not be read are not called unknown."""
    refused = Finding("unreadable", Spot("participants/more.yaml", mark=(1, 1)))
    files = {"program.yaml": b"name: T", "participants.yaml": b"participants: [{id: a, name: A, role: both, manager: x}]"}  # fmt: skip
    loaded = load(Sources(None, files, ("Topics.yaml",), (refused,)))
    assert [(f.code, f.severity) for f in loaded.findings] == [
        ("misnamed-file", "warning"), ("unreadable", "error"),
    ]  # fmt: skip
    assert loaded.program is None


def test_bom_and_windows_newlines_change_nothing() -> None:
    """The same program, and the same places of the same mistakes."""
    files = {path: ("\ufeff" + text.replace("\n", "\r\n")).encode() for path, text in WHOLE.items()}
    assert load(Sources(None, files)).program == _program(WHOLE)
    wrong = {path: ("\ufeff" + text.replace("\n", "\r\n")).encode() for path, text in FILES.items()}
    ours, theirs = Sources(None, wrong), sources_of(FILES)
    places = [
        [replace(each, excerpt="") for each in locate(sources, load(sources).findings)]
        for sources in (ours, theirs)
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize("path", sorted(WHOLE))
def test_no_key_of_a_file_is_read_for_nothing(path: str) -> None:
    """Taking any key with a value of its own out of a file changes the program or is an error."""
    before = _program(WHOLE)
    value = load_yaml(WHOLE[path].encode()).value
    for keys in _paths(value):
        text = yaml.safe_dump(_without(value, keys), sort_keys=False, allow_unicode=True)
        after = load(sources_of({**WHOLE, path: text})).program
        said = _at(value, keys)
        is_default = re.fullmatch(r"(active|either|true|False|planned|held|individual|1-5|no|false|up|1|N?one|fr)", str(said))  # fmt: skip
        assert after != before or is_default, (path, keys)


def _paths(value: Any, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()  # fmt: skip
    found = []
    for key, each in inside:
        if isinstance(value, dict):
            found.append((*keys, key))
        found += _paths(each, (*keys, key))
    return found


def _without(value: Any, keys: tuple[Any, ...]) -> Any:
    if isinstance(value, list):
        return [_without(each, keys[1:]) if n == keys[0] else each for n, each in enumerate(value)]
    if len(keys) == 1:
        return {key: each for key, each in value.items() if key != keys[0]}
    return {
        key: _without(each, keys[1:]) if key == keys[0] else each for key, each in value.items()
    }


def _at(value: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        value = value[key]
    return value
