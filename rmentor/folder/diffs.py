"""What would change, as a unified diff in git's form that ``git apply`` and ``patch`` take."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rmentor.folder.align import longest_rise
from rmentor.folder.land import content_on_disk

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file\n"
# Gaps up to this many lines are compared line by line, which takes the square of their length.
_SMALL = 400


def unified_diff(root: Path, files: Mapping[str, bytes | None]) -> str:
    """Diff from what is on the disk to ``files``, sorted by path; empty where nothing differs.

    Only a newline ends a line; a carriage return is part of its line, as for git, so that the diff
    can be applied. Other control characters stay as they are for the same reason: whoever shows the
    diff on a terminal cleans them.
    """
    pieces: list[str] = []
    for path in sorted(files):
        old, new = content_on_disk(root, path), files[path]
        if old != new:
            pieces += _file_diff(path, old, new)
    return "".join(pieces)


def file_diff(path: str, old: bytes | None, new: bytes | None) -> str:
    """Diff of one file from ``old`` to ``new``; empty where they are the same."""
    return "".join(_file_diff(path, old, new)) if old != new else ""


def _file_diff(path: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    before, after = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    yield f"diff --git {before} {after}\n"
    if old is None:
        yield "new file mode 100644\n"
    elif new is None:
        yield "deleted file mode 100644\n"
    try:
        old_lines, new_lines = _lines(old or b""), _lines(new or b"")
    except UnicodeDecodeError:
        yield f"Binary files {before} and {after} differ\n"
        return
    hunks = list(_hunks(old_lines, new_lines))
    if hunks:
        yield f"--- {'/dev/null' if old is None else _with_end(before)}\n"
        yield f"+++ {'/dev/null' if new is None else _with_end(after)}\n"
        yield from hunks


def _quoted(path: str) -> str:
    """Path as git writes it: in quotes with escapes where signs in it could be misread."""
    if all(sign.isprintable() and sign not in '"\\' for sign in path):
        return path
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\' else f"\\{byte:03o}"
        for byte in path.encode("utf-8", "surrogateescape")
    )
    return f'"{escaped}"'


def _with_end(path: str) -> str:
    """Path of a header line; a tab ends one with spaces in it."""
    return path + "\t" if " " in path and not path.startswith('"') else path


def _lines(content: bytes) -> list[str]:
    """Lines with their newlines; nothing else ends a line of a diff."""
    text = content.decode()
    if not text:
        return []
    pieces = text.split("\n")
    lines = [piece + "\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Hunks of a unified diff: changes with three lines around them, near ones together."""
    group: list[tuple[int, int, int, int]] = []
    for change in line_changes(old, new):
        if group and change[0] - group[-1][1] > 2 * _CONTEXT:
            yield from _hunk(old, new, group)
            group = []
        group.append(change)
    if group:
        yield from _hunk(old, new, group)


def _hunk(
    old: Sequence[str], new: Sequence[str], group: Sequence[tuple[int, int, int, int]]
) -> Iterator[str]:
    lead = min(group[0][0], _CONTEXT)
    trail = min(len(old) - group[-1][1], _CONTEXT)
    start, end = group[0][0] - lead, group[-1][1] + trail
    new_start, new_end = group[0][2] - lead, group[-1][3] + trail
    yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
    position = start
    for old_from, old_to, new_from, new_to in group:
        yield from _signed(" ", old[position:old_from])
        yield from _signed("-", old[old_from:old_to])
        yield from _signed("+", new[new_from:new_to])
        position = old_to
    yield from _signed(" ", old[position:end])


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n{_NO_NEWLINE}"


def _range(start: int, end: int) -> str:
    length = end - start
    first = start + 1 if length else start
    return f"{first}" if length == 1 else f"{first},{length}"


def line_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where the lines differ: from and to in the old, from and to in the new, in order.

    Lines that stand once in each text and in the same order hold the two together (Bram Cohen's
    patience diff); only what lies between two of them is compared line by line.
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old_end, new_end = len(old) - tail, len(new) - tail
    old_from, new_from = head, head
    for old_at, new_at in [*_anchors(old, new, head, old_end, new_end), (old_end, new_end)]:
        if old_at >= old_from and new_at >= new_from:
            yield from _gap(old, new, (old_from, old_at, new_from, new_at))
            old_from, new_from = old_at + 1, new_at + 1


def _anchors(
    old: Sequence[str], new: Sequence[str], head: int, old_end: int, new_end: int
) -> list[tuple[int, int]]:
    """Places of lines that stand once in each, in the same order."""
    in_old = _once(old, head, old_end)
    in_new = _once(new, head, new_end)
    shared = [(in_old[line], at) for line, at in in_new.items() if line in in_old]
    return [shared[at] for at in longest_rise([place for place, _ in shared])]


def _once(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(start, end):
        found[lines[at]] = -1 if lines[at] in found else at
    return {line: at for line, at in found.items() if at >= 0}


def _gap(
    old: Sequence[str], new: Sequence[str], bounds: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    old_from, old_to, new_from, new_to = bounds
    if max(old_to - old_from, new_to - new_from) > _SMALL:
        if old[old_from:old_to] != new[new_from:new_to]:
            yield bounds
        return
    matcher = difflib.SequenceMatcher(
        None, old[old_from:old_to], new[new_from:new_to], autojunk=False
    )
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag != "equal":
            yield (
                old_from + first, old_from + last, new_from + new_first, new_from + new_last
            )  # fmt: skip
