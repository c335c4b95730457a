"""Key paths find their lines and columns; another library's marks are the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.marks import Node, Steps, marks
from rmentor.folder.places import Place, find_places
from tests.folder.test_yaml_load import VALUES
from tests.folder.whole_program import WHOLE


def _composed(
    node: yaml.Node, keys: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    """Key path, key node and value node of everything that PyYAML's own composer finds."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*keys, key.value), key, value
            yield from _composed(value, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield (*keys, place), None, value
            yield from _composed(value, (*keys, place))


def _check_against_oracle(text: str) -> None:
    root = yaml.compose(text, yaml.SafeLoader)
    assert root is not None
    for keys, key, value in _composed(root):
        found = find_places(text, [(keys, "key"), (keys, "value")])
        if key is not None:
            mark = key.start_mark
            assert (found[keys, "key"].line, found[keys, "key"].column) == (
                mark.line + 1,
                mark.column + 1,
            )
        mark = value.start_mark
        is_blank = value.start_mark.index == value.end_mark.index
        if not (is_blank and key is not None):
            assert (found[keys, "value"].line, found[keys, "value"].column) == (
                mark.line + 1, mark.column + 1,
            )  # fmt: skip


@pytest.mark.parametrize("path", sorted(WHOLE))
def test_every_key_and_value_of_a_program_is_found(path: str) -> None:
    """Block and flow, nested and not."""
    _check_against_oracle(WHOLE[path])


@given(
    st.dictionaries(st.text("abcé👩", min_size=1, max_size=4), VALUES, min_size=1, max_size=3),
    st.booleans(),
)
def test_every_key_and_value_of_any_yaml_is_found(value: Any, flow: bool) -> None:
    """Columns count characters, whatever they are."""
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    # Editors do not count these as newlines; the oracle begins a map at its question mark.
    if not any(sign in text for sign in ("\x85", "\u2028", "\u2029", "? ")):
        _check_against_oracle(text)


def test_windows_newlines_and_odd_separators_do_not_shift_lines() -> None:
    """U+2028 pasted from a word processor is no new line to an editor."""
    text = "a: 'x\u2028y'\r\nb: 1\r\nc: {d: 2}\r\n"
    assert find_places(text, [(("c", "d"), "value")]) == {(("c", "d"), "value"): Place(3, 8, 9)}


def test_what_is_missing_is_shown_at_its_map() -> None:
    """A person without a name is shown at the first key of that person."""
    text = "people:\n  - id: a\n  - {id: b}\nnext:\n"
    wanted = [(("people", 0, "name"), "value"), (("people", 1, "name"), "value"), (("next",), "value"), ((), "value"), (("people", 7), "value")]  # fmt: skip
    found = find_places(text, wanted)
    assert [(found[each].line, found[each].column) for each in wanted] == [(2, 5), (3, 5), (4, 1), (1, 1), (2, 3)]  # fmt: skip


def test_items_are_found_by_their_ids_as_well() -> None:
    """Changes name list items by id, findings by position."""
    text = "people:\n  - id: a\n  - id: b\n    name: B\n"
    by_id, by_position = (("people", "b", "name"), "value"), (("people", 1, "name"), "value")
    found = find_places(text, [by_id, by_position])
    assert found[by_id] == found[by_position] == Place(4, 11, 12)


def test_a_value_behind_an_alias_or_a_merge_is_shown_where_it_is_written() -> None:
    """The line to correct is the one with the anchor."""
    text = "a: &a {x: 1}\nb: *a\nc:\n  <<: *a\n  y: 2\n"
    wanted = [(("b", "x"), "value"), (("c", "x"), "key"), (("c", "y"), "value")]
    found = find_places(text, wanted)
    assert [(found[each].line, found[each].column) for each in wanted] == [(1, 11), (1, 8), (5, 6)]


def test_places_in_a_file_with_a_broken_piece_are_those_of_the_whole_file() -> None:
    """The pieces left out of the value are left out of the count."""
    text = "people:\n  - name: 'a\n  - name: b\n"
    assert find_places(text, [(("people", 0, "name"), "value")]) == {
        (("people", 0, "name"), "value"): Place(3, 11, 12)
    }


@pytest.mark.parametrize("text", ["", "# nothing", "a: [", "[" * 3000])
def test_a_text_without_places_gives_its_first_line(text: str) -> None:
    """Nothing is raised."""
    assert find_places(text, [(("a", 0), "value")])[("a", 0), "value"].line == 1


def test_a_text_is_walked_once_however_many_places_are_looked_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hundred findings in a long file cost one reading."""
    text = "people:\n" + "".join(f"  - {{id: p{n}, name: x}}\n" for n in range(3000))
    walked = []

    def counted(part: str, wanted: Steps | None = None) -> Node | None:
        walked.append(part)
        return marks(part, wanted)

    monkeypatch.setattr("rmentor.folder.places.marks", counted)
    wanted = [(("people", 29 * n, "name"), "value") for n in range(100)]
    assert len(find_places(text, wanted)) == 100
    assert walked == [text]
