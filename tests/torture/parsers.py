"""The parsers that are fuzzed, each with real samples and with all that rmentor does with what it reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unittest import mock

from rmentor.errors import RmentorError
from rmentor.folder.edit import apply
from rmentor.folder.load import load
from rmentor.folder.locate import locate
from rmentor.folder.read import Sources
from rmentor.folder.sentences import say
from rmentor.intake.columns import mapping_for
from rmentor.intake.memory import remembered
from rmentor.intake.merge import merge
from rmentor.intake.sheets import read_sheet
from rmentor.intake.topics import topic_index
from rmentor.intake.views import intake_json
from rmentor.language.catalogue import speak
from rmentor.reporting import render
from rmentor.reporting.files import calendar_changes, draft_changes
from rmentor.resources import sample_files, template_names, template_text
from tests.builders import sources_of
from tests.folder.mistakes import FILES as MISTAKES
from tests.folder.whole_program import WHOLE
from tests.intake.answer_forms import ANSWERS, Form, a_programme, desk_of, run
from tests.intake.desk import DATA, a_workbook, an_ods
from tests.reporting.programs import a_rich_program
from tests.reporting.written import written
from tests.torture import changing
from tests.torture.inputs import mutated, mutated_archive

# Tries an input of a hand's making; answers whether it was read to its end.
Try = Callable[[random.Random], bool]
LANGUAGES = ("fr", "en")
# Share of the imports whose outcome is loaded.
AGAIN = 0.25
# Signs of the templates that are fuzzed, so that a hundred thousand take minutes.
LONGEST = 3000
# Bytes of a document within the budget that they get.
MOST_WRITTEN = 8_000_000


@dataclass(frozen=True)
class Parser:
    """Something that reads what strangers write.

    Attributes:
        prepare: Gets ready in a folder; answers what tries one input, made by a random hand.
    """

    prepare: Callable[[Path], Try]


def _looked_at(files: Mapping[str, bytes]) -> bool:
    """Load a folder, and say all that is wrong with it, as ``check`` does; answer whether it is a program."""
    sources = Sources(None, files)
    loaded = load(sources)
    language = speak(loaded.language)
    for located in locate(sources, loaded.findings):
        assert located.line >= 1
        assert located.column >= 1
        message, remedy = say(located.finding, language)
        assert message
        assert remedy
    assert (loaded.program is None) == any(f.severity == "error" for f in loaded.findings)
    return loaded.program is not None


def _yaml(*names: str) -> Callable[[Path], Try]:
    """Mutate one of the files of these names, or folders, of a whole program."""
    needed = {*names, "program", "participants", "topics", "pairs", "journal"}
    whole = {path: text.encode() for path, text in WHOLE.items() if _top(path) in needed}
    others = [*sample_files().items(), *((path, text.encode()) for path, text in MISTAKES.items())]
    known = {
        path: [text for other, text in others if _top(other) == _top(path) and len(text) < 20_000]
        for path in whole
        if _top(path) in names
    }
    chosen = list(known)

    def attempt(hand: random.Random) -> bool:
        path = hand.choice(chosen)
        base = whole[path] if hand.random() < 0.8 else hand.choice([whole[path], *known[path]])
        return _looked_at({**whole, path: mutated(hand, base, [whole[path], *known[path]])})

    return lambda _: attempt


def _top(path: str) -> str:
    """File or folder of the program's that a path begins with."""
    return path.split("/", maxsplit=1)[0].removesuffix(".yaml")


def _exports() -> list[tuple[str, Path]]:
    """Exports of form tools, each with its survey."""
    names = ("final-mentee", "midterm", "intake-mentee", "intake-mentor", "pulse")
    return [
        (next((name for name in names if name in path.name), "pulse"), path)
        for path in sorted(ANSWERS.glob("*.csv"))
    ]


def _answers(_: Path) -> Try:
    """Mutate surveys/ID.csv of a program under way, as it is after the exports were imported."""
    from rmentor.folder.answers import answers_path

    sources = a_programme()
    for survey, path in _exports():
        sources = run(sources, survey, path).sources
    samples = {
        path: sources.files[path]
        for path in {answers_path(survey) for survey, _ in _exports()}
        if path in sources.files
    }
    paths = sorted(samples)
    folders = {path: _without_surveys(sources, PurePosixPath(path).stem) for path in paths}
    assert all(_looked_at(folder.files) for folder in folders.values())

    def attempt(hand: random.Random) -> bool:
        path = hand.choice(paths)
        content = mutated(hand, samples[path], [samples[path], *samples.values()])
        return _looked_at({**folders[path].files, path: content})

    return attempt


def _sheets(
    samples: Callable[[Path], list[tuple[str, bytes]]], change: Callable[..., bytes]
) -> Callable[[Path], Try]:
    """Mutate a sheet of people, and bring them in: what comes out, looked at now and then, has to be a program."""

    def prepare(room: Path) -> Try:
        sources = _without_surveys(a_programme())
        loaded = load(sources)
        program = loaded.program
        assert program is not None
        topics = topic_index(program.topics)
        known = samples(room)

        def attempt(hand: random.Random) -> bool:
            name, content = hand.choice(known)
            path = room / name
            path.write_bytes(change(hand, content, [content, *(each for _, each in known)]))
            try:
                table = read_sheet(path)
                mappings, _ = remembered(sources)
                mapping = mapping_for(
                    table, mappings, topics, hand.choice((None, "mentor", "mentee"))
                )
                intake = merge(program, sources, loaded.homes, table, mapping, mappings)
            except RmentorError:
                return False
            intake_json(table, mapping.id, intake, speak("fr"))
            if hand.random() < AGAIN:
                after = {
                    path: text for path, text in apply(sources, intake.changes).items() if text
                }
                assert load(Sources(None, {**sources.files, **after})).program is not None
            return True

        return attempt

    return prepare


def _csv_files(_: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.csv"))]


def _workbooks(room: Path) -> list[tuple[str, bytes]]:
    rows: list[list[object]] = [
        ["Nom", "Rôle", "Ancienneté", "Propose", "Disponible", "Volontaire"]
    ]
    rows += [
        [f"Léa {n}", "mentor", n, "LinkedIn 4; TikTok 5", "mardi 12h-14h", True] for n in range(4)
    ]
    made = [a_workbook(room, {"Gens": rows, "Autres": rows[:2]}, "small.xlsx")]
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in rows[0]
    )
    made.append(an_ods(room, f"<table:table-row>{cells}</table:table-row>" * 3, "small.ods"))
    made.append(DATA / "applications.xlsx")
    return [(path.name, path.read_bytes()) for path in made]


def _without_surveys(sources: Sources, kept: str = "") -> Sources:
    """A folder with one survey at most, which is read much faster."""
    files = {
        path: text
        for path, text in sources.files.items()
        if not path.startswith("surveys/")
        or path in (f"surveys/{kept}.yaml", f"surveys/{kept}.csv")
    }
    return Sources(None, files)


def _survey_import(room: Path) -> Try:
    """Mutate the exports of form tools, and read the answers: what they give, looked at now and then, has to be a program."""
    known = [(survey, path.name, path.read_bytes()) for survey, path in _exports()]
    others = [each for _, _, each in known]
    folders = {survey: _without_surveys(a_programme(), survey) for survey, _, _ in known}
    desks = {survey: desk_of(sources, survey) for survey, sources in folders.items()}

    def attempt(hand: random.Random) -> bool:
        survey, name, content = hand.choice(known)
        sources = folders[survey]
        path = room / name
        path.write_bytes(mutated(hand, content, [content, *others]))
        try:
            form = Form(accepted=hand.random() < 0.5)
            done = run(sources, survey, path, form=form, desk=desks[survey])
        except RmentorError:
            return False
        if hand.random() < AGAIN:
            assert load(done.sources).program is not None
        return True

    return attempt


SNIPPETS = (
    "# {{ title }}\n{% for x in texts %}\n- {{ x|upper }}{% if not loop.last %},{% endif %}\n{% endfor %}\n",
    "{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{{ m(title) }}{{ number * 2 }}{{ texts|join(', ') }}",
    "{% set ns = namespace(n=0) %}{% for x in texts %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}{{ _('%(x)s', x=title) }}",
    "{% block a %}{{ texts|sort|first }}{% endblock %}{{ self.a() }}{% include '_charter.md' %}{{ (1, 2)|max }}{{ {'a': 1}|items|list|length }}",
    "{% macro m() %}{{ caller(1) }}{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}{% filter upper %}a{% endfilter %}{{ number if number > 2 else title }}{% raw %}{{ }}{% endraw %}",
)  # fmt: skip


def _views() -> Iterator[tuple[str, object]]:
    """Templates of some length, each with a view that it is given for a whole program."""
    told: dict[str, object] = {}

    class Listening(render.Renderer):
        def render(self, template: str, view: object) -> str:
            told[template] = view
            return super().render(template, view)

    with mock.patch.object(render, "Renderer", Listening):
        program = a_rich_program("en")
        written(program)
        calendars = calendar_changes(program, program.plan, frozenset())
        draft_changes(program, program.plan, calendars, sources_of({}), (), since=None)
    yield from told.items()


def _templates(_: Path) -> Try:
    """Mutate a built-in template, and write a document with it."""
    from tests.hostile.test_templates import View

    render.BUDGET = 2_000_000
    known: list[tuple[str, str, object]] = [
        *(("x.md", text, View("Hello", ("a", "b|c"))) for text in SNIPPETS),
        *(
            (name, template_text(path), view)
            for name, view in _views()
            for path in (name, f"en/{name}", f"fr/{name}")
            if path in template_names() and len(template_text(path)) < LONGEST
        ),
    ]
    assert {"certificate.md", "mentee-kit.md", "invitation.txt"} <= {name for name, _, _ in known}
    others = [template_text(name).encode() for name in template_names() if name.endswith("md")]
    others += [text.encode() for text in SNIPPETS] * 4

    def attempt(hand: random.Random) -> bool:
        name, text, view = hand.choice(known)
        files = {f"templates/{name}": mutated(hand, text.encode(), [text.encode(), *others])}
        try:
            made = render.Renderer(files, speak(hand.choice(LANGUAGES))).render(name, view)
        except RmentorError:
            return False
        assert len(made.encode()) < MOST_WRITTEN
        return True

    return attempt


PARSERS: Mapping[str, Parser] = {
    "CSV": Parser(_sheets(_csv_files, mutated)),
    "XLSX and ODS": Parser(_sheets(_workbooks, mutated_archive)),
    "templates": Parser(_templates),
    "journal": Parser(_yaml("journal")),
    "survey": Parser(_yaml("surveys")),
    "answers": Parser(_answers),
    "YAML": Parser(_yaml("program", "participants", "objectives", "framework", "topics", "pairs", "plan", "register")),
    "survey import": Parser(_survey_import),
    "edits": Parser(changing.edits),
    "landings": Parser(changing.landings),
}  # fmt: skip
