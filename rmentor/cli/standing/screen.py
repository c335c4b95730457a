"""``status``: the programme on one screen, in the order in which a coordinator acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say
from rmentor.cli.standing.lines import STYLES, PairNames, grid, since_in_words
from rmentor.followup.health import by_urgency
from rmentor.language.dates import long_date
from rmentor.reporting.views.health_words import health_in_words, next_in_words, rule_in_words

if TYPE_CHECKING:
    from rmentor.followup.overview import Overview
    from rmentor.model.health import PairHealth
    from rmentor.model.people import Participant
    from rmentor.model.program import Program

MOST_PAIRS = 4


def show_status(program: Program, found: Overview) -> None:
    """Show how a program stands."""
    from rmentor.cli.standing.beginning import next_command
    from rmentor.cli.standing.kpis import show_kpis
    from rmentor.cli.standing.week import show_later, show_open, show_week
    from rmentor.cli.terminal import show

    people = program.people()
    names = PairNames(program)
    _show_heading(program, found)
    following = next_command(program, found)
    if any(each.met for each in found.health) or (found.health and following is None):
        _show_headline(found)
    if following is not None:
        show(following[0], f"→ {following[1]}")
    _show_urgent(program, people, names, found)
    show_week(program, people, names, found)
    show_open(program, people, names, found)
    show_kpis(found)
    show_later(program, names, found)


def _show_heading(program: Program, found: Overview) -> None:
    from rmentor.cli.terminal import show_styled

    today = long_date(found.today, language().code, with_weekday=True)
    show_styled(f"{program.name} · {today}{_week_in_words(program, found.today)}", "bold")


def _week_in_words(program: Program, today: date) -> str:
    """Say in which of its weeks a program is, where it is in one."""
    start, end = program.start, program.end
    if start is None or end is None or not start <= today <= end:
        return ""
    number, weeks = (today - start).days // 7 + 1, (end - start).days // 7 + 1
    return " · " + say("week %(n)d of %(all)d", n=number, all=weeks)


def _show_headline(found: Overview) -> None:
    from rmentor.cli.terminal import show, show_styled

    count = len(found.health)
    states = [each.state for each in found.health]
    needy = sum(bool(each.met) for each in found.health)
    plural = language().plural
    if needy:
        well = plural(
            "%(n)d of %(all)d pairs is on time.",
            "%(n)d of %(all)d pairs are on time.",
            count - needy,
            all=count,
        )
        line = f"{well} {plural('%(n)d needs you:', '%(n)d need you:', needy)}"
    else:
        line = plural("Your pair is on time.", "All %(n)d pairs are on time.", count)
    show_styled(
        line, "bold red" if "at-risk" in states else "bold yellow" if needy else "bold green"
    )
    kinds = [
        (health_in_words(each, language()), states.count(each)) for each in ("at-risk", "watch")
    ]
    kinds += [
        (say("new pairs"), states.count("new")),
        (say("paused"), found.paused),
    ]
    told = [f"{word}{say(': ')}{number}" for word, number in kinds if number]
    if len(told) > 1 or (told and not needy):
        show(" · ".join(told))
    if not needy and not found.is_anything_open:
        show(say("Nothing needs you this week. A good moment to thank somebody."))


def _show_urgent(
    program: Program,
    people: Mapping[str, Participant],
    names: Mapping[str, str],
    found: Overview,
) -> None:
    from rmentor.cli.terminal import show

    urgent = by_urgency(found.health)
    if not urgent:
        return
    show("", grid([_urgent(program, people, names, found, each) for each in urgent[:MOST_PAIRS]]))
    more = len(urgent) - MOST_PAIRS
    if more > 0:
        show(
            language().plural(
                "… and %(n)d more pair; --json has them all.",
                "… and %(n)d more pairs; --json has them all.",
                more,
            )
        )


def _urgent(
    program: Program,
    people: Mapping[str, Participant],
    names: Mapping[str, str],
    found: Overview,
    each: PairHealth,
) -> tuple[object, object]:
    """State of a pair, and beside it who, what, since when, and the next step."""
    from rich.text import Text

    from rmentor.cli.terminal import clean

    met, step = each.met[0], found.steps.get(each.pair)
    told = Text(clean(names[each.pair]), style="bold")
    words = since_in_words(rule_in_words(people, met, language()), met.facts)
    more = f" (+{len(each.met) - 1})" if len(each.met) > 1 else ""
    following = next_in_words(program, people, met, language(), step)
    told.append(clean(f"{say(': ')}{words}{more}"), "not bold")
    told.append(clean(f"\n→ {following}"), "not bold italic")
    return Text(health_in_words(each.state, language()), style=STYLES[each.state]), told
