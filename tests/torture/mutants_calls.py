"""The part of ``mutants`` that learns which functions of the modules each test calls."""

from __future__ import annotations

import ast
import builtins
import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.torture.mutants import MODULES, TESTS
from tests.torture.mutations import outermost, told

_TOLD = "_mutants_told"
_NOTHING: dict[str, Any] = {"files": {}, "early": [], "calls": {}, "seconds": {}, "failed": []}
# No report of what failed is read; to make one of two large programs takes long.
OPTIONS = [
    "-q",
    "--tb=no",
    "--assert=plain",
    "-p",
    "no:randomly",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
]


class Calls:
    """A pytest plugin that learns which functions each test calls, and how long it takes."""

    def __init__(self) -> None:
        self.now = ""
        self.tests: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: list[str] = []

    def tell(self, module: str, number: int) -> None:
        """Take down that a function is called."""
        self.tests[self.now].add((module, number))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Know the test."""
        self.now = item.nodeid
        begin = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - begin
        self.now = ""
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Know what fails without any mutant."""
        if report.failed:
            self.failed.append(report.nodeid)


def _files() -> dict[str, str]:
    """Files of tests, each with what says that it, and how functions are numbered, is the same."""
    places = map(Path, TESTS)
    paths = sorted(
        p for place in places for p in (place.glob("test_*.py") if place.is_dir() else [place])
    )
    numbered = repr([outermost(Path(module).read_text("utf-8")) for module in MODULES]).encode()
    return {str(path): hashlib.sha256(path.read_bytes() + numbered).hexdigest() for path in paths}


def learn(room: Path) -> None:
    """Run the tests that are new on files that tell of their calls, and write what they told."""
    place, files = room / "calls.json", _files()
    known = json.loads(place.read_text("utf-8")) if place.exists() else _NOTHING
    new = [name for name, state in files.items() if known["files"].get(name) != state]
    if not new:
        return
    plugin = Calls()
    sources = {module: Path(module).read_text("utf-8") for module in MODULES}
    for number, module in enumerate(MODULES):
        name = f"{_TOLD}{number}"
        setattr(builtins, name, lambda at, module=module: plugin.tell(module, at))
        Path(module).write_text(ast.unparse(told(sources[module], name)), "utf-8")
    try:
        ended = pytest.main([*OPTIONS, "--continue-on-collection-errors", *new], plugins=[plugin])
    finally:
        for module, source in sources.items():
            Path(module).write_text(source, "utf-8")
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        sys.exit("the tests were broken off")
    early = {*map(tuple, known["early"]), *plugin.tests.pop("", set())}
    old = [test for test in known["calls"] if file_of(test) in files and file_of(test) not in new]
    failed = {test for test in known["failed"] if test in old}
    calls = {test: sorted(calls) for test, calls in plugin.tests.items()}
    found = {
        "files": files,
        "early": sorted(early),
        "calls": {test: known["calls"][test] for test in old} | calls,
        "seconds": {test: known["seconds"][test] for test in old} | plugin.seconds,
        "failed": sorted(failed.union(plugin.failed)),
    }
    place.write_text(json.dumps(found), "utf-8")


def file_of(test: str) -> str:
    return test.partition("::")[0]


class Knowledge:
    """What the tests told."""

    def __init__(self, room: Path) -> None:
        found = json.loads((room / "calls.json").read_text("utf-8"))
        self.early = {tuple(each) for each in found["early"]}
        self.seconds: dict[str, float] = found["seconds"]
        self._by_call: dict[tuple[str, int], list[str]] = defaultdict(list)
        for test, calls in found["calls"].items():
            if test not in found["failed"]:
                for module, number in calls:
                    self._by_call[module, number].append(test)

    def tests(self, module: str, top: int, first: Sequence[str]) -> list[str]:
        """Tests that call a function, or any of a module: ``first``, then the quickest.

        Those of the module count as twenty times as quick: they look where others pass by. Of one test
        with many parameters, the quickest comes with the other tests, and the rest after all of them.
        """
        if top >= 0:
            found = set(self._by_call[module, top])
        else:
            every = (tests for (where, _), tests in self._by_call.items() if where == module)
            found = {test for tests in every for test in tests}
        early = [test for test in first if test in found]

        def cost(test: str) -> tuple[float, str]:
            is_own = test.startswith(MODULES[module])
            return self.seconds[test] / (20 if is_own else 1), test

        late = sorted(found.difference(early), key=cost)
        quickest: dict[str, str] = {}
        for test in late:
            quickest.setdefault(test.partition("[")[0], test)
        late.sort(key=lambda test: test != quickest[test.partition("[")[0]])
        return [*early, *late]

    def within(self, tests: Sequence[str], seconds: float) -> tuple[list[str], float]:
        """As many of these tests as take that long, and how long they take."""
        taken, total = [], 0.0
        for test in tests:
            if taken and total + self.seconds[test] > seconds:
                continue
            taken.append(test)
            total += self.seconds[test]
        return taken, total
