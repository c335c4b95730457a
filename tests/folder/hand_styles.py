"""YAML as different people type it: one value, many texts that mean it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

WORDS = (
    "linkedin",
    "Zoë",
    "fr",
    "no",
    "12:30",
    "007",
    "1e3",
    "L'équipe",
    'say "hi"',
    "a: b",
    "x #y",
    "",
)
TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.text("ab é'\"#:-{}[],&*!|>%@?\\", max_size=8),
    st.sampled_from(("line one\nline two\n", "one\n\nthree", "  indented\nnot")),
)
SCALARS = st.one_of(TEXTS, st.none())
NAMES = st.sampled_from(
    ("offers", "wants", "site", "role", "note", "on", "away", "e-mail", "le nom")
)
SLUGS = st.sampled_from(("ana", "bob", "cy", "dee", "eve"))


def people() -> st.SearchStrategy[dict[str, Any]]:
    """Documents of the shape of participants.yaml, with other keys before and behind."""
    small = st.one_of(
        SCALARS,
        st.dictionaries(SLUGS, SCALARS, max_size=3),
        st.lists(SCALARS, max_size=3),
    )
    person = st.builds(
        lambda fields, slug: {"id": slug, **fields},
        st.dictionaries(NAMES, small, max_size=4),
        SLUGS,
    )
    items = st.lists(person, max_size=4, unique_by=lambda one: one["id"])
    return st.builds(
        lambda before, listed, after: {**before, "participants": listed, **after},
        st.dictionaries(st.sampled_from(("format", "rules")), small, max_size=2),
        st.one_of(items, st.none()),
        st.dictionaries(st.sampled_from(("kpis", "weights")), small, max_size=2),
    )


@dataclass
class Hand:
    """One person's way of writing YAML; ``comments`` holds the comments that the text got."""

    chance: random.Random
    comments: list[str] = field(default_factory=list)

    def write(self, value: Mapping[str, Any] | list[Any]) -> str:
        """Text that means ``value``, without a byte order mark."""
        self.step = self.chance.choice((2, 4, 3))
        self.offset = self.chance.choice((0, self.step))
        self.gap = self.chance.choice((" ", " ", "   "))
        self.chatty = self.chance.choice((0.0, 0.15, 0.4))
        self.flowing = self.chance.choice((0.0, 0.3, 0.8))
        head = ["---"] if self.chance.random() < 0.2 else []
        lines = head + self.remark(0) + self.block(value, 0)
        if self.chance.random() < 0.3:
            lines += self.remark(0, always=True)
        # A block scalar at the end means something else without the newline.
        unended = "|" not in "".join(lines) and self.chance.random() < 0.3
        text = "\n".join(lines) + ("" if unended else "\n")
        return text.replace("\n", "\r\n") if self.chance.random() < 0.2 else text

    def comment(self) -> str:
        self.comments.append(f"#c{len(self.comments)}:")
        return self.comments[-1] + " it's [a] {note} - x: y"

    def remark(self, column: int, *, always: bool = False) -> list[str]:
        """Lines between items: a comment or blank lines, or nothing."""
        if not always and self.chance.random() >= self.chatty:
            return []
        kind = self.chance.randrange(3)
        blank = [""] if kind != 1 else []
        return blank if kind == 0 else [*blank, " " * column + self.comment()]

    def tail(self) -> str:
        """A comment behind a value, or nothing."""
        return f"  {self.comment()}" if self.chance.random() < self.chatty else ""

    def block(self, value: Any, column: int) -> list[str]:
        lines: list[str] = []
        pad = " " * column
        if isinstance(value, Mapping):
            for key, each in value.items():
                lines += self.remark(column) if lines else []
                lines += self.behind(f"{pad}{self.key(key)}:", each, column, self.step)
            return lines
        for each in value:
            lines += self.remark(column) if lines else []
            lines += self.item(each, column)
        return lines

    def item(self, value: Any, column: int) -> list[str]:
        head = " " * column + "-" + self.gap
        if value and isinstance(value, Mapping) and not self.chance.random() < self.flowing:
            inner = self.block(value, len(head))
            if self.chance.random() < 0.1:
                return [head.rstrip() + self.tail(), *inner]
            return [head + inner[0][len(head) :], *inner[1:]]
        return self.behind(head.rstrip(), value, column, self.step)

    def behind(self, head: str, value: Any, column: int, step: int) -> list[str]:
        """Lines of what stands behind a key or dash."""
        if (
            isinstance(value, str)
            and "\n" in value
            and (lines := self.literal(head, value, column))
        ):
            return lines
        stands_below = isinstance(value, Mapping | list) and head.endswith(":")
        if value and stands_below and self.chance.random() >= self.flowing:
            inner = column + (step if isinstance(value, Mapping) else self.offset)
            return [head + self.tail(), *self.remark(inner), *self.block(value, inner)]
        if value is None and self.chance.random() < 0.5:
            return [head + self.tail()]
        return self.flow(head + " ", value, column + step)

    def flow(self, head: str, value: Any, column: int) -> list[str]:
        if not isinstance(value, Mapping | list) or not value or self.chance.random() < 0.6:
            return [head + self.inline(value) + self.tail()]
        cells = (
            [f"{self.key(k)}: {self.inline(v)}" for k, v in value.items()]
            if isinstance(value, Mapping)
            else [self.inline(each) for each in value]
        )
        opened, closed = "{}" if isinstance(value, Mapping) else "[]"
        pad = " " * (column + 1)
        if self.chance.random() < 0.5:
            lines = [head + opened + cells[0] + ("," if len(cells) > 1 else "") + self.tail()]
            lines += [pad + cell + "," + self.tail() for cell in cells[1:-1]]
            lines += (
                [pad + cells[-1] + self.chance.choice(("", ",")) + self.tail()]
                if len(cells) > 1
                else []
            )
            return [*lines, pad + closed + self.tail()]
        lines = [head + opened + self.tail()]
        lines += [pad + cell + "," + self.tail() for cell in cells[:-1]]
        lines += [pad + cells[-1] + self.chance.choice(("", ",")) + self.tail()]
        return [*lines, pad + closed + self.tail()]

    def inline(self, value: Any) -> str:
        if isinstance(value, Mapping):
            inside = ", ".join(f"{self.key(k)}: {self.inline(v)}" for k, v in value.items())
            return self.chance.choice(("{%s}", "{ %s }")) % inside
        if isinstance(value, list):
            return "[" + ", ".join(map(self.inline, value)) + "]"
        if value is None:
            return self.chance.choice(("~", "null"))
        return self.quoted(value)

    def key(self, text: str) -> str:
        if text.replace("-", "").isalpha() and self.chance.random() < 0.8:
            return text
        return self.quoted(text)

    def quoted(self, text: str) -> str:
        plain = text.replace("-", "a").replace(":", "0").isalnum() and text not in ("null", "")
        plain = plain and text[0] not in "-:" and text[-1] != ":"
        if plain and self.chance.random() < 0.7:
            return text
        if "\n" not in text and self.chance.random() < 0.5:
            return "'" + text.replace("'", "''") + "'"
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'

    def literal(self, head: str, value: str, column: int) -> list[str]:
        lines = value.removesuffix("\n").split("\n")
        if value.startswith(" ") or self.chance.random() < 0.3 or not lines[-1]:
            return []
        sign = "|" if value.endswith("\n") else "|-"
        pad = " " * (column + self.step)
        return [f"{head} {sign}" + self.tail(), *(pad + line if line else "" for line in lines)]
