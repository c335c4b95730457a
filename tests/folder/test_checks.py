"""What must hold across values and files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.findings import Finding
from rmentor.folder.checks.people import circles
from rmentor.folder.load import load
from tests.builders import sources_of

PROGRAM = "name: Test\n"


def _findings(**files: str) -> list[Finding]:
    paths = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    return list(load(sources_of({"program.yaml": PROGRAM} | paths)).findings)


def _codes(**files: str) -> list[str]:
    return [finding.code for finding in _findings(**files)]


def _people(*people: str) -> str:
    return "participants:\n" + "".join(f"  - {{name: N{n}, role: both, {p}}}\n" for n, p in enumerate(people))  # fmt: skip


@pytest.mark.parametrize(
    ("written", "close"),
    [("linkedn", "linkedin"), ("Tableur", "spreadsheets"), ("LinkedIn for work", "linkedin"), ("qqqq", None)],
)  # fmt: skip
def test_an_unknown_topic_names_the_one_that_was_meant(written: str, close: str | None) -> None:
    """By its id or its title in either language."""
    (found,) = _findings(participants=_people(f"id: a, wants: {{{written}: 2}}"))
    assert (found.code, found.spot.part, found.args["close"]) == ("unknown-topic", "key", close)


def test_an_unknown_person_names_the_one_that_was_meant() -> None:
    """By id, name or e-mail."""
    people = (
        "participants:\n  - {id: mia, name: Mia R., role: both, email: m@example.org}\n"
        "  - {id: bo, name: Bo, role: both, manager: Mia R., avoid: [m@example.org], prefer: mai}\n"
    )
    found = _findings(participants=people)
    assert [each.args["close"] for each in found] == ["mia"] * 3
    assert {each.spot.keys[2:] for each in found} == {("manager",), ("avoid", 0), ("prefer",)}


def test_topics_of_one_s_own_are_known_everywhere() -> None:
    """In people, objectives, modules, pairs, plan and journal."""
    topics = "topics: [{id: crm, title: CRM}]"
    people = _people("id: a, offers: {crm: 4}", "id: b, wants: {crm: 1}")
    others = {
        "objectives": "objectives: [{id: o, title: O, topics: [crm]}]",
        "framework": "sessions: 1\nminutes: 60\nevery: 1 week\nmodules: [{id: m, title: M, sessions: 1, topics: [crm]}]",
        "pairs": "pairs: [{id: a--b, mentor: a, mentees: [b], topics: [crm]}]",
        "plan": "sessions: [{pair: a--b, session: 1, topic: crm, start: 2027-01-12 12:00, minutes: 60}]",
        "journal__a--b": "- {session: 1, date: 2027-01-12, topics: [crm], levels: {b: {crm: 1}}}",
    }
    assert _codes(topics=topics, participants=people, **others) == []
    missing = _findings(participants=people, **others)
    assert {each.code for each in missing} == {"unknown-topic"}
    assert len(missing) == 8


def test_ids_in_what_cannot_be_read_count_as_known() -> None:
    """One slip of YAML in a person must not make strangers of those who name that person."""
    broken = "participants:\n  - id: mia\n    name: 'Mia\n  - {id: bo, name: Bo, role: both, manager: mia}\n"
    assert _codes(participants=broken) == ["yaml-unclosed"]
    unreadable = "topics: [{id: crm, title: CRM}\nx"
    assert _codes(topics=unreadable, participants=_people("id: a, offers: {crm: 4}")) == [
        "yaml-unclosed"
    ]


def test_an_id_of_the_wrong_form_is_one_mistake() -> None:
    """Those who name that person are right to."""
    people = _people("id: Mia", "id: bo, manager: Mia")
    assert _codes(participants=people) == ["slug-form"]


def test_ids_are_unique_across_files_and_kinds_are_apart() -> None:
    """A person may have a topic's id, and not another person's, in whatever file."""
    assert _codes(participants=_people("id: linkedin")) == []
    (found,) = _findings(participants=_people("id: a"), participants__more=_people("id: a"))
    assert (found.code, found.spot.file) == ("duplicate-id", "participants/more.yaml")
    assert found.args["other"] == "participants.yaml"


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_circles_are_circles_and_none_is_found_where_there_is_none(
    links: dict[str, list[str]],
) -> None:
    """Each step is a link; without any found, names can be put in order."""
    found = list(circles(links))
    for circle in found:
        assert circle[0] == min(circle)
        for name, after in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert after in links[name]
    if not found:
        rest = {name: {n for n in nexts if n != name} for name, nexts in links.items()}
        while rest:
            free = [name for name, nexts in rest.items() if not nexts & rest.keys()]
            assert free, f"a circle was missed in {links}"
            for name in free:
                del rest[name]


def test_a_reporting_line_may_be_long_and_not_round() -> None:
    """Two thousand levels are one line."""
    line = [f"id: p{n:04d}, manager: p{n + 1:04d}" for n in range(2000)]
    people = _people(*line, "id: p2000")
    assert _codes(participants=people) == []
    (found,) = _findings(participants=people.replace("id: p2000", "id: p2000, manager: p1990"))
    assert (found.code, found.args["people"].__class__) == ("manager-cycle", str)
    assert _codes(participants=_people("id: a, manager: a")) == ["self-reference"]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("name: Léa, email: l@x.org", "name: Léa, email: m@x.org", []),
        ("name: Léa, email: l@x.org", "name: Zoé, email: L@X.org", ["same-email"]),
        ("name: Léa, email: l@x.org", "name: Léa, email: l@x.org", ["same-email"]),
        ("name: Léa", "name: léa", ["same-name"]),
        ("name: Léa, email: l@x.org", "name: Léa", ["same-name"]),
    ],
)
def test_two_people_who_may_be_one_are_pointed_out(one: str, other: str, codes: list[str]) -> None:
    """Namesakes with addresses of their own are two people."""
    text = f"participants: [{{id: a, role: both, {one}}}, {{id: b, role: both, {other}}}]"
    found = _findings(participants=text)
    assert [each.code for each in found] == codes
    assert all(each.severity == "warning" for each in found)


@pytest.mark.parametrize(
    ("windows", "short"),
    [
        ("[tue 12:00-13:30]", 0), ("[tue 12:00-13:29]", 1), ("[tue 12:00-12:45, tue 12:45-13:30]", 0),
        ("[mon 23:00-24:00, tue 00:00-00:30]", 0), ("[tue 12:00-12:30, thu 12:00-14:00]", 1), ("[]", 0),
    ],
)  # fmt: skip
def test_windows_in_which_no_session_fits_are_pointed_out(windows: str, short: int) -> None:
    """Windows that touch are one."""
    framework = "sessions: 6\nminutes: 90\nevery: 1 week"
    people = _people(f"id: a, availability: {windows}")
    assert _codes(framework=framework, participants=people) == ["short-window"] * short


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("start: 2027-01-11\nend: 2027-01-10", ["end-before-start"]),
        ("start: 2027-01-11\nend: 2027-01-11", []),
        ("end: 2027-01-10", []),
        ("weights: {needs: 0, returns: 0, goals: 0, interests: 0, time: 0, mix: 0, drive: 0, prefer: 0}", ["no-weight"]),
        ("weights: {needs: 0, returns: 0}", []),
        ("rules: {group: {min: 9}}", ["group-order"]),
        ("rules: {group: {max: 2}}", ["group-order"]),
        ("rules: {group: {min: 9, max: x}}", ["whole-number"]),
        ("country: FR-57", []),
        ("country: FR-59", ["unknown-subdivision"]),
        ("country: GB-SCT", []),
    ],
)  # fmt: skip
def test_settings_of_the_program_fit_together(text: str, codes: list[str]) -> None:
    """One finding or none."""
    assert _codes(program=f"name: Test\n{text}\n") == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("agenda: [{minutes: 60, title: A}, {minutes: 30, title: B}]", []),
        ("agenda: [{minutes: 60, title: A}]", ["agenda-minutes"]),
        ("agenda: [{minutes: sixty, title: A}]", ["whole-number"]),
        ("agenda: []", []),
        ("modules: [{id: m, title: M, sessions: 6}]", []),
        ("modules: [{id: m, title: M, sessions: 5}]", ["module-sessions"]),
        ("modules: [{id: m, title: M, sessions: 6, minutes: 60, agenda: [{minutes: 60, title: A}]}]", []),
        ("modules: [{id: m, title: M, sessions: 6, agenda: [{minutes: 60, title: A}]}]", ["agenda-minutes"]),
        ("agenda: [{minutes: 90, title: A}]\nmodules: [{id: m, title: M, sessions: 6, minutes: 60}]", ["module-without-agenda"]),
        ("modules: [{id: m, title: M, sessions: 3}, {id: m, title: N, sessions: 3}]", ["duplicate-id"]),
    ],
)  # fmt: skip
def test_a_framework_adds_up(text: str, codes: list[str]) -> None:
    """Agendas to the session's minutes, modules to the framework's sessions."""
    assert _codes(framework=f"sessions: 6\nminutes: 90\nevery: 2 weeks\n{text}\n") == codes


@pytest.mark.parametrize(
    ("pair", "codes"),
    [
        ("mentor: a, mentees: [b]", []),
        ("mentor: a, mentees: [a]", ["pair-with-self"]),
        ("mentor: a, mentees: [b, c, b]", ["named-twice"]),
        ("mentor: a, mentees: []", ["empty-value"]),
        ("mentor: a, mentees: ", ["empty-value"]),
        ("mentor: a", ["missing-key"]),
        ("mentor: gone, mentees: [b]", ["person-left"]),
        ("mentor: gone, mentees: [b], status: ended", []),
        ("mentor: gone, mentees: [b], status: paused", ["person-left"]),
        ("mentor: a, mentees: [rests]", ["person-paused"]),
        ("mentor: rests, mentees: [b], status: active", ["person-paused"]),
        ("mentor: a, mentees: [rests], status: paused", []),
        ("mentor: x, mentees: [b]", ["unknown-person"]),
        ("mentor: a, mentees: [b]}, {id: p, mentor: a, mentees: [c]", ["duplicate-id"]),
        ("mentor: a, mentees: [b]}, {id: q, mentor: a, mentees: [b]", ["same-pair"]),
        ("mentor: a, mentees: [b]}, {id: c, mentor: a, mentees: [c]", ["pair-like-person"]),
        ("mentor: a, mentees: [b]}, {id: program, mentor: a, mentees: [c]", ["reserved-id"]),
    ],
)
def test_a_pair_is_of_people_who_are_there(pair: str, codes: list[str]) -> None:
    """One mentor, other mentees, nobody twice."""
    people = _people(
        "id: a", "id: b", "id: c", "id: gone, status: left", "id: rests, status: paused"
    )
    assert _codes(participants=people, pairs=f"pairs: [{{id: p, {pair}}}]") == codes


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ("status: ended, since: 2027-01-11, until: 2027-01-10", ["until-before-since"]),
        ("status: paused, since: 2027-01-11, until: 2027-01-11", []),
        ("status: completed, until: 2027-01-10", []),
        ("since: 2027-01-11, until: 2027-02-01", ["until-yet-active"]),
        ("status: ended, since: 2027-01-11, until: later", ["date-form"]),
    ],
)
def test_a_pair_ends_after_it_began(days: str, codes: list[str]) -> None:
    """And one that goes on has no last day."""
    text = f"pairs: [{{id: p, mentor: a, mentees: [b], {days}}}]"
    assert _codes(participants=_people("id: a", "id: b"), pairs=text) == codes


def test_a_journal_belongs_to_a_pair_and_speaks_of_its_people() -> None:
    """Its file has the pair's name."""
    people = _people("id: a", "id: b", "id: c")
    pairs = "pairs: [{id: a--b, mentor: a, mentees: [b]}]"
    entry = (
        "- {session: 1, date: 2027-01-12, levels: {c: {linkedin: 1}}, actions: [{who: c, what: X}]}"
    )
    assert (
        _codes(participants=people, pairs=pairs, **{"journal__a--b": entry}) == ["not-in-pair"] * 2
    )
    (found,) = _findings(participants=people, pairs=pairs, **{"journal__a--bb": "[]"})
    assert (found.code, found.args["close"], found.spot.mark) == ("unknown-journal", "a--b", (1, 1))


def test_a_template_that_replaces_nothing_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name that was meant."""
    monkeypatch.setattr("rmentor.folder.load.template_names", lambda: ("program.md", "pair.md"))
    files = {"program.yaml": PROGRAM, "templates/progam.md": "x", "templates/pair.md": "y"}
    (found,) = load(sources_of(files)).findings
    assert (found.code, found.severity) == ("unknown-template", "warning")
    assert (found.spot.file, found.args["close"]) == ("templates/progam.md", "program.md")


def test_a_session_that_lost_its_date_stands_in_both_lists() -> None:
    """Called off, and still to be placed: that is what plan writes, and the program stays whole."""
    people = _people("id: a", "id: b")
    pairs = "pairs: [{id: a--b, mentor: a, mentees: [b]}]"
    off = "{pair: a--b, session: 1, start: 2027-01-12 12:00, minutes: 60, state: cancelled}"
    lost = "unplaced: [{pair: a--b, session: 1, reason: nobody is free}]"
    assert _codes(participants=people, pairs=pairs, plan=f"sessions: [{off}]\n{lost}\n") == []
    twice = f"sessions: [{off}, {off}]\n{lost}\n"
    assert _codes(participants=people, pairs=pairs, plan=twice) == ["session-twice"]
