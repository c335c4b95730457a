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
# Sentences that stand as they are: ours, and some of Jinja's.
_WHOLE = {
    TOO_LONG: Remark("the template is too long"),
    NOT_UTF8: Remark("this is not UTF-8: save it as UTF-8 in your editor"),
    "the expression is too long": Remark("the expression is too long"),
    "number too large": Remark("the number is too large"),
    "Missing end of comment tag": Remark("a comment is not closed: “#}” is missing"),
    "Missing end of raw directive": Remark("“%(tag)s” has no “end%(tag)s”", {"tag": "raw"}),
    "tag name expected": Remark("a tag begins with its name, such as “if” or “for”"),
    "cannot use extend from a non top-level scope": Remark("“extends” stands outside of all tags"),
    "unclosed translation block": Remark("“%(tag)s” has no “end%(tag)s”", {"tag": "trans"}),
    "You cannot chain multiple tests with is": Remark("one “is” has one test; join two with “and”"),
    "non-default argument follows default argument": Remark(
        "in a macro’s brackets, names with a “=” come last"
    ),
}
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
        offset: Position of the word in the template, or None.
    """

    why: Remark
    word: str | None = None
    unclosed: str | None = None
    known: tuple[str, ...] = ()
    kind: str = ""
    offset: int | None = None


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
    if message in _WHOLE:
        return Misread(_WHOLE[message])
    return _of_names(message) or _of_signs(message)


def _of_names(message: str) -> Misread | None:
    """What Jinja says of names that are no names, or given twice."""
    if found := re.match(r"block '(\w+)' defined twice", message):
        return Misread(Remark("there are two blocks “%(word)s”", {"word": found[1]}), found[1])
    if found := re.match(r"control structures in translatable sections.*saw `(\w+)`", message):
        why = Remark("“%(tag)s” cannot stand within “trans”", {"tag": found[1]})
        return Misread(why, found[1])
    if re.match(
        r"can't assign to|Can't assign to|Block names in|Invalid character in ident", message
    ):
        return Misread(Remark("this can be no name: names are letters, digits and “_”"))
    return None


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
    if found := re.match(r"unexpected char (['\"])(.*?)\1 at (\d+)$", message):
        sign = found[2].removeprefix("\\")
        why = Remark("“%(sign)s” does not belong here", {"sign": sign})
        if sign in "\"'":
            why = Remark("a text is not closed: a “%(sign)s” is missing", {"sign": sign})
        return Misread(why, sign, offset=int(found[3]))
    if found := re.match(r"unexpected '(.*?)'$", message):
        word = _sign(found[1])
        if word == "}":
            return Misread(Remark("“{{” is closed by “}}”, not by one “}”"), word)
        return Misread(Remark("“%(sign)s” does not belong here", {"sign": word}), word)
    return Misread(Remark("this cannot be read: %(why)s", {"why": message}))


def _sign(named: str) -> str:
    return _SIGNS.get(named, named)
