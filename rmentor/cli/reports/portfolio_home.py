"""Where the portfolio's own template lies: in the folder of all programs, which is no program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmentor.cli.speech import language

if TYPE_CHECKING:
    from rmentor.cli.opening import Opened
    from rmentor.cli.options import Common

PORTFOLIO = "portfolio.md"


def portfolio_home(common: Common) -> Opened:
    """Folder named with ``--program``, or this one, with its own template of the portfolio.

    Raises:
        NoProgram: There is no such folder.
    """
    from pathlib import Path

    from rmentor.cli.opening import Opened
    from rmentor.errors import NoProgram
    from rmentor.folder.load import Loaded
    from rmentor.folder.read import Sources, read_file

    root = common.program or Path()
    if not root.is_dir():
        raise NoProgram(folder=str(root))
    path = f"templates/{PORTFOLIO}"
    own = read_file(root, path)
    files = {path: own} if own is not None else {}
    return Opened(root, Sources(root, files), Loaded(None, (), language().code, {}))
