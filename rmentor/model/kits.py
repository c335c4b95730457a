"""Names of reports. Kits are texts to hand out; each has a template of its own in either language."""

from __future__ import annotations

KITS = (
    "announcement",
    "briefing",
    "kickoff",
    "interviews",
    "mentor-kit",
    "mentee-kit",
    "charter",
    "circle",
    "manager-note",
)
REPORTS = ("program", "sponsor", "pair", *KITS, "closing", "certificate")
