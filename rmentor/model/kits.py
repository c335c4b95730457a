"""Texts to hand out; each has a template of its own in either language."""

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
