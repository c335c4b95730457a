"""Reports and session plans as whole documents, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.changes import Write
from rmentor.model.kits import KITS
from rmentor.model.objectives import Objective
from rmentor.model.pairing import Pairing, Summary
from rmentor.model.people import Participant
from rmentor.model.program import Contact, Program
from rmentor.model.register import Register
from rmentor.model.topics import Words
from rmentor.reporting.escape import anchor, one_line
from rmentor.reporting.files import report_changes
from rmentor.reporting.paths import kit
from tests.builders import a_program, sources_of
from tests.reporting import hostile
from tests.reporting.golden import FOLDER, assert_golden
from tests.reporting.marks import headings, links, plain, structure
from tests.reporting.programs import PLAN, TODAY, a_rich_program, its_pairing, renamed
from tests.reporting.written import texts, written

GOLDEN = (
    "reports/program.md",
    "reports/sponsor.md",
    "reports/topics.svg",
    "reports/sessions.svg",
    "reports/pairs/pauline-r--catherine-a.md",
    "reports/pairs/amine-b--carmen-o.md",
    "reports/closing.md",
    "reports/certificates/catherine-a.md",
    "reports/certificates/pauline-r.md",
    *map(kit, KITS),
    "sessions/pauline-r--catherine-a/1.md",
    "sessions/pauline-r--catherine-a/3.md",
    "sessions/pauline-r--catherine-a/4.md",
)
CALENDARS = ("pauline-r", "amine-b--carmen-o", "program")
# Words that speak down to people (domain.md, section 1).
DISRESPECT = (
    "digital native", "dépassé", "ringard", "elderly", "old people", "les vieux", "retard", "incapable",
    "lacune", "ignorant", "technophobe", "outdated", "obsolete",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_golden_documents(language: str) -> None:
    """What a reader gets, as somebody last looked at it."""
    made = written(a_rich_program(language))
    for path in GOLDEN:
        content = made[path]
        assert content is not None
        assert_golden(f"{language}/{path}", content)


def test_every_golden_file_is_used() -> None:
    """A file that no test compares would mislead its reader."""
    names = {f"{language}/{path}" for language in ("fr", "en") for path in GOLDEN}
    names |= {f"{language}/calendars/{n}.ics" for language in ("fr", "en") for n in CALENDARS}
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    # Pictures have a test of their own.
    assert {name for name in there if not name.startswith("pictures/")} == names


@pytest.mark.parametrize("language", ["fr", "en"])
def test_documents_are_tidy(language: str) -> None:
    """One first heading, one newline at the end, no trailing spaces, no two blank lines."""
    for path, text in texts(a_rich_program(language)).items():
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
        assert not re.search(r"[ \t]$", text, re.MULTILINE), path
        assert "\n\n\n" not in text, path
        assert [tag for tag, _ in headings(text)].count("h1") == 1, path
        assert "None" not in text, path
        for line in text.splitlines():
            assert not re.search(r"%\(\w+\)|\{\{|\{%", line), (path, line)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_tables_have_as_many_cells_in_each_row(language: str) -> None:
    """Forges drop or invent cells otherwise."""
    for path, text in texts(a_rich_program(language)).items():
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            rows = [len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()]
            assert len(set(rows)) == 1, (path, table)
            assert structure(table)["table_open", "table"] == 1, (path, table)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_link_leads_somewhere(language: str) -> None:
    """Links between reports, session plans, calendars and pictures resolve, and so do anchors."""
    made = written(a_rich_program(language))
    for path, text in texts(a_rich_program(language)).items():
        anchors = {str(anchor(title)) for _, title in headings(text)}
        for target in links(text):
            if target.startswith("#"):
                assert unquote(target[1:]) in anchors, (path, target)
            else:
                assert normpath(join(dirname(path), target)) in made, (path, target)


def test_french_documents_have_french_spacing() -> None:
    """No plain space stands before a sign of two parts, but in what people typed."""
    typed = {"Atelier :", "Un premier succès :"}
    for path, text in texts(a_rich_program("fr")).items():
        for line in text.splitlines():
            if not any(each in line for each in typed):
                assert not re.search(r"[^\s|-] [:;!?%»](?=[\s*)]|$)", line), (path, line)


@cache
def _plain_structures() -> dict[str, object]:
    program = _called(a_rich_program("fr"), "x")
    return {path: structure(text) for path, text in texts(program).items()}


def _said(register: Register, name: str) -> Register:
    """Make every text of a register ``name``."""
    return Register(
        ideas=tuple(
            replace(each, idea=name, owner=name, answer=name if each.answer else None)
            for each in register.ideas
        ),
        circle=tuple(
            replace(each, what=name, answer=name if each.answer else None)
            for each in register.circle
        ),
        quotes=tuple(replace(each, text=name) for each in register.quotes),
        trainings=tuple(replace(each, title=name) for each in register.trainings),
        lessons=tuple(replace(each, what=name) for each in register.lessons),
    )


def _called(program: Program, name: str) -> Program:
    """Call everything that people name by ``name``."""
    for person in program.participants:
        program = renamed(program, person.id, name)
    return replace(
        program,
        name=name,
        participants=tuple(
            replace(each, department=name, site=name, email=name, languages=(name,))
            for each in program.participants
        ),
        objectives=tuple(
            Objective(each.id, name, each.topics, each.kpis) for each in program.objectives
        ),
        kpis=tuple(replace(each, title=name, unit=name) for each in program.kpis),
        topics={
            topic.id: replace(
                topic,
                title=Words(name, name),
                levels={3: Words(name, name)},
                exercises=(Words(name, name),) * 2,
                material=(Words(name, name),),
            )
            for topic in program.topics.values()
        },
        coordinator=Contact(name, name),
        sponsor=Contact(name),
        register=_said(program.register, name),
        rates=replace(program.rates, currency=name),
        plan=replace(
            PLAN,
            sessions=tuple(replace(each, place=name) for each in PLAN.sessions),
            unplaced=tuple(replace(each, reason=name) for each in PLAN.unplaced),
        ),
        framework=replace(
            program.framework,
            place=name,
            modules=tuple(
                replace(
                    module,
                    title=name,
                    agenda=tuple(replace(item, title=name) for item in module.agenda),
                )
                for module in program.framework.modules
            ),
        ),
        journal={
            pair: tuple(
                replace(entry, actions=tuple(replace(a, what=name) for a in entry.actions))
                for entry in entries
            )
            for pair, entries in program.journal.items()
        },
    )


@given(name=hostile.ANYTHING)
@settings(max_examples=25)
def test_no_name_changes_the_parts_of_any_document(name: str) -> None:
    """Headings, tables, links and lists are the same whatever people, topics and places are called."""
    if not one_line(name):
        return
    for path, text in texts(_called(a_rich_program("fr"), name)).items():
        assert structure(text) == _plain_structures()[path], path


@pytest.mark.parametrize("name", hostile.NAMES)
def test_hostile_names_are_read_as_they_were_typed(name: str) -> None:
    """The reader of a report sees the name, character by character."""
    text = texts(renamed(a_rich_program("fr"), "pauline-r", name))["reports/program.md"]
    assert one_line(name) in plain(text)


def test_same_program_same_bytes_in_any_order() -> None:
    """The order of people in the files changes nothing, nor does doing it twice."""
    program = a_rich_program("fr")
    turned = replace(program, plan=replace(PLAN, sessions=tuple(reversed(PLAN.sessions))))
    assert written(program) == written(program)
    pages = {path: text for path, text in texts(program).items() if path.startswith("sessions/")}
    assert pages == {p: t for p, t in texts(turned).items() if p.startswith("sessions/")}


def test_without_a_day_nothing_is_said_that_depends_on_it() -> None:
    """No clock is looked at: without --today there is no overdue, no coming, no today."""
    for language, words in (("fr", ("aujourd’hui", "à ce jour", "deux semaines qui viennent")),
                            ("en", ("today", "due by now", "next two weeks"))):  # fmt: skip
        made = written(a_rich_program(language), today=None)
        for path, content in made.items():
            assert content is not None
            if path.startswith("reports/"):
                text = content.decode()
                assert not any(word in text.lower() for word in words), path


def test_a_day_brings_what_is_over_and_what_comes() -> None:
    """The session of 17 February is over and unrecorded on 1 March; that of 2 March is to come."""
    text = texts(a_rich_program("en"))["reports/program.md"]
    assert "**1 session is over and not recorded**" in text
    coming = text.split("### The next two weeks")[1].split("###")[0]
    assert "Tue 2 March, 12:30" in coming
    assert "31 March" not in coming


@pytest.mark.parametrize(("smallest", "shown"), [(3, True), (4, True), (5, False), (100, False)])
def test_no_figure_about_fewer_answers_than_the_program_allows(smallest: int, shown: bool) -> None:
    """Six answers of four people: shown where four are enough, hidden where five are asked for."""
    program = replace(a_rich_program("en"), smallest_group=smallest)
    for path in ("reports/sponsor.md", "reports/program.md"):
        assert ("4.7 of 5" in texts(program)[path]) is shown, path


def test_a_sponsor_hears_of_nobodys_wishes() -> None:
    """Who would rather not be with whom, motivation and scores stay with the coordinator."""
    text = texts(a_rich_program("en"))["reports/sponsor.md"]
    for secret in ("wish", "motivat", "score", "8,", "Gwen", "David", "Farid", "catherine.a@"):
        assert secret not in text, secret


@pytest.mark.parametrize(
    ("proof", "aim", "said", "unsaid"),
    [
        ("optimal", "total", ("sum of scores is the largest possible", "best pairs"), "weakest"),
        ("optimal", "fair", ("weakest pair is the strongest possible", "best pairs"), "at most 7"),
        ("bound", "total", ("at most 7 points from the largest possible",), "best pairs"),
        ("none", "total", ("This is what pairs.yaml holds",), "best pairs"),
    ],
)
def test_no_more_is_claimed_of_the_pairs_than_is_proved(
    proof: str, aim: str, said: tuple[str, ...], unsaid: str
) -> None:
    """Pairs made by hand are not called the best."""
    program = a_rich_program("en")
    pairing = its_pairing(program)
    summary = replace(pairing.summary, proof=proof, aim=aim, gap=7)
    changes = report_changes(
        program, replace(pairing, summary=summary), sources_of({}), ("program", "sponsor"),
        today=None, existing=(),
    )  # fmt: skip
    text = "".join(str(each.text) for each in changes if isinstance(each, Write))
    assert all(sentence in text for sentence in said)
    assert unsaid not in text


def _many(count: int) -> tuple[Program, Pairing]:
    """Make a program with so many of everything that needs help."""
    rich = a_rich_program("fr")
    more = tuple(
        Participant(f"extra-{n}", f"Extra {n}", "mentee", volunteer=True, wants={"linkedin": 1})
        for n in range(count)
    )
    pairing = its_pairing(rich)
    unpaired = tuple(replace(pairing.unpaired[0], id=person.id) for person in more)
    topics = tuple(replace(pairing.topics[0], id=f"t{n}", wanted=9, served=1) for n in range(60))
    program = replace(
        rich,
        participants=tuple(sorted((*rich.participants, *more), key=lambda each: each.id)),
        objectives=rich.objectives,
    )
    return program, replace(pairing, unpaired=unpaired, topics=topics)


def test_the_sponsors_page_stays_one_page() -> None:
    """Five hundred people without a mentor are five names and a number."""
    program, pairing = _many(500)
    changes = report_changes(
        program, pairing, sources_of({}), ("sponsor",), today=TODAY, existing=()
    )
    pages = {change.file: change.text for change in changes if isinstance(change, Write)}
    beside = {"reports/kpis.svg", "reports/public-sessions.svg"}
    assert set(pages) == {"reports/sponsor.md", *beside}
    page = str(pages["reports/sponsor.md"])
    assert "495 autres personnes" in page
    assert len(page.splitlines()) <= 60
    assert len(plain(page)) < 3500


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_program_without_pairs_is_told_what_comes_first(language: str) -> None:
    """An empty program gives reports that read well, without empty tables."""
    program = replace(a_program(), language=language, name="Nouveau")
    pairing = Pairing((), (), (), (), Summary(0, 0, 0, None, "total"), {})
    changes = report_changes(
        program, pairing, sources_of({}), ("program", "sponsor", "pair"), today=None, existing=()
    )
    by_path = {change.file: change.text for change in changes if isinstance(change, Write)}
    assert {path for path in by_path if path.endswith(".md")} == {
        "reports/program.md",
        "reports/sponsor.md",
    }
    beside = {path.removeprefix("reports/") for path in by_path if path.endswith(".svg")}
    for path in ("reports/program.md", "reports/sponsor.md"):
        text = str(by_path[path])
        assert "None" not in text
        assert not re.search(r"^\|[-|:]+\|\n(?!\|)", text, re.MULTILINE), text
        assert all(target.startswith("#") or target in beside for target in links(text))


def test_nothing_generated_speaks_down_to_people() -> None:
    """No deficit words, no cliché of generations, in any document or sentence of ours."""
    catalogue = Path(__file__).parents[2] / "rmentor" / "language" / "fr" / "reporting.po"
    said = catalogue.read_text("utf-8").lower()
    for language in ("fr", "en"):
        said += "\n".join(texts(a_rich_program(language)).values()).lower()
    for word in DISRESPECT:
        assert word not in said, word


@given(st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=10)
def test_french_counts_in_french(held: int, more: int) -> None:
    """Nought and one are singular, two is plural."""
    program = a_rich_program("fr")
    sessions = [each for each in PLAN.sessions if each.pair == "pauline-r--catherine-a"]
    planned = [
        replace(each, state="held", start=sessions[0].start + timedelta(days=each.session))
        if each.session <= held
        else replace(each, state="planned")
        for each in sessions[: max(held, more, 1)]
    ]
    program = replace(program, plan=replace(PLAN, sessions=tuple(planned)), journal={})
    text = texts(program)["reports/pairs/pauline-r--catherine-a.md"]
    expected = f"{held} séances tenues" if held > 1 else f"{held} séance tenue"
    assert expected + " sur 4." in text
