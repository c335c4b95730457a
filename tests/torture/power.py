"""A disk that keeps only what it was told to keep: the power fails at any moment of a writing command.

Run: make torture (it needs strace). Each command runs once under strace. What it did to the program's folder is
then done again on a model of a disk that keeps what was synced, and of all else any part in any order, as the
study "All File Systems Are Not Created Equal" (Pillai et al., OSDI 2014) describes: names are kept when their folder
was synced, contents when their file was, and neither for the sake of the other; a write may be kept by half. For each
moment, every such folder (all kept, nothing kept, each one kept or lost alone, and many at random) is laid out,
the next command's recovery is run on it, and the program has to be the old one or the new one, byte by byte with its
modes; the new one once the command has ended. A second round does not even take a rename for one deed: its two
names are kept or lost each for itself. A third cuts the power again in the middle of the recovery.

That the model can tell is shown by a last column: how many folders would be mixed if nothing were synced.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rmentor.folder import lasting
from rmentor.folder.land import recover
from tests.torture.faults import PLACE, commands, program, rmentor

CALLS = (
    "openat", "creat", "write", "pwrite64", "writev", "rename", "renameat", "renameat2", "link", "linkat", "unlink",
    "unlinkat", "mkdir", "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "fsync", "fdatasync", "syncfs", "sync",
    "ftruncate", "truncate", "symlink", "symlinkat", "copy_file_range", "sendfile",
)  # fmt: skip
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|<((?:\\x[0-9a-f]{2})+)>')
Names = dict[str, int]


@dataclass(frozen=True)
class Name:
    """A name in a folder means another file than before, or none."""

    folder: int
    name: str
    file: int | None
    is_folder: bool = False


@dataclass(frozen=True)
class Bytes:
    """A file has these bytes at a place; ``at`` None cuts it to nothing."""

    file: int
    at: int | None
    content: bytes


@dataclass(frozen=True)
class Mode:
    """A file has another mode."""

    file: int
    mode: int


Part = Name | Bytes | Mode


@dataclass
class Deed:
    """What a call did that is kept or lost as a whole: its number, and the later call that made it last."""

    call: int
    parts: tuple[Part, ...]
    kept_from: int = 1 << 30

    @property
    def objects(self) -> set[int]:
        return {part.folder if isinstance(part, Name) else part.file for part in self.parts}


@dataclass
class Folder:
    """A program's folder as files by number: 0 is the folder itself."""

    names: dict[int, Names] = field(default_factory=lambda: {0: {}})
    contents: dict[int, bytes] = field(default_factory=dict)
    modes: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path) -> Folder:
        made = cls()
        for path in sorted(root.rglob("*")):
            number = 1 + len(made.names) + len(made.contents)
            made.names[made.at(path.parent.relative_to(root).parts)][path.name] = number
            if path.is_dir():
                made.names[number] = {}
            else:
                made.contents[number] = path.read_bytes()
                made.modes[number] = stat.S_IMODE(path.stat().st_mode)
        return made

    def copy(self) -> Folder:
        names = {number: dict(each) for number, each in self.names.items()}
        return Folder(names, dict(self.contents), dict(self.modes))

    def at(self, parts: Sequence[str]) -> int:
        number = 0
        for part in parts:
            number = self.names[number][part]
        return number

    def do(self, part: Part) -> None:
        if isinstance(part, Name):
            names = self.names.setdefault(part.folder, {})
            if part.file is None:
                names.pop(part.name, None)
            else:
                names[part.name] = part.file
                if part.is_folder:
                    self.names.setdefault(part.file, {})
        elif isinstance(part, Mode):
            self.modes[part.file] = part.mode
        elif part.at is None:
            self.contents[part.file] = b""
        else:
            old = self.contents.get(part.file, b"").ljust(part.at, b"\0")
            self.contents[part.file] = (
                old[: part.at] + part.content + old[part.at + len(part.content) :]
            )

    def files(self, number: int = 0, ahead: str = "") -> Iterator[tuple[str, bytes, int]]:
        """Path, content and mode of each file that can be reached; of a folder its path with a slash."""
        for name, file in sorted(self.names[number].items()):
            if file in self.names:
                yield f"{ahead}{name}/", b"", 0
                yield from self.files(file, f"{ahead}{name}/")
            else:
                yield ahead + name, self.contents.get(file, b""), self.modes.get(file, 0o644)

    def lay_out(self, root: Path) -> None:
        root.mkdir()
        for path, content, mode in self.files():
            if path.endswith("/"):
                (root / path).mkdir()
            else:
                (root / path).write_bytes(content)
                (root / path).chmod(mode)


class Recorded:
    """What a run did to a folder, call by call.

    Attributes:
        deeds: In the order in which they were done.
        calls: How many calls; a sync is one.
        syncs: How many of them.
    """

    def __init__(self, root: Path, log: Path, base: Folder, *, whole_renames: bool) -> None:
        self.deeds: list[Deed] = []
        self.syncs = self.calls = 0
        self._whole_renames = whole_renames
        self._root = str(root)
        self._now = base.copy()
        self._fresh = 1_000_000
        self._read(log)

    def _read(self, log: Path) -> None:
        for line in log.read_text("ascii", "replace").splitlines():
            found = _LINE.match(line)
            if found is None or int(found[3]) < 0:
                continue
            texts = [
                bytes.fromhex((a or b).replace("\\x", ""))
                for a, b in _TEXT.findall(found[2].split(" = ")[0])
            ]
            self._call(found[1], found[2], texts)

    def _call(self, name: str, words: str, texts: list[bytes]) -> None:
        if name in ("sync", "syncfs"):
            self._sync(None)
            return
        paths = self._paths(name, texts)
        if not any(path is not None for path in paths):
            return
        if name in ("fsync", "fdatasync"):
            self._sync(self._now.at(paths[0] or ()))
            return
        parts = tuple(self._parts(name, words, texts, paths))
        if parts:
            self.calls += 1
            names = tuple(part for part in parts if isinstance(part, Name))
            groups = [names] if self._whole_renames and names else [(name,) for name in names]
            groups += [(part,) for part in parts if not isinstance(part, Name)]
            self.deeds += [Deed(self.calls, group) for group in groups]
            for part in parts:
                self._now.do(part)

    def _paths(self, name: str, texts: list[bytes]) -> list[tuple[str, ...] | None]:
        """Places in the folder that a call names; None is one elsewhere."""
        if name in ("write", "pwrite64", "writev", "fsync", "fdatasync", "fchmod", "ftruncate"):
            texts = texts[:1]
        whole: list[str] = []
        for text in map(os.fsdecode, texts):
            if not text.startswith("/") and whole:
                whole[-1] += "/" + text  # a name in a folder that was opened
            else:
                whole.append(text)
        if len(whole) > 1 and name in ("openat", "unlinkat", "mkdirat", "fchmodat"):
            whole = [path for path in whole if path.startswith(self._root)][-1:]
        found: list[tuple[str, ...] | None] = []
        for path in whole:
            is_inside = path == self._root or path.startswith(self._root + "/")
            found.append(tuple(path[len(self._root) :].split("/")[1:]) if is_inside else None)
        return [path for path in found if path is not None] or [None]

    def _parts(
        self, name: str, words: str, texts: list[bytes], paths: list[tuple[str, ...] | None]
    ) -> Iterator[Part]:
        path = paths[0] or ()
        home, last = (self._now.at(path[:-1]), path[-1]) if path else (0, "")
        there = self._now.names[home].get(last)
        if name in ("openat", "creat"):
            if there is None and "O_CREAT" in words:
                file = self._number()
                yield Name(home, last, file)
                yield Bytes(file, None, b"")
                mode = re.search(r", 0([0-7]+)$", words)
                yield Mode(file, int(mode[1], 8) & ~_MASK if mode else 0o644)
            elif there is not None and "O_TRUNC" in words:
                yield Bytes(there, None, b"")
        elif name == "write":
            assert there is not None
            yield Bytes(there, len(self._now.contents.get(there, b"")), texts[1])
        elif name in ("mkdir", "mkdirat"):
            yield Name(home, last, self._number(), is_folder=True)
        elif name in ("unlink", "unlinkat", "rmdir"):
            yield Name(home, last, None)
        elif name in ("chmod", "fchmod", "fchmodat"):
            mode = re.search(r"0([0-7]+)[,)]?(?: 0)?$", words)
            assert mode is not None, words
            assert there is not None, words
            yield Mode(there, int(mode[1], 8))
        elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
            target = paths[1] or ()
            other = self._now.at(target[:-1])
            if "EXCHANGE" in words:
                yield Name(home, last, self._now.names[other][target[-1]])
            elif name.startswith("rename"):
                yield Name(home, last, None)
            yield Name(other, target[-1], there)
        else:
            sys.exit(f"The model does not know {name}({words[:200]})")

    def _number(self) -> int:
        self._fresh += 1
        return self._fresh

    def _sync(self, thing: int | None) -> None:
        self.syncs += 1
        self.calls += 1
        for deed in self.deeds:
            if thing is None or thing in deed.objects:
                deed.kept_from = min(deed.kept_from, self.calls)


_MASK = os.umask(0)
os.umask(_MASK)


def crashes(
    base: Folder, run: Recorded, rng: random.Random, tries: int, *, synced: bool
) -> Iterator[tuple[int, Folder]]:
    """Folders that a power cut after each call may leave, each once a call."""
    for call in range(run.calls + 1):
        done = [deed for deed in run.deeds if deed.call <= call]
        loose = [deed for deed in done if not (synced and deed.kept_from <= call)]
        choices: list[set[int]] = [set(), set(map(id, loose))]
        for deed in loose:
            choices += [{id(deed)}, {id(other) for other in loose if other is not deed}]
        for _ in range(tries if loose else 0):
            share = rng.random()
            choices.append({id(deed) for deed in loose if rng.random() < share})
        seen = set()
        for kept in choices:
            state = base.copy()
            torn = rng.random() < 0.3
            for deed in done:
                if id(deed) in kept or not any(deed is each for each in loose):
                    is_half = torn and id(deed) in kept
                    for part in deed.parts:
                        state.do(_half(part) if is_half else part)
            look = tuple(state.files())
            if look not in seen:
                seen.add(look)
                yield call, state


def _half(part: Part) -> Part:
    if isinstance(part, Bytes) and part.at is not None:
        return Bytes(part.file, part.at, part.content[: len(part.content) // 2])
    return part


def look(folder: Folder) -> dict[str, tuple[bytes, int]]:
    """Files of the program, without those of a landing and without folders."""
    return {
        path: (content, mode)
        for path, content, mode in folder.files()
        if not path.endswith("/") and not path.startswith(".rmentor/")
    }


def traced(log: Path, words: Sequence[str]) -> None:
    """Run a program of Python under strace."""
    subprocess.run(
        [
            "strace", "-f", "-qq", "-y", "-xx", "-s", "50000000", "-o", str(log), "-e", f"trace={','.join(CALLS)}",
            sys.executable, *words,
        ],
        check=False, capture_output=True, stdin=subprocess.DEVNULL,
        env={**os.environ, "RMENTOR_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


@dataclass
class Count:
    """What came of it."""

    calls: int = 0
    syncs: int = 0
    folders: int = 0
    again: int = 0
    wrong: list[str] = field(default_factory=list)
    mixed_unsynced: int = 0


class Trial:
    """One command on one program, with the power cut at every call."""

    def __init__(
        self, base: Path, words: Sequence[str], room: Path, asked: argparse.Namespace
    ) -> None:
        self._room, self._asked = room, asked
        self._rng = random.Random(7)
        self._base = Folder.of(base)
        self._before = look(self._base)
        self._root = Path(shutil.copytree(base, room / "program", symlinks=True))
        self._log = room / "log"
        traced(self._log, ["-m", "rmentor", *words, "--program", str(self._root)])
        self._after = look(Folder.of(self._root))
        self.count = Count()

    def carry_out(self) -> Count:
        count = self.count
        if self._after == self._before:
            count.wrong.append("the command has changed nothing")
        for whole in (True, False):
            run = Recorded(self._root, self._log, self._base, whole_renames=whole)
            count.calls, count.syncs = run.calls, run.syncs
            pending = []
            for call, state in crashes(self._base, run, self._rng, self._asked.tries, synced=True):
                count.folders += 1
                why = self._verdict(state, is_over=call == run.calls)
                if why:
                    count.wrong.append(f"after call {call} (renames whole: {whole}): {why}")
                if any(path.endswith("/journal.json") for path, _, _ in state.files()):
                    pending.append(state)
            for state in self._rng.sample(pending, min(len(pending), self._asked.again)):
                self._cut_again(state, whole=whole)
            for _, state in crashes(self._base, run, self._rng, 0, synced=False):
                count.mixed_unsynced += bool(self._verdict(state, is_over=False))
        return count

    def _cut_again(self, state: Folder, *, whole: bool) -> None:
        """Cut the power in the middle of the recovery as well."""
        root, log = self._room / "again", self._room / "log-again"
        state.lay_out(root)
        script = "import sys; from pathlib import Path; from rmentor.folder.land import recover; recover(Path(sys.argv[1]))"
        laid = Folder.of(root)
        traced(log, ["-c", script, str(root)])
        shutil.rmtree(root)
        run = Recorded(root, log, laid, whole_renames=whole)
        for call, left in crashes(laid, run, self._rng, self._asked.tries // 4, synced=True):
            self.count.again += 1
            why = self._verdict(left, is_over=False)
            if why:
                self.count.wrong.append(f"after call {call} of the recovery: {why}")

    def _verdict(self, state: Folder, *, is_over: bool) -> str | None:
        root = self._room / "crashed"
        state.lay_out(root)
        try:
            recover(root)
            found = look(Folder.of(root))
            is_left = (root / ".rmentor/landing").exists()
        except Exception as error:
            return f"recovery ends with {error!r}"
        finally:
            shutil.rmtree(root)
        if is_left:
            return "the landing is left"
        if found == self._after or (found == self._before and not is_over):
            return None
        old = {
            path for path in {*found, *self._before} if found.get(path) != self._before.get(path)
        }
        new = {path for path in {*found, *self._after} if found.get(path) != self._after.get(path)}
        return (
            f"lost: {sorted(new)[:5]}"
            if is_over
            else f"mixed: {sorted(old & new)[:3]}, not old {sorted(old)[:4]}, not new {sorted(new)[:4]}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=24, help="folders at random for each call")
    parser.add_argument(
        "--again", type=int, default=12, help="recoveries that are cut as well, of each round"
    )
    parser.add_argument("--only", nargs="+", help="only these commands")
    asked = parser.parse_args()
    if shutil.which("strace") is None:
        sys.exit("There is no strace here: nothing was tried.")
    # Here the model says what lasts; telling the real disk would only take time.
    os.fsync = lambda _: None
    lasting.MANY = 1 << 30
    failed = 0
    print(
        "| command | calls | syncs among them | folders after a cut | after a second cut | mixed or lost | mixed if nothing were synced |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|", flush=True)
    with tempfile.TemporaryDirectory(dir=PLACE) as room:
        root = program(Path(room))
        (root / "participants.yaml").chmod(0o640)
        for name, words in commands(Path(room)).items():
            folder = Path(room) / f"of-{name}"
            folder.mkdir()
            trial = (
                Trial(root, words, folder, asked) if not asked.only or name in asked.only else None
            )
            done = rmentor(root, words)
            if done.returncode not in (0, 3):
                sys.exit(f"{name}: {done.stderr}")
            if trial is None:
                continue
            count = trial.carry_out()
            failed += len(count.wrong) + (not count.mixed_unsynced)
            print(
                f"| `{name}` | {count.calls} | {count.syncs} | {count.folders} | {count.again} | {len(count.wrong)} "
                f"| {count.mixed_unsynced} |",
                flush=True,
            )
            for why in count.wrong[:10]:
                print(f"    {why}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
