"""The walls of the house: who may import whom, who may touch the disk, the clock and programs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "rmentor"
FILES = sorted(PACKAGE.rglob("*.py"))

LAYERS = {
    "model": 0, "findings": 0, "changes": 0, "errors": 0, "language": 0,
    "git": 1, "resources": 1,
    "folder": 2, "pairing": 2, "planning": 2, "followup": 2,
    "intake": 3, "history": 3, "reporting": 3,
    "cli": 4, "__main__": 5, "__init__": 0,
}  # fmt: skip
MAY_TOUCH_FILES = {
    "folder/read.py", "folder/land.py", "folder/landing.py", "folder/claim.py", "folder/lasting.py", "folder/staged.py", "folder/steps.py", "folder/settled.py", "folder/find.py", "folder/keys.py", "intake/sheets.py", "resources.py",
    "language/catalogue.py", "language/compile.py", "cli/terminal.py", "cli/editor.py",
}  # fmt: skip

NETWORK = {
    "socket",
    "socketserver",
    "http",
    "urllib.request",
    "ssl",
    "asyncio",
    "ftplib",
    "smtplib",
}
# A live preview for whoever asked for it, on 127.0.0.1 only.
THE_SOCKET = "cli/reports/preview.py"

CLOCKS = ("date.today", "datetime.now", "datetime.today", "time.time")
# Where what people do is dated; what a report says never depends on it.
THE_CLOCK = "cli/options.py"


def _module(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_a_module_imports_only_lower_layers_and_its_own_room(path: Path) -> None:
    """The core never learns of the terminal, and siblings do not lean on each other."""
    room = _room(path)
    assert room in LAYERS, f"{room} has no layer yet"
    for name in _imports(ast.parse(path.read_text("utf-8"))):
        parts = name.split(".")
        if parts[0] != "rmentor" or len(parts) < 2:
            continue
        other = parts[1]
        if other == room or other not in LAYERS:
            continue
        lower = LAYERS[other] < LAYERS[room]
        assert lower, f"{_module(path)} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_only_the_wall_knows_the_terminal_and_the_clock(path: Path) -> None:
    """Typer and Rich live in cli/, git/ runs git and cli/editor.py the user's editor, files are touched by few."""
    tree = ast.parse(path.read_text("utf-8"))
    module = _module(path)
    tops = {name.split(".")[0] for name in _imports(tree)}
    if not module.startswith("cli/"):
        assert not tops & {"typer", "rich"}
    if module not in ("git/calling.py", "git/objects.py", "cli/editor.py"):
        assert "subprocess" not in tops
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        assert called != "print", f"{module}:{node.lineno}"
        assert module == THE_CLOCK or called not in CLOCKS, (
            f"{module}:{node.lineno} looks at the clock"
        )
        if module not in MAY_TOUCH_FILES:
            last = called.rsplit(".", 1)[-1]
            assert last not in ("write_text", "write_bytes", "open", "unlink", "rename"), (
                f"{module}:{node.lineno} touches files"
            )


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_only_the_preview_opens_a_socket(path: Path) -> None:
    """Nothing else of rmentor speaks to a network, or listens to one."""
    names = set(_imports(ast.parse(path.read_text("utf-8"))))
    asked = {name for name in names if name in NETWORK or name.split(".")[0] in NETWORK}
    assert not asked or _module(path) == THE_SOCKET, asked


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_files_and_functions_stay_small(path: Path) -> None:
    """No file over 350 lines, no function over 60."""
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 350, _module(path)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 60, f"{_module(path)}:{node.lineno} {node.name} has {length} lines"


def _imported_by(*arguments: str) -> set[str]:
    """Modules that a run of rmentor imports."""
    script = (
        "import sys, json, atexit\n"
        f"sys.argv = ['rmentor', *{list(arguments)!r}]\n"
        "atexit.register(lambda: sys.stderr.write('\\n' + json.dumps(sorted(sys.modules))))\n"
        "from rmentor.cli.main import run\nrun()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(found)


HEAVY = {
    "numpy", "ortools", "jinja2", "ruamel.yaml", "yaml", "icalendar", "holidays", "filelock", "pandas",
    "rmentor.folder.schema", "babel",
}  # fmt: skip


def test_version_imports_next_to_nothing() -> None:
    """``rmentor --version`` answers at once: no Typer, no pydantic, no YAML."""
    modules = _imported_by("--version")
    assert not modules & (HEAVY | {"typer", "rich", "pydantic"})


def test_shell_completion_imports_nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressing tab does not load solvers, models or templates.

    Typer from 0.29 reads options with pydantic itself; no model of ours is loaded.
    """
    monkeypatch.setenv("_RMENTOR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "rmentor pa")
    monkeypatch.setenv("COMP_CWORD", "1")
    modules = _imported_by()
    assert not modules & HEAVY
    assert not {name for name in modules if name.startswith("rmentor.folder")}


def test_nothing_is_left_to_do_in_the_code() -> None:
    """No note of unfinished work is left in the code."""
    for path in FILES:
        for word in ("TODO", "FIXME", "XXX"):
            assert word not in path.read_text("utf-8"), _module(path)
