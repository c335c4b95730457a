"""Everything that rmentor can say when something is wrong, as a user sees it, in both languages."""

from __future__ import annotations

import ast
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import typer.main

import rmentor
from rmentor import errors
from rmentor.cli.excerpts import problem, show_findings
from rmentor.cli.speech import forget
from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.folder.sentences import SENTENCES
from rmentor.language.catalogue import speak
from tests.cli.unshown import CODES, UNSHOWN
from tests.cli.wrong_commands import COMMANDS, FOLDERS, OF_THE_WORLD, SHEETS
from tests.cli.wrong_files import CASES, FILES, WITHOUT_CONTENT
from tests.conftest import Rmentor

ROOM = Path(rmentor.__file__).parent
GOLDEN = Path(__file__).parents[1] / "golden"
KINDS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.RmentorError)
}
_SAYING = ("say", "Remark", "text", "plural")
Capture = pytest.CaptureFixture[str]


def _sources(files: Mapping[str, str | bytes]) -> Sources:
    content = {
        path: text.encode() if isinstance(text, str) else text for path, text in files.items()
    }
    strange = tuple(path for path in content if path.endswith(".yml"))
    read = {path: content[path] for path in sorted(content) if path not in strange}
    return Sources(None, read, strange)


def _of_files(capsys: Capture) -> Iterator[str]:
    """What ``rmentor check`` shows of each wrong program; each has the mistake that it is named after."""
    for code, files in CASES:
        sources = _sources({**FILES, **files})
        found = load(sources).findings
        assert code in {finding.code for finding in found}, code
        show_findings(sources, found)
        yield f"# {code}\n{capsys.readouterr().out}"
    for error in OF_THE_WORLD:
        problem(error)
        yield f"# {type(error).__name__}\n{capsys.readouterr().err}"
    for finding in WITHOUT_CONTENT:
        show_findings(_sources({}), [finding])
        yield f"# {finding.code}\n{capsys.readouterr().out}"


def _write_folders(base: Path) -> None:
    for name, changes in FOLDERS.items():
        (base / name).mkdir()
        for path, text in {**FILES, **changes}.items():
            if text is not None:
                (base / name / path).parent.mkdir(parents=True, exist_ok=True)
                (base / name / path).write_text(text, encoding="utf-8")
    (base / "sheets").mkdir()
    for name, content in SHEETS.items():
        (base / "sheets" / name).write_bytes(content)


def _contents(base: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}


def _of_commands(rmentor: Rmentor, base: Path) -> Iterator[str]:
    """What each command line that cannot be carried out says, and its exit code."""
    _write_folders(base)
    before = _contents(base)
    for folder, line in COMMANDS:
        done = rmentor(*shlex.split(line.format(sheets="../sheets")), cwd=base / folder)
        assert done.code in (1, 2), (line, done)
        said = done.err.replace(str(base), "…")
        # Tables pad their last column.
        said = "\n".join(each.rstrip() for each in said.splitlines())
        yield f"$ rmentor {line.format(sheets='…')}  # exit {done.code}\n{said}\n"
    # A template that failed is compiled; nothing else may have been written.
    assert _contents(base) == before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_error_reads_as_in_the_golden_file(
    language: str,
    rmentor: Rmentor,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read its diff as a user would: RMENTOR_GOLDEN=1 writes it anew."""
    monkeypatch.setenv("RMENTOR_LANG", language)
    # The tree of commands is the same for all of them, and making it takes most of the time.
    monkeypatch.setattr(typer.main, "get_command", cache(typer.main.get_command))
    # Folders of tests have long names: nothing is wrapped by them.
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setenv("VISUAL", "no-such-editor")
    forget()
    pieces = [*_of_files(capsys), *_of_commands(rmentor, tmp_path)]
    text = "\n".join(pieces)
    path = GOLDEN / f"errors-{language}.txt"
    if os.environ.get("RMENTOR_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text("utf-8") == text


@cache
def _shown() -> tuple[str, ...]:
    """All that the golden files show in English, each piece of it as one line."""
    texts = [(GOLDEN / f"{name}-en.txt").read_text("utf-8") for name in ("errors", "findings")]
    return tuple(" ".join(piece.split()) for piece in "\n".join(texts).split("\n\n"))


def test_every_finding_is_shown_or_has_a_reason_not_to_be() -> None:
    """A new code comes with a wrong file that a reader of the golden files can judge."""
    missing = {code for code, (message, _) in SENTENCES.items() if not _is_shown(message)}
    assert missing == set(CODES)


def test_every_sentence_of_an_error_is_shown_or_has_a_reason_not_to_be() -> None:
    """Whatever a function says that raises, or answers with, an error of ours."""
    said = {*_said_by_errors(), *_said_in_functions()}
    missing = {sentence for sentence in said if not _is_shown(sentence)}
    assert missing == set(UNSHOWN)


def test_every_sentence_of_an_error_has_its_french() -> None:
    """Those of classes outside ``rmentor/errors.py``, too, which nothing else collects."""
    french = speak("fr")
    # "%(what)s" and "%(hint)s" are sentences of others.
    sentences = {said for said in _said_by_errors() if re.sub(r"%\(\w+\)s", "", said)}
    assert {said for said in sentences if french.translations.gettext(said) == said} == set()


def _is_shown(sentence: str) -> bool:
    """Whether a sentence stands in a piece of what is shown, whatever stands for its fields."""
    whole = " ".join(sentence.replace("%%", "%").split())
    parts = [part for part in re.split(r"%\(\w+\)[sd]", whole) if part.strip()]
    return not parts or any(_holds(piece, parts) for piece in _shown())


def _holds(piece: str, parts: list[str]) -> bool:
    at = 0
    for part in parts:
        at = piece.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _said_by_errors() -> Iterator[str]:
    """Sentences of the classes of errors, wherever they are."""
    for path in sorted(ROOM.rglob("*.py")):
        code = path.read_text("utf-8")
        for kind in ast.walk(ast.parse(code)) if "\n    message" in code else ():
            if isinstance(kind, ast.ClassDef):
                for line in kind.body:
                    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                        name = line.targets[0]
                        if isinstance(name, ast.Name) and name.id in ("message", "help"):
                            yield str(line.value.value)


def _said_in_functions() -> Iterator[str]:
    """Sentences in the bodies of functions that make an error."""
    made = re.compile(rf"\b({'|'.join(sorted(KINDS))})\(")
    for path in sorted(ROOM.rglob("*.py")):
        code = path.read_text("utf-8")
        for function in ast.walk(ast.parse(code)) if made.search(code) else ():
            if isinstance(function, ast.FunctionDef):
                body = [each for line in function.body for each in ast.walk(line)]
                if any(_calls(each, KINDS.__contains__) for each in body):
                    for each in body:
                        yield from _literals(each)


def _calls(node: ast.AST, wanted: Callable[[str], bool]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return wanted(name)


def _literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _calls(node, _SAYING.__contains__):
        for argument in node.args[:2]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
