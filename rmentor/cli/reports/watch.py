"""``rmentor report --watch``: the reports again on every change, and the page as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rmentor.cli.ending import end
from rmentor.cli.excerpts import findings_json, problem, show_findings
from rmentor.cli.opening import Opened, Ready, open_folder
from rmentor.cli.options import Common
from rmentor.cli.reports.preview import Preview
from rmentor.cli.speech import error_in_words, say
from rmentor.cli.terminal import show, tell
from rmentor.errors import ChangedMeanwhile, Locked, RmentorError
from rmentor.folder.read import read_sources, stamps

if TYPE_CHECKING:
    from rmentor.changes import Change

POLL_SECONDS = 0.5
# Editors and commands write several files one after the other: wait until they have finished.
QUIET_SECONDS = 0.15

Stamps = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Edition:
    """The reports, made once.

    Attributes:
        changes: What they write.
        page: The page for the preview.
        mark: What tells the page from the next one.
    """

    changes: Sequence[Change]
    page: str
    mark: str


def watch(
    first: Ready,
    common: Common,
    make: Callable[[Ready], Edition],
    *,
    port: int,
    ready: Callable[[str], object],
) -> None:
    """Write the reports and serve their page, again after every change, until somebody interrupts.

    Args:
        first: The program as it was opened.
        common: Common options.
        make: Makes the reports of a program.
        port: Of the preview; 0 for any that is free.
        ready: Told the preview's address once it answers.

    Raises:
        Wrong: The port cannot be used.
        RmentorError: The first edition failed. Later ones only say so.
    """
    root = first.root
    seen = stamps(root)
    if read_sources(root).files != first.sources.files:
        seen = {}
    preview = Preview(root, port)
    try:
        _publish(first, common, make, preview)
        preview.begin()
        show(preview.url)
        tell(say("The preview follows every change. Ctrl-C ends it."))
        ready(preview.url)
        for _ in changes_of(root, seen):
            _again(common, make, preview)
    finally:
        preview.close()


def changes_of(root: Path, seen: Stamps) -> Iterator[None]:
    """Every time that something in the program has changed and has come to rest."""
    while True:
        now = stamps(root)
        if now == seen:
            time.sleep(POLL_SECONDS)
            continue
        before: Stamps | None = None
        while now != before:
            time.sleep(QUIET_SECONDS)
            before, now = now, stamps(root)
        seen = now
        yield


def _again(common: Common, make: Callable[[Ready], Edition], preview: Preview) -> None:
    """Make the next edition; say what is in the way, if anything is."""
    while True:
        try:
            opened = open_folder(common)
            if opened.loaded.program is None:
                _point_out(opened, preview)
            else:
                found = Ready(opened.root, opened.sources, opened.loaded, opened.loaded.program)
                _publish(found, common, make, preview)
        except (ChangedMeanwhile, Locked):
            # Another rmentor is at work; it will soon have finished.
            time.sleep(QUIET_SECONDS)
            continue
        except RmentorError as error:
            problem(error)
            preview.tell(error_in_words(error)[0])
        return


def _publish(
    ready: Ready, common: Common, make: Callable[[Ready], Edition], preview: Preview
) -> None:
    edition = make(ready)
    end(ready.root, ready.sources, edition.changes, common, message="")
    preview.show(edition.page, edition.mark)


def _point_out(opened: Opened, preview: Preview) -> None:
    """Say the errors of a program, here with their lines, in the page in short."""
    errors = [each for each in opened.loaded.findings if each.severity == "error"]
    show_findings(opened.sources, errors, to_stderr=True)
    lines = [
        f"{each['file']}:{each['line']}:{each['column']}: {each['message']}"
        for each in findings_json(opened.sources, errors)
    ]
    preview.tell("\n".join([say("This page is as it was before these errors:"), *lines]))
