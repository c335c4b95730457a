"""Real git repositories with a program in them, one commit after the other."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "format: 1\nname: Test\ntimezone: Europe/Paris\nstart: 2027-01-11\nend: 2027-07-02\n"
MIA = "  - {id: mia, name: Mia, role: mentor, volunteer: true, offers: {linkedin: 5}}\n"
EVA = "  - {id: eva, name: Eva, role: mentee, volunteer: true, wants: {linkedin: 2}}\n"
TOM = "  - {id: tom, name: Tom, role: mentor, volunteer: true, offers: {linkedin: 4}}\n"
PAIR = "  - {id: mia--eva, mentor: mia, mentees: [eva], topics: [linkedin], score: 8000, status: active}\n"
FILES = {
    "program.yaml": PROGRAM,
    "participants.yaml": "participants:\n" + MIA + EVA,
}
PAIRED = {"pairs.yaml": "pairs:\n" + PAIR}
PLANNED = {
    "plan.yaml": "sessions:\n"
    "  - {pair: mia--eva, session: 1, start: 2027-01-12 12:00, minutes: 60, state: planned}\n"
    "  - {pair: mia--eva, session: 2, start: 2027-01-26 12:00, minutes: 60, state: planned}\n"
}
HELD = {"journal/mia--eva.yaml": "- {session: 1, date: 2027-01-12, state: held, minutes: 60}\n"}
BROKEN = {"pairs.yaml": "pairs: [\n"}


def git(folder: Path, *arguments: str, day: str = "2027-01-04") -> str:
    """Run git in a folder, on a day."""
    at = f"{day}T10:00:00+01:00"
    done = subprocess.run(
        ["git", "-C", folder, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at},
    )
    return done.stdout.strip()


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    """Write files; None takes one away."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def commit(
    root: Path, files: Mapping[str, str | None], day: str = "2027-01-04", message: str = "Change"
) -> str:
    """Write files into a folder, commit everything on a day, answer the commit."""
    write(root, files)
    git(root, "add", "-A", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", message, day=day)
    return git(root, "rev-parse", "HEAD")


def new_repository(root: Path, *options: str) -> Path:
    """Make a folder a repository."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", *options)
    return root


def a_history(root: Path) -> list[str]:
    """Commit a small programme's life week by week, with a commit in which it is broken."""
    return [
        commit(root, FILES, "2027-01-04", "Begin"),
        commit(root, PAIRED, "2027-01-05", "Pair"),
        commit(root, PLANNED, "2027-01-06", "Plan"),
        commit(root, {"README.md": "Nothing of ours\n", "reports/program.md": "x\n"}, "2027-01-07"),
        commit(root, BROKEN, "2027-01-08", "Oh no"),
        commit(root, PAIRED, "2027-01-09", "Mend"),
        commit(root, HELD, "2027-01-13", "Log"),
    ]
