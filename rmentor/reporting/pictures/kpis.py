"""KPIs to their targets: where each began, stands, and is to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rmentor.followup.kpi_standing import KpiStanding, kpi_standings
from rmentor.language.catalogue import Language
from rmentor.reporting.pictures.characters import key as key_of_signs
from rmentor.reporting.pictures.characters import scale, table
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import Scene
from rmentor.reporting.pictures.shapes import (
    MARGIN,
    RIGHT,
    Drawing,
    key,
    line,
    rect,
    text,
)
from rmentor.reporting.pictures.widths import fitted, text_width
from rmentor.reporting.views.progress import KpiView, kpi_view

NAME = "kpis"
MOST_KPIS = 16
_ROW = 52
_BEGIN, _GOAL = 118, 518  # where baselines and targets stand
_OVER = 40  # pixels drawn on either side of them
# Where figures end, and the room that each has; a state in words ends where the latest figure does.
_START_FIGURE, _TARGET_FIGURE, _LATEST_FIGURE = (100, 76), (646, 80), (RIGHT, 84)
_TITLE, _STATE = 500, 204

_WIDE_TERMINAL = 90


@dataclass(frozen=True, slots=True)
class BulletView:
    """A KPI between its baseline and its target.

    Attributes:
        kpi: Its figures in words.
        way: Share of the way from its baseline, or from nothing, to its target; None where there is no
            target, or no figure.
        is_met: Whether the target is reached.
    """

    kpi: KpiView
    way: float | None
    is_met: bool


@dataclass(frozen=True, slots=True)
class KpisView:
    """KPIs in the order of objectives.yaml."""

    kpis: tuple[BulletView, ...]

    @property
    def aimed(self) -> int:
        """KPIs with a target and a figure."""
        return sum(each.way is not None for each in self.kpis)

    @property
    def met(self) -> int:
        """Those of them that have reached it."""
        return sum(each.is_met for each in self.kpis if each.way is not None)


def kpis_picture(scene: Scene) -> Picture | None:
    """Show every KPI; None where none is known. In public, figures are as they may be published."""
    program, today = scene.program, scene.today
    figures = scene.readers.figures(program, today)
    return picture_of(kpi_standings(program, today, figures), scene.language)


def picture_of(standings: Iterable[KpiStanding], language: Language) -> Picture | None:
    """Show these KPIs; None where none has a figure or a target."""
    view = KpisView(
        tuple(
            BulletView(kpi_view(each, language), _way(each), each.is_met)
            for each in standings
            if each.value is not None or each.kpi.target is not None
        )
    )
    if not view.kpis:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(_in_words(each, language) for each in view.kpis),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _way(standing: KpiStanding) -> float | None:
    target, value = standing.kpi.target, standing.value
    if target is None or value is None:
        return None
    begun = 0.0 if standing.kpi.baseline is None else standing.kpi.baseline
    if begun == target:
        return 1.0 if standing.is_met else 0.0
    return (value - begun) / (target - begun)


def _title(view: KpisView, language: Language) -> str:
    if not view.aimed:
        return language.plural(
            "%(n)d KPI waits for its first figure",
            "%(n)d KPIs wait for their first figures",
            len(view.kpis),
        )
    return language.plural(
        "%(n)d of %(all)d KPIs has reached its target",
        "%(n)d of %(all)d KPIs have reached their targets",
        view.met,
        all=view.aimed,
    )


def _state(each: BulletView, language: Language) -> str:
    """Where it stands, in few words."""
    say, state = language.text, each.kpi.state
    if each.way is not None and each.is_met:
        return say("target reached")
    if state == "closer" and each.kpi.way:
        return say("%(way)s of the way", way=each.kpi.way)
    return {
        "hidden": say("hidden: too few people"),
        "same": say("back where it started") if each.kpi.change else say("has not moved yet"),
        "away": say("moves away from the target"),
        "short": say("target not reached yet"),
        "read": say("without a target"),
        "computed": say("computed once there is something to count"),
    }.get(state, say("not read yet"))


def _in_words(each: BulletView, language: Language) -> str:
    say, kpi = language.text, each.kpi
    parts = [
        say("at the start %(figure)s", figure=kpi.baseline) if kpi.baseline else "",
        say("latest %(figure)s", figure=kpi.latest) if kpi.latest else "",
        say("target %(figure)s", figure=kpi.target) if kpi.target else "",
        _state(each, language),
    ]
    return f"{kpi.title} – {', '.join(part for part in parts if part)}"


def _draw(view: KpisView, language: Language) -> Drawing:
    say = language.text
    kinds = [(say("way since the start"), "full"), (say("still to go"), "part")]
    if any(each.way is not None and each.way < 0 for each in view.kpis):
        kinds.append((say("away from the target"), "missed"))
    kinds.append((say("target"), "goal"))
    shapes, y = key(kinds, 14)
    heads = (
        (_START_FIGURE, say("Start")),
        (_TARGET_FIGURE, say("Target")),
        (_LATEST_FIGURE, say("Latest")),
    )
    shapes += [
        text(x, y + 22, fitted(said, wide, "small"), "small quiet", "end")
        for (x, wide), said in heads
    ]
    shapes.append(line(MARGIN, y + 28, RIGHT, y + 28, "rule"))
    top = y + 32
    for row, each in enumerate(view.kpis[:MOST_KPIS]):
        shapes += _bullet(each, top + row * _ROW, language)
    height = top + len(view.kpis[:MOST_KPIS]) * _ROW + 12
    if len(view.kpis) > MOST_KPIS:
        shapes.append(text(MARGIN, height + 4, _rest(view, language), "small quiet"))
        height += 18
    return Drawing(height, shapes)


def _rest(view: KpisView, language: Language) -> str:
    more = len(view.kpis) - MOST_KPIS
    return language.plural("and %(n)d more KPI", "and %(n)d more KPIs", more)


def _bullet(each: BulletView, y: int, language: Language) -> list[str]:
    kpi = each.kpi
    state = fitted(_state(each, language), _STATE, "small")
    shapes = [
        text(MARGIN, y + 17, fitted(kpi.title, _TITLE)),
        text(RIGHT, y + 17, state, "small quiet", "end"),
    ]
    for (x, wide), said, kind in (
        (_START_FIGURE, kpi.baseline, ""),
        (_TARGET_FIGURE, kpi.target, ""),
        (_LATEST_FIGURE, kpi.latest or "–", "strong"),
    ):
        if said:
            fits = text_width(said, kind) <= wide
            of_kind = kind if fits else f"small {kind}".strip()
            shapes.append(text(x, y + 38, fitted(said, wide, of_kind), of_kind, "end"))
    if kpi.target is not None:
        shapes.append(rect(_BEGIN, y + 27, _GOAL - _BEGIN, 14, "part"))
    if each.way is not None:
        end = _BEGIN + round(each.way * (_GOAL - _BEGIN))
        end = min(max(end, _BEGIN - _OVER // 3), _GOAL + _OVER)
        kind = "full" if end >= _BEGIN else "missed"
        if end != _BEGIN:
            shapes.append(rect(min(end, _BEGIN), y + 27, abs(end - _BEGIN), 14, kind))
    if kpi.target is not None:
        shapes.append(line(_GOAL, y + 23, _GOAL, y + 45, "goal"))
    return shapes


def _write(view: KpisView, language: Language, width: int) -> list[str]:
    say = language.text
    wide = 21 if width > _WIDE_TERMINAL else 16
    rows = [
        (
            each.kpi.title,
            _bullet_in_signs(each, wide),
            each.kpi.baseline or "–",
            each.kpi.latest or "–",
            each.kpi.target or "–",
        )
        for each in view.kpis[:MOST_KPIS]
    ]
    heads = (say("KPI"), "", say("Start"), say("Latest"), say("Target"))
    lines = table(rows, width, right=(2, 3, 4), heads=heads)
    if len(view.kpis) > MOST_KPIS:
        lines.append(_rest(view, language))
    signs = (("○", say("at the start")), ("●", say("latest")), ("┃", say("target")))
    return [*lines, "", *key_of_signs(signs, width)]


def _bullet_in_signs(each: BulletView, wide: int) -> str:
    """A scale on which the start stands at a fifth and the target at four fifths."""
    if each.kpi.target is None:
        return ""
    begin, goal = wide // 5, wide * 4 // 5
    marks = [(begin, "○"), (goal, "┃")]
    if each.way is None:
        return scale(marks, wide, None)
    now = min(wide - 1, max(0, begin + round(each.way * (goal - begin))))
    return scale([*marks, (now, "●")], wide, (begin, now))
