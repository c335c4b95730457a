"""Two consoles, results on one and messages on the other; tables."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_settings = {"no_color": False, "quiet": False}
_consoles: dict[str, Console] = {}
# Controls, signs without a form, line breaks of other kinds, halves of characters.
_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
WIDTH_IN_PIPES = 120
# Controls, signs that turn writing round or cannot be seen, line breaks of other kinds, halves of characters.
_STEERING = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
# Rows of a table on a terminal; files and --json have them all.
MOST_ROWS = 60


def configure(*, no_color: bool, quiet: bool) -> None:
    """Set how this run shows things."""
    _settings.update(no_color=no_color, quiet=quiet)
    _consoles.clear()


def _console(name: str) -> Console:
    stream = sys.stderr if name == "stderr" else sys.stdout
    if name not in _consoles or _consoles[name].file is not stream:
        import os

        from rich.console import Console

        plain = _settings["no_color"] or bool(os.environ.get("NO_COLOR"))
        width = None if stream.isatty() or "COLUMNS" in os.environ else WIDTH_IN_PIPES
        _consoles[name] = Console(
            file=stream,
            highlight=False,
            markup=False,
            emoji=False,
            no_color=plain or None,
            color_system=None if plain else "auto",
            width=width,
        )
        _consoles[name].on_broken_pipe = let_the_reader_go  # type: ignore[method-assign]
    return _consoles[name]


def let_the_reader_go() -> None:
    """Say the rest to nobody: whoever left a pipe (head, less) has not called the work off."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        let_the_reader_go()


def console_for(*, to_stderr: bool) -> Console:
    """Console of results, or of messages."""
    return _console("stderr" if to_stderr else "stdout")


def clean(text: object) -> str:
    """Text as people typed it, without what could move the cursor or turn writing round."""
    said = str(text)
    if said.isprintable():
        return said
    return "".join(
        "�" if unicodedata.category(sign) in _UNSHOWN and sign not in "\n\t\u200c\u200d" else sign
        for sign in said
    )


def show(*what: RenderableType) -> None:
    """Print a result."""
    for each in what:
        _console("stdout").print(clean(each) if isinstance(each, str) else each)


def show_styled(text: str, style: str) -> None:
    """Print a line of result in one style."""
    _console("stdout").print(clean(text), style=style)


def show_text(text: str) -> None:
    """Print text without wrapping, to a file or pipe byte for byte: diffs, which can be applied."""
    _write(clean(text) if sys.stdout.isatty() else text)


def show_json(value: Any) -> None:
    """Print one JSON document."""
    _write(json_text(value))


def json_text(value: Any) -> str:
    """One JSON document; signs that could steer a terminal are written as their numbers."""
    return _STEERING.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _escaped(sign: re.Match[str]) -> str:
    """One sign as JSON may write it as well; it stands in a text, for nowhere else may it stand."""
    return json.dumps(sign[0])[1:-1]


def tell(text: str, style: str = "") -> None:
    """Say a message on standard error, unless ``--quiet``."""
    if not _settings["quiet"]:
        _console("stderr").print(clean(text), style=style or None)


def warn(text: str) -> None:
    """Say a message that ``--quiet`` does not silence."""
    _console("stderr").print(clean(text))


def table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()
) -> Table:
    """Make a plain table; columns in ``right`` (by position) hold figures."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for index, header in enumerate(headers):
        made.add_column(
            clean(header), justify="right" if index in right else "left", overflow="fold"
        )
    for row in rows:
        made.add_row(*(Text(clean(cell)) if not isinstance(cell, Text) else cell for cell in row))
    return made


def on_a_terminal() -> bool:
    """Whether somebody is there to answer questions."""
    return sys.stdin.isatty() and sys.stderr.isatty()
