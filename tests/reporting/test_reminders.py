"""Drafts of reminders: friendly, without figures, safe to open, and gone when nothing is due."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import policy
from email.message import EmailMessage

import pytest

from rmentor.changes import Remove, Write
from rmentor.followup.health import health
from rmentor.followup.reminders import Reminder, reminders
from rmentor.language.catalogue import speak
from rmentor.model.pairs import Pair
from rmentor.model.program import Contact, Framework, Program
from rmentor.model.register import Register, Step
from rmentor.model.sessions import Action, JournalEntry, Plan, Session
from rmentor.model.surveys import Survey, SurveyItem
from rmentor.model.topics import Words
from rmentor.reporting.reminders import reminder_changes, reminder_drafts
from rmentor.reporting.views.reminder import reminder_views
from tests.builders import a_mentee, a_mentor, a_program, sources_of

FIRST = date(2027, 1, 12)
TODAY = FIRST + timedelta(days=44)
PAIR = Pair("mia--eva", "mia", ("eva",), since=date(2027, 1, 11))
PULSE = Survey(
    "pulse",
    Words("Pouls de la séance", "Pulse of the session"),
    ("mentor", "mentee"),
    items=(SurveyItem("useful", Words("Utile", "Useful")),),
    ask="each",
)


def _program(language: str = "en", *, name: str = "Eva", what: str = "Publish a post") -> Program:
    sessions = tuple(
        Session(PAIR.id, n + 1, datetime(2027, 1, 12, 12) + timedelta(days=14 * n), 60)  # noqa: DTZ001
        for n in range(4)
    )
    people = (
        a_mentor(name="Mia", email="mia@example.org"),
        a_mentee(name=name, email="eva@example.org"),
        a_mentee("bob"),
    )
    action = Action("eva", what, FIRST + timedelta(days=7))
    return a_program(
        *people,
        name="Rencontres",
        language=language,
        coordinator=Contact("RH", "rh@example.org"),
        pairs=(PAIR,),
        plan=Plan(sessions),
        framework=Framework(sessions=6, every_days=14),
        journal={PAIR.id: (JournalEntry(1, FIRST, actions=(action,)),)},
        surveys={"pulse": PULSE},
        start=date(2027, 1, 11),
        end=date(2027, 7, 2),
    )


def _due(program: Program, today: date = TODAY) -> tuple[Reminder, ...]:
    return reminders(program, health(program, today), today)


def _mails(program: Program, today: date = TODAY, **files: str) -> dict[str, EmailMessage]:
    sources = sources_of({f"templates/{name}.txt": text for name, text in files.items()})
    made = reminder_drafts(program, _due(program, today), sources)
    read = {
        path: email.message_from_bytes(data, policy=policy.default) for path, data in made.items()
    }
    return {path: mail for path, mail in read.items() if isinstance(mail, EmailMessage)}


def _text(mail: EmailMessage) -> str:
    return str(mail.get_content())


def test_one_mail_for_each_person_with_everything_in_it() -> None:
    """Sessions to record, the person's own actions and answers, and how to meet again."""
    mails = _mails(_program())
    assert sorted(mails) == ["reports/reminders/eva.eml", "reports/reminders/mia.eml"]
    eva, mia = (_text(mails[f"reports/reminders/{who}.eml"]) for who in ("eva", "mia"))
    for said in ("With Mia", "12 January", "26 January", "Publish a post", "Pulse of the session"):
        assert said in " ".join(eva.split())
    assert "Publish a post" not in mia
    mail = mails["reports/reminders/eva.eml"]
    assert (mail["X-Unsent"], mail["To"], mail["Reply-To"]) == (
        "1",
        "Eva <eva@example.org>",
        "RH <rh@example.org>",
    )
    assert mail["Date"] is None
    assert mail["Message-ID"] is None


def test_the_french_is_french() -> None:
    """By the language of the program."""
    mail = _mails(_program("fr"))["reports/reminders/eva.eml"]
    assert mail["Subject"] == "Rencontres\u00a0: un mot de votre part nous aiderait"
    text = " ".join(_text(mail).split())
    for said in ("Bonjour Eva,", "Avec Mia", "date du 12 janvier", "Pouls de la séance"):
        assert said in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_figure_and_no_blame_stands_in_a_reminder(language: str) -> None:
    """Numbers are days of the month; nobody is late, at fault or last."""
    for mail in _mails(_program(language)).values():
        text = _text(mail)
        months = "janvier|février|mars|January|February|March"
        assert not re.search(
            r"\d", re.sub(rf"\b\d{{1,2}}(er)? ({months})", "", " ".join(text.split()))
        )
        assert "%" not in text
        for word in ("late", "overdue", "failed", "retard", "manqué", "échec", "pulse:", "score"):
            assert word not in text.casefold()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_offer_to_end_stands_alone(language: str) -> None:
    """Without fault and without a reason; nothing else is asked for beside it."""
    taken = tuple(
        Step(step, step, FIRST + timedelta(days=days), pair=PAIR.id, rule="silent")
        for step, days in (("reminder", 24), ("call", 38))
    )
    program = replace(_program(language), register=Register(steps=taken))
    today = FIRST + timedelta(days=52)
    view = reminder_views(program, _due(program, today), speak(language))["eva"]
    (pair,) = view.pairs
    assert (pair.is_offer, pair.is_quiet, pair.sessions, pair.actions) == (True, False, (), ())
    text = " ".join(_text(_mails(program, today)["reports/reminders/eva.eml"]).split())
    assert (
        "without fault" if language == "en" else "sans que ce soit la faute de personne"
    ) in text
    assert "Publish" not in text


def test_what_people_type_cannot_add_a_header_or_a_line() -> None:
    """Names with line breaks, an address inside a name, text turned round."""
    program = _program(
        name="Eva\r\nBcc: all@example.org", what="Post\n\nBest,\nthe boss\u202e <script>"
    )
    mail = _mails(program)["reports/reminders/eva.eml"]
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "eva@example.org"
    line = next(line for line in _text(mail).splitlines() if "Post" in line)
    assert "Post Best, the boss" in line
    assert "\u202e" not in _text(mail)


def test_nobody_without_an_address_gets_a_draft() -> None:
    """They are named on the screen instead."""
    program = _program()
    people = tuple(replace(each, email=None) for each in program.participants)
    assert _due(replace(program, participants=people))
    assert _mails(replace(program, participants=people)) == {}


def test_the_program_s_own_template_is_used() -> None:
    """Subject on its first line, as with invitations."""
    own = "Coucou {{ name }}\n{% for pair in pairs %}{{ pair.names }}{% endfor %}\n"
    mail = _mails(_program(), reminder=own)["reports/reminders/eva.eml"]
    assert (mail["Subject"], _text(mail).strip()) == ("Coucou Eva", "Mia")


def test_the_same_files_give_the_same_bytes() -> None:
    """On any machine, in any order of people."""
    program = _program()
    first = reminder_drafts(program, _due(program), sources_of({}))
    turned = reversed(_due(program))
    assert reminder_drafts(program, turned, sources_of({})) == first
    for data in first.values():
        assert all(len(line) <= 80 for line in data.decode().splitlines())


def test_drafts_that_are_no_longer_due_go() -> None:
    """But for those of people who were not looked at, and files of other kinds."""
    program = _program()
    old = ["reports/reminders/bob.eml", "reports/reminders/notes.txt", "reports/program.md"]
    changes = reminder_changes(program, _due(program), sources_of({}), old)
    assert [each.file for each in changes if isinstance(each, Write)] == [
        "reports/reminders/eva.eml",
        "reports/reminders/mia.eml",
    ]
    assert [each for each in changes if isinstance(each, Remove)] == [Remove(old[0])]
    only = reminder_changes(program, _due(program), sources_of({}), old, only={"eva"})
    assert [each.file for each in only] == ["reports/reminders/eva.eml"]
