"""Shape of what program.yaml says about follow-up: limits of health rules, and what an hour costs."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from rmentor.folder import scalars
from rmentor.folder.schema.doc import Doc
from rmentor.folder.schema.kinds import Text, Weight, Whole, YesNo, about


class LimitsDoc(Doc):
    """From where on a health rule speaks; what is left out stays as it is."""

    watch: Annotated[Weight | None, about("From here on: watch.")] = None
    risk: Annotated[Weight | None, about("From here on: at risk.")] = None
    off: Annotated[YesNo, about("true: the rule is switched off.")] = False


def _switched(value: Any) -> Any:
    """Let ``silent: false`` switch a rule off."""
    if isinstance(value, str):
        try:
            return {"off": "false" if scalars.yes(value) else "true"}
        except scalars.Fault:
            return value
    return value


_Limits = Annotated[LimitsDoc, BeforeValidator(_switched)]


def _limits(name: str, sentence: str) -> Any:
    return Field(default_factory=LimitsDoc, alias=name, description=sentence)


class HealthDoc(Doc):
    """Limits of health rules."""

    not_started: _Limits = _limits("not-started", "Days after the planned start without a session.")
    silent: _Limits = _limits("silent", "Rhythms without a held session.")
    cancelled: _Limits = _limits("cancelled", "Of the last three, cancelled or moved.")
    low_pulse: _Limits = _limits("low-pulse", "One side's last pulse at this or below.")
    unbalanced: _Limits = _limits("unbalanced", "Times in a row that pulses are two apart.")
    no_return: _Limits = _limits(
        "no-return", "Held sessions without a return; share of all sessions."
    )
    stuck_actions: _Limits = _limits(
        "stuck-actions", "Share of actions overdue; times in a row that all are."
    )
    no_progress: _Limits = _limits("no-progress", "Shares of sessions without a new level.")
    unanswered: _Limits = _limits("unanswered", "Pulses missing; days that a survey is late.")


class RatesDoc(Doc):
    """What an hour of somebody's time costs, by the organisation's own reckoning."""

    mentor: Annotated[Weight | None, about("An hour of a mentor.")] = None
    mentee: Annotated[Weight | None, about("An hour of a mentee.")] = None
    currency: Annotated[Text, about("Behind a sum.")] = "EUR"
    prepare: Annotated[int, Whole(0, 1440), about("Minutes to prepare a session.")] = 30
