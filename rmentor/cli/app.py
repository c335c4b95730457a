"""The commands, in the order of the journey."""

from __future__ import annotations

from typing import Annotated

import typer

from rmentor.cli import (
    add,
    check,
    diff,
    end,
    explain,
    export,
    forget,
    history,
    import_,
    init,
    kpis,
    log,
    migrate,
    pair,
    pause,
    picture,
    plan,
    portfolio,
    remind,
    report,
    schema,
    status,
    survey,
    template,
    topics,
)
from rmentor.cli import register as learnt
from rmentor.cli.learning import setting
from rmentor.cli.speech import say
from rmentor.cli.usage import Command, Group

app = typer.Typer(
    name="rmentor",
    cls=Group,
    help=say(
        "Reverse mentoring kept as plain text: check a program folder, pair people with a provably "
        "best matching, plan every session, write reports."
    ),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=say("Try it: rmentor init --sample demo, then cd demo and rmentor check"),
)


def _version(asked: bool) -> None:
    if asked:
        from rmentor import __version__

        typer.echo(f"rmentor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=say("Show the version.")),
    ] = False,
) -> None:
    pass


init.register(app)
check.register(app)
add.register(app)
import_.register(app)
pair.register(app)
explain.register(app)
plan.register(app)
log.register(app)
survey.register(app)
status.register(app)
kpis.register(app)
remind.register(app)
pause.register(app)
end.register(app)
learnt.register(app)
setting.register(app)
report.register(app)
picture.register(app)
diff.register(app)
history.register(app)
export.register(app)
portfolio.register(app)
forget.register(app)
topics.register(app)
template.register(app)
schema.register(app)
migrate.register(app)

for registered in app.registered_commands:
    registered.cls = Command
