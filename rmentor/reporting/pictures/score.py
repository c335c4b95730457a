"""A pair's score, criterion by criterion, beside the best alternative that there was."""

from __future__ import annotations

from dataclasses import dataclass

from rmentor.language.catalogue import Language
from rmentor.model.pairing import ScoredPair
from rmentor.model.program import CRITERIA
from rmentor.reporting.pictures.characters import FULL, PART, position, table
from rmentor.reporting.pictures.characters import key as key_of_signs
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.shapes import (
    MARGIN,
    RIGHT,
    Drawing,
    diamond,
    key,
    line,
    rect,
    text,
)
from rmentor.reporting.pictures.widths import fitted
from rmentor.reporting.views.pair import FULL_SCORE, points_by_criterion
from rmentor.reporting.views.when import number
from rmentor.reporting.views.words import criterion_in_words

NAME = "score"
_ROW = 28
_LABEL, _BARS = 296, 330
_COLUMNS = (630, 736)
_HERE, _THERE = FULL, "◆"


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What a criterion brings to a score.

    Attributes:
        words: What it looks at.
        points: Of 10000; all of a pair's add up to its score.
        most: Points that it can bring.
        is_stated: Whether the data is there; else half is counted.
        other: Points of the best alternative, or None without one.
    """

    words: str
    points: int
    most: int
    is_stated: bool
    other: int | None


@dataclass(frozen=True, slots=True)
class ScoreView:
    """A pair's score.

    Attributes:
        pair: Its people; ``mentor`` among them.
        score: 0 to 10000.
        criteria: Those that weigh something.
        other: The mentor with whom the mentee would have scored best, but for the pair's own, who may
            have no seat free; None without one, or where that is not to be told.
        other_score: With that mentor.
    """

    pair: str
    mentor: str
    score: int
    criteria: tuple[CriterionView, ...]
    other: str | None = None
    other_score: int | None = None


def score_view(scene: Scene, scored: ScoredPair) -> ScoreView:
    """Look at a current pair; the alternative is for the coordinator only, and of pairs of two."""
    program, language = scene.program, scene.language
    other = None if scene.is_public or scored.pair.is_group else _best_other(scene, scored)
    points = points_by_criterion(program.weights, scored)
    others = points_by_criterion(program.weights, other) if other else {}
    weights, total = program.weights, program.weights.total
    return ScoreView(
        pair=scene.pair_in_words(scored.pair),
        mentor=scene.people[scored.pair.mentor].name,
        score=scored.score,
        criteria=tuple(
            CriterionView(
                criterion_in_words(name, language),
                points[name],
                round(weights.of(name) * FULL_SCORE / total),
                scored.criteria.get(name) is not None,
                others.get(name),
            )
            for name in CRITERIA
            if weights.of(name)
        ),
        other=scene.people[other.pair.mentor].name if other else None,
        other_score=other.score if other else None,
    )


def _best_other(scene: Scene, scored: ScoredPair) -> ScoredPair | None:
    """The best-scoring other mentor whom the rules allow, whether taken or not; the smaller id of equals."""
    from rmentor.model.pairs import Pair
    from rmentor.pairing.criteria import out_of_full
    from rmentor.pairing.explain import candidates

    mentee = scored.pair.mentees[0]
    for each in candidates(scene.program, mentee):
        if each.mentee == mentee and each.mentor != scored.pair.mentor and each.is_feasible:
            pair = Pair(f"{each.mentor}--{mentee}", each.mentor, (mentee,))
            shares = {
                part.name: None if part.share is None else out_of_full(part.share)
                for part in each.criteria
            }
            return ScoredPair(pair, each.score, shares, new=False)
    return None


def score_picture(scene: Scene, scored: ScoredPair) -> Picture | None:
    """Show a pair's score; None where no criterion weighs anything."""
    view, language = score_view(scene, scored), scene.language
    if not view.criteria:
        return None
    return Picture(
        f"{NAME}-{scored.pair.id}",
        view,
        _title(view, language),
        "; ".join(_criterion_in_words(each, language) for each in view.criteria),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: ScoreView, language: Language) -> str:
    """Say the score; names stay out of the sentence, for they are nobody's to typeset."""
    score = number(view.score, language)
    title = f"{view.pair}{language.text(': ')}" + language.text("%(score)s of 10,000", score=score)
    if view.other is None or view.other_score is None:
        return title
    other = number(view.other_score, language)
    return (
        title + language.text("; best alternative: %(score)s, with", score=other) + f" {view.other}"
    )


def _criterion_in_words(each: CriterionView, language: Language) -> str:
    words = language.text(
        "%(points)s of %(most)s points",
        points=number(each.points, language),
        most=number(each.most, language),
    )
    if not each.is_stated:
        words += f" ({language.text('not stated, half counted')})"
    if each.other is not None:
        other = number(each.other, language)
        words += ", " + language.text("best alternative: %(points)s", points=other)
    return f"{each.words} – {words}"


def _draw(view: ScoreView, language: Language) -> Drawing:
    say = language.text
    kinds = [(say("points"), "full"), (say("possible"), "part")]
    if any(not each.is_stated for each in view.criteria):
        kinds.append((say("not stated, half counted"), "missed"))
    if view.other is not None:
        kinds.append((say("best alternative"), "other"))
    shapes, y = key(kinds, 14)
    heads = [(_COLUMNS[0], say("Points"))]
    if view.other is not None:
        heads.append((_COLUMNS[1], say("Alternative")))
    shapes += [text(x, y + 22, said, "small quiet", "end") for x, said in heads]
    shapes.append(line(MARGIN, y + 28, RIGHT, y + 28, "rule"))
    top, wide = y + 34, _COLUMNS[0] - _BARS - 110
    most = max(each.most for each in view.criteria)
    for row, each in enumerate(view.criteria):
        y = top + row * _ROW
        shapes += [
            text(MARGIN, y + 16, fitted(each.words, _LABEL)),
            rect(_BARS, y + 4, max(each.most * wide // most, 3), 16, "part"),
        ]
        if each.points:
            kind = "full" if each.is_stated else "missed"
            shapes.append(rect(_BARS, y + 4, max(each.points * wide // most, 2), 16, kind))
        figures = f"{number(each.points, language)} / {number(each.most, language)}"
        shapes.append(text(_COLUMNS[0], y + 16, figures, "strong", "end"))
        if each.other is not None:
            shapes += [
                diamond(_BARS + each.other * wide // most, y + 12, 6, "other"),
                text(_COLUMNS[1], y + 16, number(each.other, language), "", "end"),
            ]
    return Drawing(top + len(view.criteria) * _ROW + 12, shapes)


def _write(view: ScoreView, language: Language, width: int) -> list[str]:
    say = language.text
    most = max(each.most for each in view.criteria)
    room = max(10, width - 58)
    rows = [
        (
            each.words,
            _bar(each, most, room),
            f"{number(each.points, language)} / {number(each.most, language)}",
            "" if each.other is None else number(each.other, language),
        )
        for each in view.criteria
    ]
    alternative = say("Alternative") if view.other is not None else ""
    lines = table(
        rows, width, right=(2, 3), heads=(say("Criterion"), "", say("Points"), alternative)
    )
    signs = [(_HERE, say("points")), (PART, say("possible"))]
    if any(not each.is_stated for each in view.criteria):
        signs.append(("▒", say("not stated, half counted")))
    if view.other is not None:
        signs.append((_THERE, say("best alternative")))
    return [*lines, "", *key_of_signs(signs, width)]


def _bar(each: CriterionView, most: int, width: int) -> str:
    long = max(1, round(each.most * width / most))
    here = min(long, max(1, round(each.points * width / most))) if each.points else 0
    signs = list((_HERE if each.is_stated else "▒") * here + PART * (long - here))
    if each.other is not None:
        signs[min(long - 1, position(each.other, most, width))] = _THERE
    return "".join(signs)
