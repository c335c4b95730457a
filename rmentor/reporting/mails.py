"""Drafts of invitations: one mail for each participant, with the person's own calendar in it.

Nothing is ever sent. A draft has no Date and no Message-ID, which the program that sends it gives, and
``X-Unsent`` makes mail programs open it to be looked at. Texts stand in it as they are (8bit), so that a
small change is a small diff.

The ``email`` package writes every header and frames the parts, with the policy whose headers are made
of ``Header``: names are either plain ASCII or encoded words as a whole, whatever signs are in them,
and where lines break does not depend on Python's version.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from datetime import date
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import formataddr
from functools import lru_cache
from io import BytesIO
from textwrap import wrap
from typing import Any

from rmentor.language.catalogue import Language
from rmentor.model.program import Contact, Program
from rmentor.model.sessions import Plan
from rmentor.reporting.escape import address, one_line
from rmentor.reporting.paths import calendar_paths, draft
from rmentor.reporting.render import Renderer
from rmentor.reporting.views.mail import InvitationView, invitations

TEMPLATE = "invitation.txt"
WIDTH = 76
# Characters of a word without spaces; four bytes each stay below the 998 that a line may have.
_LONGEST_WORD = 240
_LONGEST_PLAIN = 60
_INDENT = re.compile(r" *(?:[-*] |\d+\. )? *")
_BOUNDARY = "=_rmentor"
_POLICY = compat32.clone(linesep="\r\n", max_line_length=78)


def drafts(
    program: Program,
    plan: Plan,
    calendars: Mapping[str, bytes],
    renderer: Renderer,
    language: Language,
    *,
    since: date | None,
) -> dict[str, bytes]:
    """Contents of all drafts by path: of people who have an address and sessions to come.

    Args:
        program: People, pairs and framework.
        plan: The sessions.
        calendars: Contents of calendars by path.
        renderer: Of the program's templates.
        language: To write in.
        since: The day it is, or None: sessions before it are not to come.

    Raises:
        TemplateFailed: The program's template of the invitation is wrong.
    """
    paths = calendar_paths(program, {session.pair for session in plan.sessions}).people
    people = program.people()
    made = {}
    for person, view in invitations(program, plan, paths, since, language).items():
        subject, _, text = renderer.render(TEMPLATE, view).partition("\n")
        to = Contact(view.name, people[person].email)
        made[draft(paths[person])] = _mail(
            program.coordinator, to, subject, text, view, calendars[paths[person]]
        )
    return made


def _mail(
    sender: Contact, to: Contact, subject: str, text: str, view: InvitationView, calendar: bytes
) -> bytes:
    body = wrapped(text).encode()
    mail: Message[Any, Any] = Message(_POLICY)
    _address(mail, sender, to, subject)
    mail.add_header("Content-Type", "multipart/mixed", boundary=_boundary(body, calendar))
    attached = _part("text/calendar", calendar, method="PUBLISH")
    attached.add_header("Content-Disposition", "attachment", filename=view.calendar)
    mail.set_payload([_part("text/plain", body), attached])
    return _written(mail)


def letter(sender: Contact, to: Contact, subject: str, text: str) -> bytes:
    """Make a draft of plain text, with nothing in it that differs from one machine to another."""
    mail: Message[Any, Any] = Message(_POLICY)
    _address(mail, sender, to, subject)
    _fill(mail, "text/plain", wrapped(text).encode())
    return _written(mail)


def _address(mail: Message[Any, Any], sender: Contact, to: Contact, subject: str) -> None:
    mail["X-Unsent"] = "1"
    for name, contact in (("From", sender), ("Reply-To", sender), ("To", to)):
        if address(contact.email) is not None:
            mail[name] = _mailbox(name, contact)
    if one_line(subject):
        mail["Subject"] = _sentence("Subject", one_line(subject))
    mail["MIME-Version"] = "1.0"


def _written(mail: Message[Any, Any]) -> bytes:
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_POLICY).flatten(mail)
    return out.getvalue()


def _part(kind: str, content: bytes, **parameters: str) -> Message:
    part = Message(_POLICY)
    _fill(part, kind, content, **parameters)
    return part


def _fill(part: Message, kind: str, content: bytes, **parameters: str) -> None:
    part["Content-Type"] = kind
    for name, value in {**parameters, "charset": "utf-8"}.items():
        part.set_param(name, value, requote=False)
    part["Content-Transfer-Encoding"] = "8bit"
    # This is how the package holds bytes that are not ASCII.
    part.set_payload(content.decode("ascii", "surrogateescape"))


def _boundary(*contents: bytes) -> str:
    """A line that is in none of the contents; nearly always the same."""
    for number in itertools.count():
        boundary = f"{_BOUNDARY}{number or ''}"
        if not any(f"--{boundary}".encode() in content for content in contents):
            return boundary
    raise AssertionError


class _Header(Header):
    """A header that is encoded once for all the mails that it is in."""

    _ready: str | None = None

    def encode(self, *arguments: Any, **options: Any) -> str:
        """Write it as the package does; every mail has the same policy."""
        if self._ready is None:
            self._ready = super().encode(*arguments, **options)
        return self._ready


@lru_cache(maxsize=64)
def _mailbox(header: str, contact: Contact) -> Header:
    """Name and address of somebody; a name that mail programs could misread is encoded."""
    name, where = one_line(contact.name or ""), address(contact.email) or ""
    mailbox = _Header(header_name=header)
    if _is_plain(name) and not set('"\\') & set(name):
        mailbox.append(formataddr((name, where)), "us-ascii")
    else:
        mailbox.append(name, "utf-8")
        mailbox.append(f"<{where}>", "us-ascii")
    return mailbox


@lru_cache(maxsize=64)
def _sentence(header: str, said: str) -> Header:
    return _Header(said, "us-ascii" if _is_plain(said) else "utf-8", header_name=header)


def _is_plain(said: str) -> bool:
    """Whether a text needs no encoding, nor could be taken for an encoded word, nor be folded."""
    return said.isascii() and "=?" not in said and len(said) <= _LONGEST_PLAIN


def wrapped(text: str) -> str:
    """Break long lines at spaces, and only there unless a word is longer than a mail's line may be.

    What follows stands under the first word of an item.
    """
    return "\n".join(_wrapped_line(line) for line in text.strip("\n").split("\n")) + "\n"


@lru_cache(maxsize=4096)
def _wrapped_line(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    lead = _INDENT.match(line)
    indent = " " * (len(lead.group()) if lead else 0)
    lines = wrap(
        line,
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
        expand_tabs=False,
    )
    pieces = []
    for each in lines:
        pieces += [each[at : at + _LONGEST_WORD] for at in range(0, len(each), _LONGEST_WORD)]
    return "\n".join(pieces)
