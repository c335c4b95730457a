"""Filters of templates whose work is bounded, and what the others do with what they are given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.filters import do_int, do_round, do_trim, make_attrgetter

from rmentor.errors import Remark
from rmentor.reporting.counting import LARGEST_NUMBER
from rmentor.reporting.refusals import Refused

MOST_DIGITS = 15
# Filters that make a list of what they are given, also of a text's characters.
INTO_LISTS = frozenset(
    ("groupby", "list", "map", "max", "min", "reject", "select", "sort", "unique")
)
# Filters that look at no item, or at one.
AT_ONCE = frozenset(("count", "d", "default", "first", "items", "length"))
# Filters that compare items with each other.
COMPARING = frozenset(("dictsort", "groupby", "max", "min", "sort", "unique"))


def rounded(value: Any, precision: int = 0, method: str = "common") -> Any:
    """Round a figure of everyday size."""
    if not isinstance(precision, int) or abs(precision) > MOST_DIGITS:
        raise Refused(Remark("the number is too large"), "round")
    return do_round(value, precision, method)  # type: ignore[arg-type]


@pass_environment
def total_of(
    environment: Environment,
    iterable: Iterable[Any],
    attribute: str | int | None = None,
    start: float = 0,
) -> Any:
    """Add up numbers, and nothing else."""
    total: Any = start
    if attribute is not None:
        iterable = map(make_attrgetter(environment, attribute), iterable)
    for value in iterable:
        if not isinstance(value, int | float) or not isinstance(total, int | float):
            raise Refused(Remark("“sum” is for numbers"), "sum")
        total += value
    return total


def trimmed(text: str, signs: str | None = None) -> str:
    """Take spaces, or a few other signs, from both ends."""
    if signs is not None and len(signs) > MOST_DIGITS:
        raise Refused(Remark("“trim” is for a few signs"), "trim")
    return do_trim(text, signs)


def whole(value: Any, default: int = 0, base: int = 10) -> int:
    """Whole number of everyday size that is written in a text."""
    found = do_int(value, default, base)
    if abs(found) > LARGEST_NUMBER:
        raise Refused(Remark("the number is too large"), "int")
    return found
