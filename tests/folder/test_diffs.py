"""The diff that --dry-run shows is one that git and patch take."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rmentor.errors import OutOfFolder
from rmentor.folder.diffs import line_changes, unified_diff

LINES = st.lists(
    st.sampled_from(("a", "b", "", "é", "x\r", "--- a", "+++ b", "@@", "\x0c", "\u2028", "\\ No")),
    max_size=9,
)
CONTENTS = st.builds(
    lambda lines, end: ("\n".join(lines) + end).encode(), LINES, st.sampled_from(("", "\n"))
)


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *arguments],
        input=None if given is None else given.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stderr.decode() + (given or "")
    return done.stdout.decode()


def write(folder: Path, files: dict[str, bytes | None]) -> Path:
    folder.mkdir(exist_ok=True)
    for path, content in files.items():
        if content is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return folder


def read(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts
    }  # fmt: skip


def test_a_changed_line_is_shown_with_three_around_it(tmp_path: Path) -> None:
    """In the form that git users know."""
    write(tmp_path, {"people.yaml": b"1\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    assert unified_diff(tmp_path, {"people.yaml": b"1\n2\n3\n4\nV\n6\n7\n8\n9\n"}) == (
        "diff --git a/people.yaml b/people.yaml\n--- a/people.yaml\n+++ b/people.yaml\n"
        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n"
    )


def test_new_and_removed_files_come_from_and_go_to_nowhere(tmp_path: Path) -> None:
    """Sorted by path, and a file that stays as it is is not there."""
    write(tmp_path, {"b.md": b"gone\n", "same.md": b"same\n"})
    assert unified_diff(
        tmp_path, {"b.md": None, "a.md": b"new", "same.md": b"same\n", "no.md": None}
    ) == (
        "diff --git a/a.md b/a.md\nnew file mode 100644\n--- /dev/null\n+++ b/a.md\n"
        "@@ -0,0 +1 @@\n+new\n\\ No newline at end of file\n"
        "diff --git a/b.md b/b.md\ndeleted file mode 100644\n--- a/b.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n"
    )


def test_nothing_to_change_is_no_diff(tmp_path: Path) -> None:
    """An empty text."""
    assert unified_diff(write(tmp_path, {"a": b"x"}), {"a": b"x", "b": None}) == ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("a.yaml", "un café.md", "sub/b.md", 'quo"te.md', "tab\there")),
            st.one_of(st.none(), CONTENTS),
            st.one_of(st.none(), CONTENTS),
        ),
        min_size=1, max_size=3, unique_by=lambda each: each[0],
    ),
)  # fmt: skip
def test_git_applies_the_diff(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, bytes | None, bytes | None]]
) -> None:
    """Without newline at the end, with Windows newlines, with lines that look like a diff's own."""
    folder = write(tmp_path_factory.mktemp("apply"), {path: old for path, old, _ in files})
    diff = unified_diff(folder, {path: new for path, _, new in files})
    if diff:
        git(folder, "apply", "--whitespace=nowarn", "-", given=diff)
    assert read(folder) == {path: new for path, _, new in files if new is not None}


def test_patch_applies_the_diff(tmp_path: Path) -> None:
    """The older program as well."""
    write(tmp_path, {"people.yaml": b"1\r\n2\r\n3", "gone.md": b"x\n"})
    new = {"people.yaml": b"1\r\ntwo\r\n3", "new.md": b"y\n", "gone.md": None}
    diff = unified_diff(tmp_path, new)
    try:
        subprocess.run(
            ["patch", "-p1", "--binary"],
            cwd=tmp_path,
            input=diff.encode(),
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        git(tmp_path, "apply", "-", given=diff)
    assert read(tmp_path) == {"people.yaml": b"1\r\ntwo\r\n3", "new.md": b"y\n"}


def test_a_file_that_is_no_text_is_only_named(tmp_path: Path) -> None:
    """Bytes of another encoding are not shown as if they were ours."""
    write(tmp_path, {"x.csv": b"caf\xe9\n"})
    assert unified_diff(tmp_path, {"x.csv": b"cafe\n"}).endswith(
        "Binary files a/x.csv and b/x.csv differ\n"
    )


def test_the_diff_reads_nothing_outside(tmp_path: Path) -> None:
    """A link is not a way to look at other files."""
    folder = write(tmp_path / "program", {"a": b"x"})
    (folder / "pairs.yaml").symlink_to("/etc/hostname")
    with pytest.raises(OutOfFolder):
        unified_diff(folder, {"pairs.yaml": b""})


@settings(max_examples=200)
@given(CONTENTS, CONTENTS)
def test_the_changes_turn_one_text_into_the_other(old: bytes, new: bytes) -> None:
    """What is context is the same in both; taking the other lines out and in gives the new text."""
    before, after = old.decode().split("\n"), new.decode().split("\n")
    rebuilt, position = [], 0
    for old_from, old_to, new_from, new_to in line_changes(before, after):
        rebuilt += before[position:old_from] + after[new_from:new_to]
        position = old_to
    assert rebuilt + before[position:] == after


def test_many_changes_in_a_long_file_take_no_square_of_time(tmp_path: Path) -> None:
    """A line of each of several thousand people."""

    def text(drive: int) -> bytes:
        return "".join(
            f"  - id: p{n}\n    role: mentor\n    drive: {drive}\n    mode: either\n"
            for n in range(5000)
        ).encode()

    write(tmp_path, {"a": text(1)})
    diff = unified_diff(tmp_path, {"a": text(2)})
    assert diff.count("\n-    drive: 1\n") == 5000
