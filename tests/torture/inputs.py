"""Inputs that nobody would make: real ones with bytes flipped, pieces swapped, nasty words put in, halves of two joined."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

WORDS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\x1b[31m", b"\x9b", b"\r", b"\r\n", b"\n\n", b"\t",
    b"&a ", b"*a", b"<<: ", b"<<: *a\n", b"? ", b": ", b"- ", b"--- ", b"...\n", b"%YAML 1.2\n", b"!!python/object:x ", b"!t ", b"|+\n", b">-\n", b"# ",
    b"[", b"]", b"{", b"}", b"[" * 120, b"{a: " * 120, b"'", b'"', b'""', b"'''", b"`", b"@", b"~", b"null", b"no", b"=", b",", b";", b"\\", b"\\ud800", b"\\0",
    b"0", b"-1", b"1e999", b"9" * 40, b"9" * 400, b"0x1f", b"1_000", b".5", b"NaN", b"-0", b"2027-02-30", b"0000-00-00", b"9999-12-31", b"24:00", b"99:99",
    b"31/02/2027", b"12/13/27", b"44000", b"44000.5", b"1,5", b"1.000,5", b"mon-sun 00:00-24:00", b"999999 weeks", b"=HYPERLINK(1)", b"@SUM(1)", b"{{ x }}", b"{% for %}",
    b"{{ ''.__class__ }}", b"{% include 'x' %}", b"{# ", b"|sort", b"|join(', ')", b"%(x)s", b"../..", b"/etc/passwd", b"con", b"x" * 300, "é👩\u200d💻".encode(),
    b'<c r="XFD1048576">', b"<v>99999999999999999999</v>", b't="s"', b't="e"', b"<f>", b"&#0;", b"&x;", b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"]]>", b"<![CDATA[",
)  # fmt: skip
# Pieces of sheets that lie where nobody has them, or are many.
CELLS = (
    b'<row r="1048576">', b'<row r="0">', b"<row/>", b"</row>", b'<c r="XFD9"/>', b'<c r="A0"><v>1</v></c>', b"<c><v>7</v></c>", b'<c t="s"><v>-1</v></c>', b"<c>" * 40,
    b'<c t="inlineStr"><is><t>x</t></is></c>', b"<si><t>x</t></si>", b"</si>", b'<mergeCell ref="A1:XFD1048576"/>', b'<dimension ref="A1:XFD1048576"/>', b'<f t="shared" ref="A1:XFD99">1</f>',
    b'<table:table-row table:number-rows-repeated="99999">', b'<table:table-cell table:number-columns-repeated="16384"/>', b"<table:table-row/>", b"</table:table-row>", b"</table:table>",
    b'<table:table table:name="x">', b'<table:table-cell office:value-type="float" office:value="1e999"/>', b"<text:p>", b"<text:s text:c='999999999'/>", b"<!--", b"-->", b"<?x ?>",
)  # fmt: skip
_WORD = re.compile(rb"[^\W\d_][\w-]*")
_DIGITS = re.compile(rb"\d{1,9}")
_TOKENS = re.compile(rb"\w+|\s+|[^\w\s]+")


def mutated(hand: random.Random, base: bytes, others: Sequence[bytes] = ()) -> bytes:
    """One input: a real file after one to six changes.

    Args:
        hand: Chooses.
        base: The file.
        others: Of its kind; pieces of them are put in.
    """
    made = bytearray(base)
    samples = others or (base,)
    for _ in range(hand.choice((1, 1, 1, 1, 2, 3, 6))):
        hand.choice(_CHANGES)(hand, made, samples)
    return bytes(made[:200_000])


def _flip(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    for _ in range(hand.randint(1, 4)):
        if made:
            made[hand.randrange(len(made))] ^= 1 << hand.randrange(8)


def _byte(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    if made:
        made[hand.randrange(len(made))] = hand.randrange(256)


def _insert(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    at = hand.randint(0, len(made))
    made[at:at] = hand.choice(WORDS)


def _replace(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    found = _token(hand, made)
    if found:
        made[found[0] : found[1]] = hand.choice(WORDS)


def _swap(hand: random.Random, made: bytearray, samples: Sequence[bytes]) -> None:
    other = hand.choice(samples)
    here, there = _token(hand, made), _token(hand, bytearray(other))
    if here and there:
        made[here[0] : here[1]] = other[there[0] : there[1]]


def _word(hand: random.Random, made: bytearray, samples: Sequence[bytes]) -> None:
    """Another word in a word's place: what comes out is often a file that is right, or nearly."""
    other = hand.choice(samples)
    here = _WORD.search(made, hand.randrange(len(made) + 1))
    there = _WORD.search(other, hand.randrange(len(other) + 1))
    if here and there:
        made[here.start() : here.end()] = other[there.start() : there.end()]


def _number(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    """A number that is one more, one less, ten times as much, or of the other sign."""
    found = _DIGITS.search(made, hand.randrange(len(made) + 1))
    if found:
        number = int(found.group())
        wanted = hand.choice((number + 1, number - 1, number * 10, number * 1000, -number, 0))
        made[found.start() : found.end()] = str(wanted).encode()


def _delete(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    start, stop = _span(hand, len(made))
    del made[start:stop]


def _double(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    start, stop = _span(hand, len(made))
    made[start:start] = made[start:stop] * hand.choice((1, 1, 2, 30))


def _move(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    start, stop = _span(hand, len(made))
    piece = made[start:stop]
    del made[start:stop]
    at = hand.randint(0, len(made))
    made[at:at] = piece


def _splice(hand: random.Random, made: bytearray, samples: Sequence[bytes]) -> None:
    other = hand.choice(samples)
    made[hand.randint(0, len(made)) :] = other[hand.randint(0, len(other)) :]


def _line(hand: random.Random, made: bytearray, samples: Sequence[bytes]) -> None:
    lines = bytes(made).splitlines(keepends=True)
    others = hand.choice(samples).splitlines(keepends=True)
    if lines and others:
        lines.insert(hand.randrange(len(lines) + 1), hand.choice(others))
        made[:] = b"".join(lines)


def _indent(hand: random.Random, made: bytearray, _: Sequence[bytes]) -> None:
    lines = bytes(made).splitlines(keepends=True)
    if lines:
        at = hand.randrange(len(lines))
        lines[at] = (
            b" " * hand.randint(1, 3) + lines[at] if hand.random() < 0.5 else lines[at].lstrip()
        )
        made[:] = b"".join(lines)


_CHANGES: tuple[Callable[[random.Random, bytearray, Sequence[bytes]], None], ...] = (
    _flip, _byte, _insert, _insert, _replace, _replace, _swap, _swap, _delete, _double, _move, _splice, _line, _line, _indent,
    _word, _word, _word, _word, _word, _number, _number, _number,
)  # fmt: skip


def _token(hand: random.Random, made: bytearray) -> tuple[int, int] | None:
    """A word, or a run of signs, somewhere."""
    if not made:
        return None
    found = _TOKENS.search(made, hand.randrange(len(made)))
    return found.span() if found else None


def _span(hand: random.Random, length: int) -> tuple[int, int]:
    start = hand.randint(0, length)
    return start, min(length, start + hand.choice((1, 2, 5, 20, 100)))


def mutated_archive(hand: random.Random, base: bytes, others: Sequence[bytes] = ()) -> bytes:
    """One workbook: a few of its parts changed and packed again, or the packed bytes themselves changed."""
    if hand.random() < 0.2:
        return mutated(hand, base, others)
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(base)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        chosen = set(hand.sample(names, min(len(names), hand.choice((1, 1, 2, 4)))))
        for name in names:
            content = old.read(name)
            if name in chosen:
                if hand.random() < 0.05:
                    continue
                if hand.random() < 0.2:
                    at = hand.choice([place.start() for place in re.finditer(b"<|$", content)])
                    content = content[:at] + hand.choice(CELLS) + content[at:]
                content = mutated(hand, content)
            new.writestr(name, content)
    return out.getvalue()
