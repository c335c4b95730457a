"""YAML as people write it: text stays text, and every slip is a problem with its place."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.yaml_load import MAX_BYTES, load_yaml


def _problems(text: str | bytes) -> list[tuple[str, int, int]]:
    data = text.encode() if isinstance(text, str) else text
    return [(each.code, each.line, each.column) for each in load_yaml(data).problems]


@pytest.mark.parametrize(
    "word", ["no", "on", "Yes", "012", "0o17", "0x1f", "1e3", "1_000", "12:30", "2027-01-11", ".5", "NULL", "=", ".inf"]
)  # fmt: skip
def test_words_that_other_readers_turn_into_something_else_stay_text(word: str) -> None:
    """YAML 1.1's surprises are not the user's problem."""
    assert load_yaml(f"a: {word}".encode()).value == {"a": word}


@pytest.mark.parametrize("blank", ["", "~", "null", " # nothing"])
def test_what_says_nothing_is_none(blank: str) -> None:
    """A key left blank, ~ and null are no text; in quotes they are."""
    assert load_yaml(f"a: {blank}".encode()).value == {"a": None}
    assert load_yaml(b"a: 'null'").value == {"a": "null"}


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=8
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


@given(VALUES, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_every_value_of_texts_comes_back_as_it_was_written(
    value: Any, flow: bool, newline: str, mark: str
) -> None:
    """Another library writes it in any style, with any newline and a byte order mark."""
    text = yaml.safe_dump(value, default_style='"', default_flow_style=flow, allow_unicode=True)
    parsed = load_yaml((mark + text.replace("\n", newline)).encode())
    assert parsed.problems == ()
    assert parsed.value == value


def test_a_key_written_twice_is_a_problem_at_the_second_place() -> None:
    """Another reader would keep the last and say nothing."""
    text = "a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\n"
    assert _problems(text) == [("yaml-duplicate-key", 2, 17), ("yaml-duplicate-key", 3, 1)]
    assert load_yaml(text.encode()).value == {"a": "1", "b": {"c": "1", "d": "2"}}


def test_anchors_aliases_and_merge_keys_work() -> None:
    """What a map has itself wins over what it merges; the first of several sources wins."""
    text = (
        "base: &b {x: 1, y: 2}\nmore: &m {x: 5, z: 6}\nmine: {<<: [*b, *m], y: 3}\nlist: [*b, *b]\n"
    )
    found = load_yaml(text.encode())
    assert found.problems == ()
    assert found.value["mine"] == {"y": "3", "x": "1", "z": "6"}
    assert found.value["list"] == [{"x": "1", "y": "2"}] * 2


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", "yaml-conflict-marker", 2, 1),
        ("a:\n\tb: 1\n", "yaml-tab", 2, 1),
        ("a: 'x\nb: 1\n", "yaml-unclosed", 1, 4),
        ("a: [1, 2\nb: 1\n", "yaml-unclosed", 1, 4),
        ("a: b: c\n", "yaml-colon", 1, 5),
        ("a: @b\n", "yaml-first-sign", 1, 4),
        ("a: %b\n", "yaml-first-sign", 1, 4),
        ("a:\n    b: 1\n  c: 2\n", "yaml-indent", 3, 3),
        ("a: 1\nb\nc: 2\n", "yaml-no-colon", 2, 1),
        ('a: "\\q"\n', "yaml-escape", 1, 5),
        ("a: *b\n", "yaml-alias", 1, 4),
        ("a: &b [*b]\n", "yaml-alias-limit", 1, 8),
        ("a: !!python/object:x y\n", "yaml-tag", 1, 4),
        ("a: !mine y\n", "yaml-tag", 1, 4),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2, 1),
        ("? [x]\n: 1\n", "yaml-key", 1, 3),
        ("<<: 3\n", "yaml-key", 1, 1),
        ("[" * 200, "yaml-depth", 1, 101),
        ("a: b\x07\n", "yaml-character", 1, 5),
        ("é: '👩\u2028x'\nb: *b\n", "yaml-alias", 2, 4),
    ],
)  # fmt: skip
def test_each_slip_has_its_name_and_place(text: str, code: str, line: int, column: int) -> None:
    """The place is where people would put it right, counted as editors count."""
    assert _problems(text)[0] == (code, line, column)


def test_each_conflict_is_named_once() -> None:
    """Two conflicts are two problems, not six; a row of signs in a text is none."""
    one = "<<<<<<< ours\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> theirs\n"
    assert [line for _, line, _ in _problems("x: 1\n" + one + one)] == [2, 9]
    assert _problems("x: a <<<<<<< b\n") == []


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"a: 1\nb: caf\xe9\n", 2, 7), (b"a: \x00", 1, 4), ("a: 1".encode("utf-16"), 1, 1)],
)
def test_other_encodings_are_named_with_their_place(data: bytes, line: int, column: int) -> None:
    """A sheet saved as cp1252 says where it stops being UTF-8."""
    assert _problems(data) == [("yaml-encoding", line, column)]


def test_a_huge_file_is_not_read() -> None:
    """Nobody waits for it."""
    assert _problems(b" " * (MAX_BYTES + 1)) == [("yaml-size", 1, 1)]


def test_one_broken_item_does_not_hide_the_others() -> None:
    """Each piece that is no YAML is a problem; the rest keeps its lines and is read."""
    text = (
        "# people\nparticipants:\n  - id: a\n    name: 'A\n  - id: b\n    name: B\n"
        "  - id: c\n    name: C: c\n  # a note\n  - id: d\n    id: e\n"
    )
    parsed = load_yaml(text.encode())
    assert _problems(text) == [
        ("yaml-unclosed", 4, 11), ("yaml-colon", 8, 12), ("yaml-duplicate-key", 11, 5),
    ]  # fmt: skip
    assert parsed.value == {"participants": [{"id": "b", "name": "B"}, {"id": "d"}]}
    assert ["id: a" in parsed.lost[0], "id: c" in parsed.lost[1]] == [True, True]


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_one_broken_key_does_not_hide_the_others(indent: str) -> None:
    """Lists in every indent, beside other keys."""
    text = f"a: [1\nb:\n{indent}- x\n{indent}- 'y\n{indent}- z\nc: 3\n"
    parsed = load_yaml(text.encode())
    assert [code for code, _, _ in _problems(text)] == ["yaml-unclosed", "yaml-unclosed"]
    assert parsed.value == {"b": ["x", "z"], "c": "3"}


def test_aliases_that_stand_for_too_much_are_refused_and_honest_ones_are_not() -> None:
    """A thousand people may share one list of windows."""
    shared = "w: &w [a, b, c]\n" + "".join(f"p{n}: *w\n" for n in range(1000))
    assert _problems(shared) == []
    levels = ["a0: &a0 [x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)
    ]
    assert _problems("\n".join(levels))[0][0] == "yaml-alias-limit"
