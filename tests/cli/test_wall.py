"""The wall: exit codes, the two streams, bugs, interrupts, and the language of the terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Rmentor


def _shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run rmentor as a process of its own, for what is decided at the start of one."""
    return subprocess.run(
        [sys.executable, "-m", "rmentor", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_wrong_usage_ends_with_two_and_says_what_was_meant(rmentor: Rmentor) -> None:
    """A slip in a command's name costs one look."""
    done = rmentor("pai")
    assert done.code == 2
    assert done.out == ""
    assert "pair" in done.err


def test_without_a_program_every_command_says_how_to_get_one(
    rmentor: Rmentor, tmp_path: Path
) -> None:
    """Outside a program folder the remedy is named, on the stream of messages."""
    for command in ("check", "pair", "plan", "report"):
        done = rmentor(command, cwd=tmp_path)
        assert done.code == 2
        assert done.out == ""
        assert "rmentor init" in done.err


def test_a_bug_ends_with_seventy_one_line_and_a_file(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody meets a bare traceback; the details are in a file that the line names."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("inner detail")

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("rmentor.cli.opening.open_folder", fail)
    done = rmentor("check", cwd=tmp_path)
    assert done.code == 70
    assert done.out == ""
    assert done.err.count("\n") == 1
    report = Path(done.err.split("Details: ")[1].strip())
    assert "ZeroDivisionError: inner detail" in report.read_text("utf-8")


def test_an_interrupt_ends_with_one_hundred_and_thirty(
    rmentor: Rmentor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is no bug."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rmentor.cli.opening.open_folder", interrupt)
    done = rmentor("check", cwd=tmp_path)
    assert done.code == 130
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "command", ["init", "check", "import", "pair", "explain", "plan", "report"]
)
def test_help_shows_an_example_and_the_common_options(rmentor: Rmentor, command: str) -> None:
    """Each command's help has an example that can be copied, and names every common option."""
    done = rmentor(command, "--help")
    assert done.code == 0
    assert f"Example: rmentor {command}" in done.out
    for option in ("--program", "--json", "--dry-run", "--commit", "--quiet", "--no-color"):
        assert option in done.out


def test_help_speaks_french_to_a_french_reader() -> None:
    """The locale decides before a program is known."""
    done = _shell("pair", "--help", RMENTOR_LANG="", LC_ALL="fr_FR.UTF-8")
    assert "Exemple\u00a0: rmentor pair" in done.stdout
    assert "binômes" in done.stdout.replace("\n", " ")


def test_help_fits_a_terminal_of_eighty_columns() -> None:
    """No line of any help is cut or wrapped by the terminal."""
    for command in ("", "pair", "import", "plan"):
        for language in ("en", "fr"):
            done = _shell(*filter(None, [command]), "--help", COLUMNS="80", RMENTOR_LANG=language)
            assert done.returncode == 0
            assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_terminal_speaks_the_program_s_language(rmentor: Rmentor, tmp_path: Path) -> None:
    """Once a program is open, its language is spoken, unless RMENTOR_LANG says otherwise."""
    rmentor("init", "--lang", "fr", tmp_path / "p")
    french = _shell("check", "--program", str(tmp_path / "p"), RMENTOR_LANG="")
    english = _shell("check", "--program", str(tmp_path / "p"), RMENTOR_LANG="en")
    assert "aucune erreur" in french.stderr
    assert "no errors" in english.stderr


def test_colour_appears_on_a_terminal_only_and_never_with_no_color(tmp_path: Path) -> None:
    """Pipes get plain text; NO_COLOR and --no-color do on a terminal, too."""
    _shell("init", "--sample", str(tmp_path / "p"))
    base = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    base.pop("NO_COLOR", None)
    base.pop("_TYPER_FORCE_DISABLE_TERMINAL", None)
    asked = ["check", "--program", str(tmp_path / "p")]
    assert "\x1b[3" in _on_a_terminal(asked, base)
    assert "\x1b[3" not in _on_a_terminal(asked, {**base, "NO_COLOR": "1"})
    assert "\x1b[3" not in _on_a_terminal([*asked, "--no-color"], base)
    assert "\x1b[" not in _shell(*asked, NO_COLOR="").stdout


@pytest.mark.parametrize("options", ["", "--json"])
def test_a_reader_who_leaves_early_does_not_call_the_work_off(tmp_path: Path, options: str) -> None:
    """``rmentor pair | head -1`` writes the pairs all the same, and is no failure."""
    _shell("init", "--sample", str(tmp_path / "p"))
    command = f"{sys.executable} -m rmentor pair {options} --program {tmp_path / 'p'}"
    done = subprocess.run(
        ["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "p" / "pairs.yaml").is_file()


def _on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What rmentor shows on a real pseudo-terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rmentor", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait()
    os.close(ours)
    return shown.decode()
