"""What a run of rmentor in a hostile world has to leave: nothing executed, written or read outside, and a clear end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.hostile.runner import MIB, Ran, Runner
from tests.hostile.world import CANARY, World

# Of the contract, and 3 under --strict.
EXITS = frozenset((0, 1, 2, 3))
# On a machine that is used for other things as well; the work itself is measured, not the time on the wall.
MOST_SECONDS = 5.0
MOST_MEMORY = 1024 * MIB


def tried(
    runner: Runner, world: World, words: Sequence[str], more: Mapping[str, str]
) -> tuple[Ran, list[str]]:
    """Run a command line in a world; answer what it did, and all that is wrong with that."""
    before = world.surroundings()
    with world.watch() as watch:
        ran = runner.run(words, world.root, world.environment(**more))
        opened = watch.opened()
    return ran, [
        *_wrong_end(ran),
        *_wrong_outside(world, before, opened),
        *_wrong_inside(world, ran),
    ]


def _wrong_end(ran: Ran) -> Iterator[str]:
    if ran.code not in EXITS:
        yield f"it ends with {ran.code}"
    if "Traceback" in ran.err or "bug of rmentor" in ran.err or "panicked" in ran.err:
        yield f"a traceback: {ran.err[-300:]}"
    if ran.code and not (ran.err.strip() or ran.out.strip()):
        yield "it fails and says nothing"
    if ran.seconds > MOST_SECONDS:
        yield f"it works for {ran.seconds:.1f} s"
    if ran.memory > MOST_MEMORY:
        yield f"it takes {ran.memory // MIB} MiB"
    if "\x1b" in ran.out + ran.err:
        yield "it writes escapes"


def _wrong_outside(world: World, before: Mapping[str, object], opened: set[str]) -> Iterator[str]:
    after = world.surroundings()
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    if changed:
        yield f"outside the program, it changed {changed[:5]}"
    if world.sprung.exists():
        yield "something was executed"
    if opened:
        yield f"outside the program, it opened {sorted(opened)[:5]}"
    if left := [path.name for path in world.rooms.iterdir()]:
        yield f"it left behind {left}"


def _wrong_inside(world: World, ran: Ran) -> Iterator[str]:
    if CANARY in ran.out + ran.err:
        yield "it shows what stands outside"
    if found := world.canaries():
        yield f"it wrote what stands outside into {found[:5]}"


def removed(top: Path) -> None:
    """Take a world away, however deep its folders are and whatever is in them."""
    import shutil

    shutil.rmtree(top, ignore_errors=True)
    if top.exists():
        os.system(f"rm -rf '{top}'")  # noqa: S605 - deeper than Python's function can go
