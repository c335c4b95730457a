"""Programs of all kinds that pass ``check``, and for each of them words for every command."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rmentor.cli.reference import entries
from rmentor.folder.answers import answers_path, answers_text
from rmentor.folder.documents import documents
from rmentor.folder.emit import dump_document
from rmentor.folder.load import load
from rmentor.folder.read import Sources
from rmentor.model.program import Program
from tests.folder.whole_program import WHOLE
from tests.hostile.words import WORDS
from tests.hostile.world import FILES, PAIR, TODAY
from tests.torture.inputs import mutated

Files = Mapping[str, bytes]
# Options that open a browser or an editor, or go on until somebody ends them.
WAITING = frozenset(("--open", "--watch", "--edit"))
# Before, in and behind the months of these programs, and at the ends of what is allowed.
DAYS = (TODAY, TODAY, "2027-03-29", "2026-01-01", "2028-06-30", "1970-01-01", "2199-12-31")


def _options() -> Mapping[str, tuple[str, ...]]:
    """Options without a value, by command."""
    return {
        " ".join(word for word in entry.name.split()[1:] if not word.isupper()): tuple(
            option
            for word in (*entry.words, *entry.common)
            if re.fullmatch(r"--[\w-]+(, --[\w-]+)*", word.written)
            for option in word.written.split(", ")
            if option not in WAITING
        )
        for entry in entries()
    }


OPTIONS = _options()


def loaded(files: Files) -> Program | None:
    """The program that files are, or None where ``check`` would not pass."""
    return load(Sources(None, files)).program


def written(program: Program) -> Files:
    """Files of a program, as people could have written them."""
    files = {path: dump_document(document) for path, document in documents(program).items()}
    for name, survey in program.surveys.items():
        if program.answers.get(name):
            files[answers_path(name)] = answers_text(survey, program.answers[name])
    return {path: text.encode() for path, text in files.items()}


def without_strangers(program: Program) -> Program:
    """The same program without managers who are not in it, and with a group that files may have."""
    people = tuple(replace(person, manager=None) for person in program.participants)
    smallest = max(program.smallest_group, 2)
    return replace(program, participants=people, smallest_group=smallest)


def messy(program: Program, hand: random.Random) -> Program:
    """The same program with words in it that nobody would think of."""
    people = tuple(
        replace(
            person,
            name=hand.choice(WORDS),
            department=hand.choice((person.department, *WORDS)),
            site=hand.choice((person.site, *WORDS)),
        )
        if hand.random() < 0.5
        else person
        for person in program.participants
    )
    return replace(program, name=hand.choice(WORDS), participants=people)


def typed(hand: random.Random) -> Iterator[Files]:
    """Programs of which somebody changed this and that by hand, without end; all pass ``check``."""
    wholes = [
        {path: text.encode() for path, text in files.items() if path.endswith((".yaml", ".csv"))}
        for files in (WHOLE, FILES)
    ]
    while True:
        files = dict(hand.choice(wholes))
        for path in hand.choices(sorted(files), k=40):
            changed = mutated(hand, files[path], [files[path], *files.values()])
            if loaded({**files, path: changed}) is not None:
                files[path] = changed
        yield files


def names(program: Program) -> Mapping[str, tuple[str, ...]]:
    """For each name of the small world, those of this program that may stand in its place."""
    register = program.register
    kinds = {
        "idea-one": register.ideas, "question-one": register.circle, "decision-one": register.circle,
        "quote-one": register.quotes, "training-one": register.trainings, "lesson-one": register.lessons,
        PAIR: program.pairs, "una--kim": program.pairs, "active": program.kpis,
        **dict.fromkeys(("ida", "eva", "kim", "sam", "zoe"), program.participants),
    }  # fmt: skip
    return {
        "pulse": (*program.surveys,),
        TODAY: DAYS,
        **{word: tuple(item.id for item in items) for word, items in kinds.items()},
    }


def words_for(words: tuple[str, ...], program: Program, hand: random.Random) -> list[str]:
    """Words of a command about people, pairs and days of this program, with an option or two more."""
    known = names(program)
    command = max((name for name in OPTIONS if " ".join(words).startswith(name)), key=len)
    more = hand.sample(OPTIONS[command], min(len(OPTIONS[command]), hand.choice((0, 0, 1, 1, 2))))
    return [*(hand.choice(known.get(word) or (word,)) for word in words), *more]
