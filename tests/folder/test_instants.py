"""An edit at any instant of a landing is kept; a landing that dies twice is old or new; rights stay."""

from __future__ import annotations

import errno
import json
import os
import stat
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from rmentor.errors import CannotWrite, ChangedMeanwhile, Locked
from rmentor.folder import claim, landing, lasting, settled, staged
from rmentor.folder import land as land_module
from rmentor.folder.land import content_on_disk, differing, generated_files, land, recover
from rmentor.folder.read import Sources, read_sources
from rmentor.folder.settled import read_settled

OLD = {
    "program.yaml": b"name: Test\n",
    "participants.yaml": b"participants: []\n",
    "plan.yaml": b"sessions: []\n",
    "reports/program.md": b"old report\n",
}
CHANGES: dict[str, bytes | None] = {
    "journal/cy--dee.yaml": b"[]\n",
    "pairs.yaml": b"pairs: []\n",
    "participants.yaml": b"participants:\n  - id: ana\n",
    "plan.yaml": None,
    "reports/program.md": b"new report\n",
}
NEW = {path: content for path, content in {**OLD, **CHANGES}.items() if content is not None}
# What looks at files or moves them; between these, an edit more or less makes no difference.
_SEEN = ("open", "link", "rename", "replace", "unlink")
CALLS = (
    "open",
    "write",
    "fsync",
    "link",
    "rename",
    "replace",
    "unlink",
    "mkdir",
    "rmdir",
    "chmod",
)
HAND = b"by hand\n"


def make(root: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def found(root: Path) -> dict[str, bytes]:
    """Every file but those of a landing."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".rmentor" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process wrote outlives it without this; only a power cut needs it: see tests/torture/power.py."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(lasting, "MANY", 10**6)


@contextmanager
def watched(before: Callable[[int], None], calls: Sequence[str] = CALLS) -> Iterator[list[int]]:
    """Call ``before`` with its number before each of these calls to the system."""
    count = [0]
    owners: list[tuple[Any, str]] = [(os, name) for name in calls]
    owners.append((staged, "exchange"))
    real = [(owner, name, getattr(owner, name)) for owner, name in owners]

    def watching(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            count[0] += 1
            before(count[0])
            return function(*args, **options)

        return call

    try:
        for owner, name, function in real:
            setattr(owner, name, watching(function))
        yield count
    finally:
        for owner, name, function in real:
            setattr(owner, name, function)


def save_over(place: Path) -> None:
    """As vim and VS Code save: a new file takes the place of the old one."""
    beside = place.with_name("saved~")
    with open(beside, "wb") as file:  # noqa: PTH123 - os.open is watched, this is not
        file.write(HAND)
    _RENAME(beside, place)


def save_into(place: Path) -> None:
    """As nano saves: into the same file."""
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(HAND)


def delete(place: Path) -> None:
    with suppress(FileNotFoundError):
        _UNLINK(place)


_RENAME, _UNLINK = os.rename, os.unlink


def count_calls(root: Path, calls: Sequence[str] = CALLS) -> int:
    sources = read_sources(make(root, OLD))
    with watched(lambda _: None, calls) as count:
        land(root, sources, CHANGES)
    return count[0]


@pytest.mark.parametrize(
    ("path", "save", "can_exchange"),
    [
        ("participants.yaml", save_over, True),
        ("participants.yaml", save_over, False),
        ("participants.yaml", save_into, True),
        ("participants.yaml", delete, True),
        ("pairs.yaml", save_over, True),
        ("plan.yaml", save_over, True),
    ],
)
def test_an_edit_at_any_instant_is_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    save: Callable[[Path], None],
    *,
    can_exchange: bool,
) -> None:
    """Of a file that is changed, made or removed: all others are old or all new, and whoever is late is told."""
    if not can_exchange:
        monkeypatch.setattr(staged, "exchange", lambda *_: False)
    calls = count_calls(tmp_path / "counted", _SEEN)
    edit = None if save is delete else HAND
    told, unseen = 0, 0
    for stop in range(1, calls + 1):
        root = make(tmp_path / str(stop), OLD)
        sources = read_sources(root)

        def edited(number: int, stop: int = stop, root: Path = root) -> None:
            if number == stop:
                save(root / path)

        expected = NEW
        try:
            with watched(edited, _SEEN):
                land(root, sources, CHANGES)
        except ChangedMeanwhile:
            told, expected = told + 1, OLD
        now = found(root)
        if now.pop(path, None) != edit:
            unseen += 1
        assert now == {name: c for name, c in expected.items() if name != path}, stop
    assert told
    # A system that cannot exchange two files leaves an instant between the last look and the rename.
    assert unseen == (0 if can_exchange else 1)


def test_a_writer_that_had_the_file_open_is_noticed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words go into the file that was there, which comes back."""
    sources = read_sources(root)
    handle = (root / "participants.yaml").open("ab")
    real = lasting.make_last
    seen: list[int] = []

    def late(files: Any, folders: Any) -> None:
        seen.append(len(folders))
        if (root / "participants.yaml").read_bytes() == NEW["participants.yaml"] and len(seen) == 3:
            handle.write(HAND)
            handle.flush()
        real(files, folders)

    monkeypatch.setattr(landing, "make_last", late)
    with pytest.raises(ChangedMeanwhile):
        land(root, sources, CHANGES)
    handle.close()
    assert found(root) == {**OLD, "participants.yaml": OLD["participants.yaml"] + HAND}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "program", OLD)


class Killed(BaseException):
    """Nothing that would be done after this is done."""


def _dying(root: Path, work: Callable[[Path], object], stops: dict[int, str]) -> bool:
    """Do something that is killed, or whose disk fails, at some calls; whether it was killed."""
    killed = False

    def hit(number: int) -> None:
        nonlocal killed
        killed = killed or stops.get(number) == "kill"
        if killed:
            raise Killed
        if number in stops:
            raise OSError(errno.EIO, "Input/output error", "somewhere")

    with suppress(CannotWrite, ChangedMeanwhile, Killed), watched(hit, CALLS):
        work(root)
    return killed


def test_a_landing_that_dies_while_it_is_undone_or_finished_is_old_or_new(tmp_path: Path) -> None:
    """The disk fails and then the process is killed; or it is killed, and whoever finishes it as well."""
    calls = count_calls(tmp_path / "counted") * 9 // 10
    sources = read_sources(make(tmp_path / "read", OLD))

    def write(root: Path) -> None:
        land(root, Sources(root, sources.files), CHANGES)

    died = 0
    for first in range(calls // 5, calls, 3):
        for then in range(2, 24, 7):
            root = make(tmp_path / f"undone-{first}-{then}", OLD)
            died += _dying(root, write, {first: "EIO", first + then: "kill"})
            recover(root)
            assert found(root) in (OLD, NEW), (first, then)
            assert not (root / ".rmentor/landing").exists()
        for then in range(9, 40, 10):
            root = make(tmp_path / f"finished-{first}-{then}", OLD)
            assert _dying(root, write, {first: "kill"})
            died += _dying(root, recover, {then: "kill"})
            recover(root)
            assert found(root) in (OLD, NEW), (first, then)
            assert not (root / ".rmentor/landing").exists()
    assert died > calls // 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_is_named_by_what_people_know(root: Path, code: int) -> None:
    """Not by a file of ours that they have never seen; all is as before."""
    real = os.write

    def refuse(handle: int, content: Any) -> int:
        raise OSError(code, os.strerror(code))

    os.write = refuse
    try:
        with pytest.raises(CannotWrite) as refused:
            land(root, read_sources(root), CHANGES)
    finally:
        os.write = real
    assert refused.value.args_by_name == {"file": "program", "why": os.strerror(code)}
    assert found(root) == OLD


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o444 | 0o200])
def test_rights_are_kept_from_the_first_byte(root: Path, mode: int) -> None:
    """Nobody may read the new content who might not read the old one, not for an instant either."""
    place = root / "participants.yaml"
    place.chmod(mode)
    seen = set()

    def look(_: int) -> None:
        for path in (root / ".rmentor/landing/new").glob("*"):
            with suppress(FileNotFoundError):
                if path.read_bytes()[:12] == b"participants":
                    seen.add(stat.S_IMODE(path.stat().st_mode) & ~mode)

    with watched(look):
        land(root, read_sources(root), CHANGES)
    assert stat.S_IMODE(place.stat().st_mode) == mode
    assert seen == {0}


def test_what_runs_as_its_owner_does_so_no_more(root: Path) -> None:
    """A stranger's file must not become one that runs as whoever wrote into it."""
    place = root / "participants.yaml"
    place.chmod(0o6755)
    land(root, read_sources(root), CHANGES)
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


def test_a_group_that_cannot_be_given_gets_no_rights_of_another(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file for a group of others does not become one for ours."""
    place = root / "participants.yaml"
    place.chmod(0o664)
    real = os.fstat

    def other(handle: int) -> Any:
        status = list(real(handle))
        status[5] += 1
        return os.stat_result(status)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(staged.os, "chown", refuse)
    monkeypatch.setattr(staged.os, "fstat", other)
    staged.write_like(root / "like", b"x", place)
    assert stat.S_IMODE((root / "like").stat().st_mode) == 0o644


def test_two_names_of_one_file_cannot_hold_two_things(root: Path) -> None:
    """A link that makes two of our files one is found before anything is written."""
    (root / "pairs.yaml").symlink_to("plan.yaml")
    before = found(root)
    with pytest.raises(CannotWrite) as refused:
        land(root, read_sources(root), {"pairs.yaml": b"pairs: []\n", "plan.yaml": b"plan\n"})
    assert "plan.yaml" in str(refused.value)
    assert "pairs.yaml" in str(refused.value)
    assert found(root) == before


def test_a_disk_without_hard_links_or_exchange_works(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As FAT is: what was there is kept as a copy, with its rights."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    (root / "participants.yaml").chmod(0o640)
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(staged, "exchange", lambda *_: False)
    land(root, read_sources(root), CHANGES)
    assert found(root) == NEW
    assert stat.S_IMODE((root / "participants.yaml").stat().st_mode) == 0o640
    sources = read_sources(root)
    save_into(root / "participants.yaml")
    with pytest.raises(ChangedMeanwhile):
        land(root, sources, {"participants.yaml": b"x\n", "pairs.yaml": b"y\n"})
    assert found(root) == {**NEW, "participants.yaml": HAND}


def _cut_off(root: Path, holds: str) -> None:
    """Leave a landing that was killed before, between or after its moves."""
    calls = count_calls(root.with_name("counted"))
    sources = read_sources(root)
    for stop in range(calls // 3, calls):
        _dying(root, lambda root: land(root, sources, CHANGES), {stop: "kill"})
        now = found(root)
        is_begun = (root / ".rmentor/landing/journal.json").exists()
        if is_begun and holds == ("old" if now == OLD else "new" if now == NEW else "half"):
            return
        recover(root)
        for path in found(root):
            (root / path).unlink()
        make(root, OLD)
    pytest.fail("never cut off that way")


@pytest.mark.parametrize("holds", ["old", "half", "new"])
@pytest.mark.parametrize("edited", [True, False])
def test_a_folder_that_may_be_read_only_is_seen_as_it_will_be(
    root: Path, monkeypatch: pytest.MonkeyPatch, holds: str, *, edited: bool
) -> None:
    """What a killed run has left there cannot be finished, and is neither waited for nor shown by halves."""
    _cut_off(root, holds)
    if edited:
        (root / "participants.yaml").write_bytes(HAND)
    left = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}

    @contextmanager
    def refuse(_: Path) -> Iterator[None]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(root / ".rmentor/lock"))
        yield

    with monkeypatch.context() as patch:
        patch.setattr(land_module, "claimed", refuse)
        patch.setattr(os, "access", lambda *_: False)
        read = read_settled(root)
        seen = {path: content_on_disk(root, path) for path in {*OLD, *NEW}}
        reports = generated_files(root)
        unlike_new = differing(root, CHANGES)
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == left
    assert read.is_awaited == (holds == "half" or (holds == "old" and not edited))
    recover(root)
    after = found(root)
    assert {path: content for path, content in seen.items() if content is not None} == after
    assert read.sources.files == read_sources(root).files
    assert reports == generated_files(root)
    assert unlike_new == differing(root, CHANGES)
    assert not read_settled(root).is_awaited
    assert not (root / ".rmentor").exists()


def test_nobody_reads_the_half_of_a_landing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another rmentor lands while the files are read: they are read again."""
    real, calls = settled.read_sources, []

    def read(folder: Path) -> Sources:
        before = real(folder)
        calls.append(folder)
        if len(calls) > 1:
            return before
        land(folder, before, CHANGES)
        after = real(folder)
        return Sources(folder, {**after.files, "participants.yaml": OLD["participants.yaml"]})

    monkeypatch.setattr(settled, "read_sources", read)
    read_now = read_settled(root).sources.files
    assert len(calls) == 2
    assert read_now == {path: c for path, c in NEW.items() if not path.startswith("reports/")}


def test_whoever_waits_is_told_for_whom(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process and its machine; what a stranger wrote in their place is not repeated."""
    monkeypatch.setattr(claim, "WAIT_SECONDS", 0.05)
    room = root / ".rmentor"
    with claim.claimed(root):
        with pytest.raises(Locked) as locked:
            land(root, read_sources(root), CHANGES)
        assert f"process {os.getpid()} on " in str(locked.value)
        for note in (
            b"",
            b"{",
            b"[]",
            b'{"process": 1, "host": "\\u001b[2J"}',
            b'{"process": "x"}',
        ):
            (room / "holder").write_bytes(note)
            with pytest.raises(Locked) as locked:
                land(root, read_sources(root), CHANGES)
            assert "it has not said which" in str(locked.value)
        (room / "holder").unlink()
        (room / "holder").symlink_to("/etc/hostname")
        with pytest.raises(Locked, match="not said"):
            land(root, read_sources(root), CHANGES)
    assert not room.exists()


def test_a_lock_goes_with_the_process_that_held_it(root: Path) -> None:
    """Killed, its number taken by another process, the machine started anew: nothing to wait for."""
    _hold_and_die(root)
    assert (root / ".rmentor/lock").exists()
    (root / ".rmentor/holder").write_text(json.dumps({"process": os.getpid(), "host": "here"}))
    land(root, read_sources(root), CHANGES)
    assert found(root) == NEW
    assert not (root / ".rmentor").exists()


def _hold_and_die(root: Path) -> None:
    """Let another process take the folder, and kill it."""
    child = os.fork()
    if not child:
        with claim.claimed(root):
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.fixture
def _no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that knows no locks."""
    import fcntl

    def unknown(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", unknown)


@pytest.mark.usefixtures("_no_locks")
def test_a_disk_that_knows_no_locks_has_them_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a file that is there or not: of a dead process here it is waste, of another machine it holds."""
    monkeypatch.setattr(claim, "WAIT_SECONDS", 0.2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _hold_and_die(root)
        land(root, read_sources(root), CHANGES)
        assert found(root) == NEW
        with claim.claimed(root), pytest.raises(Locked, match=f"process {os.getpid()} on"):
            land(root, read_sources(root), {"plan.yaml": b"x\n"})
        lock = root / ".rmentor/lock"
        lock.parent.mkdir()
        lock.write_text("1\nanother.example\n")
        with pytest.raises(Locked) as locked:
            land(root, read_sources(root), {"plan.yaml": b"x\n"})
    assert "remove .rmentor/lock" in locked.value.help
    assert found(root) == NEW
    assert FileLock.__name__ in ("UnixFileLock", "WindowsFileLock")
