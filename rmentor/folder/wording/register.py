"""Sentences about register.yaml."""

from __future__ import annotations

SENTENCES = {
    "unknown-kit": (
        "rmentor has no kit “%(value)s”.",
        "Its kits: %(kits)s. If it is one of your own, leave it as it is.",
    ),
    "unknown-rule": (
        "There is no health rule “%(value)s”.",
        "Health rules: %(rules)s.",
    ),
    "withdrawn-before": (
        "This quote was withdrawn on %(withdrawn)s, before its consent of %(consent)s: it appears nowhere.",
        "If the person has said yes again, delete withdrawn: rmentor set quote ID --consent DATE",
    ),
    "name-in-circle": (
        "This note of the circle names %(name)s.",
        "Circles speak of situations, never of people by name: put it in other words.",
    ),
}
