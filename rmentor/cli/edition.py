"""The next edition of a program: read the old folder, and tell what went on and what is to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rmentor.cli.options import Common
from rmentor.cli.speech import adopt, language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.folder.edition import Edition

MOST_NAMES = 6


def open_old(folder: Path, common: Common) -> Ready:
    """Read an old program and stop with its errors, if it has any; nothing is written there.

    Raises:
        NoProgram: There is none in the folder.
        Unready: A run of rmentor was cut off while it wrote there.
    """
    from rmentor.cli.opening import Opened, without_errors
    from rmentor.errors import NoProgram, Unready
    from rmentor.folder.load import PROGRAM_FILE, load
    from rmentor.folder.read import read_sources
    from rmentor.folder.targets import ROOM

    if not (folder / PROGRAM_FILE).is_file():
        raise NoProgram(folder=str(folder))
    if (folder / ROOM / "landing").exists():
        raise Unready(
            what=say("A run of rmentor was cut off while it wrote to %(folder)s.", folder=folder),
            hint=say("Let it finish first: rmentor check --program %(folder)s", folder=folder),
        )
    sources = read_sources(folder)
    loaded = load(sources)
    adopt(loaded.language)
    return without_errors(Opened(folder, sources, loaded), common)


def edition_json(edition: Edition) -> dict[str, Any]:
    """What went on and what did not, as plain values."""
    return {
        "left": list(edition.left),
        "moved_up": dict(edition.moved_up),
        "waiting": [
            {"id": who, "waited": rounds}
            for who, rounds in sorted(edition.waiting.items(), key=lambda each: (-each[1], each[0]))
        ],
        "learned": list(edition.learned),
        "former": list(edition.former),
        "readings": list(edition.readings),
        "lessons": [{"kind": kind, "what": what} for kind, what in edition.lessons],
        "open": list(edition.open),
    }


def show_edition(edition: Edition, root: Path) -> None:
    """Tell what went on and what did not, and what is to fill in."""
    from rmentor.cli.terminal import tell

    for line in _lines(edition):
        tell(line)
    step = "" if root == Path() else f"cd {root}\n  "
    tell(
        say(
            "Next: give program.yaml its new name, start and end (the old dates stand there as "
            "comments), look at closed, ask people for their yes again (volunteer), then:"
        )
        + f"\n  {step}rmentor check\n  rmentor pair"
    )


def _lines(edition: Edition) -> list[str]:
    plural = language().plural
    lines = []
    if edition.waiting:
        longest = sorted(edition.waiting, key=lambda who: (-edition.waiting[who], who))
        named = [f"{who} ({edition.waiting[who]})" for who in longest]
        lines.append(
            say("Without a partner so far, and first in the next round: %(who)s", who=_some(named))
        )
    if edition.former:
        lines.append(
            plural(
                "%(n)d former pair stands in pairs.yaml, so that both meet somebody new; with "
                "rmentor pair --again they may be paired again.",
                "%(n)d former pairs stand in pairs.yaml, so that people meet somebody new; with "
                "rmentor pair --again they may be paired again.",
                len(edition.former),
            )
        )
    if edition.learned:
        lines.append(
            say("With the levels that they last noted: %(who)s", who=_some(edition.learned))
        )
    if edition.left:
        lines.append(say("Not taken along, for they have left: %(who)s", who=_some(edition.left)))
    if edition.moved_up:
        named = [f"{who} → {above or '–'}" for who, above in sorted(edition.moved_up.items())]
        lines.append(say("Their manager has left; they now stand below: %(who)s", who=_some(named)))
    if edition.readings:
        lines.append(
            say(
                "Readings stayed behind, baselines are the old ones: look at objectives.yaml "
                "(%(kpis)s).",
                kpis=_some(edition.readings),
            )
        )
    return [*lines, *_learnt(edition)]


def _learnt(edition: Edition) -> list[str]:
    """Lessons of the old edition, and what still waits for an answer."""
    from rmentor.reporting.views.register_words import lesson_kind

    lines = []
    if edition.lessons:
        lines.append(say("What the last edition leaves to this one:"))
        lines += [
            "  " + lesson_kind(kind, language()) + say(": ") + what
            for kind, what in edition.lessons[:MOST_NAMES]
        ]
        if len(edition.lessons) > MOST_NAMES:
            lines.append("  …")
    if edition.open:
        lines.append(
            say(
                "Ideas and questions that still wait for an answer: %(ids)s",
                ids=_some(edition.open),
            )
        )
    return lines


def _some(named: tuple[str, ...] | list[str]) -> str:
    return ", ".join(named[:MOST_NAMES]) + (" …" if len(named) > MOST_NAMES else "")
