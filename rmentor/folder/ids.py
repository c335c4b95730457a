"""Ids in a file at a glance, for pressing tab: no YAML is loaded and nothing is checked.

What it finds is offered, never relied upon: a file that is half-written still gives what it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rmentor.folder.read import names_in, read_file

_ITEM = re.compile(
    r"""^[ \t]*-?[ \t]*\{?[ \t]*id:[ \t]*["']?(?P<id>[a-z0-9-]{1,130})\b(?P<rest>[^\n]*)"""
    r"""(?P<more>(?:\n(?![ \t]*-[ \t])[ \t]+[^\n]*){0,2})""",
    re.MULTILINE,
)
_LABEL = re.compile(r"""(?:name|title|mentor):[ \t]*["']?([^,"'{}\n#]+)""")


def ids(root: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Ids of ``participants``, ``pairs``, ``objectives`` (its KPIs, too), ``topics``, ``register`` or ``surveys``.

    Args:
        root: Program folder.
        kind: Name of the file without its ending, or of the folder.

    Yields:
        Each id, and a name or title for reading where one stands near.
    """
    if kind == "surveys":
        yield from ((name.removesuffix(".yaml"), "") for name in names_in(root, kind))
        return
    paths = [f"{kind}.yaml"]
    if kind == "participants":
        paths += [f"{kind}/{name}" for name in names_in(root, kind)]
    for path in paths:
        content = read_file(root, path)
        if content is not None:
            yield from _ids_in(content.decode("utf-8", "replace"))


def _ids_in(text: str) -> Iterator[tuple[str, str]]:
    for item in _ITEM.finditer(text):
        label = _LABEL.search(item["rest"]) or _LABEL.search(item["more"])
        yield item["id"], label[1].strip() if label else ""
