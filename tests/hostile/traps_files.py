"""Folders with links, pipes, devices and names in the places where a program has files."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from rmentor.folder.read import FOLDERS, GENERATED, SINGLE_FILES
from tests.hostile.world import CANARY, PAIR, World

Trap = Callable[[World], Mapping[str, str] | None]

# Files in folders that are read, and files that are written.
READ = (
    f"journal/{PAIR}.yaml",
    "surveys/pulse.yaml",
    "surveys/pulse.csv",
    "templates/sponsor.md",
    "participants/more.yaml",
)
WRITTEN = (
    "reports/program.md",
    "calendars/program.ics",
    f"sessions/{PAIR}/1.md",
    "reports/topics.svg",
)


def _gone(path: Path) -> Path:
    """Make room for something else at a path, and for the folder that holds it."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def link(path: str, target: str) -> Trap:
    """Let a path lead elsewhere; a target that is not absolute lies outside."""

    def set_trap(world: World) -> None:
        _gone(world.root / path).symlink_to(
            target if target.startswith(("/", ".")) else world.outside / target
        )

    return set_trap


def pipe(path: str) -> Trap:
    """Put a pipe where a file is expected: who opens it waits for ever."""
    return lambda world: os.mkfifo(_gone(world.root / path))


def folder(path: str) -> Trap:
    """Put a folder where a file is expected."""
    return lambda world: (_gone(world.root / path) / "inner").mkdir(parents=True)


def file(path: str, content: bytes = b"x\n") -> Trap:
    """Put a file where something else is expected."""

    def set_trap(world: World) -> None:
        _gone(world.root / path).write_bytes(content)

    return set_trap


def sockets(world: World) -> None:
    """Put sockets where files are expected."""
    here = Path.cwd()
    os.chdir(world.root)  # the name of a socket may not be long
    try:
        for path in ("plan.yaml", "templates/session.md", "calendars/program.ics"):
            Path(path).parent.mkdir(exist_ok=True)
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path)
    finally:
        os.chdir(here)


def names(world: World) -> None:
    """Have files whose names write on a terminal, are no text, or are very long."""
    odd = (
        b"\x1b[31mred",
        b"a\nb",
        b"\xff\xfe",
        b"-rf",
        b"CON",
        b"nul",
        b"a:b",
        b"x" * 245,
        "é\u202e".encode(),
        b" ",
        b"..x",
    )
    for place, endings in FOLDERS.items():
        (world.root / place).mkdir(exist_ok=True)
        for name in odd:
            place_of_it = Path(os.fsdecode(name + endings[0].encode()))
            (world.root / place / place_of_it).touch()
    for name in (b"Program.yaml", b"topics.yml", b"\x1b[31mPairs.yaml", b"plan\n.yaml"):
        (world.root / os.fsdecode(name)).touch()


def many_files(world: World) -> None:
    """Have hundreds of files in every folder that is read."""
    for place, endings in FOLDERS.items():
        (world.root / place).mkdir(exist_ok=True)
        for number in range(300):
            (world.root / place / f"n{number}{endings[-1]}").touch()


def deep_folders(world: World) -> None:
    """Have generated folders that lie deeper than a path may be long."""
    here = Path.cwd()
    for place in GENERATED:
        (world.root / place).mkdir(exist_ok=True)
        os.chdir(world.root / place)
        for _ in range(25):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    os.chdir(here)


def far_future(world: World) -> None:
    """Have files of the year 2105."""
    for path in world.root.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (4_260_000_000, 4_260_000_000))


def journal_of_a_landing(steps: object, folders: object = ()) -> Trap:
    """Leave the journal of a landing that was cut off, as nobody of ours would write it."""

    def set_trap(world: World) -> None:
        landing = world.root / ".rmentor/landing"
        (landing / "new").mkdir(parents=True)
        (landing / "old").mkdir()
        (landing / "new/0").write_text("written by a stranger\n")
        (landing / "journal.json").write_text(json.dumps({"steps": steps, "folders": folders}))

    return set_trap


def text_of_a_landing(text: str) -> Trap:
    """Leave a journal that is no JSON, or very much of it."""

    def set_trap(world: World) -> None:
        journal_of_a_landing([])(world)
        (world.root / ".rmentor/landing/journal.json").write_text(text)

    return set_trap


def linked_landing(name: str) -> Trap:
    """Let a part of the folder of landings lead outside."""

    def set_trap(world: World) -> None:
        journal_of_a_landing([["pairs.yaml", None, None]])(world)
        _gone(world.root / ".rmentor" / name).symlink_to(world.outside)

    return set_trap


LOUD: Mapping[str, Trap] = {
    **{
        f"link at {path}": link(path, path if path != "import.yaml" else "secret.yaml")
        for path in (*SINGLE_FILES, *READ)
    },
    **{
        f"link at {path}/": link(path, ".." if path == "sessions" else "pairs/..")
        for path in GENERATED
    },
    **{f"link at {path}/ to outside": link(path, "") for path in (*FOLDERS, *GENERATED)},
    **{f"link at {path}": link(path, "program.ics") for path in WRITTEN},
    "link at reports/pairs/": link("reports/pairs", "pairs"),
    "link at sessions/PAIR/": link(f"sessions/{PAIR}", PAIR),
    "link at reports/ to .git": link("reports", ".git"),
    "link at journal/ to the root": link("journal", "/"),
    "link at surveys/ to /proc": link("surveys", "/proc/self"),
    "link at templates/ to itself": link("templates", "templates"),
    "endless device": link("topics.yaml", "/dev/zero"),
    "standard input": link("plan.yaml", "/dev/stdin"),
    "environment": link("framework.yaml", "/proc/self/environ"),
    "link to nothing": link("register.yaml", "/nowhere"),
    **{
        f"pipe at {path}": pipe(path)
        for path in ("participants.yaml", "import.yaml", *READ, *WRITTEN[:2])
    },
    **{f"pipe at {path}/": pipe(path) for path in ("journal", "sessions", "reports", ".rmentor")},
    **{
        f"folder at {path}": folder(path) for path in ("pairs.yaml", "import.yaml", *READ, *WRITTEN)
    },
    **{
        f"file at {path}/": file(path)
        for path in ("journal", "surveys", "sessions", "reports", ".rmentor")
    },
    "sockets": sockets,
    "names": names,
    "many files": many_files,
    "deep folders": deep_folders,
    "the far future": far_future,
    "link at .rmentor/": link(".rmentor", ""),
    "link at .rmentor/lock": link(".rmentor/lock", "secret.yaml"),
    "link at .rmentor/.gitignore": link(".rmentor/.gitignore", "secret.yaml"),
    "pipe at .rmentor/lock": pipe(".rmentor/lock"),
    "folder at .rmentor/lock": folder(".rmentor/lock"),
    "file at .rmentor/landing": file(".rmentor/landing"),
    "link at .rmentor/landing": link(".rmentor/landing", ""),
    **{
        f"link at .rmentor/landing/{name}": linked_landing(f"landing/{name}")
        for name in ("new", "old", "new/0", "journal.json")
    },
    "landing outside": journal_of_a_landing(
        [["../outside/secret.yaml", None, None], ["/etc/x", None, "0"]], ["../x"]
    ),
    "landing in .git": journal_of_a_landing([[".git/hooks/pre-commit", None, "0"]]),
    "landing of nonsense": journal_of_a_landing([[1, 2, 3], ["a"], None, {"a": 1}], 7),
    "landing of depth": text_of_a_landing("[" * 200_000),
    "landing of numbers": text_of_a_landing("9" * 200_000),
    "landing of much": text_of_a_landing(
        '{"steps": [' + ",".join(['["pairs.yaml", null, null]'] * 50_000) + '], "folders": []}'
    ),
    "landing of nothing": text_of_a_landing(""),
    "a page of the canary": file("reports/program.md", CANARY[:6].encode()),
}
