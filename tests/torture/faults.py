"""Every write-side system call of the writing commands, failed or killed once each; then the folder is looked at.

Run: make torture (it needs strace, and takes minutes). For each command, a first run under strace lists its
system calls that may change something in the program's folder. Then, for each of them, a fresh copy of the
folder: the command is killed at that call (SIGKILL), or the call fails with "no space left", "quota exceeded",
"read-only" or "input/output error". The next command has to find the folder as it was, or as it was to be, with
every byte and every mode. In a third of the runs somebody edits a file by hand before that next command: the edit
has to stay.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rmentor.folder.load import load
from rmentor.folder.settled import read_settled

CALLS = (
    "openat", "open", "creat", "write", "pwrite64", "writev", "rename", "renameat", "renameat2", "link", "linkat",
    "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "fsync", "fdatasync",
    "ftruncate", "symlink", "symlinkat", "flock", "utimensat", "sendfile", "copy_file_range", "close", "syncfs", "chown",
    "fchown", "setxattr", "fsetxattr",
)  # fmt: skip
ERRORS = ("ENOSPC", "EROFS", "EIO", "EDQUOT")
# In one of so many runs the next command is a process of its own; in the others it is read in this one.
ITSELF = 8
MISSED = "missed"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
TODAY = "2027-02-15"
# In memory, where there is one to be had: a disk would only be slower.
PLACE = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


@dataclass(frozen=True)
class Fault:
    """One run: the ``number``-th call of that name is hit; ``how`` is SIGKILL or an error."""

    command: tuple[str, ...]
    call: str
    number: int
    how: str
    edited: bool


def program(folder: Path) -> Path:
    """A small program, paired and planned, with a sheet beside it, for all commands."""
    root = folder / "program"
    (root / "participants").mkdir(parents=True)
    (root / "program.yaml").write_text(
        "format: 1\nname: Torture\ntimezone: Europe/Paris\nstart: 2027-01-11\nend: 2027-04-30\n"
    )
    (root / "framework.yaml").write_text("sessions: 2\nminutes: 60\nevery: 2 weeks\n")
    people = "participants:\n"
    for number in range(3):
        people += (
            f"  - {{id: m{number}, name: M {number}, role: mentor, volunteer: true, seniority: 1, "
            "offers: {linkedin: 5}}\n"
            f"  - {{id: e{number}, name: E {number}, role: mentee, volunteer: true, seniority: 5, "
            "wants: {linkedin: 2}}\n"
        )
    (root / "participants.yaml").write_text(people)
    (folder / "people.csv").write_text(
        "id,name,role,volunteer,wants\nnew,New One,mentee,yes,linkedin\ne0,E 0,mentee,yes,linkedin\n"
    )
    return root


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    """Writing commands, each on the state that those before it leave."""
    return {
        "pair": ("pair",),
        "plan": ("plan",),
        "log": ("log", "m0--e0", "--session", "1", "--held", "--pulse", "mentor=5,mentee=4", "--today", TODAY),
        "import": ("import", str(folder / "people.csv")),
        "forget": ("forget", "e1", "--yes"),
    }  # fmt: skip


def rmentor(root: Path, words: Sequence[str], *before: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a program, under ``before`` where it is given."""
    return subprocess.run(
        [*before, sys.executable, "-m", "rmentor", *words, "--program", str(root)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "RMENTOR_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"},
    )


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the program but those of a landing, its mode ahead of its bytes."""
    return {
        path.relative_to(root).as_posix(): b"%o " % stat.S_IMODE(path.stat().st_mode)
        + path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".rmentor" not in path.parts
    }


def write_calls(root: Path, words: Sequence[str], log: Path) -> Counter[str]:
    """How often each call is made that may change something; opened for reading counts along.

    A call is hit by its number among those of its name, so those that only read have to be counted as well;
    of ``openat`` and ``write`` only the ones from the first that concerns the folder are worth a run.
    """
    rmentor(
        root, words, "strace", "-f", "-qq", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"
    )
    return Counter(
        found[1]
        for line in log.read_text(errors="replace").splitlines()
        if (found := _CALL.match(line))
    )


def worth_a_run(log: Path, root: Path) -> Iterator[tuple[str, int]]:
    """Calls that concern the program's folder, by name and number."""
    seen: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        name, rest = found[1], found[2]
        seen[name] += 1
        if str(root) not in rest:
            continue
        if name in ("openat", "open") and not re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest):
            continue
        yield name, seen[name]


def faults(words: Sequence[str], log: Path, root: Path, every: int) -> list[Fault]:
    """All runs for one command; of the errors, one each call in turn besides the kill."""
    made = []
    worth = list(worth_a_run(log, root))[::every]
    for turn, (call, number) in enumerate(worth):
        hows = ["SIGKILL", ERRORS[turn % len(ERRORS)]]
        made += [Fault(tuple(words), call, number, how, turn % 3 == 0) for how in hows]
    return made


def verdict(fault: Fault, base: Path, after: dict[str, bytes]) -> str | None:
    """Carry out one run; answer what is wrong, or None."""
    with tempfile.TemporaryDirectory(dir=PLACE) as room:
        root = Path(shutil.copytree(base, Path(room) / "program", symlinks=True))
        before, log = contents(root), Path(room) / "log"
        hit = f"signal={fault.how}" if fault.how.startswith("SIG") else f"error={fault.how}"
        done = rmentor(
            root, fault.command, "strace", "-f", "-qq", "-y", "--seccomp-bpf", "-o", str(log),
            "-e", f"trace={fault.call}", "-e", f"inject={fault.call}:{hit}:when={fault.number}",
        )  # fmt: skip
        if done.returncode == 0 and not done.stderr.strip():
            return "nothing was said"
        hits = [line for line in log.read_text(errors="replace").splitlines() if "INJECTED" in line]
        if hits and str(root) not in hits[0]:
            # Somebody edits rmentor meanwhile: the call of that number was one of Python's own.
            return MISSED
        if "Traceback" in done.stderr or "bug of rmentor" in done.stderr:
            return "a traceback: " + done.stderr.strip().splitlines()[-1]
        edit = b""
        if fault.edited:
            edit = b"# an edit by hand\n"
            hand = root / "participants.yaml"
            hand.write_bytes(hand.read_bytes() + edit)
        why = _looked_at(root) if fault.number % ITSELF else _checked(root)
        if why:
            return why
        now = contents(root)
        if edit and not now.get("participants.yaml", b"").endswith(edit):
            return "an edit by hand is lost"
        people = now.get("participants.yaml", b"")
        now["participants.yaml"] = people.removesuffix(edit) if edit else people
        if now in (before, after):
            return None
        if fault.edited and "participants.yaml" in _differing(before, after):
            # The file that was edited is one that was to change: what was edited stays, the rest is undone.
            return (
                None
                if _differing(now, before) <= {"participants.yaml"}
                else "half-written, and edited"
            )
        return f"half-written: {sorted(_differing(now, before) & _differing(now, after))[:5]}"


def _checked(root: Path) -> str | None:
    """What the next command finds wrong, if anything."""
    looked = rmentor(root, ("check", "--json"))
    if looked.returncode not in (0, 1) or not looked.stdout.startswith("{"):
        return f"check ends with {looked.returncode}: {looked.stderr.strip()[:200]}"
    if any(each["severity"] == "error" for each in json.loads(looked.stdout)["findings"]):
        return "the program has errors afterwards"
    return None


def _looked_at(root: Path) -> str | None:
    """The same within this process."""
    try:
        loaded = load(read_settled(root).sources)
    except Exception as error:
        return f"the program cannot be read afterwards: {error!r}"
    return None if loaded.program is not None else "the program has errors afterwards"


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {path for path in {*one, *other} if one.get(path) != other.get(path)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only each so many-th call")
    parser.add_argument("--only", nargs="+", help="only these commands")
    asked = parser.parse_args()
    if shutil.which("strace") is None:
        sys.exit("There is no strace here: nothing was tried.")
    failed = 0
    print(
        "| command | calls | hit | runs | missed | corrupt, half-written or lost |\n|---|--:|--:|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory(dir=PLACE) as room, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = Path(room)
        root = program(folder)
        for name, words in commands(folder).items():
            base = Path(shutil.copytree(root, folder / f"before-{name}", symlinks=True))
            trial = Path(shutil.copytree(root, folder / f"trial-{name}", symlinks=True))
            log = folder / f"{name}.log"
            write_calls(trial, words, log)
            done = rmentor(root, words)
            if done.returncode not in (0, 3):
                sys.exit(f"{name}: {done.stderr}")
            after = contents(root)
            if asked.only and name not in asked.only:
                continue
            runs = faults(words, log, trial, asked.every)
            carry_out = partial(verdict, base=base, after=after)
            came_of = list(zip(runs, pool.map(carry_out, runs), strict=True))
            missed = sum(why == MISSED for _, why in came_of)
            wrong = [(fault, why) for fault, why in came_of if why and why != MISSED]
            failed += len(wrong)
            calls = sum(1 for _ in worth_a_run(log, trial))
            hit = len(runs) // 2
            print(
                f"| `{name}` | {calls} | {hit} | {len(runs)} | {missed} | {len(wrong)} |",
                flush=True,
            )
            for fault, why in wrong[:10]:
                print(f"    {fault.call} no. {fault.number}, {fault.how}: {why}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
