"""Items of the register from what somebody typed: ids, texts, days, and whom or what they name."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from rmentor.cli.options import Common, day, today_or_now
from rmentor.cli.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from rmentor.cli.opening import Ready
    from rmentor.model.program import Program
    from rmentor.model.register import Register

Item = TypeVar("Item")
Said = Annotated[str, typer.Argument(metavar="TEXT", help=say("In a sentence."))]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help=say("Its day, such as 2027-03-01; if not given, today."),
        show_default=False,
    ),
]
# Ids are to be typed again: a few words are enough to know an item by.
LONGEST_ID = 24


def sentence(typed: str) -> str:
    """Text of an item on one line.

    Raises:
        Wrong: There is none.
    """
    from rmentor.errors import Wrong
    from rmentor.intake.words import one_line

    text = one_line(typed)
    if not text:
        raise Wrong(what=say("The text is empty."))
    return text


def free_id(text: str, taken: Collection[str], kind: str) -> str:
    """Slug of the first words of a text, or of the kind of item where it has no letter of ours."""
    from rmentor.intake.words import free_slug, slug

    wanted = slug(text)
    if len(wanted) > LONGEST_ID:
        wanted = wanted[: LONGEST_ID + 1].rpartition("-")[0] or wanted[:LONGEST_ID]
    return free_slug(wanted.strip("-") or kind, taken)


def chosen(typed: str, words: Sequence[str], option: str) -> str:
    """One of the words that an option takes.

    Raises:
        Wrong: It is another one.
    """
    from rmentor.errors import Wrong

    word = typed.strip().casefold()
    if word not in words:
        raise Wrong(
            what=say("%(option)s: one of %(words)s.", option=option, words=", ".join(words))
        )
    return word


def noted_day(typed: str | None, today: date, option: str) -> date | None:
    """Day of an option; one that lies ahead is probably a slip, and is said.

    Raises:
        Wrong: It is no date.
    """
    from rmentor.cli.terminal import warn

    found = day(typed)
    if found is not None and found > today:
        warn(
            say(
                "%(option)s: %(day)s lies ahead; today is %(today)s.",
                option=option,
                day=found.isoformat(),
                today=today.isoformat(),
            )
        )
    return found


def day_noted(on: str | None, today: str | None) -> date:
    """Day of ``--on``, or else the day it is.

    Raises:
        Wrong: One of them is no date.
    """
    now = today_or_now(today)
    return noted_day(on, now, "--on") or now


def refuse_twice(known: Iterable[Item], same: Callable[[Item], bool]) -> None:
    """Stop where the same thing is on record already.

    Raises:
        Unready: It is.
    """
    from rmentor.errors import Unready

    for each in known:
        if same(each):
            raise Unready(
                what=say(
                    "This is on record already, as %(id)s; nothing was written.",
                    id=each.id,  # type: ignore[attr-defined]
                ),
                hint=say("To see what is there: rmentor register"),
            )


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same, but for capitals."""
    return one.casefold() == other.casefold()


def owner_of(program: Program, typed: str) -> str:
    """Id of the participant who is meant, or else the name as typed: anybody may answer for an idea."""
    people = program.people()
    from rmentor.cli.names import is_name

    if typed in people:
        return typed
    named = [p.id for p in program.participants if is_name(typed, p)]
    return named[0] if len(named) == 1 else sentence(typed)


def people_of(program: Program, typed: str) -> tuple[str, ...]:
    """Ids of people named with commas between, by id or name, or together: mentors, mentees, all.

    Raises:
        UnknownName: There is nobody of that name.
        Wrong: Nobody is named.
    """
    from rmentor.cli.names import find_person
    from rmentor.errors import Wrong
    from rmentor.model.events import AUDIENCES, Event
    from rmentor.planning.attendance import invited

    found: set[str] = set()
    for word in filter(None, (each.strip() for each in typed.split(","))):
        if word in AUDIENCES:
            together = Event("training", "", "training", (word,), 0)
            found.update(person.id for person in invited(program, together))
        else:
            found.add(find_person(program, word).id)
    if not found:
        raise Wrong(what=say("--who names nobody."))
    return tuple(sorted(found))


def find_item(items: Sequence[Item], typed: str, kind: str) -> Item:
    """Item of that id.

    Raises:
        UnknownName: There is none; says which was probably meant.
    """
    from rmentor.errors import UnknownName
    from rmentor.folder.closest import nearest

    by_id: dict[str, Item] = {each.id: each for each in items}  # type: ignore[attr-defined]
    if typed in by_id:
        return by_id[typed]
    close = nearest(typed, tuple(by_id))
    hint = (
        say("Did you mean %(names)s?", names=close)
        if close
        else say("rmentor register shows them.")
    )
    raise UnknownName(kind=kind, name=typed, hint=hint)


def with_item(register: Register, name: str, item: Item) -> Register:
    """The register with an item of the kind ``name``, in the place of the one that has its id."""
    others = [each for each in getattr(register, name) if each.id != item.id]  # type: ignore[attr-defined]
    return replace(
        register,
        **{name: tuple(sorted((*others, item), key=lambda each: str(each.id)))},
    )


def write(ready: Ready, after: Register, item: object, common: Common, *, message: str) -> None:
    """End a command that added or changed an item."""
    from rmentor.cli.ending import end
    from rmentor.cli.proving import proved
    from rmentor.cli.terminal import show_json
    from rmentor.folder.register_changes import register_changes

    changes = proved(ready, register_changes(ready.program, ready.sources, after))
    if common.json:
        show_json(plain(item))
    end(ready.root, ready.sources, changes, common, message=message)


def plain(item: object) -> dict[str, Any]:
    """An item as JSON has it: every key that register.yaml knows."""
    found: dict[str, Any] = {}
    for each in fields(item):  # type: ignore[arg-type]
        value = getattr(item, each.name)
        if isinstance(value, date):
            value = value.isoformat()
        found[each.name] = list(value) if isinstance(value, tuple) else value
    return found
