"""Before and after a re-pairing: whose mentor changes, and what that does to their scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rmentor.language.catalogue import Language
from rmentor.reporting.pictures.characters import key as key_of_signs
from rmentor.reporting.pictures.characters import position, scale, table
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import MOST_ROWS
from rmentor.reporting.pictures.shapes import (
    MARGIN,
    RIGHT,
    Drawing,
    circle,
    key,
    line,
    text,
)
from rmentor.reporting.pictures.widths import fitted
from rmentor.reporting.views.pair import FULL_SCORE
from rmentor.reporting.views.when import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rmentor.model.people import Participant
    from rmentor.pairing.questions.moves import Moves, Partner

NAME = "moves"
NOBODY = "–"
_ROW = 40
_NAME, _LEFT, _RIGHT = 250, 296, 580
_BEFORE, _AFTER, _SAME = "○", "●", "◉"


@dataclass(frozen=True, slots=True)
class MoveView:
    """A mentee whose mentor changes.

    Attributes:
        mentee: Name.
        before: Name of the mentor before, or None; several in one text.
        after: Of the mentor afterwards.
        score: Of 10000 before; the sum where there are several mentors; None without one.
        new_score: Afterwards.
    """

    mentee: str
    before: str | None
    after: str | None
    score: int | None
    new_score: int | None

    @property
    def gain(self) -> int:
        """Points more than before."""
        return (self.new_score or 0) - (self.score or 0)


@dataclass(frozen=True, slots=True)
class MovesView:
    """All that changes, those who gain most first.

    Attributes:
        moves: By mentee.
        unchanged: Mentors and mentees who stay together.
    """

    moves: tuple[MoveView, ...]
    unchanged: int

    @property
    def moved(self) -> int:
        """Mentees who had a mentor and have another one or none."""
        return sum(move.before is not None for move in self.moves)

    @property
    def gain(self) -> int:
        """Points that all together gain."""
        return sum(move.gain for move in self.moves)


def moves_view(people: Mapping[str, Participant], moves: Moves) -> MovesView:
    """Look at what a pairing changes in the pairs that stand."""

    def named(partners: Iterable[Partner]) -> str | None:
        return ", ".join(people[each.mentor].name for each in partners) or None

    def scored(partners: tuple[Partner, ...]) -> int | None:
        return sum(each.score for each in partners) if partners else None

    found = [
        MoveView(
            people[each.mentee].name,
            named(each.lost),
            named(each.gained),
            scored(each.lost),
            scored(each.gained),
        )
        for each in moves.changes
    ]
    found.sort(key=lambda move: (-move.gain, move.mentee))
    return MovesView(tuple(found), moves.unchanged)


def moves_picture(view: MovesView, language: Language) -> Picture | None:
    """Show who moves; None where everybody stays."""
    if not view.moves:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(_in_words(move, language) for move in _shown(view)),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: MovesView, language: Language) -> str:
    plural = language.plural
    title = plural(
        "%(n)d mentee changes or loses their mentor",
        "%(n)d mentees change or lose their mentor",
        view.moved,
    )
    new = len(view.moves) - view.moved
    if not view.moved:
        title = plural("%(n)d mentee has a first mentor", "%(n)d mentees have a first mentor", new)
    elif new:
        title += plural("; %(n)d has a first one", "; %(n)d have a first one", new)
    title += plural("; %(n)d pair stays", "; %(n)d pairs stay", view.unchanged)
    return title + language.text(" (total %(gain)s)", gain=_signed(view.gain, language))


def _signed(gain: int, language: Language) -> str:
    sign = "+" if gain > 0 else "\N{MINUS SIGN}" if gain < 0 else "±"
    return sign + number(abs(gain), language)


def _scores(move: MoveView, language: Language) -> str:
    before, after = (
        NOBODY if score is None else number(score, language)
        for score in (move.score, move.new_score)
    )
    return f"{before} → {after}"


def _in_words(move: MoveView, language: Language) -> str:
    return f"{move.mentee} – {move.before or NOBODY} → {move.after or NOBODY} ({_scores(move, language)})"


def _shown(view: MovesView) -> tuple[MoveView, ...]:
    """All, or those who gain most and those who lose most."""
    if len(view.moves) <= MOST_ROWS:
        return view.moves
    half = MOST_ROWS // 2
    return (*view.moves[:half], *view.moves[-half:])


def _rest(view: MovesView, language: Language) -> list[str]:
    more = len(view.moves) - MOST_ROWS
    if more <= 0:
        return []
    return [
        language.plural(
            "and %(n)d more mentee, whose score changes less",
            "and %(n)d more mentees, whose scores change less",
            more,
        )
    ]


def _draw(view: MovesView, language: Language) -> Drawing:
    say = language.text
    kinds = (
        (say("score with the mentor before"), "before"),
        (say("with the mentor after"), "after"),
    )
    shapes, y = key(kinds, 14)
    shown = _shown(view)
    top, most = y + 34, _most(view)
    bottom = top + len(shown) * _ROW
    for mark in range(0, most + 1, most // 2 or 1):
        x = _x(mark, most)
        shapes += [
            text(x, y + 22, number(mark, language), "small quiet", "middle"),
            line(x, y + 28, x, bottom, "rule"),
        ]
    for row, move in enumerate(shown):
        shapes += _move(move, top + row * _ROW, most, language)
    height = bottom + 14
    for said in _rest(view, language):
        shapes.append(text(MARGIN, height + 4, said, "small quiet"))
        height += 18
    return Drawing(height, shapes)


def _most(view: MovesView) -> int:
    """End of the scale: more than the full score only where somebody has several mentors."""
    scores = [score or 0 for move in view.moves for score in (move.score, move.new_score)]
    whole = -(-max(scores, default=0) // FULL_SCORE)
    return FULL_SCORE * max(whole, 1)


def _x(score: int, most: int) -> int:
    return _LEFT + score * (_RIGHT - _LEFT) // most


def _move(move: MoveView, y: int, most: int, language: Language) -> list[str]:
    who = f"{move.before or NOBODY} → {move.after or NOBODY}"
    shapes = [
        text(MARGIN, y + 15, fitted(move.mentee, _NAME, "strong"), "strong"),
        text(MARGIN, y + 30, fitted(who, _NAME, "small"), "small quiet"),
        text(RIGHT, y + 22, _scores(move, language), "strong", "end"),
    ]
    places = [_x(score, most) for score in (move.score, move.new_score) if score is not None]
    shapes.append(line(min(places), y + 18, max(places), y + 18, "path"))
    if move.score is not None:
        shapes.append(circle(_x(move.score, most), y + 18, 7, "before"))
    if move.new_score is not None:
        shapes.append(circle(_x(move.new_score, most), y + 18, 5, "full"))
    return shapes


def _write(view: MovesView, language: Language, width: int) -> list[str]:
    say = language.text
    most, wide = _most(view), 21
    rows = [
        (
            move.mentee,
            move.before or NOBODY,
            move.after or NOBODY,
            _in_signs(move, most, wide),
            _scores(move, language),
        )
        for move in _shown(view)
    ]
    heads = (say("Mentee"), say("Mentor before"), say("Mentor after"), "", say("Score"))
    lines = table(rows, width, right=(4,), heads=heads, shrink=(0, 1, 2))
    signs = ((_BEFORE, say("before")), (_AFTER, say("after")), (_SAME, say("both")))
    return [*lines, *_rest(view, language), "", *key_of_signs(signs, width)]


def _in_signs(move: MoveView, most: int, wide: int) -> str:
    places = [
        None if score is None else position(score, most, wide)
        for score in (move.score, move.new_score)
    ]
    before, after = places
    if before is None or after is None:
        only, sign = (after, _AFTER) if before is None else (before, _BEFORE)
        return scale(((only or 0, sign),), wide, None)
    if before == after:
        return scale(((before, _SAME),), wide, None)
    return scale(((before, _BEFORE), (after, _AFTER)), wide, (before, after))
