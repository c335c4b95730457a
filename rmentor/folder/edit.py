"""Texts and changes to texts: splices at the marks, then the result is read again and compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import yaml

from rmentor.changes import Change, Remove, Write
from rmentor.errors import EditFailed
from rmentor.folder.blocks import edit_blocks
from rmentor.folder.emit import as_loaded, dump_document
from rmentor.folder.intent import Edit, Impossible, in_words, intended
from rmentor.folder.marks import marks
from rmentor.folder.modeline import names_schemas, with_modeline
from rmentor.folder.patch import Overlap, Patch
from rmentor.folder.schema.files import kind_of
from rmentor.folder.splice import edit_document
from rmentor.folder.yaml_load import collector_held, decode, load_yaml

if TYPE_CHECKING:
    from rmentor.folder.read import Sources

_BOM = b"\xef\xbb\xbf"


def apply(sources: Sources, changes: Sequence[Change]) -> dict[str, bytes | None]:
    """Contents of the files that ``changes`` touch, after them; None for a file to remove.

    Comments, blank lines, quotes, order, newlines and a byte order mark stay as they are wherever
    the changes do not reach. Every edited text is read again and compared with what was meant.

    Raises:
        EditFailed: An edit does not fit its file, or would say something else than meant.
    """
    files: dict[str, bytes | None] = {}
    edits: dict[str, list[Edit]] = {}
    for change in changes:
        if isinstance(change, Write):
            edits.pop(change.file, None)
            text = change.text
            files[change.file] = text if isinstance(text, bytes) else text.encode()
        elif isinstance(change, Remove):
            edits.pop(change.file, None)
            files[change.file] = None
        else:
            edits.setdefault(change.file, []).append(change)
    for path, wanted in edits.items():
        before = files[path] if path in files else sources.files.get(path)
        files[path] = _edited(path, before, wanted)
    if names_schemas(sources.files):
        return {path: _known_to_editors(sources, path, made) for path, made in files.items()}
    return files


def _known_to_editors(sources: Sources, path: str, content: bytes | None) -> bytes | None:
    """A new file names its schema where the others do."""
    kind = kind_of(path) if path.endswith(".yaml") else ""
    if content is None or path in sources.files or kind in ("", "templates"):
        return content
    return with_modeline(path, kind, content)


def _edited(path: str, before: bytes | None, changes: Sequence[Edit]) -> bytes:
    """One file after its changes."""
    if before is None:
        return _made(path, changes)
    text, problem = decode(before)
    if text is None or problem is not None:
        raise _failed(path, changes)
    with collector_held():
        after = edit_blocks(text, changes)
        if after is None:
            after = edit_whole(path, text, changes)
    if after == text:
        return before
    bom = _BOM if before.startswith(_BOM) else b""
    return bom + after.encode()


def _made(path: str, changes: Sequence[Edit]) -> bytes:
    """A file that was not there."""
    try:
        value = intended(None, changes)
    except Impossible:
        raise _failed(path, changes) from None
    made = dump_document(value).encode()
    parsed = load_yaml(made)
    if parsed.problems or parsed.value != as_loaded(value):
        raise _failed(path, changes)
    return made


def edit_whole(path: str, text: str, changes: Sequence[Edit]) -> str:
    """Edit a text of any shape, with the marks of all of it."""
    parsed = load_yaml(text.encode())
    if parsed.problems:
        raise _failed(path, changes)
    old: Any = parsed.value
    patch = Patch(text)
    try:
        new = intended(old, changes)
        edit_document(patch, marks(text), old, new)
        after = patch.applied()
        data = after.encode()
    except (Impossible, Overlap, yaml.YAMLError, RecursionError, UnicodeEncodeError):
        raise _failed(path, changes) from None
    again = load_yaml(data)
    if again.problems or again.value != as_loaded(new):
        raise _failed(path, changes)
    return after


def _failed(path: str, changes: Sequence[Edit]) -> EditFailed:
    shown = [in_words(change) for change in changes[:3]]
    return EditFailed(file=path, change="; ".join(shown) + (" …" if len(changes) > 3 else ""))
