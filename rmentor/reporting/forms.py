"""Forms of a survey: a sheet of those who are awaited, a mail and a page for each role."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from rmentor.changes import Change, Write
from rmentor.folder.csv_text import csv_text
from rmentor.followup.answered import OF_PAIRS
from rmentor.language.catalogue import Language
from rmentor.model.pairs import Pair
from rmentor.model.program import Program
from rmentor.model.surveys import Awaited, Survey, SurveyItem
from rmentor.reporting.escape import one_line
from rmentor.reporting.render import Renderer
from rmentor.reporting.sealed import sealed
from rmentor.reporting.views.forms import ends_of, form_view

FORMATS = ("csv", "md", "html")
FOLDER = "reports/surveys"
# More topics than these have one column for all of them: "LinkedIn 5, TikTok 4".
_MOST_COLUMNS = 12


def form_changes(
    program: Program,
    survey: Survey,
    files: Mapping[str, bytes],
    waiting: Sequence[Awaited],
    *,
    formats: Collection[str],
    roles: Sequence[str],
    folder: str,
    language: Language,
) -> list[Change]:
    """Write the forms of a survey.

    Args:
        program: The program.
        survey: What is asked.
        files: The program's files, whose templates are used.
        waiting: Whose answers to this survey are awaited.
        formats: Of ``FORMATS``.
        roles: Of the survey's audience.
        folder: Where they go.
        language: To ask in.

    Raises:
        TemplateFailed: A template of the program is wrong.
    """
    texts: dict[str, str] = {}
    asked = [each for each in waiting if each.role in roles]
    with Renderer(files, language) as renderer:
        for role in roles:
            mine = [each for each in asked if each.role == role]
            view = form_view(program, survey, role, topics_of(program, survey, mine), language)
            path = f"{folder}/{survey.id}" + (f"-{role}" if len(survey.audience) != 1 else "")
            if "md" in formats:
                texts[f"{path}.md"] = renderer.render("survey.md", view)
            if "html" in formats:
                page = renderer.render("survey.html", view)
                texts[f"{path}.html"] = sealed(page)
    if "csv" in formats:
        texts[f"{folder}/{survey.id}.csv"] = sheet(program, survey, roles, asked, language)
    return [Write(path, texts[path]) for path in sorted(texts)]


def topics_of(program: Program, survey: Survey, waiting: Iterable[Awaited]) -> list[str]:
    """Topics that a survey asks about: those of the pairs that are awaited, else of all of them.

    Before the start, and where there are no pairs yet, all that the program knows.
    """
    if survey.ask not in OF_PAIRS:
        return list(program.topics)
    ids = {each.pair for each in waiting}
    awaited = {topic for pair in program.pairs if pair.id in ids for topic in pair.topics}
    topics = awaited or {topic for pair in program.pairs for topic in pair.topics}
    return sorted(topics) or list(program.topics)


def sheet(
    program: Program,
    survey: Survey,
    roles: Sequence[str],
    waiting: Sequence[Awaited],
    language: Language,
) -> str:
    """A row for each answer that is awaited, below the questions and the columns' ids.

    ``survey import`` takes it back as it is: it finds its columns in the row of ids, and leaves
    ``name``, ``partner`` and ``to`` aside, which are there for people.
    """
    say = language.text
    items = [item for item in survey.items if not item.audience or set(item.audience) & set(roles)]
    topics = topics_of(program, survey, waiting)
    questions = [each for item in items for each in _columns(program, item, topics, language)]
    heads = {
        "person": say("Person (id)"), "role": say("Role"), "pair": say("Pair (id)"),
        "session": say("Session"), "date": say("Day (2027-03-31)"), "name": say("Name"),
        "partner": say("Partner"), "to": say("Manager"),
    }  # fmt: skip
    if "manager" not in roles:
        del heads["to"]
    pairs = {pair.id: pair for pair in program.pairs}
    names = {person.id: person.name for person in program.participants}
    rows = []
    for each in waiting:
        partners = _partners(pairs.get(each.pair or ""), each.person)
        said = {
            "person": each.person,
            "role": each.role,
            "pair": each.pair or "",
            "session": str(each.session or ""),
            "name": names.get(each.person, ""),
            "partner": ", ".join(names.get(one, one) for one in partners),
            "to": _manager(program, each, names),
        }
        rows.append([said.get(column, "") for column in heads] + [""] * len(questions))
    texts = [*heads.values(), *(text for _, text in questions)]
    records = [texts, [*heads, *(column for column, _ in questions)], *rows]
    shown = [[one_line(cell) for cell in record] for record in records]
    # With these two, a spreadsheet in that language opens the file as a table, with its accents.
    return "\ufeff" + csv_text(shown, ";" if language.code == "fr" else ",")


def _columns(
    program: Program, item: SurveyItem, topics: Collection[str], language: Language
) -> Iterable[tuple[str, str]]:
    """Id and text of the columns of a question."""
    say, text = language.text, item.text.in_language(language.code)
    if item.scale == "choice":
        text += f" ({', '.join(item.choices)})"
    if item.bounds is None:
        return [(item.id, text)]
    lowest, highest = item.bounds
    ends = [
        f"{number} = {word}" if word else str(number)
        for number, word in zip(item.bounds, ends_of(item, language), strict=True)
    ]
    if item.scale != "topics":
        return [(item.id, f"{text} ({ends[0]} … {ends[1]})")]
    titles = {each: program.topics[each].title.in_language(language.code) for each in topics}
    if len(titles) > _MOST_COLUMNS:
        example = ", ".join(f"{title} {highest}" for title in list(titles.values())[:2])
        return [
            (item.id, say("%(question)s (such as: %(example)s)", question=text, example=example))
        ]
    return [
        (f"{item.id}.{each}", f"{text} {title} ({lowest}–{highest})")
        for each, title in titles.items()
    ]


def _partners(pair: Pair | None, person: str) -> tuple[str, ...]:
    if pair is None:
        return ()
    return pair.mentees if person in pair.mentors else pair.mentors


def _manager(program: Program, awaited: Awaited, names: Mapping[str, str]) -> str:
    """Who is to answer about somebody, where it is not somebody themselves."""
    manager = program.people()[awaited.person].manager if awaited.role == "manager" else None
    return names.get(manager or "", manager or "")
