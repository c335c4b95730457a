"""Every test runs in a clean world: fixed language and width, nothing left changed behind it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from rmentor.cli.main import main

# Whoever starts the tests in the background of a shell lets them ignore Ctrl-C, and all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=1000)
# For tests/torture/mutants.py: the same examples, but whatever fails first is enough.
settings.register_profile(
    "mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def _left_as_found() -> Iterator[None]:
    """A test that leaves another folder or environment behind it fails."""
    folder, environment = Path.cwd(), dict(os.environ)
    yield
    environment["PYTEST_CURRENT_TEST"] = os.environ.get("PYTEST_CURRENT_TEST", "")
    assert (Path.cwd(), dict(os.environ)) == (folder, environment)


@pytest.fixture(autouse=True)
def _steady_world(
    _left_as_found: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Fix language, width, colour and git's settings."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "RMENTOR_LANG", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RMENTOR_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("_TYPER_FORCE_DISABLE_TERMINAL", "1")
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Tester\n\temail = tester@example.org\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command line did: its exit code, results and messages."""

    code: int
    out: str
    err: str


Rmentor = Callable[..., Done]


@pytest.fixture
def rmentor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rmentor:
    """Run rmentor in this process the way that the terminal does, in the folder ``cwd``."""
    # Help is said once, when the commands are imported: in English, whichever test comes first.
    from rmentor.cli import app as _  # noqa: F401

    def run(*arguments: object, cwd: Path | None = None) -> Done:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            if cwd is not None:
                patch.chdir(cwd)
            code = main([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run
