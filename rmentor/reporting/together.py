"""Several steps that write from templates, so that what is wrong in any of them is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rmentor.changes import Change
from rmentor.errors import TemplateFailed, TemplatesFailed


def together(*steps: Callable[[], Iterable[Change]]) -> list[Change]:
    """Changes of all steps, in their order.

    Raises:
        TemplateFailed: A template of the program is wrong.
        TemplatesFailed: Several are.
    """
    made: list[Change] = []
    failures: list[TemplateFailed] = []
    for step in steps:
        try:
            made += step()
        except (TemplateFailed, TemplatesFailed) as error:
            failures += error.failures
    if failures:
        told = TemplatesFailed(failures)
        raise told if len(told.failures) > 1 else told.failures[0]
    return made
