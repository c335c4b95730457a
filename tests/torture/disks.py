"""The writing commands on disks that are not like ours: full, read-only, without capitals.

Run: make torture, as root; each disk that this machine cannot mount is named as not tried. A full disk is a small
one in memory that is filled up to some bytes, a read-only one the same mounted anew, and one that tells no
capitals is NTFS by lowntfs-3g. On the latter every command has to leave the same bytes as elsewhere; on the others,
what was there, with one sentence that says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.torture.faults import commands, contents, program, rmentor

READING = (
    ("check",),
    ("status", "--today", "2027-02-15"),
    ("report", "--check", "--today", "2027-02-15"),
    ("diff",),
    ("explain", "m0--e0"),
    ("kpis", "--today", "2027-02-15"),
)
BLOCK = 4096


@contextmanager
def mounted(command: Sequence[str], place: Path) -> Iterator[bool]:
    """A disk at a place; whether it could be mounted."""
    place.mkdir()
    done = subprocess.run([*command, str(place)], capture_output=True, check=False)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", str(place)], check=True)


def bare(files: dict[str, bytes]) -> dict[str, bytes]:
    """Contents without their modes, which such a disk may not have."""
    return {path.casefold(): content.split(b" ", 1)[1] for path, content in files.items()}


def without_capitals(room: Path) -> tuple[int, list[str]]:
    """All commands on a disk that takes Ana and ANA for one, beside the same elsewhere."""
    image, place = room / "image", room / "ntfs"
    with image.open("wb") as file:
        file.truncate(64 << 20)
    if not shutil.which("mkntfs") or not shutil.which("lowntfs-3g"):
        return 0, ["not tried: no lowntfs-3g"]
    subprocess.run(["mkntfs", "-F", "-Q", "-q", str(image)], capture_output=True, check=True)
    wrong, tried = [], 0
    with mounted(["lowntfs-3g", "-o", "ignore_case", str(image)], place) as is_there:
        if not is_there:
            return 0, ["not tried: cannot be mounted"]
        here = program(room)
        there = Path(shutil.copytree(here, place / "program"))
        for name, words in [
            *commands(room).items(),
            ("report", ("report", "--today", "2027-02-15")),
        ]:
            one, other = rmentor(here, words), rmentor(there, words)
            tried += 1
            if one.returncode != other.returncode:
                wrong.append(f"{name} ends with {other.returncode}: {other.stderr.strip()[:200]}")
            if bare(contents(here)) != bare(contents(there)):
                wrong.append(f"{name} leaves other files")
        again = rmentor(there, ("plan",))
        if again.returncode:
            wrong.append(f"plan again: {again.stderr}")
        if rmentor(there, ("check",)).returncode:
            wrong.append("check")
    return tried, wrong


def full(room: Path) -> tuple[int, list[str]]:
    """Every writing command with so little room that it fits, nearly fits, or cannot even begin."""
    wrong, tried, refused = [], 0, 0
    base = program(room)
    for name, words in commands(room).items():
        for blocks in (*range(0, 24, 2), 32, 48):
            place = room / f"small-{name}-{blocks}"
            with mounted(["mount", "-t", "tmpfs", "-o", "size=2m", "none"], place) as is_there:
                if not is_there:
                    return 0, ["not tried: cannot be mounted"]
                root = Path(shutil.copytree(base, place / "program", symlinks=True))
                fill(place, blocks)
                before = contents(root)
                done = rmentor(root, words)
                tried += 1
                if "Traceback" in done.stderr or "bug of rmentor" in done.stderr:
                    wrong.append(f"{name}, {blocks}: {done.stderr[-200:]}")
                if done.returncode:
                    refused += 1
                    if contents(root) != before:
                        wrong.append(f"{name}, {blocks}: half-written")
                    if "No space left" not in done.stderr:
                        wrong.append(f"{name}, {blocks}: {done.stderr.strip()[:200]}")
                elif contents(root) == before:
                    wrong.append(f"{name}, {blocks}: said to be written")
                (place / "filler").unlink()
                if rmentor(root, ("check",)).returncode:
                    wrong.append(f"{name}, {blocks}: check afterwards")
        rmentor(base, words)
    if not 0 < refused < tried:
        wrong.append(f"{refused} of {tried} were refused: the sizes tell nothing")
    return tried, wrong


def fill(place: Path, blocks: int) -> None:
    """Leave so many blocks free."""
    with (place / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * BLOCK)
        except OSError:
            pass
        file.truncate(max(0, file.tell() - blocks * BLOCK))


def read_only(room: Path) -> tuple[int, list[str]]:
    """Reading commands say what they say elsewhere, also where a killed command has left work; others refuse."""
    wrong, tried = [], 0
    base = program(room)
    words = commands(room)
    rmentor(base, words["pair"])
    cut = Path(shutil.copytree(base, room / "cut"))
    for number in range(1, 40):
        rmentor(
            cut, words["plan"], "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename",
            "-e", f"inject=rename:signal=SIGKILL:when={number}",
        )  # fmt: skip
        if (cut / ".rmentor/landing/journal.json").exists() and contents(cut) != contents(base):
            break
    else:
        return 0, ["not tried: no strace"]
    rmentor(base, words["plan"])
    for name, folder in (("settled", base), ("cut off", cut)):
        place = room / f"read-only-{folder.name}"
        with mounted(["mount", "-t", "tmpfs", "-o", "size=4m", "none"], place) as is_there:
            if not is_there:
                return 0, ["not tried: cannot be mounted"]
            root = Path(shutil.copytree(folder, place / "program", symlinks=True))
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
            before = contents(root)
            for each in READING:
                here, elsewhere = rmentor(root, each), rmentor(base, each)
                tried += 1
                same = (here.returncode, here.stdout) == (elsewhere.returncode, elsewhere.stdout)
                if not same or ("cut off" in here.stderr) != (name == "cut off"):
                    wrong.append(f"{name}: {each[0]}: {here.returncode} {here.stderr[:300]}")
            for each in ("log", "import", "forget"):
                done = rmentor(root, words[each])
                tried += 1
                if done.returncode != 1 or "Read-only file system" not in done.stderr:
                    wrong.append(f"{name}: {each}: {done.returncode} {done.stderr[:300]}")
            if contents(root) != before:
                wrong.append(f"{name}: written")
    return tried, wrong


def main() -> None:
    if os.name == "nt" or os.geteuid():
        print("Only root can mount disks: nothing was tried.")
        return
    failed = 0
    print("| disk | runs | wrong |\n|---|--:|--:|")
    for title, work in (
        ("without capitals (NTFS)", without_capitals), ("full", full), ("read-only", read_only),
    ):  # fmt: skip
        with tempfile.TemporaryDirectory() as room:
            tried, wrong = work(Path(room))
        failed += bool(tried) and len(wrong)
        print(f"| {title} | {tried} | {len(wrong) if tried else wrong[0]} |", flush=True)
        for why in wrong[:10] if tried else ():
            print(f"    {why}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
