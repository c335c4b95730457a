"""Names that templates may use, as a page (``docs/templates.md``) and as tables on the terminal.

Run: make docs (``python -m rmentor.cli.reports.names < docs/templates.md``): it prints the page with all below
the mark made anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rmentor.cli.reports.templates import what
from rmentor.cli.speech import say
from rmentor.reporting.reference import (
    Examples,
    Name,
    about,
    all_views,
    names_in,
    shipped_examples,
    title_of,
    views_below,
)
from rmentor.reporting.templates import TEMPLATES, view_of

MARK = "<!-- Made by make docs from the views themselves; what stands above is written by hand. -->"
_CODE = re.compile(r"``(.+?)``")


def names_json(template: str) -> list[dict[str, Any]]:
    """Views of a template, its own first, with their names."""
    examples = shipped_examples()
    return [
        {
            "view": title_of(view),
            "about": about(view),
            "names": [
                {
                    "name": each.name,
                    "kind": each.kind,
                    "meaning": each.meaning,
                    "example": each.example,
                    "names_people": each.names_people,
                }
                for each in names_in(view, examples)
            ],
        }
        for view in _views_of(template)
    ]


def show_names(template: str) -> None:
    """Print the names of a template: those of the document, then those of each view in it."""
    from rmentor.cli.terminal import show, table

    examples = shipped_examples()
    for view in _views_of(template):
        show(
            f"{template}" if view is view_of(template) else title_of(view),
            table(
                (say("Name"), say("Kind"), say("Meaning"), say("Example")),
                [_cells(each) for each in names_in(view, examples)],
            ),
            "",
        )
    show(say("* may hold names of participants"))


def _cells(each: Name) -> tuple[str, str, str, str]:
    star = " *" if each.names_people else ""
    return (
        each.name + star,
        _kind_in_words(each.kind),
        each.meaning.replace("``", ""),
        each.example,
    )


def _kind_in_words(kind: str) -> str:
    """A kind in the reader's language; views keep their titles."""
    bare, comma, _ = kind.partition(", or nothing")
    known = {
        "text": say("text"),
        "number": say("number"),
        "yes or no": say("yes or no"),
        "mark-up": say("mark-up"),
        "day": say("day"),
        "list of texts": say("list of texts"),
        "list of numbers": say("list of numbers"),
    }
    words = known.get(bare, bare)
    if bare not in known and bare.startswith("list of "):
        words = say("list of %(view)s", view=bare.removeprefix("list of "))
    return say("%(kind)s, or nothing", kind=words) if comma else words


def _views_of(template: str) -> tuple[type, ...]:
    view = view_of(template)
    return (view, *views_below(view)) if view is not None else ()


def page(written: str) -> str:
    """The page, with what stands above the mark as it was written.

    Raises:
        ValueError: There is no mark in it.
    """
    above, mark, _ = written.partition(MARK)
    if not mark:
        raise ValueError(MARK)
    return above + MARK + "\n\n" + "\n".join(_reference(shipped_examples())) + "\n"


def _reference(examples: Examples) -> Iterator[str]:
    yield "## Templates and their views"
    yield ""
    yield "| Template | What it makes | Names | Other views in it |"
    yield "|---|---|---|---|"
    for template in TEMPLATES:
        view, *others = _views_of(template)
        inner = ", ".join(_link(each) for each in others) or "–"
        yield f"| `{template}` | {what(template)} | {_link(view)} | {inner} |"
    yield ""
    yield "## Views and their names"
    for view in sorted(all_views(), key=title_of):
        yield from ("", f"### {title_of(view)}", "", _code(about(view)), "")
        yield from _rows(names_in(view, examples))


def _rows(names: Sequence[Name]) -> Iterator[str]:
    yield "| Name | Kind | Meaning | Example |"
    yield "|---|---|---|---|"
    for each in names:
        kind = each.kind
        if each.view is not None:
            kind = kind.replace(title_of(each.view), _link(each.view))
        people = " Names participants." if each.names_people else ""
        example = f"`{_cell(each.example)}`" if each.example else f"see {_see(each)}"
        yield f"| `{each.name}` | {kind} | {_code(_cell(each.meaning))}{people} | {example} |"


def _see(each: Name) -> str:
    return _link(each.view) if each.view is not None else ""


def _link(view: type) -> str:
    title = title_of(view)
    return f"[{title}](#{title.lower().replace('.', '')})"


def _code(text: str) -> str:
    return _CODE.sub(r"`\1`", text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'") if "``" not in text else text


def main(_: Iterable[str] = ()) -> None:
    """Print the page that is read, with its reference made anew."""
    sys.stdout.write(page(sys.stdin.read()))


if __name__ == "__main__":
    main()
