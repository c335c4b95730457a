"""``portfolio`` on a screen: the programs in a table, then what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.cli.standing.lines import grid, show_heading
from rmentor.followup.portfolio import AT_RISK, WATCH, WELL, Standing, totals
from rmentor.language.dates import long_date
from rmentor.reporting.views.health_words import health_in_words
from rmentor.reporting.views.when import moment

if TYPE_CHECKING:
    from rmentor.cli.portfolio import Portfolio
    from rmentor.followup.shared import Clash

MOST_CLASHES = 5
# What a period takes: "2027-01-11 – 2027-07-02".
NAME_WIDTH = 23
NOTHING = "–"


def show_portfolio(found: Portfolio) -> None:
    """Show how the programs stand, and what they share."""
    from rmentor.cli.terminal import show, show_styled, table

    count = len(found.standings) + len(found.errors)
    heading = language().plural("%(n)d programme", "%(n)d programmes", count)
    if found.today is not None:
        heading += " · " + long_date(found.today, language().code, with_weekday=True)
    show_styled(heading, "bold")
    rows = [_row(folder, each) for folder, each in found.standings.items()]
    if len(rows) > 1:
        rows.append(_sums(tuple(found.standings.values())))
    if rows:
        headers = (
            say("Programme"),
            say("With a mentor"),
            say("Sessions"),
            say("on time"),
            health_in_words("watch", language()),
            health_in_words("at-risk", language()),
            say("KPIs at target"),
        )
        narrow = [header.replace(" ", "\n") for header in headers]
        made = table(narrow, rows, right=range(1, len(headers)))
        made.columns[0].min_width = NAME_WIDTH
        show("", made)
        show(say("Sessions: held, of those due. →: the next date."))
    _show_errors(found.errors)
    _show_shared(found)


def _row(folder: str, each: Standing) -> tuple[str, ...]:
    lines = [each.name, *([folder] if folder != "." else []), _people(each.people), _dates(each)]
    if each.next is not None:
        lines.append(f"→ {moment(each.next, language())}")
    return (
        "\n".join(lines),
        f"{each.paired}/{each.mentees}" if each.mentees else NOTHING,
        f"{each.held}/{each.due}" if each.due else NOTHING,
        *_health(each.health),
        f"{each.kpis_met}/{each.kpis}" if each.kpis else NOTHING,
    )


def _sums(standings: tuple[Standing, ...]) -> tuple[str, ...]:
    sums = totals(standings)
    return (
        f"{say('All')}\n{_people(sums.people)}",
        f"{sums.paired}/{sums.mentees}",
        f"{sums.held}/{sums.due}" if sums.due else NOTHING,
        *_health(sums.health),
        f"{sums.kpis_met}/{sums.kpis}" if sums.kpis else NOTHING,
    )


def _people(count: int) -> str:
    return language().plural("%(n)d person", "%(n)d people", count)


def _dates(each: Standing) -> str:
    """First and last day, and what is to be known of them."""
    if each.start is None or each.end is None:
        return say("no dates yet")
    days = f"{each.start.isoformat()} – {each.end.isoformat()}"
    if each.phase == "coming":
        return f"{days} ({say('not begun')})"
    return f"{days} ({say('over')})" if each.phase == "over" else days


def _health(states: Mapping[str, int] | None) -> tuple[str, str, str]:
    """How many pairs are on time, to be watched, and at risk."""
    if states is None or not any(states.values()):
        return NOTHING, NOTHING, NOTHING
    return str(states[WELL]), str(states[WATCH]), str(states[AT_RISK])


def _show_errors(errors: Mapping[str, int]) -> None:
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
        show(f"→ rmentor check --program {folder}")


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
    names = [
        person.name
        for person in found.programs[folder].participants
        if person.email and person.email.strip().casefold() in clash.emails
    ]
    lines = [f"- {', '.join(sorted(names))}"]
    for place, session in clash.sessions:
        program = found.programs[place]
        pair = next(pair for pair in program.pairs if pair.id == session.pair)
        fields = {
            "when": moment(session.start, language()),
            "program": program.name,
            "n": session.session,
            "pair": pair_in_words(program, pair),
        }
        lines.append(say("%(when)s: %(program)s, session %(n)d of %(pair)s", **fields))
    return lines
