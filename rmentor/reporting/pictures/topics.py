"""Topics in demand and in supply: who wants them, who learns them, who could teach them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rmentor.followup.few import is_few, may_be_told
from rmentor.language.catalogue import Language
from rmentor.model.program import Program
from rmentor.reporting.pictures.characters import FULL, PART, bar, table
from rmentor.reporting.pictures.characters import key as key_of_signs
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
from rmentor.reporting.pictures.widths import fitted
from rmentor.reporting.views.topic_lines import TopicLineView, topic_lines

NAME = "topics"
MOST_TOPICS = 16
_ROW = 30
_LABEL, _BARS = 216, 252
_COLUMNS = (596, 666, 736)


@dataclass(frozen=True, slots=True)
class TopicsView:
    """Topics that somebody wants, those that most go short of first.

    Attributes:
        has_others: Whether there are others, of which a figure would speak of too few people.
    """

    topics: tuple[TopicLineView, ...]
    has_others: bool = False

    @property
    def wanted(self) -> int:
        """Mentees and topics that they want, counted together."""
        return sum(topic.wanted for topic in self.topics)

    @property
    def served(self) -> int:
        """Those of them that are learnt."""
        return sum(topic.served for topic in self.topics)

    @property
    def most(self) -> int:
        """The longest bar that is drawn."""
        shown = self.topics[:MOST_TOPICS]
        return max((max(each.wanted, each.offered) for each in shown), default=1)


def topics_picture(scene: Scene) -> Picture | None:
    """Show topics in demand and supply; None where nobody wants one.

    In public, those of which every figure speaks of enough people.
    """
    topics = topic_lines(scene.program, scene.pairing)
    if not scene.is_public:
        return picture_of(topics, scene.language)
    told = tuple(each for each in topics if _may_be_told(scene.program, each))
    return picture_of(told, scene.language, has_others=told != topics)


def _may_be_told(program: Program, topic: TopicLineView) -> bool:
    return may_be_told(program, topic.served, topic.short) and not is_few(program, topic.offered)


def picture_of(
    topics: Iterable[TopicLineView], language: Language, *, has_others: bool = False
) -> Picture | None:
    """Show these topics; None where there is none. ``has_others``: whether some are left out."""
    view = TopicsView(tuple(topics), has_others)
    if not view.topics:
        return None
    return Picture(
        NAME,
        view,
        _title(view, language),
        "; ".join(_topic_in_words(topic, language) for topic in view.topics),
        lambda: _draw(view, language),
        lambda width: _write(view, language, width),
    )


def _title(view: TopicsView, language: Language) -> str:
    say = language.text
    if view.has_others:
        return say("The topics that most mentees want, who learns them, and who offers them")
    if not view.served:
        alone = sum(not topic.offered for topic in view.topics)
        if not alone:
            return say("Every topic that is wanted has somebody who offers it")
        return language.plural(
            "%(n)d of the %(all)d topics that are wanted is offered by nobody",
            "%(n)d of the %(all)d topics that are wanted are offered by nobody",
            alone,
            all=len(view.topics),
        )
    if view.served == view.wanted:
        return say("Mentees learn all that they want to learn")
    # What people call a topic is nobody's to typeset, so it is not filled in.
    return (
        say(
            "Of %(wanted)d topics that mentees want, %(served)d are learnt; most go short of",
            wanted=view.wanted,
            served=view.served,
        )
        + f" {view.topics[0].title}"
    )


def _topic_in_words(topic: TopicLineView, language: Language) -> str:
    figures = language.text(
        "%(wanted)d want it, %(served)d learn it, %(offered)d mentors offer it",
        wanted=topic.wanted,
        served=topic.served,
        offered=topic.offered,
    )
    return f"{topic.title} – {figures}"


def _draw(view: TopicsView, language: Language) -> Drawing:
    say = language.text
    kinds = (
        (say("learn it"), "full"),
        (say("want it"), "part"),
        (say("mentors who offer it"), "missed"),
    )
    shapes, y = key(kinds, 14)
    heads = (say("Wanted"), say("Served"), say("Mentors"))
    shapes += [
        text(x, y + 22, said, "small quiet", "end") for x, said in zip(_COLUMNS, heads, strict=True)
    ]
    shapes.append(line(MARGIN, y + 28, RIGHT, y + 28, "rule"))
    top, wide = y + 32, _COLUMNS[0] - _BARS - 56
    for row, topic in enumerate(view.topics[:MOST_TOPICS]):
        y = top + row * _ROW
        shapes += [
            text(MARGIN, y + 17, fitted(topic.title, _LABEL)),
            rect(_BARS, y + 4, max(topic.wanted * wide // view.most, 3), 13, "part"),
        ]
        if topic.served:
            shapes.append(rect(_BARS, y + 4, max(topic.served * wide // view.most, 3), 13, "full"))
        if topic.offered:
            shapes.append(
                rect(_BARS, y + 19, max(topic.offered * wide // view.most, 3), 6, "missed")
            )
        for x, figure in zip(_COLUMNS, (topic.wanted, topic.served, topic.offered), strict=True):
            shapes.append(text(x, y + 17, figure, "strong" if figure else "strong note", "end"))
    height = top + len(view.topics[:MOST_TOPICS]) * _ROW + 16
    if len(view.topics) > MOST_TOPICS:
        shapes.append(text(MARGIN, height + 4, _rest(view, language), "small quiet"))
        height += 18
    return Drawing(height, shapes)


def _rest(view: TopicsView, language: Language) -> str:
    more = len(view.topics) - MOST_TOPICS
    return language.plural("and %(n)d more topic", "and %(n)d more topics", more)


def _write(view: TopicsView, language: Language, width: int) -> list[str]:
    say = language.text
    room = max(10, width - 60)
    rows = [
        (
            topic.title,
            bar(((topic.served, FULL), (topic.wanted - topic.served, PART)), view.most, room),
            str(topic.wanted),
            str(topic.served),
            str(topic.offered),
        )
        for topic in view.topics[:MOST_TOPICS]
    ]
    heads = (say("Topic"), "", say("Wanted"), say("Served"), say("Mentors"))
    lines = table(rows, width, right=(2, 3, 4), heads=heads)
    if len(view.topics) > MOST_TOPICS:
        lines.append(_rest(view, language))
    signs = ((FULL, say("learn it")), (PART, say("want it and go short")))
    return [*lines, "", *key_of_signs(signs, width)]
