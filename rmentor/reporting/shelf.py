"""Where templates are found: the program's own before those that ship."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError

from rmentor.reporting.sandbox import Sandbox
from rmentor.reporting.template_grammar import NOT_UTF8, TOO_LONG
from rmentor.resources import template_names, template_text

FOLDER = "templates/"
BUILT_IN = "rmentor/"
LONGEST_TEMPLATE = 64 * 1024
# Making Python of a template takes long, for each of its characters.
_COST_TO_COMPILE = 200
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


class Shelf(BaseLoader):
    """Templates of the program first, then ours; ``rmentor/NAME`` is always ours.

    A program's template may so extend the one that it overrides. Names are looked up in what was
    read, never on the disk, so that no path leads outside.
    """

    def __init__(self, files: Mapping[str, bytes], language: str) -> None:
        """Take the program's files, of which those in ``templates/`` count, and its language."""
        self._language = language
        self._own = {
            path.removeprefix(FOLDER): data
            for path, data in files.items()
            if path.startswith(FOLDER)
        }
        self._built_in = frozenset(template_names())

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Find a template, as Jinja asks for it."""
        assert isinstance(environment, Sandbox)  # noqa: S101 - the only one there is
        environment.spend(1000)
        name = template.removeprefix(BUILT_IN)
        if not _NAME.fullmatch(name):
            raise TemplateNotFound(template)
        if name == template and name in self._own:
            own = _decoded(name, self._own[name])
            environment.spend(_COST_TO_COMPILE * len(own))
            return own, FOLDER + name, _never_changes
        # Texts that are mostly prose are written twice, not translated sentence by sentence.
        for built_in in (name, f"{self._language}/{name}"):
            if built_in in self._built_in:
                return template_text(built_in), BUILT_IN + built_in, _never_changes
        raise TemplateNotFound(template)

    def names(self) -> frozenset[str]:
        """All names that a template can include."""
        return self.built_in() | frozenset(name for name in self._own if "/" not in name)

    def overridden(self) -> tuple[str, ...]:
        """Names of the program's own templates that stand for ones that ship."""
        return tuple(sorted(self.built_in() & frozenset(self._own)))

    def built_in(self) -> frozenset[str]:
        """Names of the templates that ship."""
        ours = {name.removeprefix(f"{self._language}/") for name in self._built_in}
        return frozenset(name for name in ours if "/" not in name)

    def file_of(self, name: str) -> str:
        """``templates/NAME`` where the program has that template itself, else ``rmentor/NAME``."""
        return (FOLDER if name in self._own else BUILT_IN) + name.removeprefix(BUILT_IN)

    def text_of(self, file: str) -> str:
        """What stands in ``templates/NAME`` or ``rmentor/NAME``, as well as it can be read."""
        if file.startswith(BUILT_IN):
            name = file.removeprefix(BUILT_IN)
            spoken = f"{self._language}/{name}"
            found = next((each for each in (name, spoken) if each in self._built_in), None)
            return template_text(found) if found else ""
        return self._own.get(file.removeprefix(FOLDER), b"").decode("utf-8-sig", "replace")


def _never_changes() -> bool:
    return True


def _decoded(name: str, data: bytes) -> str:
    if len(data) > LONGEST_TEMPLATE:
        raise TemplateSyntaxError(TOO_LONG, 1, name, FOLDER + name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TemplateSyntaxError(NOT_UTF8, line, name, FOLDER + name) from None
