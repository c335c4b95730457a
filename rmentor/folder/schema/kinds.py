"""Kinds of values that fields hold, as pydantic validates them from text.

Every scalar arrives as text. The pattern and the range of a figure are checked in pydantic's core,
which matters for ten thousand people; what needs thought goes through ``folder/scalars.py``. The type
of a validation error is the code of the finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from rmentor.folder import scalars
from rmentor.model.windows import Span, Window

# Numbers of any size are text; beyond these no grade, score or count of anybody's lies.
MOST = 1_000_000
_SLUG = "^[a-z0-9-]{1,64}$"
# MENTOR--MENTEE of two ids of 64 characters.
_PAIR_SLUG = "^[a-z0-9-]{1,130}$"
_BREAKS = re.compile("[\\n\\v\\f\\r\\x1c-\\x1f\\x85\\u2028\\u2029]+")
_EMAIL = r"^[^\s@<>,;:()\[\]\\\x22]{1,64}@[^\s@<>,;:()\[\]\\\x22.]+(\.[^\s@<>,;:()\[\]\\\x22.]+)+$"


@dataclass(frozen=True, slots=True)
class Form:
    """Text of a certain form, kept as text.

    Attributes:
        code: Code of the finding where it has another one.
        pattern: Regular expression.
        example: How to write it.
    """

    code: str
    pattern: str | None
    example: str

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Text without spaces around it, of this pattern."""
        # Changes address items by their ids as written, so an id is never trimmed.
        is_id = self.code == "slug-form"
        text = core_schema.str_schema(
            pattern=self.pattern, strip_whitespace=not is_id, min_length=1
        )
        if self.pattern is None:
            return core_schema.no_info_after_validator_function(_one_line, _coded(text, self.code))
        return _coded(text, self.code)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What editors are told."""
        known: dict[str, Any] = {"type": "string", "examples": [self.example]}
        if self.pattern is not None:
            known["pattern"] = self.pattern
        return known


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``lowest`` to ``highest``, written in decimal digits."""

    lowest: int
    highest: int = MOST

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Digits, then a number in range."""
        digits = core_schema.str_schema(pattern="^[-+]?[0-9]{1,18}$", strip_whitespace=True)
        number = core_schema.int_schema(ge=self.lowest, le=self.highest)
        code = "number-range" if self.highest < MOST else "number-least"
        return core_schema.chain_schema(
            [
                _coded(digits, "whole-number"),
                _coded(number, code, {"lowest": self.lowest, "highest": self.highest}),
            ]
        )

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What editors are told."""
        known = {"type": "integer", "minimum": self.lowest}
        return known | ({"maximum": self.highest} if self.highest < MOST else {})


@dataclass(frozen=True, slots=True)
class Meaning:
    """Text whose meaning a function of ``folder/scalars.py`` tells.

    Attributes:
        read: The function; raises ``scalars.Fault``.
        code: Code of the finding where there is no text at all.
        editors: JSON Schema of what people write.
    """

    read: Callable[[str], object]
    code: str
    editors: dict[str, Any] = field(hash=False)

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Text, then what it means."""
        text = _coded(core_schema.str_schema(strip_whitespace=True), self.code)
        return core_schema.no_info_after_validator_function(self.read, text)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What editors are told."""
        return dict(self.editors)


def _one_line(text: str) -> str:
    """Text with its line breaks as spaces: a name is one line wherever it is shown."""
    return text if text.isprintable() else _BREAKS.sub(" ", text)


def _coded(schema: CoreSchema, code: str, names: dict[str, Any] | None = None) -> CoreSchema:
    return core_schema.custom_error_schema(
        schema, custom_error_type=code, custom_error_message=code, custom_error_context=names
    )


def listed(value: Any) -> Any:
    """Let one value stand for a list of one, unless it looks like a list without its brackets."""
    if isinstance(value, str) and "," not in value and ";" not in value:
        return [value]
    return [] if value is None else value


def about(sentence: str) -> Any:
    """Describe a field, for editors and the reference."""
    return Field(description=sentence)


def none(kind: Callable[[], Any]) -> Any:
    """Default of a field that holds a map: an empty one, made when it is needed."""
    return Field(default_factory=kind)


def _text(example: str) -> dict[str, Any]:
    return {"type": "string", "examples": [example]}


# Any text will do.
PLAIN_EXAMPLE = "Marketing"
Text = Annotated[str, Form("text-expected", None, PLAIN_EXAMPLE)]
Slug = Annotated[str, Form("slug-form", _SLUG, "pauline-r")]
PairSlug = Annotated[str, Form("slug-form", _PAIR_SLUG, "pauline-r--catherine-a")]
Email = Annotated[str, Form("email-form", _EMAIL, "pauline.r@example.org")]
YesNo = Annotated[bool, Meaning(scalars.yes, "yes-no", {"type": "boolean"})]
Day = Annotated[date, Meaning(scalars.day, "date-form", {"type": "string", "format": "date"})]
Moment = Annotated[datetime, Meaning(scalars.moment, "moment-form", _text("2027-01-12 12:00"))]
DayOrMoment = Annotated[
    tuple[date, int | None],
    Meaning(scalars.day_or_moment, "date-form", _text("2027-01-11 10:00")),
]
Days = Annotated[int, Meaning(scalars.days, "duration-form", _text("2 weeks"))]
Rhythm = Annotated[int, Meaning(scalars.rhythm, "duration-form", _text("2 weeks"))]
Figure = Annotated[Fraction, Meaning(scalars.decimal, "number", {"type": "number"})]
Weight = Annotated[Fraction, Meaning(scalars.weight, "number", {"type": "number", "minimum": 0})]
Version = Annotated[
    int, Meaning(scalars.format_version, "whole-number", {"type": "integer", "const": 1})
]
Country = Annotated[str, Meaning(scalars.country, "unknown-country", _text("FR"))]
Language = Annotated[str, Meaning(scalars.language, "unknown-language", _text("fr"))]
Timezone = Annotated[str, Meaning(scalars.timezone, "unknown-timezone", _text("Europe/Paris"))]
_Windows = Annotated[
    tuple[Window, ...], Meaning(scalars.windows, "window-form", _text("tue 12:00-14:00"))
]
_Span = Annotated[Span, Meaning(scalars.span, "span-form", _text("2027-02-15/2027-02-26"))]

Level = Annotated[int, Whole(0, 5)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(listed)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(listed)]
WeeklyWindows = Annotated[tuple[_Windows, ...], BeforeValidator(listed)]
Spans = Annotated[tuple[_Span, ...], BeforeValidator(listed)]
