"""The parsers that are fuzzed, each with real samples and with all that rmentor does with what it reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rmentor.errors import RmentorError
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
from rmentor.resources import sample_files, template_names, template_text
from tests.folder.mistakes import FILES as MISTAKES
from tests.folder.whole_program import WHOLE
from tests.intake.answer_forms import ANSWERS, a_programme, run
from tests.intake.desk import DATA, a_workbook, an_ods
from tests.torture.inputs import mutated, mutated_archive

Try = Callable[[random.Random], None]
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Parser:
    """Something that reads what strangers write.

    Attributes:
        prepare: Gets ready in a folder; answers what tries one input, made by a random hand.
    """

    prepare: Callable[[Path], Try]


def _looked_at(files: Mapping[str, bytes]) -> None:
    """Load a folder, and say all that is wrong with it, as ``check`` does."""
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


def _yaml(paths: Iterable[str]) -> Callable[[Path], Try]:
    """Mutate one of these files of a whole program."""
    whole = {path: text.encode() for path, text in WHOLE.items()}
    chosen = [path for path in whole if path in paths or path.split("/")[0] in paths]
    shipped = sample_files()

    def samples(path: str) -> list[bytes]:
        top = path.split("/", maxsplit=1)[0]
        known = [
            text
            for other, text in shipped.items()
            if other.split("/")[0] == top and len(text) < 20_000
        ]
        slips = [text.encode() for other, text in MISTAKES.items() if other.split("/")[0] == top]
        return [whole[path], *known, *slips]

    known = {path: samples(path) for path in chosen}

    def attempt(hand: random.Random) -> None:
        path = hand.choice(chosen)
        _looked_at({**whole, path: mutated(hand, known[path])})

    return lambda _: attempt


def _answers(_: Path) -> Try:
    """Mutate surveys/ID.csv of a program under way."""
    from rmentor.folder.answers import answers_path, answers_text

    sources = a_programme()
    program = load(sources).program
    assert program is not None
    samples = []
    for name, survey in program.surveys.items():
        head = answers_text(survey, ()).splitlines()[0]
        rows = [
            f"{who},{role},,{n},2027-02-0{n}"
            for n, (who, role) in enumerate((("lea", "mentor"), ("eva", "mentee")), start=1)
        ]
        samples.append(
            (
                answers_path(name),
                "\n".join([head, *(row + ",4" * head.count(",", 20) for row in rows)]).encode()
                + b"\n",
            )
        )
    contents = [content for _, content in samples]

    def attempt(hand: random.Random) -> None:
        path, content = hand.choice(samples)
        _looked_at({**sources.files, path: mutated(hand, [content, content, *contents])})

    return attempt


def _sheets(
    samples: Callable[[Path], list[tuple[str, bytes]]], change: Callable[..., bytes]
) -> Callable[[Path], Try]:
    """Mutate a sheet of people, and bring them in."""

    def prepare(room: Path) -> Try:
        sources = a_programme()
        loaded = load(sources)
        program = loaded.program
        assert program is not None
        topics = topic_index(program.topics)
        known = samples(room)

        def attempt(hand: random.Random) -> None:
            name, content = hand.choice(known)
            path = room / name
            path.write_bytes(change(hand, [content, content, *(each for _, each in known)]))
            try:
                table = read_sheet(path)
                mappings, _ = remembered(sources)
                mapping = mapping_for(
                    table, mappings, topics, hand.choice((None, "mentor", "mentee"))
                )
                intake = merge(program, sources, loaded.homes, table, mapping, mappings)
            except RmentorError:
                return
            intake_json(table, mapping.id, intake, speak("fr"))

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


def _survey_import(room: Path) -> Try:
    """Mutate the exports of form tools, and read the answers."""
    sources = a_programme()
    known = []
    for path in sorted(ANSWERS.glob("*.csv")):
        survey = next(
            (
                each
                for each in ("final-mentee", "midterm", "intake-mentee", "intake-mentor", "pulse")
                if each in path.name
            ),
            "pulse",
        )
        known.append((survey, path.name, path.read_bytes()))

    def attempt(hand: random.Random) -> None:
        survey, name, content = hand.choice(known)
        others = [each for _, _, each in known]
        path = room / name
        path.write_bytes(mutated(hand, [content, content, *others]))
        try:
            run(sources, survey, path)
        except RmentorError:
            return

    return attempt


def _templates(_: Path) -> Try:
    """Mutate a built-in template, and write a document with it."""
    from tests.hostile.test_templates import View

    render.BUDGET = 500_000
    names = [name for name in template_names() if len(template_text(name)) < 3000]
    samples = [template_text(name).encode() for name in names]
    samples += [
        b"# {{ title }}\n{% for x in texts %}\n- {{ x|upper }}{% if not loop.last %},{% endif %}\n{% endfor %}\n",
        b"{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{{ m(title) }}{{ number * 2 }}{{ texts|join(', ') }}",
        b"{% set ns = namespace(n=0) %}{% for x in texts %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}{{ _('%(x)s', x=title) }}",
        b"{% block a %}{{ texts|sort|first }}{% endblock %}{{ self.a() }}{% include '_charter.md' %}{{ (1, 2)|max }}{{ {'a': 1}|items|list|length }}",
        b"{% call(x) m() %}{{ x }}{% endcall %}{% filter upper %}a{% endfilter %}{{ number if number > 2 else title[1:2] }}{% raw %}{{ }}{% endraw %}",
    ]  # fmt: skip

    def attempt(hand: random.Random) -> None:
        content = mutated(hand, samples)
        ending = hand.choice((".md", ".md", ".txt", ".html"))
        files = {f"templates/x{ending}": content}
        try:
            text = render.Renderer(files, speak(hand.choice(LANGUAGES))).render(
                f"x{ending}", View("Hello", ("a", "b|c"), 3)
            )
        except RmentorError:
            return
        assert len(text.encode()) < 4_000_000

    return attempt


PARSERS: Mapping[str, Parser] = {
    "CSV": Parser(_sheets(_csv_files, mutated)),
    "XLSX and ODS": Parser(_sheets(_workbooks, mutated_archive)),
    "templates": Parser(_templates),
    "journal": Parser(_yaml(("journal",))),
    "survey": Parser(_yaml(("surveys",))),
    "answers": Parser(_answers),
    "YAML": Parser(_yaml(("program.yaml", "participants.yaml", "participants", "objectives.yaml", "framework.yaml", "topics.yaml", "pairs.yaml", "plan.yaml", "register.yaml"))),
    "survey import": Parser(_survey_import),
}  # fmt: skip
