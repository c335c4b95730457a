"""Names, titles and texts of any kind are shown as texts, in every output of every command.

The same program is there twice: once with hostile words in every place where people type, once with plain ones. Every
document of the first has to have the bones of its twin: the same elements, headers, properties, columns and keys.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from rmentor.cli.reference import entries
from tests.hostile.outputs import bones, faults, steers
from tests.hostile.runner import Ran, Runner
from tests.hostile.verdict import EXITS
from tests.hostile.words import LINE, WORDS, harmless, hostile, program, sheet
from tests.hostile.world import World, git, make_world, write

TODAY = ("--today", "2027-02-01")
SHEET = "../sheet.csv"
PAIR = "p000--p001"
WRITING = (
    ("plan", *TODAY),
    ("report", "--html", *TODAY),
    ("report", "closing", "certificate", *TODAY),
    ("report", "--public", *TODAY),
    ("survey", "pulse", *TODAY),
    ("remind", *TODAY),
    ("picture", "kpis", "--svg", "--output", "reports/kpis-alone.svg", *TODAY),
    ("portfolio", "--write", "portfolio.md", *TODAY),
    ("export", "p000", "--output", "../out/export"),
)
# Arguments that make commands say much; those that are not here are run with the words of arguments.py elsewhere.
TELLING = (
    ("check",), ("status", *TODAY), ("status", "--pair", PAIR, *TODAY), ("kpis",), ("register",), ("topics",),
    ("explain", "p000", "p001"), ("explain", "p002"), ("pair", "--audit"), ("pair", "--what-if", "without p000"),
    ("history",), ("diff", "HEAD~1"), ("export", "p000"), ("picture", "moves"), ("plan", "--dry-run", *TODAY),
    ("forget", "p003", "--dry-run", "--yes"), ("pause", PAIR, "--dry-run", *TODAY), ("leave", "p000", "--dry-run", *TODAY),
    ("log", PAIR, "--session", "2", "--held", "--dry-run", *TODAY), ("end", PAIR, "--reason", "time", "--dry-run", *TODAY),
    ("portfolio", *TODAY), ("picture", "kpis", *TODAY), ("picture", "kpis", "--svg", *TODAY), ("remind", "--dry-run", *TODAY),
    ("template", "list"), ("survey", "pulse", "--dry-run", *TODAY), ("log", "--form", *TODAY), ("status", "--strict", *TODAY),
    ("step", PAIR, "call", "--dry-run", *TODAY), ("set", "idea", "idea-one", "--status", "done", "--dry-run", *TODAY),
)  # fmt: skip
# What is refused, and with whose words.
REFUSED = (
    ("explain", "\x1b[31m[b]\u202eNobody\n::error::x"), ("log", "p000", "--session", "\x9b1"), ("kpis", "\x1b\x9b0m"),
    ("import", SHEET, "--strict"), ("survey", "import", "pulse", SHEET, "--strict"),
)  # fmt: skip
# Whose JSON is compared with the twin's, key by key.
COMPARED = frozenset(("check", "status", "kpis", "register", "diff", "history", "portfolio"))
TOLD_AS_JSON = COMPARED | {"export", "explain", "topics", "import", "survey", "remind"}
_GENERATED = ("sessions", "calendars", "reports", "portfolio.md")


@dataclass(frozen=True)
class Told:
    """What a program's commands wrote: files by path, and what each command line said."""

    files: Mapping[str, bytes]
    said: Mapping[tuple[str, ...], Ran]


def _told(
    runner: Runner, world: World, files: Mapping[str, str], lines: tuple[tuple[str, ...], ...]
) -> Told:
    for path in world.root.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    write(world.root, files)
    (world.top / "sheet.csv").write_text(sheet(), "utf-8")
    git(world, "add", "--all")
    git(world, "commit", "--quiet", "-m", "# Words [x](https://evil.example) \x1b[31m <b>")
    # Wide, so that no line is broken but where a word breaks it.
    around = world.environment(COLUMNS="40000")
    said = {line: runner.run(line, world.root, around) for line in (*WRITING, *lines)}
    made = {}
    for folder in (world.root, world.top / "out"):
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and (folder != world.root or name.split("/")[0] in _GENERATED):
                made[name] = path.read_bytes()
    return Told(made, said)


def _with_json(lines: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        yield line
        if line[0] in TOLD_AS_JSON and "--svg" not in line:
            yield (*line, "--json")


@pytest.fixture(scope="module")
def both(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Told]:
    """What the hostile program and its twin told."""
    lines = (*_with_json((*TELLING, *REFUSED)), ("diff", "HEAD~1", "--markdown"))
    world = make_world(tmp_path_factory.mktemp("words") / "hostile")
    twin = make_world(tmp_path_factory.mktemp("words") / "harmless")
    quick = tuple(line for line in lines if line[-1] == "--json" and line[0] in COMPARED)
    quick = (*quick, ("diff", "HEAD~1", "--markdown"))
    return (
        _told(runner, world, program(hostile()), lines),
        _told(runner, twin, program(harmless), quick),
    )


def test_every_command_says_something_and_nothing_ends_in_a_bug(both: tuple[Told, Told]) -> None:
    """The hostile program is a valid one: each command does for it what it does for its twin."""
    mine, twin = both
    assert {line: ran.code for line, ran in mine.said.items() if line in twin.said} == {
        line: ran.code for line, ran in twin.said.items()
    }
    assert not [
        line for line, ran in mine.said.items() if ran.code not in EXITS or "Traceback" in ran.err
    ]
    refused = {line for line, ran in mine.said.items() if ran.code in (1, 2)}
    assert refused == set(_with_json(REFUSED))


def test_nothing_steers_the_terminal_or_begins_a_line_of_its_own(both: tuple[Told, Told]) -> None:
    """No escape, no control, nothing that turns writing round, no line break of a name's."""
    for line, ran in both[0].said.items():
        # In a pipe, a diff is what it is, byte for byte, so that it can be applied.
        shown = ran.err if "--dry-run" in line else ran.out.removeprefix("\ufeff") + ran.err
        assert steers(shown) == [], line
        assert not re.search(rf"(?m)^\W*{LINE}", shown), line


def test_names_are_shown_and_none_is_taken_for_markup(both: tuple[Told, Told]) -> None:
    """Rich's brackets, emoji codes and links are texts like any other."""
    status = both[0].said["explain", "p002"].out + both[0].said["pair", "--audit"].out
    audit = "".join(ran.out for ran in both[0].said.values())
    for word in (
        "[bold red]x[/bold red]",
        "[/]",
        ":smile: :bomb:",
        "%(name)s %s %d {0} {name}",
        "{{ lipsum() }}",
    ):
        assert word in audit, word
    assert status


def test_every_document_has_the_bones_of_its_twin(both: tuple[Told, Told]) -> None:
    """Markdown, HTML, pictures, calendars, mails, forms: the same files, made of the same parts."""
    mine, twin = both
    assert mine.files.keys() == twin.files.keys()
    assert len(mine.files) > 3 * len(WORDS)
    wrong = []
    pictures: dict[str, set[object]] = {"mine": set(), "twin": set()}
    for path, content in mine.files.items():
        found, expected = bones(path, content), bones(path, twin.files[path])
        if path.endswith((".svg", "report.html", "export/page.md")):
            # Where a text stands depends on its length, and whom a text mentions on its words: which parts there
            # are counts, not how many.
            pictures["mine"] |= {part[0] if isinstance(part, tuple) else part for part in found}
            pictures["twin"] |= {part[0] if isinstance(part, tuple) else part for part in expected}
        elif found != expected:
            wrong.append((path, found - expected, expected - found))
    assert wrong == []
    assert pictures["mine"] <= pictures["twin"]


def test_no_document_is_wrong_in_itself(both: tuple[Told, Told]) -> None:
    """No control, no break of a name's, no formula, no link that is not ours."""
    bare = {path: content.removeprefix(b"\xef\xbb\xbf") for path, content in both[0].files.items()}
    # A mail breaks long lines where it likes; its headers are compared with its twin's.
    found = [
        each
        for path, content in bare.items()
        for each in faults(path, content)
        if not (path.endswith(".eml") and "line break" in each)
    ]
    assert found == []


def test_json_is_json_and_has_the_keys_of_its_twin(both: tuple[Told, Told]) -> None:
    """One document each, whatever words are in it."""
    mine, twin = both
    for line, ran in mine.said.items():
        if "--json" not in line or ran.code:
            continue
        found = bones("x.json", ran.out.encode())
        assert found
        if line in twin.said:
            assert set(found) == set(bones("x.json", twin.said[line].out.encode())), line


def test_what_is_written_to_a_pipe_is_what_its_kind_claims_to_be(both: tuple[Told, Told]) -> None:
    """A picture is SVG, the sheet of a week is CSV without formulas, diff's Markdown leads nowhere."""
    said = both[0].said
    assert bones("x.svg", said["picture", "kpis", "--svg", *TODAY].out.encode())
    form = said["log", "--form", *TODAY].out.removeprefix("\ufeff")
    assert form.count("\n") > 10
    assert [*faults("form.csv", form.encode())] == []
    diff = said["diff", "HEAD~1", "--markdown"].out
    assert [*faults("diff.md", diff.encode())] == []
    twin = both[1].said["diff", "HEAD~1", "--markdown"].out
    assert set(bones("diff.md", diff.encode())) == set(bones("diff.md", twin.encode()))


def test_all_commands_are_heard_here_or_elsewhere() -> None:
    """A new command that tells something is to be added to this file, or shown to need nothing."""
    heard = {line[0] for line in (*WRITING, *TELLING, *REFUSED)} | {
        "init",
        "resume",
        "schema",
        "migrate",
        "add",
        "template",
    }
    assert {entry.name.split()[1] for entry in entries()} <= heard
