"""The register to the fewest changes of register.yaml; what is the same keeps its bytes."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from rmentor.changes import Change, Write
from rmentor.folder.dump import list_changes
from rmentor.folder.emit import dump_document
from rmentor.folder.followup import register_document, register_item_document
from rmentor.language.catalogue import speak
from rmentor.model.program import Program
from rmentor.model.register import Register

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

REGISTER = "register.yaml"


def register_changes(program: Program, sources: Sources, after: Register) -> list[Change]:
    """Changes that make register.yaml say ``after``.

    Items keep the order and the comments that the file has; new ones come behind, sorted by id. A
    file that is not there yet is made with lines about itself, in the program's language.
    """
    if REGISTER not in sources.files:
        document = register_document(after)
        if not document:
            return []
        return [Write(REGISTER, f"{_heading(program)}{dump_document(document)}")]
    changes: list[Change] = []
    for kind in fields(Register):
        before, wanted = getattr(program.register, kind.name), getattr(after, kind.name)
        changes += list_changes(
            REGISTER,
            kind.name,
            before,
            sorted(wanted, key=lambda each: str(each.id)),
            register_item_document,
            by_key=False,
        )
    return changes


def _heading(program: Program) -> str:
    text = speak(program.language).text
    lines = (
        text("What the organisation learns: written by rmentor add and rmentor set, or by hand."),
        text(
            "A quote appears in reports only from the day of its consent, and never once withdrawn."
        ),
        text("What two people say to each other is theirs: it does not belong here."),
    )
    return "".join(f"# {line}\n" for line in lines)
