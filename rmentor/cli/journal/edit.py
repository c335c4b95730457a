"""Write an entry in one's own editor; a mistake costs no word of what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import typer

from rmentor.cli.journal.options import Typed, said_by
from rmentor.cli.options import Common
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from rmentor.cli.editor import Draft
    from rmentor.findings import Finding
    from rmentor.followup.recording import Telling
    from rmentor.model.pairs import Pair
    from rmentor.model.program import Program
    from rmentor.model.sessions import JournalEntry

# Keys that an entry may have beside those that it begins with, and how they are written.
_EXAMPLES = (
    ("minutes", "minutes: 90"),
    ("topics", "topics: [{topic}]"),
    ("pulse", "pulse: {{mentor: 5, mentee: 4}}"),
    ("levels", "levels: {{{mentee}: {{{topic}: 2}}}}"),
    ("actions", 'actions: [{{who: {mentee}, what: "…", due: {day}}}]'),
    ("returns", "returns: [budgeting]"),
    ("reason", "reason: work"),
)


@contextmanager
def editing(
    program: Program, pair: Pair, typed: Typed, today: date, common: Common
) -> Iterator[tuple[Telling, ...]]:
    """Open an entry in the editor, and give what comes back, read as if it were in its file.

    The text stays in a file that a message names, unless all goes well to the end.

    Raises:
        NoEditor: The editor could not be used.
    """
    from rmentor.cli.editor import Draft
    from rmentor.cli.terminal import warn

    entry, old = _beginning(program, pair, typed, today, common)
    before = "".join(_text(program, pair, entry, old)).encode()
    draft = Draft(before, suffix=".yaml")
    try:
        yield _read_until_right(program, pair, draft, old, today, common)
    except BaseException:
        if draft.content() not in (before, b""):
            warn(say("What you wrote is kept in %(path)s", path=draft.path))
        else:
            draft.discard()
        raise
    if common.dry_run:
        warn(say("What you wrote is kept in %(path)s", path=draft.path))
    else:
        draft.discard()


def _beginning(
    program: Program, pair: Pair, typed: Typed, today: date, common: Common
) -> tuple[JournalEntry, JournalEntry | None]:
    """Entry that the editor begins with, and the one in the journal that it is."""
    from rmentor.cli.journal.refusing import refuse
    from rmentor.followup.recording import recorded_before
    from rmentor.intake.tellings import hear

    heard = hear(program, said_by(program, pair, typed, today), today)
    refuse(heard.findings, common)
    assert heard.telling is not None  # noqa: S101 - without findings there is one
    entry = heard.telling.entry
    old = recorded_before(program, pair.id, entry.session, None, None)
    return (old or entry), old


def _read_until_right(
    program: Program,
    pair: Pair,
    draft: Draft,
    old: JournalEntry | None,
    today: date,
    common: Common,
) -> tuple[Telling, ...]:
    from rmentor.cli.excerpts import show_findings
    from rmentor.cli.journal.prompts import agrees
    from rmentor.cli.terminal import on_a_terminal, tell, warn
    from rmentor.folder.dump import journal_path
    from rmentor.folder.read import Sources

    while True:
        draft.edit()
        content = draft.content()
        tellings, findings = read_edited(program, pair, content, old, today)
        if not findings:
            break
        sources = Sources(None, {journal_path(pair.id): content})
        show_findings(sources, findings, to_stderr=True)
        can_ask = on_a_terminal() and not common.json
        if not can_ask or not agrees(say("Edit it again?"), default=True):
            warn(say("Nothing was recorded."))
            raise typer.Exit(1)
    if not tellings:
        tell(say("Nothing new is written there."))
    return tellings


def read_edited(
    program: Program, pair: Pair, content: bytes, old: JournalEntry | None, today: date
) -> tuple[tuple[Telling, ...], tuple[Finding, ...]]:
    """What a text records, and all that is wrong with it.

    Args:
        program: The program.
        pair: Whose journal it is.
        content: The text as it came back.
        old: Entry of the journal that it may take the place of.
        today: The day it is.
    """
    from rmentor.findings import Finding, Spot
    from rmentor.folder.dump import journal_path
    from rmentor.folder.entries import read_entries
    from rmentor.folder.yaml_load import load_yaml
    from rmentor.followup.objections import objections
    from rmentor.followup.recording import Telling, recorded_before
    from rmentor.intake.tellings import address_of

    parsed = load_yaml(content)
    path = journal_path(pair.id)
    findings = [
        Finding(each.code, Spot(path, mark=(each.line, each.column)), each.args)
        for each in parsed.problems
    ]
    if findings or parsed.value is None:
        return (), tuple(findings)
    found, wrong = read_entries(program, {pair.id: parsed.value})
    findings += wrong
    tellings: list[Telling] = []
    for place, entry in enumerate(found.get(pair.id, ())):
        mine = old if old is not None and entry.session == old.session and not tellings else None
        telling = Telling(pair, entry, mine)
        findings += objections(program, telling, today, address_of(pair, place))
        known = recorded_before(program, pair.id, entry.session, entry.state, entry.date)
        if known is not None and known not in (old, entry):
            spot = Spot(path, (place, "session"))
            args = {"session": entry.session, "pair": pair.id}
            findings.append(Finding("recorded-already", spot, args))
        if entry not in (mine, known):
            tellings.append(telling)
    return tuple(tellings), tuple(findings)


def _text(
    program: Program, pair: Pair, entry: JournalEntry, old: JournalEntry | None
) -> Iterator[str]:
    """The entry with a few lines on what may be written."""
    from rmentor.cli.journal.words import action_in_words, pair_in_words
    from rmentor.folder.documents import entry_document
    from rmentor.folder.emit import dump_document
    from rmentor.followup.journal import open_actions

    document = entry_document(entry)
    yield f"# {_comment(pair_in_words(program, pair))}\n"
    if old is None:
        yield "# " + say("Save and close to record this session; delete it all to record nothing.")
    else:
        yield "# " + say("This is what the journal says. Save and close to correct it.")
    yield "\n# " + say(
        "state is held, cancelled or moved; pulses and levels go from 1, or 0, to 5."
    )
    yield "\n# " + say("What two people say to each other is theirs: there is no field for it.")
    yield f"\n{dump_document([document])}"
    words = {
        "topic": next(iter(pair.topics), "linkedin"),
        "mentee": pair.mentees[0],
        "day": entry.date.isoformat(),
    }
    for key, example in _EXAMPLES:
        if key not in document:
            yield f"#  {example.format(**words)}\n"
    waiting = open_actions(program, pair.id)
    if waiting:
        yield "# " + say("Open actions; rmentor log PAIR --done NUMBER ticks one off:") + "\n"
        for agreed in waiting:
            yield f"#   {_comment(action_in_words(program, agreed))}\n"


def _comment(text: str) -> str:
    return " ".join(text.split())
