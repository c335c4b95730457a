"""A hundred thousand mutated inputs for each parser: no traceback, no hang, no memory without end.

Run: make torture (python -m tests.torture.fuzz; --inputs, --seed, --only, --from). Inputs are made from real files
by a seed, so that each can be made again: its number is its name. They are tried in children with limits: 2 seconds
of work for one input, and 1 GiB of memory beyond what the libraries take. A child that dies is a finding, too; one
that does not even answer signals is ended.
"""

from __future__ import annotations

import argparse
import gc
import mmap
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.torture.parsers import PARSERS, Parser, Try

SECONDS = 2.0
MEMORY = 1024 * 1024 * 1024
CHUNK = 1000
# Seconds on the wall for one input, after which the kernel ends the child.
PATIENCE = 120


class Hang(BaseException):
    """An input took longer than it may."""


@dataclass
class Count:
    """What became of the inputs of one parser.

    Attributes:
        inputs: How many were tried.
        taken: Of those, how many were read to their end; the others were refused with what is wrong with them.
        tracebacks, hangs, memory, dead: How many ended so.
        slowest: Seconds of work.
        most: Bytes of memory, beyond what the libraries and the samples take.
    """

    inputs: int = 0
    taken: int = 0
    tracebacks: int = 0
    hangs: int = 0
    memory: int = 0
    dead: int = 0
    slowest: float = 0.0
    most: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.tracebacks or self.hangs or self.memory or self.dead)


def main() -> None:
    """Fuzz all parsers and print the table for docs/reliability.md."""
    asked = _asked()
    print(f"seed {asked.seed}, {asked.inputs} inputs each\n")
    print(
        "| parser | inputs | taken | tracebacks | over 2 s | over 1 GB | dead | slowest | most memory |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    clean = True
    for name, parser in PARSERS.items():
        if asked.only and name not in asked.only:
            continue
        count = fuzzed(parser, name, asked.seed, asked.first, asked.inputs)
        clean = clean and count.is_clean
        print(
            f"| {name} | {count.inputs:,} | {count.taken:,} | {count.tracebacks} | {count.hangs} | {count.memory} | {count.dead} "
            f"| {count.slowest:.2f} s | {count.most // 2**20} MiB |",
            flush=True,
        )
    sys.exit(not clean)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="of each parser")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--from", dest="first", type=int, default=0, help="number of the first input"
    )
    parser.add_argument("--only", nargs="+", choices=list(PARSERS), help="only these parsers")
    return parser.parse_args()


def fuzzed(parser: Parser, name: str, seed: int, first: int, inputs: int) -> Count:
    """Try inputs in children; a child that dies is begun anew behind the input that killed it."""
    count = Count()
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as room:  # noqa: S108
        ready = parser.prepare(Path(room))
        gc.collect()
        gc.freeze()
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        number, end = first, first + inputs
        while number < end:
            stop = min(end, number + CHUNK)
            reached, usage, is_dead = _in_a_child(ready, name, seed, number, stop, count)
            count.most = max(count.most, usage - base)
            if is_dead:
                print(f"{name} {seed}/{reached}: the child died", file=sys.stderr, flush=True)
                count.dead += 1
                reached += 1
            count.inputs += reached - number
            number = reached
    return count


def _in_a_child(
    ready: Try,
    name: str,
    seed: int,
    start: int,
    stop: int,
    count: Count,
) -> tuple[int, int, bool]:
    """Try ``start`` to ``stop``; answer how far it came, the memory that it took, and whether it died."""
    shared = mmap.mmap(-1, 64)
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        with os.fdopen(tell, "w") as report:
            limit = _size_of_self() + MEMORY
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
            signal.signal(signal.SIGPROF, _too_long)
            for number in range(start, stop):
                shared[:8] = number.to_bytes(8, "little")
                signal.alarm(PATIENCE)
                for line in _one(ready, name, seed, number):
                    report.write(line + "\n")
                    report.flush()
            shared[:8] = stop.to_bytes(8, "little")
        os._exit(0)
    os.close(tell)
    with os.fdopen(told) as report:
        lines = report.read().splitlines()
    _, status, usage = os.wait4(pid, 0)
    for line in lines:
        kind, _, value = line.partition(" ")
        if kind == "slowest":
            count.slowest = max(count.slowest, float(value))
        else:
            setattr(count, kind, getattr(count, kind) + 1)
    reached = int.from_bytes(shared[:8], "little")
    return reached, usage.ru_maxrss * 1024, status != 0


def _one(ready: Try, name: str, seed: int, number: int) -> Iterator[str]:
    """Try one input; yield what is to be counted."""
    hand = random.Random(f"{name} {seed} {number}")
    begin = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    kind = said = ""
    taken = False
    try:
        taken = ready(hand)
    except Hang:
        kind, said = "hangs", traceback.format_exc(limit=-6)
    except MemoryError:
        kind = "memory"
    except BaseException:
        kind, said = "tracebacks", traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.process_time() - begin
    if took > SECONDS and not kind:
        kind = "hangs"
    if kind:
        print(f"{name} {seed}/{number}: {kind}, {took:.1f} s\n{said}", file=sys.stderr, flush=True)
        yield kind
    elif taken:
        yield "taken"
    yield f"slowest {took:.3f}"


def _too_long(*_: object) -> None:
    raise Hang


def _size_of_self() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main()
