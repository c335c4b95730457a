"""What pressing tab offers: the ids of the program in whose folder one is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Offers = list[tuple[str, str]]
Completer = Callable[[Any, str], Offers]


def ids_of(*kinds: str) -> Completer:
    """Offer ids of these kinds; of which ones, ``folder/ids.py`` says."""

    def offered(ctx: Any, incomplete: str) -> Offers:
        from rmentor.folder.ids import ids

        root = _root(ctx)
        if root is None:
            return []
        return _beginning(incomplete, (each for kind in kinds for each in ids(root, kind)))

    return offered


people = ids_of("participants")
pairs = ids_of("pairs")
kpis = ids_of("objectives")
topics = ids_of("topics")
surveys = ids_of("surveys")
register = ids_of("register")


def pictures(incomplete: str) -> Offers:
    """Offer names of pictures."""
    from rmentor.reporting.paths import PICTURES

    return _beginning(incomplete, ((name, "") for name in (*PICTURES, "score", "moves", "history")))


def reports(incomplete: str) -> Offers:
    """Offer names of reports."""
    from rmentor.model.kits import REPORTS

    return _beginning(incomplete, ((name, "") for name in REPORTS))


def presets(incomplete: str) -> Offers:
    """Offer names of presets."""
    from rmentor.resources import preset_names

    return _beginning(incomplete, ((name, "") for name in preset_names()))


def templates(incomplete: str) -> Offers:
    """Offer names of templates and presets."""
    from pathlib import PurePosixPath

    from rmentor.resources import preset_names, template_names

    names = sorted({PurePosixPath(name).name for name in template_names()} | set(preset_names()))
    return _beginning(incomplete, ((name, "") for name in names))


def _root(ctx: Any) -> Path | None:
    """Program folder: the one that was named, or the first above; None where there is none."""
    from rmentor.errors import NoProgram
    from rmentor.folder.find import find_program

    named = ctx.params.get("program")
    if named is not None:
        return Path(named)
    try:
        return find_program(Path.cwd())
    except NoProgram:
        return None


def _beginning(incomplete: str, offers: Iterable[tuple[str, str]]) -> Offers:
    return sorted(set(_clean(incomplete, offers)))


def _clean(incomplete: str, offers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that begin like what was typed; a name is shown without what could steer a terminal."""
    for value, label in offers:
        if value.startswith(incomplete):
            yield value, "".join(sign for sign in label if sign.isprintable())
