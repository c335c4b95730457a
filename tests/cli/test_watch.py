"""``rmentor report --watch``: every change is followed, and the preview is for this machine alone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from rmentor.cli.reports import watch
from rmentor.folder.read import stamps
from tests.cli.watching import PROGRAM, watched
from tests.conftest import Rmentor


def test_a_change_is_followed_and_a_mistake_keeps_the_last_good_page(tmp_path: Path) -> None:
    """Files are written anew; errors are told in the terminal and to the page; Ctrl-C ends it with 130."""
    with watched(tmp_path / "p") as preview, preview.states() as states:
        page = tmp_path / "p" / "reports" / "report.html"
        first = next(states)
        assert first["problem"] == ""
        assert "<title>First name</title>" in preview.ask("/reports/report.html").body.decode()
        assert "connect-src" not in page.read_text("utf-8")
        preview.write("program.yaml", PROGRAM.replace("First", "Second"))
        second = next(states)
        assert second["page"] != first["page"]
        assert "<title>Second name</title>" in preview.ask("/reports/report.html").body.decode()
        assert "<title>Second name</title>" in page.read_text("utf-8")
        preview.write("program.yaml", PROGRAM.replace("First", "Third") + "nmae: x\n")
        third = next(states)
        assert third["page"] == second["page"]
        assert "program.yaml:5:1: " in third["problem"]
        assert "<title>Second name</title>" in preview.ask("/reports/report.html").body.decode()
        (preview.root / "program.yaml").unlink()
        assert "There is no program.yaml" in next(states)["problem"]
        preview.write("program.yaml", PROGRAM.replace("First", "Third"))
        fourth = next(states)
        assert fourth["problem"] == ""
        assert fourth["page"] not in (first["page"], second["page"])
        (preview.root / "templates").mkdir()
        preview.write("templates/sponsor.md", "# {{ nobody }}\n")
        assert "nobody" in next(states)["problem"]
        preview.write("templates/sponsor.md", "# Ours\n")
        assert next(states)["problem"] == ""
        code, messages = preview.interrupt()
        assert code == 130
        assert "nmae" in messages
        assert "There is no program.yaml" in messages
        assert "Traceback" not in messages


def test_the_preview_gives_what_was_generated_and_nothing_else(tmp_path: Path) -> None:
    """No list of a folder, no way out of it, no link, nothing for a page of another name."""
    root = tmp_path / "p"
    with watched(root) as preview:
        (tmp_path / "secret.txt").write_text("secret")
        (root / "calendars").mkdir()
        (root / "calendars" / "program.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        for name, target in (("out.md", tmp_path / "secret.txt"), ("in.md", root / "program.yaml")):
            (root / "reports" / name).symlink_to(target)
        (root / "reports" / "up").symlink_to(tmp_path)
        (root / "reports" / "own.html").write_text("<script>top.location = 'x'</script>")
        (root / "reports" / ".hidden.md").write_text("hidden")
        calendar = preview.ask("/calendars/program.ics")
        assert (calendar.status, calendar.headers["Content-Type"]) == (
            200,
            "text/calendar; charset=utf-8",
        )
        markdown = preview.ask("/reports/sponsor.md?x=1")
        assert markdown.status == 200
        assert markdown.body == (root / "reports" / "sponsor.md").read_bytes()
        own = preview.ask("/reports/own.html")
        assert own.headers["Content-Security-Policy"].startswith("sandbox allow-scripts ")
        assert "allow-same-origin" not in own.headers["Content-Security-Policy"]
        assert preview.ask("/").headers["Location"] == "/reports/report.html"
        head = preview.ask("/reports/report.html", "HEAD")
        assert (head.status, head.body) == (200, b"")
        for path in (
            "/program.yaml", "/participants.yaml", "/reports", "/reports/", "/reports/../program.yaml",
            "/reports/%2e%2e/program.yaml", "/reports/..%2fprogram.yaml", "/reports//sponsor.md",
            "/reports/./sponsor.md", "/reports/out.md", "/reports/in.md",
            "/reports/up/secret.txt", "/reports/.hidden.md", "/.git/config", "/schemas/program.json",
            "/reports/sponsor.md%00", "/reports/%ff.md", "/etc/passwd", "/reports/gone.md", "*",
        ):  # fmt: skip
            answer = preview.ask(path)
            assert answer.status == 404, path
            assert b"First name" not in answer.body
            assert b"secret" not in answer.body
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            assert preview.ask("/reports/sponsor.md", method).status == 501
        for host in ("evil.example", "evil.example:80", f"evil.example:{preview.port}", "127.0.0.1",
                     f"127.0.0.1:{preview.port}.evil.example", "[::1]"):  # fmt: skip
            for path in ("/", "/reports/report.html", "/reports/sponsor.md", "/events"):
                assert preview.ask(path, host=host).status == 421, (path, host)
        assert preview.ask("/", host=f"localhost:{preview.port}").status == 302
        for path in ("/", "/reports/report.html", "/reports/sponsor.md", "/nothing"):
            headers = preview.ask(path).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["X-Frame-Options"] == "DENY"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert headers["Cache-Control"] == "no-store"
            assert "Access-Control-Allow-Origin" not in headers
        # It listens on the loopback of this machine and on no other address of it.
        with socket.socket() as other:
            other.settimeout(2)
            assert other.connect_ex(("127.0.0.2", preview.port)) != 0


def test_a_port_that_is_taken_is_told(rmentor: Rmentor, tmp_path: Path) -> None:
    """With its number; another program's port is never shared."""
    with watched(tmp_path / "p") as preview:
        done = rmentor("report", "--watch", "--port", preview.port, "--program", tmp_path / "p")
        assert done.code == 2
        assert str(preview.port) in done.err


def test_what_is_watched_is_what_is_read(tmp_path: Path) -> None:
    """Any change of a file that counts is seen, also one of the same length; others do not matter."""
    (tmp_path / "program.yaml").write_text("a")
    seen = [stamps(tmp_path)]

    def changed() -> bool:
        seen.append(stamps(tmp_path))
        return seen[-1] != seen[-2]

    assert not changed()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "x.md").write_text("x")
    (tmp_path / "notes.txt").write_text("x")
    assert not changed()
    for path in (
        "participants/a.yaml",
        "journal/a--b.yaml",
        "surveys/p.csv",
        "templates/x.md",
        "plan.yaml",
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
        assert changed(), path
    status = (tmp_path / "plan.yaml").stat()
    (tmp_path / "new").write_text("y")
    os.utime(tmp_path / "new", ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "new").replace(tmp_path / "plan.yaml")
    assert changed()
    (tmp_path / "plan.yaml").unlink()
    assert changed()


def test_several_files_written_in_a_row_are_one_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever saves all files at once has the reports made once."""
    (tmp_path / "program.yaml").write_text("0")
    seen = stamps(tmp_path)
    waits = iter(range(1, 100))

    def sleep(_: float) -> None:
        turn = next(waits)
        assert turn < 20, "it never comes to rest"
        if turn in (2, 3, 4):
            (tmp_path / "program.yaml").write_text("x" * turn)

    monkeypatch.setattr(watch.time, "sleep", sleep)
    changes = watch.changes_of(tmp_path, seen)
    next(changes)
    assert (tmp_path / "program.yaml").read_text() == "xxxx"
    assert next(waits) == 6  # one more look after the last of them
