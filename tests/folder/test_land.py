"""Writes happen all or not at all: under kill, a full disk, a second rmentor and a hostile folder."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from rmentor.changes import Put
from rmentor.errors import CannotWrite, ChangedMeanwhile, Locked, OutOfFolder
from rmentor.folder import claim as claim_module
from rmentor.folder import land as land_module
from rmentor.folder import lasting
from rmentor.folder.edit import apply
from rmentor.folder.land import differing, generated_files, land, recover
from rmentor.folder.read import Sources, read_sources

OLD = {
    "program.yaml": b"name: Test\n",
    "participants.yaml": b"participants: []\n",
    "reports/program.md": b"old report\n",
    "sessions/ana--bob/01.md": b"old session\n",
}
CHANGES: dict[str, bytes | None] = {
    "participants.yaml": b"participants:\n  - id: ana\n",
    "pairs.yaml": b"pairs: []\n",
    "reports/program.md": b"new report\n",
    "sessions/ana--bob/01.md": None,
    "sessions/cy--dee/01.md": b"new session\n",
    "journal/cy--dee.yaml": b"[]\n",
}
NEW = {path: content for path, content in {**OLD, **CHANGES}.items() if content is not None}


def make(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def on_disk(root: Path) -> dict[str, bytes]:
    """Every file in the folder, hidden ones too."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def of_people(root: Path) -> dict[str, bytes]:
    """Every file but those of a landing."""
    return {path: c for path, c in on_disk(root).items() if not path.startswith(".rmentor/")}


def empty_folders(root: Path) -> list[str]:
    return [
        str(p.relative_to(root)) for p in root.rglob("*") if p.is_dir() and not any(p.iterdir())
    ]


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process wrote outlives it without this; only a power cut needs it: see tests/torture/power.py."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(lasting, "MANY", 10**6)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "program", OLD)


def test_all_files_land_and_nothing_else_is_left(root: Path) -> None:
    """New, changed and removed files; folders made and emptied ones gone; no trace of the landing."""
    assert land(root, read_sources(root), CHANGES) == tuple(sorted(CHANGES))
    assert on_disk(root) == NEW
    assert empty_folders(root) == []
    assert not (root / ".rmentor").exists()


def test_what_is_so_already_is_not_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lock, no touch: a second run leaves every file as it was."""
    land(root, read_sources(root), CHANGES)
    before = {path: (root / path).stat().st_mtime_ns for path in on_disk(root)}
    monkeypatch.setattr(land_module, "claimed", None)
    assert land(root, read_sources(root), CHANGES) == ()
    assert differing(root, CHANGES) == ()
    assert {path: (root / path).stat().st_mtime_ns for path in on_disk(root)} == before


def test_the_same_change_by_somebody_else_is_noticed(root: Path) -> None:
    """Two that add one to a count at once must not count as one."""
    sources = read_sources(root)
    land(root, sources, CHANGES)
    with pytest.raises(ChangedMeanwhile):
        land(root, sources, CHANGES)


def test_only_what_differs_is_named(root: Path) -> None:
    """Sorted by path; a missing file that is to go is no difference."""
    files = {**CHANGES, "program.yaml": OLD["program.yaml"], "calendars/gone.ics": None}
    assert differing(root, files) == tuple(sorted(CHANGES))
    assert land(root, read_sources(root), files) == tuple(sorted(CHANGES))


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    """As init does, with nothing read."""
    land(tmp_path / "a" / "b", Sources(None, {}), {"program.yaml": b"name: X\n"})
    assert on_disk(tmp_path) == {"a/b/program.yaml": b"name: X\n"}


def test_the_mode_of_a_file_is_kept(root: Path) -> None:
    """A file that others may not read stays so; new ones get what the system gives."""
    (root / "participants.yaml").chmod(0o640)
    land(root, read_sources(root), CHANGES)
    assert stat.S_IMODE((root / "participants.yaml").stat().st_mode) == 0o640
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((root / "pairs.yaml").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize(
    "meddle",
    [
        lambda root: (root / "participants.yaml").write_bytes(b"participants: [] # edited\n"),
        lambda root: (root / "program.yaml").write_bytes(b"name: Other\n"),
        lambda root: (root / "program.yaml").unlink(),
        lambda root: (root / "pairs.yaml").write_bytes(b"pairs: [] # by hand\n"),
    ],
)
def test_a_file_that_changed_since_it_was_read_stops_everything(
    root: Path, meddle: Callable[[Path], Any]
) -> None:
    """Also one that is only read, and one that was not there; the edit by hand stays."""
    sources = read_sources(root)
    meddle(root)
    before = on_disk(root)
    with pytest.raises(ChangedMeanwhile):
        land(root, sources, CHANGES)
    assert on_disk(root) == before


def test_generated_files_are_written_over_whatever_they_are(root: Path) -> None:
    """They are never read back, so nobody's words are lost."""
    sources = read_sources(root)
    (root / "reports/program.md").write_bytes(b"scribbled\n")
    land(root, sources, CHANGES)
    assert on_disk(root) == NEW


@pytest.mark.parametrize(
    "path",
    [
        "../outside.md", "/etc/outside", "a/../../outside.md", "reports/../../outside.md", "", ".", "a//b",
        "reports\\..\\x", "c:/x", ".git/config", "reports/.GIT/hooks/x", "GIT~1/config", ".rmentor/lock",
        "x\0y", ".git. /config",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder(root: Path, path: str) -> None:
    """Nor into git's own folder, where a file could be run."""
    before = on_disk(root.parent)
    with pytest.raises(OutOfFolder):
        land(root, read_sources(root), {path: b"x"})
    with pytest.raises(OutOfFolder):
        differing(root, {path: b"x"})
    assert on_disk(root.parent) == before


def test_no_link_leads_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    """Neither a linked file, nor a linked folder, nor a link that goes round."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_bytes(b"theirs\n")
    (root / "calendars").symlink_to(outside)
    (root / "pairs.yaml").symlink_to(outside / "x.md")
    (root / "plan.yaml").symlink_to(outside / "not-there.yaml")
    (root / "topics.yaml").symlink_to("topics.yaml")
    (root / "import.yaml").symlink_to(".git/config")
    for path in (
        "calendars/x.md",
        "calendars/new.ics",
        "pairs.yaml",
        "plan.yaml",
        "topics.yaml",
        "import.yaml",
    ):
        with pytest.raises(OutOfFolder):
            land(root, Sources(root, {}), {path: b"ours\n", "reports/program.md": b"new\n"})
    assert on_disk(outside) == {"x.md": b"theirs\n"}
    assert (root / "reports/program.md").read_bytes() == OLD["reports/program.md"]


def test_a_link_inside_the_folder_stays_a_link(root: Path) -> None:
    """The file that it leads to is written."""
    (root / "people").mkdir()
    (root / "participants.yaml").rename(root / "people/all.yaml")
    (root / "participants.yaml").symlink_to("people/all.yaml")
    land(root, read_sources(root), CHANGES)
    assert (root / "participants.yaml").is_symlink()
    assert (root / "people/all.yaml").read_bytes() == CHANGES["participants.yaml"]


def test_the_lock_is_no_way_out_either(root: Path, tmp_path: Path) -> None:
    """A hostile folder brings its own .rmentor."""
    outside = make(tmp_path / "outside", {"landing/journal.json": b"{}", "x": b"theirs"})
    (root / ".rmentor").symlink_to(outside)
    with pytest.raises(OutOfFolder):
        land(root, read_sources(root), CHANGES)
    with pytest.raises(OutOfFolder):
        recover(root)
    assert on_disk(outside) == {"landing/journal.json": b"{}", "x": b"theirs"}


def test_a_place_that_holds_a_folder_is_refused(root: Path) -> None:
    """With the reason that the system gives, and nothing written."""
    (root / "pairs.yaml").mkdir()
    with pytest.raises(CannotWrite) as refused:
        land(root, read_sources(root), CHANGES)
    assert refused.value.args_by_name["file"] == "pairs.yaml"
    assert on_disk(root) == OLD


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    """Something that is no file cannot make a command hang."""
    os.mkfifo(root / "pairs.yaml")
    with pytest.raises(CannotWrite):
        differing(root, CHANGES)


CALLS = ("open", "write", "fsync", "link", "rename", "replace", "unlink", "mkdir", "rmdir", "chmod")


@contextmanager
def failing(stop: int, fail: Callable[[], None]) -> Iterator[list[int]]:
    """Let the call number ``stop`` to the system fail; answer a count of the calls."""
    count = [0]
    real = {name: getattr(os, name) for name in CALLS}

    def watched(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            if count[0] == stop:
                fail()
            return real[name](*args, **kwargs)

        return call

    try:
        for name in CALLS:
            setattr(os, name, watched(name))
        yield count
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def _full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "somewhere")


def _interrupt() -> None:
    raise KeyboardInterrupt


def _number_of_calls(folder: Path) -> int:
    program = make(folder, OLD)
    sources = read_sources(program)
    with failing(0, _full) as count:
        land(program, sources, CHANGES)
    return count[0]


@pytest.mark.parametrize("fail", [_full, _interrupt])
def test_a_disk_that_refuses_changes_nothing(tmp_path: Path, fail: Callable[[], None]) -> None:
    """Whichever call it refuses: everything is as before, or everything was written already."""
    calls = _number_of_calls(tmp_path / "counted")
    outcomes = set()
    for stop in range(1, calls + 1):
        root = make(tmp_path / f"{fail.__name__}-{stop}", OLD)
        sources = read_sources(root)
        try:
            with failing(stop, fail):
                land(root, sources, CHANGES)
            expected = NEW
        except (CannotWrite, KeyboardInterrupt):
            expected = OLD
        found = of_people(root)
        if fail is _interrupt and found == NEW:
            expected = NEW
        outcomes.add(expected is NEW)
        assert found == expected, stop
        recover(root)
        assert of_people(root) == expected, stop
        assert not (root / ".rmentor/landing").exists(), stop
        # The call that failed may have been the one that removes an empty folder.
        assert set(empty_folders(root)) <= {".rmentor", "sessions/ana--bob"}, stop
        if not stop % 8:
            again = land(root, read_sources(root), CHANGES)
            assert again == (() if expected is NEW else tuple(sorted(CHANGES)))
    assert outcomes == {True, False}


def _die() -> None:
    os._exit(9)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to kill")
def test_a_killed_landing_is_finished_or_undone_by_the_next_run(tmp_path: Path) -> None:
    """Killed before any call to the system: afterwards all is old or all is new, with no trace."""
    calls = _number_of_calls(tmp_path / "counted")
    outcomes = []
    for stop in range(1, calls + 1):
        root = make(tmp_path / f"killed-{stop}", OLD)
        child = os.fork()
        if not child:
            with failing(stop, _die):
                land(root, read_sources(root), CHANGES)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        recover(root)
        found = of_people(root)
        assert not (root / ".rmentor/landing").exists(), stop
        assert found in (OLD, NEW), stop
        outcomes.append(found == NEW)
        if not stop % 8:
            land(root, read_sources(root), CHANGES)
            assert of_people(root) == NEW
    assert outcomes == sorted(outcomes), "once a landing has begun it is finished"
    assert set(outcomes) == {True, False}


def _killed_midway(root: Path, moved: int) -> None:
    """Leave what a landing leaves that dies after ``moved`` of its moves."""
    folder = root / ".rmentor/landing"
    steps = []
    for name in ("new", "old"):
        (folder / name).mkdir(parents=True)
    for number, (path, content) in enumerate(sorted(CHANGES.items())):
        place = root / path
        old = place.read_bytes() if place.exists() else None
        steps.append(
            [path, *(None if c is None else hashlib.sha256(c).hexdigest() for c in (old, content))]
        )
        if content is not None:
            (folder / "new" / str(number)).write_bytes(content)
        place.parent.mkdir(parents=True, exist_ok=True)
        if old is not None:
            (folder / "old" / str(number)).hardlink_to(place)
        if number < moved:
            if content is not None:
                (folder / "new" / str(number)).rename(place)
            else:
                place.rename(folder / "new" / str(number))
    (folder / "journal.json").write_text(
        json.dumps({"steps": steps, "folders": ["journal", "sessions/cy--dee"]})
    )


@pytest.mark.parametrize("moved", range(len(CHANGES) + 1))
def test_a_begun_landing_is_finished(root: Path, moved: int) -> None:
    """From whatever move on."""
    _killed_midway(root, moved)
    recover(root)
    assert on_disk(root) == NEW


def test_an_edit_before_the_next_run_stops_the_rest(root: Path) -> None:
    """Somebody edited a file that was still to be moved: the others are undone, the edit stays."""
    assert sorted(CHANGES).index("participants.yaml") == 2
    _killed_midway(root, 2)
    (root / "participants.yaml").write_bytes(b"participants: [] # by hand\n")
    recover(root)
    assert on_disk(root) == {**OLD, "participants.yaml": b"participants: [] # by hand\n"}


def test_an_edit_of_a_file_that_was_moved_already_is_kept(root: Path) -> None:
    """The rest is finished around it."""
    _killed_midway(root, 3)
    (root / "participants.yaml").write_bytes(b"participants: [] # by hand\n")
    recover(root)
    assert on_disk(root) == {**NEW, "participants.yaml": b"participants: [] # by hand\n"}


def test_a_damaged_landing_is_undone(root: Path) -> None:
    """New content that the disk lost (a power cut) is not moved into place."""
    _killed_midway(root, 2)
    (root / ".rmentor/landing/new/3").write_bytes(b"")
    recover(root)
    assert on_disk(root) == OLD


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"{",
        b"[]",
        b'{"steps": [["a"]], "folders": []}',
        b'{"steps": [[1, 2, 3]], "folders": []}',
    ],
)
def test_waste_of_a_landing_that_never_began_is_swept_away(root: Path, journal: bytes) -> None:
    """Without a journal that we would have written, nothing was moved."""
    _killed_midway(root, 0)
    (root / ".rmentor/landing/journal.json").write_bytes(journal)
    for folder in ("journal", "sessions/cy--dee"):
        (root / folder).rmdir()
    recover(root)
    assert on_disk(root) == OLD


@pytest.mark.parametrize("place", ["../outside.md", ".git/hooks/post-commit", "calendars/x.md"])
def test_a_hostile_journal_writes_nothing_outside(root: Path, tmp_path: Path, place: str) -> None:
    """A folder that somebody sent may hold a journal of theirs."""
    outside = make(tmp_path / "outside", {"x.md": b"theirs\n"})
    (root / "calendars").symlink_to(outside)
    (root / ".git/hooks").mkdir(parents=True)
    _killed_midway(root, 0)
    step = [place, None, hashlib.sha256(CHANGES["journal/cy--dee.yaml"] or b"").hexdigest()]
    journal = {"steps": [step], "folders": []}
    (root / ".rmentor/landing/journal.json").write_text(json.dumps(journal))
    recover(root)
    assert on_disk(outside) == {"x.md": b"theirs\n"}
    assert not (tmp_path / "outside.md").exists()
    assert not (root / ".git/hooks/post-commit").exists()


def test_a_hostile_landing_moves_nothing_in_from_outside(root: Path, tmp_path: Path) -> None:
    """Links in the place of its folders are not followed."""
    secret = make(tmp_path / "outside", {"0": b"secret\n"})
    digest = hashlib.sha256(b"secret\n").hexdigest()
    landing = root / ".rmentor/landing"
    landing.mkdir(parents=True)
    (landing / "new").symlink_to(secret)
    (landing / "old").mkdir()
    (landing / "journal.json").write_text(
        json.dumps({"steps": [["stolen.md", None, digest]], "folders": []})
    )
    recover(root)
    assert on_disk(secret) == {"0": b"secret\n"}
    assert on_disk(root) == OLD
    (root / ".rmentor").mkdir(exist_ok=True)
    (root / ".rmentor/landing").symlink_to(secret)
    recover(root)
    assert on_disk(secret) == {"0": b"secret\n"}


def test_recovering_costs_nothing_where_there_is_nothing(root: Path) -> None:
    """No lock and no import of one: every command asks."""
    script = (
        "import sys; from pathlib import Path; from rmentor.folder.land import recover\n"
        f"recover(Path({str(root)!r})); assert 'filelock' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert on_disk(root) == OLD


def test_a_second_rmentor_waits_and_then_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written past somebody who is writing."""
    monkeypatch.setattr(claim_module, "WAIT_SECONDS", 0.1)
    (root / ".rmentor").mkdir()
    with FileLock(root / ".rmentor/lock"), pytest.raises(Locked):
        land(root, read_sources(root), CHANGES)
    assert of_people(root) == OLD
    land(root, read_sources(root), CHANGES)
    assert on_disk(root) == NEW


def test_git_does_not_see_the_landing(root: Path) -> None:
    """Whatever a crash leaves behind does not show in git status."""
    subprocess.run(["git", "init", "-q", root], check=True)
    child = os.fork()
    if not child:
        with failing(30, _die):
            land(root, read_sources(root), CHANGES)
        os._exit(1)
    os.waitpid(child, 0)
    assert (root / ".rmentor").exists()
    status = subprocess.run(
        ["git", "-C", root, "status", "--porcelain", "--untracked-files=all"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert ".rmentor" not in status.stdout


def test_no_update_is_lost_between_writers(tmp_path: Path) -> None:
    """Several at once, each adding one: whoever was too late hears of it and tries again."""
    root = make(tmp_path, {"program.yaml": b"count: 0\n"})
    each, writers = 8, 4

    def count_up() -> None:
        done = 0
        while done < each:
            sources = read_sources(root)
            now = int(sources.files["program.yaml"].split(b":")[1])
            files = apply(sources, [Put("program.yaml", ("count",), now + 1)])
            try:
                land(root, sources, files)
                done += 1
            except (ChangedMeanwhile, Locked):
                continue

    threads = [threading.Thread(target=count_up) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert on_disk(root) == {"program.yaml": b"count: %d\n" % (each * writers)}


def test_a_room_that_another_takes_away_while_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's folder is there when we make ours, and gone when we look: no failure of the disk."""
    root = make(tmp_path, {"program.yaml": b"a: 1\n"})
    honest, calls = Path.mkdir, []

    def mkdir(self: Path, *args: Any, **options: Any) -> None:
        if self.name == ".rmentor" and not calls:
            calls.append(self)
            raise FileExistsError(errno.EEXIST, "File exists", str(self))
        honest(self, *args, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    sources = read_sources(root)
    assert land(root, sources, {"program.yaml": b"a: 2\n"}) == ("program.yaml",)
    assert len(calls) == 1
    assert on_disk(root) == {"program.yaml": b"a: 2\n"}


def test_generated_files_are_the_regular_ones(root: Path, tmp_path: Path) -> None:
    """No links, nothing hidden, nothing that is kept by hand."""
    make(
        root,
        {
            "calendars/ana.ics": b"",
            "reports/.gitkeep": b"",
            "reports/a/b/c.md": b"",
            "journal/x.yaml": b"",
        },
    )
    (root / "reports/link.md").symlink_to(root / "program.yaml")
    (root / "reports/out").symlink_to(tmp_path)
    assert generated_files(root) == {
        "calendars/ana.ics", "reports/a/b/c.md", "reports/program.md", "sessions/ana--bob/01.md",
    }  # fmt: skip
    assert generated_files(tmp_path / "nowhere") == frozenset()


def test_many_unchanged_files_are_compared_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planning again when nothing moved reads the files and begins no landing."""
    files: dict[str, bytes | None] = {f"sessions/{n // 50}/{n}.md": b"x" * 500 for n in range(2000)}
    land(tmp_path, Sources(tmp_path, {}), files)
    monkeypatch.setattr(land_module, "Landing", None)
    assert land(tmp_path, Sources(tmp_path, {}), files) == ()
