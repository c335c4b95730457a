"""New values are written so that every YAML reads them back as they were meant."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rmentor.folder.emit import (
    Flow,
    Manner,
    as_loaded,
    dump_document,
    entry_lines,
    flow_text,
    item_lines,
    key_text,
    literal_lines,
    scalar_text,
)
from rmentor.folder.yaml_load import load_yaml

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(
        "yesno0123456789-+.:/#'\"{}[],&*!|>%@?\\~ \t\n\u00a0\u202f\u2028\u0085\ufeffé", max_size=8
    ),
    st.sampled_from(
        (
            "no",
            "On",
            "null",
            "~",
            "12:30",
            "007",
            "1e3",
            "0x1F",
            "---",
            "- a",
            "a: b",
            "a #b",
            "<<",
            "=",
        )
    ),
)
SCALARS = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(min_value=date(1970, 1, 1)),
)
KEYS = st.one_of(TEXTS.filter(lambda text: bool(text) and not text.isdecimal()), st.integers(0, 9))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def _is_a_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


@given(TEXTS)
def test_a_text_reads_back_as_itself_wherever_it_stands(text: str) -> None:
    """As a value, as a key, in brackets; whatever its signs are."""
    for document, expected in (
        (f"k: {scalar_text(text)}", {"k": text}),
        (f"{key_text(text)}: v", {text: "v"}),
        (f"[{scalar_text(text, flow=True)}, x]", [text, "x"]),
        (f"{{{key_text(text, flow=True)}: {scalar_text(text, flow=True)}}}", {text: text}),
        (f"k: {scalar_text(text, style=chr(39))}", {"k": text}),
        (f"k: {scalar_text(text, style=chr(34))}", {"k": text}),
    ):
        parsed = load_yaml(document.encode())
        assert not parsed.problems, document
        assert parsed.value == expected


@given(TEXTS)
def test_other_readers_of_yaml_see_the_same_text(text: str) -> None:
    """YAML 1.1 (PyYAML) and 1.2 (ruamel) both read text, not a figure or a yes; days are meant as days."""
    from ruamel.yaml import YAML

    if _is_a_day(text):
        return
    document = f"k: {scalar_text(text)}\nl: [{scalar_text(text, flow=True)}]\n"
    expected = {"k": text, "l": [text]}
    assert yaml.safe_load(document) == expected
    assert YAML(typ="safe", pure=True).load(StringIO(document)) == expected


@given(VALUES)
def test_a_document_reads_back_as_it_was_meant(value: Any) -> None:
    """Any nesting of maps, lists and scalars."""
    if not isinstance(value, dict | list):
        value = [value]
    parsed = load_yaml(dump_document(value).encode())
    assert not parsed.problems
    assert parsed.value == as_loaded(value)


@given(
    st.dictionaries(st.sampled_from("abc"), VALUES, min_size=1, max_size=3),
    st.integers(1, 5),
    st.integers(0, 5),
    st.integers(1, 4),
    st.frozensets(st.sampled_from("abc")),
)
def test_every_manner_means_the_same(
    value: dict[str, Any], step: int, offset: int, gap: int, block: frozenset[str]
) -> None:
    """Wide or narrow, with dashes under the key or further right, short lists below or behind it."""
    manner = Manner(step, offset, " " * gap, block)
    lines = ["k:", *item_lines(value, "  ", manner), *entry_lines("l", [value], "", manner)]
    parsed = load_yaml("\n".join(lines).encode())
    assert not parsed.problems
    assert parsed.value == as_loaded({"k": [value], "l": [value]})


@given(st.lists(TEXTS, min_size=2, max_size=4).map("\n".join), st.integers(1, 4))
def test_a_block_scalar_reads_back_or_is_refused(text: str, width: int) -> None:
    """What a block scalar cannot say is left to quotes."""
    lines = literal_lines(text, " " * width)
    if lines is not None:
        document = "k: " + "\n".join(lines) + "\nl: 1\n"
        assert load_yaml(document.encode()).value == {"k": text, "l": "1"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Pauline R.", "Pauline R."),
        ("L'équipe", "L'équipe"),
        ("Un café\u202f! Tôt", "Un café\u202f! Tôt"),
        ("tue 12:00-14:00", "tue 12:00-14:00"),
        ("2027-02-15/2027-02-26", "2027-02-15/2027-02-26"),
        ("3 weeks", "3 weeks"),
        ("no", '"no"'),
        ("007", '"007"'),
        ("Atelier : {{ topic.title }}", '"Atelier : {{ topic.title }}"'),
        ("two\nlines", '"two\\nlines"'),
        (8315, "8315"),
        (True, "true"),
        (Decimal("0.10"), "0.10"),
        (date(2027, 1, 11), "2027-01-11"),
        (datetime(2027, 1, 12, 12, 0), "2027-01-12 12:00"),  # noqa: DTZ001 - local, see Session
    ],
)
def test_values_look_like_the_contract_examples(value: object, text: str) -> None:
    """Plain wherever that is safe."""
    assert scalar_text(value) == text


def test_a_person_looks_like_the_contract_example() -> None:
    """Short maps and lists stand in brackets behind their key, longer things below it."""
    person = {
        "id": "pauline-r",
        "offers": {"linkedin": 5, "tiktok": 4},
        "away": [date(2027, 4, 2)],
        "readings": [{"date": date(2027, 3, 1), "value": 35}],
        "interests": [f"interest number {n}" for n in range(6)],
        "note": Flow(reason="a" * 100),
    }
    assert dump_document({"participants": [person]}) == (
        "participants:\n"
        "  - id: pauline-r\n"
        "    offers: {linkedin: 5, tiktok: 4}\n"
        "    away: [2027-04-02]\n"
        "    readings:\n"
        "      - date: 2027-03-01\n"
        "        value: 35\n"
        "    interests:\n"
        + "".join(f"      - interest number {n}\n" for n in range(6))
        + f"    note: {{reason: {'a' * 100}}}\n"
    )


def test_brackets_hold_everything_on_one_line() -> None:
    """Empty values are said out loud in brackets, where nothing at all could be misread."""
    assert flow_text({"a": [None, "", {"b": []}], 3: False}) == '{a: [null, "", {b: []}], 3: false}'
