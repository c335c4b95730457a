"""What people type is shown as it is, wherever it stands in a document."""

from __future__ import annotations

import unicodedata
from html import unescape

import pytest
from hypothesis import example, given

from rmentor.reporting.escape import anchor, markdown, one_line, xml
from tests.reporting import hostile
from tests.reporting.marks import headings, plain, structure

PLACES = (
    "{}\n",
    "a {} b\n",
    "# {}\n",
    "- {}\n",
    "> **{}**\n",
    "[{}](a.md)\n",
    "![{}](a.svg)\n",
    "| {} | x |\n|---|---|\n| y | {} |\n",
    "x\n{}\ny\n",
    "**a** – {}[b](c.md)\n",
)


@pytest.mark.parametrize("place", PLACES)
@given(typed=hostile.ANYTHING)
@example(typed="1)")
@example(typed="a!")
@example(typed="--")
def test_nothing_that_people_type_changes_a_document(place: str, typed: str) -> None:
    """A document with any name has the same parts as one with a plain name."""
    if not one_line(typed):
        return
    made = place.replace("{}", str(markdown(typed)))
    assert structure(made) == structure(place.replace("{}", "x"))


@given(typed=hostile.ANYTHING)
def test_readers_see_what_was_typed(typed: str) -> None:
    """Escaping is for the parser: readers see no backslash that nobody typed."""
    line = one_line(typed)
    assert plain(f"a {markdown(typed)} b\n") == f"a {line} b" if line else True


@given(typed=hostile.ANYTHING)
def test_a_line_is_one_line_without_hidden_signs(typed: str) -> None:
    """No break, no control, no override of direction is left."""
    line = one_line(typed)
    assert len(line.splitlines()) <= 1
    assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    assert one_line(line) == line


@pytest.mark.parametrize("name", ["Anne-Sophie d’Été", "می‌خواهم", "👩‍💻 Léa", "R&D, Lyon (siège)"])
def test_ordinary_names_are_left_alone(name: str) -> None:
    """The Markdown of a name reads like the name."""
    assert markdown(name) == name


@given(typed=hostile.ANYTHING)
def test_xml_shows_what_was_typed(typed: str) -> None:
    """No element, no attribute and no entity is made of a name."""
    made = xml(typed)
    assert not set(made) & set("<>\"'")
    assert unescape(made) == unescape(xml(unescape(made))) == one_line(typed)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Objectifs et indicateurs", "objectifs-et-indicateurs"),
        ("Cadre des séances", "cadre-des-séances"),
        ("Is it working?", "is-it-working"),
    ],
)
def test_anchors_are_those_of_the_forges(heading: str, expected: str) -> None:
    """Letters with accents stay, signs go, spaces become hyphens."""
    assert anchor(headings(f"# {heading}\n")[0][1]) == expected
