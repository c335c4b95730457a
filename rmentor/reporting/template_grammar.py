"""What Jinja says of a template that it cannot read, in words of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rmentor.errors import Remark

TAGS = (
    "block", "extends", "for", "if", "import", "from", "include", "macro", "set", "trans", "with",
)  # fmt: skip
NO_SUCH = r"No (filter|test) named '(.*)'"
TOO_LONG, NOT_UTF8 = "the template is too long", "this is not UTF-8"
_OURS = {TOO_LONG: Remark("the template is too long"), NOT_UTF8: Remark("this is not UTF-8")}
# How Jinja calls signs, and how they are written.
_SIGNS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "string": "'…'",
}


@dataclass(frozen=True, slots=True)
class Misread:
    """Something that Jinja cannot read.

    Attributes:
        why: What is wrong.
        word: Where: the word or sign that it stopped at, or None.
        unclosed: A block that nothing closes, or None.
        known: What could be written instead, where that is one of a few words.
        kind: Of what those are names: ``filter``, ``test``, ``tag`` or empty.
    """

    why: Remark
    word: str | None = None
    unclosed: str | None = None
    known: tuple[str, ...] = ()
    kind: str = ""


def misread(message: str, filters: Iterable[str], tests: Iterable[str]) -> Misread:
    """Say what is wrong; in Jinja's own words where there are no better ones."""
    if found := re.match(NO_SUCH, message):
        fields = {"name": found[2]}
        if found[1] == "filter":
            why, known = Remark("there is no filter “%(name)s”", fields), tuple(sorted(filters))
        else:
            why, known = Remark("there is no test “%(name)s”", fields), tuple(sorted(tests))
        return Misread(why, found[2], known=known, kind=found[1])
    if "nknown tag" in message or message.startswith("Unexpected end of template."):
        return _of_tags(message)
    if message in _OURS:
        return Misread(_OURS[message])
    return _of_signs(message)


def _of_tags(message: str) -> Misread:
    inner = re.search(r"needs to be closed is '(\w+)'", message)
    unknown = re.match(r"Encountered unknown tag '(\w+)'", message)
    if unknown is None:
        name = inner[1] if inner else ""
        why = Remark("“%(tag)s” has no “end%(tag)s”", {"tag": name})
        return Misread(why, unclosed=name)
    word = unknown[1]
    # Jinja takes the unknown tag itself for open; before it, the block that is to be closed stands.
    closing = re.search(r"(?:currently looking for|following tags:) (.*?)\.(?: |$)", message)
    closes = re.findall(r"'(end\w+)'", closing[1]) if closing else []
    if word.startswith("end") and closes:
        fields = {"tag": word, "closing": closes[0], "block": closes[0].removeprefix("end")}
        why = Remark("“%(tag)s” comes before the “%(closing)s” that “%(block)s” waits for", fields)
        return Misread(why, word)
    if word.startswith("end") or word in ("else", "elif"):
        why = Remark("“%(tag)s” closes nothing that is open", {"tag": word})
        return Misread(why, word)
    return Misread(Remark("there is no tag “%(tag)s”", {"tag": word}), word, known=TAGS, kind="tag")


def _of_signs(message: str) -> Misread:
    if found := re.match(r"expected token '(.*)', got '(.*)'$", message):
        fields = {"expected": _sign(found[1]), "got": _sign(found[2])}
        why = Remark("“%(expected)s” belongs where “%(got)s” stands", fields)
        return Misread(why, _sign(found[2]))
    if found := re.match(r"Expected an expression, got '(.*)'$", message):
        if found[1] == "end of template":
            return Misread(Remark("a tag is not closed: the template ends in it"))
        why = Remark("an expression is missing before “%(sign)s”", {"sign": _sign(found[1])})
        return Misread(why, _sign(found[1]))
    if found := re.match(r"unexpected end of template", message):
        return Misread(Remark("a tag is not closed: the template ends in it"))
    if found := re.match(r"unexpected '(.*?)', expected '(.*)'$", message):
        fields = {"expected": _sign(found[2]), "got": _sign(found[1])}
        why = Remark("“%(expected)s” belongs where “%(got)s” stands", fields)
        return Misread(why, _sign(found[1]))
    if found := re.match(r"unexpected (?:char )?'(.*?)'(?: at \d+)?$", message):
        word = _sign(found[1])
        return Misread(Remark("“%(sign)s” does not belong here", {"sign": word}), word)
    return Misread(Remark("this cannot be read: %(why)s", {"why": message}))


def _sign(named: str) -> str:
    return _SIGNS.get(named, named)
