"""Who teaches whom across departments and grades, as tables of counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rmentor.language.catalogue import Language
from rmentor.reporting.pictures.characters import table
from rmentor.reporting.pictures.departments_view import (
    DepartmentsView,
    FlowView,
    departments_view,
)
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.shapes import (
    INNER,
    MARGIN,
    STEPS,
    Drawing,
    rect,
    text,
    upright,
)
from rmentor.reporting.pictures.widths import filled, fitted, text_width

NAME = "departments"
_NOT_TOLD = "*"
_ROW, _LABEL, _HEADS = 26, 170, 110
_WIDEST = 56


def departments_picture(scene: Scene) -> Picture | None:
    """Show who teaches whom; None without pairs, or where all are in one group."""
    view, language = departments_view(scene), scene.language
    if view is None:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(each for flow in view.flows for each in _in_words(flow, language)),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: DepartmentsView, language: Language) -> str:
    plural, flow = language.plural, view.flows[0]
    if flow.across is None:
        return plural(
            "%(n)d mentee learns with a mentor", "%(n)d mentees learn with a mentor", flow.all
        )
    if flow.dimension == "department":
        return plural(
            "%(n)d of %(all)d mentees learns from another department",
            "%(n)d of %(all)d mentees learn from another department",
            flow.across,
            all=flow.all,
        )
    return plural(
        "%(n)d of %(all)d mentees learns from another grade",
        "%(n)d of %(all)d mentees learn from another grade",
        flow.across,
        all=flow.all,
    )


def _in_words(flow: FlowView, language: Language) -> Iterable[str]:
    """Every count that is not nothing: "Sales → Finance: 3"."""
    for name, counts in zip(flow.mentors, flow.counts, strict=True):
        for other, count in zip(flow.mentees, counts, strict=True):
            if count != 0:
                said = _NOT_TOLD if count is None else str(count)
                yield f"{name} → {other}{language.text(': ')}{said}"


def _subject(flow: FlowView, language: Language) -> str:
    say = language.text
    if flow.dimension == "department":
        return say("Rows: the mentor’s department. Columns: the mentee’s.")
    return say("Rows: the mentor’s grade. Columns: the mentee’s.")


def _notes(view: DepartmentsView, language: Language) -> list[str]:
    if not any(flow.hidden for flow in view.flows):
        return []
    return [
        language.text(
            "* not told: it would speak of too few people, or give away a figure that does."
        )
    ]


def step_of(count: int, most: int) -> int:
    """How dark a count is drawn, from 1 to ``STEPS``."""
    return 1 + (count - 1) * STEPS // max(most, 1) if count else 0


def _draw(view: DepartmentsView, language: Language) -> Drawing:
    shapes: list[str] = []
    top = 4
    for flow in view.flows:
        drawn, top = _flow(flow, top, language)
        shapes += drawn
    for said in _notes(view, language):
        shapes.append(text(MARGIN, top, fitted(said, INNER, "small"), "small quiet"))
        top += 18
    return Drawing(top, shapes)


def _flow(flow: FlowView, top: int, language: Language) -> tuple[list[str], int]:
    """A table of counts, and where it ends."""
    shapes = [text(MARGIN, top + 10, _subject(flow, language), "small quiet")]
    wide = min(_WIDEST, (INNER - _LABEL) // len(flow.mentees))
    is_short = all(text_width(name, "small") < wide - 4 for name in flow.mentees)
    longest = max(text_width(name, "small") for name in flow.mentees)
    heads = 18 if is_short else min(_HEADS, longest + 16)
    left, top = MARGIN + _LABEL, top + 20 + heads
    for column, name in enumerate(flow.mentees):
        x = left + column * wide + wide // 2
        if is_short:
            shapes.append(text(x, top - 6, name, "small", "middle"))
        else:
            shapes.append(upright(x + 4, top - 6, fitted(name, heads - 8, "small"), "small"))
    most = max((count or 0 for row in flow.counts for count in row), default=0)
    for row, (name, counts) in enumerate(zip(flow.mentors, flow.counts, strict=True)):
        y = top + row * _ROW
        shapes.append(text(left - 8, y + 17, fitted(name, _LABEL - 16, "small"), "small", "end"))
        shapes += _cells(counts, (left, y), wide, most)
    return shapes, top + len(flow.mentors) * _ROW + 26


def _cells(
    counts: Sequence[int | None], at: tuple[int, int], wide: int, most: int
) -> Iterable[str]:
    for column, count in enumerate(counts):
        x, y = at[0] + column * wide, at[1]
        step = step_of(count or 0, most)
        yield rect(x + 1, y + 1, wide - 2, _ROW - 2, f"heat-{step}" if step else "shade")
        if count != 0:
            said = _NOT_TOLD if count is None else str(count)
            kind = "strong over" if step > 3 else "strong"
            yield text(x + wide // 2, y + 18, said, kind, "middle")


def _write(view: DepartmentsView, language: Language, width: int) -> list[str]:
    lines: list[str] = []
    for flow in view.flows:
        numbers = [str(number) for number in range(1, len(flow.mentees) + 1)]
        is_short = all(len(name) <= 3 for name in flow.mentees)
        heads = list(flow.mentees) if is_short else numbers
        rows = [
            (name, *(_sign(count) for count in counts))
            for name, counts in zip(flow.mentors, flow.counts, strict=True)
        ]
        lines += filled(_subject(flow, language), width)
        lines += table(rows, width, right=range(1, len(heads) + 1), heads=("", *heads))
        if not is_short:
            named = [f"{n} {name}" for n, name in zip(numbers, flow.mentees, strict=True)]
            lines += filled(" · ".join(named), width)
        lines.append("")
    return [*lines, *(line for note in _notes(view, language) for line in filled(note, width))]


def _sign(count: int | None) -> str:
    return _NOT_TOLD if count is None else str(count) if count else "·"
