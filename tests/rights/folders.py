"""Programs as files, and forgetting as a function from files to files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.folder.rights.changes import Forgetting, forgetting
from rmentor.folder.rights.words import PersonWords
from rmentor.folder.whole import whole_folder
from rmentor.followup.rights.forget import BLANK, forgotten
from rmentor.followup.rights.leaving import having_left
from rmentor.followup.rights.names import Alias, new_pair_ids
from rmentor.followup.rights.remove import removed
from rmentor.model.program import Program
from tests.builders import a_person
from tests.followup.strategies import followed

TODAY = date(2027, 3, 1)
ALIAS = Alias("forgotten-1", "Forgotten person 1")


def loaded(files: Mapping[str, str | bytes]) -> Program:
    """The program that these files say, which have no error."""
    found = load(sources(files))
    assert found.program is not None, found.findings
    return found.program


def sources(files: Mapping[str, str | bytes]) -> Sources:
    """Files as they would be read."""
    return Sources(
        None,
        {path: each.encode() if isinstance(each, str) else each for path, each in files.items()},
    )


@dataclass(frozen=True, slots=True)
class Forgot:
    """What forgetting gave: the program once the person had left, the one meant, and the files."""

    left: Program
    meant: Program
    given: Forgetting

    def text(self, path: str) -> str:
        """Text of a file afterwards."""
        return self.given.files[path].decode()

    def said(self, *, replaced: bool) -> set[tuple[str, str]]:
        """File and words of what was replaced, or of what is left to look at."""
        return {(each.file, each.words) for each in self.given.found if each.replaced is replaced}


def forget(
    files: Mapping[str, str | bytes],
    who: str,
    *,
    remove: bool = False,
    also: tuple[str, ...] = (),
    today: date = TODAY,
) -> Forgot:
    """Forget somebody, as the command does."""
    before = load(sources(files))
    assert before.program is not None, before.findings
    program = before.program
    left = having_left(program, who, today).program
    after = removed(left, who) if remove else forgotten(left, who, ALIAS)
    person = program.people()[who]
    others = [each for each in program.participants if each.id != who]
    instead = (BLANK, BLANK) if remove else (ALIAS.id, ALIAS.name)
    pairs = new_pair_ids(program, person, None if remove else ALIAS.id)
    words = PersonWords(person, others, instead, pairs, also)
    given = forgetting(program, sources(files), before.homes, after, who, words)
    return Forgot(left, after, given)


@st.composite
def programs_under_way(draw: st.DrawFn, **fields: Any) -> tuple[dict[str, bytes], Program]:
    """Files of a program under way that ``check`` accepts, and what they say."""
    program = draw(followed(**fields))
    managers = [a_person(name, role="mentee") for name in ("boss", "chief")]
    people = sorted((*program.participants, *managers), key=lambda each: each.id)
    pairs = [
        replace(each, until=None) if each.until and each.since and each.until < each.since else each
        for each in program.pairs
    ]
    whole = replace(
        program,
        smallest_group=max(1, program.smallest_group),
        participants=tuple(people),
        pairs=tuple(pairs),
    )
    files = whole_folder(whole)
    found = load(Sources(None, files)).program
    assume(found is not None)
    assert found is not None
    return files, found
