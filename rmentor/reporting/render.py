"""Templates to text: one environment, the program's own templates before the built-in ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Self

from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from rmentor.errors import Remark, TemplateFailed, TemplatesFailed
from rmentor.language.catalogue import Language
from rmentor.language.typography import typeset
from rmentor.reporting.counting import COST_OF_A_CHARACTER
from rmentor.reporting.escape import html, markdown, plain
from rmentor.reporting.refusals import Refused, TooMuch
from rmentor.reporting.sandbox import BUDGET, BUDGET_A_BYTE, Sandbox, names_of
from rmentor.reporting.shelf import BUILT_IN, Shelf
from rmentor.reporting.slips import failure, scene_of

PLAIN_TEXT = ".txt"
HTML = ".html"
# What each further document of a command may cost without drawing on what is there for all of them.
ALLOWANCE = 200_000
# What {{ contents }} leaves until the whole document is there; no text that is written holds a NUL.
CONTENTS = Markup("\0contents\0")
_CODE = re.compile(r"(```.*?```|``.*?``|`[^`\n]*`)", re.DOTALL)
_PERCENT_OF_FIELD = re.compile(r"(?<=\)[sd]) (?=%%)")
_FIELD = re.compile(r"%\((\w+)\)[sd]")
_BLANK_LINES = re.compile(r"\n{3,}")
# Each run of spaces is looked at once, however long it is.
_TRAILING = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)


class Renderer:
    """Writes documents of one program: its templates, its language.

    A template whose name ends in ``.txt`` makes plain text, one in ``.html`` HTML, any other Markdown.
    Templates are compiled once, so make one renderer for all documents of a command. Used in a ``with``,
    it goes on after a template that is wrong, and tells of all of them at the end; nothing of what was
    made till then may be kept.
    """

    def __init__(self, files: Mapping[str, bytes], language: Language) -> None:
        """Take the program's files, of which those in ``templates/`` count, and its language."""
        self._language = language
        self._shelf = Shelf(files, language.code)
        self._environments: dict[str, Sandbox] = {}
        # Honest documents grow with the program.
        self._left = BUDGET + BUDGET_A_BYTE * sum(map(len, files.values()))
        self._failures: dict[str, TemplateFailed] | None = None

    def __enter__(self) -> Self:
        """Collect what is wrong from now on."""
        self._failures = {}
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Tell of all templates that are wrong.

        Raises:
            TemplateFailed: One is.
            TemplatesFailed: Several are.
        """
        failures, self._failures = self._failures or {}, None
        if kind is not None or not failures:
            return
        found = [*failures.values(), *self._unread(failures)]
        told = TemplatesFailed(found)
        raise told if len(told.failures) > 1 else found[0]

    def render(self, template: str, view: object) -> str:
        """Write the document that ``template`` makes of ``view``, with tidy lines.

        Args:
            template: Name, such as ``sponsor.md``.
            view: Frozen view; its fields are the names that the template may use.

        Raises:
            TemplateFailed: The template is wrong, or works or writes without end. In a ``with``, the text
                is empty instead.
        """
        if self._failures is not None and template in self._failures:
            return ""
        try:
            return self._render(template, view)
        except TemplateFailed as error:
            if self._failures is None:
                raise
            self._failures[template] = error
            return ""

    def _render(self, template: str, view: object) -> str:
        names = names_of(view)
        context = {name: getattr(view, name) for name in names}
        environment = self._environment_of(template)
        environment.left = self._left + ALLOWANCE
        try:
            text = environment.get_template(template).render(context)
            if CONTENTS in text:
                environment.spend(COST_OF_A_CHARACTER * len(text))
        except (KeyboardInterrupt, MemoryError):
            raise
        except Exception as error:
            failed = self._failure(error, template, names, environment)
            if failed is None:
                raise
            raise failed from error
        self._left = min(self._left, environment.left)
        if CONTENTS in text:
            # Reading Markdown takes a parser, which most documents do not need.
            from rmentor.reporting.anchors import with_contents

            text = with_contents(text, CONTENTS)
        return _tidy(text)

    def _failure(
        self, error: Exception, template: str, names: tuple[str, ...], environment: Sandbox
    ) -> TemplateFailed | None:
        """What is wrong in a template; None where it is none of the program's."""
        scene = scene_of(error, template, self._shelf)
        # A built-in template that fails for another reason is a bug of ours, not a mistake.
        if scene.file.startswith(BUILT_IN) and not isinstance(error, TooMuch):
            return None
        return failure(error, scene, template, names, environment, self._shelf)

    def _unread(self, known: Collection[str]) -> Iterator[TemplateFailed]:
        """Mistakes of the program's other templates that can be seen without a document."""
        for name in self._shelf.overridden():
            if name in known:
                continue
            environment = self._environment_of(name)
            environment.left = self._left + ALLOWANCE
            try:
                environment.get_template(name)
            except TemplateSyntaxError as error:
                failed = self._failure(error, name, (), environment)
                yield from (failed,) if failed else ()
            except TooMuch:
                return

    def _environment_of(self, template: str) -> Sandbox:
        """One for each kind of document: what a text of data becomes depends on it."""
        kind = next((each for each in (PLAIN_TEXT, HTML) if template.endswith(each)), "")
        if kind not in self._environments:
            escape = {PLAIN_TEXT: plain, HTML: html}.get(kind, markdown)
            # Spacing of a language would change what scripts and styles mean.
            spaced = () if kind == HTML else (_Typography,)
            made = _environment(self._shelf, self._language, escape, spaced)
            if not kind:
                made.globals["contents"] = CONTENTS
            self._environments[kind] = made
        return self._environments[kind]


def _tidy(text: str) -> str:
    """Lines without trailing spaces, one blank line at most, one newline at the end."""
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"


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
        Refused: Something in it is no plain field: a width in it may be any number.
    """
    rest = sentence.replace("%%", "")
    if "%" in _FIELD.sub("", rest):
        raise Refused(
            Remark(
                "in a sentence, “%(sign)s” begins a name, such as “%(example)s”; alone it is written “%(twice)s”",
                {"sign": "%", "example": "%(name)s", "twice": "%%"},
            ),
            *("_", "gettext", "ngettext", "pgettext"),
        )
    return sum(len(written.get(name, "")) for name in _FIELD.findall(rest))


def _environment(
    loader: Shelf,
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
