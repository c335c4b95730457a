"""``rmentor add reading``: note a KPI's figure that somebody has read."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rmentor.cli import completion
from rmentor.cli.options import Common, Now, day, today_or_now, with_common
from rmentor.cli.speech import language, say
from rmentor.cli.usage import Command

if TYPE_CHECKING:
    from rmentor.changes import Change
    from rmentor.model.objectives import KPI
    from rmentor.model.program import Program

FILE = "objectives.yaml"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
# Spaces that people put between thousands, and before a unit.
_SPACES = re.compile(r"[ \u00a0\u202f]+")
_MOST_DIGITS = 15


def add_to(group: typer.Typer) -> None:
    """Give ``rmentor add`` the command."""
    group.command(
        "reading",
        cls=Command,
        help=say("Note a KPI’s figure on a day, in objectives.yaml."),
        epilog=say("Example: rmentor add reading active-leaders 35 --date 2027-03-01"),
    )(with_common(reading))


def reading(
    kpi: Annotated[
        str,
        typer.Argument(metavar="KPI", help=say("Id of a KPI."), autocompletion=completion.kpis),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help=say("Its figure, such as 35, 35,5 or 35 %."))
    ],
    on: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help=say("Day of the reading, such as 2027-03-01; if not given, today."),
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=say("Correct the reading that this day has."))
    ] = False,
    today: Now = None,
    *,
    common: Common,
) -> None:
    """Add the reading to the KPI in objectives.yaml, or correct the one of that day."""
    from rmentor.cli.ending import end
    from rmentor.cli.opening import open_program
    from rmentor.cli.proving import proved
    from rmentor.cli.terminal import show_json, tell, warn
    from rmentor.reporting.views.when import figure

    now = today_or_now(today)
    when = day(on) or now
    ready = open_program(common)
    known = _read_by_people(ready.program, kpi)
    number = _number(value, known)
    if when > now:
        warn(say("--date: %(day)s lies ahead.", day=when.isoformat()))
    changes = _changes(known, when, number, replace=replace)
    if common.json:
        show_json({"kpi": known.id, "date": when.isoformat(), "value": number})
    else:
        tell(
            say(
                "%(kpi)s: %(value)s on %(day)s",
                kpi=known.title or known.id,
                value=figure(number, known.unit, language()),
                day=when.isoformat(),
            )
        )
    end(
        ready.root,
        ready.sources,
        proved(ready, changes) if changes else [],
        common,
        message=say("Read %(kpi)s on %(day)s", kpi=known.id, day=when.isoformat()),
    )


def _read_by_people(program: Program, typed: str) -> KPI:
    """KPI of that id, which people read themselves.

    Raises:
        UnknownName: There is none.
        Wrong: rmentor computes it.
    """
    from rmentor.errors import UnknownName, Wrong
    from rmentor.folder.closest import nearest

    by_id = {kpi.id: kpi for kpi in program.kpis}
    if typed not in by_id:
        read = [kpi.id for kpi in program.kpis if not kpi.computed]
        close = nearest(typed, tuple(by_id))
        named = close or ", ".join(read)
        hint = (
            say("Did you mean %(names)s?", names=named)
            if close
            else say("There are: %(names)s.", names=named)
            if named
            else say("objectives.yaml has no KPI yet.")
        )
        raise UnknownName(kind=say("KPI"), name=typed, hint=hint)
    kpi = by_id[typed]
    if kpi.computed:
        what = say(
            "%(kpi)s is computed by rmentor from what happens; it takes no reading. "
            "rmentor kpis %(kpi)s shows where it stands.",
            kpi=typed,
        )
        raise Wrong(what=what)
    return kpi


def _number(typed: str, kpi: KPI) -> int | float:
    """Figure as somebody typed it: 35, 35,5, 1 200, 35 %, or with the KPI's own unit.

    Raises:
        Wrong: It is none, or it is in another unit.
    """
    from rmentor.errors import Wrong

    text = _SPACES.sub(" ", typed.strip())
    for unit in filter(None, (kpi.unit, "%")):
        if text.casefold().endswith(unit.casefold()):
            if unit == "%" and kpi.unit != "%":
                counted = kpi.unit or say("plain numbers")
                what = say("%(kpi)s counts in %(unit)s, not in %%.", kpi=kpi.id, unit=counted)
                raise Wrong(what=what)
            text = text[: -len(unit)].strip()
            break
    grouped = re.fullmatch(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", text)
    text = text.replace(" ", "") if grouped else text
    if _NUMBER.fullmatch(text) is None or len(text) > _MOST_DIGITS:
        raise Wrong(what=say("“%(text)s” is not a number; write it as 35 or 35.5.", text=typed))
    number = float(text.replace(",", "."))
    return int(number) if number == int(number) else number


def _changes(kpi: KPI, when: date, number: float, *, replace: bool) -> list[Change]:
    """What objectives.yaml is to say; nothing where it says so already.

    Raises:
        Unready: That day has another reading, and nobody said to correct it.
    """
    from rmentor.changes import Add, Put
    from rmentor.errors import Unready
    from rmentor.folder.emit import Flow

    place = ("kpis", kpi.id, "readings")
    there = {each.date: each.value for each in kpi.readings}
    if when in there:
        if there[when] == number:
            return []
        if not replace:
            what = say(
                "%(kpi)s has a reading of %(day)s already: %(value)s.",
                kpi=kpi.id,
                day=when.isoformat(),
                value=f"{there[when]:g}",
            )
            raise Unready(what=what, hint=say("To correct it, add --replace."))
        return [Put(FILE, (*place, when.isoformat(), "value"), number)]
    item = Flow(date=when, value=number)
    if not there:
        return [Put(FILE, place, [item])]
    later = min((each for each in there if each > when), default=None)
    return [Add(FILE, place, item, later.isoformat() if later else None)]
