"""The audit on the terminal: whom the pairs serve, what each weight did, which data decided."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rmentor.cli.speech import language, say

if TYPE_CHECKING:
    from rmentor.cli.opening import Ready
    from rmentor.pairing.audit.audit import Audit
    from rmentor.pairing.audit.weights import WeightEffect, WeightEffects
    from rmentor.reporting.views.audit import AuditLineView, AuditView


def show_audit(ready: Ready, found: Audit) -> None:
    """Show an audit of a pairing of this program."""
    from rmentor.reporting.views.audit import audit_view

    view = audit_view(found, language())
    _show_groups(view)
    if found.weights is not None:
        _show_weights(found.weights)
    elif ready.program.framework.format == "group":
        from rmentor.cli.terminal import show

        show("", say("What each weight did is told where people meet one to one, not in groups."))
    _show_data(view)


def _show_groups(view: AuditView) -> None:
    from rmentor.cli.terminal import show, show_styled, table

    show_styled(say("Whom the pairs serve"), "bold")
    if view.everybody is None:
        show(say("Too few people take part for any figure of all of them."))
    rows = [_cells(view.everybody)] if view.everybody else []
    for each in view.tables:
        rows.append(_words(each.dimension))
        rows += [_cells(line, indent="  ") for line in each.lines]
        if each.untold:
            rows.append(_words("  " + each.untold))
    heads = (
        say("Who"),
        say("Take part"),
        say("With a partner"),
        say("Share"),
        say("± people"),
        say("Score"),
        say("± score"),
    )
    if rows:
        show(table(heads, rows, right=range(1, len(heads))), "")
    if view.silent:
        show(say("Groups too small to be told: %(names)s.", names=", ".join(view.silent)))
    for caution in view.cautions:
        show(caution)


def _words(text: str) -> tuple[str, ...]:
    return (text, *[""] * 6)


def _cells(line: AuditLineView, indent: str = "") -> tuple[str, ...]:
    return (
        indent + line.group,
        line.people,
        line.served,
        line.share,
        line.ahead,
        line.mean,
        line.mean_ahead,
    )


def _show_weights(effects: WeightEffects) -> None:
    from rmentor.cli.terminal import show, show_styled, table

    show("")
    show_styled(say("What each weight did"), "bold")
    heads = (
        say("Criterion"),
        say("Weight"),
        say("Other mentor"),
        say("Mentees served"),
        say("Total"),
        say("Mean value"),
    )
    show(table(heads, [_effect(each) for each in effects.each], right=(1, 2, 3, 4, 5)), "")
    show(
        say(
            "The pairs chosen once more without each criterion, all else equal: how many mentees "
            "would have another mentor, how many more would be served, how the total changes by your "
            "own weights, and the criterion’s mean value with and without its weight."
        )
    )
    if effects.kept:
        show(
            language().plural(
                "%(n)d pair stood already, and no weight could move it; this weighs it, too: "
                "rmentor pair --anew --audit --dry-run",
                "%(n)d pairs stood already, and no weight could move them; this weighs them, too: "
                "rmentor pair --anew --audit --dry-run",
                effects.kept,
            )
        )


def _effect(each: WeightEffect) -> tuple[object, ...]:
    from rmentor.cli.pairing.facts import criterion_in_words, named
    from rmentor.language.dates import decimal
    from rmentor.reporting.views.audit import change

    return (
        named(each.criterion, criterion_in_words(each.criterion)),
        decimal(float(each.weight), language().code),
        each.moved,
        change(each.served, language()),
        change(-each.cost, language()),
        f"{_share(each.share)} → {_share(each.share_without)}",
    )


def _share(share: Fraction | None) -> str:
    from rmentor.language.dates import decimal

    return "–" if share is None else decimal(float(share), language().code, digits=2)


def _show_data(view: AuditView) -> None:
    from rmentor.cli.terminal import show, show_styled, table

    show("")
    show_styled(say("Data that could decide something"), "bold")
    rows = [
        (each.field, ", ".join(each.rules), ", ".join((*each.criteria, *each.other)), each.filled)
        for each in view.read
    ]
    heads = (say("Field"), say("Rules"), say("Criteria and more"), say("Stated by"))
    show(table(heads, rows, right=(3,)), "")
    show(say("Not read: %(fields)s", fields=", ".join(view.not_read)))
    show(
        say(
            "No protected attribute was used, since the format has no field for any: %(names)s.",
            names=", ".join(view.absent),
        )
    )
