"""Journals: several entries of one session, hand edits that stay, entries read before they are in a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.changes import Add, Drop, Put, item_key
from rmentor.folder.documents import entry_document
from rmentor.folder.dump import journal_changes, journal_path
from rmentor.folder.edit import apply
from rmentor.folder.emit import as_loaded, dump_document
from rmentor.folder.entries import read_entries
from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.followup.recording import with_entries
from rmentor.model.program import Program
from rmentor.model.sessions import Action, JournalEntry
from tests.builders import sources_of
from tests.followup.small_program import FILES, GROUP, JOURNAL, PAIR, in_memory

PATH = f"journal/{PAIR}.yaml"
SEVERAL = """\
- {session: 2, date: 2027-01-26, state: moved, reason: work}
- {session: 2, date: 2027-02-02, state: moved}
- {session: 2, date: 2027-02-04}
"""

entries = st.builds(
    JournalEntry,
    st.integers(1, 4),
    st.dates(date(2027, 1, 1), date(2027, 1, 20)),
    st.sampled_from(["held", "cancelled", "moved"]),
    st.none() | st.integers(0, 90),
    st.sampled_from([(), ("linkedin",), ("seo", "linkedin")]),
    st.dictionaries(st.sampled_from(["mentor", "mentee"]), st.integers(1, 5), max_size=2),
    st.sampled_from([{}, {"catherine-a": {"linkedin": 2}}]),
    st.sampled_from([(), (Action("catherine-a", "say: #1", date(2027, 3, 1), returns=True),)]),
    st.sampled_from([(), ("budgeting",)]),
    st.sampled_from([None, "work"]),
)


def _once(found: list[JournalEntry]) -> list[JournalEntry]:
    """No session held twice, and nothing said twice of one day, as check has it."""
    kept: dict[object, JournalEntry] = {}
    for each in found:
        key = each.session if each.state == "held" else (each.session, each.date)
        kept.setdefault(key, each)
    return list(kept.values())


def after_changes(text: str, before: Program, after: Program) -> bytes:
    """The journal's file once ``after`` is written over ``before``."""
    sources = sources_of({**FILES, PATH: text})
    content = apply(sources, journal_changes(before, sources, after))[PATH]
    assert content is not None
    return content


@settings(max_examples=80)
@given(st.lists(entries, max_size=5).map(_once), st.lists(entries, max_size=5).map(_once))
def test_any_journal_becomes_any_other_and_keeps_its_heading(
    first: list[JournalEntry], second: list[JournalEntry]
) -> None:
    """What is written is read back as it was meant, in the order of sessions."""
    base = in_memory()
    before = with_entries(base, PAIR, first)
    after = with_entries(base, PAIR, second)
    documents = [entry_document(each) for each in before.journal[PAIR]]
    text = "# ours\n" + dump_document(documents)
    if before.journal == after.journal:
        assert journal_changes(before, sources_of({PATH: text}), after) == []
        return
    content = after_changes(text, before, after)
    program = load(Sources(None, {**sources_of(FILES).files, PATH: content})).program
    assert program is not None
    assert program.journal[PAIR] == after.journal[PAIR]
    assert content.startswith(b"# ours\n")


def test_an_entry_is_addressed_by_session_day_and_state() -> None:
    """What was held is held once; a session without a state was held, whatever form its number has."""
    keys = [item_key(each) for each in ({"session": "02", "date": "2027-01-26"}, {"session": 2})]
    assert keys == ["2", "2"]
    moved = {"session": 2, "date": date(2027, 1, 26), "state": "moved"}
    assert item_key(moved) == item_key(as_loaded(moved)) == "2/2027-01-26/moved"
    assert item_key({"date": "2027-01-26", "value": 3}) == "2027-01-26"
    assert item_key({"pair": "a--b", "session": 2}) == "a--b/2"


def test_one_of_several_entries_of_a_session_is_edited() -> None:
    """The others keep their bytes."""
    sources = sources_of({PATH: SEVERAL})
    changes = [
        Put(PATH, ("2/2027-02-02/moved", "reason"), "place"),
        Put(PATH, ("2", "minutes"), 60),
        Drop(PATH, ("2/2027-01-26/moved", "reason")),
        Add(PATH, (), {"session": 3, "date": date(2027, 2, 9)}),
    ]
    assert apply(sources, changes)[PATH] == (
        b"- {session: 2, date: 2027-01-26, state: moved}\n"
        b"- {session: 2, date: 2027-02-02, state: moved, reason: place}\n"
        b"- {session: 2, date: 2027-02-04, minutes: 60}\n"
        b"- {session: 3, date: 2027-02-09}\n"
    )


@pytest.mark.parametrize(
    "new",
    [
        {"date": date(2027, 1, 13)},
        {"state": "cancelled", "minutes": None, "topics": (), "pulse": {}, "actions": ()},
        {"pulse": {"mentor": 5, "mentee": 3}, "minutes": 80},
    ],
)
def test_a_corrected_entry_keeps_its_comments(new: dict[str, object]) -> None:
    """Also where its day or state changes, by which it is addressed."""
    before = in_memory()
    (entry,) = before.journal[PAIR]
    after = with_entries(before, PAIR, [replace(entry, **new)])
    text = after_changes(JOURNAL, before, after).decode()
    assert text.startswith("# Ours: edited by hand, too.\n- session: 1            # the kick-off\n")
    if new.get("pulse"):
        assert "# both were asked" in text
        assert "# the first one matters most" in text


def test_ticking_an_action_changes_one_line() -> None:
    """The list of actions keeps its forms, its quotes and its comments."""
    before = in_memory()
    (entry,) = before.journal[PAIR]
    done = replace(entry.actions[0], done=True)
    after = with_entries(before, PAIR, [replace(entry, actions=(done, entry.actions[1]))])
    assert after_changes(JOURNAL, before, after).decode() == JOURNAL.replace(
        "due: 2027-02-02}", "due: 2027-02-02, done: true}"
    )


def test_a_new_journal_says_what_it_is() -> None:
    """In the program's language, and that what was said is nobody's business."""
    before = in_memory()
    after = with_entries(before, GROUP, [JournalEntry(1, date(2027, 1, 12))])
    sources = sources_of(FILES)
    assert journal_path(GROUP) == f"journal/{GROUP}.yaml"
    content = apply(sources, journal_changes(before, sources, after))[journal_path(GROUP)]
    assert content is not None
    assert content.decode().splitlines() == [
        "# What happened: written by rmentor log. You may edit it.",
        "# What two people say to each other is theirs: there is no field for it.",
        "- session: 1",
        "  date: 2027-01-12",
        "  state: held",
    ]
    french = replace(before, language="fr")
    (change,) = journal_changes(french, sources, replace(after, language="fr"))
    assert str(getattr(change, "text", "")).startswith("# Ce qui s’est passé")


def test_two_words_on_one_day_are_a_warning() -> None:
    """It may be meant, but nobody can tell which is right."""
    text = (
        "- {session: 2, date: 2027-01-26, state: moved}\n- {session: 2, date: 2027-01-26, state: "
        "cancelled}\n- {session: 3, date: 2027-01-26, state: moved}\n- {session: 2, date: 2027-01-26}\n"
    )
    findings = load(sources_of({**FILES, PATH: text})).findings
    assert [(each.code, each.severity, each.spot.keys) for each in findings] == [
        ("entry-twice", "warning", (1, "date"))
    ]


def test_entries_are_checked_before_they_are_in_a_file() -> None:
    """All mistakes at once, with what was probably meant."""
    told = {
        "session": "1",
        "date": "2027-01-32",
        "topics": ["linkdin"],
        "returns": ["budgetin"],
        "pulse": {"mentour": "5"},
        "levels": {"omar-b": {"linkedin": "7"}},
        "actions": [{"who": "catherin", "what": "x"}],
    }
    found, findings = read_entries(in_memory(), {PAIR: [told]})
    assert found == {}
    assert {(each.code, each.args.get("close")) for each in findings} == {
        ("no-such-day", None),
        ("unknown-topic", "linkedin"),
        ("unknown-topic", "budgeting"),
        ("unknown-key", "mentor"),
        ("number-range", None),
        ("not-in-pair", None),
        ("unknown-person", "catherine-a"),
    }
    assert {each.spot.file for each in findings} == {PATH}


def test_entries_of_several_pairs_are_read_in_their_order() -> None:
    """A person of the other pair is nobody here."""
    right = {"session": "2", "date": "2027-01-26", "levels": {"yves-l": {"seo": "2"}}}
    found, findings = read_entries(in_memory(), {GROUP: [right, right], PAIR: [right]})
    assert [each.session for each in found[GROUP]] == [2, 2]
    assert [(each.code, each.spot.file) for each in findings] == [("not-in-pair", PATH)]
    _, wrong = read_entries(in_memory(), {PAIR: {"session": "1"}})
    assert [each.code for each in wrong] == ["list-expected"]
