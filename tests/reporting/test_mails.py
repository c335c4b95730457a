"""Drafts of invitations, read by the email package, and by a small reader that shares nothing with it."""

from __future__ import annotations

import base64
import difflib
import quopri
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rmentor.changes import Remove, Write
from rmentor.errors import TemplateFailed
from rmentor.language.catalogue import speak
from rmentor.model.events import Event, PlannedEvent
from rmentor.model.pairs import Pair
from rmentor.model.program import Contact, Framework, Program
from rmentor.model.sessions import Plan, Session, Unplaced
from rmentor.reporting.escape import address, one_line
from rmentor.reporting.files import calendar_changes, draft_changes
from rmentor.reporting.mails import WIDTH, wrapped
from rmentor.reporting.render import Renderer
from tests.builders import a_mentee, a_mentor, a_program, sources_of
from tests.reporting import hostile
from tests.reporting.programs import PLAN, a_rich_program, renamed

HEADERS = ["X-Unsent", "From", "Reply-To", "To", "Subject", "MIME-Version", "Content-Type"]
_WORD = re.compile(r"=\?utf-8\?([bq])\?([!-~]*?)\?=")


@dataclass(frozen=True)
class Read:
    """A mail as it is read: headers in words, the text, and what is attached."""

    headers: Mapping[str, str]
    text: str
    calendar: bytes
    of_calendar: Mapping[str, str]


def _headers(head: bytes) -> dict[str, str]:
    """Header fields of RFC 5322, with encoded words of RFC 2047, each given once."""
    found: dict[str, str] = {}
    lines = head.decode("ascii").split("\r\n")
    assert all(0 < len(line) <= 78 and line.isprintable() for line in lines), lines
    for line in re.sub(r"\r\n(?=[ \t])", "", "\r\n".join(lines)).split("\r\n"):
        name, said = re.fullmatch(r"([!-9;-~]+): (.*)", line).groups()  # type: ignore[union-attr]
        assert name not in found, f"{name} twice"
        # Space between encoded words is not part of the text, and a character may lie across them.
        raw, end = b"", 0
        joint = re.sub(r"(?<=\?=) +(?==\?)", "", said)
        for word in _WORD.finditer(joint):
            raw += joint[end : word.start()].encode()
            text = word[2].encode()
            raw += (
                base64.b64decode(text) if word[1] == "b" else quopri.decodestring(text, header=True)
            )
            end = word.end()
        found[name] = (raw + joint[end:].encode()).decode()
    return found


def read(mail: bytes) -> Read:
    """Read a draft and refuse whatever RFC 5322 and RFC 2046 refuse."""
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", mail)
    assert all(len(line) <= 998 for line in mail.split(b"\r\n"))
    head, body = mail.split(b"\r\n\r\n", 1)
    headers = _headers(head)
    kind = re.fullmatch(r'multipart/mixed; boundary="(=_rmentor\d*)"', headers["Content-Type"])
    assert kind
    pieces = (b"\r\n" + body).split(b"\r\n--" + kind[1].encode())
    assert (pieces[0], pieces[-1], len(pieces)) == (b"", b"--\r\n", 4)
    (of_text, text), (of_calendar, calendar) = (
        piece.removeprefix(b"\r\n").split(b"\r\n\r\n", 1) for piece in pieces[1:3]
    )
    assert _headers(of_text) == {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    said = text.decode().replace("\r\n", "\n")
    return Read(headers, said, calendar, _headers(of_calendar))


def _files(
    program: Program,
    *,
    plan: Plan | None = None,
    templates: Mapping[str, str] | None = None,
    existing: tuple[str, ...] = (),
    since: date | None = None,
) -> dict[str, bytes | None]:
    """Calendars and drafts of a program, None for those that are removed."""
    made = plan or program.plan
    calendars = calendar_changes(program, made, existing)
    drafts = draft_changes(
        program, made, calendars, sources_of(templates or {}), existing, since=since
    )
    files: dict[str, bytes | None] = {}
    for change in [*calendars, *drafts]:
        assert isinstance(change, Write | Remove)
        assert change.file not in files
        files[change.file] = change.text if isinstance(change, Write) else None  # type: ignore[assignment]
    return files


def _drafts(program: Program, **options: object) -> dict[str, bytes]:
    files = _files(program, **options)  # type: ignore[arg-type]
    return {path: mail for path, mail in files.items() if path.endswith(".eml") and mail}


def _draft(program: Program, person: str = "pauline-r", **options: object) -> Read:
    return read(_drafts(program, **options)[f"calendars/{person}.eml"])


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _meeting(**fields: object) -> Program:
    """A pair that meets three times, each with an address."""
    pair = Pair("mia--eva", "mia", ("eva",), ("linkedin",))
    sessions = tuple(
        Session(pair.id, number, _at(f"2027-{month} 12:00"), 60, topic="linkedin", place="Agora")
        for number, month in ((1, "02-02"), (2, "03-02"), (3, "04-02"))
    )
    known: dict[str, object] = {
        "pairs": (pair,),
        "plan": Plan(sessions),
        "framework": Framework(sessions=3, minutes=60),
        "start": date(2027, 1, 4),
        "coordinator": Contact("Ana", "ana@example.org"),
    }
    people = (
        a_mentor(email="mia@example.org", timezone="Europe/Paris"),
        a_mentee(email="eva@example.org", timezone="Europe/Paris"),
    )
    return a_program(*people, **{**known, **fields})


def _changed(plan: Plan, number: int, **fields: object) -> Plan:
    sessions = list(plan.sessions)
    sessions[number - 1] = replace(sessions[number - 1], **fields)  # type: ignore[arg-type]
    return replace(plan, sessions=tuple(sessions))


ENGLISH = """\
Hello Mia,

Here are the dates of your sessions.

Time zone: Europe/Paris

With Eva, whom you mentor
Where: Agora

- Session 1 of 3: Tuesday 2 February 2027, 12:00 – 13:00
  linkedin
- Session 2 of 3: Tuesday 2 March 2027, 12:00 – 13:00
  linkedin
- Session 3 of 3: Friday 2 April 2027, 12:00 – 13:00
  linkedin

In your calendar

The attached file mia.ics holds your sessions. Open it, and your calendar
program offers to add them; calendars on the web have “Import” among their
settings. When dates change, you get a new file: open it in the same way,
and sessions move instead of being there twice.

A date that does not suit you, or a question?

Write to Ana (ana@example.org).
Say it early: a session that is moved is better than one that is missed.
"""

FRENCH = """\
Bonjour Eva,

Voici les dates de vos séances.

Fuseau horaire\u00a0: Europe/Paris

Avec Mia, qui vous accompagne
Lieu\u00a0: Agora

- Séance 1 sur 3\u00a0: mardi 2 février 2027, 12\u00a0h – 13\u00a0h
  linkedin
- Séance 2 sur 3\u00a0: mardi 2 mars 2027, 12\u00a0h – 13\u00a0h
  linkedin
- Séance 3 sur 3\u00a0: vendredi 2 avril 2027, 12\u00a0h – 13\u00a0h
  linkedin
"""


def test_an_invitation_says_with_whom_when_and_where() -> None:
    """The whole text, as its reader gets it, in the program's language."""
    english = _draft(_meeting(), "mia")
    assert english.text == ENGLISH
    assert english.headers["Subject"] == "Test: your sessions"
    french = _draft(_meeting(language="fr"), "eva")
    assert french.text.startswith(FRENCH)
    assert "eva.ics" in french.text
    assert french.headers["Subject"] == "Test\u00a0: vos séances"


def test_everybody_with_an_address_and_sessions_to_come_is_invited() -> None:
    """Nobody else: Éva has sessions and no address, others neither."""
    assert set(_drafts(a_rich_program("fr"))) == {
        "calendars/catherine-a.eml",
        "calendars/pauline-r.eml",
    }
    program = _meeting()
    held = Plan(tuple(replace(session, state="held") for session in program.plan.sessions))
    assert _drafts(program, plan=held) == {}


def test_a_draft_is_never_a_sent_mail() -> None:
    """No date and no id, which sending gives; mail programs open it as one to send."""
    for mail in _drafts(a_rich_program("fr")).values():
        headers = read(mail).headers
        assert list(headers) == HEADERS
        assert headers["X-Unsent"] == "1"
        assert headers["From"] == headers["Reply-To"] == "Salomé G. <salome.g@example.org>"


@pytest.mark.parametrize("email", [None, "not an address", "a@b\r\nBcc: evil@example.org"])
def test_without_an_address_of_the_coordinator_nobody_is_named_as_sender(email: str | None) -> None:
    """The mail program fills in who sends it; the text says whom to ask all the same."""
    mail = _draft(_meeting(coordinator=Contact("Ana", email)), "mia")
    assert set(HEADERS) - set(mail.headers) == {"From", "Reply-To"}
    assert "Write to Ana.\n" in mail.text
    nobody = _draft(_meeting(coordinator=Contact()), "mia")
    assert "Answer this message.\n" in nobody.text


def test_the_calendar_in_it_is_the_persons_own() -> None:
    """Byte for byte the file beside it, of a kind that calendars know."""
    files = _files(a_rich_program("fr"))
    mail = read(files["calendars/pauline-r.eml"] or b"")
    assert mail.calendar == files["calendars/pauline-r.ics"]
    assert mail.of_calendar == {
        "Content-Type": "text/calendar; method=PUBLISH; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Content-Disposition": 'attachment; filename="pauline-r.ics"',
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_email_package_reads_the_same(language: str) -> None:
    """Its present interface finds the parts, the names and the texts."""
    files = _files(a_rich_program(language))
    raw = files["calendars/pauline-r.eml"] or b""
    mail, ours = message_from_bytes(raw, policy=default), read(raw)
    assert mail["To"].addresses[0].display_name == "Pauline R."
    assert mail["To"].addresses[0].addr_spec == "pauline.r@example.org"
    assert mail["From"].addresses[0].display_name == "Salomé G."
    assert mail["Subject"] == ours.headers["Subject"]
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == ours.text
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "pauline-r.ics"
    assert attached["Content-Type"].params == {"method": "PUBLISH", "charset": "utf-8"}
    assert attached.get_payload(decode=True) == files["calendars/pauline-r.ics"]
    assert not mail.defects


def test_what_changed_is_said() -> None:
    """A session that moved is marked, one called off is told, one without a date as well."""
    program = _meeting()
    plan = _changed(program.plan, 2, start=_at("2027-03-04 14:00"), sequence=1)
    plan = _changed(plan, 3, state="cancelled", sequence=1)
    plan = replace(plan, unplaced=(Unplaced("mia--eva", 3, "no common window"),))
    mail = _draft(program, "mia", plan=plan)
    assert mail.headers["Subject"] == "Test: your sessions, with changes"
    assert "Some dates have moved or are called off" in mail.text
    assert mail.text.split("Where: Agora\n\n")[1].split("\n\nIn your")[0] == (
        "- Session 1 of 3: Tuesday 2 February 2027, 12:00 – 13:00\n"
        "  linkedin\n"
        "- Session 2 of 3: Thursday 4 March 2027, 14:00 – 15:00 (changed)\n"
        "  linkedin\n"
        "- Called off: session 3, Friday 2 April 2027, 12:00 – 13:00\n"
        "- No date yet: session 3"
    )


def test_a_small_change_is_a_small_diff() -> None:
    """A session that moves changes its line in the text and four of its event; nothing is shuffled."""
    before = _meeting(plan=_changed(_meeting().plan, 1, sequence=1))
    moved = _changed(before.plan, 2, start=_at("2027-03-04 14:00"), sequence=1)
    old, new = (
        _drafts(before, plan=plan)["calendars/mia.eml"].decode().splitlines()
        for plan in (before.plan, moved)
    )
    changed = [line for line in difflib.ndiff(old, new) if line[0] in "+-"]
    assert [line[2:10] for line in changed if line[0] == "+"] == [
        "- Sessio", "DTSTAMP:", "SEQUENCE", "DTSTART;", "DTEND;TZ"
    ]  # fmt: skip
    assert len(changed) == 10


def test_hours_are_those_of_the_readers_own_clock() -> None:
    """Somebody in Tokyo reads Tokyo's day and hours, and that they are."""
    program = _meeting()
    people = tuple(
        replace(person, timezone="Asia/Tokyo") if person.id == "eva" else person
        for person in program.participants
    )
    program = replace(program, participants=people)
    plan = _changed(program.plan, 2, start=_at("2027-03-02 18:00"))
    there = _draft(program, "eva", plan=plan)
    assert "Time zone: Asia/Tokyo (yours)\n" in there.text
    assert "- Session 2 of 3: Wednesday 3 March 2027, 02:00 – 03:00\n" in there.text
    here = _draft(program, "mia", plan=plan)
    assert "Time zone: Europe/Paris\n" in here.text
    assert "- Session 2 of 3: Tuesday 2 March 2027, 18:00 – 19:00\n" in here.text


def test_sessions_before_the_day_that_it_is_are_not_to_come() -> None:
    """On 2 March the first is over; on 3 April there is nobody left to invite, and drafts go."""
    program = _meeting()
    assert "Session 1 of" in _draft(program, "mia").text
    later = _draft(program, "mia", since=date(2027, 3, 2)).text
    assert "Session 1 of" not in later
    assert "- Session 2 of 3: Tuesday 2 March 2027" in later
    assert "Here is the date of your session.\n" in _draft(
        program, "mia", since=date(2027, 3, 5)
    ).text  # fmt: skip
    drafts = ("calendars/mia.eml", "calendars/somebody.eml")
    gone = _files(program, since=date(2027, 4, 3), existing=drafts)
    assert tuple(path for path, content in gone.items() if content is None) == drafts


def test_files_that_are_not_ours_stay() -> None:
    """What somebody put beside the drafts is not removed."""
    others = ("calendars/Answer.eml", "calendars/old/mia.eml", "mia.eml", "reports/mia.eml")
    assert not set(others) & set(_files(_meeting(), existing=others))


def test_several_partners_are_told_apart() -> None:
    """Each with role and dates; who is met first comes first, and places where they differ."""
    program = _meeting()
    group = Pair("kim--mia", "kim", ("mia", "lou", "eva"), ("career",))
    first = Session(group.id, 1, _at("2027-01-12 09:00"), 60, topic="career", place="Room 1")
    second = Session(group.id, 2, _at("2027-02-12 09:00"), 60, place="Room 2")
    people = (*program.participants, a_mentor("kim"), a_mentee("lou"))
    program = replace(program, participants=people, pairs=(group, *program.pairs))
    text = _draft(program, "mia", plan=Plan((first, second, *program.plan.sessions))).text
    assert (
        "With Kim, your mentor, and in your group: Lou and Eva\n\n"
        "- Session 1 of 3: Tuesday 12 January 2027, 09:00 – 10:00\n"
        "  career – Room 1\n"
        "- Session 2 of 3: Friday 12 February 2027, 09:00 – 10:00\n"
        "  Room 2\n\n"
        "With Eva, whom you mentor\nWhere: Agora\n\n- Session 1 of 3"
    ) in text


def test_two_who_lead_a_group_together_are_told_of_each_other() -> None:
    """The one learns of the other, and those who learn have two mentors."""
    program = _meeting()
    group = replace(program.pairs[0], mentees=("eva", "lou"), co_mentor="kim", format="group")
    people = (*program.participants, a_mentor("kim"), a_mentee("lou"))
    program = replace(program, participants=people, pairs=(group,))
    assert "With Eva and Lou, whom you mentor together with Kim\n" in _draft(program, "mia").text
    learning = "With Mia and Kim, your mentors, and in your group: Lou\n"
    assert learning in _draft(program, "eva").text


def test_a_pair_that_ended_is_told_as_called_off_to_those_who_go_on() -> None:
    """Whoever has other sessions learns of it; nobody else gets an invitation to nothing."""
    program = _meeting()
    off = Session("mia--lou", 1, _at("2027-02-09 12:00"), 60, state="cancelled", sequence=1)
    lou = a_mentee("lou", email="lou@example.org")
    program = replace(program, participants=(*program.participants, lou))
    drafts = _drafts(program, plan=Plan((*program.plan.sessions, off)))
    assert set(drafts) == {"calendars/mia.eml", "calendars/eva.eml"}
    text = read(drafts["calendars/mia.eml"]).text
    assert "With Lou, whom you mentor\n\n- Called off: session 1, Tuesday 9 February" in text


def test_same_program_same_bytes() -> None:
    """Twice, and in another order of people and sessions."""
    program = a_rich_program("fr")
    turned = replace(program, participants=tuple(reversed(program.participants)))
    plan = replace(PLAN, sessions=tuple(reversed(PLAN.sessions)))
    assert _drafts(program) == _drafts(program) == _drafts(turned, plan=plan)


def _called(name: str) -> Program:
    program = a_rich_program("fr")
    program = renamed(renamed(program, "pauline-r", name), "catherine-a", name)
    sessions = tuple(replace(each, place=name) for each in PLAN.sessions)
    return replace(
        program,
        name=name,
        coordinator=Contact(name, "rh@example.org"),
        plan=replace(PLAN, sessions=sessions),
    )


_INJECTIONS = st.lists(
    st.sampled_from(
        ["\r\nBcc: e@evil.example", "\n\n", "\r\n--=_rmentor--\r\n", "--=_rmentor", "=?utf-8?q?", "?=",
         "=0A", '"', "\\", "<e@evil.example>", ",", ";", ":", "(", " ", "é" * 60, "x" * 90, "a", "👩‍💻",
         "\u00a0", "\u202f", "\u2028", "%(name)s", "{{ name }}"]
    ),
    min_size=1,
    max_size=8,
).map("".join)  # fmt: skip


@given(name=hostile.ANYTHING | _INJECTIONS)
@example(name="=?utf-8?q?=0D=0ABcc=3A_e=40evil.example?=")
@example(name="a, " * 40 + "e@evil.example")
@settings(max_examples=60)
def test_nobody_types_their_way_into_a_mail(name: str) -> None:
    """Headers, addresses, parts and lines are the same whatever people, program and place are called."""
    said = one_line(name)
    if not said:
        return
    raw = _drafts(_called(name))["calendars/pauline-r.eml"]
    mail = read(raw)
    assert list(mail.headers) == HEADERS
    old, new = message_from_bytes(raw), message_from_bytes(raw, policy=default)
    for header, where in (
        ("From", "rh@example.org"),
        ("Reply-To", "rh@example.org"),
        ("To", "pauline.r@example.org"),
    ):
        shown = mail.headers[header].removesuffix(f" <{where}>")
        quoted = re.fullmatch(r'"([^"\\]*)"', shown)
        assert said in (shown, quoted and quoted[1])
        # The package's older interface, as most programs in Python use it, and its present one.
        their_name, their_address = parseaddr(re.sub(r"\r\n(?=[ \t])", "", old[header]))
        assert (str(make_header(decode_header(their_name))), their_address) == (said, where)
        assert [each.addr_spec for each in new[header].addresses] == [where]
    assert mail.headers["Subject"] == f"{said}\u00a0: vos séances"
    lines = mail.text.split("\n")
    assert sum(line.startswith("- Séance ") for line in lines) == 2
    assert "Dans votre agenda" in lines
    assert "".join(f"Lieu : {said}".split()) in "".join(mail.text.split())


def test_a_line_of_the_text_that_looks_like_a_boundary_is_none() -> None:
    """The program's own text may say what it likes."""
    own = {"templates/invitation.txt": "{{ name }}\n\n--=_rmentor--\n--=_rmentor1\n\nBye\n"}
    mail = _draft(_meeting(), "mia", templates=own)
    assert (mail.headers["Subject"], mail.text) == ("Mia", "--=_rmentor--\n--=_rmentor1\n\nBye\n")
    assert mail.headers["Content-Type"].endswith('"=_rmentor2"')


def test_the_programs_own_text_is_used_and_its_mistakes_are_named() -> None:
    """The first line is the subject, the rest the text; nothing is Markdown, so nothing is escaped."""
    own = {
        "templates/invitation.txt": (
            "{# ours #}\n{{ program }} *now*\n\n{{ name }} : {{ sessions }}\n"
        )
    }
    program = renamed(_meeting(language="fr"), "mia", "Mia_*[x](y) {{ name }} <b>&amp;")
    mail = _draft(program, "mia", templates=own)
    assert mail.headers["Subject"] == "Test *now*"
    assert mail.text == "Mia_*[x](y) {{ name }} <b>&amp;\u00a0: 3\n"
    with pytest.raises(TemplateFailed) as caught:
        _drafts(_meeting(), templates={"templates/invitation.txt": "x\n{{ nonsense }}\n"})
    assert caught.value.args_by_name["file"] == "templates/invitation.txt"
    assert caught.value.args_by_name["line"] == 2
    assert "partners" in str(caught.value.args_by_name["names"])


@dataclass(frozen=True)
class Named:
    """A view of a name that means something in Markdown, HTML and on the terminal."""

    name: str = "a*b*\n <c>\u202e &amp; d"


@pytest.mark.parametrize(
    ("template", "in_text", "in_markdown"),
    [
        ("{{ name }}", "a*b* <c> &amp; d", r"a\*b\* &lt;c&gt; &amp;amp; d"),
        ('{{ "1 < 2 & *x*" }}', "1 < 2 & *x*", "1 < 2 & *x*"),
        ('{{ "<" ~ name ~ ">" }}', "<a*b* <c> &amp; d>", r"<a\*b\* &lt;c&gt; &amp;amp; d>"),
        ("{{ name|upper }}", "A*B* <C> &AMP; D", r"A\*B\* &lt;C&gt; &amp;AMP; D"),
        ("{% include 'part.md' %}", "[a*b* <c> &amp; d]", r"[a\*b\* &lt;c&gt; &amp;amp; d]"),
    ],
)
def test_a_template_of_plain_text_escapes_nothing(
    template: str, in_text: str, in_markdown: str
) -> None:
    """By the ending of its name; what it includes is plain text there and Markdown elsewhere."""
    files = {f"templates/x.{kind}": template.encode() for kind in ("txt", "md")}
    renderer = Renderer(files | {"templates/part.md": b"[{{ name }}]"}, speak("en"))
    for _ in range(2):
        assert renderer.render("x.txt", Named()) == in_text + "\n"
        assert renderer.render("x.md", Named()) == in_markdown + "\n"


_PIECES = st.text(st.sampled_from("ab -é\u00a0.1"), max_size=40) | st.just("x" * 1500)


@given(st.lists(_PIECES, max_size=8))
def test_long_lines_are_broken_at_spaces_only(pieces: list[str]) -> None:
    """No word is lost or torn, lines are short, and no line is longer than mail allows."""
    text = " ".join(pieces).strip(" ")
    lines = wrapped(text).removesuffix("\n").split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in lines)
    assert all(len(line.encode()) <= 998 for line in lines)


def test_the_rest_of_an_item_stands_under_its_first_word() -> None:
    """Numbers and dashes stand out on the left."""
    assert wrapped("- " + "ab " * 30).split("\n")[1].startswith("  ab")
    assert wrapped("  " + "ab " * 30).split("\n")[1].startswith("  ab")
    assert wrapped("12. " + "ab " * 30).split("\n")[1].startswith("    ab")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("pauline.r@example.org", "pauline.r@example.org"),
        (" o'neil+x@Example.ORG ", "o'neil+x@Example.ORG"),
        ("rh@müller.example", "rh@xn--mller-kva.example"),
        ("élise@example.org", None),
        ("a@b@example.org", None),
        ("a..b@example.org", None),
        (".a@example.org", None),
        ("a b@example.org", None),
        ("<a@example.org>", None),
        ("a@example.org, b@example.org", None),
        ("a@example.org\r\nBcc: b@example.org", None),
        ("=?utf-8?q?a?=@example.org", None),
        ("a@exa mple.org", None),
        ("a@" + "x" * 64 + ".org", None),
        ("a" * 65 + "@example.org", None),
        ("@example.org", None),
        ("a@", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_one_address_or_none(typed: str | None, written: str | None) -> None:
    """Domains of other scripts are written as mail servers know them; what is doubtful is left out."""
    assert address(typed) == written


def test_events_for_many_are_told_to_those_who_come() -> None:
    """Also to somebody who has no session; one that moved or is called off says so."""
    circle = Event("circle", "Circle", "circle", ("all",), 60, place="Agora")
    program = _meeting(framework=Framework(sessions=3, minutes=60, events=(circle,)))
    events = (
        PlannedEvent("circle", 1, _at("2027-02-09 16:00"), 60, "Agora", sequence=1),
        PlannedEvent("circle", 2, _at("2027-03-09 16:00"), 60, "Agora", state="cancelled"),
    )
    both = _draft(program, "mia", plan=replace(program.plan, events=events)).text
    alone = _draft(program, "mia", plan=Plan(events=events)).text
    for text in (both, alone):
        assert "- Circle: Tuesday 9 February 2027" in text
        assert "(changed)" in text
        assert "9 March 2027, 16:00 – 17:00 (called off)" in text
    assert "Session 1 of 3" in both
    assert "Session 1" not in alone
    assert not _drafts(program, plan=Plan(events=events[1:]))
