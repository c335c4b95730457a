"""Wrong templates: what is said of each, that all are told at once, and that nothing is half-written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from rmentor.cli.speech import forget, remark_in_words
from rmentor.errors import TemplateFailed, TemplatesFailed
from rmentor.language.catalogue import speak
from rmentor.reporting import render
from rmentor.reporting.render import Renderer
from rmentor.reporting.sandbox import names_of
from rmentor.reporting.views.figures import AnswersView, SessionFigures
from rmentor.reporting.views.progress import KpiView
from rmentor.reporting.views.sponsor import NamesView, sponsor_view
from tests.reporting.programs import TODAY, a_rich_program, its_pairing
from tests.reporting.template_mistakes import MISTAKES, Wrong

GOLDEN = Path(__file__).parents[1] / "golden"


@dataclass(frozen=True, slots=True)
class Page:
    """A page with one of everything, of which nothing changes with the reports."""

    name: str
    kpis: tuple[KpiView, ...]
    figures: SessionFigures
    needs: Needs
    pulse: AnswersView
    paired: int = 12
    mentees: int = 15
    coming: int | None = 2
    next_event: str | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """A view in a view."""

    undated: NamesView


@pytest.fixture
def view() -> Page:
    """A page whose next event is still to be fixed."""
    program = a_rich_program("en")
    whole = sponsor_view(program, its_pairing(program), TODAY, speak("en"))
    return Page(
        program.name, whole.kpis, whole.figures, Needs(whole.needs.undated), AnswersView("4.2", 12)
    )


@pytest.fixture(autouse=True)
def _small_budget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work without end ends soon."""
    monkeypatch.setattr(render, "BUDGET", 500_000)
    forget()
    yield
    forget()


def failed(wrong: Wrong, view: Page) -> TemplateFailed:
    """What is said of a wrong template."""
    with pytest.raises(TemplateFailed) as caught:
        Renderer(wrong.files, speak("en")).render("sponsor.md", view)
    return caught.value


def all_failed(
    files: Mapping[str, bytes], view: object, *names: str
) -> TemplateFailed | TemplatesFailed:
    """What is said of several documents of one command."""

    def make() -> None:
        with Renderer(files, speak("en")) as renderer:
            for name in names:
                renderer.render(name, view)

    with pytest.raises((TemplateFailed, TemplatesFailed)) as caught:
        make()
    return caught.value


def told(error: TemplateFailed) -> Iterator[str]:
    """The lines that a user reads, before they are wrapped."""
    excerpt = error.excerpt[:100].replace("\0", "·")
    yield f"{error.file}:{error.line}:{error.column}: {remark_in_words(error.why)}"
    yield f"    {excerpt}"
    yield "    " + " " * (error.column - 1) + "^" * (min(error.end, 101) - error.column)
    yield from (f"    = {remark_in_words(remedy)}" for remedy in error.remedies)
    yield ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_said_of_wrong_templates_reads_as_in_the_golden_file(
    language: str, view: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read its diff as the author of a template would: RMENTOR_GOLDEN=1 writes it anew."""
    monkeypatch.setenv("RMENTOR_LANG", language)
    lines = []
    for name, wrong in MISTAKES.items():
        lines += [f"## {name}", *told(failed(wrong, view))]
    text = "\n".join(lines)
    path = GOLDEN / f"template-errors-{language}.txt"
    if os.environ.get("RMENTOR_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("name", list(MISTAKES))
def test_the_place_is_in_the_programs_own_template(name: str, view: Page) -> None:
    """The excerpt is the line of that file, the caret stands inside of it, and no Python is spoken."""
    wrong = MISTAKES[name]
    error = failed(wrong, view)
    lines = wrong.files[error.file].decode("utf-8", "replace").splitlines()
    assert lines[error.line - 1] == error.excerpt
    assert 1 <= error.column < error.end <= len(error.excerpt) + 1
    assert "object" not in str(error.why)
    assert "()" not in str(error.why)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("unknown name", "nmae"),
        ("field of a field", "counts"),
        ("field of loop item", "lastest"),
        ("field that a filter looks at", "titel"),
        ("third line of a tag", "nmae"),
        ("unknown filter", "uper"),
        ("unknown test", "emty"),
        ("unknown tag", "iff"),
        ("too many args filter", "upper"),
        ("zero", "//"),
        ("compare", ">"),
        ("iterate number", "mentees"),
        ("include missing", "_kpi.md"),
        ("included errs", "nmae"),
        ("unclosed for", "{% for kpi in kpis %}"),
        ("unclosed tag", "{% if name"),
    ],
)
def test_the_caret_points_at_the_word_that_is_wrong(name: str, shown: str, view: Page) -> None:
    """Not at its line only."""
    error = failed(MISTAKES[name], view)
    assert error.excerpt[error.column - 1 : error.end - 1] == shown


def test_every_name_of_the_document_is_offered(view: Page) -> None:
    """The nearest first, then all of them."""
    error = failed(MISTAKES["unknown name"], view)
    first, *rest = map(str, error.remedies)
    assert first == "Did you mean name?"
    named = next(each for each in rest if each.startswith("Names here: "))
    assert named.removeprefix("Names here: ").split(", ") == list(type(view).__slots__)


def test_all_wrong_templates_are_told_at_once(view: Page) -> None:
    """Those that were used by what they did, and those that were not by what can be seen in them."""
    files = {
        "templates/sponsor.md": b"{{ nmae }}",
        "templates/pair.md": b"{{ titel }}",
        "templates/session.md": b"\n{% if %}",
        "templates/closing.md": b"fine",
        "templates/_kpis.md": b"\xff",
        "templates/notes.md": b"{% nobody uses this",
    }
    error = all_failed(files, view, "sponsor.md", "pair.md", "closing.md", "pair.md")
    assert [(each.file, each.line) for each in error.failures] == [
        ("templates/_kpis.md", 1),
        ("templates/pair.md", 1),
        ("templates/session.md", 2),
        ("templates/sponsor.md", 1),
    ]


def test_a_part_that_many_documents_stumble_over_is_told_once(view: Page) -> None:
    """One mistake, one message."""
    files = {
        "templates/_own.md": b"{{ nmae }}",
        "templates/sponsor.md": b"{% include '_own.md' %}",
        "templates/pair.md": b"{% include '_own.md' %}",
    }
    (error,) = all_failed(files, view, "sponsor.md", "pair.md").failures
    assert error.file == "templates/_own.md"


def test_a_template_that_works_without_end_is_tried_once(
    view: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not once for each of a thousand pairs; the other documents still have their share."""
    files = {
        "templates/pair.md": MISTAKES["time"].files["templates/sponsor.md"],
        "templates/sponsor.md": b"# {{ name }}",
    }
    tried: list[object] = []

    def counted(view: object) -> tuple[str, ...]:
        tried.append(view)
        return names_of(view)

    monkeypatch.setattr(render, "names_of", counted)
    error = all_failed(files, view, *["pair.md"] * 20, "sponsor.md")
    assert [each.file for each in error.failures] == ["templates/pair.md"]
    assert len(tried) == 2


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_programs(view: Page) -> None:
    """A document that is given the wrong view fails as a bug does, whatever else is wrong."""
    with Renderer({}, speak("en")) as renderer, pytest.raises(UndefinedError, match="mentor"):
        renderer.render("pair.md", view)
