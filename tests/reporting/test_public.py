"""What is handed on: nobody named, no count of a few people, and links to nothing outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from posixpath import dirname, join, normpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmentor.changes import Remove, Write
from rmentor.followup.few import may_be_told
from rmentor.followup.readership import COORDINATOR, PUBLIC
from rmentor.language.catalogue import speak
from rmentor.model.events import Event, PlannedEvent
from rmentor.model.objectives import KPI, Objective
from rmentor.model.pairs import Pair
from rmentor.model.people import Participant
from rmentor.model.program import Framework, Program
from rmentor.model.register import CircleNote, Idea, Lesson, Quote, Training
from rmentor.model.sessions import Plan, Session
from rmentor.model.windows import Span
from rmentor.pairing.pair import standing
from rmentor.reporting.nameless import INSTEAD, Names, nameless
from rmentor.reporting.public import REPORTS, Handout, handout
from rmentor.reporting.views.closing import closing_view
from rmentor.reporting.views.kits import kit_view
from rmentor.reporting.views.public import closing_in_public, kit_in_public, sponsor_in_public
from rmentor.reporting.views.sponsor import SponsorView, sponsor_view
from tests.builders import a_mentee, a_mentor, a_person, a_program, sources_of
from tests.reporting.hostile import ANYTHING
from tests.reporting.marks import links
from tests.reporting.programs import TODAY, a_rich_program, its_pairing
from tests.reporting.written import reports_of

DAY = date(2027, 1, 11)
EN = speak("en")


def handed_on(
    program: Program,
    *wanted: str,
    templates: Mapping[str, str] | None = None,
    existing: frozenset[str] = frozenset(),
    with_page: bool = True,
) -> Handout:
    """What is handed on of the rich program."""
    return handout(
        program,
        its_pairing(program),
        sources_of(templates or {}),
        wanted or REPORTS,
        today=TODAY,
        existing=existing,
        with_page=with_page,
    )


def texts(made: Handout) -> dict[str, str]:
    """Files by path."""
    return {each.file: str(each.text) for each in made.changes if isinstance(each, Write)}


def naming(program: Program, person: Participant) -> Program:
    """Put somebody's name, id and address wherever people write texts."""
    words = f"Demander à {person.name}, {person.id} ou {person.email or 'x'} !"
    register = replace(
        program.register,
        ideas=(
            Idea("a", words, TODAY, owner=person.id, answer=words, status="adopted"),
            Idea("b", words.upper(), TODAY, owner=person.name),
        ),
        circle=(
            CircleNote("c", "decision", words),
            CircleNote("d", "question", words, answer=words),
        ),
        quotes=(Quote("e", "carmen-o", words, date(2027, 2, 1), named=True),),
        trainings=(Training("f", words, DAY, 60, (person.id,)),),
        lessons=(Lesson("g", "keep", words), Lesson("h", "stop", words, date(2026, 1, 1))),
    )
    event = Event("i", words, "circle", ("all", person.id), 60, guests=(person.name, words))
    at = PlannedEvent("i", 1, noon(TODAY + timedelta(days=3)), 60, place=words)
    return replace(
        program,
        register=register,
        framework=replace(
            program.framework,
            place=words,
            modules=tuple(replace(each, title=words) for each in program.framework.modules),
            events=(event,),
        ),
        plan=replace(program.plan, events=(at,)),
        objectives=tuple(replace(each, title=words) for each in program.objectives),
        kpis=tuple(replace(each, title=words) for each in program.kpis),
    )


def noon(day: date) -> datetime:
    """Noon of a day."""
    return datetime.combine(day, time(12))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("who", ["pauline-r", "catherine-a", "eva-m", "farid-z", "david-l"])
def test_nobody_is_named_wherever_they_were_written(language: str, who: str) -> None:
    """Not by name, id or address; only who speaks with a name has it, beside the words."""
    plain = a_rich_program(language)
    program = naming(plain, plain.people()[who])
    for path, text in texts(handed_on(program)).items():
        for person in program.participants:
            if person.id != "carmen-o":
                assert person.name not in text, path
            assert person.name.upper() not in text, path
            assert person.id not in text.replace(f"{person.id}--", ""), path
            assert person.email is None or person.email not in text, path
        assert text.count("Carmen O.") == (1 if "closing" in path or "sponsor" in path else 0) or (
            path.endswith("report.html")
        ), path
    made = handed_on(program)
    assert "register.yaml: a" in made.named
    assert {each.partition(":")[0] for each in made.named} >= {"framework.yaml", "objectives.yaml"}


@settings(max_examples=15)
@given(ANYTHING)
def test_a_name_of_any_kind_is_left_out(name: str) -> None:
    """Whatever signs it is made of: who is in nobody's quote is not in any file."""
    program = a_rich_program("en")
    strange = replace(program.people()["eva-m"], name=f"Xyzzy {name}")
    others = tuple(each for each in program.participants if each.id != "eva-m")
    people = tuple(sorted((strange, *others), key=lambda each: each.id))
    idea = Idea("a", f"As Xyzzy {name} said", TODAY, owner="eva-m")
    program = replace(
        program, participants=people, register=replace(program.register, ideas=(idea,))
    )
    for text in texts(handed_on(program, "sponsor", "closing", with_page=False)).values():
        assert "Xyzzy" not in text or not re.search(r"[^\W_]", name)


def test_first_names_are_told_to_whoever_hands_it_on() -> None:
    """They may mean anybody, so they stay; but somebody is to look."""
    program = a_rich_program("fr")
    ideas = (Idea("a", "Comme Pauline le propose", TODAY), Idea("b", "Comme on le propose", TODAY))
    made = nameless(replace(program, register=replace(program.register, ideas=ideas)), TODAY)
    assert made.perhaps == ("register.yaml: a",)
    assert not made.named
    assert made.program.register.ideas[0].idea == ideas[0].idea


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anne-Sophie d’Été a dit", f"{INSTEAD} a dit"),
        ("ANNE SOPHIE D'ETE a dit", f"{INSTEAD} a dit"),
        ("avec Pauline R.", f"avec {INSTEAD}"),
        ("avec Pauline R", f"avec {INSTEAD}"),
        ("écrire à pauline.r@example.org, merci", f"écrire à {INSTEAD}, merci"),
        ("voir pauline-r", f"voir {INSTEAD}"),
        ("Pauline Rousseau", "Pauline Rousseau"),
        ("une rose pour Rose", f"une rose pour {INSTEAD}"),
        ("Marie et Anne", "Marie et Anne"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, left: str) -> None:
    """With other accents, signs and spaces, in capitals; but not as a part of another name."""
    people = (
        a_person("pauline-r", name="Pauline R.", email="pauline.r@example.org"),
        a_person("as", name="Anne-Sophie d’Été"),
        a_person("rose", name="Rose"),
    )
    assert Names(people).taken_out(text)[0] == left


def test_an_idea_keeps_an_owner_who_is_no_participant() -> None:
    """A department answers for it with its name."""
    program = a_rich_program("fr")
    owners = {each.id: each.owner for each in nameless(program, TODAY).program.register.ideas}
    assert owners == {"charte": None, "demain": None, "salle": "Services généraux"}


def test_everything_lies_in_a_folder_of_its_own_and_leads_nowhere_else() -> None:
    """Links and pictures are of files beside; the page needs nothing but itself."""
    made = texts(handed_on(a_rich_program("fr")))
    assert all(path.startswith("reports/public/") for path in made)
    assert not any(re.search(r"certificates|pairs/|program\.md|reminders", path) for path in made)
    for path, text in made.items():
        if path.endswith(".md"):
            for target in links(text):
                if not target.startswith("#"):
                    assert normpath(join(dirname(path), target)) in made, (path, target)
    page = made["reports/public/report.html"]
    assert set(re.findall(r'href="([^#"][^"]*)"', page)) <= {"data:,"}
    assert "catherine-a" not in page
    assert "The whole programme" not in page


def test_a_page_that_is_not_written_again_goes() -> None:
    """It would say something else than the files beside it."""
    there = frozenset(("reports/public/report.html", "reports/report.html", "reports/sponsor.md"))
    made = handed_on(a_rich_program("en"), "sponsor", existing=there, with_page=False)
    removed = [each.file for each in made.changes if isinstance(each, Remove)]
    assert removed == ["reports/public/report.html"]


def test_a_template_of_the_programs_own_shows_no_more() -> None:
    """What only the coordinator is to know is not in the view, whatever a template asks for."""
    asking = (
        "{% for p in needs.alone %}{{ p.name }}{% endfor %}{{ needs.undated.names|join }}"
        "{{ needs.missing.names|join }}{{ needs.paused.names|join }}|"
        "{% for i in learning.ideas %}{{ i.owner }}{% endfor %}|{{ coordinator }}"
    )
    program = a_rich_program("en")
    made = handed_on(
        program, "sponsor", templates={"templates/sponsor.md": asking}, with_page=False
    )
    assert texts(made)["reports/public/sponsor.md"] == "|Services généraux|Salomé G.\n"
    kept = handout(
        program, its_pairing(program), sources_of({}), ("closing",), today=TODAY,
        existing=(), with_page=False,
    )  # fmt: skip
    assert "Carmen" not in texts(kept)["reports/public/closing.md"]


def a_crowd(mentees: int, paired: int, *, spare: int = 0, **fields: object) -> Program:
    """A program with so many mentees, of whom so many have a mentor each; ``spare`` mentors have none."""
    pairs = [
        Pair(f"m{n}--e{n}", f"m{n}", (f"e{n}",), ("linkedin",), 5000, since=DAY)
        for n in range(paired)
    ]
    sessions = tuple(
        Session(pair.id, 1, noon(DAY), 60, state="held")
        for pair in sorted(pairs, key=lambda pair: pair.id)
    )
    known: dict[str, object] = {
        "start": DAY,
        "smallest_group": 5,
        "framework": Framework(sessions=1),
        "pairs": tuple(sorted(pairs, key=lambda pair: pair.id)),
        "plan": Plan(sessions),
    }
    people = [*(a_mentor(f"m{n}", name=f"Mentor {n}") for n in range(paired + spare)),
              *(a_mentee(f"e{n}", name=f"Mentee {n}") for n in range(mentees))]  # fmt: skip
    return a_program(*people, **{**known, **fields})


def page_of(program: Program, day: date = DAY) -> SponsorView:
    """The sponsor's page of a program, as it is handed on."""
    pairing = standing(program)
    view = sponsor_view(program, pairing, day, EN, PUBLIC)
    return sponsor_in_public(program, pairing, day, view)


@given(st.integers(0, 16), st.integers(0, 16), st.integers(0, 12))
def test_who_has_no_mentor_is_not_counted_where_they_are_few(
    paired: int, alone: int, spare: int
) -> None:
    """Nor by subtraction: of all, those with a mentor and those without, two give the third."""
    program = a_crowd(paired + alone, paired, spare=spare)
    view, pairing = page_of(program), standing(program)
    kit = kit_in_public(program, pairing, kit_view(program, EN))
    figures = PUBLIC.figures(program, DAY)
    known: dict[str, int] = {}
    if view.pairs or view.figures.wanted:
        # A session each: who can count sessions can count pairs.
        known["paired"] = view.figures.wanted or view.paired
    if all_of_them := view.mentees or kit.mentees:
        known["all"] = all_of_them
    if view.needs.unnamed.count:
        known["alone"] = view.needs.unnamed.count
    if figures["served"].numerator is not None and figures["served"].denominator:
        known |= {
            "paired": int(figures["served"].numerator),
            "all": int(figures["served"].denominator),
        }
    if len(known) > 1:
        known.setdefault("all", known.get("paired", 0) + known.get("alone", 0))
        known.setdefault("alone", known["all"] - known.get("paired", 0))
        known.setdefault("paired", known["all"] - known["alone"])
    assert all(number == 0 or number >= 5 for number in known.values()), known
    assert known.get("paired", paired) == paired
    assert known.get("alone", alone) == alone
    assert view.needs.unnamed.is_few == (0 < alone < 5 and not 0 < paired < 5 and paired > 0)
    if kit.mentors and view.figures.wanted:
        assert spare == 0 or spare >= 5


@pytest.mark.parametrize(
    ("completed", "ended", "current"), [(6, 2, 6), (6, 6, 2), (2, 6, 6), (5, 0, 5), (6, 6, 6)]
)
def test_states_of_pairs_are_told_together_or_not_at_all(
    completed: int, ended: int, current: int
) -> None:
    """All less those that ended and those that go on would be those that are completed."""
    states = ["completed"] * completed + ["ended"] * ended + ["active"] * current
    program = a_crowd(len(states), len(states))
    pairs = tuple(
        replace(pair, status=state, until=None if state == "active" else DAY)
        for pair, state in zip(program.pairs, states, strict=True)
    )
    program = replace(program, pairs=pairs)
    told = min(each for each in (completed, ended, current) if each) >= 5
    view = closing_in_public(program, DAY, closing_view(program, DAY, EN, PUBLIC))
    figures = PUBLIC.figures(program, DAY)
    assert bool(view.pairs) == bool(view.met) == told
    assert (view.completed, view.going_on) == ((completed, current) if told else (0, 0))
    assert figures["pairs_completed"].is_hidden != told
    assert figures["no_fault_exits"].is_hidden != told
    own = COORDINATOR.figures(program, DAY)
    assert own["no_fault_exits"].numerator == ended
    assert not own["pairs_completed"].is_hidden


@pytest.mark.parametrize(("left", "is_hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_how_many_have_left_is_not_told_of_a_few(left: int, is_hidden: bool) -> None:
    """That 23 of 24 are still there is a figure about one."""
    program = a_crowd(12, 12)
    people = tuple(
        replace(each, status="left", status_since=DAY) if number < left else each
        for number, each in enumerate(program.participants)
    )
    figures = PUBLIC.figures(replace(program, participants=people), DAY)
    assert figures["retention"].is_hidden == is_hidden


@pytest.mark.parametrize("trained", [1, 4, 5, 12])
def test_training_of_a_few_is_told_without_figures(trained: int) -> None:
    """Neither how many they were, nor hours by which they could be counted."""
    who = tuple(f"m{n}" for n in range(trained))
    register = replace(
        a_program().register, trainings=(Training("t", "How to teach", DAY, 420, who),)
    )
    program = a_crowd(12, 12, register=register)
    page, is_few = page_of(program), trained < 5
    assert page.learning.trained == (0 if is_few else trained)
    assert (page.costs.minutes == 0) == is_few
    assert page.learning.trainings[0].people == 0
    assert page.learning.hours == page.learning.trainings[0].hours == ""
    made = texts(
        handout(
            program, standing(program), sources_of({}), ("sponsor", "closing"), today=DAY,
            existing=(), with_page=False,
        )
    )  # fmt: skip
    sponsor = made["reports/public/sponsor.md"]
    assert ("Fewer than 5 people** were trained" in sponsor) == is_few
    assert (f"**{trained} people** were trained." in sponsor) != is_few
    closing = made["reports/public/closing.md"].replace("\u00a0", " ")
    assert bool(re.search(rf"(?<!\d){7 * trained} h", closing)) != is_few


def test_an_objective_on_which_few_work_is_told_without_figures() -> None:
    """Two pairs of twelve are four people."""
    aims = (Objective("a", "Online", ("linkedin",), ("k",)), Objective("b", "Found", ("seo",)))
    program = a_crowd(12, 12, objectives=aims, kpis=(KPI("k", computed="pulse"),))
    pairs = tuple(
        replace(pair, topics=("seo",)) if number < 2 else pair
        for number, pair in enumerate(program.pairs)
    )
    many = tuple(
        replace(pair, topics=("seo",)) if number < 6 else pair
        for number, pair in enumerate(program.pairs)
    )
    few = page_of(replace(program, pairs=pairs)).objectives
    assert [(each.pairs, each.all_pairs) for each in few] == [(0, 0), (0, 0)]
    told = page_of(replace(program, pairs=many)).objectives
    assert [(each.pairs, each.all_pairs) for each in told] == [(6, 12), (6, 12)]


@pytest.mark.parametrize("away", [0, 1, 5])
def test_who_comes_is_counted_only_where_no_few_stay_away(away: int) -> None:
    """Everybody is invited, and how many take part is known."""
    program = a_crowd(12, 12)
    event = Event("kickoff", "Kick-off", "kickoff", ("all",), 60)
    later = DAY + timedelta(days=7)
    at = PlannedEvent("kickoff", 1, noon(later), 60)
    people = tuple(
        replace(each, away=(Span(later, later),)) if number < away else each
        for number, each in enumerate(program.participants)
    )
    program = replace(
        program,
        participants=people,
        framework=replace(program.framework, events=(event,)),
        plan=replace(program.plan, events=(at,)),
    )
    found = page_of(program).next_event
    assert found is not None
    assert found.coming == (0 if away == 1 else 24 - away)


def test_a_program_of_a_few_tells_of_nobody() -> None:
    """Two pairs are four people: neither they nor their sessions are counted, in words or pictures."""
    made = texts(
        handout(
            a_crowd(2, 2), standing(a_crowd(2, 2)), sources_of({}), REPORTS, today=DAY,
            existing=(), with_page=True,
        )
    )  # fmt: skip
    sponsor, closing = (made[f"reports/public/{name}.md"] for name in ("sponsor", "closing"))
    assert "Fewer than 5 mentees or mentors take part so far." in sponsor
    assert "Fewer than 5 people have met so far" in closing
    assert not re.search(r"\b[1234] (mentee|mentor|pair|session|people|person)", sponsor + closing)
    assert not [path for path in made if path.endswith(".svg")]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 6))
def test_groups_are_told_where_each_is_empty_or_large(groups: list[int], least: int) -> None:
    """And where all together are enough."""
    program = a_program(smallest_group=least)
    fewest = max(least, 1)
    is_told = all(each == 0 or each >= fewest for each in groups) and sum(groups) >= fewest
    assert may_be_told(program, *groups) == is_told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_lines_say_for_whom_it_is(language: str) -> None:
    """Whoever opens a file sees whether it may be handed on."""
    program = a_rich_program(language)
    own = reports_of(program, "program", "sponsor", "closing")
    for name in ("program", "sponsor", "closing"):
        head = own[f"reports/{name}.md"].partition("\n## ")[0]
        assert "`rmentor report --public`" in head, name
    public = texts(handed_on(program))
    for name in ("sponsor", "closing"):
        text = public[f"reports/public/{name}.md"]
        assert "rmentor " not in text, name
        assert re.search("To be handed on|Peut être diffusé", text.partition("\n## ")[0])
