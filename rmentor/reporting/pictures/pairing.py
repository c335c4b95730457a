"""The pairing as a heat map: how well each mentor fits each mentee, and which pairs stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rmentor.language.catalogue import Language
from rmentor.reporting.pictures.characters import FULL, PART, bar, table
from rmentor.reporting.pictures.characters import key as key_of_signs
from rmentor.reporting.pictures.pairing_view import (
    BINS,
    CellView,
    GridView,
    PairingView,
    pairing_view,
)
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.shapes import (
    INNER,
    MARGIN,
    STEPS,
    Drawing,
    key,
    line,
    rect,
    text,
    upright,
)
from rmentor.reporting.pictures.widths import filled, fitted, padded, text_width
from rmentor.reporting.views.pair import FULL_SCORE
from rmentor.reporting.views.when import number

NAME = "pairing"
_LABEL, _HEADS = 150, 116
_HUNDRED = 100
_CHART = 96
_LEAST_BAR = 2
# Columns that a terminal of 80 shows beside the names.
_SHORTEST_NAME = 10


def pairing_picture(scene: Scene) -> Picture | None:
    """Show how well mentors fit mentees; None without pairs of two, or where too many are possible."""
    view, language = pairing_view(scene), scene.language
    if view is None:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(_described(view, language)),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: PairingView, language: Language) -> str:
    return language.text(
        "The pairs score %(mean)s of 10,000 on average, all possible ones %(other)s",
        mean=number(view.mean_chosen, language),
        other=number(view.mean_possible, language),
    )


def _described(view: PairingView, language: Language) -> Iterable[str]:
    """Who has the best mentor, the pairs that stand or groups with their means, and all scores."""
    yield _ranks(view, language)
    grid = view.grid
    for mentee, cells in zip(grid.mentees, grid.cells, strict=True):
        for mentor, cell in zip(grid.mentors, cells, strict=True):
            if cell.score is None or (grid.by == "people" and not cell.chosen):
                continue
            said = f"{mentor} → {mentee}{language.text(': ')}{number(cell.score, language)}"
            if grid.by != "people":
                counts = language.text(
                    "%(chosen)d of %(possible)d pairs", chosen=cell.chosen, possible=cell.possible
                )
                said += f" ({counts})"
            yield said
    for place, (chosen, possible) in enumerate(zip(view.chosen, view.possible, strict=True)):
        if possible:
            counts = language.text(
                "%(chosen)d of %(possible)d pairs", chosen=chosen, possible=possible
            )
            yield f"{_bin(place, language)} – {counts}"


def _ranks(view: PairingView, language: Language) -> str:
    return language.plural(
        "%(n)d of %(all)d mentees has the mentor who fits best of all, %(third)d one of the best three",
        "%(n)d of %(all)d mentees have the mentor who fits best of all, %(third)d one of the best three",
        view.first,
        all=view.people,
        third=view.third,
    )


def _bin(place: int, language: Language) -> str:
    wide = FULL_SCORE // BINS
    last = FULL_SCORE if place == BINS - 1 else (place + 1) * wide - 1
    return f"{number(place * wide, language)}–{number(last, language)}"


def step_of(score: int) -> int:
    """How dark a score is drawn, from 1 to ``STEPS``."""
    return min(STEPS, 1 + score * STEPS // FULL_SCORE)


def _draw(view: PairingView, language: Language) -> Drawing:
    shapes: list[str] = [
        text(MARGIN, 10, fitted(_ranks(view, language), INNER, "small"), "small quiet")
    ]
    top = 20
    if view.grid.cells:
        drawn, top = _grid(view.grid, top, language)
        shapes += drawn
    drawn, top = _histogram(view, top, language)
    return Drawing(top, [*shapes, *drawn])


def _grid(grid: GridView, top: int, language: Language) -> tuple[list[str], int]:
    """The table of scores, and where it ends."""
    say = language.text
    of_people = grid.by == "people"
    subject = (
        say("Mentees by mentors; score in hundreds. · no pair is possible")
        if of_people
        else say(
            "Groups of mentees by groups of mentors; mean score in hundreds, ● pairs that stand"
        )
    )
    shapes = [text(MARGIN, top + 14, fitted(subject, INNER, "small"), "small quiet")]
    wide = min(64, (INNER - _LABEL) // len(grid.mentors))
    high = 22 if of_people else 34
    is_short = all(text_width(name, "small") < wide - 4 for name in grid.mentors)
    longest = max(text_width(name, "small") for name in grid.mentors)
    heads = 20 if is_short else min(_HEADS, longest + 16)
    left, top = MARGIN + _LABEL, top + 20 + heads
    for column, name in enumerate(grid.mentors):
        x = left + column * wide + wide // 2
        shapes.append(
            text(x, top - 6, name, "small", "middle")
            if is_short
            else upright(x + 4, top - 6, fitted(name, heads - 8, "small"), "small")
        )
    for row, (name, cells) in enumerate(zip(grid.mentees, grid.cells, strict=True)):
        y = top + row * high
        label = fitted(name, _LABEL - 12, "small")
        shapes.append(text(left - 8, y + high // 2 + 4, label, "small", "end"))
        shapes += _cells(cells, (left, y), (wide, high), of_people=of_people)
    # Rings stand on top of the cells beside them.
    for row, cells in enumerate(grid.cells):
        for column, cell in enumerate(cells):
            if cell.chosen and of_people:
                x, y = left + column * wide, top + row * high
                shapes.append(rect(x + 1, y + 1, wide - 3, high - 3, "ring"))
    bottom = top + len(grid.mentees) * high
    kinds = [(f"{_bin_of_step(step)}", f"heat-{step}") for step in range(1, STEPS + 1)]
    if of_people:
        kinds.append((say("the pairs"), "ring"))
    signs, bottom = key(kinds, bottom + 20)
    return [*shapes, *signs], bottom + 14


def _bin_of_step(step: int) -> str:
    wide = _HUNDRED // STEPS
    return f"{(step - 1) * wide}–{step * wide - (step < STEPS)}"


def _cells(
    cells: Sequence[CellView], at: tuple[int, int], size: tuple[int, int], *, of_people: bool
) -> Iterable[str]:
    wide, high = size
    for column, cell in enumerate(cells):
        x, y = at[0] + column * wide, at[1]
        middle = x + wide // 2
        if cell.score is None:
            yield text(middle, y + high // 2 + 4, "·", "small quiet", "middle")
            continue
        step = step_of(cell.score)
        over = " over" if step > 3 else ""
        yield rect(x, y, wide - 1, high - 1, f"heat-{step}")
        said = str(cell.score // _HUNDRED)
        if of_people:
            kind = "small strong" if cell.chosen else "small"
            yield text(middle, y + 15, said, kind + over, "middle")
        else:
            yield text(middle, y + 14, said, "small" + over, "middle")
            if cell.chosen:
                yield text(middle, y + 28, f"●{cell.chosen}", "small strong" + over, "middle")


def _histogram(view: PairingView, top: int, language: Language) -> tuple[list[str], int]:
    """Shares of possible pairs and of those that stand, by score, and where it ends."""
    say = language.text
    kinds = ((say("possible pairs, in %"), "part"), (say("the pairs, in %"), "full"))
    shapes, y = key(kinds, top + 18)
    base, step = y + 30 + _CHART, INNER // BINS
    shares = [
        [round(100 * count / max(sum(counts), 1)) for count in counts]
        for counts in (view.possible, view.chosen)
    ]
    most = max(*shares[0], *shares[1], 1)
    shapes.append(line(MARGIN, base, MARGIN + INNER, base, "rule"))
    for place in range(BINS):
        x = MARGIN + place * step
        for bar_place, (kind, counts, share) in enumerate(
            zip(("part", "full"), (view.possible, view.chosen), shares, strict=True)
        ):
            if counts[place]:
                left, high = x + 6 + bar_place * 30, max(share[place] * _CHART // most, _LEAST_BAR)
                shapes += [
                    rect(left, base - high, 28, high, kind),
                    text(left + 14, base - high - 5, share[place] or "<1", "small", "middle"),
                ]
        shapes.append(
            text(x + 36, base + 16, f"{place * BINS}–{place * BINS + 9}", "small quiet", "middle")
        )
    shapes.append(text(MARGIN, base + 36, say("Score in hundreds"), "small quiet"))
    return shapes, base + 48


def _write(view: PairingView, language: Language, width: int) -> list[str]:
    lines = [*filled(_ranks(view, language), width), ""]
    grid = view.grid if _fits(view.grid, width) else _with_pairs(view.grid)
    if grid.cells and _fits(grid, width):
        lines += [*_grid_written(grid, language, width), ""]
    say = language.text
    room = max(8, (width - 34) // 2)
    shares = [
        [count / max(sum(counts), 1) for count in counts] for counts in (view.possible, view.chosen)
    ]
    most = max(*shares[0], *shares[1])
    rows = [
        (
            _bin(place, language),
            str(view.possible[place]),
            bar(((shares[0][place], PART),), most, room),
            str(view.chosen[place]),
            bar(((shares[1][place], FULL),), most, room),
        )
        for place in range(BINS)
        if view.possible[place] or view.chosen[place]
    ]
    heads = (say("Score"), "", say("possible pairs"), "", say("the pairs"))
    return [*lines, *table(rows, width, right=(1, 3), heads=heads, shrink=(2, 4))]


def _with_pairs(grid: GridView) -> GridView:
    """Only those mentors who are in a pair."""
    kept = [
        column
        for column in range(len(grid.mentors))
        if any(cells[column].chosen for cells in grid.cells)
    ]
    return GridView(
        grid.by,
        tuple(grid.mentors[column] for column in kept),
        grid.mentees,
        tuple(tuple(cells[column] for column in kept) for cells in grid.cells),
    )


def _wide(grid: GridView) -> int:
    """Columns of a terminal for each mentor or group of them."""
    return 4 if grid.by == "people" else 6


def _fits(grid: GridView, width: int) -> bool:
    return _SHORTEST_NAME + len(grid.mentors) * _wide(grid) <= width


def _grid_written(grid: GridView, language: Language, width: int) -> list[str]:
    say, wide = language.text, _wide(grid)
    room = min(24, width - len(grid.mentors) * wide)
    numbers = [str(place) for place in range(1, len(grid.mentors) + 1)]
    of_people = grid.by == "people"
    heads = "".join(
        padded(f"{number} " if of_people else number, wide, right=True) for number in numbers
    )
    lines = [" " * room + heads] + [
        padded(name, room) + "".join(_sign(cell, grid.by).rjust(wide) for cell in cells)
        for name, cells in zip(grid.mentees, grid.cells, strict=True)
    ]
    named = " · ".join(f"{n} {name}" for n, name in zip(numbers, grid.mentors, strict=True))
    signs = (
        [("[83]", say("score in hundreds of a pair")), ("·", say("no pair is possible"))]
        if of_people
        else [("83●2", say("mean score in hundreds, ● pairs that stand"))]
    )
    return [*lines, *filled(named, width), *key_of_signs(signs, width)]


def _sign(cell: CellView, by: str) -> str:
    if by == "people":
        if cell.score is None:
            return "· "
        said = str(cell.score // _HUNDRED)
        return f"[{said}]" if cell.chosen else f"{said} "
    if cell.score is None:
        return "·"
    said = str(cell.score // _HUNDRED)
    return f"{said}●{cell.chosen}" if cell.chosen else said
