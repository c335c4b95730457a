"""What a document of each kind is made of, as the programs read it for which it is meant: its bones, without words."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import icalendar

from tests.hostile.words import LINE
from tests.reporting.marks import links, structure

# Signs that move a cursor, turn writing round, or end a line where nobody would look for it.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_FORMULA = re.compile(r"[=+\-@\t\r]")
_OWN_LINK = re.compile(
    r"(?!//)(?:\.\./)*[\w./%-]*(?:#[\w-]*)?|mailto:[\w.@-]+(?:\?[\w=&%.-]*)?", re.UNICODE
)
Bones = Counter[Any]


def faults(path: str, content: bytes) -> Iterator[str]:
    """What is wrong with a document by itself, whatever it is about."""
    text = content.decode("utf-8")
    if _STEERING.search(text.replace("\r\n", "\n")):
        yield f"{path}: {_STEERING.findall(text)[:3]!r}"
    if any(line.strip().startswith(LINE) for line in text.splitlines()):
        yield f"{path}: a line break of a name got through"
    if path.endswith(".md"):
        yield from (
            f"{path}: leads to {link!r}" for link in links(text) if not _OWN_LINK.fullmatch(link)
        )
    if path.endswith(".csv"):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        yield from (f"{path}: {cell[:20]!r} is a formula" for cell in cells if _FORMULA.match(cell))


def bones(path: str, content: bytes) -> Bones:
    """What a document consists of: how many elements of which kind."""
    text = content.decode("utf-8")
    kind = path.rpartition(".")[2]
    if kind == "md":
        return structure(text)
    if kind == "svg":
        return Counter(
            (element.tag, *sorted(element.attrib))
            for element in ET.fromstring(text).iter()  # noqa: S314
        )
    if kind == "html":
        return _Elements(text).found
    if kind == "ics":
        return _calendar(text)
    if kind == "eml":
        return _mail(content)
    if kind == "json":
        return Counter(_keys(json.loads(text)))
    if kind == "csv":
        return Counter(len(row) for row in csv.reader(io.StringIO(text)))
    if kind == "xml":
        return Counter(element.tag for element in ET.fromstring(text).iter())  # noqa: S314
    return Counter()


class _Elements(HTMLParser):
    """Elements of a page with the names of their attributes; what is inside of a script or style counts as it is."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Bones = Counter()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag, *sorted(name for name, _ in attrs)] += 1
        for name, value in attrs:
            if name in ("href", "src", "action"):
                target = value or ""
                self.found["leads", target.partition(":")[0] if ":" in target else "here"] += 1

    def handle_endtag(self, tag: str) -> None:
        self.found["end", tag] += 1

    def handle_comment(self, data: str) -> None:
        self.found["comment", data] += 1

    def handle_decl(self, decl: str) -> None:
        self.found["declaration", decl] += 1

    def unknown_decl(self, data: str) -> None:
        self.found["unknown", data] += 1

    def handle_pi(self, data: str) -> None:
        self.found["instruction", data] += 1


def _calendar(text: str) -> Bones:
    found: Bones = Counter()
    for component in icalendar.Calendar.from_ical(text).walk():
        found[component.name] += 1
        for name, value in component.property_items(recursive=False):
            parameters = sorted(getattr(value, "params", {}))
            found[component.name, name, *parameters] += 1
    return found


def _mail(content: bytes) -> Bones:
    found: Bones = Counter()
    for part in email.message_from_bytes(content, policy=email.policy.default).walk():
        found[part.get_content_type()] += 1
        found.update(("header", name.lower()) for name in part)
        for name in ("to", "from", "cc"):
            found["addresses", name] += len(part[name].addresses) if part[name] else 0
    return found


def _keys(value: Any, path: str = "") -> Iterator[str]:
    """Key paths of a JSON document; places in lists do not count."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}/{key}"
            yield from _keys(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, f"{path}[]")


def steers(text: str) -> list[str]:
    """Signs in what a terminal gets that it should not get."""
    return _STEERING.findall(text.replace("\r\n", "\n"))
