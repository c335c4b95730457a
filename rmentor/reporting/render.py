"""Templates to text: one environment, the program's own templates before the built-in ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from rmentor.errors import TemplateFailed
from rmentor.language.catalogue import Language
from rmentor.language.typography import typeset
from rmentor.reporting.counting import COST_OF_A_CHARACTER
from rmentor.reporting.escape import html, markdown, plain
from rmentor.reporting.sandbox import BUDGET, BUDGET_A_BYTE, Sandbox, TooMuch, names_of
from rmentor.reporting.slips import BUILT_IN, FOLDER, failure, scene_of
from rmentor.reporting.template_grammar import NOT_UTF8, TOO_LONG
from rmentor.resources import template_names, template_text

PLAIN_TEXT = ".txt"
HTML = ".html"
LONGEST_TEMPLATE = 64 * 1024
# What each further document of a command may cost without drawing on what is there for all of them.
ALLOWANCE = 200_000
# Making Python of a template takes long, for each of its characters.
_COST_TO_COMPILE = 200
# What {{ contents }} leaves until the whole document is there; no text that is written holds a NUL.
CONTENTS = Markup("\0contents\0")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_CODE = re.compile(r"(```.*?```|``.*?``|`[^`\n]*`)", re.DOTALL)
_PERCENT_OF_FIELD = re.compile(r"(?<=\)[sd]) (?=%%)")
_FIELD = re.compile(r"%\((\w+)\)[sd]")
_BLANK_LINES = re.compile(r"\n{3,}")
# Each run of spaces is looked at once, however long it is.
_TRAILING = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)


class Renderer:
    """Writes documents of one program: its templates, its language.

    A template whose name ends in ``.txt`` makes plain text, one in ``.html`` HTML, any other Markdown.
    Templates are compiled once, so make one renderer for all documents of a command.
    """

    def __init__(self, files: Mapping[str, bytes], language: Language) -> None:
        """Take the program's files, of which those in ``templates/`` count, and its language."""
        self._language = language
        self._loader = _Loader(files, language.code)
        self._environments: dict[str, Sandbox] = {}
        # Honest documents grow with the program.
        self._left = BUDGET + BUDGET_A_BYTE * sum(map(len, files.values()))

    def render(self, template: str, view: object) -> str:
        """Write the document that ``template`` makes of ``view``, with tidy lines.

        Args:
            template: Name, such as ``sponsor.md``.
            view: Frozen view; its fields are the names that the template may use.

        Raises:
            TemplateFailed: The template is wrong, or works or writes without end.
        """
        names = names_of(view)
        context = {name: getattr(view, name) for name in names}
        environment = self._environment_of(template)
        environment.left = self._left + ALLOWANCE
        try:
            text = environment.get_template(template).render(context)
            if CONTENTS in text:
                environment.spend(COST_OF_A_CHARACTER * len(text))
        except (KeyboardInterrupt, MemoryError, TemplateFailed):
            raise
        except Exception as error:
            scene = scene_of(error, template)
            # A built-in template that fails for another reason is a bug of ours, not a mistake.
            if scene.file.startswith(BUILT_IN) and not isinstance(error, TooMuch):
                raise
            raise failure(error, scene, names, environment, self._loader) from error
        self._left = min(self._left, environment.left)
        if CONTENTS in text:
            # Reading Markdown takes a parser, which most documents do not need.
            from rmentor.reporting.anchors import with_contents

            text = with_contents(text, CONTENTS)
        return _tidy(text)

    def _environment_of(self, template: str) -> Sandbox:
        """One for each kind of document: what a text of data becomes depends on it."""
        kind = next((each for each in (PLAIN_TEXT, HTML) if template.endswith(each)), "")
        if kind not in self._environments:
            escape = {PLAIN_TEXT: plain, HTML: html}.get(kind, markdown)
            # Spacing of a language would change what scripts and styles mean.
            spaced = () if kind == HTML else (_Typography,)
            made = _environment(self._loader, self._language, escape, spaced)
            if not kind:
                made.globals["contents"] = CONTENTS
            self._environments[kind] = made
        return self._environments[kind]


def _tidy(text: str) -> str:
    """Lines without trailing spaces, one blank line at most, one newline at the end."""
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"


class _Loader(BaseLoader):
    """Templates of the program first, then ours; ``rmentor/NAME`` is always ours.

    A program's template may so extend the one that it overrides. Names are looked up in what was
    read, never on the disk, so that no path leads outside.
    """

    def __init__(self, files: Mapping[str, bytes], language: str) -> None:
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

    def built_in(self) -> frozenset[str]:
        """Names of the templates that ship."""
        ours = {name.removeprefix(f"{self._language}/") for name in self._built_in}
        return frozenset(name for name in ours if "/" not in name)

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


class _Typography(Extension):
    """Gives the templates' own text its language's spacing, but for code."""

    def filter_stream(self, stream: TokenStream) -> Any:
        code = getattr(self.environment, "language_code", "en")
        after_value = False
        for token in stream:
            spaced = token
            if token.type == "data":
                # What was written just before counts as a digit: « {{ n }} % », « {{ name }} ? ».
                lead = "0" if after_value else ""
                text = "".join(
                    part if index % 2 else typeset(part, code)
                    for index, part in enumerate(_CODE.split(lead + token.value))
                )
                spaced = Token(token.lineno, token.type, text[len(lead) :])
            after_value = token.type in ("variable_end", "block_end")
            yield spaced


def _length_of_fields(sentence: str, written: Mapping[str, str]) -> int:
    """How many characters the fields of a sentence take, each as often as it stands there.

    Raises:
        SecurityError: Something in it is no plain field: a width in it may be any number.
    """
    rest = sentence.replace("%%", "")
    if "%" in _FIELD.sub("", rest):
        raise SecurityError("only %(name)s stands for a word in a sentence")
    return sum(len(written.get(name, "")) for name in _FIELD.findall(rest))


def _environment(
    loader: _Loader,
    language: Language,
    escape: Callable[[str], Markup],
    extensions: Sequence[type[Extension]],
) -> Sandbox:
    environment = Sandbox(
        escape,
        loader=loader,
        extensions=["jinja2.ext.i18n", *extensions],
        cache_size=-1,
    )
    environment.extend(language_code=language.code)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    translations = language.translations
    ready: dict[str, str] = {}

    def filled(sentence: str, fields: Mapping[str, object]) -> Markup:
        done = ready.get(sentence)
        if done is None:
            done = typeset(sentence, language.code)
            if language.code == "fr":
                done = _PERCENT_OF_FIELD.sub("\u202f", done)
            ready[sentence] = done
        written = {name: environment.joined((said,)) for name, said in fields.items()}
        length = len(done) + _length_of_fields(done, written)
        environment.spend(COST_OF_A_CHARACTER * length)
        return Markup(done % written)  # noqa: S704 - a sentence of a template, its fields escaped

    def gettext(sentence: str, /, **fields: object) -> Markup:
        return filled(translations.gettext(sentence), fields)

    def ngettext(one: str, many: str, n: int, /, **fields: object) -> Markup:
        return filled(translations.ngettext(one, many, n), {"num": n, **fields})

    def pgettext(context: str, sentence: str, /, **fields: object) -> Markup:
        return filled(translations.pgettext(context, sentence), fields)

    environment.globals |= {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
    }
    return environment
