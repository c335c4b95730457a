"""Typer's own words, its headings and usage errors, in the reader's language and our manner."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from rmentor.cli.speech import say

# Both releases that we allow derive BadParameter from it, and neither exports it.
_parents = [parent for parent in typer.BadParameter.__mro__ if parent.__name__ == "UsageError"]
UsageError: type[Exception] = _parents[0]

# What Typer says, and the sentence that we say instead; named groups fill its fields.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"No such command '(?P<name>.*?)'\.(?P<more>.*)", "There is no command “%(name)s”.%(more)s"),
    (r"No such option: (?P<name>[^ .]+)\.?(?P<more>.*)", "There is no option %(name)s.%(more)s"),
    (r"Missing argument '(?P<name>.*?)'\..*", "%(name)s is missing."),
    (r"Missing option '(?P<name>.*?)'\..*", "Option %(name)s is missing."),
    (r"Missing command\.", "A command is missing."),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<words>.*)\)\.?",
        "Nothing is known to do with: %(words)s.",
    ),
    (r"Option '(?P<name>.*?)' requires an argument\.?", "Option %(name)s needs a value."),
    (r"Option '(?P<name>.*?)' does not take a value\.?", "Option %(name)s takes no value."),
    (r"Invalid value for '(?P<name>.*?)': .*valid int.*", "%(name)s: a whole number is expected."),
    (
        r"Invalid value for '(?P<name>.*?)': .*range (?P<least>-?\d+)<=x<=(?P<most>-?\d+).*",
        "%(name)s: from %(least)s to %(most)s is expected.",
    ),
    (
        r"Invalid value for '(?P<name>.*?)': .*greater than or equal to (?P<least>-?\d+).*",
        "%(name)s: at least %(least)s is expected.",
    ),
    (
        r"Invalid value for '(?P<name>.*?)': .*less than or equal to (?P<most>-?\d+).*",
        "%(name)s: at most %(most)s is expected.",
    ),
)
_MEANT = re.compile(r"(?:Did you mean|Possible options:) (.*?)[?),']*$")


class Command(TyperCommand):
    """A command whose --help is described in the reader's language."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Name arguments in the usage line as their metavars do; leave hidden ones out."""
        pieces = [
            piece.removesuffix("...").replace("[[", "[").replace("]]", "]")
            for piece in super().collect_usage_pieces(ctx)
        ]
        return [piece for piece in pieces if piece != "[]"]

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Answer the option --help of this command."""
        return _described(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose --help is described in the reader's language."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Answer the option --help of this group."""
        return _described(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """Answer the options; those of shell completion are Typer's own."""
        own = {
            "install_completion": say("Install completion for the current shell."),
            "show_completion": say("Show completion for the current shell, to copy it."),
        }
        params = super().get_params(ctx)
        for param in params:
            if isinstance(param, TyperOption) and param.name in own:
                param.help = own[param.name]
        return params


def subcommands(description: str) -> typer.Typer:
    """Make a command that has commands of its own, such as ``rmentor add participant``."""
    return typer.Typer(
        cls=Group,
        help=description,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _described(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = say("Show this help.")
    return option


def use_french_headings() -> None:
    """Set the headings of Typer's help in French; it keeps them as constants of one module."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "Arguments"
    rich_utils.OPTIONS_PANEL_TITLE = "Options"
    rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
    rich_utils.DEFAULT_STRING = "[par défaut : {}]"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"


def in_words(error: Exception) -> str:
    """Say a usage error in the reader's language; what is not known stays in Typer's words."""
    said = " ".join(str(error.format_message()).split())  # type: ignore[attr-defined]
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, said):
            fields = {name: text.strip("'") for name, text in found.groupdict().items()}
            if "more" in fields:
                fields["more"] = _suggestion(fields["more"])
            return say(sentence, **fields)
    return said


def command_of(error: Exception) -> str:
    """Words to type for help on the command that went wrong: ``rmentor pair``."""
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "rmentor"


def _suggestion(text: str) -> str:
    meant = _MEANT.search(text)
    names = re.sub(r"['?]", "", meant.group(1)) if meant else ""
    return " " + say("Did you mean %(names)s?", names=names) if names else ""
