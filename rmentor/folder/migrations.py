"""From older formats of the files to the newest: a step for each version, on plain values.

A step never touches text. What it gives is written the way that every edit is: the smallest splices,
read again and compared before it may land. Comments and order stay, except at what is gone or has
another key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rmentor.changes import Change, Put, Remove, Write
from rmentor.errors import Unready
from rmentor.folder.emit import AsRead, dump_document
from rmentor.folder.read import Sources
from rmentor.folder.scalars import FORMAT
from rmentor.folder.yaml_load import load_yaml

PROGRAM_FILE = "program.yaml"
Documents = Mapping[str, Any]
Step = Callable[[Documents], Documents]

# From which version a step leads to the next one; what it gives for a path is what the file is to say,
# and a path that it leaves out is a file that goes. Format 1 is the first.
MIGRATIONS: Mapping[int, Step] = {}
_VERSION = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Migration:
    """The way of a program's files to the newest format.

    Attributes:
        before: Format that they have.
        after: Format that they are to have.
        changes: To them; none where they have it already.
    """

    before: int
    after: int
    changes: tuple[Change, ...] = ()


class NewerFormat(Unready):
    """The files are of a format that only a newer rmentor knows."""

    message = "These files have format %(format)d, and this rmentor knows formats up to %(newest)d."
    help = "Install a newer rmentor, and leave the files as they are."


class NoWay(Unready):
    """There is no step from the format that the files have."""

    message = "There is no way from format %(format)d to format %(newest)d."
    help = "Read them with the rmentor that wrote them, and see its notes on the next release."


class NoVersion(Unready):
    """The program does not say its format in a way that can be read."""

    message = "program.yaml does not say its format as a number."
    help = "See: rmentor check"


def version_of(sources: Sources) -> int:
    """Format of the files of a program; one that says none has format 1.

    Raises:
        NoVersion: It says something that is no number, or cannot be read.
    """
    document = load_yaml(sources.files.get(PROGRAM_FILE, b"")).value
    said = document.get("format") if isinstance(document, dict) else None
    if said is None and isinstance(document, dict):
        return 1
    if not isinstance(said, str) or not _VERSION.fullmatch(said.strip()):
        raise NoVersion
    return int(said)


def migrated(
    sources: Sources, steps: Mapping[int, Step] = MIGRATIONS, newest: int = FORMAT
) -> Migration:
    """Lead the files of a program to the newest format, step by step.

    Args:
        sources: What was read; files that are no YAML stay as they are.
        steps: From each older version, what leads to the next.
        newest: Version to arrive at.

    Raises:
        NewerFormat: The files are newer.
        NoVersion: Nobody can say which format they have.
        NoWay: A step is missing.
    """
    before = version_of(sources)
    if before > newest:
        raise NewerFormat(format=before, newest=newest)
    old = {
        path: _as_read(load_yaml(content).value)
        for path, content in sources.files.items()
        if path.endswith(".yaml") and before < newest
    }
    documents: Documents = old
    for version in range(before, newest):
        if version not in steps:
            raise NoWay(format=before, newest=newest)
        documents = steps[version](documents)
    if before == newest:
        return Migration(before, newest)
    program = {**documents[PROGRAM_FILE], "format": newest}
    documents = {**documents, PROGRAM_FILE: program}
    return Migration(before, newest, tuple(_changes(old, documents)))


def _as_read(value: Any) -> Any:
    """The value with its texts marked as read, so that a figure that moves gets no quotes."""
    if isinstance(value, str):
        return AsRead(value)
    if isinstance(value, dict):
        return {key: _as_read(each) for key, each in value.items()}
    return [_as_read(each) for each in value] if isinstance(value, list) else value


def _changes(old: Documents, new: Documents) -> list[Change]:
    changes: list[Change] = [Remove(path) for path in sorted(old.keys() - new.keys())]
    for path in sorted(new):
        if path not in old:
            changes.append(Write(path, dump_document(new[path])))
        elif new[path] != old[path]:
            changes.append(Put(path, (), new[path]))
    return changes
