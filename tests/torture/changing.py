"""What is fuzzed beyond reading: edits of files that people wrote, and landings that strangers left behind."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from rmentor.changes import Add, Put
from rmentor.errors import RmentorError
from rmentor.folder.edit import apply
from rmentor.folder.land import recover
from rmentor.folder.landing import digest
from rmentor.folder.read import Sources
from rmentor.folder.yaml_load import load_yaml
from rmentor.resources import sample_files
from tests.folder.test_edit import PEOPLE
from tests.folder.wanted_changes import FILE, carried_out, random_change
from tests.folder.whole_program import WHOLE
from tests.torture.inputs import mutated

# What may be one: within quotes, it is a text.
_COMMENT = re.compile(rb"(?m)(?:^|[ \t])#")
INSIDE = ("program.yaml", "participants.yaml", "reports/sponsor.md", "journal/a--b.yaml")
OUTSIDE = ("../outside/a", "../outside", "/etc/passwd", "..", ".rmentor/lock", ".git/config")


def edits(_: Path) -> Any:
    """Mutate a file of people, and change something in it: all else has to mean what it meant, and no comment goes."""
    shipped = sample_files()[FILE].decode().split("\n\n")
    samples = [
        text.encode() for text in (PEOPLE, WHOLE[FILE], *("\n\n".join(shipped[:n]) for n in (3, 6)))
    ]

    def attempt(hand: random.Random) -> bool:
        content = mutated(hand, hand.choice(samples), samples)
        parsed = load_yaml(content)
        if parsed.problems or not _is_of_people(parsed.value):
            return False
        change = random_change(parsed.value, hand)
        try:
            after = apply(Sources(None, {FILE: content}), [change])[FILE]
        except RmentorError:
            return False
        assert after is not None
        again = load_yaml(after)
        assert not again.problems
        assert again.value == carried_out(parsed.value, change)
        if isinstance(change, Add) or (
            isinstance(change, Put) and _is_one_line(parsed.value, change)
        ):
            assert len(_COMMENT.findall(after)) >= len(_COMMENT.findall(content))
        return True

    return attempt


def _is_of_people(value: Any) -> bool:
    """Whether each of a list of people is a map that has an id of its own."""
    people = value.get("participants") if isinstance(value, dict) else None
    if not isinstance(people, list) or not all(isinstance(each, dict) for each in people):
        return False
    ids = [each.get("id") for each in people]
    return all(isinstance(each, str) for each in ids) and len({*ids, "new"}) == len(ids) + 1


def _is_one_line(value: Any, change: Put) -> bool:
    """Whether a change takes the place of a word at most, so that no comment stood within."""
    for step in change.keys:
        if isinstance(value, list):
            value = next(each for each in value if each["id"] == step)
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return not isinstance(value, dict | list)


def landings(room: Path) -> Any:
    """Mutate the journal of a landing that was left behind: nothing outside changes, and no file is half of two."""
    before, after = b"before\n", b"after\n"
    journals = [_journal(INSIDE[:n], before, after) for n in range(1, len(INSIDE) + 1)]
    others = [*journals, _journal(OUTSIDE, before, after)]

    def attempt(hand: random.Random) -> bool:
        shutil.rmtree(room / "top", ignore_errors=True)
        root = room / "top/program"
        whole = {f"../outside/{name}": before for name in "ab"} | dict.fromkeys(INSIDE, before)
        moved = hand.randrange(len(INSIDE) + 1)
        for number, path in enumerate(INSIDE):
            is_moved = number < moved
            whole[path] = after if is_moved else before
            kept = ".rmentor/landing/old" if is_moved else ".rmentor/landing/new"
            whole[f"{kept}/{number}"] = before if is_moved else after
        base = hand.choice(journals)
        journal = mutated(hand, base, others)
        whole[".rmentor/landing/journal.json"] = journal
        for path, content in whole.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        with suppress(RmentorError):
            recover(root)
        found = {path: (root / path).read_bytes() for path in _files(room / "top", root)}
        assert {p: c for p, c in found.items() if p.startswith("..")} == {
            f"../outside/{name}": before for name in "ab"
        }
        assert {content for path, content in found.items() if path in INSIDE} <= {before, after}
        return {found.get(path) for path in INSIDE[: journals.index(base) + 1]} in (
            {before},
            {after},
        )

    return attempt


def _journal(places: tuple[str, ...], before: bytes, after: bytes) -> bytes:
    steps = [[place, digest(before), digest(after)] for place in places]
    return json.dumps({"steps": steps, "folders": ["reports", "journal"]}).encode()


def _files(top: Path, root: Path) -> Iterator[str]:
    for path in top.rglob("*"):
        if path.is_file():
            yield os.path.relpath(path, root)
