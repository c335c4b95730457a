"""Edits of files that people wrote: the value meant, in the fewest lines, with every comment kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.changes import Add, Change, Drop, Put, Remove, Write
from rmentor.errors import EditFailed
from rmentor.folder.blocks import edit_blocks
from rmentor.folder.edit import apply, edit_whole
from rmentor.folder.yaml_load import load_yaml
from tests.builders import sources_of
from tests.folder.hand_styles import Hand, people
from tests.folder.wanted_changes import FILE, carried_out, random_change, random_changes


def edited(text: str, *changes: Change) -> str:
    """Text of participants.yaml after changes."""
    after = apply(sources_of({FILE: text}), changes)[FILE]
    assert after is not None
    return after.decode()


def put(path: str, value: object) -> Put:
    return Put(FILE, tuple(path.split("/")), value)


def drop(path: str) -> Drop:
    return Drop(FILE, tuple(path.split("/")))


def add(value: object, path: str = "participants", before: str | None = None) -> Add:
    return Add(FILE, tuple(path.split("/")) if path else (), value, before)


PEOPLE = """\
# Our people
participants:

  # she leads the team
  - id: ana
    name: 'Ana'   # as she writes it
    offers: {linkedin: 5}  # own words
    volunteer: true

  - id: bob
    name: Bob
    wants:
      budgeting: 2   # urgent
      seo: 1
    # Bob is away in May

  # end of the list
format: 1
"""
NEW = {"id": "cy", "name": "Cy", "offers": {"seo": 4}}


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (put("participants/ana/name", "Ana L."), "    name: 'Ana'   #", "    name: 'Ana L.'   #"),
        (put("participants/ana/name", "L'Ana"), "name: 'Ana'", "name: 'L''Ana'"),
        (put("participants/ana/offers/linkedin", 4), "{linkedin: 5}", "{linkedin: 4}"),
        (put("participants/ana/offers/seo", 3), "{linkedin: 5}", "{linkedin: 5, seo: 3}"),
        (put("participants/ana/volunteer", False), "volunteer: true", "volunteer: false"),
        (put("participants/bob/wants/budgeting", 3), "budgeting: 2   #", "budgeting: 3   #"),
        (put("participants/bob/wants/tiktok", 3), "seo: 1\n", "seo: 1\n      tiktok: 3\n"),
        (put("participants/bob/drive", 4), "seo: 1\n", "seo: 1\n    drive: 4\n"),
        (put("participants/bob/languages", ["fr", "en"]), "seo: 1\n", "seo: 1\n    languages: [fr, en]\n"),
        (put("participants/ana/offers", {"seo": 1}), "{linkedin: 5}  #", "{seo: 1}  #"),
        (put("participants/ana/offers", {}), "{linkedin: 5}  #", "{}  #"),
        (put("participants/ana/name", None), "name: 'Ana'   #", "name:   #"),
        (put("format", 2), "format: 1", "format: 2"),
        (put("kpis", []), "format: 1\n", "format: 1\nkpis: []\n"),
        (drop("participants/bob/wants/budgeting"), "      budgeting: 2   # urgent\n", ""),
        (drop("participants/ana/offers/linkedin"), "{linkedin: 5}", "{}"),
        (drop("participants/ana/volunteer"), "    volunteer: true\n", ""),
        (drop("format"), "format: 1\n", ""),
        (
            add(NEW),
            "    # Bob is away in May\n",
            "    # Bob is away in May\n\n  - id: cy\n    name: Cy\n    offers: {seo: 4}\n",
        ),
        (
            add(NEW, before="bob"),
            "    volunteer: true\n",
            "    volunteer: true\n\n  - id: cy\n    name: Cy\n    offers: {seo: 4}\n",
        ),
        (
            add(NEW, before="ana"),
            "  # she leads",
            "  - id: cy\n    name: Cy\n    offers: {seo: 4}\n\n  # she leads",
        ),
    ],
)  # fmt: skip
def test_a_change_touches_its_own_lines_only(change: Change, old: str, new: str) -> None:
    """One value is one line; the rest of the text stays byte for byte."""
    assert PEOPLE.count(old) == 1
    assert edited(PEOPLE, change) == PEOPLE.replace(old, new)


def test_dropping_the_last_topic_leaves_an_empty_map() -> None:
    """The key stays, and so do the comments around it."""
    after = edited(
        PEOPLE, drop("participants/bob/wants/budgeting"), drop("participants/bob/wants/seo")
    )
    gone = "    wants:\n      budgeting: 2   # urgent\n      seo: 1\n"
    assert after == PEOPLE.replace(gone, "    wants: {}\n")


def test_dropping_a_person_takes_the_comments_that_stand_inside() -> None:
    """What is said about somebody goes with them; the blank line between people stays one."""
    after = edited(PEOPLE, drop("participants/bob"))
    start, end = PEOPLE.index("  - id: bob"), PEOPLE.index("  # end of the list")
    assert after == PEOPLE[:start] + PEOPLE[end:]


def test_dropping_everybody_leaves_an_empty_list_that_can_be_filled_again() -> None:
    """Comments stay, and the next person is written below the key."""
    empty = edited(PEOPLE, drop("participants/bob"), drop("participants/ana"))
    assert "participants: []\n" in empty
    assert "# she leads the team" in empty
    assert "participants:\n  - id: cy\n" in edited(empty, add(NEW))


def test_a_value_that_is_so_already_changes_nothing() -> None:
    """Figures and texts are compared as they would be read."""
    text = "participants:\n- {id: ana, drive: '4', away: [2027-04-02]}\r\n"
    assert (
        edited(text, put("participants/ana/drive", 4), put("participants/ana/away", ["2027-04-02"]))
        == text
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "participants:\n  - id: cy\n"),
        ("# none yet", "# none yet\nparticipants:\n  - id: cy"),
        ("# none yet\n", "# none yet\nparticipants:\n  - id: cy\n"),
        ("---\n", "---\nparticipants:\n  - id: cy\n"),
        ("--- # start\n...\n", "--- # start\nparticipants:\n  - id: cy\n...\n"),
        ("participants:\n", "participants:\n  - id: cy\n"),
        ("participants:", "participants:\n  - id: cy"),
        ("participants:  # who\n\n# - id: x\n", "participants:  # who\n  - id: cy\n\n# - id: x\n"),
        ("participants: []\n", "participants:\n  - id: cy\n"),
        ("participants: ~  # who\r\n", "participants:  # who\r\n  - id: cy\r\n"),
        ("{}\n", "participants:\n  - id: cy\n"),
        ("format: 1\n", "format: 1\nparticipants:\n  - id: cy\n"),
        ("format: 1", "format: 1\nparticipants:\n  - id: cy"),
        ("participants:\n- id: ana", "participants:\n- id: ana\n- id: cy"),
        ("participants:\n    -   id: ana\n", "participants:\n    -   id: ana\n    -   id: cy\n"),
        ("participants:\n- {id: ana}\nformat: 1\n", "participants:\n- {id: ana}\n- {id: cy}\nformat: 1\n"),
        ("participants: [{id: ana}]  # all\n", "participants: [{id: ana}, {id: cy}]  # all\n"),
        ("participants: [ # who\n  ]\n", "participants:  # who\n  - id: cy\n"),
        (
            "participants: [\n  {id: ana}, # A\n  {id: bob}, # B\n]\n",
            "participants: [\n  {id: ana}, # A\n  {id: bob}, # B\n  {id: cy},\n]\n",
        ),
        (
            "participants: [\n  {id: ana}, # A\n  {id: bob} # B\n]\n",
            "participants: [\n  {id: ana}, # A\n  {id: bob}, # B\n  {id: cy}\n]\n",
        ),
    ],
)  # fmt: skip
def test_a_new_item_is_written_like_its_neighbours(text: str, expected: str) -> None:
    """Into any list, empty or not, in block or brackets, with the file's own newlines."""
    assert edited(text, add({"id": "cy"})) == expected


def test_a_new_person_takes_over_the_form_of_the_one_before() -> None:
    """Four spaces, and topics below their key, as that hand does it."""
    text = "participants:\n    - id: ana\n      offers:\n          seo: 3\n      away:\n      - 2027-04-02\n"
    new = {"id": "cy", "offers": {"seo": 4}, "away": ["2027-04-02"], "wants": {"ads": 1}}
    assert edited(text, add(new)) == text + (
        "    - id: cy\n      offers:\n          seo: 4\n      away:\n      - 2027-04-02\n      wants: {ads: 1}\n"
    )


def test_a_byte_order_mark_and_windows_newlines_are_kept() -> None:
    """Files that Windows editors wrote stay theirs."""
    text = "\ufeff" + PEOPLE.replace("\n", "\r\n")
    after = edited(text, put("participants/bob/drive", 4), add(NEW))
    assert after.startswith("\ufeff# Our people\r\n")
    assert "\n" not in after.replace("\r\n", "")
    assert "      seo: 1\r\n    drive: 4\r\n" in after


def test_a_document_that_is_a_list_is_edited_by_session() -> None:
    """A journal: entries by their number, new ones behind."""
    text = "# what happened\n- session: 1\n  pulse: {mentor: 5}\n"
    entry = {"session": 2, "actions": [{"who": "ana", "what": "Publier"}]}
    assert edited(text, put("1/pulse/mentee", 4), add(entry, "")) == (
        "# what happened\n- session: 1\n  pulse: {mentor: 5, mentee: 4}\n"
        "- session: 2\n  actions:\n    - who: ana\n      what: Publier\n"
    )


def test_a_list_of_scalars_keeps_what_stays_of_it() -> None:
    """Reordered topics take their comments along; a replaced one is one line."""
    text = "participants:\n- id: ana\n  topics:\n    - seo  # s\n    - ads  # a\n    - crm  # c\n"
    moved = edited(text, put("participants/ana/topics", ["ads", "crm", "seo"]))
    assert (
        moved
        == "participants:\n- id: ana\n  topics:\n    - ads  # a\n    - crm  # c\n    - seo  # s\n"
    )
    assert edited(text, put("participants/ana/topics", ["seo", "tv", "crm"])) == text.replace(
        "ads", "tv"
    )


def test_texts_of_several_lines_stay_block_scalars() -> None:
    """With the comment on their first line; a text of one line goes back behind its key."""
    text = "participants:\n- id: ana\n  note: |  # from her\n      one\n      two\n\n  drive: 3\n"
    longer = edited(text, put("participants/ana/note", "one\n\nthree\n"))
    assert longer == text.replace("      two\n\n", "\n      three\n\n")
    assert "  note: one  # from her\n\n  drive: 3\n" in edited(
        text, put("participants/ana/note", "one")
    )
    assert edited(text, put("participants/ana/drive", 4)) == text.replace("drive: 3", "drive: 4")


@pytest.mark.parametrize(
    "change",
    [
        put("participants/zoe/drive", 3),
        put("participants/ana/name/first", "A"),
        drop("participants/zoe"),
        drop("participants/ana/drive"),
        drop("format/deep"),
        add({"id": "ana"}),
        add(NEW, "format"),
        add(NEW, before="zoe"),
        Drop(FILE, ()),
    ],
)
def test_a_change_that_fits_nowhere_is_refused(change: Change) -> None:
    """The error names the file and the change; nothing is guessed."""
    with pytest.raises(EditFailed) as refused:
        edited(PEOPLE, change)
    assert refused.value.args_by_name["file"] == FILE
    assert refused.value.args_by_name["change"]


def test_two_people_of_one_id_are_not_edited() -> None:
    """Nobody can say which of them is meant."""
    text = "participants:\n  - id: ana\n  - id: ana\n"
    with pytest.raises(EditFailed):
        edited(text, put("participants/ana/drive", 3))


def test_a_missing_person_is_never_made_as_a_map() -> None:
    """A list that is empty does not become something else."""
    for text in ("participants:\n", "", "format: 1\n"):
        with pytest.raises(EditFailed):
            edited(text, put("participants/ana/drive", 3))


ANCHORED = """\
participants:
  - id: ana
    offers: &usual {seo: 3}
    levels: &more
      ads: 1
  - id: bob
    offers: *usual
    levels: *more
  - id: cy
    <<: {drive: 3}
    name: Cy
"""


def test_an_edit_of_an_alias_writes_the_value_out() -> None:
    """Bob gets his own topics; Ana keeps hers."""
    after = edited(ANCHORED, put("participants/bob/offers/ads", 2))
    assert after == ANCHORED.replace("*usual", "{seo: 3, ads: 2}")


@pytest.mark.parametrize(
    "change", [put("participants/ana/offers/ads", 2), drop("participants/ana/levels/ads")]
)
def test_an_edit_of_an_anchor_that_others_use_is_refused(change: Change) -> None:
    """It would silently change others."""
    with pytest.raises(EditFailed):
        edited(ANCHORED, change)


def test_a_merged_key_is_written_over_but_never_dropped() -> None:
    """An own key wins over a merged one; what is merged in cannot be taken out of one map."""
    assert "    name: Cy\n    drive: 4\n" in edited(ANCHORED, put("participants/cy/drive", 4))
    with pytest.raises(EditFailed):
        edited(ANCHORED, drop("participants/cy/drive"))


def test_broken_files_are_left_alone() -> None:
    """An edit needs to know what the file says."""
    for text in ("participants: [\n", "a: 1\na: 2\n", "<<<<<<< HEAD\n"):
        with pytest.raises(EditFailed):
            edited(text, put("format", 1))
    with pytest.raises(EditFailed):
        apply(sources_of({}), [drop("participants/ana")])
    with pytest.raises(EditFailed):
        edited("format: 1\n", put("name", "\ud800"))


def test_whole_files_are_written_removed_and_made() -> None:
    """Later changes of one file go on from earlier ones."""
    files = apply(
        sources_of({"a.yaml": "x: 1\n"}),
        [
            Write("b.md", "text\n"),
            Remove("c.md"),
            Put("new.yaml", ("rules", "min_level"), 4),
            Put("a.yaml", ("x",), 2),
            Write("d.yaml", b"x: 1\n"),
            Put("d.yaml", ("x",), 3),
        ],
    )
    assert files == {
        "b.md": b"text\n",
        "c.md": None,
        "d.yaml": b"x: 3\n",
        "new.yaml": b"rules: {min_level: 4}\n",
        "a.yaml": b"x: 2\n",
    }


HANDS = st.randoms(use_true_random=False)


@settings(max_examples=250)
@given(people(), HANDS, st.integers(1, 4))
def test_any_changes_in_any_hand_give_what_was_meant(
    value: dict[str, Any], chance: random.Random, number: int
) -> None:
    """Indents, brackets, quotes, comments, newlines of all kinds; the oracle works on plain values."""
    text = Hand(chance).write(value)
    before = load_yaml(text.encode())
    assert not before.problems
    changes, meant = random_changes(before.value, number, chance)
    after = load_yaml(edited(text, *changes).encode())
    assert not after.problems
    assert after.value == meant


def _at(value: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        if isinstance(value, list):
            value = next((each for each in value if each["id"] == key), None)
        else:
            value = None if value is None else value.get(key)
    return value


@settings(max_examples=250)
@given(people(), HANDS)
def test_one_change_leaves_every_other_line_and_comment_alone(
    value: dict[str, Any], chance: random.Random
) -> None:
    """An addition changes one old line at most, a removal makes one new line at most."""
    hand = Hand(chance)
    text = hand.write(value)
    change = random_change(load_yaml(text.encode()).value, chance)
    after = edited(text, change)
    old, new = Counter(text.splitlines()), Counter(after.splitlines())
    if isinstance(change, Drop):
        assert (new - old).total() <= 1
        return
    replaced = _at(load_yaml(text.encode()).value, change.keys)
    if isinstance(change, Add) or replaced is None or isinstance(replaced, str):
        assert all(comment in after for comment in hand.comments)
        if not (isinstance(replaced, str) and "\n" in replaced):
            assert (old - new).total() <= 1


def _plain(number: int, chance: random.Random) -> str:
    """A long list in one plain hand."""
    offset, gap = chance.choice((0, 2, 4)), chance.choice((" ", "   "))
    dash = " " * offset + "-" + gap
    lines = ["# l'équipe d'abord", "participants:  # all"]
    for at in range(number):
        lines += [""] if chance.random() < 0.2 else []
        lines += [" " * offset + f"# about {at}"] if chance.random() < 0.2 else []
        if chance.random() < 0.1:
            lines += [f"{dash}{{id: p{at}, drive: {at % 5}}}  # short"]
            continue
        inner = " " * len(dash)
        lines += [f"{dash}id: p{at}" + chance.choice(("", "  # id"))]
        lines += [f'{inner}name: "Person {at}"', f"{inner}offers:", f"{inner}  seo: 3  # s"]
        lines += [f"{inner}# away in May"] if chance.random() < 0.2 else []
    lines += chance.choice(([], ["kpis:", "  - id: p1"], ["", "# end"]))
    newline = chance.choice(("\n", "\r\n"))
    return newline.join(lines) + chance.choice((newline, ""))


def _of_a_long_list(number: int, chance: random.Random) -> list[Put | Add | Drop]:
    place = f"participants/p{chance.randrange(number)}"
    changes: list[Put | Add | Drop] = [put(f"{place}/drive", 9)]
    for at in sorted(chance.sample(range(number), number // 2)):
        kind = chance.randrange(4)
        place = f"participants/p{at}"
        if kind == 0:
            changes.append(put(f"{place}/offers/ads", 1))
        elif kind == 1 and changes[0].keys[1] != f"p{at}":
            changes.append(drop(place))
        elif kind == 2:
            changes.append(add({"id": f"new{at}", "offers": {"seo": 1}}))
        elif f"p{at}" not in {change.keys[1] for change in changes if isinstance(change, Drop)}:
            changes.append(add({"id": f"in{at}", "offers": {"seo": 1}}, before=f"p{at}"))
    return changes


@settings(max_examples=120)
@given(st.integers(3, 12), HANDS)
def test_the_fast_way_does_what_the_whole_file_way_does(number: int, chance: random.Random) -> None:
    """People are found by text in plain lists, and the result is the same to the byte."""
    text, changes = _plain(number, chance), _of_a_long_list(number, chance)
    fast = edit_blocks(text, changes)
    assert fast is None or fast == edit_whole(FILE, text, changes)
    meant = load_yaml(text.encode()).value
    for change in changes:
        meant = carried_out(meant, change)
    assert load_yaml(edited(text, *changes).encode()).value == meant


@pytest.mark.parametrize("offset", [0, 2, 4])
def test_plain_lists_take_the_fast_way(offset: int) -> None:
    """Otherwise the property above would compare the whole-file way with itself."""
    dash = " " * offset + "- "
    text = "participants:\n" + "".join(f"{dash}id: p{at}\n" for at in range(5)) + "format: 1\n"
    for change in (
        put("participants/p2/drive", 1),
        add(NEW),
        drop("participants/p4"),
        add(NEW, before="p3"),
    ):
        assert edit_blocks(text, [change]) is not None


QUOTED = "  - id: ana\n    name: {0}quoted\n  - id: bob\n    over lines{0}\n"
BOB = "  - name: Bob\n    id: bob\n"


@pytest.mark.parametrize(
    "trick",
    [
        QUOTED.format('"') + BOB,
        QUOTED.format("'") + BOB,
        "  - id: ana\n    name: &a x\n  - id: bob\n    name: *a\n",
        "  - id: ana\n    note: |\n      - id: bob\n" + BOB,
        "  - id: ana\n    note: >\n     - id: bob\n  - id: bob\nkpis:\n  - id: bob\n",
        "  - {id: ana, name: [\nx]}\n  - id: bob\n",
    ],
)
def test_texts_that_only_look_plain_are_not_fooled(trick: str) -> None:
    """A line that looks like Bob inside somebody's name is no Bob."""
    text = "participants:\n" + trick
    change = put("participants/bob/drive", 1)
    after = load_yaml(edited(text, change).encode())
    assert after.value == carried_out(load_yaml(text.encode()).value, change)


@pytest.mark.parametrize(
    "trick",
    [
        "participants:\n" + QUOTED.format('"'),
        "participants:\n  - id: bob\n  -\n    id: cy\n  - id: bob\n",
        "participants:\nkpis:\n  - id: bob\n",
        "note: |\n  participants:\n  - id: bob\n",
    ],
)
def test_what_is_not_there_is_not_found_by_its_looks(trick: str) -> None:
    """No Bob, or two: nothing is edited."""
    assert not load_yaml(trick.encode()).problems
    with pytest.raises(EditFailed):
        edited(trick, put("participants/bob/drive", 1))


def _crowd(number: int) -> str:
    return "participants:\n" + "".join(
        f"  - id: p{at:05d}\n    name: Person {at}\n    email: p{at}@example.org\n    role: mentor\n"
        f"    volunteer: true\n    department: Finance\n    offers:\n      seo: 4\n      ads: 3\n"
        f"    wants:\n      budgeting: 2\n    availability: [mon 08:00-12:00, tue 14:00-17:00]\n"
        for at in range(number)
    )


def test_one_person_of_many_is_changed_without_reading_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only the person's own lines are parsed; benchmarks/ says what that saves."""
    text = _crowd(1500)
    monkeypatch.setattr("rmentor.folder.edit.edit_whole", None)
    after = apply(sources_of({FILE: text}), [put("participants/p00777/drive", 1)])[FILE]
    assert after is not None
    added = set(after.decode().splitlines()) - set(text.splitlines())
    assert added == {"    drive: 1"}


def test_everybody_changes_at_once_person_by_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand changes of an import go the same way as one."""
    monkeypatch.setattr("rmentor.folder.edit.edit_whole", None)
    changes = [put(f"participants/p{at:05d}/drive", 1) for at in range(1000)]
    after = apply(sources_of({FILE: _crowd(1000)}), changes)[FILE]
    assert after is not None
    assert after.count(b"\n    drive: 1\n") == 1000
