"""The next edition's register and days: lessons and what is open go on, consents and old days do not."""

from __future__ import annotations

import csv
import io
from datetime import date

from rmentor.folder.edition import Edition, edition_after
from rmentor.folder.load import load
from rmentor.model.program import Program, Stakeholder
from tests.builders import sources_of
from tests.folder.whole_program import WHOLE

PROGRAM = """\
name: Test
start: 2026-09-07
end: 2027-07-02
sponsor: {name: Board, signed: 2026-08-01}   # on paper
stakeholders:
  # the works council first
  - {name: Works council, on: 2026-08-03, said: Fine, taken_up: Time freed}
  - name: IT   # by mail
    on: 2026-08-04
  - {name: Legal}
"""
PEOPLE = """\
participants:
  - {id: ann, name: Ann, role: mentor, volunteer: yes, volunteered: 2026-08-20, offers: {linkedin: 4}}
  - id: bob
    name: Bob
    role: mentee
    volunteer: yes
    volunteered: 2026-08-21   # by mail
    status: paused
    status_since: 2027-05-01
    back: 2027-09-01
  - {id: gone, name: Gone, role: mentee, status: left}
"""
FRAMEWORK = """\
sessions: 4
minutes: 60
every: 2 weeks
events:
  - id: kickoff
    title: Kick-off
    kind: kickoff
    for: all
    minutes: 60
    on: 2026-09-08 10:00   # in the hall
  - {id: circle, title: Circle, kind: circle, for: mentors, minutes: 60, every: 4 weeks, times: 6}
"""
SURVEY = "title: Middle\nask: half\ncloses: 2027-03-01   # a Monday\nitems: [{id: a, text: A}]\n"
REGISTER = """\
# Bob once told me something in confidence.
ideas:
  - {id: open, idea: A quiet room, owner: gone, source: circle}
  - {id: studied, idea: A charter, status: studied, owner: ann, on: 2027-02-02}
  - {id: done, idea: A stand, status: done}
circle:
  - {id: asked, kind: question, what: When to stop}
  - {id: told, kind: question, what: How to start, answer: Gently}
  - {id: shorter, kind: decision, what: Shorter, kit: mentor-kit}
quotes:
  # Ann said this over coffee
  - {id: q, who: ann, text: I learnt a lot, consent: 2027-03-01}
trainings: [{id: t, title: Tact, on: 2026-09-01, minutes: 60, who: [ann]}]
lessons:
  - {id: dated, kind: keep, what: The circle, on: 2027-06-30}
  - {id: undated, kind: change, what: The room}
  - {id: old, kind: stop, what: Fridays, on: 2026-07-01}
steps: [{id: s, step: call, on: 2027-03-01, pair: ann--bob, rule: silent}]
"""
FILES = {
    "program.yaml": PROGRAM,
    "participants.yaml": PEOPLE,
    "framework.yaml": FRAMEWORK,
    "pairs.yaml": "pairs: [{id: ann--bob, mentor: ann, mentees: [bob]}]\n",
    "surveys/midterm.yaml": SURVEY,
    "register.yaml": REGISTER,
}


def _made(files: dict[str, str], language: str | None = None) -> tuple[Edition, Program]:
    sources = sources_of(files)
    loaded = load(sources)
    assert loaded.program is not None, loaded.findings
    edition = edition_after(loaded.program, sources, loaded.homes, language)
    again = load(sources_of({path: text.decode() for path, text in edition.files.items()}))
    assert again.program is not None, again.findings
    return edition, again.program


def test_lessons_and_what_is_open_go_on() -> None:
    """An answered question, a decision, a done idea, trainings, steps and quotes do not."""
    edition, program = _made(FILES)
    register = program.register
    assert [(each.id, each.owner) for each in register.ideas] == [
        ("open", None),
        ("studied", "ann"),
    ]
    assert [each.id for each in register.circle] == ["asked"]
    assert [(each.id, each.on) for each in register.lessons] == [
        ("dated", date(2027, 6, 30)), ("old", date(2026, 7, 1)), ("undated", date(2027, 7, 2)),
    ]  # fmt: skip
    assert (register.quotes, register.trainings, register.steps) == ((), (), ())
    assert edition.open == ("open", "studied", "asked")
    assert edition.lessons == (("keep", "The circle"), ("stop", "Fridays"), ("change", "The room"))


def test_no_word_of_what_stays_behind_is_in_the_new_folder() -> None:
    """Not even in comments: consent was to the reports of the old edition."""
    edition, _ = _made(FILES)
    for path, content in edition.files.items():
        for secret in ("learnt a lot", "confidence", "over coffee", "Gently", "gone"):
            assert secret not in content.decode(), path


def test_a_register_without_lessons_or_open_questions_stays_behind() -> None:
    """There is nothing to begin with."""
    edition, _ = _made({**FILES, "register.yaml": "quotes: [{id: q, who: ann, text: Mine}]\n"})
    assert "register.yaml" not in edition.files


def test_the_new_register_speaks_the_new_language() -> None:
    """In its comments; what people wrote is theirs."""
    edition, _ = _made(FILES, "fr")
    assert "Ce que l’organisation apprend" in edition.files["register.yaml"].decode()


def test_old_days_are_gone_and_their_lines_stay() -> None:
    """Signature, consultations, chosen days of events, last days of surveys, days of the yes."""
    edition, program = _made(FILES)
    assert program.sponsor.signed is None
    assert program.stakeholders == tuple(map(Stakeholder, ("Works council", "IT", "Legal")))
    assert [event.day for event in program.framework.events] == [None, None]
    assert program.surveys["midterm"].closes is None
    assert {p.volunteered for p in program.participants} == {None}
    assert all(p.volunteer for p in program.participants)
    text = {path: content.decode() for path, content in edition.files.items()}
    assert "# the works council first" in text["program.yaml"]
    assert "  - name: IT   # by mail\n" in text["program.yaml"]
    assert text["framework.yaml"] == FRAMEWORK.replace("    on: 2026-09-08 10:00   # in the hall\n", "")  # fmt: skip
    assert text["surveys/midterm.yaml"] == SURVEY.replace("closes: 2027-03-01   # a Monday\n", "")


def test_somebody_s_pause_goes_on() -> None:
    """It is no matter of an edition."""
    _, program = _made(FILES)
    bob = program.people()["bob"]
    assert (bob.status, bob.status_since, bob.back) == (
        "paused", date(2027, 5, 1), date(2027, 9, 1),
    )  # fmt: skip


def test_answers_stay_behind_and_questionnaires_go_on() -> None:
    """surveys/ID.csv is what people answered then."""
    sources = sources_of(FILES)
    table = io.StringIO()
    csv.writer(table).writerows([["person", "role", "pair", "session", "date", "a"], ["ann", "mentor", "", "", "", "4"]])  # fmt: skip
    loaded = load(sources)
    assert loaded.program is not None
    with_answers = sources_of({**FILES, "surveys/midterm.csv": table.getvalue()})
    edition = edition_after(loaded.program, with_answers, loaded.homes)
    assert "surveys/midterm.csv" not in edition.files
    assert "surveys/midterm.yaml" in edition.files


def test_whoever_left_is_in_no_old_group_either() -> None:
    """Neither as one who leads it along, nor as one who had left it."""
    pairs = (
        "pairs:\n  - {id: ann--x, mentor: ann, co_mentor: gone, mentees: [bob], format: group, "
        "former: [{who: gone, until: 2027-01-01}]}\n"
    )
    _, program = _made({**FILES, "pairs.yaml": pairs, "register.yaml": "lessons: []\n"})
    (pair,) = program.pairs
    assert (pair.co_mentor, pair.former, pair.status) == (None, (), "completed")


def test_an_edition_after_an_edition_changes_no_more_than_it_must() -> None:
    """Begun anew from the new folder at once: the same register, and no day to take away."""
    first, _ = _made(FILES)
    second, _ = _made({path: text.decode() for path, text in first.files.items()})
    for path in ("register.yaml", "program.yaml", "framework.yaml", "surveys/midterm.yaml"):
        assert second.files[path] == first.files[path]


def test_every_key_that_there_is_goes_on_or_stays_behind() -> None:
    """The program in which everything is used has a next edition without errors."""
    edition, program = _made(WHOLE)
    assert program.sponsor.signed is None
    assert [each.what for each in program.register.lessons] == ["Le cercle"]
    assert "J’ai appris" not in edition.files["register.yaml"].decode()
