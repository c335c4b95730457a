"""The part of ``mutants`` that works in the copy of the checkout: it tries them."""

from __future__ import annotations

import ast
import gc
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.torture.mutants import MODULES
from tests.torture.mutants_calls import OPTIONS, Knowledge, file_of, learn
from tests.torture.mutations import Mutant, mutated

# What the program imports where it needs it: once here, or anew in every child.
_LIBRARIES = (
    "holidays.countries.france",
    "hypothesis.internal.charmap",
    "numpy.random",
    "ortools.linear_solver.pywraplp",
    "ortools.graph.python.min_cost_flow",
    "ortools.sat.python.cp_model",
    "scipy.optimize",
    "scipy.sparse",
)
_MEMORY = 4 * 1024**3
_OPTIMIZED = 1  # the flag of a function's code, as against that of a module or class


class Trial:
    """A pytest plugin that, instead of running the tests, tries mutants with them."""

    def __init__(self, room: Path, seconds: float) -> None:
        self._knowledge, self._seconds = Knowledge(room), seconds
        self._jobs: list[dict[str, Any]] = json.loads((room / "jobs.json").read_text("utf-8"))
        self._results = room / "results.jsonl"
        self._tell = -1
        self._functions: dict[str, list[FunctionType]] = {}
        self._sound: dict[str, bool] = {}
        # Tests that noticed a mutant of a module, the last one first.
        self._noticed: dict[str, list[str]] = defaultdict(list)

    def files(self) -> list[str]:
        """Files of tests that may notice something."""
        modules = {job["module"] for job in self._jobs}
        tests = {test for module in modules for test in self._knowledge.tests(module, -1, ())}
        return sorted({file_of(test) for test in tests})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant, and write its result at once."""
        items = {item.nodeid: item for item in session.items}
        for module in MODULES:
            import_module(module.removesuffix(".py").replace("/", "."))
        for library in _LIBRARIES:
            import_module(library)
        gc.collect()
        self._functions = _functions_of(MODULES)
        gc.freeze()
        for job in self._jobs:
            fields = {name: job[name] for name in Mutant.__dataclass_fields__}
            mutant = Mutant(**fields)
            result, by = self._tried(session, items, job["module"], mutant)
            while by and not self._is_sound(session, items[by]):
                del items[by]
                result, by = self._tried(session, items, job["module"], mutant)
            if by:
                known = self._noticed[job["module"]]
                self._noticed[job["module"]] = [by, *(each for each in known if each != by)][:5]
            line = json.dumps({"key": job["key"], "result": result, "by": by, **fields})
            with self._results.open("a", encoding="utf-8") as out:
                out.write(line + "\n")
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In a child: tell which test failed."""
        if report.failed and self._tell >= 0:
            os.write(self._tell, report.nodeid.encode() + b"\n")

    def _tried(
        self,
        session: pytest.Session,
        items: dict[str, pytest.Item],
        module: str,
        mutant: Mutant,
    ) -> tuple[str, str]:
        """What becomes of a mutant, and the test that noticed it."""
        known = self._knowledge.tests(module, mutant.top, self._noticed[module])
        names, seconds = self._knowledge.within(
            [name for name in known if name in items], self._seconds
        )
        if not names:
            return "survived", ""
        path = Path(module)
        source = path.read_text("utf-8")
        tree = mutated(source, mutant)
        live = None
        if mutant.top >= 0 and (module, mutant.top) not in self._knowledge.early:
            live = swaps(path, source, tree, self._functions[module])
        path.write_text(ast.unparse(tree), "utf-8")
        try:
            if live is None:
                return _in_a_process(names, seconds)
            return self._in_a_child(session, [items[name] for name in names], live, seconds)
        finally:
            path.write_text(source, "utf-8")

    def _is_sound(self, session: pytest.Session, item: pytest.Item) -> bool:
        """Whether a test that noticed something passes without any mutant."""
        if item.nodeid not in self._sound:
            result, _ = self._in_a_child(session, [item], [], self._seconds)
            self._sound[item.nodeid] = result == "survived"
        return self._sound[item.nodeid]

    def _in_a_child(
        self,
        session: pytest.Session,
        items: list[pytest.Item],
        live: list[tuple[FunctionType, CodeType]],
        seconds: float,
    ) -> tuple[str, str]:
        hear, self._tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 3
            try:
                os.setpgid(0, 0)
                limit = int(5 + 4 * seconds)
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
                resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
                for function, new in live:
                    function.__code__ = new
                session.items[:] = items
                session.config.option.maxfail = 1
                code = _run(session)
            finally:
                os._exit(code)
        os.close(self._tell)
        self._tell = -1
        return _outcome(pid, hear, wall=60 + 12 * seconds)


def _run(session: pytest.Session) -> int:
    from _pytest.main import pytest_runtestloop

    try:
        pytest_runtestloop(session)
    except session.Failed:
        return 1
    return 1 if session.testsfailed else 0


def _outcome(pid: int, hear: int, wall: float) -> tuple[str, str]:
    """Wait for a child, at most ``wall`` seconds, and say what it ended with."""
    end, said = time.monotonic() + wall, b""
    while True:
        ready, _, _ = select.select([hear], [], [], max(0.0, end - time.monotonic()))
        part = os.read(hear, 4096) if ready else b""
        if not part:
            break
        said += part
    os.close(hear)
    is_slow = not ready
    if is_slow:
        os.killpg(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if is_slow or code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "slow", ""
    by = said.decode().partition("\n")[0]
    return ("survived", "") if code == 0 else ("noticed", by)


def _in_a_process(names: list[str], seconds: float) -> tuple[str, str]:
    command = [sys.executable, "-B", "-m", "pytest", "-x", *OPTIONS, *names]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=60 + 12 * seconds
        )
    except subprocess.TimeoutExpired:
        return "slow", ""
    failed = [name for name in names if f"FAILED {name} " in done.stdout]
    return ("survived" if done.returncode == 0 else "noticed"), "".join(failed)


def _functions_of(modules: Sequence[str]) -> dict[str, list[FunctionType]]:
    """Live functions by module."""
    paths = {str(Path(module).resolve()): module for module in modules}
    found: dict[str, list[FunctionType]] = {module: [] for module in modules}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in paths:
            found[paths[each.__code__.co_filename]].append(each)
    return found


def swaps(
    path: Path, source: str, tree: ast.Module, functions: Sequence[FunctionType]
) -> list[tuple[FunctionType, CodeType]] | None:
    """Live functions that a mutant changes, each with its new code; None where that is not enough."""
    name = str(path.resolve())
    pairs = list(_changed(compile(source, name, "exec"), compile(tree, name, "exec")))
    if any(None in pair for pair in pairs) or not pairs:
        return None
    found = []
    for before, after in pairs:
        same = [(each, after) for each in functions if each.__code__ == before]
        if not same or after.co_freevars != before.co_freevars:
            return None
        found += same
    return found


def _changed(old: CodeType, new: CodeType) -> Iterator[tuple[Any, Any]]:
    """Outermost functions whose code changed; None in place of one says that other code did."""
    if old.co_flags & _OPTIMIZED:
        if old != new:
            yield old, new
        return
    plain = [
        (
            each.co_code,
            each.co_names,
            [part for part in each.co_consts if not isinstance(part, CodeType)],
        )
        for each in (old, new)
    ]
    ours, theirs = (
        [part for part in each.co_consts if isinstance(part, CodeType)] for each in (old, new)
    )
    if plain[0] != plain[1] or len(ours) != len(theirs):
        yield None, None
        return
    for mine, other in zip(ours, theirs, strict=True):
        yield from _changed(mine, other)


def main() -> None:
    """Do a step: ``calls`` or ``mutants``."""
    room, step, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if step == "calls":
        learn(room)
    else:
        os.environ["HYPOTHESIS_PROFILE"] = "mutants"
        trial = Trial(room, seconds)
        pytest.main([*OPTIONS, *trial.files()], plugins=[trial])


if __name__ == "__main__":
    main()
