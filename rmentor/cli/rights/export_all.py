"""A copy of the whole program under pseudonyms, written into a folder that somebody names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rmentor.cli.options import Common
from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready


def export_all(ready: Ready, folder: Path, file: Path, common: Common, *, new_key: bool) -> None:
    """Write the program under pseudonyms.

    Raises:
        KeyInside: The key lies in the program, its repository, or the copy.
        NoKey: There is no key, or one is there already that would be made.
        Wrong: The folder is not new, or lies in the program.
    """
    from rmentor.cli.terminal import show_json, tell
    from rmentor.folder.catalogue import built_in_topics
    from rmentor.folder.keys import check_outside, make_key, read_key
    from rmentor.folder.whole import whole_folder
    from rmentor.followup.rights.pseudonyms import Key, pseudonymised

    check_outside(file, [ready.root, _repository(ready.root), folder])
    check_folder(folder, ready.root)
    if new_key and common.dry_run:
        tell(say("would make the key %(file)s", file=str(file)))
        return
    key = Key(make_key(file) if new_key else read_key(file))
    copy = pseudonymised(ready.program, key, built_in_topics())
    files = whole_folder(copy)
    written = write_into(folder, files, ready.root, common)
    if common.json:
        show_json({"folder": str(folder), "files": list(written)})
        return
    for line in _told(str(file)):
        tell(line)


def _told(key: str) -> tuple[str, ...]:
    return (
        say("Names, addresses, departments, sites and interests are pseudonyms; texts are left out."),
        say(
            "Grades, topics, windows and days stay: who knows these of somebody may know them again. "
            "Share the copy only with those who need it."
        ),
        say(
            "Of equally good pairings the smaller ids come first, so ties may fall otherwise in the copy."
        ),
        say("Keep %(key)s to yourself: it tells who is who.", key=key),
    )  # fmt: skip


def _repository(root: Path) -> Path:
    """Top of the repository that a program lies in; the program itself where there is none."""
    from rmentor.git import path_in_repository

    top = root.resolve()
    for _ in Path(path_in_repository(root)).parts:
        top = top.parent
    return top


def check_folder(folder: Path, root: Path) -> None:
    """Refuse a folder that is not new or empty, or that lies in the program.

    Raises:
        Wrong: It is one of these.
    """
    from rmentor.errors import Wrong

    if folder.resolve().is_relative_to(root.resolve()):
        raise Wrong(
            what=say(
                "%(folder)s lies in the program’s folder; choose one outside.", folder=str(folder)
            )
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Wrong(what=say("%(folder)s is not empty; choose a new one.", folder=str(folder)))


def write_into(
    folder: Path, files: Mapping[str, bytes], root: Path, common: Common
) -> tuple[str, ...]:
    """Write files into a new folder in one landing; with ``--dry-run`` only name them.

    Raises:
        Wrong: The folder is not new, or lies in the program.
    """
    from rmentor.cli.terminal import show, tell
    from rmentor.folder.land import land
    from rmentor.folder.read import Sources

    check_folder(folder, root)
    if common.dry_run:
        if not common.json:
            for path in sorted(files):
                show(str(folder / path))
        return tuple(sorted(files))
    written = land(folder, Sources(folder, {}), files)
    tell(
        language().plural(
            "wrote %(n)d file in %(folder)s",
            "wrote %(n)d files in %(folder)s",
            len(written),
            folder=str(folder),
        )
    )
    return written
