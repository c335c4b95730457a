"""Runs command lines of rmentor in children of one warm process, each with limits on time and memory.

Run by ``runner.py``: a request is a line of JSON, and so is the answer. Starting Python anew for each of hundreds
of runs would take minutes; a child is forked, so that nothing that one run does reaches the next.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from rmentor.cli.main import main as main_of_rmentor
from tests.hostile.world import FILES, write

MODULES = (
    "icalendar", "jinja2", "holidays", "numpy", "ruamel.yaml", "filelock", "markdown_it", "python_calamine",
    "ortools.sat.python.cp_model", "ortools.graph.python.min_cost_flow", "zoneinfo", "rich.table", "rich.console",
)  # fmt: skip


def warm_up() -> None:
    """Import everything that any command imports."""
    import rmentor

    for module in pkgutil.walk_packages(rmentor.__path__, "rmentor."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in MODULES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as room, open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        root = Path(room) / "program"
        write(root, FILES)
        out, err = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = nowhere
        for words in (
            ("check",),
            ("status",),
            ("plan", "--dry-run"),
            ("report", "--dry-run"),
            ("topics",),
        ):
            main_of_rmentor([*words, "--program", str(root)])
        sys.stdout, sys.stderr = out, err
    gc.freeze()


def size_of_self() -> int:
    """Bytes of address space of this process."""
    with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123
        return int(status.read().split()[0]) * resource.getpagesize()


def child(asked: dict[str, Any], out: int, err: int, base: int) -> None:
    """Be one run of rmentor, and end with its exit code."""
    os.setsid()
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    tempfile.tempdir = None
    time.tzset()
    empty = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((empty, 0), (out, 1), (err, 2)):
        os.dup2(source, target)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    limit = base + asked["memory"]
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (asked["file"], asked["file"]))
    code = main_of_rmentor(
        [
            argument.encode("latin-1").decode("utf-8", "surrogateescape")
            for argument in asked["argv"]
        ]
    )
    with suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def run(asked: dict[str, Any], base: int) -> dict[str, Any]:
    """Carry out one request."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.monotonic()
        pid = os.fork()
        if pid == 0:
            try:
                child(asked, out.fileno(), err.fileno(), base)
            except BaseException as error:
                os.write(2, f"Traceback of the child: {error!r}\n".encode())
            os._exit(99)
        deadline = begin + asked["seconds"]
        code: int | None = None
        while True:
            found, status, usage = os.wait4(pid, os.WNOHANG)
            if found:
                code = os.waitstatus_to_exitcode(status)
                break
            if time.monotonic() > deadline:
                os.killpg(pid, signal.SIGKILL)
                _, _, usage = os.wait4(pid, 0)
                break
            time.sleep(0.002)
        out.seek(0)
        err.seek(0)
        return {
            "code": code,
            "out": out.read().decode("utf-8", "surrogateescape"),
            "err": err.read().decode("utf-8", "surrogateescape"),
            "seconds": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
        }


def main() -> None:
    """Answer requests until there are no more."""
    warm_up()
    base, memory = size_of_self(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answer({"memory": memory})
    for line in sys.stdin:
        answer(run(json.loads(line), base))


def answer(said: dict[str, Any]) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
