"""The reference of all commands, as a page and as a manual page, made from the commands themselves.

Run: make docs (``python -m rmentor.cli.reference page``, or ``man``). Both are written in English, or in French
where the locale says so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from rmentor.cli.speech import say

_MARKUP = re.compile(r"\[/?(?:bold|italic|dim|code)\]")
_EXITS = (
    ("0", say("done")),
    ("1", say("the program has errors, or --check would change something")),
    ("2", say("wrong usage")),
    ("3", say("somebody or something is left over, under --strict")),
    ("70", say("a bug of rmentor’s; nothing was written")),
    ("130", say("interrupted; nothing was written")),
)


@dataclass(frozen=True, slots=True)
class Word:
    """An argument or an option.

    Attributes:
        written: As one types it, such as ``--keep N``.
        about: What it is for.
        default: In words, or empty.
    """

    written: str
    about: str
    default: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One command. ``common``: its options that nearly all commands have."""

    name: str
    usage: str
    about: str
    example: str
    words: tuple[Word, ...]
    common: tuple[Word, ...]


def entries() -> tuple[Entry, ...]:
    """All commands in the order of the journey; those of a group stand behind each other."""
    from typer.main import get_command

    from rmentor.cli.app import app

    return tuple(_entries("rmentor", get_command(app)))


def _entries(path: str, group: Any) -> Iterator[Entry]:
    for name, command in group.commands.items():
        if getattr(command, "hidden", False):
            continue
        full = f"{path} {name}"
        if getattr(command, "commands", None):
            yield from _entries(full, command)
        else:
            yield _entry(full, command)


def _entry(full: str, command: Any) -> Entry:
    from rmentor.cli.options import COMMON_NAMES

    shown = [each for each in command.params if not each.hidden]
    arguments = [each for each in shown if not each.opts[0].startswith("-")]
    options = [each for each in shown if each.opts[0].startswith("-") and each.name != "help"]
    # "rmentor survey ID" has its argument in its name.
    said = [word for word in map(_metavar, arguments) if word not in full.split()]
    usage = " ".join([full, *said, *(["[OPTIONS]"] if options else [])])
    own = [each for each in options if each.name not in COMMON_NAMES]
    common = [each for each in options if each.name in COMMON_NAMES]
    return Entry(
        name=full,
        usage=usage,
        about=_plain(command.help),
        example=_plain(command.epilog).partition(": ")[2].strip(),
        words=tuple(_word(each) for each in (*arguments, *own) if each.help),
        common=tuple(map(_word, common)),
    )


def _word(parameter: Any) -> Word:
    is_option = parameter.opts[0].startswith("-")
    written = ", ".join([*parameter.opts, *parameter.secondary_opts]) if is_option else ""
    if not parameter.opts[0].startswith("-"):
        written = _metavar(parameter)
    elif not parameter.is_flag:
        written += " " + _metavar(parameter)
    return Word(written, _plain(parameter.help), _default(parameter))


def _metavar(parameter: Any) -> str:
    named = parameter.metavar or parameter.name.upper()
    return str(named) + ("…" if parameter.nargs == -1 and "…" not in str(named) else "")


def _default(parameter: Any) -> str:
    if parameter.show_default is False or parameter.required:
        return ""
    if isinstance(parameter.show_default, str):
        return parameter.show_default
    value = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
    return "" if value in (None, (), [], False) else str(value)


def _plain(text: str | None) -> str:
    return _MARKUP.sub("", " ".join((text or "").split()))


def page(known: Sequence[Entry]) -> str:
    """The reference as Markdown."""
    lines = [
        f"# {say('Commands')}",
        "",
        say(
            "Made from the commands themselves by make docs; rmentor COMMAND --help says the same."
        ),
        "",
        *(
            f"- [`{each.name}`](#{each.name.replace(' ', '-').lower()}): {_cell(each.about)}"
            for each in known
        ),
        "",
        f"## {say('Options of nearly all commands')}",
        "",
        *_table(_common(known).values()),
        "",
        f"## {say('Exit codes')}",
        "",
        "| | |",
        "|---|---|",
        *(f"| {code} | {text} |" for code, text in _EXITS),
    ]
    for each in known:
        lines += ["", f"## {each.name}", "", each.about, "", f"    {each.usage}"]
        if each.words:
            lines += ["", *_table(each.words)]
        if not each.common:
            lines += ["", say("It has none of the options of nearly all commands.")]
        if each.example:
            lines += ["", say("Example: %(command)s", command=f"`{each.example}`")]
    return "\n".join(lines) + "\n"


def _common(known: Sequence[Entry]) -> Mapping[str, Word]:
    return {word.written: word for each in known for word in each.common}


def _table(words: Iterable[Word]) -> list[str]:
    rows = [
        f"| `{_cell(word.written)}` | {_cell(word.about)} | {_cell(word.default)} |"
        for word in words
    ]
    return [f"| | | {say('default')} |", "|---|---|---|", *rows]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def manual(known: Sequence[Entry]) -> str:
    """The reference as a manual page in the macros of man(7)."""
    from rmentor import __version__

    lines = [
        f'.TH RMENTOR 1 "" "rmentor {__version__}" "rmentor"',
        f".SH {say('NAME')}",
        _roff("rmentor - " + say("reverse mentoring kept as plain text")),
        f".SH {say('SYNOPSIS')}",
        *(f".B {_roff(each.usage)}\n.br" for each in known),
        f".SH {say('COMMANDS')}",
    ]
    for each in known:
        lines += [f".SS {_roff(each.name)}", _roff(each.about)]
        for word in each.words:
            default = f" ({word.default})" if word.default else ""
            lines += [".TP", f".B {_roff(word.written)}", _roff(word.about + default)]
        if each.example:
            lines += [".PP", _roff(say("Example: %(command)s", command=each.example))]
    lines += [f".SH {say('OPTIONS OF NEARLY ALL COMMANDS')}"]
    for word in _common(known).values():
        lines += [".TP", f".B {_roff(word.written)}", _roff(word.about)]
    lines += [f".SH {say('EXIT STATUS')}"]
    for code, text in _EXITS:
        lines += [".TP", f".B {code}", _roff(text)]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    """Text that troff takes as it stands."""
    written = text.replace("\\", "\\e").replace("-", "\\-")
    safe = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in written)
    return "\\&" + safe if safe.startswith((".", "'")) else safe


def main(arguments: Sequence[str]) -> None:
    """Print one of the two: ``page`` or ``man``."""
    write = {"page": page, "man": manual}[arguments[0]]
    sys.stdout.write(write(entries()))


if __name__ == "__main__":
    main(sys.argv[1:])
