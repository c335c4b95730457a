"""``portfolio`` on a screen: the programs in a table, then what is to be done."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.cli.standing.lines import STYLES, grid, show_heading
from rmentor.followup.portfolio import Standing, Totals, in_order, totals
from rmentor.followup.told_health import ToldHealth
from rmentor.language.dates import long_date
from rmentor.reporting.views.portfolio_kpis import names_of
from rmentor.reporting.views.when import moment, short_day

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from rmentor.cli.standing.several import Portfolio
    from rmentor.followup.shared import Clash

MOST_CLASHES = 5
NOTHING = "–"
BETWEEN = " · "


def show_portfolio(root: Path, found: Portfolio) -> None:
    """Show how the programs in a folder stand, and what they share."""
    from rmentor.cli.terminal import show, show_styled

    count = len(found.standings) + len(found.errors)
    heading = language().plural("%(n)d programme", "%(n)d programmes", count)
    if found.today is not None:
        heading += BETWEEN + long_date(found.today, language().code, with_weekday=True)
    show_styled(heading, "bold")
    if found.standings:
        show("", _programs(found.standings, found.today))
        show(say("Sessions: held, of those due. →: the next date."))
    _show_help(found)
    _show_errors(root, found.errors)
    _show_shared(found)


def _programs(standings: Mapping[str, Standing], today: date | None) -> Table:
    from rmentor.cli.terminal import console_for, table

    sums = totals(standings.values())
    figures = {folder: _figures(each) for folder, each in standings.items()}
    all_of_them = [*figures.values(), *([_sums(sums)] if sums.programs > 1 else [])]
    # Where a header is broken says whoever translates it.
    headers = (
        say("With a\nmentor"),
        say("Sessions"),
        say("On\ntime"),
        say("To\nwatch"),
        say("At\nrisk"),
        say("KPIs\nmet"),
    )
    taken = sum(
        2 + max(_width(str(cell)) for cell in column)
        for column in zip(headers, *all_of_them, strict=True)
    )
    room = max(console_for(to_stderr=False).width - taken, 20)
    rows: list[tuple[str | Text, ...]] = [
        (_name(folder, each, today, room), *figures[folder])
        for folder, each in in_order(standings).items()
    ]
    if sums.programs > 1:
        is_all = sums.programs == len(standings)
        label = say("All") if is_all else say("All that are not over")
        rows.append((f"{label}\n  {_people(sums.people)}", *all_of_them[-1]))
    made = table((say("Programme"), *headers), rows, right=range(1, len(headers) + 1))
    made.collapse_padding = True
    for column in made.columns[1:]:
        column.no_wrap = True
    return made


def _width(text: str) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, text.split("\n")))


def _name(folder: str, each: Standing, today: date | None, room: int) -> str:
    """A program's name, then where it lies, who takes part and its dates, in lines of that width."""
    facts = [
        *([folder] if folder != "." else []),
        _people(each.people),
        _dates(each, today),
        *([f"→ {short_day(each.next.date(), language())}"] if each.next is not None else []),
    ]
    return "\n".join((each.name, *_filled(facts, room - 2)))


def _filled(facts: Iterable[str], width: int) -> Iterator[str]:
    """Lines of facts, none of which is broken that fits into a line."""
    line = ""
    for fact in facts:
        longer = f"{line}{BETWEEN}{fact}" if line else fact
        if line and _width(longer) > width:
            yield f"  {line}"
            longer = fact
        line = longer
    yield f"  {line}"


def _figures(each: Standing) -> tuple[str | Text, ...]:
    return (
        f"{each.paired}/{each.mentees}" if each.mentees else NOTHING,
        f"{each.held}/{each.due}" if each.due else NOTHING,
        *_health(None if each.phase == "over" else each.health),
        f"{each.met}/{each.aims}" if each.aims else NOTHING,
    )


def _sums(sums: Totals) -> tuple[str | Text, ...]:
    return (
        f"{sums.paired}/{sums.mentees}" if sums.mentees else NOTHING,
        f"{sums.held}/{sums.due}" if sums.due else NOTHING,
        *_health(sums),
        f"{sums.met}/{sums.aims}" if sums.aims else NOTHING,
    )


def _people(count: int) -> str:
    return language().plural("%(n)d person", "%(n)d people", count)


def _dates(each: Standing, today: date | None) -> str:
    """When it begins or ends, whichever comes next; the year where it is another one."""

    def said(day: date) -> str:
        is_this = today is not None and day.year == today.year
        return long_date(day, language().code, with_year=not is_this)

    if each.start is None or each.end is None:
        return say("no dates yet")
    if each.phase == "coming":
        return say("from %(day)s", day=said(each.start))
    if each.phase == "over":
        return say("over since %(day)s", day=said(each.end))
    return say("until %(day)s", day=said(each.end))


def _health(told: ToldHealth | Totals | None) -> tuple[str | Text, ...]:
    """How many pairs are on time, to be watched, and at risk."""
    from rich.text import Text

    if told is None or not told.pairs:
        return NOTHING, NOTHING, NOTHING
    watch, risk = told.watch or 0, told.at_risk or 0
    return (
        str(told.well),
        Text(str(watch), STYLES["watch"] if watch else ""),
        Text(str(risk), STYLES["at-risk"] if risk else ""),
    )


def _show_help(found: Portfolio) -> None:
    """Say which program to look at first: that of which the largest share of pairs is at risk."""
    from rmentor.cli.terminal import show

    names = names_of(found.standings)
    shares = {
        folder: (each.health.at_risk or 0, each.health.pairs or 1)
        for folder, each in found.standings.items()
        if each.phase != "over" and each.health is not None and each.health.at_risk
    }
    if len(found.standings) < 2 or not shares:
        return
    worst = min(shares, key=lambda folder: (-shares[folder][0] / shares[folder][1], folder))
    risk, pairs = shares[worst]
    show(
        "",
        language().plural(
            "Look at %(program)s first: %(n)d of its %(pairs)s pairs is at risk.",
            "Look at %(program)s first: %(n)d of its %(pairs)s pairs are at risk.",
            risk,
            program=names[worst],
            pairs=pairs,
        ),
    )


def _show_errors(root: Path, errors: Mapping[str, int]) -> None:
    from rmentor.cli.terminal import show, show_styled

    for folder in sorted(errors):
        show("")
        show_styled(
            language().plural(
                "%(folder)s has %(n)d error; nothing can be told of it.",
                "%(folder)s has %(n)d errors; nothing can be told of it.",
                errors[folder],
                folder=folder,
            ),
            "bold red",
        )
        show(f"→ rmentor check --program {shlex.quote(str(root / folder))}")


def _show_shared(found: Portfolio) -> None:
    from rmentor.cli.terminal import show

    if not found.shared:
        return
    show_heading(
        language().plural(
            "%(n)d person takes part in two programmes at once.",
            "%(n)d people take part in two programmes at once.",
            len(found.shared),
        )
    )
    if not found.clashes:
        show(say("None of their sessions clash."))
        return
    show(
        language().plural(
            "%(n)d session of theirs clashes with another: agree with the other coordinator which "
            "of the two moves.",
            "%(n)d sessions of theirs clash with others: agree with the other coordinators which "
            "of the two move.",
            len(found.clashes),
        )
    )
    for clash in found.clashes[:MOST_CLASHES]:
        names, *sessions = _clash(found, clash)
        show(names, grid([("  ", session) for session in sessions]))
    more = len(found.clashes) - MOST_CLASHES
    if more > 0:
        show(say("… and %(n)d more; --json has them all.", n=more))


def _clash(found: Portfolio, clash: Clash) -> list[str]:
    """Who has two sessions at one time, and a line for each: when it is, in its program's own time."""
    from rmentor.cli.acting.consequences import pair_in_words

    folder = clash.sessions[0][0]
    names = {
        person.name
        for person in found.programs[folder].participants
        if person.email and person.email.strip().casefold() in clash.emails
    }
    lines = [f"- {', '.join(sorted(names))}"]
    shown = names_of({place: found.standings[place] for place, _ in clash.sessions})
    zones = {found.programs[place].timezone for place, _ in clash.sessions}
    for place, session in clash.sessions:
        program = found.programs[place]
        when = moment(session.start, language())
        pair = next(pair for pair in program.pairs if pair.id == session.pair)
        fields = {
            "when": f"{when} ({program.timezone})" if len(zones) > 1 else when,
            "program": shown[place],
            "n": session.session,
            "pair": pair_in_words(program, pair),
        }
        lines.append(say("%(when)s: %(program)s, session %(n)d of %(pair)s", **fields))
    return lines
