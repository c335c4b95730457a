"""Figures on the terminal and in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rmentor.cli.speech import language
from rmentor.language.dates import decimal

NOTHING = "–"


def amount_in_words(amount: int | Fraction | None) -> str:
    """Write a figure: thousands apart, nothing for one that is not there."""
    if amount is None:
        return NOTHING
    code = language().code
    whole, point, rest = decimal(float(amount), code, digits=2).partition(
        "," if code == "fr" else "."
    )
    return f"{int(whole):,}".replace(",", "\u202f" if code == "fr" else ",") + point + rest


def figures_json(figures: Mapping[str, int | Fraction | None]) -> dict[str, int | float | None]:
    """Figures as JSON can say them."""
    return {
        name: amount if amount is None or isinstance(amount, int) else _number(float(amount))
        for name, amount in figures.items()
    }


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else round(value, 6)
