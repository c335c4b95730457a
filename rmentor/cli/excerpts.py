"""Findings and errors as people read them: place, excerpt with a caret, what is wrong, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.errors import RmentorError, TemplateFailed
    from rmentor.findings import Finding
    from rmentor.folder.read import Sources

EXCERPT_WIDTH = 100


def findings_json(sources: Sources, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """List findings as in the contract, sorted by file, line and column."""
    from rmentor.folder.locate import locate
    from rmentor.folder.sentences import say as sentences

    result = []
    for located in locate(sources, findings):
        message, remedy = sentences(located.finding, language())
        result.append(
            {
                "file": located.finding.spot.file,
                "line": located.line,
                "column": located.column,
                "code": located.finding.code,
                "severity": located.finding.severity,
                "message": message,
                "help": remedy,
            }
        )
    return result


def show_findings(
    sources: Sources, findings: Sequence[Finding], *, under: str = "", to_stderr: bool = False
) -> None:
    """Print each finding with its excerpt, and how many there are.

    ``under``: path of the program, such as ``hr/``, put before each file.
    """
    from rich.text import Text

    from rmentor.cli import terminal
    from rmentor.folder.locate import locate
    from rmentor.folder.sentences import say as sentences

    console = terminal.console_for(to_stderr=to_stderr)
    for located in locate(sources, findings):
        finding = located.finding
        message, remedy = sentences(finding, language())
        colour = "red" if finding.severity == "error" else "yellow"
        head = Text()
        place = f"{under}{finding.spot.file}:{located.line}:{located.column}: "
        head.append(terminal.clean(place), style="bold")
        head.append(f"{say(finding.severity)} [{finding.code}] ", style=f"bold {colour}")
        head.append(terminal.clean(message))
        console.print(head, soft_wrap=True)
        for line in _excerpt(located.excerpt, located.line, located.column, located.end):
            console.print(Text(terminal.clean(line), style="dim"), soft_wrap=True)
        if remedy:
            console.print(Text("  = " + terminal.clean(remedy)), soft_wrap=True)
    errors = sum(f.severity == "error" for f in findings)
    warnings = len(findings) - errors
    counts = []
    if errors:
        counts.append(language().plural("%(n)d error", "%(n)d errors", errors))
    if warnings:
        counts.append(language().plural("%(n)d warning", "%(n)d warnings", warnings))
    if counts:
        console.print(Text(", ".join(counts), style="bold"))


def problem(error: RmentorError) -> None:
    """Say what went wrong in the world and what to do."""
    from rmentor.cli.speech import error_in_words
    from rmentor.cli.terminal import clean, console_for
    from rmentor.errors import TemplateFailed, TemplatesFailed

    if isinstance(error, TemplateFailed | TemplatesFailed):
        show_failed_templates(error.failures)
        return
    console = console_for(to_stderr=True)
    sentence, remedy = error_in_words(error)
    console.print(clean(say("error: %(what)s", what=sentence)), style="bold red")
    if remedy.strip():
        console.print(clean("  " + remedy))


def show_failed_templates(errors: Sequence[TemplateFailed]) -> None:
    """Print what is wrong in templates: place, excerpt, reason, and the names that they could use."""
    from rich.text import Text

    from rmentor.cli import terminal

    for error in errors:
        _show_failed_template(error)
    if len(errors) > 1:
        count = language().plural("%(n)d error", "%(n)d errors", len(errors))
        terminal.console_for(to_stderr=True).print(Text(count, style="bold"))


def _show_failed_template(error: TemplateFailed) -> None:
    from rich.text import Text

    from rmentor.cli import terminal
    from rmentor.cli.speech import remark_in_words

    console = terminal.console_for(to_stderr=True)
    head = Text()
    head.append(terminal.clean(f"{error.file}:{error.line}:{error.column}: "), "bold")
    head.append(f"{say('error')} [template] ", style="bold red")
    head.append(terminal.clean(remark_in_words(error.why)))
    console.print(head, soft_wrap=True)
    for line in _excerpt(error.excerpt, error.line, error.column, error.end):
        console.print(Text(terminal.clean(line), style="dim"), soft_wrap=True)
    for remedy in error.remedies:
        for line in _hanging(terminal.clean(remark_in_words(remedy)), console.width):
            console.print(Text(line), soft_wrap=True)


def _hanging(text: str, width: int) -> list[str]:
    """Lines of what to do; those after the first stand below its text."""
    return textwrap.wrap(
        text,
        width,
        initial_indent="  = ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _excerpt(excerpt: str, at_line: int, column: int, end: int) -> list[str]:
    """Line of the file and the caret line below it; a long line is cut round the place."""
    text = excerpt.rstrip()
    if not text.strip():
        return []
    first = max(0, column - 1 - EXCERPT_WIDTH // 2) if len(text) > EXCERPT_WIDTH else 0
    shown = text[first : first + EXCERPT_WIDTH]
    margin = f"{at_line:>5} | "
    start = max(0, column - 1 - first)
    length = max(1, min(end - column, len(shown) - start))
    # A tab takes one column of the file; keep it in the caret line so that both lines move alike.
    before = "".join("\t" if sign == "\t" else " " for sign in shown[:start])
    return [margin + shown, " " * (len(margin) - 2) + "| " + before + "^" * length]
