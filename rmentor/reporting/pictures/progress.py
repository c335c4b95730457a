"""Progress: levels at the beginning and noted last, of each pair or, in public, of each topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rmentor.followup.journal import levels_noted
from rmentor.followup.skills import skills
from rmentor.language.catalogue import Language
from rmentor.language.dates import decimal
from rmentor.model.pairs import Pair
from rmentor.reporting.pictures.characters import key as key_of_signs
from rmentor.reporting.pictures.characters import position, scale, table
from rmentor.reporting.pictures.picture import Picture
from rmentor.reporting.pictures.scene import MOST_ROWS, Scene
from rmentor.reporting.pictures.shapes import (
    MARGIN,
    RIGHT,
    Drawing,
    circle,
    key,
    line,
    text,
)
from rmentor.reporting.pictures.widths import fitted, fitted_couple
from rmentor.reporting.views.people import topic_title

NAME = "progress"
LEVELS = 5
_ROW = 26
_LABEL, _TOPIC, _SCALE, _END = 204, 176, 446, 640
_BEFORE, _AFTER, _SAME = "○", "●", "◉"


@dataclass(frozen=True, slots=True)
class WayView:
    """A way from one level to another, 0 to 5.

    Attributes:
        who: A pair, or the mentees of a topic, in words.
        topic: Its title.
        first: At the beginning; a mean where there are several mentees.
        latest: Noted last.
    """

    who: str
    topic: str
    first: Fraction
    latest: Fraction


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Ways that are drawn, those that have come farthest first.

    Attributes:
        ways: At most ``MOST_ROWS``.
        noted: Levels noted since the beginning, each of one mentee in one topic, drawn or not.
        risen: Those of them that are higher than at the beginning; None in public.
        unnoted: Pairs in which nobody has noted a level; None in public.
        by_topic: Whether each way is of all mentees of a topic.
        gain: Mean of what was gained, where it may be told.
    """

    ways: tuple[WayView, ...]
    noted: int
    risen: int | None
    unnoted: int | None
    by_topic: bool
    gain: Fraction | None


def progress_view(scene: Scene) -> ProgressView | None:
    """Look at levels; None where none was noted, or none may be told."""
    pairs = [each.pair for each in scene.pairing.pairs]
    if scene.is_public:
        return _by_topic(scene, 0, None, None)
    ways = [way for pair in pairs for way in _ways(scene, pair)]
    if not ways:
        return None
    risen = sum(way.latest > way.first for way in ways)
    unnoted = len(pairs) - len({way.who for way in ways})
    if len(ways) > MOST_ROWS:
        return _by_topic(scene, len(ways), risen, unnoted) or _view(ways, risen, unnoted)
    return _view(ways, risen, unnoted)


def _view(ways: list[WayView], risen: int, unnoted: int) -> ProgressView:
    gain = sum((way.latest - way.first for way in ways), Fraction(0)) / len(ways)
    ordered = sorted(ways, key=lambda way: (way.first - way.latest, way.who, way.topic))
    shown = tuple(ordered[:MOST_ROWS])
    return ProgressView(shown, len(ways), risen, unnoted, by_topic=False, gain=gain)


def _ways(scene: Scene, pair: Pair) -> Iterator[WayView]:
    """Ways of a pair's mentees in its topics, of which a level was noted since the beginning."""
    program = scene.program
    for mentee in pair.mentees:
        for topic in pair.topics:
            noted = levels_noted(program, pair, mentee, topic, scene.today)
            if noted:
                first = scene.people[mentee].level(topic)
                yield WayView(
                    scene.pair_in_words(pair),
                    topic_title(program, topic),
                    Fraction(first),
                    Fraction(noted[-1][1]),
                )


def _by_topic(
    scene: Scene, noted: int, risen: int | None, unnoted: int | None
) -> ProgressView | None:
    """Means by topic, as they may be published."""
    found = skills(scene.program, scene.today, scene.readers)
    plural = scene.language.plural
    ways = [
        WayView(
            plural("%(n)d mentee", "%(n)d mentees", each.mentees),
            topic_title(scene.program, each.topic),
            each.before,
            each.after,
        )
        for each in found
        if each.topic is not None
    ]
    whole = next((each for each in found if each.topic is None), None)
    if whole is None:
        return None
    everything = plural("%(n)d mentee", "%(n)d mentees", whole.mentees)
    ways.sort(key=lambda way: (way.first - way.latest, way.topic))
    ways.append(WayView(everything, scene.language.text("All topics"), whole.before, whole.after))
    gain = whole.after - whole.before
    return ProgressView(tuple(ways[-MOST_ROWS:]), noted, risen, unnoted, by_topic=True, gain=gain)


def progress_picture(scene: Scene) -> Picture | None:
    """Show levels at the beginning and now; None where there is nothing to show."""
    view, language = progress_view(scene), scene.language
    if view is None:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(f"{way.topic}, {way.who} – {_levels(way, language)}" for way in view.ways),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: ProgressView, language: Language) -> str:
    gain = None if view.gain is None else _signed(view.gain, language)
    if view.risen is None:
        return language.text("Mentees have gained %(gain)s levels on average", gain=gain)
    if view.risen == view.noted:
        title = language.plural(
            "The %(n)d level noted is higher than at the beginning",
            "All %(n)d levels noted are higher than at the beginning",
            view.noted,
        )
        return title + language.text(" (%(gain)s on average)", gain=gain)
    title = language.plural(
        "%(n)d of the %(all)d levels noted is higher than at the beginning",
        "%(n)d of the %(all)d levels noted are higher than at the beginning",
        view.risen,
        all=view.noted,
    )
    return title + language.text(" (%(gain)s on average)", gain=gain)


def _signed(gain: Fraction, language: Language) -> str:
    said = decimal(float(abs(gain)), language.code)
    return f"{'+' if gain > 0 else chr(0x2212) if gain < 0 else ''}{said}"


def _levels(way: WayView, language: Language) -> str:
    first, latest = (decimal(float(each), language.code) for each in (way.first, way.latest))
    return f"{first} → {latest}"


def _rest(view: ProgressView, language: Language) -> list[str]:
    rest = []
    if not view.by_topic and view.noted > len(view.ways):
        more = view.noted - len(view.ways)
        rest.append(language.plural("and %(n)d more level", "and %(n)d more levels", more))
    if view.unnoted:
        rest.append(
            language.plural(
                "%(n)d pair has noted no level yet",
                "%(n)d pairs have noted no level yet",
                view.unnoted,
            )
        )
    return rest


def _draw(view: ProgressView, language: Language) -> Drawing:
    say = language.text
    kinds = ((say("at the beginning"), "before"), (say("noted last"), "after"))
    shapes, y = key(kinds, 14)
    top = y + 34
    bottom = top + len(view.ways) * _ROW
    for level in range(LEVELS + 1):
        x = _x(Fraction(level))
        shapes += [
            text(x, y + 22, level, "small quiet", "middle"),
            line(x, y + 28, x, bottom, "rule"),
        ]
    for row, way in enumerate(view.ways):
        y = top + row * _ROW
        first, latest = _x(way.first), _x(way.latest)
        shapes += [
            text(MARGIN, y + 15, fitted_couple(way.topic if view.by_topic else way.who, _LABEL)),
            text(
                MARGIN + _LABEL + 12,
                y + 15,
                fitted(way.who if view.by_topic else way.topic, _TOPIC, "small"),
                "small quiet",
            ),
            line(first, y + 11, latest, y + 11, "path"),
            circle(first, y + 11, 7, "before"),
            circle(latest, y + 11, 5, "full"),
            text(RIGHT, y + 15, _levels(way, language), "strong", "end"),
        ]
    height = bottom + 16
    for said in _rest(view, language):
        shapes.append(text(MARGIN, height + 4, said, "small quiet"))
        height += 18
    return Drawing(height, shapes)


def _x(level: Fraction) -> int:
    return _SCALE + round(level * (_END - _SCALE) / LEVELS)


def _write(view: ProgressView, language: Language, width: int) -> list[str]:
    say = language.text
    rows = [
        (
            way.topic if view.by_topic else way.who,
            way.who if view.by_topic else way.topic,
            _way_in_signs(way),
            _levels(way, language),
        )
        for way in view.ways
    ]
    signs = ((_BEFORE, say("at the beginning")), (_AFTER, say("noted last")), (_SAME, say("both")))
    lines = table(rows, width, right=(3,), shrink=(1, 0))
    return [*lines, "", *key_of_signs(signs, width), *_rest(view, language)]


def _way_in_signs(way: WayView) -> str:
    wide = 3 * LEVELS + 1
    first, latest = (position(each, LEVELS, wide) for each in (way.first, way.latest))
    if first == latest:
        return scale(((first, _SAME),), wide, None)
    return scale(((first, _BEFORE), (latest, _AFTER)), wide, (first, latest))
