"""Work that takes long: what is shown meanwhile, when it stops, and that stopping loses nothing."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rmentor.cli import progress
from rmentor.cli.progress import Clock, phase_in_words, working
from rmentor.pairing.huge.effort import Phase

PHASES = ("score", "serve", "solve", "prove", "explain")
# A process in which every look at a bunch of two takes a while, on the way of very many people.
SLOW = """
import sys, time
from rmentor.pairing.huge import bounds, choose
choose.EXACT_PAIRS, bounds.ROWS = -1, 2
columns = bounds.Bounds.columns
def slowly(self, rows):
    print("looking", file=sys.stderr, flush=True)
    time.sleep(0.3)
    return columns(self, rows)
bounds.Bounds.columns = slowly
from rmentor.cli.main import run
run()
"""


class Terminal(io.StringIO):
    """Somebody reads what is written here."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("speaks", ["en", "fr"])
@pytest.mark.parametrize("gap", [None, 99.994])
def test_every_phase_fits_on_a_line(
    speaks: str, gap: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that wraps could not be taken back."""
    monkeypatch.setenv("RMENTOR_LANG", speaks)
    rounds = [Phase(name, 12, gap) for name in ("solve", "prove")]
    said = [phase_in_words(phase) for phase in (*map(Phase, PHASES), *rounds)]
    assert len(set(said)) == len(said)
    assert max(map(len, said)) < 80


def test_the_proved_gap_is_written_as_readers_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decimal comma in French, and no needless zeros."""
    monkeypatch.setenv("RMENTOR_LANG", "fr")
    assert "0,06" in phase_in_words(Phase("solve", 2, 0.0649))
    monkeypatch.setenv("RMENTOR_LANG", "en")
    assert phase_in_words(Phase("prove", 2, 0.0649)).startswith("Round 2, at most 0.06 % from")
    assert "%" not in phase_in_words(Phase("prove", 1))


def test_what_is_done_is_shown_on_a_terminal_and_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once it lasts, each phase stands in the place of the one before."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    with working("one") as now:
        while not terminal.getvalue():
            pass
        now("two")
    assert terminal.getvalue() == "one\r\033[Ktwo\r\033[K"


def test_short_work_and_pipes_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a second there is nothing to say, and a pipe has no line to take back."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with working("one") as now:
        now("two")
    monkeypatch.setattr(sys, "stderr", pipe := io.StringIO())
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    with working("one") as now:
        now("two")
    assert (terminal.getvalue(), pipe.getvalue()) == ("", "")


def test_a_clock_strikes_once_its_time_is_over_and_remembers_it() -> None:
    """Whoever gave no limit gets as much time as it takes."""
    endless, over = Clock(None), Clock(0)
    assert not endless.enough()
    assert not over.has_struck
    assert over.enough()
    assert (endless.has_struck, over.has_struck) == (False, True)


def test_an_interrupt_ends_the_work_and_loses_nothing(tmp_path: Path) -> None:
    """Ctrl-C in the middle of looking: exit 130, the folder as it was, no trace of a bug."""
    people = "".join(
        f"  - {{id: m{n}, name: M{n}, role: mentor, volunteer: true, offers: {{seo: {3 + n % 3}}}}}\n"
        f"  - {{id: e{n}, name: E{n}, role: mentee, volunteer: true, wants: {{seo: {1 + n % 3}}}}}\n"
        for n in range(30)
    )
    files = {
        "program.yaml": "format: 1\nname: Many\nlanguage: en\nstart: 2027-01-11\n",
        "participants.yaml": f"participants:\n{people}",
        "pairs.yaml": "pairs: []  # mine\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", SLOW, "pair", "--program", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "looking\n"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        code = process.wait(timeout=30)
    assert code == 130
    assert set(said.split()) <= {"looking"}
    left = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir() if path.is_file()}
    assert left == files
