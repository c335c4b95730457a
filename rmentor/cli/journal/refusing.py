"""What was typed cannot be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from rmentor.cli.speech import say
from rmentor.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rmentor.cli.options import Common
    from rmentor.findings import Finding


def refuse(findings: Sequence[Finding], common: Common) -> None:
    """End with 2 where something that was typed is wrong: nothing is written."""
    from rmentor.cli.journal.options import findings_json, warn_of
    from rmentor.cli.terminal import show_json, warn

    if not findings:
        return
    if common.json:
        show_json({"findings": findings_json(findings)})
    warn_of(findings)
    warn(say("Nothing was recorded."))
    raise typer.Exit(Usage.exit_code)
