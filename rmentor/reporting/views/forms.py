"""A survey as people fill it in: questions, scales in words, and who is still awaited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rmentor.followup.answered import OF_PAIRS, SIDES
from rmentor.followup.surveys import goes_to_both
from rmentor.language.catalogue import Language
from rmentor.language.dates import long_date
from rmentor.model.program import Program
from rmentor.model.surveys import Survey, SurveyItem
from rmentor.model.topics import Topic
from rmentor.reporting.escape import address
from rmentor.reporting.views.people import topic_group
from rmentor.reporting.views.words import importance_in_words, level_in_words

# The field's own choices (domain, section 6) in words; those of other surveys are words already.
_CHOICES = ("good", "deciding", "not-good")
# More topics than these are folded away by group.
_MOST_TOPICS = 12


@dataclass(frozen=True, slots=True)
class OptionView:
    """One of the answers to choose from.

    Attributes:
        value: What the file of answers holds.
        label: What it says.
    """

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic that a question is asked about.

    Attributes:
        column: Column in which its answer stands.
        id: Id of the topic.
        title: Its title.
    """

    column: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Topics of one group.

    Attributes:
        title: Name of the group; may be empty.
        topics: Its topics.
    """

    title: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question.

    Attributes:
        number: From 1.
        id: Of the item, and column of its answer.
        text: The statement or question.
        kind: ``scale``, ``text``, ``choice`` or ``topics``.
        options: Answers to choose from; of ``topics``, those of each topic.
        lowest: What the first number of a scale means.
        highest: What the last number of a scale means.
        groups: Of ``topics``.
        is_long: Whether there are so many topics that they are folded away by group.
    """

    number: int
    id: str
    text: str
    kind: str
    options: tuple[OptionView, ...]
    lowest: str
    highest: str
    groups: tuple[GroupView, ...]
    is_long: bool


@dataclass(frozen=True, slots=True)
class FormView:
    """A form for one role.

    Attributes:
        survey: Its id.
        title: Its name.
        role: In which role it is answered.
        program: Name of the program.
        language: ``fr`` or ``en``.
        coordinator: To whom the answers go; or None.
        email: Their address, or None.
        closes: Last day for answers in words, or None.
        has_pair: Whether the answers are about a pair.
        has_session: Whether they are about one session of it.
        has_texts: Whether some answers are free texts, which only the coordinator sees.
        is_both: Whether both sides answer, so that neither is seen before the other.
        questions: In their order.
    """

    survey: str
    title: str
    role: str
    program: str
    language: str
    coordinator: str | None
    email: str | None
    closes: str | None
    has_pair: bool
    has_session: bool
    has_texts: bool
    is_both: bool
    questions: tuple[QuestionView, ...]


def form_view(
    program: Program, survey: Survey, role: str, topics: Collection[str], language: Language
) -> FormView:
    """Make the form that people in ``role`` fill in.

    Args:
        program: The program.
        survey: What is asked.
        role: Who is asked.
        topics: Ids of the topics that its questions on topics are about.
        language: To ask in.
    """
    items = survey.items_for(role)
    return FormView(
        survey=survey.id,
        title=survey.title.in_language(language.code),
        role=role,
        program=program.name,
        language=language.code,
        coordinator=program.coordinator.name,
        email=address(program.coordinator.email),
        closes=long_date(survey.closes, language.code) if survey.closes else None,
        has_pair=survey.ask in OF_PAIRS and role in SIDES,
        has_session=survey.ask == "each" and role in SIDES,
        has_texts=any(item.scale == "text" for item in items),
        is_both=goes_to_both(survey),
        questions=tuple(
            _question(number, item, program, topics, language)
            for number, item in enumerate(items, 1)
        ),
    )


def _question(
    number: int, item: SurveyItem, program: Program, topics: Collection[str], language: Language
) -> QuestionView:
    options = tuple(_options(item, language))
    groups: tuple[GroupView, ...] = ()
    if item.scale == "topics":
        known = [program.topics[each] for each in topics if each in program.topics]
        groups = tuple(_groups(item, known, language))
    lowest, highest = ends_of(item, language)
    return QuestionView(
        number=number,
        id=item.id,
        text=item.text.in_language(language.code),
        kind="scale" if item.scale in ("1-5", "0-10") else item.scale,
        options=options,
        lowest=lowest,
        highest=highest,
        groups=groups,
        is_long=len(groups) > 1 and sum(len(group.topics) for group in groups) > _MOST_TOPICS,
    )


def _options(item: SurveyItem, language: Language) -> Iterable[OptionView]:
    if item.scale == "choice":
        return [OptionView(each, choice_in_words(each, language)) for each in item.choices]
    if item.bounds is None:
        return []
    numbers = range(item.bounds[0], item.bounds[1] + 1)
    if item.scale != "topics":
        return [OptionView(str(each), str(each)) for each in numbers]
    say = importance_in_words if item.id == "wants" else level_in_words
    return [OptionView(str(each), f"{each} · {say(each, language)}") for each in numbers]


def ends_of(item: SurveyItem, language: Language) -> tuple[str, str]:
    """What the lowest and the highest number of a scale mean; empty where it has no two ends."""
    say = language.text
    if item.scale == "1-5":
        return say("not at all"), say("fully")
    if item.scale == "0-10":
        return say("certainly not"), say("certainly")
    return "", ""


def choice_in_words(choice: str, language: Language) -> str:
    """Words for an answer to choose from."""
    say = language.text
    words = (say("yes, it suits me"), say("I am still deciding"), say("no, another pair, please"))
    return dict(zip(_CHOICES, words, strict=True)).get(choice, choice)


def _groups(item: SurveyItem, topics: Sequence[Topic], language: Language) -> Iterable[GroupView]:
    """Topics by group, groups in the order of their titles, those without one last."""
    found: dict[str, list[TopicView]] = {}
    for topic in topics:
        view = TopicView(f"{item.id}.{topic.id}", topic.id, topic.title.in_language(language.code))
        found.setdefault(topic_group(topic.group, language), []).append(view)
    for title in sorted(found, key=lambda title: (not title, title.casefold())):
        views = sorted(found[title], key=lambda view: (view.title.casefold(), view.id))
        yield GroupView(title, tuple(views))
