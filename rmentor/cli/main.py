"""The way in, and the one place where errors end."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from rmentor.errors import RmentorError

EXIT_BUG = 70
EXIT_INTERRUPTED = 130

# Nearly all that a command makes stays until its end: looking through it for rings of garbage after
# every 700 new objects, as Python does, takes a tenth of the time of a short command.
OBJECTS_BEFORE_A_SEARCH = 200_000


def run() -> NoReturn:
    """Run the command line and end the process with its exit code.

    0 done, 1 the program has errors or ``--check`` would change something, 2 wrong usage,
    3 nothing feasible under ``--strict``, 70 a bug of ours, 130 interrupted.
    """
    # Looking for plug-ins that other packages have for pydantic takes longer than any of our models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Products of matrices are taken in threads of our own; the library's would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(OBJECTS_BEFORE_A_SEARCH, 10, 10)
    code = main(sys.argv[1:])
    gc.freeze()  # on the way out nothing needs to be collected, either
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line and answer its exit code."""
    if list(arguments) == ["--version"]:
        from rmentor import __version__

        sys.stdout.write(f"rmentor {__version__}\n")
        return 0
    from rmentor.cli.speech import forget
    from rmentor.errors import RmentorError

    forget()
    try:
        return _obeyed(list(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        from rmentor.cli.terminal import let_the_reader_go

        let_the_reader_go()
        return 0
    except RmentorError as error:
        _tell(error)
        return error.exit_code
    except MemoryError:
        from rmentor.errors import NoMemory

        _tell(NoMemory())
        return NoMemory.exit_code
    except Exception as bug:
        return _own_up(bug)


def _obeyed(arguments: list[str]) -> int:
    """Hand the words to Typer; answer the exit code."""
    import typer

    from rmentor.cli.app import app
    from rmentor.cli.speech import language
    from rmentor.cli.usage import UsageError, command_of, in_words, use_french_headings
    from rmentor.errors import Usage

    asks_for_help = not arguments or bool({"-h", "--help"} & set(arguments)) or len(arguments) == 1
    if asks_for_help and language().code == "fr":
        use_french_headings()
    try:
        code = app(args=arguments, prog_name="rmentor", standalone_mode=False)
    except typer.Abort:
        return EXIT_INTERRUPTED
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(str(error))
            return Usage.exit_code
        raise Usage(what=in_words(error), command=command_of(error)) from None
    return code if isinstance(code, int) else 0


def _tell(error: RmentorError) -> None:
    from rmentor.cli.excerpts import problem

    problem(error)


def _own_up(bug: Exception) -> int:
    """Write the details of a bug to a file of its own and say so in one line."""
    import tempfile
    import traceback

    from rmentor import __version__
    from rmentor.cli.speech import language

    details = "".join(traceback.format_exception(bug))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="rmentor-bug-", suffix=".txt", delete=False, encoding="utf-8"
        ) as log:
            log.write(f"rmentor {__version__}, Python {sys.version}\n\n{details}")
        place = log.name
    except OSError:
        place = type(bug).__name__
    sentence = "This is a bug of rmentor's, not yours; nothing was written. Details: %(place)s"
    sys.stderr.write(language().text(sentence, place=place) + "\n")
    return EXIT_BUG
